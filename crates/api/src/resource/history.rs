//! What a player staked, won and lost in a time, and what was paid in and taken out of it, ever.

use axum::Json;
use axum::extract::State;
use domain::calendar::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::MemberRef;
use crate::shape::money::Money;
use crate::shape::time::{Edge, Time};
use crate::state::ApiState;

/// Without a beginning the time is this long (RTS 1B: three months).
const SECONDS_SHOWN: i64 = 92 * 24 * 60 * 60;

/// The sums of a time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct History {
    pub(crate) member_id: MemberRef,
    pub(crate) from: Time,
    pub(crate) to: Time,
    /// What was risked on wagers accepted in the time.
    pub(crate) staked: Money,
    /// What wagers settled in the time came to: above zero won, below zero lost.
    pub(crate) result: Money,
    pub(crate) deposits: Money,
    pub(crate) withdrawals: Money,
    /// Everything that was ever paid in, less everything that was ever paid out.
    pub(crate) net_deposits_ever: Money,
    pub(crate) deposits_ever: Money,
    pub(crate) withdrawals_ever: Money,
}

/// Whose, and which time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// From this business day or instant on; three months back without it.
    #[param(value_type = Option<String>)]
    from: Option<Edge>,
    /// To the end of this business day, or to this instant; now without it.
    #[param(value_type = Option<String>)]
    to: Option<Edge>,
}

/// What somebody won or lost in a time, and their net deposits since the account exists. Any time
/// of the account can be asked for.
#[utoipa::path(get, path = "/v1/history", tag = "money", params(HistoryQuery),
    responses((status = 200, body = History)))]
pub(crate) async fn get_history(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<HistoryQuery>,
) -> Result<Json<History>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    let (book, currency) = (principal.book.id(), principal.book.currency);
    let calendar = &principal.book.book.calendar;
    let now = state.now();
    let to = query.to.and_then(|edge| edge.ends(calendar)).unwrap_or(Instant(i64::MAX));
    let from = query.from.and_then(|edge| edge.begins(calendar));
    let from = from.unwrap_or_else(|| now.plus_seconds(-SECONDS_SHOWN));
    let found = state.read(move |views| views.history(book, member, from, to)).await?;
    Ok(Json(History {
        member_id: member.into(),
        from: Time(from),
        to: Time(to.min(now)),
        staked: currency.of(found.staked),
        result: currency.of(found.result),
        deposits: currency.of(found.deposits),
        withdrawals: currency.of(found.withdrawals),
        net_deposits_ever: currency.of(found.deposits_ever - found.withdrawals_ever),
        deposits_ever: currency.of(found.deposits_ever),
        withdrawals_ever: currency.of(found.withdrawals_ever),
    }))
}

//! Balances: what stands on a member's accounts now.

use axum::Json;
use axum::extract::State;
use desk::port::{StoreError, Views};
use domain::calendar::{Instant, Week};
use domain::credit::{self, Limits};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Account;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::directory::OpenedBook;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::MemberRef;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::AccountType;
use crate::state::ApiState;

/// What stands on a member's accounts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Balance {
    pub(crate) member_id: MemberRef,
    /// Cash and risk of open bets.
    pub(crate) balance: Money,
    /// Below zero it is owed to the house.
    pub(crate) cash: Money,
    /// Risk of open bets.
    pub(crate) at_risk: Money,
    /// Requested payouts.
    pub(crate) withdrawal: Money,
    /// Promotional credit: it can be wagered, and only what it wins is cash.
    pub(crate) free_play: Money,
    /// Promotional credit at risk in open bets.
    pub(crate) free_play_at_risk: Money,
    /// How the member and the house settle.
    pub(crate) account_type: AccountType,
    /// The balance, either way, at which they settle.
    #[schema(required = true)]
    pub(crate) settle_limit: Option<Money>,
    pub(crate) credit_limit: Money,
    /// Credit lent on top that has not ended.
    pub(crate) temporary_credit: Money,
    /// What can be risked now: cash and credit.
    pub(crate) available: Money,
    /// Result of the week so far, on the player's side.
    pub(crate) figure_week: Money,
    /// The book's event sequence that is reflected at least.
    pub(crate) sequence: i64,
}

/// Whose balance.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BalanceQuery {
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
}

/// Reads a member's balance.
///
/// # Errors
/// As the store fails.
pub(crate) fn view_balance(
    views: &dyn Views,
    book: BookId,
    (now, week): (Instant, Week),
    member: MemberId,
    currency: Currency,
) -> Result<Balance, StoreError> {
    // Read first, so that it never claims more than the rows show.
    let sequence = views.sequence(book)?;
    let accounts = [
        Account::Cash,
        Account::Held,
        Account::Withdrawal,
        Account::FreePlay,
        Account::FreePlayHeld,
    ];
    let mut keys: Vec<Key> =
        accounts.iter().map(|account| Key::Balance(account.of(member))).collect();
    keys.extend([Key::Limits(member), Key::Figure((week, member)), Key::Jurisdiction(book)]);
    let mut working = Working::new();
    views.load(book, &keys, &mut working)?;
    let [cash, held, withdrawal, free_play, free_play_held] = accounts.map(|account| {
        working.balance(account.of(member)).map_or(Amount::ZERO, |balance| balance.amount)
    });
    let limits = working.limits(member).copied().unwrap_or(Limits::none(member));
    let policy = credit::policy(&working, book);
    let credit = limits.credit_in_force(policy, now);
    let lent = limits.lent(now).min(credit);
    let figure = working.figure((week, member)).map_or(Amount::ZERO, |figure| figure.result());
    Ok(Balance {
        member_id: member.into(),
        balance: currency.of(cash + held),
        cash: currency.of(cash),
        at_risk: currency.of(held),
        withdrawal: currency.of(withdrawal),
        free_play: currency.of(free_play),
        free_play_at_risk: currency.of(free_play_held),
        account_type: limits.account.into(),
        settle_limit: limits.settle.map(|amount| currency.of(amount)),
        credit_limit: currency.of(credit - lent),
        temporary_credit: currency.of(lent),
        available: currency.of(cash + credit),
        figure_week: currency.of(figure),
        sequence,
    })
}

/// A member's balance now.
pub(crate) async fn read_balance(
    state: &ApiState,
    book: &OpenedBook,
    member: MemberId,
) -> Result<Balance, Problem> {
    let (id, currency) = (book.id(), book.currency);
    let now = state.now();
    let (_, week) = book.place(state, now);
    state.read(move |views| view_balance(views, id, (now, week), member, currency)).await
}

/// What stands on one's own accounts, or on those of a member of one's branch.
#[utoipa::path(get, path = "/v1/balance", tag = "money", params(BalanceQuery),
    responses((status = 200, body = Balance)))]
pub(crate) async fn get_balance(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<BalanceQuery>,
) -> Result<Json<Balance>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    Ok(Json(read_balance(&state, &principal.book, member).await?))
}

/// What stood on a member's accounts at an instant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PastBalance {
    pub(crate) member_id: MemberRef,
    pub(crate) at: Time,
    /// The book's event sequence it reflects.
    pub(crate) sequence: i64,
    /// Cash and risk of open bets.
    pub(crate) balance: Money,
    pub(crate) cash: Money,
    pub(crate) at_risk: Money,
    pub(crate) withdrawal: Money,
    pub(crate) free_play: Money,
    pub(crate) free_play_at_risk: Money,
}

/// Whose balance, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PastBalanceQuery {
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// Any past instant; now without it.
    #[param(value_type = Option<String>)]
    at: Option<Time>,
}

/// What stood on one's own accounts at any past instant, or on those of a member of one's branch.
#[utoipa::path(get, path = "/v1/balance/past", tag = "money", params(PastBalanceQuery),
    responses((status = 200, body = PastBalance)))]
pub(crate) async fn get_past_balance(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<PastBalanceQuery>,
) -> Result<Json<PastBalance>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let now = state.now();
    // What was decided last may be stamped ahead of the clock: now is everything there is.
    let past = query.at.map(|at| at.0).filter(|at| *at < now);
    let until = past.unwrap_or(Instant(i64::MAX));
    let at = past.unwrap_or(now);
    let found = state.read(move |views| views.balance_at(id, member, until)).await?;
    Ok(Json(PastBalance {
        member_id: member.into(),
        at: Time(at),
        sequence: found.sequence,
        balance: currency.of(found.cash + found.held),
        cash: currency.of(found.cash),
        at_risk: currency.of(found.held),
        withdrawal: currency.of(found.withdrawal),
        free_play: currency.of(found.free_play),
        free_play_at_risk: currency.of(found.free_play_held),
    }))
}

//! Accounts that are held because fraud is suspected.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::care::command::CareCommand;
use domain::care::hold;
use domain::command::{Action, Outcome};
use domain::id::{HoldId, MemberId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::event::logins_of;
use crate::resource::identity::submit;
use crate::shape::id::{HoldRef, MemberRef};
use crate::shape::time::Time;
use crate::shape::word::{HoldEnding, MemberStatus};
use crate::state::ApiState;

/// What a hold came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HoldEnd {
    pub(crate) ending: HoldEnding,
    pub(crate) reason: String,
    pub(crate) at: Time,
    /// Login of whoever decided; null for the system.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// An account that is or was held.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FraudHold {
    pub(crate) id: HoldRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    /// What speaks for fraud.
    pub(crate) evidence: String,
    pub(crate) placed_at: Time,
    /// Login of whoever placed it; null for the system.
    #[schema(required = true)]
    pub(crate) placed_by: Option<String>,
    /// Where the account stood before; a hold that is lifted leads back to it.
    pub(crate) status_before: MemberStatus,
    #[schema(required = true)]
    pub(crate) end: Option<HoldEnd>,
}

/// An account to be held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateFraudHold {
    pub(crate) member_id: MemberRef,
    /// What speaks for fraud: kept with the hold.
    #[schema(max_length = 200)]
    pub(crate) evidence: String,
}

/// The end of a hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FraudHoldEnding {
    pub(crate) ending: HoldEnding,
    #[schema(max_length = 200)]
    pub(crate) reason: String,
}

/// Which holds to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FraudHoldQuery {
    /// Only of this member or branch.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

type Logins = BTreeMap<MemberId, String>;

impl FraudHold {
    fn of(found: &hold::FraudHold, logins: &Logins) -> FraudHold {
        let login = |member: Option<MemberId>| member.and_then(|one| logins.get(&one).cloned());
        FraudHold {
            id: found.id.into(),
            member_id: found.member.into(),
            login: login(Some(found.member)).unwrap_or_default(),
            evidence: found.evidence.clone(),
            placed_at: Time(found.placed_at),
            placed_by: login(found.placed_by),
            status_before: found.status_before.into(),
            end: found.end.as_ref().map(|end| HoldEnd {
                ending: end.ending.into(),
                reason: end.reason.clone(),
                at: Time(end.at),
                by: login(end.by),
            }),
        }
    }
}

fn named(found: &hold::FraudHold) -> impl Iterator<Item = MemberId> + use<> {
    let by = found.end.as_ref().and_then(|end| end.by);
    [Some(found.member), found.placed_by, by].into_iter().flatten()
}

async fn found_hold(
    state: &ApiState,
    principal: &Principal,
    id: HoldId,
) -> Result<hold::FraudHold, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::FraudHold(id)], &mut working)?;
        Ok(working.fraud_hold(id).cloned())
    });
    let unknown = || Problem::not_found("hold");
    let found = found.await?.ok_or_else(unknown)?;
    principal.subject(state, Some(found.member)).await.map_err(|_| unknown())?;
    Ok(found)
}

async fn shown(
    state: &ApiState,
    principal: &Principal,
    outcome: Outcome,
) -> Result<FraudHold, Problem> {
    let Outcome::Hold(id) = outcome else {
        return Err(Problem::internal(format!("a hold answered {outcome:?}")));
    };
    let found = found_hold(state, principal, id).await?;
    let book = principal.book.id();
    let members: Vec<MemberId> = named(&found).collect();
    let logins = state.read(move |views| logins_of(views, book, members.into_iter())).await?;
    Ok(FraudHold::of(&found, &logins))
}

/// Accounts that are or were held, newest first.
#[utoipa::path(get, path = "/v1/fraud-holds", tag = "members", params(FraudHoldQuery),
    responses((status = 200, body = PageOf<FraudHold>)))]
pub(crate) async fn list_fraud_holds(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<FraudHoldQuery>,
) -> Result<Json<PageOf<FraudHold>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let book = principal.book.id();
    let found = state.read(move |views| {
        let found = views.fraud_holds(book, branch, &page)?;
        let logins = logins_of(views, book, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| FraudHold::of(one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Holds an account: suspended, with nothing paid in or out, until somebody decides.
#[utoipa::path(post, path = "/v1/fraud-holds", tag = "members", request_body = CreateFraudHold,
    responses((status = 201, body = FraudHold)))]
pub(crate) async fn create_fraud_hold(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(sent): Body<CreateFraudHold>,
) -> Result<(StatusCode, Json<FraudHold>), Problem> {
    let member = principal.subject(&state, Some(sent.member_id.0)).await?.id;
    let command = CareCommand::Hold { member, evidence: sent.evidence };
    let outcome = submit(&state, &principal, intent, Action::Care(Box::new(command))).await?;
    state.sessions.doubt(principal.book.id(), member);
    Ok((StatusCode::CREATED, Json(shown(&state, &principal, outcome).await?)))
}

/// Decides a hold: lifted, the account is as it was; confirmed, it stays suspended and can be
/// closed.
#[utoipa::path(post, path = "/v1/fraud-holds/{id}/ending", tag = "members",
    params(("id" = String, Path, description = "The hold.")),
    request_body = FraudHoldEnding, responses((status = 200, body = FraudHold)))]
pub(crate) async fn end_fraud_hold(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(HoldRef(hold)): PathId<HoldRef>,
    Body(sent): Body<FraudHoldEnding>,
) -> Result<Json<FraudHold>, Problem> {
    let member = found_hold(&state, &principal, hold).await?.member;
    let (ending, reason) = (sent.ending.into(), sent.reason);
    let command = CareCommand::EndHold { member, hold, ending, reason };
    let outcome = submit(&state, &principal, intent, Action::Care(Box::new(command))).await?;
    Ok(Json(shown(&state, &principal, outcome).await?))
}

//! Time-outs and self-exclusions.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::command::{Action, Outcome};
use domain::id::{ExclusionId, MemberId};
use domain::protection::Exclusion as DomainExclusion;
use domain::protection::command::ProtectionCommand;
use domain::register::parse_note;
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
use crate::resource::wager::replayed;
use crate::shape::id::{ExclusionRef, MemberRef};
use crate::shape::time::Time;
use crate::shape::word::ExclusionKind;
use crate::state::ApiState;

/// A time-out or self-exclusion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Exclusion {
    pub(crate) id: ExclusionRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) kind: ExclusionKind,
    pub(crate) reason: String,
    pub(crate) from: Time,
    /// Login of whoever asked; null for the system.
    #[schema(required = true)]
    pub(crate) asked_by: Option<String>,
    /// A time-out ends then; a self-exclusion lasts so long at least, or for good when null.
    #[schema(required = true)]
    pub(crate) until: Option<Time>,
    /// Login of whoever asked that it ends.
    #[schema(required = true)]
    pub(crate) lift_asked_by: Option<String>,
    /// When the player comes back, once that was asked for, or when another took its place.
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
    /// Open bets on which nothing has begun are still to be cancelled.
    pub(crate) open_bets_wait: bool,
}

/// Somebody who is to stay away.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExclusionRequest {
    /// Who; oneself without it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
    pub(crate) kind: ExclusionKind,
    /// A time-out ends then, within six weeks; a self-exclusion lasts so long at least, no less
    /// than 180 days, or for good without it.
    #[schema(nullable = false)]
    pub(crate) until: Option<Time>,
    /// Why, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) reason: Option<String>,
}

/// Which exclusions to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExclusionQuery {
    /// Only of this member or branch.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

type Logins = BTreeMap<MemberId, String>;

impl Exclusion {
    fn of(found: &DomainExclusion, logins: &Logins) -> Exclusion {
        let login = |member: Option<MemberId>| member.and_then(|one| logins.get(&one).cloned());
        Exclusion {
            id: found.id.into(),
            member_id: found.member.into(),
            login: login(Some(found.member)).unwrap_or_default(),
            kind: found.kind.into(),
            reason: found.reason.clone(),
            from: Time(found.from),
            asked_by: login(found.asked_by),
            until: found.until.map(Time),
            lift_asked_by: login(found.lift_asked_by),
            ended_at: found.ended_at.map(Time),
            open_bets_wait: found.bets_after.is_some(),
        }
    }
}

fn named(found: &DomainExclusion) -> impl Iterator<Item = MemberId> + use<> {
    [Some(found.member), found.asked_by, found.lift_asked_by].into_iter().flatten()
}

/// Time-outs and self-exclusions, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/exclusions", tag = "protection", params(ExclusionQuery),
    responses((status = 200, body = PageOf<Exclusion>)))]
pub(crate) async fn list_exclusions(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<ExclusionQuery>,
) -> Result<Json<PageOf<Exclusion>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.exclusions(id, branch, &page)?;
        let logins = logins_of(views, id, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| Exclusion::of(one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

async fn read_exclusion(
    state: &ApiState,
    principal: &Principal,
    exclusion: ExclusionId,
) -> Result<Exclusion, Problem> {
    let missing = || Problem::not_found("exclusion");
    let id = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Exclusion(exclusion)], &mut working)?;
        let Some(found) = working.exclusion(exclusion).cloned() else { return Ok(None) };
        let logins = logins_of(views, id, named(&found))?;
        Ok(Some(Exclusion::of(&found, &logins)))
    });
    let found = found.await?.ok_or_else(missing)?;
    principal.subject(state, Some(found.member_id.0)).await.map_err(|_| missing())?;
    Ok(found)
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    command: ProtectionCommand,
) -> Result<(HeaderMap, Json<Exclusion>), Problem> {
    let action = Action::Protect(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Exclusion(id)) => {
            let found = read_exclusion(state, principal, id).await?;
            Ok((replayed(receipt.replayed), Json(found)))
        }
        Ok(other) => Err(Problem::internal(format!("an exclusion answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, principal.book.currency)),
    }
}

/// Keeps a player away from play, at once: oneself, or a player of one's branch. Wagers and
/// deposits are refused from then on; payouts stay possible.
#[utoipa::path(post, path = "/v1/exclusions", tag = "protection",
    request_body = ExclusionRequest, responses((status = 201, body = Exclusion)))]
pub(crate) async fn create_exclusion(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<ExclusionRequest>,
) -> Result<(StatusCode, HeaderMap, Json<Exclusion>), Problem> {
    let currency = principal.book.currency;
    let reason = parse_note("reason", request.reason.as_deref().unwrap_or_default());
    let reason = reason.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let member = principal.subject(&state, request.member_id.map(|id| id.0)).await?.id;
    let until = request.until.map(|until| until.0);
    let kind = request.kind.into();
    let command = ProtectionCommand::Exclude { member, kind, until, reason };
    let (headers, found) = perform(&state, &principal, intent, command).await?;
    Ok((StatusCode::CREATED, headers, found))
}

/// Asks that a self-exclusion ends whose time is over. The player comes back after the delay of the
/// jurisdiction settings.
#[utoipa::path(post, path = "/v1/exclusions/{id}/lift", tag = "protection",
    params(("id" = String, Path)), responses((status = 200, body = Exclusion)))]
pub(crate) async fn lift_exclusion(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(ExclusionRef(exclusion)): PathId<ExclusionRef>,
) -> Result<(HeaderMap, Json<Exclusion>), Problem> {
    let member = read_exclusion(&state, &principal, exclusion).await?.member_id.0;
    let command = ProtectionCommand::Lift { member, exclusion };
    perform(&state, &principal, intent, command).await
}

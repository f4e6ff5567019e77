//! Free play: promotional credit with an end.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::view::FreePlayLine;
use domain::command::{Action, Outcome};
use domain::funding::command::FundingCommand;
use domain::id::{GrantId, MemberId};
use domain::money::Money as Amount;
use domain::register::parse_note;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::wager::replayed;
use crate::shape::id::{GrantRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::state::ApiState;

/// Where a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FreePlayState {
    /// It can be wagered.
    Open,
    /// All of it was wagered.
    Used,
    /// It expired or was taken back.
    Ended,
}

/// A grant of promotional credit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FreePlay {
    pub(crate) id: GrantRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) state: FreePlayState,
    pub(crate) amount: Money,
    /// What can still be wagered of it.
    pub(crate) left: Money,
    pub(crate) granted_at: Time,
    pub(crate) expires_at: Time,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
    /// Login of whoever granted it.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
    pub(crate) note: String,
}

/// Free play to be granted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePlayRequest {
    pub(crate) member_id: MemberRef,
    pub(crate) amount: Money,
    /// What is left then is gone; within two years.
    pub(crate) expires_at: Time,
    /// Why, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

/// Why a grant ends before its time.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePlayEnd {
    /// At most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

/// Which grants to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FreePlayQuery {
    /// Only of this member.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// `open` leaves out what is used up or ended.
    state: Option<FreePlayState>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl FreePlay {
    fn of(
        line: &FreePlayLine,
        logins: &BTreeMap<MemberId, String>,
        currency: Currency,
    ) -> FreePlay {
        let grant = &line.grant;
        let state = match grant.ended_at {
            _ if grant.left.is_positive() => FreePlayState::Open,
            Some(_) => FreePlayState::Ended,
            None => FreePlayState::Used,
        };
        FreePlay {
            id: grant.id.into(),
            member_id: grant.member.into(),
            login: line.login.clone(),
            state,
            amount: currency.of(grant.amount),
            left: currency.of(grant.left),
            granted_at: Time(grant.granted_at),
            expires_at: Time(grant.expires_at),
            ended_at: grant.ended_at.map(Time),
            by: grant.by.and_then(|by| logins.get(&by).cloned()),
            note: grant.note.clone(),
        }
    }
}

/// Grants of free play, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/free-plays", tag = "money", params(FreePlayQuery),
    responses((status = 200, body = PageOf<FreePlay>)))]
pub(crate) async fn list_free_plays(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<FreePlayQuery>,
) -> Result<Json<PageOf<FreePlay>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let wanted = query.state;
    let found = state.read(move |views| {
        let open_only = wanted == Some(FreePlayState::Open);
        let found = views.free_plays(id, branch, open_only, &page)?;
        let by = found.items.iter().filter_map(|line| line.grant.by);
        let logins = logins_of(views, id, by)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|line| FreePlay::of(line, &logins, currency));
    let items = items.filter(|one| wanted.is_none_or(|wanted| one.state == wanted)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

async fn read_grant(
    state: &ApiState,
    principal: &Principal,
    grant: GrantId,
) -> Result<FreePlay, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Grant(grant)], &mut working)?;
        let Some(grant) = working.grant(grant).cloned() else { return Ok(None) };
        let logins = logins_of(views, id, [grant.member].into_iter().chain(grant.by))?;
        let login = logins.get(&grant.member).cloned().unwrap_or_default();
        Ok(Some((FreePlayLine { grant, login }, logins)))
    });
    let (line, logins) = found.await?.ok_or_else(|| Problem::not_found("grant"))?;
    Ok(FreePlay::of(&line, &logins, currency))
}

/// Grants free play to a player.
#[utoipa::path(post, path = "/v1/free-plays", tag = "money", request_body = FreePlayRequest,
    responses((status = 201, body = FreePlay)))]
pub(crate) async fn create_free_play(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<FreePlayRequest>,
) -> Result<(StatusCode, HeaderMap, Json<FreePlay>), Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(request.amount), currency);
    let note = faults.take(parse_note("note", request.note.as_deref().unwrap_or_default()));
    faults.finish()?;
    let member = principal.subject(&state, Some(request.member_id.0)).await?;
    let command = FundingCommand::GrantFreePlay {
        member: member.id,
        amount: sent.unwrap_or(Amount::ZERO),
        expires_at: request.expires_at.0,
        note: note.unwrap_or_default(),
    };
    let (grant, headers) = perform(&state, &principal, intent, command).await?;
    Ok((StatusCode::CREATED, headers, Json(grant)))
}

/// Ends a grant before its time: what is left of it is gone.
#[utoipa::path(post, path = "/v1/free-plays/{id}/end", tag = "money",
    params(("id" = String, Path)), request_body = FreePlayEnd,
    responses((status = 200, body = FreePlay)))]
pub(crate) async fn end_free_play(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(GrantRef(grant)): PathId<GrantRef>,
    Body(request): Body<FreePlayEnd>,
) -> Result<(HeaderMap, Json<FreePlay>), Problem> {
    let note = parse_note("note", request.note.as_deref().unwrap_or_default());
    let note = note.map_err(|refusal| Problem::of_rejection(&refusal, principal.book.currency))?;
    let known = read_grant(&state, &principal, grant).await?;
    let member = principal.subject(&state, Some(known.member_id.0)).await;
    let member = member.map_err(|_| Problem::not_found("grant"))?.id;
    let command = FundingCommand::EndFreePlay { member, grant, note };
    let (grant, headers) = perform(&state, &principal, intent, command).await?;
    Ok((headers, Json(grant)))
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    command: FundingCommand,
) -> Result<(FreePlay, HeaderMap), Problem> {
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Grant(grant)) => {
            Ok((read_grant(state, principal, grant).await?, replayed(receipt.replayed)))
        }
        Ok(other) => Err(Problem::internal(format!("a grant answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, principal.book.currency)),
    }
}

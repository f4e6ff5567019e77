//! Tenders: wagers that wait for the operator's word, and the word.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use desk::port::TenderFilter;
use desk::view::TenderStory;
use domain::acceptance::{AcceptanceCommand, TenderState as DomainState};
use domain::command::Action;
use domain::id::{MemberId, TicketId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::fixture::Logins;
use crate::resource::member::amount;
use crate::resource::ticket::{Ticket, WaitsFor};
use crate::resource::wager::replayed;
use crate::shape::id::{MemberRef, TicketRef};
use crate::shape::money::Money;
use crate::shape::time::Time;
use crate::shape::word::TenderState;
use crate::state::ApiState;

/// A wager that waits for the operator's word, or did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Tender {
    /// The number of the ticket it becomes.
    pub(crate) id: TicketRef,
    pub(crate) state: TenderState,
    /// What was asked for, as a ticket is told. Its risk is held while it waits.
    pub(crate) ticket: Ticket,
    pub(crate) asked_at: Time,
    pub(crate) waits_for: WaitsFor,
    /// It lapses then if nobody decides it; after a delay it is looked at again then.
    pub(crate) lapses_at: Time,
    /// What of its risk was accepted: the operator may accept less.
    #[schema(required = true)]
    pub(crate) accepted_risk: Option<Money>,
    #[schema(required = true)]
    pub(crate) decided_at: Option<Time>,
    /// Login of whoever decided; null for the timer, and for players.
    #[schema(required = true)]
    pub(crate) decided_by: Option<String>,
    /// What the player is told with the decision.
    pub(crate) note: String,
}

/// Which tenders to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TenderQuery {
    state: Option<TenderState>,
    waits_for: Option<WaitsFor>,
    /// Of this member and everybody below; of one's own branch without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The operator's yes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenderApproval {
    /// Accept for less: an amount below the typed one, meaning the same.
    #[schema(nullable = false)]
    pub(crate) amount: Option<Money>,
    /// What the player is told.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

/// The operator's no.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenderRefusal {
    /// Why; the player reads it.
    pub(crate) note: String,
}

impl Tender {
    fn of(found: &TenderStory, principal: &Principal, logins: &Logins) -> Tender {
        let tender = &found.tender;
        let is_accepted = tender.state == DomainState::Accepted;
        let by = tender.decided_by.filter(|_| tender.member != principal.member.id);
        Tender {
            id: tender.id.into(),
            state: tender.state.into(),
            ticket: Ticket::of(&found.story, principal),
            asked_at: Time(tender.asked_at),
            waits_for: WaitsFor::of(tender.delayed),
            lapses_at: Time(tender.lapses_at),
            accepted_risk: is_accepted.then(|| principal.book.currency.of(tender.accepted_risk)),
            decided_at: tender.decided_at.map(Time),
            decided_by: by.and_then(|by| logins.get(&by).cloned()),
            note: tender.note.clone(),
        }
    }
}

fn named(found: &TenderStory) -> impl Iterator<Item = MemberId> + use<> {
    found.tender.decided_by.into_iter()
}

/// Wagers that wait for the operator's word, or did, newest first: one's own, or those of one's
/// branch.
#[utoipa::path(get, path = "/v1/tenders", tag = "acceptance", params(TenderQuery),
    responses((status = 200, body = PageOf<Tender>)))]
pub(crate) async fn list_tenders(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<TenderQuery>,
) -> Result<Json<PageOf<Tender>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let wanted = query.state.map(DomainState::from);
    let delayed = query.waits_for.map(|waits| waits == WaitsFor::Delay);
    let filter = TenderFilter { branch, state: wanted, tender: None, delayed };
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.tenders(id, &filter, &page)?;
        let logins = logins_of(views, id, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| Tender::of(one, &principal, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Reads a tender that may be seen, with its player.
async fn read_tender(
    state: &ApiState,
    principal: &Principal,
    tender: TicketId,
) -> Result<(MemberId, Tender), Problem> {
    let branch = principal.branch(state, None).await?;
    let filter = TenderFilter { branch, state: None, tender: Some(tender), delayed: None };
    let id = principal.book.id();
    let found = state.read(move |views| {
        let page = desk::port::Page { cursor: None, limit: 1 };
        let found = views.tenders(id, &filter, &page)?.items;
        let logins = logins_of(views, id, found.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let found = found.first().ok_or_else(|| Problem::not_found("tender"))?;
    Ok((found.tender.member, Tender::of(found, principal, &logins)))
}

/// One of them.
#[utoipa::path(get, path = "/v1/tenders/{id}", tag = "acceptance",
    params(("id" = String, Path)), responses((status = 200, body = Tender)))]
pub(crate) async fn get_tender(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(TicketRef(id)): PathId<TicketRef>,
) -> Result<Json<Tender>, Problem> {
    Ok(Json(read_tender(&state, &principal, id).await?.1))
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    tender: TicketId,
    command: AcceptanceCommand,
) -> Result<(HeaderMap, Json<Tender>), Problem> {
    let action = Action::Acceptance(command);
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let (_, tender) = read_tender(state, principal, tender).await?;
    Ok((replayed(receipt.replayed), Json(tender)))
}

/// Accepts a wager that waits at the prices it was asked for at, as a whole or for less. Whatever
/// else would refuse it now refuses it here.
#[utoipa::path(post, path = "/v1/tenders/{id}/approve", tag = "acceptance",
    params(("id" = String, Path)), request_body = TenderApproval,
    responses((status = 200, body = Tender)))]
pub(crate) async fn approve_tender(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(TicketRef(tender)): PathId<TicketRef>,
    Body(request): Body<TenderApproval>,
) -> Result<(HeaderMap, Json<Tender>), Problem> {
    let (member, _) = read_tender(&state, &principal, tender).await?;
    let mut faults = Faults::default();
    let less = amount(&mut faults, "amount", request.amount, principal.book.currency);
    faults.finish()?;
    let note = request.note.unwrap_or_default();
    let command = AcceptanceCommand::Approve { member, tender, amount: less, note };
    perform(&state, &principal, intent, tender, command).await
}

/// Refuses a wager that waits; what it held is free again.
#[utoipa::path(post, path = "/v1/tenders/{id}/refuse", tag = "acceptance",
    params(("id" = String, Path)), request_body = TenderRefusal,
    responses((status = 200, body = Tender)))]
pub(crate) async fn refuse_tender(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(TicketRef(tender)): PathId<TicketRef>,
    Body(request): Body<TenderRefusal>,
) -> Result<(HeaderMap, Json<Tender>), Problem> {
    let (member, _) = read_tender(&state, &principal, tender).await?;
    let command = AcceptanceCommand::Refuse { member, tender, note: request.note };
    perform(&state, &principal, intent, tender, command).await
}

//! Disputes: opened by players on a settled ticket, answered by the operator; and the tickets that
//! stay open longer than they should.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::port::{StoreError, Views};
use desk::view::StuckTicket as StuckView;
use domain::board::fixture::FixtureStatus;
use domain::calendar::Instant;
use domain::command::{Action, Outcome};
use domain::grade::dispute as disputes;
use domain::grade::dispute::AnswerDispute;
use domain::grade::dispute::DisputeCommand;
use domain::grade::ruling::{Ending, Reach, Reason, Ruling, RulingState};
use domain::id::{BookId, DisputeId, RulingId, TicketId};
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::wager::ticket::spoken_number;
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::effect::{Preview, Supposed, effect_of, preview_of};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::ticket::Ticket;
use crate::shape::id::{DisputeRef, MemberRef, TicketRef, VoidRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::DisputeAnswer;
use crate::state::ApiState;

/// A ticket whose fixtures started longer ago than this and that is still open is stuck: a day
/// (reference/reliability.md 1.6, S-15).
const STUCK_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// An objection to a settlement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Dispute {
    pub(crate) id: DisputeRef,
    pub(crate) ticket_id: TicketRef,
    /// The ticket's spoken number.
    pub(crate) number: String,
    /// Version of the settlement objected to.
    pub(crate) settlement: i32,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    /// What the player says.
    pub(crate) text: String,
    pub(crate) opened_at: Time,
    /// Null while it is open.
    #[schema(required = true)]
    pub(crate) answer: Option<DisputeAnswer>,
    /// What the operator says.
    pub(crate) note: String,
    /// What the player was given by a goodwill.
    pub(crate) amount: Money,
    /// The void it led to.
    #[schema(required = true)]
    pub(crate) void_id: Option<VoidRef>,
    #[schema(required = true)]
    pub(crate) answered_at: Option<Time>,
}

impl Dispute {
    fn of(dispute: &disputes::Dispute, login: String, currency: Currency) -> Dispute {
        Dispute {
            id: dispute.id.into(),
            ticket_id: dispute.ticket.into(),
            number: spoken_number(dispute.ticket),
            settlement: dispute.settlement,
            member_id: dispute.member.into(),
            login,
            text: dispute.text.clone(),
            opened_at: Time(dispute.opened_at),
            answer: dispute.answer.map(DisputeAnswer::from),
            note: dispute.note.clone(),
            amount: currency.of(dispute.amount),
            void_id: dispute.ruling.map(VoidRef),
            answered_at: dispute.answered_at.map(Time),
        }
    }
}

/// What a player objects to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeRequest {
    /// What is wrong, at most 200 characters.
    #[schema(max_length = 200)]
    pub(crate) text: String,
}

/// Opens a dispute on a settled ticket, within the book's claims window. Each settlement can be
/// disputed once.
#[utoipa::path(post, path = "/v1/wagers/{id}/dispute", tag = "wagers",
    params(("id" = String, Path, description = "The ticket.")),
    request_body = DisputeRequest, responses((status = 201, body = Dispute)))]
pub(crate) async fn create_dispute(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(TicketRef(ticket)): PathId<TicketRef>,
    Body(request): Body<DisputeRequest>,
) -> Result<(StatusCode, Json<Dispute>), Problem> {
    let member = owner_of(&state, &principal, ticket).await?;
    let action = Action::Dispute(DisputeCommand::Open { member, ticket, text: request.text });
    let receipt = state.submit(principal.command(intent, action)).await?;
    let id = match receipt.answer {
        Ok(Outcome::Dispute(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("a dispute answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    Ok((StatusCode::CREATED, Json(read_dispute(&state, &principal, id).await?)))
}

/// The player of a ticket that the reader may see.
async fn owner_of(
    state: &ApiState,
    principal: &Principal,
    ticket: TicketId,
) -> Result<domain::id::MemberId, Problem> {
    let book = principal.book.id();
    let owner = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Ticket(ticket)], &mut working)?;
        Ok(working.ticket(ticket).map(|ticket| (ticket.member, ticket.agents.clone())))
    });
    let unknown = || Problem::not_found("ticket");
    let (member, mut chain) = owner.await?.ok_or_else(unknown)?;
    chain.push(member);
    if principal.sees_chain(member, &chain) { Ok(member) } else { Err(unknown()) }
}

fn find(
    views: &dyn Views,
    book: BookId,
    id: DisputeId,
) -> Result<Option<disputes::Dispute>, StoreError> {
    let mut working = Working::new();
    views.load(book, &[Key::Dispute(id)], &mut working)?;
    Ok(working.dispute(id).cloned())
}

async fn read_dispute(
    state: &ApiState,
    principal: &Principal,
    id: DisputeId,
) -> Result<Dispute, Problem> {
    let (book, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let Some(dispute) = find(views, book, id)? else { return Ok(None) };
        let logins = logins_of(views, book, [dispute.member].into_iter())?;
        let login = logins.get(&dispute.member).cloned().unwrap_or_default();
        Ok(Some(Dispute::of(&dispute, login, currency)))
    });
    found.await?.ok_or_else(|| Problem::not_found("dispute"))
}

/// What the operator answers.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeAnswerRequest {
    pub(crate) answer: DisputeAnswer,
    /// Why, in words; the player reads it.
    #[schema(max_length = 200)]
    pub(crate) note: String,
    /// Of a goodwill: what the player is given.
    pub(crate) amount: Option<Money>,
}

impl DisputeAnswerRequest {
    fn checked(&self, dispute: DisputeId, currency: Currency) -> Result<AnswerDispute, Problem> {
        let mut faults = Faults::default();
        let amount = amount(&mut faults, "amount", self.amount, currency);
        faults.finish()?;
        let (answer, note) = (self.answer.into(), self.note.clone());
        Ok(AnswerDispute { dispute, answer, note, amount: amount.unwrap_or(Amount::ZERO) })
    }
}

/// Answers a dispute: it stands, the ticket is graded again or voided (which may wait for a second
/// person), or the player is given a goodwill.
#[utoipa::path(post, path = "/v1/disputes/{id}/answer", tag = "settlement",
    params(("id" = String, Path, description = "The dispute.")),
    request_body = DisputeAnswerRequest, responses((status = 200, body = Dispute)))]
pub(crate) async fn answer_dispute(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(DisputeRef(id)): PathId<DisputeRef>,
    Body(request): Body<DisputeAnswerRequest>,
) -> Result<Json<Dispute>, Problem> {
    let currency = principal.book.currency;
    let action = Action::Dispute(DisputeCommand::Answer(Box::new(request.checked(id, currency)?)));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(read_dispute(&state, &principal, id).await?))
}

/// Shows what an answer would do to the ticket and the player, and writes nothing. A goodwill
/// changes no ticket: it stands in the amount asked for.
#[utoipa::path(post, path = "/v1/disputes/{id}/preview", tag = "settlement",
    params(("id" = String, Path, description = "The dispute.")),
    request_body = DisputeAnswerRequest, responses((status = 200, body = Preview)))]
pub(crate) async fn preview_dispute(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(DisputeRef(id)): PathId<DisputeRef>,
    Body(request): Body<DisputeAnswerRequest>,
) -> Result<Json<Preview>, Problem> {
    let (book, currency) = (principal.book.id(), principal.book.currency);
    let answer = request.checked(id, currency)?.answer;
    let found = state.read(move |views| {
        let Some(dispute) = find(views, book, id)? else { return Ok(None) };
        let supposed = match answer {
            disputes::Answer::Void => Supposed::Ruling(supposed_void(dispute.ticket)),
            disputes::Answer::Regrade => Supposed::Again(dispute.ticket),
            disputes::Answer::Stands | disputes::Answer::Goodwill => Supposed::Nothing,
        };
        let Some(effect) = effect_of(views, book, &supposed)? else { return Ok(None) };
        preview_of(views, book, &effect, currency).map(Some)
    });
    Ok(Json(found.await?.ok_or_else(|| Problem::not_found("dispute"))?))
}

fn supposed_void(ticket: TicketId) -> Ruling {
    Ruling {
        id: RulingId(0),
        reach: Reach::Ticket(ticket),
        ending: Ending::Void,
        reason: Reason::DisputeUpheld,
        note: String::new(),
        state: RulingState::InForce,
        after_result: true,
        asked_by: None,
        asked_at: Instant(0),
        decided_by: None,
        decided_at: None,
    }
}

/// Which disputes to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DisputeQuery {
    /// Only those that wait for an answer.
    open: Option<bool>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Disputes, newest first: a player's own, or those of the reader's branch.
#[utoipa::path(get, path = "/v1/disputes", tag = "settlement", params(DisputeQuery),
    responses((status = 200, body = PageOf<Dispute>)))]
pub(crate) async fn list_disputes(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<DisputeQuery>,
) -> Result<Json<PageOf<Dispute>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    // A player's branch is the player alone.
    let sees_branch = principal.has(domain::access::Permission::ViewBranch);
    let branch = if sees_branch { principal.reach() } else { principal.member.id };
    let only_open = query.open.unwrap_or(false);
    let found = state.read(move |views| {
        let found = views.disputes(id, branch, only_open, &page)?;
        let logins = logins_of(views, id, found.items.iter().map(|one| one.member))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let shape = |one: &disputes::Dispute| {
        Dispute::of(one, logins.get(&one.member).cloned().unwrap_or_default(), currency)
    };
    Ok(Json(PageOf::new(found.items.iter().map(shape).collect(), found.next)))
}

/// Why a leg keeps its ticket open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StuckReason {
    /// It is decided; another leg is not.
    Decided,
    /// Nobody reported a score.
    NoReport,
    /// A score was reported and waits for confirmation.
    Unconfirmed,
    /// A result is in force that does not decide this leg.
    Undecided,
    /// The fixture was put off, broken off or called off: void its bets or wait.
    FixtureOff,
}

/// A ticket that is open longer than it should be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StuckTicket {
    pub(crate) ticket: Ticket,
    /// One for each leg, in order.
    pub(crate) reasons: Vec<StuckReason>,
}

impl StuckTicket {
    fn of(view: &StuckView, principal: &Principal) -> StuckTicket {
        let legs = view.story.legs.iter().zip(&view.reported);
        let reason = |(leg, reported): (&desk::view::LegStory, &bool)| {
            let off =
                [FixtureStatus::Postponed, FixtureStatus::Abandoned, FixtureStatus::Cancelled];
            if leg.outcome.is_some() {
                StuckReason::Decided
            } else if off.contains(&leg.named.fixture.status) {
                StuckReason::FixtureOff
            } else if leg.score.is_some() {
                StuckReason::Undecided
            } else if *reported {
                StuckReason::Unconfirmed
            } else {
                StuckReason::NoReport
            }
        };
        let reasons = legs.map(reason).collect();
        StuckTicket { ticket: Ticket::of(&view.story, principal), reasons }
    }
}

/// Which page of stuck tickets.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StuckQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Open tickets whose last fixture started more than a day ago, or was called off, oldest first,
/// each leg with the reason.
#[utoipa::path(get, path = "/v1/settlements/stuck", tag = "settlement", params(StuckQuery),
    responses((status = 200, body = PageOf<StuckTicket>)))]
pub(crate) async fn list_stuck_tickets(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<StuckQuery>,
) -> Result<Json<PageOf<StuckTicket>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let id = principal.book.id();
    let since = state.now().plus_seconds(-STUCK_AFTER_SECONDS);
    let found = state.read(move |views| views.stuck_tickets(id, since, &page)).await?;
    let items = found.items.iter().map(|one| StuckTicket::of(one, &principal)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

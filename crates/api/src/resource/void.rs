//! Voids and cancellations: previewed, asked for, approved by a second person, listed.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::port::Views;
use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::Instant;
use domain::command::{Action, Outcome, RulingRequest};
use domain::grade::ruling::{self, Reach, Ruling, Span};
use domain::id::{BookId, MemberId, RulingId};
use domain::rows::{Key, Read as _};
use domain::wager::ticket::spoken_number;
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::export::{Format, json};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::effect::{Preview, Supposed, effect_of, preview_of, sheet_of};
use crate::resource::event::logins_of;
use crate::resource::preview::PreviewQuery;
use crate::shape::id::{FixtureRef, MarketRef, TicketRef, VoidRef};
use crate::shape::time::Time;
use crate::shape::word::{Ending, VoidReason, VoidState};
use crate::state::ApiState;

/// What shall be ended: a ticket, one leg of it, or the bets on a fixture or one of its markets.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoidRequest {
    /// A ticket; then no fixture.
    pub(crate) ticket_id: Option<TicketRef>,
    /// One leg of the ticket, 1 for the first.
    #[schema(minimum = 1, maximum = 25)]
    pub(crate) leg: Option<i32>,
    /// A fixture; then no ticket.
    pub(crate) fixture_id: Option<FixtureRef>,
    /// One market of the fixture.
    pub(crate) market_id: Option<MarketRef>,
    /// Of a fixture or market: only bets accepted from then on, as RFC 3339.
    pub(crate) accepted_from: Option<String>,
    pub(crate) ending: Ending,
    pub(crate) reason: VoidReason,
    /// Why, in words; the player reads it.
    #[schema(max_length = 200)]
    pub(crate) note: String,
}

/// A void or cancellation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Void {
    pub(crate) id: VoidRef,
    pub(crate) ending: Ending,
    pub(crate) reason: VoidReason,
    pub(crate) note: String,
    /// `asked` waits for a second person.
    pub(crate) state: VoidState,
    /// A result was known when it was asked for.
    pub(crate) after_result: bool,
    #[schema(required = true)]
    pub(crate) ticket_id: Option<TicketRef>,
    /// The ticket's spoken number.
    #[schema(required = true)]
    pub(crate) number: Option<String>,
    /// 1 for the first.
    #[schema(required = true)]
    pub(crate) leg: Option<i32>,
    #[schema(required = true)]
    pub(crate) fixture_id: Option<FixtureRef>,
    #[schema(required = true)]
    pub(crate) market_id: Option<MarketRef>,
    #[schema(required = true)]
    pub(crate) accepted_from: Option<Time>,
    #[schema(required = true)]
    pub(crate) accepted_until: Option<Time>,
    /// Login of whoever asked.
    #[schema(required = true)]
    pub(crate) asked_by: Option<String>,
    pub(crate) asked_at: Time,
    /// Login of the second person.
    #[schema(required = true)]
    pub(crate) decided_by: Option<String>,
    #[schema(required = true)]
    pub(crate) decided_at: Option<Time>,
}

impl Void {
    fn of(ruling: &Ruling, login: impl Fn(MemberId) -> Option<String>) -> Void {
        let (mut ticket, mut leg, mut fixture, mut market, mut span) = Default::default();
        match ruling.reach {
            Reach::Ticket(id) => ticket = Some(id),
            Reach::Leg(id, place) => (ticket, leg) = (Some(id), Some(place + 1)),
            Reach::Market(id, one, of) => {
                fixture = Some(FixtureRef(id));
                market = (one != WHOLE_FIXTURE).then_some(MarketRef(one));
                span = Some(of);
            }
        }
        // Bounds that leave nothing out are none.
        let from = span.map(|span: Span| span.from).filter(|from| from.0 > 0);
        Void {
            id: ruling.id.into(),
            ending: ruling.ending.into(),
            reason: ruling.reason.into(),
            note: ruling.note.clone(),
            state: ruling.state.into(),
            after_result: ruling.after_result,
            ticket_id: ticket.map(TicketRef),
            number: ticket.map(spoken_number),
            leg,
            fixture_id: fixture,
            market_id: market,
            accepted_from: from.map(Time),
            accepted_until: span.map(|span| Time(span.until)),
            asked_by: ruling.asked_by.and_then(&login),
            asked_at: Time(ruling.asked_at),
            decided_by: ruling.decided_by.and_then(&login),
            decided_at: ruling.decided_at.map(Time),
        }
    }
}

fn checked(request: &VoidRequest) -> Result<RulingRequest, Problem> {
    let invalid = |field: &str, rule: &str| {
        Err(Problem::of_field(field, "field_invalid", format!("{field} {rule}")))
    };
    let from = match request.accepted_from.as_deref().filter(|text| !text.is_empty()) {
        None => Instant(0),
        Some(text) => match Time::parse(text) {
            Some(Time(at)) => at,
            None => return invalid("accepted_from", "must be an RFC 3339 time"),
        },
    };
    let reach = match (request.ticket_id, request.fixture_id) {
        (Some(_), Some(_)) => return invalid("fixture_id", "must be left out beside a ticket"),
        (None, None) => return invalid("ticket_id", "or fixture_id must be given"),
        (Some(TicketRef(ticket)), None) => match request.leg {
            None => Reach::Ticket(ticket),
            Some(leg) if leg >= 1 => Reach::Leg(ticket, leg - 1),
            Some(_) => return invalid("leg", "must be 1 for the first"),
        },
        (None, Some(FixtureRef(fixture))) => {
            if request.leg.is_some() {
                return invalid("leg", "must be left out beside a fixture");
            }
            let market = request.market_id.map_or(WHOLE_FIXTURE, |market| market.0);
            Reach::Market(fixture, market, Span { from, until: Instant(i64::MAX) })
        }
    };
    let (ending, reason) = (request.ending.into(), request.reason.into());
    Ok(RulingRequest { reach, ending, reason, note: request.note.clone() })
}

/// Shows what a void would do, and writes nothing.
#[utoipa::path(post, path = "/v1/voids/preview", tag = "settlement", params(PreviewQuery),
    request_body = VoidRequest, responses((status = 200, content(
        (Preview = "application/json"), (String = "text/csv")))))]
pub(crate) async fn preview_void(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<PreviewQuery>,
    Body(request): Body<VoidRequest>,
) -> Result<Response, Problem> {
    let RulingRequest { reach, ending, reason, note } = checked(&request)?;
    let (id, currency, now) = (principal.book.id(), principal.book.currency, state.now());
    let supposed = Supposed::Ruling(Ruling {
        id: RulingId(0),
        reach,
        ending,
        reason,
        note,
        state: ruling::RulingState::InForce,
        after_result: false,
        asked_by: None,
        asked_at: now,
        decided_by: None,
        decided_at: None,
    });
    let as_file = query.format == Some(Format::Csv);
    let answer = state.read(move |views| {
        let Some(effect) = effect_of(views, id, &supposed)? else { return Ok(None) };
        if as_file {
            return Ok(Some(sheet_of(views, id, &effect, currency)?.answer("void-preview")));
        }
        Ok(Some(json(&preview_of(views, id, &effect, currency)?)))
    });
    answer.await?.ok_or_else(|| Problem::not_found("ticket"))
}

/// Voids or cancels, or asks a second person to where the book wants four eyes. Bets on a fixture
/// or market are gone through at once after it; the live stream tells of each ticket.
#[utoipa::path(post, path = "/v1/voids", tag = "settlement", request_body = VoidRequest,
    responses((status = 201, body = Void)))]
pub(crate) async fn create_void(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<VoidRequest>,
) -> Result<(StatusCode, Json<Void>), Problem> {
    let action = Action::Rule(Box::new(checked(&request)?));
    let void = carry_out(&state, &principal, intent, action).await?;
    Ok((StatusCode::CREATED, Json(void)))
}

/// The word of a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VoidDecision {
    Approve,
    Decline,
}

/// A decision on a void that waits.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoidDecisionRequest {
    pub(crate) decision: VoidDecision,
}

/// Approves or declines a void that somebody else asked for.
#[utoipa::path(post, path = "/v1/voids/{id}/decision", tag = "settlement",
    params(("id" = String, Path, description = "The void.")),
    request_body = VoidDecisionRequest, responses((status = 200, body = Void)))]
pub(crate) async fn decide_void(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(VoidRef(ruling)): PathId<VoidRef>,
    Body(request): Body<VoidDecisionRequest>,
) -> Result<Json<Void>, Problem> {
    let approved = request.decision == VoidDecision::Approve;
    let action = Action::DecideRuling { ruling, approved };
    Ok(Json(carry_out(&state, &principal, intent, action).await?))
}

/// Takes an own wager back, as long as the book's policy allows.
#[utoipa::path(post, path = "/v1/wagers/{id}/cancel", tag = "wagers",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = Void)))]
pub(crate) async fn cancel_wager(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(TicketRef(ticket)): PathId<TicketRef>,
) -> Result<Json<Void>, Problem> {
    let book = principal.book.id();
    let owner = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Ticket(ticket)], &mut working)?;
        Ok(working.ticket(ticket).map(|ticket| (ticket.member, ticket.agents.clone())))
    });
    let unknown = || Problem::not_found("ticket");
    let (member, mut chain) = owner.await?.ok_or_else(unknown)?;
    chain.push(member);
    if !principal.sees_chain(member, &chain) {
        return Err(unknown());
    }
    let action = Action::CancelWager { member, ticket };
    Ok(Json(carry_out(&state, &principal, intent, action).await?))
}

async fn carry_out(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    action: Action,
) -> Result<Void, Problem> {
    let receipt = state.submit(principal.command(intent, action)).await?;
    let id = match receipt.answer {
        Ok(Outcome::Ruling(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("a void answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Ruling(id)], &mut working)?;
        match working.ruling(id) {
            Some(ruling) => Ok(told(views, book, std::slice::from_ref(ruling))?.pop()),
            None => Ok(None),
        }
    });
    found.await?.ok_or_else(|| Problem::internal("a void was made and is not there"))
}

fn told(
    views: &dyn Views,
    book: BookId,
    rulings: &[Ruling],
) -> Result<Vec<Void>, desk::port::StoreError> {
    let people = rulings.iter().flat_map(|one| [one.asked_by, one.decided_by]).flatten();
    let logins = logins_of(views, book, people)?;
    Ok(rulings.iter().map(|one| Void::of(one, |id| logins.get(&id).cloned())).collect())
}

/// Which voids to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VoidQuery {
    state: Option<VoidState>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Voids and cancellations, newest first.
#[utoipa::path(get, path = "/v1/voids", tag = "settlement", params(VoidQuery),
    responses((status = 200, body = PageOf<Void>)))]
pub(crate) async fn list_voids(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<VoidQuery>,
) -> Result<Json<PageOf<Void>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let id = principal.book.id();
    let wanted = query.state.map(ruling::RulingState::from);
    let found = state.read(move |views| {
        let found = views.rulings(id, wanted, &page)?;
        Ok((told(views, id, &found.items)?, found.next))
    });
    let (items, next) = found.await?;
    Ok(Json(PageOf::new(items, next)))
}

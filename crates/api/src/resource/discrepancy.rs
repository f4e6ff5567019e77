//! What waits for a person in settlement: reports that differ, side by side, and tickets that a
//! confirmed result does not decide; and how results of a league are confirmed.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::view::Disagreement;
use domain::command::Action;
use domain::grade::command::GradingCommand;
use domain::grade::discrepancy::{ConfirmationWay, Reference};
use domain::grade::score::{Origin, Waiting};
use domain::wager::ticket::spoken_number;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::board::fixture_text;
use crate::resource::event::logins_of;
use crate::resource::fixture::{Logins, ScoreReport};
use crate::shape::id::{FixtureRef, TicketRef};
use crate::shape::time::Time;
use crate::state::ApiState;

/// Two reports of one fixture that contradict each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Discrepancy {
    pub(crate) fixture_id: FixtureRef,
    #[schema(example = "Chiefs @ Ravens")]
    pub(crate) fixture: String,
    /// Code of the league.
    pub(crate) league: String,
    pub(crate) opened_at: Time,
    /// A result is in force; the second report contradicts it.
    pub(crate) settled: bool,
    /// The earlier report, or the one the result in force rests on.
    #[schema(required = true)]
    pub(crate) first: Option<ScoreReport>,
    /// The report that differs.
    #[schema(required = true)]
    pub(crate) second: Option<ScoreReport>,
    pub(crate) open_tickets: i64,
    pub(crate) settled_tickets: i64,
}

/// Open discrepancies.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Discrepancies {
    /// Oldest first.
    pub(crate) items: Vec<Discrepancy>,
}

fn shape(one: &Disagreement, logins: &Logins) -> Discrepancy {
    let desk = &one.desk;
    let told = |reference: Reference| {
        let kept = match reference.origin {
            Origin::Catalogue => &desk.shared_reports,
            Origin::Book => &desk.own_reports,
        };
        let found = kept.iter().find(|report| report.id == reference.report);
        found.map(|report| ScoreReport::of(report, reference.origin, logins))
    };
    Discrepancy {
        fixture_id: one.discrepancy.fixture.into(),
        fixture: fixture_text(&desk.board.named),
        league: desk.league.code.clone(),
        opened_at: Time(one.discrepancy.opened_at),
        settled: desk.result.is_some(),
        first: told(one.discrepancy.first),
        second: told(one.discrepancy.second),
        open_tickets: desk.open_tickets,
        settled_tickets: desk.settled_tickets,
    }
}

/// Reports that differ, side by side. Confirming one of them, or keeping the result in force, ends
/// a discrepancy; who entered one of the two, or holds an open bet on the fixture, cannot.
#[utoipa::path(get, path = "/v1/discrepancies", tag = "settlement",
    responses((status = 200, body = Discrepancies)))]
pub(crate) async fn list_discrepancies(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Discrepancies>, Problem> {
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.disagreements(id)?;
        let own = found.iter().flat_map(|one| &one.desk.own_reports);
        let logins = logins_of(views, id, own.filter_map(|report| report.by))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    Ok(Json(Discrepancies { items: found.iter().map(|one| shape(one, &logins)).collect() }))
}

/// Why the result in force stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiscrepancyClosing {
    pub(crate) note: String,
}

/// Keeps the result in force although a report differs, and ends the discrepancy.
#[utoipa::path(post, path = "/v1/discrepancies/{id}/closing", tag = "settlement",
    params(("id" = String, Path, description = "The fixture.")),
    request_body = DiscrepancyClosing, responses((status = 204, description = "Ended.")))]
pub(crate) async fn close_discrepancy(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(FixtureRef(fixture)): PathId<FixtureRef>,
    Body(request): Body<DiscrepancyClosing>,
) -> Result<StatusCode, Problem> {
    let action = Action::Grading(GradingCommand::CloseDiscrepancy { fixture, note: request.note });
    done(&state, &principal, intent, action).await
}

async fn done(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    action: Action,
) -> Result<StatusCode, Problem> {
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(StatusCode::NO_CONTENT)
}

/// An open ticket that a confirmed result does not decide.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WaitingTicket {
    pub(crate) ticket_id: TicketRef,
    /// The ticket's spoken number.
    pub(crate) number: String,
    pub(crate) fixture_id: FixtureRef,
    /// Why: `part_missing`, `parts_disagree`, `progress_missing`, `pitchers_missing`,
    /// `answer_missing`, `stoppage_missing`, `withdrawal_missing`, `put_off`, `ending_unclear`.
    #[schema(example = "part_missing")]
    pub(crate) reason: String,
    pub(crate) result_version: i32,
    pub(crate) since: Time,
}

impl WaitingTicket {
    fn of(one: &Waiting) -> WaitingTicket {
        WaitingTicket {
            ticket_id: one.ticket.into(),
            number: spoken_number(one.ticket),
            fixture_id: one.fixture.into(),
            reason: one.reason.map_or("", |reason| reason.name()).to_owned(),
            result_version: one.result_version,
            since: Time(one.at),
        }
    }
}

/// A page of the queue.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WaitingQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Tickets that wait for a person, because the house rules do not decide them by what was reported.
/// A further report that tells what is missing settles them; so does a ruling of the operator.
#[utoipa::path(get, path = "/v1/waiting-tickets", tag = "settlement", params(WaitingQuery),
    responses((status = 200, body = PageOf<WaitingTicket>)))]
pub(crate) async fn list_waiting_tickets(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<WaitingQuery>,
) -> Result<Json<PageOf<WaitingTicket>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let id = principal.book.id();
    let found = state.read(move |views| views.waiting(id, &page)).await?;
    let items = found.items.iter().map(WaitingTicket::of).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// How results of a league are confirmed: by agreeing sources, by one named source, or, with
/// neither, by a person.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmationRequest {
    /// So many agreeing sources of which none differs.
    #[schema(nullable = false, minimum = 1, maximum = 10)]
    pub(crate) sources: Option<i32>,
    /// This source, unless another differs.
    #[schema(nullable = false)]
    pub(crate) source: Option<String>,
}

/// Sets how results of a league are confirmed in this book.
#[utoipa::path(put, path = "/v1/leagues/{code}/confirmation", tag = "settlement",
    params(("code" = String, Path, description = "Code of the league.")),
    request_body = ConfirmationRequest, responses((status = 204, description = "Set.")))]
pub(crate) async fn replace_confirmation(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(league): PathId<String>,
    Body(request): Body<ConfirmationRequest>,
) -> Result<StatusCode, Problem> {
    let way = match (request.sources, request.source) {
        (Some(_), Some(_)) => {
            let rule = "sources and source cannot both be given";
            return Err(Problem::of_field("source", "field_invalid", rule));
        }
        (Some(count), None) => ConfirmationWay::Sources(count),
        (None, Some(name)) => ConfirmationWay::Source(name),
        (None, None) => ConfirmationWay::Person,
    };
    let action = Action::Grading(GradingCommand::ChangeConfirmation { league, way });
    done(&state, &principal, intent, action).await
}

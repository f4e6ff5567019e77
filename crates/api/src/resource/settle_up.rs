//! Settling up a closed week: reviewed first, then confirmed as one action.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::Day;
use domain::command::Action;
use domain::figure::command::SettleUpRequest as Request;
use domain::figure::command::WeekCommand;
use domain::figure::settle_up::{self as domain_settle_up, DueTotals};
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::export::{Cell, Format, Sheet, json};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::figure::week_of;
use crate::resource::member::amount;
use crate::shape::id::MemberRef;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Date;
use crate::shape::word::{Method, text_of};
use crate::state::ApiState;

/// One player's due.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SettleUpLine {
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) name: String,
    /// Frozen at the close; below zero the player owes it.
    pub(crate) due: Money,
    /// What is still open of it after the payments since.
    pub(crate) open: Money,
    /// Cash now: a payout takes no more.
    pub(crate) cash: Money,
}

/// Where the settling up of a week stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SettleUpState {
    /// Nobody confirmed it yet.
    Open,
    /// It is being carried out.
    UnderWay,
    /// Everybody was gone through.
    Finished,
}

/// What is due of a closed week.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SettleUp {
    pub(crate) week: Date,
    pub(crate) state: SettleUpState,
    /// Players with something due. Confirm with these three numbers.
    pub(crate) players: i64,
    /// What players owe.
    pub(crate) collect: Money,
    /// What players are owed.
    pub(crate) pay: Money,
    /// Payments made so far.
    pub(crate) payments: i64,
    pub(crate) collected: Money,
    pub(crate) paid: Money,
    /// Players left out: nothing open any more, or refused.
    pub(crate) skipped: i64,
    /// The largest dues first, at most 1,000; the file lists as many.
    pub(crate) lines: Vec<SettleUpLine>,
}

/// Which week is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SettleUpQuery {
    /// First day of a closed week.
    #[param(value_type = String)]
    week: Date,
    /// `csv` answers a file.
    format: Option<Format>,
}

/// The review of a closed week's dues.
#[utoipa::path(get, path = "/v1/settle-ups", tag = "weeks", params(SettleUpQuery),
    responses((status = 200, content(
        (SettleUp = "application/json"), (String = "text/csv")))))]
pub(crate) async fn get_settle_up(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<SettleUpQuery>,
) -> Result<Response, Problem> {
    let found = read(&state, &principal, query.week).await?;
    if query.format == Some(Format::Csv) {
        return Ok(sheet_of(&found).answer(&format!("settle-up-{}", found.week.text())));
    }
    Ok(json(&found))
}

async fn read(state: &ApiState, principal: &Principal, day: Date) -> Result<SettleUp, Problem> {
    let (_, current) = principal.book.place(state, state.now());
    let week = week_of(day, current)?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::ClosedWeek(week), Key::SettleUp(week)], &mut working)?;
        let Some(closed) = working.closed_week(week).copied() else { return Ok(None) };
        Ok(Some((closed, working.settle_up(week).cloned(), views.dues(id, week)?)))
    });
    let missing = || Problem::of_field("week", "not_found", "week is not closed");
    let (closed, settling, lines) = found.await?.ok_or_else(missing)?;
    let line = |one: &desk::view::DueLine| SettleUpLine {
        member_id: one.member.into(),
        login: one.login.clone(),
        name: one.name.clone(),
        due: currency.of(one.due),
        open: currency.of(domain_settle_up::still_open(one.due, one.receipts, one.disbursements)),
        cash: currency.of(one.cash),
    };
    let so_far = |of: fn(&domain_settle_up::SettleUp) -> Amount| {
        currency.of(settling.as_ref().map_or(Amount::ZERO, of))
    };
    let state = match &settling {
        None => SettleUpState::Open,
        Some(one) if one.finished => SettleUpState::Finished,
        Some(_) => SettleUpState::UnderWay,
    };
    Ok(SettleUp {
        week: Date(Day(week.0)),
        state,
        players: closed.due.players,
        collect: currency.of(closed.due.collect),
        pay: currency.of(closed.due.pay),
        payments: settling.as_ref().map_or(0, |one| one.payments),
        collected: so_far(|one| one.collected),
        paid: so_far(|one| one.paid),
        skipped: settling.as_ref().map_or(0, |one| one.skipped),
        lines: lines.iter().map(line).collect(),
    })
}

fn sheet_of(found: &SettleUp) -> Sheet {
    let mut sheet = Sheet::new(&["login", "name", "due", "open", "cash", "state", "currency"]);
    for line in &found.lines {
        sheet.row(vec![
            Cell::text(line.login.clone()),
            Cell::text(line.name.clone()),
            Cell::money(line.due),
            Cell::money(line.open),
            Cell::money(line.cash),
            Cell::text(text_of(found.state)),
            Cell::text(line.due.currency.to_string()),
        ]);
    }
    sheet
}

/// The confirmation of a review.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleUpRequest {
    pub(crate) week: Date,
    pub(crate) method: Method,
    /// The outside reference, at most 200 characters.
    pub(crate) reference: Option<String>,
    /// As reviewed.
    pub(crate) players: i64,
    pub(crate) collect: Money,
    pub(crate) pay: Money,
}

/// Collects and pays every due of a closed week by one method. Refused unless the reviewed numbers
/// are those of the week. It is carried out in chunks behind the answer.
#[utoipa::path(post, path = "/v1/settle-ups", tag = "weeks", request_body = SettleUpRequest,
    responses((status = 201, body = SettleUp)))]
pub(crate) async fn create_settle_up(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<SettleUpRequest>,
) -> Result<(StatusCode, Json<SettleUp>), Problem> {
    let (_, current) = principal.book.place(&state, state.now());
    let week = week_of(request.week, current)?;
    let currency: Currency = principal.book.currency;
    let mut faults = Faults::default();
    let collect = amount(&mut faults, "collect", Some(request.collect), currency);
    let pay = amount(&mut faults, "pay", Some(request.pay), currency);
    faults.finish()?;
    let reviewed = DueTotals {
        players: request.players,
        collect: collect.unwrap_or_default(),
        pay: pay.unwrap_or_default(),
    };
    let action = Action::Week(WeekCommand::SettleUp(Box::new(Request {
        week,
        method: request.method.into(),
        reference: request.reference.unwrap_or_default(),
        reviewed,
    })));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok((StatusCode::CREATED, Json(read(&state, &principal, request.week).await?)))
}

//! Agents' deals with the level above, their settled weeks, and commission paid.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::DealLine;
use domain::command::{Action, Outcome};
use domain::figure::command::PayCommission;
use domain::figure::command::WeekCommand;
use domain::figure::deal::{self, DealWeek as DomainWeek, Terms};
use domain::id::MemberId;
use domain::money::Money as Amount;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::export::{Cell, Format, Sheet, json};
use crate::intent::Intent;
use crate::page::PageOf;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::figure::week_of;
use crate::resource::member::amount;
use crate::shape::id::{MemberRef, PostingRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::{Date, Time};
use crate::shape::word::{DealKind, Method, UncoveredFees, text_of};
use crate::state::ApiState;

/// The deal of an agent with the level above, and where it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Deal {
    pub(crate) agent_id: MemberRef,
    pub(crate) login: String,
    pub(crate) name: String,
    /// The level above.
    pub(crate) upline_id: MemberRef,
    pub(crate) kind: DealKind,
    /// Hundredths of a percent: 2500 is a quarter.
    pub(crate) share_bp: i32,
    /// For each active player of a week.
    pub(crate) head_fee: Money,
    /// For each accepted wager.
    pub(crate) ticket_fee: Money,
    pub(crate) uncovered_fees: UncoveredFees,
    pub(crate) version: i32,
    /// Makeup carried from the last closed week.
    pub(crate) makeup: Money,
    /// Commission not paid yet; below zero the agent owes it.
    pub(crate) payable: Money,
}

impl Deal {
    fn of(line: &DealLine, currency: Currency) -> Deal {
        let deal::Deal { agent, version, terms } = line.deal;
        Deal {
            agent_id: agent.into(),
            login: line.login.clone(),
            name: line.name.clone(),
            upline_id: line.upline.into(),
            kind: terms.kind.into(),
            share_bp: terms.share_bp,
            head_fee: currency.of(terms.head_fee),
            ticket_fee: currency.of(terms.ticket_fee),
            uncovered_fees: terms.uncovered.into(),
            version,
            makeup: currency.of(line.makeup),
            payable: currency.of(line.payable),
        }
    }
}

/// A deal to be set. It holds for every week closed from now on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DealRequest {
    pub(crate) kind: DealKind,
    /// Hundredths of a percent: 2500 is a quarter. Of a reverse red deal, the level above's share.
    #[schema(minimum = 0, maximum = 10000)]
    pub(crate) share_bp: i32,
    /// For each active player of a week; none without it.
    pub(crate) head_fee: Option<Money>,
    /// For each accepted wager; none without it.
    pub(crate) ticket_fee: Option<Money>,
    /// Where fees go that the commission does not cover; owed without it.
    pub(crate) uncovered_fees: Option<UncoveredFees>,
}

/// Deals of the reader's branch.
#[utoipa::path(get, path = "/v1/deals", tag = "weeks",
    responses((status = 200, body = PageOf<Deal>)))]
pub(crate) async fn list_deals(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<PageOf<Deal>>, Problem> {
    let branch = principal.branch(&state, None).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| views.deals(id, branch)).await?;
    Ok(Json(PageOf::new(found.iter().map(|line| Deal::of(line, currency)).collect(), None)))
}

/// Sets the deal of an agent below oneself.
#[utoipa::path(put, path = "/v1/members/{id}/deal", tag = "weeks",
    params(("id" = String, Path, description = "The agent.")),
    request_body = DealRequest, responses((status = 200, body = Deal)))]
pub(crate) async fn replace_deal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(agent)): PathId<MemberRef>,
    Body(request): Body<DealRequest>,
) -> Result<Json<Deal>, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    principal.subject(&state, Some(agent)).await?;
    let mut faults = Faults::default();
    let head_fee = amount(&mut faults, "head_fee", request.head_fee, currency);
    let ticket_fee = amount(&mut faults, "ticket_fee", request.ticket_fee, currency);
    faults.finish()?;
    let uncovered = request.uncovered_fees.unwrap_or(UncoveredFees::Owed);
    let terms = Terms {
        kind: request.kind.into(),
        share_bp: request.share_bp,
        head_fee: head_fee.unwrap_or(Amount::ZERO),
        ticket_fee: ticket_fee.unwrap_or(Amount::ZERO),
        uncovered: uncovered.into(),
    };
    let action = Action::Week(WeekCommand::SetDeal { agent, terms });
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let found = state.read(move |views| views.deals(id, agent)).await?;
    let line = found.iter().find(|line| line.deal.agent == agent);
    let missing = || Problem::internal("a deal was set and is not there");
    Ok(Json(Deal::of(line.ok_or_else(missing)?, currency)))
}

/// The settled week of one edge of the tree.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DealWeek {
    pub(crate) week: Date,
    pub(crate) agent_id: MemberRef,
    pub(crate) login: String,
    pub(crate) upline_id: MemberRef,
    pub(crate) kind: DealKind,
    pub(crate) share_bp: i32,
    /// What the branch's players lost; below zero they won.
    pub(crate) loss: Money,
    pub(crate) makeup_before: Money,
    /// The agent's part before fees; below zero the agent owes it.
    pub(crate) commission: Money,
    pub(crate) heads: i64,
    pub(crate) tickets: i64,
    pub(crate) fees: Money,
    /// What was posted to the agent.
    pub(crate) net: Money,
    pub(crate) makeup_after: Money,
}

impl DealWeek {
    fn of(one: &DomainWeek, logins: &BTreeMap<MemberId, String>, currency: Currency) -> DealWeek {
        let money = |amount| currency.of(amount);
        DealWeek {
            week: Date(domain::calendar::Day(one.week.0)),
            agent_id: one.agent.into(),
            login: logins.get(&one.agent).cloned().unwrap_or_default(),
            upline_id: one.upline.into(),
            kind: one.terms.kind.into(),
            share_bp: one.terms.share_bp,
            loss: money(one.loss),
            makeup_before: money(one.makeup_before),
            commission: money(one.share.commission),
            heads: one.heads,
            tickets: one.tickets,
            fees: money(one.share.fees),
            net: money(one.share.net),
            makeup_after: money(one.share.makeup),
        }
    }
}

/// Which settled weeks are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DealWeekQuery {
    /// First day of a week; all weeks without it.
    #[param(value_type = Option<String>)]
    week: Option<Date>,
    /// Head of the branch; all that the reader sees without it.
    #[param(value_type = Option<String>)]
    agent_id: Option<MemberRef>,
    /// `csv` answers a file.
    format: Option<Format>,
}

/// Settled weeks of the branch's deals, newest first, at most 1,000.
#[utoipa::path(get, path = "/v1/deals/weeks", tag = "weeks", params(DealWeekQuery),
    responses((status = 200, content(
        (PageOf<DealWeek> = "application/json"), (String = "text/csv")))))]
pub(crate) async fn list_deal_weeks(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<DealWeekQuery>,
) -> Result<Response, Problem> {
    let branch = principal.branch(&state, query.agent_id.map(|id| id.0)).await?;
    let (_, current) = principal.book.place(&state, state.now());
    let week = query.week.map(|date| week_of(date, current)).transpose()?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let found = views.deal_weeks(id, branch, week)?;
        let logins = logins_of(views, id, found.iter().map(|one| one.agent))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items: Vec<DealWeek> =
        found.iter().map(|one| DealWeek::of(one, &logins, currency)).collect();
    if query.format == Some(Format::Csv) {
        return Ok(sheet_of(&items).answer("deals"));
    }
    Ok(json(&PageOf::<DealWeek>::new(items, None)))
}

fn sheet_of(weeks: &[DealWeek]) -> Sheet {
    let mut sheet = Sheet::new(&[
        "week",
        "login",
        "deal",
        "share_bp",
        "loss",
        "makeup_before",
        "commission",
        "heads",
        "tickets",
        "fees",
        "net",
        "makeup_after",
        "currency",
    ]);
    for one in weeks {
        let mut cells = vec![
            Cell::text(one.week.text()),
            Cell::text(one.login.clone()),
            Cell::text(text_of(one.kind)),
            Cell::number(one.share_bp.into()),
        ];
        cells.extend([one.loss, one.makeup_before, one.commission].map(Cell::money));
        cells.extend([Cell::number(one.heads), Cell::number(one.tickets)]);
        cells.extend([one.fees, one.net, one.makeup_after].map(Cell::money));
        cells.push(Cell::text(one.net.currency.to_string()));
        sheet.row(cells);
    }
    sheet
}

/// Commission that was paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommissionRequest {
    pub(crate) agent_id: MemberRef,
    pub(crate) method: Method,
    /// Below zero: the agent paid what was owed.
    pub(crate) amount: Money,
    /// The outside reference, at most 200 characters.
    pub(crate) reference: Option<String>,
    pub(crate) note: Option<String>,
}

/// A recorded payment of commission.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CommissionPaid {
    pub(crate) id: PostingRef,
    pub(crate) at: Time,
    pub(crate) agent_id: MemberRef,
    pub(crate) amount: Money,
}

/// Records commission paid to an agent below oneself, or by one.
#[utoipa::path(post, path = "/v1/commission-payments", tag = "weeks",
    request_body = CommissionRequest, responses((status = 201, body = CommissionPaid)))]
pub(crate) async fn create_commission_payment(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<CommissionRequest>,
) -> Result<(StatusCode, Json<CommissionPaid>), Problem> {
    let currency = principal.book.currency;
    let agent = request.agent_id.0;
    principal.subject(&state, Some(agent)).await?;
    let mut faults = Faults::default();
    let paid = amount(&mut faults, "amount", Some(request.amount), currency);
    faults.finish()?;
    let action = Action::Week(WeekCommand::PayCommission(Box::new(PayCommission {
        agent,
        method: request.method.into(),
        amount: paid.unwrap_or(Amount::ZERO),
        reference: request.reference.unwrap_or_default(),
        note: request.note.unwrap_or_default(),
    })));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let id = match receipt.answer {
        Ok(Outcome::Posting(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("commission answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, currency)),
    };
    let paid = CommissionPaid {
        id: id.into(),
        at: Time(receipt.at),
        agent_id: agent.into(),
        amount: request.amount,
    };
    Ok((StatusCode::CREATED, Json(paid)))
}

//! Statements: every business fact on a member's account, with the balance before and after.

use axum::extract::State;
use axum::response::Response;
use desk::port::{Page, Views};
use desk::view;
use domain::ledger::transfer::Fact;
use domain::wager::ticket::spoken_number;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::export::{Cell, Format, Sheet, Streamed, json};
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::{MemberRef, PostingRef, TicketRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::{Edge, Time};
use crate::shape::word::{StatementFact, text_of};
use crate::state::ApiState;

/// One business fact on a member's account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatementLine {
    pub(crate) id: PostingRef,
    pub(crate) at: Time,
    pub(crate) fact: StatementFact,
    pub(crate) description: String,
    #[schema(required = true)]
    pub(crate) ticket_id: Option<TicketRef>,
    #[schema(required = true)]
    pub(crate) ticket_number: Option<String>,
    /// Change of the balance, signed. Placing a wager changes nothing: its risk stays in the
    /// balance until it is settled.
    pub(crate) amount: Money,
    pub(crate) before: Money,
    pub(crate) after: Money,
}

impl StatementLine {
    pub(crate) fn of(line: &view::StatementLine, currency: Currency) -> StatementLine {
        let change = line.cash + line.held;
        let number = line.ticket.map(spoken_number);
        StatementLine {
            id: line.posting.into(),
            at: Time(line.at),
            fact: line.fact.into(),
            description: description(line, number.as_deref()),
            ticket_id: line.ticket.map(TicketRef),
            ticket_number: number,
            amount: currency.of(change),
            before: currency.of(line.balance_after - change),
            after: currency.of(line.balance_after),
        }
    }
}

fn description(line: &view::StatementLine, number: Option<&str>) -> String {
    let number = number.unwrap_or_default();
    let noted = |what: &str| match line.note.as_str() {
        "" => what.to_owned(),
        note => format!("{what}: {note}"),
    };
    match line.fact {
        Fact::Receipt => noted("Receipt"),
        Fact::Disbursement => noted("Disbursement"),
        Fact::Adjustment => noted("Adjustment"),
        Fact::Accrual => noted("Accrual adjustment"),
        Fact::WithdrawalRequested => format!("Payout of {} requested", line.withdrawal),
        Fact::WithdrawalReturned => format!("Payout of {} taken back", -line.withdrawal),
        Fact::FreePlay => noted(&format!("Free play of {}", line.free_play)),
        Fact::FreePlayEnded => noted(&format!("Free play of {} ended", -line.free_play)),
        Fact::Wager if line.free_play_held.is_positive() => {
            format!("Ticket {number} accepted, {} of free play at risk", line.free_play_held)
        }
        Fact::Tender => format!("Ticket {number} waits to be accepted, {} held", line.held),
        Fact::TenderEnded => format!("Ticket {number} waits no more, {} is free again", -line.held),
        Fact::Wager => format!("Ticket {number} accepted, {} at risk", line.held),
        Fact::Settlement => format!("Ticket {number} settled"),
        Fact::Reversal => format!("Ticket {number}: earlier settlement taken back"),
        Fact::Commission => "Commission of a closed week".to_owned(),
        Fact::CommissionPaid => noted("Commission paid"),
        Fact::HeadFee => "Fee of the provider".to_owned(),
        Fact::Void => format!("Ticket {number} void, the risk is returned"),
    }
}

/// Whose statement, and which part of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatementQuery {
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// From this business day or instant on.
    #[param(value_type = Option<String>)]
    from: Option<Edge>,
    /// To the end of this business day, or to this instant.
    #[param(value_type = Option<String>)]
    to: Option<Edge>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `csv` answers a file of all lines after the cursor, whole however long it is.
    format: Option<Format>,
}

/// The statement of one's own account, or of a member of one's branch, newest first.
#[utoipa::path(get, path = "/v1/statement", tag = "money", params(StatementQuery),
    responses((status = 200, content(
        (PageOf<StatementLine> = "application/json"), (String = "text/csv")))))]
pub(crate) async fn get_statement(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<StatementQuery>,
) -> Result<Response, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let calendar = &principal.book.book.calendar;
    let from = query.from.and_then(|edge| edge.begins(calendar));
    let to = query.to.and_then(|edge| edge.ends(calendar));
    if query.format == Some(Format::Csv) {
        let file = Streamed {
            name: "statement",
            columns: COLUMNS,
            read: move |views: &dyn Views, page: &Page| views.statement(id, member, from, to, page),
            write: move |sheet: &mut Sheet, line: &view::StatementLine| {
                write_line(sheet, StatementLine::of(line, currency));
            },
        };
        return file.answer(state, page.cursor).await;
    }
    let found = state.read(move |views| views.statement(id, member, from, to, &page)).await?;
    let items = found.items.iter().map(|line| StatementLine::of(line, currency)).collect();
    Ok(json(&PageOf::<StatementLine>::new(items, found.next)))
}

const COLUMNS: &[&str] =
    &["at", "fact", "description", "ticket", "amount", "before", "after", "currency"];

fn write_line(sheet: &mut Sheet, line: StatementLine) {
    sheet.row(vec![
        Cell::text(line.at.text()),
        Cell::text(text_of(line.fact)),
        Cell::text(line.description),
        Cell::text(line.ticket_number.unwrap_or_default()),
        Cell::money(line.amount),
        Cell::money(line.before),
        Cell::money(line.after),
        Cell::text(line.amount.currency.to_string()),
    ]);
}

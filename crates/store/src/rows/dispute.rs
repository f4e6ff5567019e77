//! Rows of disputes.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::grade::dispute::{Answer, Dispute};
use domain::id::{DisputeId, MemberId, RulingId, TicketId};
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const DISPUTE: Shape = Shape {
    table: "dispute",
    keys: &["book_id", "id"],
    rest: &[
        "ticket_id",
        "settlement",
        "member_id",
        "claim",
        "opened_at",
        "answer",
        "note",
        "amount",
        "ruling_id",
        "answered_by",
        "answered_at",
    ],
    of_book: true,
};

pub(crate) fn dispute_cells(row: &Dispute) -> Vec<Value> {
    cells![
        row.id.0,
        row.ticket.0,
        row.settlement,
        row.member.0,
        row.text.as_str(),
        row.opened_at.0,
        row.answer.map(Answer::name),
        row.note.as_str(),
        row.amount.0,
        row.ruling.map(|ruling| ruling.0),
        row.answered_by.map(|member| member.0),
        row.answered_at.map(|at| at.0),
    ]
}

pub(crate) fn dispute(cells: &mut Cells) -> Result<Dispute, StoreError> {
    Ok(Dispute {
        id: DisputeId(cells.int()?),
        ticket: TicketId(cells.int()?),
        settlement: cells.int32()?,
        member: MemberId(cells.int()?),
        text: cells.text()?,
        opened_at: Instant(cells.int()?),
        answer: cells.maybe_text()?.as_deref().and_then(Answer::parse),
        note: cells.text()?,
        amount: Money(cells.int()?),
        ruling: cells.maybe_int()?.map(RulingId),
        answered_by: cells.maybe_int()?.map(MemberId),
        answered_at: cells.maybe_int()?.map(Instant),
    })
}

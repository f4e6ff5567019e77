//! Rows of the settlement desk: rulings and the policy about them.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::grade::ruling::{DeskPolicy, Ending, Reach, Reason, Ruling, RulingState, Span};
use domain::id::{FixtureId, MarketId, MemberId, RulingId, TicketId};
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const RULING: Shape = Shape {
    table: "ruling",
    keys: &["book_id", "id"],
    rest: &[
        "ending",
        "reason",
        "note",
        "state",
        "after_result",
        "asked_by",
        "asked_at",
        "decided_by",
        "decided_at",
        "ticket_id",
        "leg",
        "fixture_id",
        "market_id",
        "accepted_from",
        "accepted_until",
    ],
    of_book: true,
};

pub(crate) fn ruling_cells(row: &Ruling) -> Vec<Value> {
    let mut cells = cells![
        row.id.0,
        row.ending.name(),
        row.reason.name(),
        row.note.as_str(),
        row.state.name(),
        row.after_result,
        row.asked_by.map(|member| member.0),
        row.asked_at.0,
        row.decided_by.map(|member| member.0),
        row.decided_at.map(|at| at.0),
    ];
    let nothing: Option<i64> = None;
    cells.extend(match row.reach {
        Reach::Ticket(ticket) => cells![ticket.0, nothing, nothing, nothing, nothing, nothing],
        Reach::Leg(ticket, leg) => cells![ticket.0, leg, nothing, nothing, nothing, nothing],
        Reach::Market(fixture, market, span) => {
            cells![nothing, nothing, fixture.0, market.0, span.from.0, span.until.0]
        }
    });
    cells
}

pub(crate) fn ruling(cells: &mut Cells) -> Result<Ruling, StoreError> {
    Ok(Ruling {
        id: RulingId(cells.int()?),
        ending: cells.named(Ending::parse)?,
        reason: cells.named(Reason::parse)?,
        note: cells.text()?,
        state: cells.named(RulingState::parse)?,
        after_result: cells.flag()?,
        asked_by: cells.maybe_int()?.map(MemberId),
        asked_at: Instant(cells.int()?),
        decided_by: cells.maybe_int()?.map(MemberId),
        decided_at: cells.maybe_int()?.map(Instant),
        reach: reach(cells)?,
    })
}

fn reach(cells: &mut Cells) -> Result<Reach, StoreError> {
    let (ticket, leg) = (cells.maybe_int()?.map(TicketId), cells.maybe_int()?);
    let (fixture, market) = (cells.maybe_int()?, cells.maybe_int()?);
    let (from, until) = (cells.maybe_int()?, cells.maybe_int()?);
    let of_leg = leg.and_then(|leg| i32::try_from(leg).ok());
    match (ticket, of_leg, fixture, market, from, until) {
        (Some(ticket), Some(leg), ..) => Ok(Reach::Leg(ticket, leg)),
        (Some(ticket), None, ..) => Ok(Reach::Ticket(ticket)),
        (None, _, Some(fixture), Some(market), Some(from), Some(until)) => {
            let span = Span { from: Instant(from), until: Instant(until) };
            Ok(Reach::Market(FixtureId(fixture), MarketId(market), span))
        }
        _ => Err(StoreError::Corrupt("a ruling reaches nothing".to_owned())),
    }
}

pub(crate) const DESK_POLICY: Shape = Shape {
    table: "desk_policy",
    keys: &["book_id"],
    rest: &["four_eyes_from", "cancel_seconds", "claim_days"],
    of_book: true,
};

pub(crate) fn desk_policy_cells(row: &DeskPolicy) -> Vec<Value> {
    let from = row.four_eyes_from.map(|from| from.0);
    cells![from, row.cancel_seconds, row.claim_days]
}

pub(crate) fn desk_policy(cells: &mut Cells) -> Result<DeskPolicy, StoreError> {
    Ok(DeskPolicy {
        four_eyes_from: cells.maybe_int()?.map(Money),
        cancel_seconds: cells.int32()?,
        claim_days: cells.int32()?,
    })
}

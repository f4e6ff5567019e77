//! Rows about which report counts: ways of confirmation, discrepancies, tickets that wait.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::grade::discrepancy::{Confirmation, ConfirmationWay, Discrepancy, Reference};
use domain::grade::leg::Undecided;
use domain::grade::score::{Origin, Waiting};
use domain::id::{FixtureId, LeagueId, MemberId, ReportId, TicketId};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const CONFIRMATION: Shape = Shape {
    table: "confirmation",
    keys: &["book_id", "league_id"],
    rest: &["sources", "source"],
    of_book: true,
};

pub(crate) fn confirmation_cells(row: &Confirmation) -> Vec<Value> {
    let (sources, source) = match &row.way {
        ConfirmationWay::Person => (0, None),
        ConfirmationWay::Sources(count) => (*count, None),
        ConfirmationWay::Source(name) => (0, Some(name.as_str())),
    };
    cells![row.league.0, sources, source]
}

pub(crate) fn confirmation(cells: &mut Cells) -> Result<Confirmation, StoreError> {
    let league = LeagueId(cells.int()?);
    let way = match (cells.int32()?, cells.maybe_text()?) {
        (_, Some(name)) => ConfirmationWay::Source(name),
        (0, None) => ConfirmationWay::Person,
        (count, None) => ConfirmationWay::Sources(count),
    };
    Ok(Confirmation { league, way })
}

pub(crate) const DISCREPANCY: Shape = Shape {
    table: "discrepancy",
    keys: &["book_id", "fixture_id"],
    rest: &[
        "first_origin",
        "first_report",
        "second_origin",
        "second_report",
        "opened_at",
        "closed_at",
        "closed_by",
    ],
    of_book: true,
};

pub(crate) fn discrepancy_cells(row: &Discrepancy) -> Vec<Value> {
    cells![
        row.fixture.0,
        row.first.origin == Origin::Book,
        row.first.report.0,
        row.second.origin == Origin::Book,
        row.second.report.0,
        row.opened_at.0,
        row.closed_at.map(|at| at.0),
        row.closed_by.map(|member| member.0),
    ]
}

pub(crate) fn discrepancy(cells: &mut Cells) -> Result<Discrepancy, StoreError> {
    Ok(Discrepancy {
        fixture: FixtureId(cells.int()?),
        first: reference(cells)?,
        second: reference(cells)?,
        opened_at: Instant(cells.int()?),
        closed_at: cells.maybe_int()?.map(Instant),
        closed_by: cells.maybe_int()?.map(MemberId),
    })
}

fn reference(cells: &mut Cells) -> Result<Reference, StoreError> {
    let origin = if cells.flag()? { Origin::Book } else { Origin::Catalogue };
    Ok(Reference { origin, report: ReportId(cells.int()?) })
}

pub(crate) const WAITING: Shape = Shape {
    table: "waiting",
    keys: &["book_id", "fixture_id", "ticket_id"],
    rest: &["reason", "result_version", "at"],
    of_book: true,
};

pub(crate) fn waiting_cells(row: &Waiting) -> Vec<Value> {
    let reason = row.reason.map(Undecided::name);
    cells![row.fixture.0, row.ticket.0, reason, row.result_version, row.at.0]
}

pub(crate) fn waiting(cells: &mut Cells) -> Result<Waiting, StoreError> {
    Ok(Waiting {
        fixture: FixtureId(cells.int()?),
        ticket: TicketId(cells.int()?),
        reason: match cells.maybe_text()? {
            None => None,
            Some(name) => Some(
                Undecided::parse(&name)
                    .ok_or_else(|| StoreError::Corrupt(format!("{name:?} is no reason to wait")))?,
            ),
        },
        result_version: cells.int32()?,
        at: Instant(cells.int()?),
    })
}

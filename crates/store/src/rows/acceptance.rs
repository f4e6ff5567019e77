//! Rows of acceptance: from which amounts on wagers wait, and those that do.

use desk::port::StoreError;
use domain::acceptance::{AcceptanceSheet, AcceptanceTerms, Tender, TenderState};
use domain::board::fixture::Sport;
use domain::calendar::{Day, Instant};
use domain::id::{MemberId, TicketId};
use domain::money::Money;
use domain::wager::funds::Funds;
use domain::wager::terms::Terms;
use domain::wager::ticket::{Entry, PricePolicy, WagerKind};
use domain::wager::via::Via;

use super::{cells, joined, split, ticket};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const ACCEPTANCE_SHEET: Shape = Shape {
    table: "acceptance_sheet",
    keys: &["book_id", "owner_id"],
    rest: &["approve_risk", "approve_win", "lapse_seconds"],
    of_book: true,
};

/// An owner without terms of its own has no time either.
pub(crate) fn acceptance_sheet_cells(row: &AcceptanceSheet) -> Vec<Value> {
    let bound = |of: fn(&AcceptanceTerms) -> Option<Money>| {
        row.terms.as_ref().and_then(of).map(|amount| amount.0)
    };
    cells![
        row.owner.0,
        bound(|terms| terms.approve_risk),
        bound(|terms| terms.approve_win),
        row.terms.map(|terms| i64::from(terms.lapse_seconds)),
    ]
}

pub(crate) fn acceptance_sheet(cells: &mut Cells) -> Result<AcceptanceSheet, StoreError> {
    let owner = MemberId(cells.int()?);
    let approve_risk = cells.maybe_int()?.map(Money);
    let approve_win = cells.maybe_int()?.map(Money);
    let unread = |_| StoreError::Corrupt(format!("acceptance of {} has no such time", owner.0));
    let seconds = cells.maybe_int()?.map(i32::try_from).transpose().map_err(unread)?;
    let terms =
        seconds.map(|lapse_seconds| AcceptanceTerms { approve_risk, approve_win, lapse_seconds });
    Ok(AcceptanceSheet { owner, terms })
}

pub(crate) const TENDER: Shape = Shape {
    table: "tender",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "placed_by",
        "kind",
        "terms",
        "entry",
        "amount",
        "risk",
        "win",
        "policy",
        "rules_version",
        "sport",
        "agents",
        "asked_at",
        "asked_on",
        "lapses_at",
        "state",
        "accepted_risk",
        "decided_by",
        "decided_at",
        "note",
        "funds",
        "delayed",
        "via",
    ],
    of_book: true,
};

/// Its legs have the columns of a ticket's.
pub(crate) const TENDER_LEG: Shape = Shape { table: "tender_leg", ..ticket::LEG };

pub(crate) fn tender_cells(row: &Tender) -> Vec<Value> {
    cells![
        row.id.0,
        row.member.0,
        row.placed_by.0,
        row.terms.kind().name(),
        row.terms.text(),
        row.entry.name(),
        row.amount.0,
        row.risk.0,
        row.win.0,
        row.policy.name(),
        row.rules_version,
        row.sport.name(),
        joined(&row.agents),
        row.asked_at.0,
        row.asked_on.0,
        row.lapses_at.0,
        row.state.name(),
        row.accepted_risk.0,
        row.decided_by.map(|member| member.0),
        row.decided_at.map(|at| at.0),
        row.note.as_str(),
        row.funds.name(),
        i64::from(row.delayed),
        row.via.text(),
    ]
}

/// A tender without its legs, which are read apart.
pub(crate) fn tender(cells: &mut Cells) -> Result<Tender, StoreError> {
    let id = TicketId(cells.int()?);
    let (member, placed_by) = (MemberId(cells.int()?), MemberId(cells.int()?));
    let kind = cells.named(WagerKind::parse)?;
    let text = cells.text()?;
    let unread = || StoreError::Corrupt(format!("tender {} has terms `{text}`", id.0));
    let tender = Tender {
        id,
        member,
        placed_by,
        terms: Terms::parse(kind, &text).ok_or_else(unread)?,
        entry: cells.named(Entry::parse)?,
        amount: Money(cells.int()?),
        funds: Funds::Cash,
        risk: Money(cells.int()?),
        win: Money(cells.int()?),
        policy: cells.named(PricePolicy::parse)?,
        rules_version: cells.int32()?,
        sport: cells.named(Sport::parse)?,
        agents: split(&cells.text()?),
        legs: Vec::new(),
        asked_at: Instant(cells.int()?),
        asked_on: Day(cells.int32()?),
        lapses_at: Instant(cells.int()?),
        state: cells.named(TenderState::parse)?,
        accepted_risk: Money(cells.int()?),
        decided_by: cells.maybe_int()?.map(MemberId),
        decided_at: cells.maybe_int()?.map(Instant),
        note: cells.text()?,
        delayed: false,
        via: Via::default(),
    };
    let funds = cells.named(Funds::parse)?;
    let (delayed, via) = (cells.flag()?, cells.named(Via::parse)?);
    Ok(Tender { funds, delayed, via, ..tender })
}

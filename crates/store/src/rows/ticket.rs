//! Rows of wagering: tickets, legs, settlements, exposure.

use desk::port::StoreError;
use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::board::prop::PitcherRule;
use domain::calendar::{Day, Instant};
use domain::command::SeenLine;
use domain::exposure::Exposure;
use domain::id::{FixtureId, MarketId, MemberId, PostingId, RulingId, TicketId};
use domain::money::Money;
use domain::odds::{Odds, OddsFormat};
use domain::wager::funds::Funds;
use domain::wager::terms::Terms;
use domain::wager::ticket::{Entry, Leg, PricePolicy, Settlement, Ticket, TicketState, WagerKind};
use domain::wager::via::Via;

use super::catalogue::{odds, period, points, score};
use super::{cells, joined, split};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const TICKET: Shape = Shape {
    table: "ticket",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "placed_by",
        "kind",
        "entry",
        "risk",
        "win",
        "policy",
        "rules_version",
        "accepted_at",
        "accepted_on",
        "sport",
        "agents",
        "state",
        "settlement",
        "returned",
        "settled_at",
        "terms",
        "amount",
        "open_risk",
        "open_win",
        "voided_legs",
        "funds",
        "via",
    ],
    of_book: true,
};

pub(crate) fn ticket_cells(row: &Ticket) -> Vec<Value> {
    cells![
        row.id.0,
        row.member.0,
        row.placed_by.0,
        row.kind().name(),
        row.entry.name(),
        row.risk.0,
        row.win.0,
        row.policy.name(),
        row.rules_version,
        row.accepted_at.0,
        row.accepted_on.0,
        row.sport.name(),
        joined(&row.agents),
        row.state.name(),
        row.settlement,
        row.returned.0,
        row.settled_at.map(|at| at.0),
        row.terms.text(),
        row.amount.0,
        row.open_risk.0,
        row.open_win.0,
        row.voided_legs,
        row.funds.name(),
        row.via.text(),
    ]
}

/// A ticket without its legs, which are read apart.
pub(crate) fn ticket(cells: &mut Cells) -> Result<Ticket, StoreError> {
    let (id, member) = (TicketId(cells.int()?), MemberId(cells.int()?));
    let placed_by = MemberId(cells.int()?);
    let kind = cells.named(WagerKind::parse)?;
    let mut ticket = Ticket {
        id,
        member,
        placed_by,
        terms: Terms::Straight,
        entry: cells.named(Entry::parse)?,
        funds: Funds::Cash,
        risk: Money(cells.int()?),
        win: Money(cells.int()?),
        policy: cells.named(PricePolicy::parse)?,
        rules_version: cells.int32()?,
        accepted_at: Instant(cells.int()?),
        accepted_on: Day(cells.int32()?),
        sport: cells.named(Sport::parse)?,
        agents: split(&cells.text()?),
        legs: Vec::new(),
        state: cells.named(TicketState::parse)?,
        settlement: cells.int32()?,
        returned: Money(cells.int()?),
        settled_at: cells.maybe_int()?.map(Instant),
        amount: Money::ZERO,
        open_risk: Money::ZERO,
        open_win: Money::ZERO,
        voided_legs: 0,
        via: Via::default(),
    };
    let terms = cells.text()?;
    let unread = || StoreError::Corrupt(format!("ticket {} has terms `{terms}`", id.0));
    ticket.terms = Terms::parse(kind, &terms).ok_or_else(unread)?;
    ticket.amount = Money(cells.int()?);
    ticket.open_risk = Money(cells.int()?);
    ticket.open_win = Money(cells.int()?);
    ticket.voided_legs = cells.int()?;
    ticket.funds = cells.named(Funds::parse)?;
    ticket.via = cells.named(Via::parse)?;
    Ok(ticket)
}

pub(crate) const LEG: Shape = Shape {
    table: "leg",
    keys: &["book_id", "ticket_id", "place"],
    rest: &[
        "fixture_id",
        "market_id",
        "kind",
        "period",
        "side",
        "points",
        "odds_win",
        "odds_risk",
        "odds_format",
        "version",
        "starts_at",
        "pitchers",
        "listing",
        "places",
        "gained",
        "home_score",
        "away_score",
        "seen",
    ],
    of_book: true,
};

pub(crate) fn leg_cells(ticket: TicketId, place: i32, row: &Leg) -> Vec<Value> {
    cells![
        ticket.0,
        place,
        row.fixture.0,
        row.market.0,
        row.kind.name(),
        row.period.code(),
        row.side.name(),
        row.points.map(|points| points.0),
        i64::from(row.odds.win),
        i64::from(row.odds.risk),
        row.odds.format.name(),
        row.version,
        row.starts_at.0,
        row.pitchers.name(),
        row.listing,
        i64::from(row.places),
        row.gained.0,
        row.score.map(|(home, _)| home),
        row.score.map(|(_, away)| away),
        row.seen.map(seen_text),
    ]
}

/// A leg, after its ticket and place were taken.
pub(crate) fn leg(cells: &mut Cells) -> Result<Leg, StoreError> {
    Ok(Leg {
        fixture: FixtureId(cells.int()?),
        market: MarketId(cells.int()?),
        kind: cells.named(MarketKind::parse)?,
        period: period(cells)?,
        side: cells.named(Side::parse)?,
        points: points(cells)?,
        odds: odds(cells)?,
        version: cells.int()?,
        starts_at: Instant(cells.int()?),
        pitchers: cells.named(PitcherRule::parse)?,
        listing: cells.int32()?,
        places: cells.uint8()?,
        gained: Points(cells.int32()?),
        score: score(cells)?,
        seen: cells.maybe_text()?.map(|text| seen_line(&text)).transpose()?,
    })
}

/// `7 -14 100/110 american`: version, points in quarters and price, `-` for what was not sent.
fn seen_text(seen: SeenLine) -> String {
    let none = || "-".to_owned();
    let points = seen.points.map_or_else(none, |points| points.0.to_string());
    let odds = seen
        .odds
        .map_or_else(none, |odds| format!("{}/{} {}", odds.win, odds.risk, odds.format.name()));
    format!("{} {points} {odds}", seen.version)
}

fn seen_line(text: &str) -> Result<SeenLine, StoreError> {
    let read = || {
        let mut words = text.split(' ');
        let version = words.next()?.parse().ok()?;
        let points = match words.next()? {
            "-" => None,
            quarters => Some(Points(quarters.parse().ok()?)),
        };
        let odds = match words.next()? {
            "-" => None,
            price => {
                let (win, risk) = price.split_once('/')?;
                let format = OddsFormat::parse(words.next()?)?;
                Some(Odds { win: win.parse().ok()?, risk: risk.parse().ok()?, format })
            }
        };
        Some(SeenLine { version, points, odds })
    };
    read().ok_or_else(|| StoreError::Corrupt(format!("a leg has the seen line `{text}`")))
}

pub(crate) const TICKET_ON: Shape = Shape {
    table: "ticket_on",
    keys: &["book_id", "fixture_id", "ticket_id"],
    rest: &[],
    of_book: true,
};

pub(crate) fn ticket_on_cells(fixture: FixtureId, ticket: TicketId) -> Vec<Value> {
    cells![fixture.0, ticket.0]
}

pub(crate) const SETTLEMENT: Shape = Shape {
    table: "settlement",
    keys: &["book_id", "ticket_id", "version"],
    rest: &[
        "risk",
        "returned",
        "posting_id",
        "at",
        "fixture_id",
        "result_version",
        "ruling_id",
        "day",
    ],
    of_book: true,
};

pub(crate) fn settlement_cells(row: &Settlement) -> Vec<Value> {
    cells![
        row.ticket.0,
        row.version,
        row.risk.0,
        row.returned.0,
        row.posting.0,
        row.at.0,
        row.fixture.0,
        row.result_version,
        row.ruling.map(|ruling| ruling.0),
        row.day.0,
    ]
}

pub(crate) fn settlement(cells: &mut Cells) -> Result<Settlement, StoreError> {
    Ok(Settlement {
        ticket: TicketId(cells.int()?),
        version: cells.int32()?,
        risk: Money(cells.int()?),
        returned: Money(cells.int()?),
        posting: PostingId(cells.int()?),
        at: Instant(cells.int()?),
        fixture: FixtureId(cells.int()?),
        result_version: cells.int32()?,
        ruling: cells.maybe_int()?.map(RulingId),
        day: Day(cells.int32()?),
    })
}

pub(crate) const EXPOSURE: Shape = Shape {
    table: "exposure",
    keys: &["book_id", "fixture_id", "market_id", "side"],
    rest: &["tickets", "risk", "win", "parlay_risk", "parlay_win"],
    of_book: true,
};

pub(crate) fn exposure_cells(row: &Exposure) -> Vec<Value> {
    cells![
        row.fixture.0,
        row.market.0,
        row.side.name(),
        row.tickets,
        row.risk.0,
        row.win.0,
        row.parlay_risk.0,
        row.parlay_win.0,
    ]
}

pub(crate) fn exposure(cells: &mut Cells) -> Result<Exposure, StoreError> {
    Ok(Exposure {
        fixture: FixtureId(cells.int()?),
        market: MarketId(cells.int()?),
        side: cells.named(Side::parse)?,
        tickets: cells.int()?,
        risk: Money(cells.int()?),
        win: Money(cells.int()?),
        parlay_risk: Money(cells.int()?),
        parlay_win: Money(cells.int()?),
    })
}

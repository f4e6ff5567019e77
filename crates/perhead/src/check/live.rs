//! Wagers on games in play against the catalogue's record: each was accepted at a line posted in
//! play, and at the score that stood when that line was posted, for a line older than the score
//! takes no wagers.

use std::collections::BTreeMap;

use desk::port::Views as _;
use domain::event::{EventKind, fields, number_in};
use domain::id::{BookId, FixtureId, MarketId, TicketId};
use domain::wager::ticket::Ticket;
use store::Database;

use super::{Finding, Probe};

const PAGE: i64 = 10_000;

/// The score at which each version of each market was posted, for those posted in play.
type LiveLines = BTreeMap<MarketId, BTreeMap<i64, (i32, i32)>>;

pub(super) fn check(
    database: &Database,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("9 wagers in play were accepted at a line of their score");
    let legs = || {
        let pairs =
            tickets.values().flat_map(|ticket| ticket.legs.iter().map(move |leg| (ticket, leg)));
        pairs.filter(|(_, leg)| leg.is_live())
    };
    if legs().next().is_none() {
        return Ok(probe.finding());
    }
    let lines = live_lines(database)?;
    for (ticket, leg) in legs() {
        // A book that moved lines of its own, or has profiles, counts those changes on top.
        let mut posted = lines.get(&leg.market).into_iter().flat_map(|of| of.range(..=leg.version));
        probe.check(posted.any(|(_, score)| Some(*score) == leg.score), || {
            format!("{:?} took {leg:?}, no line in play was posted at that score", ticket.id)
        });
    }
    Ok(probe.finding())
}

fn live_lines(database: &Database) -> anyhow::Result<LiveLines> {
    let mut scores: BTreeMap<FixtureId, (i32, i32)> = BTreeMap::new();
    let mut lines = LiveLines::new();
    let mut after = 0;
    loop {
        let page = database.events_after(BookId::PLATFORM, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(lines) };
        after = last.sequence;
        for event in page.iter().map(|chained| &chained.event) {
            let number = |key| number_in(&event.body, key);
            let Some(fixture) = number("fixture").map(FixtureId) else { continue };
            match event.kind {
                EventKind::ScoreChanged => {
                    let points = |key| number(key).and_then(|points| i32::try_from(points).ok());
                    if let (Some(home), Some(away)) = (points("home"), points("away")) {
                        scores.insert(fixture, (home, away));
                    }
                }
                EventKind::LineMoved if fields(&event.body).any(|one| one == ("live", "yes")) => {
                    if let (Some(market), Some(version)) = (number("market"), number("version")) {
                        let score = scores.get(&fixture).copied().unwrap_or((0, 0));
                        lines.entry(MarketId(market)).or_default().insert(version, score);
                    }
                }
                _ => {}
            }
        }
    }
}

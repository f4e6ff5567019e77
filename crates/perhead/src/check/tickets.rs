//! 6, 7 and 9: exposure, settlements against frozen terms and results, acceptance times.

use std::collections::BTreeMap;

use domain::exposure::Exposure;
use domain::grade::leg;
use domain::grade::score::ConfirmedResult;
use domain::id::{BookId, FixtureId, TicketId};
use domain::rules::HouseRules;
use domain::wager::bet;
use domain::wager::ticket::{Ticket, TicketState};
use store::Database;

use super::{Finding, Probe};

const PAGE: i64 = 20_000;

/// Every ticket of a book with its legs.
pub(super) fn read_all(
    database: &Database,
    book: BookId,
) -> anyhow::Result<BTreeMap<TicketId, Ticket>> {
    let mut tickets = BTreeMap::new();
    let mut after = TicketId(0);
    loop {
        let page = database.tickets_after(book, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(tickets) };
        after = last.id;
        tickets.extend(page.into_iter().map(|ticket| (ticket.id, ticket)));
    }
}

pub(super) fn check(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> anyhow::Result<Vec<Finding>> {
    let rules = database.all_rules(book)?;
    let rules: BTreeMap<i32, HouseRules> =
        rules.into_iter().map(|rules| (rules.version, rules)).collect();
    Ok(vec![
        check_exposure(database, book, tickets)?,
        check_settlements(database, book, tickets, &rules)?,
        check_acceptance(tickets, &rules),
    ])
}

fn check_exposure(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("6 exposure counters are those of the open bets");
    let mut expected: BTreeMap<_, Exposure> = BTreeMap::new();
    for ticket in tickets.values().filter(|ticket| ticket.state == TicketState::Open) {
        for leg in &ticket.legs {
            let none = Exposure::none(leg.fixture, leg.market, leg.side);
            let key = (leg.fixture, leg.market, leg.side);
            expected.entry(key).or_insert(none).count(ticket, true);
        }
    }
    for stored in database.exposures(book)? {
        let key = (stored.fixture, stored.market, stored.side);
        let none = Exposure::none(stored.fixture, stored.market, stored.side);
        let wanted = expected.remove(&key).unwrap_or(none);
        probe.check(stored == wanted, || format!("{stored:?}, open bets give {wanted:?}"));
    }
    for missing in expected.into_values() {
        probe.check(false, || format!("{missing:?} is not counted"));
    }
    Ok(probe.finding())
}

fn check_settlements(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
    rules: &BTreeMap<i32, HouseRules>,
) -> anyhow::Result<Finding> {
    let mut probe =
        Probe::new("7 one settlement is in effect, equal to grading the frozen terms again");
    let mut versions: BTreeMap<TicketId, i32> = BTreeMap::new();
    let mut in_effect = BTreeMap::new();
    for settlement in database.settlements(book)? {
        let last = versions.entry(settlement.ticket).or_insert(0);
        probe.check(settlement.version == *last + 1, || format!("{settlement:?} follows {last}"));
        *last = settlement.version;
        in_effect.insert(settlement.ticket, settlement.returned);
    }
    let results = results_in_force(database, book)?;
    for ticket in tickets.values() {
        let known = versions.get(&ticket.id).copied().unwrap_or(0);
        probe.check(known == ticket.settlement, || {
            format!("{:?} names settlement {}, stored {known}", ticket.id, ticket.settlement)
        });
        let outcomes: Vec<_> = ticket
            .legs
            .iter()
            .map(|one| results.get(&one.fixture).map(|r| leg::grade(one, r.home, r.away)))
            .collect();
        let Some(rules) = rules.get(&ticket.rules_version) else {
            probe.check(false, || format!("{:?} has unknown rules", ticket.id));
            continue;
        };
        let graded = bet::returned(ticket, &outcomes, rules.rounding);
        let stored = in_effect.get(&ticket.id).copied();
        let holds = match ticket.state {
            TicketState::Open => graded.is_none() && stored.is_none(),
            TicketState::Settled => graded == stored && stored == Some(ticket.returned),
            TicketState::Voided => true,
        };
        probe.check(holds, || {
            format!("{:?} is {:?}: stored {stored:?}, graded {graded:?}", ticket.id, ticket.state)
        });
    }
    Ok(probe.finding())
}

/// Results by which every ticket has been graded. A grading under way counts only when done.
fn results_in_force(
    database: &Database,
    book: BookId,
) -> anyhow::Result<BTreeMap<FixtureId, ConfirmedResult>> {
    let gradings = database.gradings(book)?;
    let done: BTreeMap<FixtureId, i32> = gradings
        .into_iter()
        .filter(|grading| grading.finished)
        .map(|grading| (grading.fixture, grading.result_version))
        .collect();
    let results = database.results(book)?.into_iter();
    let in_force = results.filter(|one| done.get(&one.fixture) == Some(&one.version));
    Ok(in_force.map(|result| (result.fixture, result)).collect())
}

fn check_acceptance(
    tickets: &BTreeMap<TicketId, Ticket>,
    rules: &BTreeMap<i32, HouseRules>,
) -> Finding {
    let mut probe = Probe::new("9 every wager was accepted before the cut-off of its fixtures");
    for ticket in tickets.values() {
        let cutoff = rules.get(&ticket.rules_version).map_or(0, |rules| rules.cutoff_seconds);
        for leg in &ticket.legs {
            let latest = leg.starts_at.plus_seconds(-i64::from(cutoff));
            probe.check(ticket.accepted_at < latest, || {
                format!("{:?} was accepted at {:?}", ticket.id, ticket.accepted_at)
            });
        }
    }
    probe.finding()
}

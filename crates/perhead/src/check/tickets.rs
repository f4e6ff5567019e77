//! 6, 7 and 9: exposure, settlements against frozen terms and results, acceptance times.

use std::collections::{BTreeMap, BTreeSet};

use desk::port::Views as _;

use domain::exposure::Exposure;
use domain::grade::leg::LegOutcome;
use domain::grade::ruling::{Reach, Ruling, RulingState};
use domain::grade::score::{ConfirmedResult, Grading};
use domain::grade::ticket::{grounds, verdict};
use domain::id::{BookId, FixtureId, TicketId};
use domain::money::Money;
use domain::rows::Key;
use domain::rules::HouseRules;
use domain::wager::standing::{Standing, standing};
use domain::wager::ticket::{Leg, Ticket, TicketState};
use domain::working::Working;
use store::Database;

use super::people::test_members;
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
    let tests = test_members(database, book)?;
    let counts =
        |ticket: &&Ticket| ticket.state == TicketState::Open && !tests.contains(&ticket.member);
    for ticket in tickets.values().filter(counts) {
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
        in_effect.insert(settlement.ticket, (settlement.risk, settlement.returned));
    }
    let results = Results::read(database, book, tickets)?;
    for ticket in tickets.values() {
        let known = versions.get(&ticket.id).copied().unwrap_or(0);
        probe.check(known == ticket.settlement, || {
            format!("{:?} names settlement {}, stored {known}", ticket.id, ticket.settlement)
        });
        let Some(rules) = rules.get(&ticket.rules_version) else {
            probe.check(false, || format!("{:?} has unknown rules", ticket.id));
            continue;
        };
        let unruled = (0..ticket.legs.len())
            .find(|place| ticket.is_leg_voided(*place) && !results.is_ended(ticket, *place));
        probe.check(unruled.is_none(), || {
            format!("{:?} holds leg {unruled:?} for ended, and no ruling says so", ticket.id)
        });
        let ways = results.outcomes(ticket).into_iter();
        let graded: Vec<Standing> =
            ways.map(|outcomes| standing(ticket, &outcomes, rules.rounding)).collect();
        let stored = in_effect.get(&ticket.id).copied();
        let stands = Standing {
            decided: ticket.state == TicketState::Settled,
            open_risk: ticket.open_risk,
            open_win: ticket.open_win,
            returned: ticket.returned,
        };
        let posted = (ticket.decided_risk(), ticket.returned);
        let holds = match ticket.state {
            // A settlement that a correction took back may stand behind an open ticket.
            TicketState::Open => {
                let untouched = posted == (Money::ZERO, Money::ZERO);
                graded.contains(&stands) && (untouched || stored == Some(posted))
            }
            TicketState::Settled => graded.contains(&stands) && stored == Some(posted),
            TicketState::Voided => stored == Some(posted) && ticket.returned == ticket.risk,
            // What was never accepted is no ticket.
            TicketState::Offered | TicketState::Refused => false,
        };
        probe.check(holds, || {
            format!("{:?} is {:?}: stored {stored:?}, graded {graded:?}", ticket.id, ticket.state)
        });
    }
    Ok(probe.finding())
}

/// The results that tickets were graded by.
struct Results {
    all: BTreeMap<(FixtureId, i32), ConfirmedResult>,
    gradings: BTreeMap<FixtureId, Grading>,
    rulings: BTreeMap<FixtureId, Vec<Ruling>>,
    /// Legs of tickets that a ruling named.
    ended: BTreeSet<(TicketId, i32)>,
    /// House rules, and what else grading rests on.
    grounds: Working,
}

impl Results {
    fn read(
        database: &Database,
        book: BookId,
        tickets: &BTreeMap<TicketId, Ticket>,
    ) -> anyhow::Result<Results> {
        let legs = tickets.values().flat_map(|ticket| &ticket.legs).flat_map(grounds);
        let rules = tickets.values().map(|ticket| Key::Rules(ticket.rules_version));
        let keys: BTreeSet<Key> = legs.chain(rules).collect();
        let keys: Vec<Key> = keys.into_iter().collect();
        let mut read = Working::new();
        database.load(book, &keys, &mut read)?;
        let all = database.results(book)?.into_iter();
        let gradings = database.gradings(book)?.into_iter();
        let mut rulings: BTreeMap<FixtureId, Vec<Ruling>> = BTreeMap::new();
        let mut ended = BTreeSet::new();
        let in_force = |ruling: &Ruling| ruling.state == RulingState::InForce;
        for ruling in database.all_rulings(book)?.into_iter().filter(in_force) {
            if let Reach::Leg(ticket, place) = ruling.reach {
                ended.insert((ticket, place));
            } else if let Some(fixture) = ruling.fixture() {
                rulings.entry(fixture).or_default().push(ruling);
            }
        }
        Ok(Results {
            all: all.map(|result| ((result.fixture, result.version), result)).collect(),
            gradings: gradings.map(|grading| (grading.fixture, grading)).collect(),
            rulings,
            ended,
            grounds: read,
        })
    }

    /// True when a ruling in force ends a leg.
    fn is_ended(&self, ticket: &Ticket, place: usize) -> bool {
        let one = &ticket.legs[place];
        let rulings = self.rulings.get(&one.fixture).into_iter().flatten();
        i32::try_from(place).is_ok_and(|place| self.ended.contains(&(ticket.id, place)))
            || rulings.into_iter().any(|ruling| ruling.ends(one.market, ticket.accepted_at))
    }

    /// Every set of leg outcomes that a ticket may stand at. It is one, but while a grading is
    /// under way a ticket that it has not reached may stand at the result before or, graded by
    /// another of its legs, at the new one.
    fn outcomes(&self, ticket: &Ticket) -> Vec<Vec<Option<LegOutcome>>> {
        let mut ways: Vec<Vec<Option<LegOutcome>>> = vec![Vec::new()];
        for (place, one) in ticket.legs.iter().enumerate() {
            let choices = self.outcomes_of_leg(ticket, place, one);
            let longer = |way: &Vec<Option<LegOutcome>>, choice: &Option<LegOutcome>| {
                way.iter().chain([choice]).copied().collect()
            };
            ways = ways
                .iter()
                .flat_map(|way| choices.iter().map(move |choice| longer(way, choice)))
                .collect();
        }
        ways
    }

    fn outcomes_of_leg(&self, ticket: &Ticket, place: usize, one: &Leg) -> Vec<Option<LegOutcome>> {
        if ticket.is_leg_voided(place) {
            return vec![Some(LegOutcome::Void)];
        }
        let rulings = self.rulings.get(&one.fixture).into_iter().flatten();
        let is_ended = rulings.clone().any(|one_of| one_of.ends(one.market, ticket.accepted_at));
        let Some(grading) = self.gradings.get(&one.fixture) else { return vec![None] };
        let at = |version: i32| {
            let result = self.all.get(&(one.fixture, version))?;
            verdict(&self.grounds, ticket, one, result).ok()
        };
        let version = grading.result_version;
        let is_reached = grading.finished || ticket.id <= grading.after;
        match (is_reached, is_ended) {
            (true, true) => vec![Some(LegOutcome::Void)],
            (true, false) => vec![at(version)],
            (false, true) => vec![at(version - 1), at(version), Some(LegOutcome::Void)],
            (false, false) => vec![at(version - 1), at(version)],
        }
    }
}

fn check_acceptance(
    tickets: &BTreeMap<TicketId, Ticket>,
    rules: &BTreeMap<i32, HouseRules>,
) -> Finding {
    let mut probe = Probe::new("9 every wager was accepted before the cut-off of its fixtures");
    for ticket in tickets.values() {
        let cutoff = rules.get(&ticket.rules_version).map_or(0, |rules| rules.cutoff_seconds);
        for leg in ticket.legs.iter().filter(|leg| !leg.is_live()) {
            let latest = leg.starts_at.plus_seconds(-i64::from(cutoff));
            probe.check(ticket.accepted_at < latest, || {
                format!("{:?} was accepted at {:?}", ticket.id, ticket.accepted_at)
            });
        }
    }
    probe.finding()
}

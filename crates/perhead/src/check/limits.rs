//! Counters of limits that add up, folded again from the tickets.

use std::collections::{BTreeMap, BTreeSet};

use desk::port::Views;
use domain::id::{BookId, FixtureId, MemberId, TicketId};
use domain::limit::counter::{CounterKey, counts, facts_of_ticket};
use domain::limit::rule::{LimitRule, Share};
use domain::money::Money;
use domain::rows::Key;
use domain::wager::ticket::Ticket;
use domain::working::Working;
use store::Database;

use super::{Finding, Probe};

/// Risk and win taken under each counter that the tickets touch.
type Taken = BTreeMap<CounterKey, (Money, Money)>;

pub(super) fn check(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("counters of limits are what the tickets under them come to");
    let counters = database.limit_counters(book)?;
    let rules: BTreeMap<i64, (MemberId, LimitRule)> = database
        .limit_sheets(book)?
        .into_iter()
        .flat_map(|sheet| sheet.rules.into_iter().map(move |rule| (rule.id, (sheet.owner, rule))))
        .collect();
    let taken = fold(database, book, tickets, &rules)?;
    // Counters of rules that were taken away stay behind and mean nothing.
    for counter in counters.iter().filter(|counter| rules.contains_key(&counter.key.rule)) {
        let expected = taken.get(&counter.key).copied().unwrap_or_default();
        probe.check((counter.risk, counter.win) == expected, || {
            format!("{counter:?}, tickets give {expected:?}")
        });
    }
    Ok(probe.finding())
}

fn fold(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
    rules: &BTreeMap<i64, (MemberId, LimitRule)>,
) -> anyhow::Result<Taken> {
    let mut taken = Taken::new();
    if rules.is_empty() {
        return Ok(taken);
    }
    let mut working = Working::new();
    let fixtures: BTreeSet<FixtureId> =
        tickets.values().flat_map(|ticket| &ticket.legs).map(|leg| leg.fixture).collect();
    let keys: Vec<Key> = fixtures.into_iter().map(Key::Fixture).collect();
    database.load(book, &keys, &mut working)?;
    for ticket in tickets.values().filter(|ticket| counts(ticket)) {
        let Some(facts) = facts_of_ticket(&working, ticket) else { continue };
        for (owner, rule) in rules.values() {
            let holds = owner.0 <= 0 || ticket.member == *owner || ticket.agents.contains(owner);
            if !holds {
                continue;
            }
            let subject = if rule.share == Share::Each { ticket.member } else { *owner };
            for place in rule.places(&facts) {
                let key = CounterKey { rule: rule.id, subject, place };
                let sums = taken.entry(key).or_default();
                *sums = (sums.0 + ticket.risk, sums.1 + ticket.win);
            }
        }
    }
    Ok(taken)
}

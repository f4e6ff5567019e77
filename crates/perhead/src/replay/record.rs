//! Reads back what the replay left in the store: tickets with their outcomes, and what the ledger
//! moved for each. Also compares the two, since they must tell the same.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use desk::port::{Page, TicketFilter, Views};
use desk::view::TicketStory;
use domain::grade::leg::LegOutcome;
use domain::id::{BookId, TicketId};
use domain::ledger::account::Account;
use domain::ledger::transfer::{Fact, Transfer};
use domain::money::Money;
use domain::wager::ticket::{Leg, TicketState};
use store::Database;

use super::floor::Played;
use super::plan::{COMBOS_HOUSE, Plan, posted_odds};

const PAGE: i64 = 5_000;

/// What the ledger moved for one ticket.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    risk: Money,
    returned: Money,
}

/// One bet as the store knows it.
pub(super) struct Entry {
    /// The selection as accepted.
    pub(super) leg: Leg,
    /// The outcome the ticket was settled by; `None` while it is open.
    pub(super) outcome: Option<LegOutcome>,
    /// What left the player's cash when it was accepted.
    pub(super) risk: Money,
    /// What came back to the player's cash, risk included; `None` while it is open.
    pub(super) returned: Option<Money>,
}

impl Entry {
    /// The player's result, once there is one.
    pub(super) fn net(&self) -> Option<Money> {
        self.returned.map(|returned| returned - self.risk)
    }
}

/// A wager of several legs as the store knows it.
pub(super) struct Whole {
    /// Outcomes of its legs as far as there are any.
    pub(super) outcomes: Vec<Option<LegOutcome>>,
    /// What left the player's cash when it was accepted.
    pub(super) risk: Money,
    /// What is still held of it.
    pub(super) open_risk: Money,
    /// What came back to the player's cash so far.
    pub(super) paid: Money,
    /// What came back in the end; `None` while it is open.
    pub(super) returned: Option<Money>,
}

/// The record of the plan's bets, in the plan's order.
pub(super) struct Record {
    pub(super) entries: Vec<Entry>,
    /// The wagers of several legs, in the plan's order.
    pub(super) combos: Vec<Whole>,
    /// The first place where ticket and ledger differ.
    pub(super) difference: Option<String>,
}

/// Reads the record of everything played.
///
/// # Errors
/// When the store cannot be read or does not know a ticket.
pub(super) fn read(
    plan: &Plan<'_>,
    played: &Played,
    database: &Database,
) -> anyhow::Result<Record> {
    let mut books = Vec::with_capacity(played.people.houses.len());
    for (book, _) in &played.people.houses {
        books.push((read_stories(database, *book)?, read_ledger(database, *book)?));
    }
    let entries = Vec::with_capacity(plan.bets.len());
    let mut record = Record { entries, combos: Vec::new(), difference: None };
    for (bet, ticket) in plan.bets.iter().zip(&played.tickets) {
        let (stories, ledger) = &mut books[plan.house(bet)];
        let story = stories.remove(ticket).context("an accepted ticket is not in the store")?;
        let moved = ledger.get(ticket).copied().unwrap_or_default();
        let entry = entry_of(&story, moved)?;
        if entry.leg.odds != posted_odds(plan.side(bet)) {
            bail!("ticket {} was accepted at another price than posted", ticket.0);
        }
        if record.difference.is_none() {
            record.difference = difference(&story, moved);
        }
        record.entries.push(entry);
    }
    for ticket in &played.combos {
        let (stories, ledger) = &mut books[COMBOS_HOUSE];
        let story = stories.remove(ticket).context("an accepted ticket is not in the store")?;
        let moved = ledger.get(ticket).copied().unwrap_or_default();
        if record.difference.is_none() {
            record.difference = difference(&story, moved);
        }
        record.combos.push(whole_of(&story, moved));
    }
    Ok(record)
}

fn read_stories(
    database: &Database,
    book: BookId,
) -> anyhow::Result<BTreeMap<TicketId, TicketStory>> {
    let mut stories = BTreeMap::new();
    let mut page = Page { cursor: None, limit: PAGE };
    loop {
        let read = database.tickets(book, &TicketFilter::default(), &page)?;
        stories.extend(read.items.into_iter().map(|story| (story.ticket.id, story)));
        match read.next {
            Some(next) => page.cursor = Some(next),
            None => return Ok(stories),
        }
    }
}

fn read_ledger(database: &Database, book: BookId) -> anyhow::Result<BTreeMap<TicketId, Moved>> {
    let mut ledger: BTreeMap<TicketId, Moved> = BTreeMap::new();
    let mut after = 0;
    loop {
        let transfers = database.transfers_after(book, after, PAGE)?;
        let Some(last) = transfers.last() else { return Ok(ledger) };
        after = last.id.0;
        for transfer in &transfers {
            if let Some(ticket) = transfer.ticket {
                count(ledger.entry(ticket).or_default(), transfer);
            }
        }
    }
}

/// Cash that left for a wager is risk; cash that came or went by settlements is return.
fn count(moved: &mut Moved, transfer: &Transfer) {
    let mut cash = Money::ZERO;
    if transfer.to == Account::Cash {
        cash += transfer.amount;
    }
    if transfer.from == Account::Cash {
        cash -= transfer.amount;
    }
    match transfer.fact {
        Fact::Wager => moved.risk -= cash,
        _ => moved.returned += cash,
    }
}

fn entry_of(story: &TicketStory, moved: Moved) -> anyhow::Result<Entry> {
    let ([leg], [told]) = (story.ticket.legs.as_slice(), story.legs.as_slice()) else {
        bail!("ticket {} is not a straight", story.ticket.id.0);
    };
    let settled = story.ticket.state == TicketState::Settled;
    Ok(Entry {
        leg: *leg,
        outcome: told.outcome.filter(|_| settled),
        risk: moved.risk,
        returned: settled.then_some(moved.returned),
    })
}

fn whole_of(story: &TicketStory, moved: Moved) -> Whole {
    let ticket = &story.ticket;
    Whole {
        outcomes: story.legs.iter().map(|leg| leg.outcome).collect(),
        risk: moved.risk,
        open_risk: ticket.open_risk,
        paid: moved.returned,
        returned: (ticket.state == TicketState::Settled).then_some(moved.returned),
    }
}

/// Ticket, settlement in effect and ledger must tell the same amounts.
fn difference(story: &TicketStory, moved: Moved) -> Option<String> {
    let ticket = &story.ticket;
    let settled = story.settlements.last().map(|settlement| settlement.returned);
    let by_ticket = (ticket.risk, ticket.returned, ticket.settlement > 0);
    let by_record = (moved.risk, moved.returned, settled.is_some());
    if by_ticket == by_record && settled.unwrap_or_default() == ticket.returned {
        return None;
    }
    let Moved { risk, returned } = moved;
    Some(format!(
        "ticket {}: risk {} and return {}, the ledger moved {risk} and {returned}",
        ticket.id.0, ticket.risk, ticket.returned
    ))
}

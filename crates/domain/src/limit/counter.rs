//! What has been taken under a limit that adds up over a market, a fixture or a day.
//!
//! A counter begins with the tickets taken before its rule was made, found in the record, and is
//! then kept by every acceptance. It counts what was accepted, also when it was settled since: a
//! limit over a day bounds what is taken, not what is left. A ticket that is voided or cancelled,
//! or of which rulings ended every leg, gives back what it took, for it never stood.

use crate::calendar::Day;
use crate::draft::Draft;
use crate::id::{FixtureId, MarketId, MemberId, TicketId};
use crate::limit::judge::{Demand, demands};
use crate::limit::rule::{LegFacts, LimitSheet, Span, WagerFacts, owners};
use crate::money::Money;
use crate::rows::{Read, Row};
use crate::wager::ticket::{Ticket, TicketState};

/// Names a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CounterKey {
    /// The rule.
    pub rule: i64,
    /// Whose wagers: the player, or the owner they share it under.
    pub subject: MemberId,
    /// The market, fixture or day.
    pub place: i64,
}

/// Sums under one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Which.
    pub key: CounterKey,
    /// Risk taken.
    pub risk: Money,
    /// Win of what was taken.
    pub win: Money,
}

/// Names the tickets taken before a rule was made that its counter begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EarlierKey {
    /// Whose.
    pub subject: MemberId,
    /// On which fixture; `None` for those of a day.
    pub fixture: Option<FixtureId>,
    /// Taken on which day.
    pub day: Day,
    /// Only tickets below this id.
    pub before: TicketId,
}

/// Such tickets: a page, read only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPage {
    /// Which.
    pub key: EarlierKey,
    /// Their ids, rising.
    pub tickets: Vec<TicketId>,
}

impl Demand<'_> {
    /// The tickets from before the rule that may count under it here. A day's limit made on an
    /// earlier day has none.
    pub fn earlier(&self, facts: &WagerFacts) -> Option<EarlierKey> {
        let counter = self.counter?;
        let fixture = match self.rule.span {
            Span::Wager => return None,
            Span::Day if self.rule.made_on < facts.day => return None,
            Span::Day => None,
            Span::Fixture => Some(FixtureId(counter.place)),
            Span::Market => {
                let market = MarketId(counter.place);
                facts.legs.iter().find(|leg| leg.market == market).map(|leg| leg.fixture)
            }
        };
        let (subject, before) = (counter.subject, TicketId(self.rule.id));
        // The day names the page of a day's limit only, so that it is found again under one key.
        let day = if fixture.is_some() { Day::default() } else { facts.day };
        Some(EarlierKey { subject, fixture, day, before })
    }
}

/// What limits need to know of a ticket, by its frozen terms. `None` when a fixture was not
/// loaded or is gone.
pub fn facts_of_ticket(read: &impl Read, ticket: &Ticket) -> Option<WagerFacts> {
    let legs = ticket.legs.iter().map(|leg| {
        let fixture = read.fixture(leg.fixture)?;
        Some(LegFacts {
            fixture: fixture.id,
            league: fixture.league,
            sport: fixture.sport,
            market: leg.market,
            kind: leg.kind,
            period: leg.period,
            live: leg.is_live(),
        })
    });
    Some(WagerFacts {
        member: ticket.member,
        wager: ticket.kind(),
        day: ticket.accepted_on,
        legs: legs.collect::<Option<Vec<LegFacts>>>()?,
    })
}

/// True for tickets that count under limits: those that rulings ended never stood.
pub fn counts(ticket: &Ticket) -> bool {
    let every_leg_ended = (0..ticket.legs.len()).all(|place| ticket.is_leg_voided(place));
    ticket.state != TicketState::Voided && !every_leg_ended
}

/// Puts down that rulings ended the legs of `voided`, a bit each. A ticket of which nothing stands
/// any more gives back what it took.
pub fn end_legs(draft: &mut Draft<'_>, ticket: &mut Ticket, voided: i64) {
    let counted = counts(ticket);
    ticket.voided_legs |= voided;
    if counted && !counts(ticket) {
        count(draft, ticket, false);
    }
}

/// What stands under a demand: its counter, or the sum of the tickets from before the rule.
pub fn taken(read: &impl Read, demand: &Demand<'_>, facts: &WagerFacts) -> (Money, Money) {
    let Some(key) = demand.counter else { return (Money::ZERO, Money::ZERO) };
    if let Some(counter) = read.counter(key) {
        return (counter.risk, counter.win);
    }
    let Some(earlier) = demand.earlier(facts) else { return (Money::ZERO, Money::ZERO) };
    let page = read.earlier(earlier).map_or(&[][..], |page| &page.tickets);
    let tickets = page.iter().filter_map(|id| read.ticket(*id));
    tickets.fold((Money::ZERO, Money::ZERO), |(risk, win), ticket| {
        let counted = counts(ticket) && counts_under(read, demand, key, ticket);
        if counted { (risk + ticket.risk, win + ticket.win) } else { (risk, win) }
    })
}

fn counts_under(read: &impl Read, demand: &Demand<'_>, key: CounterKey, ticket: &Ticket) -> bool {
    let Some(facts) = facts_of_ticket(read, ticket) else { return false };
    demand.rule.places(&facts).contains(&key.place)
}

/// Counts a ticket's risk and win under every limit that adds up (`added`), or takes it back.
pub fn count(draft: &mut Draft<'_>, ticket: &Ticket, added: bool) {
    let uses = draft.book(draft.moment.book).is_some_and(|book| book.uses.limits);
    if !uses {
        return;
    }
    let facts = facts_of_ticket(draft, ticket).expect("the fixtures of a ticket are loaded");
    let chain: Vec<MemberId> = ticket.agents.iter().copied().chain([ticket.member]).collect();
    let sheets: Vec<LimitSheet> =
        owners(&chain).filter_map(|owner| draft.limit_sheet(owner).cloned()).collect();
    let sheets: Vec<&LimitSheet> = sheets.iter().collect();
    for demand in demands(&sheets, &facts) {
        let Some(key) = demand.counter else { continue };
        if !added && draft.counter(key).is_none() {
            // Never begun: it will begin without this ticket.
            continue;
        }
        let (risk, win) = taken(draft, &demand, &facts);
        let signed = |amount: Money| if added { amount } else { -amount };
        let (risk, win) = (risk + signed(ticket.risk), win + signed(ticket.win));
        draft.put(Row::Counter(Counter { key, risk, win }));
    }
}

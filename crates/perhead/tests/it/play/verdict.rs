//! Holds expectations against what a stage has stored.

use domain::calendar::Week;
use domain::id::{ReconciliationId, TicketId};

use super::Play;
use super::records::same_counts;
use crate::script::{Expectation, Refused, Sums, Terms};
use crate::stage::{DayQuestion, Refusal, SeenTicket};
use domain::wager::ticket::TicketState;

impl Play<'_> {
    pub(super) fn verify(&mut self, expected: &Expectation) -> Result<(), String> {
        let book = self.cast.book()?.clone();
        match expected {
            Expectation::Ticket { ticket, state, sums, terms } => {
                let found = self.stage.ticket(&book, self.cast.ticket(ticket)?);
                same_ticket(&found, *state, sums, *terms)
            }
            Expectation::Balance { member, sums } => {
                let found = self.stage.money(&book, self.cast.member(member)?);
                same(sums, |name| match name {
                    "cash" => found.cash.0,
                    "held" => found.held.0,
                    "withdrawal" => found.withdrawal.0,
                    "free_play" => found.free_play.0,
                    "available" => found.available.0,
                    "credit" => found.credit.0,
                    _ => (found.cash + found.held).0,
                })
            }
            Expectation::Figure { member, week, sums } => {
                let member = self.cast.member(member)?;
                let found = self.stage.figure(&book, member, Week(week.0));
                same(sums, |name| match name {
                    "carry" => found.carry.0,
                    "result" => found.result().0,
                    "adjustments" => found.adjustments.0,
                    "receipts" => found.receipts.0,
                    "disbursements" => found.disbursements.0,
                    "regraded" => found.regraded.0,
                    "balance" => found.balance().0,
                    day => {
                        let place: usize = day[3..].parse().unwrap_or(1);
                        found.days[place - 1].0
                    }
                })
            }
            Expectation::Liquidity { at, sums } => {
                let found = self.stage.liquidity(&book, *at);
                same(sums, |name| match name {
                    "owed_to" => found.owed_to.0,
                    "owed_by" => found.owed_by.0,
                    "at_risk" => found.at_risk.0,
                    "pending" => found.pending.0,
                    "unpaid" => found.unpaid.0,
                    _ => found.cash.0,
                })
            }
            Expectation::Past { member, at, sums } => {
                let member = self.cast.member(member)?;
                let [cash, held, withdrawal] = self.stage.past(&book, member, *at);
                same(sums, |name| match name {
                    "cash" => cash.0,
                    "held" => held.0,
                    "withdrawal" => withdrawal.0,
                    _ => (cash + held).0,
                })
            }
            Expectation::Daily { day, sport, kind, sums } => {
                let question = DayQuestion { day: *day, sport: *sport, kind: *kind };
                let found = self.stage.daily(&book, question);
                same(sums, |name| match name {
                    "tickets" => found.tickets,
                    "handle" => found.handle.0,
                    "settled" => found.settled,
                    "settled_risk" => found.settled_risk.0,
                    _ => found.win.0,
                })
            }
            Expectation::Exposure { at, sums } => {
                let market = self.cast.market(&at.fixture, &at.market)?.id;
                let fixture = self.cast.fixture(&at.fixture)?.id;
                let found = self.stage.exposure(&book, (fixture, market, at.side));
                same(sums, |name| match name {
                    "tickets" => found.tickets,
                    "risk" => found.risk.0,
                    "win" => found.win.0,
                    "parlay_risk" => found.parlay_risk.0,
                    _ => found.parlay_win.0,
                })
            }
            Expectation::Events { kind, member, count } => {
                let member = self.cast.member(member)?;
                let found = self.stage.events(&book, *kind, member);
                if found == *count { Ok(()) } else { Err(format!("{found} events are recorded")) }
            }
            Expectation::Void { ruling, state } => {
                let (id, _) = self.cast.ruling(ruling)?;
                let found = self.stage.ruling(&book, id);
                if found == *state { Ok(()) } else { Err(format!("the void is {}", found.name())) }
            }
            Expectation::Late { tickets } => {
                let named = tickets.iter().map(|name| self.cast.ticket(name));
                let expected = named.collect::<Result<Vec<TicketId>, String>>()?;
                let found = self.stage.late(&book);
                if found == expected { Ok(()) } else { Err(format!("late are {found:?}")) }
            }
            Expectation::File { name, counts } => {
                let id = ReconciliationId(self.cast.thing(name)?);
                same_counts(&self.stage.file(&book, id), counts)
            }
            Expectation::Unreconciled { method, count } => {
                let found = self.stage.unreconciled(&book, *method);
                if found == *count {
                    Ok(())
                } else {
                    Err(format!("{found} payments are not named"))
                }
            }
            Expectation::DealWeek { .. }
            | Expectation::Frozen { .. }
            | Expectation::Invoice { .. }
            | Expectation::Commission { .. } => self.verify_week(expected),
            Expectation::Week { week, closed } => {
                let found = self.stage.is_closed(&book, Week(week.0));
                if found == *closed { Ok(()) } else { Err(format!("closed is {found}")) }
            }
        }
    }
}

pub(super) fn same(sums: &Sums, found: impl Fn(&str) -> i64) -> Result<(), String> {
    for (name, expected) in sums {
        let found = found(name);
        if found != *expected {
            return Err(format!("{name} is {found}, not {expected} (amounts in cents)"));
        }
    }
    Ok(())
}

fn same_ticket(
    found: &SeenTicket,
    state: Option<TicketState>,
    sums: &Sums,
    terms: Terms,
) -> Result<(), String> {
    if let Some(state) = state
        && state != found.state
    {
        return Err(format!("the ticket is {}", found.state.name()));
    }
    if let Some(version) = terms.version
        && version != found.version
    {
        return Err(format!("version {} was accepted", found.version));
    }
    if terms.points.is_some() && terms.points != found.points {
        return Err(format!("points {:?} were accepted", found.points.map(|one| one.signed())));
    }
    if let Some(odds) = terms.odds
        && odds.compare(found.odds) != std::cmp::Ordering::Equal
    {
        return Err(format!("a price of {} was accepted", found.odds.to_american()));
    }
    same(sums, |name| match name {
        "risk" => found.risk.0,
        "win" => found.win.0,
        "open_risk" => found.open_risk.0,
        "settlements" => found.settlements,
        "free_play_returned" => found.free_play_returned.unwrap_or_default().0,
        _ => found.returned.unwrap_or_default().0,
    })
}

/// A refusal is the one that the file tells.
pub(super) fn fits(refusal: &Refusal, expected: &Refused) -> Result<(), String> {
    if refusal.code != expected.code {
        return Err(format!("is refused as {}, not {}", refusal.code, expected.code));
    }
    if expected.possible.is_some() && refusal.possible != expected.possible {
        let told = |possible: Option<domain::money::Money>| {
            possible.map_or_else(|| "nothing".to_owned(), |amount| amount.to_string())
        };
        let (found, wanted) = (told(refusal.possible), told(expected.possible));
        return Err(format!("tells {found} as possible, not {wanted}"));
    }
    Ok(())
}

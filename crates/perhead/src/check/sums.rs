//! Figures and daily totals, folded again from transfers and tickets.

use std::collections::{BTreeMap, BTreeSet};

use desk::clock::Calendar;
use desk::port::Views;
use domain::board::fixture::Sport;
use domain::book::BookCalendar;
use domain::calendar::{Day, Instant, Week};
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::id::{BookId, MemberId, PostingId, TicketId};
use domain::ledger::account::Account;
use domain::ledger::transfer::{Fact, Transfer};
use domain::money::Money;
use domain::rows::{Key, Row};
use domain::wager::ticket::{Ticket, WagerKind};
use domain::working::Working;
use store::Database;

use super::people::test_members;
use super::{Finding, Probe};
use crate::clock::ZoneCalendar;

/// What the settlements of one ticket have decided so far.
#[derive(Default)]
struct Progress {
    risk: Money,
    net: Money,
}

impl Progress {
    /// Takes a settlement or a reversal; answers the result of the whole ticket when its end is
    /// told or taken back. A ticket has ended once all of its risk is decided.
    fn take(&mut self, whole: Money, (risk, net): (Money, Money), added: bool) -> Option<Money> {
        if added {
            self.risk += risk;
            self.net += net;
            return (self.risk == whole).then_some(self.net);
        }
        let ended = (self.risk == whole).then_some(self.net);
        *self = Progress::default();
        ended
    }
}

/// The risk a posting decides or holds again: what moves on the held accounts.
fn held_by(posting: &[Transfer]) -> Money {
    let accounts = [Account::Held, Account::FreePlayHeld];
    let held = |one: &&Transfer| accounts.contains(&one.from) || accounts.contains(&one.to);
    posting.iter().filter(held).map(|one| one.amount).sum()
}

/// Figures and totals in the making.
pub(super) struct Sums {
    calendar: BookCalendar,
    /// The last instant placed and where it fell: transfers of one posting share it.
    placed: (Instant, (Day, Week)),
    /// Whoever only tries things out is in no total.
    tests: BTreeSet<MemberId>,
    balances: BTreeMap<MemberId, Money>,
    /// What each player who paid in owed before.
    owed: BTreeMap<PostingId, Money>,
    progress: BTreeMap<TicketId, Progress>,
    held: BTreeMap<MemberId, Money>,
    /// The week of each ticket's last settlement, and when a later week took it back.
    settled: BTreeMap<TicketId, (Week, Instant)>,
    figures: BTreeMap<(Week, MemberId), Figure>,
    book: BTreeMap<(Day, Sport, WagerKind), Total>,
    agents: BTreeMap<(Day, MemberId, Sport), Total>,
}

impl Sums {
    /// Nothing counted yet.
    pub(super) fn begin(database: &Database, book: BookId) -> anyhow::Result<Sums> {
        let mut working = Working::new();
        database.load(book, &[Key::Book(book)], &mut working)?;
        let calendar = match working.peek(&Key::Book(book)) {
            Some(Row::Book(book)) => book.calendar.clone(),
            _ => BookCalendar { zone: "UTC".to_owned(), day_cutoff_minutes: 0, first_weekday: 1 },
        };
        let placed = (Instant(i64::MIN), Default::default());
        Ok(Sums {
            calendar,
            placed,
            tests: test_members(database, book)?,
            balances: BTreeMap::new(),
            owed: BTreeMap::new(),
            progress: BTreeMap::new(),
            held: BTreeMap::new(),
            settled: BTreeMap::new(),
            figures: BTreeMap::new(),
            book: BTreeMap::new(),
            agents: BTreeMap::new(),
        })
    }

    /// What was owed before each receipt that paid a debt.
    pub(super) fn owed(&self) -> &BTreeMap<PostingId, Money> {
        &self.owed
    }

    /// The figures of each member, by week.
    pub(super) fn by_member(&self) -> BTreeMap<MemberId, Vec<Figure>> {
        let mut members: BTreeMap<MemberId, Vec<Figure>> = BTreeMap::new();
        for ((_, member), figure) in &self.figures {
            members.entry(*member).or_default().push(*figure);
        }
        members
    }

    /// What a member has after all transfers: balance, and the part of it that is held.
    pub(super) fn now(&self, member: MemberId) -> (Money, Money) {
        let of = |sums: &BTreeMap<MemberId, Money>| sums.get(&member).copied().unwrap_or_default();
        (of(&self.balances), of(&self.held))
    }

    pub(super) fn place(&mut self, at: Instant) -> (Day, Week) {
        if self.placed.0 != at {
            self.placed = (at, ZoneCalendar.place(&self.calendar, at));
        }
        self.placed.1
    }

    /// Counts one posting, all of its transfers together.
    pub(super) fn count(&mut self, posting: &[Transfer], tickets: &BTreeMap<TicketId, Ticket>) {
        let Some(first) = posting.first() else { return };
        match first.fact {
            // What moves no player's money stands in no figure.
            Fact::Commission | Fact::CommissionPaid | Fact::HeadFee => {}
            // Nor does what is held by no ticket yet: it moves no balance.
            Fact::Tender | Fact::TenderEnded => {
                let (_, week) = self.place(first.at);
                self.figure_of(week, first.member);
                *self.held.entry(first.member).or_default() += moved_on(&[Account::Held], posting);
            }
            _ => self.count_of_player(first, posting, tickets),
        }
    }

    /// The member's figure of a week, begun with what stood before if need be.
    fn figure_of(&mut self, week: Week, member: MemberId) -> &mut Figure {
        let carry = self.balances.get(&member).copied().unwrap_or_default();
        let carry_held = self.held.get(&member).copied().unwrap_or_default();
        let begun = || Figure { carry_held, ..Figure::begin(week, member, carry) };
        self.figures.entry((week, member)).or_insert_with(begun)
    }

    fn count_of_player(
        &mut self,
        first: &Transfer,
        posting: &[Transfer],
        tickets: &BTreeMap<TicketId, Ticket>,
    ) {
        let (day, week) = self.place(first.at);
        let moved = moved_on(&[Account::Cash, Account::Held], posting);
        // What moves no balance of cash and held, such as free play or the payment of a payout
        // that was asked for earlier, stands in no figure; a receipt does whose fee eats it up.
        if moved == Money::ZERO && !counts_always(first.fact) {
            return;
        }
        let member = first.member;
        let balance = self.balances.entry(member).or_default();
        let carry = *balance;
        *balance += moved;
        if first.fact == Fact::Receipt && carry.is_negative() {
            self.owed.insert(first.posting, Money::ZERO - carry);
        }
        let held = self.held.entry(member).or_default();
        let carry_held = *held;
        *held += moved_on(&[Account::Held], posting);
        let late = self.is_late(first, week);
        let figure = self
            .figures
            .entry((week, member))
            .or_insert_with(|| Figure { carry_held, ..Figure::begin(week, member, carry) });
        let counted = !self.tests.contains(&member);
        let ticket = first.ticket.and_then(|ticket| tickets.get(&ticket));
        match first.fact {
            Fact::Receipt => figure.receipts += moved,
            Fact::Disbursement | Fact::WithdrawalRequested | Fact::WithdrawalReturned => {
                figure.disbursements -= moved;
            }
            Fact::Adjustment => {
                if let Some(place) = week.place_of(day) {
                    figure.days[place] += moved;
                }
            }
            Fact::Accrual => figure.adjustments += moved,
            Fact::Commission | Fact::CommissionPaid | Fact::HeadFee => {}
            Fact::FreePlay | Fact::FreePlayEnded | Fact::Tender | Fact::TenderEnded => {}
            Fact::Wager => {
                figure.placed += 1;
                figure.placed_risk += moved_on(&[Account::Held], posting);
                if let Some(ticket) = ticket.filter(|_| counted) {
                    self.book_total(day, ticket).count_placed(ticket.cash_risk());
                    self.agent_total(day, ticket).count_placed(ticket.cash_risk());
                }
            }
            Fact::Void => {
                let accepted = ticket.map(|ticket| ticket.accepted_on);
                if accepted.is_some_and(|day| week.place_of(day).is_some()) {
                    figure.voided += 1;
                }
            }
            Fact::Settlement | Fact::Reversal => {
                let added = first.fact == Fact::Settlement;
                let net = if added { moved } else { -moved };
                if let Some(ticket) = ticket {
                    let risk = held_by(posting);
                    self.count_settled((day, week), ticket, (risk, net), added, late);
                }
            }
        }
    }

    /// Counts or takes back what a settlement decided of a ticket.
    fn count_settled(
        &mut self,
        (day, week): (Day, Week),
        ticket: &Ticket,
        (risk, net): (Money, Money),
        added: bool,
        late: bool,
    ) {
        let progress = self.progress.entry(ticket.id).or_default();
        let ended = progress.take(ticket.risk, (risk, net), added);
        let risk = ticket.funds.cash_of(risk);
        let figure = self.figures.get_mut(&(week, ticket.member));
        if let (Some(figure), Some(place)) = (figure, week.place_of(day)) {
            figure.count_settled(place, risk, net, added);
            if late {
                figure.regraded += if added { net } else { -net };
            }
            if let Some(net) = ended {
                figure.count_ended(net, added);
                figure.count_turnover(ticket.cash_risk(), ticket.win, net, added);
            }
        }
        if self.tests.contains(&ticket.member) {
            return;
        }
        let count = |total: &mut Total| {
            total.count_settled(risk, net, added);
            if ended.is_some() {
                total.count_ended(added);
            }
        };
        count(self.book_total(day, ticket));
        count(self.agent_total(day, ticket));
    }

    /// True when a posting corrects a settlement of an earlier week: it reverses one, or settles
    /// anew what was reversed in the same decision.
    fn is_late(&mut self, first: &Transfer, week: Week) -> bool {
        let Some(ticket) = first.ticket else { return false };
        let known = self.settled.get(&ticket).copied();
        match (first.fact, known) {
            (Fact::Reversal, Some((before, _))) if before != week => {
                self.settled.insert(ticket, (before, first.at));
                true
            }
            (Fact::Settlement | Fact::Void, _) => {
                self.settled.insert(ticket, (week, Instant(i64::MIN)));
                known.is_some_and(|(_, reversed)| reversed == first.at)
            }
            _ => false,
        }
    }

    fn book_total(&mut self, day: Day, ticket: &Ticket) -> &mut Total {
        self.book.entry((day, ticket.sport, ticket.kind())).or_default()
    }

    fn agent_total(&mut self, day: Day, ticket: &Ticket) -> &mut Total {
        let agent = ticket.agents.last().copied().unwrap_or(MemberId::HOUSE);
        self.agents.entry((day, agent, ticket.sport)).or_default()
    }
}

/// Facts that stand in a figure even if they move nothing.
fn counts_always(fact: Fact) -> bool {
    matches!(fact, Fact::Receipt | Fact::Wager | Fact::Settlement | Fact::Reversal | Fact::Void)
}

/// What a posting moves on its member's accounts of these kinds.
fn moved_on(accounts: &[Account], posting: &[Transfer]) -> Money {
    let on = |account: Account, amount: Money| {
        if accounts.contains(&account) { amount } else { Money::ZERO }
    };
    posting.iter().map(|one| on(one.to, one.amount) - on(one.from, one.amount)).sum()
}

pub(super) fn check(
    database: &Database,
    book: BookId,
    sums: &Sums,
) -> anyhow::Result<Vec<Finding>> {
    let figures = database.all_figures(book)?;
    let figures = figures.into_iter().map(|row| ((row.week, row.member), row)).collect();
    let totals = database.book_totals(book)?.into_iter();
    let totals = totals.map(|row| ((row.day, row.sport, row.kind), row.total)).collect();
    let agents = database.agent_totals(book)?.into_iter();
    let agents = agents.map(|row| ((row.day, row.agent, row.sport), row.total)).collect();
    Ok(vec![
        compare(
            "figures of every member and week are those of the transfers",
            &figures,
            &sums.figures,
        ),
        compare("totals by day, sport and kind are those of the transfers", &totals, &sums.book),
        compare("totals by day, agent and sport are those of the transfers", &agents, &sums.agents),
    ])
}

fn compare<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    statement: &'static str,
    stored: &BTreeMap<K, V>,
    folded: &BTreeMap<K, V>,
) -> Finding {
    let mut probe = Probe::new(statement);
    for (key, value) in stored {
        let expected = folded.get(key);
        probe.check(expected == Some(value), || {
            format!("{key:?}: stored {value:?}, transfers give {expected:?}")
        });
    }
    for (key, value) in folded.iter().filter(|(key, _)| !stored.contains_key(key)) {
        probe.check(false, || format!("{key:?} is missing, transfers give {value:?}"));
    }
    probe.finding()
}

//! A decision in the making: reads see what it has already changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::Moment;
use crate::changes::Changes;
use crate::command::{Actor, Outcome};
use crate::credit::{self, Limits};
use crate::event::{Event, EventKind};
use crate::figure::week::Figure;
use crate::id::MemberId;
use crate::ledger::account::{Account, AccountKey, Balance};
use crate::ledger::posting::Posting;
use crate::ledger::transfer::{Fact, Transfer};
use crate::money::Money;
use crate::rows::{Appended, Key, Read, Row, Withdrawn};
use crate::working::Working;

/// Collects the changes of one decision over the loaded rows.
pub struct Draft<'a> {
    working: &'a Working,
    changes: Changes,
    /// Pages of grants as the changes leave them.
    grants: BTreeMap<MemberId, Row>,
    /// Now and the unused ids.
    pub moment: &'a mut Moment,
    /// Who decides.
    pub actor: Actor,
}

impl Read for Draft<'_> {
    fn row(&self, key: &Key) -> Option<&Row> {
        if let Key::GrantsOf(member) = key
            && let Some(page) = self.grants.get(member)
        {
            return Some(page);
        }
        match self.changes.rows.get(key) {
            Some(row) => Some(row),
            None => self.working.row(key),
        }
    }
}

impl<'a> Draft<'a> {
    /// Begins a decision.
    pub fn new(working: &'a Working, moment: &'a mut Moment, actor: Actor) -> Draft<'a> {
        Draft { working, changes: Changes::none(), grants: BTreeMap::new(), moment, actor }
    }

    /// Ends the decision with what the caller is told.
    pub fn finish(mut self, outcome: Outcome) -> Changes {
        self.changes.outcome = outcome;
        self.changes
    }

    /// Sets a row to its new value.
    pub fn put(&mut self, row: Row) {
        if let Row::Grant(grant) = &row
            && self.working.knows(&Key::GrantsOf(grant.member))
            && let Some(mut page) = self.grants_of(grant.member).cloned()
        {
            page.learn(grant);
            self.grants.insert(grant.member, Row::GrantsOf(page));
        }
        self.changes.rows.insert(row.key(), Arc::new(row));
    }

    /// Adds a row.
    pub fn append(&mut self, row: Appended) {
        self.changes.appended.push(row);
    }

    /// Takes a row away.
    pub fn withdraw(&mut self, row: Withdrawn) {
        self.changes.withdrawn.push(row);
    }

    /// Records a fact.
    pub fn record(&mut self, event: Event) {
        self.changes.events.push(event);
    }

    /// A new event of this decision's actor.
    pub fn event(&self, kind: EventKind) -> Event {
        Event::new(kind, self.actor.member())
    }

    /// What stands on an account.
    pub fn amount_on(&self, key: AccountKey) -> Money {
        self.balance(key).map_or(Money::ZERO, |balance| balance.amount)
    }

    /// `balance = cash + held` of a member.
    pub fn balance_of(&self, member: MemberId) -> Money {
        self.amount_on(Account::Cash.of(member)) + self.amount_on(Account::Held.of(member))
    }

    /// Posts to the ledger: adds the transfers and moves the balances.
    pub fn post(&mut self, posting: Posting) {
        for transfer in posting.transfers {
            self.shift(transfer.from.of(transfer.member), -transfer.amount);
            self.shift(transfer.to.of(transfer.member), transfer.amount);
            self.append(Appended::Transfer(transfer));
        }
    }

    fn shift(&mut self, key: AccountKey, amount: Money) {
        let amount = self.amount_on(key) + amount;
        self.put(Row::Balance(Balance { key, amount }));
    }

    /// This week's figure of a member, begun at the balance of this moment if there is none yet.
    /// Must be read before the posting it will count.
    pub fn figure_now(&self, member: MemberId) -> Figure {
        let week = self.moment.week;
        match self.figure((week, member)) {
            Some(figure) => *figure,
            None => Figure {
                carry_held: self.amount_on(Account::Held.of(member)),
                ..Figure::begin(week, member, self.balance_of(member))
            },
        }
    }

    /// The place of today in this week's figure.
    pub fn place_today(&self) -> usize {
        self.moment.week.place_of(self.moment.day).expect("a day lies in its own week")
    }

    /// Records that a member's available funds are below zero, with what brought it about.
    pub fn record_if_overdrawn(&mut self, member: MemberId, cause: Fact) {
        let policy = credit::policy(self, self.moment.book);
        let limits = self.limits(member).copied().unwrap_or(Limits::none(member));
        let cash = self.amount_on(Account::Cash.of(member));
        let available = limits.available(cash, policy, self.moment.now);
        if available.is_negative() {
            let event = self.event(EventKind::Overdrawn).member(member);
            let event = event.money("available", available).text("cause", cause.name());
            self.record(event);
        }
    }

    /// The transfers of this decision so far.
    pub fn transfers(&self) -> impl Iterator<Item = &Transfer> {
        self.changes.appended.iter().filter_map(|row| match row {
            Appended::Transfer(transfer) => Some(transfer),
            _ => None,
        })
    }
}

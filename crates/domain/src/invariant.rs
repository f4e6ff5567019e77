//! What must be true of every accepted change, checked before it is written.
//!
//! The same statements are re-derived from the raw record by `perhead check`. Numbers are those
//! of the domain page.

use std::collections::BTreeMap;
use std::fmt;

use crate::calendar::Instant;
use crate::changes::Changes;
use crate::command::Command;
use crate::credit::{self, Limits};
use crate::event::EventKind;
use crate::id::MemberId;
use crate::ledger::account::{Account, AccountKey};
use crate::money::Money;
use crate::rows::{Appended, Key, Read, Row};
use crate::wager::funds::Funds;
use crate::wager::ticket::{Ticket, TicketState};
use crate::working::Working;

/// A broken invariant: a bug, never an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(pub String);

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "broken invariant: {}", self.0)
    }
}

/// Checks one decision's changes against what was loaded.
///
/// # Errors
/// Names the first statement that does not hold.
pub fn check(
    working: &Working,
    command: &Command,
    changes: &Changes,
    now: Instant,
) -> Result<(), Broken> {
    let moved = sum_of_transfers(changes)?;
    check_balances(working, changes, &moved)?;
    check_held(working, changes, &moved)?;
    check_withdrawals(working, changes, &moved)?;
    check_available(working, changes, command, now)?;
    check_figures(working, changes)
}

/// 1 and 2: every transfer is positive and stays within one member and the house, so a posting
/// balances and all accounts keep summing to zero.
fn sum_of_transfers(changes: &Changes) -> Result<BTreeMap<AccountKey, Money>, Broken> {
    let mut moved: BTreeMap<AccountKey, Money> = BTreeMap::new();
    for row in &changes.appended {
        if let Appended::Transfer(transfer) = row {
            if !transfer.amount.is_positive() || transfer.from == transfer.to {
                return Err(Broken(format!("transfer {transfer:?} moves nothing")));
            }
            *moved.entry(transfer.from.of(transfer.member)).or_default() -= transfer.amount;
            *moved.entry(transfer.to.of(transfer.member)).or_default() += transfer.amount;
        }
    }
    Ok(moved)
}

/// 3: a new balance is the old one and its transfers.
fn check_balances(
    working: &Working,
    changes: &Changes,
    moved: &BTreeMap<AccountKey, Money>,
) -> Result<(), Broken> {
    for (key, sum) in moved {
        let before = working.balance(*key).map_or(Money::ZERO, |balance| balance.amount);
        let after = balance_after(working, changes, *key);
        if after != before + *sum {
            return Err(Broken(format!("{key:?}: {before} and transfers {sum} give {after}")));
        }
    }
    let unmoved = |key: &&Key| matches!(key, Key::Balance(key) if !moved.contains_key(key));
    match changes.rows.keys().find(unmoved) {
        Some(key) => Err(Broken(format!("{key:?} was set without a transfer"))),
        None => Ok(()),
    }
}

fn balance_after(working: &Working, changes: &Changes, key: AccountKey) -> Money {
    match changes.rows.get(&Key::Balance(key)).map(AsRef::as_ref) {
        Some(Row::Balance(balance)) => balance.amount,
        _ => working.balance(key).map_or(Money::ZERO, |balance| balance.amount),
    }
}

fn open_risk(ticket: Option<&Ticket>) -> Money {
    match ticket {
        Some(ticket) if ticket.state == TicketState::Open => ticket.open_risk,
        _ => Money::ZERO,
    }
}

/// 4: what moves on a member's held accounts, of cash and of free play, is the change of that
/// member's open risk in each, with what waits to be accepted.
fn check_held(
    working: &Working,
    changes: &Changes,
    moved: &BTreeMap<AccountKey, Money>,
) -> Result<(), Broken> {
    let mut open: BTreeMap<AccountKey, Money> = BTreeMap::new();
    let held = |member: MemberId, funds: Funds| {
        let account = if funds.is_free_play() { Account::FreePlayHeld } else { Account::Held };
        account.of(member)
    };
    for row in changes.rows.values() {
        if let Row::Ticket(ticket) = row.as_ref() {
            let before = match working.peek(&Key::Ticket(ticket.id)) {
                Some(Row::Ticket(before)) => Some(before),
                _ => None,
            };
            *open.entry(held(ticket.member, ticket.funds)).or_default() +=
                open_risk(Some(ticket)) - open_risk(before);
        }
        if let Row::Tender(tender) = row.as_ref() {
            let before = match working.peek(&Key::Tender(tender.id)) {
                Some(Row::Tender(before)) => before.held(),
                _ => Money::ZERO,
            };
            *open.entry(held(tender.member, tender.funds)).or_default() += tender.held() - before;
        }
    }
    let holds = [Account::Held, Account::FreePlayHeld];
    for (key, sum) in moved.iter().filter(|(key, _)| holds.contains(&key.account)) {
        let expected = open.remove(key).unwrap_or_default();
        if *sum != expected {
            return Err(Broken(format!("{key:?} moved {sum}, not {expected}")));
        }
    }
    match open.into_iter().find(|(_, sum)| *sum != Money::ZERO) {
        Some((key, sum)) => Err(Broken(format!("open risk on {key:?} moved {sum} unheld"))),
        None => Ok(()),
    }
}

/// What moves on a member's account of requested payouts is the change of those that wait.
fn check_withdrawals(
    working: &Working,
    changes: &Changes,
    moved: &BTreeMap<AccountKey, Money>,
) -> Result<(), Broken> {
    let mut waiting: BTreeMap<MemberId, Money> = BTreeMap::new();
    for row in changes.rows.values() {
        if let Row::Withdrawal(after) = row.as_ref() {
            let before = match working.peek(&Key::Withdrawal(after.id)) {
                Some(Row::Withdrawal(before)) => before.held(),
                _ => Money::ZERO,
            };
            *waiting.entry(after.member).or_default() += after.held() - before;
        }
    }
    for (key, sum) in moved.iter().filter(|(key, _)| key.account == Account::Withdrawal) {
        let expected = waiting.remove(&key.owner).unwrap_or_default();
        if *sum != expected {
            let what = format!("payouts of {:?} moved {sum}, not {expected}", key.owner);
            return Err(Broken(what));
        }
    }
    match waiting.into_iter().find(|(_, sum)| *sum != Money::ZERO) {
        Some((member, sum)) => Err(Broken(format!("payouts of {member:?} moved {sum} unheld"))),
        None => Ok(()),
    }
}

/// 5: nobody's available funds fall below zero without a recorded exception.
fn check_available(
    working: &Working,
    changes: &Changes,
    command: &Command,
    now: Instant,
) -> Result<(), Broken> {
    let policy = credit::policy(working, command.book);
    for (key, row) in &changes.rows {
        let (Key::Balance(key), Row::Balance(balance)) = (key, row.as_ref()) else { continue };
        if key.account != Account::Cash {
            continue;
        }
        let limits = match changes.rows.get(&Key::Limits(key.owner)).map(AsRef::as_ref) {
            Some(Row::Limits(limits)) => Some(limits),
            _ => working.limits(key.owner),
        };
        let available = |limits: &Limits| limits.available(balance.amount, policy, now);
        let available = limits.map_or(balance.amount, available);
        let before = working.balance(*key).map_or(Money::ZERO, |balance| balance.amount);
        let excepted = changes
            .events
            .iter()
            .any(|event| event.kind == EventKind::Overdrawn && event.member == Some(key.owner));
        if available.is_negative() && balance.amount < before && !excepted {
            let what = format!("{:?} leaves {:?} at {available}", command.action, key.owner);
            return Err(Broken(what));
        }
    }
    Ok(())
}

/// The week's identity: every figure's balance is the member's cash and held.
fn check_figures(working: &Working, changes: &Changes) -> Result<(), Broken> {
    for row in changes.rows.values() {
        if let Row::Figure(figure) = row.as_ref() {
            let on = |account: Account| balance_after(working, changes, account.of(figure.member));
            let balance = on(Account::Cash) + on(Account::Held);
            if figure.balance() != balance {
                let identity = figure.balance();
                return Err(Broken(format!("{figure:?} gives {identity}, not {balance}")));
            }
        }
    }
    Ok(())
}

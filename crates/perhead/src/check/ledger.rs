//! 1 to 5: transfers, balances, holds and available funds, folded from the transfers.

use std::collections::{BTreeMap, BTreeSet};

use desk::port::{Page, Views};
use domain::acceptance::Tender;
use domain::event::EventKind;
use domain::id::{BookId, MemberId, TicketId};
use domain::ledger::account::{Account, AccountKey};
use domain::ledger::transfer::{Fact, Transfer};
use domain::money::Money;
use domain::wager::funds::Funds;
use domain::wager::ticket::{Ticket, TicketState};
use store::Database;

use super::sums::Sums;
use super::{Finding, Probe};

const PAGE: i64 = 50_000;

/// The fold over all transfers of a book.
pub(super) struct Folded {
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
    /// Figures and totals as the transfers give them.
    pub(super) sums: Sums,
    /// What commissions and invoices moved on each account, by the name of the fact.
    pub(super) posted: BTreeMap<(AccountKey, &'static str), Money>,
}

pub(super) fn fold(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
    tenders: &[Tender],
) -> anyhow::Result<Folded> {
    let mut sound = Probe::new("1 every transfer moves a positive amount between two accounts");
    let mut balances: BTreeMap<AccountKey, Money> = BTreeMap::new();
    let mut sums = Sums::begin(database, book)?;
    let mut posted: BTreeMap<(AccountKey, &'static str), Money> = BTreeMap::new();
    let mut waiting: Vec<Transfer> = Vec::new();
    let mut after = 0;
    loop {
        let page = database.transfers_after(book, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.id.0;
        for transfer in page {
            let fits = transfer.amount.is_positive() && transfer.from != transfer.to;
            sound.check(fits, || format!("{transfer:?}"));
            // A posting is counted once all of its transfers are read.
            if waiting.last().is_some_and(|one| one.posting != transfer.posting) {
                sums.count(&waiting, tickets);
                waiting.clear();
            }
            *balances.entry(transfer.from.of(transfer.member)).or_default() -= transfer.amount;
            *balances.entry(transfer.to.of(transfer.member)).or_default() += transfer.amount;
            if matches!(transfer.fact, Fact::Commission | Fact::HeadFee) {
                let on = |account: Account| (account.of(transfer.member), transfer.fact.name());
                *posted.entry(on(transfer.from)).or_default() -= transfer.amount;
                *posted.entry(on(transfer.to)).or_default() += transfer.amount;
            }
            waiting.push(transfer);
        }
    }
    sums.count(&waiting, tickets);
    let mut findings = vec![sound.finding()];
    findings.extend(check_balances(database, book, &balances)?);
    findings.push(check_held(tickets, tenders, &balances));
    findings.push(check_available(database, book, &balances)?);
    Ok(Folded { findings, sums, posted })
}

fn check_balances(
    database: &Database,
    book: BookId,
    folded: &BTreeMap<AccountKey, Money>,
) -> anyhow::Result<Vec<Finding>> {
    let stored = database.balances(book)?;
    let mut zero = Probe::new("2 all accounts of the book sum to zero");
    let sum: Money = stored.iter().map(|balance| balance.amount).sum();
    zero.check(sum == Money::ZERO, || format!("they sum to {sum}"));
    let mut equal = Probe::new("3 each balance is the fold of its transfers");
    let mut seen = BTreeSet::new();
    for balance in &stored {
        seen.insert(balance.key);
        let expected = folded.get(&balance.key).copied().unwrap_or_default();
        equal.check(balance.amount == expected, || {
            format!("{:?} holds {}, transfers give {expected}", balance.key, balance.amount)
        });
    }
    for (key, amount) in folded.iter().filter(|(key, _)| !seen.contains(key)) {
        equal.check(false, || format!("{key:?} is missing, transfers give {amount}"));
    }
    Ok(vec![zero.finding(), equal.finding()])
}

fn check_held(
    tickets: &BTreeMap<TicketId, Ticket>,
    tenders: &[Tender],
    balances: &BTreeMap<AccountKey, Money>,
) -> Finding {
    let mut probe =
        Probe::new("4 held of each member is the risk of open bets and of wagers that wait");
    let mut open: BTreeMap<AccountKey, Money> = BTreeMap::new();
    let key = |member: MemberId, funds: Funds| {
        let account = if funds.is_free_play() { Account::FreePlayHeld } else { Account::Held };
        account.of(member)
    };
    for ticket in tickets.values().filter(|ticket| ticket.state == TicketState::Open) {
        *open.entry(key(ticket.member, ticket.funds)).or_default() += ticket.open_risk;
    }
    for tender in tenders {
        *open.entry(key(tender.member, tender.funds)).or_default() += tender.held();
    }
    let accounts = [Account::Held, Account::FreePlayHeld];
    let held = balances.iter().filter(|(key, _)| accounts.contains(&key.account));
    for (key, amount) in held {
        let expected = open.remove(key).unwrap_or_default();
        probe.check(*amount == expected, || {
            format!("{:?} holds {amount}, open bets risk {expected}", key.owner)
        });
    }
    for (key, risk) in open {
        probe.check(risk == Money::ZERO, || format!("{key:?} risks {risk} that is not held"));
    }
    probe.finding()
}

fn check_available(
    database: &Database,
    book: BookId,
    balances: &BTreeMap<AccountKey, Money>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("5 available funds are not below zero without a recorded exception");
    let limits = database.all_limits(book)?;
    let credit: BTreeMap<MemberId, Money> =
        limits.iter().map(|limits| (limits.member, limits.promised())).collect();
    for (key, cash) in balances.iter().filter(|(key, _)| key.account == Account::Cash) {
        let available = *cash + credit.get(&key.owner).copied().unwrap_or_default();
        let excepted = available.is_negative() && {
            let page = Page { cursor: None, limit: 1 };
            let kind = Some(EventKind::Overdrawn);
            !database.events(book, kind, Some(key.owner), &page)?.items.is_empty()
        };
        probe.check(!available.is_negative() || excepted, || {
            format!("{:?} stands at {available} without an exception", key.owner)
        });
    }
    Ok(probe.finding())
}

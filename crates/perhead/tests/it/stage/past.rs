//! The past of a book kept in memory: every transfer until an instant folded from nothing, so that
//! it cannot share a mistake with a balance that is walked back.

use std::collections::BTreeMap;

use domain::calendar::Instant;
use domain::id::{BookId, FixtureId, MemberId, TicketId};
use domain::ledger::account::{Account, AccountKey};
use domain::money::Money;
use domain::rows::Row;
use domain::wager::ticket::Ticket;

use super::SeenLiquidity;
use super::memory::Shelf;

/// Every balance as the transfers until an instant give it.
pub(super) fn folded(
    shelf: &Shelf,
    book: BookId,
    at: Option<Instant>,
) -> BTreeMap<AccountKey, Money> {
    let mut balances: BTreeMap<AccountKey, Money> = BTreeMap::new();
    for transfer in shelf.transfers.get(&book).into_iter().flatten() {
        if at.is_none_or(|at| transfer.at <= at) {
            *balances.entry(transfer.from.of(transfer.member)).or_default() -= transfer.amount;
            *balances.entry(transfer.to.of(transfer.member)).or_default() += transfer.amount;
        }
    }
    balances
}

/// What a book owed and held.
pub(super) fn liquidity(shelf: &Shelf, book: BookId, at: Option<Instant>) -> SeenLiquidity {
    let mut seen = SeenLiquidity { unpaid: unpaid(shelf, book, at), ..SeenLiquidity::default() };
    let mut players: BTreeMap<MemberId, Money> = BTreeMap::new();
    for (key, amount) in folded(shelf, book, at) {
        match key.account {
            Account::Held => seen.at_risk += amount,
            Account::Withdrawal => seen.pending += amount,
            Account::Bank(_) => seen.cash -= amount,
            _ => {}
        }
        if matches!(key.account, Account::Cash | Account::Held | Account::Withdrawal) {
            *players.entry(key.owner).or_default() += amount;
        }
    }
    seen.owed_to = players.values().copied().filter(|amount| amount.is_positive()).sum();
    seen.owed_by = -players.values().copied().filter(|amount| amount.is_negative()).sum::<Money>();
    seen
}

/// What tickets could win at most that were open then and of which every game was over.
fn unpaid(shelf: &Shelf, book: BookId, at: Option<Instant>) -> Money {
    let until = |when: Instant| at.is_none_or(|at| when <= at);
    let reports = shelf.catalogue.values().chain(shelf.rows_of(book));
    let over: Vec<FixtureId> = reports
        .filter_map(|row| match row {
            Row::Report(report) | Row::OwnReport(report) => {
                until(report.at).then_some(report.fixture)
            }
            _ => None,
        })
        .collect();
    let settled: Vec<TicketId> = shelf
        .rows_of(book)
        .filter_map(|row| match row {
            Row::Settlement(one) => until(one.at).then_some(one.ticket),
            _ => None,
        })
        .collect();
    let waits = |ticket: &&Ticket| {
        until(ticket.accepted_at)
            && !settled.contains(&ticket.id)
            && ticket.legs.iter().all(|leg| over.contains(&leg.fixture))
    };
    let tickets = shelf.rows_of(book).filter_map(|row| match row {
        Row::Ticket(ticket) => Some(ticket),
        _ => None,
    });
    tickets.filter(waits).map(|ticket| ticket.win).sum()
}

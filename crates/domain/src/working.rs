//! What was loaded for a batch. Knows present, absent and never-asked.
//!
//! A batch's working rows may be carried into the next one: [`Working::part`] names which kinds
//! and the caller answers for it that nobody else wrote in between.

use std::sync::Arc;

use crate::board::market::Market;
use crate::changes::Changes;
use crate::credit::Limits;
use crate::funding::free_play::Grant;
use crate::money::Money;
use crate::rows::{Key, Read, Row, RowsByKey};

/// The loaded rows of one book (and of the catalogue). Reading a row that was never loaded is a
/// bug of [`crate::needs`] and panics by name; reading an absent one answers `None`.
#[derive(Clone, Debug, Default)]
pub struct Working {
    rows: RowsByKey,
}

impl Working {
    /// Nothing loaded.
    pub fn new() -> Working {
        Working::default()
    }

    /// Takes in what a load answered.
    pub fn learn(&mut self, key: Key, row: Option<Row>) {
        self.rows.insert(key, row.map(Arc::new));
    }

    /// True when `key` was loaded, present or absent.
    pub fn knows(&self, key: &Key) -> bool {
        self.rows.get(key).is_some()
    }

    /// The row of `key` if it was loaded and is present; never panics.
    pub fn peek(&self, key: &Key) -> Option<&Row> {
        self.rows.get(key)?
    }

    /// Nothing for a key that was never asked for; the row, or that there is none, otherwise.
    pub(crate) fn look(&self, key: &Key) -> Option<Option<&Row>> {
        self.rows.get(key)
    }

    /// Takes over what a decision changed, so that the next one of the batch sees it.
    pub fn apply(&mut self, changes: &Changes) {
        for (key, row) in &changes.rows {
            match row.as_ref() {
                Row::Market(market) => self.apply_to_page(market),
                Row::Grant(grant) => self.apply_to_grants(grant),
                Row::Limits(limits) => self.apply_to_branches(limits),
                _ => {}
            }
            self.rows.insert(key.clone(), Some(Arc::clone(row)));
        }
    }

    /// A loaded page of markets shows a market posted since.
    fn apply_to_page(&mut self, market: &Market) {
        let page = self.rows.markets_of.get_mut(&market.fixture);
        if let Some(Row::MarketsOf(page)) = page.and_then(Option::as_mut).map(Arc::make_mut) {
            page.markets.retain(|one| one.id != market.id);
            page.markets.push(market.clone());
        }
    }

    /// A loaded page of grants shows what has become of a grant since.
    fn apply_to_grants(&mut self, grant: &Grant) {
        let page = self.rows.grants_of.get_mut(&grant.member);
        if let Some(Row::GrantsOf(page)) = page.and_then(Option::as_mut).map(Arc::make_mut) {
            page.learn(grant);
        }
    }

    /// Loaded sums of the branches above a member show what has been promised to the member since.
    fn apply_to_branches(&mut self, limits: &Limits) {
        let known = self.rows.limits.get(&limits.member).and_then(Option::as_deref);
        let before = match known {
            Some(Row::Limits(before)) => before.promised(),
            _ => Money::ZERO,
        };
        let member = self.rows.member.get(&limits.member).and_then(Option::as_deref);
        let Some(Row::Member(member)) = member else { return };
        for agent in &member.chain[..member.chain.len() - 1] {
            let page = self.rows.branch_credit.get_mut(agent);
            if let Some(Row::BranchCredit(page)) = page.and_then(Option::as_mut).map(Arc::make_mut)
            {
                page.promised += limits.promised() - before;
            }
        }
    }

    /// Parts what is worth keeping for the next batch into rows of the book and rows of the
    /// catalogue. Kept are the rows that many commands read: prices and what the book makes of
    /// them, members, limits, balances, counters. Pages, tickets and whatever is read once go, and
    /// so do absent rows of the catalogue, which another book's archive may bring.
    pub fn part(self) -> (Working, Working) {
        let mut rows = self.rows;
        rows.fixture.retain(|_, row| row.is_some());
        rows.market.retain(|_, row| row.is_some());
        let catalogue =
            RowsByKey { fixture: rows.fixture, market: rows.market, ..RowsByKey::default() };
        let book = RowsByKey {
            book: rows.book,
            rules: rows.rules,
            jurisdiction: rows.jurisdiction,
            member: rows.member,
            limits: rows.limits,
            protection: rows.protection,
            play_count: rows.play_count,
            limit_sheet: rows.limit_sheet,
            counter: rows.counter,
            controls: rows.controls,
            recent: rows.recent,
            offer: rows.offer,
            exposure: rows.exposure,
            balance: rows.balance,
            figure: rows.figure,
            book_total: rows.book_total,
            agent_total: rows.agent_total,
            ..RowsByKey::default()
        };
        (Working { rows: book }, Working { rows: catalogue })
    }

    /// Puts the two parts together again.
    pub fn join(book: Working, catalogue: Working) -> Working {
        let (fixture, market) = (catalogue.rows.fixture, catalogue.rows.market);
        Working { rows: RowsByKey { fixture, market, ..book.rows } }
    }

    /// Rows of the kinds that [`Working::part`] keeps.
    pub fn kept_count(&self) -> usize {
        let rows = &self.rows;
        rows.fixture.len()
            + rows.market.len()
            + rows.member.len()
            + rows.limits.len()
            + rows.protection.len()
            + rows.play_count.len()
            + rows.limit_sheet.len()
            + rows.counter.len()
            + rows.recent.len()
            + rows.offer.len()
            + rows.exposure.len()
            + rows.balance.len()
            + rows.figure.len()
            + rows.book_total.len()
            + rows.agent_total.len()
    }
}

impl Read for Working {
    #[inline]
    fn row(&self, key: &Key) -> Option<&Row> {
        match self.rows.get(key) {
            Some(row) => row,
            None => panic!("{key:?} was read but never loaded: needs() must name it"),
        }
    }
}

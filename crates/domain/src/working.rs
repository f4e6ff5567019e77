//! What was loaded for a batch. Knows present, absent and never-asked.
//!
//! A batch's working rows may be carried into the next one: [`Working::part`] names which kinds
//! and the caller answers for it that nobody else wrote in between.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::board::market::Market;
use crate::changes::Changes;
use crate::credit::Limits;
use crate::funding::free_play::Grant;
use crate::id::MemberId;
use crate::member::Member;
use crate::money::Money;
use crate::rows::{Key, Read, Row, RowsByKey, Withdrawn};

/// The loaded rows of one book (and of the catalogue). Reading a row that was never loaded is a
/// bug of [`crate::needs`] and panics by name; reading an absent one answers `None`.
#[derive(Clone, Debug, Default)]
pub struct Working {
    rows: RowsByKey,
    /// What was promised more, or less, below each agent since the batch began: a sum that is
    /// loaded later does not know of it.
    promised: BTreeMap<MemberId, Money>,
}

impl Working {
    /// Nothing loaded.
    pub fn new() -> Working {
        Working::default()
    }

    /// Takes in what a load answered.
    pub fn learn(&mut self, key: Key, mut row: Option<Row>) {
        if let Some(Row::BranchCredit(page)) = &mut row {
            page.promised += self.promised.get(&page.agent).copied().unwrap_or_default();
        }
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
                Row::Limits(limits) => self.apply_promise(limits),
                Row::Member(member) => self.apply_move(member),
                _ => {}
            }
            self.rows.insert(key.clone(), Some(Arc::clone(row)));
        }
        for key in changes.withdrawn.iter().filter_map(Withdrawn::key) {
            self.rows.insert(key, None);
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

    fn promised_to(&self, member: MemberId) -> Money {
        match self.rows.limits.get(&member).and_then(Option::as_deref) {
            Some(Row::Limits(limits)) => limits.promised(),
            _ => Money::ZERO,
        }
    }

    /// Sums of the branches above a member show what has been promised to the member since.
    fn apply_promise(&mut self, limits: &Limits) {
        let more = limits.promised() - self.promised_to(limits.member);
        let member = self.rows.member.get(&limits.member).and_then(Option::as_deref);
        let Some(Row::Member(member)) = member else { return };
        let above = member.chain[..member.chain.len() - 1].to_vec();
        for agent in above {
            self.promise(agent, more);
        }
    }

    /// What was promised to a member who moves is promised below others from here on.
    fn apply_move(&mut self, member: &Member) {
        let known = self.rows.member.get(&member.id).and_then(Option::as_deref);
        let Some(Row::Member(before)) = known else { return };
        if before.chain == member.chain {
            return;
        }
        let (old, promised) = (before.chain.clone(), self.promised_to(member.id));
        for left in old.iter().filter(|id| !member.chain.contains(id)) {
            self.promise(*left, Money::ZERO - promised);
        }
        for joined in member.chain.iter().filter(|id| !old.contains(id)) {
            self.promise(*joined, promised);
        }
    }

    fn promise(&mut self, agent: MemberId, more: Money) {
        if more == Money::ZERO {
            return;
        }
        *self.promised.entry(agent).or_default() += more;
        let page = self.rows.branch_credit.get_mut(&agent);
        if let Some(Row::BranchCredit(page)) = page.and_then(Option::as_mut).map(Arc::make_mut) {
            page.promised += more;
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
            acceptance_sheet: rows.acceptance_sheet,
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
        let of = |rows| Working { rows, promised: BTreeMap::new() };
        (of(book), of(catalogue))
    }

    /// Puts the two parts together again.
    pub fn join(book: Working, catalogue: Working) -> Working {
        let (fixture, market) = (catalogue.rows.fixture, catalogue.rows.market);
        let rows = RowsByKey { fixture, market, ..book.rows };
        Working { rows, promised: BTreeMap::new() }
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
            + rows.acceptance_sheet.len()
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

#[cfg(test)]
mod promised_tests {
    use super::*;
    use crate::credit::BranchCredit;
    use crate::member::{MemberStatus, Role};

    fn member(id: i64, above: &[i64]) -> Member {
        let chain = above.iter().copied().chain([id]).map(MemberId).collect();
        Member {
            id: MemberId(id),
            parent: MemberId(above.last().copied().unwrap_or(id)),
            role: Role::Player,
            status: MemberStatus::Active,
            login: format!("m{id}"),
            name: String::new(),
            permissions: Default::default(),
            chain,
            created_at: crate::calendar::Instant(0),
            is_test: false,
            sessions_from: crate::calendar::Instant(0),
            bar: None,
            channel: crate::member::Channel::ByHand,
            closed: None,
            hold: None,
            second_factor: false,
        }
    }

    fn changes(rows: Vec<Row>) -> Changes {
        let rows = rows.into_iter().map(|row| (row.key(), Arc::new(row))).collect();
        Changes { rows, ..Changes::none() }
    }

    fn limits(id: i64, credit: i64) -> Row {
        Row::Limits(Limits { credit: Money(credit), ..Limits::none(MemberId(id)) })
    }

    fn learned(working: &mut Working, agent: i64, promised: i64) {
        let (agent, promised) = (MemberId(agent), Money(promised));
        let page = Row::BranchCredit(BranchCredit { agent, promised });
        working.learn(Key::BranchCredit(agent), Some(page));
    }

    fn promised(working: &Working, agent: i64) -> Option<Money> {
        working.branch_credit(MemberId(agent)).map(|page| page.promised)
    }

    #[test]
    fn a_sum_counts_what_the_batch_promised_whether_it_was_loaded_before_or_after() {
        let mut working = Working::new();
        learned(&mut working, 1, 100);
        for id in [7, 8] {
            working.learn(Key::Member(MemberId(id)), None);
            working.learn(Key::Limits(MemberId(id)), None);
            working.apply(&changes(vec![Row::Member(member(id, &[1, 2])), limits(id, 60)]));
        }
        learned(&mut working, 2, 5);
        assert_eq!(promised(&working, 1), Some(Money(220)));
        assert_eq!(promised(&working, 2), Some(Money(125)));
        working.apply(&changes(vec![limits(7, 10)]));
        assert_eq!(promised(&working, 2), Some(Money(75)));
        working.apply(&changes(vec![Row::Member(member(8, &[1, 3]))]));
        learned(&mut working, 3, 0);
        assert_eq!(promised(&working, 1), Some(Money(170)), "above both places");
        assert_eq!(promised(&working, 2), Some(Money(15)));
        assert_eq!(promised(&working, 3), Some(Money(60)));
    }
}

//! What was loaded for a batch. Knows present, absent and never-asked.

use std::collections::BTreeMap;

use crate::board::market::Market;
use crate::changes::Changes;
use crate::rows::{Key, Read, Row};

/// The loaded rows of one book (and of the catalogue). Reading a row that was never loaded is a
/// bug of [`crate::needs`] and panics by name; reading an absent one answers `None`.
#[derive(Clone, Debug, Default)]
pub struct Working {
    rows: BTreeMap<Key, Option<Row>>,
}

impl Working {
    /// Nothing loaded.
    pub fn new() -> Working {
        Working::default()
    }

    /// Takes in what a load answered.
    pub fn learn(&mut self, key: Key, row: Option<Row>) {
        self.rows.insert(key, row);
    }

    /// True when `key` was loaded, present or absent.
    pub fn knows(&self, key: &Key) -> bool {
        self.rows.contains_key(key)
    }

    /// The row of `key` if it was loaded and is present; never panics.
    pub fn peek(&self, key: &Key) -> Option<&Row> {
        self.rows.get(key)?.as_ref()
    }

    /// Takes over what a decision changed, so that the next one of the batch sees it.
    pub fn apply(&mut self, changes: &Changes) {
        for (key, row) in &changes.rows {
            if let Row::Market(market) = row {
                self.apply_to_page(market);
            }
            self.rows.insert(key.clone(), Some(row.clone()));
        }
    }

    /// A loaded page of markets shows a market posted since.
    fn apply_to_page(&mut self, market: &Market) {
        if let Some(Some(Row::MarketsOf(page))) = self.rows.get_mut(&Key::MarketsOf(market.fixture))
        {
            page.markets.retain(|one| one.id != market.id);
            page.markets.push(market.clone());
        }
    }
}

impl Read for Working {
    fn row(&self, key: &Key) -> Option<&Row> {
        match self.rows.get(key) {
            Some(row) => row.as_ref(),
            None => panic!("{key:?} was read but never loaded: needs() must name it"),
        }
    }
}

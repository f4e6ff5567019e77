//! The body of a wager as the floor and the naive peer read it: the shape of the interface, owned
//! here so that all contenders parse the same bytes.

use serde::Deserialize;

/// A wager as sent.
#[derive(Debug, Deserialize)]
pub(crate) struct SentWager {
    /// `straight` or `parlay`.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What the amount means.
    pub(crate) entry: String,
    /// The amount.
    pub(crate) amount: SentMoney,
    /// The selections.
    pub(crate) legs: Vec<SentLeg>,
    /// What to do when a line moved.
    pub(crate) price_policy: String,
}

/// Money as sent.
#[derive(Debug, Deserialize)]
pub(crate) struct SentMoney {
    /// Minor units.
    pub(crate) amount: i64,
    /// Currency code.
    pub(crate) currency: String,
}

/// One selection as sent.
#[derive(Debug, Deserialize)]
pub(crate) struct SentLeg {
    /// The market, a letter and its number.
    pub(crate) market_id: String,
    /// The side.
    pub(crate) side: String,
    /// The line version seen.
    pub(crate) version: i64,
    /// The price seen.
    pub(crate) odds: SentOdds,
    /// The points seen.
    pub(crate) points: Option<String>,
}

/// A price as sent.
#[derive(Debug, Deserialize)]
pub(crate) struct SentOdds {
    /// In American notation.
    pub(crate) american: i64,
    /// In decimal notation.
    pub(crate) decimal: String,
}

impl SentWager {
    /// True when every field has a value that can stand in it: the least that any server looks at.
    pub(crate) fn is_plausible(&self) -> bool {
        let texts = [&self.kind, &self.entry, &self.price_policy, &self.amount.currency];
        let legs = self.legs.iter().all(SentLeg::is_plausible);
        texts.iter().all(|text| !text.is_empty())
            && self.amount.amount > 0
            && !self.legs.is_empty()
            && legs
    }
}

impl SentLeg {
    fn is_plausible(&self) -> bool {
        let points = self.points.as_ref().is_none_or(|points| !points.is_empty());
        !self.side.is_empty()
            && self.version > 0
            && self.odds.american.abs() >= 100
            && !self.odds.decimal.is_empty()
            && points
            && self.market().is_some()
    }

    /// The market's number.
    pub(crate) fn market(&self) -> Option<i64> {
        self.market_id.get(1..)?.parse().ok()
    }
}

//! Points that a bettor buys: what each half point costs by league, key numbers that cost more, and
//! how far a line may be bought. Decides the line and the price of one leg; whether the leg is
//! offered at all is asked elsewhere.
//!
//! Prices are printed in cents, steps of the American scale: 10 cents from -110 are -120, from +105
//! they are -105 (reference/features.md 4.3). The bought line is graded; exposure stays on the
//! market's own.

use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::id::LeagueId;
use crate::odds::Odds;
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::wager::card_text::value;
use crate::wager::ticket::{Leg, WagerKind};

const PUBLISHED: &str = include_str!("../../cards/points.txt");
/// The step in which points are sold.
const HALF: Points = Points(2);
/// The farthest a line may be bought.
const MOST: Points = Points(40);
/// The dearest a half point may be, in cents.
const CENTS_MOST: i32 = 1_000;

/// A number of points on or off which a step costs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyNumber {
    /// The number, without its sign.
    pub points: Points,
    /// What a half point on or off it costs, in cents.
    pub cents: i32,
}

/// What half points cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointPrices {
    /// A half point, in cents.
    pub step: i32,
    /// The most that can be bought.
    pub most: Points,
    /// Numbers of a spread that cost more.
    pub keys: Vec<KeyNumber>,
    /// Wager types in which they may be bought.
    pub wagers: Vec<WagerKind>,
    /// Whether totals are sold beside spreads.
    pub totals: bool,
}

/// What a house sells in one league. Versioned with its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointTable {
    /// The league.
    pub league: LeagueId,
    /// Display name.
    pub name: String,
    /// Where its numbers were published, or why they are the house's own.
    pub source: String,
    /// Its prices.
    pub prices: PointPrices,
}

/// A table as published: the league is the house's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPoints {
    /// Its name in requests.
    pub code: String,
    /// Display name.
    pub name: String,
    /// Where it was published.
    pub source: String,
    /// Its prices.
    pub prices: PointPrices,
}

/// Every published table.
pub fn published_points() -> Vec<PublishedPoints> {
    let lines = PUBLISHED.lines().filter(|line| !line.starts_with('#'));
    let table = |line: &str| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [code, name, source, terms] = parts[..] else { return None };
        let [code, name, source] = [code, name, source].map(str::to_owned);
        Some(PublishedPoints { code, name, source, prices: PointPrices::parse(terms)? })
    };
    lines.map(|line| table(line).unwrap_or_else(|| panic!("no points: {line}"))).collect()
}

impl PointPrices {
    /// The types of wagers in which points can ever be bought: all that no card prices.
    pub const WAGERS: [WagerKind; 5] = [
        WagerKind::Straight,
        WagerKind::Parlay,
        WagerKind::RoundRobin,
        WagerKind::IfBet,
        WagerKind::Reverse,
    ];

    /// The leg with `bought` points more, or why they are not sold.
    pub fn takes(&self, leg: &Leg, kind: WagerKind, bought: Points) -> Result<Leg, String> {
        if !self.wagers.contains(&kind) {
            return Err(format!("points are not sold in wagers of type {}", kind.name()));
        }
        let sold = leg.kind == MarketKind::Spread || leg.kind == MarketKind::Total && self.totals;
        if !sold || leg.period != Period::Game {
            let what = if self.totals { "spreads and totals" } else { "spreads" };
            return Err(format!("points are sold on {what} of whole games"));
        }
        let Some(line) = leg.points.filter(|points| points.0 % HALF.0 == 0) else {
            return Err("points are sold on lines of whole and half points".to_owned());
        };
        if bought.0 % HALF.0 != 0 || !(HALF..=self.most).contains(&bought) {
            return Err(format!("half points are sold, {} at most", self.most));
        }
        let toward = if leg.side == Side::Over { -HALF.0 } else { HALF.0 };
        let (mut at, mut cents) = (line, 0);
        for _ in 0..bought.0 / HALF.0 {
            let next = Points(at.0 + toward);
            cents += self.cents_of(leg.kind, at, next);
            at = next;
        }
        if leg.kind == MarketKind::Total && at.0 < 0 {
            return Err("a total is not bought below nothing".to_owned());
        }
        let odds = dearer(leg.odds, cents).ok_or("the price would leave every scale")?;
        Ok(Leg { points: Some(at), gained: bought, odds, ..*leg })
    }

    /// What one half point costs.
    fn cents_of(&self, kind: MarketKind, from: Points, to: Points) -> i32 {
        let meets =
            |key: &&KeyNumber| [from, to].iter().any(|points| points.0.abs() == key.points.0);
        let keys = self.keys.iter().filter(meets).filter(|_| kind == MarketKind::Spread);
        keys.map(|key| key.cents).max().unwrap_or(self.step)
    }

    /// The canonical text.
    pub fn text(&self) -> String {
        let mut text = format!("step={} most={}", self.step, self.most);
        if !self.keys.is_empty() {
            let keys = self.keys.iter().map(|key| format!("{}:{}", key.points, key.cents));
            text += &format!(" keys={}", keys.collect::<Vec<_>>().join(","));
        }
        let kinds: Vec<&str> = self.wagers.iter().map(|kind| kind.name()).collect();
        text += &format!(" wagers={}", kinds.join(","));
        text + if self.totals { "" } else { " totals=no" }
    }

    /// The prices of a canonical text; without a word on it they are sold in straights, on spreads
    /// and totals.
    pub fn parse(text: &str) -> Option<PointPrices> {
        let key = |word: &str| {
            let (points, cents) = word.split_once(':')?;
            Some(KeyNumber { points: Points::parse(points)?, cents: cents.parse().ok()? })
        };
        let keys = value(text, "keys").map(|keys| keys.split(',').map(key).collect());
        let kinds = value(text, "wagers").unwrap_or("straight").split(',').map(WagerKind::parse);
        Some(PointPrices {
            step: value(text, "step")?.parse().ok()?,
            most: Points::parse(value(text, "most")?)?,
            keys: keys.unwrap_or(Some(Vec::new()))?,
            wagers: kinds.collect::<Option<_>>()?,
            totals: value(text, "totals") != Some("no"),
        })
    }

    fn check(&self) -> Result<(), Rejection> {
        let fault = |field, rule: &str| Err(Rejection::of_field(Code::FieldInvalid, field, rule));
        let priced = |cents: i32| (1..=CENTS_MOST).contains(&cents);
        if !priced(self.step) {
            return fault("step", "must be 1 to 1000 cents");
        }
        if self.most.0 % HALF.0 != 0 || !(HALF..=MOST).contains(&self.most) {
            return fault("most", "must be half points up to 10");
        }
        let rises = self.keys.windows(2).all(|pair| pair[0].points < pair[1].points);
        let whole = |key: &KeyNumber| key.points.0 >= 0 && key.points.0 % HALF.0 == 0;
        if !rises || !self.keys.iter().all(|key| whole(key) && priced(key.cents)) {
            return fault("keys", "must be rising whole or half points of 1 to 1000 cents each");
        }
        if self.wagers.is_empty() || !self.wagers.iter().all(|one| Self::WAGERS.contains(one)) {
            let names = Self::WAGERS.map(WagerKind::name).join(", ");
            return fault("wagers", &format!("must be some of {names}"));
        }
        Ok(())
    }
}

impl PointTable {
    /// The table as a house may keep it, or the first field that breaks its rule.
    ///
    /// # Errors
    /// Names the field and its rule.
    pub fn checked(self) -> Result<PointTable, Rejection> {
        let name = parse_name("name", &self.name)?;
        let source = parse_note("source", &self.source)?;
        self.prices.check()?;
        Ok(PointTable { name, source, ..self })
    }

    /// The canonical text of several: a line each.
    pub fn texts(tables: &[PointTable]) -> String {
        let line = |table: &PointTable| {
            let PointTable { league, name, source, prices } = table;
            format!("{}\t{name}\t{source}\t{}", league.0, prices.text())
        };
        tables.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The tables of a canonical text.
    pub fn parse_all(text: &str) -> Option<Vec<PointTable>> {
        let table = |line: &str| {
            let parts: Vec<&str> = line.split('\t').collect();
            let [league, name, source, terms] = parts[..] else { return None };
            let league = LeagueId(league.parse().ok()?);
            let (name, source) = (name.to_owned(), source.to_owned());
            Some(PointTable { league, name, source, prices: PointPrices::parse(terms)? })
        };
        text.lines().map(table).collect()
    }
}

/// A price dearer by so many cents of the American scale, on which -100 and +100 are one.
fn dearer(odds: Odds, cents: i32) -> Option<Odds> {
    let american = odds.to_american();
    let above_even = if american > 0 { american - 100 } else { american + 100 };
    let left = above_even - i64::from(cents);
    Odds::american(if left >= 0 { left + 100 } else { left - 100 }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::prop::PitcherRule;
    use crate::calendar::Instant;
    use crate::id::{FixtureId, MarketId};
    use std::collections::BTreeSet;

    fn leg(kind: MarketKind, side: Side, points: &str, american: i64) -> Leg {
        Leg {
            fixture: FixtureId(1),
            market: MarketId(1),
            kind,
            period: Period::Game,
            side,
            points: Points::parse(points),
            gained: Points::default(),
            odds: Odds::american(american).expect("a price"),
            version: 1,
            starts_at: Instant(0),
            pitchers: PitcherRule::Action,
            listing: 0,
            places: 0,
            score: None,
            seen: None,
        }
    }

    fn of(code: &str) -> PointPrices {
        published_points().into_iter().find(|one| one.code == code).expect(code).prices
    }

    fn spread(code: &str, line: &str, bought: &str) -> Option<(String, i64)> {
        let bought = Points::parse(bought).expect("points");
        let leg = leg(MarketKind::Spread, Side::Home, line, -110);
        let taken = of(code).takes(&leg, WagerKind::Straight, bought).ok()?;
        assert_eq!(taken.gained, bought);
        Some((taken.points.expect("points").signed(), taken.odds.to_american()))
    }

    /// The printed examples of reference/features.md 4.3.
    #[test]
    fn published_tables_price_their_examples() {
        for (code, line, bought, expected) in [
            // LM: -120 for a half point up to -170 for three; on and off 3 ten more.
            ("linesmaker", "-5", "0.5", Some(("-4.5", -120))),
            ("linesmaker", "-9", "3", Some(("-6", -170))),
            ("linesmaker", "-9", "3.5", None),
            ("linesmaker-nfl", "-3", "0.5", Some(("-2.5", -130))),
            ("linesmaker-nfl", "-3.5", "0.5", Some(("-3", -130))),
            // SBG: -3 to -2.5 is -135, the same at 7 and from the other side.
            ("sbg-football", "-3", "0.5", Some(("-2.5", -135))),
            ("sbg-football", "-7.5", "0.5", Some(("-7", -135))),
            ("sbg-football", "3", "0.5", Some(("+3.5", -135))),
            ("sbg-football", "-3.5", "1", Some(("-2.5", -160))),
            ("sbg-football", "-4", "0.5", Some(("-3.5", -120))),
            ("sbg-football", "-4", "2", None),
            ("mysportsbook-nfl", "-3", "0.5", Some(("-2.5", -135))),
            ("mysportsbook-nfl", "-7", "0.5", Some(("-6.5", -120))),
            ("unreal-football", "2.5", "0.5", Some(("+3", -135))),
            ("bovada-nfl", "-3", "0.5", Some(("-2.5", -135))),
            ("bovada-nfl", "-7", "0.5", Some(("-6.5", -125))),
            ("bovada-nfl", "-7", "1", None),
            ("bovada-ncaaf", "-3", "0.5", Some(("-2.5", -125))),
            ("bovada-basketball", "-8", "1.5", Some(("-6.5", -140))),
            ("mysportsgambling-football", "-3", "0.5", Some(("-2.5", -130))),
            // VW: ten each to -180 at three and a half.
            ("vwager", "-10", "3.5", Some(("-6.5", -180))),
            // BDR: 15 on and off 3, 4, 6, 7, 10 and 14.
            ("betterdr-football", "-6.5", "0.5", Some(("-6", -125))),
            ("betterdr-football", "-8.5", "0.5", Some(("-8", -120))),
            ("betterdr-football", "-14", "2", Some(("-12", -155))),
        ] {
            let expected = expected.map(|(line, price)| (line.to_owned(), price));
            assert_eq!(spread(code, line, bought), expected, "{code} {line} by {bought}");
        }
    }

    /// An over is bought downwards, an under upwards, and key numbers of a spread are none of it.
    #[test]
    fn totals_are_bought_towards_their_bettor() {
        let prices = of("sbg-football");
        let bought = |side, line: &str| {
            let leg = leg(MarketKind::Total, side, line, -110);
            let taken = prices.takes(&leg, WagerKind::Parlay, Points(2)).expect("sold");
            (taken.points.expect("points").to_string(), taken.odds.to_american())
        };
        assert_eq!(bought(Side::Over, "43"), ("42.5".to_owned(), -120));
        assert_eq!(bought(Side::Under, "43"), ("43.5".to_owned(), -120));
        assert_eq!(bought(Side::Under, "6.5"), ("7".to_owned(), -120));
    }

    #[test]
    fn cents_cross_even_money() {
        for (from, cents, to) in
            [(-110, 10, -120), (105, 10, -105), (100, 10, -110), (-100, 10, -110), (120, 20, 100)]
        {
            let odds = Odds::american(from).expect("a price");
            assert_eq!(dearer(odds, cents).map(Odds::to_american), Some(to), "{from} {cents}");
        }
    }

    #[test]
    fn what_is_not_sold_says_why() {
        let prices = of("linesmaker");
        let taken = |leg: Leg, kind, points| prices.takes(&leg, kind, Points(points)).is_ok();
        let home = |line| leg(MarketKind::Spread, Side::Home, line, -110);
        assert!(taken(home("-5"), WagerKind::Straight, 2));
        assert!(!taken(home("-5"), WagerKind::Parlay, 2));
        assert!(!taken(home("-5.25"), WagerKind::Straight, 2));
        assert!(!taken(home("-5"), WagerKind::Straight, 1));
        assert!(!taken(home("-5"), WagerKind::Straight, -2));
        let half = Leg { period: Period::ALL[1].0, ..home("-5") };
        assert!(!taken(half, WagerKind::Straight, 2));
        let money = leg(MarketKind::Moneyline, Side::Home, "0", -110);
        assert!(!taken(money, WagerKind::Straight, 2));
    }

    #[test]
    fn tables_read_back_and_can_be_kept() {
        let published = published_points();
        let codes: BTreeSet<&str> = published.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes.len(), published.len(), "codes are unique");
        let tables: Vec<PointTable> = (1..)
            .zip(published)
            .map(|(id, one)| PointTable {
                league: LeagueId(id),
                name: one.name,
                source: one.source,
                prices: one.prices,
            })
            .collect();
        for table in &tables {
            assert_eq!(table.clone().checked().as_ref(), Ok(table));
        }
        assert_eq!(PointTable::parse_all(&PointTable::texts(&tables)), Some(tables));
        assert_eq!(PointTable::parse_all(""), Some(Vec::new()));
    }
}

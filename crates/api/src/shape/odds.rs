//! Prices and points over the wire, as a bettor reads them. Display only: payment always uses the
//! exact fraction of the domain.

use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::board::prop::Prop;
use domain::odds::Odds as Price;
use domain::ratio::Ratio;
use serde::Serialize;
use utoipa::ToSchema;

/// A price in all three notations, each rounded to its own grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Odds {
    /// `-110` or `150`.
    #[schema(example = -110)]
    pub(crate) american: i64,
    /// What one unit risked returns, at most four decimals.
    #[schema(example = "1.9091")]
    pub(crate) decimal: String,
    /// Net win per unit risked.
    #[schema(example = "10/11")]
    pub(crate) fractional: String,
}

/// The longest combined price shown, as a decimal price times ten thousand.
const LONGEST_SCALED: u64 = 10_000_000_000_000;

impl Odds {
    /// A single price.
    pub(crate) fn of(price: Price) -> Odds {
        Odds {
            american: price.to_american(),
            decimal: price.to_decimal(),
            fractional: price.to_fractional(),
        }
    }

    /// What one unit on several prices together returns, to four decimals.
    pub(crate) fn combined(factor: &Ratio) -> Odds {
        let scaled = factor.scaled(10_000).unwrap_or(LONGEST_SCALED);
        let scaled = scaled.clamp(10_001, LONGEST_SCALED);
        let gain = scaled - 10_000;
        let american =
            if gain >= 10_000 { (gain + 50) / 100 } else { (1_000_000 + gain / 2) / gain };
        let american = i64::try_from(american).unwrap_or(i64::MAX);
        let divisor = greatest_divisor(gain, 10_000);
        Odds {
            american: if gain >= 10_000 { american } else { -american },
            decimal: decimal_text(scaled),
            fractional: format!("{}/{}", gain / divisor, 10_000 / divisor),
        }
    }
}

fn decimal_text(scaled: u64) -> String {
    let digits = format!("{:04}", scaled % 10_000);
    let digits = digits.trim_end_matches('0');
    format!("{}.{digits:0<2}", scaled / 10_000)
}

fn greatest_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { greatest_divisor(b, a % b) }
}

/// Points as the bettor of a side reads them: a spread is signed, a total is not.
pub(crate) fn points_text(kind: MarketKind, points: Option<Points>) -> Option<String> {
    let points = points.filter(|_| kind.has_points())?;
    Some(if kind == MarketKind::Spread { points.signed() } else { points.to_string() })
}

/// How far a line was moved in the bettor's favour; nothing where it was not.
pub(crate) fn gained_text(points: Points) -> Option<String> {
    (points != Points::default()).then(|| points.signed())
}

/// A market's points seen from one side: the away side of a spread reads the mirror.
pub(crate) fn points_seen(side: Side, points: Option<Points>) -> Option<Points> {
    points.map(|points| if side == Side::Away { points.mirrored() } else { points })
}

/// A selection in words: `Chiefs -3`, `Over 44.5`, `Draw`, `Ravens over 24.5`, `First scorer:
/// Kelce`. `prop` is what a market beside the score asks.
pub(crate) fn selection_text(
    kind: MarketKind,
    side: Side,
    points: Option<Points>,
    [home, away]: [&str; 2],
    prop: Option<&Prop>,
) -> String {
    let runner = |number| prop.and_then(|prop| prop.runner(number)).map(|one| one.name.as_str());
    let name = match side {
        Side::Home => home,
        Side::Away => away,
        Side::Draw => "Draw",
        Side::Over => "Over",
        Side::Under => "Under",
        Side::Yes => "Yes",
        Side::No => "No",
        Side::Runner(number) => runner(number).unwrap_or(side.name()),
    };
    let text = match points_text(kind, points) {
        Some(text) if text == "0" => format!("{name} pick"),
        Some(text) => format!("{name} {text}"),
        None => name.to_owned(),
    };
    match (kind, prop) {
        (MarketKind::HomeTotal, _) => format!("{home} {}", text.to_lowercase()),
        (MarketKind::AwayTotal, _) => format!("{away} {}", text.to_lowercase()),
        (_, Some(prop)) => format!("{}: {text}", prop.title),
        (_, None) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combined_prices_read_like_single_ones() {
        for (price, decimal) in [(-110, "1.9091"), (150, "2.50"), (100, "2.00"), (-2_000, "1.05")] {
            let price = Price::american(price).expect("a price");
            let (win, risk) = price.factor();
            let combined = Odds::combined(&Ratio::new(win, risk));
            assert_eq!(
                (combined.american, combined.decimal.as_str()),
                (price.to_american(), decimal)
            );
        }
        let parlay = Ratio::new(21, 11).times(21, 11);
        assert_eq!(Odds::combined(&parlay).decimal, "3.6446");
        assert_eq!(Odds::combined(&parlay).american, 264);
    }

    #[test]
    fn absurd_products_are_shown_capped() {
        let mut factor = Ratio::one();
        for _ in 0..25 {
            factor = factor.times(1_000_001, 1);
        }
        assert_eq!(Odds::combined(&factor).decimal, "1000000000.00");
        assert_eq!(Odds::combined(&Ratio::one()).american, -1_000_000);
    }

    #[test]
    fn selections_are_named_as_a_bettor_says_them() {
        let name = |kind, side, points: &str| {
            selection_text(kind, side, Points::parse(points), ["Ravens", "Chiefs"], None)
        };
        assert_eq!(name(MarketKind::Spread, Side::Away, "-3"), "Chiefs -3");
        assert_eq!(name(MarketKind::Spread, Side::Home, "+7.5"), "Ravens +7.5");
        assert_eq!(name(MarketKind::Spread, Side::Home, "0"), "Ravens pick");
        assert_eq!(name(MarketKind::Total, Side::Over, "44.5"), "Over 44.5");
        assert_eq!(name(MarketKind::Moneyline, Side::Home, ""), "Ravens");
        assert_eq!(name(MarketKind::Moneyline3, Side::Draw, ""), "Draw");
        assert_eq!(name(MarketKind::HomeTotal, Side::Over, "24.5"), "Ravens over 24.5");
        let prop = Prop {
            title: "First scorer".to_owned(),
            statistic: "first_scorer".to_owned(),
            runners: vec![domain::board::prop::Runner { number: 3, name: "Kelce".to_owned() }],
            places: None,
        };
        let (kind, side) = (MarketKind::MultiWay, Side::Runner(3));
        let named = selection_text(kind, side, None, ["", ""], Some(&prop));
        assert_eq!(named, "First scorer: Kelce");
    }
}

//! Odds: the exact net win per unit risked, as a fraction, with the format it was quoted in.
//!
//! Conversion between formats is for display; payment always uses the fraction. Formulas:
//! American `+a = a/100`, `-a = 100/a`; decimal `d = (d - 1)/1`; fractional `n/d`.

use std::cmp::Ordering;
use std::fmt;

use crate::ratio::Ratio;
use crate::register::{by_name, name_of};

/// The notation in which a price was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OddsFormat {
    /// `-110`, `+150`.
    American,
    /// `1.91`.
    Decimal,
    /// `10/11`.
    Fractional,
}

impl OddsFormat {
    /// Every format with its stable name.
    pub const ALL: [(OddsFormat, &str); 3] = [
        (OddsFormat::American, "american"),
        (OddsFormat::Decimal, "decimal"),
        (OddsFormat::Fractional, "fractional"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The format of a stable name.
    pub fn parse(name: &str) -> Option<OddsFormat> {
        by_name(&Self::ALL, name)
    }
}

/// A price. `win / risk` is what one unit risked gains; both are positive, but for
/// [`Odds::STAKE_BACK`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Odds {
    /// Numerator of the net win per unit.
    pub win: u32,
    /// Denominator of the net win per unit.
    pub risk: u32,
    /// How it was quoted.
    pub format: OddsFormat,
}

/// Why a text or number is no price a bookmaker can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddsError {
    /// Not a number in this notation.
    NotANumber,
    /// American odds lie at or beyond 100 on either side.
    BetweenHundreds,
    /// Decimal odds must exceed 1.
    NotAboveOne,
    /// Longer than a million to one, or shorter than one to a million.
    TooExtreme,
}

impl fmt::Display for OddsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            OddsError::NotANumber => "is not a number",
            OddsError::BetweenHundreds => "is not an American price (at least 100 either side)",
            OddsError::NotAboveOne => "is not a decimal price (above 1)",
            OddsError::TooExtreme => "is beyond a million to one",
        })
    }
}

/// The longest odds taken, either way: a million to one.
const EXTREME: u32 = 1_000_000;

impl Odds {
    /// Even money, quoted American.
    pub const EVEN: Odds = Odds { win: 100, risk: 100, format: OddsFormat::American };

    /// The decimal price 1, which pays the stake and nothing beside it. Bookmakers are on record
    /// with it for certainties; it is read from such records only, and nobody can post it.
    pub const STAKE_BACK: Odds = Odds { win: 0, risk: 1, format: OddsFormat::Decimal };

    /// American odds; `+100` and `-100` are the same price.
    pub fn american(value: i64) -> Result<Odds, OddsError> {
        let size = u32::try_from(value.unsigned_abs()).map_err(|_| OddsError::TooExtreme)?;
        if size < 100 {
            return Err(OddsError::BetweenHundreds);
        }
        if size > EXTREME * 100 {
            return Err(OddsError::TooExtreme);
        }
        let (win, risk) = if value > 0 { (size, 100) } else { (100, size) };
        Ok(Odds { win, risk, format: OddsFormat::American })
    }

    /// American odds as text, with or without a plus sign. A fraction is refused.
    pub fn parse_american(text: &str) -> Result<Odds, OddsError> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let whole = match digits.split_once('.') {
            Some((whole, rest)) if rest.chars().all(|c| c == '0') => whole,
            Some((whole, rest))
                if rest.chars().all(|c| c.is_ascii_digit()) && whole.parse::<i64>().is_ok() =>
            {
                return Err(OddsError::BetweenHundreds);
            }
            Some(_) => return Err(OddsError::NotANumber),
            None => digits,
        };
        Odds::american(whole.parse().map_err(|_| OddsError::NotANumber)?)
    }

    /// Decimal odds as text: at most four decimals are significant.
    pub fn parse_decimal(text: &str) -> Result<Odds, OddsError> {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let rest = rest.trim_end_matches('0');
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(rest) || rest.len() > 4 {
            return Err(OddsError::NotANumber);
        }
        let scale = 10u32.pow(rest.len().try_into().map_err(|_| OddsError::NotANumber)?);
        let value: u64 = format!("{whole}{rest}").parse().map_err(|_| OddsError::TooExtreme)?;
        let win = value.checked_sub(scale.into()).filter(|win| *win > 0);
        let win = win.ok_or(OddsError::NotAboveOne)?;
        if win > u64::from(EXTREME) * u64::from(scale) {
            return Err(OddsError::TooExtreme);
        }
        let win = u32::try_from(win).map_err(|_| OddsError::TooExtreme)?;
        Ok(Odds { win, risk: scale, format: OddsFormat::Decimal })
    }

    /// Fractional odds `n/d`.
    pub fn fractional(win: u32, risk: u32) -> Result<Odds, OddsError> {
        if win == 0 || risk == 0 {
            return Err(OddsError::NotANumber);
        }
        if win / risk > EXTREME || risk / win > EXTREME {
            return Err(OddsError::TooExtreme);
        }
        Ok(Odds { win, risk, format: OddsFormat::Fractional })
    }

    /// The price of a fraction in lowest terms; `None` for one that is no price: beyond a million
    /// to one either way, or too fine to be kept.
    pub fn reduced(win: i128, risk: i128, format: OddsFormat) -> Option<Odds> {
        if win <= 0 || risk <= 0 {
            return None;
        }
        let divisor = num_integer::gcd(win, risk);
        let (win, risk) = (win / divisor, risk / divisor);
        let extreme = i128::from(EXTREME);
        if win / risk > extreme || risk / win > extreme {
            return None;
        }
        let (win, risk) = (u32::try_from(win).ok()?, u32::try_from(risk).ok()?);
        Some(Odds { win, risk, format })
    }

    /// `1 + win/risk` as a factor: what one unit risked returns when it wins.
    pub fn factor(self) -> (u64, u64) {
        (u64::from(self.win) + u64::from(self.risk), self.risk.into())
    }

    /// Net win per unit as an exact ratio.
    pub fn ratio(self) -> Ratio {
        Ratio::new(self.win.into(), self.risk.into())
    }

    /// True when a winning unit gains less than it risked.
    pub fn is_favourite(self) -> bool {
        self.win < self.risk
    }

    /// Compares what the two prices pay, whatever their notation.
    pub fn compare(self, other: Odds) -> Ordering {
        let left = u64::from(self.win) * u64::from(other.risk);
        left.cmp(&(u64::from(other.win) * u64::from(self.risk)))
    }

    /// The nearest American number, for display; the shortest there is for a price that pays
    /// nothing.
    pub fn to_american(self) -> i64 {
        let (win, risk) = (i64::from(self.win), i64::from(self.risk));
        if win == 0 {
            -i64::from(EXTREME) * 100
        } else if win >= risk {
            (win * 200 + risk) / (risk * 2)
        } else {
            -((risk * 200 + win) / (win * 2))
        }
    }

    /// Decimal text with as many places as the price has, at least two and at most four, rounded
    /// to the nearest.
    pub fn to_decimal(self) -> String {
        let (factor, risk) = self.factor();
        let scaled = (factor * 20_000 + risk) / (risk * 2);
        let mut text = format!("{}.{:04}", scaled / 10_000, scaled % 10_000);
        while text.ends_with('0') && text.len() - text.find('.').unwrap_or(0) > 3 {
            text.pop();
        }
        text
    }

    /// Fractional text in lowest terms.
    pub fn to_fractional(self) -> String {
        let divisor = num_integer::gcd(self.win, self.risk);
        format!("{}/{}", self.win / divisor, self.risk / divisor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_reads_and_prints() {
        for (text, win, risk) in [("+150", 150, 100), ("-110", 100, 110), ("100", 100, 100)] {
            let odds = Odds::parse_american(text).expect(text);
            assert_eq!((odds.win, odds.risk), (win, risk));
        }
        assert_eq!(Odds::parse_american("-105.0").map(Odds::to_american), Ok(-105));
        assert_eq!(Odds::parse_american("9.5"), Err(OddsError::BetweenHundreds));
        assert_eq!(Odds::parse_american("8"), Err(OddsError::BetweenHundreds));
        assert_eq!(Odds::parse_american("pk"), Err(OddsError::NotANumber));
        assert_eq!(Odds::parse_american("-99"), Err(OddsError::BetweenHundreds));
    }

    #[test]
    fn plus_and_minus_hundred_are_one_price() {
        let (plus, minus) = (Odds::american(100), Odds::american(-100));
        assert_eq!(plus.expect("even").compare(minus.expect("even")), Ordering::Equal);
    }

    #[test]
    fn decimal_reads_exactly() {
        for (text, win, risk) in
            [("1.91", 91, 100), ("15", 14, 1), ("4.0", 3, 1), ("1.0625", 625, 10_000)]
        {
            let odds = Odds::parse_decimal(text).expect(text);
            assert_eq!((odds.win, odds.risk), (win, risk), "{text}");
        }
        assert_eq!(Odds::parse_decimal("1.00"), Err(OddsError::NotAboveOne));
        assert_eq!(Odds::parse_decimal("0"), Err(OddsError::NotAboveOne));
        assert_eq!(Odds::parse_decimal("-2"), Err(OddsError::NotANumber));
        assert_eq!(Odds::parse_decimal("1e3"), Err(OddsError::NotANumber));
    }

    #[test]
    fn display_converts_to_the_nearest() {
        let price = Odds::american(-110).expect("price");
        assert_eq!(price.to_decimal(), "1.9091");
        assert_eq!(price.to_fractional(), "10/11");
        assert_eq!(Odds::parse_decimal("1.91").map(Odds::to_american), Ok(-110));
        let nothing = Odds::STAKE_BACK;
        assert_eq!(nothing.to_decimal(), "1.00");
        assert_eq!(
            (nothing.to_american(), nothing.to_fractional().as_str()),
            (-100_000_000, "0/1")
        );
        assert_eq!(Odds::parse_decimal("4").map(Odds::to_decimal), Ok("4.00".to_owned()));
    }
}

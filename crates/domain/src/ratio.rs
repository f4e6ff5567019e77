//! Exact non-negative fractions for products of odds; rounded once, at the end of a bet.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;

use crate::money::{Money, Rounding};

/// A fraction of two integers of any size; the denominator is never zero.
///
/// Most fractions fit 128 bits and stay on the stack; what does not is carried on in big integers.
#[derive(Clone, Debug)]
pub struct Ratio(Parts);

#[derive(Clone, Debug)]
enum Parts {
    Small { numerator: u128, denominator: u128 },
    Big { numerator: BigUint, denominator: BigUint },
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        let ((a, b), (c, d)) = (self.big(), other.big());
        a * d == c * b
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let ((a, b), (c, d)) = (self.big(), other.big());
        (a * d).cmp(&(c * b))
    }
}

impl Ratio {
    /// One.
    pub fn one() -> Ratio {
        Ratio::new(1, 1)
    }

    /// `numerator / denominator`. A zero denominator is a programming error.
    pub fn new(numerator: u64, denominator: u64) -> Ratio {
        assert_ne!(denominator, 0, "a ratio needs a denominator");
        let (numerator, denominator) = (numerator.into(), denominator.into());
        Ratio(Parts::Small { numerator, denominator })
    }

    fn big(&self) -> (BigUint, BigUint) {
        match &self.0 {
            Parts::Small { numerator, denominator } => ((*numerator).into(), (*denominator).into()),
            Parts::Big { numerator, denominator } => (numerator.clone(), denominator.clone()),
        }
    }

    /// The product with `numerator / denominator`.
    pub fn times(self, numerator: u64, denominator: u64) -> Ratio {
        assert_ne!(denominator, 0, "a ratio needs a denominator");
        if let Parts::Small { numerator: above, denominator: below } = self.0
            && let Some(above) = above.checked_mul(numerator.into())
            && let Some(below) = below.checked_mul(denominator.into())
        {
            return Ratio(Parts::Small { numerator: above, denominator: below });
        }
        let (above, below) = self.big();
        Ratio(Parts::Big { numerator: above * numerator, denominator: below * denominator })
    }

    /// The exact sum of both.
    pub fn plus(&self, other: &Ratio) -> Ratio {
        match (&self.0, &other.0) {
            (
                Parts::Small { numerator: a, denominator: b },
                Parts::Small { numerator: c, denominator: d },
            ) => small_sum((*a, *b), (*c, *d)).unwrap_or_else(|| self.big_sum(other)),
            _ => self.big_sum(other),
        }
    }

    fn big_sum(&self, other: &Ratio) -> Ratio {
        let ((a, b), (c, d)) = (self.big(), other.big());
        let shared = b.lcm(&d);
        let numerator = a * (&shared / &b) + c * (&shared / &d);
        Ratio(Parts::Big { numerator, denominator: shared })
    }

    /// True when the value is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Parts::Small { numerator, .. } => *numerator == 0,
            Parts::Big { numerator, .. } => *numerator == BigUint::ZERO,
        }
    }

    /// `self - 1`, or `None` below one.
    pub fn less_one(&self) -> Option<Ratio> {
        Some(Ratio(match &self.0 {
            Parts::Small { numerator, denominator } => {
                let numerator = numerator.checked_sub(*denominator)?;
                Parts::Small { numerator, denominator: *denominator }
            }
            Parts::Big { numerator, denominator } => {
                let above = (numerator >= denominator).then(|| numerator - denominator)?;
                Parts::Big { numerator: above, denominator: denominator.clone() }
            }
        }))
    }

    /// True when the value is below one.
    pub fn is_below_one(&self) -> bool {
        match &self.0 {
            Parts::Small { numerator, denominator } => numerator < denominator,
            Parts::Big { numerator, denominator } => numerator < denominator,
        }
    }

    /// `amount * self`, rounded once. `None` when the product exceeds [`Money::MAX`].
    pub fn of(&self, amount: Money, rounding: Rounding) -> Option<Money> {
        let amount = u64::try_from(amount.0).ok()?;
        if let Parts::Small { numerator, denominator } = self.0
            && let Some(product) = numerator.checked_mul(amount.into())
            && let Some(twice) = (product % denominator).checked_mul(2)
        {
            let whole = product / denominator;
            let up = rounds_up(rounding, twice.cmp(&denominator), whole % 2 == 1);
            return bounded(i64::try_from(whole).ok()?, up);
        }
        let (numerator, denominator) = self.big();
        let (whole, rest) = (numerator * amount).div_rem(&denominator);
        let up = rounds_up(rounding, (rest * 2u32).cmp(&denominator), whole.is_odd());
        bounded(i64::try_from(whole).ok()?, up)
    }

    /// The least amount that, multiplied by `self`, reaches `wanted`: `wanted / self` rounded up.
    /// `None` when `self` is zero or the result exceeds [`Money::MAX`].
    pub fn needed_for(&self, wanted: Money) -> Option<Money> {
        if self.is_zero() {
            return None;
        }
        let wanted = u64::try_from(wanted.0).ok()?;
        let (numerator, denominator) = self.big();
        let (whole, rest) = (denominator * wanted).div_rem(&numerator);
        bounded(i64::try_from(whole).ok()?, rest != BigUint::ZERO)
    }

    /// The value times `scale`, rounded to the nearest integer, if it fits.
    pub fn scaled(&self, scale: u64) -> Option<u64> {
        let (numerator, denominator) = self.big();
        let product = numerator * scale * 2u32 + &denominator;
        u64::try_from(product / (denominator * 2u32)).ok()
    }
}

/// The sum over the least common denominator, where it fits.
fn small_sum((a, b): (u128, u128), (c, d): (u128, u128)) -> Option<Ratio> {
    // Legs of a ticket mostly have one price.
    let (left, right) = if b == d {
        (1, 1)
    } else {
        let shared = b.gcd(&d);
        (d / shared, b / shared)
    };
    let numerator = a.checked_mul(left)?.checked_add(c.checked_mul(right)?)?;
    Some(Ratio(Parts::Small { numerator, denominator: b.checked_mul(left)? }))
}

/// Whether a whole part with a rest is rounded up; `twice` compares twice the rest with one unit.
fn rounds_up(rounding: Rounding, twice: Ordering, is_odd: bool) -> bool {
    match rounding {
        Rounding::Down => false,
        Rounding::HalfUp => twice != Ordering::Less,
        Rounding::HalfEven => twice == Ordering::Greater || (twice == Ordering::Equal && is_odd),
    }
}

fn bounded(whole: i64, up: bool) -> Option<Money> {
    let units = whole.checked_add(i64::from(up))?;
    (units <= Money::MAX.0).then_some(Money(units))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounding_choices_differ_only_where_they_should() {
        let check = |numerator, denominator, expected: [i64; 3]| {
            let ratio = Ratio::new(numerator, denominator);
            let got = [Rounding::Down, Rounding::HalfUp, Rounding::HalfEven]
                .map(|rounding| ratio.of(Money(10_000), rounding).expect("fits").0);
            assert_eq!(got, expected, "{numerator}/{denominator}");
        };
        check(100, 110, [9090, 9091, 9091]);
        check(100, 128, [7812, 7813, 7812]);
        check(1, 3, [3333, 3333, 3333]);
        check(3, 1, [30_000, 30_000, 30_000]);
    }

    #[test]
    fn sums_are_exact_beyond_any_size_of_number() {
        assert_eq!(Ratio::new(1, 3).plus(&Ratio::new(1, 6)), Ratio::new(1, 2));
        assert_eq!(Ratio::new(0, 1).plus(&Ratio::new(7, 9)), Ratio::new(7, 9));
        let long = |ratio: Ratio| (0..12).fold(ratio, |long, _| long.times(u64::MAX, u64::MAX - 1));
        let (one, two) = (long(Ratio::new(1, 1)), long(Ratio::new(2, 1)));
        assert_eq!(one.plus(&one), two);
        assert_eq!(one.plus(&Ratio::new(1, 7)), Ratio::new(1, 7).plus(&one));
    }

    proptest! {
        #[test]
        fn the_needed_amount_is_the_least_that_reaches(
            numerator in 1u64..1_000_000, denominator in 1u64..1_000_000, wanted in 0i64..10_000_000
        ) {
            let ratio = Ratio::new(numerator, denominator);
            if let Some(needed) = ratio.needed_for(Money(wanted)) {
                let reached = i128::from(needed.0) * i128::from(numerator);
                let goal = i128::from(wanted) * i128::from(denominator);
                prop_assert!(reached >= goal);
                prop_assert!(needed.0 == 0 || reached - i128::from(numerator) < goal);
            }
        }
    }
}

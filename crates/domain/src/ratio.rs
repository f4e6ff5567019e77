//! Exact non-negative fractions for products of odds; rounded once, at the end of a bet.

use num_bigint::BigUint;
use num_integer::Integer;

use crate::money::{Money, Rounding};

/// A fraction of two integers of any size; the denominator is never zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: BigUint,
    denominator: BigUint,
}

impl Ratio {
    /// One.
    pub fn one() -> Ratio {
        Ratio::new(1, 1)
    }

    /// `numerator / denominator`. A zero denominator is a programming error.
    pub fn new(numerator: u64, denominator: u64) -> Ratio {
        assert_ne!(denominator, 0, "a ratio needs a denominator");
        Ratio { numerator: numerator.into(), denominator: denominator.into() }
    }

    /// The product with `numerator / denominator`.
    pub fn times(mut self, numerator: u64, denominator: u64) -> Ratio {
        assert_ne!(denominator, 0, "a ratio needs a denominator");
        self.numerator *= numerator;
        self.denominator *= denominator;
        self
    }

    /// True when the value is zero.
    pub fn is_zero(&self) -> bool {
        self.numerator == BigUint::ZERO
    }

    /// `self - 1`, or `None` below one.
    pub fn less_one(&self) -> Option<Ratio> {
        (self.numerator >= self.denominator).then(|| Ratio {
            numerator: &self.numerator - &self.denominator,
            denominator: self.denominator.clone(),
        })
    }

    /// True when the value is below one.
    pub fn is_below_one(&self) -> bool {
        self.numerator < self.denominator
    }

    /// `amount * self`, rounded once. `None` when the product exceeds [`Money::MAX`].
    pub fn of(&self, amount: Money, rounding: Rounding) -> Option<Money> {
        let amount = u64::try_from(amount.0).ok()?;
        let product = &self.numerator * amount;
        let (whole, rest) = product.div_rem(&self.denominator);
        let twice = rest * 2u32;
        let up = match rounding {
            Rounding::Down => false,
            Rounding::HalfUp => twice >= self.denominator,
            Rounding::HalfEven => {
                twice > self.denominator || (twice == self.denominator && whole.is_odd())
            }
        };
        bounded(&whole, up)
    }

    /// The least amount that, multiplied by `self`, reaches `wanted`: `wanted / self` rounded up.
    /// `None` when `self` is zero or the result exceeds [`Money::MAX`].
    pub fn needed_for(&self, wanted: Money) -> Option<Money> {
        if self.is_zero() {
            return None;
        }
        let wanted = u64::try_from(wanted.0).ok()?;
        let product = &self.denominator * wanted;
        let (whole, rest) = product.div_rem(&self.numerator);
        bounded(&whole, rest != BigUint::ZERO)
    }

    /// The value times `scale`, rounded to the nearest integer, if it fits.
    pub fn scaled(&self, scale: u64) -> Option<u64> {
        let product = &self.numerator * scale * 2u32 + &self.denominator;
        u64::try_from(product / (&self.denominator * 2u32)).ok()
    }
}

fn bounded(whole: &BigUint, up: bool) -> Option<Money> {
    let units = i64::try_from(whole).ok()?.checked_add(i64::from(up))?;
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

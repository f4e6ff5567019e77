//! Exact money: integers of the minor unit of a book's one currency.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in minor units (cents), signed. Its currency is the book's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// The largest amount accepted from outside: ten billion major units. Sums of a book stay
    /// far inside an `i64`.
    pub const MAX: Money = Money(1_000_000_000_000);

    /// True above zero.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    /// Two decimals with a point, for messages: `-12.50`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", units / 100, units % 100)
    }
}

/// How an amount that is not a whole number of minor units is made one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// Towards zero: the default for payouts.
    #[default]
    Down,
    /// To the nearest, a half away from zero.
    HalfUp,
    /// To the nearest, a half to the even neighbour.
    HalfEven,
}

impl Rounding {
    /// Every choice with its stable name.
    pub const ALL: [(Rounding, &str); 3] = [
        (Rounding::Down, "down"),
        (Rounding::HalfUp, "half_up"),
        (Rounding::HalfEven, "half_even"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        crate::register::name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<Rounding> {
        crate::register::by_name(&Self::ALL, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_print_with_two_decimals_and_sign() {
        let printed: Vec<String> =
            [0, 5, -5, 123_456, -10_000].map(|units| Money(units).to_string()).into();
        assert_eq!(printed, ["0.00", "0.05", "-0.05", "1234.56", "-100.00"]);
    }
}

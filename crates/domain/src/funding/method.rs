//! The terms of each payment method: what it takes and pays, its bounds, fees and how often a
//! player may use it. Each method clears through its own account, `house.bank.<method>`.

use crate::calendar::Day;
use crate::id::MemberId;
use crate::ledger::account::Method;
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};

/// Which way money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The player pays in.
    In,
    /// The player is paid out.
    Out,
}

impl Direction {
    /// Every direction with its stable name.
    pub const ALL: [(Direction, &str); 2] = [(Direction::In, "in"), (Direction::Out, "out")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The direction of a stable name.
    pub fn parse(name: &str) -> Option<Direction> {
        by_name(&Self::ALL, name)
    }
}

/// The terms of one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whether it is offered at all.
    pub open: bool,
    /// The smallest amount.
    pub least: Option<Money>,
    /// The largest amount.
    pub most: Option<Money>,
    /// A fixed part of the fee.
    pub fee_fixed: Money,
    /// A part of the fee in hundredths of a percent of the amount, rounded down.
    pub fee_basis_points: i32,
    /// How often a player may use it on one business day.
    pub daily_max: Option<i32>,
}

impl Terms {
    /// Open, without bounds and free of charge.
    pub const FREE: Terms = Terms {
        open: true,
        least: None,
        most: None,
        fee_fixed: Money::ZERO,
        fee_basis_points: 0,
        daily_max: None,
    };

    /// The fee on `amount`, never more than the amount itself.
    pub fn fee(&self, amount: Money) -> Money {
        let share = i128::from(amount.0) * i128::from(self.fee_basis_points) / 10_000;
        let share = i64::try_from(share).map_or(amount, Money);
        (self.fee_fixed + share).min(amount)
    }
}

/// The terms of one method in a book. A method without a row is open both ways, free of charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodTerms {
    /// The method.
    pub method: Method,
    /// What players read, such as the name of the wallet; empty shows the method's own name.
    pub label: String,
    /// Paying in.
    pub taken: Terms,
    /// Paying out.
    pub paid: Terms,
    /// Whether a reference names one payment only. A second payment under a used reference is
    /// refused, which is what keeps a payment from being posted twice.
    pub references_are_unique: bool,
}

impl MethodTerms {
    /// The terms of a method nobody has described. References of counters repeat, those of
    /// payment providers do not.
    pub fn standard(method: Method) -> MethodTerms {
        let by_hand = matches!(method, Method::Cash | Method::Other);
        MethodTerms {
            method,
            label: String::new(),
            taken: Terms::FREE,
            paid: Terms::FREE,
            references_are_unique: !by_hand,
        }
    }

    /// The terms of one direction.
    pub fn of(&self, direction: Direction) -> &Terms {
        match direction {
            Direction::In => &self.taken,
            Direction::Out => &self.paid,
        }
    }

    /// Holds a payment of `amount` against the terms, the member having used the method
    /// `used` times today.
    ///
    /// # Errors
    /// The first bound that is met.
    pub fn check(&self, direction: Direction, amount: Money, used: i32) -> Result<(), Rejection> {
        let terms = self.of(direction);
        let method = self.method.name();
        if !terms.open {
            let way = if direction == Direction::In { "taken" } else { "paid" };
            return Err(Rejection::new(Code::MethodClosed, format!("{method} is not {way} here")));
        }
        let limit = |name, bound: Money| LimitMet {
            name,
            owner: LimitOwner::Book,
            amount: bound,
            possible: bound,
        };
        if let Some(least) = terms.least.filter(|least| amount < *least) {
            return Err(Rejection::of_limit(Code::BelowMinAmount, limit("method_min", least)));
        }
        if let Some(most) = terms.most.filter(|most| amount > *most) {
            return Err(Rejection::of_limit(Code::AboveMaxAmount, limit("method_max", most)));
        }
        match terms.daily_max.filter(|most| used >= *most) {
            Some(most) => {
                let detail = format!("{method} can be used {most} times a day");
                Err(Rejection::new(Code::TooOften, detail))
            }
            None => Ok(()),
        }
    }
}

/// How often a member used a method on one business day, and what moved by it ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodUse {
    /// Whose.
    pub member: MemberId,
    /// Which method.
    pub method: Method,
    /// The day that is counted.
    pub day: Day,
    /// Payments in.
    pub taken: i32,
    /// Payments out, those that wait included.
    pub paid: i32,
    /// What reached the account by it, ever, fees taken off.
    pub received: Money,
    /// What left the account by it, ever, fees and payouts that wait included.
    pub returned: Money,
}

impl MethodUse {
    /// The counts of `day`, begun anew when the day has turned.
    pub fn on(found: Option<&MethodUse>, member: MemberId, method: Method, day: Day) -> MethodUse {
        let (received, returned) =
            found.map_or((Money::ZERO, Money::ZERO), |found| (found.received, found.returned));
        match found {
            Some(found) if found.day == day => *found,
            _ => MethodUse { member, method, day, taken: 0, paid: 0, received, returned },
        }
    }

    /// The count of one direction.
    pub fn count(&self, direction: Direction) -> i32 {
        match direction {
            Direction::In => self.taken,
            Direction::Out => self.paid,
        }
    }

    /// Counts one more, by which `amount` reached the account or left it.
    pub fn add(&mut self, direction: Direction, amount: Money) {
        match direction {
            Direction::In => {
                self.taken += 1;
                self.received += amount;
            }
            Direction::Out => {
                self.paid += 1;
                self.returned += amount;
            }
        }
    }

    /// What was paid in by it and did not go back yet (reference/reliability.md F-16). Payouts
    /// above what was paid in leave nothing due.
    pub fn refund_due(&self) -> Money {
        (self.received - self.returned).max(Money::ZERO)
    }
}

/// A payment's outside reference: one row for each method and reference that named a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReference {
    /// The method.
    pub method: Method,
    /// What the provider calls the payment.
    pub reference: String,
    /// The payment.
    pub posting: crate::id::PostingId,
    /// Whose.
    pub member: MemberId,
    /// Which way the money moved.
    pub direction: Direction,
    /// How much, the fee included.
    pub amount: Money,
    /// Whether a provider's record has named it.
    pub reconciled: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_rounded_down_and_never_exceed_the_amount() {
        let terms = |fixed, points| Terms {
            fee_fixed: Money(fixed),
            fee_basis_points: points,
            ..Terms::FREE
        };
        for (fixed, points, amount, fee) in [
            (0, 0, 10_000, 0),
            (30, 0, 10_000, 30),
            (0, 290, 10_000, 290),
            (30, 290, 10_000, 320),
            (0, 290, 99, 2),
            (500, 0, 300, 300),
            (0, 10_000, Money::MAX.0, Money::MAX.0),
        ] {
            assert_eq!(terms(fixed, points).fee(Money(amount)), Money(fee), "{amount}");
        }
    }

    #[test]
    fn the_first_bound_that_is_met_is_told() {
        let mut terms = MethodTerms::standard(Method::Card);
        terms.taken = Terms {
            least: Some(Money(1_000)),
            most: Some(Money(50_000)),
            daily_max: Some(2),
            ..Terms::FREE
        };
        terms.paid.open = false;
        let code = |direction, amount, used| {
            terms.check(direction, Money(amount), used).map_err(|refusal| refusal.code)
        };
        assert_eq!(code(Direction::In, 1_000, 1), Ok(()));
        assert_eq!(code(Direction::In, 999, 0), Err(Code::BelowMinAmount));
        assert_eq!(code(Direction::In, 50_001, 2), Err(Code::AboveMaxAmount));
        assert_eq!(code(Direction::In, 50_000, 2), Err(Code::TooOften));
        assert_eq!(code(Direction::Out, 1_000, 0), Err(Code::MethodClosed));
    }
}

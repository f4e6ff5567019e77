//! Deposits that failed at their provider, one after another: so many within a short time block
//! further ones for as long, and as many again suspend the account (GLI-19 A.3.6(b)). A deposit
//! that arrives ends the row. How many and how long is the jurisdiction's to say.

use crate::calendar::Instant;
use crate::id::MemberId;
use crate::jurisdiction::ProtectionRules;

/// What failed of one player since the last deposit that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositFailures {
    /// Whose.
    pub member: MemberId,
    /// When deposits failed that count towards the next consequence, oldest first.
    pub at: Vec<Instant>,
    /// Until when deposits are or were blocked, once they were.
    pub blocked_until: Option<Instant>,
}

/// What one more failure leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureEffect {
    /// It is counted.
    Counted,
    /// No deposit is taken for a while.
    Blocked,
    /// The account is suspended.
    Suspended,
}

impl FailureEffect {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            FailureEffect::Counted => "counted",
            FailureEffect::Blocked => "blocked",
            FailureEffect::Suspended => "suspended",
        }
    }
}

impl DepositFailures {
    /// Nothing failed.
    pub fn none(member: MemberId) -> DepositFailures {
        DepositFailures { member, at: Vec::new(), blocked_until: None }
    }

    /// Whether deposits are blocked at an instant.
    pub fn is_blocked(&self, now: Instant) -> bool {
        self.blocked_until.is_some_and(|until| now < until)
    }

    /// Counts a failure.
    pub fn fail(&mut self, rules: &ProtectionRules, now: Instant) -> FailureEffect {
        let window = rules.failed_deposit_window_seconds;
        self.at.retain(|at| now < at.plus_seconds(window));
        self.at.push(now);
        let most = usize::try_from(rules.failed_deposits).unwrap_or(usize::MAX);
        if self.at.len() < most {
            return FailureEffect::Counted;
        }
        self.at.clear();
        if self.blocked_until.is_some() {
            return FailureEffect::Suspended;
        }
        self.blocked_until = Some(now.plus_seconds(window));
        FailureEffect::Blocked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::BookId;
    use crate::jurisdiction::Jurisdiction;

    /// The effects of failures at these seconds under the standard five in ten minutes.
    fn effects(seconds: &[i64]) -> Vec<FailureEffect> {
        let rules = Jurisdiction::standard(BookId(1)).protection;
        let mut failures = DepositFailures::none(MemberId(1));
        let at = |second: &i64| Instant(0).plus_seconds(*second);
        seconds.iter().map(|second| failures.fail(&rules, at(second))).collect()
    }

    #[test]
    fn five_in_ten_minutes_block_and_five_more_suspend() {
        use FailureEffect::{Blocked, Counted, Suspended};
        let calm = [Counted; 4];
        assert_eq!(effects(&[0, 1, 2, 3, 4])[4], Blocked);
        assert_eq!(effects(&[0, 1, 2, 3, 600])[..4], calm);
        assert_eq!(effects(&[0, 1, 2, 3, 600])[4], Counted, "the first is ten minutes old");
        assert_eq!(effects(&[0, 590, 591, 592, 600, 601])[5], Blocked, "any ten minutes count");
        let twice = effects(&[0, 1, 2, 3, 4, 900, 901, 902, 903, 904]);
        assert_eq!((twice[4], &twice[5..9], twice[9]), (Blocked, &calm[..], Suspended));
    }
}

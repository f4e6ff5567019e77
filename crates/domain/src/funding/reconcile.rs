//! Reconciliation: a payment provider's own record, line by line, held against the payments of the
//! book. A line is matched by its reference; nothing is ever posted twice, whatever is sent how
//! often. A file only compares; a signed notice about a member may bring a payment in, or tell that
//! one failed.

use crate::calendar::Instant;
use crate::funding::method::{Direction, PaymentReference};
use crate::id::{MemberId, PostingId, ReconciliationId};
use crate::ledger::account::Method;
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rejection::Code;

/// Most lines of one file.
pub const LINES_MAX: usize = 5_000;

/// One line of a provider's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLine {
    /// Its number in the file, from 1.
    pub line: i32,
    /// What the provider calls the payment.
    pub reference: String,
    /// Which way the money moved.
    pub direction: Direction,
    /// How much, the fee included.
    pub amount: Money,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineOutcome {
    /// The book has this payment.
    Matched,
    /// The book has a payment of this reference, but of another amount, the other way, of another
    /// member, or one that the provider says failed.
    Differs,
    /// The book has no payment of this reference.
    Unmatched,
    /// A line told of this payment before.
    Duplicate,
    /// The payment came in by this line.
    Posted,
    /// The provider tells that the payment failed, and the book has none.
    Failed,
}

impl LineOutcome {
    /// Every outcome with its stable name.
    pub const ALL: [(LineOutcome, &str); 6] = [
        (LineOutcome::Matched, "matched"),
        (LineOutcome::Differs, "differs"),
        (LineOutcome::Unmatched, "unmatched"),
        (LineOutcome::Duplicate, "duplicate"),
        (LineOutcome::Posted, "posted"),
        (LineOutcome::Failed, "failed"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The outcome of a stable name.
    pub fn parse(name: &str) -> Option<LineOutcome> {
        by_name(&Self::ALL, name)
    }

    /// What a line comes to, `found` being what the book has of its reference. A line that tells
    /// otherwise than the book differs, also when an earlier one agreed.
    pub fn of(line: &ProviderLine, found: Option<&PaymentReference>) -> LineOutcome {
        match found {
            None => LineOutcome::Unmatched,
            Some(found) if found.direction != line.direction || found.amount != line.amount => {
                LineOutcome::Differs
            }
            Some(found) if found.reconciled => LineOutcome::Duplicate,
            Some(_) => LineOutcome::Matched,
        }
    }
}

/// A file or notice that was held against the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Identity.
    pub id: ReconciliationId,
    /// Whose record: the provider of this method.
    pub method: Method,
    /// The file's name, or the notice's id.
    pub name: String,
    /// When.
    pub at: Instant,
    /// Who sent it in; `None` for a signed notice.
    pub by: Option<MemberId>,
    /// How many lines came to each outcome, in the order of [`LineOutcome::ALL`].
    pub counts: [i32; LineOutcome::ALL.len()],
}

impl Reconciliation {
    /// How many lines came to an outcome.
    pub fn count(&self, outcome: LineOutcome) -> i32 {
        LineOutcome::ALL
            .iter()
            .zip(self.counts)
            .find(|((one, _), _)| *one == outcome)
            .map_or(0, |(_, n)| n)
    }
}

/// A secret shared with a payment provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ProviderSecret(pub [u8; 32]);

impl std::fmt::Debug for ProviderSecret {
    /// Secrets are never told.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ProviderSecret")
    }
}

/// The secrets by which a provider signs its notices. The former one still counts, so that a key
/// can be changed without losing a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderKey {
    /// The provider of this method.
    pub method: Method,
    /// The secret in use.
    pub secret: ProviderSecret,
    /// The one before it.
    pub former: Option<ProviderSecret>,
}

/// A line as it was held against the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciledLine {
    /// Of which file.
    pub reconciliation: ReconciliationId,
    /// The line.
    pub line: ProviderLine,
    /// What it came to.
    pub outcome: LineOutcome,
    /// The book's payment of this reference.
    pub posting: Option<PostingId>,
    /// Why a notice brought no payment in; a file never tries.
    pub refused: Option<Code>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_matched_by_reference_direction_and_amount() {
        let line = |amount| ProviderLine {
            line: 1,
            reference: "r1".to_owned(),
            direction: Direction::In,
            amount: Money(amount),
        };
        let found = |reconciled, direction| PaymentReference {
            method: Method::Bank,
            reference: "r1".to_owned(),
            posting: PostingId(1),
            member: MemberId(1),
            direction,
            amount: Money(100),
            reconciled,
        };
        let of = |amount, found: &PaymentReference| LineOutcome::of(&line(amount), Some(found));
        assert_eq!(LineOutcome::of(&line(100), None), LineOutcome::Unmatched);
        assert_eq!(of(100, &found(false, Direction::In)), LineOutcome::Matched);
        assert_eq!(of(101, &found(false, Direction::In)), LineOutcome::Differs);
        assert_eq!(of(100, &found(false, Direction::Out)), LineOutcome::Differs);
        assert_eq!(of(100, &found(true, Direction::In)), LineOutcome::Duplicate);
        assert_eq!(of(101, &found(true, Direction::In)), LineOutcome::Differs);
    }
}

//! Leases: which process does a book's timed work for now. Several processes may serve one
//! database; work under a lease runs once.

use crate::calendar::Instant;

/// Longest name of a holder, in characters.
pub const HOLDER_LENGTH_MAX: usize = 80;

/// One claim on a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The work.
    pub work: String,
    /// Who does it.
    pub holder: String,
    /// It is theirs until then.
    pub until: Instant,
}

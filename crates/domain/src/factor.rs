//! The second factor of a login: codes of a device (RFC 6238) and one-time recovery codes. The
//! shell computes and compares codes; what they open, and that each works once, is decided in
//! `decide::factor`.

use crate::calendar::Instant;
use crate::id::{MemberId, TokenHash};

/// Recovery codes that are given out at a time.
pub const RECOVERY_CODES: usize = 10;
/// Longest sealed secret, in characters.
pub const SEALED_LENGTH_MAX: usize = 200;

/// What a member beside the password has to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whose.
    pub member: MemberId,
    /// The secret that the device holds as well, sealed by the shell; empty when there is none.
    pub sealed: String,
    /// Since when it is asked for; none until a first code was shown.
    pub confirmed_at: Option<Instant>,
    /// The step of time of the newest code that was accepted: it and those before work no more.
    pub last_step: i64,
    /// Hashes of the recovery codes that were not used yet.
    pub recovery: Vec<TokenHash>,
}

impl SecondFactor {
    /// True once it is asked for.
    pub fn is_in_force(&self) -> bool {
        self.confirmed_at.is_some()
    }

    /// True while a proof would be accepted.
    pub fn takes(&self, proof: Proof) -> bool {
        match proof {
            Proof::Password => false,
            Proof::Code { step } => step > self.last_step,
            Proof::Recovery(code) => self.recovery.contains(&code),
        }
    }
}

/// By what somebody proved who they are, as the shell verified it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The password alone.
    Password,
    /// A code of the device, of this step of time.
    Code {
        /// Thirty-second steps since 1970.
        step: i64,
    },
    /// A recovery code, by its hash.
    Recovery(TokenHash),
}

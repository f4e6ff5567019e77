//! Keys with which programs act for a member, and with which one member looks as another.

use crate::access::Permissions;
use crate::calendar::Instant;
use crate::id::{MemberId, TokenHash};
use crate::register::{by_name, name_of};

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A program acts for the member, within the key's scopes.
    Program,
    /// Somebody else sees what the member sees, and changes nothing.
    View,
}

impl KeyKind {
    /// Every kind with its stable name.
    pub const ALL: [(KeyKind, &str); 2] = [(KeyKind::Program, "program"), (KeyKind::View, "view")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<KeyKind> {
        by_name(&Self::ALL, name)
    }
}

/// A key. Its secret is shown once and never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Hash of the secret.
    pub token: TokenHash,
    /// Whom it stands for.
    pub member: MemberId,
    /// What it is good for.
    pub kind: KeyKind,
    /// What it is called, or why somebody looks.
    pub name: String,
    /// What it may do, of what the member may.
    pub scopes: Permissions,
    /// Who issued it.
    pub issued_by: MemberId,
    /// When.
    pub issued_at: Instant,
    /// It ends then at the latest.
    pub expires_at: Instant,
    /// When it was ended, if it was.
    pub ended_at: Option<Instant>,
}

/// A program's key holds at most a year.
pub const KEY_SECONDS_MAX: i64 = 366 * 24 * 60 * 60;
/// Looking as somebody else holds at most half an hour.
pub const VIEW_SECONDS_MAX: i64 = 30 * 60;

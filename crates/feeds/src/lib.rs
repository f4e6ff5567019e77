//! Provider payloads read into our words: games, lines and scores.
//!
//! Parsing is pure: text in, values out. Invariants of this crate, mostly absences: no files, no
//! network, no clock, no floats, no SQL, no business rules. What a provider wrote that no
//! bookmaker can mean is set aside with a reason, never guessed at and never a panic.

pub mod csv;
pub mod error;
pub mod game;
pub mod uof;

pub use csv::{Format, read};
pub use error::FeedError;
pub use game::{Game, GameFile, LeagueName, OfferedLine, OfferedSide, Skipped, TeamName};

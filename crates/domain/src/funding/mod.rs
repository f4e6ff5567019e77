//! Money in and out of a book beside wagering: payments and their methods, payouts that wait,
//! free play, credit and the protection of players. Rules and rows; decisions are in
//! [`crate::decide`], transfers in [`crate::ledger::posting`].

pub mod command;
pub mod free_play;
pub mod free_play_terms;
pub mod method;
pub mod reconcile;
pub mod withdrawal;

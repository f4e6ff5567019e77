//! Grading: from a confirmed score to the outcome of a leg. Knows no money.
//!
//! [`leg`] holds the outcomes and the one door to the sports; each sport's file says what its
//! score means for a leg under the house's [`rules`]; [`ticket`] reads what grading rests on.

mod baseball;
mod clock;
pub mod command;
pub mod detail;
pub mod discrepancy;
pub mod dispute;
mod fight;
mod golf;
pub mod leg;
mod prop;
pub mod race;
pub mod rules;
pub mod ruling;
pub mod score;
mod several;
mod tennis;
pub mod ticket;
mod window;

//! Wagers: tickets with frozen terms, the bets they compile to, and the road to acceptance.
//!
//! Wager maths knows no members and no ledger; [`place`] alone joins it with limits and prices.

pub mod bet;
pub mod chain;
pub mod place;
pub mod places;
mod shape;
pub mod standing;
pub mod terms;
pub mod ticket;

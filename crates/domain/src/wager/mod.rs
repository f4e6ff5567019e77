//! Wagers: tickets with frozen terms, the bets they compile to, and the road to acceptance.
//!
//! Wager maths knows no members and no ledger; [`place`] alone joins it with limits and prices.

mod auto_off;
pub mod bet;
pub mod bought;
mod bounds;
pub mod card;
mod card_text;
pub mod chain;
pub mod funds;
mod judging;
#[cfg(test)]
mod laws;
pub mod place;
pub mod places;
pub mod presets;
mod purse;
pub mod repeat;
pub mod same_game;
mod shape;
pub mod standing;
mod tender;
pub mod terms;
pub mod ticket;
pub mod via;

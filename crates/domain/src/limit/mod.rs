//! Wager limits beyond the house's and the player's plain ones: rules with a measure, a span and
//! a filter, owned by the platform, the book, an agent or a player.
//!
//! Every rule of the player's chain that matches a wager holds; the most restrictive wins, so that
//! no owner can loosen what another has set. A book that has no such rules reads none of this.

pub mod counter;
pub mod gather;
pub mod judge;
pub mod rule;

//! Grading: from a confirmed score to the outcome of a leg. Knows no money.

pub mod leg;
pub mod ruling;
pub mod score;

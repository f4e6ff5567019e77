//! Figures: a member's signed result for a week, and the book's totals by day.

pub mod command;
pub mod deal;
pub mod frozen;
pub mod invoice;
pub mod settle_up;
pub mod total;
pub mod week;

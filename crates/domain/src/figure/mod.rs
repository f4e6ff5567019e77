//! Figures: a member's signed result for a week, and the book's totals by day.

pub mod total;
pub mod week;

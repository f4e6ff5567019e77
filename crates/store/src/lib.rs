//! All SQL of Perhead: one SQL text, the engines under it, and the mapping of rows.
//!
//! Knows the domain's rows and the desk's ports. Never knows HTTP, and decides nothing: grading
//! and prices shown by a view come from the domain's own functions.

pub mod archive;
mod branch;
mod dump;
mod earlier;
pub mod engine;
mod load;
mod migrate;
mod receipts;
mod rows;
mod save;
mod schema;
mod shape;
mod value;
mod views;

pub use engine::open::{Database, open};

//! The only writer of a book: collects commands, loads once, decides in memory, writes once,
//! commits once, answers.
//!
//! Knows the domain and two port traits ([`port::Store`] for the lane, [`port::Views`] for
//! readers). Never knows: an async runtime, HTTP, JSON, SQL or a database driver.

pub mod audit;
pub mod batch;
pub mod clock;
pub mod lane;
pub mod memory;
pub mod port;
pub mod receipt;
pub mod view;

mod desk;

pub use desk::{Desk, DeskSettings};

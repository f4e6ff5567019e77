//! The program: configuration, wiring, timers, demo, replay and check.
//!
//! Thin: business rules live in `domain`, writing in `desk`, SQL in `store`, HTTP in `api`.

pub mod admin;
pub mod archive;
pub mod calls;
pub mod check;
pub mod clock;
pub mod demo;
pub mod erasures;
pub mod import;
pub mod replay;
pub mod serve;
pub mod tick;
pub mod verify;

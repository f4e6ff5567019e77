//! The pure core of Perhead: money, odds, wagers, grading, the ledger and every decision.
//!
//! Invariants of this crate, mostly absences: no I/O, no clock, no randomness, no threads, no
//! async, no floats, no serialization, no SQL, no HTTP. Everything a decision depends on is an
//! argument; everything it changes is in its [`changes::Changes`].
//!
//! The road of a command: [`needs`] names the rows it reads, the caller loads them into a
//! [`working::Working`], [`decide::decide`] answers with changes or a [`rejection::Rejection`],
//! and [`invariant`] checks the changes before anything is written.

pub mod acceptance;
pub mod access;
pub mod board;
pub mod book;
pub mod calendar;
pub mod care;
pub mod changes;
pub mod command;
pub mod control;
pub mod credit;
pub mod decide;
pub mod draft;
pub mod entry;
pub mod event;
pub mod exposure;
pub mod factor;
pub mod figure;
pub mod funding;
pub mod grade;
pub mod id;
pub mod identity;
pub mod invariant;
pub mod jurisdiction;
pub mod key;
pub mod lease;
pub mod ledger;
pub mod limit;
pub mod member;
pub mod message;
pub mod money;
pub mod needs;
pub mod odds;
pub mod protection;
pub mod ratio;
pub mod register;
pub mod rejection;
pub mod rows;
pub mod rules;
pub mod wager;
pub mod working;

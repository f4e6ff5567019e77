//! The store on PostgreSQL, from the machine's own programs: as SQLite does it, under faults, with
//! several servers on one database, and when the database is in trouble.
#![cfg(unix)]

mod cluster;
mod conformance;
mod faults;
mod faulty;
mod keys;
mod leases;
mod patience;
mod programs;
mod questions;
mod replayed;
mod season;
mod serving;
mod statements;
mod tee;
mod town;
mod trouble;
mod two_servers;

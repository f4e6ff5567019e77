//! The double-entry ledger: accounts, transfers, and the postings that build them.
//!
//! Only [`posting`] builds transfers. There is no transfer between two players by any route: a
//! posting names one member, and every account in it is that member's or the house's.

pub mod account;
pub mod posting;
pub mod transfer;

//! Care for the person behind an account: what they are told of accesses to it, what they ask about
//! what is kept of them and how long that is, and accounts that are held.

pub mod command;
pub mod hold;
pub mod request;

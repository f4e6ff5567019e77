//! Care for the person behind an account: what they are told of accesses to it.

pub mod command;

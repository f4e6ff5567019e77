//! Tests of the whole: scenarios, simulations, crashes, bad input and rights, each on the parts
//! that the binary is made of, or on the binary itself.

#![expect(clippy::print_stdout, reason = "random tests print their seeds")]

mod access;
mod bad_input;
mod care;
mod chance;
mod combos;
mod crash;
mod documents;
mod entry;
mod figure_sheet;
mod folder;
mod keys;
mod matrix;
mod member_file;
mod paging;
mod period_scores;
mod play;
mod postgres;
mod race;
mod receipt;
mod replay;
mod scenarios;
mod script;
mod server;
mod simulation;
mod site;
mod society;
mod stage;
mod statement_file;
mod web;

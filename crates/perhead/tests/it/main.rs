//! Tests of the whole: scenarios, simulations, crashes, bad input and rights, each on the parts
//! that the binary is made of, or on the binary itself.

mod bad_input;
mod chance;
mod crash;
mod folder;
mod matrix;
mod play;
mod postgres;
mod replay;
mod scenarios;
mod script;
mod server;
mod simulation;
mod site;
mod society;
mod stage;
mod web;

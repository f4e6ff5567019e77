//! Messages of the Unified Odds Feed: XML elements whose content stands in attributes.

mod markup;
mod settlement;

pub use settlement::{SettledMarket, SettledOutcome, Settlement, read_settlement};

//! Wagers as clerks speak them: `471 -3 200`, `471 473 parlay 50`, `over 471 44.5 to win 100`,
//! `rr 471 473 475 by 2 20`.
//!
//! [`speech`] reads words into what was said, [`sense`] holds that against the lines on the board.
//! Where a text can mean several things or nothing, the answer says which word is to blame and
//! what could be typed instead; nothing is ever guessed in silence. Reads no rows, decides nothing
//! about limits or acceptance.

pub mod sense;
pub mod speech;
pub mod words;

use crate::board::fixture::Sport;
use crate::board::market::{Market, Side};
use crate::id::FixtureId;

/// One side of a fixture as it is called: by its rotation number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The fixture.
    pub fixture: FixtureId,
    /// Which side the number stands for.
    pub side: Side,
    /// The fixture's sport.
    pub sport: Sport,
    /// The side's name.
    pub name: String,
    /// What is offered on the fixture, at the prices of whoever asks.
    pub markets: Vec<Market>,
}

/// What can be called: the board by rotation numbers.
pub trait Slate {
    /// What a rotation number stands for.
    fn called(&self, rotation: i32) -> Option<Called>;
    /// A number on the board that is close to one that is not.
    fn nearest(&self, rotation: i32) -> Option<i32>;
}

/// One thing that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The word that is to blame; empty when something is missing.
    pub word: String,
    /// What is wrong with it, for people.
    pub why: String,
}

/// Why a text was not understood, and what could be typed instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unclear {
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
    /// Texts that would be understood.
    pub suggestions: Vec<String>,
}

impl Unclear {
    /// One fault.
    pub fn of(word: impl Into<String>, why: impl Into<String>) -> Unclear {
        let fault = Fault { word: word.into(), why: why.into() };
        Unclear { faults: vec![fault], suggestions: Vec::new() }
    }

    /// Adds what could be typed instead.
    pub fn suggest(mut self, text: impl Into<String>) -> Unclear {
        let text = text.into();
        if !self.suggestions.contains(&text) {
            self.suggestions.push(text);
        }
        self
    }
}

//! Why a command stopped, in words for the person in front of the terminal.

use crate::terminal;

/// The result of every step: a value, or words that say what went wrong and what to do.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A reason to stop. `shown` is set when its words are already on the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    words: String,
    shown: bool,
}

impl Failure {
    /// A failure that still has to be told.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), shown: false }
    }

    /// A failure whose words were printed where they arose; only the exit status is left.
    pub(crate) fn already_shown() -> Self {
        Self { words: String::new(), shown: true }
    }

    /// What went wrong.
    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    /// Prints the words, unless they were printed before.
    pub(crate) fn show(&self) {
        if !self.shown {
            terminal::complain(self.words());
        }
    }
}

/// Turns an error of the system into a failure that says what was being done.
pub(crate) trait Doing<T> {
    /// `what` completes the sentence "could not ...".
    fn doing(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("could not {}: {error}", what())))
    }
}

//! Shows how far a replay has come: a bar on a terminal, a plain line now and then elsewhere.

use std::cell::Cell;
use std::io::{IsTerminal, Write, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// A plain line appears each time another such share of the bets is placed.
const LINES: usize = 10;

/// The progress of one replay.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    games: Cell<usize>,
    bets: Cell<usize>,
    all_bets: usize,
}

impl Progress {
    /// Begins; says what is to be done.
    pub(super) fn begin(games: usize, bets: usize) -> Progress {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(u64::try_from(bets).unwrap_or(u64::MAX));
            let shape = "{bar:32} {human_pos}/{human_len} wagers  {msg}  {elapsed}";
            bar.with_style(
                ProgressStyle::with_template(shape)
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            )
        });
        let progress = Progress { bar, games: Cell::new(0), bets: Cell::new(0), all_bets: bets };
        if progress.bar.is_none() {
            say(&format!("replaying {games} games with {bets} wagers"));
        }
        progress
    }

    /// Takes in the games settled and bets placed by a step.
    pub(super) fn advance(&self, (games, bets): (usize, usize)) {
        let before = self.bets.get();
        self.games.set(self.games.get() + games);
        self.bets.set(before + bets);
        match &self.bar {
            Some(bar) => {
                bar.set_position(u64::try_from(self.bets.get()).unwrap_or(u64::MAX));
                bar.set_message(format!("{} games settled", self.games.get()));
            }
            None if self.share(self.bets.get()) > self.share(before) => {
                let (games, bets) = (self.games.get(), self.bets.get());
                say(&format!("{bets} of {} wagers placed, {games} games settled", self.all_bets));
            }
            None => {}
        }
    }

    /// Ends the display.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn share(&self, bets: usize) -> usize {
        (bets * LINES).checked_div(self.all_bets).unwrap_or(0)
    }
}

fn say(line: &str) {
    // Progress is a courtesy: a closed pipe must not end the replay.
    let _ = writeln!(stderr(), "{line}");
}

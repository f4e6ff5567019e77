//! Hands many commands to the desk at once and waits for all of their answers.
//!
//! Commands of one call are decided in their order. The number in flight is bounded by the
//! desk's queue, so a full queue never refuses one.

use std::sync::mpsc::{Receiver, Sender, channel};

use anyhow::{Context, bail};
use desk::Desk;
use desk::receipt::Answer;
use domain::command::{Action, Actor, Outcome};
use domain::id::BookId;

use crate::calls;

/// Most commands that wait for their answers at one time.
pub(super) const IN_FLIGHT_MAX: usize = 1_024;

/// The road to the desk.
pub(super) struct Pipeline<'a> {
    desk: &'a Desk,
}

/// An answer and the place of its command in the call.
type Placed = (usize, Answer);

impl<'a> Pipeline<'a> {
    /// A road to `desk`, whose queue must hold [`IN_FLIGHT_MAX`] commands.
    pub(super) fn new(desk: &'a Desk) -> Pipeline<'a> {
        Pipeline { desk }
    }

    /// Hands over one command and waits.
    ///
    /// # Errors
    /// When it is refused or the desk fails.
    pub(super) fn one(
        &self,
        book: BookId,
        actor: Actor,
        action: Action,
    ) -> anyhow::Result<Outcome> {
        let outcomes = self.all(book, vec![(actor, action)])?;
        outcomes.into_iter().next().context("a command was not answered")
    }

    /// Hands over commands and answers their outcomes in the same order.
    ///
    /// # Errors
    /// When one is refused or the desk fails; those handed over before keep their effect.
    pub(super) fn all(
        &self,
        book: BookId,
        requests: Vec<(Actor, Action)>,
    ) -> anyhow::Result<Vec<Outcome>> {
        let (sender, answers) = channel();
        let mut outcomes: Vec<Option<Outcome>> = vec![None; requests.len()];
        let mut waiting = 0;
        for (place, (actor, action)) in requests.into_iter().enumerate() {
            if waiting == IN_FLIGHT_MAX {
                take_answer(&answers, &mut outcomes)?;
                waiting -= 1;
            }
            self.submit(book, actor, action, (place, sender.clone()))?;
            waiting += 1;
        }
        for _ in 0..waiting {
            take_answer(&answers, &mut outcomes)?;
        }
        outcomes.into_iter().map(|one| one.context("a command was not answered")).collect()
    }

    fn submit(
        &self,
        book: BookId,
        actor: Actor,
        action: Action,
        (place, sender): (usize, Sender<Placed>),
    ) -> anyhow::Result<()> {
        let reply = Box::new(move |answer| {
            // When the replay gave up already, nobody waits for the answer.
            let _ = sender.send((place, answer));
        });
        let command = calls::fresh(book, actor, action);
        self.desk.submit(command, reply).context("the desk does not take commands")
    }
}

fn take_answer(answers: &Receiver<Placed>, outcomes: &mut [Option<Outcome>]) -> anyhow::Result<()> {
    let (place, answer) = answers.recv().context("the desk stopped")?;
    match answer.context("the desk failed")?.answer {
        Ok(outcome) => outcomes[place] = Some(outcome),
        Err(refusal) => bail!("the desk refused: {} ({})", refusal.detail, refusal.code.text()),
    }
    Ok(())
}

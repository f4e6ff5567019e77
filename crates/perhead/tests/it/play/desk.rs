//! Plays the settlement desk: voids, cancellations, their approval, and the grading they begin.

use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::Instant;
use domain::command::{Action, Outcome, RulingRequest};
use domain::grade::command::GradingCommand;
use domain::grade::dispute::AnswerDispute;
use domain::grade::dispute::DisputeCommand;
use domain::grade::ruling::{Reach, Span};

use super::Play;
use crate::script::{Deed, ReachWords, RulingWords};
use crate::stage::Done;

impl Play<'_> {
    /// Carries out a deed of the settlement desk.
    pub(super) fn at_desk(&mut self, deed: &Deed) -> Result<Done<()>, String> {
        match deed {
            Deed::Policy(policy) => {
                Ok(self.by_system(Action::ChangeDeskPolicy(*policy))?.map(|_| ()))
            }
            Deed::Rule { by, ruling } => self.rule(by, ruling),
            Deed::Decide { by, ruling: name, approved } => {
                let (ruling, fixture) = self.cast.ruling(name)?;
                let action = Action::DecideRuling { ruling, approved: *approved };
                let done = self.by_member(by, action, None)?;
                if let (Ok(_), Some(fixture)) = (&done, fixture) {
                    self.grade_after_ruling(&fixture)?;
                }
                Ok(done.map(|_| ()))
            }
            Deed::TakeBack { by, ticket } => {
                let (member, ticket) = (self.cast.member(by)?, self.cast.ticket(ticket)?);
                let action = Action::CancelWager { member, ticket };
                Ok(self.by_member(by, action, None)?.map(|_| ()))
            }
            Deed::Confirmation { by, league, way } => {
                let (league, way) = (league.clone(), way.clone());
                self.of_results(Some(by), GradingCommand::ChangeConfirmation { league, way })
            }
            Deed::Regulate { by, presets, rules } => {
                let (presets, rules) = (presets.clone(), rules.clone());
                let command = GradingCommand::ChangeRules { presets, rules };
                let done = self.of_results(Some(by), command)?;
                if done.is_ok() {
                    // The house rules have a new version by it.
                    let rules = self.cast.rules()?;
                    self.cast.rule(rules)?;
                }
                Ok(done)
            }
            Deed::Compare { fixture } => {
                let fixture = self.cast.fixture(fixture)?.id;
                self.of_results(None, GradingCommand::OpenDiscrepancy { fixture })
            }
            Deed::Began { by, fixture, at, note } => {
                let (fixture, began_at) = (self.cast.fixture(fixture)?.id, *at);
                let note = note.clone();
                self.of_results(Some(by), GradingCommand::RecordStart { fixture, began_at, note })
            }
            Deed::Keep { by, fixture, note } => {
                let (fixture, note) = (self.cast.fixture(fixture)?.id, note.clone());
                self.of_results(Some(by), GradingCommand::CloseDiscrepancy { fixture, note })
            }
            Deed::Dispute { by, ticket, text, name } => {
                let (member, ticket) = (self.cast.member(by)?, self.cast.ticket(ticket)?);
                let action =
                    Action::Dispute(DisputeCommand::Open { member, ticket, text: text.clone() });
                let done = self.by_member(by, action, None)?;
                if let (Ok(Outcome::Dispute(id)), Some(name)) = (&done, name) {
                    self.cast.add_dispute(name, *id)?;
                }
                Ok(done.map(|_| ()))
            }
            Deed::Answer { by, dispute, answer, amount, note } => {
                let action = Action::Dispute(DisputeCommand::Answer(Box::new(AnswerDispute {
                    dispute: self.cast.dispute(dispute)?,
                    answer: *answer,
                    note: note.clone(),
                    amount: *amount,
                })));
                Ok(self.by_member(by, action, None)?.map(|_| ()))
            }
            other => Err(format!("{other:?} is nothing of the settlement desk")),
        }
    }

    /// Asks for something around results: a member does, or the timer.
    fn of_results(
        &mut self,
        by: Option<&str>,
        command: GradingCommand,
    ) -> Result<Done<()>, String> {
        let action = Action::Grading(command);
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        Ok(done.map(|_| ()))
    }

    fn rule(&mut self, by: &str, words: &RulingWords) -> Result<Done<()>, String> {
        let mut fixture_name = None;
        let reach = match &words.reach {
            ReachWords::Ticket(name) => Reach::Ticket(self.cast.ticket(name)?),
            ReachWords::Leg(name, place) => Reach::Leg(self.cast.ticket(name)?, place - 1),
            ReachWords::Bets { fixture, market, from } => {
                fixture_name = Some(fixture.clone());
                let market = match market {
                    Some(market) => self.cast.market(fixture, market)?.id,
                    None => WHOLE_FIXTURE,
                };
                let from = from.unwrap_or(Instant(0));
                let span = Span { from, until: Instant(i64::MAX) };
                Reach::Market(self.cast.fixture(fixture)?.id, market, span)
            }
        };
        let (ending, reason, note) = (words.ending, words.reason, words.note.clone());
        let action = Action::Rule(Box::new(RulingRequest { reach, ending, reason, note }));
        match self.by_member(by, action, None)? {
            Ok(Outcome::Ruling(id)) => {
                if let Some(fixture) = &fixture_name {
                    self.grade_after_ruling(fixture)?;
                }
                if let Some(name) = &words.name {
                    self.cast.add_ruling(name, id, fixture_name)?;
                }
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a void answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Goes through the bets, as the timer does, if the ruling is in force.
    fn grade_after_ruling(&mut self, fixture: &str) -> Result<(), String> {
        self.cast.begin_grading(fixture)?;
        loop {
            match self.grade_chunk(fixture)? {
                Ok(Outcome::GradedAll) => return Ok(()),
                Ok(_) => {}
                // It waits for a second person: no round has begun.
                Err(_) => return self.cast.forget_grading(fixture),
            }
        }
    }
}

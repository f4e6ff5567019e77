//! Plays closed weeks: the close to its end, deals, the provider's plan, commission, and what is
//! expected of them.

use domain::calendar::Week;
use domain::command::{Action, Outcome};
use domain::figure::command::PayCommission;
use domain::figure::command::SettleUpRequest;
use domain::figure::command::WeekCommand;

use super::Play;
use super::verdict::same;
use crate::script::{Deed, Expectation};
use crate::stage::Done;

impl Play<'_> {
    /// Carries out a deed about weeks.
    pub(super) fn about_weeks(&mut self, deed: &Deed) -> Result<Done<()>, String> {
        match deed {
            Deed::CloseWeek { by, week } => self.close_week(by.as_deref(), Week(week.0)),
            Deed::SetDeal { by, agent, terms } => {
                let action = Action::Week(WeekCommand::SetDeal {
                    agent: self.cast.member(agent)?,
                    terms: *terms,
                });
                Ok(self.by_member(by, action, None)?.map(|_| ()))
            }
            Deed::SettleUp { by, week, method, reviewed } => {
                let week = Week(week.0);
                let action = Action::Week(WeekCommand::SettleUp(Box::new(SettleUpRequest {
                    week,
                    method: *method,
                    reference: String::new(),
                    reviewed: *reviewed,
                })));
                match self.by_member(by, action, None)? {
                    Ok(_) => {
                        self.chunk_to_the_end(Action::Week(WeekCommand::SettleUpChunk { week }))
                    }
                    Err(refusal) => Ok(Err(refusal)),
                }
            }
            Deed::SetPlan(plan) => Ok(self
                .by_system(Action::Week(WeekCommand::SetHeadPlan(plan.clone())))?
                .map(|_| ())),
            Deed::PayCommission { by, agent, amount, method } => {
                let action = Action::Week(WeekCommand::PayCommission(Box::new(PayCommission {
                    agent: self.cast.member(agent)?,
                    method: *method,
                    amount: *amount,
                    reference: String::new(),
                    note: String::new(),
                })));
                Ok(self.by_member(by, action, None)?.map(|_| ()))
            }
            other => Err(format!("{other:?} is nothing about weeks")),
        }
    }

    /// Closes a week and, as the timer does, finishes what follows.
    fn close_week(&mut self, by: Option<&str>, week: Week) -> Result<Done<()>, String> {
        let action = Action::Week(WeekCommand::Close { week });
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        if let Err(refusal) = done {
            return Ok(Err(refusal));
        }
        self.chunk_to_the_end(Action::Week(WeekCommand::CloseChunk { week }))
    }

    fn chunk_to_the_end(&mut self, chunk: Action) -> Result<Done<()>, String> {
        loop {
            match self.by_system(chunk.clone())? {
                Ok(Outcome::Closing) => {}
                Ok(Outcome::ClosedAll) => return Ok(Ok(())),
                other => return Err(format!("a chunk answers {other:?}")),
            }
        }
    }

    /// Holds an expectation about a closed week against what is stored.
    pub(super) fn verify_week(&mut self, expected: &Expectation) -> Result<(), String> {
        let book = self.cast.book()?.clone();
        match expected {
            Expectation::DealWeek { agent, week, sums } => {
                let agent = self.cast.member(agent)?;
                let found = self.stage.deal_week(&book, agent, Week(week.0));
                let found = found.ok_or("no deal was settled for this week")?;
                same(sums, |name| match name {
                    "loss" => found.loss.0,
                    "makeup_before" => found.makeup_before.0,
                    "commission" => found.share.commission.0,
                    "fees" => found.share.fees.0,
                    "net" => found.share.net.0,
                    "heads" => found.heads,
                    _ => found.share.makeup.0,
                })
            }
            Expectation::Frozen { member, week, sums } => {
                let member = self.cast.member(member)?;
                let found = self.stage.frozen(&book, member, Week(week.0));
                same(sums, |name| match name {
                    "due" => found.due.0,
                    "pending" => found.pending.0,
                    "heads" => found.heads,
                    "carry" => found.carry.0,
                    "result" => found.result.0,
                    _ => found.balance.0,
                })
            }
            Expectation::Invoice { week, sums } => {
                let found = self.stage.invoice(&book, Week(week.0));
                let (heads, amount) = found.ok_or("no invoice was made for this week")?;
                same(sums, |name| if name == "heads" { heads } else { amount.0 })
            }
            Expectation::Commission { agent, payable } => {
                let agent = self.cast.member(agent)?;
                let found = self.stage.payable(&book, agent);
                if found == *payable { Ok(()) } else { Err(format!("{found} is payable")) }
            }
            other => Err(format!("{other:?} is nothing about weeks")),
        }
    }
}

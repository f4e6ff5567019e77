//! Carries out the deeds around money.

use domain::command::{Action, Outcome, Pay};
use domain::funding::command::FundingCommand;
use domain::id::{ApplicationId, GrantId, WithdrawalId};

use super::{Play, unit};
use crate::script::{MoneyDeed, PayKind, PayWords};
use crate::stage::Done;

impl Play<'_> {
    /// Money received, paid out or corrected.
    pub(super) fn pay(&mut self, by: &str, words: &PayWords) -> Result<Done<()>, String> {
        let pay = Pay {
            member: self.cast.member(&words.member)?,
            method: words.method,
            amount: words.amount,
            reference: words.reference.clone(),
            note: words.note.clone(),
        };
        let action = match words.kind {
            PayKind::Receipt => Action::Receive(pay),
            PayKind::Disbursement => Action::Disburse(pay),
            PayKind::Adjustment => Action::Adjust(pay),
        };
        self.by_member(by, action, words.key.as_deref()).map(unit)
    }

    /// What a member does, or the timer without one.
    pub(super) fn money(&mut self, by: Option<&str>, deed: &MoneyDeed) -> Result<Done<()>, String> {
        let command = self.money_command(by, deed)?;
        let action = Action::Funding(Box::new(command));
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        match (deed, &done) {
            (MoneyDeed::Grant { grant, .. }, Ok(Outcome::Grant(id))) => {
                self.cast.add_thing(grant, id.0)?;
            }
            (MoneyDeed::Apply { application, .. }, Ok(Outcome::Application(id))) => {
                self.cast.add_thing(application, id.0)?;
            }
            (MoneyDeed::Request { withdrawal, .. }, Ok(Outcome::Withdrawal(id))) => {
                self.cast.add_thing(withdrawal, id.0)?;
            }
            _ => {}
        }
        Ok(unit(done))
    }

    fn withdrawal(&self, name: &str) -> Result<WithdrawalId, String> {
        self.cast.thing(name).map(WithdrawalId)
    }

    fn money_command(&self, by: Option<&str>, deed: &MoneyDeed) -> Result<FundingCommand, String> {
        Ok(match deed {
            MoneyDeed::Keep { .. }
            | MoneyDeed::Bound { .. }
            | MoneyDeed::Lend { .. }
            | MoneyDeed::Recover { .. }
            | MoneyDeed::Apply { .. }
            | MoneyDeed::Assess { .. } => self.credit_command(by, deed)?,
            MoneyDeed::Request { member, amount, method, destination, .. } => {
                let member = member.as_deref().or(by).ok_or("somebody must ask for a payout")?;
                FundingCommand::RequestWithdrawal {
                    member: self.cast.member(member)?,
                    method: *method,
                    amount: *amount,
                    destination: destination.clone(),
                }
            }
            MoneyDeed::Approve { withdrawal, member } => FundingCommand::ApproveWithdrawal {
                member: self.cast.member(member)?,
                withdrawal: self.withdrawal(withdrawal)?,
            },
            MoneyDeed::Deny { withdrawal, member, reason } => FundingCommand::DenyWithdrawal {
                member: self.cast.member(member)?,
                withdrawal: self.withdrawal(withdrawal)?,
                reason: reason.clone(),
            },
            MoneyDeed::Cancel { withdrawal, member } => FundingCommand::CancelWithdrawal {
                member: self.cast.member(member)?,
                withdrawal: self.withdrawal(withdrawal)?,
            },
            MoneyDeed::Settle { withdrawal, member, reference } => FundingCommand::PayWithdrawal {
                member: self.cast.member(member)?,
                withdrawal: self.withdrawal(withdrawal)?,
                reference: reference.clone(),
            },
            MoneyDeed::Accrue { member, amount, note } => FundingCommand::Accrue(Pay {
                member: self.cast.member(member)?,
                method: None,
                amount: *amount,
                reference: String::new(),
                note: note.clone(),
            }),
            MoneyDeed::Describe { terms } => FundingCommand::ChangeMethod(terms.clone()),
            MoneyDeed::Grant { member, amount, until, terms, note, .. } => {
                FundingCommand::GrantFreePlay {
                    member: self.cast.member(member)?,
                    amount: *amount,
                    expires_at: *until,
                    note: note.clone(),
                    terms: terms.clone(),
                }
            }
            MoneyDeed::End { grant, member, note } => FundingCommand::EndFreePlay {
                member: self.cast.member(member)?,
                grant: GrantId(self.cast.thing(grant)?),
                note: note.clone(),
            },
        })
    }

    fn credit_command(&self, by: Option<&str>, deed: &MoneyDeed) -> Result<FundingCommand, String> {
        Ok(match deed {
            MoneyDeed::Keep { member, account, settle } => FundingCommand::SetAccount {
                member: self.cast.member(member)?,
                account: *account,
                settle: *settle,
            },
            MoneyDeed::Bound { member, most } => {
                FundingCommand::BoundBranch { member: self.cast.member(member)?, most: *most }
            }
            MoneyDeed::Lend { member, amount, until, note } => FundingCommand::LendCredit {
                member: self.cast.member(member)?,
                amount: *amount,
                expires_at: *until,
                note: note.clone(),
            },
            MoneyDeed::Recover { member, note } => {
                FundingCommand::EndCredit { member: self.cast.member(member)?, note: note.clone() }
            }
            MoneyDeed::Apply { member, amount, note, .. } => {
                let member = member.as_deref().or(by).ok_or("somebody must apply for credit")?;
                FundingCommand::ApplyForCredit {
                    member: self.cast.member(member)?,
                    amount: *amount,
                    note: note.clone(),
                }
            }
            MoneyDeed::Assess { application, member, granted, grounds } => {
                FundingCommand::AssessCredit {
                    member: self.cast.member(member)?,
                    application: ApplicationId(self.cast.thing(application)?),
                    granted: *granted,
                    grounds: grounds.clone(),
                }
            }
            other => return Err(format!("{other:?} is not about credit")),
        })
    }
}

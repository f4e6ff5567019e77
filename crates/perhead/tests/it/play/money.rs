//! Carries out the deeds around money.

use domain::command::{Action, Outcome, Pay};
use domain::funding::command::FundingCommand;

use super::{Play, unit};
use crate::script::MoneyDeed;
use crate::stage::Done;

impl Play<'_> {
    /// What a member does, or the timer without one.
    pub(super) fn money(&mut self, by: Option<&str>, deed: &MoneyDeed) -> Result<Done<()>, String> {
        let command = self.money_command(deed)?;
        let action = Action::Funding(Box::new(command));
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        if let (MoneyDeed::Grant { grant, .. }, Ok(Outcome::Grant(id))) = (deed, &done) {
            self.cast.add_thing(grant, id.0)?;
        }
        Ok(unit(done))
    }

    fn money_command(&self, deed: &MoneyDeed) -> Result<FundingCommand, String> {
        Ok(match deed {
            MoneyDeed::Accrue { member, amount, note } => FundingCommand::Accrue(Pay {
                member: self.cast.member(member)?,
                method: None,
                amount: *amount,
                reference: String::new(),
                note: note.clone(),
            }),
            MoneyDeed::Describe { terms } => FundingCommand::ChangeMethod(terms.clone()),
            MoneyDeed::Grant { member, amount, until, note, .. } => FundingCommand::GrantFreePlay {
                member: self.cast.member(member)?,
                amount: *amount,
                expires_at: *until,
                note: note.clone(),
            },
            MoneyDeed::End { grant, member, note } => FundingCommand::EndFreePlay {
                member: self.cast.member(member)?,
                grant: domain::id::GrantId(self.cast.thing(grant)?),
                note: note.clone(),
            },
        })
    }
}

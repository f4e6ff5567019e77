//! Carries out the deeds around wagers that wait for the operator's word.

use domain::acceptance::AcceptanceCommand;
use domain::command::Action;
use domain::id::MemberId;

use super::{Play, unit};
use crate::script::AcceptanceDeed;
use crate::stage::Done;

impl Play<'_> {
    /// What a member does, or the timer without one.
    pub(super) fn gate(
        &mut self,
        by: Option<&str>,
        deed: &AcceptanceDeed,
    ) -> Result<Done<()>, String> {
        let action = Action::Acceptance(self.acceptance_command(deed)?);
        Ok(unit(match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        }))
    }

    fn acceptance_command(&self, deed: &AcceptanceDeed) -> Result<AcceptanceCommand, String> {
        Ok(match deed {
            AcceptanceDeed::Gate { owner, terms } => {
                let owner =
                    if owner == "book" { MemberId::HOUSE } else { self.cast.member(owner)? };
                AcceptanceCommand::SetTerms { owner, terms: *terms }
            }
            AcceptanceDeed::Pass { ticket, member, amount, note } => AcceptanceCommand::Approve {
                member: self.cast.member(member)?,
                tender: self.cast.ticket(ticket)?,
                amount: *amount,
                note: note.clone(),
            },
            AcceptanceDeed::Refuse { ticket, member, note } => AcceptanceCommand::Refuse {
                member: self.cast.member(member)?,
                tender: self.cast.ticket(ticket)?,
                note: note.clone(),
            },
            AcceptanceDeed::Review { ticket } => {
                AcceptanceCommand::Review { tender: self.cast.ticket(ticket)? }
            }
        })
    }
}

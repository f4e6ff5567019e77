//! Carries out the deeds that protect players.

use domain::command::{Action, Outcome};
use domain::id::ExclusionId;
use domain::protection::command::ProtectionCommand;

use super::{Play, unit};
use crate::script::ProtectionDeed;
use crate::stage::Done;

impl Play<'_> {
    /// What a member does, or the timer without one.
    pub(super) fn protect(
        &mut self,
        by: Option<&str>,
        deed: &ProtectionDeed,
    ) -> Result<Done<()>, String> {
        let action = Action::Protect(Box::new(self.protection_command(deed)?));
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        if let (ProtectionDeed::Exclude { exclusion, .. }, Ok(Outcome::Exclusion(id))) =
            (deed, &done)
        {
            self.cast.add_thing(exclusion, id.0)?;
        }
        Ok(unit(done))
    }

    fn protection_command(&self, deed: &ProtectionDeed) -> Result<ProtectionCommand, String> {
        Ok(match deed {
            ProtectionDeed::Shield { member, measure, span, amount } => ProtectionCommand::Limit {
                member: self.cast.member(member)?,
                measure: *measure,
                span: *span,
                amount: *amount,
            },
            ProtectionDeed::Exclude { member, kind, until, reason, .. } => {
                ProtectionCommand::Exclude {
                    member: self.cast.member(member)?,
                    kind: *kind,
                    until: *until,
                    reason: reason.clone(),
                }
            }
            ProtectionDeed::Lift { exclusion, member } => ProtectionCommand::Lift {
                member: self.cast.member(member)?,
                exclusion: ExclusionId(self.cast.thing(exclusion)?),
            },
            ProtectionDeed::CancelBets { member, exclusion } => ProtectionCommand::CancelBets {
                member: self.cast.member(member)?,
                exclusion: ExclusionId(self.cast.thing(exclusion)?),
            },
        })
    }
}

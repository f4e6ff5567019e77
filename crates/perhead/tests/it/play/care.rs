//! Carries out the deeds around the person behind an account.

use domain::care::command::CareCommand;
use domain::command::{Action, Outcome};
use domain::id::{HoldId, MessageId, SubjectRequestId};

use super::{Play, unit};
use crate::script::CareDeed;
use crate::stage::Done;

impl Play<'_> {
    /// What a member does, or the timer without one.
    pub(super) fn care(&mut self, by: Option<&str>, deed: &CareDeed) -> Result<Done<()>, String> {
        let action = Action::Care(Box::new(self.care_command(by, deed)?));
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        match (deed, &done) {
            (CareDeed::Ask { request, .. }, Ok(Outcome::SubjectRequest(id))) => {
                self.cast.add_thing(request, id.0)?;
            }
            (CareDeed::Hold { hold, .. }, Ok(Outcome::Hold(id))) => {
                self.cast.add_thing(hold, id.0)?;
            }
            _ => {}
        }
        Ok(unit(done))
    }

    fn care_command(&self, by: Option<&str>, deed: &CareDeed) -> Result<CareCommand, String> {
        Ok(match deed {
            CareDeed::WantNotices(wanted) => CareCommand::WantNotices { wanted: *wanted },
            CareDeed::ReadNotices => CareCommand::ReadNotices,
            CareDeed::Ask { member, kind, text, .. } => CareCommand::Ask {
                member: self.cast.member(member.as_deref().or(by).unwrap_or_default())?,
                kind: *kind,
                text: text.clone(),
            },
            CareDeed::Answer { request, member, granted, reason } => CareCommand::Answer {
                member: self.cast.member(member)?,
                request: SubjectRequestId(self.cast.thing(request)?),
                granted: *granted,
                reason: reason.clone(),
            },
            CareDeed::Hold { member, evidence, .. } => {
                CareCommand::Hold { member: self.cast.member(member)?, evidence: evidence.clone() }
            }
            CareDeed::EndHold { hold, member, ending, reason } => CareCommand::EndHold {
                member: self.cast.member(member)?,
                hold: HoldId(self.cast.thing(hold)?),
                ending: *ending,
                reason: reason.clone(),
            },
            CareDeed::Forget(names) => {
                let messages = names.iter().map(|name| self.cast.thing(name).map(MessageId));
                CareCommand::EraseMessages { messages: messages.collect::<Result<_, _>>()? }
            }
            CareDeed::Erase(member) => {
                CareCommand::ErasePerson { member: self.cast.member(member)? }
            }
        })
    }
}

//! Carries out the deeds around messages.

use domain::command::{Action, Outcome};
use domain::id::MessageId;
use domain::message::MessageCommand;

use super::{Play, unit};
use crate::script::MessageDeed;
use crate::stage::Done;

impl Play<'_> {
    pub(super) fn message(&mut self, by: &str, deed: &MessageDeed) -> Result<Done<()>, String> {
        let (command, name) = match deed {
            MessageDeed::Say { member, to_branch, text, name } => {
                let member = self.cast.member(member.as_deref().unwrap_or(by))?;
                let (to_branch, text) = (*to_branch, text.clone());
                (MessageCommand::Write { member, to_branch, text }, name.as_deref())
            }
            MessageDeed::Read { member, message } => {
                let member = self.cast.member(member.as_deref().unwrap_or(by))?;
                let up_to = MessageId(self.cast.thing(message)?);
                (MessageCommand::Read { member, up_to }, None)
            }
        };
        let done = self.by_member(by, Action::Message(command), None)?;
        if let (Ok(Outcome::Message(id)), Some(name)) = (&done, name) {
            self.cast.add_thing(name, id.0)?;
        }
        Ok(unit(done))
    }
}

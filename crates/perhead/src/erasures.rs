//! What the timer erases once the law keeps it no longer: whom closed accounts belonged to, where
//! accesses came from, the words of complaints, messages. The desk decides each anew.

use desk::port::{CareViews as _, Views as _};
use domain::calendar::Instant;
use domain::care::command::CareCommand;
use domain::command::{Action, Actor};
use domain::id::BookId;
use domain::jurisdiction::in_force;
use domain::rows::Key;
use domain::working::Working;

use crate::calls::fresh;
use crate::tick::Worker;

impl Worker {
    /// The commands that are due.
    ///
    /// # Errors
    /// When the store fails.
    pub fn erasures(&self, id: BookId) -> anyhow::Result<Vec<CareCommand>> {
        let mut working = Working::new();
        self.database.load(id, &[Key::Jurisdiction(id)], &mut working)?;
        let retention = in_force(&working, id).retention;
        let now: Instant = self.clock.now();
        let records = retention.records_until(now);
        let persons = self.database.erasable_persons(id, records)?.into_iter();
        let mut due: Vec<CareCommand> =
            persons.map(|member| CareCommand::ErasePerson { member }).collect();
        let sessions = self.database.erasable_places(id, records)?;
        due.extend((!sessions.is_empty()).then_some(CareCommand::ErasePlaces { sessions }));
        let messages = self.database.erasable_messages(id, retention.messages_until(now))?;
        due.extend((!messages.is_empty()).then_some(CareCommand::EraseMessages { messages }));
        let complaints = retention.complaints_until(now);
        let disputes = self.database.erasable_complaints(id, complaints)?.into_iter();
        due.extend(disputes.map(|dispute| CareCommand::EraseComplaint { dispute }));
        Ok(due)
    }

    /// Erases what is due.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn erase(&self, id: BookId) -> anyhow::Result<()> {
        for command in self.erasures(id)? {
            self.desk.call(fresh(id, Actor::System, Action::Care(Box::new(command))))?;
        }
        Ok(())
    }
}

//! Carries out the deeds around payment providers' records.

use domain::command::{Action, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::reconcile::{LineOutcome, ProviderSecret};

use super::{Play, unit};
use crate::script::records::{NoticeWords, RecordDeed};
use crate::stage::{Done, Notice};

impl Play<'_> {
    pub(super) fn record(&mut self, deed: &RecordDeed) -> Result<Done<()>, String> {
        match deed {
            RecordDeed::Key { by, method } => {
                let number = self.cast.newest_key(*method)? + 1;
                let secret = ProviderSecret([number; 32]);
                let command = FundingCommand::ChangeProviderKey { method: *method, secret };
                let done = self.by_member(by, Action::Funding(Box::new(command)), None)?;
                if done.is_ok() {
                    self.cast.add_key(*method, number)?;
                }
                Ok(unit(done))
            }
            RecordDeed::Hold { by, name, method, lines } => {
                let (method, lines) = (*method, lines.clone());
                let command = FundingCommand::Reconcile { method, name: name.clone(), lines };
                let done = self.by_member(by, Action::Funding(Box::new(command)), None)?;
                self.keep_record(Some(name), done)
            }
            RecordDeed::Notify { method, notice } => {
                let newest = self.cast.newest_key(*method)?;
                let NoticeWords { id, member, line, failed, signed, seconds_old, name } = notice;
                let sent = Notice {
                    method: *method,
                    id: id.clone(),
                    member: self.cast.member(member)?,
                    line: line.clone(),
                    failed: *failed,
                    signed_by: signed.unwrap_or(newest),
                    seconds_old: *seconds_old,
                };
                let book = self.cast.book()?.clone();
                let done = self.stage.notify(&book, &sent);
                self.keep_record(name.as_deref(), done)
            }
        }
    }

    fn keep_record(&mut self, name: Option<&str>, done: Done<Outcome>) -> Result<Done<()>, String> {
        match (name, &done) {
            (Some(name), Ok(Outcome::Reconciliation(id))) => self.cast.add_thing(name, id.0)?,
            (_, Ok(Outcome::Reconciliation(_)) | Err(_)) => {}
            (_, Ok(other)) => return Err(format!("a record answers {other:?}")),
        }
        Ok(unit(done))
    }
}

/// The counts of a record are the expected ones; what is not named must be none.
pub(super) fn same_counts(
    found: &[i32; LineOutcome::ALL.len()],
    expected: &[(LineOutcome, i32)],
) -> Result<(), String> {
    for ((outcome, name), found) in LineOutcome::ALL.iter().zip(found) {
        let wanted = expected.iter().find(|(one, _)| one == outcome).map_or(0, |(_, count)| *count);
        if *found != wanted {
            return Err(format!("{name} is {found}, not {wanted}"));
        }
    }
    Ok(())
}

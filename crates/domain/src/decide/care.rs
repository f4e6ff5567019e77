//! Decisions around the person behind an account: notices of accesses, requests about what is kept
//! of somebody, accounts that are held because fraud is suspected, and what is kept no longer.
//! Never touches the ledger, tickets or events.

mod erasure;
mod hold;
mod notices;
mod request;

use crate::care::command::CareCommand;
use crate::command::Outcome;
use crate::draft::Draft;
use crate::rejection::Rejection;

pub(in crate::decide) use hold::refuse_held;

pub(super) fn decide(draft: &mut Draft<'_>, command: &CareCommand) -> Result<Outcome, Rejection> {
    match command {
        CareCommand::WantNotices { wanted } => notices::want(draft, *wanted),
        CareCommand::ReadNotices => notices::read(draft),
        CareCommand::Ask { member, kind, text } => request::ask(draft, *member, *kind, text),
        CareCommand::Answer { member, request, granted, reason } => {
            request::answer(draft, (*member, *request), *granted, reason)
        }
        CareCommand::Hold { member, evidence } => hold::place(draft, *member, evidence),
        CareCommand::EndHold { member, hold, ending, reason } => {
            hold::end(draft, (*member, *hold), *ending, reason)
        }
        CareCommand::ErasePerson { member } => erasure::erase_due(draft, *member),
        CareCommand::ErasePlaces { sessions } => erasure::erase_places(draft, sessions),
        CareCommand::EraseMessages { messages } => erasure::erase_messages(draft, messages),
        CareCommand::EraseComplaint { dispute } => erasure::erase_complaint(draft, *dispute),
    }
}

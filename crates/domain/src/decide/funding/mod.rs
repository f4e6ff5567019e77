//! Decisions about money beside wagering: payments, their methods, and free play.

mod free_play;
mod method;
mod payment;

pub(super) use payment::{adjust, disburse, receive};

use crate::access::Permission;
use crate::command::Outcome;
use crate::draft::Draft;
use crate::funding::command::FundingCommand;
use crate::id::MemberId;
use crate::rejection::Rejection;

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &FundingCommand,
) -> Result<Outcome, Rejection> {
    match command {
        FundingCommand::ChangeMethod(terms) => method::change(draft, terms),
        FundingCommand::Accrue(pay) => payment::accrue(draft, pay),
        FundingCommand::GrantFreePlay { member, amount, expires_at, note } => {
            free_play::grant(draft, *member, *amount, *expires_at, note)
        }
        FundingCommand::EndFreePlay { member, grant, note } => {
            free_play::end(draft, *member, *grant, note)
        }
    }
}

/// The right a command needs, and the member it concerns.
pub(super) fn needed(command: &FundingCommand) -> (Permission, Option<MemberId>) {
    match command {
        FundingCommand::ChangeMethod(_) => (Permission::ManageBook, None),
        FundingCommand::Accrue(pay) => (Permission::Adjust, Some(pay.member)),
        FundingCommand::GrantFreePlay { member, .. }
        | FundingCommand::EndFreePlay { member, .. } => (Permission::Adjust, Some(*member)),
    }
}

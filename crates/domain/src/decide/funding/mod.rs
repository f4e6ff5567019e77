//! Decisions about money beside wagering: payments, their methods, and free play.

mod credit;
mod free_play;
mod method;
mod payment;
mod reconcile;
mod refund;
mod withdrawal;

pub(super) use credit::{check_branches, check_credit};
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
        FundingCommand::RequestWithdrawal { member, method, amount, destination } => {
            withdrawal::request(draft, *member, *method, *amount, destination)
        }
        FundingCommand::ApproveWithdrawal { member, withdrawal } => {
            withdrawal::approve(draft, *member, *withdrawal)
        }
        FundingCommand::DenyWithdrawal { member, withdrawal, reason } => {
            withdrawal::deny(draft, *member, *withdrawal, reason)
        }
        FundingCommand::CancelWithdrawal { member, withdrawal } => {
            withdrawal::cancel(draft, *member, *withdrawal)
        }
        FundingCommand::PayWithdrawal { member, withdrawal, reference } => {
            withdrawal::pay(draft, *member, *withdrawal, reference)
        }
        FundingCommand::GrantFreePlay { member, amount, expires_at, note, terms } => {
            free_play::grant(draft, *member, *amount, *expires_at, (note, terms))
        }
        FundingCommand::EndFreePlay { member, grant, note } => {
            free_play::end(draft, *member, *grant, note)
        }
        FundingCommand::Reconcile { method, name, lines } => {
            reconcile::file(draft, *method, name, lines)
        }
        FundingCommand::Notice { method, name, member, line, failed } => {
            let notice = reconcile::Notice { method: *method, member: *member, failed: *failed };
            reconcile::notice(draft, name, notice, line)
        }
        FundingCommand::ChangeProviderKey { method, secret } => {
            reconcile::change_key(draft, *method, *secret)
        }
        FundingCommand::SetAccount { member, account, settle } => {
            credit::set_account(draft, *member, *account, *settle)
        }
        FundingCommand::BoundBranch { member, most } => credit::bound_branch(draft, *member, *most),
        FundingCommand::LendCredit { member, amount, expires_at, note } => {
            credit::lend(draft, *member, *amount, *expires_at, note)
        }
        FundingCommand::EndCredit { member, note } => credit::end(draft, *member, note),
        FundingCommand::ApplyForCredit { member, amount, note } => {
            credit::apply(draft, *member, *amount, note)
        }
        FundingCommand::AssessCredit { member, application, granted, grounds } => {
            credit::assess(draft, *member, *application, *granted, grounds)
        }
    }
}

/// The right a command of `actor` needs, and the member it concerns. Players ask for their own
/// payouts and give up their own free play with the right to bet; for somebody else it takes a
/// cashier.
pub(super) fn needed(command: &FundingCommand, actor: MemberId) -> (Permission, Option<MemberId>) {
    match command {
        FundingCommand::RequestWithdrawal { member, .. }
        | FundingCommand::CancelWithdrawal { member, .. } => {
            let own = *member == actor;
            let right = if own { Permission::PlaceWager } else { Permission::RecordPayment };
            (right, Some(*member))
        }
        FundingCommand::ApproveWithdrawal { member, .. }
        | FundingCommand::DenyWithdrawal { member, .. } => {
            (Permission::ApproveWithdrawal, Some(*member))
        }
        FundingCommand::PayWithdrawal { member, .. } => (Permission::RecordPayment, Some(*member)),
        FundingCommand::ChangeMethod(_) | FundingCommand::ChangeProviderKey { .. } => {
            (Permission::ManageBook, None)
        }
        FundingCommand::Reconcile { .. } => (Permission::Adjust, None),
        // Only a signed notice brings it, which is the system's: nobody holds every right.
        FundingCommand::Notice { .. } => (Permission::ManagePlatform, None),
        FundingCommand::Accrue(pay) => (Permission::Adjust, Some(pay.member)),
        FundingCommand::EndFreePlay { member, .. } if *member == actor => {
            (Permission::PlaceWager, Some(*member))
        }
        FundingCommand::GrantFreePlay { member, .. }
        | FundingCommand::EndFreePlay { member, .. } => (Permission::Adjust, Some(*member)),
        FundingCommand::ApplyForCredit { member, .. } if *member == actor => {
            (Permission::PlaceWager, Some(*member))
        }
        FundingCommand::SetAccount { member, .. }
        | FundingCommand::BoundBranch { member, .. }
        | FundingCommand::LendCredit { member, .. }
        | FundingCommand::EndCredit { member, .. }
        | FundingCommand::ApplyForCredit { member, .. }
        | FundingCommand::AssessCredit { member, .. } => (Permission::ChangeLimits, Some(*member)),
    }
}

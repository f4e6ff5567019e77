//! What the road of a command must know before the command is decided. Decides nothing itself.

use crate::acceptance::AcceptanceCommand;
use crate::command::Action;
use crate::figure::command::WeekCommand;
use crate::member::MemberStatus;

impl Action {
    /// True when the decision reads the time of the week; it is asked for only then.
    pub fn reads_wall_time(&self) -> bool {
        match self {
            Action::Funding(command) => command.reads_wall_time(),
            other => matches!(other, Action::ConfirmResult { .. }),
        }
    }

    /// True for commands that read pages or grow with the book: they are decided in a batch of
    /// their own, so that what they read cannot be changed beside them.
    pub fn stands_alone(&self) -> bool {
        matches!(
            self,
            Action::GradeChunk { .. }
                | Action::ConfirmResult { .. }
                | Action::Rule(_)
                | Action::Dispute(_)
                | Action::Week(
                    WeekCommand::Close { .. }
                        | WeekCommand::CloseChunk { .. }
                        | WeekCommand::SettleUp(_)
                        | WeekCommand::SettleUpChunk { .. }
                )
                | Action::DecideRuling { .. }
                // What they bring into use is not loaded for those who come before.
                | Action::ChangeRules(_)
                | Action::SellPoints(_)
                | Action::Control { .. }
                | Action::SetProfile(_)
                | Action::MoveOwnLine { .. }
                | Action::ReplaceLimits { .. }
                | Action::Acceptance(AcceptanceCommand::SetTerms { .. })
                | Action::Protect(_)
                | Action::EnterScore { .. }
                | Action::Grading(_)
                | Action::ChangePermissions { .. }
                | Action::MoveMember { .. }
                | Action::CloseMember(_)
                | Action::SignUp(_)
                | Action::SetPerson { .. }
                | Action::ListPerson(_)
                | Action::Unlist { .. }
                | Action::Care(_)
                | Action::ChangeStatus { status: MemberStatus::Active, .. }
                | Action::ChangeStatus { status: MemberStatus::Closed, .. }
        )
    }
}

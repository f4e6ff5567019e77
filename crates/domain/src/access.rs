//! Who may do what: the one place where permissions and branches are checked.

use crate::id::MemberId;
use crate::member::{Member, MemberStatus, Role};
use crate::register::{by_name, name_of};
use crate::rejection::{Code, Rejection};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// One right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$doc])* $name),+ }

        impl Permission {
            /// Every permission with its stable name.
            pub const ALL: &[(Permission, &'static str)] = &[$((Permission::$name, $text)),+];
        }
    };
}

permissions! {
    /// Bet on one's own account.
    PlaceWager = "place_wager",
    /// See one's branch: members, tickets, statements.
    ViewBranch = "view_branch",
    /// Create members below oneself.
    CreateMember = "create_member",
    /// Activate, suspend and close members of one's branch.
    ChangeStatus = "change_status",
    /// Set credit and wager limits in one's branch.
    ChangeLimits = "change_limits",
    /// Record receipts and disbursements of one's branch.
    RecordPayment = "record_payment",
    /// Correct a balance by a named adjustment.
    Adjust = "adjust",
    /// Write a ticket for a player of one's branch.
    WriteForPlayer = "write_for_player",
    /// Post fixtures and move lines of the catalogue.
    MoveLine = "move_line",
    /// Suspend, circle and reopen what the book offers.
    ControlOffer = "control_offer",
    /// Report a score.
    EnterScore = "enter_score",
    /// Confirm a result, which settles.
    ConfirmResult = "confirm_result",
    /// See figures, exposure and reports of one's branch.
    ViewReports = "view_reports",
    /// See the event log.
    ViewAudit = "view_audit",
    /// Close a week.
    CloseWeek = "close_week",
    /// Change the book's brand, calendar and house rules.
    ManageBook = "manage_book",
    /// Create and suspend books.
    ManagePlatform = "manage_platform",
    /// Void and cancel wagers, markets and fixtures, and approve what others asked to void.
    VoidWager = "void_wager",
    /// Approve what somebody else asked to void once the result is known.
    VoidAfterResult = "void_after_result",
    /// Approve and deny payouts of one's branch.
    ApproveWithdrawal = "approve_withdrawal",
    /// Give own rights to members of one's branch, and take them away.
    GrantRights = "grant_rights",
    /// Move members of one's branch below another of it.
    MoveMember = "move_member",
    /// Issue keys with which programs act for oneself.
    ManageKeys = "manage_keys",
    /// See what a member of one's branch sees, as that member.
    Impersonate = "impersonate",
    /// See who the members of one's branch are as persons.
    ViewIdentity = "view_identity",
    /// Enter and verify who they are, and keep the lists of those who must not play.
    ManageIdentity = "manage_identity",
    /// Set the deals of agents below oneself.
    ManageDeals = "manage_deals",
    /// Answer disputes.
    AnswerDispute = "answer_dispute",
    /// Accept and refuse wagers that wait, and say from which amounts on they do.
    ApproveWager = "approve_wager",
    /// Write messages to members of one's branch, and read theirs.
    WriteMessage = "write_message",
}

impl Permission {
    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(Self::ALL, self)
    }

    /// The permission of a stable name.
    pub fn parse(name: &str) -> Option<Permission> {
        by_name(Self::ALL, name)
    }

    fn bit(self) -> i64 {
        1 << (self as u32)
    }
}

/// A set of rights, kept as bits in the order of [`Permission::ALL`] (append only).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions(pub i64);

impl Permissions {
    /// The set of the listed rights.
    pub fn of(list: &[Permission]) -> Permissions {
        Permissions(list.iter().fold(0, |bits, permission| bits | permission.bit()))
    }

    /// The set and the listed rights.
    pub fn with(self, list: &[Permission]) -> Permissions {
        Permissions(self.0 | Permissions::of(list).0)
    }

    /// True when the right is in the set.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// The rights in both sets: nobody grants more than they hold.
    pub fn within(self, giver: Permissions) -> Permissions {
        Permissions(self.0 & giver.0)
    }

    /// The rights of the set, in order.
    pub fn list(self) -> Vec<Permission> {
        Permission::ALL.iter().map(|(one, _)| *one).filter(|one| self.has(*one)).collect()
    }

    /// What a role starts with.
    pub fn of_role(role: Role) -> Permissions {
        use Permission as P;
        let agent = [
            P::ViewBranch,
            P::CreateMember,
            P::ChangeStatus,
            P::ChangeLimits,
            P::RecordPayment,
            P::ViewReports,
            P::WriteMessage,
        ];
        let above_agents = [P::GrantRights, P::MoveMember];
        let book = [
            P::Adjust,
            P::WriteForPlayer,
            P::ControlOffer,
            P::EnterScore,
            P::ConfirmResult,
            P::ViewAudit,
            P::CloseWeek,
            P::VoidWager,
            P::AnswerDispute,
            P::ApproveWager,
            P::ApproveWithdrawal,
            P::ViewIdentity,
            P::ManageIdentity,
        ];
        match role {
            Role::Player => Permissions::of(&[P::PlaceWager]),
            Role::Agent => Permissions::of(&agent).with(&[P::GrantRights]),
            Role::Master => Permissions::of(&agent).with(&above_agents).with(&[P::ManageDeals]),
            Role::Staff => Permissions(Permissions::of(&agent).0 | Permissions::of(&book).0),
            Role::Operator => Permissions::of_role(Role::Staff).with(&above_agents).with(&[
                P::ManageBook,
                P::VoidAfterResult,
                P::ManageDeals,
                P::ManageKeys,
                P::Impersonate,
            ]),
            Role::Platform => Permissions::of(&[
                P::ManagePlatform,
                P::MoveLine,
                P::EnterScore,
                P::CreateMember,
                P::ChangeStatus,
                P::ViewBranch,
                P::ViewAudit,
                P::GrantRights,
                P::ManageKeys,
            ]),
        }
    }
}

/// The member below whom `actor` acts: staff act for the operator's whole book, everybody else
/// within their own branch.
pub fn reach_of(actor: &Member) -> MemberId {
    if actor.role == Role::Staff { actor.chain[0] } else { actor.id }
}

/// Checks that `actor` is active and holds `permission`.
pub fn require(actor: &Member, permission: Permission) -> Result<(), Rejection> {
    if actor.status != MemberStatus::Active || !actor.permissions.has(permission) {
        let detail = format!("this needs the permission {}", permission.name());
        return Err(Rejection::new(Code::NotPermitted, detail));
    }
    Ok(())
}

/// Checks that `actor` may use `permission` on `target`. A target outside the actor's branch is
/// answered as if it did not exist.
pub fn require_on(
    actor: &Member,
    permission: Permission,
    target: &Member,
) -> Result<(), Rejection> {
    if actor.id != target.id && !target.is_in_branch_of(reach_of(actor)) {
        return Err(Rejection::not_found("member"));
    }
    require(actor, permission)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_its_own_bit_and_name() {
        for (one, name) in Permission::ALL {
            assert_eq!(Permission::parse(name), Some(*one));
            assert_eq!(Permissions::of(&[*one]).list(), [*one]);
        }
    }

    #[test]
    fn nobody_grants_more_than_they_hold() {
        let agent = Permissions::of_role(Role::Agent);
        let staff = Permissions::of_role(Role::Staff);
        // Rights over others are given by the operator and by those above agents, not by staff.
        let lent = Permissions::of(&[Permission::GrantRights]);
        assert_eq!(Permissions(staff.within(agent).0 | lent.0), agent);
        assert!(!staff.has(Permission::GrantRights));
        assert!(!staff.within(agent).has(Permission::ConfirmResult));
    }
}

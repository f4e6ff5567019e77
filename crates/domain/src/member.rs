//! Members: the nodes of a book's tree, their logins, sessions and invitations.

use crate::access::Permissions;
use crate::calendar::Instant;
use crate::id::{HoldId, MemberId, TokenHash};
use crate::jurisdiction::AccessRules;
use crate::register::{by_name, name_of};

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The provider's administrator; only in the provider's own scope.
    Platform,
    /// The bookmaker: root of a book's tree.
    Operator,
    /// The operator's employee.
    Staff,
    /// An agent above other agents.
    Master,
    /// An agent with players.
    Agent,
    /// Bets.
    Player,
}

impl Role {
    /// Every role with its stable name.
    pub const ALL: [(Role, &str); 6] = [
        (Role::Platform, "platform"),
        (Role::Operator, "operator"),
        (Role::Staff, "staff"),
        (Role::Master, "master"),
        (Role::Agent, "agent"),
        (Role::Player, "player"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The role of a stable name.
    pub fn parse(name: &str) -> Option<Role> {
        by_name(&Self::ALL, name)
    }

    /// Which roles may stand directly below this one in the tree.
    pub fn may_have_below(self, child: Role) -> bool {
        match self {
            Role::Platform => child == Role::Platform,
            Role::Operator => !matches!(child, Role::Platform | Role::Operator),
            Role::Master => matches!(child, Role::Master | Role::Agent | Role::Player),
            Role::Agent => matches!(child, Role::Agent | Role::Player),
            Role::Staff | Role::Player => false,
        }
    }
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberStatus {
    /// May look but not bet.
    Pending,
    /// Full use.
    Active,
    /// Stopped for now.
    Suspended,
    /// Ended for good, with nothing owed and nothing open.
    Closed,
}

impl MemberStatus {
    /// Every status with its stable name.
    pub const ALL: [(MemberStatus, &str); 4] = [
        (MemberStatus::Pending, "pending"),
        (MemberStatus::Active, "active"),
        (MemberStatus::Suspended, "suspended"),
        (MemberStatus::Closed, "closed"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The status of a stable name.
    pub fn parse(name: &str) -> Option<MemberStatus> {
        by_name(&Self::ALL, name)
    }

    /// Whether a member may go from this status to `next`.
    pub fn may_become(self, next: MemberStatus) -> bool {
        use MemberStatus::{Active, Closed, Pending, Suspended};
        matches!(
            (self, next),
            (Pending, Active | Suspended | Closed)
                | (Active, Suspended | Closed)
                | (Suspended, Active | Closed)
        )
    }
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Identity.
    pub id: MemberId,
    /// The node above; the root is its own parent.
    pub parent: MemberId,
    /// What it is.
    pub role: Role,
    /// Where it stands.
    pub status: MemberStatus,
    /// Unique in the book, lower case.
    pub login: String,
    /// Display name.
    pub name: String,
    /// What it may do.
    pub permissions: Permissions,
    /// From the root down to this member, this member included.
    pub chain: Vec<MemberId>,
    /// When it was created.
    pub created_at: Instant,
    /// For trying things out: excluded from every report. Set when it is created, for good.
    pub is_test: bool,
    /// Sessions and keys opened before this are over.
    pub sessions_from: Instant,
    /// A second factor is in force.
    pub second_factor: bool,
    /// Why the person may not play, if a list says so.
    pub bar: Option<Bar>,
    /// By which way the account came about.
    pub channel: Channel,
    /// When and why the account was closed, if it was.
    pub closed: Option<Closed>,
    /// The hold on the account, while fraud is suspected.
    pub hold: Option<HoldId>,
}

/// By which way an account came about (GLI-19 2.8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Nobody wrote it down: an account from before it was.
    Unrecorded,
    /// Somebody above created it.
    ByHand,
    /// It came with a list of many.
    Import,
    /// The player signed up with a code.
    SignUp,
}

impl Channel {
    /// Every channel with its stable name.
    pub const ALL: [(Channel, &str); 4] = [
        (Channel::Unrecorded, "unrecorded"),
        (Channel::ByHand, "by_hand"),
        (Channel::Import, "import"),
        (Channel::SignUp, "sign_up"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The channel of a stable name.
    pub fn parse(name: &str) -> Option<Channel> {
        by_name(&Self::ALL, name)
    }
}

/// The end of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: Instant,
    /// Why, for people.
    pub reason: String,
    /// When what tells of the person was erased.
    pub erased_at: Option<Instant>,
}

/// Why somebody may not play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BarKind {
    /// Excluded, by the own wish or by an authority.
    Excluded,
    /// Employees, owners, officials and their households.
    Restricted,
}

impl BarKind {
    /// Every kind with its stable name.
    pub const ALL: [(BarKind, &str); 2] =
        [(BarKind::Excluded, "excluded"), (BarKind::Restricted, "restricted")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<BarKind> {
        by_name(&Self::ALL, name)
    }
}

/// An entry of a list that keeps a member from playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Which list.
    pub kind: BarKind,
    /// It holds until then; without an end for good.
    pub until: Option<Instant>,
}

impl Member {
    /// True when `self` stands in the branch of `above` (a member is in its own branch).
    pub fn is_in_branch_of(&self, above: MemberId) -> bool {
        self.chain.contains(&above)
    }

    /// True for the topmost member of a book.
    pub fn is_root(&self) -> bool {
        self.parent == self.id
    }

    /// The bar in force at `now`.
    pub fn bar_at(&self, now: Instant) -> Option<Bar> {
        self.bar.filter(|bar| bar.until.is_none_or(|until| now < until))
    }
}

/// How a login is proved. The hash is made and verified by the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The login, lower case.
    pub login: String,
    /// Whose it is.
    pub member: MemberId,
    /// The password's hash; empty until one is set.
    pub password_hash: String,
    /// Failures since the last success, within the window.
    pub failures: i32,
    /// When the first of them happened.
    pub first_failure_at: Instant,
    /// Logins are refused until then.
    pub locked_until: Instant,
    /// The last success.
    pub last_login_at: Option<Instant>,
    /// Wrong codes beside the right password while the login was locked.
    pub code_failures: i32,
    /// Nothing opens the login until then, neither password nor code.
    pub shut_until: Instant,
    /// Whether the member wants to be told of accesses.
    pub notices_wanted: bool,
    /// Accesses after this have not been read of.
    pub noticed_at: Instant,
}

impl Login {
    /// Counts a failure at `now`; as many as the settings name, within their window, lock. A lock
    /// leaves live sessions alone.
    pub fn fail(&mut self, now: Instant, access: &AccessRules) {
        if now > self.first_failure_at.plus_seconds(access.lockout_window_seconds) {
            self.failures = 0;
            self.first_failure_at = now;
        }
        self.failures += 1;
        if self.failures >= access.lockout_failures {
            self.locked_until = now.plus_seconds(access.lockout_seconds);
            self.failures = 0;
            self.code_failures = 0;
        }
    }

    /// Counts a wrong code beside the right password. It counts like a wrong password; while that
    /// has locked the login, so that only both together open it, as many again shut it altogether:
    /// whoever knows the password cannot try codes without end.
    pub fn fail_code(&mut self, now: Instant, access: &AccessRules) {
        if now >= self.locked_until {
            return self.fail(now, access);
        }
        self.code_failures += 1;
        if self.code_failures >= access.lockout_failures {
            self.shut_until = now.plus_seconds(access.lockout_seconds);
            self.locked_until = self.locked_until.max(self.shut_until);
            self.code_failures = 0;
        }
    }

    /// True while nothing opens the login.
    pub fn is_shut(&self, now: Instant) -> bool {
        now < self.shut_until
    }

    /// The same once its member has come in: what failed before is forgotten.
    pub fn opened(self) -> Login {
        let never = Instant(0);
        Login { failures: 0, code_failures: 0, locked_until: never, shut_until: never, ..self }
    }
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token that the device holds.
    pub token: TokenHash,
    /// Who is signed in.
    pub member: MemberId,
    /// When it began.
    pub opened_at: Instant,
    /// It ends then at the latest.
    pub expires_at: Instant,
    /// When it was ended, if it was.
    pub ended_at: Option<Instant>,
    /// The address it began from.
    pub address: String,
    /// The client it began with.
    pub agent: String,
    /// When its member last proved who they are.
    pub proved_at: Instant,
    /// A second factor was shown in it.
    pub second_factor: bool,
}

/// A one-time link with which a member sets a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Hash of the token in the link.
    pub token: TokenHash,
    /// Who is invited.
    pub member: MemberId,
    /// It works until then.
    pub expires_at: Instant,
    /// When it was used, if it was.
    pub used_at: Option<Instant>,
}

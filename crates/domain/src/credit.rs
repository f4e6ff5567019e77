//! What a player may bet: the kind of account, credit and its limits, and what is available.
//!
//! Credit is what an agent or the operator gave, what was lent on top until a time, and a raise
//! that waits for its time (LCCP SR 3.7.1). Whether it counts at all is the law's: see
//! [`CreditPolicy`].

use crate::calendar::Instant;
use crate::id::{ApplicationId, BookId, MemberId};
use crate::jurisdiction::{CreditPolicy, Jurisdiction};
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rows::Read;

/// How a player and the house settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// On credit for a week; what stands then is settled.
    Weekly,
    /// On credit until it is used up or the settle limit is reached; weeks do not matter.
    Running,
    /// Money first: no credit at all.
    PostUp,
}

impl AccountKind {
    /// Every kind with its stable name.
    pub const ALL: [(AccountKind, &str); 3] = [
        (AccountKind::Weekly, "weekly"),
        (AccountKind::Running, "running"),
        (AccountKind::PostUp, "post_up"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<AccountKind> {
        by_name(&Self::ALL, name)
    }
}

/// An amount and the instant that matters for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// How much.
    pub amount: Money,
    /// From when, or until when.
    pub at: Instant,
}

/// A member's credit and own wager limits. `None` leaves a limit to the house rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Whose.
    pub member: MemberId,
    /// How far below zero the member's cash may go, as it was given last.
    pub credit: Money,
    /// Smallest risk of one wager.
    pub min_risk: Option<Money>,
    /// Largest risk of one wager.
    pub max_risk: Option<Money>,
    /// Largest win of one wager.
    pub max_win: Option<Money>,
    /// How the member and the house settle.
    pub account: AccountKind,
    /// The balance, either way, at which they settle.
    pub settle: Option<Money>,
    /// Credit that takes the place of [`Limits::credit`] from its time on.
    pub raise: Option<Timed>,
    /// Credit on top of it that ends at its time.
    pub temporary: Option<Timed>,
    /// Of an agent: the most credit that the players of the branch may have together.
    pub branch_credit: Option<Money>,
    /// An application for credit that nobody has decided yet.
    pub application: Option<ApplicationId>,
}

impl Limits {
    /// No credit, no limits of their own.
    pub fn none(member: MemberId) -> Limits {
        Limits {
            member,
            credit: Money::ZERO,
            min_risk: None,
            max_risk: None,
            max_win: None,
            account: AccountKind::Weekly,
            settle: None,
            raise: None,
            temporary: None,
            branch_credit: None,
            application: None,
        }
    }

    /// The same with a raise whose time has come in its place.
    pub fn at(self, now: Instant) -> Limits {
        match self.raise {
            Some(raise) if raise.at <= now => Limits { credit: raise.amount, raise: None, ..self },
            _ => self,
        }
    }

    /// Credit lent on top that has not ended at `now`.
    pub fn lent(&self, now: Instant) -> Money {
        self.temporary.filter(|lent| now < lent.at).map_or(Money::ZERO, |lent| lent.amount)
    }

    /// How far below zero the member's cash may go at `now` under the law of the place.
    pub fn credit_in_force(&self, policy: CreditPolicy, now: Instant) -> Money {
        match policy {
            CreditPolicy::Prohibited => Money::ZERO,
            CreditPolicy::Conditional | CreditPolicy::Allowed => {
                self.at(now).credit + self.lent(now)
            }
        }
    }

    /// What can be risked now: `available = cash + credit + live temporary credit`. Risk of open
    /// bets has already left cash.
    pub fn available(&self, cash: Money, policy: CreditPolicy, now: Instant) -> Money {
        cash + self.credit_in_force(policy, now)
    }

    /// The most credit that was promised: what counts against the bounds of branches. Temporary
    /// credit counts until it is ended.
    pub fn promised(&self) -> Money {
        let raised = self.raise.map_or(Money::ZERO, |raise| raise.amount);
        self.credit.max(raised) + self.temporary.map_or(Money::ZERO, |lent| lent.amount)
    }

    /// True when a member of this balance (cash and held) and the house are to settle. What a
    /// player of a post-up account has is never owed to the house.
    pub fn is_to_settle(&self, balance: Money) -> bool {
        let reached = |settle: Money| Money(balance.0.abs()) >= settle;
        self.account != AccountKind::PostUp && self.settle.is_some_and(reached)
    }

    /// What of a balance (cash and held) is to be collected (below zero) or paid when a week
    /// closes. A weekly account without a settle limit settles all of it; every other account
    /// rolls over until [`Limits::is_to_settle`].
    pub fn due(&self, balance: Money) -> Money {
        let settles_all = self.account == AccountKind::Weekly && self.settle.is_none();
        if settles_all || self.is_to_settle(balance) { balance } else { Money::ZERO }
    }
}

/// Whether the law of the place lets a book give credit. `needs` names the row for every command.
pub fn policy(read: &impl Read, book: BookId) -> CreditPolicy {
    let standard = || Jurisdiction::standard(book).credit.policy;
    read.jurisdiction(book).map_or_else(standard, |settings| settings.credit.policy)
}

/// The credit promised to the players of a branch, without its head: a page, read only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BranchCredit {
    /// The head of the branch.
    pub agent: MemberId,
    /// The sum of [`Limits::promised`].
    pub promised: Money,
}

/// Where an application for credit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApplicationState {
    /// It waits for an assessment.
    Asked,
    /// Credit was given.
    Granted,
    /// No credit was given.
    Refused,
}

impl ApplicationState {
    /// Every state with its stable name.
    pub const ALL: [(ApplicationState, &str); 3] = [
        (ApplicationState::Asked, "asked"),
        (ApplicationState::Granted, "granted"),
        (ApplicationState::Refused, "refused"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<ApplicationState> {
        by_name(&Self::ALL, name)
    }
}

/// How an application was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Who decided; `None` for the system.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
    /// What speaks for and against it, for auditors.
    pub grounds: String,
    /// The whole credit from `from` on; `None` when it was refused.
    pub granted: Option<Timed>,
}

/// A member's application for more credit, kept for ever with its assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Identity.
    pub id: ApplicationId,
    /// Who wants the credit.
    pub member: MemberId,
    /// The whole credit that is wanted.
    pub wanted: Money,
    /// Why.
    pub note: String,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Who asked; `None` for the system.
    pub asked_by: Option<MemberId>,
    /// The decision, once there is one.
    pub assessment: Option<Assessment>,
}

impl Application {
    /// Where it stands.
    pub fn state(&self) -> ApplicationState {
        match &self.assessment {
            None => ApplicationState::Asked,
            Some(found) if found.granted.is_some() => ApplicationState::Granted,
            Some(_) => ApplicationState::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            credit: Money(100),
            raise: Some(Timed { amount: Money(300), at: Instant(10) }),
            temporary: Some(Timed { amount: Money(50), at: Instant(20) }),
            ..Limits::none(MemberId(1))
        }
    }

    #[test]
    fn raises_begin_and_loans_end_at_their_time() {
        for (now, allowed) in [(0, 150), (9, 150), (10, 350), (19, 350), (20, 300)] {
            let found = |policy| limits().credit_in_force(policy, Instant(now));
            assert_eq!(found(CreditPolicy::Allowed), Money(allowed), "at {now}");
            assert_eq!(found(CreditPolicy::Conditional), Money(allowed), "at {now}");
            assert_eq!(found(CreditPolicy::Prohibited), Money::ZERO, "at {now}");
        }
        assert_eq!(limits().promised(), Money(350));
        assert_eq!(limits().at(Instant(10)).promised(), Money(350));
    }

    #[test]
    fn settling_is_due_either_way_but_never_on_a_post_up_account() {
        let of = |account| Limits { account, settle: Some(Money(500)), ..limits() };
        for (balance, due) in [(-500, true), (-499, false), (0, false), (499, false), (500, true)] {
            assert_eq!(of(AccountKind::Weekly).is_to_settle(Money(balance)), due, "{balance}");
            assert_eq!(of(AccountKind::Running).is_to_settle(Money(balance)), due, "{balance}");
            assert!(!of(AccountKind::PostUp).is_to_settle(Money(balance)), "{balance}");
        }
        assert!(!limits().is_to_settle(Money(1_000_000)));
    }

    #[test]
    fn a_week_settles_what_reached_the_limit_and_rolls_the_rest_over() {
        let of = |account, settle| Limits { account, settle, ..limits() };
        let limit = Some(Money(500));
        for (account, settle, balance, due) in [
            (AccountKind::Weekly, None, -1, -1),
            (AccountKind::Weekly, None, 70, 70),
            (AccountKind::Weekly, limit, -499, 0),
            (AccountKind::Weekly, limit, -500, -500),
            (AccountKind::Weekly, limit, 501, 501),
            (AccountKind::Running, None, -9_000, 0),
            (AccountKind::Running, limit, 499, 0),
            (AccountKind::Running, limit, -600, -600),
            (AccountKind::PostUp, None, 9_000, 0),
            (AccountKind::PostUp, limit, 9_000, 0),
        ] {
            let found = of(account, settle).due(Money(balance));
            assert_eq!(found, Money(due), "{account:?} {settle:?} {balance}");
        }
    }
}

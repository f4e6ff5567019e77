//! Frozen figures: what stands of a member's week once it is closed. Nothing is posted into a
//! closed week, so a frozen figure never changes; an agent's is the sum of the branch.

use crate::calendar::{Instant, Week};
use crate::figure::settle_up::DueTotals;
use crate::figure::week::Figure;
use crate::id::MemberId;
use crate::money::Money;

/// One member's closed week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrozenFigure {
    /// The member above when the week was frozen, the head itself: the tree of that week, wherever
    /// its branches have been moved since.
    pub above: MemberId,
    /// The figures; of an agent the sum of the branch.
    pub figure: Figure,
    /// Risk of bets that were open when the week ended.
    pub pending: Money,
    /// What is due: the balance, where it reaches the settle limit; 0 where it rolls over.
    pub due: Money,
    /// Active players: 1 or 0 for a player.
    pub heads: i64,
}

impl FrozenFigure {
    /// A branch to which nobody was added yet.
    pub fn none(week: Week, member: MemberId, above: MemberId) -> FrozenFigure {
        let figure = Figure::begin(week, member, Money::ZERO);
        FrozenFigure { above, figure, pending: Money::ZERO, due: Money::ZERO, heads: 0 }
    }

    /// True when nothing was in the week and nothing is left of earlier ones.
    pub fn is_empty(&self) -> bool {
        let none = FrozenFigure::none(self.figure.week, self.figure.member, self.above);
        *self == none
    }

    /// Adds a player of the branch.
    pub fn add(&mut self, one: &FrozenFigure) {
        self.figure.add(&one.figure);
        self.pending += one.pending;
        self.due += one.due;
        self.heads += one.heads;
    }
}

/// How far the closing of a week has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CloseStep {
    /// Players are gone through, their figures frozen and added up the tree.
    Figures,
    /// Agents are gone through, their deals settled.
    Deals,
    /// The provider's invoice is made.
    Invoice,
    /// Everything is done.
    Done,
}

impl CloseStep {
    /// Every step with its stable name.
    pub const ALL: [(CloseStep, &str); 4] = [
        (CloseStep::Figures, "figures"),
        (CloseStep::Deals, "deals"),
        (CloseStep::Invoice, "invoice"),
        (CloseStep::Done, "done"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        crate::register::name_of(&Self::ALL, self)
    }

    /// The step of a stable name.
    pub fn parse(name: &str) -> Option<CloseStep> {
        crate::register::by_name(&Self::ALL, name)
    }
}

/// A closed week: nothing may be posted into it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedWeek {
    /// The week.
    pub week: Week,
    /// When it was closed.
    pub at: Instant,
    /// Who closed it; `None` for the timer.
    pub by: Option<MemberId>,
    /// How far the work that follows has come.
    pub step: CloseStep,
    /// Members up to this one are done in this step.
    pub after: MemberId,
    /// Heads counted so far.
    pub heads: i64,
    /// What players owe and are owed, as far as counted.
    pub due: DueTotals,
}

//! What the books of a demo have agreed with their agents and with the provider, so that the close
//! of a week has something to settle: one deal of each kind, and a plan with tiers.

use desk::Desk;
use domain::command::{Action, Actor};
use domain::figure::command::WeekCommand;
use domain::figure::deal::{DealKind, Terms, Uncovered};
use domain::figure::invoice::{HeadCount, HeadPlan, Tier, TierMode};
use domain::id::{BookId, MemberId};
use domain::money::Money;

use crate::calls::{call, fresh};

/// The masters and agents of a book, in the order of their making.
pub(super) struct Branches {
    pub(super) masters: [MemberId; 2],
    pub(super) agents: Vec<MemberId>,
}

/// Sets the deals of a book and what it pays for its heads.
///
/// # Errors
/// When the desk refuses or fails.
pub(super) fn agree(desk: &Desk, book: BookId, branches: &Branches) -> anyhow::Result<()> {
    let owed = |kind, percent: i32, head_fee| Terms {
        kind,
        share_bp: percent * 100,
        head_fee: Money(head_fee),
        ticket_fee: Money::ZERO,
        uncovered: Uncovered::Owed,
    };
    let deals = [
        owed(DealKind::Split, 60, 0),
        owed(DealKind::Profit, 40, 0),
        Terms { uncovered: Uncovered::Makeup, ..owed(DealKind::RedFigure, 25, 500) },
        owed(DealKind::Split, 30, 0),
        owed(DealKind::Profit, 20, 300),
        owed(DealKind::ReverseRed, 50, 0),
        owed(DealKind::RedFigure, 15, 0),
    ];
    let all = branches.masters.iter().chain(&branches.agents);
    for (agent, terms) in all.copied().zip(deals) {
        tell(desk, book, WeekCommand::SetDeal { agent, terms })?;
    }
    let tier = |from, price| Tier { from, price: Money(price) };
    let plan = HeadPlan {
        version: 0,
        count: HeadCount::Accepted,
        mode: TierMode::Marginal,
        tiers: vec![tier(1, 1_000), tier(51, 800), tier(101, 600)],
        minimum: Money(25_000),
    };
    tell(desk, book, WeekCommand::SetHeadPlan(Box::new(plan)))
}

fn tell(desk: &Desk, book: BookId, command: WeekCommand) -> anyhow::Result<()> {
    call(desk, fresh(book, Actor::System, Action::Week(command))).map(|_| ())
}

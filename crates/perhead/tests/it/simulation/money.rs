//! Draws a command around money: methods, payouts, free play, corrections of a week.

use domain::command::{Action, Actor, Outcome};
use domain::credit::AccountKind;
use domain::funding::command::FundingCommand;
use domain::funding::free_play_terms::GrantTerms;
use domain::funding::method::{Direction, MethodTerms, Terms};
use domain::funding::reconcile::{ProviderLine, ProviderSecret};
use domain::id::{ApplicationId, GrantId, MemberId, WithdrawalId};
use domain::ledger::account::Method;
use domain::money::Money;

use super::draw::{amount, any, maybe, odds, pay, player, small, text};
use super::town::{KnownBook, Town};
use crate::chance::Chance;

/// A command around money. Mostly it is the player who asks for a payout, so that the operator may
/// approve it.
pub(super) fn money(
    chance: &mut Chance,
    town: &Town,
    place: usize,
    actor: Actor,
) -> (Actor, Action) {
    let command = command(chance, town, place);
    let actor = match &command {
        FundingCommand::RequestWithdrawal { member, .. } if !chance.once_in(4) => {
            Actor::Member(*member)
        }
        _ => actor,
    };
    (actor, Action::Funding(Box::new(command)))
}

fn command(chance: &mut Chance, town: &Town, place: usize) -> FundingCommand {
    let member = player(chance, town, place);
    match chance.below(46) {
        30..=39 => credit(chance, town, place),
        40..=45 => record(chance, town, place),
        0 => FundingCommand::ChangeMethod(Box::new(method(chance))),
        1 | 2 => FundingCommand::Accrue(pay(chance, town, place)),
        3..=9 => FundingCommand::RequestWithdrawal {
            member,
            method: any(chance, &Method::ALL),
            amount: if chance.once_in(6) {
                amount(chance)
            } else {
                Money(chance.between(1, 3_000))
            },
            destination: text(chance),
        },
        10..=19 => withdrawal(chance, town, place),
        20..=25 => FundingCommand::GrantFreePlay {
            member,
            amount: amount(chance),
            expires_at: town.now.plus_seconds(chance.between(-100, 90_000)),
            note: text(chance),
            terms: grant_terms(chance),
        },
        _ => {
            let (member, grant) = town.grant_of(chance, place);
            FundingCommand::EndFreePlay { member, grant, note: text(chance) }
        }
    }
}

/// What a grant may be wagered on: mostly anything.
fn grant_terms(chance: &mut Chance) -> GrantTerms {
    GrantTerms {
        max_legs: chance.once_in(5).then(|| small(chance, 0, 3)),
        least_odds: chance.once_in(5).then(|| odds(chance)),
        most_odds: chance.once_in(9).then(|| odds(chance)),
        max_risk: chance.once_in(9).then(|| amount(chance)),
        props: !chance.once_in(9),
        ..GrantTerms::standard()
    }
}

/// A provider's file or notice: few references and amounts, so that some meet.
fn record(chance: &mut Chance, town: &Town, place: usize) -> FundingCommand {
    let method = any(chance, &Method::ALL);
    let line = |chance: &mut Chance, number: usize| ProviderLine {
        line: i32::try_from(number).unwrap_or(0),
        reference: if chance.once_in(20) {
            text(chance)
        } else {
            format!("ref {}", chance.below(9))
        },
        direction: any(chance, &Direction::ALL),
        amount: if chance.once_in(20) { amount(chance) } else { Money(chance.between(1, 4)) },
    };
    match chance.below(7) {
        0 => {
            let secret = ProviderSecret([u8::try_from(chance.below(9)).unwrap_or(0); 32]);
            FundingCommand::ChangeProviderKey { method, secret }
        }
        1 => {
            let lines = (0..chance.below(6)).map(|number| line(chance, number)).collect();
            FundingCommand::Reconcile { method, name: text(chance), lines }
        }
        _ => FundingCommand::Notice {
            method,
            name: format!("n{}", chance.below(1_000)),
            member: player(chance, town, place),
            line: line(chance, 1),
            failed: !chance.once_in(3),
        },
    }
}

/// Accounts, bounds, loans, and applications, mostly ones that are known.
fn credit(chance: &mut Chance, town: &Town, place: usize) -> FundingCommand {
    let member = player(chance, town, place);
    let known = &town.books[place].applications;
    match chance.below(8) {
        0 => FundingCommand::SetAccount {
            member,
            account: any(chance, &AccountKind::ALL),
            settle: maybe(chance),
        },
        1 => {
            let (member, _) = *chance.one_of(&town.books[place].members);
            FundingCommand::BoundBranch { member, most: maybe(chance) }
        }
        2 | 3 => FundingCommand::LendCredit {
            member,
            amount: amount(chance),
            expires_at: town.now.plus_seconds(chance.between(-100, 9_000)),
            note: text(chance),
        },
        4 => FundingCommand::EndCredit { member, note: text(chance) },
        5 => {
            let (amount, note) = (amount(chance), text(chance));
            FundingCommand::ApplyForCredit { member, amount, note }
        }
        _ => {
            let unknown = (member, ApplicationId(chance.between(-1, 3_000)));
            let is_unknown = known.is_empty() || chance.once_in(15);
            let (member, application) = if is_unknown { unknown } else { *chance.one_of(known) };
            let (granted, grounds) = (maybe(chance), text(chance));
            FundingCommand::AssessCredit { member, application, granted, grounds }
        }
    }
}

/// The next step of a payout, mostly one that is known.
fn withdrawal(chance: &mut Chance, town: &Town, place: usize) -> FundingCommand {
    let known = &town.books[place].withdrawals;
    let (member, withdrawal) = if known.is_empty() || chance.once_in(15) {
        (player(chance, town, place), WithdrawalId(chance.between(-1, 3_000)))
    } else {
        *chance.one_of(known)
    };
    match chance.below(8) {
        0..=2 => FundingCommand::ApproveWithdrawal { member, withdrawal },
        3 => FundingCommand::DenyWithdrawal { member, withdrawal, reason: text(chance) },
        4 => FundingCommand::CancelWithdrawal { member, withdrawal },
        _ => FundingCommand::PayWithdrawal { member, withdrawal, reference: text(chance) },
    }
}

fn method(chance: &mut Chance) -> MethodTerms {
    MethodTerms {
        method: any(chance, &Method::ALL),
        label: text(chance),
        taken: terms(chance),
        paid: terms(chance),
        references_are_unique: chance.once_in(3),
    }
}

fn terms(chance: &mut Chance) -> Terms {
    Terms {
        open: !chance.once_in(6),
        least: maybe(chance),
        most: maybe(chance),
        fee_fixed: if chance.once_in(3) { amount(chance) } else { Money(0) },
        fee_basis_points: if chance.once_in(3) { small(chance, -10, 10_100) } else { 0 },
        daily_max: chance.once_in(6).then(|| small(chance, 0, 5)),
    }
}

impl KnownBook {
    /// Remembers what a command around money made.
    pub(super) fn learn_money(&mut self, command: &FundingCommand, outcome: Outcome) {
        match (command, outcome) {
            (FundingCommand::GrantFreePlay { member, .. }, Outcome::Grant(id)) => {
                self.grants.push((*member, id));
            }
            (FundingCommand::ApplyForCredit { member, .. }, Outcome::Application(id)) => {
                self.applications.push((*member, id));
            }
            (FundingCommand::RequestWithdrawal { member, .. }, Outcome::Withdrawal(id)) => {
                self.withdrawals.push((*member, id))
            }
            _ => {}
        }
    }
}

impl Town {
    /// A grant of a book and its member, rarely an unknown one.
    fn grant_of(&self, chance: &mut Chance, place: usize) -> (MemberId, GrantId) {
        let grants = &self.books[place].grants;
        if grants.is_empty() || chance.once_in(15) {
            return (player(chance, self, place), GrantId(chance.between(-1, 3_000)));
        }
        *chance.one_of(grants)
    }
}

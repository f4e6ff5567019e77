//! Draws a command that protects a player: limits, mostly wide ones, and short breaks.

use domain::command::{Action, Outcome};
use domain::id::{ExclusionId, MemberId};
use domain::money::Money;
use domain::protection::command::ProtectionCommand;
use domain::protection::{ExclusionKind, PlayMeasure, PlaySpan};

use super::draw::{any, player, text};
use super::town::{KnownBook, Town};
use crate::chance::Chance;

const DAY: i64 = 86_400;

/// A command that protects a player.
pub(super) fn protect(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let member = player(chance, town, place);
    let command = match chance.below(8) {
        0..=3 => ProtectionCommand::Limit {
            member,
            measure: any(chance, &PlayMeasure::ALL),
            span: any(chance, &PlaySpan::ALL),
            amount: (!chance.once_in(4)).then(|| Money(chance.between(-10, 90_000))),
        },
        4 | 5 => {
            let for_long = chance.once_in(12);
            let seconds = if for_long { 200 * DAY } else { chance.between(-100, 3_000) };
            let kind = if for_long { ExclusionKind::SelfExclusion } else { ExclusionKind::TimeOut };
            let until = (!chance.once_in(20)).then(|| town.now.plus_seconds(seconds));
            ProtectionCommand::Exclude { member, kind, until, reason: text(chance) }
        }
        6 => {
            let (member, exclusion) = exclusion(chance, town, place);
            ProtectionCommand::Lift { member, exclusion }
        }
        _ => {
            let (member, exclusion) = exclusion(chance, town, place);
            ProtectionCommand::CancelBets { member, exclusion }
        }
    };
    Action::Protect(Box::new(command))
}

/// An exclusion of a book and whose it is, rarely an unknown one.
fn exclusion(chance: &mut Chance, town: &Town, place: usize) -> (MemberId, ExclusionId) {
    let known = &town.books[place].exclusions;
    if known.is_empty() || chance.once_in(15) {
        return (player(chance, town, place), ExclusionId(chance.between(-1, 3_000)));
    }
    *chance.one_of(known)
}

impl KnownBook {
    /// Remembers what a command that protects made.
    pub(super) fn learn_protection(&mut self, command: &ProtectionCommand, outcome: Outcome) {
        if let (ProtectionCommand::Exclude { member, .. }, Outcome::Exclusion(id)) =
            (command, outcome)
        {
            self.exclusions.push((*member, id));
        }
    }
}

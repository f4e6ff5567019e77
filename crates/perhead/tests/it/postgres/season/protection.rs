//! The part of the season about players who are protected.

use desk::clock::Clock as _;
use domain::command::{Action, Actor, Outcome};
use domain::id::MemberId;
use domain::money::Money;
use domain::protection::command::ProtectionCommand;
use domain::protection::{ExclusionKind, PlayMeasure, PlaySpan};

use super::{DAY, Season};

impl Season<'_, '_> {
    /// Each book has players with limits of their own and of the house, a break that is over soon,
    /// and one who is excluded and comes back.
    pub(super) fn protect(&mut self) {
        for place in 0..self.houses.len() {
            let players = self.houses[place].players.clone();
            let limit = |member, measure, span, amount: i64| ProtectionCommand::Limit {
                member,
                measure,
                span,
                amount: Some(Money(amount)),
            };
            let own = limit(players[1], PlayMeasure::Stake, PlaySpan::Day, 900_000);
            self.protect_by(place, players[1], own);
            let own = limit(players[1], PlayMeasure::Stake, PlaySpan::Day, 950_000);
            self.protect_by(place, players[1], own);
            let root = self.houses[place].root;
            for (measure, span) in [
                (PlayMeasure::Deposit, PlaySpan::Month),
                (PlayMeasure::Loss, PlaySpan::Week),
                (PlayMeasure::Stake, PlaySpan::Month),
            ] {
                self.protect_by(place, root, limit(players[1], measure, span, 9_000_000));
            }
            let until = Some(self.clock.now().plus_seconds(3_600));
            self.exclude(place, players[4], ExclusionKind::TimeOut, until);
            let until = Some(self.clock.now().plus_seconds(200 * DAY));
            self.exclude(place, players[4], ExclusionKind::SelfExclusion, until);
        }
    }

    fn exclude(
        &mut self,
        place: usize,
        member: MemberId,
        kind: ExclusionKind,
        until: Option<domain::calendar::Instant>,
    ) {
        let reason = "besoin d'air".to_owned();
        let command = ProtectionCommand::Exclude { member, kind, until, reason };
        self.protect_by(place, member, command);
    }

    fn protect_by(&mut self, place: usize, by: MemberId, command: ProtectionCommand) -> Outcome {
        let book = self.houses[place].id;
        self.must(book, Actor::Member(by), Action::Protect(Box::new(command)))
    }
}

//! What the books of the season will not take: limits, stops, and the same wager twice.

use domain::board::fixture::Sport;
use domain::command::{Action, LimitWanted};
use domain::control::Target;
use domain::id::MemberId;
use domain::limit::rule::{Filter, Measure, Share, Span};
use domain::money::{Money, Rounding};
use domain::rules::HouseRules;

use super::Season;

impl Season<'_, '_> {
    /// Each book sets limits that add up and stops a sport; one of them asks again before it
    /// takes the same wager twice.
    pub(super) fn limit(&mut self) {
        for place in 0..self.houses.len() {
            let limit = |span, share, amount| LimitWanted {
                measure: Measure::MaxRisk,
                span,
                share,
                filter: Filter::default(),
                amount: Money(amount),
            };
            let rules = vec![
                limit(Span::Fixture, Share::Each, 400_000),
                limit(Span::Day, Share::Together, 90_000_000),
            ];
            self.by_root(place, Action::ReplaceLimits { owner: MemberId::HOUSE, rules });
            let (target, stopped) = (Target::Sport(Sport::Tennis), true);
            let reason = "no «tennis» here".to_owned();
            self.by_root(place, Action::Control { target, stopped, reason });
        }
        let rules = HouseRules {
            rounding: Rounding::HalfEven,
            min_risk: Money(1),
            confirm_sources: 2,
            duplicate_seconds: 1,
            ..HouseRules::standard()
        };
        self.by_root(1, Action::ChangeRules(Box::new(rules)));
    }
}

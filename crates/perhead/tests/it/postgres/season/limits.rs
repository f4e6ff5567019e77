//! What the books of the season will not take: limits, stops, and the same wager twice.

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Price, Side};
use domain::board::offer::{Offer, OfferStatus, WHOLE_FIXTURE};
use domain::board::own_line::LineTerms;
use domain::board::profile::{Lean, LineFilter, LineProfile, ProfileTerms, Shade};
use domain::command::{Action, ChangeOffer, LimitWanted};
use domain::control::Target;
use domain::id::MemberId;
use domain::limit::rule::{Filter, Measure, Share, Span};
use domain::money::{Money, Rounding};
use domain::odds::Odds;
use domain::rules::HouseRules;
use domain::wager::ticket::WagerKind;

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
            let filter = LineFilter { sport: Some(Sport::Football), ..LineFilter::default() };
            let against = Some(Lean::Over);
            let (juice, cents, points) = (1, 2, Points(0));
            let shade = Shade { filter, blocked: false, juice, against, cents, points };
            let terms = ProfileTerms {
                shades: vec![shade],
                blocked_wagers: vec![WagerKind::Pleaser, WagerKind::Progressive],
            };
            let terms = Some(terms);
            let profile = LineProfile { terms, ..LineProfile::none(MemberId::HOUSE) };
            self.by_root(place, Action::SetProfile(Box::new(profile)));
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

    /// A line of the book's own, for a while.
    fn own_a_line(&mut self, place: usize) {
        let mut markets = self.games[3].markets.iter();
        let spread = markets.find(|(_, kind)| *kind == MarketKind::Spread);
        let market = spread.expect("every game has a spread").0;
        let prices = vec![Price { side: Side::Home, odds: Odds::EVEN }];
        let line = Some(LineTerms { points: Points::parse("-7"), prices });
        self.by_root(place, Action::MoveOwnLine { market, line });
        self.by_root(place, Action::MoveOwnLine { market, line: None });
    }

    /// The overlay: one fixture circled, one market suspended, one limit lowered.
    pub(super) fn restrict(&mut self) {
        let [circled, suspended] = [0, 5].map(|game| self.games[game].fixture);
        let [limited, closed] = [1, 5].map(|game| self.games[game].markets[0].0);
        for place in 0..self.houses.len() {
            let changes = [
                (circled, WHOLE_FIXTURE, OfferStatus::Circled, Some(Money(2_000))),
                (suspended, closed, OfferStatus::Suspended, None),
                (self.games[1].fixture, limited, OfferStatus::Open, Some(Money(3_000))),
            ];
            for (fixture, market, status, max_risk) in changes {
                let offer = Offer { status, max_risk, ..Offer::open(fixture, market) };
                let change = ChangeOffer::of(offer);
                self.by_root(place, Action::ChangeOffer(Box::new(change)));
            }
            self.own_a_line(place);
        }
    }
}

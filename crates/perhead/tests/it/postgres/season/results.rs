//! The part of the season about results that are more than a score: leagues with their own way of
//! confirmation, a ticket that waits, reports that differ.

use domain::board::market::{MarketKind, MarketStatus, Price};
use domain::board::period::Period;
use domain::command::{Action, Actor, LegRequest, MoveLine, Outcome, WagerRequest};
use domain::grade::command::GradingCommand;
use domain::grade::discrepancy::ConfirmationWay;
use domain::money::Money;
use domain::odds::Odds;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;

use super::Season;

impl Season<'_, '_> {
    /// One league is left to two sources, another to a named one; tennis follows another house.
    pub(super) fn choose_confirmation(&mut self) {
        let (presets, rule) = (vec!["tennis.b".to_owned()], ("golf.ties", "paid_in_full"));
        let rules = vec![(rule.0.to_owned(), rule.1.to_owned())];
        self.by_root(0, Action::Grading(GradingCommand::ChangeRules { presets, rules }));
        let (league, way) = ("MLB".to_owned(), ConfirmationWay::Sources(2));
        self.by_root(0, Action::Grading(GradingCommand::ChangeConfirmation { league, way }));
        let (league, way) = ("NFL".to_owned(), ConfirmationWay::Source("espn".to_owned()));
        self.by_root(0, Action::Grading(GradingCommand::ChangeConfirmation { league, way }));
    }

    /// A wager of each book on a first half that no report will tell.
    pub(super) fn bet_on_a_half(&mut self) {
        let fixture = self.games[0].fixture;
        let odds = Odds::american(-110).expect("a price");
        let sides = MarketKind::Moneyline.sides().iter();
        let posted = self.platform(Action::MoveLine(Box::new(MoveLine {
            fixture,
            kind: MarketKind::Moneyline,
            period: Period::FirstHalf,
            alternate: 0,
            prop: None,
            status: MarketStatus::Open,
            points: None,
            prices: sides.map(|side| Price { side: *side, odds }).collect(),
        })));
        let Outcome::Market(market) = posted else { panic!("{posted:?}") };
        for place in 0..self.houses.len() {
            let (book, member) = (self.houses[place].id, self.houses[place].players[0]);
            let side = MarketKind::Moneyline.sides()[place % 2];
            let request = WagerRequest {
                member,
                form: Form::Straight,
                entry: Entry::Risk,
                amount: Money(500),
                legs: vec![LegRequest {
                    market,
                    side,
                    seen: None,
                    pitchers: None,
                    bought: Default::default(),
                }],
                policy: PricePolicy::Any,
                free_play: false,
                repeat: false,
                via: Via::default(),
            };
            let action = Action::PlaceWager(Box::new(request));
            self.must(book, Actor::Member(member), action);
        }
    }

    /// A feed contradicts two results in force; one of them is kept, the other stays open.
    pub(super) fn differ(&mut self) {
        for (place, game) in [(1, 1), (0, 4)] {
            let fixture = self.games[game].fixture;
            self.report(fixture, "late", (3, 30));
            self.must(
                self.houses[place].id,
                Actor::System,
                Action::Grading(GradingCommand::OpenDiscrepancy { fixture }),
            );
        }
        let (fixture, note) = (self.games[1].fixture, "la liga lo confirmó".to_owned());
        self.by_root(1, Action::Grading(GradingCommand::CloseDiscrepancy { fixture, note }));
    }
}

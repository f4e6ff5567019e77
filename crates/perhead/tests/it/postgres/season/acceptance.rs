//! The part of the season about wagers that wait: one is accepted, one for less, one is refused,
//! one lapses and one still waits.

use domain::acceptance::{AcceptanceCommand, AcceptanceTerms};
use domain::command::{Action, Actor, LegRequest, Outcome, WagerRequest};
use domain::grade::command::GradingCommand;
use domain::id::TicketId;
use domain::money::Money;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;

use super::{HOUR, House, Season};

impl Season<'_, '_> {
    pub(super) fn wait_for_a_word(&mut self) {
        for place in 0..self.houses.len() {
            let House { id, .. } = self.houses[place];
            let member = self.houses[place].players[3];
            let terms = |lapse_seconds| {
                let bound = Some(Money(1_000));
                let terms =
                    AcceptanceTerms { approve_risk: bound, approve_win: None, lapse_seconds };
                let terms = Some(terms);
                Action::Acceptance(AcceptanceCommand::SetTerms { owner: member, terms })
            };
            self.by_root(place, terms(60));
            let short = self.ask_for(place, 1_100);
            self.by_root(place, terms(40 * 24 * 3_600 / 6));
            let [one, less, refused, _] =
                [1_200, 1_300, 1_400, 1_500].map(|risk| self.ask_for(place, risk));
            let approve = |tender, amount| {
                let note = "für Élodie".to_owned();
                Action::Acceptance(AcceptanceCommand::Approve { member, tender, amount, note })
            };
            self.by_root(place, approve(one, None));
            self.by_root(place, approve(less, Some(Money(900))));
            let refuse =
                AcceptanceCommand::Refuse { member, tender: refused, note: "no".to_owned() };
            self.by_root(place, Action::Acceptance(refuse));
            self.clock.skip_to(desk::clock::Clock::now(self.clock).plus_seconds(HOUR / 2));
            let review = AcceptanceCommand::Review { tender: short };
            self.must(id, Actor::System, Action::Acceptance(review));
            let fixture = self.games[2].fixture;
            let began_at = Some(desk::clock::Clock::now(self.clock));
            let note = "die «Aufzeichnung»".to_owned();
            let learned = GradingCommand::RecordStart { fixture, began_at, note };
            self.by_root(place, Action::Grading(learned));
            let taken_back =
                GradingCommand::RecordStart { fixture, began_at: None, note: String::new() };
            self.by_root(place, Action::Grading(taken_back));
            let none = AcceptanceCommand::SetTerms { owner: member, terms: None };
            self.by_root(place, Action::Acceptance(none));
        }
    }

    fn ask_for(&mut self, place: usize, risk: i64) -> TicketId {
        let House { id, .. } = self.houses[place];
        let member = self.houses[place].players[3];
        let game = self.games.iter().rev().find(|game| game.markets.len() > 2).expect("a game");
        let (market, kind) = game.markets[0];
        let side = kind.sides()[0];
        let request = WagerRequest {
            member,
            form: Form::Straight,
            entry: Entry::Risk,
            amount: Money(risk),
            legs: vec![LegRequest {
                market,
                side,
                seen: None,
                pitchers: None,
                bought: Default::default(),
            }],
            policy: PricePolicy::Any,
            free_play: false,
            repeat: true,
            via: Via::default(),
        };
        let action = Action::PlaceWager(Box::new(request));
        match self.must(id, Actor::Member(member), action) {
            Outcome::Ticket(ticket) => ticket,
            other => panic!("a wager answers {other:?}"),
        }
    }
}

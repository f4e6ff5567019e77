//! The part of the season about money beside plain payments: methods with terms, payouts, free
//! play.

use desk::clock::Clock as _;
use domain::command::{Action, Actor, Outcome, Pay};
use domain::funding::command::FundingCommand;
use domain::funding::method::{MethodTerms, Terms};
use domain::ledger::account::Method;
use domain::money::Money;

use super::{DAY, Season};

impl Season<'_, '_> {
    /// Each book describes a method and grants free play twice; one grant is taken back.
    pub(super) fn promote(&mut self) {
        let expires_at = self.clock.now().plus_seconds(40 * DAY);
        for place in 0..self.houses.len() {
            let taken = Terms { most: Some(Money(9_000_000)), ..Terms::FREE };
            let label = "Cartão «rápido»".to_owned();
            let terms = MethodTerms { label, taken, ..MethodTerms::standard(Method::ALL[2].0) };
            self.fund(place, FundingCommand::ChangeMethod(Box::new(terms)));
            let member = self.houses[place].players[1];
            let grant = |amount| FundingCommand::GrantFreePlay {
                member,
                amount: Money(amount),
                expires_at,
                note: "bienvenue".to_owned(),
            };
            self.fund(place, grant(2_500));
            let Outcome::Grant(grant) = self.fund(place, grant(1_000)) else {
                panic!("a grant answers with its id")
            };
            let note = "twice".to_owned();
            self.fund(place, FundingCommand::EndFreePlay { member, grant, note });
        }
    }

    /// Each book takes payouts through all their states: paid, denied, taken back and waiting. One
    /// deposit asks to be wagered first.
    pub(super) fn pay_out(&mut self) {
        for place in 0..self.houses.len() {
            let member = self.houses[place].players[2];
            let [paid, denied, cancelled, _] = [1_100, 1_200, 1_300, 1_400].map(|amount| {
                let request = FundingCommand::RequestWithdrawal {
                    member,
                    method: Method::ALL[1].0,
                    amount: Money(amount),
                    destination: "compte d'Élodie".to_owned(),
                };
                match self.by_system(place, request) {
                    Outcome::Withdrawal(withdrawal) => withdrawal,
                    other => panic!("a payout answers {other:?}"),
                }
            });
            self.fund(place, FundingCommand::ApproveWithdrawal { member, withdrawal: paid });
            let reference = format!("payout {place}");
            let pay = FundingCommand::PayWithdrawal { member, withdrawal: paid, reference };
            self.fund(place, pay);
            let reason = "no papers".to_owned();
            self.fund(place, FundingCommand::DenyWithdrawal { member, withdrawal: denied, reason });
            let cancel = FundingCommand::CancelWithdrawal { member, withdrawal: cancelled };
            self.by_system(place, cancel);
            self.ask_play_through(place);
        }
    }

    fn ask_play_through(&mut self, place: usize) {
        let member = self.houses[place].players[3];
        let plain = self.settings(place);
        let mut asking = plain.clone();
        asking.withdrawal.rollover_percent = 100;
        self.by_root(place, Action::ChangeJurisdiction(Box::new(asking)));
        let (reference, note) = ("to be wagered".to_owned(), String::new());
        let pay = Pay { member, method: Some(Method::Cash), amount: Money(700), reference, note };
        self.by_root(place, Action::Receive(pay));
        self.by_root(place, Action::ChangeJurisdiction(Box::new(plain)));
    }

    fn by_system(&mut self, place: usize, command: FundingCommand) -> Outcome {
        let book = self.houses[place].id;
        self.must(book, Actor::System, Action::Funding(Box::new(command)))
    }

    fn fund(&mut self, place: usize, command: FundingCommand) -> Outcome {
        self.by_root(place, Action::Funding(Box::new(command)))
    }
}

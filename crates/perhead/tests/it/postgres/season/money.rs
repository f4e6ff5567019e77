//! The part of the season about money beside plain payments: methods with terms, free play.

use desk::clock::Clock as _;
use domain::command::{Action, Outcome};
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

    fn fund(&mut self, place: usize, command: FundingCommand) -> Outcome {
        self.by_root(place, Action::Funding(Box::new(command)))
    }
}

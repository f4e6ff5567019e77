//! The part of the season about payment providers' records: keys, a file, notices that post, find
//! and fail.

use domain::command::{Action, Actor};
use domain::funding::command::FundingCommand;
use domain::funding::method::Direction;
use domain::funding::reconcile::{ProviderLine, ProviderSecret};
use domain::ledger::account::Method;
use domain::money::Money;

use super::Season;

fn line(number: i32, reference: &str, direction: Direction, amount: i64) -> ProviderLine {
    ProviderLine { line: number, reference: reference.to_owned(), direction, amount: Money(amount) }
}

impl Season<'_, '_> {
    /// Each book holds a file against its payments twice, and takes three notices.
    pub(super) fn reconcile(&mut self) {
        for place in 0..self.houses.len() {
            let method = Method::ALL[3].0;
            for byte in [1, 2] {
                let secret = ProviderSecret([byte; 32]);
                self.fund(place, FundingCommand::ChangeProviderKey { method, secret });
            }
            let lines = vec![
                line(2, "ref 3", Direction::In, 60_000),
                line(3, "out 3", Direction::Out, 999),
                line(5, "référence «inconnue»", Direction::In, 100),
                line(7, "ref 3", Direction::In, 60_000),
            ];
            for name in ["Août.csv", "Août (1).csv"] {
                let (name, lines) = (name.to_owned(), lines.clone());
                self.fund(place, FundingCommand::Reconcile { method, name, lines });
            }
            let member = self.houses[place].players[4];
            let told = [("n1", "r1", false), ("n2", "r1", false), ("n3", "r2", true)];
            for (name, reference, failed) in told {
                let line = line(1, reference, Direction::In, 4_400);
                let name = name.to_owned();
                let notice = FundingCommand::Notice { method, name, member, line, failed };
                let book = self.houses[place].id;
                self.must(book, Actor::System, Action::Funding(Box::new(notice)));
            }
        }
    }
}

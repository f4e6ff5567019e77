//! The part of the season about money beside plain payments: methods with terms, payouts, free
//! play.

use desk::clock::Clock as _;
use domain::command::{Action, Actor, Outcome, Pay};
use domain::credit::AccountKind;
use domain::funding::command::FundingCommand;
use domain::funding::free_play_terms::GrantTerms;
use domain::funding::method::{MethodTerms, Terms};
use domain::id::MemberId;
use domain::jurisdiction::CreditPolicy;
use domain::ledger::account::Method;
use domain::money::Money;
use domain::odds::Odds;

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
                terms: GrantTerms {
                    least_odds: Odds::american(-500).ok(),
                    ..GrantTerms::standard()
                },
            };
            self.fund(place, grant(2_500));
            let Outcome::Grant(grant) = self.fund(place, grant(1_000)) else {
                panic!("a grant answers with its id")
            };
            let note = "twice".to_owned();
            self.fund(place, FundingCommand::EndFreePlay { member, grant, note });
        }
    }

    /// Each book has accounts that settle, a branch with a bound, credit that is lent and ends, and
    /// applications that are granted, refused and wait.
    pub(super) fn lend(&mut self) {
        for place in 0..self.houses.len() {
            let (agent, players) = (self.houses[place].agent, self.houses[place].players.clone());
            let most = Some(Money(90_000_000));
            self.fund(place, FundingCommand::BoundBranch { member: agent, most });
            let (account, settle) = (AccountKind::Running, Some(Money(50_000)));
            let keep = FundingCommand::SetAccount { member: players[1], account, settle };
            self.fund(place, keep);
            let expires_at = self.clock.now().plus_seconds(40 * DAY);
            for member in [players[1], players[2]] {
                let (amount, note) = (Money(3_300), "prêt".to_owned());
                let lend = FundingCommand::LendCredit { member, amount, expires_at, note };
                self.fund(place, lend);
            }
            let note = "rendu".to_owned();
            self.fund(place, FundingCommand::EndCredit { member: players[2], note });
            let strict = self.settings(place);
            self.by_root(place, Action::ChangeJurisdiction(Box::new(strict)));
            for (member, granted) in [(players[1], Some(Money(700_000))), (players[2], None)] {
                let Outcome::Application(application) = self.apply_for_credit(place, member) else {
                    panic!("an application answers with its id")
                };
                let grounds = "paie à temps".to_owned();
                let assess = FundingCommand::AssessCredit { member, application, granted, grounds };
                self.fund(place, assess);
            }
            self.apply_for_credit(place, players[3]);
        }
    }

    fn apply_for_credit(&mut self, place: usize, member: MemberId) -> Outcome {
        let (amount, note) = (Money(800_000), "besoin".to_owned());
        self.by_system(place, FundingCommand::ApplyForCredit { member, amount, note })
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
        let mut plain = self.settings(place);
        plain.credit.policy = CreditPolicy::Allowed;
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

    pub(super) fn fund(&mut self, place: usize, command: FundingCommand) -> Outcome {
        self.by_root(place, Action::Funding(Box::new(command)))
    }
}

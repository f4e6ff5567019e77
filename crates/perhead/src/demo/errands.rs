//! What the people of a demo do beside betting, once a day of the book's clock: payouts from asking
//! to being paid, limits and breaks, credit that is applied for and assessed, free play, and the
//! payment providers' files. Everything follows from the seed; refusals are part of the play.

use std::sync::Arc;

use desk::Desk;
use desk::port::{Page, Views};
use domain::calendar::Instant;
use domain::command::{Action, Actor, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::free_play_terms::GrantTerms;
use domain::funding::method::Direction;
use domain::funding::reconcile::ProviderLine;
use domain::id::{ApplicationId, MemberId, WithdrawalId};
use domain::ledger::account::Method;
use domain::money::Money;
use domain::protection::command::ProtectionCommand;
use domain::protection::{ExclusionKind, PlayMeasure, PlaySpan};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use store::Database;

use super::house::{House, Punter};
use super::stage::cash_of;
use crate::calls::fresh;

/// Seconds of a day.
const DAY: i64 = 24 * 3_600;
/// Lines of a provider's file at most.
const FILE_LINES_MAX: i64 = 12;
/// Of so many players one does errands; the others only bet.
const ERRANDS_ONE_IN: usize = 3;

/// A payout on its way.
struct Payout {
    member: MemberId,
    withdrawal: WithdrawalId,
    approved: bool,
}

/// What waits in one book.
#[derive(Default)]
struct Waiting {
    payouts: Vec<Payout>,
    applications: Vec<(MemberId, ApplicationId, Money)>,
}

/// The errands of all books and how far they have come.
pub(super) struct Errands {
    desk: Arc<Desk>,
    database: Arc<Database>,
    chance: StdRng,
    /// The day whose errands are done.
    day: i64,
    waiting: Vec<Waiting>,
    /// Numbers what providers call payments.
    numbered: u64,
}

impl Errands {
    pub(super) fn new(desk: Arc<Desk>, database: Arc<Database>, seed: u64) -> Errands {
        // Bets are drawn from the seed itself: errands must not change them.
        let chance = StdRng::seed_from_u64(seed ^ 0x00E2_2A2D);
        Errands { desk, database, chance, day: 0, waiting: Vec::new(), numbered: 0 }
    }

    /// What a provider calls the next payment.
    pub(super) fn reference(&mut self, method: Method) -> String {
        self.numbered += 1;
        let letter = method.name().get(..1).unwrap_or("x").to_uppercase();
        format!("{letter}-{:05}", 10_000 + self.numbered * 7)
    }

    /// Runs the errands of a day that has begun.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub(super) fn advance(&mut self, houses: &[House], now: Instant) -> anyhow::Result<()> {
        let day = now.0.div_euclid(DAY * Instant::SECOND);
        if day <= self.day {
            return Ok(());
        }
        self.day = day;
        self.waiting.resize_with(houses.len(), Waiting::default);
        for (place, house) in houses.iter().enumerate() {
            self.decide_payouts(place, house)?;
            self.assess(place, house)?;
            self.ask(place, house, now)?;
            self.protect(house, now)?;
            self.compare(house)?;
        }
        Ok(())
    }

    fn call(&self, house: &House, actor: Actor, action: Action) -> anyhow::Result<Option<Outcome>> {
        Ok(self.desk.call(fresh(house.book, actor, action))?.answer.ok())
    }

    fn fund(
        &self,
        house: &House,
        actor: MemberId,
        command: FundingCommand,
    ) -> anyhow::Result<Option<Outcome>> {
        self.call(house, Actor::Member(actor), Action::Funding(Box::new(command)))
    }

    /// Somebody who does errands, on credit or not.
    fn somebody(&mut self, house: &House, on_credit: bool) -> Option<Punter> {
        let some = house.punters.iter().skip(ERRANDS_ONE_IN - 1).step_by(ERRANDS_ONE_IN);
        let fits: Vec<&Punter> = some.filter(|punter| punter.on_credit == on_credit).collect();
        fits.choose(&mut self.chance).map(|punter| **punter)
    }

    /// Most payouts are approved after a day and paid after another; some wait, one is denied.
    fn decide_payouts(&mut self, place: usize, house: &House) -> anyhow::Result<()> {
        for payout in std::mem::take(&mut self.waiting[place].payouts) {
            let Payout { member, withdrawal, approved } = payout;
            if self.chance.random_ratio(1, 3) {
                self.waiting[place].payouts.push(payout);
            } else if approved {
                let reference = self.reference(Method::Bank);
                let pay = FundingCommand::PayWithdrawal { member, withdrawal, reference };
                self.fund(house, house.root, pay)?;
            } else if self.chance.random_ratio(1, 8) {
                let reason = "the name on the account is another one".to_owned();
                let deny = FundingCommand::DenyWithdrawal { member, withdrawal, reason };
                self.fund(house, house.root, deny)?;
            } else {
                let approve = FundingCommand::ApproveWithdrawal { member, withdrawal };
                self.fund(house, house.root, approve)?;
                self.waiting[place].payouts.push(Payout { approved: true, ..payout });
            }
        }
        Ok(())
    }

    fn assess(&mut self, place: usize, house: &House) -> anyhow::Result<()> {
        for (member, application, wanted) in std::mem::take(&mut self.waiting[place].applications) {
            if self.chance.random_ratio(1, 2) {
                self.waiting[place].applications.push((member, application, wanted));
                continue;
            }
            let granted = self.chance.random_ratio(2, 3).then_some(wanted);
            let grounds = match granted {
                Some(_) => "settles every week, never late",
                None => "owed for two weeks in August",
            };
            let grounds = grounds.to_owned();
            let assess = FundingCommand::AssessCredit { member, application, granted, grounds };
            self.fund(house, house.root, assess)?;
        }
        Ok(())
    }

    /// New requests of the day: payouts, credit, free play.
    fn ask(&mut self, place: usize, house: &House, now: Instant) -> anyhow::Result<()> {
        if let Some(punter) = self.somebody(house, false) {
            let cash = cash_of(&self.database, &punter)?;
            let part = self.chance.random_range(2..=4);
            let amount = Money(cash.0 / part / 500 * 500);
            let ending = self.chance.random_range(1_000..10_000);
            let request = FundingCommand::RequestWithdrawal {
                member: punter.member,
                method: Method::Bank,
                amount,
                destination: format!("account ending {ending}"),
            };
            let asked = self.fund(house, punter.member, request)?;
            if let Some(Outcome::Withdrawal(withdrawal)) = asked {
                let payout = Payout { member: punter.member, withdrawal, approved: false };
                self.waiting[place].payouts.push(payout);
            }
        }
        if self.chance.random_ratio(1, 3)
            && let Some(punter) = self.somebody(house, true)
        {
            let (member, wanted) = (punter.member, Money(punter.stake * 30));
            let note = "bigger Sundays".to_owned();
            let apply = FundingCommand::ApplyForCredit { member, amount: wanted, note };
            if let Some(Outcome::Application(id)) = self.fund(house, member, apply)? {
                self.waiting[place].applications.push((member, id, wanted));
            }
        }
        if self.chance.random_ratio(1, 2) {
            let on_credit = self.chance.random_ratio(1, 2);
            if let Some(punter) = self.somebody(house, on_credit) {
                let grant = FundingCommand::GrantFreePlay {
                    member: punter.member,
                    amount: Money(self.chance.random_range(2..=10) * 500),
                    expires_at: now.plus_seconds(self.chance.random_range(4..15) * DAY),
                    note: "on the house".to_owned(),
                    terms: GrantTerms::standard(),
                };
                self.fund(house, house.root, grant)?;
            }
        }
        Ok(())
    }

    /// Now and then somebody sets a limit of their own, rarely somebody takes a break.
    fn protect(&mut self, house: &House, now: Instant) -> anyhow::Result<()> {
        if self.chance.random_ratio(1, 4)
            && let Some(punter) = self.somebody(house, false)
        {
            let measures = PlayMeasure::ALL.map(|(measure, _)| measure);
            let spans = PlaySpan::ALL.map(|(span, _)| span);
            let limit = ProtectionCommand::Limit {
                member: punter.member,
                measure: measures[self.chance.random_range(0..measures.len())],
                span: spans[self.chance.random_range(0..spans.len())],
                amount: Some(Money(punter.stake * self.chance.random_range(8..40))),
            };
            self.call(house, Actor::Member(punter.member), Action::Protect(Box::new(limit)))?;
        }
        if self.chance.random_ratio(1, 12)
            && let Some(punter) = self.somebody(house, false)
        {
            let days = self.chance.random_range(1..8);
            let away = ProtectionCommand::Exclude {
                member: punter.member,
                kind: ExclusionKind::TimeOut,
                until: Some(now.plus_seconds(days * DAY)),
                reason: "a quiet week".to_owned(),
            };
            self.call(house, Actor::Member(punter.member), Action::Protect(Box::new(away)))?;
        }
        Ok(())
    }

    /// A provider's file of the day: the payments it knows, and sometimes one that the book does
    /// not, or one with another amount.
    fn compare(&mut self, house: &House) -> anyhow::Result<()> {
        let method = [Method::Wallet, Method::Card, Method::Bank][self.chance.random_range(0..3)];
        let page = Page { cursor: None, limit: FILE_LINES_MAX };
        let found = self.database.unreconciled(house.book, method, &page)?.items;
        if found.is_empty() {
            return Ok(());
        }
        let mut lines: Vec<ProviderLine> = Vec::with_capacity(found.len() + 1);
        for payment in &found {
            let off = if self.chance.random_ratio(1, 40) { Money(100) } else { Money::ZERO };
            lines.push(ProviderLine {
                line: 0,
                reference: payment.reference.clone(),
                direction: payment.direction,
                amount: payment.amount + off,
            });
        }
        if self.chance.random_ratio(1, 5) {
            let (reference, direction) = (self.reference(method), Direction::In);
            let amount = Money(self.chance.random_range(5..50) * 500);
            lines.push(ProviderLine { line: 0, reference, direction, amount });
        }
        for (number, line) in (2..).zip(&mut lines) {
            line.line = number;
        }
        let name = format!("{}-{}.csv", method.name(), self.day);
        let file = FundingCommand::Reconcile { method, name, lines };
        self.fund(house, house.root, file)?;
        Ok(())
    }
}

//! The part of the season about its weeks: closes, deals, invoices, an objection, and a small book
//! that settles up.

use domain::calendar::Week;
use domain::command::{Action, Actor, CreateMember, Outcome, Pay};
use domain::figure::command::{PayCommission, SettleUpRequest, WeekCommand};
use domain::figure::deal::{DealKind, Terms, Uncovered};
use domain::figure::invoice::{HeadCount, HeadPlan, Tier, TierMode};
use domain::figure::settle_up::DueTotals;
use domain::grade::dispute::{Answer, AnswerDispute, DisputeCommand};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::message::MessageCommand;
use domain::money::Money;
use domain::rejection::Code;
use domain::rules::HouseRules;

use super::{House, Season};
use crate::play::open_book;

/// Tuesday 2024-08-27.
const WEEK: Week = Week(19_962);
/// What the one player of the small book pays in.
const PAID_IN: Money = Money(5_000);

impl Season<'_, '_> {
    /// A book of one player, whose due is known without asking.
    pub(super) fn open_small(&mut self) -> (BookId, MemberId) {
        let tenant = self.platform(Action::AddTenant { slug: "small".to_owned() });
        let Outcome::Tenant(book) = tenant else { panic!("a book answers {tenant:?}") };
        let rules = HouseRules::standard();
        let opened = open_book("small", "boss", "UTC", rules, Role::Operator);
        let opened = self.must(book, Actor::System, opened);
        let Outcome::Member(root) = opened else { panic!("a root answers {opened:?}") };
        let create = CreateMember {
            parent: root,
            role: Role::Player,
            status: MemberStatus::Active,
            login: "only".to_owned(),
            name: "Only One".to_owned(),
            password_hash: "kept".to_owned(),
            ..CreateMember::plain()
        };
        let create = Action::CreateMember(Box::new(create));
        let created = self.must(book, Actor::Member(root), create);
        let Outcome::Member(member) = created else { panic!("a member answers {created:?}") };
        let (reference, note) = ("in".to_owned(), String::new());
        let pay = Pay { member, method: Some(Method::Cash), amount: PAID_IN, reference, note };
        self.must(book, Actor::Member(root), Action::Receive(pay));
        (book, root)
    }

    /// Deals, the plan, the close with all its chunks, and commission paid.
    pub(super) fn close_week(&mut self) {
        let House { id, .. } = self.houses[0];
        let early = WeekCommand::Close { week: WEEK.next() };
        self.refused(id, Actor::System, Action::Week(early), Code::WeekNotOver);
        for place in 0..self.houses.len() {
            let House { id, agent, .. } = self.houses[place];
            let terms = Terms {
                kind: DealKind::RedFigure,
                share_bp: 2_500,
                head_fee: Money(5),
                ticket_fee: Money(1),
                uncovered: Uncovered::Owed,
            };
            self.by_root(place, Action::Week(WeekCommand::SetDeal { agent, terms }));
            let plan = HeadPlan {
                version: 0,
                count: HeadCount::Standing,
                mode: TierMode::Whole,
                tiers: vec![Tier { from: 1, price: Money(900) }],
                minimum: Money(1_000),
            };
            let plan = WeekCommand::SetHeadPlan(Box::new(plan));
            self.must(id, Actor::System, Action::Week(plan));
            self.by_root(place, Action::Week(WeekCommand::Close { week: WEEK }));
            self.finish(id, &WeekCommand::CloseChunk { week: WEEK });
            let pay = PayCommission {
                agent,
                method: Method::Cash,
                amount: Money(i64::MAX),
                reference: String::new(),
                note: String::new(),
            };
            let pay = WeekCommand::PayCommission(Box::new(pay));
            self.refused(id, Actor::System, Action::Week(pay), Code::AmountInvalid);
            self.claim(place);
        }
    }

    fn finish(&mut self, book: BookId, chunk: &WeekCommand) {
        while self.must(book, Actor::System, Action::Week(chunk.clone())) == Outcome::Closing {}
    }

    fn claim(&mut self, place: usize) {
        let House { id, .. } = self.houses[place];
        let claim = |holder: &str| Action::Claim {
            work: "worker".to_owned(),
            holder: holder.to_owned(),
            seconds: 30,
        };
        self.must(id, Actor::System, claim("one"));
        self.must(id, Actor::System, claim("one"));
        self.refused(id, Actor::System, claim("other"), Code::WrongState);
    }

    /// The small book pays out its only due, once.
    pub(super) fn settle_up(&mut self, (book, root): (BookId, MemberId)) {
        let boss = Actor::Member(root);
        self.must(book, boss, Action::Week(WeekCommand::Close { week: WEEK }));
        self.finish(book, &WeekCommand::CloseChunk { week: WEEK });
        let request = |players| SettleUpRequest {
            week: WEEK,
            method: Method::Bank,
            reference: "the week's dues".to_owned(),
            reviewed: DueTotals { players, collect: Money::ZERO, pay: PAID_IN },
        };
        let action = |players| Action::Week(WeekCommand::SettleUp(Box::new(request(players))));
        self.refused(book, boss, action(2), Code::WrongState);
        self.must(book, boss, action(1));
        self.finish(book, &WeekCommand::SettleUpChunk { week: WEEK });
        self.refused(book, boss, action(1), Code::WrongState);
    }

    /// A player asks, the book answers and reads, and everybody is told something.
    pub(super) fn write(&mut self) {
        for place in 0..self.houses.len() {
            let (id, root) = (self.houses[place].id, self.houses[place].root);
            let player = self.tickets.iter().find(|one| one.0 == place).expect("a player").1;
            let write = |member, to_branch, text: &str| {
                let text = text.to_owned();
                Action::Message(MessageCommand::Write { member, to_branch, text })
            };
            let asked = self.must(id, Actor::Member(player), write(player, false, "who pays?"));
            let Outcome::Message(asked) = asked else { panic!("nothing was said") };
            let read = |up_to| Action::Message(MessageCommand::Read { member: player, up_to });
            self.must(id, Actor::Member(root), read(asked));
            let told = self.must(id, Actor::Member(root), write(player, false, "the cashier"));
            let Outcome::Message(told) = told else { panic!("nothing was said") };
            self.must(id, Actor::Member(root), write(root, true, "closed on Monday"));
            self.must(id, Actor::Member(player), read(told));
            self.must(id, Actor::Member(player), write(player, false, "thank you"));
        }
    }

    /// In each book somebody objects to a settlement; the one book lets it stand, the other gives.
    pub(super) fn dispute(&mut self) {
        for place in 0..self.houses.len() {
            let id = self.houses[place].id;
            let tickets = self.tickets.clone();
            let mut own = tickets.iter().filter(|one| one.0 == place);
            let opened = own.find_map(|(_, member, ticket)| {
                let (member, ticket) = (*member, *ticket);
                let text = "the score was another".to_owned();
                let open = DisputeCommand::Open { member, ticket, text };
                let open = self.command(id, Actor::Member(member), Action::Dispute(open));
                let answer = (self.tell)(vec![open]).pop().expect("an answer").expect("decided");
                answer.answer.ok()
            });
            let Some(Outcome::Dispute(dispute)) = opened else { panic!("nothing is settled") };
            let (answer, amount) = match place {
                0 => (Answer::Stands, Money::ZERO),
                _ => (Answer::Goodwill, Money(250)),
            };
            let note = "the league's page says so".to_owned();
            let answer = AnswerDispute { dispute, answer, note, amount };
            let answer = Action::Dispute(DisputeCommand::Answer(Box::new(answer)));
            self.by_root(place, answer.clone());
            let root = Actor::Member(self.houses[place].root);
            self.refused(id, root, answer, Code::WrongState);
        }
    }
}

//! What a simulation knows of its books: the ids it was told, so that most of what it draws means
//! something, and the passing of time.

use desk::clock::Clock;
use domain::board::fixture::Sport;
use domain::board::market::MarketKind;
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, Command, CreateMember, Outcome, Pay};
use domain::grade::score::Origin;
use domain::id::{
    ApplicationId, BookId, ExclusionId, FixtureId, GrantId, MarketId, MemberId, ReportId,
    WithdrawalId,
};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::rules::HouseRules;
use perhead::clock::FastClock;
use store::Database;

use super::draw;
use crate::chance::Chance;
use crate::play::{BEGIN, numbered_key, open_book};

/// Leagues and their teams.
pub(super) const LEAGUES: [(&str, Sport, [&str; 4]); 2] = [
    ("NFL", Sport::Football, ["KC", "BAL", "SF", "DET"]),
    ("EPL", Sport::Soccer, ["ARS", "CHE", "LIV", "MUN"]),
];

/// One book as known.
pub(super) struct KnownBook {
    pub(super) id: BookId,
    pub(super) members: Vec<(MemberId, Role)>,
    pub(super) reports: Vec<(FixtureId, ReportId)>,
    /// Grants of free play and whose they are.
    pub(super) grants: Vec<(MemberId, GrantId)>,
    /// Payouts that were asked for and whose they are.
    pub(super) withdrawals: Vec<(MemberId, WithdrawalId)>,
    /// Applications for credit and whose they are.
    pub(super) applications: Vec<(MemberId, ApplicationId)>,
    /// Exclusions and whose they are.
    pub(super) exclusions: Vec<(MemberId, ExclusionId)>,
    /// The version of the house rules.
    pub(super) rules_version: i32,
}

/// One market as known.
pub(super) struct KnownMarket {
    pub(super) id: MarketId,
    pub(super) fixture: FixtureId,
    pub(super) kind: MarketKind,
}

/// Everything known.
pub(super) struct Town {
    pub(super) books: Vec<KnownBook>,
    pub(super) fixtures: Vec<(FixtureId, Instant)>,
    pub(super) markets: Vec<KnownMarket>,
    pub(super) reports: Vec<(FixtureId, ReportId)>,
    pub(super) now: Instant,
    said: Vec<Command>,
    next_key: u64,
}

/// Commands and what came of them.
pub(super) type Told = Vec<(Command, Option<Outcome>)>;

impl Town {
    /// Opens the provider's scope and two books with different rules.
    pub(super) fn build(tell: &mut dyn FnMut(Vec<Command>) -> Told) -> Town {
        let mut town = Town {
            books: Vec::new(),
            fixtures: Vec::new(),
            markets: Vec::new(),
            reports: Vec::new(),
            now: BEGIN,
            said: Vec::new(),
            next_key: 1,
        };
        let platform = BookId::PLATFORM;
        let rules = HouseRules::standard();
        let root = open_book("platform", "root", "UTC", rules.clone(), Role::Platform);
        town.must(tell, platform, root);
        for (code, sport, teams) in LEAGUES {
            let (code, name) = (code.to_owned(), code.to_owned());
            town.must(tell, platform, Action::PostLeague { code: code.clone(), name, sport });
            for team in teams.map(str::to_owned) {
                let (league, code) = (code.clone(), team.clone());
                let action = Action::PostTeam { league, code, name: team.clone(), short: team };
                town.must(tell, platform, action);
            }
        }
        let odd = HouseRules { rounding: Rounding::HalfEven, min_risk: Money(1), ..rules.clone() };
        let books = [("acme", "America/New_York", rules), ("globe", "Asia/Kathmandu", odd)];
        for (slug, zone, rules) in books {
            let action = Action::AddTenant { slug: slug.to_owned() };
            let Outcome::Tenant(id) = town.must(tell, platform, action) else {
                panic!("a new book answers with its id")
            };
            let opened = open_book(slug, "boss", zone, rules, Role::Operator);
            let Outcome::Member(root) = town.must(tell, id, opened) else {
                panic!("an opened book answers with its root")
            };
            let members = vec![(root, Role::Operator)];
            town.books.push(KnownBook {
                id,
                members,
                reports: Vec::new(),
                grants: Vec::new(),
                withdrawals: Vec::new(),
                applications: Vec::new(),
                exclusions: Vec::new(),
                rules_version: 1,
            });
            town.settle_players(tell, root);
        }
        town
    }

    /// Some players with money to begin with, some of them under an agent.
    fn settle_players(&mut self, tell: &mut dyn FnMut(Vec<Command>) -> Told, root: MemberId) {
        let id = self.books.last().expect("a book").id;
        let mut parent = root;
        for number in 0..6 {
            let role = if number == 2 { Role::Agent } else { Role::Player };
            let create = CreateMember {
                parent,
                role,
                status: MemberStatus::Active,
                login: format!("first{number}"),
                name: format!("First {number}"),
                password_hash: String::new(),
                credit: Money(if number == 3 { 20_000 } else { 0 }),
                max_risk: None,
                max_win: None,
                ..CreateMember::plain()
            };
            let action = Action::CreateMember(Box::new(create));
            let Outcome::Member(member) = self.must(tell, id, action) else {
                panic!("a new member answers with its id")
            };
            self.books.last_mut().expect("a book").members.push((member, role));
            if role == Role::Agent {
                parent = member;
                continue;
            }
            let (reference, note) = (String::new(), String::new());
            let (method, amount) = (Some(Method::Cash), Money(30_000));
            let pay = Pay { member, method, amount, reference, note };
            self.must(tell, id, Action::Receive(pay));
        }
    }

    fn must(
        &mut self,
        tell: &mut dyn FnMut(Vec<Command>) -> Told,
        book: BookId,
        action: Action,
    ) -> Outcome {
        let command = self.command(book, Actor::System, action);
        tell(vec![command]).pop().and_then(|(_, outcome)| outcome).expect("a first step succeeds")
    }

    fn command(&mut self, book: BookId, actor: Actor, action: Action) -> Command {
        let key = numbered_key(self.next_key);
        self.next_key += 1;
        Command { book, key, print: self.next_key, actor, action }
    }

    /// Draws commands of the catalogue or of the books. A few repeat an earlier key.
    pub(super) fn draw_many(
        &mut self,
        chance: &mut Chance,
        database: &Database,
        feed: bool,
        count: usize,
    ) -> Vec<Command> {
        let mut drawn = Vec::with_capacity(count);
        for _ in 0..count {
            let command = if feed {
                let action = draw::feed_action(chance, self);
                self.command(BookId::PLATFORM, Actor::System, action)
            } else {
                let place = chance.below(self.books.len());
                let (actor, action) = draw::book_action(chance, self, place, database);
                self.command(self.books[place].id, actor, action)
            };
            drawn.push(self.perhaps_again(chance, command));
        }
        drawn
    }

    /// Now and then the key of an earlier command, with the same print or another.
    fn perhaps_again(&mut self, chance: &mut Chance, mut command: Command) -> Command {
        let book = command.book;
        let earlier = self.said.iter().rev().find(|one| one.book == book);
        if let Some(earlier) = earlier.filter(|_| chance.once_in(20)) {
            if chance.once_in(2) {
                return earlier.clone();
            }
            command.key = earlier.key;
        }
        self.said.push(command.clone());
        command
    }

    /// Takes in what came of commands.
    pub(super) fn learn(&mut self, told: Told) {
        for (command, outcome) in told {
            let place = self.books.iter().position(|book| book.id == command.book);
            match (command.action, outcome, place) {
                (Action::PostFixture(post), Some(Outcome::Fixture(id)), _) => {
                    self.fixtures.push((id, post.starts_at));
                }
                (Action::MoveLine(line), Some(Outcome::Market(id)), _)
                    if self.markets.iter().all(|market| market.id != id) =>
                {
                    let (fixture, kind) = (line.fixture, line.kind);
                    self.markets.push(KnownMarket { id, fixture, kind });
                }
                (Action::ReportScore { fixture, .. }, Some(Outcome::Report(id)), _) => {
                    self.reports.push((fixture, id));
                }
                (Action::EnterScore { fixture, .. }, Some(Outcome::Report(id)), Some(place)) => {
                    self.books[place].reports.push((fixture, id));
                }
                (Action::CreateMember(create), Some(Outcome::Member(id)), Some(place)) => {
                    self.books[place].members.push((id, create.role));
                }
                (Action::ChangeRules(_), Some(_), Some(place)) => {
                    self.books[place].rules_version += 1;
                }
                (Action::Protect(command), Some(outcome), Some(place)) => {
                    self.books[place].learn_protection(&command, outcome);
                }
                (Action::Funding(command), Some(outcome), Some(place)) => {
                    self.books[place].learn_money(&command, outcome);
                }
                _ => {}
            }
        }
    }

    /// True for a fixture that was announced for later.
    pub(super) fn is_coming(&self, fixture: FixtureId) -> bool {
        self.fixtures.iter().any(|(id, starts_at)| *id == fixture && *starts_at > self.now)
    }

    /// The report to confirm of a fixture, and where it is kept.
    pub(super) fn report_of(
        &self,
        chance: &mut Chance,
        place: usize,
    ) -> Option<(FixtureId, ReportId, Origin)> {
        let own = self.books[place].reports.iter().map(|(f, r)| (*f, *r, Origin::Book));
        let shared = self.reports.iter().map(|(f, r)| (*f, *r, Origin::Catalogue));
        let all: Vec<_> = own.chain(shared).collect();
        if all.is_empty() { None } else { Some(*chance.one_of(&all)) }
    }

    /// Moves the clock: mostly minutes, sometimes days.
    pub(super) fn pass_time(&mut self, chance: &mut Chance, clock: &FastClock) {
        let seconds = match chance.below(8) {
            0 => chance.between(0, 2),
            1..=3 => chance.between(60, 3_600),
            4..=6 => chance.between(3_600, 30_000),
            _ => chance.between(40_000, 400_000),
        };
        self.now = clock.now().plus_seconds(seconds);
        clock.skip_to(self.now);
    }

    /// A week near now, mostly one of the book's.
    pub(super) fn week(&self, chance: &mut Chance) -> Week {
        let days = i32::try_from(self.now.0 / (86_400 * Instant::SECOND)).expect("a day");
        // 1970-01-06 was a Tuesday.
        let tuesday = days - (days - 5).rem_euclid(7);
        let back = i32::try_from(chance.between(0, 3)).expect("small") * 7;
        Week(tuesday - back + i32::from(chance.once_in(5)))
    }
}

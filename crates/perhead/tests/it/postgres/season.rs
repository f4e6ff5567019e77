//! Everything that can happen, once at least: two books through two weeks, every command and
//! every table. What is told depends on nothing but the seed, so that two stores can be compared.

mod acceptance;
mod cards;
mod care;
mod limits;
mod money;
mod people;
mod pitchers;
mod protection;
mod records;
mod results;
mod voids;
mod weeks;

use desk::clock::Clock as _;
use desk::receipt::Answer;
use domain::board::fixture::{FixtureStatus, Sport};
use domain::board::line::Points;
use domain::board::market::{MarketKind, MarketStatus, Price};
use domain::board::period::Period;
use domain::calendar::Instant;
use domain::command::{
    Action, Actor, Command, CreateMember, LegRequest, MoveLine, OpenSession, Outcome, Pay,
    PostFixture, WagerRequest,
};
use domain::factor::Proof;
use domain::grade::score::Origin;
use domain::id::{BookId, FixtureId, MarketId, MemberId, ReportId, TicketId, TokenHash};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::Odds;
use domain::rejection::Code;
use domain::rules::HouseRules;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;
use perhead::clock::FastClock;

use crate::chance::Chance;
use crate::play::{BEGIN, numbered_key, open_book};

/// Tells a desk commands, all at once, and hands back what it answers to each.
pub(super) type Tell<'t> = dyn FnMut(Vec<Command>) -> Vec<Answer> + 't;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Wagers asked for at once by each book's players.
const WAGERS: usize = 60;

/// League, sport, and teams with names that sort and fold differently from one country to another.
const LEAGUES: [(&str, Sport, [&str; 4]); 2] = [
    ("NFL", Sport::Football, ["KC", "BAL", "SF", "DET"]),
    ("LIGA", Sport::Soccer, ["Málaga", "Ümran", "zeta", "Ålborg"]),
];

/// A book and its people.
struct House {
    id: BookId,
    root: MemberId,
    agent: MemberId,
    players: Vec<MemberId>,
}

/// A fixture with its markets.
struct Game {
    fixture: FixtureId,
    starts_at: Instant,
    markets: Vec<(MarketId, MarketKind)>,
}

/// A season under way.
struct Season<'s, 't> {
    tell: &'s mut Tell<'t>,
    clock: &'s FastClock,
    chance: Chance,
    said: u64,
    houses: Vec<House>,
    games: Vec<Game>,
    /// Wagers that were accepted: place of the book, player, ticket.
    tickets: Vec<(usize, MemberId, TicketId)>,
}

/// Plays the whole season of a seed on a clock that stands at [`BEGIN`].
pub(super) fn play_season(seed: u64, clock: &FastClock, tell: &mut Tell<'_>) {
    let (chance, houses, games) = (Chance::of(seed), Vec::new(), Vec::new());
    let tickets = Vec::new();
    let mut season = Season { tell, clock, chance, said: 0, houses, games, tickets };
    season.open();
    season.govern();
    let small = season.open_small();
    season.settle_people();
    season.reorder();
    season.identify();
    season.sign_in();
    season.post_games();
    season.sell_points();
    season.announce();
    season.choose_confirmation();
    season.promote();
    season.pay_out();
    season.lend();
    season.reconcile();
    season.protect();
    season.care();
    season.restrict();
    season.bet(WAGERS);
    season.bet_on_a_half();
    season.wait_for_a_word();
    season.begin_games();
    season.settle_games();
    season.correct();
    season.differ();
    season.rule();
    season.close_week();
    season.settle_up(small);
    season.dispute();
    season.write();
    season.bet(WAGERS / 2);
    season.ask_again();
}

impl Season<'_, '_> {
    fn command(&mut self, book: BookId, actor: Actor, action: Action) -> Command {
        self.said += 1;
        Command { book, key: numbered_key(self.said), print: self.said, actor, action }
    }

    /// Tells it and demands that it is accepted.
    fn must(&mut self, book: BookId, actor: Actor, action: Action) -> Outcome {
        let command = self.command(book, actor, action);
        let asked = format!("{command:?}");
        let answer = (self.tell)(vec![command]).pop().expect("an answer");
        let receipt = answer.unwrap_or_else(|error| panic!("{asked}: {error}"));
        receipt.answer.unwrap_or_else(|refusal| panic!("{asked}: {refusal:?}"))
    }

    /// Tells it and demands that it is refused.
    fn refused(&mut self, book: BookId, actor: Actor, action: Action, code: Code) {
        let command = self.command(book, actor, action);
        let answer = (self.tell)(vec![command]).pop().expect("an answer");
        let receipt = answer.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(receipt.answer.expect_err("it is refused").code, code);
    }

    fn platform(&mut self, action: Action) -> Outcome {
        self.must(BookId::PLATFORM, Actor::System, action)
    }

    fn by_root(&mut self, place: usize, action: Action) -> Outcome {
        let House { id, root, .. } = self.houses[place];
        self.must(id, Actor::Member(root), action)
    }

    fn open(&mut self) {
        let rules = HouseRules::standard();
        self.platform(open_book("platform", "root", "UTC", rules.clone(), Role::Platform));
        let odd = HouseRules {
            rounding: Rounding::HalfEven,
            min_risk: Money(1),
            confirm_sources: 2,
            ..rules.clone()
        };
        let books = [("acme", "America/New_York", &rules), ("globe", "Asia/Kathmandu", &odd)];
        for (slug, zone, rules) in books {
            let tenant = self.platform(Action::AddTenant { slug: slug.to_owned() });
            let Outcome::Tenant(id) = tenant else { panic!("a book answers {tenant:?}") };
            let opened = open_book(slug, "boss", zone, rules.clone(), Role::Operator);
            let opened = self.must(id, Actor::System, opened);
            let Outcome::Member(root) = opened else { panic!("a root answers {opened:?}") };
            self.houses.push(House { id, root, agent: root, players: Vec::new() });
        }
        let again = Action::AddTenant { slug: "acme".to_owned() };
        self.refused(BookId::PLATFORM, Actor::System, again, Code::AlreadyExists);
        let changed = HouseRules { max_legs: 6, cutoff_seconds: 60, ..rules };
        self.by_root(0, Action::ChangeRules(Box::new(changed)));
        self.put_cards();
    }

    fn add(&mut self, place: usize, parent: MemberId, role: Role, login: &str) -> MemberId {
        let create = CreateMember {
            parent,
            role,
            status: MemberStatus::Active,
            login: login.to_owned(),
            name: format!("Élodie {login} O'Neil %_\\"),
            password_hash: "kept".to_owned(),
            credit: Money::ZERO,
            max_risk: None,
            max_win: None,
            ..CreateMember::plain()
        };
        let created = self.by_root(place, Action::CreateMember(Box::new(create)));
        let Outcome::Member(member) = created else { panic!("a member answers {created:?}") };
        member
    }

    fn settle_people(&mut self) {
        for place in 0..self.houses.len() {
            let root = self.houses[place].root;
            self.add(place, root, Role::Staff, "clerk");
            let master = self.add(place, root, Role::Master, "master");
            let agent = self.add(place, master, Role::Agent, "agent");
            self.houses[place].agent = agent;
            for number in 0..5 {
                let parent = if number < 2 { root } else { agent };
                let player = self.add(place, parent, Role::Player, &format!("player{number}"));
                self.houses[place].players.push(player);
                self.pay(place, player, number);
            }
            let [first, second] = [0, 1].map(|number| self.houses[place].players[number]);
            self.by_root(
                place,
                Action::ChangeLimits {
                    member: first,
                    credit: Money(50_000),
                    min_risk: Some(Money(150)),
                    max_risk: Some(Money(9_000)),
                    max_win: Some(Money(20_000)),
                },
            );
            for status in [MemberStatus::Suspended, MemberStatus::Active] {
                self.by_root(place, Action::ChangeStatus { member: second, status });
            }
        }
    }

    fn pay(&mut self, place: usize, member: MemberId, number: usize) {
        let method = Some(Method::ALL[number].0);
        let reference = format!("ref {number}");
        let note = "für Élodie, \"quoted\"; -- 😀".to_owned();
        let pay = Pay { member, method, amount: Money(60_000), reference, note };
        self.by_root(place, Action::Receive(pay.clone()));
        let reference = format!("out {number}");
        let out = Pay { amount: Money(1_000), reference, ..pay.clone() };
        self.by_root(place, Action::Disburse(out));
        let adjust = Pay { method: None, amount: Money(-250), ..pay };
        self.by_root(place, Action::Adjust(adjust));
    }

    fn sign_in(&mut self) {
        let now = self.clock.now();
        let token = |byte: u8| TokenHash([byte; 32]);
        for place in 0..self.houses.len() {
            let House { id, .. } = self.houses[place];
            let member = self.houses[place].players[0];
            let invite = |byte| Action::Invite {
                member,
                token: token(byte),
                expires_at: now.plus_seconds(DAY),
            };
            self.by_root(place, invite(1));
            self.by_root(place, invite(2));
            let accept = |byte| Action::AcceptInvitation {
                token: token(byte),
                password_hash: "chosen".to_owned(),
            };
            self.must(id, Actor::System, accept(1));
            self.refused(id, Actor::System, accept(1), Code::InvitationInvalid);
            let (login, address) = ("player0".to_owned(), "2001:db8::1".to_owned());
            let fail = Action::FailLogin {
                login: login.clone(),
                address: address.clone(),
                by_code: false,
            };
            self.must(id, Actor::System, fail);
            for byte in [3, 4] {
                let (login, address) = (login.clone(), address.clone());
                let (expires_at, agent) = (now.plus_seconds(HOUR), "Browser/1 (é)".to_owned());
                let token = token(byte);
                let proof = Proof::Password;
                let open = OpenSession { login, token, expires_at, address, agent, proof };
                self.must(id, Actor::System, Action::OpenSession(Box::new(open)));
            }
            self.must(id, Actor::System, Action::EndSession { token: token(3) });
        }
    }

    fn post_games(&mut self) {
        for (league, sport, teams) in LEAGUES {
            let (code, name) = (league.to_owned(), format!("{league} of Éire"));
            self.platform(Action::PostLeague { code, name, sport });
            for team in teams.map(str::to_owned) {
                let league = league.to_owned();
                let (code, name) = (team.clone(), format!("The {team}"));
                self.platform(Action::PostTeam { league, code, name, short: team });
            }
            for round in 0..4 {
                let starts_at = BEGIN.plus_seconds(DAY * (2 + 3 * round) + HOUR);
                let (home, away) = if round % 2 == 0 { (0, 1) } else { (2, 3) };
                let posted = self.platform(Action::PostFixture(Box::new(PostFixture {
                    league: league.to_owned(),
                    home: teams[home].to_owned(),
                    away: teams[away].to_owned(),
                    starts_at,
                    rotation: 100 + i32::try_from(round).expect("small"),
                    season: 2024,
                    round: 1,
                    neutral: round == 1,
                    field: false,
                    venue: "Coliseo Ñuñoa".to_owned(),
                })));
                let Outcome::Fixture(fixture) = posted else { panic!("{posted:?}") };
                self.games.push(Game { fixture, starts_at, markets: Vec::new() });
                self.post_lines(sport);
            }
        }
    }

    /// Lines on the game posted last, each moved once.
    fn post_lines(&mut self, sport: Sport) {
        let kinds = match sport {
            Sport::Soccer => vec![MarketKind::Moneyline3, MarketKind::Total],
            _ => vec![MarketKind::Spread, MarketKind::Total, MarketKind::Moneyline],
        };
        let fixture = self.games.last().expect("a game").fixture;
        for kind in kinds {
            let mut market = None;
            for moves in 0..2 {
                let posted = self.platform(line(fixture, kind, moves));
                let Outcome::Market(id) = posted else { panic!("{posted:?}") };
                market = Some(id);
            }
            let markets = &mut self.games.last_mut().expect("a game").markets;
            markets.push((market.expect("a market"), kind));
        }
    }

    /// Many wagers of both books at once; some of them meet a limit.
    fn bet(&mut self, count: usize) {
        let (mut commands, mut asked) = (Vec::new(), Vec::new());
        for number in 0..count * self.houses.len() {
            let house = &self.houses[number % self.houses.len()];
            let (book, member) = (house.id, *self.chance.one_of(&house.players));
            let request = self.wager(member);
            let actor = Actor::Member(member);
            asked.push((number % self.houses.len(), member));
            commands.push(self.command(book, actor, Action::PlaceWager(Box::new(request))));
        }
        let answers = (self.tell)(commands);
        for ((place, member), answer) in asked.into_iter().zip(&answers) {
            let answer = answer.as_ref().ok().and_then(|one| one.answer.as_ref().ok());
            if let Some(Outcome::Ticket(ticket)) = answer {
                self.tickets.push((place, member, *ticket));
            }
        }
        let accepted = answers.iter().filter(|one| matches!(one, Ok(one) if one.answer.is_ok()));
        let accepted = accepted.count();
        assert!(accepted > count && accepted < answers.len(), "{accepted} wagers are accepted");
    }

    fn wager(&mut self, member: MemberId) -> WagerRequest {
        let now = self.clock.now().plus_seconds(HOUR);
        let coming: Vec<&Game> = self.games.iter().filter(|game| game.starts_at > now).collect();
        let form = if self.chance.once_in(3) { Form::Parlay } else { Form::Straight };
        let count = if form == Form::Parlay { 2 } else { 1 };
        let from = self.chance.below(coming.len());
        let chance = &mut self.chance;
        let legs = (0..count).map(|place| {
            let game = coming[(from + place) % coming.len()];
            let (market, kind) = *chance.one_of(&game.markets);
            LegRequest {
                market,
                side: *chance.one_of(kind.sides()),
                seen: None,
                pitchers: None,
                bought: Default::default(),
            }
        });
        let legs = legs.collect();
        let entry = chance.one_of(&Entry::ALL).0;
        let amount = Money(chance.between(100, 4_000));
        let (policy, free_play, via) = (PricePolicy::Any, chance.once_in(6), Via::default());
        let repeat = false;
        WagerRequest { member, form, entry, amount, free_play, legs, policy, repeat, via }
    }

    fn begin_games(&mut self) {
        self.clock.skip_to(BEGIN.plus_seconds(6 * DAY));
        for place in [0, 1, 4, 5] {
            let fixture = self.games[place].fixture;
            let change = |starts_at, status, score| Action::ChangeFixture {
                fixture,
                starts_at,
                status,
                score,
            };
            self.platform(change(None, Some(FixtureStatus::InPlay), None));
            self.platform(change(None, None, Some((7, 3))));
        }
        let fixture = self.games[3].fixture;
        let starts_at = Some(self.games[3].starts_at.plus_seconds(HOUR));
        let (status, score) = (None, None);
        self.platform(Action::ChangeFixture { fixture, starts_at, status, score });
    }

    fn report(&mut self, fixture: FixtureId, source: &str, score: (i32, i32)) -> ReportId {
        let (source, (home, away)) = (source.to_owned(), score);
        let reported = self.platform(Action::ReportScore {
            fixture,
            source,
            home,
            away,
            detail: Box::default(),
        });
        let Outcome::Report(report) = reported else { panic!("{reported:?}") };
        report
    }

    /// One house settles by the feeds' reports, the other by its own.
    fn settle_games(&mut self) {
        let scores = [(0, (27, 20)), (1, (17, 17)), (4, (2, 1)), (5, (0, 0))];
        for (game, score) in scores {
            let fixture = self.games[game].fixture;
            self.report(fixture, "espn", score);
            let report = self.report(fixture, "wire", score);
            self.confirm(1, fixture, (report, Origin::Catalogue), Actor::System);
            let (home, away) = score;
            let entered =
                self.by_root(0, Action::EnterScore { fixture, home, away, detail: Box::default() });
            let Outcome::Report(report) = entered else { panic!("{entered:?}") };
            let root = Actor::Member(self.houses[0].root);
            self.confirm(0, fixture, (report, Origin::Book), root);
        }
    }

    fn confirm(
        &mut self,
        place: usize,
        fixture: FixtureId,
        (report, origin): (ReportId, Origin),
        actor: Actor,
    ) {
        let id = self.houses[place].id;
        let action = Action::ConfirmResult { fixture, report, origin };
        let confirmed = self.must(id, actor, action);
        let Outcome::Result(version) = confirmed else { panic!("{confirmed:?}") };
        let mut after = TicketId(0);
        loop {
            let action = Action::GradeChunk { fixture, round: version, after };
            match self.must(id, Actor::System, action) {
                Outcome::Graded(next) => after = next,
                Outcome::GradedAll => return,
                other => panic!("grading answers {other:?}"),
            }
        }
    }

    /// The first game was reported wrongly: everything on it is settled anew.
    fn correct(&mut self) {
        let fixture = self.games[0].fixture;
        let (home, away) = (20, 27);
        let entered =
            self.by_root(0, Action::EnterScore { fixture, home, away, detail: Box::default() });
        let Outcome::Report(report) = entered else { panic!("{entered:?}") };
        let root = Actor::Member(self.houses[0].root);
        self.confirm(0, fixture, (report, Origin::Book), root);
    }

    /// Under a key that was used before, for the same and for something else.
    fn ask_again(&mut self) {
        let House { id, agent, .. } = self.houses[0];
        let action = Action::ChangeStatus { member: agent, status: MemberStatus::Suspended };
        let first = self.command(id, Actor::Member(self.houses[0].root), action);
        let other = Command { print: 0, ..first.clone() };
        let answers = (self.tell)(vec![first.clone(), first.clone(), other.clone()]);
        assert!(answers[0].is_ok() && answers[1].is_ok() && answers[2].is_err(), "{answers:?}");
        let answers = (self.tell)(vec![first, other]);
        assert!(matches!(&answers[0], Ok(one) if one.replayed), "{answers:?}");
        assert!(answers[1].is_err(), "{answers:?}");
    }
}

fn line(fixture: FixtureId, kind: MarketKind, moves: i32) -> Action {
    let points = match kind {
        MarketKind::Spread => Some(Points(-14 + moves)),
        MarketKind::Total => Some(Points(178 + 2 * moves)),
        _ => None,
    };
    let odds = [Odds::american(-110), Odds::parse_decimal("2.95"), Odds::fractional(7, 4)];
    let odds = odds.map(|odds| odds.expect("a price"));
    let prices = kind.sides().iter().zip(odds).map(|(side, odds)| Price { side: *side, odds });
    let (status, prices) = (MarketStatus::Open, prices.collect());
    let (period, alternate, prop) = (Period::Game, 0, None);
    let line = MoveLine { fixture, kind, period, alternate, prop, status, points, prices };
    Action::MoveLine(Box::new(line))
}

//! A small book on a real clock, made ready through the desk: for tests that run the binary, and
//! for those that need somebody of every role.

use domain::board::fixture::{FixtureStatus, Sport};
use domain::board::line::Points;
use domain::board::market::{MarketKind, MarketStatus, Price, Side};
use domain::board::period::Period;
use domain::calendar::Instant;
use domain::command::{
    Action, Actor, CreateMember, LegRequest, MoveLine, Outcome, Pay, PostFixture, SeenLine,
    WagerRequest,
};
use domain::id::{BookId, FixtureId, MarketId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::Money;
use domain::odds::Odds;
use domain::rules::HouseRules;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;
use perhead::calls::{call, fresh};
use perhead::serve::Installation;

use crate::play::open_book;

/// A start that no test lives to see.
pub(crate) const FAR: Instant = Instant(4_102_444_800_000_000);
/// A start that lies behind every clock of these tests.
pub(crate) const PAST: Instant = Instant(0);

fn ask(installation: &Installation, book: BookId, action: Action) -> Outcome {
    call(&installation.desk, fresh(book, Actor::System, action)).expect("a first step succeeds")
}

/// A fixture with a spread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Game {
    pub(crate) fixture: FixtureId,
    pub(crate) market: MarketId,
}

/// Opens the provider's scope and posts games that start at `starts_at`.
pub(crate) fn post_games(
    installation: &Installation,
    count: usize,
    starts_at: Instant,
) -> Vec<Game> {
    installation.ensure_platform("").expect("the provider's scope opens");
    post_league(installation, "NFL", Sport::Football);
    let numbers = (101..).step_by(2).take(count);
    numbers.map(|number| post_game(installation, "NFL", number, starts_at)).collect()
}

/// Posts a game of baseball, in a scope that stands open.
pub(crate) fn post_ballgame(installation: &Installation, starts_at: Instant) -> Game {
    post_league(installation, "MLB", Sport::Baseball);
    post_game(installation, "MLB", 901, starts_at)
}

fn post_league(installation: &Installation, league: &str, sport: Sport) {
    let (code, name) = (league.to_owned(), league.to_owned());
    ask(installation, BookId::PLATFORM, Action::PostLeague { code, name, sport });
    for team in ["KC", "BAL"].map(str::to_owned) {
        let (league, code, name) = (league.to_owned(), team.clone(), team.clone());
        ask(installation, BookId::PLATFORM, Action::PostTeam { league, code, name, short: team });
    }
}

fn post_game(installation: &Installation, league: &str, rotation: i32, starts_at: Instant) -> Game {
    let post = PostFixture {
        league: league.to_owned(),
        home: "BAL".to_owned(),
        away: "KC".to_owned(),
        starts_at,
        rotation,
        season: 2024,
        round: 1,
        neutral: false,
        field: false,
        venue: String::new(),
    };
    let action = Action::PostFixture(Box::new(post));
    let Outcome::Fixture(fixture) = ask(installation, BookId::PLATFORM, action) else {
        panic!("a new fixture answers with its id")
    };
    let price = |side| Price { side, odds: Odds::american(-110).expect("a price") };
    let line = MoveLine {
        fixture,
        kind: MarketKind::Spread,
        period: Period::Game,
        alternate: 0,
        prop: None,
        status: MarketStatus::Open,
        points: Some(Points(-12)),
        prices: vec![price(Side::Home), price(Side::Away)],
    };
    let action = Action::MoveLine(Box::new(line));
    let Outcome::Market(market) = ask(installation, BookId::PLATFORM, action) else {
        panic!("a line answers with its market")
    };
    Game { fixture, market }
}

/// Moves a game into the past and says that it is being played, so that it can have a score.
pub(crate) fn begin_game(installation: &Installation, game: Game) {
    let action = Action::ChangeFixture {
        fixture: game.fixture,
        starts_at: Some(PAST),
        status: Some(FixtureStatus::InPlay),
        score: None,
    };
    ask(installation, BookId::PLATFORM, action);
}

/// Opens a book; answers it and its operator.
pub(crate) fn add_book(
    installation: &Installation,
    slug: &str,
    operator: &str,
) -> (BookId, MemberId) {
    let action = Action::AddTenant { slug: slug.to_owned() };
    let Outcome::Tenant(book) = ask(installation, BookId::PLATFORM, action) else {
        panic!("a new book answers with its id")
    };
    let rules = HouseRules::standard();
    let opened = open_book(slug, operator, "America/New_York", rules, Role::Operator);
    let Outcome::Member(root) = ask(installation, book, opened) else {
        panic!("an opened book answers with its root")
    };
    (book, root)
}

/// Creates an active member.
pub(crate) fn add_member(
    installation: &Installation,
    book: BookId,
    (parent, role, login): (MemberId, Role, &str),
) -> MemberId {
    let create = CreateMember {
        parent,
        role,
        status: MemberStatus::Active,
        login: login.to_owned(),
        name: login.to_owned(),
        password_hash: String::new(),
        credit: Money::ZERO,
        max_risk: None,
        max_win: None,
        ..CreateMember::plain()
    };
    let action = Action::CreateMember(Box::new(create));
    let Outcome::Member(member) = ask(installation, book, action) else {
        panic!("a new member answers with its id")
    };
    member
}

/// Pays cents in for a player.
pub(crate) fn fund(installation: &Installation, book: BookId, member: MemberId, cents: i64) {
    let pay = Pay {
        member,
        method: Some(Method::Cash),
        amount: Money(cents),
        reference: String::new(),
        note: String::new(),
    };
    ask(installation, book, Action::Receive(pay));
}

/// A straight on the home side at the line posted first.
pub(crate) fn straight(member: MemberId, market: MarketId, cents: i64) -> WagerRequest {
    let seen = SeenLine { version: 1, points: None, odds: None };
    WagerRequest {
        member,
        form: Form::Straight,
        entry: Entry::Risk,
        amount: Money(cents),
        legs: vec![LegRequest {
            market,
            side: Side::Home,
            seen: Some(seen),
            pitchers: None,
            bought: Default::default(),
        }],
        policy: PricePolicy::None,
        free_play: false,
        repeat: false,
        via: Via::default(),
    }
}

//! Draws one command: mostly one that means something, often one that no caller in their right
//! mind would send.

use desk::port::Views;
use domain::board::fixture::FixtureStatus;
use domain::board::line::Points;
use domain::board::market::{MarketKind, MarketStatus, Price, Side};
use domain::board::offer::{OfferStatus, WHOLE_FIXTURE};
use domain::board::period::Period;
use domain::board::prop::{Prop, Runner};
use domain::calendar::Instant;
use domain::command::{
    Action, Actor, ChangeOffer, CreateMember, MoveLine, OpenSession, Pay, PostFixture,
};
use domain::factor::Proof;
use domain::figure::command::WeekCommand;
use domain::grade::detail::Detail;
use domain::grade::score::Origin;
use domain::id::{FixtureId, MemberId, ReportId, TicketId, TokenHash};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::Odds;
use domain::rules::HouseRules;
use domain::wager::terms::{ChainStakes, WagerRules};
use store::Database;

use super::bounds::{acceptance, control, limits, profile};
use super::desk::{ruling, week};
use super::money::money;
use super::protection::protect;
use super::town::{KnownBook, LEAGUES, Town};
use super::wagers::{bet, card, same_game, sell_points};
use crate::chance::Chance;

/// One of a closed set with names.
pub(super) fn any<T: Copy>(chance: &mut Chance, all: &[(T, &str)]) -> T {
    chance.one_of(all).0
}

/// An amount: plain, tiny or absurd.
pub(super) fn amount(chance: &mut Chance) -> Money {
    const ABSURD: [i64; 8] =
        [0, -1, 1, Money::MAX.0, Money::MAX.0 + 1, i64::MAX, i64::MIN, -Money::MAX.0];
    if chance.once_in(12) {
        return Money(*chance.one_of(&ABSURD));
    }
    Money(chance.between(1, 60_000))
}

pub(super) fn maybe(chance: &mut Chance) -> Option<Money> {
    if chance.once_in(12) { Some(amount(chance)) } else { None }
}

/// Text: plain, empty, long, or full of signs.
pub(super) fn text(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => String::new(),
        1 => "x".repeat(201),
        2 => "line\nbreak\u{0}".to_owned(),
        3 => "٣٤ 'quoted'; drop table ticket; -- é😀".to_owned(),
        _ => format!("text {}", chance.below(50)),
    }
}

fn login(chance: &mut Chance) -> String {
    match chance.below(10) {
        0 => text(chance),
        1..=5 => format!("first{}", chance.below(6)),
        _ => format!("login{}", chance.below(40)),
    }
}

/// A fixture that has started or one that has not, rarely an unknown one.
pub(super) fn fixture(chance: &mut Chance, town: &Town, started: bool) -> FixtureId {
    let mostly = chance.once_in(15) != started;
    let fits = |one: &&(FixtureId, Instant)| (one.1 <= town.now) == mostly;
    let fitting: Vec<FixtureId> = town.fixtures.iter().filter(fits).map(|one| one.0).collect();
    if fitting.is_empty() || chance.once_in(20) {
        return FixtureId(chance.between(-1, 400));
    }
    *chance.one_of(&fitting)
}

fn team(chance: &mut Chance, teams: &[&str; 4]) -> String {
    if chance.once_in(20) { text(chance) } else { (*chance.one_of(teams)).to_owned() }
}

pub(super) fn odds(chance: &mut Chance) -> Odds {
    let value = chance.between(100, 400);
    let signed = if chance.once_in(2) { value } else { -value };
    match chance.below(3) {
        0 => Odds::fractional(7, 4).expect("a price"),
        1 => Odds::parse_decimal("1.87").expect("a price"),
        _ => Odds::american(signed).expect("a price"),
    }
}

/// A command of feeds.
pub(super) fn feed_action(chance: &mut Chance, town: &Town) -> Action {
    match chance.below(10) {
        0 | 1 => post_fixture(chance, town),
        2..=5 => move_line(chance, town),
        6 => Action::ReportScore {
            fixture: fixture(chance, town, true),
            source: (*chance.one_of(&["espn", "ap", ""])).to_owned(),
            home: small(chance, -1, 40),
            away: small(chance, 0, 410),
            detail: detail(chance),
        },
        7 | 8 => Action::ReportScore {
            fixture: fixture(chance, town, true),
            source: "espn".to_owned(),
            home: small(chance, 0, 30),
            away: small(chance, 0, 30),
            detail: detail(chance),
        },
        _ => change_fixture(chance, town),
    }
}

pub(super) fn small(chance: &mut Chance, low: i64, high: i64) -> i32 {
    i32::try_from(chance.between(low, high)).expect("small")
}

/// Rarely more than the final score, and not always what fits it.
fn detail(chance: &mut Chance) -> Box<Detail> {
    let told = [
        "quarter_1=7-0;quarter_2=3-14;stat.answer=1",
        "half_1=0-0;stat.answer=absent",
        "ending=abandoned;played=57;place.answer.1=1;place.answer.2=2",
        "ending=abandoned",
        "place.answer.1=1;place.answer.3=1",
    ];
    let text = if chance.once_in(3) { *chance.one_of(&told) } else { "" };
    Box::new(Detail::parse(text).expect("a detail"))
}

fn post_fixture(chance: &mut Chance, town: &Town) -> Action {
    let (league, _, teams) = *chance.one_of(&LEAGUES);
    Action::PostFixture(Box::new(PostFixture {
        league: if chance.once_in(20) { text(chance) } else { league.to_owned() },
        home: team(chance, &teams),
        away: team(chance, &teams),
        starts_at: town.now.plus_seconds(chance.between(-600, 60_000)),
        rotation: small(chance, 0, 900),
        season: 2024,
        round: small(chance, 0, 18),
        neutral: chance.once_in(5),
        field: chance.once_in(30),
        venue: text(chance),
    }))
}

fn change_fixture(chance: &mut Chance, town: &Town) -> Action {
    let started = !chance.once_in(6);
    let status = match (started, chance.once_in(6)) {
        (_, true) => any(chance, &FixtureStatus::ALL),
        (true, false) => FixtureStatus::InPlay,
        (false, false) => FixtureStatus::Scheduled,
    };
    Action::ChangeFixture {
        fixture: fixture(chance, town, started),
        starts_at: chance
            .once_in(15)
            .then(|| town.now.plus_seconds(chance.between(-40_000, 40_000))),
        status: chance.once_in(2).then_some(status),
        score: chance.once_in(2).then(|| (small(chance, -1, 50), small(chance, 0, 50))),
    }
}

fn move_line(chance: &mut Chance, town: &Town) -> Action {
    let kind = any(chance, &MarketKind::ALL);
    let low = if kind == MarketKind::Spread { -40 } else { 1 };
    let mut points = kind.has_points().then(|| Points(small(chance, low, 200)));
    if chance.once_in(15) {
        points = Some(Points(small(chance, -10, 10)));
    }
    let mut prices: Vec<Price> =
        sides_of(kind).into_iter().map(|side| Price { side, odds: odds(chance) }).collect();
    if chance.once_in(10) {
        prices.pop();
    }
    if chance.once_in(15) {
        prices.push(Price { side: any(chance, &Side::ALL), odds: odds(chance) });
    }
    let status =
        if chance.once_in(8) { any(chance, &MarketStatus::ALL) } else { MarketStatus::Open };
    let names: Vec<Period> = Period::ALL.iter().map(|(period, _)| *period).collect();
    let period = if chance.once_in(10) { *chance.one_of(&names) } else { Period::Game };
    let (fixture, alternate) = (fixture(chance, town, false), small(chance, -9, 1).max(-1));
    let alternate = if chance.once_in(10) { alternate } else { 0 };
    let prop = prop_of(kind).filter(|_| !chance.once_in(20)).map(Box::new);
    let line = MoveLine { fixture, kind, period, alternate, prop, status, points, prices };
    Action::MoveLine(Box::new(line))
}

/// The sides of a kind; a field has three runners here.
pub(super) fn sides_of(kind: MarketKind) -> Vec<Side> {
    if kind.has_field() { (1..=3).map(Side::Runner).collect() } else { kind.sides().to_vec() }
}

fn prop_of(kind: MarketKind) -> Option<Prop> {
    let runner = |number| Runner { number, name: format!("Runner {number}") };
    let runners = if kind.has_field() { (1..=3).map(runner).collect() } else { Vec::new() };
    let statistic = "answer".to_owned();
    let prop = Prop { title: "A question".to_owned(), statistic, runners, places: None };
    kind.is_prop().then_some(prop)
}

/// Somebody of a book and what they ask for.
pub(super) fn book_action(
    chance: &mut Chance,
    town: &Town,
    place: usize,
    database: &Database,
) -> (Actor, Action) {
    let actor = actor(chance, town, place);
    let action = match chance.below(40) {
        0 | 1 => create_member(chance, town, place),
        2..=4 => Action::Receive(pay(chance, town, place)),
        5 => Action::Disburse(pay(chance, town, place)),
        6 => Action::Adjust(pay(chance, town, place)),
        7 => Action::ChangeStatus {
            member: member(chance, town, place),
            status: if chance.once_in(8) {
                any(chance, &MemberStatus::ALL)
            } else {
                MemberStatus::Active
            },
        },
        8 => Action::ChangeLimits {
            member: member(chance, town, place),
            credit: if chance.once_in(2) { Money(0) } else { amount(chance) },
            min_risk: maybe(chance),
            max_risk: maybe(chance),
            max_win: maybe(chance),
        },
        9 => session(chance, town, place),
        10 => offer(chance, town),
        11..=14 => result(chance, town, place),
        15..=18 => grade(chance, town, place, database),
        19 if chance.once_in(2) => Action::Week(WeekCommand::Close { week: town.week(chance) }),
        19 | 27 => week(chance, town, place, database),
        20 if chance.once_in(3) => rules(chance, &town.books[place]),
        20 if chance.once_in(2) => sell_points(chance),
        20 => card(chance),
        21..=23 => return money(chance, town, place, actor),
        24 => ruling(chance, town, place),
        25 if chance.once_in(3) => profile(chance, town, place),
        25 if chance.once_in(2) => limits(chance, town, place),
        25 => control(chance, town, place),
        26 => protect(chance, town, place),
        28 | 29 => acceptance(chance, town, place, database),
        _ => return bet(chance, town, place),
    };
    (actor, action)
}

/// Mostly the operator, who may do nearly everything.
pub(super) fn actor(chance: &mut Chance, town: &Town, place: usize) -> Actor {
    match chance.below(10) {
        0 => Actor::System,
        1 | 2 => Actor::Member(member(chance, town, place)),
        _ => Actor::Member(town.books[place].members[0].0),
    }
}

pub(super) fn member(chance: &mut Chance, town: &Town, place: usize) -> MemberId {
    if chance.once_in(20) {
        return MemberId(chance.between(-1, 3_000));
    }
    chance.one_of(&town.books[place].members).0
}

pub(super) fn player(chance: &mut Chance, town: &Town, place: usize) -> MemberId {
    let members = &town.books[place].members;
    let players: Vec<MemberId> =
        members.iter().filter(|one| one.1 == Role::Player).map(|one| one.0).collect();
    if players.is_empty() || chance.once_in(20) {
        return member(chance, town, place);
    }
    *chance.one_of(&players)
}

fn create_member(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let role = if chance.once_in(2) { Role::Player } else { any(chance, &Role::ALL) };
    Action::CreateMember(Box::new(CreateMember {
        parent: member(chance, town, place),
        role,
        status: if chance.once_in(10) {
            any(chance, &MemberStatus::ALL)
        } else {
            MemberStatus::Active
        },
        login: login(chance),
        name: text(chance),
        password_hash: String::new(),
        credit: if chance.once_in(3) { amount(chance) } else { Money(0) },
        max_risk: maybe(chance),
        max_win: maybe(chance),
        ..CreateMember::plain()
    }))
}

pub(super) fn pay(chance: &mut Chance, town: &Town, place: usize) -> Pay {
    let signed = amount(chance);
    let turned = chance.once_in(3) && signed.0 != i64::MIN;
    Pay {
        member: player(chance, town, place),
        method: (!chance.once_in(10)).then(|| any(chance, &Method::ALL)),
        amount: if turned { -signed } else { signed },
        reference: text(chance),
        note: text(chance),
    }
}

fn token(chance: &mut Chance) -> TokenHash {
    let mut token = [0; 32];
    token[0] = u8::try_from(chance.below(20)).expect("small");
    TokenHash(token)
}

fn session(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let (token, expires_at) = (token(chance), town.now.plus_seconds(chance.between(-10, 4_000)));
    match chance.below(5) {
        0 => Action::Invite { member: member(chance, town, place), token, expires_at },
        1 => Action::AcceptInvitation { token, password_hash: "kept".to_owned() },
        2 => Action::FailLogin {
            login: login(chance),
            address: text(chance),
            by_code: chance.once_in(2),
        },
        3 => Action::EndSession { token },
        _ => Action::OpenSession(Box::new(OpenSession {
            login: login(chance),
            token,
            expires_at,
            address: text(chance),
            agent: text(chance),
            proof: Proof::Password,
        })),
    }
}

fn offer(chance: &mut Chance, town: &Town) -> Action {
    let (market, fixture) = match chance.below(3) {
        0 if !town.markets.is_empty() => {
            let one = chance.one_of(&town.markets);
            (one.id, one.fixture)
        }
        _ => (WHOLE_FIXTURE, fixture(chance, town, false)),
    };
    let status = if chance.once_in(5) { any(chance, &OfferStatus::ALL) } else { OfferStatus::Open };
    let max_risk = maybe(chance);
    let stopped = if chance.once_in(6) { vec![any(chance, &Side::ALL)] } else { Vec::new() };
    let auto_off = if chance.once_in(4) { Some(amount(chance)) } else { None };
    let reason = if chance.once_in(4) { text(chance) } else { String::new() };
    let change = ChangeOffer { fixture, market, status, max_risk, stopped, auto_off, reason };
    Action::ChangeOffer(Box::new(change))
}

fn result(chance: &mut Chance, town: &Town, place: usize) -> Action {
    if chance.once_in(3) {
        let (home, away) = (small(chance, 0, 30), small(chance, 0, 30));
        let (fixture, detail) = (fixture(chance, town, true), detail(chance));
        return Action::EnterScore { fixture, home, away, detail };
    }
    match town.report_of(chance, place) {
        Some((fixture, report, origin)) if !chance.once_in(15) => {
            Action::ConfirmResult { fixture, report, origin }
        }
        _ => Action::ConfirmResult {
            fixture: fixture(chance, town, true),
            report: ReportId(chance.between(0, 900)),
            origin: if chance.once_in(2) { Origin::Book } else { Origin::Catalogue },
        },
    }
}

/// The next chunk of a grading under way, or one that is not.
fn grade(chance: &mut Chance, town: &Town, place: usize, database: &Database) -> Action {
    let under_way = database.unfinished_gradings(town.books[place].id).expect("reads");
    if under_way.is_empty() || chance.once_in(10) {
        let after = TicketId(chance.between(0, 50));
        let round = small(chance, 0, 3);
        return Action::GradeChunk { fixture: fixture(chance, town, true), round, after };
    }
    let one = chance.one_of(&under_way);
    Action::GradeChunk { fixture: one.fixture, round: one.round, after: one.after }
}

fn rules(chance: &mut Chance, known: &KnownBook) -> Action {
    let standard = HouseRules::standard();
    let stale = i32::from(chance.once_in(8));
    Action::ChangeRules(Box::new(HouseRules {
        version: known.rules_version - stale,
        rounding: any(chance, &Rounding::ALL),
        min_risk: Money(chance.between(0, 200)),
        max_risk: Money(chance.between(10_000, 900_000)),
        max_legs: small(chance, 1, 30),
        cutoff_seconds: small(chance, -1, 900),
        confirm_sources: small(chance, 0, 2),
        wagers: WagerRules {
            reverse_legs: 1 + chance.below(8),
            double_action: !chance.once_in(4),
            chain_stakes: any(chance, &ChainStakes::ALL),
            same_game: chance.once_in(2).then(|| same_game(chance)),
            ..WagerRules::standard()
        },
        duplicate_seconds: small(chance, -1, 60).max(small(chance, -60, 0)),
        ..standard
    }))
}

//! Boards made of samples, without any store.

use super::*;
use crate::directory::OpenedBook;
use crate::shape::money::Currency;
use crate::shape::word::MarketStatus;
use domain::board::fixture::{League, Sport, Team};
use domain::board::line::Points;
use domain::board::market::{self, Market, MarketKind, Price, Side};
use domain::board::offer::{Offer, OfferStatus, WHOLE_FIXTURE};
use domain::board::period::Period;
use domain::book::{Book, BookCalendar, BookStatus, Brand};
use domain::id::{LeagueId, TeamId};
use domain::odds::{Odds, OddsFormat};
use domain::rules::HouseRules;

fn book() -> OpenedBook {
    let text = str::to_owned;
    OpenedBook {
        book: Book {
            id: BookId(3),
            slug: text("acme"),
            status: BookStatus::Open,
            brand: Brand { name: text("Acme"), colour: text("#000000"), mark: text("A") },
            currency: text("USD"),
            odds_format: OddsFormat::American,
            calendar: BookCalendar { zone: text("UTC"), day_cutoff_minutes: 0, first_weekday: 2 },
            rules_version: 1,
            uses: Default::default(),
        },
        rules: HouseRules::standard(),
        jurisdiction: domain::jurisdiction::Jurisdiction::standard(BookId(3)),
        currency: Currency::parse("USD").expect("a code"),
    }
}

fn sample(offers: Vec<Offer>) -> view::Board {
    let team = |id, code: &str| Team {
        id: TeamId(id),
        league: LeagueId(1),
        code: code.to_owned(),
        name: code.to_owned(),
        short: code.to_owned(),
    };
    let fixture = Fixture {
        id: FixtureId(9),
        league: LeagueId(1),
        sport: Sport::Football,
        home: TeamId(1),
        away: TeamId(2),
        starts_at: Instant(1_000_000_000),
        status: FixtureStatus::Scheduled,
        rotation: 471,
        season: 2024,
        round: 2,
        neutral: false,
        venue: String::new(),
        score: None,
        scored_at: None,
        listing: 0,
    };
    let price = |side| Price { side, odds: Odds::EVEN };
    let market = Market {
        id: MarketId(5),
        fixture: FixtureId(9),
        kind: MarketKind::Spread,
        period: Period::Game,
        alternate: 0,
        prop: None,
        status: market::MarketStatus::Open,
        version: 4,
        points: Points::parse("-3"),
        prices: vec![price(Side::Home), price(Side::Away)],
        moved_at: Instant(0),
        live: false,
    };
    let (home, away) = (team(1, "BAL"), team(2, "KC"));
    let league = League {
        id: LeagueId(1),
        code: "NFL".to_owned(),
        name: "National Football League".to_owned(),
        sport: Sport::Football,
    };
    view::Board {
        catalogue_sequence: 8,
        sequence: 2,
        profiles: Vec::new(),
        leagues: vec![league],
        fixtures: vec![view::BoardFixture {
            replaced: Vec::new(),
            named: view::NamedFixture { fixture, home, away },
            markets: vec![market],
            openings: vec![view::Opening {
                market: MarketId(5),
                side: Side::Away,
                points: Points::parse("-2.5"),
                odds: Odds::EVEN,
            }],
            offers,
            listing: None,
            controls: None,
        }],
    }
}

fn status(offers: Vec<Offer>, now: Instant) -> MarketStatus {
    let board = PreparedBoard::of(sample(offers), &book(), now);
    board.market(FixtureId(9), MarketId(5)).expect("shown").status
}

#[test]
fn the_overlay_and_the_clock_decide_what_is_open() {
    let offer = |market, status| Offer { status, ..Offer::open(FixtureId(9), market) };
    let whole = |status| vec![offer(WHOLE_FIXTURE, status)];
    let start = Instant(1_000_000_000);
    assert_eq!(status(vec![], Instant(0)), MarketStatus::Open);
    assert_eq!(status(whole(OfferStatus::Circled), Instant(0)), MarketStatus::Circled);
    assert_eq!(status(whole(OfferStatus::Suspended), Instant(0)), MarketStatus::Suspended);
    let one = vec![offer(MarketId(5), OfferStatus::Suspended)];
    assert_eq!(status(one, Instant(0)), MarketStatus::Suspended);
    assert_eq!(status(vec![], start), MarketStatus::Closed);
    let hidden = PreparedBoard::of(sample(whole(OfferStatus::OffBoard)), &book(), Instant(0));
    assert!(hidden.fixture(FixtureId(9)).is_none());
}

#[test]
fn each_side_reads_its_own_points_also_those_it_opened_at() {
    let board = PreparedBoard::of(sample(vec![]), &book(), Instant(0));
    let market = board.market(FixtureId(9), MarketId(5)).expect("shown");
    let [away, home] = &market.selections[..] else { panic!("two sides") };
    assert_eq!(
        (away.side, away.points.as_deref()),
        (crate::shape::side::Side(Side::Away), Some("+3"))
    );
    assert_eq!(home.points.as_deref(), Some("-3"));
    let opened = away.opened.as_ref().and_then(|opened| opened.points.as_deref());
    assert_eq!((opened, &home.opened), (Some("+2.5"), &None));
}

#[test]
fn the_tag_follows_the_content_of_what_was_asked_for() {
    let made = |offers| PreparedBoard::of(sample(offers), &book(), Instant(0));
    let (text, tag) = made(vec![]).leagues_json(None);
    assert_eq!((text.clone(), tag.clone()), made(vec![]).leagues_json(Some("NFL")));
    assert_eq!(made(vec![]).leagues_json(Some("NBA")).0, "[]");
    let (fixture, market) = (FixtureId(9), WHOLE_FIXTURE);
    let offer = Offer { status: OfferStatus::Circled, ..Offer::open(fixture, market) };
    assert_ne!(made(vec![offer]).leagues_json(None).1, tag);
    assert!(tag.starts_with("W/\"") && text.contains(r#""id":"f9""#));
}

#[test]
fn a_rotation_number_calls_the_next_game_that_has_it() {
    let mut board = sample(vec![]);
    let first = board.fixtures[0].clone();
    let mut add = |id, status, starts_at| {
        let mut other = first.clone();
        let fixture = &mut other.named.fixture;
        (fixture.id, fixture.status, fixture.starts_at) = (FixtureId(id), status, starts_at);
        board.fixtures.push(other);
    };
    add(10, FixtureStatus::InPlay, Instant(900_000_000));
    add(11, FixtureStatus::Scheduled, Instant(2_000_000_000));
    let board = PreparedBoard::of(board, &book(), Instant(0));
    let called = |rotation| {
        let (board, is_home) = board.at_rotation(rotation)?;
        Some((board.named.fixture.id.0, is_home))
    };
    assert_eq!(called(471), Some((9, false)));
    assert_eq!(called(472), Some((9, true)));
    assert_eq!((called(470), called(473), called(i32::MIN)), (None, None, None));
    assert_eq!(board.rotations().collect::<Vec<_>>(), vec![471]);
}

#[test]
fn a_board_is_good_until_the_next_fixture_closes() {
    let board = |now| PreparedBoard::of(sample(vec![]), &book(), now);
    assert_eq!(board(Instant(0)).good_until, Instant(1_000_000_000));
    assert_eq!(board(Instant(1_000_000_000)).good_until, Instant(i64::MAX));
}

//! Prepared boards: each book's board, ready to be sent, made again when something of it moved and
//! at most a few times a second. Asking costs a copy; a burst of line moves costs one reading.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::view;
use domain::board::fixture::{Fixture, FixtureStatus};
use domain::calendar::Instant;
use domain::id::{BookId, FixtureId, MarketId};
use sha2::{Digest as _, Sha256};
use tokio::time::{Instant as Mono, sleep};

use crate::directory::OpenedBook;
use crate::problem::Problem;
use crate::resource::board::{BoardFixture, BoardLeague, BoardMarket, leagues_of};
use crate::state::ApiState;
use crate::token::hex;

/// A board is made this often for whoever just looks at it.
const MADE_EVERY: Duration = Duration::from_millis(250);
/// Boards are never made closer together than this, whoever asks.
const MADE_APART: Duration = Duration::from_millis(100);
/// A board is made again after this even if nothing is known to have moved: another server may
/// have moved it.
const KEPT: Duration = Duration::from_secs(2);
/// Names are taken from a board this old.
const NAMES_KEPT: Duration = Duration::from_secs(10);
/// Fixtures that began this long ago are still shown, with their scores.
const SECONDS_BACK: i64 = 12 * 60 * 60;
/// Fixtures that begin this far ahead are shown.
const SECONDS_AHEAD: i64 = 14 * 24 * 60 * 60;

/// A board ready to be sent.
pub(crate) struct PreparedBoard {
    /// The book's event sequence it reflects.
    pub(crate) sequence: i64,
    /// The catalogue's.
    pub(crate) catalogue_sequence: i64,
    /// The leagues with their fixtures.
    leagues: Vec<BoardLeague>,
    /// Each league's code and JSON text.
    texts: Vec<(String, String)>,
    /// Places of fixtures: league, then fixture.
    places: HashMap<FixtureId, (usize, usize)>,
    /// The fixtures as they were read, also those that are off the board.
    read: Vec<view::BoardFixture>,
    /// Their places by id.
    read_places: HashMap<FixtureId, usize>,
    /// Places of the fixtures shown, by the rotation number of the side that is named first.
    rotations: BTreeMap<i32, usize>,
    made_at: Mono,
    /// The clock closes the next fixture then.
    good_until: Instant,
}

impl PreparedBoard {
    fn of(board: view::Board, book: &OpenedBook, now: Instant) -> PreparedBoard {
        let leagues = leagues_of(&board, &book.rules, now);
        let text = |league: &BoardLeague| {
            (league.code.clone(), serde_json::to_string(league).unwrap_or_default())
        };
        let texts = leagues.iter().map(text).collect();
        let mut places = HashMap::new();
        for (at, league) in leagues.iter().enumerate() {
            for (place, fixture) in league.fixtures.iter().enumerate() {
                places.insert(fixture.id.0, (at, place));
            }
        }
        let read = || board.fixtures.iter().map(|one| &one.named.fixture).zip(0..);
        let read_places = read().map(|(fixture, place)| (fixture.id, place)).collect();
        let mut shown: Vec<(&Fixture, usize)> =
            read().filter(|(fixture, _)| places.contains_key(&fixture.id)).collect();
        // Numbers come again each week: the next game that has not begun is meant.
        let is_over = |fixture: &Fixture| fixture.status != FixtureStatus::Scheduled;
        shown.sort_by_key(|(fixture, _)| Reverse((is_over(fixture), fixture.starts_at)));
        let numbered = shown.iter().filter(|(fixture, _)| fixture.rotation > 0);
        let rotations = numbered.map(|(fixture, place)| (fixture.rotation, *place)).collect();
        let cutoff = -i64::from(book.rules.cutoff_seconds);
        let open = board.fixtures.iter().map(|one| &one.named.fixture);
        let open = open.filter(|fixture| fixture.status == FixtureStatus::Scheduled);
        let ends = open.map(|fixture| fixture.starts_at.plus_seconds(cutoff));
        let good_until = ends.filter(|end| *end > now).min().unwrap_or(Instant(i64::MAX));
        PreparedBoard {
            sequence: board.sequence,
            catalogue_sequence: board.catalogue_sequence,
            texts,
            places,
            read_places,
            rotations,
            leagues,
            read: board.fixtures,
            made_at: Mono::now(),
            good_until,
        }
    }

    /// The leagues as JSON, or one of them, and the tag of that text.
    pub(crate) fn leagues_json(&self, code: Option<&str>) -> (String, String) {
        let wanted = |one: &&(String, String)| code.is_none_or(|code| one.0 == code);
        let texts: Vec<&str> =
            self.texts.iter().filter(wanted).map(|(_, text)| text.as_str()).collect();
        let leagues = format!("[{}]", texts.join(","));
        let hash = Sha256::digest(leagues.as_bytes());
        let tag = format!("W/\"{}\"", hex(&hash[..12]));
        (leagues, tag)
    }

    /// A fixture of the board.
    pub(crate) fn fixture(&self, fixture: FixtureId) -> Option<&BoardFixture> {
        let (league, place) = *self.places.get(&fixture)?;
        self.leagues.get(league)?.fixtures.get(place)
    }

    /// A market of a fixture of the board.
    pub(crate) fn market(&self, fixture: FixtureId, market: MarketId) -> Option<&BoardMarket> {
        self.fixture(fixture)?.markets.iter().find(|one| one.id.0 == market)
    }

    /// The names of a fixture of the board.
    pub(crate) fn named(&self, fixture: FixtureId) -> Option<&view::NamedFixture> {
        self.read_places.get(&fixture).map(|place| &self.read[*place].named)
    }

    /// The fixture that a rotation number calls, and whether it calls the side at home: the side
    /// that plays away has the fixture's number, the side at home the next.
    pub(crate) fn at_rotation(&self, rotation: i32) -> Option<(&view::BoardFixture, bool)> {
        let of = |number: i32| self.rotations.get(&number).map(|place| &self.read[*place]);
        let away = of(rotation).map(|fixture| (fixture, false));
        away.or_else(|| of(rotation.checked_sub(1)?).map(|fixture| (fixture, true)))
    }

    /// The first rotation numbers of the fixtures shown, in order.
    pub(crate) fn rotations(&self) -> impl Iterator<Item = i32> + '_ {
        self.rotations.keys().copied()
    }
}

#[derive(Default)]
struct Shelf {
    /// Held while a board is made: whoever needs a newer one waits for it.
    made: tokio::sync::Mutex<Option<Arc<PreparedBoard>>>,
    /// The same board, for those who do not wait.
    shown: Mutex<Option<Arc<PreparedBoard>>>,
    moved: AtomicBool,
}

impl Shelf {
    fn shown(&self) -> Option<Arc<PreparedBoard>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The prepared boards of all books.
#[derive(Default)]
pub(crate) struct BoardShelves {
    shelves: Mutex<HashMap<BookId, Arc<Shelf>>>,
}

impl BoardShelves {
    fn shelf(&self, book: BookId) -> Arc<Shelf> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(shelves.entry(book).or_default())
    }

    /// The book changed what it offers.
    pub(crate) fn moved(&self, book: BookId) {
        self.shelf(book).moved.store(true, Ordering::Release);
    }
}

impl ApiState {
    /// The board of a book, as new as a quarter of a second.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn board(&self, book: &OpenedBook) -> Result<Arc<PreparedBoard>, Problem> {
        self.board_since(book, (0, 0)).await
    }

    /// A board for names alone, which hardly ever change: the last one that was made, without
    /// waiting for a newer one.
    ///
    /// # Errors
    /// When there is none yet and the store cannot be read.
    pub(crate) async fn board_for_names(
        &self,
        book: &OpenedBook,
    ) -> Result<Arc<PreparedBoard>, Problem> {
        match self.boards.shelf(book.id()).shown() {
            Some(board) if board.made_at.elapsed() < NAMES_KEPT => Ok(board),
            _ => self.board(book).await,
        }
    }

    /// The board of a book that shows at least these events of the book and of the catalogue.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn board_since(
        &self,
        book: &OpenedBook,
        since: (i64, i64),
    ) -> Result<Arc<PreparedBoard>, Problem> {
        let shelf = self.boards.shelf(book.id());
        loop {
            let mut made = shelf.made.lock().await;
            if let Some(board) = made.as_ref() {
                let shows = (board.sequence, board.catalogue_sequence);
                let reached = shows.0 >= since.0 && shows.1 >= since.1;
                if reached && !self.is_old(board, &shelf) {
                    return Ok(Arc::clone(board));
                }
                let age = board.made_at.elapsed();
                if age < MADE_APART {
                    // Others may have what they asked for meanwhile.
                    drop(made);
                    sleep(MADE_APART - age).await;
                    continue;
                }
            }
            let board = self.make_board(book, &shelf).await?;
            *made = Some(Arc::clone(&board));
            let mut shown = shelf.shown.lock().unwrap_or_else(PoisonError::into_inner);
            *shown = Some(Arc::clone(&board));
            return Ok(board);
        }
    }

    async fn make_board(
        &self,
        book: &OpenedBook,
        shelf: &Shelf,
    ) -> Result<Arc<PreparedBoard>, Problem> {
        shelf.moved.store(false, Ordering::Release);
        let (id, now) = (book.id(), self.now());
        let (from, to) = (now.plus_seconds(-SECONDS_BACK), now.plus_seconds(SECONDS_AHEAD));
        let read = self.read(move |views| views.board(id, from, to)).await;
        let read = read.inspect_err(|_| shelf.moved.store(true, Ordering::Release))?;
        Ok(Arc::new(PreparedBoard::of(read, book, now)))
    }

    fn is_old(&self, board: &PreparedBoard, shelf: &Shelf) -> bool {
        let age = board.made_at.elapsed();
        let moved = shelf.moved.load(Ordering::Acquire)
            || self.hub.sequence_of(BookId::PLATFORM) > board.catalogue_sequence
            || self.now() >= board.good_until;
        age >= KEPT || (moved && age >= MADE_EVERY)
    }
}

#[cfg(test)]
mod tests {
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
                calendar: BookCalendar {
                    zone: text("UTC"),
                    day_cutoff_minutes: 0,
                    first_weekday: 2,
                },
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
            leagues: vec![league],
            fixtures: vec![view::BoardFixture {
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
}

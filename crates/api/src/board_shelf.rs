//! Prepared boards: each book's board, ready to be sent, made again when something of it moved and
//! at most a few times a second. Asking costs a copy; a burst of line moves costs one reading. A
//! line profile has a board of its own, made from the same reading when its first player asks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::view;
use domain::board::fixture::{Fixture, FixtureStatus};
use domain::board::profile::{self, InForce, LineProfile};
use domain::calendar::Instant;
use domain::id::{BookId, FixtureId, MarketId, MemberId};
use sha2::{Digest as _, Sha256};
use tokio::time::{Instant as Mono, sleep};

use crate::directory::OpenedBook;
use crate::principal::Principal;
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
    /// What is needed to make the boards of profiles; empty in a book that has none.
    profiles: Vec<LineProfile>,
    made_for: Option<Box<MadeFor>>,
    own: Mutex<HashMap<ProfileKey, Arc<PreparedBoard>>>,
}

/// Which profile a board was made for: its owner and its revision.
type ProfileKey = (Option<MemberId>, i64);

/// For which book and when a board was made.
struct MadeFor {
    board: view::Board,
    book: Arc<OpenedBook>,
    now: Instant,
}

impl PreparedBoard {
    /// The board that everybody has who has no profile, with what makes the others.
    fn of_all(board: view::Board, book: &Arc<OpenedBook>, now: Instant) -> PreparedBoard {
        let profiles = board.profiles.clone();
        let kept = (!profiles.is_empty())
            .then(|| Box::new(MadeFor { board: board.clone(), book: Arc::clone(book), now }));
        PreparedBoard { profiles, made_for: kept, ..PreparedBoard::of(board, book, now) }
    }

    /// The board as a member of this chain has it.
    pub(crate) fn own(self: &Arc<PreparedBoard>, chain: &[MemberId]) -> Arc<PreparedBoard> {
        let profile = |owner: MemberId| self.profiles.iter().find(|one| one.owner == owner);
        let found = InForce::of(profile::owners(chain).filter_map(profile));
        let Some(made) = self.made_for.as_ref().filter(|_| found.revision > 0) else {
            return Arc::clone(self);
        };
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (found.owner, found.revision);
        Arc::clone(own.entry(key).or_insert_with(|| Arc::new(made.shaded(&found))))
    }

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
            profiles: Vec::new(),
            made_for: None,
            own: Mutex::default(),
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

impl MadeFor {
    /// The same board at the lines of a profile. What a line opened at is the catalogue's affair
    /// and is told only where nothing of it is changed.
    fn shaded(&self, profile: &InForce<'_>) -> PreparedBoard {
        let mut board = self.board.clone();
        for one in &mut board.fixtures {
            for market in &mut one.markets {
                let Some(own) = profile.line(market, &one.named.fixture) else { continue };
                if (own.points, &own.prices) != (market.points, &market.prices) {
                    one.openings.retain(|opening| opening.market != own.id);
                }
                *market = own;
            }
        }
        PreparedBoard::of(board, &self.book, self.now)
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
    pub(crate) async fn board(
        &self,
        book: &Arc<OpenedBook>,
    ) -> Result<Arc<PreparedBoard>, Problem> {
        self.board_since(book, (0, 0)).await
    }

    /// The board as a member has it: players have their own lines, the office the book's.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn board_of(
        &self,
        principal: &Principal,
    ) -> Result<Arc<PreparedBoard>, Problem> {
        Ok(self.board(&principal.book).await?.own(principal.line_chain()))
    }

    /// A board for names alone, which hardly ever change: the last one that was made, without
    /// waiting for a newer one.
    ///
    /// # Errors
    /// When there is none yet and the store cannot be read.
    pub(crate) async fn board_for_names(
        &self,
        book: &Arc<OpenedBook>,
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
        book: &Arc<OpenedBook>,
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
        book: &Arc<OpenedBook>,
        shelf: &Shelf,
    ) -> Result<Arc<PreparedBoard>, Problem> {
        shelf.moved.store(false, Ordering::Release);
        let (id, now) = (book.id(), self.now());
        let (from, to) = (now.plus_seconds(-SECONDS_BACK), now.plus_seconds(SECONDS_AHEAD));
        let read = self.read(move |views| views.board(id, from, to)).await;
        let read = read.inspect_err(|_| shelf.moved.store(true, Ordering::Release))?;
        Ok(Arc::new(PreparedBoard::of_all(read, book, now)))
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
mod tests;

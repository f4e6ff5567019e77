//! The board: what can be bet on, with openings and the book's overlay.

use std::collections::BTreeMap;
use std::sync::Arc;

use desk::port::StoreError;
use desk::view::{Board, BoardFixture, NamedFixture, Opening};
use domain::board::fixture::{Fixture, League, Team};
use domain::board::market::{Market, Side};
use domain::board::offer::Offer;
use domain::board::own_line::OwnLine;
use domain::board::profile::LineProfile;
use domain::board::prop::Listing;
use domain::calendar::Instant;
use domain::control::Controls;
use domain::id::{BookId, FixtureId, MarketId};

use super::{query_all, query_one, sequence_of};
use crate::engine::Connection;
use crate::rows::{catalogue, house, limit};
use crate::value::{Cells, Value};

/// Fixtures that start within the window, with everything offered on them.
pub(super) fn board(
    connection: &mut dyn Connection,
    book: BookId,
    from: Instant,
    to: Instant,
) -> Result<Board, StoreError> {
    let window = "f.starts_at >= $1 and f.starts_at < $2";
    let parameters = [Value::Int(from.0), Value::Int(to.0)];
    let named = named_fixtures(connection, window, &parameters)?;
    let markets = markets_where(connection, window, &parameters)?;
    let openings = openings_where(connection, window, &parameters)?;
    let offers = offers_where(
        connection,
        "f.starts_at >= $2 and f.starts_at < $3",
        &[Value::Int(book.0), Value::Int(from.0), Value::Int(to.0)],
    )?;
    let listings = listings_where(connection, window, &parameters)?;
    let mut fixtures = assemble(named, markets, openings, offers, listings);
    let owns = own_lines(connection, book, None)?;
    fixtures.iter_mut().for_each(|one| take_own_lines(one, &owns));
    let controls = controls_of(connection, book)?;
    fixtures.iter_mut().for_each(|one| one.controls.clone_from(&controls));
    let mut leagues = leagues(connection)?;
    leagues.retain(|league| fixtures.iter().any(|one| one.named.fixture.league == league.id));
    Ok(Board {
        catalogue_sequence: sequence_of(connection, BookId::PLATFORM)?,
        sequence: sequence_of(connection, book)?,
        profiles: profiles_of(connection, book)?,
        leagues,
        fixtures,
    })
}

/// Joins fixtures with what belongs to each.
pub(super) fn assemble(
    named: Vec<NamedFixture>,
    markets: Vec<Market>,
    openings: Vec<(FixtureId, Opening)>,
    offers: Vec<Offer>,
    listings: Vec<Listing>,
) -> Vec<BoardFixture> {
    let mut by_fixture: BTreeMap<FixtureId, BoardFixture> = BTreeMap::new();
    let mut order = Vec::with_capacity(named.len());
    for named in named {
        let id = named.fixture.id;
        order.push(id);
        let (markets, openings, offers) = (vec![], vec![], vec![]);
        let (listing, controls) = (None, None);
        let replaced = Vec::new();
        let empty = BoardFixture { replaced, named, markets, openings, offers, listing, controls };
        by_fixture.insert(id, empty);
    }
    for market in markets {
        if let Some(fixture) = by_fixture.get_mut(&market.fixture) {
            fixture.markets.push(market);
        }
    }
    for (fixture, opening) in openings {
        if let Some(fixture) = by_fixture.get_mut(&fixture) {
            fixture.openings.push(opening);
        }
    }
    for offer in offers {
        if let Some(fixture) = by_fixture.get_mut(&offer.fixture) {
            fixture.offers.push(offer);
        }
    }
    for listing in listings {
        if let Some(fixture) = by_fixture.get_mut(&listing.fixture) {
            fixture.listing = Some(listing);
        }
    }
    order.into_iter().filter_map(|id| by_fixture.remove(&id)).collect()
}

/// The pitchers announced last of the fixtures matching `condition` on `f`.
fn listings_where(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Listing>, StoreError> {
    let columns = catalogue::LISTING.aliased("p");
    let sql = format!(
        "select {columns} from fixture f
         join listing p on p.fixture_id = f.id and p.version = f.listing
         where {condition} order by p.fixture_id"
    );
    query_all(connection, &sql, parameters, catalogue::listing)
}

/// Every league.
pub(super) fn leagues(connection: &mut dyn Connection) -> Result<Vec<League>, StoreError> {
    let columns = catalogue::LEAGUE.aliased("l");
    let sql = format!("select {columns} from league l order by l.id");
    query_all(connection, &sql, &[], catalogue::league)
}

/// Fixtures matching `condition` on `f`, with their teams, by start and rotation.
pub(super) fn named_fixtures(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<NamedFixture>, StoreError> {
    let (fixture, team) = (catalogue::FIXTURE, catalogue::TEAM);
    let (fixture, home, away) = (fixture.aliased("f"), team.aliased("h"), team.aliased("a"));
    let sql = format!(
        "select {fixture}, {home}, {away} from fixture f
         join team h on h.id = f.home_id join team a on a.id = f.away_id
         where {condition} order by f.starts_at, f.rotation, f.id"
    );
    query_all(connection, &sql, parameters, named)
}

fn named(cells: &mut Cells) -> Result<NamedFixture, StoreError> {
    let fixture: Fixture = catalogue::fixture(cells)?;
    let home: Team = catalogue::team(cells)?;
    let away: Team = catalogue::team(cells)?;
    Ok(NamedFixture { fixture, home, away })
}

/// One fixture with its teams.
pub(super) fn named_fixture(
    connection: &mut dyn Connection,
    fixture: FixtureId,
) -> Result<Option<NamedFixture>, StoreError> {
    Ok(named_fixtures(connection, "f.id = $1", &[fixture.0.into()])?.into_iter().next())
}

/// Markets of the fixtures matching `condition` on `f`.
pub(super) fn markets_where(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Market>, StoreError> {
    let columns = catalogue::MARKET.aliased("m");
    let sql = format!(
        "select {columns} from fixture f join market m on m.fixture_id = f.id
         where {condition} order by m.id"
    );
    query_all(connection, &sql, parameters, catalogue::market)
}

/// What the selections of those fixtures opened at.
pub(super) fn openings_where(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<(FixtureId, Opening)>, StoreError> {
    let sql = format!(
        "select m.fixture_id, v.market_id, v.side, v.points, v.odds_win, v.odds_risk,
                v.odds_format
         from fixture f join market m on m.fixture_id = f.id
         join line_move v on v.market_id = m.id and v.version = 1
         where {condition} order by m.id, v.side"
    );
    query_all(connection, &sql, parameters, |cells| {
        let fixture = FixtureId(cells.int()?);
        let market = MarketId(cells.int()?);
        let side = cells.named(Side::parse)?;
        let points = catalogue::points(cells)?;
        Ok((fixture, Opening { market, side, points, odds: catalogue::odds(cells)? }))
    })
}

/// The overlay of a book (`$1`) on the fixtures matching `condition` on `f`.
pub(super) fn offers_where(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Offer>, StoreError> {
    let columns = house::OFFER.aliased("o");
    let sql = format!(
        "select {columns} from offer o join fixture f on f.id = o.fixture_id
         where o.book_id = $1 and {condition} order by o.fixture_id, o.market_id"
    );
    query_all(connection, &sql, parameters, |cells| {
        cells.int()?;
        house::offer(cells)
    })
}

/// The book's own lines, by market, given up ones included; of one fixture if it is named.
fn own_lines(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: Option<FixtureId>,
) -> Result<BTreeMap<MarketId, OwnLine>, StoreError> {
    let columns = house::OWN_LINE.aliased("w");
    let sql = format!(
        "select {columns} from own_line w
         where w.book_id = $1 and ($2 = 0 or w.fixture_id = $2) order by w.market_id"
    );
    let fixture = fixture.map_or(0, |fixture| fixture.0);
    let found = query_all(connection, &sql, &[book.0.into(), fixture.into()], |cells| {
        cells.int()?;
        house::own_line(cells)
    })?;
    Ok(found.into_iter().map(|own| (own.market, own)).collect())
}

/// Puts the book's own lines in place of the catalogue's.
fn take_own_lines(board: &mut BoardFixture, owns: &BTreeMap<MarketId, OwnLine>) {
    for market in &mut board.markets {
        if let Some(own) = owns.get(&market.id) {
            let catalogue = market.clone();
            *market = own.of(market, &board.named.fixture);
            if own.line.is_some() {
                board.replaced.push((own.clone(), catalogue));
            }
        }
    }
}

/// Every owner's line profile.
fn profiles_of(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<LineProfile>, StoreError> {
    let columns = limit::LINE_PROFILE.aliased("p");
    let sql =
        format!("select {columns} from line_profile p where p.book_id = $1 order by p.owner_id");
    query_all(connection, &sql, &[book.0.into()], |cells| {
        cells.int()?;
        limit::line_profile(cells)
    })
}

/// What the book has stopped.
fn controls_of(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Option<Arc<Controls>>, StoreError> {
    let found = connection.load(&limit::CONTROLS, &[vec![book.0.into()]])?;
    let Some(row) = found.into_iter().flatten().next() else { return Ok(None) };
    let mut cells = Cells::new(row);
    cells.int()?;
    Ok(Some(Arc::new(limit::controls(book, &mut cells)?)))
}

/// One fixture with everything offered on it.
pub(super) fn board_fixture(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<Option<BoardFixture>, StoreError> {
    let Some(named) = named_fixture(connection, fixture)? else { return Ok(None) };
    let key = [Value::Int(fixture.0)];
    let markets = markets_where(connection, "f.id = $1", &key)?;
    let openings = openings_where(connection, "f.id = $1", &key)?;
    let offers =
        offers_where(connection, "f.id = $2", &[Value::Int(book.0), Value::Int(fixture.0)])?;
    let listings = listings_where(connection, "f.id = $1", &key)?;
    let controls = controls_of(connection, book)?;
    let owns = own_lines(connection, book, Some(fixture))?;
    let found = assemble(vec![named], markets, openings, offers, listings).pop();
    Ok(found.map(|mut found| {
        take_own_lines(&mut found, &owns);
        BoardFixture { controls, ..found }
    }))
}

/// The league of a fixture.
pub(super) fn league_of(
    connection: &mut dyn Connection,
    fixture: &Fixture,
) -> Result<League, StoreError> {
    let columns = catalogue::LEAGUE.aliased("l");
    let sql = format!("select {columns} from league l where l.id = $1");
    let found = query_one(connection, &sql, &[fixture.league.0.into()], catalogue::league)?;
    found.ok_or_else(|| StoreError::Corrupt(format!("no league for {:?}", fixture.id)))
}

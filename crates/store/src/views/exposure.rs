//! Exposure of open bets by fixture.

use std::collections::BTreeMap;

use desk::port::StoreError;
use desk::view::{ExposureSheet, FixtureExposure};
use domain::board::market::Market;
use domain::exposure::Exposure;
use domain::id::{BookId, FixtureId};

use super::board::named_fixtures;
use super::sequence_of;
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::{catalogue, ticket};
use crate::value::{Cells, Value};

/// Fixtures with something to come: those the counters of book `$1` name, or the one of `$2`, but
/// for graded ones, on which only parlays with other legs are still open.
const COUNTED: &str = "f.id in (select e.fixture_id from exposure e
     where e.book_id = $1 and e.tickets > 0 and ($2 = 0 or e.fixture_id = $2))
     and ($2 > 0 or not exists (select 1 from grading g
          where g.book_id = $1 and g.fixture_id = f.id and g.finished = 1))";

pub(super) fn exposure(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: Option<FixtureId>,
) -> Result<ExposureSheet, StoreError> {
    let parameters = [Value::Int(book.0), Value::Int(fixture.map_or(0, |fixture| fixture.0))];
    let mut counters: BTreeMap<FixtureId, Vec<Exposure>> = BTreeMap::new();
    let columns = ticket::EXPOSURE.aliased("e");
    let sql = format!(
        "select {columns} from exposure e where e.book_id = $1 and e.tickets > 0
         and ($2 = 0 or e.fixture_id = $2) order by e.fixture_id, e.market_id, e.side"
    );
    for row in connection.query(&sql, &parameters)? {
        let one = after_book(row, ticket::exposure)?;
        counters.entry(one.fixture).or_default().push(one);
    }
    let mut markets: BTreeMap<FixtureId, Vec<Market>> = BTreeMap::new();
    let columns = catalogue::MARKET.aliased("m");
    let sql = format!(
        "select {columns} from fixture f join market m on m.fixture_id = f.id
         where {COUNTED} order by m.id"
    );
    for row in connection.query(&sql, &parameters)? {
        let market = catalogue::market(&mut Cells::new(row))?;
        markets.entry(market.fixture).or_default().push(market);
    }
    let named = named_fixtures(connection, COUNTED, &parameters)?;
    let fixtures = named.into_iter().map(|named| {
        let id = named.fixture.id;
        FixtureExposure {
            named,
            markets: markets.remove(&id).unwrap_or_default(),
            counters: counters.remove(&id).unwrap_or_default(),
        }
    });
    Ok(ExposureSheet { sequence: sequence_of(connection, book)?, fixtures: fixtures.collect() })
}

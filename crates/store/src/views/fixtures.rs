//! Fixtures as the settlement desk sees them, and work that waits.

use std::collections::BTreeMap;

use desk::port::{FixtureState, Page, StoreError};
use desk::view::{DeskFixture, Paged, Unconfirmed};
use domain::calendar::Instant;
use domain::grade::score::{Grading, ScoreReport};
use domain::id::{BookId, FixtureId};
use domain::money::Money;

use super::board::{board_fixture, league_of};
use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::load::reports_of_fixture;
use crate::receipts::after_book;
use crate::rows::{catalogue, house};
use crate::value::{Cells, Value};

/// True of a fixture `f` that stands after the cursor `$3` in a list by start.
const AFTER_CURSOR: &str = "($3 = 0 or exists (select 1 from fixture c where c.id = $3
     and (c.starts_at < f.starts_at or (c.starts_at = f.starts_at and c.id < f.id))))";

/// Which fixtures each state selects. `$1` is the book, `$2` now, `$3` the cursor, `$4` the
/// limit. Lists run by start, the settled ones newest first.
fn selection(state: FixtureState) -> String {
    match state {
        FixtureState::Upcoming => format!(
            "select f.id from fixture f where f.starts_at > $2 and {AFTER_CURSOR}
             and f.status in ('scheduled', 'postponed') and $1 = $1
             order by f.starts_at, f.id limit $4"
        ),
        FixtureState::InPlay => format!(
            "select f.id from fixture f where f.starts_at <= $2 and {AFTER_CURSOR}
             and f.status in ('scheduled', 'in_play') and $1 = $1
             order by f.starts_at, f.id limit $4"
        ),
        FixtureState::ToSettle => format!(
            "select f.id from fixture f
             where f.starts_at <= $2 and {AFTER_CURSOR}
             and exists (select 1 from ticket_on o join ticket t
                         on t.book_id = o.book_id and t.id = o.ticket_id
                         where o.book_id = $1 and o.fixture_id = f.id and t.state = 'open')
             and (f.status = 'finished'
                  or exists (select 1 from own_report r
                             where r.book_id = $1 and r.fixture_id = f.id))
             and not exists (select 1 from grading g where g.book_id = $1
                             and g.fixture_id = f.id and g.finished = 1
                             and g.result_version > 0)
             order by f.starts_at, f.id limit $4"
        ),
        FixtureState::Settled => {
            "select f.id from fixture f join grading g on g.book_id = $1 and g.fixture_id = f.id
             where g.finished = 1 and g.result_version > 0 and f.starts_at <= $2
             and ($3 = 0 or f.id < $3)
             order by f.id desc limit $4"
                .to_owned()
        }
    }
}

pub(super) fn fixtures(
    connection: &mut dyn Connection,
    book: BookId,
    state: FixtureState,
    now: Instant,
    page: &Page,
) -> Result<Paged<DeskFixture>, StoreError> {
    let cursor = page.cursor.unwrap_or(0);
    let parameters =
        [Value::Int(book.0), Value::Int(now.0), Value::Int(cursor), Value::Int(page.limit + 1)];
    let ids =
        query_all(connection, &selection(state), &parameters, |cells| Ok(FixtureId(cells.int()?)))?;
    let ids = paged(ids, page, |id| id.0);
    let mut items = Vec::with_capacity(ids.items.len());
    for id in ids.items {
        items.extend(fixture(connection, book, id)?);
    }
    Ok(Paged { items, next: ids.next })
}

pub(super) fn fixture(
    connection: &mut dyn Connection,
    book: BookId,
    id: FixtureId,
) -> Result<Option<DeskFixture>, StoreError> {
    let Some(board) = board_fixture(connection, book, id)? else { return Ok(None) };
    let league = league_of(connection, &board.named.fixture)?;
    let (shared_reports, own_reports) = reports_of_fixture(connection, book, id)?;
    let found = connection.load(&house::GRADING, &[vec![book.0.into(), id.0.into()]])?;
    let grading = found.into_iter().flatten().next();
    let grading = grading.map(|row| after_book(row, house::grading)).transpose()?;
    let result = match grading {
        None => None,
        Some(Grading { result_version, .. }) => {
            let key = vec![book.0.into(), id.0.into(), result_version.into()];
            let found = connection.load(&house::RESULT, &[key])?.into_iter().flatten().next();
            found.map(|row| after_book(row, house::result)).transpose()?
        }
    };
    let (open_tickets, settled_tickets, at_risk) = counts(connection, book, id)?;
    Ok(Some(DeskFixture {
        board,
        league,
        shared_reports,
        own_reports,
        grading,
        result,
        open_tickets,
        settled_tickets,
        at_risk,
    }))
}

fn counts(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<(i64, i64, Money), StoreError> {
    let sum = |state: &str, what: &str| {
        let one = format!("case when t.state = '{state}' then {what} else 0 end");
        format!("cast(coalesce(sum({one}), 0) as bigint)")
    };
    let (open, settled, risk) = (sum("open", "1"), sum("settled", "1"), sum("open", "t.risk"));
    let sql = format!(
        "select {open}, {settled}, {risk}
         from ticket_on o join ticket t on t.book_id = o.book_id and t.id = o.ticket_id
         where o.book_id = $1 and o.fixture_id = $2"
    );
    let read = |cells: &mut Cells| Ok((cells.int()?, cells.int()?, Money(cells.int()?)));
    let found = query_one(connection, &sql, &[book.0.into(), fixture.0.into()], read)?;
    Ok(found.unwrap_or_default())
}

pub(super) fn unfinished_gradings(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Grading>, StoreError> {
    let columns = house::GRADING.aliased("g");
    let sql = format!(
        "select {columns} from grading g where g.book_id = $1 and g.finished = 0
         order by g.fixture_id"
    );
    let rows = connection.query(&sql, &[book.0.into()])?;
    rows.into_iter().map(|row| after_book(row, house::grading)).collect()
}

/// Fixtures on which the book has tickets and feeds agree or not, without a result yet.
pub(super) fn unconfirmed(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Unconfirmed>, StoreError> {
    let columns = catalogue::REPORT.aliased("r");
    let sql = format!(
        "select {columns} from fixture f join score_report r on r.fixture_id = f.id
         where f.status = 'finished'
         and not exists (select 1 from grading g
                         where g.book_id = $1 and g.fixture_id = f.id
                         and g.result_version > 0)
         and exists (select 1 from ticket_on o
                     where o.book_id = $1 and o.fixture_id = f.id)
         order by f.id, r.id"
    );
    let reports = query_all(connection, &sql, &[book.0.into()], catalogue::report)?;
    let mut by_fixture: BTreeMap<FixtureId, Vec<ScoreReport>> = BTreeMap::new();
    for report in reports {
        by_fixture.entry(report.fixture).or_default().push(report);
    }
    let one = |(fixture, reports)| Unconfirmed { fixture, reports, result_version: 0 };
    Ok(by_fixture.into_iter().map(one).collect())
}

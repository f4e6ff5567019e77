//! Wagers that wait to be accepted, or did, and those that the timer has to look at.

use desk::port::{Page, StoreError, TenderFilter};
use desk::view::{DueTenders, Paged, TenderStory};
use domain::acceptance::{Tender, TenderState};
use domain::calendar::Instant;
use domain::id::{BookId, TicketId};

use super::{paged, query_all, tickets};
use crate::engine::Connection;
use crate::load::tenders_with_legs;
use crate::value::{Cells, Value};

/// Most tenders that the timer looks at in one round.
const DUE_MAX: i64 = 200;

/// Tenders that a filter names, newest first.
pub(super) fn tenders(
    connection: &mut dyn Connection,
    book: BookId,
    filter: &TenderFilter,
    page: &Page,
) -> Result<Paged<TenderStory>, StoreError> {
    let sql = "select t.id from tender t
               join branch b on b.book_id = t.book_id and b.member_id = t.member_id
               where t.book_id = $1 and b.above_id = $2 and ($3 = '' or t.state = $3)
               and ($4 = 0 or t.id < $4) and ($6 = 0 or t.id = $6) and ($7 < 0 or t.delayed = $7)
               order by t.id desc limit $5";
    let parameters = [
        Value::Int(book.0),
        Value::Int(filter.branch.0),
        Value::from(filter.state.map_or("", TenderState::name)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
        Value::Int(filter.tender.map_or(0, |tender| tender.0)),
        Value::Int(filter.delayed.map_or(-1, i64::from)),
    ];
    let ids = query_all(connection, sql, &parameters, |cells| Ok(TicketId(cells.int()?)))?;
    let ids = paged(ids, page, |id| id.0);
    let mut items = Vec::with_capacity(ids.items.len());
    for tender in tenders_with_legs(connection, book, &ids.items)?.into_iter().flatten() {
        let story = tickets::story_of_tender(connection, book, &tender)?;
        items.push(TenderStory { tender, story });
    }
    Ok(Paged { items, next: ids.next })
}

/// Tenders that wait and must be looked at: their time is over, or what they are on has left the
/// offer, as `decide::acceptance` has it. `cutoff_seconds` is that of the rules in force.
pub(super) fn due(
    connection: &mut dyn Connection,
    book: BookId,
    now: Instant,
    cutoff_seconds: i32,
) -> Result<DueTenders, StoreError> {
    let sql = "select min(t.lapses_at) from tender t
               where t.book_id = $1 and t.state = 'waiting' and t.lapses_at > $2";
    let parameters = [book.0.into(), now.0.into()];
    let next = query_all(connection, sql, &parameters, Cells::maybe_int)?;
    let sql = "select t.id from tender t where t.book_id = $1 and t.state = 'waiting'
               and (t.lapses_at <= $2 or exists (
                   select 1 from tender_leg l
                   join fixture f on f.id = l.fixture_id
                   join market m on m.id = l.market_id
                   where l.book_id = $1 and l.ticket_id = t.id
                   and (m.status = 'closed'
                        or (l.home_score is null
                            and (f.status <> 'scheduled' or f.home_score is not null
                                 or f.starts_at <= $3))
                        or (l.home_score is not null
                            and (f.status <> 'in_play'
                                 or coalesce(f.home_score, 0) <> l.home_score
                                 or coalesce(f.away_score, 0) <> l.away_score))
                        or exists (select 1 from offer o where o.book_id = $1
                                   and o.fixture_id = l.fixture_id
                                   and o.market_id in (0, l.market_id)
                                   and (o.status = 'off_board'
                                        or (l.home_score is null
                                            and o.began_at is not null))))))
               order by t.id limit $4";
    let cutoff = now.plus_seconds(cutoff_seconds.into());
    let parameters = [book.0.into(), now.0.into(), cutoff.0.into(), DUE_MAX.into()];
    let now = query_all(connection, sql, &parameters, |cells| Ok(TicketId(cells.int()?)))?;
    Ok(DueTenders { now, next: next.into_iter().flatten().next().map(Instant) })
}

/// Every tender of a book with its legs, by id.
pub(super) fn all(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Tender>, StoreError> {
    let sql = "select t.id from tender t where t.book_id = $1 order by t.id";
    let ids: Vec<TicketId> = query_all(connection, sql, &[book.0.into()], |cells: &mut Cells| {
        Ok(TicketId(cells.int()?))
    })?;
    Ok(tenders_with_legs(connection, book, &ids)?.into_iter().flatten().collect())
}

//! Tickets from before a limit that adds up: what its counter begins with.

use desk::port::StoreError;
use domain::id::{BookId, FixtureId, TicketId};
use domain::limit::counter::{EarlierKey, EarlierPage};
use domain::rows::{Key, Row};

use crate::engine::Connection;
use crate::value::Cells;

/// Tickets from before a limit that adds up. Those on a fixture are found by the fixture; those of
/// a day from the newest back to where the day began.
pub(crate) fn earlier_tickets(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::Earlier(wanted) = key else { unreachable!("{key:?} is in the wrong group") };
    let mut tickets = match wanted.fixture {
        Some(fixture) => earlier_on(connection, book, wanted, fixture)?,
        None => earlier_of_day(connection, book, wanted)?,
    };
    tickets.sort_unstable();
    Ok(Some(Row::Earlier(EarlierPage { key: *wanted, tickets })))
}

const EARLIER_ON: &str = "select t.id from ticket_on o
     join ticket t on t.book_id = o.book_id and t.id = o.ticket_id
     where o.book_id = $1 and o.fixture_id = $2 and o.ticket_id < $3
     and ($4 <= 0 or t.member_id in
         (select b.member_id from branch b where b.book_id = $1 and b.above_id = $4))";

fn earlier_on(
    connection: &mut dyn Connection,
    book: BookId,
    wanted: &EarlierKey,
    fixture: FixtureId,
) -> Result<Vec<TicketId>, StoreError> {
    let parameters =
        [book.0.into(), fixture.0.into(), wanted.before.0.into(), wanted.subject.0.into()];
    let rows = connection.query(EARLIER_ON, &parameters)?;
    rows.into_iter().map(|row| Ok(TicketId(Cells::new(row).int()?))).collect()
}

/// Tickets looked through at a time on the way back to the beginning of a day.
const STEP_BACK: i64 = 2_000;

const EARLIER_OF_DAY: &str = "select t.id, t.accepted_on,
     case when $3 <= 0 then 1 when exists (select 1 from branch b where b.book_id = $1
         and b.above_id = $3 and b.member_id = t.member_id) then 1 else 0 end
     from ticket t where t.book_id = $1 and t.id < $2 order by t.id desc limit $4";

fn earlier_of_day(
    connection: &mut dyn Connection,
    book: BookId,
    wanted: &EarlierKey,
) -> Result<Vec<TicketId>, StoreError> {
    let (mut found, mut before) = (Vec::new(), wanted.before.0);
    loop {
        let parameters = [book.0.into(), before.into(), wanted.subject.0.into(), STEP_BACK.into()];
        let rows = connection.query(EARLIER_OF_DAY, &parameters)?;
        let is_last = i64::try_from(rows.len()).unwrap_or(STEP_BACK) < STEP_BACK;
        for row in rows {
            let mut cells = Cells::new(row);
            let (id, day, counts) = (cells.int()?, cells.int32()?, cells.flag()?);
            if day < wanted.day.0 {
                return Ok(found);
            }
            before = id;
            if counts && day == wanted.day.0 {
                found.push(TicketId(id));
            }
        }
        if is_last {
            return Ok(found);
        }
    }
}

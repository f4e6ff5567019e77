//! What is told of one person: the sums of a time, and of all times.

use desk::port::{CareViews, StoreError};
use desk::view::History;
use domain::calendar::Instant;
use domain::id::{BookId, MemberId};
use domain::money::Money;

use super::query_one;
use crate::engine::Connection;
use crate::engine::open::Database;
use crate::value::{Cells, Value};

impl CareViews for Database {
    fn history(
        &self,
        book: BookId,
        member: MemberId,
        from: Instant,
        to: Instant,
    ) -> Result<History, StoreError> {
        self.read(|connection| history(connection, (book, member), (from, to)))
    }
}

/// Cash and held: what a bet came to is what moved into them and out of them.
const RESULT: &str = "select cast(coalesce(sum(
        case when x.to_account in (1, 2) then x.amount else 0 end
        - case when x.from_account in (1, 2) then x.amount else 0 end), 0) as bigint)
    from transfer x
    where x.book_id = $1 and x.member_id = $2 and x.at >= $3 and x.at < $4
    and x.fact in ('settlement', 'reversal', 'void')";

const STAKED: &str = "select cast(coalesce(sum(t.risk), 0) as bigint) from ticket t
    where t.book_id = $1 and t.member_id = $2 and t.accepted_at >= $3 and t.accepted_at < $4";

const MOVED: &str = "select
        cast(coalesce(sum(case when p.fact = 'receipt' then p.amount else 0 end), 0) as bigint),
        cast(coalesce(sum(case when p.fact = 'disbursement' then p.amount else 0 end), 0)
            as bigint)
    from payment p
    where p.book_id = $1 and p.member_id = $2 and p.at >= $3 and p.at < $4";

fn history(
    connection: &mut dyn Connection,
    (book, member): (BookId, MemberId),
    (from, to): (Instant, Instant),
) -> Result<History, StoreError> {
    let within = [book.0, member.0, from.0, to.0].map(Value::Int);
    let ever = [book.0, member.0, i64::MIN, i64::MAX].map(Value::Int);
    let sum = |cells: &mut Cells| Ok(Money(cells.int()?));
    let two = |cells: &mut Cells| Ok([Money(cells.int()?), Money(cells.int()?)]);
    let one = |found: Option<Money>| found.unwrap_or(Money::ZERO);
    let pair = |found: Option<[Money; 2]>| found.unwrap_or_default();
    let staked = one(query_one(connection, STAKED, &within, sum)?);
    let result = one(query_one(connection, RESULT, &within, sum)?);
    let [deposits, withdrawals] = pair(query_one(connection, MOVED, &within, two)?);
    let [deposits_ever, withdrawals_ever] = pair(query_one(connection, MOVED, &ever, two)?);
    Ok(History { staked, result, deposits, withdrawals, deposits_ever, withdrawals_ever })
}

//! What is told of one person: the sums of a time, and of all times.

use desk::port::{CareViews, Page, StoreError};
use desk::view::{History, Paged};
use domain::calendar::Instant;
use domain::care::hold::FraudHold;
use domain::care::request::SubjectRequest;
use domain::id::{BookId, DisputeId, MemberId, MessageId, TokenHash};
use domain::member::Session;
use domain::money::Money;

use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::engine::open::Database;
use crate::rows::{care, people};
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

    fn accesses(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<Paged<Session>, StoreError> {
        self.read(|connection| accesses(connection, (book, member), page))
    }

    fn subject_requests(
        &self,
        book: BookId,
        branch: MemberId,
        only_open: bool,
        page: &Page,
    ) -> Result<Paged<SubjectRequest>, StoreError> {
        self.read(|connection| subject_requests(connection, (book, branch), only_open, page))
    }

    fn fraud_holds(
        &self,
        book: BookId,
        branch: MemberId,
        page: &Page,
    ) -> Result<Paged<FraudHold>, StoreError> {
        self.read(|connection| fraud_holds(connection, (book, branch), page))
    }

    fn erasable_persons(&self, book: BookId, until: Instant) -> Result<Vec<MemberId>, StoreError> {
        let sql = "select m.id from member m where m.book_id = $1 and m.closed_at <= $2
                   and m.status = 'closed' and m.erased_at is null
                   order by m.closed_at, m.id limit $3";
        let read = |cells: &mut Cells| cells.int().map(MemberId);
        self.read(|connection| query_all(connection, sql, &due(book, until), read))
    }

    fn erasable_places(&self, book: BookId, until: Instant) -> Result<Vec<TokenHash>, StoreError> {
        let sql = "select s.token from session s where s.book_id = $1 and s.opened_at <= $2
                   and (s.address <> '' or s.agent <> '')
                   order by s.opened_at, s.token limit $3";
        let read = |cells: &mut Cells| cells.bytes().map(TokenHash);
        self.read(|connection| query_all(connection, sql, &due(book, until), read))
    }

    fn erasable_messages(
        &self,
        book: BookId,
        until: Instant,
    ) -> Result<Vec<MessageId>, StoreError> {
        let sql = "select m.id from message m where m.book_id = $1 and m.sent_at <= $2
                   order by m.sent_at, m.id limit $3";
        let read = |cells: &mut Cells| cells.int().map(MessageId);
        self.read(|connection| query_all(connection, sql, &due(book, until), read))
    }

    fn erasable_complaints(
        &self,
        book: BookId,
        until: Instant,
    ) -> Result<Vec<DisputeId>, StoreError> {
        let sql = "select d.id from dispute d where d.book_id = $1 and d.answered_at <= $2
                   and (d.claim <> '' or d.note <> '')
                   order by d.answered_at, d.id limit $3";
        let read = |cells: &mut Cells| cells.int().map(DisputeId);
        self.read(|connection| query_all(connection, sql, &due(book, until), read))
    }
}

/// Most things that the timer is told of at once.
const DUE_MAX: i64 = 500;

fn due(book: BookId, until: Instant) -> [Value; 3] {
    [book.0, until.0, DUE_MAX].map(Value::Int)
}

fn accesses(
    connection: &mut dyn Connection,
    (book, member): (BookId, MemberId),
    page: &Page,
) -> Result<Paged<Session>, StoreError> {
    let columns = people::SESSION.aliased("s");
    let sql = format!(
        "select {columns} from session s where s.book_id = $1 and s.member_id = $2
         and ($3 = 0 or s.opened_at < $3) order by s.opened_at desc limit $4"
    );
    let parameters = [book.0, member.0, page.cursor.unwrap_or(0), page.limit + 1].map(Value::Int);
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        people::session(cells)
    })?;
    Ok(paged(found, page, |session| session.opened_at.0))
}

fn subject_requests(
    connection: &mut dyn Connection,
    (book, branch): (BookId, MemberId),
    only_open: bool,
    page: &Page,
) -> Result<Paged<SubjectRequest>, StoreError> {
    let columns = care::SUBJECT_REQUEST.aliased("r");
    let sql = format!(
        "select {columns} from subject_request r
         join branch b on b.book_id = r.book_id and b.member_id = r.member_id
         where r.book_id = $1 and b.above_id = $2 and ($3 = 0 or r.id < $3)
         and ($4 = 0 or r.answered_at is null) order by r.id desc limit $5"
    );
    let cursor = page.cursor.unwrap_or(0);
    let parameters =
        [book.0, branch.0, cursor, i64::from(only_open), page.limit + 1].map(Value::Int);
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        care::subject_request(cells)
    })?;
    Ok(paged(found, page, |request| request.id.0))
}

fn fraud_holds(
    connection: &mut dyn Connection,
    (book, branch): (BookId, MemberId),
    page: &Page,
) -> Result<Paged<FraudHold>, StoreError> {
    let columns = care::FRAUD_HOLD.aliased("h");
    let sql = format!(
        "select {columns} from fraud_hold h
         join branch b on b.book_id = h.book_id and b.member_id = h.member_id
         where h.book_id = $1 and b.above_id = $2 and ($3 = 0 or h.id < $3)
         order by h.id desc limit $4"
    );
    let parameters = [book.0, branch.0, page.cursor.unwrap_or(0), page.limit + 1].map(Value::Int);
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        care::fraud_hold(cells)
    })?;
    Ok(paged(found, page, |hold| hold.id.0))
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

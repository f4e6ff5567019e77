//! Money around wagering, and what keeps players from it: grants of free play, payouts that wait,
//! credit, exclusions.

use desk::port::{Page, StoreError};
use desk::view::{ApplicationLine, FreePlayLine, Paged, WithdrawalLine};
use domain::calendar::Instant;
use domain::credit::{ApplicationState, Limits};
use domain::funding::free_play::Grant;
use domain::funding::withdrawal::WithdrawalState;
use domain::id::{BookId, MemberId};
use domain::protection::Exclusion;

use super::{paged, query_all};
use crate::engine::Connection;
use crate::rows::{credit, funding, protection, withdrawal};
use crate::value::Value;

/// Due work that is named at once; the timer comes again for the rest.
const DUE_MAX: i64 = 500;

pub(super) fn free_plays(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    open_only: bool,
    page: &Page,
) -> Result<Paged<FreePlayLine>, StoreError> {
    let columns = funding::GRANT.aliased("g");
    let sql = format!(
        "select {columns}, m.login from free_play_grant g
         join branch b on b.book_id = g.book_id and b.member_id = g.member_id
         join member m on m.book_id = g.book_id and m.id = g.member_id
         where g.book_id = $1 and b.above_id = $2 and ($3 = 0 or g.remaining <> 0)
         and ($4 = 0 or g.id < $4) order by g.id desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::from(open_only),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let lines = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        Ok(FreePlayLine { grant: funding::grant(cells)?, login: cells.text()? })
    })?;
    Ok(paged(lines, page, |line| line.grant.id.0))
}

pub(super) fn expired_free_plays(
    connection: &mut dyn Connection,
    book: BookId,
    now: Instant,
) -> Result<Vec<Grant>, StoreError> {
    let columns = funding::GRANT.aliased("g");
    let sql = format!(
        "select {columns} from free_play_grant g
         where g.book_id = $1 and g.due_at <= $2 order by g.due_at, g.id limit $3"
    );
    query_all(connection, &sql, &[book.0.into(), now.0.into(), DUE_MAX.into()], |cells| {
        cells.int()?;
        funding::grant(cells)
    })
}

/// Exclusions of a branch, newest first.
pub(super) fn exclusions(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    page: &Page,
) -> Result<Paged<Exclusion>, StoreError> {
    let columns = protection::EXCLUSION.aliased("x");
    let sql = format!(
        "select {columns} from exclusion x
         join branch b on b.book_id = x.book_id and b.member_id = x.member_id
         where x.book_id = $1 and b.above_id = $2 and ($3 = 0 or x.id < $3)
         order by x.id desc limit $4"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        protection::exclusion(cells)
    })?;
    Ok(paged(found, page, |one| one.id.0))
}

/// Exclusions whose players have open bets that nobody looked at.
pub(super) fn exclusions_with_bets(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Exclusion>, StoreError> {
    let columns = protection::EXCLUSION.aliased("x");
    let sql = format!(
        "select {columns} from exclusion x
         where x.book_id = $1 and x.bets_after >= 0 order by x.id limit $2"
    );
    query_all(connection, &sql, &[book.0.into(), DUE_MAX.into()], |cells| {
        cells.int()?;
        protection::exclusion(cells)
    })
}

/// Members whose lent credit has expired, with it.
pub(super) fn expired_credits(
    connection: &mut dyn Connection,
    book: BookId,
    now: Instant,
) -> Result<Vec<Limits>, StoreError> {
    let columns = credit::LIMITS.aliased("l");
    let sql = format!(
        "select {columns} from limits l
         where l.book_id = $1 and l.temporary_until <= $2
         order by l.temporary_until, l.member_id limit $3"
    );
    query_all(connection, &sql, &[book.0.into(), now.0.into(), DUE_MAX.into()], |cells| {
        cells.int()?;
        credit::limits(cells)
    })
}

pub(super) fn credit_applications(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    state: Option<ApplicationState>,
    page: &Page,
) -> Result<Paged<ApplicationLine>, StoreError> {
    let columns = credit::APPLICATION.aliased("a");
    let sql = format!(
        "select {columns}, m.login from credit_application a
         join branch b on b.book_id = a.book_id and b.member_id = a.member_id
         join member m on m.book_id = a.book_id and m.id = a.member_id
         where a.book_id = $1 and b.above_id = $2 and ($3 = '' or $3 =
            case when a.assessed_at is null then 'asked'
                 when a.granted is null then 'refused' else 'granted' end)
         and ($4 = 0 or a.id < $4) order by a.id desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::from(state.map_or("", ApplicationState::name)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let lines = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        Ok(ApplicationLine { application: credit::application(cells)?, login: cells.text()? })
    })?;
    Ok(paged(lines, page, |line| line.application.id.0))
}

pub(super) fn withdrawals(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    state: Option<WithdrawalState>,
    page: &Page,
) -> Result<Paged<WithdrawalLine>, StoreError> {
    let columns = withdrawal::WITHDRAWAL.aliased("w");
    let sql = format!(
        "select {columns}, m.login from withdrawal w
         join branch b on b.book_id = w.book_id and b.member_id = w.member_id
         join member m on m.book_id = w.book_id and m.id = w.member_id
         where w.book_id = $1 and b.above_id = $2 and ($3 = '' or w.state = $3)
         and ($4 = 0 or w.id < $4) order by w.id desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::from(state.map_or("", WithdrawalState::name)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let lines = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        Ok(WithdrawalLine { withdrawal: withdrawal::withdrawal(cells)?, login: cells.text()? })
    })?;
    Ok(paged(lines, page, |line| line.withdrawal.id.0))
}

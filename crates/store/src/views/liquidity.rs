//! What a book owes and holds, now or as it stood at any past instant.
//!
//! The past is today's balances less every transfer since: the record is never changed, so what it
//! tells of an instant is the same for ever. Ids of transfers and sequences of events rise with
//! time, so the place of an instant among them is found by halving, without an index over times.

use desk::port::StoreError;
use desk::view::{BalanceAt, Liquidity};
use domain::calendar::Instant;
use domain::id::{BookId, MemberId};
use domain::ledger::account::Account;
use domain::money::Money;

use super::reports::open_tickets;
use super::{query_all, query_one, sequence_of};
use crate::engine::Connection;
use crate::value::{Cells, Value};

/// A result that was confirmed so long before is graded: its tickets need not be looked for.
const GRADED_WITHIN_SECONDS: i64 = 3_600;

/// The last of rising numbers whose time is not after `at`; 0 before the first.
fn last_until(
    connection: &mut dyn Connection,
    sql: &str,
    book: BookId,
    at: Instant,
    newest: i64,
) -> Result<i64, StoreError> {
    let (mut low, mut high) = (0, newest);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let read = |cells: &mut Cells| Ok((cells.int()?, Instant(cells.int()?)));
        match query_one(connection, sql, &[book.0.into(), middle.into()], read)? {
            Some((number, when)) if when <= at => low = number,
            _ => high = middle - 1,
        }
    }
    Ok(low)
}

/// The last transfer and the last event until an instant; without one everything there is.
fn place_of(
    connection: &mut dyn Connection,
    book: BookId,
    at: Option<Instant>,
) -> Result<(i64, i64), StoreError> {
    let newest = sequence_of(connection, book)?;
    let Some(at) = at else { return Ok((i64::MAX, newest)) };
    let sql = "select e.sequence, e.at from event e
               where e.book_id = $1 and e.sequence >= $2 order by e.sequence limit 1";
    let sequence = last_until(connection, sql, book, at, newest)?;
    let sql = "select x.id from transfer x where x.book_id = $1 order by x.id desc limit 1";
    let newest = query_one(connection, sql, &[book.0.into()], Cells::int)?.unwrap_or(0);
    let sql = "select x.id, x.at from transfer x
               where x.book_id = $1 and x.id >= $2 order by x.id limit 1";
    Ok((last_until(connection, sql, book, at, newest)?, sequence))
}

/// Numbers of the accounts that belong to members.
fn of_members() -> String {
    let members = Account::all().filter(|account| account.is_of_member());
    members.map(|account| account.code().to_string()).collect::<Vec<_>>().join(", ")
}

/// Every account's balance in parts: what stands there now, and what moved after transfer `$2`
/// taken back.
fn parts() -> String {
    let members = of_members();
    let owner =
        |side: &str| format!("case when x.{side} in ({members}) then x.member_id else 0 end");
    let (to, from) = (owner("to_account"), owner("from_account"));
    format!(
        "select a.owner_id, a.account, a.amount from balance a where a.book_id = $1
         union all
         select {to} as owner_id, x.to_account as account, -x.amount as amount
         from transfer x where x.book_id = $1 and x.id > $2
         union all
         select {from} as owner_id, x.from_account as account, x.amount
         from transfer x where x.book_id = $1 and x.id > $2"
    )
}

pub(super) fn liquidity(
    connection: &mut dyn Connection,
    book: BookId,
    branch: Option<MemberId>,
    at: Option<Instant>,
) -> Result<Liquidity, StoreError> {
    let (after, sequence) = place_of(connection, book, at)?;
    let sums = sums_of_players(connection, book, after, branch)?;
    let banks = if branch.is_none() { banks(connection, book, after)? } else { Vec::new() };
    let (unpaid_tickets, unpaid_winnings) = unpaid(connection, book, branch, at)?;
    Ok(Liquidity {
        sequence,
        owed_to_players: sums[0],
        owed_by_players: sums[1],
        at_risk: sums[2],
        pending_withdrawals: sums[3],
        free_play: sums[4],
        unpaid_winnings,
        unpaid_tickets,
        open_tickets: open_tickets(connection, book)?,
        banks,
    })
}

fn sums_of_players(
    connection: &mut dyn Connection,
    book: BookId,
    after: i64,
    branch: Option<MemberId>,
) -> Result<[Money; 5], StoreError> {
    let parts = parts();
    let sum = |what: &str| format!("cast(coalesce(sum({what}), 0) as bigint)");
    let owed_to = sum("case when s.balance > 0 then s.balance else 0 end");
    let owed_by = sum("case when s.balance < 0 then -s.balance else 0 end");
    let (held, waiting, free) = (sum("s.held"), sum("s.waiting"), sum("s.free_play"));
    let on =
        |codes: &str| format!("sum(case when u.account in ({codes}) then u.amount else 0 end)");
    let (balance, risk, payout, promotion) = (on("1, 2, 3"), on("2"), on("3"), on("4, 5"));
    let sql = format!(
        "select {owed_to}, {owed_by}, {held}, {waiting}, {free}
         from (select {balance} as balance, {risk} as held, {payout} as waiting,
                      {promotion} as free_play
               from ({parts}) u
               where u.owner_id > 0 and ($3 = 0 or u.owner_id in
                   (select b.member_id from branch b where b.book_id = $1 and b.above_id = $3))
               group by u.owner_id) s"
    );
    let branch = branch.map_or(0, |member| member.0);
    let read = |cells: &mut Cells| {
        let mut sums = [Money::ZERO; 5];
        for sum in &mut sums {
            *sum = Money(cells.int()?);
        }
        Ok(sums)
    };
    let parameters = [book.0.into(), after.into(), branch.into()];
    Ok(query_one(connection, &sql, &parameters, read)?.unwrap_or_default())
}

/// A bank account falls when money comes in (bank to cash): what it holds is the opposite.
fn banks(
    connection: &mut dyn Connection,
    book: BookId,
    after: i64,
) -> Result<Vec<(domain::ledger::account::Method, Money)>, StoreError> {
    let parts = parts();
    let sql = format!(
        "select u.account, cast(coalesce(sum(u.amount), 0) as bigint) from ({parts}) u
         where u.owner_id = 0 group by u.account order by u.account"
    );
    let read = |cells: &mut Cells| Ok((Account::of_code(cells.int32()?), Money(cells.int()?)));
    let house = query_all(connection, &sql, &[book.0.into(), after.into()], read)?;
    let banks = house.into_iter().filter_map(|(account, amount)| match account {
        Some(Account::Bank(method)) => Some((method, -amount)),
        _ => None,
    });
    Ok(banks.collect())
}

/// Open tickets of which every game is over: how many, and what they could win at most.
fn unpaid(
    connection: &mut dyn Connection,
    book: BookId,
    branch: Option<MemberId>,
    at: Option<Instant>,
) -> Result<(i64, Money), StoreError> {
    let over = "select r.fixture_id from score_report r where r.at <= $2
                union select o.fixture_id from own_report o where o.book_id = $1 and o.at <= $2";
    let sql = format!(
        "select count(*), cast(coalesce(sum(t.win), 0) as bigint) from ticket t
         where t.book_id = $1 and t.accepted_at <= $2
         and t.id in (select o.ticket_id from ticket_on o where o.book_id = $1
             and o.fixture_id in ({over})
             and not exists (select 1 from result c where c.book_id = $1
                 and c.fixture_id = o.fixture_id and c.at <= $3))
         and not exists (select 1 from leg l where l.book_id = $1 and l.ticket_id = t.id
             and l.fixture_id not in ({over}))
         and not exists (select 1 from settlement s where s.book_id = $1
             and s.ticket_id = t.id and s.at <= $2)
         and ($4 = 0 or t.member_id in
             (select b.member_id from branch b where b.book_id = $1 and b.above_id = $4))"
    );
    let at = at.map_or(i64::MAX, |at| at.0);
    let graded = at.saturating_sub(GRADED_WITHIN_SECONDS * Instant::SECOND);
    let branch = branch.map_or(0, |member| member.0);
    let parameters = [Value::Int(book.0), Value::Int(at), Value::Int(graded), Value::Int(branch)];
    let read = |cells: &mut Cells| Ok((cells.int()?, Money(cells.int()?)));
    Ok(query_one(connection, &sql, &parameters, read)?.unwrap_or_default())
}

pub(super) fn balance_at(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    at: Instant,
) -> Result<BalanceAt, StoreError> {
    let (after, sequence) = place_of(connection, book, Some(at))?;
    let sql = "select u.account, cast(coalesce(sum(u.amount), 0) as bigint) from (
                   select a.account, a.amount from balance a
                   where a.book_id = $1 and a.owner_id = $2
                   union all
                   select x.to_account as account, -x.amount as amount from transfer x
                   where x.book_id = $1 and x.member_id = $2 and x.id > $3
                   union all
                   select x.from_account as account, x.amount from transfer x
                   where x.book_id = $1 and x.member_id = $2 and x.id > $3) u
               group by u.account";
    let read = |cells: &mut Cells| Ok((cells.int32()?, Money(cells.int()?)));
    let parameters = [book.0.into(), member.0.into(), after.into()];
    let sums = query_all(connection, sql, &parameters, read)?;
    let on = |account: Account| {
        let found = sums.iter().find(|(code, _)| *code == account.code());
        found.map_or(Money::ZERO, |(_, amount)| *amount)
    };
    Ok(BalanceAt {
        sequence,
        cash: on(Account::Cash),
        held: on(Account::Held),
        withdrawal: on(Account::Withdrawal),
        free_play: on(Account::FreePlay),
        free_play_held: on(Account::FreePlayHeld),
    })
}

//! The ledger statement of a member, and payments.

use std::collections::BTreeMap;

use desk::port::{Page, PaymentFilter, StoreError};
use desk::view::{Paged, PaymentLine, StatementLine};
use domain::calendar::Instant;
use domain::id::{BookId, MemberId, PostingId};
use domain::ledger::account::Account;
use domain::ledger::transfer::Transfer;
use domain::money::Money;

use super::members::money_of_branch;
use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::money;
use crate::value::{Cells, Value};

/// Newest first. A line is a posting; its balance is today's, walked back over what came later,
/// so that the statement and the account can never disagree.
pub(super) fn statement(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    [from, to]: [Option<Instant>; 2],
    page: &Page,
) -> Result<Paged<StatementLine>, StoreError> {
    let columns = money::TRANSFER.aliased("x");
    let sql = format!(
        "select {columns} from transfer x
         where x.book_id = $1 and x.member_id = $2 and ($3 = 0 or x.posting_id < $3)
         and x.at >= $4 and x.at < $5 order by x.id desc limit $6"
    );
    // A posting has at most three transfers; a page of postings needs no more rows than this.
    let most = (page.limit + 1) * 3;
    let parameters = [
        Value::Int(book.0),
        Value::Int(member.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(from.map_or(i64::MIN, |at| at.0)),
        Value::Int(to.map_or(i64::MAX, |at| at.0)),
        Value::Int(most),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let transfers: Result<Vec<Transfer>, StoreError> =
        rows.into_iter().map(|row| after_book(row, money::transfer)).collect();
    let mut lines = lines_of(&transfers?);
    let notes = notes(connection, book, member, &lines)?;
    if let Some(newest) = lines.first() {
        let mut balance = balance_after(connection, book, member, newest.posting)?;
        for line in &mut lines {
            line.balance_after = balance;
            balance -= line.cash + line.held;
            line.note = notes.get(&line.posting).cloned().unwrap_or_default();
        }
    }
    Ok(paged(lines, page, |line| line.posting.0))
}

fn lines_of(transfers: &[Transfer]) -> Vec<StatementLine> {
    let mut lines: Vec<StatementLine> = Vec::new();
    for group in transfers.chunk_by(|a, b| a.posting == b.posting) {
        let first = &group[0];
        let moved = |account: Account| {
            let signed = |one: &Transfer| {
                let arrives = if one.to == account { one.amount } else { Money::ZERO };
                let leaves = if one.from == account { one.amount } else { Money::ZERO };
                arrives - leaves
            };
            group.iter().map(signed).sum()
        };
        lines.push(StatementLine {
            posting: first.posting,
            at: first.at,
            fact: first.fact,
            ticket: first.ticket,
            note: String::new(),
            cash: moved(Account::Cash),
            held: moved(Account::Held),
            withdrawal: moved(Account::Withdrawal),
            free_play: moved(Account::FreePlay),
            free_play_held: moved(Account::FreePlayHeld),
            balance_after: Money::ZERO,
        });
    }
    lines
}

/// Balance (cash and held) after `posting`: what stands now less what moved since.
fn balance_after(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    posting: PostingId,
) -> Result<Money, StoreError> {
    let [cash, held, _] = money_of_branch(connection, book, member)?;
    let sql = "select cast(coalesce(sum(
                   case when x.to_account in (1, 2) then x.amount else 0 end
                   - case when x.from_account in (1, 2) then x.amount else 0 end), 0) as bigint)
               from transfer x
               where x.book_id = $1 and x.member_id = $2 and x.posting_id > $3";
    let parameters = [book.0.into(), member.0.into(), posting.0.into()];
    let since = query_one(connection, sql, &parameters, Cells::int)?.unwrap_or(0);
    Ok(cash + held - Money(since))
}

fn notes(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    lines: &[StatementLine],
) -> Result<BTreeMap<PostingId, String>, StoreError> {
    let (Some(newest), Some(oldest)) = (lines.first(), lines.last()) else {
        return Ok(BTreeMap::new());
    };
    let sql = "select p.posting_id, p.reference, p.note from payment p
               where p.book_id = $1 and p.member_id = $2 and p.posting_id >= $3
               and p.posting_id <= $4";
    let parameters =
        [book.0.into(), member.0.into(), oldest.posting.0.into(), newest.posting.0.into()];
    let read = |cells: &mut Cells| {
        let posting = PostingId(cells.int()?);
        let (reference, note) = (cells.text()?, cells.text()?);
        let words: Vec<&str> = [reference.as_str(), note.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        Ok((posting, words.join(", ")))
    };
    Ok(query_all(connection, sql, &parameters, read)?.into_iter().collect())
}

pub(super) fn payment(
    connection: &mut dyn Connection,
    book: BookId,
    posting: PostingId,
) -> Result<Option<PaymentLine>, StoreError> {
    let columns = money::PAYMENT.aliased("p");
    let sql = format!(
        "select {columns}, m.login from payment p
         join member m on m.book_id = p.book_id and m.id = p.member_id
         where p.book_id = $1 and p.posting_id = $2"
    );
    query_one(connection, &sql, &[book.0.into(), posting.0.into()], |cells| {
        cells.int()?;
        Ok(PaymentLine { payment: money::payment(cells)?, login: cells.text()? })
    })
}

/// A reference names one payment of its method.
const NAMED: &str = " and p.posting_id = (select r.posting_id from payment_reference r
     where r.book_id = $1 and r.method = $6 and r.reference = $7)";

pub(super) fn payments(
    connection: &mut dyn Connection,
    book: BookId,
    filter: &PaymentFilter,
    page: &Page,
) -> Result<Paged<PaymentLine>, StoreError> {
    let columns = money::PAYMENT.aliased("p");
    let (method, reference) = match &filter.named {
        Some((method, reference)) => (method.name(), reference.as_str()),
        None => ("", ""),
    };
    let named = if filter.named.is_some() { NAMED } else { " and $6 = $6 and $7 = $7" };
    let sql = format!(
        "select {columns}, m.login from payment p
         join branch b on b.book_id = p.book_id and b.member_id = p.member_id
         join member m on m.book_id = p.book_id and m.id = p.member_id
         where p.book_id = $1 and b.above_id = $2 and ($3 = 0 or p.member_id = $3)
         and ($4 = 0 or p.posting_id < $4){named} order by p.posting_id desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(filter.branch.0),
        Value::Int(filter.member.map_or(0, |member| member.0)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
        Value::from(method),
        Value::from(reference),
    ];
    let lines = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        Ok(PaymentLine { payment: money::payment(cells)?, login: cells.text()? })
    })?;
    Ok(paged(lines, page, |line| line.payment.posting.0))
}

//! Payment providers' records as they were held against the book, and the payments of the book that
//! no record has named yet.

use desk::port::{Page, StoreError};
use desk::view::Paged;
use domain::funding::method::PaymentReference;
use domain::funding::reconcile::{LineOutcome, ReconciledLine, Reconciliation};
use domain::id::{BookId, ReconciliationId};
use domain::ledger::account::Method;

use super::{paged, query_all};
use crate::engine::Connection;
use crate::rows::{funding, reconcile};
use crate::value::Value;

pub(super) fn reconciliations(
    connection: &mut dyn Connection,
    book: BookId,
    page: &Page,
) -> Result<Paged<Reconciliation>, StoreError> {
    let columns = reconcile::RECONCILIATION.aliased("r");
    let sql = format!(
        "select {columns} from reconciliation r
         where r.book_id = $1 and ($2 = 0 or r.id < $2) order by r.id desc limit $3"
    );
    let parameters = [book.0.into(), page.cursor.unwrap_or(0).into(), Value::Int(page.limit + 1)];
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        reconcile::reconciliation(cells)
    })?;
    Ok(paged(found, page, |one| one.id.0))
}

pub(super) fn lines_of(
    connection: &mut dyn Connection,
    book: BookId,
    id: ReconciliationId,
    outcome: Option<LineOutcome>,
    page: &Page,
) -> Result<Paged<ReconciledLine>, StoreError> {
    let columns = reconcile::RECONCILED_LINE.aliased("l");
    let sql = format!(
        "select {columns} from reconciled_line l
         where l.book_id = $1 and l.reconciliation_id = $2 and ($3 = '' or l.outcome = $3)
         and l.line > $4 order by l.line limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(id.0),
        Value::from(outcome.map_or("", LineOutcome::name)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        reconcile::reconciled_line(cells)
    })?;
    Ok(paged(found, page, |one| one.line.line.into()))
}

/// The book's payments by a method that no record has named, oldest first.
pub(super) fn unreconciled(
    connection: &mut dyn Connection,
    book: BookId,
    method: Method,
    page: &Page,
) -> Result<Paged<PaymentReference>, StoreError> {
    let columns = funding::PAYMENT_REFERENCE.aliased("p");
    let sql = format!(
        "select {columns} from payment_reference p
         where p.book_id = $1 and p.method = $2 and p.reconciled = 0 and p.posting_id > $3
         order by p.posting_id limit $4"
    );
    let parameters = [
        Value::Int(book.0),
        Value::from(method.name()),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        funding::payment_reference(cells)
    })?;
    Ok(paged(found, page, |one| one.posting.0))
}

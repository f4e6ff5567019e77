//! Rows of reconciliation: files and notices, their lines, and the keys that providers sign with.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::funding::method::Direction;
use domain::funding::reconcile::{
    LineOutcome, ProviderKey, ProviderLine, ProviderSecret, ReconciledLine, Reconciliation,
};
use domain::id::{MemberId, PostingId, ReconciliationId};
use domain::ledger::account::Method;
use domain::money::Money;
use domain::protection::failures::DepositFailures;
use domain::rejection::Code;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const RECONCILIATION: Shape = Shape {
    table: "reconciliation",
    keys: &["book_id", "id"],
    rest: &[
        "method",
        "name",
        "at",
        "by_member",
        "matched",
        "differs",
        "unmatched",
        "duplicate",
        "posted",
        "failed",
    ],
    of_book: true,
};

pub(crate) fn reconciliation_cells(row: &Reconciliation) -> Vec<Value> {
    let mut cells = cells![
        row.id.0,
        row.method.name(),
        row.name.as_str(),
        row.at.0,
        row.by.map(|member| member.0),
    ];
    cells.extend(row.counts.map(Value::from));
    cells
}

pub(crate) fn reconciliation(cells: &mut Cells) -> Result<Reconciliation, StoreError> {
    let mut row = Reconciliation {
        id: ReconciliationId(cells.int()?),
        method: cells.named(Method::parse)?,
        name: cells.text()?,
        at: Instant(cells.int()?),
        by: cells.maybe_int()?.map(MemberId),
        counts: [0; LineOutcome::ALL.len()],
    };
    for count in &mut row.counts {
        *count = cells.int32()?;
    }
    Ok(row)
}

pub(crate) const RECONCILED_LINE: Shape = Shape {
    table: "reconciled_line",
    keys: &["book_id", "reconciliation_id", "line"],
    rest: &["reference", "direction", "amount", "outcome", "posting_id", "refused"],
    of_book: true,
};

pub(crate) fn reconciled_line_cells(row: &ReconciledLine) -> Vec<Value> {
    cells![
        row.reconciliation.0,
        row.line.line,
        row.line.reference.as_str(),
        row.line.direction.name(),
        row.line.amount.0,
        row.outcome.name(),
        row.posting.map(|posting| posting.0),
        row.refused.map(Code::text),
    ]
}

pub(crate) fn reconciled_line(cells: &mut Cells) -> Result<ReconciledLine, StoreError> {
    Ok(ReconciledLine {
        reconciliation: ReconciliationId(cells.int()?),
        line: ProviderLine {
            line: cells.int32()?,
            reference: cells.text()?,
            direction: cells.named(Direction::parse)?,
            amount: Money(cells.int()?),
        },
        outcome: cells.named(LineOutcome::parse)?,
        posting: cells.maybe_int()?.map(PostingId),
        refused: cells.maybe_named(Code::parse)?,
    })
}

pub(crate) const PROVIDER_KEY: Shape = Shape {
    table: "provider_key",
    keys: &["book_id", "method"],
    rest: &["secret", "former"],
    of_book: true,
};

pub(crate) fn provider_key_cells(row: &ProviderKey) -> Vec<Value> {
    let former = row.former.as_ref().map_or(Value::Null, |former| Value::from(&former.0[..]));
    let mut cells = cells![row.method.name(), &row.secret.0[..]];
    cells.push(former);
    cells
}

pub(crate) fn provider_key(cells: &mut Cells) -> Result<ProviderKey, StoreError> {
    Ok(ProviderKey {
        method: cells.named(Method::parse)?,
        secret: ProviderSecret(cells.bytes()?),
        former: cells.maybe_bytes()?.map(ProviderSecret),
    })
}

pub(crate) const DEPOSIT_FAILURES: Shape = Shape {
    table: "deposit_failures",
    keys: &["book_id", "member_id"],
    rest: &["failed_at", "blocked_until"],
    of_book: true,
};

pub(crate) fn deposit_failures_cells(row: &DepositFailures) -> Vec<Value> {
    let failed_at: Vec<String> = row.at.iter().map(|at| at.0.to_string()).collect();
    cells![row.member.0, failed_at.join(","), row.blocked_until.map(|until| until.0)]
}

pub(crate) fn deposit_failures(cells: &mut Cells) -> Result<DepositFailures, StoreError> {
    let member = MemberId(cells.int()?);
    let text = cells.text()?;
    let times = text.split(',').filter(|one| !one.is_empty());
    let at = times.map(|one| one.parse().map(Instant)).collect::<Result<Vec<Instant>, _>>();
    let at = at.map_err(|_| StoreError::Corrupt(format!("{text} are no times of failures")))?;
    Ok(DepositFailures { member, at, blocked_until: cells.maybe_int()?.map(Instant) })
}

//! Rows of payouts that wait.

use desk::port::StoreError;
use domain::calendar::{Instant, Week};
use domain::funding::withdrawal::{
    Approval, PlayThrough, Withdrawal, WithdrawalCount, WithdrawalState,
};
use domain::id::{MemberId, PostingId, WithdrawalId};
use domain::ledger::account::Method;
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const WITHDRAWAL: Shape = Shape {
    table: "withdrawal",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "method",
        "amount",
        "fee",
        "destination",
        "state",
        "requested_at",
        "requested_by",
        "ready_at",
        "first_approved_at",
        "first_approved_by",
        "approved_at",
        "approved_by",
        "ended_at",
        "ended_by",
        "reason",
        "posting_id",
    ],
    of_book: true,
};

fn approval_cells(approval: Option<Approval>) -> Vec<Value> {
    let by = approval.and_then(|approval| approval.by);
    cells![approval.map(|approval| approval.at.0), by.map(|member| member.0)]
}

fn approval(cells: &mut Cells) -> Result<Option<Approval>, StoreError> {
    let (at, by) = (cells.maybe_int()?, cells.maybe_int()?.map(MemberId));
    Ok(at.map(|at| Approval { by, at: Instant(at) }))
}

pub(crate) fn withdrawal_cells(row: &Withdrawal) -> Vec<Value> {
    let mut cells = cells![
        row.id.0,
        row.member.0,
        row.method.name(),
        row.amount.0,
        row.fee.0,
        row.destination.as_str(),
        row.state.name(),
        row.requested_at.0,
        row.requested_by.map(|member| member.0),
        row.ready_at.0,
    ];
    cells.extend(approval_cells(row.first_approval));
    cells.extend(approval_cells(row.approval));
    cells.extend(approval_cells(row.ended));
    cells.extend(cells![row.reason.as_str(), row.posting.map(|posting| posting.0)]);
    cells
}

pub(crate) fn withdrawal(cells: &mut Cells) -> Result<Withdrawal, StoreError> {
    Ok(Withdrawal {
        id: WithdrawalId(cells.int()?),
        member: MemberId(cells.int()?),
        method: cells.named(Method::parse)?,
        amount: Money(cells.int()?),
        fee: Money(cells.int()?),
        destination: cells.text()?,
        state: cells.named(WithdrawalState::parse)?,
        requested_at: Instant(cells.int()?),
        requested_by: cells.maybe_int()?.map(MemberId),
        ready_at: Instant(cells.int()?),
        first_approval: approval(cells)?,
        approval: approval(cells)?,
        ended: approval(cells)?,
        reason: cells.text()?,
        posting: cells.maybe_int()?.map(PostingId),
    })
}

pub(crate) const WITHDRAWAL_COUNT: Shape = Shape {
    table: "withdrawal_count",
    keys: &["book_id", "member_id"],
    rest: &["week", "requests"],
    of_book: true,
};

pub(crate) fn withdrawal_count_cells(row: &WithdrawalCount) -> Vec<Value> {
    cells![row.member.0, row.week.0, row.requests]
}

pub(crate) fn withdrawal_count(cells: &mut Cells) -> Result<WithdrawalCount, StoreError> {
    Ok(WithdrawalCount {
        member: MemberId(cells.int()?),
        week: Week(cells.int32()?),
        requests: cells.int32()?,
    })
}

pub(crate) const PLAY_THROUGH: Shape = Shape {
    table: "play_through",
    keys: &["book_id", "member_id"],
    rest: &["required", "since", "counted"],
    of_book: true,
};

pub(crate) fn play_through_cells(row: &PlayThrough) -> Vec<Value> {
    cells![row.member.0, row.required.0, row.since.0, row.counted.0]
}

pub(crate) fn play_through(cells: &mut Cells) -> Result<PlayThrough, StoreError> {
    Ok(PlayThrough {
        member: MemberId(cells.int()?),
        required: Money(cells.int()?),
        since: Week(cells.int32()?),
        counted: Money(cells.int()?),
    })
}

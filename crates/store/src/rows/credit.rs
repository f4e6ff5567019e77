//! Rows of credit: members' limits, and applications for more.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::credit::{AccountKind, Application, Assessment, Limits, Timed};
use domain::id::{ApplicationId, MemberId};
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const LIMITS: Shape = Shape {
    table: "limits",
    keys: &["book_id", "member_id"],
    rest: &[
        "credit",
        "min_risk",
        "max_risk",
        "max_win",
        "account",
        "settle",
        "raised",
        "raised_from",
        "temporary",
        "temporary_until",
        "branch_credit",
        "application_id",
    ],
    of_book: true,
};

fn amount(limit: Option<Money>) -> Option<i64> {
    limit.map(|limit| limit.0)
}

fn timed_cells(timed: Option<Timed>) -> Vec<Value> {
    cells![timed.map(|timed| timed.amount.0), timed.map(|timed| timed.at.0)]
}

fn timed(cells: &mut Cells) -> Result<Option<Timed>, StoreError> {
    let (amount, at) = (cells.maybe_int()?, cells.maybe_int()?);
    Ok(amount.zip(at).map(|(amount, at)| Timed { amount: Money(amount), at: Instant(at) }))
}

pub(crate) fn limits_cells(row: &Limits) -> Vec<Value> {
    let mut cells = cells![
        row.member.0,
        row.credit.0,
        amount(row.min_risk),
        amount(row.max_risk),
        amount(row.max_win),
        row.account.name(),
        amount(row.settle),
    ];
    cells.extend(timed_cells(row.raise));
    cells.extend(timed_cells(row.temporary));
    cells.extend(cells![amount(row.branch_credit), row.application.map(|id| id.0)]);
    cells
}

pub(crate) fn limits(cells: &mut Cells) -> Result<Limits, StoreError> {
    Ok(Limits {
        member: MemberId(cells.int()?),
        credit: Money(cells.int()?),
        min_risk: cells.maybe_int()?.map(Money),
        max_risk: cells.maybe_int()?.map(Money),
        max_win: cells.maybe_int()?.map(Money),
        account: cells.named(AccountKind::parse)?,
        settle: cells.maybe_int()?.map(Money),
        raise: timed(cells)?,
        temporary: timed(cells)?,
        branch_credit: cells.maybe_int()?.map(Money),
        application: cells.maybe_int()?.map(ApplicationId),
    })
}

pub(crate) const APPLICATION: Shape = Shape {
    table: "credit_application",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "wanted",
        "note",
        "asked_at",
        "asked_by",
        "assessed_at",
        "assessed_by",
        "grounds",
        "granted",
        "granted_from",
    ],
    of_book: true,
};

pub(crate) fn application_cells(row: &Application) -> Vec<Value> {
    let found = row.assessment.as_ref();
    let mut cells = cells![
        row.id.0,
        row.member.0,
        row.wanted.0,
        row.note.as_str(),
        row.asked_at.0,
        row.asked_by.map(|member| member.0),
        found.map(|found| found.at.0),
        found.and_then(|found| found.by).map(|member| member.0),
        found.map_or("", |found| found.grounds.as_str()),
    ];
    cells.extend(timed_cells(found.and_then(|found| found.granted)));
    cells
}

pub(crate) fn application(cells: &mut Cells) -> Result<Application, StoreError> {
    let mut row = Application {
        id: ApplicationId(cells.int()?),
        member: MemberId(cells.int()?),
        wanted: Money(cells.int()?),
        note: cells.text()?,
        asked_at: Instant(cells.int()?),
        asked_by: cells.maybe_int()?.map(MemberId),
        assessment: None,
    };
    let (at, by) = (cells.maybe_int()?.map(Instant), cells.maybe_int()?.map(MemberId));
    let (grounds, granted) = (cells.text()?, timed(cells)?);
    row.assessment = at.map(|at| Assessment { by, at, grounds, granted });
    Ok(row)
}

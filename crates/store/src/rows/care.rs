//! Rows around the person behind an account: requests about what is kept, and holds.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::care::hold::{FraudHold, HoldEnd, HoldEnding};
use domain::care::request::{SubjectAnswer, SubjectKind, SubjectRequest};
use domain::id::{HoldId, MemberId, SubjectRequestId};
use domain::member::MemberStatus;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const SUBJECT_REQUEST: Shape = Shape {
    table: "subject_request",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "kind",
        "asked",
        "asked_at",
        "asked_by",
        "granted",
        "reason",
        "answered_at",
        "answered_by",
    ],
    of_book: true,
};

pub(crate) fn subject_request_cells(row: &SubjectRequest) -> Vec<Value> {
    let answer = row.answer.as_ref();
    cells![
        row.id.0,
        row.member.0,
        row.kind.name(),
        row.text.as_str(),
        row.asked_at.0,
        row.asked_by.map(|by| by.0),
        answer.map(|answer| i64::from(answer.granted)),
        answer.map_or("", |answer| &answer.reason),
        answer.map(|answer| answer.at.0),
        answer.and_then(|answer| answer.by).map(|by| by.0),
    ]
}

pub(crate) fn subject_request(cells: &mut Cells) -> Result<SubjectRequest, StoreError> {
    let mut request = SubjectRequest {
        id: SubjectRequestId(cells.int()?),
        member: MemberId(cells.int()?),
        kind: cells.named(SubjectKind::parse)?,
        text: cells.text()?,
        asked_at: Instant(cells.int()?),
        asked_by: cells.maybe_int()?.map(MemberId),
        answer: None,
    };
    let (granted, reason) = (cells.maybe_int()?, cells.text()?);
    let (at, by) = (cells.maybe_int()?.map(Instant), cells.maybe_int()?.map(MemberId));
    request.answer = granted.zip(at).map(|(granted, at)| SubjectAnswer {
        granted: granted != 0,
        reason,
        at,
        by,
    });
    Ok(request)
}

pub(crate) const FRAUD_HOLD: Shape = Shape {
    table: "fraud_hold",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "evidence",
        "placed_at",
        "placed_by",
        "status_before",
        "ending",
        "reason",
        "ended_at",
        "ended_by",
    ],
    of_book: true,
};

pub(crate) fn fraud_hold_cells(row: &FraudHold) -> Vec<Value> {
    let end = row.end.as_ref();
    cells![
        row.id.0,
        row.member.0,
        row.evidence.as_str(),
        row.placed_at.0,
        row.placed_by.map(|by| by.0),
        row.status_before.name(),
        end.map(|end| end.ending.name()),
        end.map_or("", |end| &end.reason),
        end.map(|end| end.at.0),
        end.and_then(|end| end.by).map(|by| by.0),
    ]
}

pub(crate) fn fraud_hold(cells: &mut Cells) -> Result<FraudHold, StoreError> {
    let mut hold = FraudHold {
        id: HoldId(cells.int()?),
        member: MemberId(cells.int()?),
        evidence: cells.text()?,
        placed_at: Instant(cells.int()?),
        placed_by: cells.maybe_int()?.map(MemberId),
        status_before: cells.named(MemberStatus::parse)?,
        end: None,
    };
    let ending = cells.maybe_text()?.as_deref().and_then(HoldEnding::parse);
    let reason = cells.text()?;
    let (at, by) = (cells.maybe_int()?.map(Instant), cells.maybe_int()?.map(MemberId));
    hold.end = ending.zip(at).map(|(ending, at)| HoldEnd { ending, reason, at, by });
    Ok(hold)
}

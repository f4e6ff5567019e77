//! Rows of the record: heads, receipts, events.

use desk::port::{ChainedEvent, Head, StoreError, StoredReceipt};
use domain::calendar::Instant;
use domain::command::Outcome;
use domain::event::{Event, EventKind};
use domain::id::{
    ApplicationId, BookId, DisputeId, EntryId, ExclusionId, FixtureId, GrantId, HoldId, LeagueId,
    MarketId, MemberId, MessageId, PostingId, ReconciliationId, ReportId, RequestKey, RulingId,
    SubjectRequestId, TicketId, WithdrawalId,
};
use domain::money::Money;
use domain::register::{by_name, name_of};
use domain::rejection::{Code, LimitMet, LimitOwner, Rejection, known_name};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const HEAD: Shape = Shape {
    table: "book_head",
    keys: &["book_id"],
    rest: &["sequence", "next_id", "last_at", "chain"],
    of_book: true,
};

pub(crate) fn head_cells(head: &Head) -> Vec<Value> {
    cells![head.sequence, head.next_id, head.last_at.0, &head.chain[..]]
}

pub(crate) fn head(cells: &mut Cells) -> Result<Head, StoreError> {
    Ok(Head {
        sequence: cells.int()?,
        next_id: cells.int()?,
        last_at: Instant(cells.int()?),
        chain: cells.bytes()?,
    })
}

pub(crate) const EVENT: Shape = Shape {
    table: "event",
    keys: &["book_id", "sequence"],
    rest: &["at", "kind", "actor_id", "member_id", "body", "hash"],
    of_book: true,
};

pub(crate) fn event_cells(row: &ChainedEvent) -> Vec<Value> {
    cells![
        row.sequence,
        row.at.0,
        row.event.kind.name(),
        row.event.actor.map(|member| member.0),
        row.event.member.map(|member| member.0),
        row.event.body.as_str(),
        &row.hash[..],
    ]
}

pub(crate) fn event(cells: &mut Cells) -> Result<ChainedEvent, StoreError> {
    Ok(ChainedEvent {
        sequence: cells.int()?,
        at: Instant(cells.int()?),
        event: Event {
            kind: cells.named(EventKind::parse)?,
            actor: cells.maybe_int()?.map(MemberId),
            member: cells.maybe_int()?.map(MemberId),
            body: cells.text()?,
        },
        hash: cells.bytes()?,
    })
}

pub(crate) const RECEIPT: Shape = Shape {
    table: "receipt",
    keys: &["book_id", "request_key"],
    rest: &[
        "print",
        "at",
        "outcome",
        "outcome_id",
        "code",
        "field",
        "limit_name",
        "limit_owner",
        "limit_amount",
        "limit_possible",
        "detail",
    ],
    of_book: true,
};

pub(crate) fn receipt_cells(row: &StoredReceipt) -> Vec<Value> {
    let mut cells = cells![&row.key.0[..], row.print.cast_signed(), row.at.0];
    match &row.answer {
        Ok(outcome) => {
            let (kind, id) = outcome_numbers(*outcome);
            cells.extend(cells![kind, id]);
            cells.extend(vec![Value::Null; 7]);
        }
        Err(refusal) => {
            let limit = refusal.limit;
            cells.extend([Value::Null, Value::Null]);
            cells.extend(cells![
                refusal.code.text(),
                refusal.field,
                limit.map(|limit| limit.name),
                limit.map(|limit| name_of(&LimitOwner::ALL, limit.owner)),
                limit.map(|limit| limit.amount.0),
                limit.map(|limit| limit.possible.0),
                refusal.detail.as_str(),
            ]);
        }
    }
    cells
}

pub(crate) fn receipt(cells: &mut Cells) -> Result<StoredReceipt, StoreError> {
    let key = RequestKey(cells.bytes()?);
    let print = cells.int()?.cast_unsigned();
    let at = Instant(cells.int()?);
    let (kind, id) = (cells.maybe_int()?, cells.maybe_int()?);
    let answer = match (kind, id) {
        (Some(kind), Some(id)) => Ok(outcome(kind, id)?),
        _ => Err(rejection(cells)?),
    };
    Ok(StoredReceipt { key, print, at, answer })
}

fn rejection(cells: &mut Cells) -> Result<Rejection, StoreError> {
    let code = cells.named(Code::parse)?;
    let field = cells.maybe_text()?.as_deref().and_then(known_name);
    let name = cells.maybe_text()?.as_deref().and_then(known_name);
    let owner = cells.maybe_text()?.as_deref().and_then(|text| by_name(&LimitOwner::ALL, text));
    let amount = cells.maybe_int()?.map(Money);
    let possible = cells.maybe_int()?.map(Money);
    let limit = match (name, owner, amount, possible) {
        (Some(name), Some(owner), Some(amount), Some(possible)) => {
            Some(LimitMet { name, owner, amount, possible })
        }
        _ => None,
    };
    Ok(Rejection { code, field, limit, detail: cells.text()? })
}

fn outcome_numbers(outcome: Outcome) -> (i64, i64) {
    match outcome {
        Outcome::Done => (1, 0),
        Outcome::Tenant(id) => (2, id.0),
        Outcome::League(id) => (3, id.0),
        Outcome::Fixture(id) => (4, id.0),
        Outcome::Market(id) => (5, id.0),
        Outcome::Member(id) => (6, id.0),
        Outcome::Posting(id) => (7, id.0),
        Outcome::Ticket(id) => (8, id.0),
        Outcome::Report(id) => (9, id.0),
        Outcome::Result(version) => (10, version.into()),
        Outcome::Graded(id) => (11, id.0),
        Outcome::GradedAll => (12, 0),
        Outcome::Entry(id) => (60, id.0),
        Outcome::Grant(id) => (40, id.0),
        Outcome::Ruling(id) => (13, id.0),
        Outcome::Withdrawal(id) => (41, id.0),
        Outcome::Application(id) => (42, id.0),
        Outcome::Exclusion(id) => (43, id.0),
        Outcome::Reconciliation(id) => (44, id.0),
        Outcome::Dispute(id) => (16, id.0),
        Outcome::SubjectRequest(id) => (61, id.0),
        Outcome::Hold(id) => (62, id.0),
        Outcome::Message(id) => (70, id.0),
        Outcome::Closing => (14, 0),
        Outcome::ClosedAll => (15, 0),
    }
}

fn outcome(kind: i64, id: i64) -> Result<Outcome, StoreError> {
    let unknown = || StoreError::Corrupt(format!("outcome {kind} is unknown"));
    Ok(match kind {
        1 => Outcome::Done,
        2 => Outcome::Tenant(BookId(id)),
        3 => Outcome::League(LeagueId(id)),
        4 => Outcome::Fixture(FixtureId(id)),
        5 => Outcome::Market(MarketId(id)),
        6 => Outcome::Member(MemberId(id)),
        7 => Outcome::Posting(PostingId(id)),
        8 => Outcome::Ticket(TicketId(id)),
        9 => Outcome::Report(ReportId(id)),
        10 => Outcome::Result(i32::try_from(id).map_err(|_| unknown())?),
        11 => Outcome::Graded(TicketId(id)),
        12 => Outcome::GradedAll,
        60 => Outcome::Entry(EntryId(id)),
        40 => Outcome::Grant(GrantId(id)),
        13 => Outcome::Ruling(RulingId(id)),
        41 => Outcome::Withdrawal(WithdrawalId(id)),
        42 => Outcome::Application(ApplicationId(id)),
        43 => Outcome::Exclusion(ExclusionId(id)),
        44 => Outcome::Reconciliation(ReconciliationId(id)),
        16 => Outcome::Dispute(DisputeId(id)),
        61 => Outcome::SubjectRequest(SubjectRequestId(id)),
        62 => Outcome::Hold(HoldId(id)),
        70 => Outcome::Message(MessageId(id)),
        14 => Outcome::Closing,
        15 => Outcome::ClosedAll,
        _ => return Err(unknown()),
    })
}

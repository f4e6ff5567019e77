//! Accounts that are held because fraud is suspected: suspended, with nothing paid in or out,
//! until somebody decides what it was.

use crate::care::hold::{FraudHold, HoldEnd, HoldEnding};
use crate::command::Outcome;
use crate::decide::identity::check_activation;
use crate::decide::people::check_not_above;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{HoldId, MemberId};
use crate::member::{Member, MemberStatus, Role};
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

/// Refuses money into and out of an account that is held.
pub(in crate::decide) fn refuse_held(member: &Member) -> Result<(), Rejection> {
    match member.hold {
        None => Ok(()),
        Some(_) => Err(Rejection::new(Code::FraudHold, "the account is held")),
    }
}

pub(super) fn place(
    draft: &mut Draft<'_>,
    member: MemberId,
    evidence: &str,
) -> Result<Outcome, Rejection> {
    let found = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    check_not_above(draft, member)?;
    let evidence = parse_note("evidence", evidence)?;
    if evidence.is_empty() {
        let rule = "must say what speaks for fraud";
        return Err(Rejection::of_field(Code::FieldMissing, "evidence", rule));
    }
    if found.status == MemberStatus::Closed || found.hold.is_some() {
        let detail = if found.hold.is_some() { "held already" } else { "closed" };
        return Err(Rejection::new(Code::WrongState, format!("the account is {detail}")));
    }
    if found.role != Role::Player {
        return Err(Rejection::new(Code::NotAPlayer, "only players have money in the book"));
    }
    // From here on it must succeed.
    let id = HoldId(draft.moment.take_id());
    let event = draft.event(EventKind::FraudHoldPlaced).member(member).number("hold", id.0);
    draft.record(event.text("evidence", &evidence));
    if found.status != MemberStatus::Suspended {
        record_status(draft, &found, MemberStatus::Suspended);
    }
    draft.put(Row::FraudHold(FraudHold {
        id,
        member,
        evidence,
        placed_at: draft.moment.now,
        placed_by: draft.actor.member(),
        status_before: found.status,
        end: None,
    }));
    let status = MemberStatus::Suspended;
    draft.put(Row::Member(Member { hold: Some(id), status, ..found }));
    Ok(Outcome::Hold(id))
}

pub(super) fn end(
    draft: &mut Draft<'_>,
    (member, id): (MemberId, HoldId),
    ending: HoldEnding,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("hold");
    let found = draft.member(member).cloned().ok_or_else(unknown)?;
    check_not_above(draft, member)?;
    let hold = draft.fraud_hold(id).filter(|hold| hold.member == member).cloned();
    let mut hold = hold.ok_or_else(unknown)?;
    let reason = parse_note("reason", reason)?;
    if reason.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "reason", "must say why"));
    }
    if hold.end.is_some() {
        return Err(Rejection::new(Code::WrongState, "the hold was decided already"));
    }
    let is_lifted = ending == HoldEnding::Lifted;
    let status = if is_lifted { hold.status_before } else { MemberStatus::Suspended };
    if status == MemberStatus::Active {
        check_activation(draft, &found)?;
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::FraudHoldEnded).member(member).number("hold", id.0);
    draft.record(event.text("ending", ending.name()).text("reason", &reason));
    if status != found.status {
        record_status(draft, &found, status);
    }
    let (at, by) = (draft.moment.now, draft.actor.member());
    hold.end = Some(HoldEnd { ending, reason, at, by });
    draft.put(Row::FraudHold(hold));
    draft.put(Row::Member(Member { hold: None, status, ..found }));
    Ok(Outcome::Hold(id))
}

fn record_status(draft: &mut Draft<'_>, member: &Member, status: MemberStatus) {
    let event = draft.event(EventKind::MemberStatusChanged).member(member.id);
    let event = event.text("before", member.status.name()).text("after", status.name());
    draft.record(event.text("note", "fraud hold"));
}

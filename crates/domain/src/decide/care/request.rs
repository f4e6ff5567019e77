//! Requests of persons about what is kept of them: each is entered, and answered once with a
//! reason. What the law has kept is not erased before its time, whoever asks.

use super::erasure::{check_erasable, erase};
use crate::care::request::{SubjectAnswer, SubjectKind, SubjectRequest};
use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{MemberId, SubjectRequestId};
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

pub(super) fn ask(
    draft: &mut Draft<'_>,
    member: MemberId,
    kind: SubjectKind,
    text: &str,
) -> Result<Outcome, Rejection> {
    draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let text = parse_note("text", text)?;
    if text.is_empty() && matches!(kind, SubjectKind::Correction | SubjectKind::Objection) {
        return Err(Rejection::of_field(Code::FieldMissing, "text", "must say what it is about"));
    }
    // From here on it must succeed.
    let id = SubjectRequestId(draft.moment.take_id());
    let event = draft.event(EventKind::SubjectAsked).member(member).number("request", id.0);
    draft.record(event.text("kind", kind.name()));
    draft.put(Row::SubjectRequest(SubjectRequest {
        id,
        member,
        kind,
        text,
        asked_at: draft.moment.now,
        asked_by: draft.actor.member(),
        answer: None,
    }));
    Ok(Outcome::SubjectRequest(id))
}

pub(super) fn answer(
    draft: &mut Draft<'_>,
    (member, id): (MemberId, SubjectRequestId),
    granted: bool,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let found = draft.subject_request(id).filter(|request| request.member == member).cloned();
    let mut request = found.ok_or_else(|| Rejection::not_found("request"))?;
    let reason = parse_note("reason", reason)?;
    if draft.actor == Actor::Member(member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody answers their own request"));
    }
    if reason.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "reason", "must say why"));
    }
    if request.answer.is_some() {
        return Err(Rejection::new(Code::WrongState, "the request was answered already"));
    }
    let erases = granted && request.kind == SubjectKind::Erasure;
    if erases {
        check_erasable(draft, member)?;
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::SubjectAnswered).member(member).number("request", id.0);
    let event = event.text("kind", request.kind.name());
    let event = event.text("outcome", if granted { "granted" } else { "refused" });
    draft.record(event.text("reason", &reason));
    if erases {
        erase(draft, member, "asked");
    }
    let (at, by) = (draft.moment.now, draft.actor.member());
    request.answer = Some(SubjectAnswer { granted, reason, at, by });
    draft.put(Row::SubjectRequest(request));
    Ok(Outcome::SubjectRequest(id))
}

//! What is kept no longer once its time is over: who the holder of a closed account was, where
//! accesses came from, the words of complaints, messages. Money, tickets and events stay: they
//! name a member by number, which then leads to nobody.

use crate::calendar::Instant;
use crate::command::Outcome;
use crate::decide::identity::person_of;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::factor::SecondFactor;
use crate::grade::dispute::Dispute;
use crate::id::{DisputeId, MemberId, MessageId, TokenHash};
use crate::identity::{Details, Person, Verification};
use crate::jurisdiction::in_force;
use crate::member::{Closed, Login, Member, MemberStatus, Session};
use crate::message::Message;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row, Withdrawn};

/// What stands in place of a name.
const NOBODY: &str = "erased";

/// A closed account whose time is over, that was not erased yet.
pub(super) fn check_erasable(draft: &Draft<'_>, member: MemberId) -> Result<(), Rejection> {
    let found = draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let retention = in_force(draft, draft.moment.book).retention;
    let closed = found.closed.as_ref().filter(|_| found.status == MemberStatus::Closed);
    let Some(closed) = closed else {
        let detail = "the law keeps who has an account while it is open, and for years after";
        return Err(Rejection::new(Code::TooEarly, detail));
    };
    if closed.erased_at.is_some() {
        return Err(Rejection::new(Code::WrongState, "nothing of the person is kept any more"));
    }
    if closed.at > retention.records_until(draft.moment.now) {
        let years = retention.record_years;
        let detail = format!("the law keeps it for {years} years after the account was closed");
        return Err(Rejection::new(Code::TooEarly, detail));
    }
    Ok(())
}

/// The timer's word: the same rule as for whoever asks.
pub(super) fn erase_due(draft: &mut Draft<'_>, member: MemberId) -> Result<Outcome, Rejection> {
    check_erasable(draft, member)?;
    // From here on it must succeed.
    erase(draft, member, "retention");
    Ok(Outcome::Member(member))
}

/// Takes name, details, marks and ways in away. [`check_erasable`] has allowed it.
pub(super) fn erase(draft: &mut Draft<'_>, member: MemberId, cause: &str) {
    let Some(found) = draft.member(member).cloned() else { return };
    let person = person_of(draft, member);
    for mark in person.details.marks() {
        draft.withdraw(Withdrawn::PersonMark(mark, member));
    }
    draft.put(Row::Person(Person {
        details: Details::default(),
        verification: Verification::Unverified,
        evidence: String::new(),
        ..person
    }));
    // No login can begin with a dash, so nobody has this one or will.
    let login = format!("-{}", member.0);
    if let Some(row) = draft.login(found.login.clone()).cloned() {
        draft.withdraw(Withdrawn::Login(found.login.clone()));
        let password_hash = String::new();
        draft.put(Row::Login(Login { login: login.clone(), password_hash, ..row }));
    }
    if let Some(factor) = draft.second_factor(member).cloned() {
        let (sealed, recovery, confirmed_at) = (String::new(), Vec::new(), None);
        draft.put(Row::SecondFactor(SecondFactor { sealed, recovery, confirmed_at, ..factor }));
    }
    let event = draft.event(EventKind::PersonErased).member(member);
    draft.record(event.text("cause", cause));
    let erased_at = Some(draft.moment.now);
    let closed = found.closed.map(|closed| Closed { erased_at, ..closed });
    draft.put(Row::Member(Member {
        login,
        name: NOBODY.to_owned(),
        second_factor: false,
        bar: None,
        closed,
        ..found
    }));
}

/// Blanks address and device of accesses whose time is over; the others stay as they are.
pub(super) fn erase_places(
    draft: &mut Draft<'_>,
    sessions: &[TokenHash],
) -> Result<Outcome, Rejection> {
    let until = places_until(draft);
    let is_due = |session: &&Session| {
        session.opened_at <= until && !(session.address.is_empty() && session.agent.is_empty())
    };
    let due: Vec<Session> =
        sessions.iter().filter_map(|token| draft.session(*token).filter(is_due).cloned()).collect();
    if due.is_empty() {
        return Err(Rejection::new(Code::WrongState, "no access is that old"));
    }
    // From here on it must succeed.
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
    let event = draft.event(EventKind::PlacesErased).number("accesses", count);
    draft.record(event.number("until", until.0));
    for session in due {
        let (address, agent) = (String::new(), String::new());
        draft.put(Row::Session(Session { address, agent, ..session }));
    }
    Ok(Outcome::Done)
}

fn places_until(draft: &Draft<'_>) -> Instant {
    in_force(draft, draft.moment.book).retention.records_until(draft.moment.now)
}

/// Blanks the words of a complaint that was answered long ago; what came of it stays.
pub(super) fn erase_complaint(
    draft: &mut Draft<'_>,
    dispute: DisputeId,
) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("dispute");
    let found = draft.dispute(dispute).cloned().ok_or_else(unknown)?;
    let retention = in_force(draft, draft.moment.book).retention;
    let until = retention.complaints_until(draft.moment.now);
    let is_old = found.answered_at.is_some_and(|at| at <= until);
    if !is_old || (found.text.is_empty() && found.note.is_empty()) {
        return Err(Rejection::new(Code::WrongState, "this complaint is still kept"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::ComplaintErased).member(found.member);
    draft.record(event.number("dispute", dispute.0));
    let (text, note) = (String::new(), String::new());
    draft.put(Row::Dispute(Dispute { text, note, ..found }));
    Ok(Outcome::Done)
}

/// Takes messages away whose time is over (GLI-19 A.4.7), read or not; how far their
/// conversations have come then tells of those that are left.
pub(super) fn erase_messages(
    draft: &mut Draft<'_>,
    messages: &[MessageId],
) -> Result<Outcome, Rejection> {
    let retention = in_force(draft, draft.moment.book).retention;
    let until = retention.messages_until(draft.moment.now);
    let is_due = |one: &&Message| one.sent_at <= until;
    let due: Vec<Message> =
        messages.iter().filter_map(|id| draft.message(*id).filter(is_due).cloned()).collect();
    if due.is_empty() {
        return Err(Rejection::new(Code::WrongState, "no message is that old"));
    }
    // From here on it must succeed.
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
    let event = draft.event(EventKind::MessagesErased).number("messages", count);
    draft.record(event.number("until", until.0));
    for message in due {
        if let Some(conversation) = draft.conversation(message.member).cloned()
            && !message.to_branch
        {
            draft.put(Row::Conversation(conversation.without(&message)));
        }
        draft.withdraw(Withdrawn::Message(message.id));
    }
    Ok(Outcome::Done)
}

//! Decisions about messages. Members write in their own conversation also while they wait for
//! approval, so that they can ask; everybody else needs the right to write.

use crate::access::Permission;
use crate::command::Outcome;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{MemberId, MessageId};
use crate::member::Role;
use crate::message::{Conversation, Message, MessageCommand, WAITING_MAX};
use crate::register::parse_message;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

/// The right a command needs and on whom; none in one's own conversation.
pub(super) fn needed(
    command: &MessageCommand,
    actor: MemberId,
) -> Option<(Permission, Option<MemberId>)> {
    let (member, is_own) = match command {
        MessageCommand::Write { member, to_branch, .. } => (*member, !to_branch),
        MessageCommand::Read { member, .. } => (*member, true),
    };
    (member != actor || !is_own).then_some((Permission::WriteMessage, Some(member)))
}

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &MessageCommand,
) -> Result<Outcome, Rejection> {
    match command {
        MessageCommand::Write { member, to_branch, text } => {
            write(draft, *member, *to_branch, text)
        }
        MessageCommand::Read { member, up_to } => read(draft, *member, *up_to),
    }
}

fn write(
    draft: &mut Draft<'_>,
    member: MemberId,
    to_branch: bool,
    text: &str,
) -> Result<Outcome, Rejection> {
    let text = parse_message("text", text)?;
    let found = draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let (role, is_top) = (found.role, found.is_root());
    let author = draft.actor.member().unwrap_or(member);
    let is_own = author == member;
    if to_branch && matches!(role, Role::Player | Role::Staff) {
        let rule = "must be an agent or the operator: nobody stands below this member";
        return Err(Rejection::of_field(Code::FieldInvalid, "member_id", rule));
    }
    if is_own && is_top && !to_branch {
        let rule = "must be somebody else: nobody stands above you";
        return Err(Rejection::of_field(Code::FieldInvalid, "member_id", rule));
    }
    let known = draft.conversation(member).cloned();
    let mut conversation = known.unwrap_or_else(|| Conversation::new(member));
    if is_own && !to_branch && conversation.waiting >= WAITING_MAX {
        let detail = format!("{WAITING_MAX} messages wait to be read: write again after that");
        return Err(Rejection::new(Code::TooOften, detail));
    }
    // From here on it must succeed.
    let id = MessageId(draft.moment.take_id());
    let sent_at = draft.moment.now;
    let message = Message { id, member, to_branch, author, text, sent_at };
    // What is said stays out of the event log, which is kept for ever.
    let event = draft.event(EventKind::MessageSent).member(member).number("message", id.0);
    draft.record(event.number("to_branch", to_branch.into()));
    if !to_branch {
        conversation.newest = id;
        if message.is_from_member() {
            conversation.waiting += 1;
            conversation.read_by_member = id;
        } else {
            (conversation.waiting, conversation.read_by_book) = (0, id);
        }
        draft.put(Row::Conversation(conversation));
    }
    draft.put(Row::Message(message));
    Ok(Outcome::Message(id))
}

/// Whoever has read says so for their side; reading further back changes nothing.
fn read(draft: &mut Draft<'_>, member: MemberId, up_to: MessageId) -> Result<Outcome, Rejection> {
    let found = draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let reaches =
        |one: &&Message| one.member == member || one.to_branch && found.is_in_branch_of(one.member);
    draft.message(up_to).filter(reaches).ok_or_else(|| Rejection::not_found("message"))?;
    let known = draft.conversation(member).cloned();
    let mut conversation = known.unwrap_or_else(|| Conversation::new(member));
    let before = conversation.clone();
    if draft.actor.member() == Some(member) {
        conversation.read_by_member = before.read_by_member.max(up_to);
    } else {
        // What came in since it was shown still waits; then nobody has read all of it.
        if up_to >= before.newest {
            (conversation.waiting, conversation.read_by_book) = (0, before.newest);
        }
    }
    if conversation != before {
        let event = draft.event(EventKind::MessagesRead).member(member);
        draft.record(event.number("message", up_to.0));
        draft.put(Row::Conversation(conversation));
    }
    Ok(Outcome::Done)
}

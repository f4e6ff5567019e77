//! Decisions about keys and about ending sessions.

use crate::access::{Permission, Permissions, require_on};
use crate::calendar::Instant;
use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{MemberId, TokenHash};
use crate::key::{ApiKey, KEY_SECONDS_MAX, KeyKind, VIEW_SECONDS_MAX};
use crate::member::Member;
use crate::register::parse_name;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

use super::people::check_not_above;

fn actor_of(draft: &Draft<'_>) -> Result<Member, Rejection> {
    let nobody = || Rejection::new(Code::NotPermitted, "keys are issued by members");
    let Actor::Member(actor) = draft.actor else { return Err(nobody()) };
    draft.member(actor).cloned().ok_or_else(nobody)
}

fn check_end(draft: &Draft<'_>, expires_at: Instant, most: i64) -> Result<(), Rejection> {
    let now = draft.moment.now;
    if expires_at <= now || expires_at > now.plus_seconds(most) {
        let rule = format!("must lie ahead, at most {most} seconds");
        return Err(Rejection::of_field(Code::FieldInvalid, "expires_at", &rule));
    }
    Ok(())
}

/// A key for a program of the member who asks, never with more rights than that member holds.
pub(super) fn issue_key(
    draft: &mut Draft<'_>,
    token: TokenHash,
    name: &str,
    scopes: Permissions,
    expires_at: Instant,
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let name = parse_name("name", name)?;
    if scopes == Permissions::default() || scopes.within(actor.permissions) != scopes {
        let rule = "must be some of the rights of whoever issues the key";
        return Err(Rejection::of_field(Code::FieldInvalid, "scopes", rule));
    }
    check_end(draft, expires_at, KEY_SECONDS_MAX)?;
    // From here on it must succeed.
    let rights: Vec<&str> = scopes.list().into_iter().map(Permission::name).collect();
    let event = draft.event(EventKind::KeyIssued).member(actor.id).text("name", &name);
    draft.record(event.text("scopes", &rights.join(" ")));
    put(draft, (token, actor.id, actor.id), KeyKind::Program, name, scopes, expires_at);
    Ok(Outcome::Member(actor.id))
}

/// Lets the actor see what a member of the own branch sees. The reason stands in the log.
pub(super) fn issue_view(
    draft: &mut Draft<'_>,
    token: TokenHash,
    member: MemberId,
    reason: &str,
    expires_at: Instant,
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let target = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    if actor.id == member {
        return Err(Rejection::new(Code::NotPermitted, "nobody looks as themselves"));
    }
    check_not_above(draft, member)?;
    let reason = parse_name("reason", reason)?;
    check_end(draft, expires_at, VIEW_SECONDS_MAX)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::ViewIssued).member(member);
    draft.record(event.text("reason", &reason));
    let scopes = target.permissions;
    put(draft, (token, member, actor.id), KeyKind::View, reason, scopes, expires_at);
    Ok(Outcome::Member(member))
}

fn put(
    draft: &mut Draft<'_>,
    (token, member, issued_by): (TokenHash, MemberId, MemberId),
    kind: KeyKind,
    name: String,
    scopes: Permissions,
    expires_at: Instant,
) {
    let issued_at = draft.moment.now;
    let ended_at = None;
    draft.put(Row::ApiKey(ApiKey {
        token,
        member,
        kind,
        name,
        scopes,
        issued_by,
        issued_at,
        expires_at,
        ended_at,
    }));
}

/// Ends a key: whoever issued it, whoever it stands for, and whoever may change that member's
/// status.
pub(super) fn end_key(draft: &mut Draft<'_>, token: TokenHash) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("key");
    let mut key = draft.api_key(token).cloned().ok_or_else(unknown)?;
    if let Actor::Member(actor) = draft.actor
        && actor != key.member
        && actor != key.issued_by
    {
        let actor = draft.member(actor).ok_or_else(unknown)?;
        let member = draft.member(key.member).ok_or_else(unknown)?;
        require_on(actor, Permission::ChangeStatus, member).map_err(|_| unknown())?;
    }
    if key.ended_at.is_none() {
        key.ended_at = Some(draft.moment.now);
        let event = draft.event(EventKind::KeyEnded).member(key.member).text("name", &key.name);
        draft.record(event);
        draft.put(Row::ApiKey(key));
    }
    Ok(Outcome::Done)
}

/// Ends every session and key of a member at once.
pub(super) fn end_sessions(draft: &mut Draft<'_>, member: MemberId) -> Result<Outcome, Rejection> {
    let row = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    check_not_above(draft, member)?;
    let sessions_from = draft.moment.now;
    let event = draft.event(EventKind::SessionEnded).member(member).text("which", "all");
    draft.record(event);
    draft.put(Row::Member(Member { sessions_from, ..row }));
    Ok(Outcome::Member(member))
}

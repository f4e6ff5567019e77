//! Decisions about signing in and out. Passwords are verified by the shell; what is decided here
//! is lockout and the member's status.

use crate::calendar::Instant;
use crate::command::{Actor, OpenSession, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::TokenHash;
use crate::jurisdiction::in_force;
use crate::member::{Login, Member, MemberStatus, Role, Session};
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

use super::factor::prove;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Longest kept text of a client's address or name of itself, in characters.
const CLIENT_TEXT_LENGTH_MAX: usize = 120;

fn kept(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(CLIENT_TEXT_LENGTH_MAX).collect()
}

pub(super) fn open(draft: &mut Draft<'_>, opening: &OpenSession) -> Result<Outcome, Rejection> {
    let OpenSession { login, token, expires_at, address, agent, proof } = opening;
    let refusal = || Rejection::new(Code::BadCredentials, "login or password is wrong");
    let login = draft.login(login.clone()).cloned().ok_or_else(refusal)?;
    let now = draft.moment.now;
    // Two factors together open a lock (GLI-19 2.5.3(d)).
    let factor = draft.second_factor(login.member);
    let unlocks = factor.is_some_and(|factor| factor.is_in_force() && factor.takes(*proof));
    if login.is_shut(now) || (now < login.locked_until && !unlocks) {
        return Err(Rejection::new(Code::LockedOut, "too many failed logins: try again later"));
    }
    let member = draft.member(login.member).cloned().ok_or_else(refusal)?;
    if matches!(member.status, MemberStatus::Suspended | MemberStatus::Closed) {
        let detail = format!("the account is {}", member.status.name());
        return Err(Rejection::new(Code::MemberNotActive, detail));
    }
    if let Some(bar) = member.bar_at(now) {
        let detail = format!("the person is on the list of the {}", bar.kind.name());
        return Err(Rejection::new(Code::PersonBarred, detail));
    }
    let second_factor = prove(draft, member.id, *proof)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::SessionOpened).member(member.id);
    draft.record(event.text("address", &kept(address)));
    if is_dormant(draft, &member, login.last_login_at) {
        let event = draft.event(EventKind::MemberStatusChanged).member(member.id);
        let event = event.text("before", member.status.name());
        draft.record(event.text("after", MemberStatus::Pending.name()).text("note", "dormant"));
        draft.put(Row::Member(Member { status: MemberStatus::Pending, ..member.clone() }));
    }
    draft.put(Row::Login(Login { last_login_at: Some(now), ..login.opened() }));
    draft.put(Row::Session(Session {
        token: *token,
        member: member.id,
        opened_at: now,
        expires_at: *expires_at,
        ended_at: None,
        address: kept(address),
        agent: kept(agent),
        proved_at: now,
        second_factor,
    }));
    Ok(Outcome::Member(member.id))
}

/// True when a player comes back to an account that nobody signed in to for so long that who it is
/// has to be looked at anew (GLI-19 A.3.9): until then they look but do not bet.
fn is_dormant(draft: &Draft<'_>, member: &Member, before: Option<Instant>) -> bool {
    let days = in_force(draft, draft.moment.book).identity.dormant_days;
    let least = i64::from(days) * DAY_SECONDS;
    let long_ago = |at: Instant| at.plus_seconds(least) <= draft.moment.now;
    member.role == Role::Player
        && member.status == MemberStatus::Active
        && before.is_some_and(long_ago)
}

pub(super) fn fail(
    draft: &mut Draft<'_>,
    login: &str,
    address: &str,
    by_code: bool,
) -> Result<Outcome, Rejection> {
    let Some(mut login) = draft.login(login.to_owned()).cloned() else {
        return Ok(Outcome::Done);
    };
    let access = in_force(draft, draft.moment.book).access;
    if by_code {
        login.fail_code(draft.moment.now, &access);
    } else {
        login.fail(draft.moment.now, &access);
    }
    let event = draft.event(EventKind::LoginFailed).member(login.member);
    let event = event.text("address", &kept(address));
    let event = event.text("by", if by_code { "code" } else { "password" });
    let locked = login.locked_until > draft.moment.now;
    draft.record(event.text("locked", if locked { "yes" } else { "no" }));
    draft.put(Row::Login(login));
    Ok(Outcome::Done)
}

pub(super) fn end(draft: &mut Draft<'_>, token: TokenHash) -> Result<Outcome, Rejection> {
    let mut session =
        draft.session(token).cloned().ok_or_else(|| Rejection::not_found("session"))?;
    let own = match draft.actor {
        Actor::System => true,
        Actor::Member(member) => member == session.member,
    };
    if !own {
        return Err(Rejection::not_found("session"));
    }
    if session.ended_at.is_none() {
        session.ended_at = Some(draft.moment.now);
        let event = draft.event(EventKind::SessionEnded).member(session.member);
        draft.record(event);
        draft.put(Row::Session(session));
    }
    Ok(Outcome::Done)
}

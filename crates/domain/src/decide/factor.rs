//! Decisions about the second factor, and about proving again who one is.

use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::factor::{Proof, RECOVERY_CODES, SEALED_LENGTH_MAX, SecondFactor};
use crate::id::{MemberId, TokenHash};
use crate::member::{Login, Member, Session};
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

use super::people::check_not_above;

fn wrong() -> Rejection {
    Rejection::new(Code::BadCredentials, "login, password or code is wrong")
}

fn actor_of(draft: &Draft<'_>) -> Result<Member, Rejection> {
    let nobody = || Rejection::new(Code::NotPermitted, "members do this for themselves");
    let Actor::Member(actor) = draft.actor else { return Err(nobody()) };
    draft.member(actor).cloned().ok_or_else(nobody)
}

/// Takes a proof of a member and uses it up; true when it was a second factor. The last refusal of
/// whoever asks.
pub(super) fn prove(
    draft: &mut Draft<'_>,
    member: MemberId,
    proof: Proof,
) -> Result<bool, Rejection> {
    let factor = draft.second_factor(member).filter(|factor| factor.is_in_force()).cloned();
    let Some(mut factor) = factor else { return Ok(false) };
    if proof == Proof::Password {
        let detail = "the code of the second factor is needed as well";
        return Err(Rejection::new(Code::SecondFactorRequired, detail));
    }
    if !factor.takes(proof) {
        return Err(wrong());
    }
    // From here on it must succeed.
    match proof {
        Proof::Password => {}
        Proof::Code { step } => factor.last_step = step,
        Proof::Recovery(code) => {
            factor.recovery.retain(|one| *one != code);
            let left = i64::try_from(factor.recovery.len()).unwrap_or(i64::MAX);
            let event = draft.event(EventKind::RecoveryCodeUsed).member(member);
            draft.record(event.number("left", left));
        }
    }
    draft.put(Row::SecondFactor(factor));
    Ok(true)
}

/// The own session, to be marked.
fn session_of(draft: &Draft<'_>, actor: &Member, token: TokenHash) -> Result<Session, Rejection> {
    let found = draft.session(token).filter(|session| session.member == actor.id).cloned();
    found.ok_or_else(|| Rejection::not_found("session"))
}

/// The actor has proved again who they are: what is sensitive may be done for a while.
pub(super) fn prove_session(
    draft: &mut Draft<'_>,
    token: TokenHash,
    proof: Proof,
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let session = session_of(draft, &actor, token)?;
    let login = draft.login(actor.login.clone()).cloned().ok_or_else(wrong)?;
    let now = draft.moment.now;
    if now < login.locked_until {
        return Err(Rejection::new(Code::LockedOut, "too many failed logins: try again later"));
    }
    let second_factor = prove(draft, actor.id, proof)?;
    let event = draft.event(EventKind::SessionProved).member(actor.id);
    draft.record(event.text("second_factor", if second_factor { "yes" } else { "no" }));
    draft.put(Row::Login(Login { failures: 0, code_failures: 0, ..login }));
    let second_factor = second_factor || session.second_factor;
    draft.put(Row::Session(Session { proved_at: now, second_factor, ..session }));
    Ok(Outcome::Member(actor.id))
}

/// Takes in the sealed secret of a device; it is asked for once a first code was shown.
pub(super) fn begin(draft: &mut Draft<'_>, sealed: &str) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    if actor.second_factor {
        let detail = "a second factor is in force: end it first";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if sealed.is_empty() || sealed.len() > SEALED_LENGTH_MAX {
        return Err(Rejection::of_field(Code::FieldInvalid, "secret", "must be sealed"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::SecondFactorBegun).member(actor.id);
    draft.record(event);
    draft.put(Row::SecondFactor(SecondFactor {
        member: actor.id,
        sealed: sealed.to_owned(),
        confirmed_at: None,
        last_step: 0,
        recovery: Vec::new(),
    }));
    Ok(Outcome::Member(actor.id))
}

fn check_recovery(recovery: &[TokenHash]) -> Result<(), Rejection> {
    let mut codes = recovery.to_vec();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() != RECOVERY_CODES || codes.len() != recovery.len() {
        let rule = format!("must be {RECOVERY_CODES} different ones");
        return Err(Rejection::of_field(Code::FieldInvalid, "recovery_codes", &rule));
    }
    Ok(())
}

/// A first code was shown: the second factor is in force, and the session has shown it.
pub(super) fn confirm(
    draft: &mut Draft<'_>,
    token: TokenHash,
    step: i64,
    recovery: &[TokenHash],
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let session = session_of(draft, &actor, token)?;
    let begun = draft.second_factor(actor.id).filter(|one| !one.sealed.is_empty()).cloned();
    let Some(factor) = begun.filter(|factor| !factor.is_in_force()) else {
        return Err(Rejection::new(Code::WrongState, "no second factor waits for its first code"));
    };
    check_recovery(recovery)?;
    if step <= factor.last_step {
        return Err(wrong());
    }
    // From here on it must succeed.
    let now = draft.moment.now;
    let event = draft.event(EventKind::SecondFactorConfirmed).member(actor.id);
    draft.record(event);
    draft.put(Row::SecondFactor(SecondFactor {
        confirmed_at: Some(now),
        last_step: step,
        recovery: recovery.to_vec(),
        ..factor
    }));
    draft.put(Row::Session(Session { proved_at: now, second_factor: true, ..session }));
    let id = actor.id;
    draft.put(Row::Member(Member { second_factor: true, ..actor }));
    Ok(Outcome::Member(id))
}

/// New recovery codes in place of those that are left.
pub(super) fn renew_recovery(
    draft: &mut Draft<'_>,
    recovery: &[TokenHash],
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let factor = draft.second_factor(actor.id).filter(|factor| factor.is_in_force()).cloned();
    let none = || Rejection::new(Code::WrongState, "no second factor is in force");
    let factor = factor.ok_or_else(none)?;
    check_recovery(recovery)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::RecoveryCodesRenewed).member(actor.id);
    draft.record(event);
    draft.put(Row::SecondFactor(SecondFactor { recovery: recovery.to_vec(), ..factor }));
    Ok(Outcome::Member(actor.id))
}

/// Takes the second factor away: the own one, or that of somebody below who lost the device, who
/// is then signed out everywhere.
pub(super) fn end(draft: &mut Draft<'_>, member: MemberId) -> Result<Outcome, Rejection> {
    let row = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    check_not_above(draft, member)?;
    let factor = draft.second_factor(member).filter(|factor| factor.is_in_force()).cloned();
    let Some(factor) = factor else {
        return Err(Rejection::new(Code::WrongState, "no second factor is in force"));
    };
    // From here on it must succeed.
    let event = draft.event(EventKind::SecondFactorEnded).member(member);
    draft.record(event);
    let own = draft.actor == Actor::Member(member);
    let sessions_from = if own { row.sessions_from } else { draft.moment.now };
    draft.put(Row::SecondFactor(SecondFactor {
        sealed: String::new(),
        confirmed_at: None,
        recovery: Vec::new(),
        ..factor
    }));
    draft.put(Row::Member(Member { second_factor: false, sessions_from, ..row }));
    Ok(Outcome::Member(member))
}

/// The actor chose a new password, after proving the old one. Every session ends.
pub(super) fn change_password(
    draft: &mut Draft<'_>,
    password_hash: &str,
) -> Result<Outcome, Rejection> {
    let actor = actor_of(draft)?;
    let login = draft.login(actor.login.clone()).cloned().ok_or_else(wrong)?;
    if draft.moment.now < login.locked_until {
        return Err(Rejection::new(Code::LockedOut, "too many failed logins: try again later"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::PasswordSet).member(actor.id);
    draft.record(event);
    let password_hash = password_hash.to_owned();
    draft.put(Row::Login(Login { password_hash, ..login.opened() }));
    let (id, sessions_from) = (actor.id, draft.moment.now);
    draft.put(Row::Member(Member { sessions_from, ..actor }));
    Ok(Outcome::Member(id))
}

//! Notices of accesses: members decide for themselves whether they are told, and read.

use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::MemberId;
use crate::member::Login;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

fn own_login(draft: &Draft<'_>) -> Result<(MemberId, Login), Rejection> {
    let nobody = || Rejection::new(Code::NotPermitted, "members do this for themselves");
    let Actor::Member(actor) = draft.actor else { return Err(nobody()) };
    let member = draft.member(actor).ok_or_else(nobody)?;
    let login = draft.login(member.login.clone()).cloned().ok_or_else(nobody)?;
    Ok((actor, login))
}

pub(super) fn want(draft: &mut Draft<'_>, wanted: bool) -> Result<Outcome, Rejection> {
    let (member, login) = own_login(draft)?;
    // From here on it must succeed.
    if login.notices_wanted != wanted {
        let event = draft.event(EventKind::AccessNoticesChanged).member(member);
        draft.record(event.text("wanted", if wanted { "yes" } else { "no" }));
    }
    let noticed_at = draft.moment.now;
    draft.put(Row::Login(Login { notices_wanted: wanted, noticed_at, ..login }));
    Ok(Outcome::Member(member))
}

/// What was read is not told again.
pub(super) fn read(draft: &mut Draft<'_>) -> Result<Outcome, Rejection> {
    let (member, login) = own_login(draft)?;
    // From here on it must succeed.
    draft.put(Row::Login(Login { noticed_at: draft.moment.now, ..login }));
    Ok(Outcome::Member(member))
}

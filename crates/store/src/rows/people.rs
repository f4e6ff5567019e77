//! Rows of registration: members, logins, sessions, invitations.

use desk::port::StoreError;
use domain::access::Permissions;
use domain::calendar::Instant;
use domain::factor::SecondFactor;
use domain::id::{HoldId, MemberId, TokenHash};
use domain::key::{ApiKey, KeyKind};
use domain::member::{
    Bar, BarKind, Channel, Closed, Invitation, Login, Member, MemberStatus, Role, Session,
};
use domain::register::folded;

use super::{cells, joined, split};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const MEMBER: Shape = Shape {
    table: "member",
    keys: &["book_id", "id"],
    rest: &[
        "parent_id",
        "role",
        "status",
        "login",
        "name",
        "permissions",
        "chain",
        "created_at",
        "folded",
        "test",
        "sessions_from",
        "bar",
        "bar_until",
        "second_factor",
        "channel",
        "closed_at",
        "closed_for",
        "hold_id",
        "erased_at",
    ],
    of_book: true,
};

pub(crate) fn member_cells(row: &Member) -> Vec<Value> {
    cells![
        row.id.0,
        row.parent.0,
        row.role.name(),
        row.status.name(),
        row.login.as_str(),
        row.name.as_str(),
        row.permissions.0,
        joined(&row.chain),
        row.created_at.0,
        folded(&format!("{} {}", row.login, row.name)),
        row.is_test,
        row.sessions_from.0,
        row.bar.map(|bar| bar.kind.name()),
        row.bar.and_then(|bar| bar.until).map(|until| until.0),
        row.second_factor,
        row.channel.name(),
        row.closed.as_ref().map(|closed| closed.at.0),
        row.closed.as_ref().map_or("", |closed| &closed.reason),
        row.hold.map(|hold| hold.0),
        row.closed.as_ref().and_then(|closed| closed.erased_at).map(|at| at.0),
    ]
}

/// The root of a book holds what its role holds now: nobody above it could give it new rights.
pub(crate) fn member(cells: &mut Cells) -> Result<Member, StoreError> {
    let mut member = Member {
        id: MemberId(cells.int()?),
        parent: MemberId(cells.int()?),
        role: cells.named(Role::parse)?,
        status: cells.named(MemberStatus::parse)?,
        login: cells.text()?,
        name: cells.text()?,
        permissions: Permissions(cells.int()?),
        chain: split(&cells.text()?),
        created_at: Instant(cells.int()?),
        is_test: false,
        sessions_from: Instant(0),
        second_factor: false,
        bar: None,
        channel: Channel::Unrecorded,
        closed: None,
        hold: None,
    };
    // Kept for searching, made of login and name.
    cells.text()?;
    member.is_test = cells.flag()?;
    member.sessions_from = Instant(cells.int()?);
    let (kind, until) = (cells.maybe_text()?, cells.maybe_int()?.map(Instant));
    member.bar = kind.as_deref().and_then(BarKind::parse).map(|kind| Bar { kind, until });
    member.second_factor = cells.flag()?;
    member.channel = cells.named(Channel::parse)?;
    let (closed_at, reason) = (cells.maybe_int()?.map(Instant), cells.text()?);
    member.hold = cells.maybe_int()?.map(HoldId);
    let erased_at = cells.maybe_int()?.map(Instant);
    member.closed = closed_at.map(|at| Closed { at, reason, erased_at });
    if member.is_root() {
        member.permissions = Permissions::of_role(member.role);
    }
    Ok(member)
}

pub(crate) const BRANCH: Shape = Shape {
    table: "branch",
    keys: &["book_id", "above_id", "member_id"],
    rest: &[],
    of_book: true,
};

pub(crate) fn branch_cells(above: MemberId, member: MemberId) -> Vec<Value> {
    cells![above.0, member.0]
}

pub(crate) const LOGIN: Shape = Shape {
    table: "login",
    keys: &["book_id", "login"],
    rest: &[
        "member_id",
        "password_hash",
        "failures",
        "first_failure_at",
        "locked_until",
        "last_login_at",
        "code_failures",
        "shut_until",
        "notices_wanted",
        "noticed_at",
    ],
    of_book: true,
};

/// A login by its key alone: what is taken away.
pub(crate) const LOGIN_KEY: Shape = Shape { rest: &[], ..LOGIN };

pub(crate) fn login_cells(row: &Login) -> Vec<Value> {
    cells![
        row.login.as_str(),
        row.member.0,
        row.password_hash.as_str(),
        row.failures,
        row.first_failure_at.0,
        row.locked_until.0,
        row.last_login_at.map(|at| at.0),
        row.code_failures,
        row.shut_until.0,
        row.notices_wanted,
        row.noticed_at.0,
    ]
}

pub(crate) fn login(cells: &mut Cells) -> Result<Login, StoreError> {
    Ok(Login {
        login: cells.text()?,
        member: MemberId(cells.int()?),
        password_hash: cells.text()?,
        failures: cells.int32()?,
        first_failure_at: Instant(cells.int()?),
        locked_until: Instant(cells.int()?),
        last_login_at: cells.maybe_int()?.map(Instant),
        code_failures: cells.int32()?,
        shut_until: Instant(cells.int()?),
        notices_wanted: cells.flag()?,
        noticed_at: Instant(cells.int()?),
    })
}

pub(crate) const SESSION: Shape = Shape {
    table: "session",
    keys: &["book_id", "token"],
    rest: &[
        "member_id",
        "opened_at",
        "expires_at",
        "ended_at",
        "address",
        "agent",
        "proved_at",
        "second_factor",
    ],
    of_book: true,
};

pub(crate) fn session_cells(row: &Session) -> Vec<Value> {
    cells![
        &row.token.0[..],
        row.member.0,
        row.opened_at.0,
        row.expires_at.0,
        row.ended_at.map(|at| at.0),
        row.address.as_str(),
        row.agent.as_str(),
        row.proved_at.0,
        row.second_factor,
    ]
}

pub(crate) fn session(cells: &mut Cells) -> Result<Session, StoreError> {
    Ok(Session {
        token: TokenHash(cells.bytes()?),
        member: MemberId(cells.int()?),
        opened_at: Instant(cells.int()?),
        expires_at: Instant(cells.int()?),
        ended_at: cells.maybe_int()?.map(Instant),
        address: cells.text()?,
        agent: cells.text()?,
        proved_at: Instant(cells.int()?),
        second_factor: cells.flag()?,
    })
}

pub(crate) const SECOND_FACTOR: Shape = Shape {
    table: "second_factor",
    keys: &["book_id", "member_id"],
    rest: &["sealed", "confirmed_at", "last_step", "recovery"],
    of_book: true,
};

pub(crate) fn second_factor_cells(row: &SecondFactor) -> Vec<Value> {
    let codes: Vec<String> = row.recovery.iter().map(|code| hex(&code.0)).collect();
    cells![
        row.member.0,
        row.sealed.as_str(),
        row.confirmed_at.map(|at| at.0),
        row.last_step,
        codes.join(" "),
    ]
}

pub(crate) fn second_factor(cells: &mut Cells) -> Result<SecondFactor, StoreError> {
    Ok(SecondFactor {
        member: MemberId(cells.int()?),
        sealed: cells.text()?,
        confirmed_at: cells.maybe_int()?.map(Instant),
        last_step: cells.int()?,
        recovery: cells.text()?.split_whitespace().map(code_hash).collect::<Result<_, _>>()?,
    })
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}

fn code_hash(text: &str) -> Result<TokenHash, StoreError> {
    let broken = || StoreError::Corrupt("a recovery code is no hash".to_owned());
    let mut hash = [0; 32];
    if text.len() != 64 {
        return Err(broken());
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        let pair = text.get(place * 2..place * 2 + 2).ok_or_else(broken)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| broken())?;
    }
    Ok(TokenHash(hash))
}

pub(crate) const INVITATION: Shape = Shape {
    table: "invitation",
    keys: &["book_id", "token"],
    rest: &["member_id", "expires_at", "used_at"],
    of_book: true,
};

pub(crate) fn invitation_cells(row: &Invitation) -> Vec<Value> {
    cells![&row.token.0[..], row.member.0, row.expires_at.0, row.used_at.map(|at| at.0)]
}

pub(crate) fn invitation(cells: &mut Cells) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        token: TokenHash(cells.bytes()?),
        member: MemberId(cells.int()?),
        expires_at: Instant(cells.int()?),
        used_at: cells.maybe_int()?.map(Instant),
    })
}

pub(crate) const API_KEY: Shape = Shape {
    table: "api_key",
    keys: &["book_id", "token"],
    rest: &[
        "member_id",
        "kind",
        "name",
        "scopes",
        "issued_by",
        "issued_at",
        "expires_at",
        "ended_at",
    ],
    of_book: true,
};

pub(crate) fn api_key_cells(row: &ApiKey) -> Vec<Value> {
    cells![
        &row.token.0[..],
        row.member.0,
        row.kind.name(),
        row.name.as_str(),
        row.scopes.0,
        row.issued_by.0,
        row.issued_at.0,
        row.expires_at.0,
        row.ended_at.map(|at| at.0),
    ]
}

pub(crate) fn api_key(cells: &mut Cells) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        token: TokenHash(cells.bytes()?),
        member: MemberId(cells.int()?),
        kind: cells.named(KeyKind::parse)?,
        name: cells.text()?,
        scopes: Permissions(cells.int()?),
        issued_by: MemberId(cells.int()?),
        issued_at: Instant(cells.int()?),
        expires_at: Instant(cells.int()?),
        ended_at: cells.maybe_int()?.map(Instant),
    })
}

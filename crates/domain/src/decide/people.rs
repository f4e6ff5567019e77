//! Decisions about members: creating them, their status, limits and invitations.

use crate::access::Permissions;
use crate::calendar::Instant;
use crate::command::{Actor, CreateMember, Outcome};
use crate::credit::Limits;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{MemberId, TokenHash};
use crate::ledger::account::Account;
use crate::ledger::transfer::Fact;
use crate::member::{Invitation, Login, Member, MemberStatus};
use crate::money::Money;
use crate::register::{parse_login, parse_name};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

use super::funding::check_credit;

/// Deepest place in the tree, root included.
const DEPTH_MAX: usize = 12;

/// A login that has not been tried yet.
pub(super) fn login_row(login: String, member: MemberId, password_hash: String) -> Login {
    Login {
        login,
        member,
        password_hash,
        failures: 0,
        first_failure_at: Instant(0),
        locked_until: Instant(0),
        last_login_at: None,
    }
}

pub(super) fn create_member(
    draft: &mut Draft<'_>,
    create: &CreateMember,
) -> Result<Outcome, Rejection> {
    let parent = draft
        .member(create.parent)
        .cloned()
        .ok_or_else(|| Rejection::of_field(Code::NotFound, "parent_id", "is unknown"))?;
    if !parent.role.may_have_below(create.role) || parent.chain.len() >= DEPTH_MAX {
        let rule = format!("cannot be {} below a {}", create.role.name(), parent.role.name());
        return Err(Rejection::of_field(Code::FieldInvalid, "role", &rule));
    }
    let login = parse_login("login", &create.login)?;
    let name = parse_name("name", &create.name)?;
    if !matches!(create.status, MemberStatus::Active | MemberStatus::Pending) {
        let rule = "must begin pending or active";
        return Err(Rejection::of_field(Code::FieldInvalid, "status", rule));
    }
    check_limits(create.credit, [None, create.max_risk, create.max_win])?;
    if draft.login(login.clone()).is_some() {
        return Err(Rejection::of_field(Code::AlreadyExists, "login", "is taken"));
    }
    let none = Limits::none(MemberId(0));
    let wanted = Limits { credit: create.credit, ..none };
    check_credit(draft, &parent.chain, &none, &wanted)?;
    // From here on it must succeed.
    let id = MemberId(draft.moment.take_id());
    let mut chain = parent.chain.clone();
    chain.push(id);
    for above in &chain {
        draft.append(Appended::Branch(*above, id));
    }
    let event = draft.event(EventKind::MemberCreated).member(id).text("login", &login);
    let event = event.text("role", create.role.name()).number("parent", parent.id.0);
    draft.record(event.money("credit", create.credit));
    draft.put(Row::Login(login_row(login.clone(), id, create.password_hash.clone())));
    let (max_risk, max_win) = (create.max_risk, create.max_win);
    draft.put(Row::Limits(Limits { member: id, max_risk, max_win, ..wanted }));
    let permissions = granted(draft, create);
    draft.put(Row::Member(Member {
        id,
        parent: parent.id,
        role: create.role,
        status: create.status,
        login,
        name,
        permissions,
        chain,
        created_at: draft.moment.now,
    }));
    Ok(Outcome::Member(id))
}

/// A role's rights, but for staff roles never more than the giver holds. Players always may bet.
fn granted(draft: &Draft<'_>, create: &CreateMember) -> Permissions {
    let wanted = Permissions::of_role(create.role);
    match draft.actor {
        Actor::Member(giver) if create.role != crate::member::Role::Player => {
            let giver = draft.member(giver).map(|giver| giver.permissions).unwrap_or_default();
            wanted.within(giver)
        }
        _ => wanted,
    }
}

fn check_limits(credit: Money, limits: [Option<Money>; 3]) -> Result<(), Rejection> {
    if credit.is_negative() || credit > Money::MAX {
        let rule = "must be zero or positive";
        return Err(Rejection::of_field(Code::AmountInvalid, "credit_limit", rule));
    }
    for (field, limit) in ["min_risk", "max_risk", "max_win"].into_iter().zip(limits) {
        if limit.is_some_and(|amount| !amount.is_positive() || amount > Money::MAX) {
            return Err(Rejection::of_field(Code::AmountInvalid, field, "must be positive"));
        }
    }
    if let [Some(min_risk), Some(max_risk), _] = limits
        && min_risk > max_risk
    {
        let rule = "must not exceed max_risk";
        return Err(Rejection::of_field(Code::AmountInvalid, "min_risk", rule));
    }
    Ok(())
}

/// Staff reach the operator's whole book, but not the operator: a password or a status set from
/// below would be a right nobody gave.
pub(super) fn check_not_above(draft: &Draft<'_>, target: MemberId) -> Result<(), Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    let above = |actor: &Member| actor.id != target && actor.is_in_branch_of(target);
    if draft.member(actor).is_some_and(above) {
        return Err(Rejection::new(Code::NotPermitted, "nobody acts on a member above them"));
    }
    Ok(())
}

pub(super) fn change_status(
    draft: &mut Draft<'_>,
    member: MemberId,
    status: MemberStatus,
) -> Result<Outcome, Rejection> {
    let mut member = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member.id) {
        return Err(Rejection::new(Code::NotPermitted, "nobody changes their own status"));
    }
    check_not_above(draft, member.id)?;
    if !member.status.may_become(status) {
        let rule = format!("cannot go from {} to {}", member.status.name(), status.name());
        return Err(Rejection::of_field(Code::WrongState, "status", &rule));
    }
    let owed = [Account::Cash, Account::Held, Account::Withdrawal]
        .map(|account| draft.amount_on(account.of(member.id)));
    if status == MemberStatus::Closed && owed != [Money::ZERO; 3] {
        let detail = "an account closes only with a zero balance and nothing open";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::MemberStatusChanged).member(member.id);
    draft.record(event.text("before", member.status.name()).text("after", status.name()));
    member.status = status;
    let id = member.id;
    draft.put(Row::Member(member));
    Ok(Outcome::Member(id))
}

pub(super) fn change_limits(
    draft: &mut Draft<'_>,
    member: MemberId,
    credit: Money,
    [min_risk, max_risk, max_win]: [Option<Money>; 3],
) -> Result<Outcome, Rejection> {
    let found = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody changes their own limits"));
    }
    check_not_above(draft, member)?;
    check_limits(credit, [min_risk, max_risk, max_win])?;
    let before = draft.limits(member).copied().unwrap_or(Limits::none(member));
    let before = before.at(draft.moment.now);
    // A raise that waits lasts as long as nobody sets another credit.
    let raise = before.raise.filter(|_| credit == before.credit);
    let after = Limits { credit, raise, min_risk, max_risk, max_win, ..before };
    check_credit(draft, &found.chain[..found.chain.len() - 1], &before, &after)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::LimitsChanged).member(member);
    let event = event.money("credit_before", before.credit).money("credit_after", credit);
    let amount = |limit: Option<Money>| limit.unwrap_or(Money::ZERO);
    let event = event.money("min_risk", amount(min_risk)).money("max_risk", amount(max_risk));
    draft.record(event.money("max_win", amount(max_win)));
    draft.put(Row::Limits(after));
    draft.record_if_overdrawn(member, Fact::Adjustment);
    Ok(Outcome::Member(member))
}

pub(super) fn invite(
    draft: &mut Draft<'_>,
    member: MemberId,
    token: TokenHash,
    expires_at: Instant,
) -> Result<Outcome, Rejection> {
    draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    check_not_above(draft, member)?;
    let event = draft.event(EventKind::InvitationIssued).member(member);
    draft.record(event);
    draft.put(Row::Invitation(Invitation { token, member, expires_at, used_at: None }));
    Ok(Outcome::Member(member))
}

pub(super) fn accept_invitation(
    draft: &mut Draft<'_>,
    token: TokenHash,
    password_hash: &str,
) -> Result<Outcome, Rejection> {
    let refusal = || Rejection::new(Code::InvitationInvalid, "this link is used or expired");
    let mut invitation = draft.invitation(token).cloned().ok_or_else(refusal)?;
    if invitation.used_at.is_some() || draft.moment.now >= invitation.expires_at {
        return Err(refusal());
    }
    let member = draft.member(invitation.member).cloned().ok_or_else(refusal)?;
    let mut login = draft.login(member.login.clone()).cloned().ok_or_else(refusal)?;
    // From here on it must succeed.
    invitation.used_at = Some(draft.moment.now);
    login.password_hash = password_hash.to_owned();
    login.failures = 0;
    login.locked_until = Instant(0);
    let event = draft.event(EventKind::PasswordSet).member(member.id);
    draft.record(event);
    draft.put(Row::Invitation(invitation));
    draft.put(Row::Login(login));
    Ok(Outcome::Member(member.id))
}

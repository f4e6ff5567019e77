//! Decisions about members: creating them, their status, limits and invitations.

use std::collections::BTreeMap;

use crate::access::{Permission, Permissions, require_on};
use crate::calendar::Instant;
use crate::command::{Actor, Closing, CreateMember, Outcome};
use crate::credit::Limits;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{MemberId, TokenHash};
use crate::ledger::account::Account;
use crate::ledger::transfer::Fact;
use crate::member::{Invitation, Login, Member, MemberStatus, Role};
use crate::money::Money;
use crate::register::{parse_login, parse_name};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

use super::care::refuse_held;
use super::funding::{check_branches, check_credit};
use super::identity::check_activation;
use super::tree::close_member;

/// Deepest place in the tree, root included.
pub(super) const DEPTH_MAX: usize = 12;

/// A login that has not been tried yet.
pub(super) fn login_row(
    login: String,
    member: MemberId,
    password_hash: String,
    now: Instant,
) -> Login {
    Login {
        login,
        member,
        password_hash,
        failures: 0,
        first_failure_at: Instant(0),
        locked_until: Instant(0),
        last_login_at: None,
        code_failures: 0,
        shut_until: Instant(0),
        notices_wanted: true,
        noticed_at: now,
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
    if parent.status == MemberStatus::Closed {
        return Err(Rejection::of_field(Code::WrongState, "parent_id", "is closed"));
    }
    let login = parse_login("login", &create.login)?;
    let name = parse_name("name", &create.name)?;
    if !matches!(create.status, MemberStatus::Active | MemberStatus::Pending) {
        let rule = "must begin pending or active";
        return Err(Rejection::of_field(Code::FieldInvalid, "status", rule));
    }
    check_limits(create.credit, [None, create.max_risk, create.max_win])?;
    if create.is_test && create.role != Role::Player {
        let rule = "marks players only";
        return Err(Rejection::of_field(Code::FieldInvalid, "is_test", rule));
    }
    if draft.login(login.clone()).is_some() {
        return Err(Rejection::of_field(Code::AlreadyExists, "login", "is taken"));
    }
    let none = Limits::none(MemberId(0));
    let wanted = Limits { credit: create.credit, ..none };
    check_credit(draft, &parent.chain, &none, &wanted)?;
    let permissions = granted(draft, create, parent.permissions)?;
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
    let password_hash = create.password_hash.clone();
    draft.put(Row::Login(login_row(login.clone(), id, password_hash, draft.moment.now)));
    let (max_risk, max_win) = (create.max_risk, create.max_win);
    draft.put(Row::Limits(Limits { member: id, max_risk, max_win, ..wanted }));
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
        is_test: create.is_test,
        sessions_from: Instant(0),
        second_factor: false,
        bar: None,
        channel: create.channel,
        closed: None,
        hold: None,
    }));
    Ok(Outcome::Member(id))
}

/// Creates every member of a list, or none: the first refusal names its place.
pub(super) fn create_members(
    draft: &mut Draft<'_>,
    list: &[CreateMember],
) -> Result<Outcome, Rejection> {
    if list.is_empty() || list.len() > CreateMember::LIST_LENGTH_MAX {
        let rule = format!("must be 1 to {}", CreateMember::LIST_LENGTH_MAX);
        return Err(Rejection::of_field(Code::FieldInvalid, "members", &rule));
    }
    match refusals(draft, list).into_iter().next() {
        None => Ok(Outcome::Done),
        Some((place, refusal)) => {
            let detail = format!("member {} of the list: {}", place + 1, refusal.detail);
            Err(Rejection { detail, ..refusal })
        }
    }
}

/// Creates what can be created and tells what cannot. Members of a list may stand below others of
/// the book, not of the list.
pub(super) fn refusals(draft: &mut Draft<'_>, list: &[CreateMember]) -> Vec<(usize, Rejection)> {
    let mut found = Vec::new();
    let mut promised: BTreeMap<MemberId, Money> = BTreeMap::new();
    for (place, create) in list.iter().enumerate() {
        let created = check_place(draft, create.parent)
            .and_then(|()| check_promises(draft, create, &promised))
            .and_then(|()| create_member(draft, create));
        match created {
            Err(refusal) => found.push((place, refusal)),
            Ok(_) => {
                let above = draft.member(create.parent).map(|parent| parent.chain.clone());
                for agent in above.unwrap_or_default() {
                    *promised.entry(agent).or_insert(Money::ZERO) += create.credit;
                }
            }
        }
    }
    found
}

/// What others of the same list were promised counts against the bounds of the branches.
fn check_promises(
    draft: &Draft<'_>,
    create: &CreateMember,
    promised: &BTreeMap<MemberId, Money>,
) -> Result<(), Rejection> {
    let Some(parent) = draft.member(create.parent) else { return Ok(()) };
    let none = Limits::none(MemberId(0));
    let wanted = Limits { credit: create.credit, ..none };
    if !create.credit.is_positive() {
        return Ok(());
    }
    check_branches(draft, &parent.chain, &none, &wanted, promised)
}

/// The member above must be in the branch of whoever creates.
fn check_place(draft: &Draft<'_>, parent: MemberId) -> Result<(), Rejection> {
    let unknown = || Rejection::of_field(Code::NotFound, "parent_id", "is unknown");
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    let actor = draft.member(actor).ok_or_else(unknown)?;
    let parent = draft.member(parent).ok_or_else(unknown)?;
    require_on(actor, Permission::CreateMember, parent).map_err(|_| unknown())
}

/// The rights named, or those of the role. Beside what players have by themselves nobody is given
/// more than the giver and the member above hold; rights that are named are refused, not cut.
fn granted(
    draft: &Draft<'_>,
    create: &CreateMember,
    parent: Permissions,
) -> Result<Permissions, Rejection> {
    let of_role = Permissions::of_role(create.role);
    let bound = match draft.actor {
        Actor::Member(giver) => {
            let giver = draft.member(giver).map(|giver| giver.permissions).unwrap_or_default();
            giver.within(parent)
        }
        Actor::System => parent,
    };
    if create.role == Role::Player {
        let wanted = create.permissions.unwrap_or(of_role);
        let holds = wanted.within(of_role) == wanted;
        return if holds { Ok(wanted) } else { Err(not_held()) };
    }
    match create.permissions {
        None => Ok(of_role.within(bound)),
        Some(wanted) if wanted.within(bound) == wanted => Ok(wanted),
        Some(_) => Err(not_held()),
    }
}

fn not_held() -> Rejection {
    let rule = "cannot be given by whoever does not hold them";
    Rejection::of_field(Code::NotPermitted, "permissions", rule)
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
    if status == MemberStatus::Active {
        refuse_held(&member)?;
        check_activation(draft, &member)?;
    }
    if status == MemberStatus::Closed {
        let (method, text) = (None, String::new());
        let closing = Closing { member: member.id, method, reference: text.clone(), note: text };
        return close_member(draft, &closing);
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
    // From here on it must succeed. Whoever held the old password is signed out everywhere.
    invitation.used_at = Some(draft.moment.now);
    let (id, now) = (member.id, draft.moment.now);
    draft.put(Row::Member(Member { sessions_from: now, ..member }));
    login.password_hash = password_hash.to_owned();
    let event = draft.event(EventKind::PasswordSet).member(id);
    draft.record(event);
    draft.put(Row::Invitation(invitation));
    draft.put(Row::Login(login.opened()));
    Ok(Outcome::Member(id))
}

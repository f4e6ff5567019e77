//! Decisions about the tree: who holds which rights, where a branch stands, how an account ends.

use crate::access::{Permission, Permissions, reach_of, require};
use std::collections::BTreeMap;

use crate::command::{Actor, Closing, Outcome};
use crate::credit::Limits;
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::id::MemberId;
use crate::ledger::account::Account;
use crate::member::{Closed, Member, MemberStatus, Role};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, BranchPage, BranchPart, Read, Row, Withdrawn};

use super::care::refuse_held;
use super::funding::{check_branches, disburse};
use super::people::{DEPTH_MAX, check_not_above};

/// Sets a member's rights. Only rights the giver holds are added; whoever stands below loses what
/// is taken away, so that nobody ever holds more than the member above.
pub(super) fn change_permissions(
    draft: &mut Draft<'_>,
    member: MemberId,
    wanted: Permissions,
) -> Result<Outcome, Rejection> {
    let target = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member) || target.is_root() {
        return Err(Rejection::new(Code::NotPermitted, "nobody changes their own rights"));
    }
    check_not_above(draft, member)?;
    let added = Permissions(wanted.0 & !target.permissions.0);
    check_grant(draft, &target, added)?;
    let page = branch(draft, member, BranchPart::Agents)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::PermissionsChanged).member(member);
    let event = event.text("before", &names(target.permissions));
    draft.record(event.text("after", &names(wanted)));
    draft.put(Row::Member(Member { permissions: wanted, ..target }));
    for one in page.members.iter().filter(|one| one.id != member) {
        if let Some(kept) = trimmed(draft, one, wanted) {
            draft.put(Row::Member(Member { permissions: kept, ..one.clone() }));
        }
    }
    Ok(Outcome::Member(member))
}

/// Rights that are added must be held by the giver and by the member above, or be those that the
/// role of a player has by itself.
fn check_grant(draft: &Draft<'_>, target: &Member, added: Permissions) -> Result<(), Rejection> {
    let refuse = |missing: Permissions| {
        let rule = format!("cannot be given by whoever does not hold it: {}", names(missing));
        Rejection::of_field(Code::NotPermitted, "permissions", &rule)
    };
    let own = if target.role == Role::Player {
        Permissions::of_role(Role::Player)
    } else {
        Permissions::default()
    };
    let mut bounds = Vec::new();
    if let Actor::Member(giver) = draft.actor {
        bounds.extend(draft.member(giver).map(|giver| giver.permissions));
    }
    bounds.extend(draft.member(target.parent).map(|parent| parent.permissions));
    for bound in bounds {
        let missing = Permissions(added.0 & !bound.0 & !own.0);
        if missing != Permissions::default() {
            return Err(refuse(missing));
        }
    }
    Ok(())
}

fn names(permissions: Permissions) -> String {
    permissions.list().into_iter().map(Permission::name).collect::<Vec<_>>().join(" ")
}

/// What is left to a member of a branch that may hold `bound` at most; none when that is
/// everything. Players keep their own rights.
fn trimmed(draft: &mut Draft<'_>, one: &Member, bound: Permissions) -> Option<Permissions> {
    let kept = one.permissions.within(bound);
    if one.role == Role::Player || kept == one.permissions {
        return None;
    }
    let event = draft.event(EventKind::PermissionsChanged).member(one.id);
    let event = event.text("before", &names(one.permissions));
    draft.record(event.text("after", &names(kept)));
    Some(kept)
}

fn branch(draft: &Draft<'_>, above: MemberId, part: BranchPart) -> Result<BranchPage, Rejection> {
    let page = draft.branch_of((above, part)).cloned();
    let page = page.ok_or_else(|| Rejection::not_found("member"))?;
    if page.members.len() > BranchPage::LENGTH_MAX {
        let rule = format!("has more than {} members below it", BranchPage::LENGTH_MAX);
        return Err(Rejection::of_field(Code::FieldInvalid, "member_id", &rule));
    }
    Ok(page)
}

/// Puts a member and everybody below under another. Tickets keep the chain they were accepted
/// under.
pub(super) fn move_member(
    draft: &mut Draft<'_>,
    member: MemberId,
    parent: MemberId,
) -> Result<Outcome, Rejection> {
    let target = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    let above = draft.member(parent).filter(|above| within_reach(draft, above)).cloned();
    let above =
        above.ok_or_else(|| Rejection::of_field(Code::NotFound, "parent_id", "is unknown"))?;
    if draft.actor == Actor::Member(member) || target.is_root() {
        return Err(Rejection::new(Code::NotPermitted, "nobody moves their own branch"));
    }
    check_not_above(draft, member)?;
    let refused = |rule: &str| Err(Rejection::of_field(Code::FieldInvalid, "parent_id", rule));
    if above.is_in_branch_of(member) {
        return refused("must not stand below the member itself");
    }
    if above.id == target.parent {
        return refused("is the member above already");
    }
    if above.status == MemberStatus::Closed || !above.role.may_have_below(target.role) {
        return refused(&format!("cannot have a {} below it", target.role.name()));
    }
    if draft.week_line(draft.moment.week).is_some_and(|line| line.is_under_way) {
        // A week is frozen in one tree, not half in the old and half in the new one.
        let detail = "the close of a week is under way: wait for its end";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    let page = branch(draft, member, BranchPart::All)?;
    let lower = page.members.iter().map(|one| one.chain.len()).max().unwrap_or(0);
    if above.chain.len() + lower - (target.chain.len() - 1) > DEPTH_MAX {
        return refused(&format!("would make the tree deeper than {DEPTH_MAX}"));
    }
    let old: Vec<MemberId> = target.chain[..target.chain.len() - 1].to_vec();
    check_bounds(draft, &above, &old, &page)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::MemberMoved).member(member);
    let event = event.number("parent_before", target.parent.0).number("parent_after", parent.0);
    draft.record(event.number("members", i64::try_from(page.members.len()).unwrap_or(i64::MAX)));
    // Everybody who moves keeps at most what the new member above holds.
    let bound = target.permissions.within(above.permissions);
    for one in &page.members {
        let mut row = one.clone();
        if target.role != Role::Player {
            row.permissions = trimmed(draft, one, bound).unwrap_or(one.permissions);
        }
        row.chain = [&above.chain[..], &one.chain[old.len()..]].concat();
        if row.id == member {
            row.parent = parent;
        }
        for left in old.iter().filter(|id| !above.chain.contains(id)) {
            draft.withdraw(Withdrawn::Branch(*left, row.id));
        }
        for joined in above.chain.iter().filter(|id| !old.contains(id)) {
            draft.append(Appended::Branch(*joined, row.id));
        }
        draft.put(Row::Member(row));
    }
    Ok(Outcome::Member(member))
}

/// The credit that moves along counts against the bounds of the branches it comes into.
fn check_bounds(
    draft: &Draft<'_>,
    above: &Member,
    old: &[MemberId],
    moving: &BranchPage,
) -> Result<(), Rejection> {
    let limits = moving.members.iter().filter_map(|one| draft.limits(one.id));
    let promised: Money = limits.map(Limits::promised).sum();
    if !promised.is_positive() {
        return Ok(());
    }
    let joined: Vec<MemberId> =
        above.chain.iter().copied().filter(|id| !old.contains(id)).collect();
    let none = Limits::none(MemberId(0));
    let wanted = Limits { credit: promised, ..none };
    check_branches(draft, &joined, &none, &wanted, &BTreeMap::new())
}

fn within_reach(draft: &Draft<'_>, target: &Member) -> bool {
    let Actor::Member(actor) = draft.actor else { return true };
    draft.member(actor).is_some_and(|actor| target.is_in_branch_of(reach_of(actor)))
}

/// Closes an account for good: nothing is open, nobody stands below, and what is left is paid out
/// by the way named: then that payment is answered.
pub(super) fn close_member(draft: &mut Draft<'_>, closing: &Closing) -> Result<Outcome, Rejection> {
    let found = draft.member(closing.member).cloned();
    let member = found.ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member.id) {
        check_own_closing(draft, &member)?;
    } else if member.is_root() {
        return Err(Rejection::new(Code::NotPermitted, "the head of a book is never closed"));
    } else {
        check_not_above(draft, member.id)?;
    }
    if !member.status.may_become(MemberStatus::Closed) {
        return Err(Rejection::new(Code::WrongState, "the account is closed already"));
    }
    refuse_held(&member)?;
    let below = draft.branch_of((member.id, BranchPart::Open));
    if below.is_some_and(|page| page.members.iter().any(|one| one.id != member.id)) {
        let detail = "an account closes only when nobody below it is open";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    let note = parse_note("note", &closing.note)?;
    let on = |account: Account| draft.amount_on(account.of(member.id));
    let (cash, others) = (on(Account::Cash), [on(Account::Held), on(Account::Withdrawal)]);
    if cash.is_negative() || others != [Money::ZERO; 2] {
        let detail = "an account closes only with nothing owed and nothing open";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if cash.is_positive() {
        if let Actor::Member(actor) = draft.actor {
            let actor = draft.member(actor).ok_or_else(|| Rejection::not_found("member"))?;
            require(actor, Permission::RecordPayment)?;
        }
        if closing.method.is_none() {
            let rule = "must name how the balance is paid out";
            return Err(Rejection::of_field(Code::FieldMissing, "method", rule));
        }
    }
    let mut outcome = Outcome::Member(member.id);
    if cash.is_positive() {
        outcome = disburse(draft, &closing.payout(cash))?;
    }
    // From here on it must succeed.
    let event = closed(draft, &member).money("paid_out", cash).text("note", &note);
    draft.record(event);
    let ended = Some(Closed { at: draft.moment.now, reason: note, erased_at: None });
    draft.put(Row::Member(Member { status: MemberStatus::Closed, closed: ended, ..member }));
    Ok(outcome)
}

/// Players may end their own account at any time, once what is left is taken out, unless they are
/// kept away (GLI-19 A.3.10): an exclusion must not be shed with the account.
fn check_own_closing(draft: &Draft<'_>, member: &Member) -> Result<(), Rejection> {
    if member.role != Role::Player {
        let detail = "somebody above closes an account that is not a player's";
        return Err(Rejection::new(Code::NotPermitted, detail));
    }
    let now = draft.moment.now;
    if draft.protection(member.id).and_then(|own| own.blocked(now)).is_some() {
        return Err(Rejection::new(Code::SelfExcluded, "it outlasts the account"));
    }
    if member.bar_at(now).is_some() {
        return Err(Rejection::new(Code::PersonBarred, "it outlasts the account"));
    }
    if draft.amount_on(Account::Cash.of(member.id)).is_positive() {
        let detail = "take out what is left first";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    Ok(())
}

fn closed(draft: &Draft<'_>, member: &Member) -> Event {
    let event = draft.event(EventKind::MemberStatusChanged).member(member.id);
    event.text("before", member.status.name()).text("after", MemberStatus::Closed.name())
}

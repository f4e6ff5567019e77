//! The tree: chains, branches and rights, re-derived from who stands below whom.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Permissions;
use domain::factor::{RECOVERY_CODES, SecondFactor};
use domain::id::{BookId, MemberId};
use domain::identity::{ListEntry, Person, strictest};
use domain::member::{Bar, Member, MemberStatus, Role};
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    let members = database.all_members(book)?;
    let members: BTreeMap<MemberId, Member> =
        members.into_iter().map(|member| (member.id, member)).collect();
    let branches: BTreeSet<(MemberId, MemberId)> =
        database.all_branches(book)?.into_iter().collect();
    Ok(vec![
        chains(&members),
        branch_rows(&members, &branches),
        rights(&members),
        closed(&members),
        marks(database, book)?,
        bars(database, book, &members)?,
        factors(database, book, &members)?,
    ])
}

/// Marks are kept apart from persons and entries, and are made of them.
fn marks(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("marks of persons and of the list are those of their details");
    let mut derived = BTreeSet::new();
    for person in database.all_persons(book)? {
        let marks = person.details.marks().into_iter();
        derived.extend(marks.map(|mark| (mark, "member", person.member.0)));
    }
    for entry in database.all_list_entries(book)? {
        let marks = entry.details.marks().into_iter();
        derived.extend(marks.map(|mark| (mark, "entry", entry.id.0)));
    }
    let of_members = database.all_person_marks(book)?.into_iter();
    let of_entries = database.all_list_marks(book)?.into_iter();
    let stored: BTreeSet<_> = of_members
        .map(|(mark, member)| (mark, "member", member.0))
        .chain(of_entries.map(|(mark, entry)| (mark, "entry", entry.0)))
        .collect();
    for mark in derived.union(&stored) {
        let (_, what, id) = mark;
        probe.check(derived.contains(mark) && stored.contains(mark), || {
            let side = if stored.contains(mark) { "is stored for nothing" } else { "is missing" };
            format!("a mark of {what} {id} {side}")
        });
    }
    Ok(probe.finding())
}

/// Whether somebody may play is what the list says of their marks, at the time of the last
/// decision of the book.
fn bars(
    database: &Database,
    book: BookId,
    members: &BTreeMap<MemberId, Member>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("bars of members are those of the list");
    let now = database.head(book)?.last_at;
    let entries = database.all_list_entries(book)?;
    let persons = database.all_persons(book)?;
    let persons: BTreeMap<MemberId, Person> =
        persons.into_iter().map(|person| (person.member, person)).collect();
    for member in members.values() {
        let marks = persons.get(&member.id).map(|one| one.details.marks()).unwrap_or_default();
        let concerns =
            |entry: &&ListEntry| entry.details.marks().iter().any(|mark| marks.contains(mark));
        let bars = entries.iter().filter(concerns).filter_map(ListEntry::bar);
        let in_force = |bar: &Bar| bar.until.is_none_or(|until| now < until);
        let derived = strictest(bars.filter(in_force));
        let stored = member.bar_at(now);
        probe.check(stored == derived, || {
            format!("{:?} has {stored:?}, the list gives {derived:?}", member.id)
        });
    }
    Ok(probe.finding())
}

/// A member is marked by the second factor in force, which has a secret and codes that differ.
fn factors(
    database: &Database,
    book: BookId,
    members: &BTreeMap<MemberId, Member>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("members are marked by the second factors in force");
    let factors = database.all_second_factors(book)?;
    let factors: BTreeMap<MemberId, SecondFactor> =
        factors.into_iter().map(|factor| (factor.member, factor)).collect();
    for member in members.values() {
        let factor = factors.get(&member.id).filter(|factor| factor.is_in_force());
        let codes = factor.map(|factor| factor.recovery.iter().collect::<BTreeSet<_>>().len());
        let whole = factor.is_none_or(|factor| {
            !factor.sealed.is_empty()
                && factor.last_step > 0
                && factor.recovery.len() <= RECOVERY_CODES
                && codes == Some(factor.recovery.len())
        });
        probe.check(member.second_factor == factor.is_some() && whole, || {
            format!("{:?} is marked {}, {factor:?} is kept", member.id, member.second_factor)
        });
    }
    Ok(probe.finding())
}

/// Test accounts.
pub(super) fn test_members(
    database: &Database,
    book: BookId,
) -> anyhow::Result<BTreeSet<MemberId>> {
    let members = database.all_members(book)?.into_iter();
    Ok(members.filter(|member| member.is_test).map(|member| member.id).collect())
}

/// A chain is the parent's chain and the member: so there is one root, and no cycle.
fn chains(members: &BTreeMap<MemberId, Member>) -> Finding {
    let mut probe = Probe::new("every member's chain is the chain above and the member");
    for member in members.values() {
        let expected = match members.get(&member.parent) {
            _ if member.is_root() => Some(vec![member.id]),
            Some(parent) => Some([&parent.chain[..], &[member.id]].concat()),
            None => None,
        };
        probe.check(expected.as_ref() == Some(&member.chain), || {
            format!("{:?} has {:?}, the tree gives {expected:?}", member.id, member.chain)
        });
    }
    probe.finding()
}

fn branch_rows(
    members: &BTreeMap<MemberId, Member>,
    stored: &BTreeSet<(MemberId, MemberId)>,
) -> Finding {
    let mut probe = Probe::new("branches are those of the chains");
    let derived: BTreeSet<(MemberId, MemberId)> = members
        .values()
        .flat_map(|member| member.chain.iter().map(|above| (*above, member.id)))
        .collect();
    for pair in derived.union(stored) {
        probe.check(derived.contains(pair) && stored.contains(pair), || {
            let side = if stored.contains(pair) { "stored without" } else { "missing for" };
            format!("{pair:?} is {side} a chain")
        });
    }
    probe.finding()
}

/// Nobody holds more than the member above; players may bet, and nothing else.
fn rights(members: &BTreeMap<MemberId, Member>) -> Finding {
    let mut probe = Probe::new("nobody holds a right that the member above does not hold");
    for member in members.values().filter(|member| !member.is_root()) {
        let bound = match member.role {
            Role::Player => Permissions::of_role(Role::Player),
            _ => members.get(&member.parent).map(|above| above.permissions).unwrap_or_default(),
        };
        probe.check(member.permissions.within(bound) == member.permissions, || {
            format!("{:?} holds {:?}", member.id, member.permissions.list())
        });
    }
    probe.finding()
}

fn closed(members: &BTreeMap<MemberId, Member>) -> Finding {
    let mut probe = Probe::new("nobody is open below a closed member");
    for member in members.values().filter(|member| !member.is_root()) {
        let above = members.get(&member.parent).map(|above| above.status);
        let holds = above != Some(MemberStatus::Closed) || member.status == MemberStatus::Closed;
        probe.check(holds, || format!("{:?} is open below {:?}", member.id, member.parent));
    }
    probe.finding()
}

//! The person behind an account: who is held, and who was erased.

use std::collections::BTreeMap;

use domain::care::hold::FraudHold;
use domain::id::{BookId, HoldId, MemberId};
use domain::identity::{Details, Person};
use domain::member::{Member, MemberStatus};
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    let members = database.all_members(book)?;
    let holds = database.all_fraud_holds(book)?;
    let persons = database.all_persons(book)?;
    let persons: BTreeMap<MemberId, Person> =
        persons.into_iter().map(|person| (person.member, person)).collect();
    Ok(vec![held(&members, &holds), erased(&members, &persons)])
}

/// A member is held by the one hold of the record that was not decided, and is suspended.
fn held(members: &[Member], holds: &[FraudHold]) -> Finding {
    let mut probe = Probe::new("accounts that are held are those of the holds not decided");
    for member in members {
        let open = holds.iter().filter(|hold| hold.member == member.id && hold.end.is_none());
        let open: Vec<HoldId> = open.map(|hold| hold.id).collect();
        let told: Vec<HoldId> = member.hold.into_iter().collect();
        let is_still = member.hold.is_none() || member.status == MemberStatus::Suspended;
        probe.check(open == told && is_still, || {
            format!("{:?} is held by {told:?}, the record tells {open:?}", member.id)
        });
    }
    probe.finding()
}

/// Of an erased account nothing tells who it was, and it is closed.
fn erased(members: &[Member], persons: &BTreeMap<MemberId, Person>) -> Finding {
    let mut probe = Probe::new("nothing tells who the holder of an erased account was");
    let erased =
        |member: &&Member| member.closed.as_ref().is_some_and(|closed| closed.erased_at.is_some());
    for member in members.iter().filter(erased) {
        let person = persons.get(&member.id);
        let is_blank = person.is_none_or(|person| {
            person.details == Details::default() && person.evidence.is_empty()
        });
        let is_nobody = member.login == format!("-{}", member.id.0);
        let is_over = member.status == MemberStatus::Closed && !member.second_factor;
        probe.check(is_blank && is_nobody && is_over, || {
            format!("{:?} was erased, and is still {}", member.id, member.login)
        });
    }
    probe.finding()
}

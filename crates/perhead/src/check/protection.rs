//! Protection of players: who was excluded placed nothing, and what holds for a player is the last
//! exclusion that was recorded.

use std::collections::BTreeMap;

use domain::calendar::Instant;
use domain::id::{BookId, MemberId, TicketId};
use domain::protection::{Exclusion, ExclusionKind};
use domain::wager::ticket::Ticket;
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> anyhow::Result<Vec<Finding>> {
    let mut exclusions: BTreeMap<MemberId, Vec<Exclusion>> = BTreeMap::new();
    for exclusion in database.all_exclusions(book)? {
        exclusions.entry(exclusion.member).or_default().push(exclusion);
    }
    let mut probe = Probe::new("what keeps a player away is the last exclusion of the record");
    for protection in database.protections(book)? {
        let last = exclusions.get(&protection.member).and_then(|all| all.last());
        let told = last.map(|one| (one.id, one.kind, one.until));
        let held = protection.block.map(|block| (block.exclusion, block.kind, block.until));
        probe.check(told == held, || {
            format!("{:?} is held by {held:?}, the record tells {told:?}", protection.member)
        });
    }
    Ok(vec![probe.finding(), check_silence(&exclusions, tickets)])
}

/// When an exclusion ends; `None` while nobody knows.
fn end_of(exclusion: &Exclusion) -> Option<Instant> {
    match exclusion.kind {
        ExclusionKind::TimeOut => [exclusion.until, exclusion.ended_at].into_iter().flatten().min(),
        ExclusionKind::SelfExclusion => exclusion.ended_at,
    }
}

fn check_silence(
    exclusions: &BTreeMap<MemberId, Vec<Exclusion>>,
    tickets: &BTreeMap<TicketId, Ticket>,
) -> Finding {
    let mut probe = Probe::new("nobody placed a wager while excluded");
    for ticket in tickets.values() {
        let Some(all) = exclusions.get(&ticket.member) else { continue };
        let at = ticket.accepted_at;
        let away = |one: &&Exclusion| one.from < at && end_of(one).is_none_or(|end| at < end);
        let found = all.iter().find(away);
        probe.check(found.is_none(), || {
            format!("{:?} was accepted during {:?}", ticket.id, found.map(|one| one.id))
        });
    }
    probe.finding()
}

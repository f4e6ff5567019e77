//! Free play: promotional credit that can be wagered but never paid out. Only what it wins is
//! cash. Each grant has an end; what is left of it then is the house's again.
//!
//! The account `member.free_play` always holds the sum of what is left of the member's grants.
//! Wagers draw on the grants that end soonest, and what comes back of a wager goes back to the
//! grants it was drawn from, so that a push never makes a grant live longer.

use crate::calendar::Instant;
use crate::draft::Draft;
use crate::funding::free_play_terms::{FreePlayWager, GrantTerms};
use crate::id::{GrantId, MemberId, TicketId};
use crate::money::Money;
use crate::rows::{Read as _, Row};

/// One grant of promotional credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Identity.
    pub id: GrantId,
    /// Whose.
    pub member: MemberId,
    /// What was granted.
    pub amount: Money,
    /// What is left of it. Below zero only when a correction took a returned wager back that had
    /// been wagered again.
    pub left: Money,
    /// When it was granted.
    pub granted_at: Instant,
    /// It cannot be wagered from then on.
    pub expires_at: Instant,
    /// When it expired or was taken back; drawn grants end by being used up.
    pub ended_at: Option<Instant>,
    /// Who granted it; `None` for the system.
    pub by: Option<MemberId>,
    /// Why, for people.
    pub note: String,
    /// What it may be wagered on.
    pub terms: GrantTerms,
}

impl Grant {
    /// From when on nothing of it can be wagered: its end, or when it was ended before.
    pub fn until(&self) -> Instant {
        self.ended_at.map_or(self.expires_at, |at| at.min(self.expires_at))
    }

    /// What of it can be wagered at `now`. What comes back to a grant that was ended is not: the
    /// timer takes it as it takes what comes back to one that expired.
    pub fn usable(&self, now: Instant) -> Money {
        if now < self.until() { self.left.max(Money::ZERO) } else { Money::ZERO }
    }
}

/// A member's grants of which something is left: a page, read only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantPage {
    /// Whose.
    pub member: MemberId,
    /// The grants, by id.
    pub grants: Vec<Grant>,
}

impl GrantPage {
    /// Most grants with something left that one member can have.
    pub const LENGTH_MAX: usize = 100;

    /// What can be wagered at `now`.
    pub fn usable(&self, now: Instant) -> Money {
        self.grants.iter().map(|grant| grant.usable(now)).sum()
    }

    /// What of it is for one wager.
    pub fn usable_for(&self, wager: &FreePlayWager<'_>, now: Instant) -> Money {
        let fits = |grant: &&Grant| grant.terms.bars(wager).is_none();
        self.grants.iter().filter(fits).map(|grant| grant.usable(now)).sum()
    }

    /// Takes over a grant's new state.
    pub fn learn(&mut self, grant: &Grant) {
        self.grants.retain(|one| one.id != grant.id);
        if grant.left != Money::ZERO {
            self.grants.push(grant.clone());
            self.grants.sort_by_key(|one| one.id);
        }
    }
}

/// What a ticket drew from each grant. Kept as long as the ticket, because a correction may
/// bring it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreePlayDraw {
    /// The ticket.
    pub ticket: TicketId,
    /// Whose.
    pub member: MemberId,
    /// The grants and what was drawn from each, in the order of drawing.
    pub parts: Vec<(GrantId, Money)>,
}

/// Draws a wager's risk for a ticket, soonest end first, from the grants that are for it. The
/// caller has checked that they suffice ([`GrantPage::usable_for`]) and posts the transfer.
///
/// # Panics
/// When they do not: the caller forgot to check.
pub fn draw(
    draft: &mut Draft<'_>,
    (member, ticket): (MemberId, TicketId),
    wager: &FreePlayWager<'_>,
) {
    let now = draft.moment.now;
    let mut grants = draft.grants_of(member).map(|page| page.grants.clone()).unwrap_or_default();
    grants.sort_by_key(|grant| (grant.expires_at, grant.id));
    let mut wanted = wager.risk;
    let mut parts = Vec::new();
    for mut grant in grants.into_iter().filter(|grant| grant.terms.bars(wager).is_none()) {
        let part = grant.usable(now).min(wanted);
        if part.is_positive() {
            grant.left -= part;
            wanted -= part;
            parts.push((grant.id, part));
            draft.put(Row::Grant(grant));
        }
    }
    assert_eq!(wanted, Money::ZERO, "free play is checked before it is drawn");
    draft.put(Row::FreePlayDraw(FreePlayDraw { ticket, member, parts }));
}

/// Gives `back` of a ticket's risk back to the grants it was drawn from, the last drawn first; a
/// negative amount takes an earlier return back in the opposite order. Reads the ticket's draw
/// and each grant it names.
pub fn give_back(draft: &mut Draft<'_>, ticket: TicketId, back: Money) {
    let Some(drawn) = draft.free_play_draw(ticket).cloned() else { return };
    let mut open = Money(back.0.abs());
    for (id, part) in drawn.parts.iter().rev() {
        let moved = open.min(*part);
        if moved.is_positive()
            && let Some(mut grant) = draft.grant(*id).cloned()
        {
            grant.left += if back.is_negative() { -moved } else { moved };
            open -= moved;
            draft.put(Row::Grant(grant));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(id: i64, left: i64, expires_at: i64) -> Grant {
        Grant {
            id: GrantId(id),
            member: MemberId(1),
            amount: Money(left),
            left: Money(left),
            granted_at: Instant(0),
            expires_at: Instant(expires_at),
            ended_at: None,
            by: None,
            note: String::new(),
            terms: GrantTerms::standard(),
        }
    }

    #[test]
    fn only_live_grants_can_be_wagered() {
        let page = GrantPage {
            member: MemberId(1),
            grants: vec![grant(1, 500, 10), grant(2, 300, 20), grant(3, -100, 20)],
        };
        for (now, usable) in [(0, 800), (9, 800), (10, 300), (19, 300), (20, 0)] {
            assert_eq!(page.usable(Instant(now)), Money(usable), "at {now}");
        }
    }

    #[test]
    fn what_comes_back_to_an_ended_grant_is_not_usable() {
        let ended = Grant { ended_at: Some(Instant(4)), ..grant(1, 500, 10) };
        assert_eq!(ended.usable(Instant(5)), Money::ZERO);
        let expired = Grant { ended_at: Some(Instant(12)), ..grant(1, 500, 10) };
        assert_eq!(expired.until(), Instant(10));
    }

    #[test]
    fn a_page_shows_a_grant_as_it_is_now() {
        let mut page = GrantPage { member: MemberId(1), grants: vec![grant(1, 500, 10)] };
        page.learn(&grant(2, 300, 20));
        page.learn(&grant(1, 200, 10));
        assert_eq!(page.usable(Instant(0)), Money(500));
        page.learn(&grant(1, 0, 10));
        let ids: Vec<i64> = page.grants.iter().map(|grant| grant.id.0).collect();
        assert_eq!(ids, [2]);
    }
}

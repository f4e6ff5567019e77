//! What a wager is paid from: the player's cash, or the grants of free play that are for it. Judges
//! what free play suffices for, and takes the risk when a wager is accepted or waits.

use crate::acceptance::Tender;
use crate::calendar::Moment;
use crate::command::WagerRequest;
use crate::credit::{self, Limits};
use crate::draft::Draft;
use crate::funding::free_play::{GrantPage, draw};
use crate::funding::free_play_terms::FreePlayWager;
use crate::id::{LeagueId, MemberId, TicketId};
use crate::ledger::account::Account;
use crate::ledger::posting;
use crate::money::Money;
use crate::rejection::{Code, Rejection};
use crate::rows::Read;
use crate::wager::funds::{Funds, Stake};
use crate::wager::place::rules_in_force;
use crate::wager::ticket::{Leg, Ticket, WagerKind};

/// What a wager asked for is paid from.
pub(super) struct Purse {
    /// Whose money.
    pub(super) funds: Funds,
    /// What can be risked now: cash and credit, or the free play that is for this wager.
    pub(super) available: Money,
    /// Why free play that would suffice is not for it.
    pub(super) refusal: Option<Rejection>,
}

impl Purse {
    /// The purse of a wager with these legs, this risk and this win.
    pub(super) fn of(
        read: &impl Read,
        request: &WagerRequest,
        (legs, risk, win): (&[Option<Leg>], Money, Money),
        moment: &Moment,
    ) -> Purse {
        if !request.free_play {
            let available = available_cash(read, request.member, moment);
            return Purse { funds: Funds::Cash, available, refusal: None };
        }
        let funds = Funds::FreePlay(rules_in_force(read, moment.book).grading.free_play_push);
        let legs: Vec<Leg> = legs.iter().flatten().copied().collect();
        let leagues = leagues_of(read, &legs);
        let kind = request.form.kind();
        let wager = FreePlayWager { kind, legs: &legs, leagues: &leagues, risk, win };
        let none = GrantPage { member: request.member, grants: Vec::new() };
        let page = read.grants_of(request.member).unwrap_or(&none);
        let usable = page.usable_for(&wager, moment.now);
        let enough = risk <= usable || risk > page.usable(moment.now);
        let barred = || {
            let mut grants = page.grants.iter().filter(|one| one.usable(moment.now).is_positive());
            let why = grants.find_map(|grant| grant.terms.bars(&wager))?;
            Some(Rejection::new(Code::FreePlayClosed, format!("this free play {why}")))
        };
        let refusal = if enough { None } else { barred() };
        Purse { funds, available: usable, refusal }
    }
}

fn available_cash(read: &impl Read, member: MemberId, moment: &Moment) -> Money {
    let limits = read.limits(member).copied().unwrap_or(Limits::none(member));
    let cash = read.balance(Account::Cash.of(member)).map_or(Money::ZERO, |found| found.amount);
    limits.available(cash, credit::policy(read, moment.book), moment.now)
}

fn leagues_of(read: &impl Read, legs: &[Leg]) -> Vec<LeagueId> {
    let league = |leg: &Leg| read.fixture(leg.fixture).map(|fixture| fixture.league);
    legs.iter().filter_map(league).collect()
}

/// Takes an accepted ticket's risk out of what it is paid from.
pub(super) fn hold(draft: &mut Draft<'_>, ticket: &Ticket) {
    let stake = Stake::of(ticket);
    let wager = (ticket.kind(), &ticket.legs[..]);
    draw_for(draft, stake, wager, (ticket.risk, ticket.win));
    let posting = posting::wager_accepted(draft.moment, stake, ticket.risk);
    draft.post(posting);
}

/// The same for a wager that waits.
pub(super) fn hold_tender(draft: &mut Draft<'_>, tender: &Tender) {
    let stake = tender.stake();
    let wager = (tender.terms.kind(), &tender.legs[..]);
    draw_for(draft, stake, wager, (tender.risk, tender.win));
    let posting = posting::tender_held(draft.moment, stake, tender.risk);
    draft.post(posting);
}

fn draw_for(
    draft: &mut Draft<'_>,
    stake: Stake,
    (kind, legs): (WagerKind, &[Leg]),
    (risk, win): (Money, Money),
) {
    if !stake.funds.is_free_play() {
        return;
    }
    let leagues = leagues_of(draft, legs);
    let of: (MemberId, TicketId) = (stake.member, stake.ticket);
    draw(draft, of, &FreePlayWager { kind, legs, leagues: &leagues, risk, win });
}

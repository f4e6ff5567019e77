//! Whether a wager waits, for the operator's word or for the delay of games in play, and the tender
//! that is kept of it meanwhile. What becomes of it is decided in `decide::acceptance`.

use crate::acceptance::{AcceptanceTerms, Tender, TenderState, terms_for};
use crate::access::Permission;
use crate::calendar::Instant;
use crate::command::{Outcome, WagerRequest};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{BookId, MemberId};
use crate::member::Member;
use crate::money::Money;
use crate::rows::{Appended, Read, Row};
use crate::wager::place::{Appraisal, Placing, describe, rules_in_force};
use crate::wager::purse::hold_tender;
use crate::wager::repeat::{print_of, remember};

/// Why a wager is not accepted at once, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    until: Instant,
    /// For the delay of games in play alone.
    delayed: bool,
}

/// What a wager waits for; `None` when it is accepted at once.
pub(super) fn wait_of(
    draft: &Draft<'_>,
    request: &WagerRequest,
    appraisal: &Appraisal,
    placed_by: MemberId,
) -> Option<Wait> {
    if let Some(until) = decided_until(draft, request, appraisal, placed_by) {
        return Some(Wait { until, delayed: false });
    }
    let seconds = appraisal.delay_seconds;
    let until = draft.moment.now.plus_seconds(seconds.into());
    (seconds > 0).then_some(Wait { until, delayed: true })
}

/// Until when a wager waits for the operator's word; `None` when it does not. What is written by
/// somebody who may approve wagers needs no further word.
fn decided_until(
    draft: &Draft<'_>,
    request: &WagerRequest,
    appraisal: &Appraisal,
    placed_by: MemberId,
) -> Option<Instant> {
    let terms = terms_of(draft, request.member, draft.moment.book)?;
    let may_approve = |member: &Member| member.permissions.has(Permission::ApproveWager);
    let writes = placed_by != request.member;
    if !terms.asks(appraisal.risk, appraisal.win)
        || (writes && draft.member(placed_by).is_some_and(may_approve))
    {
        return None;
    }
    let rules = rules_in_force(draft, draft.moment.book);
    let legs = appraisal.legs.iter().flatten().filter(|leg| !leg.is_live());
    let cutoff = legs.map(|leg| leg.starts_at.plus_seconds(-i64::from(rules.cutoff_seconds)));
    let decided_by = draft.moment.now.plus_seconds(terms.lapse_seconds.into());
    Some(cutoff.fold(decided_by, Instant::min))
}

/// The terms under which a player's wagers wait, in a book that has any.
pub(super) fn terms_of(
    read: &impl Read,
    member: MemberId,
    book: BookId,
) -> Option<AcceptanceTerms> {
    read.book(book).filter(|book| book.uses.acceptance)?;
    terms_for(read, &read.member(member)?.chain)
}

/// Holds a wager's risk and lets it wait. It stands in no figure, total or limit yet.
pub(super) fn offer(
    draft: &mut Draft<'_>,
    request: &WagerRequest,
    appraisal: Appraisal,
    placing: Placing,
    wait: Wait,
) -> Outcome {
    let member = draft.member(request.member).expect("appraised players exist").clone();
    let rules = rules_in_force(draft, draft.moment.book).clone();
    let tender = Tender {
        id: placing.id,
        member: member.id,
        placed_by: placing.placed_by,
        terms: appraisal.terms,
        entry: request.entry,
        amount: request.amount,
        funds: appraisal.funds,
        risk: appraisal.risk,
        win: appraisal.win,
        policy: request.policy,
        rules_version: rules.version,
        sport: appraisal.sport,
        agents: member.chain[..member.chain.len() - 1].to_vec(),
        legs: appraisal.legs.into_iter().flatten().collect(),
        asked_at: draft.moment.now,
        asked_on: draft.moment.day,
        lapses_at: wait.until,
        delayed: wait.delayed,
        state: TenderState::Waiting,
        accepted_risk: Money::ZERO,
        decided_by: None,
        decided_at: None,
        note: String::new(),
        via: request.via.clone(),
    };
    if let Some(book) = draft.book(draft.moment.book)
        && !book.uses.tenders
    {
        let mut book = book.clone();
        book.uses.tenders = true;
        draft.put(Row::Book(book));
    }
    // The week's figure keeps what stood before, also when nothing else moves in it.
    let figure = draft.figure_now(member.id);
    draft.put(Row::Figure(figure));
    hold_tender(draft, &tender);
    let print = print_of(tender.terms.kind(), tender.risk, tender.legs.iter());
    remember(draft, member.id, print, &rules);
    for (place, leg) in (0..).zip(&tender.legs) {
        draft.append(Appended::TenderLeg(tender.id, place, *leg));
    }
    let event = draft.event(EventKind::WagerTendered).number("lapses_at", wait.until.0);
    let event = if wait.delayed { event.text("waits", "delay") } else { event };
    let event = describe(event, &tender.as_ticket());
    draft.record(event);
    let id = tender.id;
    draft.put(Row::Tender(tender));
    Outcome::Ticket(id)
}

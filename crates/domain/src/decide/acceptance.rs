//! Decisions about wagers that wait to be accepted: who waits, the operator's word, and the end of
//! those that nobody decided. What a wager must meet to be accepted is [`crate::wager::place`]'s.

use crate::acceptance::{AcceptanceCommand, AcceptanceSheet, AcceptanceTerms, Tender, TenderState};
use crate::access::Permission;
use crate::board::fixture::FixtureStatus;
use crate::board::market::MarketStatus;
use crate::board::offer::{OfferStatus, WHOLE_FIXTURE};
use crate::calendar::Instant;
use crate::command::Outcome;
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::id::{MemberId, TicketId};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};
use crate::rules::HouseRules;
use crate::wager::place::{self, Placing};
use crate::wager::ticket::Leg;

/// A delay that was over this long ago is missed: nobody knows any more what happened since.
const DELAY_MISSED_SECONDS: i64 = 1_800;

/// The right a command needs and on whom.
pub(super) fn needed(command: &AcceptanceCommand) -> Option<(Permission, Option<MemberId>)> {
    match command {
        AcceptanceCommand::SetTerms { owner, .. } if owner.0 > 0 => {
            Some((Permission::ApproveWager, Some(*owner)))
        }
        AcceptanceCommand::SetTerms { .. } => Some((Permission::ManageBook, None)),
        AcceptanceCommand::Approve { member, .. } | AcceptanceCommand::Refuse { member, .. } => {
            Some((Permission::ApproveWager, Some(*member)))
        }
        // It ends only what has to end anyway.
        AcceptanceCommand::Review { .. } => None,
    }
}

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &AcceptanceCommand,
) -> Result<Outcome, Rejection> {
    match command {
        AcceptanceCommand::SetTerms { owner, terms } => set_terms(draft, *owner, *terms),
        AcceptanceCommand::Approve { member, tender, amount, note } => {
            approve(draft, (*member, *tender), *amount, note)
        }
        AcceptanceCommand::Refuse { member, tender, note } => {
            refuse(draft, (*member, *tender), note)
        }
        AcceptanceCommand::Review { tender } => review(draft, *tender),
    }
}

fn set_terms(
    draft: &mut Draft<'_>,
    owner: MemberId,
    terms: Option<AcceptanceTerms>,
) -> Result<Outcome, Rejection> {
    let book = draft.book(draft.moment.book).cloned();
    let mut book = book.ok_or_else(|| Rejection::not_found("book"))?;
    if owner.0 > 0 {
        draft.member(owner).ok_or_else(|| Rejection::not_found("member"))?;
    }
    if let Some(terms) = &terms {
        check_terms(terms)?;
    }
    // From here on it must succeed.
    let mut event = draft.event(EventKind::AcceptanceChanged);
    event = if owner.0 > 0 { event.member(owner) } else { event.text("owner", "book") };
    if let Some(terms) = &terms {
        let bound = |bound: Option<Money>| bound.map_or(-1, |amount| amount.0);
        event = event.number("approve_risk", bound(terms.approve_risk));
        event = event.number("approve_win", bound(terms.approve_win));
        event = event.number("lapse_seconds", terms.lapse_seconds.into());
    } else {
        event = event.text("terms", "none of its own");
    }
    draft.record(event);
    if !book.uses.acceptance {
        book.uses.acceptance = true;
        draft.put(Row::Book(book));
    }
    draft.put(Row::AcceptanceSheet(AcceptanceSheet { owner, terms }));
    Ok(Outcome::Done)
}

fn check_terms(terms: &AcceptanceTerms) -> Result<(), Rejection> {
    let bounds = [("approve_risk", terms.approve_risk), ("approve_win", terms.approve_win)];
    for (field, bound) in bounds {
        if bound.is_some_and(|bound| !bound.is_positive() || bound > Money::MAX) {
            let rule = "must be positive and within what money can hold";
            return Err(Rejection::of_field(Code::AmountInvalid, field, rule));
        }
    }
    let most = AcceptanceTerms::LAPSE_SECONDS_MAX;
    if !(1..=most).contains(&terms.lapse_seconds) {
        let rule = format!("must be 1 to {most} seconds");
        return Err(Rejection::of_field(Code::FieldInvalid, "lapse_seconds", &rule));
    }
    Ok(())
}

fn known_tender(draft: &Draft<'_>, id: TicketId) -> Result<Tender, Rejection> {
    let tender = draft.tender(id).cloned().ok_or_else(|| Rejection::not_found("tender"))?;
    if tender.state != TenderState::Waiting {
        let detail = format!("the wager is {} already", tender.state.name());
        return Err(Rejection::new(Code::WrongState, detail));
    }
    Ok(tender)
}

fn tender_of(draft: &Draft<'_>, (member, id): (MemberId, TicketId)) -> Result<Tender, Rejection> {
    draft
        .tender(id)
        .filter(|tender| tender.member == member)
        .ok_or_else(|| Rejection::not_found("tender"))?;
    known_tender(draft, id)
}

/// Accepts a wager at its frozen terms, as a whole or for less. Everything but the price is judged
/// as for a wager placed now.
fn approve(
    draft: &mut Draft<'_>,
    key: (MemberId, TicketId),
    amount: Option<Money>,
    note: &str,
) -> Result<Outcome, Rejection> {
    let mut tender = tender_of(draft, key)?;
    let note = parse_note("note", note)?;
    let now = draft.moment.now;
    if tender.delayed {
        let detail = "the wager waits for its delay, not for a word";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if now >= tender.lapses_at {
        return Err(Rejection::new(Code::WrongState, "the time to decide this wager is over"));
    }
    if amount.is_some_and(|amount| amount >= tender.amount || !amount.is_positive()) {
        let rule = "must be positive and below what was asked for";
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", rule));
    }
    if tender.legs.iter().any(|leg| leg.is_live() && leaves(draft, leg)) {
        let detail = "the score has changed since the wager was asked for";
        return Err(Rejection::new(Code::MarketClosed, detail));
    }
    let request = tender.request(amount.unwrap_or(tender.amount));
    // What it holds is there to be risked. A refusal leaves nothing of this draft.
    release(draft, &tender);
    let appraisal = place::appraise_frozen(draft, &request, &tender);
    if let Some(refusal) = appraisal.refusals.first() {
        return Err(refusal.clone());
    }
    // From here on it must succeed.
    tender.state = TenderState::Accepted;
    tender.accepted_risk = appraisal.risk;
    let event = told(draft.event(EventKind::TenderApproved), &tender);
    draft.record(event.money("accepted_risk", tender.accepted_risk).text("note", &note));
    end(draft, tender.clone(), note);
    let placing = Placing { id: tender.id, placed_by: tender.placed_by };
    Ok(place::take(draft, &request, appraisal, placing))
}

fn refuse(
    draft: &mut Draft<'_>,
    key: (MemberId, TicketId),
    note: &str,
) -> Result<Outcome, Rejection> {
    let mut tender = tender_of(draft, key)?;
    let note = parse_note("note", note)?;
    if note.is_empty() {
        let rule = "must say why: the player reads it";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    // From here on it must succeed.
    release(draft, &tender);
    tender.state = TenderState::Refused;
    let event = told(draft.event(EventKind::TenderRefused), &tender).text("note", &note);
    draft.record(event);
    end(draft, tender, note);
    Ok(Outcome::Done)
}

/// Lets a wager lapse that can no longer be accepted; otherwise nothing happens.
fn review(draft: &mut Draft<'_>, id: TicketId) -> Result<Outcome, Rejection> {
    let tender = known_tender(draft, id)?;
    if let Some(cause) = lapse_cause(draft, &tender) {
        // From here on it must succeed.
        release(draft, &tender);
        lapse(draft, tender, cause.to_owned());
    } else if tender.delayed && draft.moment.now >= tender.lapses_at {
        end_delay(draft, tender);
    }
    Ok(Outcome::Done)
}

/// Judges a wager on a game in play once more, as if it were placed now with the line that was
/// seen: its price policy says what may have moved meanwhile.
fn end_delay(draft: &mut Draft<'_>, mut tender: Tender) {
    // What it holds is there to be risked.
    release(draft, &tender);
    let request = tender.request(tender.amount);
    let appraisal = place::appraise(draft, &request, draft.moment);
    if let Some(refusal) = appraisal.refusals.first() {
        let cause = refusal.detail.clone();
        return lapse(draft, tender, cause);
    }
    tender.state = TenderState::Accepted;
    tender.accepted_risk = appraisal.risk;
    let event = told(draft.event(EventKind::TenderApproved), &tender);
    draft.record(event.money("accepted_risk", tender.accepted_risk).text("waits", "delay"));
    end(draft, tender.clone(), String::new());
    let placing = Placing { id: tender.id, placed_by: tender.placed_by };
    place::take(draft, &request, appraisal, placing);
}

fn lapse(draft: &mut Draft<'_>, mut tender: Tender, cause: String) {
    tender.state = TenderState::Lapsed;
    let event = told(draft.event(EventKind::TenderLapsed), &tender).text("note", &cause);
    draft.record(event);
    end(draft, tender, cause);
}

/// Why a wager that waits can no longer be accepted.
fn lapse_cause(draft: &Draft<'_>, tender: &Tender) -> Option<&'static str> {
    let now = draft.moment.now;
    if !tender.delayed && now >= tender.lapses_at {
        return Some("nobody decided it in time");
    }
    if tender.delayed && now >= tender.lapses_at.plus_seconds(DELAY_MISSED_SECONDS) {
        return Some("it could not be looked at in time");
    }
    let left = tender.legs.iter().any(|leg| leaves(draft, leg));
    left.then_some("a selection is no longer offered")
}

fn leaves(draft: &Draft<'_>, leg: &Leg) -> bool {
    has_left(draft, leg, place::rules_in_force(draft, draft.moment.book), draft.moment.now)
}

/// True when a selection has left the offer: its game was called off or has begun, or, in play, the
/// score has changed; its market was closed or taken off the board. One that is suspended may come
/// back.
fn has_left(read: &impl Read, leg: &Leg, rules: &HouseRules, now: Instant) -> bool {
    let cutoff = i64::from(rules.cutoff_seconds);
    let is_open = read.fixture(leg.fixture).is_some_and(|fixture| match leg.score {
        Some(score) => {
            fixture.status == FixtureStatus::InPlay && fixture.score.unwrap_or((0, 0)) == score
        }
        None => {
            fixture.status == FixtureStatus::Scheduled
                && fixture.score.is_none()
                && now.plus_seconds(cutoff) < fixture.starts_at
        }
    });
    let closed = read.market(leg.market).is_none_or(|one| one.status == MarketStatus::Closed);
    let is_off = [WHOLE_FIXTURE, leg.market].into_iter().any(|market| {
        let offer = read.offer((leg.fixture, market));
        offer.is_some_and(|offer| {
            let found_out = offer.began_at.is_some() && !leg.is_live();
            offer.status == OfferStatus::OffBoard || found_out
        })
    });
    !is_open || closed || is_off
}

fn told(event: Event, tender: &Tender) -> Event {
    event.member(tender.member).ticket(tender.id).money("risk", tender.risk)
}

/// Gives back what a tender holds.
fn release(draft: &mut Draft<'_>, tender: &Tender) {
    let figure = draft.figure_now(tender.member);
    draft.put(Row::Figure(figure));
    tender.stake().release(draft, tender.risk);
}

fn end(draft: &mut Draft<'_>, mut tender: Tender, note: String) {
    tender.note = note;
    tender.decided_by = draft.actor.member();
    tender.decided_at = Some(draft.moment.now);
    draft.put(Row::Tender(tender));
}

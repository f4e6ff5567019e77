//! Decisions about what the book offers and what it has stopped.

use crate::access::Permission;
use crate::board::offer::{Offer, WHOLE_FIXTURE};
use crate::board::profile::{LineProfile, ProfileTerms};
use crate::calendar::Instant;
use crate::command::{Action, Actor, ChangeOffer, Outcome};
use crate::control::{Controls, STOPS_MAX, Stop, Target};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{FixtureId, MemberId};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

/// The right that a command on the offer needs, and on whom.
pub(super) fn needed(action: &Action) -> Option<(Permission, Option<MemberId>)> {
    let below = |member: &MemberId| (member.0 > 0).then_some(*member);
    Some(match action {
        Action::Control { target: Target::Branch(member), .. } => {
            (Permission::ChangeStatus, Some(*member))
        }
        Action::SetProfile(profile) => (Permission::ControlOffer, below(&profile.owner)),
        Action::ReplaceLimits { owner, .. } if owner.0 > 0 => {
            (Permission::ChangeLimits, Some(*owner))
        }
        Action::ChangeOffer(_)
        | Action::Control { .. }
        | Action::MoveOwnLine { .. }
        | Action::ReplaceLimits { .. } => (Permission::ControlOffer, None),
        _ => return None,
    })
}

pub(super) fn change_offer(
    draft: &mut Draft<'_>,
    change: &ChangeOffer,
) -> Result<Outcome, Rejection> {
    let (fixture, market) = (change.fixture, change.market);
    draft.fixture(fixture).ok_or_else(|| Rejection::not_found("fixture"))?;
    let mut sides = Vec::new();
    if market != WHOLE_FIXTURE {
        let known = draft.market(market).filter(|one| one.fixture == fixture);
        sides = known.ok_or_else(|| Rejection::not_found("market"))?.sides();
    }
    for (field, amount) in [("max_risk", change.max_risk), ("auto_off", change.auto_off)] {
        if amount.is_some_and(|amount| !amount.is_positive() || amount > Money::MAX) {
            return Err(Rejection::of_field(Code::AmountInvalid, field, "must be positive"));
        }
    }
    let mut stopped = change.stopped.clone();
    stopped.sort_unstable();
    stopped.dedup();
    if stopped.iter().any(|side| !sides.contains(side)) {
        let rule = "must name sides of this market";
        return Err(Rejection::of_field(Code::FieldInvalid, "stopped", rule));
    }
    let reason = parse_note("reason", &change.reason)?;
    // From here on it must succeed.
    let (status, max_risk, auto_off) = (change.status, change.max_risk, change.auto_off);
    let began_at = draft.offer((fixture, market)).and_then(|offer| offer.began_at);
    let offer = Offer { fixture, market, status, max_risk, stopped, auto_off, began_at };
    record_offer(draft, offer, &reason);
    Ok(Outcome::Done)
}

/// When a fixture truly began, as the book's people found out; nothing takes it back. From then on
/// it takes no wagers, and what was accepted since stands in the list of late tickets.
pub(super) fn record_start(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    began_at: Option<Instant>,
    note: &str,
) -> Result<Outcome, Rejection> {
    draft.fixture(fixture).ok_or_else(|| Rejection::not_found("fixture"))?;
    if began_at.is_some_and(|began_at| began_at > draft.moment.now) {
        let rule = "must not lie ahead";
        return Err(Rejection::of_field(Code::FieldInvalid, "began_at", rule));
    }
    let note = parse_note("note", note)?;
    // From here on it must succeed.
    let none = Offer::open(fixture, WHOLE_FIXTURE);
    let offer = draft.offer((fixture, WHOLE_FIXTURE)).cloned().unwrap_or(none);
    let event = draft.event(EventKind::StartRecorded).fixture(fixture);
    let event = event.number("began_at", began_at.map_or(-1, |began_at| began_at.0));
    draft.record(event.text("note", &note));
    draft.put(Row::Offer(Offer { began_at, ..offer }));
    Ok(Outcome::Done)
}

/// Sets what an owner makes of the lines for the players below.
pub(super) fn set_profile(
    draft: &mut Draft<'_>,
    profile: &LineProfile,
) -> Result<Outcome, Rejection> {
    let book = draft.book(draft.moment.book).cloned();
    let mut book = book.ok_or_else(|| Rejection::not_found("book"))?;
    if profile.owner.0 > 0 {
        draft.member(profile.owner).ok_or_else(|| Rejection::not_found("member"))?;
    }
    if let Some((field, rule)) = profile.terms.as_ref().and_then(ProfileTerms::fault) {
        return Err(Rejection::of_field(Code::FieldInvalid, field, &rule));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::ProfileChanged);
    let event = match profile.owner {
        MemberId::HOUSE => event.text("owner", "book"),
        owner => event.member(owner),
    };
    draft.record(profile.describe(event));
    if !book.uses.profiles {
        book.uses.profiles = true;
        draft.put(Row::Book(book));
    }
    let none = LineProfile::none(MemberId::HOUSE);
    let mut house = draft.line_profile(MemberId::HOUSE).cloned().unwrap_or(none);
    house.changes += 1;
    let revision = house.changes;
    if profile.owner == MemberId::HOUSE {
        (house.terms, house.revision) = (profile.terms.clone(), revision);
    } else {
        draft.put(Row::LineProfile(LineProfile { revision, changes: 0, ..profile.clone() }));
    }
    draft.put(Row::LineProfile(house));
    Ok(Outcome::Done)
}

/// Puts a book's overlay and records it.
pub(crate) fn record_offer(draft: &mut Draft<'_>, offer: Offer, reason: &str) {
    let event = draft.event(crate::event::EventKind::OfferChanged).fixture(offer.fixture);
    let event = event.number("market", offer.market.0).text("status", offer.status.name());
    let mut event = event.money("max_risk", offer.max_risk.unwrap_or(Money::ZERO));
    for side in &offer.stopped {
        event = event.text("stopped", side.name());
    }
    if let Some(amount) = offer.auto_off {
        event = event.money("auto_off", amount);
    }
    if !reason.is_empty() {
        event = event.text("reason", reason);
    }
    draft.record(event);
    draft.put(Row::Offer(offer));
}

pub(super) fn control(
    draft: &mut Draft<'_>,
    target: Target,
    stopped: bool,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let mut book =
        draft.book(draft.moment.book).cloned().ok_or_else(|| Rejection::not_found("book"))?;
    let none = Controls::none(book.id);
    let mut controls = draft.controls(book.id).cloned().unwrap_or(none);
    if let Target::Branch(member) = target {
        draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
        if draft.actor == Actor::Member(member) {
            let detail = "nobody stops or frees their own betting";
            return Err(Rejection::new(Code::NotPermitted, detail));
        }
        check_rank(draft, &controls, target)?;
    }
    let reason = parse_note("reason", reason)?;
    if controls.stop_of(target).is_some() == stopped {
        let detail = if stopped { "this is stopped already" } else { "this is not stopped" };
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if stopped && controls.stops.len() >= STOPS_MAX {
        let detail = format!("at most {STOPS_MAX} stops can stand at one time");
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    let mut event = draft.event(EventKind::BettingControlled);
    if let Target::Branch(member) = target {
        event = event.member(member);
    }
    let event = event.text("target", &target.text()).text("stopped", yes_or_no(stopped));
    draft.record(event.text("reason", &reason));
    if stopped {
        let (by, at) = (draft.actor.member(), draft.moment.now);
        controls.stops.push(Stop { target, reason, by, at });
        controls.stops.sort_by_key(|stop| stop.target);
    } else {
        controls.stops.retain(|stop| stop.target != target);
    }
    if !book.uses.controls {
        book.uses.controls = true;
        draft.put(Row::Book(book));
    }
    draft.put(Row::Controls(controls));
    Ok(Outcome::Done)
}

fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// What somebody further up has stopped, an agent does not take up again.
fn check_rank(draft: &Draft<'_>, controls: &Controls, target: Target) -> Result<(), Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    let Some(setter) = controls.stop_of(target).and_then(|stop| stop.by) else { return Ok(()) };
    let acts_below = |actor: &crate::member::Member| {
        crate::access::reach_of(actor) != actor.chain[0] && !setter_is_below(draft, setter, actor)
    };
    if setter != actor && draft.member(actor).is_some_and(acts_below) {
        let detail = "this was stopped further up";
        return Err(Rejection::new(Code::NotPermitted, detail));
    }
    Ok(())
}

fn setter_is_below(
    draft: &Draft<'_>,
    setter: crate::id::MemberId,
    actor: &crate::member::Member,
) -> bool {
    draft.member(setter).is_some_and(|setter| setter.is_in_branch_of(actor.id))
}

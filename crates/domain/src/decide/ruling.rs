//! Decisions that end tickets without a result: voids and cancellations, their second pair of
//! eyes, and the book's policy about them. Grading after a ruling is [`super::result`]'s.

use crate::access::{Permission, require};
use crate::board::fixture::FixtureStatus;
use crate::board::offer::WHOLE_FIXTURE;
use crate::command::{Actor, Outcome, RulingRequest};
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::grade::ruling::{DeskPolicy, Ending, Reach, Reason, Ruling, RulingState, Span};
use crate::grade::score::Grading;
use crate::id::{FixtureId, MarketId, MemberId, RulingId, TicketId};
use crate::jurisdiction::{Jurisdiction, VoidAfterResult};
use crate::ledger::transfer::Fact;
use crate::limit::counter;
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};
use crate::wager::funds::Stake;
use crate::wager::place::count_exposure;
use crate::wager::ticket::{Leg, Settlement, Ticket, TicketState};

use super::result::{Cause, regrade, take_back};

/// Longest time in which a player may take a wager back: a day.
const CANCEL_SECONDS_MAX: i32 = 86_400;
/// Longest claims window: a year.
const CLAIM_DAYS_MAX: i32 = 366;

/// The policy in force, or what a new book starts with.
pub(super) fn policy_of(read: &impl Read) -> DeskPolicy {
    read.desk_policy(()).copied().unwrap_or(DeskPolicy::STANDARD)
}

pub(super) fn change_policy(
    draft: &mut Draft<'_>,
    policy: &DeskPolicy,
) -> Result<Outcome, Rejection> {
    let invalid = |field, rule: String| Err(Rejection::of_field(Code::FieldInvalid, field, &rule));
    if !(0..=CANCEL_SECONDS_MAX).contains(&policy.cancel_seconds) {
        return invalid("cancel_seconds", format!("must be 0 to {CANCEL_SECONDS_MAX} seconds"));
    }
    if !(0..=CLAIM_DAYS_MAX).contains(&policy.claim_days) {
        return invalid("claim_days", format!("must be 0 to {CLAIM_DAYS_MAX} days"));
    }
    if policy.four_eyes_from.is_some_and(|from| from.is_negative() || from > Money::MAX) {
        let rule = "must not be negative";
        return Err(Rejection::of_field(Code::AmountInvalid, "four_eyes_from", rule));
    }
    // From here on it must succeed.
    let event = draft
        .event(EventKind::BookChanged)
        .number("four_eyes_from", policy.four_eyes_from.map_or(-1, |from| from.0));
    let event = event.number("cancel_seconds", policy.cancel_seconds.into());
    draft.record(event.number("claim_days", policy.claim_days.into()));
    draft.put(Row::DeskPolicy(*policy));
    Ok(Outcome::Done)
}

/// A void or cancellation by the operator's people: in force at once, or asked for where a second
/// person must agree.
pub(super) fn rule(draft: &mut Draft<'_>, request: &RulingRequest) -> Result<Outcome, Rejection> {
    let note = parse_note("note", &request.note)?;
    if note.is_empty() {
        let rule = "must say why: the player reads it";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    let now = draft.moment.now;
    let reach = match request.reach {
        Reach::Market(fixture, market, span) => {
            Reach::Market(fixture, market, Span { until: span.until.min(now), ..span })
        }
        other => other,
    };
    let ruling = Ruling {
        id: RulingId(0),
        reach,
        ending: request.ending,
        reason: request.reason,
        note,
        state: RulingState::Asked,
        after_result: false,
        asked_by: draft.actor.member(),
        asked_at: now,
        decided_by: None,
        decided_at: None,
    };
    Ok(Outcome::Ruling(make(draft, ruling)?))
}

/// Checks a ruling and makes it: in force at once, or asked for.
pub(super) fn make(draft: &mut Draft<'_>, mut ruling: Ruling) -> Result<RulingId, Rejection> {
    ruling.after_result = check_reach(draft, &ruling)?;
    check_after_result(draft, &ruling)?;
    let waits = needs_second_person(draft, &ruling);
    // From here on it must succeed.
    ruling.id = RulingId(draft.moment.take_id());
    let id = ruling.id;
    if waits {
        let event = told(draft.event(EventKind::RulingAsked), &ruling);
        draft.record(event);
        draft.put(Row::Ruling(ruling));
    } else {
        put_in_force(draft, ruling);
    }
    Ok(id)
}

/// The second person's word on a ruling that was asked for.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    id: RulingId,
    approved: bool,
) -> Result<Outcome, Rejection> {
    let mut ruling = draft.ruling(id).cloned().ok_or_else(|| Rejection::not_found("void"))?;
    if ruling.state != RulingState::Asked {
        let detail = format!("the void is {} already", ruling.state.name());
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if approved && ruling.asked_by == draft.actor.member() {
        return Err(Rejection::new(Code::NotPermitted, "a second person must approve this"));
    }
    if approved {
        ruling.after_result |= check_reach(draft, &ruling)?;
        check_after_result(draft, &ruling)?;
        check_approver(draft, &ruling)?;
    }
    // From here on it must succeed.
    ruling.decided_by = draft.actor.member();
    if approved {
        put_in_force(draft, ruling);
    } else {
        ruling.decided_at = Some(draft.moment.now);
        ruling.state = RulingState::Declined;
        let event = told(draft.event(EventKind::RulingDeclined), &ruling);
        draft.record(event);
        draft.put(Row::Ruling(ruling));
    }
    Ok(Outcome::Ruling(id))
}

/// A player takes a wager back, as the policy allows, before every start.
pub(super) fn cancel_own(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: TicketId,
) -> Result<Outcome, Rejection> {
    let ticket = known_ticket(draft, id)?;
    if ticket.member != member {
        return Err(Rejection::not_found("ticket"));
    }
    if ticket.state != TicketState::Open {
        return Err(wrong(&format!("the ticket is {}", ticket.state.name())));
    }
    let now = draft.moment.now;
    let seconds = policy_of(draft).cancel_seconds;
    if now > ticket.accepted_at.plus_seconds(seconds.into()) || seconds == 0 {
        let detail = format!("a wager may be taken back for {seconds} seconds");
        return Err(Rejection::new(Code::CancelTooLate, detail));
    }
    let ruling = Ruling {
        id: RulingId(0),
        reach: Reach::Ticket(id),
        ending: Ending::Cancel,
        reason: Reason::PlayerRequest,
        note: "taken back".to_owned(),
        state: RulingState::Asked,
        after_result: false,
        asked_by: draft.actor.member(),
        asked_at: now,
        decided_by: None,
        decided_at: None,
    };
    check_reach(draft, &ruling)?;
    // From here on it must succeed.
    let id = RulingId(draft.moment.take_id());
    put_in_force(draft, Ruling { id, ..ruling });
    Ok(Outcome::Ruling(id))
}

/// Checks that what a ruling reaches is there and can be ended now; answers whether a result of it
/// is known.
pub(super) fn check_reach(draft: &Draft<'_>, ruling: &Ruling) -> Result<bool, Rejection> {
    match ruling.reach {
        Reach::Ticket(id) => {
            let ticket = known_ticket(draft, id)?;
            check_legs(draft, &ticket.legs, ruling.ending)
        }
        Reach::Leg(id, place) => {
            let ticket = known_ticket(draft, id)?;
            let at = usize::try_from(place).ok().filter(|at| *at < ticket.legs.len());
            let at = at.ok_or_else(|| {
                Rejection::of_field(Code::NotFound, "leg", "is no leg of this ticket")
            })?;
            if ticket.is_leg_voided(at) {
                return Err(wrong("the leg is void already"));
            }
            check_legs(draft, &ticket.legs[at..=at], ruling.ending)
        }
        Reach::Market(fixture, market, span) => {
            check_market(draft, fixture, market)?;
            if span.from > span.until {
                let rule = "must lie before the end of the span";
                return Err(Rejection::of_field(Code::FieldInvalid, "accepted_from", rule));
            }
            if draft.grading(fixture).is_some_and(|grading| !grading.finished) {
                return Err(wrong("the fixture is being settled: wait for its end"));
            }
            check_before_start(draft, fixture, ruling.ending)?;
            Ok(is_result_known(draft, fixture))
        }
    }
}

fn check_market(draft: &Draft<'_>, fixture: FixtureId, market: MarketId) -> Result<(), Rejection> {
    draft.fixture(fixture).ok_or_else(|| Rejection::not_found("fixture"))?;
    if market == WHOLE_FIXTURE || draft.market(market).is_some_and(|one| one.fixture == fixture) {
        return Ok(());
    }
    Err(Rejection::not_found("market"))
}

fn known_ticket<'a>(draft: &'a Draft<'_>, id: TicketId) -> Result<&'a Ticket, Rejection> {
    let ticket = draft.ticket(id).ok_or_else(|| Rejection::not_found("ticket"))?;
    if ticket.state == TicketState::Voided {
        return Err(wrong("the ticket is void already"));
    }
    Ok(ticket)
}

fn wrong(detail: &str) -> Rejection {
    Rejection::new(Code::WrongState, detail)
}

fn check_legs(draft: &Draft<'_>, legs: &[Leg], ending: Ending) -> Result<bool, Rejection> {
    let mut known = false;
    for leg in legs {
        check_before_start(draft, leg.fixture, ending)?;
        known |= is_result_known(draft, leg.fixture);
    }
    Ok(known)
}

/// A cancellation comes before the start; afterwards only a void can end a bet.
fn check_before_start(
    draft: &Draft<'_>,
    fixture: FixtureId,
    ending: Ending,
) -> Result<(), Rejection> {
    let begun = draft.fixture(fixture).is_some_and(|fixture| {
        let over = [FixtureStatus::InPlay, FixtureStatus::Finished, FixtureStatus::Abandoned];
        draft.moment.now >= fixture.starts_at || over.contains(&fixture.status)
    });
    if ending == Ending::Cancel && begun {
        return Err(Rejection::new(Code::CancelTooLate, "the fixture has started"));
    }
    Ok(())
}

/// A result is known once somebody reported it.
fn is_result_known(draft: &Draft<'_>, fixture: FixtureId) -> bool {
    let reported = draft
        .reports_of(fixture)
        .is_some_and(|page| !(page.shared.is_empty() && page.own.is_empty()));
    reported || draft.grading(fixture).is_some_and(|grading| grading.result_version > 0)
}

/// What the law of the place says about ending bets once a result is known.
fn law_of(draft: &Draft<'_>) -> VoidAfterResult {
    let book = draft.moment.book;
    let standard = Jurisdiction::standard(book).void_after_result;
    draft.jurisdiction(book).map_or(standard, |settings| settings.void_after_result)
}

fn check_after_result(draft: &Draft<'_>, ruling: &Ruling) -> Result<(), Rejection> {
    if !ruling.after_result || draft.actor == Actor::System {
        return Ok(());
    }
    let refused = |detail: &str| Err(Rejection::new(Code::ResultKnown, detail));
    match law_of(draft) {
        VoidAfterResult::Allowed | VoidAfterResult::Approved => Ok(()),
        VoidAfterResult::Prohibited => {
            refused("the result is known: the law here ends no bets afterwards")
        }
        VoidAfterResult::AcceptedLate => {
            let names_them = !matches!(ruling.reach, Reach::Market(_, _, span) if span.from.0 <= 0);
            if ruling.reason == Reason::PastPosting && names_them {
                return Ok(());
            }
            refused("the result is known: the law here ends only bets accepted too late")
        }
    }
}

/// After a result, and where the law asks for approval, that takes a right of its own.
fn check_approver(draft: &Draft<'_>, ruling: &Ruling) -> Result<(), Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    if !ruling.after_result || law_of(draft) != VoidAfterResult::Approved {
        return Ok(());
    }
    let actor = draft.member(actor).ok_or_else(|| Rejection::not_found("member"))?;
    require(actor, Permission::VoidAfterResult)
}

fn needs_second_person(draft: &Draft<'_>, ruling: &Ruling) -> bool {
    if draft.actor == Actor::System {
        return false;
    }
    if ruling.after_result && law_of(draft) == VoidAfterResult::Approved {
        return true;
    }
    let Some(from) = policy_of(draft).four_eyes_from else { return false };
    match ruling.reach {
        Reach::Market(..) => true,
        Reach::Ticket(id) | Reach::Leg(id, _) => {
            draft.ticket(id).is_some_and(|ticket| ticket.risk >= from)
        }
    }
}

/// Writes the terms of a ruling into an event.
fn told(event: Event, ruling: &Ruling) -> Event {
    let event = event.number("ruling", ruling.id.0);
    let event = match ruling.reach {
        Reach::Ticket(ticket) => event.ticket(ticket),
        Reach::Leg(ticket, place) => event.ticket(ticket).number("leg", place.into()),
        Reach::Market(fixture, market, span) => {
            let event = event.fixture(fixture).number("market", market.0);
            event.number("from", span.from.0).number("until", span.until.0)
        }
    };
    let event = event.text("ending", ruling.ending.name()).text("reason", ruling.reason.name());
    let event = event.text("note", &ruling.note);
    event.text("after_result", if ruling.after_result { "yes" } else { "no" })
}

/// Makes a checked ruling take effect: a ticket is settled at once, a market's bets are gone
/// through in chunks.
pub(super) fn put_in_force(draft: &mut Draft<'_>, mut ruling: Ruling) {
    ruling.state = RulingState::InForce;
    ruling.decided_at = Some(draft.moment.now);
    match ruling.reach {
        Reach::Ticket(id) => end_ticket(draft, id, &ruling),
        Reach::Leg(id, place) => end_leg(draft, id, place, &ruling),
        Reach::Market(fixture, _, _) => {
            let none = Grading::none(fixture);
            let mut grading = draft.grading(fixture).copied().unwrap_or(none);
            grading.voids += 1;
            grading.begin_round();
            draft.put(Row::Grading(grading));
            let event = told(draft.event(EventKind::MarketVoided), &ruling);
            draft.record(event.number("round", grading.round.into()));
        }
    }
    draft.put(Row::Ruling(ruling));
}

/// Gives a ticket's whole risk back; a settlement in effect is reversed first.
fn end_ticket(draft: &mut Draft<'_>, id: TicketId, ruling: &Ruling) {
    let mut ticket = draft.ticket(id).cloned().expect("the ticket of a checked ruling exists");
    let had_decided = ticket.decided_risk() != Money::ZERO;
    let mut figure = draft.figure_now(ticket.member);
    if draft.moment.week.place_of(ticket.accepted_on).is_some() {
        figure.voided += 1;
    }
    draft.put(Row::Figure(figure));
    if ticket.state == TicketState::Open {
        count_exposure(draft, &ticket, false);
    }
    if counter::counts(&ticket) {
        counter::count(draft, &ticket, false);
    }
    if had_decided {
        take_back(draft, &ticket);
    }
    let posting = Stake::of(&ticket).void(draft, ticket.risk);
    ticket.state = TicketState::Voided;
    ticket.settlement += 1;
    ticket.open_risk = Money::ZERO;
    ticket.open_win = Money::ZERO;
    ticket.returned = ticket.risk;
    ticket.settled_at = Some(draft.moment.now);
    let cause = Cause::of_ruling(draft, &ticket, ruling.id);
    draft.put(Row::Settlement(Settlement {
        ticket: ticket.id,
        version: ticket.settlement,
        risk: ticket.risk,
        returned: ticket.returned,
        posting,
        at: draft.moment.now,
        fixture: cause.fixture,
        result_version: cause.result_version,
        ruling: cause.ruling,
        day: draft.moment.day,
    }));
    let event = told(draft.event(EventKind::TicketVoided).member(ticket.member), ruling);
    draft.record(event.money("returned", ticket.returned));
    if had_decided {
        draft.record_if_overdrawn(ticket.member, Fact::Reversal);
    }
    draft.put(Row::Ticket(ticket));
}

/// Ends one leg and grades the ticket by what is left of it.
fn end_leg(draft: &mut Draft<'_>, id: TicketId, place: i32, ruling: &Ruling) {
    let mut ticket = draft.ticket(id).cloned().expect("the ticket of a checked ruling exists");
    counter::end_legs(draft, &mut ticket, 1 << place);
    let event = told(draft.event(EventKind::LegVoided).member(ticket.member), ruling);
    draft.record(event);
    let cause = Cause::of_ruling(draft, &ticket, ruling.id);
    draft.put(Row::Ticket(ticket));
    regrade(draft, id, cause);
}

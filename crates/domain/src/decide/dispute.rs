//! Decisions about disputes: the player opens one within the claims window, the operator answers
//! it once. Regrades and voids are those of [`super::result`] and [`super::ruling`].

use crate::access::{Permission, require};
use crate::command::{Actor, Outcome, Pay};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::grade::dispute::{Answer, AnswerDispute, Dispute, DisputeCommand};
use crate::grade::ruling::{Ending, Reach, Reason, Ruling, RulingState};
use crate::id::{DisputeId, MemberId, RulingId, TicketId};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};
use crate::wager::ticket::{Ticket, TicketState};

use super::result::{Cause, queue, regrade};
use super::{funding, ruling};

const DAY_SECONDS: i64 = 86_400;

/// The right a command needs and on whom. What an answer does beside needs its own right too.
pub(super) fn needed(command: &DisputeCommand) -> (Permission, Option<MemberId>) {
    match command {
        DisputeCommand::Open { member, .. } => (Permission::PlaceWager, Some(*member)),
        DisputeCommand::Answer(_) => (Permission::AnswerDispute, None),
    }
}

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &DisputeCommand,
) -> Result<Outcome, Rejection> {
    match command {
        DisputeCommand::Open { member, ticket, text } => open(draft, *member, *ticket, text),
        DisputeCommand::Answer(request) => answer(draft, request),
    }
}

fn open(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: TicketId,
    text: &str,
) -> Result<Outcome, Rejection> {
    let text = parse_note("text", text)?;
    if text.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "text", "must say what is wrong"));
    }
    let ticket = draft.ticket(id).filter(|ticket| ticket.member == member).cloned();
    let ticket = ticket.ok_or_else(|| Rejection::not_found("ticket"))?;
    let settled_at = ticket.settled_at.filter(|_| ticket.state != TicketState::Open);
    let Some(settled_at) = settled_at else {
        return Err(Rejection::new(Code::WrongState, "the ticket is not settled yet"));
    };
    let known = draft.disputes_on(id).map_or(&[][..], |page| &page.disputes);
    if known.iter().any(|one| one.settlement == ticket.settlement) {
        return Err(Rejection::new(Code::WrongState, "this settlement is disputed already"));
    }
    let days = ruling::policy_of(draft).claim_days;
    let until = settled_at.plus_seconds(i64::from(days) * DAY_SECONDS);
    if draft.moment.now > until {
        let detail = format!("a settlement may be disputed for {days} days");
        return Err(Rejection::new(Code::ClaimTooLate, detail));
    }
    // From here on it must succeed.
    let dispute = Dispute {
        id: DisputeId(draft.moment.take_id()),
        ticket: id,
        settlement: ticket.settlement,
        member,
        text,
        opened_at: draft.moment.now,
        answer: None,
        note: String::new(),
        amount: Money::ZERO,
        ruling: None,
        answered_by: None,
        answered_at: None,
    };
    let event = draft.event(EventKind::DisputeOpened).member(member).ticket(id);
    let event = event.number("dispute", dispute.id.0).text("text", &dispute.text);
    draft.record(event.number("settlement", dispute.settlement.into()));
    let id = dispute.id;
    draft.put(Row::Dispute(dispute));
    Ok(Outcome::Dispute(id))
}

fn answer(draft: &mut Draft<'_>, request: &AnswerDispute) -> Result<Outcome, Rejection> {
    let known = draft.dispute(request.dispute).cloned();
    let mut dispute = known.ok_or_else(|| Rejection::not_found("dispute"))?;
    if dispute.answer.is_some() {
        return Err(Rejection::new(Code::WrongState, "the dispute is answered already"));
    }
    let note = parse_note("note", &request.note)?;
    if note.is_empty() {
        let rule = "must say why: the player reads it";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    let ticket = draft.ticket(dispute.ticket).cloned();
    let ticket = ticket.ok_or_else(|| Rejection::not_found("ticket"))?;
    dispute.note = note;
    let mut outcome = Outcome::Dispute(dispute.id);
    match request.answer {
        Answer::Stands => {}
        Answer::Regrade => grade_again(draft, &dispute, &ticket)?,
        Answer::Void => dispute.ruling = Some(void(draft, &dispute, &ticket)?),
        Answer::Goodwill => {
            outcome = give(draft, &dispute, request.amount)?;
            dispute.amount = request.amount;
        }
    }
    // From here on it must succeed.
    dispute.answer = Some(request.answer);
    dispute.answered_by = draft.actor.member();
    dispute.answered_at = Some(draft.moment.now);
    let event = draft.event(EventKind::DisputeAnswered).member(dispute.member);
    let event = event.ticket(dispute.ticket).number("dispute", dispute.id.0);
    let event = event.text("answer", request.answer.name()).text("note", &dispute.note);
    draft.record(event.money("amount", dispute.amount));
    draft.put(Row::Dispute(dispute));
    Ok(outcome)
}

/// Grades the ticket by what is in force. An answer that changes nothing would be an empty word.
fn grade_again(draft: &mut Draft<'_>, dispute: &Dispute, ticket: &Ticket) -> Result<(), Rejection> {
    if ticket.settlement > dispute.settlement || ticket.state == TicketState::Open {
        // A corrected result was faster: the settlement objected to is gone.
        return Ok(());
    }
    let fixtures = ticket.fixtures();
    let causes = fixtures.into_iter().map(|fixture| {
        let result_version = draft.grading(fixture).map_or(0, |grading| grading.result_version);
        Cause { fixture, result_version, ruling: None, again: true }
    });
    let causes: Vec<Cause> = causes.collect();
    let Some((first, others)) = causes.split_first() else { return Ok(()) };
    // What is graded on one fixture's account is queued there; here each leg may make it wait.
    for cause in others {
        queue(draft, ticket, *cause);
    }
    regrade(draft, ticket.id, *first);
    let after = draft.ticket(ticket.id).expect("the ticket was there");
    if (after.settlement, after.state) == (ticket.settlement, ticket.state) {
        let detail = "grading it again changes nothing: correct the result first";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    Ok(())
}

fn require_right(draft: &Draft<'_>, permission: Permission) -> Result<(), Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    let actor = draft.member(actor).ok_or_else(|| Rejection::not_found("member"))?;
    require(actor, permission)
}

fn void(draft: &mut Draft<'_>, dispute: &Dispute, ticket: &Ticket) -> Result<RulingId, Rejection> {
    require_right(draft, Permission::VoidWager)?;
    ruling::make(
        draft,
        Ruling {
            id: RulingId(0),
            reach: Reach::Ticket(ticket.id),
            ending: Ending::Void,
            reason: Reason::DisputeUpheld,
            note: dispute.note.clone(),
            state: RulingState::Asked,
            after_result: false,
            asked_by: draft.actor.member(),
            asked_at: draft.moment.now,
            decided_by: None,
            decided_at: None,
        },
    )
}

fn give(draft: &mut Draft<'_>, dispute: &Dispute, amount: Money) -> Result<Outcome, Rejection> {
    require_right(draft, Permission::Adjust)?;
    if !amount.is_positive() {
        let rule = "must be above zero for a goodwill";
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", rule));
    }
    let note = format!("goodwill: {}", dispute.note);
    let note = note.chars().take(crate::register::NOTE_LENGTH_MAX).collect();
    let pay = Pay { member: dispute.member, method: None, amount, reference: String::new(), note };
    funding::adjust(draft, &pay)
}

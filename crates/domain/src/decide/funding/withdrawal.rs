//! Decisions about payouts that wait. Their money leaves cash when they are asked for, so that
//! nothing later can bet it away; each can be ended once.

use super::payment::{
    check_amount, check_cash, check_method, check_player, check_reference, count_play, count_use,
    known_member, record,
};
use super::refund::{check_refund, take_back};
use crate::command::{Actor, Outcome};
use crate::decide::care::refuse_held;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::funding::method::Direction;
use crate::funding::withdrawal::{
    Approval, Withdrawal, WithdrawalCount, WithdrawalState, is_within_windows, open_play_through,
    ready_at,
};
use crate::id::{MemberId, WithdrawalId};
use crate::jurisdiction::{self, WithdrawalRules};
use crate::ledger::account::Method;
use crate::ledger::posting;
use crate::ledger::transfer::{Fact, Payment};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::{Read, Row};

pub(super) fn request(
    draft: &mut Draft<'_>,
    member: MemberId,
    method: Method,
    amount: Money,
    destination: &str,
) -> Result<Outcome, Rejection> {
    let player = draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let destination = parse_note("destination", destination)?;
    check_amount(amount)?;
    check_player(player)?;
    refuse_held(player)?;
    let rules = jurisdiction::in_force(draft, draft.moment.book).withdrawal;
    let fee = check_method(draft, (member, method), Direction::Out, amount)?;
    check_bounds(&rules, amount)?;
    let mut count = WithdrawalCount::on(draft.withdrawal_count(member), member, draft.moment.week);
    if rules.weekly_max.is_some_and(|most| count.requests >= most) {
        let detail = "no more payouts can be asked for this week";
        return Err(Rejection::new(Code::TooOften, detail));
    }
    let wall = draft.moment.wall.expect("the desk tells the time of the week for a request");
    if !is_within_windows(&rules, wall) {
        let detail = "payouts can be asked for at other times of the week";
        return Err(Rejection::new(Code::OutsideWindow, detail));
    }
    check_play_through(draft, member)?;
    check_refund(draft, (member, method), amount)?;
    check_cash(draft, member, amount)?;
    // From here on it must succeed.
    let id = WithdrawalId(draft.moment.take_id());
    let mut figure = draft.figure_now(member);
    figure.disbursements += amount;
    draft.put(Row::Figure(figure));
    let posting = posting::withdrawal_requested(draft.moment, member, amount);
    draft.post(posting);
    count.requests += 1;
    draft.put(Row::WithdrawalCount(count));
    count_use(draft, (member, method), Direction::Out, amount);
    let ready_at = ready_at(&rules, draft.moment.now, wall);
    let event = draft.event(EventKind::WithdrawalRequested).member(member);
    let event = event.number("withdrawal", id.0).money("amount", amount).money("fee", fee);
    let event = event.text("method", method.name()).text("destination", &destination);
    draft.record(event.number("ready_at", ready_at.0));
    draft.put(Row::Withdrawal(Withdrawal {
        id,
        member,
        method,
        amount,
        fee,
        destination,
        state: WithdrawalState::Requested,
        requested_at: draft.moment.now,
        requested_by: draft.actor.member(),
        ready_at,
        first_approval: None,
        approval: None,
        ended: None,
        reason: String::new(),
        posting: None,
    }));
    Ok(Outcome::Withdrawal(id))
}

fn check_bounds(rules: &WithdrawalRules, amount: Money) -> Result<(), Rejection> {
    let limit = |name, bound: Money| LimitMet {
        name,
        owner: LimitOwner::Book,
        amount: bound,
        possible: bound,
    };
    if amount < rules.minimum {
        let limit = limit("withdrawal.minimum", rules.minimum);
        return Err(Rejection::of_limit(Code::BelowMinAmount, limit));
    }
    match rules.maximum.filter(|most| amount > *most) {
        Some(most) => {
            let limit = limit("withdrawal.maximum", most);
            Err(Rejection::of_limit(Code::AboveMaxAmount, limit))
        }
        None => Ok(()),
    }
}

/// Deposits may have to be wagered before money leaves.
pub(super) fn check_play_through(draft: &Draft<'_>, member: MemberId) -> Result<(), Rejection> {
    let open = open_play_through(draft, member, draft.moment);
    if open == Money::ZERO {
        return Ok(());
    }
    let limit = LimitMet {
        name: "withdrawal.rollover_percent",
        owner: LimitOwner::Book,
        amount: open,
        possible: Money::ZERO,
    };
    Err(Rejection::of_limit(Code::RolloverOpen, limit))
}

/// The payout a command names, if it is the member's.
fn found(draft: &Draft<'_>, member: MemberId, id: WithdrawalId) -> Result<Withdrawal, Rejection> {
    let found = draft.withdrawal(id).filter(|found| found.member == member).cloned();
    found.ok_or_else(|| Rejection::not_found("withdrawal"))
}

fn check_state(found: &Withdrawal, wanted: &[WithdrawalState]) -> Result<(), Rejection> {
    if wanted.contains(&found.state) {
        return Ok(());
    }
    let detail = format!("the payout is {}", found.state.name());
    Err(Rejection::new(Code::WrongState, detail))
}

/// Nobody approves what they asked for, and two approvals come from two people.
pub(super) fn approve(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: WithdrawalId,
) -> Result<Outcome, Rejection> {
    let mut found = found(draft, member, id)?;
    check_state(&found, &[WithdrawalState::Requested])?;
    if let Some(player) = draft.member(member) {
        refuse_held(player)?;
    }
    if let Actor::Member(actor) = draft.actor {
        let first = found.first_approval.and_then(|approval| approval.by);
        let own = [Some(found.member), found.requested_by, first].contains(&Some(actor));
        if own {
            let detail = "somebody else must approve this payout";
            return Err(Rejection::new(Code::OwnApproval, detail));
        }
    }
    // From here on it must succeed.
    let above = jurisdiction::in_force(draft, draft.moment.book).withdrawal.second_approval_above;
    let needs_two = above.is_some_and(|above| found.amount > above);
    let approval = Approval { by: draft.actor.member(), at: draft.moment.now };
    let is_first = needs_two && found.first_approval.is_none();
    if is_first {
        found.first_approval = Some(approval);
    } else {
        found.approval = Some(approval);
        found.state = WithdrawalState::Approved;
    }
    let event = draft.event(EventKind::WithdrawalApproved).member(member);
    let event = event.number("withdrawal", id.0).money("amount", found.amount);
    draft.record(event.text("state", found.state.name()));
    draft.put(Row::Withdrawal(found));
    Ok(Outcome::Withdrawal(id))
}

pub(super) fn deny(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: WithdrawalId,
    reason: &str,
) -> Result<Outcome, Rejection> {
    known_member(draft, member)?;
    let mut found = found(draft, member, id)?;
    let reason = parse_note("reason", reason)?;
    if reason.is_empty() {
        let rule = "must say why the payout is refused";
        return Err(Rejection::of_field(Code::FieldMissing, "reason", rule));
    }
    check_state(&found, &[WithdrawalState::Requested, WithdrawalState::Approved])?;
    // From here on it must succeed.
    found.state = WithdrawalState::Denied;
    found.reason = reason;
    Ok(give_back(draft, found, EventKind::WithdrawalDenied))
}

/// The player changes their mind, as long as nobody has approved.
pub(super) fn cancel(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: WithdrawalId,
) -> Result<Outcome, Rejection> {
    let mut found = found(draft, member, id)?;
    check_state(&found, &[WithdrawalState::Requested])?;
    // From here on it must succeed.
    found.state = WithdrawalState::Cancelled;
    Ok(give_back(draft, found, EventKind::WithdrawalCancelled))
}

fn give_back(draft: &mut Draft<'_>, mut found: Withdrawal, kind: EventKind) -> Outcome {
    let (id, member) = (found.id, found.member);
    let mut figure = draft.figure_now(member);
    figure.disbursements -= found.amount;
    draft.put(Row::Figure(figure));
    take_back(draft, member, found.method, found.amount);
    let posting = posting::withdrawal_returned(draft.moment, member, found.amount);
    found.posting = Some(posting.id);
    found.ended = Some(Approval { by: draft.actor.member(), at: draft.moment.now });
    draft.post(posting);
    let event = draft.event(kind).member(member).number("withdrawal", id.0);
    draft.record(event.money("amount", found.amount).text("reason", &found.reason));
    draft.put(Row::Withdrawal(found));
    Outcome::Withdrawal(id)
}

/// The money has left. The payment keeps the reference of whoever sent it.
pub(super) fn pay(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: WithdrawalId,
    reference: &str,
) -> Result<Outcome, Rejection> {
    refuse_held(known_member(draft, member)?)?;
    let mut found = found(draft, member, id)?;
    let reference = parse_note("reference", reference)?;
    check_reference(draft, found.method, &reference)?;
    check_state(&found, &[WithdrawalState::Approved])?;
    if draft.moment.now < found.ready_at {
        let detail = "the payout is held until its time has come";
        return Err(Rejection::new(Code::TooEarly, detail));
    }
    // From here on it must succeed.
    let posting =
        posting::withdrawal_paid(draft.moment, member, found.method, found.amount, found.fee);
    let paper = Payment {
        posting: posting.id,
        fact: Fact::Disbursement,
        member,
        method: Some(found.method),
        amount: found.amount,
        fee: found.fee,
        reference,
        note: found.destination.clone(),
        by: draft.actor.member(),
        at: draft.moment.now,
    };
    count_play(draft, member, |count| count.paid_out.add(found.amount));
    found.state = WithdrawalState::Paid;
    found.posting = Some(posting.id);
    found.ended = Some(Approval { by: draft.actor.member(), at: draft.moment.now });
    draft.post(posting);
    let event = draft.event(EventKind::WithdrawalPaid).member(member);
    draft.record(event.number("withdrawal", id.0).money("amount", found.amount));
    let outcome = Outcome::Posting(paper.posting);
    record(draft, paper, EventKind::DisbursementRecorded);
    draft.put(Row::Withdrawal(found));
    Ok(outcome)
}

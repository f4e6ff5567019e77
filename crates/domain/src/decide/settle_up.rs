//! Decisions about settling up: one reviewed action that collects or pays every player's due of a
//! closed week, carried out in chunks by the roads of ordinary payments.

use crate::calendar::Week;
use crate::command::{Outcome, Pay};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::figure::command::SettleUpRequest;
use crate::figure::frozen::CloseStep;
use crate::figure::settle_up::{SettleUp, still_open};
use crate::id::MemberId;
use crate::ledger::account::Account;
use crate::money::Money;
use crate::register::{NOTE_LENGTH_MAX, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{MemberPage, Read, Row};

use super::funding;
use super::week::weeks_after;

pub(super) fn begin(
    draft: &mut Draft<'_>,
    request: &SettleUpRequest,
) -> Result<Outcome, Rejection> {
    let wrong = |detail: &str| Err(Rejection::new(Code::WrongState, detail));
    let reference = parse_note("reference", &request.reference)?;
    let Some(closed) = draft.closed_week(request.week) else {
        return Err(Rejection::of_field(Code::NotFound, "week", "is not closed"));
    };
    if closed.step != CloseStep::Done {
        return wrong("the close of the week is not finished");
    }
    if draft.settle_up(request.week).is_some() {
        return wrong("the week is settled up already");
    }
    if closed.due != request.reviewed {
        return wrong("what was reviewed is not what is due: review again");
    }
    if closed.due.players == 0 {
        return wrong("nothing is due");
    }
    // From here on it must succeed.
    let due = closed.due;
    let event = draft.event(EventKind::SettleUpConfirmed).number("week", request.week.0.into());
    let event = event.number("players", due.players).money("collect", due.collect);
    draft.record(event.money("pay", due.pay).text("method", request.method.name()));
    draft.put(Row::SettleUp(SettleUp {
        week: request.week,
        method: request.method,
        reference,
        by: draft.actor.member(),
        at: draft.moment.now,
        after: MemberId(0),
        finished: false,
        payments: 0,
        collected: Money::ZERO,
        paid: Money::ZERO,
        skipped: 0,
    }));
    Ok(Outcome::Done)
}

pub(super) fn chunk(draft: &mut Draft<'_>, week: Week) -> Result<Outcome, Rejection> {
    let known = draft.settle_up(week).cloned();
    let mut settling = known.ok_or_else(|| Rejection::not_found("settle-up"))?;
    if settling.finished {
        return Err(Rejection::new(Code::WrongState, "the week is settled up already"));
    }
    let page = draft.members_after((false, settling.after)).map(|page| page.members.clone());
    let page = page.unwrap_or_default();
    // From here on it must succeed.
    for id in &page {
        settle_player(draft, &mut settling, *id);
    }
    settling.after = page.last().copied().unwrap_or(settling.after);
    settling.finished = page.len() < MemberPage::LENGTH_MAX;
    if settling.finished {
        let event = draft.event(EventKind::SettleUpFinished).number("week", week.0.into());
        let event = event.number("payments", settling.payments).number("skipped", settling.skipped);
        draft.record(event.money("collected", settling.collected).money("paid", settling.paid));
    }
    let finished = settling.finished;
    draft.put(Row::SettleUp(settling));
    Ok(if finished { Outcome::ClosedAll } else { Outcome::Closing })
}

fn note_of(reference: &str) -> String {
    let note = format!("settle-up {reference}");
    note.trim().chars().take(NOTE_LENGTH_MAX).collect()
}

/// Collects or pays what is still open of one player's due. A payout takes no more than cash; what
/// the ordinary rules refuse is left out and counted.
fn settle_player(draft: &mut Draft<'_>, settling: &mut SettleUp, member: MemberId) {
    let week = settling.week;
    let due = draft.frozen((week, member)).map_or(Money::ZERO, |frozen| frozen.due);
    if due == Money::ZERO {
        return;
    }
    let (mut receipts, mut disbursements) = (Money::ZERO, Money::ZERO);
    for later in weeks_after(week, draft.moment) {
        if let Some(figure) = draft.figure((later, member)) {
            receipts += figure.receipts;
            disbursements += figure.disbursements;
        }
    }
    let open = still_open(due, receipts, disbursements);
    let cash = draft.amount_on(Account::Cash.of(member)).max(Money::ZERO);
    let amount = if open.is_negative() { -open } else { open.min(cash) };
    let pay = Pay {
        member,
        method: Some(settling.method),
        amount,
        // A reference may name one payment only; that of the whole stands in the note.
        reference: String::new(),
        note: note_of(&settling.reference),
    };
    let done = match open.0.signum() {
        _ if amount == Money::ZERO => None,
        -1 => funding::receive(draft, &pay).ok(),
        _ => funding::disburse(draft, &pay).ok(),
    };
    match done {
        None => settling.skipped += 1,
        Some(_) => {
            settling.payments += 1;
            let sum = if due.is_negative() { &mut settling.collected } else { &mut settling.paid };
            *sum += amount;
        }
    }
}

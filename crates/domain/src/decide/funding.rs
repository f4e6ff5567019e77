//! Decisions about money in and out.

use crate::command::{Actor, Outcome, Pay};
use crate::credit::Limits;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::ledger::account::{Account, Method};
use crate::ledger::posting::{self, Posting};
use crate::ledger::transfer::{Fact, Payment};
use crate::member::{Member, MemberStatus, Role};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::{Appended, Read, Row};

pub(super) fn receive(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let member = known_member(draft, pay)?;
    let method = named_method(pay)?;
    let paper = parse_paper(draft, pay, Fact::Receipt)?;
    check_amount(pay)?;
    check_player(member)?;
    // From here on it must succeed.
    let mut figure = draft.figure_now(pay.member);
    figure.receipts += pay.amount;
    draft.put(Row::Figure(figure));
    let posting = posting::receipt(draft.moment, pay.member, method, pay.amount);
    Ok(finish(draft, posting, paper, EventKind::ReceiptRecorded))
}

pub(super) fn disburse(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let member = known_member(draft, pay)?;
    let method = named_method(pay)?;
    let paper = parse_paper(draft, pay, Fact::Disbursement)?;
    check_amount(pay)?;
    check_player(member)?;
    let cash = draft.amount_on(Account::Cash.of(pay.member));
    if pay.amount > cash {
        let limit = LimitMet {
            name: "available",
            owner: LimitOwner::Player,
            amount: cash,
            possible: cash.max(Money::ZERO),
        };
        return Err(Rejection::of_limit(Code::InsufficientFunds, limit));
    }
    // From here on it must succeed. Credit is never paid out: only cash was counted.
    let mut figure = draft.figure_now(pay.member);
    figure.disbursements += pay.amount;
    draft.put(Row::Figure(figure));
    let posting = posting::disbursement(draft.moment, pay.member, method, pay.amount);
    Ok(finish(draft, posting, paper, EventKind::DisbursementRecorded))
}

pub(super) fn adjust(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let member = known_member(draft, pay)?;
    if pay.note.trim().is_empty() {
        let rule = "must say why the balance is corrected";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    let paper = parse_paper(draft, pay, Fact::Adjustment)?;
    let size = pay.amount.0.unsigned_abs();
    if size == 0 || size > Money::MAX.0.unsigned_abs() {
        let rule = format!("must not be zero, and at most {} either way", Money::MAX);
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    check_player(member)?;
    // From here on it must succeed.
    let mut figure = draft.figure_now(pay.member);
    figure.adjustments += pay.amount;
    draft.put(Row::Figure(figure));
    let posting = posting::adjustment(draft.moment, pay.member, pay.amount);
    Ok(finish(draft, posting, paper, EventKind::AdjustmentRecorded))
}

fn known_member<'a>(draft: &'a Draft<'_>, pay: &Pay) -> Result<&'a Member, Rejection> {
    let member = draft.member(pay.member).ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(pay.member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody records their own payment"));
    }
    Ok(member)
}

fn check_player(member: &Member) -> Result<(), Rejection> {
    if member.status == MemberStatus::Closed {
        return Err(Rejection::new(Code::MemberNotActive, "the account is closed"));
    }
    if member.role != Role::Player {
        return Err(Rejection::new(Code::NotAPlayer, "only players have money in the book"));
    }
    Ok(())
}

fn named_method(pay: &Pay) -> Result<Method, Rejection> {
    let rule = "must name how the money moved";
    pay.method.ok_or_else(|| Rejection::of_field(Code::FieldMissing, "method", rule))
}

fn check_amount(pay: &Pay) -> Result<(), Rejection> {
    if !pay.amount.is_positive() || pay.amount > Money::MAX {
        let rule = format!("must be above zero and at most {}", Money::MAX);
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    Ok(())
}

fn parse_paper(draft: &Draft<'_>, pay: &Pay, fact: Fact) -> Result<Payment, Rejection> {
    Ok(Payment {
        posting: crate::id::PostingId(0),
        fact,
        member: pay.member,
        method: if fact == Fact::Adjustment { None } else { pay.method },
        amount: pay.amount,
        reference: parse_note("reference", &pay.reference)?,
        note: parse_note("note", &pay.note)?,
        by: draft.actor.member(),
        at: draft.moment.now,
    })
}

fn finish(draft: &mut Draft<'_>, posting: Posting, mut paper: Payment, kind: EventKind) -> Outcome {
    let (id, member) = (posting.id, paper.member);
    paper.posting = id;
    draft.post(posting);
    let event = draft.event(kind).member(member).money("amount", paper.amount);
    let event = event.text("method", paper.method.map_or("", Method::name));
    let event = event.text("reference", &paper.reference).text("note", &paper.note);
    draft.record(event.money("balance", draft.balance_of(member)));
    if draft.limits(member).is_none() {
        draft.put(Row::Limits(Limits::none(member)));
    }
    let takes = paper.fact == Fact::Disbursement || paper.amount.is_negative();
    if takes {
        draft.record_if_overdrawn(member, paper.fact);
    }
    draft.append(Appended::Payment(paper));
    Outcome::Posting(id)
}

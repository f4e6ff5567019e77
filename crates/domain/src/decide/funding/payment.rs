//! Decisions about payments that people record: receipts, disbursements, corrections.

use super::refund::check_refund;
use super::withdrawal::check_play_through;
use crate::command::{Actor, Outcome, Pay};
use crate::credit::Limits;
use crate::decide::care::refuse_held;
use crate::decide::identity::refuse_identity;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::funding::method::{Direction, MethodTerms, MethodUse, PaymentReference};
use crate::funding::withdrawal::{PlayThrough, open_play_through};
use crate::id::{MemberId, PostingId};
use crate::jurisdiction::{VerifiedBefore, in_force};
use crate::ledger::account::{Account, Method};
use crate::ledger::posting::{self, Posting};
use crate::ledger::transfer::{Fact, Payment};
use crate::member::{Member, MemberStatus, Role};
use crate::money::Money;
use crate::protection::count::{PlayCount, deposit_part};
use crate::protection::failures::DepositFailures;
use crate::protection::judge::refuse_deposit;
use crate::register::parse_note;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::{Appended, Read, Row};

pub(in crate::decide) fn receive(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let member = known_member(draft, pay.member)?;
    let method = named_method(pay)?;
    let mut paper = parse_paper(draft, pay, Fact::Receipt)?;
    check_amount(pay.amount)?;
    check_reference(draft, method, &paper.reference)?;
    check_player(member)?;
    refuse_held(member)?;
    if let Some(bar) = draft.member(pay.member).and_then(|one| one.bar_at(draft.moment.now)) {
        let detail = format!("the person is on the list of the {}", bar.kind.name());
        return Err(Rejection::new(Code::PersonBarred, detail));
    }
    check_failures(draft, pay.member, method)?;
    paper.fee = check_method(draft, (pay.member, method), Direction::In, pay.amount)?;
    let deposit = deposit_part(draft, pay.member, pay.amount);
    if let Some(refusal) = refuse_deposit(draft, pay.member, deposit, draft.moment) {
        return Err(refusal);
    }
    // From here on it must succeed.
    let mut figure = draft.figure_now(pay.member);
    figure.receipts += pay.amount - paper.fee;
    draft.put(Row::Figure(figure));
    ask_play_through(draft, pay.member, pay.amount, figure.turnover);
    count_play(draft, pay.member, |count| count.paid_in.add(deposit));
    end_failures(draft, pay.member, method);
    let posting = posting::receipt(draft.moment, pay.member, method, pay.amount, paper.fee);
    Ok(finish(draft, posting, paper, EventKind::ReceiptRecorded))
}

pub(in crate::decide) fn disburse(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let member = known_member(draft, pay.member)?;
    let method = named_method(pay)?;
    let mut paper = parse_paper(draft, pay, Fact::Disbursement)?;
    check_amount(pay.amount)?;
    check_reference(draft, method, &paper.reference)?;
    check_player(member)?;
    refuse_held(member)?;
    let asked = VerifiedBefore::Withdrawal;
    if let Some(refusal) = refuse_identity(draft, draft.moment.book, pay.member, asked) {
        return Err(refusal);
    }
    paper.fee = check_method(draft, (pay.member, method), Direction::Out, pay.amount)?;
    check_play_through(draft, pay.member)?;
    check_refund(draft, (pay.member, method), pay.amount)?;
    check_one_person(draft, pay.amount)?;
    check_cash(draft, pay.member, pay.amount)?;
    // From here on it must succeed. Credit is never paid out: only cash was counted.
    let mut figure = draft.figure_now(pay.member);
    figure.disbursements += pay.amount;
    draft.put(Row::Figure(figure));
    count_play(draft, pay.member, |count| count.paid_out.add(pay.amount));
    let posting = posting::disbursement(draft.moment, pay.member, method, pay.amount, paper.fee);
    Ok(finish(draft, posting, paper, EventKind::DisbursementRecorded))
}

/// After so many failed deposits no electronic one is taken for a while.
fn check_failures(draft: &Draft<'_>, member: MemberId, method: Method) -> Result<(), Rejection> {
    let now = draft.moment.now;
    if method.is_electronic()
        && draft.deposit_failures(member).is_some_and(|one| one.is_blocked(now))
    {
        let detail = "deposits failed too often: none is taken for a while";
        return Err(Rejection::new(Code::TooOften, detail));
    }
    Ok(())
}

/// A deposit that arrives ends the row of those that failed.
fn end_failures(draft: &mut Draft<'_>, member: MemberId, method: Method) {
    let none = DepositFailures::none(member);
    let has_failed = draft.deposit_failures(member).is_some_and(|failures| *failures != none);
    if method.is_electronic() && has_failed {
        draft.put(Row::DepositFailures(none));
    }
}

/// Counts what a member paid in or took out.
pub(super) fn count_play(
    draft: &mut Draft<'_>,
    member: MemberId,
    change: impl FnOnce(&mut PlayCount),
) {
    let mut count = PlayCount::now(draft.play_count(member), member, draft.moment);
    change(&mut count);
    draft.put(Row::PlayCount(count));
}

/// A deposit may have to be wagered before money leaves again; what earlier ones still ask for
/// stays, unless the player had lost everything.
fn ask_play_through(draft: &mut Draft<'_>, member: MemberId, amount: Money, counted: Money) {
    let rules = in_force(draft, draft.moment.book).withdrawal;
    if rules.rollover_percent == 0 && draft.play_through(member).is_none() {
        return;
    }
    let is_broke = !draft.balance_of(member).is_positive();
    let open = if is_broke { Money::ZERO } else { open_play_through(draft, member, draft.moment) };
    let share = i128::from(amount.0) * i128::from(rules.rollover_percent) / 100;
    let share = i64::try_from(share).map_or(Money::MAX, Money).min(Money::MAX);
    draft.put(Row::PlayThrough(PlayThrough {
        member,
        required: (open + share).min(Money::MAX),
        since: draft.moment.week,
        counted,
    }));
}

/// What needs two people cannot be paid by one at the counter.
fn check_one_person(draft: &Draft<'_>, amount: Money) -> Result<(), Rejection> {
    let above = in_force(draft, draft.moment.book).withdrawal.second_approval_above;
    match above.filter(|above| amount > *above) {
        Some(above) => {
            let limit = LimitMet {
                name: "withdrawal.second_approval_above",
                owner: LimitOwner::Book,
                amount: above,
                possible: above,
            };
            Err(Rejection::of_limit(Code::ApprovalNeeded, limit))
        }
        None => Ok(()),
    }
}

/// A correction that today's figure shows.
pub(in crate::decide) fn adjust(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let paper = parse_correction(draft, pay, Fact::Adjustment)?;
    // From here on it must succeed.
    let mut figure = draft.figure_now(pay.member);
    figure.days[draft.place_today()] += pay.amount;
    draft.put(Row::Figure(figure));
    let posting = posting::adjustment(draft.moment, pay.member, pay.amount, Fact::Adjustment);
    Ok(finish(draft, posting, paper, EventKind::AdjustmentRecorded))
}

/// A correction that the week shows, but no day of it.
pub(super) fn accrue(draft: &mut Draft<'_>, pay: &Pay) -> Result<Outcome, Rejection> {
    let paper = parse_correction(draft, pay, Fact::Accrual)?;
    // From here on it must succeed.
    let mut figure = draft.figure_now(pay.member);
    figure.adjustments += pay.amount;
    draft.put(Row::Figure(figure));
    let posting = posting::adjustment(draft.moment, pay.member, pay.amount, Fact::Accrual);
    Ok(finish(draft, posting, paper, EventKind::AdjustmentRecorded))
}

fn parse_correction(draft: &Draft<'_>, pay: &Pay, fact: Fact) -> Result<Payment, Rejection> {
    let member = known_member(draft, pay.member)?;
    if pay.note.trim().is_empty() {
        let rule = "must say why the balance is corrected";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    let paper = parse_paper(draft, pay, fact)?;
    let size = pay.amount.0.unsigned_abs();
    if size == 0 || size > Money::MAX.0.unsigned_abs() {
        let rule = format!("must not be zero, and at most {} either way", Money::MAX);
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    check_player(member)?;
    Ok(paper)
}

/// The member whose money it is. Nobody moves their own.
pub(super) fn known_member<'a>(
    draft: &'a Draft<'_>,
    member: MemberId,
) -> Result<&'a Member, Rejection> {
    let found = draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody records their own payment"));
    }
    Ok(found)
}

pub(super) fn check_player(member: &Member) -> Result<(), Rejection> {
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

pub(super) fn check_amount(amount: Money) -> Result<(), Rejection> {
    if !amount.is_positive() || amount > Money::MAX {
        let rule = format!("must be above zero and at most {}", Money::MAX);
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    Ok(())
}

/// Only cash leaves the book: neither credit nor what open bets hold.
pub(super) fn check_cash(
    draft: &Draft<'_>,
    member: MemberId,
    amount: Money,
) -> Result<(), Rejection> {
    let cash = draft.amount_on(Account::Cash.of(member));
    if amount <= cash {
        return Ok(());
    }
    let limit = LimitMet {
        name: "available",
        owner: LimitOwner::Player,
        amount: cash,
        possible: cash.max(Money::ZERO),
    };
    Err(Rejection::of_limit(Code::InsufficientFunds, limit))
}

/// The terms of a method in this book.
pub(super) fn terms_of(draft: &Draft<'_>, method: Method) -> MethodTerms {
    draft.method_terms(method).cloned().unwrap_or_else(|| MethodTerms::standard(method))
}

/// Holds an amount against the method's terms; answers the fee.
pub(super) fn check_method(
    draft: &Draft<'_>,
    (member, method): (MemberId, Method),
    direction: Direction,
    amount: Money,
) -> Result<Money, Rejection> {
    let terms = terms_of(draft, method);
    terms.check(direction, amount, use_today(draft, member, method).count(direction))?;
    Ok(terms.of(direction).fee(amount))
}

pub(super) fn use_today(draft: &Draft<'_>, member: MemberId, method: Method) -> MethodUse {
    MethodUse::on(draft.method_use((member, method)), member, method, draft.moment.day)
}

/// Counts one more use of a method today, by which `amount` reached the account or left it.
pub(super) fn count_use(
    draft: &mut Draft<'_>,
    (member, method): (MemberId, Method),
    direction: Direction,
    amount: Money,
) {
    let mut used = use_today(draft, member, method);
    used.add(direction, amount);
    draft.put(Row::MethodUse(used));
}

/// A reference that names one payment only must not be used again.
pub(super) fn check_reference(
    draft: &Draft<'_>,
    method: Method,
    reference: &str,
) -> Result<(), Rejection> {
    if reference.is_empty() || !terms_of(draft, method).references_are_unique {
        return Ok(());
    }
    match draft.payment_reference((method, reference.to_owned())) {
        Some(_) => {
            let rule = "names a payment that is recorded already";
            Err(Rejection::of_field(Code::AlreadyExists, "reference", rule))
        }
        None => Ok(()),
    }
}

fn parse_paper(draft: &Draft<'_>, pay: &Pay, fact: Fact) -> Result<Payment, Rejection> {
    let is_correction = matches!(fact, Fact::Adjustment | Fact::Accrual);
    Ok(Payment {
        posting: PostingId(0),
        fact,
        member: pay.member,
        method: if is_correction { None } else { pay.method },
        amount: pay.amount,
        fee: Money::ZERO,
        reference: parse_note("reference", &pay.reference)?,
        note: parse_note("note", &pay.note)?,
        by: draft.actor.member(),
        at: draft.moment.now,
    })
}

fn finish(draft: &mut Draft<'_>, posting: Posting, paper: Payment, kind: EventKind) -> Outcome {
    let id = posting.id;
    let paper = Payment { posting: id, ..paper };
    draft.post(posting);
    if let Some(method) = paper.method {
        let direction = direction_of(&paper);
        let fee = if direction == Direction::In { paper.fee } else { Money::ZERO };
        count_use(draft, (paper.member, method), direction, paper.amount - fee);
    }
    record(draft, paper, kind);
    Outcome::Posting(id)
}

fn direction_of(paper: &Payment) -> Direction {
    if paper.fact == Fact::Receipt { Direction::In } else { Direction::Out }
}

/// Writes down a payment whose transfers are posted: its event, its reference and the paper
/// itself.
pub(super) fn record(draft: &mut Draft<'_>, paper: Payment, kind: EventKind) {
    let member = paper.member;
    let event = draft.event(kind).member(member).money("amount", paper.amount);
    let event = event.text("kind", paper.fact.name()).money("fee", paper.fee);
    let event = event.text("method", paper.method.map_or("", Method::name));
    let event = event.text("reference", &paper.reference).text("note", &paper.note);
    draft.record(event.money("balance", draft.balance_of(member)));
    if draft.limits(member).is_none() {
        draft.put(Row::Limits(Limits::none(member)));
    }
    if paper.fact == Fact::Disbursement || paper.amount.is_negative() {
        draft.record_if_overdrawn(member, paper.fact);
    }
    if let Some(method) = paper.method {
        keep_reference(draft, &paper, method);
    }
    draft.append(Appended::Payment(paper));
}

/// The first payment under a reference owns it.
fn keep_reference(draft: &mut Draft<'_>, paper: &Payment, method: Method) {
    let reference = paper.reference.clone();
    if reference.is_empty() || draft.payment_reference((method, reference.clone())).is_some() {
        return;
    }
    draft.put(Row::PaymentReference(PaymentReference {
        method,
        reference,
        posting: paper.posting,
        member: paper.member,
        direction: direction_of(paper),
        amount: paper.amount,
        reconciled: false,
    }));
}

//! Decisions about weeks: closing one, then, in chunks, freezing its figures up the tree, settling
//! the agents' deals and making the provider's invoice; the deals and the plan themselves.
//!
//! Nothing is posted into a past week, so whatever is frozen late is frozen right: the work may
//! be cut off at any point and goes on where its row says.

use crate::access::Permission;
use crate::calendar::{Moment, Week};
use crate::command::{Actor, Outcome};
use crate::credit::Limits;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::figure::command::{PayCommission, WeekCommand};
use crate::figure::deal::{Deal, DealWeek, Makeup, Terms, Uncovered, WHOLE_BP};
use crate::figure::frozen::{CloseStep, ClosedWeek, FrozenFigure};
use crate::figure::invoice::{HeadCount, HeadPlan, Invoice, TIERS_MAX};
use crate::figure::settle_up::DueTotals;
use crate::figure::week::Figure;
use crate::id::MemberId;
use crate::ledger::account::Account;
use crate::ledger::posting;
use crate::ledger::transfer::{Fact, Payment};
use crate::member::{Member, Role};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, MemberPage, Read, Row};

use super::settle_up;

/// Largest fee of a deal for one player or wager, and largest price of a head.
const FEE_MAX: Money = Money(10_000_000);

/// The right a command needs and on whom; `None` where only the system commands.
pub(super) fn needed(command: &WeekCommand) -> Option<(Permission, Option<MemberId>)> {
    Some(match command {
        WeekCommand::CloseChunk { .. } | WeekCommand::SettleUpChunk { .. } => return None,
        WeekCommand::Close { .. } | WeekCommand::SettleUp(_) => (Permission::CloseWeek, None),
        WeekCommand::SetHeadPlan(_) => (Permission::ManagePlatform, None),
        WeekCommand::SetDeal { agent, .. } => (Permission::ManageDeals, Some(*agent)),
        WeekCommand::PayCommission(pay) => (Permission::RecordPayment, Some(pay.agent)),
    })
}

pub(super) fn decide(draft: &mut Draft<'_>, command: &WeekCommand) -> Result<Outcome, Rejection> {
    match command {
        WeekCommand::Close { week } => close_week(draft, *week),
        WeekCommand::CloseChunk { week } => close_chunk(draft, *week),
        WeekCommand::SettleUp(request) => settle_up::begin(draft, request),
        WeekCommand::SettleUpChunk { week } => settle_up::chunk(draft, *week),
        WeekCommand::SetDeal { agent, terms } => set_deal(draft, *agent, terms),
        WeekCommand::SetHeadPlan(plan) => set_head_plan(draft, plan),
        WeekCommand::PayCommission(pay) => pay_commission(draft, pay),
    }
}

fn close_week(draft: &mut Draft<'_>, week: Week) -> Result<Outcome, Rejection> {
    let wrong = |detail: &str| Err(Rejection::new(Code::WrongState, detail));
    if (i64::from(draft.moment.week.0) - i64::from(week.0)) % 7 != 0 {
        let rule = "must be the first day of a week of this book";
        return Err(Rejection::of_field(Code::FieldInvalid, "week", rule));
    }
    if draft.closed_week(week).is_some() {
        return wrong("the week is closed already");
    }
    if draft.moment.week <= week {
        return Err(Rejection::new(Code::WeekNotOver, "the week has not ended yet"));
    }
    if let Some(line) = draft.week_line(week) {
        if line.is_under_way {
            return wrong("the close of another week is under way: wait for its end");
        }
        if line.last_closed.is_some_and(|last| last > week) {
            return wrong("a later week is closed already");
        }
        if line.open_before.is_some() {
            return wrong("an earlier week with figures is open: close it first");
        }
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::WeekClosed).number("week", week.0.into());
    draft.record(event);
    draft.put(Row::ClosedWeek(ClosedWeek {
        week,
        at: draft.moment.now,
        by: draft.actor.member(),
        step: CloseStep::Figures,
        after: MemberId(0),
        heads: 0,
        due: DueTotals::default(),
    }));
    Ok(Outcome::Done)
}

/// The next chunk of what follows the close of a week.
fn close_chunk(draft: &mut Draft<'_>, week: Week) -> Result<Outcome, Rejection> {
    let mut closed =
        draft.closed_week(week).copied().ok_or_else(|| Rejection::not_found("closed week"))?;
    if closed.step == CloseStep::Done {
        return Err(Rejection::new(Code::WrongState, "the close of this week is finished"));
    }
    // From here on it must succeed.
    match closed.step {
        CloseStep::Figures => {
            let page = page_of(draft, (false, closed.after));
            let count = draft.head_plan(()).map_or(HeadCount::Accepted, |plan| plan.count);
            for id in &page {
                let frozen = freeze(draft, week, *id, count);
                closed.heads += frozen.heads;
                closed.due.add(frozen.due);
            }
            advance(&mut closed, &page, CloseStep::Deals);
        }
        CloseStep::Deals => {
            let page = page_of(draft, (true, closed.after));
            for id in &page {
                settle_deal(draft, week, *id);
            }
            advance(&mut closed, &page, CloseStep::Invoice);
        }
        CloseStep::Invoice | CloseStep::Done => {
            make_invoice(draft, week, closed.heads);
            closed.step = CloseStep::Done;
            let event = draft.event(EventKind::WeekFrozen).number("week", week.0.into());
            draft.record(event.number("heads", closed.heads));
        }
    }
    draft.put(Row::ClosedWeek(closed));
    Ok(if closed.step == CloseStep::Done { Outcome::ClosedAll } else { Outcome::Closing })
}

fn page_of(draft: &Draft<'_>, key: (bool, MemberId)) -> Vec<MemberId> {
    draft.members_after(key).map_or_else(Vec::new, |page| page.members.clone())
}

fn advance(closed: &mut ClosedWeek, page: &[MemberId], next: CloseStep) {
    closed.after = page.last().copied().unwrap_or(closed.after);
    if page.len() < MemberPage::LENGTH_MAX {
        closed.after = MemberId(0);
        closed.step = next;
    }
}

/// The weeks after `week` up to the current one.
pub(crate) fn weeks_after(week: Week, moment: &Moment) -> impl Iterator<Item = Week> + use<> {
    let last = moment.week;
    std::iter::successors(Some(week.next()), |week| Some(week.next()))
        .take_while(move |week| *week <= last)
}

/// Freezes a player's week and adds it to every branch above.
fn freeze(draft: &mut Draft<'_>, week: Week, id: MemberId, count: HeadCount) -> FrozenFigure {
    // What a member had when the next movement came is what stood at the end of this week.
    let later = weeks_after(week, draft.moment).find_map(|week| draft.figure((week, id)));
    let (balance, pending) = match later {
        Some(later) => (later.carry, later.carry_held),
        None => (draft.balance_of(id), draft.amount_on(Account::Held.of(id))),
    };
    let idle = Figure { carry_held: pending, ..Figure::begin(week, id, balance) };
    let figure = draft.figure((week, id)).copied().unwrap_or(idle);
    let member = draft.member(id).cloned().expect("a listed player exists");
    // Test accounts keep their own week, but nobody bills, settles or reports them.
    let is_counted = !member.is_test;
    let heads = i64::from(is_counted && count.counts(&figure));
    let due = if is_counted { due_of(draft, id, balance) } else { Money::ZERO };
    let frozen = FrozenFigure { above: member.parent, figure, pending, due, heads };
    if frozen.is_empty() {
        return frozen;
    }
    draft.put(Row::Frozen(frozen));
    let chain = &member.chain;
    for (place, above) in chain.iter().enumerate().filter(|(_, above)| **above != id) {
        if !is_counted {
            break;
        }
        let upper = chain[place.saturating_sub(1)];
        let none = FrozenFigure::none(week, *above, upper);
        let mut branch = draft.frozen((week, *above)).copied().unwrap_or(none);
        branch.add(&frozen);
        draft.put(Row::Frozen(branch));
    }
    frozen
}

/// What of a player's balance is due by the account and settle limit that stand now.
fn due_of(draft: &Draft<'_>, member: MemberId, balance: Money) -> Money {
    draft.limits(member).copied().unwrap_or_else(|| Limits::none(member)).due(balance)
}

/// Settles an agent's week with the level above.
fn settle_deal(draft: &mut Draft<'_>, week: Week, agent: MemberId) {
    let Some(deal) = draft.deal(agent).copied() else { return };
    let upline = draft.member(agent).expect("a listed agent exists").parent;
    let none = FrozenFigure::none(week, agent, upline);
    let branch = draft.frozen((week, agent)).copied().unwrap_or(none);
    let makeup = draft.makeup(agent).map_or(Money::ZERO, |makeup| makeup.amount);
    let (loss, heads, tickets) = (-branch.figure.result(), branch.heads, branch.figure.placed);
    let share = deal.terms.share(loss, makeup, heads, tickets);
    draft.put(Row::DealWeek(DealWeek {
        week,
        agent,
        upline,
        terms: deal.terms,
        loss,
        heads,
        tickets,
        makeup_before: makeup,
        share,
    }));
    draft.put(Row::Makeup(Makeup { agent, amount: share.makeup }));
    let earned = posting::commission(draft.moment, agent, share.net);
    draft.post(earned);
    if draft.member(upline).is_some_and(is_agent) {
        // What an agent below earns comes out of the part of the agent above.
        let passed = posting::commission(draft.moment, upline, -share.net);
        draft.post(passed);
    }
    let event = draft.event(EventKind::DealSettled).member(agent).number("week", week.0.into());
    let event = event.text("kind", deal.terms.kind.name()).money("loss", loss);
    let event = event.money("commission", share.commission).money("fees", share.fees);
    let event = event.money("net", share.net).money("makeup", share.makeup);
    draft.record(event);
}

fn is_agent(member: &Member) -> bool {
    matches!(member.role, Role::Agent | Role::Master)
}

fn make_invoice(draft: &mut Draft<'_>, week: Week, heads: i64) {
    let Some(plan) = draft.head_plan(()).cloned() else { return };
    let amount = plan.amount(heads);
    let event = draft.event(EventKind::InvoiceIssued).number("week", week.0.into());
    draft.record(event.number("heads", heads).money("amount", amount));
    let billed = posting::head_fee(draft.moment, amount);
    draft.post(billed);
    draft.put(Row::Invoice(Invoice { week, heads, plan, amount }));
}

fn set_deal(draft: &mut Draft<'_>, agent: MemberId, terms: &Terms) -> Result<Outcome, Rejection> {
    let member = draft.member(agent).ok_or_else(|| Rejection::not_found("member"))?;
    let invalid = |field, rule: &str| Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    if !is_agent(member) {
        return Err(Rejection::new(Code::WrongState, "only agents and masters have deals"));
    }
    if draft.actor == Actor::Member(agent) {
        return Err(Rejection::new(Code::NotPermitted, "nobody sets their own deal"));
    }
    if !(0..=WHOLE_BP).contains(&terms.share_bp) {
        return invalid("share_bp", "must be 0 to 10000 hundredths of a percent");
    }
    for (field, fee) in [("head_fee", terms.head_fee), ("ticket_fee", terms.ticket_fee)] {
        if fee.is_negative() || fee > FEE_MAX {
            let rule = format!("must be 0 to {FEE_MAX}");
            return Err(Rejection::of_field(Code::AmountInvalid, field, &rule));
        }
    }
    if terms.uncovered == Uncovered::Makeup && !terms.kind.carries_makeup() {
        return invalid("uncovered_fees", "can become makeup only where the deal carries any");
    }
    // From here on it must succeed.
    let version = draft.deal(agent).map_or(1, |deal| deal.version + 1);
    let event = draft.event(EventKind::DealChanged).member(agent).text("kind", terms.kind.name());
    let event = event.number("share_bp", terms.share_bp.into()).money("head_fee", terms.head_fee);
    let event = event.money("ticket_fee", terms.ticket_fee);
    let event = event.text("uncovered_fees", terms.uncovered.name());
    draft.record(event.number("version", version.into()));
    draft.put(Row::Deal(Deal { agent, version, terms: *terms }));
    Ok(Outcome::Done)
}

fn set_head_plan(draft: &mut Draft<'_>, plan: &HeadPlan) -> Result<Outcome, Rejection> {
    let invalid = |rule: &str| Err(Rejection::of_field(Code::FieldInvalid, "tiers", rule));
    if plan.tiers.is_empty() || plan.tiers.len() > TIERS_MAX {
        return invalid("must be 1 to 10");
    }
    if plan.tiers[0].from != 1 || !plan.tiers.is_sorted_by(|one, next| one.from < next.from) {
        return invalid("must begin at head 1 and rise");
    }
    let prices = plan.tiers.iter().map(|tier| tier.price).chain([plan.minimum]);
    if prices.into_iter().any(|price| price.is_negative() || price > FEE_MAX) {
        let rule = format!("must be 0 to {FEE_MAX}, prices and minimum alike");
        return Err(Rejection::of_field(Code::AmountInvalid, "tiers", &rule));
    }
    // From here on it must succeed.
    let version = draft.head_plan(()).map_or(1, |plan| plan.version + 1);
    let event = draft.event(EventKind::HeadPlanChanged).text("count", plan.count.name());
    let event = event.text("mode", plan.mode.name()).text("tiers", &plan.tiers_text());
    draft.record(event.money("minimum", plan.minimum).number("version", version.into()));
    draft.put(Row::HeadPlan(HeadPlan { version, ..plan.clone() }));
    Ok(Outcome::Done)
}

/// Commission paid to an agent, or, below zero, what an agent owes paid in.
fn pay_commission(draft: &mut Draft<'_>, pay: &PayCommission) -> Result<Outcome, Rejection> {
    let member = draft.member(pay.agent).ok_or_else(|| Rejection::not_found("member"))?;
    if !is_agent(member) {
        return Err(Rejection::new(Code::WrongState, "only agents and masters earn commission"));
    }
    if draft.actor == Actor::Member(pay.agent) {
        return Err(Rejection::new(Code::NotPermitted, "nobody records their own payment"));
    }
    let (reference, note) =
        (parse_note("reference", &pay.reference)?, parse_note("note", &pay.note)?);
    let payable = draft.amount_on(Account::Commission.of(pay.agent));
    let within = if payable.is_negative() {
        (payable..Money::ZERO).contains(&pay.amount)
    } else {
        pay.amount.is_positive() && pay.amount <= payable
    };
    if !within {
        let rule = format!("must not be zero nor go beyond what is payable, {payable}");
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    // From here on it must succeed.
    let posting = posting::commission_paid(draft.moment, pay.agent, pay.method, pay.amount);
    let id = posting.id;
    draft.post(posting);
    let event = draft.event(EventKind::CommissionPaid).member(pay.agent);
    let event = event.money("amount", pay.amount).text("method", pay.method.name());
    let event = event.text("reference", &reference).text("note", &note);
    draft.record(event.money("payable", payable - pay.amount));
    draft.append(Appended::Payment(Payment {
        posting: id,
        fact: Fact::CommissionPaid,
        member: pay.agent,
        method: Some(pay.method),
        amount: pay.amount,
        fee: Money::ZERO,
        reference,
        note,
        by: draft.actor.member(),
        at: draft.moment.now,
    }));
    Ok(Outcome::Posting(id))
}

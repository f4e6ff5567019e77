//! Decisions about accounts and credit: how a player settles, what an agent's branch may have
//! together, credit lent until a time, and applications with their assessment.
//!
//! Under the conditional policy (LCCP SR 3.7.1) nobody raises credit by setting it: the raise is
//! applied for, assessed by somebody else, and takes effect only after the delay.

use std::collections::BTreeMap;

use super::payment::check_amount;
use crate::calendar::Instant;
use crate::command::{Actor, Outcome};
use crate::credit::{self, AccountKind, Application, Assessment, Limits, Timed};
use crate::decide::people::check_not_above;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{ApplicationId, MemberId};
use crate::jurisdiction::{CreditPolicy, in_force};
use crate::ledger::transfer::Fact;
use crate::member::{Member, MemberStatus, Role};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::{Read, Row};

/// The longest credit can be lent: beyond it an end is a slip of the keyboard.
const LOAN_SECONDS_MAX: i64 = 366 * 24 * 60 * 60;

/// Holds new credit of a member below `above` against the law and the bounds of the branches.
/// `before` is what the member has now, `after` what it would be.
pub(in crate::decide) fn check_credit(
    draft: &Draft<'_>,
    above: &[MemberId],
    before: &Limits,
    after: &Limits,
) -> Result<(), Rejection> {
    let policy = credit::policy(draft, draft.moment.book);
    let more = after.promised() > before.promised();
    if policy == CreditPolicy::Prohibited && more {
        return Err(Rejection::new(Code::CreditProhibited, "the law here forbids credit"));
    }
    if policy == CreditPolicy::Conditional && after.at(draft.moment.now).credit > before.credit {
        let detail = "more credit is applied for, assessed, and takes effect after a delay";
        return Err(Rejection::new(Code::ApplicationNeeded, detail));
    }
    if after.account == AccountKind::PostUp && after.promised().is_positive() {
        return Err(Rejection::new(Code::WrongState, "a post-up account has no credit"));
    }
    if more { check_branches(draft, above, before, after, &BTreeMap::new()) } else { Ok(()) }
}

/// Nobody gives more than the branches above have left to give; the tightest is told. `added` was
/// promised below them by the same command.
pub(in crate::decide) fn check_branches(
    draft: &Draft<'_>,
    above: &[MemberId],
    before: &Limits,
    after: &Limits,
    added: &BTreeMap<MemberId, Money>,
) -> Result<(), Rejection> {
    let bounds = above.iter().filter_map(|agent| {
        let most = draft.limits(*agent)?.branch_credit?;
        let promised = draft.branch_credit(*agent).map_or(Money::ZERO, |page| page.promised);
        let added = added.get(agent).copied().unwrap_or(Money::ZERO);
        Some((promised + added - before.promised(), most))
    });
    let least = bounds.min_by_key(|(others, most)| *most - *others);
    match least.filter(|(others, most)| *others + after.promised() > *most) {
        Some((others, most)) => {
            let limit = LimitMet {
                name: "branch_credit",
                owner: LimitOwner::Agent,
                amount: most,
                possible: (most - others).max(Money::ZERO),
            };
            Err(Rejection::of_limit(Code::AboveBranchCredit, limit))
        }
        None => Ok(()),
    }
}

/// A member whose credit somebody else sets, and the member's limits as they stand now.
fn subject(draft: &Draft<'_>, member: MemberId) -> Result<(Member, Limits), Rejection> {
    let found = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    if draft.actor == Actor::Member(member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody changes their own credit"));
    }
    check_not_above(draft, member)?;
    Ok((found, limits_now(draft, member)))
}

fn limits_now(draft: &Draft<'_>, member: MemberId) -> Limits {
    let found = draft.limits(member).copied().unwrap_or(Limits::none(member));
    found.at(draft.moment.now)
}

fn check_player(member: &Member) -> Result<(), Rejection> {
    if member.role != Role::Player {
        return Err(Rejection::new(Code::NotAPlayer, "only players have accounts that settle"));
    }
    if member.status == MemberStatus::Closed {
        return Err(Rejection::new(Code::MemberNotActive, "the account is closed"));
    }
    Ok(())
}

fn check_bound(field: &'static str, bound: Option<Money>) -> Result<(), Rejection> {
    if bound.is_some_and(|amount| amount.is_negative() || amount > Money::MAX) {
        return Err(Rejection::of_field(Code::AmountInvalid, field, "must not be negative"));
    }
    Ok(())
}

fn above(member: &Member) -> &[MemberId] {
    &member.chain[..member.chain.len() - 1]
}

pub(super) fn set_account(
    draft: &mut Draft<'_>,
    member: MemberId,
    account: AccountKind,
    settle: Option<Money>,
) -> Result<Outcome, Rejection> {
    let (player, before) = subject(draft, member)?;
    if settle.is_some_and(|amount| !amount.is_positive() || amount > Money::MAX) {
        let rule = "must be positive";
        return Err(Rejection::of_field(Code::AmountInvalid, "settle_limit", rule));
    }
    let after = Limits { account, settle, ..before };
    check_credit(draft, above(&player), &before, &after)?;
    check_player(&player)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::AccountChanged).member(member);
    let event = event.text("before", before.account.name()).text("after", account.name());
    draft.record(event.money("settle_limit", settle.unwrap_or(Money::ZERO)));
    draft.put(Row::Limits(after));
    Ok(Outcome::Member(member))
}

/// A bound below what was promised already takes nothing back: it only lets nothing more out.
pub(super) fn bound_branch(
    draft: &mut Draft<'_>,
    member: MemberId,
    most: Option<Money>,
) -> Result<Outcome, Rejection> {
    let (agent, before) = subject(draft, member)?;
    check_bound("branch_credit", most)?;
    if !matches!(agent.role, Role::Agent | Role::Master) {
        return Err(Rejection::new(Code::WrongState, "only agents have a branch to bound"));
    }
    // From here on it must succeed.
    let amount = |bound: Option<Money>| bound.map_or(-1, |amount| amount.0);
    let event = draft.event(EventKind::BranchCreditChanged).member(member);
    let event = event.number("before", amount(before.branch_credit));
    draft.record(event.number("after", amount(most)));
    draft.put(Row::Limits(Limits { branch_credit: most, ..before }));
    Ok(Outcome::Member(member))
}

/// What was lent before ends with it.
pub(super) fn lend(
    draft: &mut Draft<'_>,
    member: MemberId,
    amount: Money,
    expires_at: Instant,
    note: &str,
) -> Result<Outcome, Rejection> {
    let (player, before) = subject(draft, member)?;
    let note = parse_note("note", note)?;
    let now = draft.moment.now;
    if expires_at <= now || expires_at > now.plus_seconds(LOAN_SECONDS_MAX) {
        let rule = "must lie ahead, and within a year";
        return Err(Rejection::of_field(Code::FieldInvalid, "expires_at", rule));
    }
    check_amount(amount)?;
    check_player(&player)?;
    if credit::policy(draft, draft.moment.book) == CreditPolicy::Conditional {
        let detail = "credit is not lent here: it is applied for and assessed";
        return Err(Rejection::new(Code::ApplicationNeeded, detail));
    }
    let after = Limits { temporary: Some(Timed { amount, at: expires_at }), ..before };
    check_credit(draft, above(&player), &before, &after)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::CreditLent).member(member).money("amount", amount);
    draft.record(event.number("expires_at", expires_at.0).text("note", &note));
    draft.put(Row::Limits(after));
    draft.record_if_overdrawn(member, Fact::Adjustment);
    Ok(Outcome::Member(member))
}

/// A person may end a loan at any time, the timer only one that has expired.
pub(super) fn end(
    draft: &mut Draft<'_>,
    member: MemberId,
    note: &str,
) -> Result<Outcome, Rejection> {
    let (_, before) = subject(draft, member)?;
    let note = parse_note("note", note)?;
    let nothing = || Rejection::new(Code::WrongState, "no credit is lent");
    let lent = before.temporary.ok_or_else(nothing)?;
    if draft.actor == Actor::System && draft.moment.now < lent.at {
        return Err(Rejection::new(Code::WrongState, "the loan has not expired"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::CreditEnded).member(member);
    draft.record(event.money("amount", lent.amount).text("note", &note));
    draft.put(Row::Limits(Limits { temporary: None, ..before }));
    draft.record_if_overdrawn(member, Fact::Adjustment);
    Ok(Outcome::Member(member))
}

pub(super) fn apply(
    draft: &mut Draft<'_>,
    member: MemberId,
    amount: Money,
    note: &str,
) -> Result<Outcome, Rejection> {
    let player = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    let note = parse_note("note", note)?;
    check_amount(amount)?;
    let limits = limits_now(draft, member);
    if amount <= limits.credit {
        let rule = "must be above the credit there is";
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", rule));
    }
    if limits.application.is_some() {
        return Err(Rejection::new(Code::WrongState, "an application waits already"));
    }
    check_player(&player)?;
    if credit::policy(draft, draft.moment.book) == CreditPolicy::Prohibited {
        return Err(Rejection::new(Code::CreditProhibited, "the law here forbids credit"));
    }
    // From here on it must succeed.
    let id = ApplicationId(draft.moment.take_id());
    let event = draft.event(EventKind::CreditAskedFor).member(member);
    let event = event.number("application", id.0).money("amount", amount);
    draft.record(event.text("note", &note));
    draft.put(Row::Limits(Limits { application: Some(id), ..limits }));
    draft.put(Row::Application(Application {
        id,
        member,
        wanted: amount,
        note,
        asked_at: draft.moment.now,
        asked_by: draft.actor.member(),
        assessment: None,
    }));
    Ok(Outcome::Application(id))
}

/// Somebody else than who asked decides, with grounds. Under the conditional policy a raise takes
/// effect once the delay since the application is over.
pub(super) fn assess(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: ApplicationId,
    granted: Option<Money>,
    grounds: &str,
) -> Result<Outcome, Rejection> {
    let (player, before) = subject(draft, member)?;
    let found = draft.application(id).filter(|found| found.member == member).cloned();
    let mut found = found.ok_or_else(|| Rejection::not_found("application"))?;
    let grounds = parse_note("assessment", grounds)?;
    if grounds.is_empty() {
        let rule = "must say what speaks for and against it";
        return Err(Rejection::of_field(Code::FieldMissing, "assessment", rule));
    }
    if granted.is_some_and(|amount| !amount.is_positive() || amount > found.wanted) {
        let rule = "must be above zero and not above what was asked for";
        return Err(Rejection::of_field(Code::AmountInvalid, "granted", rule));
    }
    if found.assessment.is_some() {
        let detail = format!("the application is {}", found.state().name());
        return Err(Rejection::new(Code::WrongState, detail));
    }
    if draft.actor.member().is_some() && draft.actor.member() == found.asked_by {
        let detail = "somebody else must assess this application";
        return Err(Rejection::new(Code::OwnApproval, detail));
    }
    let after = match granted {
        Some(amount) => grant(draft, &player, &before, &found, amount)?,
        None => before,
    };
    // From here on it must succeed.
    let now = draft.moment.now;
    let from = after.raise.map_or(now, |raise| raise.at);
    found.assessment = Some(Assessment {
        by: draft.actor.member(),
        at: now,
        grounds,
        granted: granted.map(|amount| Timed { amount, at: from }),
    });
    let event = draft.event(EventKind::CreditAssessed).member(member);
    let event = event.number("application", id.0).text("state", found.state().name());
    let event = event.money("credit_before", before.credit);
    let event = event.money("granted", granted.unwrap_or(Money::ZERO));
    draft.record(event.number("from", from.0));
    draft.put(Row::Limits(Limits { application: None, ..after }));
    draft.put(Row::Application(found));
    draft.record_if_overdrawn(member, Fact::Adjustment);
    Ok(Outcome::Application(id))
}

/// The limits of a player to whom a credit is granted: at once, or waiting for its time.
fn grant(
    draft: &Draft<'_>,
    player: &Member,
    before: &Limits,
    found: &Application,
    amount: Money,
) -> Result<Limits, Rejection> {
    check_player(player)?;
    let rules = in_force(draft, draft.moment.book).credit;
    let from = match rules.policy {
        CreditPolicy::Conditional => found.asked_at.plus_seconds(rules.increase_delay_seconds),
        CreditPolicy::Prohibited | CreditPolicy::Allowed => draft.moment.now,
    };
    let is_raise = amount > before.credit;
    let waits = is_raise && from > draft.moment.now;
    let raise = waits.then_some(Timed { amount, at: from });
    let now = if waits { before.credit } else { amount };
    let after = Limits { credit: now, raise, ..*before };
    // The application is what the conditional policy asks for, so only the rest is checked.
    let promised =
        Limits { credit: before.credit, raise: Some(Timed { amount, at: from }), ..after };
    if rules.policy == CreditPolicy::Conditional {
        if after.account == AccountKind::PostUp {
            return Err(Rejection::new(Code::WrongState, "a post-up account has no credit"));
        }
        if promised.promised() > before.promised() {
            check_branches(draft, above(player), before, &promised, &BTreeMap::new())?;
        }
        return Ok(after);
    }
    check_credit(draft, above(player), before, &after)?;
    Ok(after)
}

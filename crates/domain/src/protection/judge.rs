//! Judges deposits and wagers by what protects a player. Decides nothing where a book never
//! protected anybody: see [`crate::book::Uses`].

use crate::calendar::{Instant, Moment};
use crate::id::MemberId;
use crate::jurisdiction::{DepositLimitMeaning, Jurisdiction};
use crate::ledger::account::Account;
use crate::money::Money;
use crate::protection::count::{PlayCount, SpanSums, lost};
use crate::protection::{Block, ExclusionKind, PlayMeasure, PlaySpan, Protection};
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::Read;

/// What protects a member, if anything ever did.
pub fn protection_of<'a>(
    read: &'a impl Read,
    member: MemberId,
    moment: &Moment,
) -> Option<&'a Protection> {
    read.book(moment.book).filter(|book| book.uses.protection)?;
    read.protection(member)
}

/// Refuses whoever stays away from play.
fn refuse_blocked(block: Block) -> Rejection {
    let ends = |at: Option<Instant>| at.map_or("for good", |_| "until its end");
    match block.kind {
        ExclusionKind::TimeOut => Rejection::new(Code::TimeOut, "this player takes a time-out"),
        ExclusionKind::SelfExclusion => {
            let detail = format!("this player is excluded {}", ends(block.until));
            Rejection::new(Code::SelfExcluded, detail)
        }
    }
}

/// The tightest of the limits of a measure that `amount` would go beyond.
fn met(
    protection: &Protection,
    measure: PlayMeasure,
    counted: SpanSums,
    amount: Money,
    now: Instant,
) -> Option<Rejection> {
    let limits = PlaySpan::ALL.into_iter().filter_map(|(span, _)| {
        let limit = protection.limit(measure, span, now)?;
        Some((span, limit, limit - counted.of(span)))
    });
    let (span, limit, rest) = limits.min_by_key(|(_, _, rest)| *rest)?;
    if amount <= rest {
        return None;
    }
    let (code, name) = names(measure, span);
    let met = LimitMet {
        name,
        owner: LimitOwner::Player,
        amount: limit,
        possible: rest.max(Money::ZERO),
    };
    Some(Rejection::of_limit(code, met))
}

fn names(measure: PlayMeasure, span: PlaySpan) -> (Code, &'static str) {
    match (measure, span) {
        (PlayMeasure::Deposit, PlaySpan::Day) => (Code::AboveDepositLimit, "deposit_day"),
        (PlayMeasure::Deposit, PlaySpan::Week) => (Code::AboveDepositLimit, "deposit_week"),
        (PlayMeasure::Deposit, PlaySpan::Month) => (Code::AboveDepositLimit, "deposit_month"),
        (PlayMeasure::Loss, PlaySpan::Day) => (Code::AboveLossLimit, "loss_day"),
        (PlayMeasure::Loss, PlaySpan::Week) => (Code::AboveLossLimit, "loss_week"),
        (PlayMeasure::Loss, PlaySpan::Month) => (Code::AboveLossLimit, "loss_month"),
        (PlayMeasure::Stake, PlaySpan::Day) => (Code::AboveStakeLimit, "stake_day"),
        (PlayMeasure::Stake, PlaySpan::Week) => (Code::AboveStakeLimit, "stake_week"),
        (PlayMeasure::Stake, PlaySpan::Month) => (Code::AboveStakeLimit, "stake_month"),
    }
}

/// What deposit limits count in this book: everything paid in, or what is left after payouts.
pub fn deposited(read: &impl Read, count: &PlayCount, moment: &Moment) -> SpanSums {
    let standard = || Jurisdiction::standard(moment.book).protection.deposit_limit;
    let meaning = read
        .jurisdiction(moment.book)
        .map_or_else(standard, |settings| settings.protection.deposit_limit);
    let SpanSums { day, week, month } = count.paid_out;
    match meaning {
        DepositLimitMeaning::Gross => count.paid_in,
        DepositLimitMeaning::Net => SpanSums {
            day: count.paid_in.day - day,
            week: count.paid_in.week - week,
            month: count.paid_in.month - month,
        },
    }
}

/// Refuses a deposit: what a player pays in beyond what is owed.
pub fn refuse_deposit(
    read: &impl Read,
    member: MemberId,
    amount: Money,
    moment: &Moment,
) -> Option<Rejection> {
    let protection = protection_of(read, member, moment).filter(|_| amount.is_positive())?;
    if let Some(block) = protection.blocked(moment.now) {
        return Some(refuse_blocked(block));
    }
    let count = PlayCount::now(read.play_count(member), member, moment);
    let counted = deposited(read, &count, moment);
    met(protection, PlayMeasure::Deposit, counted, amount, moment.now)
}

/// Refuses a wager of `risk`; with nothing at risk only whether the player plays at all.
pub fn refuse_wager(
    read: &impl Read,
    member: MemberId,
    risk: Money,
    moment: &Moment,
) -> Vec<Rejection> {
    let Some(protection) = protection_of(read, member, moment) else { return Vec::new() };
    let now = moment.now;
    if let Some(block) = protection.blocked(now) {
        return vec![refuse_blocked(block)];
    }
    let mut refusals = Vec::new();
    if protection.has(PlayMeasure::Loss, now) {
        let held = read.balance(Account::Held.of(member));
        let mut counted = lost(read, member, moment);
        counted.add(held.map_or(Money::ZERO, |held| held.amount));
        refusals.extend(met(protection, PlayMeasure::Loss, counted, risk, now));
    }
    if protection.has(PlayMeasure::Stake, now) {
        let count = PlayCount::now(read.play_count(member), member, moment);
        refusals.extend(met(protection, PlayMeasure::Stake, count.staked, risk, now));
    }
    refusals
}

//! Decisions that protect a player: limits, time-outs and self-exclusions, and what becomes of the
//! open bets of somebody who is excluded.

use crate::access::Permission;
use crate::calendar::Instant;
use crate::command::{Actor, Outcome};
use crate::decide::people::check_not_above;
use crate::decide::ruling::{check_reach, put_in_force};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::grade::ruling::{Ending, Reach, Reason, Ruling, RulingState};
use crate::id::{ExclusionId, MemberId, RulingId, TicketId};
use crate::jurisdiction::{ExcludedBets, ProtectionRules, in_force};
use crate::member::{Member, MemberStatus, Role};
use crate::money::Money;
use crate::protection::command::ProtectionCommand;
use crate::protection::count::{PlayCount, SpanSums, weeks_of_month};
use crate::protection::{
    Block, Exclusion, ExclusionKind, LimitSetter, PlayMeasure, PlaySpan, Protection, WantedLimit,
};
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{OpenBets, Read, Row};

const DAY: i64 = 24 * 60 * 60;
/// The longest that names an end: beyond it is for good.
const EXCLUSION_SECONDS_MAX: i64 = 20 * 366 * DAY;

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &ProtectionCommand,
) -> Result<Outcome, Rejection> {
    let player = subject(draft, command.member())?;
    match command {
        ProtectionCommand::Limit { measure, span, amount, .. } => {
            let own = draft.actor == Actor::Member(player.id);
            let setter = if own { LimitSetter::Player } else { LimitSetter::House };
            let wanted = WantedLimit { setter, measure: *measure, span: *span, amount: *amount };
            limit(draft, &player, wanted)
        }
        ProtectionCommand::Exclude { kind, until, reason, .. } => {
            exclude(draft, &player, *kind, *until, reason)
        }
        ProtectionCommand::Lift { exclusion, .. } => lift(draft, &player, *exclusion),
        ProtectionCommand::CancelBets { exclusion, .. } => cancel_bets(draft, &player, *exclusion),
    }
}

/// The right a command of `actor` needs, and whom it concerns: players protect themselves with the
/// right to bet.
pub(super) fn needed(command: &ProtectionCommand, actor: MemberId) -> (Permission, MemberId) {
    let member = command.member();
    let permission = match command {
        // Only the timer ends bets: nobody holds every right.
        ProtectionCommand::CancelBets { .. } => Permission::ManagePlatform,
        _ if member == actor => Permission::PlaceWager,
        ProtectionCommand::Limit { .. } => Permission::ChangeLimits,
        ProtectionCommand::Exclude { .. } | ProtectionCommand::Lift { .. } => {
            Permission::ChangeStatus
        }
    };
    (permission, member)
}

/// The player who is protected, whatever the status: nobody is too suspended to be excluded.
fn subject(draft: &Draft<'_>, member: MemberId) -> Result<Member, Rejection> {
    let found = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    check_not_above(draft, member)?;
    if found.role != Role::Player {
        return Err(Rejection::new(Code::NotAPlayer, "only players play"));
    }
    if found.status == MemberStatus::Closed {
        return Err(Rejection::new(Code::MemberNotActive, "the account is closed"));
    }
    Ok(found)
}

fn protection_of(draft: &Draft<'_>, member: MemberId) -> Protection {
    draft.protection(member).cloned().unwrap_or_else(|| Protection::none(member))
}

/// From now on the book looks at what protects its players.
fn use_protection(draft: &mut Draft<'_>) {
    let book = draft.book(draft.moment.book).cloned();
    if let Some(mut book) = book.filter(|book| !book.uses.protection) {
        book.uses.protection = true;
        draft.put(Row::Book(book));
    }
}

fn limit(
    draft: &mut Draft<'_>,
    player: &Member,
    wanted: WantedLimit,
) -> Result<Outcome, Rejection> {
    if wanted.amount.is_some_and(|amount| amount.is_negative() || amount > Money::MAX) {
        let rule = "must not be negative";
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", rule));
    }
    let now = draft.moment.now;
    let rules = in_force(draft, draft.moment.book).protection;
    let mut protection = protection_of(draft, player.id);
    // From here on it must succeed.
    if wanted.measure == PlayMeasure::Stake && !protection.has(PlayMeasure::Stake, now) {
        begin_count(draft, player.id);
    }
    let from = protection.want(wanted, now, rules.loosening_seconds);
    record_limit(draft, player.id, wanted, from);
    draft.put(Row::Protection(protection));
    use_protection(draft);
    Ok(Outcome::Member(player.id))
}

/// A limit that a player sets when signing up: nothing held before it.
pub(super) fn limit_newcomer(
    draft: &mut Draft<'_>,
    member: MemberId,
    span: PlaySpan,
    amount: Money,
) {
    let (setter, measure) = (LimitSetter::Player, PlayMeasure::Deposit);
    let wanted = WantedLimit { setter, measure, span, amount: Some(amount) };
    let mut protection = Protection::none(member);
    let from = protection.want(wanted, draft.moment.now, 0);
    record_limit(draft, member, wanted, from);
    draft.put(Row::Protection(protection));
    use_protection(draft);
}

fn record_limit(draft: &mut Draft<'_>, member: MemberId, wanted: WantedLimit, from: Instant) {
    let event = draft.event(EventKind::PlayLimitSet).member(member);
    let event = event.text("setter", wanted.setter.name()).text("measure", wanted.measure.name());
    let event = event.text("span", wanted.span.name());
    let event = event.number("amount", wanted.amount.map_or(-1, |amount| amount.0));
    draft.record(event.number("from", from.0));
}

/// Stakes are counted from here on. What was staked before is what the record tells: the tickets
/// of the day, and the figures of the weeks that reach into the month.
fn begin_count(draft: &mut Draft<'_>, member: MemberId) {
    let moment = *draft.moment;
    let risk = |id: &TicketId| draft.ticket(*id).map_or(Money::ZERO, |ticket| ticket.cash_risk());
    let today = draft.earlier(crate::protection::count::today(member, &moment));
    let day: Money = today.map_or(Money::ZERO, |page| page.tickets.iter().map(risk).sum());
    let placed = |week| draft.figure((week, member)).map_or(Money::ZERO, |one| one.placed_risk);
    let (week, month) = (placed(moment.week), weeks_of_month(&moment).map(placed).sum());
    let mut count = PlayCount::now(draft.play_count(member), member, &moment);
    count.staked = SpanSums { day, week, month };
    draft.put(Row::PlayCount(count));
}

fn check_until(
    kind: ExclusionKind,
    until: Option<Instant>,
    now: Instant,
    rules: &ProtectionRules,
) -> Result<(), Rejection> {
    let within = |least: i64, most: i64| {
        until
            .is_some_and(|until| until > now.plus_seconds(least) && until <= now.plus_seconds(most))
    };
    let (fits, rule) = match kind {
        ExclusionKind::TimeOut => {
            let most = rules.time_out_days_max;
            let rule = format!("must lie ahead, and within {most} days");
            (within(0, i64::from(most) * DAY), rule)
        }
        ExclusionKind::SelfExclusion => {
            let least = rules.exclusion_days_min;
            let ahead = within(i64::from(least) * DAY - 1, EXCLUSION_SECONDS_MAX);
            let rule = format!("must be at least {least} days ahead, or left out for good");
            (until.is_none() || ahead, rule)
        }
    };
    if fits { Ok(()) } else { Err(Rejection::of_field(Code::FieldInvalid, "until", &rule)) }
}

/// True when `next` lets a player play earlier than `block` does, or asks less of them.
fn is_looser(block: &Block, kind: ExclusionKind, until: Option<Instant>) -> bool {
    if kind < block.kind {
        return true;
    }
    kind == block.kind
        && (block.until.is_none() || until.is_some_and(|to| Some(to) < block.until))
        && until.is_some()
}

fn exclude(
    draft: &mut Draft<'_>,
    player: &Member,
    kind: ExclusionKind,
    until: Option<Instant>,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let reason = parse_note("reason", reason)?;
    let now = draft.moment.now;
    let rules = in_force(draft, draft.moment.book).protection;
    check_until(kind, until, now, &rules)?;
    let mut protection = protection_of(draft, player.id);
    let before = protection.blocked(now);
    if before.is_some_and(|block| is_looser(&block, kind, until)) {
        let detail = "what holds already keeps this player away for longer";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    if let Some(mut former) = before.and_then(|block| draft.exclusion(block.exclusion).cloned()) {
        former.ended_at = Some(now);
        former.bets_after = None;
        draft.put(Row::Exclusion(former));
    }
    let id = ExclusionId(draft.moment.take_id());
    let rule = rules.excluded_bets;
    let ends_bets = kind == ExclusionKind::SelfExclusion && rule == ExcludedBets::Cancel;
    protection.block = Some(Block { exclusion: id, kind, until, lifted_at: None });
    let event = draft.event(EventKind::PlayerExcluded).member(player.id);
    let event = event.number("exclusion", id.0).text("kind", kind.name());
    let event = event.number("until", until.map_or(-1, |until| until.0));
    draft.record(event.text("open_bets", rule.name()).text("reason", &reason));
    draft.put(Row::Exclusion(Exclusion {
        id,
        member: player.id,
        kind,
        reason,
        from: now,
        asked_by: draft.actor.member(),
        until,
        lift_asked_by: None,
        ended_at: None,
        bets_after: ends_bets.then_some(TicketId(0)),
    }));
    draft.put(Row::Protection(protection));
    use_protection(draft);
    Ok(Outcome::Exclusion(id))
}

fn known(draft: &Draft<'_>, player: &Member, id: ExclusionId) -> Result<Exclusion, Rejection> {
    let found = draft.exclusion(id).filter(|found| found.member == player.id).cloned();
    found.ok_or_else(|| Rejection::not_found("exclusion"))
}

/// A time-out ends by itself and no earlier; an exclusion ends after its time, on request, and
/// after the delay that every loosening has.
fn lift(draft: &mut Draft<'_>, player: &Member, id: ExclusionId) -> Result<Outcome, Rejection> {
    let mut found = known(draft, player, id)?;
    let mut protection = protection_of(draft, player.id);
    let now = draft.moment.now;
    let holds = protection.blocked(now).filter(|block| block.exclusion == id);
    let Some(block) = holds.filter(|block| block.lifted_at.is_none()) else {
        return Err(Rejection::new(Code::WrongState, "this exclusion is over or ends already"));
    };
    if block.kind == ExclusionKind::TimeOut {
        return Err(Rejection::new(Code::TooEarly, "a time-out ends by itself"));
    }
    if block.until.is_none_or(|until| now < until) {
        let detail = "the exclusion lasts until its end, or for good";
        return Err(Rejection::new(Code::TooEarly, detail));
    }
    // From here on it must succeed.
    let delay = in_force(draft, draft.moment.book).protection.loosening_seconds;
    let at = now.plus_seconds(delay);
    protection.block = Some(Block { lifted_at: Some(at), ..block });
    found.ended_at = Some(at);
    found.lift_asked_by = draft.actor.member();
    let event = draft.event(EventKind::ExclusionLifted).member(player.id);
    draft.record(event.number("exclusion", id.0).number("at", at.0));
    draft.put(Row::Exclusion(found));
    draft.put(Row::Protection(protection));
    Ok(Outcome::Exclusion(id))
}

/// The next open bets of an excluded player: those on which nothing has begun are cancelled and
/// the stake returned, the others stand and are settled.
fn cancel_bets(
    draft: &mut Draft<'_>,
    player: &Member,
    id: ExclusionId,
) -> Result<Outcome, Rejection> {
    let mut found = known(draft, player, id)?;
    let done = || Rejection::new(Code::WrongState, "the open bets were looked at already");
    let after = found.bets_after.ok_or_else(done)?;
    let page = draft.open_bets((player.id, after)).cloned();
    let tickets = page.map(|page| page.tickets).unwrap_or_default();
    // From here on it must succeed.
    for ticket in &tickets {
        let ruling = Ruling {
            id: RulingId(0),
            reach: Reach::Ticket(*ticket),
            ending: Ending::Cancel,
            reason: Reason::ProhibitedWager,
            note: "self-exclusion".to_owned(),
            state: RulingState::Asked,
            after_result: false,
            asked_by: draft.actor.member(),
            asked_at: draft.moment.now,
            decided_by: None,
            decided_at: None,
        };
        if check_reach(draft, &ruling).is_ok() {
            let id = RulingId(draft.moment.take_id());
            put_in_force(draft, Ruling { id, ..ruling });
        }
    }
    let is_last = tickets.len() < OpenBets::LENGTH_MAX;
    found.bets_after = tickets.last().copied().filter(|_| !is_last);
    draft.put(Row::Exclusion(found));
    Ok(Outcome::Exclusion(id))
}

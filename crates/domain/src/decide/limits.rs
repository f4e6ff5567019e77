//! The decision that sets an owner's limit rules. Whoever stands lower may only tighten: no rule
//! set further up is loosened or taken away, and none may be looser than what holds above.

use crate::access::reach_of;
use crate::board::market::MarketKind;
use crate::command::{Actor, LimitWanted, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::MemberId;
use crate::limit::judge::name;
use crate::limit::rule::{
    LimitRule, LimitSheet, Measure, PLATFORM_OWNER, RULES_MAX, Share, Span, owners,
};
use crate::member::Role;
use crate::money::Money;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::{Read, Row};

pub(super) fn replace_limits(
    draft: &mut Draft<'_>,
    owner: MemberId,
    wanted: &[LimitWanted],
) -> Result<Outcome, Rejection> {
    let mut book =
        draft.book(draft.moment.book).cloned().ok_or_else(|| Rejection::not_found("book"))?;
    let (above, is_player) = owners_above(draft, owner)?;
    if draft.actor == Actor::Member(owner) && is_player {
        return Err(Rejection::new(Code::NotPermitted, "nobody changes their own limits"));
    }
    let rank = rank_of(draft, owner)?;
    check_wanted(wanted, is_player)?;
    let before = draft.limit_sheet(owner).map_or_else(Vec::new, |sheet| sheet.rules.clone());
    let mut rules = Vec::with_capacity(wanted.len());
    for one in wanted {
        let rule = draw_up(draft, one, &before, rank)?;
        check_within(draft, &rule, &above)?;
        rules.push(rule);
    }
    check_kept(&before, &rules, rank)?;
    // From here on it must succeed.
    let mut event = draft.event(EventKind::LimitRulesChanged);
    event = if owner.0 > 0 { event.member(owner) } else { event.text("owner", word_of(owner)) };
    for rule in &mut rules {
        if rule.id == 0 {
            rule.id = draft.moment.take_id();
        }
        event = event.text("rule", &told(rule));
    }
    draft.record(event);
    if !book.uses.limits {
        book.uses.limits = true;
        draft.put(Row::Book(book));
    }
    draft.put(Row::LimitSheet(LimitSheet { owner, rules }));
    Ok(Outcome::Done)
}

/// The owners further up, and whether the owner is a player.
fn owners_above(draft: &Draft<'_>, owner: MemberId) -> Result<(Vec<MemberId>, bool), Rejection> {
    if owner == PLATFORM_OWNER {
        return Ok((Vec::new(), false));
    }
    if owner == MemberId::HOUSE {
        return Ok((vec![PLATFORM_OWNER], false));
    }
    let member = draft.member(owner).ok_or_else(|| Rejection::not_found("member"))?;
    let above = owners(&member.chain).filter(|one| *one != owner).collect();
    Ok((above, member.role == Role::Player))
}

/// How high the actor stands: 0 is the platform, 1 whoever acts for the whole book.
fn rank_of(draft: &Draft<'_>, owner: MemberId) -> Result<i32, Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(0) };
    let refused = || Rejection::new(Code::NotPermitted, "these limits are set further up");
    let actor = draft.member(actor).ok_or_else(refused)?;
    let reach = reach_of(actor);
    let depth = actor.chain.iter().position(|one| *one == reach).unwrap_or(0) + 1;
    // The platform's limits are set by the provider alone, the book's by those of the whole book.
    if owner == PLATFORM_OWNER || (owner == MemberId::HOUSE && depth > 1) {
        return Err(refused());
    }
    Ok(i32::try_from(depth).unwrap_or(i32::MAX))
}

fn check_wanted(wanted: &[LimitWanted], is_player: bool) -> Result<(), Rejection> {
    let invalid = |field, rule: &str| Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    if wanted.len() > RULES_MAX {
        return invalid("rules", &format!("must be at most {RULES_MAX}"));
    }
    for (place, one) in wanted.iter().enumerate() {
        let adds_up = one.span != Span::Wager;
        let is_amount = one.amount.is_positive() || (adds_up && one.amount == Money::ZERO);
        if !is_amount {
            return Err(Rejection::of_field(Code::AmountInvalid, "amount", "must be positive"));
        }
        if one.amount > Money::MAX {
            let rule = "must be within what money can hold";
            return Err(Rejection::of_field(Code::AmountInvalid, "amount", rule));
        }
        if one.measure == Measure::MinRisk && one.span != Span::Wager {
            return invalid("span", "must be wager for min_risk");
        }
        if one.share == Share::Together && (one.span == Span::Wager || is_player) {
            return invalid("share", "must be each for one wager and for one player");
        }
        let same = |other: &LimitWanted| {
            let about = |rule: &LimitWanted| (rule.measure, rule.span, rule.share);
            about(one) == about(other) && one.filter == other.filter
        };
        if wanted[..place].iter().any(same) {
            return invalid("rules", "must not limit the same twice");
        }
    }
    Ok(())
}

/// The rule of what is wanted: an old one keeps its id and, unless the amount changes, its setter.
fn draw_up(
    draft: &Draft<'_>,
    wanted: &LimitWanted,
    before: &[LimitRule],
    rank: i32,
) -> Result<LimitRule, Rejection> {
    let fresh = LimitRule {
        id: 0,
        made_on: draft.moment.day,
        measure: wanted.measure,
        span: wanted.span,
        share: wanted.share,
        filter: wanted.filter,
        amount: wanted.amount,
        set_by: draft.actor.member(),
        rank,
        set_at: draft.moment.now,
    };
    let Some(old) = before.iter().find(|old| old.is_about_the_same(&fresh)) else {
        return Ok(fresh);
    };
    if old.amount == fresh.amount {
        return Ok(*old);
    }
    if old.rank < rank && fresh.is_looser_than(old) {
        return Err(looser(old, LimitOwner::Book, "was set further up"));
    }
    // A lower hand may tighten what a higher one has set; the higher one's word stands behind it.
    let rank = if old.rank < rank { old.rank } else { rank };
    Ok(LimitRule { id: old.id, made_on: old.made_on, rank, ..fresh })
}

/// No rule may be looser than the same one of an owner further up: it would mean nothing.
fn check_within(draft: &Draft<'_>, rule: &LimitRule, above: &[MemberId]) -> Result<(), Rejection> {
    for owner in above {
        let Some(sheet) = draft.limit_sheet(*owner) else { continue };
        let inherited = sheet.rules.iter().find(|one| one.is_about_the_same(rule));
        if let Some(inherited) = inherited.filter(|inherited| rule.is_looser_than(inherited)) {
            let whose = match *owner {
                PLATFORM_OWNER => LimitOwner::Platform,
                MemberId::HOUSE => LimitOwner::Book,
                _ => LimitOwner::Agent,
            };
            return Err(looser(inherited, whose, "holds further up"));
        }
    }
    Ok(())
}

fn check_kept(before: &[LimitRule], after: &[LimitRule], rank: i32) -> Result<(), Rejection> {
    let is_gone = |old: &&LimitRule| !after.iter().any(|new| new.id == old.id);
    match before.iter().filter(is_gone).find(|old| old.rank < rank) {
        Some(old) => Err(looser(old, LimitOwner::Book, "was set further up and must stay")),
        None => Ok(()),
    }
}

fn looser(limit: &LimitRule, owner: LimitOwner, why: &str) -> Rejection {
    let met = LimitMet { name: name(limit), owner, amount: limit.amount, possible: limit.amount };
    let detail = format!("{} of {} {why}", met.name, met.amount);
    Rejection { detail, ..Rejection::of_limit(Code::LimitLooser, met) }
}

fn word_of(owner: MemberId) -> &'static str {
    if owner == PLATFORM_OWNER { "platform" } else { "book" }
}

/// A rule in the words of the event log.
fn told(rule: &LimitRule) -> String {
    let mut text = format!("{} {} {} {}", name(rule), rule.share.name(), rule.amount.0, rule.id);
    let filter = rule.filter;
    let words = [
        filter.sport.map(|sport| format!("sport={}", sport.name())),
        filter.league.map(|league| format!("league={}", league.0)),
        filter.market.map(MarketKind::name).map(|name| format!("market={name}")),
        filter.period.map(|period| format!("period={}", period.name())),
        filter.wager.map(|wager| format!("wager={}", wager.name())),
        filter.live.map(|live| format!("live={live}")),
    ];
    for word in words.into_iter().flatten() {
        text.push(' ');
        text.push_str(&word);
    }
    text
}

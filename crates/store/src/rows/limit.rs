//! Rows of limits, line profiles and stops: sheets, counters, what is stopped, what was placed
//! lately.
//!
//! Sheets and stops are lists that are read and replaced whole: one item a line, its words in a
//! fixed order, whatever is free text at the end.

use desk::port::StoreError;
use domain::board::fixture::Sport;
use domain::board::market::MarketKind;
use domain::board::period::Period;
use domain::board::profile::{LineProfile, ProfileTerms, Shade};
use domain::calendar::{Day, Instant};
use domain::control::{Controls, Stop, Target};
use domain::id::{BookId, LeagueId, MemberId};
use domain::limit::counter::{Counter, CounterKey};
use domain::limit::rule::{Filter, LimitRule, LimitSheet, Measure, Share, Span};
use domain::money::Money;
use domain::wager::repeat::Recent;
use domain::wager::ticket::WagerKind;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const LIMIT_SHEET: Shape =
    Shape { table: "limit_sheet", keys: &["book_id", "owner_id"], rest: &["rules"], of_book: true };

pub(crate) fn limit_sheet_cells(row: &LimitSheet) -> Vec<Value> {
    let rules: Vec<String> = row.rules.iter().map(rule_text).collect();
    cells![row.owner.0, rules.join("\n")]
}

pub(crate) fn limit_sheet(cells: &mut Cells) -> Result<LimitSheet, StoreError> {
    let owner = MemberId(cells.int()?);
    let text = cells.text()?;
    let rules = text.lines().map(|line| rule_of(line).ok_or_else(|| unreadable("rule", line)));
    Ok(LimitSheet { owner, rules: rules.collect::<Result<Vec<LimitRule>, StoreError>>()? })
}

pub(crate) const LINE_PROFILE: Shape = Shape {
    table: "line_profile",
    keys: &["book_id", "owner_id"],
    rest: &["shades", "blocked_wagers", "revision", "changes"],
    of_book: true,
};

/// An owner without a profile of its own has no shades, not even an empty list of them.
pub(crate) fn line_profile_cells(row: &LineProfile) -> Vec<Value> {
    let shades = row.terms.as_ref().map(|terms| {
        let shades: Vec<String> = terms.shades.iter().map(Shade::text).collect();
        shades.join("\n")
    });
    let blocked = row.terms.iter().flat_map(|terms| &terms.blocked_wagers);
    let blocked: Vec<&str> = blocked.map(|kind| kind.name()).collect();
    cells![row.owner.0, shades, blocked.join(" "), row.revision, row.changes]
}

pub(crate) fn line_profile(cells: &mut Cells) -> Result<LineProfile, StoreError> {
    let owner = MemberId(cells.int()?);
    let (shades, blocked) = (cells.maybe_text()?, cells.text()?);
    let (revision, changes) = (cells.int()?, cells.int()?);
    let Some(shades) = shades else {
        return Ok(LineProfile { owner, terms: None, revision, changes });
    };
    let shade = |line| Shade::parse(line).ok_or_else(|| unreadable("shade", line));
    let kind = |word| WagerKind::parse(word).ok_or_else(|| unreadable("wager type", word));
    let terms = ProfileTerms {
        shades: shades.lines().map(shade).collect::<Result<Vec<Shade>, StoreError>>()?,
        blocked_wagers: blocked
            .split_whitespace()
            .map(kind)
            .collect::<Result<Vec<WagerKind>, StoreError>>()?,
    };
    Ok(LineProfile { owner, terms: Some(terms), revision, changes })
}

fn unreadable(what: &str, line: &str) -> StoreError {
    StoreError::Corrupt(format!("`{line}` is no {what}"))
}

/// What stands where nothing is named.
const ANY: &str = "*";

fn rule_text(rule: &LimitRule) -> String {
    let filter = rule.filter;
    let any = |text: Option<String>| text.unwrap_or_else(|| ANY.to_owned());
    let words = [
        rule.id.to_string(),
        rule.made_on.0.to_string(),
        rule.measure.name().to_owned(),
        rule.span.name().to_owned(),
        rule.share.name().to_owned(),
        rule.amount.0.to_string(),
        any(rule.set_by.map(|member| member.0.to_string())),
        rule.rank.to_string(),
        rule.set_at.0.to_string(),
        any(filter.sport.map(|sport| sport.name().to_owned())),
        any(filter.league.map(|league| league.0.to_string())),
        any(filter.market.map(|market| market.name().to_owned())),
        any(filter.period.map(|period| period.name().to_owned())),
        any(filter.wager.map(|wager| wager.name().to_owned())),
        any(filter.live.map(|live| live.to_string())),
    ];
    words.join(" ")
}

/// `*` is nothing; a word that cannot be read makes the whole line unreadable.
fn maybe<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if word == ANY { Some(None) } else { parse(word).map(Some) }
}

fn rule_of(line: &str) -> Option<LimitRule> {
    let mut words = line.split(' ');
    let mut next = || words.next();
    let number = |word: &str| word.parse::<i64>().ok();
    let rule = LimitRule {
        id: number(next()?)?,
        made_on: Day(next()?.parse().ok()?),
        measure: Measure::parse(next()?)?,
        span: Span::parse(next()?)?,
        share: Share::parse(next()?)?,
        amount: Money(number(next()?)?),
        set_by: maybe(next()?, number)?.map(MemberId),
        rank: next()?.parse().ok()?,
        set_at: Instant(number(next()?)?),
        filter: Filter {
            sport: maybe(next()?, Sport::parse)?,
            league: maybe(next()?, number)?.map(LeagueId),
            market: maybe(next()?, MarketKind::parse)?,
            period: maybe(next()?, Period::parse)?,
            wager: maybe(next()?, WagerKind::parse)?,
            live: maybe(next()?, |word| word.parse().ok())?,
        },
    };
    next().is_none().then_some(rule)
}

pub(crate) const COUNTER: Shape = Shape {
    table: "limit_counter",
    keys: &["book_id", "rule_id", "subject_id", "place"],
    rest: &["risk", "win"],
    of_book: true,
};

pub(crate) fn counter_cells(row: &Counter) -> Vec<Value> {
    cells![row.key.rule, row.key.subject.0, row.key.place, row.risk.0, row.win.0]
}

pub(crate) fn counter(cells: &mut Cells) -> Result<Counter, StoreError> {
    let (rule, subject, place) = (cells.int()?, MemberId(cells.int()?), cells.int()?);
    let key = CounterKey { rule, subject, place };
    Ok(Counter { key, risk: Money(cells.int()?), win: Money(cells.int()?) })
}

pub(crate) const CONTROLS: Shape =
    Shape { table: "controls", keys: &["book_id"], rest: &["stops"], of_book: true };

pub(crate) fn controls_cells(row: &Controls) -> Vec<Value> {
    let line = |stop: &Stop| {
        let by = stop.by.map_or_else(|| ANY.to_owned(), |member| member.0.to_string());
        format!("{}\t{by}\t{}\t{}", stop.target.text(), stop.at.0, stop.reason)
    };
    let stops: Vec<String> = row.stops.iter().map(line).collect();
    cells![stops.join("\n")]
}

pub(crate) fn controls(book: BookId, cells: &mut Cells) -> Result<Controls, StoreError> {
    let text = cells.text()?;
    let stops = text.lines().map(|line| stop_of(line).ok_or_else(|| unreadable("stop", line)));
    Ok(Controls { book, stops: stops.collect::<Result<Vec<Stop>, StoreError>>()? })
}

fn stop_of(line: &str) -> Option<Stop> {
    let mut parts = line.splitn(4, '\t');
    let target = Target::parse(parts.next()?)?;
    let by = maybe(parts.next()?, |word| word.parse().ok())?.map(MemberId);
    let at = Instant(parts.next()?.parse().ok()?);
    Some(Stop { target, by, at, reason: parts.next()?.to_owned() })
}

pub(crate) const RECENT: Shape = Shape {
    table: "recent_wager",
    keys: &["book_id", "member_id"],
    rest: &["wagers"],
    of_book: true,
};

pub(crate) fn recent_cells(row: &Recent) -> Vec<Value> {
    let wagers = row.wagers.iter().map(|(print, at)| format!("{print:016x} {}", at.0));
    cells![row.member.0, wagers.collect::<Vec<String>>().join("\n")]
}

pub(crate) fn recent(cells: &mut Cells) -> Result<Recent, StoreError> {
    let member = MemberId(cells.int()?);
    let text = cells.text()?;
    let wager = |line: &str| {
        let (print, at) = line.split_once(' ')?;
        Some((u64::from_str_radix(print, 16).ok()?, Instant(at.parse().ok()?)))
    };
    let wagers = text.lines().map(|line| wager(line).ok_or_else(|| unreadable("wager", line)));
    Ok(Recent { member, wagers: wagers.collect::<Result<Vec<(u64, Instant)>, StoreError>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_stops_come_back_as_they_were() {
        let rule = LimitRule {
            id: 7,
            made_on: Day(19_000),
            measure: Measure::MaxPayout,
            span: Span::Fixture,
            share: Share::Together,
            filter: Filter {
                sport: Some(Sport::Football),
                league: Some(LeagueId(4)),
                market: None,
                period: Some(Period::FirstHalf),
                wager: Some(WagerKind::Parlay),
                live: Some(false),
            },
            amount: Money(50_000),
            set_by: Some(MemberId(12)),
            rank: 2,
            set_at: Instant(5),
        };
        assert_eq!(rule_of(&rule_text(&rule)), Some(rule));
        let bare = LimitRule { filter: Filter::default(), set_by: None, ..rule };
        assert_eq!(rule_of(&rule_text(&bare)), Some(bare));
        assert_eq!(rule_of("1 2 max_risk wager each 5 * 0 0 * * * * *"), None);
        let reason = "storm over\tthe stadium".to_owned();
        let (target, by) = (Target::Branch(MemberId(3)), Some(MemberId(1)));
        let stop = Stop { target, reason, by, at: Instant(9) };
        let cells = controls_cells(&Controls { book: BookId(2), stops: vec![stop.clone()] });
        let found = controls(BookId(2), &mut Cells::new(cells)).expect("readable");
        assert_eq!(found.stops, [stop]);
    }
}

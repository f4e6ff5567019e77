//! Reading of limits and stops: the part of the language about what the book will not take.

use domain::board::fixture::Sport;
use domain::board::market::MarketKind;
use domain::board::period::Period;
use domain::command::LimitWanted;
use domain::limit::rule::{Filter, Measure, Share, Span};
use domain::wager::ticket::WagerKind;

use super::words::{Read, Words};
use super::{CapWords, Deed, TargetWords};

/// `book max_risk 500 per fixture together sport football and max_win 900`, or `pat nothing`.
pub(super) fn cap(by: Option<String>, words: &mut Words) -> Read<Deed> {
    let owner = words.take("an owner")?;
    let mut rules = Vec::new();
    if !words.skip("nothing") {
        rules.push(rule(words)?);
        while words.skip("and") {
            rules.push(rule(words)?);
        }
    }
    Ok(Deed::Cap { by, owner, rules })
}

fn rule(words: &mut Words) -> Read<CapWords> {
    let mut wanted = LimitWanted {
        measure: words.named("measure", Measure::parse)?,
        amount: words.money("amount")?,
        span: Span::Wager,
        share: Share::Each,
        filter: Filter::default(),
    };
    let mut league = None;
    while !words.is_empty() && !["->", "and"].contains(&words.peek()) {
        let word = words.take("a word")?;
        match word.as_str() {
            "per" => wanted.span = words.named("span", Span::parse)?,
            "together" => wanted.share = Share::Together,
            "sport" => wanted.filter.sport = Some(words.named("sport", Sport::parse)?),
            "league" => league = Some(words.take("a league")?),
            "market" => wanted.filter.market = Some(words.named("market", MarketKind::parse)?),
            "period" => {
                wanted.filter.period = Some(words.named("period", Period::parse)?);
            }
            "type" => wanted.filter.wager = Some(words.named("wager type", WagerKind::parse)?),
            "live" => wanted.filter.live = Some(true),
            "pregame" => wanted.filter.live = Some(false),
            _ => return Err(format!("`{word}` says nothing of a limit")),
        }
    }
    Ok(CapWords { wanted, league })
}

/// `sport football because storm`.
pub(super) fn control(by: String, words: &mut Words, stopped: bool) -> Read<Deed> {
    let kind = words.take("what is stopped")?;
    let target = match kind.as_str() {
        "all" => TargetWords::All,
        "live" => TargetWords::Live,
        "sport" => TargetWords::Sport(words.named("sport", Sport::parse)?),
        "league" => TargetWords::League(words.take("a league")?),
        "branch" => TargetWords::Branch(words.take("a member")?),
        _ => return Err(format!("`{kind}` cannot be stopped")),
    };
    let reason = if words.skip("because") { words.take("a reason")? } else { String::new() };
    Ok(Deed::Control { by, target, stopped, reason })
}

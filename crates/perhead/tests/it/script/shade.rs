//! Reading of line profiles, what an owner makes of the lines for the players below, and of the
//! book's own lines.
//!
//! ```text
//! dana shades book juice 5 | dana shades pat nothing
//! dana shades art against favourite cents 10 points 0.5 sport football and juice 2 without teaser
//! dana shades pat blocked league NFL and juice -5
//! dana owns opener spread -4 home -105 away -115 | dana follows opener spread
//! ```

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::MarketKind;
use domain::board::own_line::LineTerms;
use domain::board::period::Period;
use domain::board::profile::{Lean, LineFilter, ProfileTerms, Shade};
use domain::wager::ticket::WagerKind;

use super::Deed;
use super::selection::{line, market};
use super::words::{Read, Words};

/// A profile as a scenario writes it: leagues by their codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProfileWords {
    pub(crate) terms: ProfileTerms,
    /// The league of each shade that names one.
    pub(crate) leagues: Vec<Option<String>>,
}

/// The rest of a line after `dana shades`.
pub(super) fn shades(by: String, words: &mut Words) -> Read<Deed> {
    let owner = words.take("an owner")?;
    if words.skip("nothing") {
        return Ok(Deed::Shade { by, owner, profile: None });
    }
    let mut profile = ProfileWords::default();
    while !words.is_empty() && words.peek() != "->" {
        if words.skip("without") {
            let kind = words.named("wager type", WagerKind::parse)?;
            profile.terms.blocked_wagers.push(kind);
        } else {
            words.skip("and");
            let (shade, league) = shade(words)?;
            profile.terms.shades.push(shade);
            profile.leagues.push(league);
        }
    }
    Ok(Deed::Shade { by, owner, profile: Some(profile) })
}

/// The rest of a line after `dana owns`.
pub(super) fn owns(by: String, words: &mut Words) -> Read<Deed> {
    let fixture = words.take("a fixture")?;
    let words = line(words)?;
    let terms = LineTerms { points: words.points, prices: words.prices };
    Ok(Deed::OwnLine { by, fixture, market: words.market, line: Some(terms) })
}

/// The rest of a line after `dana follows`.
pub(super) fn follows(by: String, words: &mut Words) -> Read<Deed> {
    let fixture = words.take("a fixture")?;
    Ok(Deed::OwnLine { by, fixture, market: market(words)?, line: None })
}

fn shade(words: &mut Words) -> Read<(Shade, Option<String>)> {
    let filter = LineFilter::default();
    let (juice, cents) = (0, 0);
    let (blocked, against, points) = (false, None, Points::default());
    let mut shade = Shade { filter, blocked, juice, against, cents, points };
    let mut league = None;
    let number = |word: &str| word.parse().ok();
    while !words.is_empty() && !["->", "and", "without"].contains(&words.peek()) {
        let word = words.take("a word")?;
        match word.as_str() {
            "juice" => shade.juice = words.named("number", number)?,
            "against" => shade.against = Some(words.named("lean", Lean::parse)?),
            "cents" => shade.cents = words.named("number", number)?,
            "points" => shade.points = words.named("points", Points::parse)?,
            "blocked" => shade.blocked = true,
            "sport" => shade.filter.sport = Some(words.named("sport", Sport::parse)?),
            "league" => league = Some(words.take("a league")?),
            "market" => shade.filter.kind = Some(words.named("market", MarketKind::parse)?),
            "period" => shade.filter.period = Some(words.named("period", Period::parse)?),
            "live" => shade.filter.live = Some(true),
            "pregame" => shade.filter.live = Some(false),
            _ => return Err(format!("`{word}` makes nothing of a line")),
        }
    }
    Ok((shade, league))
}

//! What a market needs beside its line when it asks about more than the score: the question, the
//! field of runners, place terms, and the pitchers a baseball wager names.
//!
//! None of it changes once posted: tickets rest on it. A different question is a different market.

use crate::board::fixture::{Fixture, Sport};
use crate::board::market::Market;
use crate::grade::rules::GradingRules;
use crate::id::FixtureId;
use crate::register::{by_name, name_of, parse_name};
use crate::rejection::{Code, Rejection};

/// Most runners of one market; a runner's number is 1 to this.
pub const RUNNERS_MAX: usize = 255;
/// Longest key of a statistic, in characters.
const STATISTIC_LENGTH_MAX: usize = 60;

/// One of a field: a horse, a golfer, a team, a named answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runner {
    /// Its number, one field of the fixture long: reports name runners by it.
    pub number: u8,
    /// Its name.
    pub name: String,
}

/// Each-way terms: the place part pays `1/fraction` of the odds for the first `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceTerms {
    /// How many places pay.
    pub places: u8,
    /// The denominator of the fraction of the odds.
    pub fraction: u8,
}

impl PlaceTerms {
    /// Standard terms of a race by its number of runners and whether it is a handicap; `None` is
    /// win only (reference/features.md 4.10, sources EW-1 and EW-2).
    pub fn standard(runners: usize, handicap: bool) -> Option<PlaceTerms> {
        let (places, fraction) = match (runners, handicap) {
            (..=4, _) => return None,
            (5..=7, _) => (2, 4),
            (16.., true) => (4, 4),
            (12.., true) => (3, 4),
            _ => (3, 5),
        };
        Some(PlaceTerms { places, fraction })
    }
}

/// What a market asks beside the score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prop {
    /// The question as people read it: `Travis Kelce receiving yards`.
    pub title: String,
    /// The key its answer has in a score report: `kelce.receiving_yards`, `finish`.
    pub statistic: String,
    /// The answers of a multi-way market, by number; empty otherwise.
    pub runners: Vec<Runner>,
    /// Each-way terms, if the market takes each-way wagers.
    pub places: Option<PlaceTerms>,
}

impl Prop {
    /// The runner of a number.
    pub fn runner(&self, number: u8) -> Option<&Runner> {
        self.runners.iter().find(|runner| runner.number == number)
    }

    /// Checks what came from outside and puts the runners in order.
    ///
    /// # Errors
    /// Names the field that breaks its rule.
    pub fn parse(&self) -> Result<Prop, Rejection> {
        let mut runners = Vec::with_capacity(self.runners.len());
        for runner in &self.runners {
            let name = parse_name("runners", &runner.name)?;
            if name.contains(['|', '=']) || runner.number == 0 {
                let rule = "must have numbers from 1 and names without | and =";
                return Err(Rejection::of_field(Code::FieldInvalid, "runners", rule));
            }
            runners.push(Runner { number: runner.number, name });
        }
        runners.sort_by_key(|runner| runner.number);
        if runners.windows(2).any(|pair| pair[0].number == pair[1].number) {
            let rule = "must have a number of its own each";
            return Err(Rejection::of_field(Code::FieldInvalid, "runners", rule));
        }
        if let Some(PlaceTerms { places, fraction }) = self.places {
            let fits = (1..=20).contains(&places) && (1..=10).contains(&fraction);
            if !fits || runners.is_empty() {
                let rule = "must pay 1 to 20 places at 1/1 to 1/10 of a field of runners";
                return Err(Rejection::of_field(Code::FieldInvalid, "places", rule));
            }
        }
        Ok(Prop {
            title: parse_name("title", &self.title)?,
            statistic: parse_statistic(&self.statistic)?,
            runners,
            places: self.places,
        })
    }
}

/// A statistic's key: 1 to 60 of `a-z 0-9 . _`, starting with a letter.
///
/// # Errors
/// Names the rule it breaks.
pub fn parse_statistic(text: &str) -> Result<String, Rejection> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c);
    let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
    if text.len() > STATISTIC_LENGTH_MAX || !starts_well || !text.chars().all(allowed) {
        let rule = "must be 1 to 60 of a-z, 0-9, dot or underscore, starting with a letter";
        return Err(Rejection::of_field(Code::FieldInvalid, "statistic", rule));
    }
    Ok(text.to_owned())
}

/// Which announced starting pitchers must start for a baseball wager to stand
/// (reference/features.md 5.3, source BP-mlb).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PitcherRule {
    /// Whoever starts.
    #[default]
    Action,
    /// Both announced pitchers.
    Listed,
    /// The home side's announced pitcher, whoever starts for the visitors.
    ListedHome,
    /// The visiting side's announced pitcher, whoever starts for the home side.
    ListedAway,
}

impl PitcherRule {
    /// Every choice with its stable name.
    pub const ALL: [(PitcherRule, &str); 4] = [
        (PitcherRule::Action, "action"),
        (PitcherRule::Listed, "listed"),
        (PitcherRule::ListedHome, "listed_home"),
        (PitcherRule::ListedAway, "listed_away"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<PitcherRule> {
        by_name(&Self::ALL, name)
    }

    /// What a wager on `market` rests on: the player's choice, or, where the house lists pitchers
    /// and some are announced, both. Only markets on a baseball score know the choice.
    ///
    /// # Errors
    /// A choice where there is none.
    pub fn chosen(
        asked: Option<PitcherRule>,
        fixture: &Fixture,
        market: &Market,
        rules: &GradingRules,
    ) -> Result<PitcherRule, Rejection> {
        let invalid = |rule| Err(Rejection::of_field(Code::FieldInvalid, "pitchers", rule));
        let knows = fixture.sport == Sport::Baseball && !market.kind.is_prop();
        match asked {
            None if knows && fixture.listing > 0 && rules.baseball_listed_pitchers => {
                Ok(PitcherRule::Listed)
            }
            None | Some(PitcherRule::Action) => Ok(PitcherRule::Action),
            Some(_) if !knows => invalid("are chosen on a baseball score only"),
            Some(_) if fixture.listing == 0 => invalid("have not been announced"),
            Some(rule) => Ok(rule),
        }
    }
}

/// The announced starting pitchers of a fixture. A change is a further version; tickets keep the
/// version they were accepted under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The fixture.
    pub fixture: FixtureId,
    /// 1 for the first, then rising.
    pub version: i32,
    /// Who is to start for the home side.
    pub home: String,
    /// Who is to start for the visitors.
    pub away: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of reference/features.md 4.10 (sources EW-1, EW-2 there).
    #[test]
    fn place_terms_follow_the_size_of_the_field() {
        let terms = |runners, handicap| {
            PlaceTerms::standard(runners, handicap).map(|terms| (terms.fraction, terms.places))
        };
        for (runners, handicap, expected) in [
            (2, false, None),
            (4, true, None),
            (5, false, Some((4, 2))),
            (7, true, Some((4, 2))),
            (8, false, Some((5, 3))),
            (11, true, Some((5, 3))),
            (12, true, Some((4, 3))),
            (15, true, Some((4, 3))),
            (16, true, Some((4, 4))),
            (16, false, Some((5, 3))),
        ] {
            assert_eq!(terms(runners, handicap), expected, "{runners} {handicap}");
        }
    }

    #[test]
    fn runners_have_numbers_of_their_own() {
        let runner = |number, name: &str| Runner { number, name: name.to_owned() };
        let field = |runners| Prop {
            title: "Winner".to_owned(),
            statistic: "finish".to_owned(),
            runners,
            places: Some(PlaceTerms { places: 3, fraction: 5 }),
        };
        let read = field(vec![runner(2, "Arkle"), runner(1, " Red Rum ")]).parse();
        let names: Vec<String> =
            read.expect("a field").runners.into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["Red Rum", "Arkle"]);
        for bad in [vec![runner(1, "a"), runner(1, "b")], vec![runner(0, "a")], vec![]] {
            assert!(field(bad).parse().is_err());
        }
    }
}

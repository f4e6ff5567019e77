//! `bet_settlement`: the provider's outcome of each selection of a match.
//!
//! `return = stake * vf + stake * (1 - vf) * result * dhf * odds`, with `vf` the share of the stake
//! that comes back and `dhf` the share of a win in a dead heat. Factors are read as exact decimals;
//! what no leg can come to is refused by market and outcome.

use domain::grade::leg::LegOutcome;

use super::markup::{Tag, tags};
use crate::error::FeedError;

/// One settlement message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The provider's event, such as `sr:match:16807109`.
    pub event: String,
    /// 2 when confirmed, 1 when taken from live scouting.
    pub certainty: i32,
    /// The markets, in the order of the message.
    pub markets: Vec<SettledMarket>,
}

/// One settled market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledMarket {
    /// The provider's market.
    pub market: String,
    /// What narrows it down, such as `setnr=1|total=9.5`; may be empty.
    pub specifiers: String,
    /// Its selections.
    pub outcomes: Vec<SettledOutcome>,
}

/// One settled selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledOutcome {
    /// The provider's selection.
    pub outcome: String,
    /// What it came to.
    pub result: LegOutcome,
}

/// Reads a `bet_settlement` message named `file`.
///
/// # Errors
/// When it is no such message, or tells something that no leg can come to.
pub fn read_settlement(file: &str, text: &str) -> Result<Settlement, FeedError> {
    read(text).map_err(|reason| FeedError::of_file(file, reason))
}

fn read(text: &str) -> Result<Settlement, String> {
    let mut found: Option<Settlement> = None;
    for tag in tags(text)? {
        let Tag::Open(name, attributes) = tag else { continue };
        let get = |key: &str| attributes.iter().find(|(known, _)| known == key).map(|one| &*one.1);
        let need =
            |key: &str| get(key).map(str::to_owned).ok_or_else(|| format!("<{name}> has no {key}"));
        match (name.as_str(), &mut found) {
            ("bet_settlement", None) => {
                let certainty = need("certainty")?;
                let unread = |_| format!("certainty {certainty:?} is no number");
                let certainty = certainty.parse().map_err(unread)?;
                let event = need("event_id")?;
                found = Some(Settlement { event, certainty, markets: Vec::new() });
            }
            ("outcomes", Some(_)) => {}
            ("market", Some(settlement)) => settlement.markets.push(SettledMarket {
                market: need("id")?,
                specifiers: get("specifiers").unwrap_or_default().to_owned(),
                outcomes: Vec::new(),
            }),
            ("outcome", Some(settlement)) => {
                let Some(market) = settlement.markets.last_mut() else {
                    return Err("an outcome stands outside of a market".to_owned());
                };
                let (outcome, won) = (need("id")?, need("result")?);
                let factors = [get("void_factor"), get("dead_heat_factor")];
                let result = outcome_of(&won, factors)
                    .map_err(|why| format!("market {}, outcome {outcome}: {why}", market.market))?;
                market.outcomes.push(SettledOutcome { outcome, result });
            }
            _ => return Err(format!("<{name}> does not belong into a settlement")),
        }
    }
    found.ok_or_else(|| "is no bet_settlement".to_owned())
}

/// A part of a whole, in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Factor {
    part: u8,
    whole: u8,
}

impl Factor {
    const NOTHING: Factor = Factor { part: 0, whole: 1 };
    const HALF: Factor = Factor { part: 1, whole: 2 };
    const ALL: Factor = Factor { part: 1, whole: 1 };
}

/// What a selection came to, from `result`, `void_factor` and `dead_heat_factor`.
fn outcome_of(result: &str, [void, heat]: [Option<&str>; 2]) -> Result<LegOutcome, String> {
    let won = match result {
        "1" => true,
        "0" => false,
        other => return Err(format!("result {other:?} is none of 0 and 1")),
    };
    let factor = |name: &str, text: Option<&str>, missing| {
        let read = text.map_or(Some(missing), factor_of);
        read.ok_or_else(|| format!("{name} {text:?} is no share of at most {TIED_MOST}"))
    };
    let void = factor("void_factor", void, Factor::NOTHING)?;
    let heat = factor("dead_heat_factor", heat, Factor::ALL)?;
    match (void, won) {
        (Factor::ALL, _) => Ok(LegOutcome::Void),
        (Factor::NOTHING, false) => Ok(LegOutcome::Loss),
        (Factor::NOTHING, true) if heat != Factor::NOTHING => {
            Ok(LegOutcome::share(heat.part, heat.whole, 0))
        }
        (Factor::HALF, true) if heat == Factor::ALL => Ok(LegOutcome::HalfWin),
        (Factor::HALF, false) => Ok(LegOutcome::HalfLoss),
        _ => Err("its factors are of no leg that can be graded".to_owned()),
    }
}

/// Most runners that a factor can tell to have tied.
const TIED_MOST: u8 = 50;
/// Most decimals of a factor.
const DECIMALS_MAX: usize = 6;

/// The share with the fewest runners that a decimal tells: `0.5` is one of two, `0.33` one of
/// three, since what does not end is cut or rounded at the last decimal told.
fn factor_of(text: &str) -> Option<Factor> {
    let (units, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if units.len() != 1 || decimals.len() > DECIMALS_MAX || !digits(units) || !digits(decimals) {
        return None;
    }
    let scale = 10u64.pow(decimals.len().try_into().ok()?);
    let value: u64 = format!("{units}{decimals}").parse().ok()?;
    let is_told = |part: u8, whole: u8| {
        let (scaled, whole) = (u64::from(part) * scale, u64::from(whole));
        // One decimal is not enough to tell what was cut from what is meant.
        let is_cut = decimals.len() > 1 && part > 0;
        let is_near = scaled / whole == value || (2 * scaled + whole) / (2 * whole) == value;
        scaled == value * whole || (is_cut && is_near)
    };
    let of = |whole: u8| (0..=whole).map(move |part| Factor { part, whole });
    (1..=TIED_MOST).flat_map(of).find(|one| is_told(one.part, one.whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_make_the_outcomes_of_the_domain() {
        let of = |result, void, heat| outcome_of(result, [void, heat]);
        assert_eq!(of("1", None, None), Ok(LegOutcome::Win));
        assert_eq!(of("0", None, None), Ok(LegOutcome::Loss));
        assert_eq!(of("0", Some("1"), None), Ok(LegOutcome::Void));
        assert_eq!(of("1", Some("1.0"), None), Ok(LegOutcome::Void));
        assert_eq!(of("1", Some("0.5"), None), Ok(LegOutcome::HalfWin));
        assert_eq!(of("0", Some("0.50"), None), Ok(LegOutcome::HalfLoss));
        for (heat, won, tied) in [
            ("0.25", 1, 4),
            ("0.33", 1, 3),
            ("0.333333", 1, 3),
            ("0.66", 2, 3),
            ("0.67", 2, 3),
            ("0.17", 1, 6),
            ("0.3", 3, 10),
        ] {
            assert_eq!(of("1", None, Some(heat)), Ok(LegOutcome::share(won, tied, 0)), "{heat}");
        }
    }

    #[test]
    fn what_no_leg_can_come_to_is_refused() {
        for (result, void, heat) in [
            ("-1", None, None),
            ("", None, None),
            ("1", Some("0.3"), None),
            ("1", Some("0.5"), Some("0.5")),
            ("1", Some("2"), None),
            ("1", Some("-0.5"), None),
            ("1", None, Some("0")),
            ("1", None, Some("0.123456")),
            ("1", None, Some("1.5")),
            ("1", None, Some("half")),
        ] {
            assert!(outcome_of(result, [void, heat]).is_err(), "{result} {void:?} {heat:?}");
        }
    }

    #[test]
    fn other_messages_are_refused_by_what_they_are() {
        let outcome = "<bet_settlement event_id=\"e\" certainty=\"2\"><outcome id=\"1\"/>\
            </bet_settlement>";
        let market = "<bet_settlement event_id=\"e\" certainty=\"2\"><market id=\"7\">\
            <outcome id=\"74\" result=\"2\"/></market></bet_settlement>";
        for (text, told) in [
            ("<odds_change/>", "file m: <odds_change> does not belong into a settlement"),
            ("<bet_settlement event_id=\"e\"/>", "file m: <bet_settlement> has no certainty"),
            (outcome, "file m: an outcome stands outside of a market"),
            (market, "file m: market 7, outcome 74: result \"2\" is none of 0 and 1"),
        ] {
            assert_eq!(read_settlement("m", text).map_err(|e| e.to_string()), Err(told.to_owned()));
        }
    }
}

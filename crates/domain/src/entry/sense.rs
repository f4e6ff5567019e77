//! From what was said to what is on the board: every pick becomes a selection at its current line.
//!
//! A pick without a market means the spread in football and basketball and the moneyline
//! elsewhere; points mean the spread, a price alone the moneyline. What was named must be what is
//! offered now: a number that moved is told, never taken for the new one.

use std::cmp::Ordering;

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::{Market, MarketKind, Side};
use crate::board::period::Period;
use crate::command::SeenLine;
use crate::entry::speech::{Chosen, Pick, Spoken};
use crate::entry::words::Form;
use crate::entry::{Called, Fault, Slate, Unclear};
use crate::id::{FixtureId, MarketId};
use crate::money::Money;
use crate::odds::Odds;
use crate::wager::ticket::Entry;

/// A pick on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The fixture.
    pub fixture: FixtureId,
    /// The market.
    pub market: MarketId,
    /// The side.
    pub side: Side,
    /// The line as it stands, which is what was meant.
    pub seen: SeenLine,
}

/// A wager that can be priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// How the picks hang together.
    pub form: Form,
    /// Sizes of a round robin.
    pub sizes: Vec<u32>,
    /// The picks, in the order said.
    pub selections: Vec<Selection>,
    /// What the amount means.
    pub entry: Entry,
    /// The amount.
    pub amount: Money,
    /// The same wager, spelled in full.
    pub spelled: String,
}

/// Holds what was said against the board. `bare` is what an amount means when it was not said.
///
/// # Errors
/// Every pick that is not offered as it was said, and the same wager at the lines of now.
pub fn make_sense(spoken: &Spoken, slate: &impl Slate, bare: Entry) -> Result<Understood, Unclear> {
    let entry = spoken.entry.unwrap_or(bare);
    let mut unclear = Unclear::default();
    let mut selections = Vec::new();
    let mut spellings = Vec::new();
    for pick in &spoken.picks {
        match place(pick, slate) {
            Ok((selection, spelling)) => {
                selections.push(selection);
                spellings.push(spelling);
            }
            Err((fault, instead)) => {
                unclear.faults.push(fault);
                spellings.extend(instead);
            }
        }
    }
    let spelled = spell(spoken, &spellings, entry);
    if unclear.faults.is_empty() {
        let (form, sizes, amount) = (spoken.form, spoken.sizes.clone(), spoken.amount);
        return Ok(Understood { form, sizes, selections, entry, amount, spelled });
    }
    let all = spellings.len() == spoken.picks.len();
    Err(if all { unclear.suggest(spelled) } else { unclear })
}

fn spell(spoken: &Spoken, picks: &[String], entry: Entry) -> String {
    let mut text = picks.join(" ");
    if spoken.form == Form::RoundRobin {
        let sizes: Vec<String> = spoken.sizes.iter().map(u32::to_string).collect();
        text = format!("rr {text} by {}", sizes.join(" "));
    } else if spoken.form == Form::Parlay {
        text = format!("parlay {text}");
    }
    let words = match entry {
        Entry::Risk => "risk",
        Entry::Win => "to win",
        Entry::Base => "base",
    };
    format!("{text} {words} {}", spoken.amount)
}

type Misplaced = (Fault, Option<String>);

fn place(pick: &Pick, slate: &impl Slate) -> Result<(Selection, String), Misplaced> {
    let fault = |why: String| Fault { word: pick.rotation.to_string(), why };
    let Some(called) = slate.called(pick.rotation) else {
        return Err((fault("is no rotation number on the board".to_owned()), None));
    };
    let kind = kind_of(pick, &called).map_err(|why| (fault(why), None))?;
    let side = match pick.chosen {
        Chosen::Side => called.side,
        Chosen::Over => Side::Over,
        Chosen::Under => Side::Under,
        Chosen::Draw => Side::Draw,
    };
    let offered = called
        .markets
        .iter()
        .filter(|market| is_called(market, kind) && market.odds_of(side).is_some());
    let named = |market: &&Market| pick.points.is_none_or(|p| market.points_of(side) == Some(p));
    // Another number is an alternate line, if the board has it; otherwise the main line is meant.
    let main = |market: &&Market| market.alternate == 0;
    let market = offered.clone().filter(main).find(named);
    let market = market.or_else(|| offered.clone().find(named));
    let market = market.or_else(|| offered.clone().find(main));
    let Some(market) = market else {
        let why = format!("{} has no {} now", called.name, kind.name());
        return Err((fault(why), other_market(pick, &called)));
    };
    let (points, odds) = (market.points_of(side), market.odds_of(side).unwrap_or(Odds::EVEN));
    let spelling = spell_pick(pick.rotation, kind, side, points);
    if pick.points.is_some() && pick.points != points {
        let now = points.map_or_else(|| "without points".to_owned(), |p| told(kind, p));
        return Err((fault(format!("{} is {now} now", called.name)), Some(spelling)));
    }
    if pick.price.is_some_and(|price| price.compare(odds) != Ordering::Equal) {
        let why = format!("{} pays {:+} now", called.name, odds.to_american());
        return Err((fault(why), Some(spelling)));
    }
    let seen = SeenLine { version: market.version, points, odds: Some(odds) };
    let (fixture, market) = (called.fixture, market.id);
    Ok((Selection { fixture, market, side, seen }, spelling))
}

/// Lines of the whole game can be called by their numbers.
fn is_called(market: &Market, kind: MarketKind) -> bool {
    market.kind == kind && market.period == Period::Game && market.prop.is_none()
}

fn kind_of(pick: &Pick, called: &Called) -> Result<MarketKind, String> {
    let offers = |kind: MarketKind| called.markets.iter().any(|market| is_called(market, kind));
    let wanted = match pick.chosen {
        Chosen::Over | Chosen::Under => MarketKind::Total,
        Chosen::Draw => MarketKind::Moneyline3,
        Chosen::Side => match (pick.market, pick.points, pick.price) {
            (Some(market), ..) => market,
            (None, Some(_), _) => MarketKind::Spread,
            (None, None, Some(_)) => main_of(offers, false),
            (None, None, None) => {
                main_of(offers, matches!(called.sport, Sport::Football | Sport::Basketball))
            }
        },
    };
    if pick.market.is_some_and(|market| market != wanted) {
        return Err(format!("over, under and draw do not fit a {}", wanted.name()));
    }
    if wanted == MarketKind::Total && pick.chosen == Chosen::Side {
        return Err("say over or under for a total".to_owned());
    }
    // Where three can win, that is what a moneyline means.
    let three = wanted == MarketKind::Moneyline && !offers(wanted);
    Ok(if three && offers(MarketKind::Moneyline3) { MarketKind::Moneyline3 } else { wanted })
}

/// The market a bare rotation number means.
fn main_of(offers: impl Fn(MarketKind) -> bool, spread_first: bool) -> MarketKind {
    let order = if spread_first {
        [MarketKind::Spread, MarketKind::Moneyline, MarketKind::Moneyline3]
    } else {
        [MarketKind::Moneyline, MarketKind::Moneyline3, MarketKind::Spread]
    };
    order.into_iter().find(|kind| offers(*kind)).unwrap_or(order[0])
}

/// What else of the fixture could be meant by a side that has no such market.
fn other_market(pick: &Pick, called: &Called) -> Option<String> {
    let side = (pick.chosen == Chosen::Side).then_some(called.side)?;
    let market = called.markets.iter().find(|market| {
        market.kind != MarketKind::Total
            && is_called(market, market.kind)
            && market.odds_of(side).is_some()
    })?;
    Some(spell_pick(pick.rotation, market.kind, side, market.points_of(side)))
}

fn told(kind: MarketKind, points: Points) -> String {
    if kind == MarketKind::Total { points.to_string() } else { signed(points) }
}

fn signed(points: Points) -> String {
    if points.0 == 0 { "pk".to_owned() } else { points.signed() }
}

fn spell_pick(rotation: i32, kind: MarketKind, side: Side, points: Option<Points>) -> String {
    match (side, points) {
        (Side::Over, Some(points)) => format!("over {rotation} {points}"),
        (Side::Under, Some(points)) => format!("under {rotation} {points}"),
        (Side::Draw, _) => format!("draw {rotation}"),
        (_, Some(points)) => format!("{rotation} {}", signed(points)),
        _ if kind == MarketKind::Moneyline3 => format!("{rotation} 3way"),
        _ => format!("{rotation} ml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::market::{MarketStatus, Price};
    use crate::calendar::Instant;
    use crate::entry::speech::listen;
    use proptest::prelude::*;

    /// Four games: NFL 471/472 and 473/474 with spread, total and moneyline, NFL 475/476 with a
    /// spread alone, soccer 501/502 three-way.
    struct Board;

    fn market(id: i64, kind: MarketKind, points: Option<&str>) -> Market {
        let price = |side: &Side| Price { side: *side, odds: Odds::american(-110).expect("price") };
        Market {
            id: MarketId(id),
            fixture: FixtureId(id / 10),
            kind,
            period: Period::Game,
            alternate: 0,
            prop: None,
            status: MarketStatus::Open,
            version: 3,
            points: points.map(|text| Points::parse(text).expect("points")),
            prices: kind.sides().iter().map(price).collect(),
            moved_at: Instant(0),
            live: false,
        }
    }

    impl Slate for Board {
        fn called(&self, rotation: i32) -> Option<Called> {
            let (game, sport, home_first) = match rotation {
                471 | 472 => (1, Sport::Football, false),
                473 | 474 => (2, Sport::Football, false),
                475 | 476 => (3, Sport::Football, false),
                501 | 502 => (4, Sport::Soccer, true),
                _ => return None,
            };
            let mut markets = match sport {
                Sport::Soccer => vec![market(game * 10, MarketKind::Moneyline3, None)],
                _ => vec![market(game * 10, MarketKind::Spread, Some("3"))],
            };
            if game < 3 {
                markets.push(market(game * 10 + 1, MarketKind::Total, Some("44.5")));
                markets.push(market(game * 10 + 2, MarketKind::Moneyline, None));
            }
            let is_first = rotation % 2 == 1;
            let side = if is_first == home_first { Side::Home } else { Side::Away };
            let (fixture, name) = (FixtureId(game), format!("Team {rotation}"));
            Some(Called { fixture, side, sport, name, markets })
        }

        fn nearest(&self, rotation: i32) -> Option<i32> {
            [471, 473, 475, 501].into_iter().min_by_key(|known| (known - rotation).abs())
        }
    }

    fn read(text: &str) -> Result<Understood, Unclear> {
        make_sense(&listen(text, &Board)?, &Board, Entry::Risk)
    }

    #[test]
    fn texts_of_the_ticket_writer_are_spelled_in_full() {
        for (text, spelled) in [
            ("471 -3 200", "471 -3 risk 200.00"),
            ("471 200", "471 -3 risk 200.00"),
            ("472 +3 -110 to win 100", "472 +3 to win 100.00"),
            ("471 473 parlay 50", "parlay 471 -3 473 -3 risk 50.00"),
            ("parlay 471,473 $1,250", "parlay 471 -3 473 -3 risk 1250.00"),
            ("over 471 44.5 to win 100", "over 471 44.5 to win 100.00"),
            ("471 over 44.5 100", "over 471 44.5 risk 100.00"),
            ("471 o44.5 100", "over 471 44.5 risk 100.00"),
            ("under 472 2k", "under 472 44.5 risk 2000.00"),
            ("471 ml 50", "471 ml risk 50.00"),
            ("471 -110 50", "471 ml risk 50.00"),
            ("501 20", "501 3way risk 20.00"),
            ("draw 501 20", "draw 501 risk 20.00"),
            ("base 100 471", "471 -3 base 100.00"),
            ("rr 471 473 475 by 2 20", "rr 471 -3 473 -3 475 -3 by 2 risk 20.00"),
            ("rr by 2 3 471 473 475 risk 5", "rr 471 -3 473 -3 475 -3 by 2 3 risk 5.00"),
            ("471 u44.5 473 ml par 10", "parlay under 471 44.5 473 ml risk 10.00"),
        ] {
            let found = read(text).map(|understood| understood.spelled);
            assert_eq!(found.as_deref(), Ok(spelled), "{text}");
            // What is spelled in full means the same.
            assert_eq!(read(spelled), read(text), "{text}");
        }
    }

    #[test]
    fn unclear_texts_are_told_with_what_to_type_instead() {
        let check = |text: &str, word: &str, why: &str, suggestion: &str| {
            let unclear = read(text).expect_err(text);
            assert_eq!(
                (unclear.faults[0].word.as_str(), unclear.faults[0].why.as_str()),
                (word, why)
            );
            let known = unclear.suggestions.iter().any(|one| one == suggestion);
            assert!(known || suggestion.is_empty(), "{text}: {:?}", unclear.suggestions);
        };
        check("471 -2.5 200", "471", "Team 471 is -3 now", "471 -3 risk 200.00");
        check("over 471 45 100", "471", "Team 471 is 44.5 now", "over 471 44.5 risk 100.00");
        check("471 +120 100", "471", "Team 471 pays -110 now", "471 ml risk 100.00");
        check("471 473 50", "", "2 picks: say how they hang together", "parlay 471 473 50");
        check("471", "", "no amount is named", "471 100");
        check("470 100", "470", "is no rotation number on the board", "471 100");
        check("471 3 200", "3", "points of a side need a sign", "471 -3 200");
        check("475 ml 100", "475", "Team 475 has no moneyline now", "475 -3 risk 100.00");
        check("chiefs 100", "chiefs", "is not understood", "471 -3 200");
        check("over 100", "", "no rotation number of the board is named", "");
        check("-3 471 100", "-3", "stands before any rotation number", "");
        check("471 total 100", "471", "say over or under for a total", "");
        check("rr 471 473 20", "rr", "say the sizes of its parlays", "rr by 2 471 473 20");
        check("parlay rr 471 473 20", "rr", "names a second kind of wager", "");
        check("", "", "no rotation number of the board is named", "");
        check("471 -3 -4 100", "-4", "says it a second time of 471", "");
    }

    proptest! {
        /// No text makes the reader fall over, and what it understands it can spell.
        #[test]
        fn any_text_is_read_or_told(words in proptest::collection::vec(
            prop_oneof!["[0-9]{1,4}", "[-+][0-9]{1,3}(\\.5)?", Just("471".to_owned()),
                Just("473".to_owned()), Just("over".to_owned()), Just("parlay".to_owned()),
                Just("rr".to_owned()), Just("by".to_owned()), Just("to win".to_owned()),
                Just("ml".to_owned()), "\\PC{0,6}"], 0..9)) {
            let text = words.join(" ");
            match read(&text) {
                Ok(understood) => {
                    let again = read(&understood.spelled);
                    prop_assert_eq!(again.as_ref(), Ok(&understood), "{}", text);
                }
                Err(unclear) => prop_assert!(!unclear.faults.is_empty(), "{}", text),
            }
        }
    }
}

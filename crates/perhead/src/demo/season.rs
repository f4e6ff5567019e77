//! The season of a demo: what the catalogue learns of each real game, and when.
//!
//! Closing lines and final scores are the file's. Opening lines, the way from one to the other
//! and the order of scoring are made up from a seed, because no open source publishes them.

use domain::board::line::Points;
use domain::board::market::{MarketKind, Price, Side};
use domain::calendar::Instant;
use domain::odds::Odds;
use feeds::Game;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::in_play;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// A game is posted this long before its start.
const POSTED_BEFORE: i64 = 10 * DAY;
/// The closing line stands from this long before the start.
const CLOSING_BEFORE: i64 = 20 * MINUTE;
/// From the start to the final score.
pub(super) const GAME_LENGTH: i64 = 3 * HOUR + 10 * MINUTE;
/// How long the second source takes longer than the first.
const SECOND_SOURCE_AFTER: i64 = 6 * MINUTE;
/// How long a wrong report of the second source stands.
const WRONG_FOR: i64 = 2 * HOUR;
/// A season is repeated 52 weeks later, so that weekdays stay.
const REPEATED_AFTER: i64 = 364 * DAY;

/// Names of the two sources.
pub(super) const SOURCES: [&str; 2] = ["gridline", "scorewire"];

/// What happens to one game at one time.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// It enters the catalogue.
    Post,
    /// A line is posted or moved.
    Line(MarketKind, Option<Points>, Vec<Price>),
    /// It begins.
    Start,
    /// The running score.
    Score(i32, i32),
    /// A source reports the final score.
    Final(&'static str, i32, i32),
}

/// A turn of a game.
#[derive(Clone, Debug)]
pub(super) struct Due {
    /// When.
    pub(super) at: Instant,
    /// Which game, by its place in the season.
    pub(super) game: usize,
    /// What.
    pub(super) turn: Turn,
}

/// Everything that happens in one run through the season, in order of time. `round` counts the
/// runs from 0.
pub(super) fn timeline(games: &[Game], round: i64, seed: u64) -> Vec<Due> {
    let mut dues: Vec<Due> = games
        .iter()
        .enumerate()
        .flat_map(|(place, game)| {
            let mut chance =
                StdRng::seed_from_u64(seed ^ (place as u64) << 16 ^ round.cast_unsigned());
            turns(game, starts_at(game, round), &mut chance)
                .into_iter()
                .map(move |(at, turn)| Due { at, game: place, turn })
        })
        .collect();
    dues.sort_by_key(|due| due.at);
    dues
}

/// When a game starts in the given run through the season.
pub(super) fn starts_at(game: &Game, round: i64) -> Instant {
    game.starts_at.plus_seconds(round * REPEATED_AFTER)
}

fn turns(game: &Game, start: Instant, chance: &mut StdRng) -> Vec<(Instant, Turn)> {
    let mut turns = vec![(start.plus_seconds(-POSTED_BEFORE), Turn::Post)];
    for line in &game.lines {
        let prices: Vec<Price> = line
            .sides
            .iter()
            .filter_map(|side| Some(Price { side: side.side, odds: side.odds? }))
            .collect();
        if prices.len() == line.sides.len() {
            turns.extend(line_moves(line.kind, line.points, &prices, start, chance));
        }
    }
    turns.push((start, Turn::Start));
    if let Some((home, away)) = game.score {
        let scoring = scoring(home, away, chance);
        for (second, (home, away)) in &scoring {
            turns.push((start.plus_seconds(*second), Turn::Score(*home, *away)));
        }
        for (second, kind, points, prices) in in_play::lines(game, &scoring) {
            turns.push((start.plus_seconds(second), Turn::Line(kind, points, prices)));
        }
        let end = start.plus_seconds(GAME_LENGTH);
        let second = end.plus_seconds(SECOND_SOURCE_AFTER);
        turns.push((end, Turn::Final(SOURCES[0], home, away)));
        if chance.random_ratio(1, 14) {
            // The second source errs by a field goal and corrects itself later.
            turns.push((second, Turn::Final(SOURCES[1], home + 3, away)));
            let corrected = second.plus_seconds(WRONG_FOR);
            turns.push((corrected, Turn::Final(SOURCES[1], home, away)));
        } else {
            turns.push((second, Turn::Final(SOURCES[1], home, away)));
        }
    }
    turns
}

/// From a made-up opener to the file's closing line in a handful of steps.
fn line_moves(
    kind: MarketKind,
    closing: Option<Points>,
    prices: &[Price],
    start: Instant,
    chance: &mut StdRng,
) -> Vec<(Instant, Turn)> {
    let steps = chance.random_range(4..=9);
    let drift = chance.random_range(-4..=4) * 2;
    let cents_drift: Vec<i64> = prices.iter().map(|_| chance.random_range(-14..=14)).collect();
    let span = POSTED_BEFORE - CLOSING_BEFORE - 30 * MINUTE;
    let mut moves = Vec::new();
    for step in 0..=steps {
        let left = i64::from(steps - step);
        let at = start.plus_seconds(-CLOSING_BEFORE - span * left / i64::from(steps));
        let points = closing.map(|points| {
            // Whole half points on the way; the file's own number at the end.
            let away = i64::from(drift) * left / i64::from(steps);
            let quarters = i64::from(points.0) + away - away % 2;
            let least = if kind == MarketKind::Total { 4 } else { i64::MIN };
            Points(i32::try_from(quarters.max(least)).unwrap_or(points.0))
        });
        let shifted = prices.iter().zip(&cents_drift).map(|(price, drift)| Price {
            side: price.side,
            odds: shifted(price.odds, drift * left / i64::from(steps)),
        });
        let jitter = chance.random_range(0..20) * MINUTE;
        let at = if step == 0 { start.plus_seconds(-POSTED_BEFORE + 1) } else { at };
        let at = if left == 0 { at } else { at.plus_seconds(jitter.min(span / 20)) };
        moves.push((at, Turn::Line(kind, points, shifted.collect())));
    }
    moves
}

/// American odds moved by `cents` on the scale that has no gap between -100 and +100.
pub(super) fn shifted(odds: Odds, cents: i64) -> Odds {
    let value = odds.to_american();
    let scale = if value > 0 { value - 100 } else { value + 100 } + cents;
    Odds::american(if scale >= 0 { scale + 100 } else { scale - 100 }).unwrap_or(odds)
}

/// Scoring plays that add up to the final score: the score from so many seconds after the start on.
fn scoring(home: i32, away: i32, chance: &mut StdRng) -> Vec<(i64, (i32, i32))> {
    let mut plays: Vec<(i64, Side, i32)> = Vec::new();
    for (side, points) in [(Side::Home, home), (Side::Away, away)] {
        for play in plays_of(points, chance) {
            let second = chance.random_range(4 * MINUTE..GAME_LENGTH - 5 * MINUTE);
            plays.push((second, side, play));
        }
    }
    plays.sort_unstable();
    let (mut home, mut away) = (0, 0);
    plays
        .into_iter()
        .map(|(second, side, points)| {
            if side == Side::Home {
                home += points
            } else {
                away += points
            }
            (second, (home, away))
        })
        .collect()
}

fn plays_of(mut points: i32, chance: &mut StdRng) -> Vec<i32> {
    let mut plays = Vec::new();
    while points > 0 {
        let wanted = if chance.random_ratio(2, 3) { 7 } else { 3 };
        let play = [wanted, 7, 3, 2].into_iter().find(|play| {
            // One point cannot be scored alone.
            points - play == 0 || points - play >= 2
        });
        let play = play.unwrap_or(points);
        plays.push(play);
        points -= play;
    }
    plays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plays_add_up_to_every_score() {
        let mut chance = StdRng::seed_from_u64(7);
        for points in 0..80 {
            assert_eq!(plays_of(points, &mut chance).iter().sum::<i32>(), points);
        }
    }

    #[test]
    fn prices_shift_without_a_gap_at_even_money() {
        let even = Odds::american(-102).expect("price");
        assert_eq!(shifted(even, 5).to_american(), 103);
        assert_eq!(shifted(even, -5).to_american(), -107);
    }
}

//! Lines of a demo while a game is played. They are made up: what the pre-game lines still expect
//! of the time left, on top of the score.

use domain::board::line::Points;
use domain::board::market::{MarketKind, Price, Side};
use domain::odds::Odds;
use feeds::Game;

use super::season::{GAME_LENGTH, shifted};

/// Seconds between two looks at the lines while nobody scores.
const EVERY: i64 = 40 * 60;
/// How long after a score the new lines come.
const AFTER_SCORE: i64 = 25;
/// No lines are posted from this long before the end.
const ENDS_BEFORE: i64 = 10 * 60;
/// What a lead of one point is worth at the start, in cents of the moneyline; it grows as time runs
/// out.
const CENTS_A_POINT: i64 = 22;
/// The house's cents on each side.
const JUICE: i64 = 15;
/// The longest price either way, in cents.
const CENTS_MAX: i64 = 1_400;

/// A set of lines, how long after the start it is posted.
pub(super) type Posting = (i64, MarketKind, Option<Points>, Vec<Price>);

/// The lines of a game over its course. `scoring` tells the score from when on, in order.
pub(super) fn lines(game: &Game, scoring: &[(i64, (i32, i32))]) -> Vec<Posting> {
    let looks = (0..).map(|step| 90 + step * EVERY);
    let looks = looks.take_while(|second| *second < GAME_LENGTH - ENDS_BEFORE);
    let scores = scoring.iter().map(|(second, _)| second + AFTER_SCORE);
    let mut times: Vec<i64> =
        looks.chain(scores.filter(|second| *second < GAME_LENGTH - ENDS_BEFORE)).collect();
    times.sort_unstable();
    times.dedup();
    times.into_iter().flat_map(|second| at(game, second, score_at(scoring, second))).collect()
}

fn score_at(scoring: &[(i64, (i32, i32))], second: i64) -> (i32, i32) {
    let known = scoring.iter().take_while(|(at, _)| *at <= second).last();
    known.map_or((0, 0), |(_, score)| *score)
}

fn at(game: &Game, second: i64, (home, away): (i32, i32)) -> Vec<Posting> {
    let points_of = |kind| game.lines.iter().find(|line| line.kind == kind)?.points;
    let left = GAME_LENGTH - second;
    // In quarter points, as lines are.
    let share = |points: Points| i64::from(points.0) * left / GAME_LENGTH;
    let lead = i64::from(home - away) * 4 - points_of(MarketKind::Spread).map_or(0, share);
    let scored = i64::from(home + away) * 4;
    let even = |sides: [Side; 2]| {
        sides.map(|side| Price { side, odds: shifted(Odds::EVEN, -JUICE) }).to_vec()
    };
    let mut postings = vec![
        (second, MarketKind::Spread, Some(half(-lead)), even([Side::Home, Side::Away])),
        (second, MarketKind::Moneyline, None, moneyline(lead, left)),
    ];
    if let Some(total) = points_of(MarketKind::Total) {
        let line = half((scored + share(total)).max(scored + 2));
        postings.push((second, MarketKind::Total, Some(line), even([Side::Over, Side::Under])));
    }
    postings
}

/// The nearest half point that is no whole one: a game in play ends without a push.
fn half(quarters: i64) -> Points {
    let points = quarters.div_euclid(4) * 4 + 2;
    Points(i32::try_from(points).unwrap_or(2))
}

fn moneyline(lead: i64, left: i64) -> Vec<Price> {
    // As little as a fifth of the time left doubles what a point is worth.
    let cents = lead * CENTS_A_POINT * 2 * GAME_LENGTH / (GAME_LENGTH + left) / 4;
    let cents = cents.clamp(-CENTS_MAX, CENTS_MAX);
    let price = |side, cents| Price { side, odds: shifted(Odds::EVEN, cents - JUICE) };
    vec![price(Side::Home, -cents), price(Side::Away, cents)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_follow_the_score_and_the_time_left() {
        assert_eq!(half(-14), Points(-14));
        assert_eq!(half(9), Points(10));
        let american = |lead, left| -> Vec<i64> {
            moneyline(lead, left).iter().map(|price| price.odds.to_american()).collect()
        };
        assert_eq!(american(0, GAME_LENGTH), [-115, -115]);
        assert_eq!(american(4, GAME_LENGTH), [-137, 107]);
        assert_eq!(american(4, 0), [-159, 129]);
        assert_eq!(american(-400, 60), [1_485, -1_515]);
        let scoring = [(300, (7, 0)), (900, (7, 3))];
        assert_eq!(score_at(&scoring, 299), (0, 0));
        assert_eq!(score_at(&scoring, 300), (7, 0));
        assert_eq!(score_at(&scoring, 5_000), (7, 3));
    }
}

//! Which points a bookmaker of a sport can mean. Bounds are wide: they catch a number that
//! belongs into another column, not an unusual line.

use std::ops::RangeInclusive;

use domain::board::fixture::Sport;
use domain::board::line::Points;

/// Judges a spread, read from either side.
///
/// # Errors
/// Says why no bookmaker can mean it.
pub(super) fn spread(sport: Sport, points: Points) -> Result<(), String> {
    let bounds = match sport {
        Sport::Football | Sport::Basketball => 0..=60,
        // A game has a winner: half a run would be the moneyline, no run no line at all.
        Sport::Baseball => 1..=10,
        Sport::Hockey => 0..=8,
        Sport::Soccer => 0..=12,
        Sport::Tennis => 0..=30,
        _ => 0..=0,
    };
    within(points, bounds, sport, "spread")
}

/// Judges a total.
///
/// # Errors
/// Says why no bookmaker can mean it.
pub(super) fn total(sport: Sport, points: Points) -> Result<(), String> {
    if points.0 <= 0 {
        return Err(format!("{points} is not above zero"));
    }
    let bounds = match sport {
        Sport::Football => 15..=120,
        Sport::Basketball => 90..=400,
        Sport::Baseball => 3..=40,
        Sport::Hockey => 2..=20,
        Sport::Soccer => 0..=15,
        Sport::Tennis => 8..=80,
        _ => 0..=0,
    };
    within(points, bounds, sport, "total")
}

fn within(
    points: Points,
    whole_points: RangeInclusive<i32>,
    sport: Sport,
    what: &str,
) -> Result<(), String> {
    let quarters = whole_points.start() * 4..=whole_points.end() * 4;
    if quarters.contains(&points.0.abs()) {
        return Ok(());
    }
    Err(format!("{points} is not a {} {what}", sport.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_sport_are_nonsense_in_another() {
        let points = |text| Points::parse(text).expect(text);
        for (sport, text, fits) in [
            (Sport::Football, "-17.5", true),
            (Sport::Football, "0", true),
            (Sport::Football, "-350", false),
            (Sport::Baseball, "+1.5", true),
            (Sport::Baseball, "-1", true),
            (Sport::Baseball, "0.5", false),
            (Sport::Soccer, "-0.25", true),
            (Sport::Soccer, "44", false),
        ] {
            assert_eq!(spread(sport, points(text)).is_ok(), fits, "{} {text}", sport.name());
        }
        for (sport, text, fits) in [
            (Sport::Football, "44.5", true),
            (Sport::Football, "-110", false),
            (Sport::Football, "7", false),
            (Sport::Baseball, "5.5", true),
            (Sport::Baseball, "104", false),
            (Sport::Basketball, "221.5", true),
            (Sport::Basketball, "8.5", false),
            (Sport::Soccer, "2.5", true),
            (Sport::Soccer, "0", false),
        ] {
            assert_eq!(total(sport, points(text)).is_ok(), fits, "{} {text}", sport.name());
        }
    }
}

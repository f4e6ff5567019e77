//! Period scores of a bookmaker's archive, game by game: what each part's wagers come to is
//! compared with plain sums over the file, and what contradicts itself must wait, and nothing else.

use std::path::Path;

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::board::period::Period;
use domain::board::prop::PitcherRule;
use domain::calendar::Instant;
use domain::grade::detail::{Detail, PartKind};
use domain::grade::leg::{Case, LegOutcome, Undecided, Verdict, grade};
use domain::grade::rules::GradingRules;
use domain::grade::score::{ConfirmedResult, Origin};
use domain::id::{FixtureId, MarketId, ReportId};
use domain::odds::Odds;
use domain::wager::ticket::Leg;

const QUARTERS: [&str; 4] = ["1stQtr", "2ndQtr", "3rdQtr", "4thQtr"];

/// Games whose quarters do not add up to the final and were not level after the fourth: one side of
/// a Super Bowl, which the file gives without its key, and a game with a quarter left out.
const ODD: [&str; 2] = ["", "2020_12_CHI_GB"];

/// One game of the file: its key, quarters and final, home first.
struct Row {
    key: String,
    quarters: Vec<(i32, i32)>,
    last: (i32, i32),
}

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("the file opens");
    let header = reader.headers().expect("a header").clone();
    let place = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let pair = |record: &csv::StringRecord, what: &str| {
        let cell = |side: &str| {
            let text = &record[place(&format!("{side}_{what}"))];
            text.split('.').next().and_then(|whole| whole.parse::<i32>().ok()).expect("points")
        };
        (cell("home"), cell("away"))
    };
    let row = |record: csv::StringRecord| Row {
        key: record[place("nflverse_game_id")].to_owned(),
        quarters: QUARTERS.iter().map(|quarter| pair(&record, quarter)).collect(),
        last: pair(&record, "final"),
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn result(row: &Row) -> ConfirmedResult {
    let mut detail = Detail::none();
    for (number, score) in (1..).zip(&row.quarters) {
        detail.parts.insert((PartKind::Quarter, number), *score);
    }
    ConfirmedResult {
        fixture: FixtureId(1),
        version: 1,
        sport: Sport::Football,
        home: row.last.0,
        away: row.last.1,
        detail: Box::new(detail),
        started_at: Instant(0),
        report: ReportId(1),
        origin: Origin::Catalogue,
        by: None,
        at: Instant(0),
        seen: ReportId(1),
        local: 0,
    }
}

fn verdict(
    row: &Row,
    kind: MarketKind,
    period: Period,
    side: Side,
    points: Option<i32>,
) -> Verdict {
    let leg = Leg {
        fixture: FixtureId(1),
        market: MarketId(1),
        kind,
        period,
        side,
        points: points.map(Points),
        gained: Points(0),
        odds: Odds::EVEN,
        version: 1,
        starts_at: Instant(0),
        pitchers: PitcherRule::Action,
        listing: 0,
        places: 0,
        score: None,
        seen: None,
    };
    grade(&Case {
        leg: &leg,
        accepted_at: Instant(0),
        sport: Sport::Football,
        result: &result(row),
        prop: None,
        listing: None,
        rules: &GradingRules::standard(),
    })
}

fn sign(difference: i32) -> LegOutcome {
    match difference.signum() {
        1 => LegOutcome::Win,
        0 => LegOutcome::Push,
        _ => LegOutcome::Loss,
    }
}

/// Half-time, second half with overtime, and each quarter, as plain sums.
fn check(row: &Row) {
    let sum = |quarters: &[(i32, i32)]| {
        quarters.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let first = sum(&row.quarters[..2]);
    let second = (row.last.0 - first.0, row.last.1 - first.1);
    let mut parts = vec![(Period::FirstHalf, first), (Period::SecondHalf, second)];
    let quarters = [Period::Quarter1, Period::Quarter2, Period::Quarter3, Period::Quarter4];
    parts.extend(quarters.into_iter().zip(row.quarters.iter().copied()));
    for (period, (home, away)) in parts {
        let told = |kind, side, points| verdict(row, kind, period, side, points);
        let context = format!("{} {}", row.key, period.name());
        assert_eq!(
            told(MarketKind::Moneyline, Side::Home, None),
            Ok(sign(home - away)),
            "{context}"
        );
        // A line of 3 points given by the home side, and a total of 13, both in quarters.
        let spread = told(MarketKind::Spread, Side::Away, Some(12));
        assert_eq!(spread, Ok(sign(away + 3 - home)), "{context}");
        let under = told(MarketKind::Total, Side::Under, Some(52));
        assert_eq!(under, Ok(sign(13 - home - away)), "{context}");
    }
}

#[test]
fn every_period_is_graded_and_only_contradictions_wait() {
    let Some(folder) = std::env::var_os("PERHEAD_SHARED_DATA") else { return };
    let rows = rows(&Path::new(&folder).join("nfl/nfl_period_scores_sbr.csv"));
    let waits = |row: &&Row| {
        let half = verdict(row, MarketKind::Moneyline, Period::FirstHalf, Side::Home, None);
        half == Err(Undecided::PartsDisagree)
    };
    let (waiting, graded): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(waits);
    graded.into_iter().for_each(check);
    let waiting: Vec<&str> = waiting.into_iter().map(|row| row.key.as_str()).collect();
    assert_eq!(waiting, ODD);
    // The game itself is settled whatever its quarters say.
    for row in &rows {
        let game = verdict(row, MarketKind::Moneyline, Period::Game, Side::Home, None);
        assert_eq!(game, Ok(sign(row.last.0 - row.last.1)), "{}", row.key);
    }
}

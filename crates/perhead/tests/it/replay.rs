//! Replays of real games, compared row by row with settlements computed elsewhere: for the season
//! in this repository by exact integer arithmetic below, for the shared data by its own expected
//! files (where `PERHEAD_SHARED_DATA` names their folder).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::money::Rounding;
use feeds::Format;
use perhead::replay::{ReplayArgs, run};
use serde_json::Value;

use crate::figure_sheet::check_sheets;

pub(crate) type Rows = Vec<BTreeMap<String, String>>;

pub(crate) fn rows_of(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).expect("a file of rows");
    let header = reader.headers().expect("a header").clone();
    let named = |row: csv::StringRecord| {
        header.iter().zip(&row).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| named(row.expect("a row"))).collect()
}

fn new_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replay").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder goes");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn args(name: &str, format: Format, rounding: Rounding, games: &[PathBuf]) -> ReplayArgs {
    let out = new_folder(name);
    ReplayArgs { format, games: games.to_vec(), rounding, database: None, out }
}

/// Replays and answers the output folder, once the check has passed.
pub(crate) fn replay(name: &str, format: Format, rounding: Rounding, games: &[PathBuf]) -> PathBuf {
    replay_and(name, format, rounding, games, |_| {})
}

/// The same, with a look at the database before it goes.
fn replay_and(
    name: &str,
    format: Format,
    rounding: Rounding,
    games: &[PathBuf],
    look: impl FnOnce(&str),
) -> PathBuf {
    let args = args(name, format, rounding, games);
    run(&args).unwrap_or_else(|error| panic!("{error:#}"));
    let summary = summary_of(&args.out);
    assert_eq!(summary["check"]["passed"], true, "{}", summary["check"]);
    look(&format!("sqlite:{}", args.out.join("replay.db").display()));
    for end in ["", "-wal", "-shm"] {
        // A database of a decade is large, and its outputs are all that is compared.
        let _ = fs::remove_file(args.out.join(format!("replay.db{end}")));
    }
    args.out
}

/// The shipped season on a database of one's own choice; answers the output folder.
#[cfg(unix)]
pub(crate) fn replay_season_on(name: &str, database: String) -> PathBuf {
    let args = args(name, Format::Nflverse, Rounding::HalfUp, &[shipped_season()]);
    let args = ReplayArgs { database: Some(database), ..args };
    run(&args).unwrap_or_else(|error| panic!("{error:#}"));
    let summary = summary_of(&args.out);
    assert_eq!(summary["check"]["passed"], true, "{}", summary["check"]);
    args.out
}

fn summary_of(out: &Path) -> Value {
    let text = fs::read_to_string(out.join("summary.json")).expect("a summary");
    serde_json::from_str(&text).expect("JSON")
}

pub(crate) fn shipped_season() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/nfl/nfl_games_2024.csv")
}

/// A bet as the arithmetic here settles it: twice the margin over the line, and the price.
struct Settled {
    price: i128,
    twice_margin: i128,
}

impl Settled {
    fn result(&self) -> &'static str {
        ["L", "P", "W"][usize::try_from(self.twice_margin.signum() + 1).expect("a sign")]
    }

    /// Net cents of 100.00 risked. A win is `10,000 * 100 / 110` or the like, rounded once.
    fn net(&self, rounding: Rounding) -> i128 {
        let (win, risk) = if self.price > 0 { (self.price, 100) } else { (100, -self.price) };
        match self.twice_margin.signum() {
            -1 => -10_000,
            0 => 0,
            _ => {
                let (whole, rest) = (10_000 * win / risk, 10_000 * win % risk);
                let up = match rounding {
                    Rounding::Down => false,
                    Rounding::HalfUp => 2 * rest >= risk,
                    Rounding::HalfEven => 2 * rest > risk || (2 * rest == risk && whole % 2 == 1),
                };
                whole + i128::from(up)
            }
        }
    }

    /// Risk and net cents at base amount 100.
    fn base(&self) -> (i128, i128) {
        let (risk, win) =
            if self.price > 0 { (10_000, 100 * self.price) } else { (-100 * self.price, 10_000) };
        let net = [-risk, 0, win];
        (risk, net[usize::try_from(self.twice_margin.signum() + 1).expect("a sign")])
    }
}

/// Twice a number of half points.
pub(crate) fn twice(text: &str) -> i128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let half = if rest == "5" { 1 } else { 0 };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    2 * whole.parse::<i128>().expect("a number") + sign * half
}

/// The six bets of a game, in the order of the output, each with its market, side and line.
fn six_bets(game: &BTreeMap<String, String>) -> Vec<([String; 3], Settled)> {
    let number = |column: &str| game[column].parse::<i128>().expect(column);
    let (home, away) = (number("home_score"), number("away_score"));
    let (spread, total) = (twice(&game["spread_line"]), twice(&game["total_line"]));
    let margin = 2 * (home - away);
    let sum = 2 * (home + away);
    let unsigned = game["total_line"].clone();
    let signed = |twice: i128| {
        let size = twice.abs();
        let rest = if size % 2 == 1 { ".5" } else { "" };
        let sign = ["-", "", "+"][usize::try_from(twice.signum() + 1).expect("a sign")];
        format!("{sign}{}{rest}", size / 2)
    };
    let bet = |market: &str, side: &str, line: String, twice_margin, column| {
        let settled = Settled { price: number(column), twice_margin };
        ([market.to_owned(), side.to_owned(), line], settled)
    };
    vec![
        bet("spread", "home", signed(-spread), margin - spread, "home_spread_odds"),
        bet("spread", "away", signed(spread), spread - margin, "away_spread_odds"),
        bet("total", "over", unsigned.clone(), sum - total, "over_odds"),
        bet("total", "under", unsigned, total - sum, "under_odds"),
        bet("moneyline", "home", String::new(), margin, "home_moneyline"),
        bet("moneyline", "away", String::new(), -margin, "away_moneyline"),
    ]
}

/// Sums of net cents of season 2024 in the order of the six bets, rounded half up, as published
/// beside the data.
const NET_HALF_UP_2024: [i128; 6] = [-15_254, -226_882, 77_112, -334_092, -232_508, -235_433];

fn check_shipped_season(rounding: Rounding) {
    let games = rows_of(&shipped_season());
    assert_eq!(games.len(), 285);
    let name = format!("season-{}", rounding.name());
    let out = replay(&name, Format::Nflverse, rounding, &[shipped_season()]);
    let mut got = rows_of(&out.join("grades.csv")).into_iter();
    let mut sums = [0; 6];
    for game in &games {
        for (place, ([market, side, line], settled)) in six_bets(game).into_iter().enumerate() {
            let row = got.next().expect("as many rows");
            let net = settled.net(rounding);
            sums[place] += net;
            let price = format!("{:+}", settled.price);
            let expected = [
                ("game_id", game["game_id"].clone()),
                ("market", market),
                ("side", side),
                ("line", line),
                ("price", price),
                ("result", settled.result().to_owned()),
                ("net_cents", net.to_string()),
            ];
            let expected = expected.map(|(name, cell)| (name.to_owned(), cell));
            assert_eq!(row, BTreeMap::from(expected));
        }
    }
    assert!(got.next().is_none());
    if rounding == Rounding::HalfUp {
        assert_eq!(sums, NET_HALF_UP_2024);
    }
    check_figures(&games, &out);
}

/// Bets, wins, losses, pushes, risked and net cents of a player's week.
type Week = [i128; 6];

fn check_figures(games: &Rows, out: &Path) {
    let players =
        [(0, "HOME_SPREAD"), (1, "AWAY_SPREAD"), (2, "OVER"), (4, "HOME_ML"), (5, "AWAY_ML")];
    let mut expected: BTreeMap<(String, String), Week> = BTreeMap::new();
    for game in games {
        let bets = six_bets(game);
        for (place, player) in players {
            let settled = &bets[place].1;
            let key = (player.to_owned(), tuesday(&game["gameday"]));
            let week = expected.entry(key).or_default();
            let (risk, net) = settled.base();
            let counted = match settled.result() {
                "W" => 1,
                "L" => 2,
                _ => 3,
            };
            week[0] += 1;
            week[counted] += 1;
            week[4] += risk;
            week[5] += net;
        }
    }
    let columns = ["bets", "wins", "losses", "pushes", "risked_cents", "net_cents"];
    let got: Vec<((String, String), Week)> = rows_of(&out.join("figures.csv"))
        .iter()
        .map(|row| {
            let key = (row["player"].clone(), row["week_start_tue"].clone());
            (key, columns.map(|column| row[column].parse().expect("a number")))
        })
        .collect();
    assert_eq!(got, expected.into_iter().collect::<Vec<_>>());
}

/// The Tuesday on or before a day.
fn tuesday(day: &str) -> String {
    let date: jiff::civil::Date = day.parse().expect("a date");
    let since = (date.weekday().to_monday_one_offset() + 5) % 7;
    date.saturating_sub(jiff::Span::new().days(since)).to_string()
}

#[test]
fn a_season_settles_to_the_cent_rounded_down() {
    check_shipped_season(Rounding::Down);
}

#[test]
fn a_season_settles_to_the_cent_rounded_half_up() {
    check_shipped_season(Rounding::HalfUp);
}

#[test]
fn a_season_settles_to_the_cent_rounded_half_even() {
    check_shipped_season(Rounding::HalfEven);
}

const HEADER: &str = "game_id,season,week,gameday,gametime,away_team,away_score,home_team,\
    home_score,away_moneyline,home_moneyline,spread_line,away_spread_odds,home_spread_odds,\
    total_line,under_odds,over_odds";

fn file_of(name: &str, rows: &[&str]) -> PathBuf {
    let path = new_folder(&format!("{name}-input")).join("games.csv");
    fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).expect("a file");
    path
}

/// `market side line price result net` of every row.
fn told(out: &Path) -> Vec<String> {
    let columns = ["market", "side", "line", "price", "result", "net_cents"];
    let tell = |row: &BTreeMap<String, String>| columns.map(|name| row[name].as_str()).join(" ");
    rows_of(&out.join("grades.csv")).iter().map(tell).collect()
}

#[test]
fn unplayed_games_stay_open_and_unpriced_sides_are_graded_without_money() {
    let file = file_of(
        "open",
        &[
            "2024_01_BAL_KC,2024,1,2024-09-05,20:20,BAL,20,KC,27,,,3,-118,-102,46,,-110",
            "2024_01_GB_PHI,2024,1,2024-09-06,20:15,GB,,PHI,,110,-130,2,-110,-110,49.5,-112,-108",
        ],
    );
    let out = replay("open", Format::Nflverse, Rounding::Down, &[file]);
    assert_eq!(
        told(&out),
        [
            "spread home -3 -102 W 9803",
            "spread away +3 -118 L -10000",
            "total over 46 -110 W 9090",
            "total under 46  L ",
            "moneyline home   W ",
            "moneyline away   L ",
            "spread home -2 -110 O ",
            "spread away +2 -110 O ",
            "total over 49.5 -108 O ",
            "total under 49.5 -112 O ",
            "moneyline home  -130 O ",
            "moneyline away  +110 O ",
        ]
    );
    let summary = summary_of(&out);
    assert_eq!((&summary["games"], &summary["unplayed"]), (&2.into(), &1.into()));
    // Six grading bets on each game, three priced figure bets on the first, five on the second.
    assert_eq!((&summary["wagers"], &summary["open"]), (&20.into(), &11.into()));
    let figures = rows_of(&out.join("figures.csv"));
    let players: Vec<&str> = figures.iter().map(|row| row["player"].as_str()).collect();
    assert_eq!(players, ["AWAY_SPREAD", "HOME_SPREAD", "OVER"]);
}

#[test]
fn what_cannot_be_meant_is_listed_and_the_rest_goes_on() {
    let file = file_of(
        "odd",
        &[
            "2024_01_BAL_KC,2024,1,soon,20:20,BAL,20,KC,27,124,-148,3,-118,-102,46,-110,-110",
            "2024_01_GB_PHI,2024,1,2024-09-06,20:15,GB,29,PHI,34,110,-13,2,-110,-110,495,-112,-108",
        ],
    );
    let out = replay("odd", Format::Nflverse, Rounding::Down, &[file]);
    assert_eq!(told(&out), ["spread home -2 -110 W 9090", "spread away +2 -110 L -10000"]);
    let skipped: Vec<String> = rows_of(&out.join("skipped.csv"))
        .iter()
        .map(|row| ["file", "file_line", "what", "reason"].map(|name| row[name].as_str()).join(" "))
        .collect();
    assert_eq!(
        skipped,
        [
            "games 2 row gameday \"soon\" is not a date",
            "games 3 total 495 is not a football total",
            "games 3 moneyline home price -13 is not an American price (at least 100 either side)",
        ]
    );
}

#[test]
fn a_missing_column_is_named_with_its_file() {
    let path = new_folder("column-input").join("games.csv");
    fs::write(&path, "game_id,season\n2024_01_BAL_KC,2024\n").expect("a file");
    let error = run(&args("column", Format::Nflverse, Rounding::Down, &[path]));
    let text = format!("{:#}", error.expect_err("refused"));
    assert!(text.contains("file games, line 1, column gameday"), "{text}");
}

#[test]
fn a_database_that_holds_a_book_is_refused() {
    let file = file_of(
        "used",
        &["2024_01_BAL_KC,2024,1,2024-09-05,20:20,BAL,20,KC,27,124,-148,3,-118,-102,46,-110,-110"],
    );
    let mut args = args("used", Format::Nflverse, Rounding::Down, &[file]);
    args.database = Some(format!("sqlite:{}", args.out.join("book.db").display()));
    run(&args).expect("an empty database is taken");
    let text = format!("{:#}", run(&args).expect_err("refused"));
    assert!(text.contains("holds a book already"), "{text}");
}

pub(crate) fn shared_folder() -> Option<PathBuf> {
    std::env::var_os("PERHEAD_SHARED_DATA").map(PathBuf::from)
}

/// Compares an output with an expected file, whose columns `renamed` stand under other names.
pub(crate) fn check_equal(got: &Path, expected: &Rows, renamed: &[(&str, &str)]) {
    let got = rows_of(got);
    for (row, expected) in got.iter().zip(expected) {
        for (name, cell) in row {
            let other = renamed.iter().find(|(ours, _)| ours == name).map(|(_, theirs)| *theirs);
            assert_eq!(cell, &expected[other.unwrap_or(name)], "{name} of {expected:?}");
        }
    }
    assert_eq!(got.len(), expected.len());
}

fn check_decade(rounding: Rounding, column: &str) {
    let Some(folder) = shared_folder() else { return };
    let games = [folder.join("nfl/nfl_games.csv")];
    let name = format!("nfl-{column}");
    let out = replay_and(&name, Format::Nflverse, rounding, &games, |database| {
        let lines = check_sheets(database);
        assert!(lines > 1_000, "a decade has many weeks: {lines} lines");
    });
    let expected = rows_of(&folder.join("expected-nfl-grades.csv"));
    check_equal(&out.join("grades.csv"), &expected, &[("net_cents", column)]);
    let expected = rows_of(&folder.join("expected-nfl-weekly-figures.csv"));
    check_equal(&out.join("figures.csv"), &expected, &[]);
}

#[test]
fn the_nfl_decade_equals_its_expected_grades_and_figures_rounded_down() {
    check_decade(Rounding::Down, "net_cents_floor");
}

#[test]
fn the_nfl_decade_equals_its_expected_grades_and_figures_rounded_half_up() {
    check_decade(Rounding::HalfUp, "net_cents_half_up");
}

#[test]
fn the_nfl_decade_equals_its_expected_grades_and_figures_rounded_half_even() {
    check_decade(Rounding::HalfEven, "net_cents_half_even");
}

#[test]
fn soccer_equals_its_expected_grades() {
    let Some(folder) = shared_folder() else { return };
    let games = ["E0_1415", "E0_2122", "E0_2223", "G1_1213"];
    let games = games.map(|name| folder.join(format!("soccer/{name}.csv")));
    let out = replay("soccer", Format::FootballData, Rounding::HalfUp, &games);
    // One market is settled there at the price 0.0, at which a winner would return nothing. No
    // bookmaker can mean it: it must be skipped, and every other row must be equal.
    let means = |row: &BTreeMap<String, String>| {
        row["price"].is_empty() || domain::odds::Odds::parse_decimal(&row["price"]).is_ok()
    };
    let expected = rows_of(&folder.join("expected-soccer-grades.csv"));
    let (expected, impossible): (Rows, Rows) = expected.into_iter().partition(means);
    let grades = out.join("grades.csv");
    check_equal(&grades, &expected, &[("return_cents", "return_cents_on_100")]);
    let told =
        |row: &BTreeMap<String, String>, market: &str| (row["file"].clone(), row[market].clone());
    let mut impossible: Vec<_> = impossible.iter().map(|row| told(row, "market")).collect();
    impossible.dedup();
    let skipped = rows_of(&out.join("skipped.csv"));
    assert_eq!(skipped.iter().map(|row| told(row, "what")).collect::<Vec<_>>(), impossible);
}

fn check_american(rounding: Rounding, column: &str) {
    let Some(folder) = shared_folder() else { return };
    let games = [folder.join("mlb/mlb_odds_2018.csv"), folder.join("nba/nba_odds_2019.csv")];
    let out = replay(&format!("us-{column}"), Format::Sbr, rounding, &games);
    let expected = rows_of(&folder.join("expected-us-grades.csv"));
    check_equal(&out.join("grades.csv"), &expected, &[("net_cents", column)]);
    let lines = |rows: Rows| rows.iter().map(|row| row["file_line"].clone()).collect::<Vec<_>>();
    let mut odd = rows_of(&folder.join("expected-us-odd-rows.csv"));
    // A drawn score is odd but can be settled.
    odd.retain(|row| !row["what"].starts_with("drawn"));
    assert_eq!(lines(rows_of(&out.join("skipped.csv"))), lines(odd));
}

#[test]
fn baseball_and_basketball_equal_their_expected_grades_rounded_down() {
    check_american(Rounding::Down, "net_cents_floor_on_100");
}

#[test]
fn baseball_and_basketball_equal_their_expected_grades_rounded_half_up() {
    check_american(Rounding::HalfUp, "net_cents_half_up_on_100");
}

/// The expected file has one row a match, ours one a bet.
#[test]
fn tennis_equals_its_expected_grades_under_each_rule() {
    let Some(folder) = shared_folder() else { return };
    let games = [folder.join("tennis/atp_2015.csv")];
    let out = replay("tennis", Format::TennisData, Rounding::HalfUp, &games);
    let got = rows_of(&out.join("grades.csv"));
    let expected = rows_of(&folder.join("expected-tennis-grades.csv"));
    assert_eq!(got.len(), expected.len() * 6);
    let by_line: BTreeMap<&String, &BTreeMap<String, String>> =
        expected.iter().map(|row| (&row["file_line"], row)).collect();
    for row in &got {
        let wanted = by_line[&row["file_line"]];
        let column = format!("{}_bet_on_{}", row["rule"], row["bet_on"]);
        assert_eq!(row["result"], wanted[&column], "{row:?}");
        let cents = &wanted[&format!("{column}_return_cents_on_100")];
        assert_eq!(&row["return_cents"], cents, "{row:?}");
    }
    let books = summary_of(&out)["check"]["statements"].as_array().map(|statements| {
        let books = statements.iter().filter_map(|one| one["book"].as_str());
        books.collect::<std::collections::BTreeSet<_>>().len()
    });
    assert_eq!(books, Some(4), "three books and the provider's scope are checked");
}

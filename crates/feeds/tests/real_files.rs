//! Every real file of the shared data folder, read and counted against the summaries that an
//! independent script made of the same files. Runs where `PERHEAD_SHARED_DATA` names the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::board::market::Side;
use feeds::{Format, Game, GameFile, OfferedLine, read};

fn shared_folder() -> Option<PathBuf> {
    std::env::var_os("PERHEAD_SHARED_DATA").map(PathBuf::from)
}

fn read_file(folder: &Path, format: Format, path: &str) -> GameFile {
    let path = folder.join(path);
    let file = path.file_stem().and_then(|stem| stem.to_str()).expect("a file name");
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read(format, file, &bytes).unwrap_or_else(|error| panic!("{error}"))
}

type Record = BTreeMap<String, String>;

fn records(folder: &Path, name: &str) -> Vec<Record> {
    let mut reader = csv::Reader::from_path(folder.join(name)).expect(name);
    let header = reader.headers().expect("a header").clone();
    let named = |row: csv::StringRecord| {
        header.iter().zip(row.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|row| named(row.expect("a row"))).collect()
}

fn count(record: &Record, column: &str) -> usize {
    record[column].parse().unwrap_or_else(|_| panic!("{column} is a count"))
}

fn line<'a>(game: &'a Game, name: &str) -> Option<&'a OfferedLine> {
    game.lines.iter().find(|line| line.name == name)
}

fn lacks_price(game: &Game, name: &str, side: Side) -> bool {
    let side = line(game, name).and_then(|line| line.sides.iter().find(|one| one.side == side));
    side.is_some_and(|side| side.odds.is_none())
}

#[test]
fn nfl_games_agree_with_their_summary() {
    let Some(folder) = shared_folder() else { return };
    let file = read_file(&folder, Format::Nflverse, "nfl/nfl_games.csv");
    assert!(file.skipped.is_empty(), "{:?}", file.skipped);
    for record in records(&folder, "expected-nfl-summary.csv") {
        let season = record["season"].clone();
        let games: Vec<&Game> = file
            .games
            .iter()
            .filter(|game| season == "all" || season == game.season.to_string())
            .collect();
        let of = |test: &dyn Fn(&Game) -> bool| games.iter().filter(|game| test(game)).count();
        let counts = [
            ("games", of(&|_| true)),
            ("unplayed", of(&|game| game.score.is_none())),
            ("tied_games", of(&|game| game.score.is_some_and(|(home, away)| home == away))),
            ("missing_spread_line", of(&|game| line(game, "spread").is_none())),
            ("missing_total_line", of(&|game| line(game, "total").is_none())),
            ("missing_home_moneyline", of(&|game| lacks_price(game, "moneyline", Side::Home))),
            ("missing_home_spread_odds", of(&|game| lacks_price(game, "spread", Side::Home))),
            ("missing_over_odds", of(&|game| lacks_price(game, "total", Side::Over))),
        ];
        for (column, got) in counts {
            assert_eq!(got, count(&record, column), "{season} {column}");
        }
    }
}

#[test]
fn every_nfl_line_and_price_is_the_expected_one() {
    let Some(folder) = shared_folder() else { return };
    let file = read_file(&folder, Format::Nflverse, "nfl/nfl_games.csv");
    let mut expected = records(&folder, "expected-nfl-grades.csv").into_iter();
    for game in &file.games {
        for line in &game.lines {
            for side in &line.sides {
                let record = expected.next().expect("as many rows");
                let points = line.points.map_or_else(String::new, |points| match side.side {
                    Side::Away => points.mirrored().signed(),
                    Side::Home => points.signed(),
                    _ => points.to_string(),
                });
                let got = [&game.key, line.name, side.side.name(), &points];
                let columns =
                    ["game_id", "market", "side", "line"].map(|name| record[name].as_str());
                assert_eq!(got, columns);
                let plus = if side.price_text.starts_with(['-', '+']) { "" } else { "+" };
                let price =
                    side.odds.map_or_else(String::new, |_| format!("{plus}{}", side.price_text));
                assert_eq!(price, record["price"], "{got:?}");
            }
        }
    }
    assert!(expected.next().is_none());
}

/// Date, home side and market of what the reader set aside.
fn skipped_markets(file: &GameFile) -> Vec<(String, String, String)> {
    let game = |line| file.games.iter().find(|game| game.file_line == line).expect("a game");
    let named = |line, what: &String| {
        let game = game(line);
        (game.date_text.clone(), game.home.name.clone(), what.clone())
    };
    file.skipped.iter().map(|one| named(one.file_line, &one.what)).collect()
}

/// The expected grades settle one market at a price of 0.0, which no bookmaker can mean: a winner
/// would return nothing. The reader sets it aside.
fn impossible_prices(folder: &Path, file: &str) -> Vec<(String, String, String)> {
    let mut impossible: Vec<_> = records(folder, "expected-soccer-grades.csv")
        .into_iter()
        .filter(|row| row["file"] == file && !row["price"].is_empty())
        .filter(|row| domain::odds::Odds::parse_decimal(&row["price"]).is_err())
        .map(|row| (row["date"].clone(), row["home"].clone(), row["market"].clone()))
        .collect();
    impossible.dedup();
    impossible
}

#[test]
fn soccer_matches_agree_with_their_summary() {
    let Some(folder) = shared_folder() else { return };
    for record in records(&folder, "expected-soccer-summary.csv") {
        let path = format!("soccer/{}.csv", record["file"]);
        let file = read_file(&folder, Format::FootballData, &path);
        assert_eq!(skipped_markets(&file), impossible_prices(&folder, &file.file));
        let of = |test: &dyn Fn(&Game) -> bool| file.games.iter().filter(|game| test(game)).count();
        let counts = [
            ("matches", of(&|_| true)),
            ("ft_H", of(&|game| game.score.is_some_and(|(home, away)| home > away))),
            ("ft_D", of(&|game| game.score.is_some_and(|(home, away)| home == away))),
            ("ft_A", of(&|game| game.score.is_some_and(|(home, away)| home < away))),
            ("ou25_over_W", of(&|game| game.score.is_some_and(|(home, away)| home + away > 2))),
            ("conflicts", file.skipped.iter().filter(|one| one.what == "score").count()),
            ("ah_missing", of(&|game| line(game, "ah").is_none())),
            ("noprice_1x2", 3 * of(&|game| lacks_price(game, "1x2", Side::Draw))),
            ("noprice_ou25", 2 * of(&|game| lacks_price(game, "ou25", Side::Over))),
            ("noprice_ah", 2 * of(&|game| lacks_price(game, "ah", Side::Home))),
            (
                "ah_quarter_lines",
                of(&|game| {
                    let points = line(game, "ah").and_then(|line| line.points);
                    points.is_some_and(|points| points.0 % 2 != 0)
                }),
            ),
        ];
        for (column, got) in counts {
            assert_eq!(got, count(&record, column), "{} {column}", file.file);
        }
        let game = &file.games[0];
        let names = |name: &str| {
            let sides = &line(game, name).expect("offered").sides;
            sides.iter().map(|side| side.price_column.as_str()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(names("1x2"), record["1x2_columns"]);
        assert_eq!(names("ou25"), record["ou25_columns"]);
        assert!(record["ah_columns"].ends_with(&format!("|{}", names("ah"))));
    }
}

#[test]
fn american_archives_skip_exactly_the_odd_rows() {
    let Some(folder) = shared_folder() else { return };
    let odd = records(&folder, "expected-us-odd-rows.csv");
    for record in records(&folder, "expected-us-summary.csv") {
        let stem = &record["file"];
        let sport = stem.split('_').next().expect("a prefix");
        let file = read_file(&folder, Format::Sbr, &format!("{sport}/{stem}.csv"));
        assert_eq!(file.games.len(), count(&record, "rows"));
        let drawn = |game: &&Game| game.score.is_some_and(|(home, away)| home == away);
        assert_eq!(file.games.iter().filter(drawn).count(), count(&record, "drawn"));
        let skipped = |what: &str| file.skipped.iter().filter(|one| one.what == what).count();
        assert_eq!(skipped("moneyline"), count(&record, "bad_ml"));
        assert_eq!(skipped("total"), count(&record, "bad_total"));
        let run_lines = count(&record, "bad_run_line") + count(&record, "bad_run_line_price");
        assert_eq!(skipped("runline"), run_lines);
        let expected: Vec<u64> = odd
            .iter()
            .filter(|one| one["file"] == *stem && !one["what"].starts_with("drawn"))
            .map(|one| one["file_line"].parse().expect("a line"))
            .collect();
        let got: Vec<u64> = file.skipped.iter().map(|one| one.file_line).collect();
        assert_eq!(got, expected);
    }
}

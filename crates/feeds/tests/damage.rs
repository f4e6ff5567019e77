//! Damaged files: whatever stands in one, reading it answers and never panics.

use std::collections::BTreeMap;

use feeds::{Format, read};

const NFLVERSE: &str = include_str!("../../../data/nfl/nfl_games_2024.csv");
const FOOTBALL_DATA: &str = "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR,B365H,B365D,B365A,\
    B365>2.5,B365<2.5,AHh,B365AHH,B365AHA\n\
    E0,13/08/2021,20:00,Northtown,Southtown,2,0,H,4.0,3.4,1.95,2.37,1.57,0.25,1.75,2.05\n\
    E0,14/08/2021,12:30,Easton,Weston,5,1,H,1.53,4.5,5.75,1.61,2.3,-1,1.95,1.98\n";
const SBR: &str = "date,game,away_abbrev,home_abbrev,away_name,home_name,away_score,home_score,\
    away_close_ml,home_close_ml,away_run_line,home_run_line,away_run_line_odds,\
    home_run_line_odds,close_ou_line\n\
    2018-03-29,1,CUB,MIA,Chicago Cubs,Miami Marlins,8,4,-200,175,-1.5,1.5,-125,105,8\n\
    2018-03-29,2,STL,NYM,St. Louis Cardinals,New York Mets,4,9,123,-138,1.5,-1.5,-185,160,6.5\n";

/// What a slip of the hand or a bad export puts in place of a cell.
const SLIPS: [&str; 24] = [
    "",
    " ",
    "NA",
    "-",
    "+",
    ".",
    "-.",
    "0",
    "-0",
    "1e9",
    "NaN",
    "-2147483648",
    "99999999999999999999",
    "0.00000000000000000001",
    "\"",
    "\"\"\"",
    ",",
    "\n",
    "\u{feff}",
    "29/02/2023",
    "2023-02-29",
    "24:00",
    "é\u{0}\u{7f}",
    "½",
];

/// A generator of its own, so that a seed always tells the same story.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

fn damaged(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut rows: Vec<Vec<&str>> =
        text.lines().take(6).map(|line| line.split(',').collect()).collect();
    for _ in 0..=dice.below(6) {
        // The header is damaged rarely: without its columns the rest is never looked at.
        let first = usize::from(dice.below(8) > 0).min(rows.len() - 1);
        let row = first + dice.below(rows.len() - first);
        if rows[row].is_empty() {
            continue;
        }
        let cell = dice.below(rows[row].len());
        match dice.below(6) {
            0 => drop(rows[row].remove(cell)),
            1 => rows[row].insert(cell, SLIPS[dice.below(SLIPS.len())]),
            2 => rows[row].truncate(cell),
            3 => {
                let other = dice.below(rows[row].len());
                rows[row].swap(cell, other);
            }
            _ => rows[row][cell] = SLIPS[dice.below(SLIPS.len())],
        }
    }
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    let mut bytes = lines.join(["\n", "\r\n"][dice.below(2)]).into_bytes();
    if dice.below(4) == 0 && !bytes.is_empty() {
        let place = dice.below(bytes.len());
        bytes[place] = u8::try_from(dice.below(256)).expect("a byte");
    }
    bytes
}

#[test]
fn no_damage_makes_reading_panic_and_what_is_read_can_be_meant() {
    let samples =
        [(Format::Nflverse, NFLVERSE), (Format::FootballData, FOOTBALL_DATA), (Format::Sbr, SBR)];
    let mut answers: BTreeMap<bool, u32> = BTreeMap::new();
    for seed in 0..1_500 {
        for (format, text) in samples {
            let bytes = damaged(text, &mut Dice(seed));
            let story =
                || format!("{} seed {seed}: {}", format.name(), String::from_utf8_lossy(&bytes));
            let answer = read(format, "file", &bytes);
            *answers.entry(answer.is_ok()).or_default() += 1;
            for game in answer.iter().flat_map(|file| &file.games) {
                assert_ne!(game.home.code, game.away.code, "{}", story());
                assert!(game.file_line > 1, "{}", story());
                for side in game.lines.iter().flat_map(|line| &line.sides) {
                    assert_eq!(side.odds.is_none(), side.price_text.is_empty(), "{}", story());
                }
            }
        }
    }
    assert!(answers[&true] > 1_500 && answers[&false] > 200, "{answers:?}");
}

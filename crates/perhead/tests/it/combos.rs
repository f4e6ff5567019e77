//! The combined wagers of replayed NFL seasons: every column of `combos.csv` against exact
//! arithmetic of its own, and against the shared expected file where its folder is named.

use std::collections::BTreeMap;

use domain::money::Rounding;
use feeds::Format;

use crate::replay::{check_equal, replay, rows_of, shared_folder, shipped_season, twice};

type Row = BTreeMap<String, String>;

/// How one selection ended: 1 won, 0 tied, -1 lost.
type Ended = i128;

/// The place of an end among lost, tied, won.
fn place_of(ended: Ended) -> usize {
    usize::try_from(ended + 1).expect("a sign")
}

/// A selection as the arithmetic here sees it: its price and how it ended.
#[derive(Clone, Copy)]
struct Pick {
    win: i128,
    risk: i128,
    ended: Ended,
}

impl Pick {
    fn of(price: &str, ended: Ended) -> Pick {
        let price: i128 = price.parse().expect("a price");
        let (win, risk) = if price > 0 { (price, 100) } else { (100, -price) };
        Pick { win, risk, ended }
    }

    /// Risk and win of a base amount of 100.00.
    fn base(&self) -> (i128, i128) {
        let favourite = self.win < self.risk;
        if favourite { (100 * self.risk, 10_000) } else { (10_000, 100 * self.win) }
    }
}

fn rounded(above: i128, below: i128, rounding: Rounding) -> i128 {
    let (whole, rest) = (above / below, above % below);
    let up = match rounding {
        Rounding::Down => false,
        Rounding::HalfUp => 2 * rest >= below,
        Rounding::HalfEven => 2 * rest > below || (2 * rest == below && whole % 2 == 1),
    };
    whole + i128::from(up)
}

/// What `stake` returns on all picks together.
fn parlay(stake: i128, picks: &[Pick], rounding: Rounding) -> i128 {
    let (above, below) = exact(stake, picks);
    rounded(above, below, rounding)
}

fn exact(stake: i128, picks: &[Pick]) -> (i128, i128) {
    let (mut above, mut below) = (stake, 1);
    for pick in picks {
        match pick.ended {
            1 => (above, below) = (above * (pick.win + pick.risk), below * pick.risk),
            0 => {}
            _ => above = 0,
        }
    }
    (above, below)
}

/// All combinations together, over the product of all prices, rounded once.
fn robin(size: u32, picks: &[Pick], rounding: Rounding) -> i128 {
    let sets = (0u32..1 << picks.len()).filter(|set| set.count_ones() == size);
    let of = |set: u32| -> Vec<Pick> {
        (0..picks.len()).filter(|at| set >> at & 1 == 1).map(|at| picks[at]).collect()
    };
    let all: i128 = picks.iter().map(|pick| pick.risk).product();
    let units = sets.map(|set| exact(1_000, &of(set))).map(|(above, below)| above * (all / below));
    rounded(units.sum(), all, rounding)
}

/// What 100.00 returns on a card that drops ties; `prices` begin at two legs.
fn card(prices: &[(i128, i128)], ended: &[Ended], rounding: Rounding) -> i128 {
    if ended.contains(&-1) {
        return 0;
    }
    let won = ended.iter().filter(|one| **one == 1).count();
    match won.checked_sub(2).and_then(|place| prices.get(place)) {
        Some((win, risk)) => rounded(10_000 * (win + risk), *risk, rounding),
        None => 10_000,
    }
}

fn if_bet(first: &Pick, second: &Pick, double: bool) -> i128 {
    let net = |pick: &Pick| [-pick.base().0, 0, pick.base().1][place_of(pick.ended)];
    let runs = first.ended == 1 || (double && first.ended == 0);
    net(first) + if runs { net(second) } else { 0 }
}

const TEASER: [(i128, i128); 3] = [(20, 23), (8, 5), (52, 20)];
const CARD: [(i128, i128); 3] = [(13, 5), (6, 1), (11, 1)];

fn letters(ended: &[Ended]) -> String {
    ended.iter().map(|one| ["L", "P", "W"][place_of(*one)]).collect()
}

/// The row of a week from its four games.
fn expected(games: &[&Row], rounding: Rounding) -> Vec<(&'static str, String)> {
    let number = |game: &Row, column: &str| game[column].parse::<i128>().expect(column);
    let margin = |game: &Row| 2 * (number(game, "home_score") - number(game, "away_score"));
    let sum = |game: &Row| 2 * (number(game, "home_score") + number(game, "away_score"));
    let covered = |game: &&Row| margin(game) - twice(&game["spread_line"]);
    let spread: Vec<Ended> = games.iter().map(|game| covered(game).signum()).collect();
    let teased: Vec<Ended> = games.iter().map(|game| (covered(game) + 12).signum()).collect();
    let above = |game: &&Row| (sum(game) - twice(&game["total_line"]) + 12).signum();
    let overs: Vec<Ended> = games.iter().map(above).collect();
    let pick = |(game, ended): (&&Row, &Ended)| Pick::of(&game["home_spread_odds"], *ended);
    let picks: Vec<Pick> = games.iter().zip(&spread).map(pick).collect();
    let teaser = |ended: &[Ended]| card(&TEASER, ended, rounding);
    let both = |double| if_bet(&picks[0], &picks[1], double);
    let back = |double| if_bet(&picks[1], &picks[0], double);
    let amounts = [
        ("parlay2_return_cents", parlay(10_000, &picks[..2], rounding)),
        ("parlay3_return_cents", parlay(10_000, &picks[..3], rounding)),
        ("parlay4_return_cents", parlay(10_000, &picks, rounding)),
        ("rr4_by2_return_cents", robin(2, &picks, rounding)),
        ("rr4_by3_return_cents", robin(3, &picks, rounding)),
        ("teaser2_6pt_return_cents", teaser(&teased[..2])),
        ("teaser3_6pt_return_cents", teaser(&teased[..3])),
        ("teaser4_6pt_return_cents", teaser(&teased)),
        ("teaser3_6pt_over_return_cents", teaser(&overs[..3])),
        ("card_parlay3_return_cents", card(&CARD, &spread[..3], rounding)),
        ("card_parlay4_return_cents", card(&CARD, &spread, rounding)),
        ("if_bet_net_cents", both(false)),
        ("if_bet_double_action_net_cents", both(true)),
        ("reverse_net_cents", both(false) + back(false)),
        ("reverse_double_action_net_cents", both(true) + back(true)),
    ];
    let mut row = vec![
        ("spread_results", letters(&spread)),
        ("teased_results", letters(&teased)),
        ("teased_over_results", letters(&overs)),
    ];
    row.extend(amounts.map(|(name, amount)| (name, amount.to_string())));
    row
}

fn check_shipped_season(rounding: Rounding) {
    let name = format!("combos-{}", rounding.name());
    let out = replay(&name, Format::Nflverse, rounding, &[shipped_season()]);
    let games = rows_of(&shipped_season());
    let game = |key: &String| games.iter().find(|one| one["game_id"] == *key).expect("a game");
    let mut weeks: BTreeMap<i32, Vec<&Row>> = BTreeMap::new();
    for game in games.iter().filter(|game| !game["home_spread_odds"].is_empty()) {
        weeks.entry(game["week"].parse().expect("a week")).or_default().push(game);
    }
    weeks.retain(|_, games| games.len() >= 4);
    let rows = rows_of(&out.join("combos.csv"));
    assert_eq!(rows.len(), weeks.len());
    for (row, (week, mut all)) in rows.iter().zip(weeks) {
        all.sort_by_key(|game| (&game["gameday"], &game["gametime"], &game["game_id"]));
        let four = ["game1", "game2", "game3", "game4"].map(|column| game(&row[column]));
        let first = all[..4].iter().map(|game| &game["game_id"]);
        assert!(first.eq(four.iter().map(|game| &game["game_id"])), "week {week}: {row:?}");
        for (name, value) in expected(&four, rounding) {
            assert_eq!(row[name], value, "{name} of {row:?}");
        }
    }
}

#[test]
fn the_combined_wagers_of_a_season_settle_to_the_cent_rounded_down() {
    check_shipped_season(Rounding::Down);
}

#[test]
fn the_combined_wagers_of_a_season_settle_to_the_cent_rounded_half_up() {
    check_shipped_season(Rounding::HalfUp);
}

#[test]
fn the_combined_wagers_of_a_season_settle_to_the_cent_rounded_half_even() {
    check_shipped_season(Rounding::HalfEven);
}

/// Every column of the expected file of a decade, the money in the rounding that was chosen.
fn check_decade(rounding: Rounding, ending: &str) {
    let Some(folder) = shared_folder() else { return };
    let games = [folder.join("nfl/nfl_games.csv")];
    let out = replay(&format!("combos-{ending}"), Format::Nflverse, rounding, &games);
    let rows = rows_of(&folder.join("expected-nfl-combos.csv"));
    let named = |row: &Row| -> Row {
        let cell = |(name, cell): (&String, &String)| {
            let ours = name.strip_suffix(ending).map(|name| format!("{name}return_cents"));
            (ours.unwrap_or_else(|| name.clone()), cell.clone())
        };
        row.iter().map(cell).collect()
    };
    let rows = rows.iter().map(named).collect();
    check_equal(&out.join("combos.csv"), &rows, &[]);
}

#[test]
fn the_combined_wagers_of_a_decade_equal_the_expected_ones_rounded_down() {
    check_decade(Rounding::Down, "return_cents_floor");
}

#[test]
fn the_combined_wagers_of_a_decade_equal_the_expected_ones_rounded_half_up() {
    check_decade(Rounding::HalfUp, "return_cents_half_up");
}

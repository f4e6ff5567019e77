//! `grades.csv` and `skipped.csv`: what each format's columns say, row by row.
//!
//! Lines, results and money come from the record. A price is printed as its file writes it, in
//! one notation; the record holds the same price.

use std::path::Path;

use anyhow::Context;
use csv::Writer;
use domain::board::market::{MarketKind, Side};
use domain::grade::leg::LegOutcome;
use domain::money::Money;
use domain::odds::Odds;
use domain::wager::ticket::Leg;
use feeds::{Format, GameFile, OfferedSide};

use super::plan::{Bet, Plan};
use super::record::{Entry, Record};

const NFLVERSE: [&str; 7] = ["game_id", "market", "side", "line", "price", "result", "net_cents"];
const FOOTBALL_DATA: [&str; 11] = [
    "file",
    "date",
    "home",
    "away",
    "market",
    "side",
    "line",
    "price_column",
    "price",
    "result",
    "return_cents",
];
const SBR: [&str; 8] =
    ["file", "file_line", "market", "side", "line", "price", "result", "net_cents"];

const TENNIS_DATA: [&str; 7] =
    ["file", "file_line", "rule", "bet_on", "price", "result", "return_cents"];

/// Writes `grades.csv` into the folder `out`.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(out: &Path, plan: &Plan<'_>, record: &Record) -> anyhow::Result<()> {
    let header: &[&str] = match plan.format {
        Format::Nflverse => &NFLVERSE,
        Format::FootballData => &FOOTBALL_DATA,
        Format::Sbr => &SBR,
        Format::TennisData => &TENNIS_DATA,
    };
    let graded = plan.bets.iter().zip(&record.entries).filter(|(bet, _)| plan.is_graded(bet));
    let rows = graded.map(|(bet, entry)| match plan.format {
        Format::Nflverse => nflverse_row(plan, bet, entry),
        Format::FootballData => football_row(plan, bet, entry),
        Format::Sbr => sbr_row(plan, bet, entry),
        Format::TennisData => tennis_row(plan, bet, entry),
    });
    write_rows(&out.join("grades.csv"), header, rows)
}

/// Writes `skipped.csv` into the folder `out`.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write_skipped(out: &Path, files: &[GameFile]) -> anyhow::Result<()> {
    let rows = files.iter().flat_map(|file| &file.skipped).map(|one| {
        vec![one.file.clone(), one.file_line.to_string(), one.what.clone(), one.reason.clone()]
    });
    write_rows(&out.join("skipped.csv"), &["file", "file_line", "what", "reason"], rows)
}

/// Writes a file of comma-separated rows under a header.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write_rows(
    path: &Path,
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut writer = Writer::from_path(path).with_context(context)?;
    writer.write_record(header).with_context(context)?;
    for row in rows {
        writer.write_record(row).with_context(context)?;
    }
    writer.flush().with_context(context)
}

fn nflverse_row(plan: &Plan<'_>, bet: &Bet, entry: &Entry) -> Vec<String> {
    let side = plan.side(bet);
    vec![
        plan.game(bet).game.key.clone(),
        plan.line(bet).name.to_owned(),
        entry.leg.side.name().to_owned(),
        line_text(&entry.leg),
        american_text(side),
        result_letters(entry).to_owned(),
        money_text(side, entry.net()),
    ]
}

fn football_row(plan: &Plan<'_>, bet: &Bet, entry: &Entry) -> Vec<String> {
    let (planned, line, side) = (plan.game(bet), plan.line(bet), plan.side(bet));
    let side_text = match (line.kind, entry.leg.side) {
        (MarketKind::Moneyline3, Side::Home) => "H",
        (MarketKind::Moneyline3, Side::Draw) => "D",
        (MarketKind::Moneyline3, Side::Away) => "A",
        (_, side) => side.name(),
    };
    vec![
        planned.file.to_owned(),
        planned.game.date_text.clone(),
        planned.game.home.name.clone(),
        planned.game.away.name.clone(),
        line.name.to_owned(),
        side_text.to_owned(),
        line_text(&entry.leg),
        side.price_column.clone(),
        side.odds.map_or_else(String::new, |_| decimal_text(entry.leg.odds)),
        result_letters(entry).to_owned(),
        money_text(side, entry.returned),
    ]
}

fn sbr_row(plan: &Plan<'_>, bet: &Bet, entry: &Entry) -> Vec<String> {
    let (planned, side) = (plan.game(bet), plan.side(bet));
    vec![
        planned.file.to_owned(),
        planned.game.file_line.to_string(),
        plan.line(bet).name.to_owned(),
        entry.leg.side.name().to_owned(),
        line_text(&entry.leg),
        american_text(side),
        result_letters(entry).to_owned(),
        money_text(side, entry.net()),
    ]
}

/// The file is written winner first, and the winner stands on the home side.
fn tennis_row(plan: &Plan<'_>, bet: &Bet, entry: &Entry) -> Vec<String> {
    let (planned, side) = (plan.game(bet), plan.side(bet));
    let rule = plan.houses[plan.house(bet)].rule.map_or("", |(_, value)| value);
    let bet_on = if entry.leg.side == Side::Home { "winner" } else { "loser" };
    vec![
        planned.file.to_owned(),
        planned.game.file_line.to_string(),
        rule.to_owned(),
        bet_on.to_owned(),
        side.odds.map_or_else(String::new, |_| decimal_text(entry.leg.odds)),
        result_letters(entry).to_owned(),
        money_text(side, entry.returned),
    ]
}

/// The line as its bettor reads it: signed, but a total has no sign.
fn line_text(leg: &Leg) -> String {
    match (leg.kind, leg.points) {
        (_, None) => String::new(),
        (MarketKind::Total, Some(points)) => points.to_string(),
        (_, Some(points)) => points.signed(),
    }
}

/// The letters of a result; `O` while the game has none.
pub(super) fn result_letters(entry: &Entry) -> &'static str {
    letters(entry.outcome)
}

/// The letters of an outcome; `O` while there is none.
pub(super) fn letters(outcome: Option<LegOutcome>) -> &'static str {
    match outcome {
        None => "O",
        Some(LegOutcome::Win) => "W",
        Some(LegOutcome::HalfWin) => "HW",
        Some(LegOutcome::Push) => "P",
        Some(LegOutcome::HalfLoss) => "HL",
        Some(LegOutcome::Loss) => "L",
        Some(LegOutcome::Void) => "V",
        Some(LegOutcome::Shared(_)) => "DH",
    }
}

/// Cents; empty while open and on a side without a price, whose even money was never offered.
fn money_text(side: &OfferedSide, amount: Option<Money>) -> String {
    let priced = side.odds.is_some();
    amount.filter(|_| priced).map_or_else(String::new, |amount| amount.0.to_string())
}

/// An American price with its sign. Both +100 and -100 are even money, so that the sign is the
/// file's.
fn american_text(side: &OfferedSide) -> String {
    let Some(odds) = side.odds else { return String::new() };
    match odds.to_american() {
        100 if side.price_text.starts_with('-') => "-100".to_owned(),
        price => format!("{price:+}"),
    }
}

/// A decimal price with at least one decimal and no more than it needs.
fn decimal_text(odds: Odds) -> String {
    let (factor, scale) = odds.factor();
    let places = usize::try_from(scale.ilog10()).unwrap_or(0);
    let (whole, rest) = (factor / scale, factor % scale);
    if places == 0 { format!("{whole}.0") } else { format!("{whole}.{rest:0places$}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_prices_print_at_least_one_decimal() {
        for (text, printed) in [
            ("15", "15.0"),
            ("4.0", "4.0"),
            ("1.25", "1.25"),
            ("2.10", "2.1"),
            ("1.0625", "1.0625"),
        ] {
            let odds = Odds::parse_decimal(text).expect(text);
            assert_eq!(decimal_text(odds), printed);
        }
    }

    #[test]
    fn american_prices_keep_the_sign_of_even_money() {
        let side = |text: &str| OfferedSide {
            side: Side::Home,
            price_column: "home".to_owned(),
            price_text: text.to_owned(),
            odds: Odds::parse_american(text).ok(),
        };
        let texts = ["175", "+101", "-110", "-100", "100", "-105.0", ""];
        let printed = texts.map(|text| american_text(&side(text)));
        assert_eq!(printed, ["+175", "+101", "-110", "-100", "+100", "-105", ""]);
    }
}

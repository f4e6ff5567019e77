//! The end of a replay: the check, `summary.json`, and what is told to the person who waits.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stdout};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use domain::money::{Money, Rounding};
use feeds::GameFile;
use serde_json::{Value, json};
use store::Database;

use super::floor::Played;
use super::grades::result_letters;
use super::plan::Plan;
use super::record::{Entry, Record};
use super::{ReplayArgs, account};
use crate::check::{self, Finding};

/// Everything that was read and played.
pub(super) struct Replayed<'a> {
    pub(super) files: &'a [GameFile],
    pub(super) plan: &'a Plan<'a>,
    pub(super) played: &'a Played,
    pub(super) record: &'a Record,
}

/// Checks every book of the database, writes `summary.json` and tells the result.
///
/// # Errors
/// When the store cannot be read or the file not be written.
pub(super) fn conclude(
    args: &ReplayArgs,
    replayed: &Replayed<'_>,
    database: &Database,
) -> anyhow::Result<ExitCode> {
    let mut findings = Vec::new();
    for (book, slug) in check::books(database)? {
        let found = check::check_book(database, book)?;
        findings.extend(found.into_iter().map(|finding| (slug.clone(), finding)));
    }
    let own = own_differences(replayed, database)?;
    let differences = differences(&findings, &own);
    let summary = summary(args, replayed, &findings, &differences);
    let path = args.out.join("summary.json");
    fs::write(&path, format!("{summary:#}\n"))
        .with_context(|| format!("cannot write {}", path.display()))?;
    tell(args, replayed, findings.len() + own.len(), &differences)?;
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The replay's own statements beside those of `check`, each with its first difference.
fn own_differences(
    replayed: &Replayed<'_>,
    database: &Database,
) -> anyhow::Result<Vec<(&'static str, Option<String>)>> {
    let Replayed { plan, played, record, .. } = replayed;
    let accounts = account::difference(plan, played, record, database)?;
    Ok(vec![
        ("each ticket and its transfers tell the same", record.difference.clone()),
        ("each player's account is funds and tickets", accounts),
    ])
}

fn differences(
    findings: &[(String, Finding)],
    own: &[(&'static str, Option<String>)],
) -> Vec<String> {
    let checked = findings.iter().filter_map(|(slug, finding)| {
        let difference = finding.difference.as_ref()?;
        Some(format!("{slug}: {}: {difference}", finding.statement))
    });
    let compared = own.iter().filter_map(|(statement, difference)| {
        difference.as_ref().map(|difference| format!("{statement}: {difference}"))
    });
    checked.chain(compared).collect()
}

fn summary(
    args: &ReplayArgs,
    replayed: &Replayed<'_>,
    findings: &[(String, Finding)],
    differences: &[String],
) -> Value {
    let Replayed { files, plan, played, record } = replayed;
    let unplayed = plan.games.iter().filter(|one| one.game.score.is_none()).count();
    let skipped: usize = files.iter().map(|file| file.skipped.len()).sum();
    let settled = record.entries.iter().filter(|entry| entry.returned.is_some()).count();
    let sum = |amounts: Vec<Money>| amounts.into_iter().sum::<Money>().0;
    let entries = &record.entries;
    let statements: Vec<Value> = findings
        .iter()
        .map(|(book, one)| {
            json!({
                "book": book,
                "statement": one.statement,
                "count": one.count,
                "difference": one.difference,
            })
        })
        .collect();
    json!({
        "format": args.format.name(),
        "rounding": rounding_name(args.rounding),
        "files": files.iter().map(|file| file.file.as_str()).collect::<Vec<_>>(),
        "games": plan.games.len(),
        "unplayed": unplayed,
        "skipped": skipped,
        "players": plan.players.len(),
        "wagers": record.entries.len(),
        "combined_wagers": record.combos.len(),
        "combined_net_cents": sum(
            record.combos.iter().filter_map(|one| Some(one.returned? - one.risk)).collect(),
        ),
        "settled": settled,
        "open": record.entries.len() - settled,
        "weeks_closed": played.weeks.len(),
        "risked_cents": sum(entries.iter().map(|entry| entry.risk).collect()),
        "returned_cents": sum(entries.iter().filter_map(|entry| entry.returned).collect()),
        "net_cents": sum(entries.iter().filter_map(Entry::net).collect()),
        "by_player": by_player(plan, record),
        "wall_milliseconds": u64::try_from(played.wall.as_millis()).unwrap_or(u64::MAX),
        "wagers_per_second": per_second(record.entries.len(), played.wall),
        "check": { "passed": differences.is_empty(), "differences": differences,
                   "statements": statements },
    })
}

/// What one player's bets came to.
#[derive(Default)]
struct Sum {
    wagers: usize,
    results: BTreeMap<&'static str, usize>,
    risked: Money,
    net: Money,
}

fn by_player(plan: &Plan<'_>, record: &Record) -> Vec<Value> {
    let mut sums: BTreeMap<usize, Sum> = BTreeMap::new();
    for (bet, entry) in plan.bets.iter().zip(&record.entries) {
        let sum = sums.entry(bet.player).or_default();
        sum.wagers += 1;
        *sum.results.entry(result_letters(entry)).or_default() += 1;
        sum.risked += entry.risk;
        sum.net += entry.net().unwrap_or_default();
    }
    let told = |(player, sum): (usize, Sum)| {
        json!({
            "player": plan.players[player].name,
            "wagers": sum.wagers,
            "results": sum.results,
            "risked_cents": sum.risked.0,
            "net_cents": sum.net.0,
        })
    };
    sums.into_iter().map(told).collect()
}

fn rounding_name(rounding: Rounding) -> String {
    rounding.name().replace('_', "-")
}

fn per_second(wagers: usize, wall: Duration) -> u64 {
    let wagers = u128::try_from(wagers).unwrap_or(u128::MAX);
    u64::try_from(wagers * 1_000_000 / wall.as_micros().max(1)).unwrap_or(u64::MAX)
}

fn tell(
    args: &ReplayArgs,
    replayed: &Replayed<'_>,
    statements: usize,
    differences: &[String],
) -> anyhow::Result<()> {
    let Replayed { files, plan, played, record } = replayed;
    let (games, wagers) = (plan.games.len(), record.entries.len());
    let skipped: usize = files.iter().map(|file| file.skipped.len()).sum();
    let milliseconds = played.wall.as_millis();
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    let mut out = stdout().lock();
    writeln!(
        out,
        "{games} games, {wagers} wagers, {skipped} skipped, {} weeks",
        played.weeks.len()
    )?;
    let pace = per_second(wagers, played.wall);
    writeln!(out, "played in {seconds}.{rest:03} s: {pace} wagers per second")?;
    if differences.is_empty() {
        writeln!(out, "check: {statements} statements hold")?;
    }
    for difference in differences {
        writeln!(out, "difference: {difference}")?;
    }
    writeln!(out, "written to {}", args.out.display())?;
    Ok(())
}

//! What the bench says: every round as it happens, then medians with their range.

use crate::arguments::Plan;
use crate::contender::{Contender, Field, Measured, subject};
use crate::contest::Round;
use crate::figures::{
    count_text, median, microseconds_each_text, milliseconds_text, percentile, ratio_text,
    thousandths,
};

/// A round whose disk was this far from the median (in thousandths) is marked.
const UNUSUAL: u64 = 300;

#[expect(clippy::print_stdout, reason = "the figures are what the bench is for")]
fn say(line: &str) {
    println!("{line}");
}

/// The plan.
pub(crate) fn opening(plan: &Plan) {
    say(&format!(
        "{} rounds of {} s after {} s of warm-up, {} connections, {} players, {} tickets before",
        plan.rounds, plan.seconds, plan.warm_up, plan.connections, plan.players, plan.preload
    ));
    say(&format!("subject: {}", subject::origin()));
    if plan.quick {
        say("QUICK: shows that the bench works; its figures mean nothing");
    } else if cfg!(debug_assertions) {
        say("UNOPTIMISED BUILD: its figures mean nothing");
    }
}

/// What was laid.
pub(crate) fn laid(field: &Field) {
    let bytes: usize = field.requests.iter().map(|request| request.body_length).sum();
    let mean = bytes / field.requests.len().max(1);
    let legs = "75 % one leg, 15 % two, 10 % three";
    say(&format!("bodies of {mean} bytes in the mean; {legs}"));
}

/// The beginning of a round.
pub(crate) fn round(number: u32, round: &Round) {
    say(&format!(
        "\nround {number}: load average {}, {} durable appends/s",
        round.load_average,
        count_text(round.syncs)
    ));
    say("            bets/s   p50 ms    p99 ms    max ms  cpu us/bet  lane us/bet  bets/commit");
}

/// One run.
pub(crate) fn run(measured: &Measured) {
    say(&row(measured));
    for (status, count) in &measured.refused {
        say(&format!("            {} answers of {status}", count_text(*count)));
    }
    for note in &measured.notes {
        say(&format!("            {note}"));
    }
}

fn row(measured: &Measured) -> String {
    let accepted = measured.accepted;
    let latency = |hundredths| milliseconds_text(percentile(&measured.latencies, hundredths));
    let lanes =
        measured.lanes.map_or("-".to_owned(), |time| microseconds_each_text(time, accepted));
    let batch = measured.commits.filter(|commits| *commits > 0);
    let batch = batch.map_or("-".to_owned(), |commits| {
        let tenths = accepted * 10 / u64::from(commits);
        format!("{}.{}", tenths / 10, tenths % 10)
    });
    format!(
        "  {:<8}{:>8}{:>9}{:>10}{:>10}{:>12}{lanes:>13}{batch:>13}",
        measured.contender.name(),
        count_text(measured.rate),
        latency(50),
        latency(99),
        latency(100),
        microseconds_each_text(measured.program, accepted),
    )
}

/// Medians over all rounds.
pub(crate) fn closing(plan: &Plan, rounds: &[Round]) {
    say("\nmedian (least to most) over all rounds; none is left out");
    for contender in plan.contenders() {
        let rates = rates(rounds, contender);
        say(&format!("  {:<20}{}", contender.name(), range(&rates, &count_text)));
    }
    for (part, whole) in [
        (Contender::Subject, Contender::Floor),
        (Contender::Subject, Contender::Naive),
        (Contender::Subject, Contender::Direct),
        (Contender::Postgres, Contender::Floor),
        (Contender::Postgres, Contender::NaivePostgres),
    ] {
        let ratios = ratios(rounds, part, whole);
        if !ratios.is_empty() {
            let name = format!("{} : {}", part.name(), whole.name());
            say(&format!("  {name:<20}{}", range(&ratios, &ratio_text)));
        }
    }
    let unusual = unusual(rounds);
    if !unusual.is_empty() {
        let numbers: Vec<String> = unusual.iter().map(ToString::to_string).collect();
        say(&format!("  rounds with an unusually fast or slow disk: {}", numbers.join(", ")));
    }
}

/// What the check of the last subject said.
pub(crate) fn checked(count: u64) {
    say(&format!(
        "every confirmed wager is in its store; the check is clean over {} things",
        count_text(count)
    ));
}

fn rates(rounds: &[Round], contender: Contender) -> Vec<u64> {
    let runs = rounds.iter().flat_map(|round| &round.runs);
    runs.filter(|run| run.contender == contender).map(|run| run.rate).collect()
}

/// Ratios within each round, in thousandths: what a busy minute does to both cancels out.
fn ratios(rounds: &[Round], part: Contender, whole: Contender) -> Vec<u64> {
    let of = |round: &Round, contender| {
        round.runs.iter().find(|run| run.contender == contender).map(|run| run.rate)
    };
    let ratio = |round: &Round| Some(thousandths(of(round, part)?, of(round, whole)?));
    rounds.iter().filter_map(ratio).collect()
}

fn range(values: &[u64], text: &dyn Fn(u64) -> String) -> String {
    let least = values.iter().min().copied().unwrap_or(0);
    let most = values.iter().max().copied().unwrap_or(0);
    format!("{} ({} to {})", text(median(values)), text(least), text(most))
}

/// Numbers of the rounds whose disk differed much from the median.
fn unusual(rounds: &[Round]) -> Vec<usize> {
    let syncs: Vec<u64> = rounds.iter().map(|round| round.syncs).collect();
    let middle = median(&syncs);
    let differs =
        |(_, syncs): &(usize, &u64)| thousandths(syncs.abs_diff(middle), middle) > UNUSUAL;
    (1..).zip(&syncs).filter(differs).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::time::Duration;

    fn measured(contender: Contender, rate: u64) -> Measured {
        Measured {
            contender,
            accepted: 1_000,
            refused: BTreeMap::new(),
            rate,
            latencies: vec![1_000, 2_000, 30_500],
            program: Duration::from_millis(40),
            lanes: Some(Duration::from_millis(25)),
            commits: Some(16),
            notes: Vec::new(),
        }
    }

    fn round_of(syncs: u64, floor: u64, subject: u64) -> Round {
        let runs = [(Contender::Floor, floor), (Contender::Subject, subject)];
        let runs = runs.map(|(contender, rate)| measured(contender, rate)).to_vec();
        Round { load_average: "1.00".to_owned(), syncs, runs }
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        let rounds = [round_of(10, 80_000, 24_000), round_of(10, 40_000, 16_000)];
        assert_eq!(ratios(&rounds, Contender::Subject, Contender::Floor), [300, 400]);
        assert!(ratios(&rounds, Contender::Subject, Contender::Naive).is_empty());
        assert_eq!(rates(&rounds, Contender::Subject), [24_000, 16_000]);
        assert_eq!(range(&[300, 400, 350], &ratio_text), "0.350 (0.300 to 0.400)");
    }

    #[test]
    fn rounds_with_another_disk_are_named() {
        let rounds = [round_of(1_000, 1, 1), round_of(1_100, 1, 1), round_of(400, 1, 1)];
        assert_eq!(unusual(&rounds), [3]);
    }

    #[test]
    fn a_run_is_one_row() {
        let row = row(&measured(Contender::Subject, 24_600));
        let cells: Vec<&str> = row.split_whitespace().collect();
        let expected = ["subject", "24,600", "2.00", "30.50", "30.50", "40.0", "25.0", "62.5"];
        assert_eq!(cells, expected);
    }
}

//! How many tests passed, failed and were left out, read from what the test runners print.
//!
//! A runner whose closing lines cannot be read is an error of the step, never a zero: a gate that
//! cannot count must not call itself passed.

use std::ops::AddAssign;

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) left_out: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.left_out += other.left_out;
    }
}

/// Reads cargo-nextest's summary line, the last one if there are several.
pub(crate) fn of_nextest(text: &str) -> Option<Tally> {
    let plain = without_colour(text);
    let line = plain
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary [") && line.contains(" run: "))?;
    let (_, counts) = line.split_once(" run: ")?;
    Some(Tally {
        passed: number_before(counts, "passed"),
        failed: number_before(counts, "failed")
            + number_before(counts, "timed out")
            + number_before(counts, "exec failed"),
        left_out: number_before(counts, "skipped"),
    })
}

/// Adds up the closing lines of the standard test harness, one per test binary.
pub(crate) fn of_cargo_test(text: &str) -> Option<Tally> {
    let plain = without_colour(text);
    let closings = plain.lines().filter(|line| line.starts_with("test result: "));
    sum(closings.map(|line| Tally {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed"),
        left_out: number_before(line, "ignored"),
    }))
}

/// Reads vitest's line `Tests  1 failed | 11 passed | 2 skipped (14)`.
pub(crate) fn of_vitest(text: &str) -> Option<Tally> {
    let plain = without_colour(text);
    let closings = plain.lines().filter_map(|line| {
        line.trim_start().strip_prefix("Tests ").filter(|rest| rest.trim_end().ends_with(')'))
    });
    sum(closings.map(|line| Tally {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed"),
        left_out: number_before(line, "skipped") + number_before(line, "todo"),
    }))
}

/// Reads the closing lines of Node's own runner, as TAP comments or in its `spec` form.
pub(crate) fn of_node(text: &str) -> Option<Tally> {
    let plain = without_colour(text);
    let mut tally = Tally::default();
    let mut seen_pass = false;
    let mut seen_fail = false;
    for line in plain.lines() {
        let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("\u{2139} ")) else {
            continue;
        };
        let Some((word, count)) = rest.split_once(' ') else {
            continue;
        };
        let Ok(count) = count.trim().parse::<u64>() else {
            continue;
        };
        match word {
            "pass" => {
                tally.passed += count;
                seen_pass = true;
            }
            "fail" => {
                tally.failed += count;
                seen_fail = true;
            }
            "cancelled" => tally.failed += count,
            "skipped" | "todo" => tally.left_out += count,
            _ => {}
        }
    }
    (seen_pass && seen_fail).then_some(tally)
}

/// Reads whichever runner of the web apps spoke: both, if a script starts one after the other.
pub(crate) fn of_web(text: &str) -> Option<Tally> {
    sum([of_vitest(text), of_node(text)].into_iter().flatten())
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Option<Tally> {
    tallies.fold(None, |total, tally| {
        let mut total = total.unwrap_or_default();
        total += tally;
        Some(total)
    })
}

/// The number directly before a word, or zero where the word does not stand: a runner leaves out
/// the counts that are zero.
fn number_before(line: &str, word: &str) -> u64 {
    let found = line.match_indices(word).find_map(|(at, _)| {
        let before = line[..at].strip_suffix(' ')?;
        let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    });
    found.unwrap_or(0)
}

/// The text without the terminal's colour sequences.
fn without_colour(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            plain.push(character);
        } else if characters.next() == Some('[') {
            characters.by_ref().find(char::is_ascii_alphabetic);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, left_out: u64) -> Option<Tally> {
        Some(Tally { passed, failed, left_out })
    }

    #[test]
    fn nextest() {
        let read = of_nextest;
        let line = "     Summary [   0.127s] 2 tests run: 1 passed, 1 failed, 1 skipped\n";
        assert_eq!(read(line), counts(1, 1, 1));
        let line =
            "     Summary [  61.0s] 340 tests run: 338 passed (1 slow), 2 timed out, 0 skipped";
        assert_eq!(read(line), counts(338, 2, 0));
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [ 1s] \u{1b}[1m1\u{1b}[0m test run: \
                    \u{1b}[1m1\u{1b}[0m passed";
        assert_eq!(read(line), counts(1, 0, 0));
        let inner = "test result: FAILED. 0 passed; 1 failed; 0 ignored\n";
        assert_eq!(read(inner), None, "a failed test's own output is not the summary");
        assert_eq!(read("error: could not compile"), None);
    }

    #[test]
    fn cargo_test() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    noise\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(of_cargo_test(text), counts(4, 2, 1));
        assert_eq!(of_cargo_test("running 3 tests\n"), None);
    }

    #[test]
    fn vitest() {
        let text = " Test Files  1 failed | 3 passed (4)\n\
                    \u{1b}[2m      Tests \u{1b}[22m 1 failed | 11 passed | 2 skipped (14)\n";
        assert_eq!(of_vitest(text), counts(11, 1, 2));
        assert_eq!(of_vitest("No test files found, exiting with code 1"), None);
    }

    #[test]
    fn node_in_both_forms() {
        let tap = "# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
        assert_eq!(of_node(tap), counts(3, 2, 0));
        let spec = "\u{2139} tests 3\n\u{2139} pass 2\n\u{2139} fail 0\n\u{2139} skipped 1\n";
        assert_eq!(of_node(spec), counts(2, 0, 1));
        assert_eq!(of_node("# pass 3\n"), None, "half a summary is none");
    }

    #[test]
    fn a_web_script_may_start_two_runners() {
        let text = "Tests  2 passed (2)\n# pass 3\n# fail 0\n";
        assert_eq!(of_web(text), counts(5, 0, 0));
        assert_eq!(of_web("all good"), None);
    }
}

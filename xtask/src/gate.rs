//! `cargo xtask test`: the one gate, the same on every machine.
//!
//! Steps run in order until the first that fails. The last line is always the count of tests over
//! all runners. A test that a runner leaves out fails the gate: here nothing is skipped.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::command;
use crate::drift;
use crate::failure::{Failure, Outcome};
use crate::machine;
use crate::openapi;
use crate::project::{Project, cargo};
use crate::server;
use crate::tally::{self, Tally};
use crate::terminal;
use crate::web::{self, Work};

/// One step: what the heading says and what is done. Steps without tests count none.
struct Step {
    name: &'static str,
    hold: fn(&Project) -> Result<Tally, Broken>,
}

/// A step that failed, with the tests it counted before it did.
struct Broken {
    failure: Failure,
    counted: Tally,
}

impl From<Failure> for Broken {
    fn from(failure: Failure) -> Self {
        Self { failure, counted: Tally::default() }
    }
}

const STEPS: &[Step] = &[
    Step { name: "what the machine offers", hold: machine_offers },
    Step { name: "formatting", hold: formatting },
    // The web apps come before the server, which looks for them when it is built.
    Step { name: "packages of the web apps", hold: web_packages },
    Step { name: "web: types and lints", hold: web_check },
    Step { name: "web: build", hold: web_build },
    Step { name: "web: unit tests", hold: web_unit_tests },
    Step { name: "lints", hold: lints },
    Step { name: "build of the server and the tests", hold: build },
    Step { name: "Rust tests", hold: rust_tests },
    Step { name: "PostgreSQL tests, every transaction serializable", hold: serializable_tests },
    Step { name: "Rust examples in the documentation", hold: rust_examples },
    Step { name: "the OpenAPI document says what the code says", hold: document_drift },
    Step { name: "the TypeScript types say what the document says", hold: types_drift },
    Step { name: "browser tests", hold: browser_tests },
];

/// Runs every step. The words after the command have no meaning here and are refused.
pub(crate) fn start(project: &Project, words: &[String]) -> Outcome<()> {
    if let Some(word) = words.first() {
        return Err(Failure::new(format!("`test` takes no words, but was given `{word}`")));
    }
    let begun = Instant::now();
    let mut total = Tally::default();
    for (number, step) in (1..).zip(STEPS) {
        terminal::say(&format!("\n=== {number}/{}  {}", STEPS.len(), step.name));
        let step_begun = Instant::now();
        match (step.hold)(project) {
            Ok(counted) => {
                total += counted;
                terminal::say(&format!("--- held, {}", told(step_begun.elapsed())));
            }
            Err(broken) => {
                total += broken.counted;
                broken.failure.show();
                terminal::say(&format!(
                    "--- FAILED, {}: {}",
                    told(step_begun.elapsed()),
                    step.name
                ));
                terminal::say(&closing_line(total, true));
                return Err(Failure::already_shown());
            }
        }
    }
    terminal::say(&format!("\neverything held, {}", told(begun.elapsed())));
    terminal::say(&closing_line(total, false));
    Ok(())
}

fn machine_offers(_project: &Project) -> Result<Tally, Broken> {
    machine::need_rust_components()?;
    machine::need_node()?;
    machine::need_browser_and_database()?;
    Ok(Tally::default())
}

fn formatting(project: &Project) -> Result<Tally, Broken> {
    plain(Command::new(cargo()).current_dir(&project.root).args(["fmt", "--all", "--check"]))
}

fn lints(project: &Project) -> Result<Tally, Broken> {
    let mut clippy = Command::new(cargo());
    clippy.current_dir(&project.root).args(["clippy", "--workspace", "--all-targets"]);
    plain(clippy.args(["--", "-D", "warnings"]))
}

fn build(project: &Project) -> Result<Tally, Broken> {
    server::build_with_tests(project)?;
    Ok(Tally::default())
}

fn rust_tests(project: &Project) -> Result<Tally, Broken> {
    let nextest = has_nextest();
    let mut tests = Command::new(cargo());
    tests.current_dir(&project.root).env("PATH", machine::path_with_postgres()?);
    if let Some(folder) = project.recorded_games() {
        terminal::say(&format!("comparing with {}", folder.display()));
        tests.env("PERHEAD_SHARED_DATA", folder);
    }
    if nextest {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"]);
        counted(&mut tests, tally::of_nextest)
    } else {
        tests.args(["test", "--workspace", "--bins", "--tests", "--no-fail-fast"]);
        counted(&mut tests, tally::of_cargo_test)
    }
}

/// The tests on PostgreSQL once more: what holds under its usual isolation must hold, with more
/// transactions refused and tried again, under the strictest.
fn serializable_tests(project: &Project) -> Result<Tally, Broken> {
    let mut tests = Command::new(cargo());
    tests.current_dir(&project.root).env("PATH", machine::path_with_postgres()?);
    tests.env("PERHEAD_TEST_ISOLATION", "serializable");
    // Not by nextest: it counts what a filter leaves out as skipped.
    tests.args(["test", "-p", "perhead", "--test", "it", "--no-fail-fast", "postgres"]);
    counted(&mut tests, tally::of_cargo_test)
}

/// Nextest does not run the examples of the documentation, so they are a step of their own.
fn rust_examples(project: &Project) -> Result<Tally, Broken> {
    let mut examples = Command::new(cargo());
    examples.current_dir(&project.root).args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    allowed_none(&mut examples, tally::of_cargo_test)
}

fn web_packages(project: &Project) -> Result<Tally, Broken> {
    if web::install_packages(project)? == Work::NotNeeded {
        terminal::say("already installed from this very package-lock.json");
    }
    Ok(Tally::default())
}

fn web_check(project: &Project) -> Result<Tally, Broken> {
    plain(&mut web::script(project, "check"))
}

fn web_build(project: &Project) -> Result<Tally, Broken> {
    if web::build(project)? == Work::NotNeeded {
        terminal::say("already built from these very sources");
    }
    Ok(Tally::default())
}

fn web_unit_tests(project: &Project) -> Result<Tally, Broken> {
    counted(&mut web::script(project, "test"), tally::of_web)
}

fn document_drift(project: &Project) -> Result<Tally, Broken> {
    let fresh = openapi::fresh_document(project, &project.server("debug"))?;
    drift::must_equal(project, openapi::DOCUMENT, &fresh)?;
    Ok(Tally::default())
}

fn types_drift(project: &Project) -> Result<Tally, Broken> {
    drift::must_equal(project, openapi::TYPES, &openapi::fresh_types(project)?)?;
    Ok(Tally::default())
}

fn browser_tests(project: &Project) -> Result<Tally, Broken> {
    let browser = machine::browser()
        .ok_or_else(|| Failure::new("the browser has gone since the first step"))?;
    let mut tests = web::script(project, "test:browser");
    tests.env("PERHEAD_BINARY", project.server("debug")).env("CHROMIUM", browser);
    counted(&mut tests, tally::of_web)
}

/// A step that either holds or does not.
fn plain(command: &mut Command) -> Result<Tally, Broken> {
    command::openly(command)?;
    Ok(Tally::default())
}

/// A step of tests: at least one must run.
fn counted(command: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<Tally, Broken> {
    let counted = allowed_none(command, read)?;
    if counted.passed == 0 {
        let words = format!("`{}` ran no test", command::shown(command));
        return Err(Broken { failure: Failure::new(words), counted });
    }
    Ok(counted)
}

/// A step of tests that may have none to run.
fn allowed_none(command: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<Tally, Broken> {
    let ran = command::watch(command)?;
    judge(&command::shown(command), ran.status.success(), read(&ran.text))
}

/// What a runner's exit and its counts mean together. Both must say that all is well.
fn judge(command: &str, success: bool, counts: Option<Tally>) -> Result<Tally, Broken> {
    let counted = counts.unwrap_or_default();
    let words = if !success {
        format!("`{command}` failed")
    } else if counts.is_none() {
        format!("`{command}` succeeded, but its count of tests could not be read")
    } else if counted.failed > 0 {
        format!("`{command}` counted {} failed and still ended well", counted.failed)
    } else if counted.left_out > 0 {
        format!("`{command}` left out {} tests; run them or remove them", counted.left_out)
    } else {
        return Ok(counted);
    };
    Err(Broken { failure: Failure::new(words), counted })
}

fn has_nextest() -> bool {
    command::succeeds(Command::new(cargo()).args(["nextest", "--version"]))
}

/// The last line of every run. A step that failed without a test of its own counts as one.
fn closing_line(total: Tally, broken: bool) -> String {
    let failed = if broken { total.failed.max(1) } else { total.failed };
    format!("{} passed, {failed} failed", total.passed)
}

fn told(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        return format!("{seconds}.{} s", elapsed.subsec_millis() / 100);
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, left_out: u64) -> Tally {
        Tally { passed, failed, left_out }
    }

    #[test]
    fn only_a_clean_run_holds() {
        let words = |success, counts| {
            judge("x", success, counts).map_err(|broken| broken.failure.words().to_owned())
        };
        assert_eq!(words(true, Some(tally(3, 0, 0))), Ok(tally(3, 0, 0)));
        assert!(words(false, Some(tally(3, 0, 0))).is_err());
        assert!(words(true, None).is_err());
        assert!(words(true, Some(tally(3, 1, 0))).is_err());
        assert!(words(true, Some(tally(3, 0, 1))).is_err());
    }

    #[test]
    fn the_closing_line_counts_a_failed_step() {
        assert_eq!(closing_line(tally(12, 0, 0), false), "12 passed, 0 failed");
        assert_eq!(closing_line(tally(12, 0, 0), true), "12 passed, 1 failed");
        assert_eq!(closing_line(tally(12, 3, 0), true), "12 passed, 3 failed");
    }

    #[test]
    fn times_are_told_for_people() {
        assert_eq!(told(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(told(Duration::from_secs(605)), "10 min 05 s");
    }
}

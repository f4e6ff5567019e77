//! The bench works from end to end: a small round of every contender is run and proven.

use std::path::Path;
use std::process::Command;

#[test]
fn a_quick_round_of_every_contender_is_run_and_proven() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quick-bench");
    let mut bench = Command::new(env!("CARGO_BIN_EXE_perhead-bench"));
    bench.env_remove("PERHEAD_BINARY").arg("--quick").arg("--folder").arg(&folder);
    let ended = bench.output().expect("the bench starts");
    let text = String::from_utf8_lossy(&ended.stdout);
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{text}\n{errors}");
    for contender in ["floor", "subject", "naive", "direct", "postgres", "naive-pg"] {
        let rows =
            text.lines().filter(|line| rate_of(line, contender).is_some_and(|rate| rate > 0));
        // One row of its run and one of its median.
        assert_eq!(rows.count(), 2, "{contender} in {text}");
    }
    assert!(text.contains("the check is clean"), "{text}");
    assert!(!text.contains("answers of"), "{text}");
    let left = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(left, 0, "databases are left in {}", folder.display());
}

#[test]
fn the_tickets_of_a_game_are_settled_on_both_engines() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quick-settlement");
    let mut bench = Command::new(env!("CARGO_BIN_EXE_perhead-bench"));
    bench.arg("--folder").arg(&folder).args(["settlement", "--tickets", "1500"]);
    let ended = bench.output().expect("the bench starts");
    let text = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{text}\n{}", String::from_utf8_lossy(&ended.stderr));
    for engine in ["SQLite", "PostgreSQL"] {
        for lie in ["contiguous", "scattered"] {
            let named = format!("{engine:<10} {lie}");
            let rate = text.lines().find_map(|line| rate_of(line.strip_prefix(engine)?, lie));
            assert!(rate.is_some_and(|rate| rate > 0), "{named} in {text}");
        }
    }
}

/// The number behind a contender's name at the beginning of a line.
fn rate_of(line: &str, contender: &str) -> Option<u64> {
    let mut words = line.split_whitespace();
    (words.next() == Some(contender)).then_some(())?;
    words.next()?.replace(',', "").parse().ok()
}

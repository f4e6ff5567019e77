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
    for contender in ["floor", "subject", "naive", "direct"] {
        let rows = text.lines().filter(|line| line.split_whitespace().next() == Some(contender));
        // One row of its run and one of its median.
        assert_eq!(rows.count() / 2, 1, "{contender} in {text}");
    }
    assert!(text.contains("the check is clean"), "{text}");
    assert!(!text.contains("answers of"), "{text}");
    let left = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(left, 0, "databases are left in {}", folder.display());
}

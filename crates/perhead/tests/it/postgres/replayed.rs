//! The whole workflow of a season, the same on both engines: every file byte for byte.

use std::fs;

use super::cluster::shared;
use crate::folder::Folder;
use crate::replay::replay_season_on;

#[test]
fn a_season_replayed_on_either_engine_writes_the_same_files() {
    let folder = Folder::create();
    let lite = replay_season_on("engine-sqlite", folder.database());
    let other = replay_season_on("engine-postgres", shared().database());
    let mut compared = 0;
    for entry in fs::read_dir(&lite).expect("a folder") {
        let name = entry.expect("a file").file_name();
        // The summary tells times, which are nobody's to repeat.
        if name == "summary.json" {
            continue;
        }
        let read = |out: &std::path::Path| fs::read(out.join(&name)).expect("a file");
        assert!(read(&lite) == read(&other), "{} differs", name.display());
        compared += 1;
    }
    assert!(compared >= 4, "{compared} files of a season");
}

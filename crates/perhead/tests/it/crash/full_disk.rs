//! A disk that fills up while wagers come in: what cannot be written is not confirmed, what was
//! confirmed is there afterwards, and the same requests go through once there is room.

use std::process::Command;

use super::child::{Serving, demand_clean_check};
use super::{SLUG, Sent, Site, ask_again, build, request, told};
use crate::play::numbered_key;
use crate::server::enter;
use crate::site::straight;
use crate::stage::request::wager;
use crate::web::Browser;

/// Most wagers until the disk must be full.
const WAGERS_MAX: u64 = 400;
/// Room for a few wagers beyond what is there, in bytes.
const ROOM: u64 = 512 * 1024;

/// The largest file of a site's database, in bytes.
fn largest_file(site: &Site) -> u64 {
    let entries = std::fs::read_dir(site.folder.path()).expect("the folder");
    let sizes = entries.map(|entry| entry.expect("an entry").metadata().expect("a size").len());
    sizes.max().expect("a database")
}

/// A server that may write no file beyond some size: for it, the disk is full there.
fn start_cramped(site: &Site) -> Serving {
    // `ulimit -f` counts blocks of 512 bytes; without the signal a write beyond simply fails.
    let blocks = (largest_file(site) + ROOM) / 512;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_perhead")]);
    Serving::start_as(shell, &site.folder.database())
}

#[test]
fn a_full_disk_loses_nothing_that_was_confirmed() {
    let site = build();
    let (member, cookie) = &site.players[0];
    let serving = start_cramped(&site);
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, cookie);
    let mut all: Vec<Sent> = Vec::new();
    let mut is_full = false;
    for number in 1..=WAGERS_MAX {
        let body = wager(&straight(*member, site.game.market, 100));
        let mut sent = Sent { key: numbered_key(number), body, told: None };
        let answer = browser.send(&request(&sent));
        sent.told = told(&answer);
        is_full |= answer.status == 503;
        all.push(sent);
        // A few more, to see that the full disk is told every time.
        if is_full && all.iter().filter(|sent| sent.told.is_none()).count() > 3 {
            break;
        }
    }
    assert!(is_full, "the disk was never full");
    assert!(all.iter().any(|sent| sent.told.is_some()), "some wagers went through before");
    serving.kill();
    demand_clean_check(&site.folder.database());
    let serving = Serving::start(&site.folder.database());
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, cookie);
    for sent in &all {
        let (again, replayed) = ask_again(&mut browser, sent);
        assert_eq!(again.status, 201, "{again:?}");
        if let Some(before) = &sent.told {
            assert_eq!((&again, replayed), (before, true));
        }
    }
    serving.kill();
    demand_clean_check(&site.folder.database());
}

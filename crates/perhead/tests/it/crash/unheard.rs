//! A server whose output nobody reads any more: it goes on, and ends as it should.
#![cfg(unix)]

use super::child::{Serving, demand_clean_check};
use crate::folder::Folder;
use crate::web::{Browser, Request};

#[test]
fn a_server_whose_output_nobody_reads_goes_on_and_ends_well() {
    let folder = Folder::create();
    let mut serving = Serving::start(&folder.database());
    // It has more to say: the link of the first start, and that it stops.
    serving.close_output();
    let mut browser = Browser::new(serving.address, "platform");
    assert_eq!(browser.send(&Request::get("/v1/book")).status, 200);
    assert!(serving.end().success(), "it ended over its output");
    demand_clean_check(&folder.database());
}

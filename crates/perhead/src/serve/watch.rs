//! Looks for events that other processes wrote to a shared database, so that live streams here
//! wake for them too. The truth is the event table; this only shortens the wait.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use api::LiveHub;
use desk::port::Views;
use store::Database;

use crate::check::books;

/// How often the heads of all books are read.
const INTERVAL: Duration = Duration::from_millis(250);

/// A running watch; dropping it ends it.
pub struct Watch(#[expect(dead_code, reason = "dropping it closes the channel")] SyncSender<()>);

/// Starts watching.
///
/// # Errors
/// When the system refuses a thread.
pub fn start(database: Arc<Database>, hub: Arc<LiveHub>) -> std::io::Result<Watch> {
    let (sender, ended) = sync_channel(0);
    let watching = move || watch(&database, &hub, &ended);
    std::thread::Builder::new().name("watch".to_owned()).spawn(watching)?;
    Ok(Watch(sender))
}

fn watch(database: &Database, hub: &LiveHub, ended: &Receiver<()>) {
    let mut seen = BTreeMap::new();
    while ended.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
        let books = match books(database) {
            Ok(books) => books,
            Err(error) => {
                tracing::warn!(%error, "the books cannot be watched now");
                continue;
            }
        };
        for (book, _) in books {
            let Ok(sequence) = database.sequence(book) else { continue };
            if seen.insert(book, sequence) != Some(sequence) {
                hub.moved(book, sequence);
            }
        }
    }
}

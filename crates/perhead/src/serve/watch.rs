//! Looks for what other processes wrote: another server on a shared database, or a command at the
//! prompt. Live streams here wake for it too, and what interfaces keep of members is doubted. The
//! truth is the event table; this only shortens the wait.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use api::LiveHub;
use desk::port::{StoreError, Views};
use domain::id::BookId;
use store::Database;

/// How often the heads of all books are read, in one question.
const INTERVAL: Duration = Duration::from_millis(250);

/// A running watch; dropping it ends it.
pub struct Watch(#[expect(dead_code, reason = "dropping it closes the channel")] SyncSender<()>);

/// Starts watching.
///
/// # Errors
/// When the system refuses a thread.
pub fn start(database: Arc<Database>, hub: Arc<LiveHub>) -> std::io::Result<Watch> {
    let (sender, ended) = sync_channel(0);
    let watching = move || {
        let mut watcher = Watcher { database, hub, seen: BTreeMap::new(), failed: false };
        while ended.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
            watcher.look();
        }
    };
    std::thread::Builder::new().name("watch".to_owned()).spawn(watching)?;
    Ok(Watch(sender))
}

struct Watcher {
    database: Arc<Database>,
    hub: Arc<LiveHub>,
    /// How far each book has been looked through.
    seen: BTreeMap<BookId, i64>,
    /// The last look failed: what happened meanwhile is not known.
    failed: bool,
}

impl Watcher {
    fn look(&mut self) {
        let looked = self.look_through();
        if let Err(error) = &looked {
            if !self.failed {
                tracing::warn!(%error, "the books cannot be watched now");
            }
            self.hub.doubt_all();
        }
        self.failed = looked.is_err();
    }

    fn look_through(&mut self) -> Result<(), StoreError> {
        for (book, sequence) in self.database.sequences()? {
            let seen = self.seen.get(&book).copied();
            if seen == Some(sequence) {
                continue;
            }
            // Who was learned of before the first look was learned from the same rows.
            if let Some(seen) = seen {
                self.hub.doubt(book, &self.database.members_touched(book, seen)?);
            }
            self.hub.moved(book, sequence);
            self.seen.insert(book, sequence);
        }
        Ok(())
    }
}

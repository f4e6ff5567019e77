//! 8 and 10: the event chain, and one effect for each request key.

use desk::audit;
use desk::port::{ChainedEvent, Views};
use domain::id::BookId;
use store::Database;

use super::{Finding, Probe};

const PAGE: i64 = 10_000;

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    let mut chained = Probe::new("8 events are gap free, rise in time and match their hash chain");
    let mut previous: Option<ChainedEvent> = None;
    loop {
        let after = previous.as_ref().map_or(0, |event| event.sequence);
        let page = database.events_after(book, after, PAGE)?;
        if page.is_empty() {
            break;
        }
        for event in page {
            let verdict = audit::verify(previous.as_ref(), &event);
            chained.check(verdict.is_ok(), || verdict.err().unwrap_or_default());
            previous = Some(event);
        }
    }
    let head = database.head(book)?;
    let end = previous.map_or((0, [0; 32]), |event| (event.sequence, event.hash));
    chained.check(end == (head.sequence, head.chain), || {
        format!("the head names event {}, the log ends at {}", head.sequence, end.0)
    });
    let mut keys = Probe::new("10 every accepted wager and payment has exactly one request key");
    for (what, effects, receipts) in database.effects_and_receipts(book)? {
        keys.check(effects == receipts, || {
            format!("{effects} {what} stand against {receipts} receipts")
        });
    }
    Ok(vec![chained.finding(), keys.finding()])
}

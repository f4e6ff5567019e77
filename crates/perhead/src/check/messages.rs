//! Conversations, re-derived from the messages themselves.

use std::collections::BTreeMap;

use domain::id::{BookId, MemberId, MessageId};
use domain::message::Message;
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("conversations tell of their newest message and of who waits");
    let (messages, conversations) = database.all_messages(book)?;
    let mut said: BTreeMap<MemberId, Vec<&Message>> = BTreeMap::new();
    for one in messages.iter().filter(|one| !one.to_branch) {
        said.entry(one.member).or_default().push(one);
    }
    for conversation in &conversations {
        let own = said.remove(&conversation.member).unwrap_or_default();
        let newest = own.last().map_or(MessageId(0), |one| one.id);
        let waits = |one: &&&Message| one.is_from_member() && one.id > conversation.read_by_book;
        let waiting = own.iter().filter(waits).count();
        let fits = conversation.newest == newest
            && usize::try_from(conversation.waiting) == Ok(waiting)
            && conversation.read_by_book <= newest;
        probe.check(fits, || {
            format!("{conversation:?} of messages up to {newest:?}, {waiting} of them waiting")
        });
    }
    for member in said.keys() {
        probe.check(false, || format!("messages of member {} stand in no conversation", member.0));
    }
    Ok(probe.finding())
}

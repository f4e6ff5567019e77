//! Messages of one member, and the conversations of a branch.

use desk::port::{MessageViews, Page, StoreError};
use desk::view::{Correspondence, Paged};
use domain::id::{BookId, MemberId};
use domain::message::{Conversation, Message};
use domain::rows::{Key, Read as _, Row};

use super::{paged, query_one};
use crate::engine::Connection;
use crate::engine::open::Database;
use crate::load;
use crate::receipts::after_book;
use crate::rows::message;
use crate::value::{Cells, Value};

/// What reaches `member` by `m`: what stands in the own conversation, and what was written to a
/// branch it is in since it came. `$2` is the member.
const REACHES: &str = "(m.member_id = $2 and m.to_branch = 0
     or m.to_branch = 1 and exists (
         select 1 from branch b join member r on r.book_id = b.book_id and r.id = b.member_id
         where b.book_id = $1 and b.above_id = m.member_id and b.member_id = $2
         and r.created_at <= m.sent_at))";

impl MessageViews for Database {
    fn correspondence(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<Correspondence, StoreError> {
        self.read(|connection| correspondence(connection, book, member, page))
    }

    fn conversations(
        &self,
        book: BookId,
        branch: MemberId,
        only_waiting: bool,
        page: &Page,
    ) -> Result<Paged<(Conversation, Message)>, StoreError> {
        self.read(|connection| conversations(connection, book, branch, only_waiting, page))
    }
}

impl Database {
    /// Every message and every conversation of a book, for its check.
    ///
    /// # Errors
    /// As every read.
    pub fn all_messages(
        &self,
        book: BookId,
    ) -> Result<(Vec<Message>, Vec<Conversation>), StoreError> {
        self.read(|connection| {
            let columns = message::MESSAGE.aliased("m");
            let sql = format!("select {columns} from message m where m.book_id = $1 order by m.id");
            let rows = connection.query(&sql, &[book.0.into()])?;
            let said: Result<_, StoreError> =
                rows.into_iter().map(|row| after_book(row, message::message)).collect();
            let columns = message::CONVERSATION.aliased("c");
            let sql = format!("select {columns} from conversation c where c.book_id = $1");
            let rows = connection.query(&sql, &[book.0.into()])?;
            let read: Result<_, StoreError> =
                rows.into_iter().map(|row| after_book(row, message::conversation)).collect();
            Ok((said?, read?))
        })
    }
}

/// What was said to and by a member, newest first, branches the member is in included. The cursor
/// is a message's id.
fn correspondence(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    page: &Page,
) -> Result<Correspondence, StoreError> {
    let columns = message::MESSAGE.aliased("m");
    let sql = format!(
        "select {columns} from message m where m.book_id = $1 and ($3 = 0 or m.id < $3)
         and {REACHES} order by m.id desc limit $4"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(member.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let found: Result<Vec<Message>, StoreError> =
        rows.into_iter().map(|row| after_book(row, message::message)).collect();
    let messages = paged(found?, page, |one| one.id.0);
    let conversation = conversation_of(connection, book, member)?;
    let mut readers = Vec::with_capacity(messages.items.len());
    for one in &messages.items {
        readers.push(if one.to_branch { readers_of(connection, book, one)? } else { 0 });
    }
    let unread = unread_by_member(connection, book, &conversation)?;
    Ok(Correspondence { messages, readers, unread, conversation })
}

fn conversation_of(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
) -> Result<Conversation, StoreError> {
    let key = Key::Conversation(member);
    let mut working = domain::working::Working::new();
    for (key, row) in load::load(connection, book, &[key])? {
        working.learn(key, row);
    }
    Ok(working.conversation(member).cloned().unwrap_or_else(|| Conversation::new(member)))
}

/// How many of a branch have read a message to it.
fn readers_of(
    connection: &mut dyn Connection,
    book: BookId,
    one: &Message,
) -> Result<i64, StoreError> {
    let sql = "select count(*) from conversation c join branch b
               on b.book_id = c.book_id and b.member_id = c.member_id
               where c.book_id = $1 and b.above_id = $2 and c.read_by_member >= $3
               and c.member_id <> $4";
    let parameters = [book.0.into(), one.member.0.into(), one.id.0.into(), one.author.0.into()];
    let count = query_one(connection, sql, &parameters, Cells::int)?;
    Ok(count.unwrap_or(0))
}

fn unread_by_member(
    connection: &mut dyn Connection,
    book: BookId,
    conversation: &Conversation,
) -> Result<i64, StoreError> {
    let sql = format!(
        "select count(*) from message m where m.book_id = $1 and m.id > $3
         and m.author_id <> $2 and {REACHES}"
    );
    let (member, read) = (conversation.member, conversation.read_by_member);
    let parameters = [book.0.into(), member.0.into(), read.0.into()];
    let count = query_one(connection, &sql, &parameters, Cells::int)?;
    Ok(count.unwrap_or(0))
}

/// Conversations of a branch, the newest word first: all of them, or only those in which a member
/// waits to be read. The cursor is the id of a conversation's newest message.
fn conversations(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    only_waiting: bool,
    page: &Page,
) -> Result<Paged<(Conversation, Message)>, StoreError> {
    let columns = message::CONVERSATION.aliased("c");
    let sql = format!(
        "select {columns} from conversation c where c.book_id = $1 and c.newest > 0
         and ($3 = 0 or c.newest < $3) and ($4 = 0 or c.waiting > 0) and c.member_id <> $2
         and exists (select 1 from branch b where b.book_id = $1 and b.above_id = $2
                     and b.member_id = c.member_id)
         order by c.newest desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(only_waiting.into()),
        Value::Int(page.limit + 1),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let found: Result<Vec<Conversation>, StoreError> =
        rows.into_iter().map(|row| after_book(row, message::conversation)).collect();
    let found = paged(found?, page, |one| one.newest.0);
    let keys: Vec<Key> = found.items.iter().map(|one| Key::Message(one.newest)).collect();
    let mut words = std::collections::BTreeMap::new();
    for (_, row) in load::load(connection, book, &keys)? {
        if let Some(Row::Message(one)) = row {
            words.insert(one.id, one);
        }
    }
    let with_word = |one: Conversation| words.remove(&one.newest).map(|word| (one, word));
    Ok(Paged { items: found.items.into_iter().filter_map(with_word).collect(), next: found.next })
}

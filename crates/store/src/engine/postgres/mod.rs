//! PostgreSQL: one connection for each lane, pooled ones for readers.

mod cells;
mod connect;
mod failure;
mod migrate;
mod pool;
mod texts;
mod writer;

use std::collections::HashMap;
use std::sync::Arc;

use desk::port::{Begun, Head, StoreError, StoredReceipt};
use domain::id::{BookId, RequestKey};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row, Statement};

use crate::engine::{Connection, Verb, Write};
use crate::receipts::after_book;
use crate::rows::record;
use crate::shape::Shape;
use crate::value::Value;
use cells::{Column, cells_of, type_of};
use failure::failed;

pub(crate) use connect::{Address, Room};
pub(crate) use migrate::migrate;
pub(crate) use pool::{Pool, still, write_at_once};
pub(crate) use writer::Writer;

/// One connection.
pub(crate) struct Postgres {
    client: Client,
    /// Where it was made: the driver of the connection works there.
    room: Arc<Room>,
    /// Prepared statements by text and parameter types.
    statements: HashMap<(String, Vec<Type>), Statement>,
}

impl Postgres {
    pub(crate) fn new(client: Client, room: Arc<Room>) -> Postgres {
        Postgres { client, room, statements: HashMap::new() }
    }

    /// True once the server or the network has ended the connection.
    pub(crate) fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    /// Several statements without parameters.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.room.wait(self.client.batch_execute(sql)).map_err(|error| failed(&error))
    }

    fn statement(&mut self, sql: &str, types: Vec<Type>) -> Result<Statement, StoreError> {
        let key = (sql.to_owned(), types);
        if let Some(statement) = self.statements.get(&key) {
            return Ok(statement.clone());
        }
        let prepared = self.room.wait(self.client.prepare_typed(sql, &key.1));
        let statement = prepared.map_err(|error| failed(&error))?;
        self.statements.insert(key, statement.clone());
        Ok(statement)
    }

    fn rows(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let types = parameters.iter().map(type_of).collect();
        let statement = self.statement(sql, types)?;
        let parameters: Vec<&(dyn ToSql + Sync)> =
            parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = self.room.wait(self.client.query(&statement, &parameters));
        rows.map_err(|error| failed(&error))
    }
}

impl Connection for Postgres {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Vec<Value>>, StoreError> {
        self.rows(sql, parameters)?.iter().map(cells_of).collect()
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<(), StoreError> {
        self.rows(sql, parameters).map(|_| ())
    }

    fn write(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        self.send(writes, false)
    }

    fn load(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Option<Vec<Value>>>, StoreError> {
        let mut found = HashMap::new();
        for cells in self.load_below(shape, keys)? {
            found.insert(cells[..shape.keys.len()].to_vec(), cells);
        }
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }

    fn load_below(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let Some(first) = keys.first() else { return Ok(Vec::new()) };
        let statement = self.statement(&texts::load_below(shape, first.len()), Vec::new())?;
        let arrays = texts::array_keys(shape, first.len());
        let skip = usize::from(shape.of_book);
        let columns: Vec<Column<'_>> = arrays
            .iter()
            .enumerate()
            .map(|(place, (_, kind))| Column::of(*kind, place + skip, keys))
            .collect();
        let mut parameters: Vec<&(dyn ToSql + Sync)> = Vec::new();
        if shape.of_book {
            parameters.push(&first[0]);
        }
        parameters.extend(columns.iter().map(Column::parameter));
        let rows = self.room.wait(self.client.query(&statement, &parameters));
        rows.map_err(|error| failed(&error))?.iter().map(cells_of).collect()
    }
}

impl Postgres {
    /// All statements of a batch travel together, and the end of the transaction with them: the
    /// answers are awaited once. A statement that fails makes the end a rollback. Any error of the
    /// end itself is an unknown outcome, told as a wish to decide again.
    fn send(&mut self, writes: &[Write], and_commit: bool) -> Result<(), StoreError> {
        let mut prepared = Vec::with_capacity(writes.len());
        for write in writes {
            let text = match write.verb {
                Verb::Insert => texts::insert,
                Verb::Upsert => texts::upsert,
                Verb::Delete => texts::delete,
            };
            prepared.push(self.statement(&text(&write.shape), Vec::new())?);
        }
        let columns: Vec<Vec<Column<'_>>> = writes.iter().map(columns_of).collect();
        let parameters: Vec<Vec<&(dyn ToSql + Sync)>> = writes
            .iter()
            .zip(&columns)
            .map(|(write, columns)| parameters_of(write, columns))
            .collect();
        let client = &self.client;
        let sent = prepared
            .iter()
            .zip(&parameters)
            .map(|(statement, parameters)| client.execute(statement, parameters));
        let sent = futures_util::future::try_join_all(sent);
        let end = async { if and_commit { client.batch_execute("commit").await } else { Ok(()) } };
        let (sent, ended) = self.room.wait(futures_util::future::join(sent, end));
        sent.map_err(|error| failed(&error))?;
        ended.map_err(|error| match failed(&error) {
            StoreError::Retry(what)
            | StoreError::Held(what)
            | StoreError::Unavailable(what)
            | StoreError::Failed(what)
            | StoreError::Corrupt(what) => StoreError::Retry(format!("at commit: {what}")),
        })
    }

    /// Writes a batch, table by table, and commits.
    pub(super) fn write_and_commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        self.send(writes, true)
    }

    /// Begins a transaction, locks the book's head and reads, after it, the head of the catalogue
    /// and the receipts of `keys`: all of it travels together. `None` when the book has no head.
    /// The head comes with its lock: a row that was waited for is answered as it was left.
    pub(super) fn begin(
        &mut self,
        book: BookId,
        keys: &[RequestKey],
    ) -> Result<Option<Begun>, StoreError> {
        let head = self.statement(&texts::load(&record::HEAD), Vec::new())?;
        let locked = texts::locked(&texts::load(&record::HEAD));
        let locked = self.statement(&locked, Vec::new())?;
        let receipts = self.statement(&texts::load(&record::RECEIPT), Vec::new())?;
        let keys: Vec<&[u8]> = keys.iter().map(|key| &key.0[..]).collect();
        let client = &self.client;
        let (own, shared) = (book.0, BookId::PLATFORM.0);
        let (of_book, of_catalogue) = ([param(&own)], [param(&shared)]);
        let of_keys = [param(&own), param(&keys)];
        let sent = futures_util::future::try_join4(
            client.batch_execute("begin"),
            client.query(&locked, &of_book),
            client.query(&head, &of_catalogue),
            client.query(&receipts, &of_keys),
        );
        let (_, head, catalogue, receipts) =
            self.room.wait(sent).map_err(|error| failed(&error))?;
        let Some(head) = heads_of(&head)?.pop() else { return Ok(None) };
        let catalogue = heads_of(&catalogue)?.pop().unwrap_or_else(Head::empty);
        let read = |row| after_book(cells_of(row)?, record::receipt);
        let receipts = receipts.iter().map(read).collect::<Result<Vec<_>, StoreError>>();
        let mut receipts: Vec<StoredReceipt> = receipts?;
        receipts.sort_unstable_by_key(|receipt| receipt.key);
        Ok(Some(Begun { head, catalogue, receipts }))
    }
}

fn param<T: ToSql + Sync>(value: &T) -> &(dyn ToSql + Sync) {
    value
}

fn heads_of(rows: &[Row]) -> Result<Vec<Head>, StoreError> {
    rows.iter().map(|row| after_book(cells_of(row)?, record::head)).collect()
}

fn columns_of(write: &Write) -> Vec<Column<'_>> {
    let skip = usize::from(write.shape.of_book);
    let arrays = texts::array_columns(&write.shape);
    let column = |(place, (_, kind)): (usize, &(&str, crate::schema::Kind))| {
        Column::of(*kind, place + skip, &write.rows)
    };
    arrays.iter().enumerate().map(column).collect()
}

fn parameters_of<'a>(write: &'a Write, columns: &'a [Column<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    let mut parameters: Vec<&(dyn ToSql + Sync)> = Vec::new();
    if let (true, Some(first)) = (write.shape.of_book, write.rows.first()) {
        parameters.push(&first[0]);
    }
    parameters.extend(columns.iter().map(Column::parameter));
    parameters
}

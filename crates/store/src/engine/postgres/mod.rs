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

use desk::port::StoreError;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row, Statement};

use crate::engine::{Connection, Write};
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

    /// All statements of a batch travel together: the answers are awaited at the end.
    fn write(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        let mut prepared = Vec::with_capacity(writes.len());
        for write in writes {
            let sql = if write.upsert {
                texts::upsert(&write.shape)
            } else {
                texts::insert(&write.shape)
            };
            prepared.push(self.statement(&sql, Vec::new())?);
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
        let done = self.room.wait(futures_util::future::try_join_all(sent));
        done.map(|_| ()).map_err(|error| failed(&error))
    }

    fn load(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Option<Vec<Value>>>, StoreError> {
        let statement = self.statement(&texts::load(shape), Vec::new())?;
        let arrays = texts::array_keys(shape);
        let skip = usize::from(shape.of_book);
        let columns: Vec<Column<'_>> = arrays
            .iter()
            .enumerate()
            .map(|(place, (_, kind))| Column::of(*kind, place + skip, keys))
            .collect();
        let mut parameters: Vec<&(dyn ToSql + Sync)> = Vec::new();
        if let (true, Some(first)) = (shape.of_book, keys.first()) {
            parameters.push(&first[0]);
        }
        parameters.extend(columns.iter().map(Column::parameter));
        let rows = self.room.wait(self.client.query(&statement, &parameters));
        let mut found = HashMap::new();
        for row in rows.map_err(|error| failed(&error))? {
            let cells = cells_of(&row)?;
            found.insert(cells[..shape.keys.len()].to_vec(), cells);
        }
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }
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

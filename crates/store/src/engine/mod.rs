//! Engines: how one SQL text reaches a database.

pub mod open;
pub(crate) mod postgres;

pub(crate) mod sqlite;

use desk::port::StoreError;

use crate::shape::Shape;
use crate::value::Value;

/// Rows for one table. Book tables' rows begin with the book, the same for all of them.
pub(crate) struct Write {
    /// The table.
    pub(crate) shape: Shape,
    /// The rows.
    pub(crate) rows: Vec<Vec<Value>>,
    /// What happens with them.
    pub(crate) verb: Verb,
}

impl Write {
    /// Whether one statement may write so many rows: rows go one by one.
    pub(crate) fn takes(&self, count: usize) -> bool {
        count == 1 || self.verb != Verb::Delete
    }
}

/// What happens with the rows of a [`Write`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Verb {
    /// Every row is new.
    Insert,
    /// Rows of a known key get new values.
    Upsert,
    /// Rows go. Only for tables that have nothing but their key.
    Delete,
}

/// One connection. SQL has `$1`-style parameters; the two batch helpers differ inside.
pub(crate) trait Connection: Send {
    /// Runs a query and answers its rows.
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Vec<Value>>, StoreError>;
    /// Runs a statement.
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<(), StoreError>;
    /// Writes a batch, table by table, in order.
    fn write(&mut self, writes: &[Write]) -> Result<(), StoreError>;
    /// The row of each key, in order. All keys of a book table are of one book.
    fn load(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Option<Vec<Value>>>, StoreError>;
    /// Every row whose key begins as one of `keys` does, in no order. All keys are as long as each
    /// other, and those of a book table are of one book.
    fn load_below(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Vec<Value>>, StoreError>;
}

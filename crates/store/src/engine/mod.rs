//! Engines: how one SQL text reaches a database.

pub mod open;
pub(crate) mod sqlite;

use desk::port::StoreError;

use crate::shape::Shape;
use crate::value::Value;

/// One connection. SQL has `$1`-style parameters; the three batch helpers differ inside.
pub(crate) trait Connection: Send {
    /// Runs a query and answers its rows.
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Vec<Value>>, StoreError>;
    /// Runs a statement.
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<(), StoreError>;
    /// Adds rows.
    fn insert(&mut self, shape: &Shape, rows: &[Vec<Value>]) -> Result<(), StoreError>;
    /// Adds rows or gives new values to those of the same key.
    fn upsert(&mut self, shape: &Shape, rows: &[Vec<Value>]) -> Result<(), StoreError>;
    /// The row of each key, in order.
    fn load(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Option<Vec<Value>>>, StoreError>;
}

//! Values on their way to and from PostgreSQL.

use desk::port::StoreError;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::schema::Kind;
use crate::value::Value;

type Failure = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Failure> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) => value.to_sql(kind, out),
            Value::Text(value) => value.to_sql(kind, out),
            Value::Blob(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The type a single parameter is sent as. A missing value has the type the statement gives it.
pub(super) fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::UNKNOWN,
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Blob(_) => Type::BYTEA,
    }
}

/// One column of many rows.
pub(super) enum Column<'a> {
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<&'a str>>),
    Blobs(Vec<Option<&'a [u8]>>),
}

impl<'a> Column<'a> {
    /// The cells at `place` of each row.
    pub(super) fn of(kind: Kind, place: usize, rows: &'a [Vec<Value>]) -> Column<'a> {
        let cells = rows.iter().map(|row| row.get(place).unwrap_or(&Value::Null));
        match kind {
            Kind::Bigint => Column::Ints(cells.map(int).collect()),
            Kind::Text => Column::Texts(cells.map(text).collect()),
            Kind::Bytea => Column::Blobs(cells.map(blob).collect()),
        }
    }

    pub(super) fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Column::Ints(cells) => cells,
            Column::Texts(cells) => cells,
            Column::Blobs(cells) => cells,
        }
    }
}

fn int(value: &Value) -> Option<i64> {
    if let Value::Int(value) = value { Some(*value) } else { None }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(value) = value { Some(value) } else { None }
}

fn blob(value: &Value) -> Option<&[u8]> {
    if let Value::Blob(value) = value { Some(value) } else { None }
}

/// The cells of a row.
pub(super) fn cells_of(row: &Row) -> Result<Vec<Value>, StoreError> {
    (0..row.len()).map(|place| cell(row, place)).collect()
}

fn cell(row: &Row, place: usize) -> Result<Value, StoreError> {
    let kind = row.columns()[place].type_();
    if *kind == Type::INT8 {
        get::<i64>(row, place).map(Value::from)
    } else if *kind == Type::INT4 {
        get::<i32>(row, place).map(Value::from)
    } else if *kind == Type::TEXT || *kind == Type::VARCHAR || *kind == Type::NAME {
        get::<String>(row, place).map(Value::from)
    } else if *kind == Type::BYTEA {
        let bytes = get::<Vec<u8>>(row, place)?;
        Ok(bytes.map_or(Value::Null, Value::Blob))
    } else {
        Err(StoreError::Corrupt(format!("a cell of type {kind} in column {place}")))
    }
}

fn get<'a, T: FromSql<'a>>(row: &'a Row, place: usize) -> Result<Option<T>, StoreError> {
    row.try_get(place).map_err(|error| StoreError::Corrupt(error.to_string()))
}

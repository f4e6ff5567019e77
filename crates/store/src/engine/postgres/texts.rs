//! The batch statements as PostgreSQL wants them: arrays in, one statement for any number of rows.
//!
//! The book is always the first parameter, never part of an array, so that an engine that shards
//! by book sends the statement to one shard.

use crate::schema::{Kind, kind_of};
use crate::shape::Shape;

fn array_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bigint => "bigint[]",
        Kind::Text => "text[]",
        Kind::Bytea => "bytea[]",
    }
}

/// The columns whose values come in arrays: all but the book.
pub(super) fn array_columns(shape: &Shape) -> Vec<(&'static str, Kind)> {
    let skip = usize::from(shape.of_book);
    shape.columns().skip(skip).map(|column| (column, kind_of(shape.table, column))).collect()
}

/// The first `by` key columns, as far as they come in arrays: all but the book.
pub(super) fn array_keys(shape: &Shape, by: usize) -> Vec<(&'static str, Kind)> {
    let skip = usize::from(shape.of_book);
    let keys = shape.keys[..by].iter().skip(skip).copied();
    keys.map(|column| (column, kind_of(shape.table, column))).collect()
}

fn arrays(columns: &[(&'static str, Kind)], first: usize) -> String {
    let one = |(place, (_, kind)): (usize, &(&str, Kind))| {
        format!("cast(${} as {})", first + place, array_of(*kind))
    };
    columns.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
}

/// `insert` of many rows.
pub(super) fn insert(shape: &Shape) -> String {
    let columns: Vec<&str> = shape.columns().collect();
    let (table, list) = (shape.table, columns.join(", "));
    let arrays = array_columns(shape);
    if arrays.is_empty() {
        return format!("insert into {table} ({list}) values ($1)");
    }
    let first = 1 + usize::from(shape.of_book);
    let unnest = self::arrays(&arrays, first);
    let book = if shape.of_book { "cast($1 as bigint), " } else { "" };
    format!("insert into {table} ({list}) select {book}u.* from unnest({unnest}) u")
}

/// `insert` of many rows, or new values for those of the same key.
pub(super) fn upsert(shape: &Shape) -> String {
    let insert = insert(shape);
    let keys = shape.keys.join(", ");
    if shape.rest.is_empty() {
        return format!("{insert} on conflict ({keys}) do nothing");
    }
    let set = |column: &&str| format!("{column} = excluded.{column}");
    let sets: Vec<String> = shape.rest.iter().map(set).collect();
    format!("{insert} on conflict ({keys}) do update set {}", sets.join(", "))
}

/// Takes away the rows of many keys; the table has nothing but its key.
pub(super) fn delete(shape: &Shape) -> String {
    let (table, keys) = (shape.table, array_keys(shape, shape.keys.len()));
    let names: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    let (names, unnest) = (names.join(", "), arrays(&keys, 1 + usize::from(shape.of_book)));
    let book = if shape.of_book { "book_id = $1 and " } else { "" };
    format!("delete from {table} where {book}({names}) in (select u.* from unnest({unnest}) u)")
}

/// A load whose rows stay locked until the transaction ends.
pub(super) fn locked(load: &str) -> String {
    format!("{load} for update")
}

/// The rows of many keys, in no order.
pub(super) fn load(shape: &Shape) -> String {
    load_below(shape, shape.keys.len())
}

/// The rows of which the first `by` columns of their keys are given, in no order.
pub(super) fn load_below(shape: &Shape, by: usize) -> String {
    let columns = shape.aliased("x");
    let table = shape.table;
    let book = if shape.of_book { "x.book_id = $1" } else { "true" };
    let keys = array_keys(shape, by);
    let first = 1 + usize::from(shape.of_book);
    match keys.as_slice() {
        [] => format!("select {columns} from {table} x where {book}"),
        [(key, kind)] => {
            let array = array_of(*kind);
            format!(
                "select {columns} from {table} x
                 where {book} and x.{key} = any(cast(${first} as {array}))"
            )
        }
        keys => {
            let names: Vec<String> = (0..keys.len()).map(|place| format!("k{place}")).collect();
            let on: Vec<String> = keys
                .iter()
                .zip(&names)
                .map(|((key, _), name)| format!("x.{key} = k.{name}"))
                .collect();
            let (unnest, names, on) = (arrays(keys, first), names.join(", "), on.join(" and "));
            format!(
                "select {columns} from unnest({unnest}) k({names})
                 join {table} x on {on} where {book}"
            )
        }
    }
}

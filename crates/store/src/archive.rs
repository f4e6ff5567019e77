//! A whole book as rows, out of one database and into another, whatever the engines.
//!
//! Every table with a `book_id` goes along, but for what belongs to one installation (sessions,
//! invitations, leases). Of the catalogue, the fixtures the book ever offered or wrote tickets on
//! go along with their leagues, teams, lines and reports. Ids inside a book stay as they are, so
//! that its events and their hash chain stay true; the book's own id is given by the new home.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use desk::port::StoreError;
use domain::id::BookId;

use crate::Database;
use crate::engine::{Connection, Verb, Write};
use crate::rows::catalogue;
use crate::schema;
use crate::shape::Shape;
use crate::value::{Cells, Value};

/// What belongs to one installation and stays there.
const LEFT_BEHIND: [&str; 4] = ["session", "invitation", "lease", "api_key"];
/// Rows of one table that travel together.
const CHUNK: usize = 5_000;

/// One cell of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No value.
    Null,
    /// A number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// One row of an archive. Rows of book tables come without their `book_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveRow {
    /// The table.
    pub table: String,
    /// Its cells, in the order of the schema.
    pub cells: Vec<Cell>,
}

impl From<Value> for Cell {
    fn from(value: Value) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Int(number) => Cell::Int(number),
            Value::Text(text) => Cell::Text(text),
            Value::Blob(bytes) => Cell::Blob(bytes),
        }
    }
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Value {
        match cell {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::Int(number),
            Cell::Text(text) => Value::Text(text),
            Cell::Blob(bytes) => Value::Blob(bytes),
        }
    }
}

/// The fixtures a book has anything to do with.
const FIXTURES: &str = "f.id in (
    select o.fixture_id from ticket_on o where o.book_id = $1
    union select l.fixture_id from tender_leg l where l.book_id = $1
    union select o.fixture_id from offer o where o.book_id = $1
    union select r.fixture_id from result r where r.book_id = $1
    union select r.fixture_id from own_report r where r.book_id = $1)";

/// The catalogue's tables in the order they are written, and how each joins the fixtures `f`.
const CATALOGUE: [(&str, &str); 7] = [
    ("league", "join fixture f on f.league_id = x.id"),
    ("team", "join fixture f on f.home_id = x.id or f.away_id = x.id"),
    ("fixture", "join fixture f on f.id = x.id"),
    ("market", "join fixture f on f.id = x.fixture_id"),
    ("line_move", "join market m on m.id = x.market_id join fixture f on f.id = m.fixture_id"),
    ("score_report", "join fixture f on f.id = x.fixture_id"),
    ("listing", "join fixture f on f.id = x.fixture_id"),
];

impl Database {
    /// Hands every row of a book to `take`, the catalogue's first.
    ///
    /// # Errors
    /// As every read, and those of `take`.
    pub fn export_book<E: From<StoreError>>(
        &self,
        book: BookId,
        take: &mut dyn FnMut(ArchiveRow) -> Result<(), E>,
    ) -> Result<(), E> {
        for (table, join) in CATALOGUE {
            let columns = listed(schema::columns_of(table));
            let sql = format!(
                "select distinct {columns} from {table} x {join} where {FIXTURES} order by 1, 2, 3"
            );
            let rows = self.read(|connection| connection.query(&sql, &[book.0.into()]))?;
            rows.into_iter().try_for_each(|row| take(archived(table, row)))?;
        }
        for table in schema::book_tables().filter(|table| !LEFT_BEHIND.contains(table)) {
            let columns = listed(schema::columns_of(table));
            let sql = format!("select {columns} from {table} x where x.book_id = $1");
            let rows = self.read(|connection| connection.query(&sql, &[book.0.into()]))?;
            for mut row in rows {
                row.remove(0);
                take(archived(table, row))?;
            }
        }
        Ok(())
    }

    /// Writes an archive's rows as the book `book`, which must have no rows yet, in one
    /// transaction.
    ///
    /// # Errors
    /// When a row does not fit its table, or the database cannot be written.
    pub fn import_book(&self, book: BookId, rows: Vec<ArchiveRow>) -> Result<(), StoreError> {
        let mut tables: BTreeMap<String, Vec<Vec<Value>>> = BTreeMap::new();
        for row in rows {
            let cells = row.cells.into_iter().map(Value::from).collect();
            tables.entry(row.table).or_default().push(cells);
        }
        self.write_at_once(|connection| {
            import_catalogue(connection, &mut tables)?;
            for (table, rows) in std::mem::take(&mut tables) {
                let known = schema::book_tables().find(|known| *known == table);
                let table = known.ok_or_else(|| unfit(&format!("unknown table {table}")))?;
                let width = schema::columns_of(table).count() - 1;
                if rows.iter().any(|row| row.len() != width) {
                    return Err(unfit(&format!("a row of {table} has another width")));
                }
                import_table(connection, book, table, rows)?;
            }
            Ok(())
        })
    }
}

fn unfit(what: &str) -> StoreError {
    StoreError::Corrupt(format!("the archive does not fit: {what}"))
}

fn listed(columns: impl Iterator<Item = &'static str>) -> String {
    columns.map(|column| format!("x.{column}")).collect::<Vec<_>>().join(", ")
}

fn archived(table: &str, row: Vec<Value>) -> ArchiveRow {
    ArchiveRow { table: table.to_owned(), cells: row.into_iter().map(Cell::from).collect() }
}

fn import_table(
    connection: &mut dyn Connection,
    book: BookId,
    table: &'static str,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    let shape = schema::shape_of(table);
    for chunk in rows.chunks(CHUNK) {
        let rows = chunk.iter().map(|row| crate::rows::of_book(book, row.clone())).collect();
        connection.write(&[Write { shape, rows, verb: Verb::Insert }])?;
    }
    Ok(())
}

/// Catalogue rows that are already there stay; leagues and teams are recognised by their codes,
/// and fixtures that come are written with the ids those have here.
fn import_catalogue(
    connection: &mut dyn Connection,
    tables: &mut BTreeMap<String, Vec<Vec<Value>>>,
) -> Result<(), StoreError> {
    let mut take = |table: &str| tables.remove(table).unwrap_or_default();
    let leagues = recognise(connection, &catalogue::LEAGUE, 1, take("league"))?;
    let mut teams = take("team");
    renumber(&mut teams, 0, &leagues);
    let teams = recognise(connection, &catalogue::TEAM, 2, teams)?;
    let mut fixtures = take("fixture");
    renumber(&mut fixtures, 1, &leagues);
    for place in [3, 4] {
        renumber(&mut fixtures, place, &teams);
    }
    // League, sport and sides tell a fixture; fixture, kind and period a market.
    insert_missing(connection, &catalogue::FIXTURE, 1..5, fixtures)?;
    insert_missing(connection, &catalogue::MARKET, 1..4, take("market"))?;
    insert_missing(connection, &catalogue::LINE_MOVE, 3..7, take("line_move"))?;
    insert_missing(connection, &catalogue::REPORT, 1..5, take("score_report"))?;
    insert_missing(connection, &catalogue::LISTING, 2..4, take("listing"))
}

/// Inserts rows whose key is unknown; answers, for the others, the id here by the id there. The id
/// stands at `place`.
fn recognise(
    connection: &mut dyn Connection,
    shape: &Shape,
    place: usize,
    rows: Vec<Vec<Value>>,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    let keys: Vec<Vec<Value>> = rows.iter().map(|row| row[..shape.keys.len()].to_vec()).collect();
    let known = connection.load(shape, &keys)?;
    let mut ids = BTreeMap::new();
    let mut missing = Vec::new();
    for (row, known) in rows.into_iter().zip(known) {
        match known {
            Some(known) => drop(ids.insert(id_at(&row, place)?, id_at(&known, place)?)),
            None => missing.push(row),
        }
    }
    if !missing.is_empty() {
        connection.write(&[Write { shape: *shape, rows: missing, verb: Verb::Insert }])?;
    }
    Ok(ids)
}

fn id_at(row: &[Value], place: usize) -> Result<i64, StoreError> {
    Cells::new(row[place..=place].to_vec()).int()
}

fn renumber(rows: &mut [Vec<Value>], place: usize, ids: &BTreeMap<i64, i64>) {
    for row in rows {
        if let Some(Value::Int(id)) = row.get_mut(place)
            && let Some(here) = ids.get(id)
        {
            *id = *here;
        }
    }
}

/// A row whose key is known must be the same thing: its cells at `alike` are equal.
fn insert_missing(
    connection: &mut dyn Connection,
    shape: &Shape,
    alike: Range<usize>,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    for chunk in rows.chunks(CHUNK) {
        let keys: Vec<Vec<Value>> =
            chunk.iter().map(|row| row[..shape.keys.len()].to_vec()).collect();
        let known = connection.load(shape, &keys)?;
        let other = |(row, known): (&Vec<Value>, &Option<Vec<Value>>)| {
            known.as_ref().is_some_and(|known| known[alike.clone()] != row[alike.clone()])
        };
        if chunk.iter().zip(&known).any(other) {
            let table = shape.table;
            return Err(unfit(&format!("another {table} stands here under the same id")));
        }
        let missing: Vec<Vec<Value>> = chunk
            .iter()
            .zip(known)
            .filter(|(_, known)| known.is_none())
            .map(|(row, _)| row.clone())
            .collect();
        if !missing.is_empty() {
            connection.write(&[Write { shape: *shape, rows: missing, verb: Verb::Insert }])?;
        }
    }
    Ok(())
}

/// Names of the tables an archive may hold, for whoever reads one.
pub fn archive_tables() -> BTreeSet<&'static str> {
    let catalogue = CATALOGUE.iter().map(|(table, _)| *table);
    schema::book_tables().filter(|table| !LEFT_BEHIND.contains(table)).chain(catalogue).collect()
}

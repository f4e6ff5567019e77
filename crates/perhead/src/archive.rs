//! `export` and `import`: a whole book as one file that another server takes in, on any engine.
//! The operator owns the data.
//!
//! The file is text: a header line, one JSON line for each row, and a last line with the count and
//! the SHA-256 of everything before it.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use desk::port::Views;
use domain::command::{Action, Actor, Outcome};
use domain::id::BookId;
use domain::register::parse_slug;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::archive::{ArchiveRow, Cell};

use crate::calls::{call, fresh};
use crate::check::{books, check_book};
use crate::clock::SystemClock;
use crate::serve::Installation;

/// The format this program writes and reads.
const VERSION: i64 = 1;

/// What `export` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct ExportArgs {
    /// Where the books are kept.
    #[arg(long, env = "PERHEAD_DATABASE", default_value = "sqlite:perhead-data/perhead.db")]
    pub database: String,
    /// Slug of the book.
    #[arg(long)]
    pub book: String,
    /// The archive to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// What `import` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct ImportArgs {
    /// Where the books are kept.
    #[arg(long, env = "PERHEAD_DATABASE", default_value = "sqlite:perhead-data/perhead.db")]
    pub database: String,
    /// Slug of the book here, if it is to be another.
    #[arg(long)]
    pub slug: Option<String>,
    /// Take in members from a CSV file in place of a whole book. Needed columns: login, name.
    #[arg(long, requires = "book")]
    pub players: bool,
    /// Slug of the book that the members of the file join.
    #[arg(long, requires = "players")]
    pub book: Option<String>,
    /// Leave bad lines out in place of refusing the file.
    #[arg(long, requires = "players")]
    pub good_rows: bool,
    /// Judge the file and write nothing.
    #[arg(long, requires = "players")]
    pub dry_run: bool,
    /// The archive, or the CSV file.
    pub file: PathBuf,
}

/// Writes a book to a file, as it stands at one moment.
///
/// # Errors
/// When the book is unknown or the file cannot be written.
#[expect(clippy::print_stdout, reason = "what was written is what the command says")]
pub fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let database = store::open(&args.database)?.standing_still()?;
    let found = books(&database)?.into_iter().find(|(_, slug)| *slug == args.book);
    let (book, slug) = found.with_context(|| format!("no book {:?}", args.book))?;
    ensure!(book != BookId::PLATFORM, "the provider's own scope is not a book");
    let file = File::create(&args.out).with_context(|| args.out.display().to_string())?;
    let mut archive = Archive { out: BufWriter::new(file), hash: Sha256::new(), rows: 0 };
    archive.line(&json!({ "perhead_archive": VERSION, "slug": slug }))?;
    database.export_book(book, &mut |row| archive.row(&row))?;
    let rows = archive.finish()?;
    println!("{rows} rows of {slug} written to {}", args.out.display());
    Ok(ExitCode::SUCCESS)
}

struct Archive {
    out: BufWriter<File>,
    hash: Sha256,
    rows: u64,
}

impl Archive {
    fn line(&mut self, line: &Value) -> anyhow::Result<()> {
        let text = format!("{line}\n");
        self.hash.update(text.as_bytes());
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn row(&mut self, row: &ArchiveRow) -> anyhow::Result<()> {
        let cells: Vec<Value> = row.cells.iter().map(json_of).collect();
        self.rows += 1;
        self.line(&json!({ "t": row.table, "c": cells }))
    }

    fn finish(mut self) -> anyhow::Result<u64> {
        let print = hex(&self.hash.finalize_reset());
        self.line(&json!({ "rows": self.rows, "sha256": print }))?;
        self.out.flush()?;
        Ok(self.rows)
    }
}

fn json_of(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => json!(number),
        Cell::Text(text) => json!(text),
        Cell::Blob(bytes) => json!({ "hex": hex(bytes) }),
    }
}

fn cell_of(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Null),
        Value::Number(number) => number.as_i64().map(Cell::Int),
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Object(blob) => unhex(blob.get("hex")?.as_str()?).map(Cell::Blob),
        Value::Bool(_) | Value::Array(_) => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

/// Takes a book in and checks it. Nothing is kept of an archive that was changed or cut.
///
/// # Errors
/// When the file is no whole archive, the slug is taken, or the database cannot be written.
#[expect(clippy::print_stdout, reason = "what was taken in is what the command says")]
pub fn import(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    if let Some(book) = args.book.as_deref().filter(|_| args.players) {
        let (good_rows, dry_run) = (args.good_rows, args.dry_run);
        let options = crate::import::Options { book, good_rows, dry_run };
        return crate::import::players(&args.database, &args.file, &options);
    }
    let (slug, mut rows) = read(&args.file)?;
    let slug = args.slug.clone().unwrap_or(slug);
    if let Err(refusal) = parse_slug("slug", &slug) {
        bail!("{}", refusal.detail);
    }
    rename(&mut rows, &slug)?;
    let installation = Installation::open(&args.database, Arc::new(SystemClock))?;
    installation.first_link()?;
    let book = place_for(&installation, &slug)?;
    let count = rows.len();
    installation.database.import_book(book, rows)?;
    installation.database.analyze()?;
    println!("{count} rows of {slug} taken in");
    let findings = check_book(&installation.database.standing_still()?, book)?;
    let mut clean = true;
    for finding in findings {
        clean &= finding.difference.is_none();
        println!("{finding}");
    }
    println!("{}", if clean { "clean" } else { "DIFFERENCES FOUND" });
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The book to fill: a new one, or one whose taking in was cut off before.
fn place_for(installation: &Installation, slug: &str) -> anyhow::Result<BookId> {
    let known = installation.database.tenants()?.into_iter().find(|tenant| tenant.slug == slug);
    if let Some(tenant) = known {
        let empty = installation.database.head(tenant.book)?.sequence == 0;
        ensure!(empty, "there is a book {slug:?} here already: choose another name with --slug");
        return Ok(tenant.book);
    }
    let action = Action::AddTenant { slug: slug.to_owned() };
    match call(&installation.desk, fresh(BookId::PLATFORM, Actor::System, action))? {
        Outcome::Tenant(book) => Ok(book),
        other => bail!("no place for the book: {other:?}"),
    }
}

/// The slug and rows of an archive whose last line fits everything before it.
fn read(path: &PathBuf) -> anyhow::Result<(String, Vec<ArchiveRow>)> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut hash = Sha256::new();
    let mut rows = Vec::new();
    let mut slug = None;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line?;
        let at = || format!("{}, line {number}", path.display());
        let value: Value = serde_json::from_str(&line).with_context(at)?;
        if let Some(version) = value.get("perhead_archive") {
            ensure!(version.as_i64() == Some(VERSION), "{}: version {version} is unknown", at());
            slug = value.get("slug").and_then(Value::as_str).map(str::to_owned);
        } else if let Some(print) = value.get("sha256") {
            let whole = print.as_str() == Some(&hex(&hash.finalize()));
            let count = value.get("rows").and_then(Value::as_u64);
            ensure!(
                whole && count == u64::try_from(rows.len()).ok(),
                "{}: the archive was changed or cut",
                path.display()
            );
            let slug = slug.with_context(|| format!("{}: no header", path.display()))?;
            return Ok((slug, rows));
        } else {
            rows.push(row_of(&value).with_context(at)?);
        }
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    bail!("{}: the archive has no end: it was cut", path.display())
}

fn row_of(value: &Value) -> anyhow::Result<ArchiveRow> {
    let table = value.get("t").and_then(Value::as_str).context("no table")?;
    let cells = value.get("c").and_then(Value::as_array).context("no cells")?;
    let cells: Option<Vec<Cell>> = cells.iter().map(cell_of).collect();
    Ok(ArchiveRow { table: table.to_owned(), cells: cells.context("a cell of no known kind")? })
}

/// Gives the book its name here. The slug is the first cell of the book's own row.
fn rename(rows: &mut [ArchiveRow], slug: &str) -> anyhow::Result<()> {
    let book = rows.iter_mut().find(|row| row.table == "book").context("no book in the archive")?;
    let cell = book.cells.first_mut().context("an empty row of the book")?;
    *cell = Cell::Text(slug.to_owned());
    Ok(())
}

//! `import --players`: many members from a CSV file, through the same decisions as everything
//! else. All of the file is judged before anything is written; then it is written in chunks whose
//! keys are made of the file, so that an import that was cut off goes on where it stood.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant as Mono;

use anyhow::{Context as _, bail};
use api::enrol::{Chunk, Enrolment};
use api::roster::LineFault;
use desk::port::Views as _;
use domain::calendar::{Day, Week};
use domain::command::Actor;
use domain::id::{BookId, MemberId};
use domain::rows::{Key, Row};
use domain::working::Working;
use indicatif::{ProgressBar, ProgressStyle};

use crate::check::books;
use crate::clock::SystemClock;
use crate::serve::Installation;

/// Faults that are printed; more are counted.
const FAULTS_PRINTED: usize = 100;

/// How a file of members is taken in.
pub struct Options<'o> {
    /// Slug of the book.
    pub book: &'o str,
    /// Leave out bad lines in place of refusing the file.
    pub good_rows: bool,
    /// Judge only.
    pub dry_run: bool,
}

/// Takes in a file of members below the book's operator.
///
/// # Errors
/// When the file cannot be read, the book is unknown or the store fails.
#[expect(clippy::print_stdout, reason = "what became of the file is what the command says")]
pub fn players(database: &str, file: &Path, options: &Options<'_>) -> anyhow::Result<ExitCode> {
    let begun = Mono::now();
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let clock = std::sync::Arc::new(SystemClock);
    let installation = Installation::open(database, clock)?;
    let found = books(&installation.database)?;
    let book = found.into_iter().find(|(_, slug)| slug == options.book).map(|(book, _)| book);
    let book = book.with_context(|| format!("no book is called {}", options.book))?;
    let enrolment = enrolment_of(&installation, book)?;
    let judged = enrolment.judge(installation.database.as_ref(), &text)?;
    let refused = !judged.faults.is_empty() && !options.good_rows;
    print_faults(file, &judged.faults);
    let count = judged.count();
    if refused {
        println!("nothing was imported: {} faults", judged.faults.len());
        return Ok(ExitCode::FAILURE);
    }
    if judged.written_before > 0 {
        println!("{} members were imported before", judged.written_before);
    }
    if options.dry_run {
        println!("{count} members would be imported");
        return Ok(ExitCode::SUCCESS);
    }
    write(&installation, &enrolment, judged.chunks, count)?;
    let milliseconds = begun.elapsed().as_millis();
    println!("{count} members imported in {}.{:03} s", milliseconds / 1_000, milliseconds % 1_000);
    let clean = judged.faults.is_empty();
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_faults(file: &Path, faults: &[LineFault]) {
    let mut out = std::io::stderr().lock();
    for LineFault { line, field, detail, .. } in faults.iter().take(FAULTS_PRINTED) {
        let place = if field.is_empty() { String::new() } else { format!(" {field}:") };
        // Nobody may read it: the count that follows says as much.
        let _ = writeln!(out, "{}:{line}:{place} {detail}", file.display());
    }
    if faults.len() > FAULTS_PRINTED {
        let _ = writeln!(out, "and {} more", faults.len() - FAULTS_PRINTED);
    }
}

fn enrolment_of(installation: &Installation, book: BookId) -> anyhow::Result<Enrolment> {
    let (importer, now) = (root_of(installation, book)?, installation.clock.now());
    Ok(Enrolment { book, importer, actor: Actor::System, at: (now, Day(0), Week(0)) })
}

fn root_of(installation: &Installation, book: BookId) -> anyhow::Result<MemberId> {
    // The root is the first id of its book.
    let mut working = Working::new();
    let key = Key::Member(MemberId(1));
    installation.database.load(book, std::slice::from_ref(&key), &mut working)?;
    match working.peek(&key) {
        Some(Row::Member(root)) if root.is_root() => Ok(root.id),
        _ => bail!("the book has no operator"),
    }
}

/// Writes chunk after chunk.
fn write(
    installation: &Installation,
    enrolment: &Enrolment,
    chunks: Vec<Chunk>,
    count: usize,
) -> anyhow::Result<()> {
    let bar = bar(count);
    for chunk in chunks {
        let length = chunk.members.len() as u64;
        let receipt = installation.desk.call(enrolment.command(chunk))?;
        if let Err(refusal) = receipt.answer {
            let done = bar.position();
            bail!("{} after {done} members: {}", refusal.code.text(), refusal.detail);
        }
        bar.inc(length);
    }
    bar.finish_and_clear();
    Ok(())
}

fn bar(count: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} members, {per_sec}");
    let bar = ProgressBar::new(count as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

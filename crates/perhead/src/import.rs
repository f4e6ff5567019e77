//! `import --players`: many members from a CSV file, through the same decisions as everything
//! else. All of the file is judged before anything is written; then it is written in chunks whose
//! keys are made of the file, so that an import that was cut off goes on where it stood.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant as Mono;

use anyhow::{Context as _, bail};
use api::roster::{self, LineFault};
use desk::port::Views as _;
use domain::calendar::{Day, Moment, Week};
use domain::command::{Action, Actor, Command, CreateMember};
use domain::decide;
use domain::id::{BookId, MemberId, RequestKey};
use domain::needs::needs;
use domain::rows::{Key, Row};
use domain::working::Working;
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest as _, Sha256};

use crate::check::books;
use crate::clock::SystemClock;
use crate::serve::Installation;

/// Members that one command creates.
const CHUNK: usize = CreateMember::LIST_LENGTH_MAX;
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
    let judged = judge(&installation, book, &text)?;
    let refused = !judged.faults.is_empty() && !options.good_rows;
    print_faults(file, &judged.faults);
    let count: usize = judged.chunks.iter().map(|(_, chunk)| chunk.len()).sum();
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
    write(&installation, book, &text, judged.chunks)?;
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

#[derive(Default)]
struct Judged {
    /// What is to be written, chunk by chunk, each with its place in the file.
    chunks: Vec<(usize, Vec<CreateMember>)>,
    faults: Vec<LineFault>,
    /// Members that an earlier import of this very file has written.
    written_before: usize,
}

/// Reads the file and asks the rules about every line, with nothing written.
fn judge(installation: &Installation, book: BookId, text: &str) -> anyhow::Result<Judged> {
    let database = &installation.database;
    let root = root_of(installation, book)?;
    let parents = match roster::parents(text) {
        Ok(parents) => parents,
        Err(fault) => return Ok(Judged { faults: vec![fault], ..Judged::default() }),
    };
    let keys: Vec<Key> = parents.iter().cloned().map(Key::Login).collect();
    let mut logins = Working::new();
    database.load(book, &keys, &mut logins)?;
    let known = |login: &str| match logins.peek(&Key::Login(login.to_owned())) {
        Some(Row::Login(login)) => Some(login.member),
        _ => None,
    };
    let roster = roster::read(text, &known, root);
    let mut judged = Judged { faults: roster.faults, ..Judged::default() };
    let (mut lines, mut members, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (place, chunk) in roster.members.chunks(CHUNK).enumerate() {
        if database.receipt(book, key_of(text, place))?.is_some() {
            judged.written_before += chunk.len();
            continue;
        }
        for (line, member) in chunk {
            lines.push(*line);
            members.push(member.clone());
            places.push(place);
        }
    }
    let command = command(book, RequestKey([0; 16]), members.clone());
    let now = installation.clock.now();
    let (day, week) = (Day(0), Week(0));
    let mut moment = Moment { book, now, day, week, wall: None, next_id: decide::REHEARSED };
    let mut working = Working::new();
    loop {
        let wanted: BTreeSet<Key> = needs(&command, &moment, &working).into_iter().collect();
        if wanted.is_empty() {
            break;
        }
        database.load(book, &wanted.into_iter().collect::<Vec<_>>(), &mut working)?;
    }
    let refusals = decide::rehearse(&working, &command, &mut moment);
    let mut refused = vec![false; members.len()];
    for (place, refusal) in refusals {
        refused[place] = true;
        judged.faults.push(LineFault::of(lines[place], &refusal));
    }
    judged.faults.sort_by_key(|fault| fault.line);
    for ((place, member), refused) in places.into_iter().zip(members).zip(refused) {
        match judged.chunks.last_mut() {
            _ if refused => {}
            Some((last, chunk)) if *last == place => chunk.push(member),
            _ => judged.chunks.push((place, vec![member])),
        }
    }
    Ok(judged)
}

fn command(book: BookId, key: RequestKey, members: Vec<CreateMember>) -> Command {
    let print = u64::try_from(members.len()).unwrap_or(u64::MAX);
    Command { book, key, print, actor: Actor::System, action: Action::CreateMembers(members) }
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

/// The key of a chunk: made of the file and the chunk's place in it.
fn key_of(text: &str, place: usize) -> RequestKey {
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    hash.update(place.to_be_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    RequestKey(key)
}

/// Writes chunk after chunk.
fn write(
    installation: &Installation,
    book: BookId,
    text: &str,
    chunks: Vec<(usize, Vec<CreateMember>)>,
) -> anyhow::Result<()> {
    let bar = bar(chunks.iter().map(|(_, chunk)| chunk.len()).sum());
    for (place, chunk) in chunks {
        let count = chunk.len() as u64;
        let receipt = installation.desk.call(command(book, key_of(text, place), chunk))?;
        if let Err(refusal) = receipt.answer {
            let done = bar.position();
            bail!("{} after {done} members: {}", refusal.code.text(), refusal.detail);
        }
        bar.inc(count);
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

//! `check`: re-derives every invariant from the raw record and must find no difference.
//!
//! Numbers are those of the domain page. Nothing here trusts a stored sum: balances, exposure,
//! figures and totals are folded again from transfers and tickets, grades from frozen terms and
//! confirmed results, the hash chain from the events.

mod care;
mod chain;
mod counts;
mod funds;
mod ledger;
mod limits;
mod live;
mod messages;
mod people;
mod protection;
mod records;
mod sums;
mod tenders;
mod tickets;
mod weeks;

use std::process::ExitCode;

use desk::port::Views;
use domain::id::BookId;
use store::Database;

/// What `check` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct CheckArgs {
    /// Where the books are kept: sqlite:PATH.
    #[arg(long, env = "PERHEAD_DATABASE", default_value = "sqlite:perhead-data/perhead.db")]
    pub database: String,
    /// Only the book of this slug.
    #[arg(long)]
    pub book: Option<String>,
    /// Print findings as JSON, one book a line.
    #[arg(long)]
    pub json: bool,
}

/// Checks every book and prints what was found. Fails with code 1 on a difference.
///
/// # Errors
/// When the store cannot be read or the book is unknown.
#[expect(clippy::print_stdout, reason = "the findings are what the command says")]
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let database = store::open(&args.database)?.standing_still()?;
    let mut clean = true;
    let mut known = false;
    for (book, slug) in books(&database)? {
        if args.book.as_ref().is_some_and(|wanted| *wanted != slug) {
            continue;
        }
        known = true;
        let findings = check_book(&database, book)?;
        clean &= findings.iter().all(|finding| finding.difference.is_none());
        if args.json {
            println!("{}", json_of(&slug, &findings));
        } else {
            println!("{slug}");
            for finding in &findings {
                println!("{finding}");
            }
        }
    }
    anyhow::ensure!(known, "no such book");
    if !args.json {
        println!("{}", if clean { "clean" } else { "DIFFERENCES FOUND" });
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn json_of(slug: &str, findings: &[Finding]) -> serde_json::Value {
    let one = |finding: &Finding| {
        serde_json::json!({
            "statement": finding.statement,
            "count": finding.count,
            "difference": finding.difference,
        })
    };
    serde_json::json!({ "book": slug, "findings": findings.iter().map(one).collect::<Vec<_>>() })
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.difference.is_some() { "DIFFERS" } else { "ok" };
        write!(out, "  {mark:<8}{:>10}  {}", self.count, self.statement)?;
        match &self.difference {
            Some(difference) => write!(out, "\n          first: {difference}"),
            None => Ok(()),
        }
    }
}

/// One statement and how it fared.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What must hold.
    pub statement: &'static str,
    /// How many things it was checked on.
    pub count: u64,
    /// The first difference, if there is one.
    pub difference: Option<String>,
}

/// Collects one statement's checks; keeps the first difference.
struct Probe {
    statement: &'static str,
    count: u64,
    difference: Option<String>,
}

impl Probe {
    fn new(statement: &'static str) -> Probe {
        Probe { statement, count: 0, difference: None }
    }

    /// Counts one check; `difference` says what does not fit.
    fn check(&mut self, holds: bool, difference: impl FnOnce() -> String) {
        self.count += 1;
        if !holds && self.difference.is_none() {
            self.difference = Some(difference());
        }
    }

    fn finding(self) -> Finding {
        Finding { statement: self.statement, count: self.count, difference: self.difference }
    }
}

/// Checks one book.
///
/// # Errors
/// When the store cannot be read.
pub fn check_book(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    let tickets = tickets::read_all(database, book)?;
    let tenders = database.all_tenders(book)?;
    let mut folded = ledger::fold(database, book, &tickets, &tenders)?;
    let mut findings = folded.findings;
    findings.push(tenders::check(&tickets, &tenders));
    findings.extend(funds::check(database, book)?);
    findings.extend(records::check(database, book)?);
    findings.extend(tickets::check(database, book, &tickets)?);
    findings.push(live::check(database, &tickets)?);
    findings.extend(sums::check(database, book, &folded.sums)?);
    findings.push(limits::check(database, book, &tickets)?);
    findings.extend(protection::check(database, book, &tickets)?);
    findings.extend(counts::check(database, book, &tickets, &mut folded.sums)?);
    findings.extend(people::check(database, book)?);
    findings.extend(care::check(database, book)?);
    findings.push(messages::check(database, book)?);
    findings.extend(weeks::check(database, book, &folded.sums, &folded.posted)?);
    findings.extend(chain::check(database, book)?);
    Ok(findings)
}

/// Every book of the directory, the provider's scope first.
///
/// # Errors
/// When the store cannot be read.
pub fn books(database: &Database) -> anyhow::Result<Vec<(BookId, String)>> {
    let mut books = vec![(BookId::PLATFORM, "platform".to_owned())];
    books.extend(database.tenants()?.into_iter().map(|tenant| (tenant.book, tenant.slug)));
    Ok(books)
}

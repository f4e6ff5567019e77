//! `admin`: what only somebody with access to the machine may do. The desk is not running then
//! or shares the database; either way the command takes the same road.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use desk::port::Views;
use domain::id::BookId;
use domain::rows::{Key, Row};
use domain::working::Working;

use crate::clock::SystemClock;
use crate::serve::Installation;

/// What `admin` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct AdminArgs {
    /// Where the books are kept: sqlite:PATH.
    #[arg(long, env = "PERHEAD_DATABASE", default_value = "sqlite:perhead-data/perhead.db")]
    pub database: String,
    /// Slug of the member's book; `platform` for the provider's own people.
    #[arg(long, default_value = "platform")]
    pub book: String,
    /// Login of the member who gets a fresh link to set a password.
    pub login: String,
}

/// Prints a link that sets a new password once: within ten minutes where there is one already.
///
/// # Errors
/// When the book or the login is unknown.
#[expect(clippy::print_stdout, reason = "the link is what the command says")]
pub fn run(args: &AdminArgs) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(&args.database, Arc::new(SystemClock))?;
    let book = if args.book == "platform" {
        BookId::PLATFORM
    } else {
        let tenants = installation.database.tenants()?;
        let found = tenants.into_iter().find(|tenant| tenant.slug == args.book);
        found.with_context(|| format!("no book {:?}", args.book))?.book
    };
    let mut working = Working::new();
    let key = Key::Login(args.login.to_lowercase());
    installation.database.load(book, std::slice::from_ref(&key), &mut working)?;
    let Some(Row::Login(login)) = working.peek(&key) else {
        bail!("no login {:?} in {}", args.login, args.book);
    };
    println!("{}", installation.invite((book, &args.book), login)?);
    Ok(ExitCode::SUCCESS)
}

//! `verify-ticket`: proves offline that a receipt is what a book signed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

/// What `verify-ticket` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct VerifyArgs {
    /// A receipt: the signed text, or the page it is attached to.
    pub file: PathBuf,
    /// The book's public key as it publishes it (GET /v1/book/key); without it the key that the
    /// receipt names is told, to be compared.
    #[arg(long)]
    pub key: Option<String>,
}

/// Longest file that is read: far above every receipt.
const BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Checks the receipt and prints its terms. Fails with code 1 when it proves nothing.
///
/// # Errors
/// When the file cannot be read.
#[expect(clippy::print_stdout, reason = "the verdict is what the command says")]
pub fn run(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let shown = args.file.display();
    let facts = std::fs::metadata(&args.file).with_context(|| format!("{shown}"))?;
    anyhow::ensure!(facts.len() <= BYTES_MAX, "{shown}: this is too large for a receipt");
    let bytes = std::fs::read(&args.file).with_context(|| format!("{shown}"))?;
    let verified = match api::verify(&bytes) {
        Ok(verified) => verified,
        Err(why) => {
            println!("NOT PROVED  {shown}: {why}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let wanted = args.key.as_deref().map(|key| key.trim().to_ascii_lowercase());
    if wanted.as_ref().is_some_and(|wanted| *wanted != verified.key) {
        println!("NOT PROVED  {shown}: signed with the key {}, not the one given", verified.key);
        return Ok(ExitCode::FAILURE);
    }
    println!("PROVED  {shown}: these terms were signed with the key named last");
    for (name, value) in &verified.terms {
        println!("  {name}: {value}");
    }
    if wanted.is_none() {
        println!("Compare the key with the one the book publishes, or give it as --key.");
    }
    Ok(ExitCode::SUCCESS)
}

//! `perhead replay`: the whole workflow over files of real games, through the same desk as
//! everything else, on a clock that the replay moves itself.
//!
//! Players are registered and funded; each week's fixtures and lines are posted and bet before
//! the first start; scores are entered after the games, confirmed, graded and settled; weeks are
//! closed; the record is checked. What is written at the end is read back from the store: no
//! grade, stake or payout is computed here.

mod account;
mod book;
mod catalogue;
mod clock;
mod combos;
mod figures;
mod floor;
mod grades;
mod pipeline;
mod plan;
mod progress;
mod record;
mod summary;
mod timeline;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::port::Views;
use domain::money::Rounding;
use feeds::{Format, GameFile};

/// What `replay` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct ReplayArgs {
    /// Format of the files: nflverse, football-data, sbr or tennis-data.
    #[arg(long, value_parser = parse_format)]
    pub format: Format,
    /// A file of games; may be given several times.
    #[arg(long, required = true, value_name = "FILE")]
    pub games: Vec<PathBuf>,
    /// How payouts are rounded to the cent: down, half-up or half-even.
    #[arg(long, default_value = "down", value_parser = parse_rounding)]
    pub rounding: Rounding,
    /// Address of an empty database; by default `replay.db` in the output folder, made anew.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Folder for grades, figures, skipped rows and the summary.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

fn parse_format(text: &str) -> Result<Format, String> {
    let names = || Format::ALL.map(|(_, name)| name).join(", ");
    Format::parse(text).ok_or_else(|| format!("one of {} is expected", names()))
}

fn parse_rounding(text: &str) -> Result<Rounding, String> {
    let known = Rounding::parse(&text.replace('-', "_"));
    known.ok_or_else(|| "one of down, half-up, half-even is expected".to_owned())
}

/// Replays the files and writes the outputs.
///
/// # Errors
/// When a file cannot be read, the database is not empty, or the desk refuses a step.
pub fn run(args: &ReplayArgs) -> anyhow::Result<ExitCode> {
    let files = read_files(args.format, &args.games)?;
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    let database = open_database(args)?;
    let plan = plan::Plan::of(args.format, &files);
    let played = floor::play(&plan, args.rounding, &database)?;
    let record = record::read(&plan, &played, &database)?;
    grades::write(&args.out, &plan, &record)?;
    if args.format == Format::Nflverse {
        figures::write(&args.out, &plan, &played, &database)?;
        combos::write(&args.out, &plan.games, &plan.weeks, &record.combos)?;
    }
    grades::write_skipped(&args.out, &files)?;
    let (files, plan, played, record) = (&files, &plan, &played, &record);
    summary::conclude(args, &summary::Replayed { files, plan, played, record }, &database)
}

fn read_files(format: Format, paths: &[PathBuf]) -> anyhow::Result<Vec<GameFile>> {
    paths.iter().map(|path| read_file(format, path)).collect()
}

fn read_file(format: Format, path: &Path) -> anyhow::Result<GameFile> {
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read the file {}", path.display()))?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    feeds::read(format, &stem.unwrap_or_default(), &bytes)
        .with_context(|| format!("cannot read {} as {}", path.display(), format.name()))
}

fn open_database(args: &ReplayArgs) -> anyhow::Result<store::Database> {
    let address = match &args.database {
        Some(address) => address.clone(),
        None => {
            let path = args.out.join("replay.db");
            remove_database(&path)?;
            format!("sqlite:{}", path.display())
        }
    };
    let database = store::open(&address).with_context(|| format!("cannot open {address}"))?;
    if !database.tenants()?.is_empty() {
        bail!("{address} holds a book already: a replay needs an empty database");
    }
    Ok(database)
}

/// Removes what an earlier replay left in its own file.
fn remove_database(path: &Path) -> anyhow::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

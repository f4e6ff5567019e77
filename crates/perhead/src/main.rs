//! The command line of Perhead. Exit codes: 0 done, 1 refused or a difference found, 2 wrong use.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use perhead::serve::config::{Config, ServeArgs, shown};
use perhead::{admin, archive, check, demo, replay, serve, verify};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The software a pay-per-head provider runs for licensed sportsbook operators.
#[derive(Parser)]
#[command(name = "perhead", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the interface, the web apps and the timers.
    Serve(ServeArgs),
    /// Two books on a real season under a fast clock, live in the browser.
    Demo(demo::DemoArgs),
    /// The whole workflow over files of real games, without HTTP.
    Replay(replay::ReplayArgs),
    /// Re-derive every invariant from the raw record.
    Check(check::CheckArgs),
    /// Write a whole book to a file that another server can take in.
    Export(archive::ExportArgs),
    /// Take in a book from such a file.
    Import(archive::ImportArgs),
    /// A fresh link with which a member sets a new password.
    Admin(admin::AdminArgs),
    /// Prove offline that a receipt is what a book signed.
    VerifyTicket(verify::VerifyArgs),
    /// Create or bring up to date the schema of a database.
    Migrate(ServeArgs),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the effective configuration.
    Config(ServeArgs),
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PERHEAD_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("perhead: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "documents go to standard output")]
fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(args) => serve::run(&Config::of(&args)?),
        Command::Demo(args) => demo::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Export(args) => archive::export(&args),
        Command::Import(args) => archive::import(&args),
        Command::Admin(args) => admin::run(&args),
        Command::VerifyTicket(args) => verify::run(&args),
        Command::Migrate(args) => {
            let config = Config::of(&args)?;
            store::open(&config.database)?.analyze()?;
            println!("{} is up to date", shown(&config.database));
            Ok(ExitCode::SUCCESS)
        }
        Command::Openapi => {
            print!("{}", api::openapi_json());
            Ok(ExitCode::SUCCESS)
        }
        Command::Config(args) => {
            let config = Config::of(&args)?;
            let database = shown(&config.database);
            print!("{}", toml::to_string(&Config { database, ..config })?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

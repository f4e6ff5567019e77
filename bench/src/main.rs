//! The bench: bets each second of the running system beside a bare floor and a naive peer.
//!
//! Every round runs all contenders in turn, so that a busy minute of the machine meets each of
//! them, and ratios are taken within a round. Every round is printed; none is dropped. Started by
//! `cargo xtask bench`, which names the server's binary in `PERHEAD_BINARY`.

mod answer;
mod arguments;
mod child;
mod cluster;
mod contender;
mod contest;
mod decide;
mod figures;
mod ground;
mod keys;
mod load;
mod machine;
mod mix;
mod proof;
mod report;
mod request;
mod sent;
mod settlement;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Role};

/// The same allocator as the server's, for all contenders.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ran = match &arguments.role {
        Some(Role::Floor) => contender::floor::serve(),
        Some(Role::Naive { database }) => contender::naive::serve(database),
        Some(Role::NaivePostgres { address }) => contender::naive_postgres::serve(address),
        Some(Role::Subject { address }) => contender::subject::serve(address),
        Some(Role::Settlement { tickets }) => settlement::run(&arguments.plan.folder, *tickets),
        Some(Role::Decide) => decide::run(&arguments.plan.folder),
        None => contest::run(&arguments.plan),
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("perhead-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! The project's own commands, as `cargo xtask <command>`.
//!
//! This file decides which command is meant and nothing else. It has no dependencies, so that a
//! fresh clone compiles it in seconds, and it holds no knowledge of the sportsbook itself.

mod bench;
mod command;
mod dev;
mod drift;
mod failure;
mod fingerprint;
mod gate;
mod machine;
mod openapi;
mod project;
mod run;
mod server;
mod tally;
mod terminal;
mod tidy;
mod web;

use std::process::ExitCode;

use failure::Outcome;
use project::Project;

/// One command: its name, what it does in a line, and what runs it with the words after the name.
struct Task {
    name: &'static str,
    does: &'static str,
    start: fn(&Project, &[String]) -> Outcome<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "run",
        does: "build everything and open the demo book; words after -- go to `perhead demo`",
        start: run::start,
    },
    Task {
        name: "test",
        does: "hold the whole project to its checks, in order, until the first that fails",
        start: gate::start,
    },
    Task { name: "ci", does: "the same as test", start: gate::start },
    Task { name: "tidy", does: "only the house rules that a machine can see", start: tidy::start },
    Task {
        name: "dev",
        does: "the demo book and the front end's own server, for work on the web apps",
        start: dev::start,
    },
    Task {
        name: "openapi",
        does: "write docs/openapi.json and the TypeScript types again from the code",
        start: openapi::start,
    },
    Task {
        name: "bench",
        does: "build for measuring and measure; words after -- go to the bench",
        start: bench::start,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        terminal::say(&command_list());
        return ExitCode::SUCCESS;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        terminal::say(&command_list());
        return ExitCode::SUCCESS;
    }
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        terminal::complain(&format!("there is no command `{name}`\n\n{}", command_list()));
        return ExitCode::from(2);
    };
    let rest = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    match Project::find().and_then(|project| (task.start)(&project, rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.show();
            ExitCode::FAILURE
        }
    }
}

fn command_list() -> String {
    let mut text = String::from("usage: cargo xtask <command> [-- words for it]\n");
    for task in TASKS {
        text.push_str(&format!("\n  {:<9}{}", task.name, task.does));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_command_once() {
        let list = command_list();
        for task in TASKS {
            let line = format!("\n  {:<9}", task.name);
            assert_eq!(list.matches(&line).count(), 1, "{} in\n{list}", task.name);
        }
    }
}

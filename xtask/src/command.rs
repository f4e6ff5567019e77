//! Running other programs: shown as they speak, or silent until they fail.
//!
//! No child ever gets our standard input, so a program that would ask a question fails at once
//! instead of waiting for ever in a place without a keyboard.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;

use crate::failure::{Doing, Failure, Outcome};
use crate::terminal;

/// How a program ended and all it said, both streams in the order they arrived.
pub(crate) struct Ran {
    pub(crate) status: ExitStatus,
    pub(crate) text: String,
}

/// Runs a program, passes on each line as it comes, and keeps a copy.
pub(crate) fn watch(command: &mut Command) -> Outcome<Ran> {
    terminal::say(&format!("$ {}", shown(command)));
    collect(command, true)
}

/// Runs a program that must succeed. It stays silent; if it fails, all it said is printed.
pub(crate) fn quietly(command: &mut Command) -> Outcome<()> {
    let ran = collect(command, false)?;
    if ran.status.success() {
        return Ok(());
    }
    terminal::say(ran.text.trim_end());
    Err(Failure::new(format!("`{}` failed: {}", shown(command), ran.status)))
}

/// Runs a program that must succeed, with its output on the terminal.
pub(crate) fn openly(command: &mut Command) -> Outcome<()> {
    let ran = watch(command)?;
    if ran.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` failed: {}", shown(command), ran.status)))
}

/// Runs a program that must succeed and gives it the terminal itself, so that it may draw progress.
pub(crate) fn with_terminal(command: &mut Command) -> Outcome<()> {
    let status = command.stdin(Stdio::null()).status();
    let status = status.map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` failed: {status}", shown(command))))
}

/// What a program printed on standard output. It must succeed.
pub(crate) fn answer(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let words = format!("`{}` failed: {}\n{}", shown(command), output.status, said.trim_end());
        return Err(Failure::new(words));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("`{}` did not print UTF-8", shown(command))))
}

/// True if the program can be started and ends well. Nothing of what it says is shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// Starts a program that goes on beside us with the terminal for its output.
pub(crate) fn start(command: &mut Command) -> Outcome<Child> {
    command.stdin(Stdio::null()).spawn().map_err(|error| not_started(command, &error))
}

/// Becomes the program: its signals, its terminal and its exit status are then the caller's own.
/// Where the system cannot replace a running program, it is waited for instead.
pub(crate) fn become_it(command: &mut Command) -> Outcome<()> {
    #[cfg(unix)]
    {
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(not_started(command, &error))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().map_err(|error| not_started(command, &error))?;
        if status.success() { Ok(()) } else { Err(Failure::already_shown()) }
    }
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(&program).to_owned();
    command.get_args().fold(name, |line, word| format!("{line} {}", word.to_string_lossy()))
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        Failure::new(format!("`{program}` was not found; install it and try again"))
    } else {
        Failure::new(format!("could not start `{program}`: {error}"))
    }
}

fn collect(command: &mut Command, pass_on: bool) -> Outcome<Ran> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    let text = Mutex::new(String::new());
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    std::thread::scope(|scope| {
        for stream in streams.into_iter().flatten() {
            scope.spawn(|| copy_lines(stream, &text, pass_on));
        }
    });
    let status = child.wait().doing(|| format!("wait for `{}`", shown(command)))?;
    let text = text.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok(Ran { status, text })
}

fn copy_lines(stream: impl Read, text: &Mutex<String>, pass_on: bool) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // One lock for both, so that the terminal and the copy have the same order of lines.
        let mut text = text.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if pass_on {
            let mut output = std::io::stdout().lock();
            let _ = output.write_all(&line);
            let _ = output.flush();
        }
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::cargo;

    #[test]
    fn a_program_is_heard_and_its_status_kept() {
        let ran = collect(Command::new(cargo()).arg("--version"), false).expect("cargo starts");
        assert!(ran.status.success());
        assert!(ran.text.starts_with("cargo "), "{}", ran.text);
        let ran = collect(Command::new(cargo()).arg("no-such-word"), false).expect("cargo starts");
        assert!(!ran.status.success());
        assert!(ran.text.contains("no-such-word"), "{}", ran.text);
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = answer(&mut Command::new("perhead-is-not-here")).expect_err("not there");
        assert!(failure.words().contains("`perhead-is-not-here` was not found"), "{failure:?}");
    }

    #[test]
    fn a_failed_answer_carries_what_was_said() {
        let failure = answer(Command::new(cargo()).arg("no-such-word")).expect_err("refused");
        assert!(failure.words().contains("no-such-word"), "{failure:?}");
    }
}

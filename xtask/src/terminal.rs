//! All that xtask itself prints. A closed pipe is no reason to fail, so write errors are dropped.

use std::io::Write;

/// Prints words and a line end on standard output.
pub(crate) fn say(words: &str) {
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "{words}");
    let _ = output.flush();
}

/// Prints what went wrong on standard error.
pub(crate) fn complain(words: &str) {
    let mut output = std::io::stderr().lock();
    let _ = writeln!(output, "error: {words}");
    let _ = output.flush();
}

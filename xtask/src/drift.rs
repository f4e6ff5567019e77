//! Whether a committed, generated file still says what the code says.

use crate::failure::{Failure, Outcome};
use crate::project::Project;

/// Refuses with the first line that differs and the command that mends it.
pub(crate) fn must_equal(project: &Project, from_root: &str, fresh: &str) -> Outcome<()> {
    let mend = "run `cargo xtask openapi` and commit the result";
    let Ok(committed) = std::fs::read_to_string(project.path(from_root)) else {
        return Err(Failure::new(format!("{from_root} is missing: {mend}")));
    };
    match first_difference(&committed, fresh) {
        None => Ok(()),
        Some(difference) => Err(Failure::new(format!(
            "{from_root} is not what the code says: {mend}\n{difference}"
        ))),
    }
}

/// The first line in which two texts differ, told with its number and both readings.
fn first_difference(committed: &str, fresh: &str) -> Option<String> {
    if committed == fresh {
        return None;
    }
    let mut old = committed.lines();
    let mut new = fresh.lines();
    for number in 1_usize.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let old = old.unwrap_or("(the file ends)");
                let new = new.unwrap_or("(the file ends)");
                return Some(format!("line {number}\n  committed: {old}\n  the code:  {new}"));
            }
        }
    }
    Some("the same lines with other line ends".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_difference_is_told() {
        let told = first_difference("a\nb\nc\n", "a\nx\ny\n").expect("they differ");
        assert_eq!(told, "line 2\n  committed: b\n  the code:  x");
        let told = first_difference("a\n", "a\nb\n").expect("they differ");
        assert_eq!(told, "line 2\n  committed: (the file ends)\n  the code:  b");
        assert!(first_difference("a\r\n", "a\n").is_some());
    }
}

//! Why a payload as a whole cannot be read. One bad row is no error: see [`crate::Skipped`].

use std::fmt;

/// A payload that cannot be read, with the place that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedError {
    /// Name of the file, without folder and extension.
    pub file: String,
    /// Line of the file, counted from 1, when one line is at fault.
    pub line: Option<u64>,
    /// The column or field, when one is at fault.
    pub field: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl FeedError {
    /// An error of the whole file.
    pub fn of_file(file: &str, reason: impl Into<String>) -> FeedError {
        FeedError { file: file.to_owned(), line: None, field: None, reason: reason.into() }
    }

    /// A column that the format needs is not in the header.
    pub fn of_column(file: &str, column: &str, reason: impl Into<String>) -> FeedError {
        let field = Some(column.to_owned());
        FeedError { file: file.to_owned(), line: Some(1), field, reason: reason.into() }
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "file {}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(field) = &self.field {
            write!(out, ", column {field}")?;
        }
        write!(out, ": {}", self.reason)
    }
}

impl std::error::Error for FeedError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_file_line_and_column() {
        let error = FeedError::of_column("games", "gameday", "is needed and not in the header");
        let text = "file games, line 1, column gameday: is needed and not in the header";
        assert_eq!(error.to_string(), text);
        assert_eq!(FeedError::of_file("games", "is empty").to_string(), "file games: is empty");
    }
}

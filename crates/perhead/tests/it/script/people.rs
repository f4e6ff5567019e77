//! Words about people and their book: settings of the place. Reads them into deeds; what a deed
//! does is played by `play::people`.
//!
//! ```text
//! dana governs identity.minimum_age 21 credit.policy prohibited withdrawal.minimum 20
//! ```

use super::Deed;
use super::words::{Read, Words};

/// What somebody does about people or the book.
#[derive(Clone, Debug)]
pub(crate) enum PeopleDeed {
    /// Jurisdiction settings change, by name and text.
    Govern(Vec<(String, String)>),
}

/// The deed of a verb of this file.
pub(super) fn verb(by: String, verb: &str, words: &mut Words) -> Read<Deed> {
    let deed = match verb {
        "governs" => PeopleDeed::Govern(settings(words)?),
        _ => return Err(format!("`{verb}` is no verb of this language")),
    };
    Ok(Deed::People { by, deed })
}

fn settings(words: &mut Words) -> Read<Vec<(String, String)>> {
    let mut settings = Vec::new();
    while !words.is_empty() && words.peek() != "->" {
        settings.push((words.take("a setting")?, words.take("a value")?));
    }
    Ok(settings)
}

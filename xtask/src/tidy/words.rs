//! Finding words in text: the few matching functions that all rules share.

/// Every place where `phrase` stands in `text` and is not part of a longer identifier.
pub(super) fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(phrase).map(|(at, _)| at).filter(move |&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let joins_before = starts_in_word(phrase) && before.is_some_and(is_in_word);
        let joins_after = ends_in_word(phrase) && after.is_some_and(is_in_word);
        !joins_before && !joins_after
    })
}

/// True if `phrase` stands in `text` as words of its own.
pub(super) fn has(text: &str, phrase: &str) -> bool {
    places(text, phrase).next().is_some()
}

/// The line of a place, counted from one.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// A letter, digit or underscore.
pub(super) fn is_in_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// What stands between the bracket at `open` and its partner, brackets of the kind balanced.
pub(super) fn inside(text: &str, open: usize, brackets: (char, char)) -> Option<&str> {
    let mut depth = 0_usize;
    for (offset, character) in text[open..].char_indices() {
        if character == brackets.0 {
            depth += 1;
        } else if character == brackets.1 {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(&text[open + brackets.0.len_utf8()..open + offset]);
            }
        }
    }
    None
}

fn starts_in_word(phrase: &str) -> bool {
    phrase.chars().next().is_some_and(is_in_word)
}

fn ends_in_word(phrase: &str) -> bool {
    phrase.chars().next_back().is_some_and(is_in_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_only_as_words_of_its_own() {
        assert!(has("let x: f64 = y;", "f64"));
        assert!(!has("let buf64 = f640;", "f64"));
        assert!(has("std::fs::read", "std::fs"));
        assert!(!has("std::fsync", "std::fs"));
        assert!(has("now()", "now("));
        assert_eq!(places("a b a", "a").collect::<Vec<_>>(), [0, 4]);
    }

    #[test]
    fn brackets_are_balanced() {
        assert_eq!(inside("f(a, g(b)) c", 1, ('(', ')')), Some("a, g(b)"));
        assert_eq!(inside("f(a", 1, ('(', ')')), None);
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}

//! Where code ends and comments or quoted texts begin in Rust: the one lexer of the house rules.
//!
//! It knows line and nested block comments, plain, byte and raw strings, and tells a character
//! from a lifetime. It knows nothing else of the language.

/// A stretch of a Rust file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Code(&'t str),
    Comment(&'t str),
    /// `piece` as written with its quotes, `value` as the program sees it.
    Quoted {
        piece: &'t str,
        value: String,
    },
}

/// The stretches of a file, in order and without gaps.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut code_from = 0;
    let mut at = 0;
    let mut before = ' ';
    while let Some(character) = text[at..].chars().next() {
        let found = comment(&text[at..]).or_else(|| quoted(&text[at..], before));
        let Some((length, part)) = found else {
            before = character;
            at += character.len_utf8();
            continue;
        };
        if code_from < at {
            parts.push(Part::Code(&text[code_from..at]));
        }
        parts.push(part);
        at += length;
        code_from = at;
        before = ' ';
    }
    if code_from < text.len() {
        parts.push(Part::Code(&text[code_from..]));
    }
    parts
}

type Found<'t> = Option<(usize, Part<'t>)>;

fn comment(rest: &str) -> Found<'_> {
    let length = if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        block_comment_length(rest)
    } else {
        return None;
    };
    Some((length, Part::Comment(&rest[..length])))
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A string or character that begins here. `before` is the character in front of it: a prefix
/// such as the `r` in `for"` would otherwise be taken for the start of a raw string.
fn quoted(rest: &str, before: char) -> Found<'_> {
    if let Some(found) = raw_string(rest, before) {
        return Some(found);
    }
    if rest.starts_with('"') {
        let length = closed_by(rest, '"')?;
        let value = unescaped(&rest[1..length - 1]);
        return Some((length, Part::Quoted { piece: &rest[..length], value }));
    }
    let inside = rest.strip_prefix('\'')?;
    let mut characters = inside.chars();
    // `'a'` and `'\n'` are characters, `'a` is a lifetime.
    if characters.next()? != '\\' && characters.next() != Some('\'') {
        return None;
    }
    let length = closed_by(rest, '\'')?;
    let value = unescaped(&rest[1..length - 1]);
    Some((length, Part::Quoted { piece: &rest[..length], value }))
}

fn raw_string(rest: &str, before: char) -> Found<'_> {
    if super::words::is_in_word(before) {
        return None;
    }
    let after_prefix = ["br", "cr", "r"].iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes = after_prefix.len() - after_prefix.trim_start_matches('#').len();
    let body = after_prefix[hashes..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&closing)?;
    let length = rest.len() - body.len() + end + closing.len();
    Some((length, Part::Quoted { piece: &rest[..length], value: body[..end].to_owned() }))
}

/// The length up to and with the closing quote, escapes passed over.
fn closed_by(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == quote {
            return Some(at + 1);
        }
    }
    None
}

/// The value of a string's inside, near enough for rules: a line end for `\n`, nothing for a
/// continued line and its indent, the character itself after any other backslash.
fn unescaped(inside: &str) -> String {
    let mut value = String::with_capacity(inside.len());
    let mut rest = inside.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('\n') => while rest.next_if(|next| next.is_whitespace()).is_some() {},
            Some(other) => value.push(other),
            None => {}
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        let quoted = parts(text).into_iter().filter_map(|part| match part {
            Part::Quoted { value, .. } => Some(value),
            _ => None,
        });
        quoted.collect()
    }

    #[test]
    fn nothing_is_lost() {
        let text = "a /* b /* c */ */ \"d\" // e\n'f' r##\"g\"#\"## &'h i";
        let all: String = parts(text)
            .into_iter()
            .map(|part| match part {
                Part::Code(piece) | Part::Comment(piece) | Part::Quoted { piece, .. } => piece,
            })
            .collect();
        assert_eq!(all, text);
        assert_eq!(values(text), ["d", "f", "g\"#"]);
    }

    #[test]
    fn strings_of_every_form() {
        assert_eq!(values(r#"b"x" c"y" br"z\" r"#), ["x", "y", "z\\"]);
        assert_eq!(values("\"a \\\n      b\\n\""), ["a b\n"]);
        assert_eq!(values(r#""\"" '\'' '"'"#), ["\"", "'", "\""]);
    }

    #[test]
    fn lifetimes_loops_and_raw_names_are_code() {
        assert!(values("fn a<'x>(y: &'x str) { 'outer: loop {} }").is_empty());
        assert!(values("let r#type = 1;").is_empty());
    }
}

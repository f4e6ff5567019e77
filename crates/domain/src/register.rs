//! What outside text must satisfy before it becomes part of a book: lengths, characters, names.
//!
//! Every check answers with the field and the rule, so that the caller can list all of them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::message::MESSAGE_LENGTH_MAX;
use crate::rejection::{Code, Rejection};

/// The stable name of a value of a closed set.
pub fn name_of<T: Copy + PartialEq>(all: &[(T, &'static str)], value: T) -> &'static str {
    all.iter().find(|(member, _)| *member == value).map_or("", |(_, name)| name)
}

/// The value of a closed set with that stable name.
pub fn by_name<T: Copy>(all: &[(T, &'static str)], name: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(member, _)| *member)
}

/// Longest display name, in characters.
pub const NAME_LENGTH_MAX: usize = 80;
/// Longest note, reference or reason, in characters.
pub const NOTE_LENGTH_MAX: usize = 200;

/// A display name: 1 to [`NAME_LENGTH_MAX`] characters, no control characters, no blank ends.
pub fn parse_name(field: &'static str, text: &str) -> Result<String, Rejection> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, field, "must not be empty"));
    }
    parse_text(field, name, NAME_LENGTH_MAX)
}

/// A note, reference or reason: at most [`NOTE_LENGTH_MAX`] characters, may be empty.
pub fn parse_note(field: &'static str, text: &str) -> Result<String, Rejection> {
    parse_text(field, text.trim(), NOTE_LENGTH_MAX)
}

/// A message: at most [`MESSAGE_LENGTH_MAX`] characters, not empty. Lines may end.
pub fn parse_message(field: &'static str, text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, field, "must not be empty"));
    }
    parse_text(field, &text.replace('\n', ""), MESSAGE_LENGTH_MAX)?;
    Ok(text.to_owned())
}

fn parse_text(field: &'static str, text: &str, longest: usize) -> Result<String, Rejection> {
    if text.chars().count() > longest {
        let rule = format!("must be at most {longest} characters");
        return Err(Rejection::of_field(Code::FieldTooLong, field, &rule));
    }
    if text.chars().any(char::is_control) {
        let rule = "must not contain control characters";
        return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    }
    Ok(text.to_owned())
}

/// A login: 3 to 32 of `a-z 0-9 . _ -`, starting with a letter or digit; capitals are folded.
pub fn parse_login(field: &'static str, text: &str) -> Result<String, Rejection> {
    let login = text.trim().to_ascii_lowercase();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    let starts_well = login.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !(3..=32).contains(&login.len()) || !starts_well || !login.chars().all(allowed) {
        let rule = "must be 3 to 32 of a-z, 0-9, dot, dash or underscore";
        return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    }
    Ok(login)
}

/// A slug, the book's name in addresses: 2 to 40 of `a-z 0-9 -`, starting with a letter.
pub fn parse_slug(field: &'static str, text: &str) -> Result<String, Rejection> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
    if !(2..=40).contains(&text.len()) || !starts_well || !text.chars().all(allowed) {
        let rule = "must be 2 to 40 of a-z, 0-9 or dash, starting with a letter";
        return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    }
    Ok(text.to_owned())
}

/// A host name: letters, digits, dashes and dots, at most 253, folded to lower case, no port.
pub fn parse_host(field: &'static str, text: &str) -> Result<String, Rejection> {
    let host = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if host.len() > 253 || !host.contains('.') || !host.split('.').all(label) {
        let rule = "must be a host name such as bets.example.com";
        return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    }
    Ok(host)
}

/// Text as it is searched and compared: without accents and in lower case. `Élodie Łucja` becomes
/// `elodie lucja`.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in text.nfkd().filter(|sign| !is_combining_mark(*sign)) {
        match sign {
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ł' | 'Ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'þ' | 'Þ' => folded.push_str("th"),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

/// A colour as six hexadecimal digits after `#`.
pub fn parse_colour(field: &'static str, text: &str) -> Result<String, Rejection> {
    let digits = text.strip_prefix('#').unwrap_or("");
    if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        let rule = "must be a colour like #0b6b4f";
        return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    }
    Ok(text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_folded_and_bounded() {
        assert_eq!(parse_login("login", " Dana.Ortiz ").as_deref(), Ok("dana.ortiz"));
        for bad in ["ab", "has space", "-dash", "emoji😀x", &"x".repeat(33)] {
            let refusal = parse_login("login", bad).expect_err(bad);
            assert_eq!((refusal.code, refusal.field), (Code::FieldInvalid, Some("login")));
        }
    }

    #[test]
    fn text_is_compared_without_accents_and_case() {
        assert_eq!(folded("Élodie ŁUCJA Straße"), "elodie lucja strasse");
        assert_eq!(folded("Nguyễn Đức"), "nguyen duc");
        assert_eq!(folded("Ægir Øst ﬁx"), "aegir ost fix");
        assert_eq!(folded("İbrahim"), "ibrahim");
        assert_eq!(folded("Дмитрий"), "дмитрии");
    }

    #[test]
    fn host_names_are_folded_and_bounded() {
        assert_eq!(parse_host("host", " Bets.Example.COM. ").as_deref(), Ok("bets.example.com"));
        for bad in ["", "localhost", "a..b", "-a.b", "a-.b", "a.b:80", "é.com", &"a.".repeat(140)]
        {
            assert!(parse_host("host", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn overlong_and_control_text_is_refused() {
        let code = |text: &str| parse_name("name", text).expect_err("refused").code;
        assert_eq!(code(&"é".repeat(81)), Code::FieldTooLong);
        assert_eq!(code("a\u{0}b"), Code::FieldInvalid);
        assert_eq!(code("   "), Code::FieldMissing);
        assert_eq!(parse_name("name", &"é".repeat(80)).map(|n| n.chars().count()), Ok(80));
    }
}

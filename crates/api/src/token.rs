//! Secrets that a browser holds: session tokens, invitation tokens, the CSRF token of a session,
//! and the cookie's name. Only hashes of tokens are ever stored.

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HOST, ORIGIN};
use domain::id::TokenHash;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// A secret of 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub(crate) fn random() -> Token {
        Token(rand::random())
    }

    /// As it stands in a cookie or link: 64 hexadecimal digits.
    pub(crate) fn text(&self) -> String {
        hex(&self.0)
    }

    /// Reads what [`Token::text`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Token> {
        bytes_of(text)?.try_into().ok().map(Token)
    }

    /// Its bytes as they are.
    pub(crate) fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }

    /// The CSRF token of the session this is the token of: a page can read it only by being
    /// signed in on this site, and it says nothing about the session token.
    pub(crate) fn csrf(&self) -> String {
        let keyed = Hmac::<Sha256>::new_from_slice(&self.0);
        let mut keyed = keyed.expect("an HMAC takes a key of any length");
        keyed.update(b"perhead csrf 1");
        hex(&keyed.finalize().into_bytes())
    }

    /// Compares a sent CSRF token in constant time.
    pub(crate) fn csrf_fits(&self, sent: &str) -> bool {
        self.csrf().as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Reads lower-case hexadecimal digits.
pub(crate) fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    digits.chunks_exact(2).map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?)).collect()
}

/// The cookie that holds a book's session. Books on one host have cookies of their own, so that
/// signing in to one never signs out of another.
pub(crate) fn cookie_name(slug: &str, secure: bool) -> String {
    if secure { format!("__Host-perhead-{slug}") } else { format!("perhead-{slug}") }
}

/// The `Set-Cookie` value that begins a session, or ends it without a token.
pub(crate) fn cookie(slug: &str, secure: bool, token: Option<(&Token, i64)>) -> String {
    let name = cookie_name(slug, secure);
    let (value, seconds) = token.map_or((String::new(), 0), |(token, left)| (token.text(), left));
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

/// The token in the cookie of a name.
pub(crate) fn token_in(headers: &HeaderMap, name: &str) -> Option<Token> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| key.trim() == name).and_then(|(_, value)| Token::parse(value.trim()))
}

/// True unless a browser says that the request comes from another site. Programs that are no
/// browsers send neither header; what protects them is that no page can make them ask.
pub(crate) fn is_same_site(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let from = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    matches!((from, host), (Some((_, from)), Some(host)) if from.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        list.iter().map(pair).collect()
    }

    #[test]
    fn tokens_survive_their_text_and_nothing_else_is_one() {
        let token = Token::random();
        assert!(Token::parse(&token.text()) == Some(token.clone()));
        assert!(Token::random() != token);
        let upper = token.text().to_uppercase();
        let long = format!("{}0", token.text());
        for bad in ["", "00", &upper.replace(|c: char| c.is_ascii_digit(), "A"), &long] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
        assert!(Token::parse(&"é".repeat(32)).is_none());
    }

    #[test]
    fn the_csrf_token_belongs_to_one_session() {
        let (one, other) = (Token::random(), Token::random());
        assert!(one.csrf_fits(&one.csrf()));
        assert!(!one.csrf_fits(&other.csrf()));
        assert!(!one.csrf_fits(""));
        assert!(!one.csrf_fits(&one.text()));
        assert_ne!(one.csrf(), one.text());
    }

    #[test]
    fn requests_of_other_sites_are_told_apart() {
        let same = |list: &[(&'static str, &'static str)]| is_same_site(&headers(list));
        assert!(same(&[]));
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("sec-fetch-site", "none")]));
        assert!(!same(&[("sec-fetch-site", "same-site")]));
        assert!(!same(&[("sec-fetch-site", "cross-site"), ("origin", "https://a"), ("host", "a")]));
        assert!(same(&[("origin", "https://Book.example:8443"), ("host", "book.example:8443")]));
        assert!(!same(&[("origin", "https://evil.example"), ("host", "book.example")]));
        assert!(!same(&[("origin", "null"), ("host", "book.example")]));
        assert!(!same(&[("origin", "https://book.example")]));
    }

    #[test]
    fn cookies_are_named_by_book_and_bound_to_the_host_where_they_can_be() {
        assert_eq!(cookie_name("acme", true), "__Host-perhead-acme");
        assert_eq!(cookie_name("acme", false), "perhead-acme");
        let token = Token::random();
        let set = cookie("acme", true, Some((&token, 60)));
        assert!(set.ends_with("; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure"), "{set}");
        assert!(cookie("acme", false, None).starts_with("perhead-acme=; Path=/; Max-Age=0;"));
    }

    #[test]
    fn a_token_is_found_among_other_cookies() {
        let token = Token::random();
        let line = format!("a=b; perhead-acme={}; perhead-acm=x", token.text());
        let value = HeaderValue::from_str(&line).expect("a header");
        let headers: HeaderMap = [(COOKIE, value)].into_iter().collect();
        assert!(token_in(&headers, "perhead-acme") == Some(token));
        assert!(token_in(&headers, "perhead-acm").is_none());
        assert!(token_in(&headers, "perhead").is_none());
    }
}

//! Signed tickets: a text of a ticket's frozen terms under the book's ed25519 signature, so that
//! anybody who has the text and the book's public key can prove offline what was accepted.
//!
//! The signature covers every byte between the opening line and the line of the signature. The
//! text may stand in any file, a PDF among them; it is found by its opening and closing lines.

use std::fmt;
use std::fmt::Write as _;

use domain::id::BookId;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::Sha256;

use crate::token::{bytes_of, hex};

const BEGIN: &str = "-----BEGIN PERHEAD TICKET-----\n";
const END: &str = "-----END PERHEAD TICKET-----";
const SIGNATURE: &str = "signature: ";
const KEY: &str = "key: ";

/// Where the keys of all books of a server come from: each book's key is derived from one secret,
/// which never stands in a database. Servers that share the secret sign alike.
#[derive(Clone)]
pub struct TicketSigner([u8; 32]);

impl fmt::Debug for TicketSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TicketSigner")
    }
}

impl TicketSigner {
    /// The signer of a secret.
    pub fn new(secret: [u8; 32]) -> TicketSigner {
        TicketSigner(secret)
    }

    /// A signer whose keys die with the program.
    pub fn passing() -> TicketSigner {
        TicketSigner::new(rand::random())
    }

    /// The key of a book: HMAC-SHA-256 (RFC 2104) of its number is the seed (RFC 8032, 5.1.5).
    ///
    /// # Panics
    /// Never: every 32 bytes are a seed.
    pub fn of(&self, book: BookId) -> TicketKey {
        let keyed = Hmac::<Sha256>::new_from_slice(&self.0);
        let mut keyed = keyed.expect("an HMAC takes a key of any length");
        keyed.update(b"perhead ticket key 1 ");
        keyed.update(&book.0.to_be_bytes());
        let seed = keyed.finalize().into_bytes();
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
        TicketKey(pair.expect("every 32 bytes are a seed"))
    }
}

/// A book's ed25519 key.
#[derive(Debug)]
pub struct TicketKey(Ed25519KeyPair);

impl TicketKey {
    /// The public half in hexadecimal digits, as receipts name it.
    pub fn public_text(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// The terms under this key's signature.
    pub fn sign(&self, mut terms: Terms) -> Signed {
        terms.add(KEY.trim_end_matches(": "), self.public_text());
        let signature = hex(self.0.sign(terms.text.as_bytes()).as_ref());
        let text = format!("{BEGIN}{}{SIGNATURE}{signature}\n{END}\n", terms.text);
        Signed { text, signature }
    }
}

/// Terms under a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The text with its opening and closing lines.
    pub text: String,
    /// The signature in hexadecimal digits.
    pub signature: String,
}

/// The terms of a ticket, line by line. A value never breaks its line.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    text: String,
}

impl Terms {
    /// Adds one line.
    pub fn add(&mut self, name: &str, value: impl fmt::Display) {
        let value = value.to_string().replace(['\n', '\r'], " ");
        writeln!(self.text, "{name}: {value}").expect("writing to a string cannot fail");
    }
}

/// A signed text whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What was signed, line by line.
    pub terms: Vec<(String, String)>,
    /// The public key it was signed with, in hexadecimal digits.
    pub key: String,
}

/// Why a text proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unproved {
    /// No signed ticket stands in the file.
    NoTicket,
    /// More than one does.
    SeveralTickets,
    /// It breaks off, or its key or signature cannot be read.
    Damaged,
    /// The terms are not those that were signed, or another key signed them.
    Forged,
}

impl fmt::Display for Unproved {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Unproved::NoTicket => "no signed ticket stands in this file",
            Unproved::SeveralTickets => "more than one signed ticket stands in this file",
            Unproved::Damaged => "the signed ticket is damaged",
            Unproved::Forged => "the signature does not fit the terms",
        })
    }
}

/// Finds the signed ticket in a file and checks its signature by the key it names. Whose key that
/// is, only the book can say.
///
/// # Errors
/// When there is no such ticket, or its signature does not hold.
pub fn verify(file: &[u8]) -> Result<Verified, Unproved> {
    let begin = find(file, BEGIN.as_bytes(), 0).ok_or(Unproved::NoTicket)?;
    let from = begin + BEGIN.len();
    if find(file, BEGIN.as_bytes(), from).is_some() {
        return Err(Unproved::SeveralTickets);
    }
    let to = find(file, END.as_bytes(), from).ok_or(Unproved::Damaged)?;
    let body = std::str::from_utf8(&file[from..to]).map_err(|_| Unproved::Damaged)?;
    let (signed, signature) = body.rsplit_once(SIGNATURE).ok_or(Unproved::Damaged)?;
    let line = |line: &str| line.split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned()));
    let terms: Option<Vec<(String, String)>> = signed.lines().map(line).collect();
    let terms = terms.ok_or(Unproved::Damaged)?;
    let (name, key) = terms.last().ok_or(Unproved::Damaged)?;
    let public = bytes_of(key).filter(|key| key.len() == 32 && *name == KEY.trim_end_matches(": "));
    let public = public.ok_or(Unproved::Damaged)?;
    let signature = signature.strip_suffix('\n').and_then(bytes_of).ok_or(Unproved::Damaged)?;
    let held = UnparsedPublicKey::new(&ED25519, public).verify(signed.as_bytes(), &signature);
    held.map_err(|_| Unproved::Forged)?;
    let key = key.clone();
    Ok(Verified { terms, key })
}

fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    text[from..].windows(wanted.len()).position(|part| part == wanted).map(|place| from + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: u8, book: i64) -> TicketKey {
        TicketSigner::new([secret; 32]).of(BookId(book))
    }

    fn sample() -> String {
        let mut terms = Terms::default();
        terms.add("ticket", "4K7-2F31");
        terms.add("risk", "110.00 USD");
        terms.add("note", "two\nlines: held together");
        key(7, 1).sign(terms).text
    }

    /// RFC 8032, section 7.1, test 1: the empty message.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let seed = bytes_of("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed.expect("digits")).expect("a seed");
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(TicketKey(pair).public_text(), public);
    }

    #[test]
    fn what_was_signed_is_proved_wherever_it_stands() {
        let text = sample();
        let verified = verify(text.as_bytes()).expect("holds");
        assert_eq!(verified.terms[1], ("risk".to_owned(), "110.00 USD".to_owned()));
        assert_eq!(verified.key, key(7, 1).public_text());
        let inside = [b"%PDF-1.7 \xff\xfe ".as_slice(), text.as_bytes(), b"\nendstream"].concat();
        assert_eq!(verify(&inside), Ok(verified));
    }

    #[test]
    fn every_changed_byte_is_found_out() {
        let text = sample();
        for place in 0..text.len() - 1 {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            assert!(verify(&bytes).is_err(), "byte {place} may be changed");
        }
        assert_eq!(verify(b"nothing"), Err(Unproved::NoTicket));
        assert_eq!(verify([text.as_bytes(); 2].concat().as_slice()), Err(Unproved::SeveralTickets));
        assert_eq!(verify(&text.as_bytes()[..text.len() - 20]), Err(Unproved::Damaged));
    }

    #[test]
    fn every_book_of_every_server_is_another_signer() {
        let mut terms = Terms::default();
        terms.add("ticket", "4K7-2F31");
        let signer = |secret, book| {
            verify(key(secret, book).sign(terms.clone()).text.as_bytes()).expect("holds").key
        };
        assert_eq!(signer(7, 1), signer(7, 1));
        assert_ne!(signer(7, 1), signer(7, 2));
        assert_ne!(signer(7, 1), signer(8, 1));
    }
}

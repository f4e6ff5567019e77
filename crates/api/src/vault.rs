//! Seals the secrets of second factors, so that a copy of the database alone opens no account
//! (ASVS 6.5.4), and the numbers of official documents, so that it tells none of them (GLI-19
//! 2.8.5(b)(ii)). The key is the server's and never stands in the database.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use domain::id::{BookId, MemberId};
use domain::identity::plain_number;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::one_time::Secret;
use crate::signed::TicketSigner;
use crate::token::{bytes_of, hex};

/// The key of a server, or of several on one database.
#[derive(Clone)]
pub struct VaultKey([u8; 32]);

impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey")
    }
}

const NONCE_BYTES: usize = 24;
/// Bytes by which a document's number is known again.
const MARK_BYTES: usize = 16;
/// What sealed numbers and their marks are about.
const DOCUMENTS: &[u8] = b"number of a document";

impl VaultKey {
    /// A key of 256 bits.
    pub fn new(key: [u8; 32]) -> VaultKey {
        VaultKey(key)
    }

    /// Reads a key from 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<VaultKey> {
        bytes_of(text.trim())?.try_into().ok().map(VaultKey)
    }

    /// Signs tickets by keys derived from this one.
    pub fn ticket_signer(&self) -> TicketSigner {
        TicketSigner::new(self.0)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }

    /// Seals a secret for one member of one book.
    pub(crate) fn seal(&self, (book, member): (BookId, MemberId), secret: &Secret) -> String {
        self.seal_bytes(&whose(book, member), secret)
    }

    /// Opens what was sealed under this key for the same member.
    pub(crate) fn open(&self, (book, member): (BookId, MemberId), sealed: &str) -> Option<Secret> {
        self.open_bytes(&whose(book, member), sealed)?.try_into().ok()
    }

    /// A document's number as a book keeps it: a mark by which the same number is known again, a
    /// dot, and the sealed number. Bound to no book, so that a book that moves house with its key
    /// keeps its numbers. Nothing stays nothing.
    pub(crate) fn seal_number(&self, number: &str) -> String {
        if number.is_empty() {
            return String::new();
        }
        let sealed = self.seal_bytes(DOCUMENTS, number.as_bytes());
        format!("{}.{sealed}", self.mark_of_number(number))
    }

    /// The number that was sealed under this key.
    pub(crate) fn open_number(&self, kept: &str) -> Option<String> {
        let (_, sealed) = kept.split_once('.')?;
        String::from_utf8(self.open_bytes(DOCUMENTS, sealed)?).ok()
    }

    fn mark_of_number(&self, number: &str) -> String {
        let mut keyed =
            <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0).expect("any length is a key");
        keyed.update(DOCUMENTS);
        keyed.update(plain_number(number).as_bytes());
        hex(&keyed.finalize().into_bytes()[..MARK_BYTES])
    }

    fn seal_bytes(&self, aad: &[u8], bytes: &[u8]) -> String {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: bytes, aad };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a short text can be sealed");
        hex(&[&nonce[..], &sealed[..]].concat())
    }

    fn open_bytes(&self, aad: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let bytes = bytes_of(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        self.cipher().decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad }).ok()
    }
}

fn whose(book: BookId, member: MemberId) -> Vec<u8> {
    [book.0.to_be_bytes(), member.0.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_and_only_for_the_same_member() {
        let (key, secret) = (VaultKey::new([7; 32]), [9; 20]);
        let pat = (BookId(1), MemberId(5));
        let sealed = key.seal(pat, &secret);
        assert_eq!(key.open(pat, &sealed), Some(secret));
        assert_ne!(key.seal(pat, &secret), sealed, "every sealing differs");
        assert_eq!(VaultKey::new([8; 32]).open(pat, &sealed), None);
        assert_eq!(key.open((BookId(2), MemberId(5)), &sealed), None);
        assert_eq!(key.open((BookId(1), MemberId(6)), &sealed), None);
        let broken = sealed.replace(|digit| digit == sealed.chars().last().unwrap_or('0'), "0");
        for bad in ["", "00", &broken] {
            assert!(bad == sealed || key.open(pat, bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_known_again_and_read_only_with_the_key() {
        let (key, other) = (VaultKey::new([7; 32]), VaultKey::new([8; 32]));
        let kept = key.seal_number("AB 123-456");
        assert_eq!(key.open_number(&kept).as_deref(), Some("AB 123-456"));
        assert_eq!(other.open_number(&kept), None);
        let mark = |kept: &str| kept.split_once('.').map(|(mark, _)| mark.to_owned());
        assert_eq!(mark(&kept), mark(&key.seal_number("ab123456")));
        assert_ne!(mark(&kept), mark(&key.seal_number("ab123457")));
        assert_ne!(mark(&kept), mark(&other.seal_number("AB 123-456")));
        assert_ne!(kept, key.seal_number("AB 123-456"), "every sealing differs");
        assert_eq!((key.seal_number("").as_str(), key.open_number("")), ("", None));
    }

    #[test]
    fn a_key_is_read_from_its_digits() {
        assert!(VaultKey::parse(&"0a".repeat(32)).is_some());
        assert!(VaultKey::parse(&format!("{}\n", "0a".repeat(32))).is_some());
        for bad in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
            assert!(VaultKey::parse(bad).is_none(), "{bad}");
        }
    }
}

//! Seals the secrets of second factors, so that a copy of the database alone opens no account
//! (ASVS 6.5.4). The key is the server's and never stands in the database.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use domain::id::{BookId, MemberId};

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
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let aad = whose(book, member);
        let payload = Payload { msg: secret, aad: &aad };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a short text can be sealed");
        hex(&[&nonce[..], &sealed[..]].concat())
    }

    /// Opens what was sealed under this key for the same member.
    pub(crate) fn open(&self, (book, member): (BookId, MemberId), sealed: &str) -> Option<Secret> {
        let bytes = bytes_of(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let aad = whose(book, member);
        let payload = Payload { msg: sealed, aad: &aad };
        self.cipher().decrypt(&XNonce::from(nonce), payload).ok()?.try_into().ok()
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
    fn a_key_is_read_from_its_digits() {
        assert!(VaultKey::parse(&"0a".repeat(32)).is_some());
        assert!(VaultKey::parse(&format!("{}\n", "0a".repeat(32))).is_some());
        for bad in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
            assert!(VaultKey::parse(bad).is_none(), "{bad}");
        }
    }
}

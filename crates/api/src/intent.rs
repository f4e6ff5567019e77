//! One intent of a caller: the key under which its outcome is kept, and the print that tells it
//! from another intent under the same key.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::calendar::Instant;
use domain::id::{MemberId, RequestKey};
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

use crate::problem::Problem;

/// The header that carries the key.
pub(crate) const KEY_HEADER: &str = "idempotency-key";

/// Key and print of a request that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    /// The caller's key, or a new one.
    pub(crate) key: RequestKey,
    /// First eight bytes of a hash over method, path, member and body.
    pub(crate) print: u64,
}

impl Intent {
    /// Reads the intent of a request.
    ///
    /// # Errors
    /// `key_missing` where one is needed, `key_invalid` for a text that is no UUID.
    pub(crate) fn of(
        headers: &HeaderMap,
        is_key_needed: bool,
        print: u64,
        now: Instant,
    ) -> Result<Intent, Problem> {
        let Some(sent) = headers.get(KEY_HEADER) else {
            if is_key_needed {
                return Err(Problem::plain("key_missing"));
            }
            return Ok(Intent { key: new_key(now), print });
        };
        let text = sent.to_str().ok().filter(|text| text.len() == 36);
        let uuid = text.and_then(|text| Uuid::try_parse(text).ok());
        let uuid =
            uuid.filter(|uuid| !uuid.is_nil()).ok_or_else(|| Problem::plain("key_invalid"))?;
        Ok(Intent { key: RequestKey(uuid.into_bytes()), print })
    }

    /// The intent of a further step of the same request: always the same for the same request.
    pub(crate) fn step(self, name: &str) -> Intent {
        let mut hash = Sha256::new();
        hash.update(self.key.0);
        hash.update(name.as_bytes());
        let hash: [u8; 32] = hash.finalize().into();
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        // Version 8: a UUID of one's own making (RFC 9562, section 5.8).
        let key = Builder::from_custom_bytes(key).into_uuid().into_bytes();
        Intent { key: RequestKey(key), print: self.print }
    }
}

/// A key nobody else has: a UUID of version 7, so that receipts append in the order of time.
pub(crate) fn new_key(now: Instant) -> RequestKey {
    let milliseconds = u64::try_from(now.0 / 1_000).unwrap_or(0);
    let built = Builder::from_unix_timestamp_millis(milliseconds, &rand::random());
    RequestKey(built.into_uuid().into_bytes())
}

/// Tells one request from another. The member is part of it: a key that somebody else used never
/// answers with what they did.
pub(crate) fn print(method: &str, path: &str, member: Option<MemberId>, body: &[u8]) -> u64 {
    let mut hash = Sha256::new();
    let member = member.map_or(0, |member| member.0).to_be_bytes();
    for part in [method.as_bytes(), path.as_bytes(), &member, body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let hash: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// The guard puts the intent beside every request that is no GET.
impl<S: Sync> FromRequestParts<S> for Intent {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Intent, Problem> {
        let missing = || Problem::internal("a changing route without an intent");
        parts.extensions.get::<Intent>().copied().ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn with(key: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(KEY_HEADER, HeaderValue::from_static(key));
        headers
    }

    #[test]
    fn keys_are_uuids_in_their_usual_text() {
        let key = "01922b6e-4a5c-7c3e-9b0a-2f1d3c4b5a69";
        let intent = Intent::of(&with(key), true, 1, Instant(0)).expect("a key");
        assert_eq!(Uuid::from_bytes(intent.key.0).to_string(), key);
        for bad in
            ["", "x", "01922b6e4a5c7c3e9b0a2f1d3c4b5a69", "00000000-0000-0000-0000-000000000000"]
        {
            let refused = Intent::of(&with(bad), false, 1, Instant(0)).expect_err(bad);
            assert_eq!(refused.shape.code, "key_invalid");
        }
    }

    #[test]
    fn a_missing_key_is_refused_or_made() {
        let none = HeaderMap::new();
        let refused = Intent::of(&none, true, 1, Instant(0)).expect_err("needed");
        assert_eq!(refused.shape.code, "key_missing");
        let now = Instant(1_726_600_000_000_000);
        let one = Intent::of(&none, false, 1, now).expect("made").key;
        let other = Intent::of(&none, false, 1, now).expect("made").key;
        assert_ne!(one, other);
        assert_eq!(Uuid::from_bytes(one.0).get_version_num(), 7);
        assert!(new_key(Instant(now.0 + 2_000)) > one);
    }

    #[test]
    fn prints_differ_in_every_part_and_parts_do_not_run_together() {
        let member = Some(MemberId(5));
        let one = print("POST", "/v1/wagers", member, b"{}");
        assert_eq!(one, print("POST", "/v1/wagers", member, b"{}"));
        for other in [
            print("PUT", "/v1/wagers", member, b"{}"),
            print("POST", "/v1/wager", member, b"s{}"),
            print("POST", "/v1/wagers", Some(MemberId(6)), b"{}"),
            print("POST", "/v1/wagers", None, b"{}"),
            print("POST", "/v1/wagers", member, b"{ }"),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn further_steps_have_keys_of_their_own_that_repeat() {
        let intent = Intent { key: new_key(Instant(0)), print: 3 };
        assert_eq!(intent.step("open"), intent.step("open"));
        assert_ne!(intent.step("open").key, intent.step("invite").key);
        assert_ne!(intent.step("open").key, intent.key);
    }
}

//! Signatures of notices that outside programs send: an identifier, a time and a body under a
//! shared secret (HMAC-SHA256 over `id.timestamp.body`), several where a key is being changed.

use axum::http::HeaderMap;
use domain::calendar::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A notice may be so much older or younger than the server's clock.
const TOLERANCE_SECONDS: i64 = 300;
/// Longest identifier of a notice.
const ID_LENGTH_MAX: usize = 80;

/// The identifier of a notice whose signature fits one of the secrets and whose time is near `now`;
/// `None` for anything else.
pub(crate) fn verified_id(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[[u8; 32]],
    now: Instant,
) -> Option<String> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (id, time) = (header("webhook-id")?, header("webhook-timestamp")?);
    // A dot in the identifier would let time and body be cut anew.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if id.is_empty() || id.len() > ID_LENGTH_MAX || !id.chars().all(is_plain) {
        return None;
    }
    let seconds: i64 = time.parse().ok()?;
    let off = seconds.checked_sub(now.0 / Instant::SECOND)?;
    if off.abs() > TOLERANCE_SECONDS || seconds.to_string() != time {
        return None;
    }
    let sent: Vec<[u8; 32]> = header("webhook-signature")?
        .split(' ')
        .filter_map(|one| crate::token::Token::parse(one.strip_prefix("v1,")?))
        .map(|signature| signature.bytes())
        .collect();
    let fits = |secret: &[u8; 32]| {
        let mut keyed = Hmac::<Sha256>::new_from_slice(secret).expect("any length is a key");
        keyed.update(id.as_bytes());
        keyed.update(b".");
        keyed.update(time.as_bytes());
        keyed.update(b".");
        keyed.update(body);
        sent.iter().any(|signature| keyed.clone().verify_slice(signature).is_ok())
    };
    secrets.iter().any(fits).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::hex;

    const NOW: Instant = Instant(1_725_192_000_000_000);
    const SECRET: [u8; 32] = [7; 32];

    fn signed(secret: &[u8; 32], id: &str, time: i64, body: &[u8]) -> HeaderMap {
        let mut keyed = Hmac::<Sha256>::new_from_slice(secret).expect("a key");
        keyed.update(format!("{id}.{time}.").as_bytes());
        keyed.update(body);
        let signature = format!("v1,{}", hex(&keyed.finalize().into_bytes()));
        let mut headers = HeaderMap::new();
        let time = time.to_string();
        for (name, value) in [
            ("webhook-id", id),
            ("webhook-timestamp", time.as_str()),
            ("webhook-signature", signature.as_str()),
        ] {
            headers.insert(name, value.parse().expect("a header"));
        }
        headers
    }

    fn verified(headers: &HeaderMap, body: &[u8]) -> Option<String> {
        verified_id(headers, body, &[[9; 32], SECRET], NOW)
    }

    #[test]
    fn a_notice_fits_its_key_time_id_and_body() {
        let now = NOW.0 / Instant::SECOND;
        let good = signed(&SECRET, "n1", now, b"{}");
        assert_eq!(verified(&good, b"{}").as_deref(), Some("n1"));
        assert_eq!(verified(&good, b"{ }"), None, "another body");
        assert_eq!(verified(&signed(&[8; 32], "n1", now, b"{}"), b"{}"), None, "another key");
        for off in [-301, 301, i64::MIN / 2, i64::MAX / 2] {
            let time = now.saturating_add(off);
            assert_eq!(verified(&signed(&SECRET, "n1", time, b"{}"), b"{}"), None, "{off}");
        }
        for off in [-300, 300] {
            let near = signed(&SECRET, "n1", now + off, b"{}");
            assert!(verified(&near, b"{}").is_some(), "{off}");
        }
        let mut altered = good.clone();
        altered.insert("webhook-id", "n2".parse().expect("a header"));
        assert_eq!(verified(&altered, b"{}"), None, "another id");
        assert_eq!(verified(&signed(&SECRET, "n.1", now, b"{}"), b"{}"), None, "a dot");
        assert_eq!(verified(&HeaderMap::new(), b"{}"), None, "nothing");
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let now = NOW.0 / Instant::SECOND;
        let mut headers = signed(&SECRET, "n1", now, b"{}");
        let own = headers["webhook-signature"].to_str().expect("text").to_owned();
        let both = format!("v1,{} v2,x {own}", hex(&[1; 32]));
        headers.insert("webhook-signature", both.parse().expect("a header"));
        assert!(verified(&headers, b"{}").is_some());
    }
}

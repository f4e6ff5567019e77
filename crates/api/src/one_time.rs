//! One-time codes of a device (RFC 6238: HMAC-SHA-1, thirty seconds, six digits, as every
//! authenticator app takes them) and recovery codes. That a code works once is the domain's rule.

use domain::calendar::Instant;
use domain::factor::{Proof, RECOVERY_CODES, SecondFactor};
use domain::id::TokenHash;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Seconds for which a device shows one code.
const STEP_SECONDS: i64 = 30;
/// Steps a device's clock may be off, either way.
const STEPS_OFF: i64 = 1;
/// Bytes of a recovery code: 80 bits.
const RECOVERY_BYTES: usize = 10;
/// The digits of base 32 (RFC 4648).
const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that a device and the server share: 160 random bits.
pub(crate) type Secret = [u8; 20];

/// Base 32 without padding.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let (mut text, mut held, mut bits) = (String::new(), 0u32, 0u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(DIGITS[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(DIGITS[(held << (5 - bits) & 31) as usize]));
    }
    text
}

/// The step of time of an instant.
pub(crate) fn step_at(now: Instant) -> i64 {
    now.0.div_euclid(STEP_SECONDS * 1_000_000)
}

/// The code of a step (RFC 4226 5.3, six digits).
pub(crate) fn code_at(secret: &Secret, step: i64) -> String {
    let keyed = Hmac::<Sha1>::new_from_slice(secret);
    let mut keyed = keyed.expect("an HMAC takes a key of any length");
    keyed.update(&step.to_be_bytes());
    let digest = keyed.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let [a, b, c, d] = [0, 1, 2, 3].map(|place| digest[offset + place]);
    let number = u32::from_be_bytes([a & 127, b, c, d]);
    format!("{:06}", number % 1_000_000)
}

/// The step whose code was typed, if it is one of those around `now`.
pub(crate) fn step_of(secret: &Secret, typed: &str, now: Instant) -> Option<i64> {
    let current = step_at(now);
    let fits = |step: &i64| bool::from(code_at(secret, *step).as_bytes().ct_eq(typed.as_bytes()));
    (current - STEPS_OFF..=current + STEPS_OFF).find(fits)
}

/// What a typed code proves, if anything: a code of the device or a recovery code.
pub(crate) fn proof_of(
    factor: &SecondFactor,
    secret: Option<&Secret>,
    typed: &str,
    now: Instant,
) -> Option<Proof> {
    let typed: String = typed.chars().filter(|sign| !matches!(sign, ' ' | '-')).take(64).collect();
    let proof = match typed.len() {
        6 => Proof::Code { step: step_of(secret?, &typed, now)? },
        _ => Proof::Recovery(hash_of(&typed.to_ascii_uppercase())),
    };
    factor.takes(proof).then_some(proof)
}

fn hash_of(code: &str) -> TokenHash {
    TokenHash(Sha256::digest(code).into())
}

/// New recovery codes, as they are shown once, and what is kept of them.
pub(crate) fn recovery_codes() -> (Vec<String>, Vec<TokenHash>) {
    let codes: Vec<String> =
        (0..RECOVERY_CODES).map(|_| base32(&rand::random::<[u8; RECOVERY_BYTES]>())).collect();
    let hashes = codes.iter().map(|code| hash_of(code)).collect();
    let shown = codes.iter().map(|code| {
        let group = |place: usize| &code[place * 4..place * 4 + 4];
        [group(0), group(1), group(2), group(3)].join("-")
    });
    (shown.collect(), hashes)
}

/// What a device reads from a QR code.
pub(crate) fn address_of(secret: &Secret, brand: &str, login: &str) -> String {
    let encoded = |text: &str| -> String {
        // A space is %20 here; as `+` devices show it as it stands.
        form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
    };
    let (issuer, account) = (encoded(brand), encoded(login));
    let secret = base32(secret);
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}\
         &algorithm=SHA1&digits=6&period=30"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::MemberId;

    /// RFC 6238, appendix B: the last six of its eight digits.
    const SECRET: &Secret = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SECRET, step_at(Instant(seconds * 1_000_000))), code);
        }
    }

    #[test]
    fn base_32_is_that_of_the_standard() {
        for (bytes, text) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    fn factor() -> SecondFactor {
        SecondFactor {
            member: MemberId(5),
            sealed: "sealed".to_owned(),
            confirmed_at: Some(Instant(0)),
            last_step: 0,
            recovery: Vec::new(),
        }
    }

    #[test]
    fn a_code_works_around_its_time_and_never_again() {
        let now = Instant(1_111_111_109 * 1_000_000);
        let step = step_at(now);
        let mut factor = factor();
        let proof = |factor: &SecondFactor, at| proof_of(factor, Some(SECRET), "081 804", at);
        assert_eq!(proof(&factor, now), Some(Proof::Code { step }));
        assert_eq!(proof(&factor, now.plus_seconds(30)), Some(Proof::Code { step }));
        assert_eq!(proof(&factor, now.plus_seconds(90)), None);
        factor.last_step = step;
        assert_eq!(proof(&factor, now), None);
        assert_eq!(proof_of(&factor, None, "081804", now), None);
    }

    #[test]
    fn a_recovery_code_is_taken_as_it_is_shown_and_typed() {
        let (shown, hashes) = recovery_codes();
        assert_eq!(shown.len(), RECOVERY_CODES);
        let factor = SecondFactor { recovery: hashes.clone(), ..factor() };
        let typed = shown[3].to_lowercase().replace('-', " ");
        let proof = proof_of(&factor, None, &typed, Instant(0));
        assert_eq!(proof, Some(Proof::Recovery(hashes[3])));
        assert_eq!(proof_of(&factor, None, "AAAA-BBBB-CCCC-DDDD", Instant(0)), None);
    }

    #[test]
    fn a_device_reads_brand_and_login() {
        let address = address_of(SECRET, "Acme Bets & Co", "pat");
        assert!(address.starts_with("otpauth://totp/Acme%20Bets%20%26%20Co:pat?secret=GEZDGNBV"));
    }
}

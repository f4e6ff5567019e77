//! A phone with an authenticator app, written from RFC 4226 and RFC 6238 apart from the server's
//! own code.

use domain::calendar::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use crate::script::Shown;

/// A device and the recovery codes kept beside it.
pub(crate) struct Device {
    secret: Vec<u8>,
    last: Option<String>,
    /// The recovery codes, as they were shown.
    pub(crate) recovery: Vec<String>,
}

impl Device {
    /// Takes in a secret in base 32.
    pub(crate) fn of(secret: &str) -> Device {
        let digit = |sign: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(sign).expect("base 32");
        let bits: String = secret.chars().map(|sign| format!("{:05b}", digit(sign))).collect();
        let bytes = bits
            .as_bytes()
            .chunks_exact(8)
            .map(|bits| bits.iter().fold(0u8, |byte, bit| byte << 1 | (bit - b'0')));
        Device { secret: bytes.collect(), last: None, recovery: Vec::new() }
    }

    /// What is typed; nothing where nothing is shown.
    pub(crate) fn shows(&mut self, shown: Shown, now: Instant) -> Option<String> {
        match shown {
            Shown::Nothing => None,
            Shown::Code => {
                self.last = Some(self.code(now));
                self.last.clone()
            }
            Shown::SameCode => self.last.clone(),
            Shown::WrongCode => Some("no code at all".to_owned()),
            Shown::Recovery(place) => Some(self.recovery[place - 1].clone()),
        }
    }

    fn code(&self, now: Instant) -> String {
        let step = u64::try_from(now.0 / 30_000_000).expect("after 1970");
        let mut keyed = Hmac::<Sha1>::new_from_slice(&self.secret).expect("any length");
        keyed.update(&step.to_be_bytes());
        let digest = keyed.finalize().into_bytes();
        let offset = usize::from(digest[digest.len() - 1] % 16);
        let number = digest[offset..offset + 4]
            .iter()
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }
}

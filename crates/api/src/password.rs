//! Passwords: which are taken, how they are hashed and verified. Argon2id with 19 MiB, two passes
//! and one lane (OWASP and ASVS both accept it), on threads that may block, a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// Hashes computed at once: each takes a processor and 19 MiB.
const AT_ONCE_MAX: usize = 2;
/// Callers that may wait for a place.
const WAITING_MAX: usize = 64;

/// Fewest characters of a password.
pub(crate) const LENGTH_MIN: usize = 8;
/// Most characters of a password.
pub(crate) const LENGTH_MAX: usize = 128;

/// Passwords that everybody tries first, in lower case.
const TRIED_FIRST: &[&str] = &[
    "00000000",
    "11111111",
    "11223344",
    "12121212",
    "12341234",
    "12344321",
    "123123123",
    "1234567890",
    "123456789",
    "12345678",
    "123456789a",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "66666666",
    "87654321",
    "88888888",
    "987654321",
    "a1234567",
    "aa123456",
    "aaaaaaaa",
    "abc12345",
    "abcd1234",
    "abcdefgh",
    "asdfasdf",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "basketball",
    "blink182",
    "changeme",
    "charlie1",
    "chocolate",
    "computer",
    "corvette",
    "cowboys1",
    "dragon12",
    "football",
    "football1",
    "gambling",
    "iloveyou",
    "iloveyou1",
    "internet",
    "jennifer",
    "jordan23",
    "letmein1",
    "liverpool",
    "lovelove",
    "mercedes",
    "michelle",
    "monkey12",
    "mustang1",
    "p@ssw0rd",
    "p@ssword",
    "passw0rd",
    "password",
    "password!",
    "password1",
    "password12",
    "password123",
    "patriots",
    "pokemon1",
    "princess",
    "princess1",
    "q1w2e3r4",
    "qazwsxedc",
    "qwer1234",
    "qwerty12",
    "qwerty123",
    "qwertyui",
    "qwertyuiop",
    "samantha",
    "sportsbook",
    "starwars",
    "steelers",
    "sunshine",
    "sunshine1",
    "superman",
    "trustno1",
    "victoria",
    "welcome1",
    "welcome123",
    "whatever",
    "yankees1",
    "zaq12wsx",
    "zxcvbnm1",
    "zxcvbnm,",
];

/// Says what is wrong with a chosen password, if anything.
pub(crate) fn weakness(password: &str, login: &str) -> Option<&'static str> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    if length < LENGTH_MIN {
        Some("password must have at least 8 characters")
    } else if length > LENGTH_MAX {
        Some("password must have at most 128 characters")
    } else if TRIED_FIRST.contains(&lower.as_str()) {
        Some("password is one of those that everybody tries first")
    } else if !login.is_empty() && lower.contains(&login.to_lowercase()) {
        Some("password must not contain the login")
    } else {
        None
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("constants within the limits of argon2");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Where passwords are hashed and verified.
pub(crate) struct PasswordBench {
    places: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// What a password is verified against when there is no login: the same work, never a match.
    nobody: tokio::sync::OnceCell<String>,
}

impl PasswordBench {
    /// An idle bench.
    pub(crate) fn new() -> PasswordBench {
        PasswordBench {
            places: Arc::new(Semaphore::new(AT_ONCE_MAX)),
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            nobody: tokio::sync::OnceCell::new(),
        }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = |_| Problem::plain("busy").after(2);
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(busy)?;
        let closed = |_| Problem::internal("the password bench is closed");
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(closed)?;
        let worked = tokio::task::spawn_blocking(move || {
            let _held = (waiting, place);
            work()
        });
        worked.await.map_err(|error| Problem::internal(error.to_string()))
    }

    /// The hash of a chosen password, with a salt of its own.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Problem> {
        let hashed = self.run(move || hasher().hash_password(password.as_bytes()));
        let failed = |error| Problem::internal(format!("password hash: {error}"));
        Ok(hashed.await?.map_err(failed)?.to_string())
    }

    /// Whether a password fits a stored hash. Without a hash the same work is done in vain, so
    /// that nobody learns from the time it takes which logins exist.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub(crate) async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, Problem> {
        let stored = stored.filter(|hash| !hash.is_empty());
        let known = stored.is_some();
        let hash = match stored {
            Some(hash) => hash,
            None => self.nobody.get_or_try_init(|| self.hash("nobody".to_owned())).await?.clone(),
        };
        let fits = self.run(move || {
            let parsed = PasswordHash::new(&hash);
            parsed.is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await? && known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_told_why() {
        assert!(weakness("short", "dana").is_some_and(|why| why.contains("at least 8")));
        assert!(weakness(&"x".repeat(129), "dana").is_some_and(|why| why.contains("128")));
        assert!(weakness("Password123", "dana").is_some_and(|why| why.contains("everybody")));
        assert!(weakness("my-DANA-2024", "dana").is_some_and(|why| why.contains("login")));
        assert_eq!(weakness("correct horse battery", "dana"), None);
        assert_eq!(weakness("пароль-длинный", "dana"), None);
        assert_eq!(weakness(&"x".repeat(128), ""), None);
    }

    #[tokio::test]
    async fn only_the_right_password_fits_and_nobody_has_one() {
        let bench = PasswordBench::new();
        let hash = bench.hash("correct horse".to_owned()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = |password: &str, hash: Option<String>| bench.verify(password.to_owned(), hash);
        assert!(verify("correct horse", Some(hash.clone())).await.expect("verified"));
        assert!(!verify("wrong horse", Some(hash)).await.expect("verified"));
        assert!(!verify("nobody", None).await.expect("verified"));
        assert!(!verify("nobody", Some(String::new())).await.expect("verified"));
        assert!(!verify("x", Some("no hash".to_owned())).await.expect("verified"));
    }
}

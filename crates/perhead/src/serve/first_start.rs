//! The first start of an installation: the provider's scope and its administrator. There are no
//! default accounts: the first password is set through a link that works once.

use anyhow::Context;
use argon2::password_hash::PasswordHasher;
use desk::port::Views;
use domain::book::{BookCalendar, Brand};
use domain::command::{Action, Actor, OpenBook};
use domain::id::BookId;
use domain::member::{Login, Role};
use domain::odds::OddsFormat;
use domain::rows::{Key, Row};
use domain::rules::HouseRules;
use domain::working::Working;
use rand::TryRng;

use super::Installation;
use crate::calls::{call, fresh, keyed};

/// Login of the provider's first administrator.
const ADMINISTRATOR: &str = "admin";
/// Ids of an installation's catalogue begin here or at a random place above.
const FIRST_RANDOM_ID: i64 = 1 << 20;
/// How long a link works that sets a first password.
const FIRST_LINK_SECONDS: i64 = 24 * 60 * 60;

/// The argon2id hash of a password with the program's parameters.
///
/// # Errors
/// When the parameters are refused, which they are not.
pub fn password_hash(password: &str) -> anyhow::Result<String> {
    let hash = argon2::Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("argon2: {error}"))?.to_string())
}

impl Installation {
    /// Opens the provider's scope if it is not open yet.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn ensure_platform(&self, password_hash: &str) -> anyhow::Result<()> {
        let mut working = Working::new();
        let key = Key::Book(BookId::PLATFORM);
        self.database.load(BookId::PLATFORM, std::slice::from_ref(&key), &mut working)?;
        if working.peek(&key).is_some() {
            return Ok(());
        }
        let open = OpenBook {
            slug: "platform".to_owned(),
            brand: Brand {
                name: "Perhead".to_owned(),
                colour: "#33415c".to_owned(),
                mark: "P".to_owned(),
            },
            currency: "USD".to_owned(),
            odds_format: OddsFormat::American,
            calendar: BookCalendar {
                zone: "UTC".to_owned(),
                day_cutoff_minutes: 0,
                first_weekday: 1,
            },
            rules: HouseRules::standard(),
            root_role: Role::Platform,
            root_login: ADMINISTRATOR.to_owned(),
            root_name: "Administrator".to_owned(),
            password_hash: password_hash.to_owned(),
        };
        let action = Action::OpenBook(Box::new(open));
        // Under one key: of several servers that start together each is told that it is done.
        call(&self.desk, keyed(BookId::PLATFORM, "open the provider's scope", action)).map(|_| ())
    }

    /// Opens the provider's scope and, while its administrator has no password, answers the path
    /// of a fresh link that sets one.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn first_link(&self) -> anyhow::Result<Option<String>> {
        self.ensure_platform("")?;
        self.start_ids()?;
        let mut working = Working::new();
        let key = Key::Login(ADMINISTRATOR.to_owned());
        self.database.load(BookId::PLATFORM, std::slice::from_ref(&key), &mut working)?;
        match working.peek(&key) {
            Some(Row::Login(login)) if login.password_hash.is_empty() => {
                self.invite((BookId::PLATFORM, "platform"), login).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Lets the catalogue's ids begin at a random number while it is empty, so that a book can be
    /// taken in from another installation without meeting foreign fixtures under its own ids.
    fn start_ids(&self) -> anyhow::Result<()> {
        if self.database.head(BookId::PLATFORM)?.next_id >= FIRST_RANDOM_ID {
            return Ok(());
        }
        let mut random = [0; 4];
        rand::rngs::SysRng.try_fill_bytes(&mut random).context("no randomness")?;
        let first = FIRST_RANDOM_ID + (i64::from(u32::from_be_bytes(random)) << 24);
        let action = Action::StartIds { first };
        call(&self.desk, fresh(BookId::PLATFORM, Actor::System, action)).map(|_| ())
    }

    /// Issues a link with which somebody of the book of this name sets a password, and answers the
    /// path of its page, which is shown once and not stored.
    ///
    /// # Errors
    /// When the desk refuses or fails.
    pub fn invite(&self, book: (BookId, &str), login: &Login) -> anyhow::Result<String> {
        let (book, slug) = book;
        let (path, token) = api::new_invitation(slug);
        let is_first = login.password_hash.is_empty();
        let seconds = if is_first { FIRST_LINK_SECONDS } else { api::RESET_SECONDS };
        let expires_at = self.clock.now().plus_seconds(seconds);
        let action = Action::Invite { member: login.member, token, expires_at };
        call(&self.desk, fresh(book, Actor::System, action))?;
        Ok(path)
    }
}

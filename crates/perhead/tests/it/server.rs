//! A server of a test: the real router on loopback over a database of its own, with a clock that
//! the test moves, and sessions that need no password.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use api::{ApiSettings, VaultKey};
use domain::command::{Action, Actor, OpenSession};
use domain::factor::Proof;
use domain::id::{BookId, TokenHash};
use perhead::calls::{call, fresh};
use perhead::clock::FastClock;
use perhead::serve::{Installation, Server, start};
use sha2::{Digest as _, Sha256};

use crate::folder::Folder;
use crate::web::{Browser, Request};

/// A running server and what it serves.
pub(crate) struct TestServer {
    /// What it serves.
    pub(crate) installation: Installation,
    server: Option<Server>,
    _folder: Folder,
}

impl TestServer {
    /// Starts a server over a new database.
    pub(crate) fn start(clock: &FastClock) -> TestServer {
        let folder = Folder::create();
        let installation = Installation::open(&folder.database(), Arc::new(clock.clone()));
        let installation = installation.expect("a new database opens");
        let settings = ApiSettings {
            secure_cookies: false,
            requests_per_second: 1_000_000,
            request_burst: 1_000_000,
            vault: Some(VaultKey::new([7; 32])),
            ..ApiSettings::default()
        };
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = start(&installation, settings, listen).expect("a server on loopback");
        TestServer { installation, server: Some(server), _folder: folder }
    }

    /// A browser that is not signed in.
    pub(crate) fn browser(&self, slug: &str) -> Browser {
        let server = self.server.as_ref().expect("the server runs");
        Browser::new(server.address, slug)
    }

    /// A browser with a session of `login` that was opened beside the interface.
    pub(crate) fn signed_in(&self, book: BookId, slug: &str, login: &str) -> Browser {
        let cookie = give_session(&self.installation, book, slug, login);
        enter(self.browser(slug), slug, &cookie)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }
}

/// Opens a session of `login` that lives as long as any test; answers its cookie.
pub(crate) fn give_session(
    installation: &Installation,
    book: BookId,
    slug: &str,
    login: &str,
) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let secret: [u8; 32] = Sha256::digest(format!("{slug} {login} {number}").as_bytes()).into();
    let action = Action::OpenSession(Box::new(OpenSession {
        login: login.to_owned(),
        token: TokenHash(Sha256::digest(secret).into()),
        expires_at: installation.clock.now().plus_seconds(10 * 365 * 24 * 60 * 60),
        address: "127.0.0.1".to_owned(),
        agent: "test".to_owned(),
        proof: Proof::Password,
    }));
    call(&installation.desk, fresh(book, Actor::System, action)).expect("a session opens");
    secret.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes the cookie of a session and asks for its CSRF token.
pub(crate) fn enter(mut browser: Browser, slug: &str, cookie: &str) -> Browser {
    browser.cookies.insert(format!("perhead-{slug}"), cookie.to_owned());
    let session = browser.send(&Request::get("/v1/session"));
    assert_eq!(session.status, 200, "{slug}: {}", session.json());
    browser.csrf = session.json()["csrf_token"].as_str().map(str::to_owned);
    browser
}

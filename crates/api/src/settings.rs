//! How an interface is set up: everything an operator of a server can choose about HTTP.

use std::collections::BTreeMap;

use crate::signed::TicketSigner;
use crate::vault::VaultKey;

/// Choices for one server. [`ApiSettings::default`] is fit for a server behind TLS.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// Browsers reach the server by TLS: cookies are `Secure` under the `__Host-` prefix, and
    /// browsers are told to come back by TLS only.
    pub secure_cookies: bool,
    /// The sheet of a demonstration; `None` for real business.
    pub demo: Option<DemoSheet>,
    /// List the books to everybody: for a demonstration's front page.
    pub public_directory: bool,
    /// Largest request body, in bytes.
    pub body_bytes_max: usize,
    /// Requests of one session each second, in the long run. Also of one address without one.
    pub requests_per_second: u32,
    /// Requests of one session at once.
    pub request_burst: u32,
    /// Seconds after which a request is answered without waiting for its end. Its effect, if it
    /// has one, goes on.
    pub answer_seconds_max: u64,
    /// A reverse proxy of ours stands in front: the last address it put into `X-Forwarded-For` is
    /// the client's. Never set it without such a proxy, because clients can write that header.
    pub behind_proxy: bool,
    /// Seals the secrets of second factors; without it none can be set up, as in a demonstration,
    /// whose clock is not that of a device.
    pub vault: Option<VaultKey>,
    /// Signs tickets. Without a lasting secret its keys die with the program.
    pub signer: TicketSigner,
}

impl Default for ApiSettings {
    fn default() -> ApiSettings {
        ApiSettings {
            secure_cookies: true,
            demo: None,
            public_directory: false,
            body_bytes_max: 256 * 1024,
            requests_per_second: 50,
            request_burst: 200,
            answer_seconds_max: 10,
            behind_proxy: false,
            vault: None,
            signer: TicketSigner::passing(),
        }
    }
}

impl ApiSettings {
    /// Seconds of the book's clock in one real second: above one in a demonstration. Lifetimes
    /// are meant for people, so they are stretched by it.
    pub(crate) fn clock_speed(&self) -> i64 {
        self.demo.as_ref().map_or(1, |demo| i64::from(demo.speed.max(1)))
    }
}

/// What a demonstration shows on its front page.
#[derive(Clone, Debug, Default)]
pub struct DemoSheet {
    /// Seconds of the book's clock in one real second.
    pub speed: u32,
    /// Logins to try, by the slug of their book.
    pub logins: BTreeMap<String, Vec<DemoLogin>>,
}

/// A login anybody may use in a demonstration.
#[derive(Clone, Debug)]
pub struct DemoLogin {
    /// What it is.
    pub role: domain::member::Role,
    /// The login.
    pub login: String,
    /// Its password.
    pub password: String,
}

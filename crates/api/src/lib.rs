//! HTTP: routes, request and response shapes, OpenAPI, sessions, problems, the live stream and
//! exports.
//!
//! Knows the domain and the desk: it reads through [`desk::port::Views`] and changes things only
//! by commands handed to [`desk::Desk`]. Never knows: SQL, a driver, where a book is kept. Decides
//! nothing about money or wagers; what it decides is who is asking, what they may see, and how it
//! is said over HTTP.
//!
//! The road of a request: [`router`] names the route and the right it needs, the guard lets it in
//! (`principal.rs`), one function of `resource/` answers it, and the outermost layer
//! (`answer.rs`) writes problems out.

mod answer;
mod board_shelf;
mod body;
mod book_of_request;
mod csv_file;
mod directory;
pub mod enrol;
mod export;
mod headers;
mod health;
mod intent;
mod live;
mod one_time;
mod openapi;
mod page;
mod paper;
mod password;
mod principal;
mod problem;
mod provider_file;
mod resource;
pub mod roster;
mod router;
mod schema_check;
mod session_shelf;
mod settings;
mod shape;
mod signature;
mod signed;
mod state;
mod throttle;
mod token;
mod vault;

pub use book_of_request::with_hosts;
pub use headers::with_security_headers;
pub use health::health_router;
pub use live::hub::LiveHub;
pub use openapi::openapi_json;
pub use router::{KeyUse, Need, Route, router, routes};
pub use settings::{ApiSettings, DemoLogin, DemoSheet};
pub use signed::{Signed, TicketSigner, Unproved, Verified, verify};
pub use state::ApiState;
pub use token_link::{RESET_SECONDS, new_invitation};
pub use vault::VaultKey;

mod token_link;

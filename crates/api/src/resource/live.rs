//! The live stream's door and the shapes of its messages.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::id::BookId;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, schema::Schema};

use crate::live::place::Place;
use crate::live::stream::Listener;
use crate::openapi::add_shape;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::balance::Balance;
use crate::resource::board::{BoardFixture, BoardMarket, Score};
use crate::resource::ticket::Ticket;
use crate::shape::id::{FixtureRef, MemberRef};
use crate::shape::time::Time;
use crate::shape::word::FixtureStatus;
use crate::state::ApiState;

/// Streams one session may hold open: one for each tab, and browsers allow six to a host.
const STREAMS_MAX: usize = 6;
/// A comment is sent this often, so that nothing between takes the stream for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Messages that may wait for a slow listener.
const WAITING_MAX: usize = 64;

/// `hello`: the stream has begun.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveHello {
    /// The book's event sequence from which on everything is told.
    pub(crate) sequence: i64,
    pub(crate) now: Time,
    /// Seconds of the book's clock in one real second, in a demonstration.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) demo_speed: Option<u32>,
}

/// `market`: a price, points or a status moved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveMarket {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) market: BoardMarket,
}

/// `fixture`: start, status, score or circle changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveFixture {
    pub(crate) id: FixtureRef,
    pub(crate) status: FixtureStatus,
    pub(crate) starts_at: Time,
    #[schema(required = true)]
    pub(crate) score: Option<Score>,
    pub(crate) circled: bool,
}

impl LiveFixture {
    /// What is told of a fixture of the board.
    pub(crate) fn of(fixture: &BoardFixture) -> LiveFixture {
        LiveFixture {
            id: fixture.id,
            status: fixture.status,
            starts_at: fixture.starts_at,
            score: fixture.score,
            circled: fixture.circled,
        }
    }
}

/// `fixture_new`: read the board again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveNewFixture {
    pub(crate) id: FixtureRef,
}

/// `result`: a result was confirmed or corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveResult {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) version: i32,
    pub(crate) home: i32,
    pub(crate) away: i32,
}

/// `message`: something was said or read: read the conversation again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveMessage {
    /// In whose conversation, or to whose branch.
    pub(crate) member_id: MemberRef,
    pub(crate) to_branch: bool,
}

/// The shapes of all messages, which no operation names.
pub(crate) fn schemas(all: &mut Vec<(String, RefOr<Schema>)>) {
    add_shape::<LiveHello>(all);
    add_shape::<LiveMarket>(all);
    add_shape::<LiveFixture>(all);
    add_shape::<LiveNewFixture>(all);
    add_shape::<LiveResult>(all);
    add_shape::<LiveMessage>(all);
    add_shape::<Ticket>(all);
    add_shape::<Balance>(all);
}

/// What happens in the book, as server-sent events: `hello` (LiveHello), `market` (LiveMarket),
/// `fixture` (LiveFixture), `fixture_new` (LiveNewFixture), `ticket` (Ticket), `balance`
/// (Balance), `message` (LiveMessage),
/// `result` (LiveResult) and `reset` (read everything again). Ids are opaque; a browser
/// that comes back resumes by `Last-Event-ID`.
#[utoipa::path(get, path = "/v1/live", tag = "live",
    params(
        ("book" = Option<String>, Query, description = "Slug of the book."),
        ("Last-Event-ID" = Option<String>, Header, description = "The last id seen.")),
    responses((status = 200, content_type = "text/event-stream", body = String)))]
pub(crate) async fn get_live(
    State(state): State<ApiState>,
    principal: Principal,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let before = principal.streams.fetch_add(1, Ordering::AcqRel);
    let streams = principal.streams.clone();
    let begun = begin(&state, principal, &headers, before).await;
    if begun.is_err() {
        streams.fetch_sub(1, Ordering::AcqRel);
    }
    begun
}

async fn begin(
    state: &ApiState,
    principal: Principal,
    headers: &HeaderMap,
    streams: usize,
) -> Result<Response, Problem> {
    if streams >= STREAMS_MAX {
        return Err(Problem::plain("too_many_streams").after(5));
    }
    let id = principal.book.id();
    let newest =
        Place { book: state.newest(id).await?, catalogue: state.newest(BookId::PLATFORM).await? };
    let sent = headers.get("last-event-id").and_then(|text| text.to_str().ok());
    let seen = sent.and_then(|text| text.parse::<Place>().ok());
    // A place ahead of us is of another time, from before a book was restored.
    let fits = |seen: &Place| seen.book <= newest.book && seen.catalogue <= newest.catalogue;
    let resumed = seen.filter(fits);
    let place = (resumed.unwrap_or(newest), sent.is_some() && resumed.is_none());
    let (told, stream) = mpsc::channel(WAITING_MAX);
    let listener = Listener::new(state.clone(), principal, place, told);
    tokio::spawn(listener.run());
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    let sse = Sse::new(ReceiverStream::new(stream)).keep_alive(keep_alive);
    let mut response = sse.into_response();
    // A proxy that gathers answers would hold the news back.
    let unbuffered = HeaderValue::from_static("no");
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), unbuffered);
    Ok(response)
}

//! The naive peer: a good textbook server with one transaction for each bet. It keeps the rows
//! that any book keeps (key, ticket, legs, transfer, balances, exposure) with the usual indexes,
//! and neither events, receipts of refusals, rollups, a hash chain nor CSRF tokens, which is in
//! its favour.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};

use axum::extract::State;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::naive_ledger::{Ledger, Order, Placed};
use super::{Contender, Field, Measured, own_program, serve_for_ever};
use crate::child::Server;
use crate::ground::Ground;
use crate::keys::Keys;
use crate::machine;
use crate::mix::Bet;
use crate::sent::SentWager;

/// Bets in one transaction while the preload is written.
const PRELOAD_CHUNK: u32 = 10_000;

type Reply = oneshot::Sender<Result<Placed, String>>;

/// Serves the peer; in a child program. One thread has the connection: waiting for it in a queue
/// costs less than fighting for a lock.
///
/// # Errors
/// When it cannot listen or open its database.
pub(crate) fn serve(database: &Path) -> anyhow::Result<()> {
    let mut ledger = Ledger::open(database)?;
    let (orders, waiting) = channel::<(Order, Reply)>();
    std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
        for (order, reply) in waiting {
            let placed = ledger.place_alone(&order).map_err(|error| error.to_string());
            // Whoever went away finds the ticket under its key.
            let _ = reply.send(placed);
        }
    })?;
    serve_for_ever(Router::new().route("/v1/wagers", post(answer)).with_state(orders))
}

async fn answer(
    State(orders): State<Sender<(Order, Reply)>>,
    headers: HeaderMap,
    Json(sent): Json<SentWager>,
) -> (StatusCode, Json<Value>) {
    let Some(order) = order_of(&headers, sent) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "code": "malformed" })));
    };
    let (reply, answer) = oneshot::channel();
    let gone = (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "code": "gone" })));
    if orders.send((order, reply)).is_err() {
        return gone;
    }
    match answer.await {
        Ok(placed) => told(placed),
        Err(_) => gone,
    }
}

/// What a client is told.
pub(super) fn told(placed: Result<Placed, String>) -> (StatusCode, Json<Value>) {
    match placed {
        Ok(Placed::Ticket { id, risk, win }) => {
            let ticket = json!({ "id": id, "state": "open", "risk": risk, "win": win });
            (StatusCode::CREATED, Json(ticket))
        }
        Ok(Placed::Refused(code)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "code": code })))
        }
        Err(words) => (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "detail": words }))),
    }
}

/// The order in a request, if it is one.
pub(super) fn order_of(headers: &HeaderMap, sent: SentWager) -> Option<Order> {
    let cookie = headers.get(COOKIE)?.to_str().ok()?;
    let (_, token) = cookie.split_once('=')?;
    let key = headers.get("idempotency-key")?.to_str().ok()?;
    let key = Uuid::try_parse(key).ok()?;
    sent.is_plausible().then(|| Order { key, token: token.to_owned(), wager: sent })
}

/// Lays the peer's database: the same players, prices and as many tickets.
///
/// # Errors
/// When the disk fails.
pub(crate) fn lay(file: &Path, ground: &Ground, preload: u32) -> anyhow::Result<()> {
    machine::remove_database(file)?;
    let mut ledger = Ledger::open(file)?;
    ledger.lay(ground)?;
    let (mut keys, mut chance) = (Keys::new(), StdRng::seed_from_u64(11));
    let mut left = preload;
    while left > 0 {
        let count = left.min(PRELOAD_CHUNK);
        let order = |_| {
            let bet = Bet::draw(ground, &mut chance);
            Order::of(ground, &bet, keys.next())
        };
        let orders: Vec<Order> = (0..count).map(order).collect();
        ledger.place_together(&orders)?;
        left -= count;
    }
    Ok(())
}

/// Runs the peer; leaves its database behind for the proof.
///
/// # Errors
/// When its program breaks off.
pub(crate) fn run(field: &Field, database: &Path) -> anyhow::Result<Measured> {
    machine::copy_database(&field.templates[1], database)?;
    let server = Server::start(own_program("serve-naive")?.arg(database))?;
    field.measure(Contender::Naive, &server, Some(database))
}

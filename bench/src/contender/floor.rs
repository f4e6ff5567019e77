//! The floor: parses the same body and answers a fixed text. Nothing that keeps bets can be
//! faster than this on the same machine.

use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{Contender, Field, Measured, own_program, serve_for_ever};
use crate::child::Server;
use crate::sent::SentWager;

/// Serves the floor; in a child program.
///
/// # Errors
/// When it cannot listen.
pub(crate) fn serve() -> anyhow::Result<()> {
    serve_for_ever(Router::new().route("/v1/wagers", post(answer)))
}

async fn answer(Json(sent): Json<SentWager>) -> (StatusCode, Json<Value>) {
    let status = match sent.is_plausible() {
        true => StatusCode::CREATED,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    (status, Json(json!({ "id": "t1", "state": "open", "risk": 1_100, "win": 1_000 })))
}

/// Runs the floor.
///
/// # Errors
/// When its program breaks off.
pub(crate) fn run(field: &Field) -> anyhow::Result<Measured> {
    let server = Server::start(&mut own_program("serve-floor")?)?;
    field.measure(Contender::Floor, &server, None)
}

//! Whether the server lives and whether it can do its work: for whoever watches it.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use domain::id::BookId;

use crate::state::ApiState;

/// `/healthz` answers as long as the server runs; `/readyz` only while the store can be read and
/// every lane writes.
pub fn health_router(state: ApiState) -> Router {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(state)
}

async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(State(state): State<ApiState>) -> (StatusCode, &'static str) {
    if let Some(cause) = state.trouble() {
        tracing::warn!(cause, "not ready: a lane has stopped");
        return (StatusCode::SERVICE_UNAVAILABLE, "not ready: a lane has stopped\n");
    }
    match state.read(|views| views.sequence(BookId::PLATFORM)).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(problem) => {
            tracing::warn!(cause = ?problem.cause, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

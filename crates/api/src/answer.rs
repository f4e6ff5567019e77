//! The outermost layer: every problem leaves here as `application/problem+json` with an id that
//! also stands in the log, and no answer takes for ever.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use crate::problem::Problem;
use crate::token::hex;

/// Files come in slowly, and their answer begins when they are in.
const FILE_PATH: &str = "/v1/members/import-file";
const FILE_SECONDS: u64 = 300;

/// Runs a request within its time and writes its problem out, if there is one.
pub(crate) async fn finish(State(seconds): State<u64>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let within = Duration::from_secs(if path == FILE_PATH { FILE_SECONDS } else { seconds });
    let mut response = match timeout(within, next.run(request)).await {
        Ok(response) => response,
        Err(_) => too_late(&method).into_response(),
    };
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => write(response, problem, &method, &path),
        None => response,
    }
}

/// What was begun goes on: nobody knows yet whether it took effect.
fn too_late(method: &Method) -> Problem {
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    Problem::plain(if is_safe { "timed_out" } else { "outcome_unknown" }).after(2)
}

fn write(mut response: Response, problem: Problem, method: &Method, path: &str) -> Response {
    let id = hex(&rand::random::<[u8; 8]>());
    let Problem { mut shape, cause, .. } = problem;
    let cause = cause.unwrap_or_default();
    if shape.status >= 500 {
        tracing::error!(%id, %method, path, code = shape.code, cause, "no answer");
    } else {
        tracing::debug!(%id, %method, path, code = shape.code, detail = shape.detail, "refused");
    }
    shape.correlation_id = Some(id);
    let text = serde_json::to_vec(&shape).unwrap_or_default();
    let json = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response.headers_mut().remove("content-length");
    *response.body_mut() = Body::from(text);
    response
}

/// The answer for an address below `/v1` that is no route.
pub(crate) async fn no_route() -> Problem {
    Problem::not_found("route")
}

/// The answer for a method that a route does not take.
pub(crate) async fn no_method() -> Problem {
    Problem::plain("method_not_allowed")
}

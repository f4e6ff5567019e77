//! Which book a request is about: that of the host name, if one leads to a book, otherwise the one
//! named. On the host of one book no other can be asked for, and its pages stand at the root.

use std::net::IpAddr;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::problem::Problem;
use crate::state::ApiState;

/// The header that names the book.
const BOOK_HEADER: &str = "perhead-book";

pub(crate) fn header_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// The host name that was asked, lower case; addresses and single words lead to no book.
fn host_of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let host = header_text(headers, HOST.as_str()).or_else(|| uri.host())?;
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    (host.contains('.') && host.parse::<IpAddr>().is_err()).then_some(host)
}

/// The book that a request names.
pub(crate) async fn wanted_slug(state: &ApiState, parts: &Parts) -> Result<String, Problem> {
    let named = named_slug(parts);
    let Some(host) = host_of(&parts.headers, &parts.uri) else {
        return named.ok_or_else(unnamed);
    };
    match (state.slug_of_host(&host).await?, named) {
        (Some(bound), Some(named)) if bound != named => Err(Problem::not_found("book")),
        (Some(bound), _) => Ok(bound),
        (None, named) => named.ok_or_else(unnamed),
    }
}

/// Pages behind the host names of books: the root and `/office` lead to the pages of the host's
/// book, and those of another are not there.
pub fn with_hosts(pages: Router, state: ApiState) -> Router {
    pages.layer(from_fn_with_state(state, lead))
}

async fn lead(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let Some(host) = host_of(request.headers(), request.uri()) else {
        return next.run(request).await;
    };
    let bound = match state.slug_of_host(&host).await {
        Ok(Some(bound)) => bound,
        Ok(None) => return next.run(request).await,
        Err(problem) => return problem.into_response(),
    };
    match request.uri().path().trim_end_matches('/') {
        "" => Redirect::temporary(&format!("/b/{bound}/")).into_response(),
        "/office" => Redirect::temporary(&format!("/b/{bound}/office/")).into_response(),
        path => {
            let named = path.strip_prefix("/b/").and_then(|rest| rest.split('/').next());
            if named.is_some_and(|named| named != bound) {
                return StatusCode::NOT_FOUND.into_response();
            }
            next.run(request).await
        }
    }
}

fn unnamed() -> Problem {
    Problem::new("not_found", "name the book in the header Perhead-Book")
}

/// The book is named by a header, or by the query where a browser opens an address by itself: the
/// live stream and downloads.
fn named_slug(parts: &Parts) -> Option<String> {
    if let Some(slug) = header_text(&parts.headers, BOOK_HEADER) {
        return Some(slug.to_owned());
    }
    let query = parts.uri.query().unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.into_iter().find(|(name, _)| name == "book").map(|(_, slug)| slug)
}

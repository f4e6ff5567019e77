//! The web apps, inside the binary. Hashed files are kept by browsers for ever; pages are asked
//! for anew each time.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use tower_http::compression::CompressionLayer;

/// The built apps. Debug builds read them from disk; a checkout that never built them has none.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// Said in place of an app that was not built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Perhead</title>\
    <h1>The web apps are not built</h1>\
    <p>Run <code>cargo xtask run</code> once; it builds them. The interface under \
    <code>/v1</code> works without them.</p></html>";

/// Pages and files. Client routes of an app all answer its page.
pub fn router(secure: bool) -> Router {
    let pages = Router::new()
        .route("/", get(|| page("player")))
        .route("/worker.js", get(worker))
        .route("/b/{slug}", get(player_of))
        .route("/b/{slug}/", get(player_of))
        .route("/b/{slug}/invite/{token}", get(|| page("office")))
        .route("/b/{slug}/office", get(|| page("office")))
        .route("/b/{slug}/office/", get(|| page("office")))
        .route("/b/{slug}/office/{*rest}", get(|| page("office")))
        .route("/b/{slug}/{*rest}", get(|| page("player")))
        .route("/assets/{app}/{*file}", get(asset))
        .layer(CompressionLayer::new());
    api::with_security_headers(pages, secure)
}

/// What a player's first page reads, fetched by the browser while it still loads the code.
const READ_AHEAD: [&str; 4] = ["book", "session", "board", "balance"];

/// The board of a book. The slug goes into a header, so only a well-formed one is named there.
async fn player_of(Path(params): Path<Vec<(String, String)>>) -> Response {
    let mut answer = page("player").await;
    let slug = params.first().map_or("", |(_, slug)| slug.as_str());
    let is_plain = slug.bytes().all(|one| one.is_ascii_alphanumeric() || one == b'-');
    let links = READ_AHEAD.map(|what| {
        format!("</v1/{what}?book={slug}>; rel=preload; as=fetch; crossorigin=anonymous")
    });
    if is_plain && let Ok(header) = HeaderValue::from_str(&links.join(", ")) {
        answer.headers_mut().insert(header::LINK, header);
    }
    answer
}

async fn page(app: &'static str) -> Response {
    match Built::get(&format!("{app}/index.html")) {
        Some(file) => {
            let mut answer = respond(&file, "text/html; charset=utf-8");
            let no_cache = HeaderValue::from_static("no-cache");
            answer.headers_mut().insert(header::CACHE_CONTROL, no_cache);
            answer
        }
        None => Html(NOT_BUILT).into_response(),
    }
}

/// The player's service worker. It stands at the root, because a worker may only keep pages at or
/// below its own address, and browsers must always see its newest version.
async fn worker() -> Response {
    match Built::get("player/assets/worker.js") {
        Some(file) => {
            let mut answer = respond(&file, "text/javascript; charset=utf-8");
            let no_cache = HeaderValue::from_static("no-cache");
            answer.headers_mut().insert(header::CACHE_CONTROL, no_cache);
            answer
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn asset(Path((app, file)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(found) = Built::get(&format!("{app}/assets/{file}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag_of(&found);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let kind = found.metadata.mimetype().to_owned();
    let mut answer = respond(&found, &kind);
    let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
    answer.headers_mut().insert(header::CACHE_CONTROL, for_ever);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

fn tag_of(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{short}\"")
}

fn respond(file: &EmbeddedFile, kind: &str) -> Response {
    let kind = HeaderValue::from_str(kind)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], file.data.clone().into_owned()).into_response()
}

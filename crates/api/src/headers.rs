//! Headers that tell browsers what a page of ours may do. The same for pages and the interface.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, HeaderName, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

/// What a page may load and where it may be shown: only what we serve ourselves.
const CONTENT_POLICY: &str = "default-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    object-src 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (HeaderName::from_static("content-security-policy"), CONTENT_POLICY),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("referrer-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Puts the security headers on every answer of a router. `secure` says that browsers reach it by
/// TLS. A header that an answer sets itself stays.
pub fn with_security_headers<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    secure: bool,
) -> Router<S> {
    router.layer(from_fn_with_state(secure, add))
}

async fn add(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let is_interface = request.uri().path().starts_with("/v1/");
    let mut response = next.run(request).await;
    put(response.headers_mut(), secure, is_interface);
    response
}

fn put(headers: &mut HeaderMap, secure: bool, is_interface: bool) {
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    if is_interface {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_no_foreign_thing_in() {
        let mut headers = HeaderMap::new();
        put(&mut headers, true, true);
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let policy = text("content-security-policy").expect("a policy");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        assert_eq!(text("cache-control"), Some("no-store"));
        assert!(text("strict-transport-security").is_some());
    }

    #[test]
    fn plain_servers_promise_no_tls_and_own_headers_stay() {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        put(&mut headers, false, true);
        assert!(headers.get(STRICT_TRANSPORT_SECURITY).is_none());
        assert_eq!(headers[CACHE_CONTROL], "private, no-cache");
    }
}

//! What a phone needs to keep a book's app on its home screen: the web app manifest and an icon,
//! both in the operator's brand. Decides nothing; a browser asks for them by itself.

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::principal::Visited;

/// A day: brands change rarely, and a browser asks again when it shows the app.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// One picture of an app.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AppIcon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Which shapes a launcher may cut it to.
    purpose: &'static str,
}

/// The W3C web app manifest of a book's app.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AppManifest {
    id: String,
    name: String,
    short_name: String,
    start_url: String,
    scope: String,
    display: &'static str,
    theme_color: String,
    background_color: &'static str,
    icons: Vec<AppIcon>,
}

/// The manifest of the book's app.
#[utoipa::path(get, path = "/v1/book/manifest", tag = "book",
    responses((status = 200, body = AppManifest)))]
pub(crate) async fn get_manifest(Visited(opened): Visited) -> Response {
    let book = &opened.book;
    let home = format!("/b/{}/", book.slug);
    let icon = |purpose| AppIcon {
        src: format!("/v1/book/icon?book={}", book.slug),
        sizes: "any",
        kind: "image/svg+xml",
        purpose,
    };
    let manifest = AppManifest {
        id: home.clone(),
        name: book.brand.name.clone(),
        short_name: book.brand.name.chars().take(12).collect(),
        start_url: home.clone(),
        scope: home,
        display: "standalone",
        theme_color: book.brand.colour.clone(),
        background_color: "#ffffff",
        icons: vec![icon("any"), icon("maskable")],
    };
    kept("application/manifest+json", axum::Json(manifest).into_response())
}

/// The book's mark on its colour, as a picture of any size.
#[utoipa::path(get, path = "/v1/book/icon", tag = "book",
    responses((status = 200, body = String, content_type = "image/svg+xml")))]
pub(crate) async fn get_icon(Visited(opened): Visited) -> Response {
    let brand = &opened.book.brand;
    kept("image/svg+xml", icon_of(&brand.colour, &brand.mark).into_response())
}

fn kept(kind: &'static str, mut answer: Response) -> Response {
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().insert(CACHE_CONTROL, KEPT);
    answer
}

/// Letters in the middle of a square; the outer tenth stays free for launchers that cut corners.
fn icon_of(colour: &str, mark: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|one| one.is_alphanumeric() || *one == '#').collect()
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">\
         <rect width=\"100\" height=\"100\" fill=\"{}\"/>\
         <text x=\"50\" y=\"52\" fill=\"{}\" font-family=\"system-ui,sans-serif\" font-size=\"44\" \
         font-weight=\"700\" text-anchor=\"middle\" dominant-baseline=\"middle\">{}</text></svg>",
        plain(colour),
        ink_on(colour),
        plain(mark),
    )
}

/// White, or near black on a light colour: by the weighted sum of its parts in 0 to 255.
fn ink_on(colour: &str) -> &'static str {
    let part = |at: usize| {
        let digits = colour.get(at..at + 2).unwrap_or("00");
        u32::from_str_radix(digits, 16).unwrap_or(0)
    };
    let light = (part(1) * 299 + part(3) * 587 + part(5) * 114) / 1000;
    if light > 150 { "#14161b" } else { "#ffffff" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_carries_the_mark_and_nothing_that_could_end_it() {
        let icon = icon_of("#f2b134", "L\"><script>");
        assert!(icon.contains(">Lscript</text>") && icon.contains("fill=\"#f2b134\""), "{icon}");
        assert!(icon.contains("#14161b"), "dark letters on a light brand: {icon}");
        assert_eq!(ink_on("#0b6b4f"), "#ffffff");
    }
}

//! Lists in pages: an opaque cursor and a bounded length.

use desk::port::Page;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// Items of a page when nothing is said.
const LENGTH_USUAL: u32 = 50;
/// Most items of a page.
const LENGTH_MAX: u32 = 200;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageOf<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// Where the next page begins; null after the last.
    #[schema(required = true)]
    pub(crate) next_cursor: Option<String>,
}

impl<T> PageOf<T> {
    /// A page with the store's cursor behind it.
    pub(crate) fn new(items: Vec<T>, next: Option<i64>) -> PageOf<T> {
        PageOf { items, next_cursor: next.map(cursor_text) }
    }
}

/// A cursor as it is handed out.
pub(crate) fn cursor_text(cursor: i64) -> String {
    format!("c{cursor}")
}

/// The page asked for.
///
/// # Errors
/// `field_invalid` for a cursor that was never handed out or a length out of bounds.
pub(crate) fn page(cursor: Option<&str>, limit: Option<u32>) -> Result<Page, Problem> {
    let limit = limit.unwrap_or(LENGTH_USUAL);
    if !(1..=LENGTH_MAX).contains(&limit) {
        let rule = format!("limit must be 1 to {LENGTH_MAX}");
        return Err(Problem::of_field("limit", "field_invalid", rule));
    }
    let parse = |text: &str| text.strip_prefix('c')?.parse::<i64>().ok();
    let cursor = match cursor.map(parse) {
        None => None,
        Some(Some(cursor)) => Some(cursor),
        Some(None) => {
            let rule = "cursor must be a next_cursor of this list";
            return Err(Problem::of_field("cursor", "field_invalid", rule));
        }
    };
    Ok(Page { cursor, limit: limit.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_as_they_were_handed_out() {
        let next = PageOf::<u8>::new(vec![1], Some(-7)).next_cursor.expect("more");
        let asked = page(Some(&next), None).expect("a page");
        assert_eq!((asked.cursor, asked.limit), (Some(-7), 50));
        for (cursor, limit) in
            [(Some("7"), None), (Some("cx"), None), (None, Some(0)), (None, Some(201))]
        {
            assert!(page(cursor, limit).is_err());
        }
    }
}

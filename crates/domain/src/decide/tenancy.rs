//! Decisions about books as the provider and their operators see them: the directory, host names,
//! suspending a book, its brand.

use crate::book::{BookStatus, Brand, HostName};
use crate::command::Outcome;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::odds::OddsFormat;
use crate::register::{parse_colour, parse_host, parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

/// Records in the provider's own log that a book is suspended or reopened; the book's own row is
/// changed by [`set_book_status`] in the book's scope.
pub(super) fn change_tenant(
    draft: &mut Draft<'_>,
    slug: &str,
    status: BookStatus,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let tenant = draft.tenant(slug.to_owned()).ok_or_else(|| Rejection::not_found("book"))?;
    let book = tenant.book;
    let reason = given_reason(reason)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::TenantChanged).text("slug", slug).number("book", book.0);
    draft.record(event.text("status", status.name()).text("reason", &reason));
    Ok(Outcome::Tenant(book))
}

fn given_reason(reason: &str) -> Result<String, Rejection> {
    if reason.trim().is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "reason", "must say why"));
    }
    parse_note("reason", reason)
}

/// Suspends or reopens the book itself: while it is suspended its members change nothing in it.
pub(super) fn set_book_status(
    draft: &mut Draft<'_>,
    status: BookStatus,
    reason: &str,
    by: &str,
) -> Result<Outcome, Rejection> {
    let mut book =
        draft.book(draft.moment.book).cloned().ok_or_else(|| Rejection::not_found("book"))?;
    let (reason, by) = (given_reason(reason)?, parse_note("by", by)?);
    if book.status == status {
        let detail = format!("the book is {} already", status.name());
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::BookChanged).text("status_before", book.status.name());
    let event = event.text("status_after", status.name()).text("reason", &reason);
    draft.record(event.text("provider", &by));
    book.status = status;
    draft.put(Row::Book(book));
    Ok(Outcome::Done)
}

/// Gives a host name to a book, or takes it back. A host belongs to one book at most.
pub(super) fn bind_host(
    draft: &mut Draft<'_>,
    host: &str,
    slug: Option<&str>,
) -> Result<Outcome, Rejection> {
    let host = parse_host("host", host)?;
    let book = match slug {
        None => None,
        Some(slug) => {
            let tenant = draft.tenant(slug.to_owned());
            Some(tenant.ok_or_else(|| Rejection::not_found("book"))?.book)
        }
    };
    let before = draft.host(host.clone()).and_then(|row| row.book);
    if let (Some(before), Some(book)) = (before, book)
        && before != book
    {
        return Err(Rejection::of_field(Code::AlreadyExists, "host", "belongs to another book"));
    }
    if before.is_none() && book.is_none() {
        return Err(Rejection::not_found("host"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::HostBound).text("host", &host);
    draft.record(event.number("book", book.map_or(0, |book| book.0)));
    draft.put(Row::Host(HostName { host, book }));
    Ok(Outcome::Done)
}

/// Changes how the operator presents itself. Zone, day, week and currency are fixed when the book
/// is opened: every figure of it is counted by them.
pub(super) fn change_book(
    draft: &mut Draft<'_>,
    brand: &Brand,
    odds_format: OddsFormat,
) -> Result<Outcome, Rejection> {
    let mut book =
        draft.book(draft.moment.book).cloned().ok_or_else(|| Rejection::not_found("book"))?;
    let brand = parse_brand(brand)?;
    // From here on it must succeed.
    let event = draft.event(EventKind::BookChanged).text("name_before", &book.brand.name);
    let event = event.text("name", &brand.name).text("colour", &brand.colour);
    let event = event.text("mark", &brand.mark).text("odds_format", odds_format.name());
    draft.record(event);
    book.brand = brand;
    book.odds_format = odds_format;
    draft.put(Row::Book(book));
    Ok(Outcome::Done)
}

/// A brand that keeps its rules.
pub(super) fn parse_brand(brand: &Brand) -> Result<Brand, Rejection> {
    let mark: String = brand.mark.trim().chars().take(2).collect();
    Ok(Brand {
        name: parse_name("name", &brand.name)?,
        colour: parse_colour("colour", &brand.colour)?,
        mark: parse_name("mark", &mark)?,
    })
}

//! Receipts: a ticket's frozen terms under the book's signature, as text or as a printable page
//! with that text attached.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use desk::view::TicketStory;
use domain::book::{Book, Brand};
use domain::wager::ticket::Leg;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{PathId, Query};
use crate::directory::OpenedBook;
use crate::paper::Unwritten;
use crate::principal::{Principal, Visited};
use crate::problem::Problem;
use crate::resource::receipt_page::draw_receipt;
use crate::resource::ticket::Ticket;
use crate::resource::ticket_leg::TicketLeg;
use crate::resource::wager::seen_story;
use crate::shape::id::{MarketRef, TicketRef};
use crate::shape::money::Money;
use crate::shape::time::Time;
use crate::shape::word::text_of;
use crate::signed::Terms;
use crate::state::ApiState;

/// The key a book signs its tickets with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BookKey {
    #[schema(example = "ed25519")]
    pub(crate) algorithm: &'static str,
    /// 64 hexadecimal digits.
    pub(crate) public_key: String,
}

/// How a receipt is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReceiptFile {
    /// The signed text alone.
    Text,
    /// A page for printing, with the signed text attached.
    Pdf,
}

/// Which receipt is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReceiptQuery {
    /// `pdf` without it.
    file: Option<ReceiptFile>,
}

/// The public key of the book: what `perhead verify-ticket` holds a receipt against.
#[utoipa::path(get, path = "/v1/book/key", tag = "book",
    responses((status = 200, body = BookKey)))]
pub(crate) async fn get_book_key(
    State(state): State<ApiState>,
    axum::Extension(Visited(book)): axum::Extension<Visited>,
) -> Json<BookKey> {
    let public_key = state.settings.signer.of(book.id()).public_text();
    Json(BookKey { algorithm: "ed25519", public_key })
}

/// The signed receipt of a ticket: a page for printing, or its text alone. Its signature proves
/// offline that this book accepted these terms at this time.
#[utoipa::path(get, path = "/v1/wagers/{id}/receipt", tag = "wagers",
    params(("id" = String, Path, description = "The ticket."), ReceiptQuery),
    responses((status = 200, content(
        (String = "application/pdf"), (String = "text/plain")))))]
pub(crate) async fn get_receipt(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(TicketRef(id)): PathId<TicketRef>,
    Query(query): Query<ReceiptQuery>,
) -> Result<Response, Problem> {
    let story = seen_story(&state, &principal, id).await?;
    // Only what was accepted is signed.
    if !story.ticket.is_accepted() {
        return Err(Problem::new("wrong_state", "this wager was not accepted"));
    }
    let key = state.settings.signer.of(principal.book.id());
    let ticket = Ticket::of(&story, &principal);
    let signed = key.sign(terms_of(&principal.book, &story, &ticket));
    let number = ticket.number.clone();
    let (kind, ending, bytes) = match query.file.unwrap_or(ReceiptFile::Pdf) {
        ReceiptFile::Text => ("text/plain; charset=utf-8", "txt", signed.text.into_bytes()),
        ReceiptFile::Pdf => {
            let page = draw_receipt(&Receipt {
                book: &principal.book.book,
                story: &story,
                ticket: &ticket,
                key: key.public_text(),
                text: &signed.text,
                signature: &signed.signature,
            });
            let page = page.map_err(|Unwritten(why)| Problem::internal(&why))?;
            ("application/pdf", "pdf", page)
        }
    };
    let mut response = (StatusCode::OK, bytes).into_response();
    let named = format!("inline; filename=\"ticket-{number}.{ending}\"");
    let broken = |_| Problem::internal("a ticket's number is no header");
    let named = HeaderValue::from_str(&named).map_err(broken)?;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_DISPOSITION, named);
    Ok(response)
}

/// Everything a page for printing shows.
pub(crate) struct Receipt<'a> {
    /// The book that took the wager.
    pub(crate) book: &'a Book,
    /// The ticket as the core keeps it.
    pub(crate) story: &'a TicketStory,
    /// The same with its names.
    pub(crate) ticket: &'a Ticket,
    /// The public key it is signed with.
    pub(crate) key: String,
    /// The signed text, to be attached.
    pub(crate) text: &'a str,
    /// The signature alone.
    pub(crate) signature: &'a str,
}

impl Receipt<'_> {
    /// How the book presents itself.
    pub(crate) fn brand(&self) -> &Brand {
        &self.book.brand
    }

    /// Who wrote the ticket.
    pub(crate) fn writer(&self) -> String {
        writer_of(self.ticket)
    }
}

fn writer_of(ticket: &Ticket) -> String {
    ticket.written_by.map_or_else(|| "player".to_owned(), |clerk| format!("clerk {clerk}"))
}

/// Major units and the currency: `110.00 USD`.
fn told(money: Money) -> String {
    format!("{} {}", money.amount(), money.currency)
}

/// The frozen terms. Nothing here ever changes, so that a receipt is the same whenever it is asked
/// for; results stand on the ticket, not on its receipt.
fn terms_of(book: &OpenedBook, story: &TicketStory, ticket: &Ticket) -> Terms {
    let row = &story.ticket;
    let mut terms = Terms::default();
    terms.add("form", "perhead-ticket-1");
    terms.add("book", &book.book.slug);
    terms.add("operator", &book.book.brand.name);
    terms.add("ticket", &ticket.number);
    terms.add("accepted", ticket.accepted_at.text());
    terms.add("player", format!("{} ({})", ticket.member.login, ticket.member.id));
    terms.add("written by", writer_of(ticket));
    terms.add("type", text_of(ticket.kind));
    // What the type needs beside its legs, in the one form in which the ticket keeps it.
    let beside = row.terms.text();
    if !beside.is_empty() {
        terms.add("terms", beside);
    }
    let currency = ticket.risk.currency;
    terms.add("entered", format!("{} {} {currency}", row.entry.name(), row.amount));
    terms.add("risk", told(ticket.risk));
    if row.funds.is_free_play() {
        terms.add("free play", told(ticket.free_play));
    }
    terms.add("to win", told(ticket.win));
    terms.add("price policy", row.policy.name());
    terms.add("house rules", row.rules_version);
    for (leg, frozen) in ticket.legs.iter().zip(&row.legs) {
        terms.add(&format!("leg {}", leg.n), leg_text(leg, frozen));
    }
    terms
}

/// `f5 | Chiefs @ Ravens | spread | game | Ravens -3 | price 10/11 (1.9091) | starts ... | line 2`
fn leg_text(leg: &TicketLeg, frozen: &Leg) -> String {
    let odds = frozen.odds;
    let mut parts = vec![
        format!("{} {}", leg.fixture_id, MarketRef(frozen.market)),
        leg.fixture.clone(),
        frozen.kind.name().to_owned(),
        frozen.period.name().to_owned(),
        leg.selection.clone(),
        format!("price {}/{} ({})", odds.win, odds.risk, leg.odds.decimal),
        format!("starts {}", Time(frozen.starts_at).text()),
        format!("line {}", frozen.version),
    ];
    parts.extend(leg.gained.iter().map(|gained| format!("moved by {gained}")));
    if let Some((home, away)) = frozen.score {
        parts.push(format!("in play at {home}-{away}"));
    }
    if frozen.listing != 0 {
        parts.push(format!("pitchers {} of listing {}", frozen.pitchers.name(), frozen.listing));
    }
    if frozen.places != 0 {
        parts.push(format!("among the first {}", frozen.places));
    }
    parts.join(" | ")
}

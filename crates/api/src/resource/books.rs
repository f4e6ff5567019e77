//! Books of the provider: the list, and opening a new one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::book::{BookCalendar, Brand as DomainBrand};
use domain::command::{Action, Actor, Command, OpenBook, Outcome};
use domain::id::{BookId, MemberId};
use domain::member::Role;
use domain::register::{parse_colour, parse_login, parse_name, parse_slug};
use domain::rules::HouseRules;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::directory::{OpenedBook, PLATFORM_SLUG};
use crate::intent::{Intent, new_key};
use crate::page::PageOf;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::book::{Book, Brand};
use crate::shape::money::Currency;
use crate::shape::time::parse_clock;
use crate::shape::word::{BookStatus, OddsFormat, Weekday};
use crate::state::ApiState;
use crate::token_link::{INVITATION_SECONDS, new_invitation};

/// Slugs that would be taken for something else in an address.
const RESERVED: &[&str] = &[PLATFORM_SLUG, "api", "www", "office", "admin"];
/// A new book's business day ends at 03:00.
const USUAL_CUTOFF_MINUTES: i32 = 180;
/// A new book's week begins on Tuesday, so that Monday night belongs to the old one.
const USUAL_FIRST_WEEKDAY: i32 = 2;

/// A book on a public list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PublicBook {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) brand: Brand,
}

/// Books on a public list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PublicBooks {
    pub(crate) items: Vec<PublicBook>,
}

/// A new book.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateBook {
    /// Its name in addresses: 2 to 40 of `a-z 0-9 -`, a letter first.
    pub(crate) slug: String,
    /// Name of its operator, also the display name of the operator's login.
    pub(crate) name: String,
    pub(crate) brand: Brand,
    /// Three capital letters.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub(crate) currency: String,
    /// IANA name, such as `America/New_York`.
    pub(crate) time_zone: String,
    pub(crate) odds_format: OddsFormat,
    /// Login of its operator, who is invited to choose a password.
    pub(crate) operator_login: String,
    /// First day of its weeks, for good; Tuesday without it, so that Monday night belongs to the
    /// old week.
    #[schema(nullable = false)]
    pub(crate) week_starts: Option<Weekday>,
    /// When its business day ends on the next civil day, for good; `03:00` without it.
    #[schema(nullable = false, example = "03:00")]
    pub(crate) day_cutoff: Option<String>,
}

/// Whether a book does business, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateTenant {
    pub(crate) status: BookStatus,
    #[schema(max_length = 200)]
    pub(crate) reason: String,
}

/// A new book and the link for its operator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BookCreated {
    pub(crate) book: Book,
    /// Path on this host; shown once.
    pub(crate) invitation_url: String,
}

/// The books of this server, for the front page of a demonstration; empty elsewhere.
#[utoipa::path(get, path = "/v1/books/public", tag = "book",
    responses((status = 200, body = PublicBooks)))]
pub(crate) async fn list_public_books(
    State(state): State<ApiState>,
) -> Result<Json<PublicBooks>, Problem> {
    let mut items = Vec::new();
    if state.settings.public_directory {
        for opened in all_books(&state).await? {
            let brand = Brand::of(&opened.book.brand);
            let (slug, name) = (opened.book.slug.clone(), brand.name.clone());
            items.push(PublicBook { slug, name, brand });
        }
    }
    Ok(Json(PublicBooks { items }))
}

pub(crate) async fn all_books(state: &ApiState) -> Result<Vec<Arc<OpenedBook>>, Problem> {
    let mut books = Vec::new();
    for tenant in state.tenants().await? {
        if tenant.book != BookId::PLATFORM {
            books.extend(state.opened(tenant.book).await?);
        }
    }
    Ok(books)
}

/// Every book of the provider. Only in the provider's own scope.
#[utoipa::path(get, path = "/v1/books", tag = "platform",
    responses((status = 200, body = PageOf<Book>)))]
pub(crate) async fn list_books(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<PageOf<Book>>, Problem> {
    require_platform(&principal)?;
    let books = all_books(&state).await?;
    let items = books.iter().map(|opened| Book::of(&state, opened)).collect();
    Ok(Json(PageOf::new(items, None)))
}

pub(crate) fn require_platform(principal: &Principal) -> Result<(), Problem> {
    if principal.book.id() == BookId::PLATFORM {
        return Ok(());
    }
    Err(Problem::new("not_permitted", "books are opened in the provider's scope"))
}

/// Opens a book with house rules that are meant to be changed, and invites its operator. Sending
/// the same request again under its key goes on where it was cut off and issues a new link.
#[utoipa::path(post, path = "/v1/books", tag = "platform", request_body = CreateBook,
    responses((status = 201, body = BookCreated)))]
pub(crate) async fn create_book(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<CreateBook>,
) -> Result<(StatusCode, Json<BookCreated>), Problem> {
    require_platform(&principal)?;
    let open = checked(&request)?;
    let slug = open.slug.clone();
    let add = principal.command(intent, Action::AddTenant { slug: slug.clone() });
    let book = match outcome(&state, &principal, add).await? {
        Outcome::Tenant(book) => book,
        other => return Err(Problem::internal(format!("a new tenant answered {other:?}"))),
    };
    let system = |intent: Intent, action| Command {
        book,
        key: intent.key,
        print: intent.print,
        actor: Actor::System,
        action,
    };
    let open = system(intent.step("open"), Action::OpenBook(Box::new(open)));
    let operator = match outcome(&state, &principal, open).await? {
        Outcome::Member(operator) => operator,
        other => return Err(Problem::internal(format!("a new book answered {other:?}"))),
    };
    let (invitation_url, invite) = invitation(&state, &slug, operator);
    let fresh = Intent { key: new_key(state.now()), print: 0 };
    outcome(&state, &principal, system(fresh, invite)).await?;
    state.directory.forget();
    let missing = || Problem::internal("a book was opened and is not there");
    let opened = state.opened(book).await?.ok_or_else(missing)?;
    let created = BookCreated { book: Book::of(&state, &opened), invitation_url };
    Ok((StatusCode::CREATED, Json(created)))
}

/// Suspends or reopens a book. While it is suspended nobody bets, pays or changes anything in it;
/// what is under way is still graded. Sending the same request again under its key goes on where
/// it was cut off.
#[utoipa::path(patch, path = "/v1/books/{slug}", tag = "platform",
    params(("slug" = String, Path, description = "The book.")),
    request_body = UpdateTenant, responses((status = 200, body = Book)))]
pub(crate) async fn update_tenant(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(slug): Path<String>,
    Body(update): Body<UpdateTenant>,
) -> Result<Json<Book>, Problem> {
    require_platform(&principal)?;
    let UpdateTenant { status, reason } = update;
    let status = status.into();
    let note = Action::ChangeTenant { slug, status, reason: reason.clone() };
    let book = match outcome(&state, &principal, principal.command(intent, note)).await? {
        Outcome::Tenant(book) => book,
        other => return Err(Problem::internal(format!("a tenant answered {other:?}"))),
    };
    let by = principal.member.login.clone();
    let step = intent.step("status");
    let action = Action::SetBookStatus { status, reason, by };
    let command = Command { book, key: step.key, print: step.print, actor: Actor::System, action };
    outcome(&state, &principal, command).await?;
    state.directory.forget_book(book);
    let missing = || Problem::not_found("book");
    let opened = state.opened(book).await?.ok_or_else(missing)?;
    Ok(Json(Book::of(&state, &opened)))
}

fn invitation(state: &ApiState, slug: &str, member: MemberId) -> (String, Action) {
    let (path, token) = new_invitation(slug);
    let seconds = INVITATION_SECONDS.saturating_mul(state.settings.clock_speed());
    let expires_at = state.now().plus_seconds(seconds);
    (path, Action::Invite { member, token, expires_at })
}

async fn outcome(
    state: &ApiState,
    principal: &Principal,
    command: Command,
) -> Result<Outcome, Problem> {
    let receipt = state.submit(command).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, principal.book.currency))
}

/// Holds every field against its rule before the slug is taken: a book that cannot be opened must
/// not take a name.
fn checked(request: &CreateBook) -> Result<OpenBook, Problem> {
    let mut faults = Faults::default();
    let slug = faults.take(parse_slug("slug", &request.slug)).unwrap_or_default();
    if RESERVED.contains(&slug.as_str()) {
        faults.add("slug", "already_exists", "slug is reserved");
    }
    let login = faults.take(parse_login("operator_login", &request.operator_login));
    let name = faults.take(parse_name("name", &request.name));
    let Brand { name: brand, colour, mark } = &request.brand;
    let brand = faults.take(parse_name("brand.name", brand));
    let colour = faults.take(parse_colour("brand.colour", colour));
    let mark = faults.take(parse_name("brand.mark", mark));
    if Currency::parse(&request.currency).is_none() {
        faults.add("currency", "field_invalid", "currency must be three capital letters");
    }
    if TimeZone::get(&request.time_zone).is_err() {
        faults.add("time_zone", "field_invalid", "time_zone must be an IANA name of a zone");
    }
    let cutoff = request.day_cutoff.as_deref().map(parse_clock);
    let cutoff = match cutoff {
        Some(Some(minutes)) if minutes < 24 * 60 => Some(minutes),
        Some(_) => {
            let rule = "day_cutoff must be a time of day such as 03:00";
            faults.add("day_cutoff", "field_invalid", rule);
            None
        }
        None => None,
    };
    faults.finish()?;
    let text = Option::unwrap_or_default;
    Ok(OpenBook {
        slug,
        brand: DomainBrand { name: text(brand), colour: text(colour), mark: text(mark) },
        currency: request.currency.clone(),
        odds_format: request.odds_format.into(),
        calendar: BookCalendar {
            zone: request.time_zone.clone(),
            day_cutoff_minutes: cutoff.unwrap_or(USUAL_CUTOFF_MINUTES),
            first_weekday: request.week_starts.map_or(USUAL_FIRST_WEEKDAY, Weekday::number),
        },
        rules: HouseRules::standard(),
        root_role: Role::Operator,
        root_login: text(login),
        root_name: text(name),
        password_hash: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(slug: &str, zone: &str, currency: &str) -> CreateBook {
        CreateBook {
            slug: slug.to_owned(),
            name: "Dana".to_owned(),
            brand: Brand {
                name: "Acme".to_owned(),
                colour: "#0B6B4F".to_owned(),
                mark: "A".to_owned(),
            },
            currency: currency.to_owned(),
            time_zone: zone.to_owned(),
            odds_format: OddsFormat::American,
            operator_login: "Dana".to_owned(),
            week_starts: None,
            day_cutoff: None,
        }
    }

    #[test]
    fn a_book_begins_with_usual_days_and_rules() {
        let open = checked(&request("acme", "America/New_York", "USD")).expect("a book");
        assert_eq!((open.calendar.day_cutoff_minutes, open.calendar.first_weekday), (180, 2));
        assert_eq!((open.root_login.as_str(), open.brand.colour.as_str()), ("dana", "#0b6b4f"));
    }

    #[test]
    fn a_book_that_cannot_be_opened_is_told_every_reason() {
        let problem = checked(&request("platform", "Mars/Base", "usd")).expect_err("refused");
        let fields: Vec<&str> =
            problem.shape.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["slug", "currency", "time_zone"]);
    }
}

//! The book a page belongs to: brand, calendar, house rules.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::jurisdiction::CareRules;
use domain::register::{parse_colour, parse_name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::directory::OpenedBook;
use crate::intent::Intent;
use crate::principal::{Principal, Visited};
use crate::problem::{Faults, Problem};
use crate::shape::money::Money;
use crate::shape::time::{Time, clock_text};
use crate::shape::word::{BookStatus, OddsFormat, Role, Rounding};
use crate::state::ApiState;

/// How an operator presents itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brand {
    /// Display name.
    #[schema(max_length = 80)]
    pub(crate) name: String,
    /// The one colour the screens derive theirs from.
    #[schema(example = "#0b6b4f")]
    pub(crate) colour: String,
    /// One or two letters that stand for a logo.
    pub(crate) mark: String,
}

impl Brand {
    pub(crate) fn of(brand: &domain::book::Brand) -> Brand {
        let domain::book::Brand { name, colour, mark } = brand.clone();
        Brand { name, colour, mark }
    }
}

/// The house rules in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HouseRules {
    /// Rises with each change; a ticket keeps the version it was accepted under.
    pub(crate) version: i32,
    pub(crate) rounding: Rounding,
    pub(crate) min_risk: Money,
    pub(crate) max_risk: Money,
    pub(crate) max_win: Money,
    /// The most one wager can return: the largest risk and the largest win.
    pub(crate) max_payout: Money,
    pub(crate) max_legs: i32,
    /// Betting ends this many seconds before the announced start.
    pub(crate) cutoff_seconds: i32,
}

/// A login of a demonstration.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DemoLogin {
    pub(crate) role: Role,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// What a demonstration tells everybody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Demo {
    /// Seconds of the book's clock in one real second.
    pub(crate) speed: u32,
    pub(crate) logins: Vec<DemoLogin>,
}

/// Where players turn to, and what they acknowledge when they sign up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Care {
    /// Where players complain; empty where it is not set.
    pub(crate) complaint_contact: String,
    /// The regulator's page; empty where it is not set.
    pub(crate) regulator_link: String,
    /// Who helps those who cannot stop; empty where it is not set.
    pub(crate) help_contact: String,
    /// To be acknowledged when signing up: the account is not shared, play is monitored, what is
    /// told is accurate. Empty asks for nothing.
    pub(crate) acknowledgement_version: String,
}

impl Care {
    fn of(rules: &CareRules) -> Care {
        Care {
            complaint_contact: rules.complaint_contact.clone(),
            regulator_link: rules.regulator_link.clone(),
            help_contact: rules.help_contact.clone(),
            acknowledgement_version: rules.acknowledgement_version.clone(),
        }
    }
}

/// A book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Book {
    /// Its name in addresses.
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) status: BookStatus,
    pub(crate) brand: Brand,
    /// Currency code of all its money.
    pub(crate) currency: String,
    pub(crate) odds_format: OddsFormat,
    /// IANA name of the zone in which its days are counted.
    pub(crate) time_zone: String,
    /// First day of its weeks, in lower case: `tuesday`.
    pub(crate) week_starts: String,
    /// When its business day ends on the next civil day: `03:00`.
    pub(crate) day_cutoff: String,
    pub(crate) house_rules: HouseRules,
    /// Years of age from which one may play.
    pub(crate) minimum_age: i32,
    /// The terms and the privacy notice in force, to be accepted when signing up; empty: none.
    pub(crate) terms_version: String,
    pub(crate) privacy_version: String,
    pub(crate) care: Care,
    pub(crate) now: Time,
    #[schema(required = true)]
    pub(crate) demo: Option<Demo>,
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Book {
    /// The shape of an opened book.
    pub(crate) fn of(state: &ApiState, opened: &OpenedBook) -> Book {
        let (book, rules) = (&opened.book, &opened.rules);
        let calendar = &book.calendar;
        let minutes = calendar.day_cutoff_minutes;
        let weekday = usize::try_from(calendar.first_weekday - 1).ok();
        let money = |amount| opened.currency.of(amount);
        Book {
            slug: book.slug.clone(),
            name: book.brand.name.clone(),
            status: book.status.into(),
            brand: Brand::of(&book.brand),
            currency: book.currency.clone(),
            odds_format: book.odds_format.into(),
            time_zone: calendar.zone.clone(),
            week_starts: weekday.and_then(|day| WEEKDAYS.get(day)).unwrap_or(&"").to_string(),
            day_cutoff: clock_text(minutes),
            house_rules: HouseRules {
                version: rules.version,
                rounding: rules.rounding.into(),
                min_risk: money(rules.min_risk),
                max_risk: money(rules.max_risk),
                max_win: money(rules.max_win),
                max_payout: money(rules.max_risk + rules.max_win),
                max_legs: rules.max_legs,
                cutoff_seconds: rules.cutoff_seconds,
            },
            minimum_age: opened.jurisdiction.identity.minimum_age,
            terms_version: opened.jurisdiction.identity.terms_version.clone(),
            privacy_version: opened.jurisdiction.identity.privacy_version.clone(),
            care: Care::of(&opened.jurisdiction.care),
            now: Time(state.now()),
            demo: demo_of(state, &book.slug),
        }
    }
}

fn demo_of(state: &ApiState, slug: &str) -> Option<Demo> {
    let sheet = state.settings.demo.as_ref()?;
    let logins = sheet.logins.get(slug).into_iter().flatten().map(|one| DemoLogin {
        role: one.role.into(),
        login: one.login.clone(),
        password: one.password.clone(),
    });
    Some(Demo { speed: sheet.speed, logins: logins.collect() })
}

/// The book that the request names.
#[utoipa::path(get, path = "/v1/book", tag = "book", responses((status = 200, body = Book)))]
pub(crate) async fn get_book(
    State(state): State<ApiState>,
    Visited(opened): Visited,
) -> Json<Book> {
    Json(Book::of(&state, &opened))
}

/// How the operator presents itself; everything else of a book is fixed when it is opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateBook {
    pub(crate) brand: Brand,
    pub(crate) odds_format: OddsFormat,
}

/// Changes brand and odds format of the book.
#[utoipa::path(patch, path = "/v1/book", tag = "book", request_body = UpdateBook,
    responses((status = 200, body = Book)))]
pub(crate) async fn update_book(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(update): Body<UpdateBook>,
) -> Result<Json<Book>, Problem> {
    let mut faults = Faults::default();
    let Brand { name, colour, mark } = update.brand;
    faults.take(parse_name("brand.name", &name));
    faults.take(parse_colour("brand.colour", &colour));
    faults.take(parse_name("brand.mark", &mark));
    faults.finish()?;
    let brand = domain::book::Brand { name, colour, mark };
    let action = Action::ChangeBook { brand, odds_format: update.odds_format.into() };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    let book = principal.book.id();
    state.directory.forget_book(book);
    let opened = state.opened(book).await?.ok_or_else(|| Problem::not_found("book"))?;
    Ok(Json(Book::of(&state, &opened)))
}

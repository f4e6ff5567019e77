//! Refusals as `application/problem+json` (RFC 9457), and the one table of their codes: status and
//! title. What people and programs are told stands apart from what is logged.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::port::StoreError;
use desk::receipt::DeskError;
use domain::register::name_of;
use domain::rejection::{LimitMet, LimitOwner, Rejection};
use serde::Serialize;
use utoipa::ToSchema;

use crate::resource::quote::Quote;
use crate::shape::money::{Currency, Money};

/// The limit a request met.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Limit {
    /// Stable name, such as `max_risk`.
    pub(crate) name: String,
    /// Who set it: `player`, `book` or `fixture`.
    pub(crate) owner: String,
    /// The limit itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) amount: Option<Money>,
    /// The amount that would pass, in the terms of the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) possible: Option<Money>,
}

/// One field that broke its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Path of the field, such as `legs[1].market_id`.
    pub(crate) field: String,
    /// Stable code.
    pub(crate) code: String,
    /// What was wrong, for people.
    pub(crate) detail: String,
}

/// A refusal or an error. `code` is stable and never translated; `detail` is for people.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemShape {
    /// `urn:perhead:problem:` and the code.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What the code means, the same for every problem of it.
    pub(crate) title: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// The stable code.
    pub(crate) code: &'static str,
    /// What was wrong.
    pub(crate) detail: String,
    /// The field it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) field: Option<String>,
    /// The limit it met.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) limit: Option<Limit>,
    /// Every field that broke its rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldError>,
    /// With `price_changed`: what the same wager is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, no_recursion)]
    pub(crate) quote: Option<Box<Quote>>,
    /// Names this answer in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) correlation_id: Option<String>,
}

/// A problem on its way out: what is told outside, and what is not.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// What is told outside.
    pub(crate) shape: Box<ProblemShape>,
    /// Seconds after which asking again makes sense.
    pub(crate) retry_after: Option<u64>,
    /// What the log is told beside the detail.
    pub(crate) cause: Option<String>,
}

/// One row of the table of codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeRow {
    /// The stable code.
    pub(crate) code: &'static str,
    /// Its status.
    pub(crate) status: u16,
    /// What it means.
    pub(crate) title: &'static str,
}

macro_rules! table {
    ($($code:literal $status:literal $title:literal;)+) => {
        /// Every code there is, refusals of the domain first, in their order of precedence.
        pub(crate) const TABLE: &[CodeRow] =
            &[$(CodeRow { code: $code, status: $status, title: $title }),+];
    };
}

table! {
    "not_permitted" 403 "You may not do this here.";
    "not_found" 404 "There is no such thing in this book.";
    "book_suspended" 409 "The book is suspended.";
    "field_missing" 422 "A needed field is empty.";
    "field_too_long" 422 "A field is too long.";
    "field_invalid" 422 "A field breaks its rule.";
    "amount_invalid" 422 "The amount cannot be taken.";
    "already_exists" 409 "The name is taken.";
    "wrong_state" 409 "The state of this does not allow it.";
    "conflict_of_interest" 403 "You have an interest in the outcome.";
    "bad_credentials" 401 "Login or password is wrong.";
    "locked_out" 429 "Too many failed logins: try again later.";
    "second_factor_required" 403 "The second factor is needed for this.";
    "invitation_invalid" 410 "The invitation is unknown, used or expired.";
    "member_not_active" 403 "The account is not active.";
    "fraud_hold" 403 "The account is held while fraud is suspected.";
    "person_barred" 403 "The person must not play.";
    "under_age" 422 "Too young to play here.";
    "duplicate_person" 409 "Another open account belongs to the same person.";
    "identity_unverified" 403 "The identity must be verified first.";
    "terms_not_accepted" 403 "The terms in force must be accepted first.";
    "protection_page_missing" 403 "Wagers wait until the page about protection is complete.";
    "not_a_player" 422 "Only players have money and bets.";
    "method_closed" 422 "This payment method is not offered this way.";
    "below_min_amount" 422 "Below the smallest amount.";
    "above_max_amount" 422 "Above the largest amount.";
    "too_often" 422 "More often than is allowed in this time.";
    "outside_window" 422 "Payouts can be asked for at other times of the week.";
    "too_early" 409 "Its time has not come.";
    "rollover_open" 422 "Deposits must be wagered first.";
    "refund_first" 422 "What was paid in goes back the same way first.";
    "own_approval" 403 "Somebody else must approve this.";
    "approval_needed" 422 "This needs a request that somebody else approves.";
    "credit_prohibited" 422 "The law here forbids credit.";
    "application_needed" 422 "More credit takes an application.";
    "above_branch_credit" 422 "Above what the branch may give in credit.";
    "self_excluded" 403 "This player is excluded from play.";
    "time_out" 403 "This player takes a time-out.";
    "above_deposit_limit" 422 "Above the player's deposit limit.";
    "betting_suspended" 409 "Betting is suspended.";
    "leg_count" 422 "Too few or too many selections for this wager.";
    "duplicate_leg" 422 "The same selection stands twice.";
    "wager_type_closed" 422 "The house does not take this type of wager on these terms.";
    "same_fixture_legs" 422 "These selections of one fixture do not go together.";
    "fixture_started" 422 "Betting on this fixture is over.";
    "fixture_closed" 422 "The fixture is not open for wagers.";
    "market_closed" 422 "The market takes no wagers now.";
    "selection_unknown" 422 "The selection is not offered.";
    "selection_closed" 422 "The selection takes no wagers now.";
    "card_leg" 422 "The card does not take this selection.";
    "points_closed" 422 "The house sells no such points on this selection.";
    "circled" 422 "A circled fixture takes straight wagers only.";
    "price_changed" 409 "The line moved since it was shown.";
    "below_min_risk" 422 "Below the smallest risk.";
    "above_max_risk" 422 "Above the largest risk.";
    "above_max_win" 422 "Above the largest win.";
    "above_max_payout" 422 "Above the largest payout.";
    "above_market_limit" 422 "With what was taken on the market, above its limit.";
    "above_fixture_limit" 422 "With what was taken on the fixture, above its limit.";
    "above_day_limit" 422 "With what was taken today, above the day's limit.";
    "above_loss_limit" 422 "Above the player's loss limit.";
    "above_stake_limit" 422 "Above the player's stake limit.";
    "free_play_closed" 422 "Free play is not for this wager.";
    "insufficient_funds" 422 "More than is available.";
    "duplicate_wager" 409 "The same wager was placed a moment ago.";
    "limit_looser" 422 "Looser than a limit set further up.";
    "result_unconfirmed" 409 "The score reports differ or there is none.";
    "result_known" 409 "The result is known: bets can no longer be ended.";
    "cancel_too_late" 409 "The wager can no longer be taken back.";
    "claim_too_late" 409 "The settlement can no longer be disputed.";
    "week_not_over" 409 "The week has not ended.";
    "proof_needed" 403 "Prove again who you are: password or code.";
    "view_only" 403 "Whoever looks as somebody changes nothing.";
    "not_signed_in" 401 "Sign in first.";
    "signature_invalid" 401 "The signature does not fit.";
    "cross_site" 403 "The request came from another site.";
    "csrf_failed" 403 "The CSRF token is missing or wrong.";
    "malformed_json" 400 "The body is no JSON.";
    "unsupported_media_type" 415 "The body must be application/json.";
    "body_too_large" 413 "The body is too large.";
    "method_not_allowed" 405 "This address does not take this method.";
    "key_missing" 400 "This request needs an Idempotency-Key.";
    "key_invalid" 400 "The Idempotency-Key is no UUID.";
    "key_reused" 422 "The Idempotency-Key was used for another request.";
    "key_in_flight" 409 "A request under this Idempotency-Key is being decided.";
    "too_many_requests" 429 "Too many requests: slow down.";
    "too_many_streams" 429 "Too many live streams of this session.";
    "busy" 503 "Too much waits already: try again shortly.";
    "unavailable" 503 "The book cannot be reached now.";
    "outcome_unknown" 503 "The outcome is not known: ask again under the same key.";
    "timed_out" 503 "The answer took too long.";
    "internal" 500 "Something broke here.";
}

fn row(code: &str) -> CodeRow {
    let broken = CodeRow { code: "internal", status: 500, title: "Something broke here." };
    TABLE.iter().find(|row| row.code == code).copied().unwrap_or(broken)
}

impl Problem {
    /// A problem of a code of the table.
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Problem {
        let row = row(code);
        let shape = Box::new(ProblemShape {
            kind: format!("urn:perhead:problem:{}", row.code),
            title: row.title,
            status: row.status,
            code: row.code,
            detail: detail.into(),
            field: None,
            limit: None,
            errors: Vec::new(),
            quote: None,
            correlation_id: None,
        });
        Problem { shape, retry_after: None, cause: None }
    }

    /// A problem whose title says it all.
    pub(crate) fn plain(code: &'static str) -> Problem {
        Problem::new(code, row(code).title)
    }

    /// The answer for an object that is not there, or must not be seen.
    pub(crate) fn not_found(what: &str) -> Problem {
        Problem::new("not_found", format!("no such {what}"))
    }

    /// Something broke; only the log learns what.
    pub(crate) fn internal(cause: impl Into<String>) -> Problem {
        Problem::plain("internal").because(cause)
    }

    /// Tells the log more than the caller.
    pub(crate) fn because(mut self, cause: impl Into<String>) -> Problem {
        self.cause = Some(cause.into());
        self
    }

    /// Asks to try again after some seconds.
    pub(crate) fn after(mut self, seconds: u64) -> Problem {
        self.retry_after = Some(seconds);
        self
    }

    /// A single field that broke its rule.
    pub(crate) fn of_field(field: &str, code: &'static str, detail: impl Into<String>) -> Problem {
        let mut faults = Faults::default();
        faults.add(field, code, detail);
        faults.into_problem()
    }

    /// A decided refusal. Amounts are of the book's currency.
    pub(crate) fn of_rejection(rejection: &Rejection, currency: Currency) -> Problem {
        let mut told = Problem::new(rejection.code.text(), rejection.detail.clone());
        let problem = &mut told.shape;
        problem.limit = rejection.limit.map(|limit| Limit::of(limit, currency));
        problem.field = rejection.field.map(str::to_owned);
        if let Some(field) = &problem.field {
            problem.errors = vec![FieldError {
                field: field.clone(),
                code: problem.code.to_owned(),
                detail: problem.detail.clone(),
            }];
        }
        told
    }
}

impl Limit {
    fn of(limit: LimitMet, currency: Currency) -> Limit {
        Limit {
            name: limit.name.to_owned(),
            owner: name_of(&LimitOwner::ALL, limit.owner).to_owned(),
            amount: Some(currency.of(limit.amount)),
            possible: Some(currency.of(limit.possible)),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match error {
            StoreError::Retry(_) | StoreError::Held(_) => Problem::plain("busy").after(1),
            StoreError::Unavailable(cause) | StoreError::Failed(cause) => {
                Problem::plain("unavailable").because(cause).after(2)
            }
            StoreError::Corrupt(cause) => Problem::internal(cause),
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Problem {
        let told = |code, cause: String| Problem::plain(code).because(cause);
        match error {
            DeskError::Busy => Problem::plain("busy").after(1),
            DeskError::KeyReused => Problem::plain("key_reused"),
            DeskError::InFlight => Problem::plain("key_in_flight").after(1),
            DeskError::Unavailable(cause) => told("unavailable", cause).after(2),
            DeskError::Unknown(cause) => told("outcome_unknown", cause).after(1),
            DeskError::Broken(cause) => Problem::internal(cause),
        }
    }
}

/// The problem travels beside an empty body; the outermost layer writes it out with its
/// correlation id and tells the log.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.shape.status);
        let mut response = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Fields that broke their rules, gathered so that all are told at once.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<(FieldError, &'static str)>,
}

impl Faults {
    /// Notes a broken rule.
    pub(crate) fn add(&mut self, field: &str, code: &'static str, detail: impl Into<String>) {
        let (field, detail) = (field.to_owned(), detail.into());
        self.found.push((FieldError { field, code: code.to_owned(), detail }, code));
    }

    /// Takes a parsed value, or notes why there is none.
    pub(crate) fn take<T>(&mut self, parsed: Result<T, Rejection>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(rejection) => {
                let field = rejection.field.unwrap_or_default();
                self.add(field, rejection.code.text(), rejection.detail);
                None
            }
        }
    }

    /// Refuses if anything was noted.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.found.is_empty() { Ok(()) } else { Err(self.into_problem()) }
    }

    fn into_problem(self) -> Problem {
        let first = self.found.first().cloned();
        let code = first.as_ref().map_or("field_invalid", |(_, code)| *code);
        let detail = match (&first, self.found.len()) {
            (Some((error, _)), 1) => error.detail.clone(),
            (_, count) => format!("{count} fields break their rules"),
        };
        let mut problem = Problem::new(code, detail);
        problem.shape.field = first.map(|(error, _)| error.field);
        problem.shape.errors = self.found.into_iter().map(|(error, _)| error).collect();
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Money as Amount;
    use domain::rejection::Code;

    #[test]
    fn every_code_of_the_domain_has_a_status_and_stands_in_its_order() {
        let ours: Vec<&str> = TABLE.iter().map(|row| row.code).take(Code::ALL.len()).collect();
        let theirs: Vec<&str> = Code::ALL.iter().map(|(_, text)| *text).collect();
        assert_eq!(ours, theirs);
        for (place, row) in TABLE.iter().enumerate() {
            assert!(TABLE[..place].iter().all(|earlier| earlier.code != row.code), "{}", row.code);
            assert!(StatusCode::from_u16(row.status).is_ok_and(|s| s.as_u16() >= 400));
        }
    }

    #[test]
    fn the_table_stands_in_the_guide() {
        let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/API.md");
        let guide = std::fs::read_to_string(guide).expect("the guide");
        let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
        for row in TABLE {
            let line = format!("| `{}` | {} | {} |", row.code, row.status, row.title);
            assert!(rows.contains(&line.as_str()), "docs/API.md lacks: {line}");
        }
    }

    #[test]
    fn a_limit_tells_whose_it_is_and_what_would_pass() {
        let limit = LimitMet {
            name: "max_risk",
            owner: LimitOwner::Fixture,
            amount: Amount(25_000),
            possible: Amount(25_000),
        };
        let rejection = Rejection::of_limit(Code::AboveMaxRisk, limit);
        let usd = Currency::parse("USD").expect("a code");
        let text =
            serde_json::to_value(Problem::of_rejection(&rejection, usd).shape).expect("prints");
        assert_eq!(text["status"], 422);
        assert_eq!(text["type"], "urn:perhead:problem:above_max_risk");
        assert_eq!(text["limit"]["owner"], "fixture");
        assert_eq!(text["limit"]["possible"]["amount"], 25_000);
        assert!(text.get("field").is_none() && text.get("quote").is_none());
    }

    #[test]
    fn all_fields_are_told_at_once() {
        let mut faults = Faults::default();
        faults.add("login", "field_missing", "login must not be empty");
        faults.add("name", "field_too_long", "name must be at most 80 characters");
        let problem = faults.finish().expect_err("two faults");
        let shape = problem.shape;
        assert_eq!((shape.code, shape.field.as_deref()), ("field_missing", Some("login")));
        assert_eq!(shape.errors.len(), 2);
        assert!(Faults::default().finish().is_ok());
    }

    #[test]
    fn what_broke_inside_is_not_told_outside() {
        let problem = Problem::from(DeskError::Broken("secret".to_owned()));
        assert_eq!(problem.shape.status, 500);
        assert!(!serde_json::to_string(&problem.shape).expect("prints").contains("secret"));
        assert_eq!(Problem::from(DeskError::Busy).retry_after, Some(1));
        assert_eq!(Problem::from(DeskError::Unknown(String::new())).shape.code, "outcome_unknown");
    }
}

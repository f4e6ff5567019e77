//! Signing up with a code, and giving codes out.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::command::{self as commands, Action, Actor, Command};
use domain::identity::SignupCode;
use domain::register::parse_login;
use serde::{Deserialize, Serialize};
use tokio::time::Instant as Mono;
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::password::weakness;
use crate::principal::{Caller, Principal, Visited};
use crate::problem::{Faults, Problem};
use crate::resource::identity::{Documents, PersonDetails, submit};
use crate::resource::member::amount;
use crate::shape::id::MemberRef;
use crate::shape::money::Money;
use crate::shape::time::Time;
use crate::shape::word::PlaySpan;
use crate::state::ApiState;

/// Somebody who signs up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registration {
    /// The code that an agent or operator gave out.
    pub(crate) code: String,
    pub(crate) login: String,
    pub(crate) password: String,
    /// `born` is needed.
    pub(crate) person: PersonDetails,
    /// The versions in force as `/v1/book` tells them; empty where there are none.
    #[schema(max_length = 80)]
    pub(crate) terms_version: String,
    #[schema(max_length = 80)]
    pub(crate) privacy_version: String,
    /// The version of `care` that `/v1/book` tells: the account is not shared, play is monitored,
    /// what is told is accurate. Empty where there is none.
    #[schema(max_length = 80)]
    pub(crate) acknowledgement_version: String,
    /// A limit on one's own deposits from the first one on.
    #[schema(nullable = false)]
    pub(crate) deposit_limit: Option<FirstLimit>,
}

/// A limit that somebody sets when signing up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstLimit {
    pub(crate) span: PlaySpan,
    pub(crate) amount: Money,
}

/// Somebody who signed up and waits for approval: signs in and looks, but does not bet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Registered {
    pub(crate) login: String,
}

/// A new code for signing up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateCode {
    /// 3 to 32 of `a-z 0-9 . _ -`.
    pub(crate) code: String,
    /// Below whom new players stand; oneself (staff: the root) without it.
    #[schema(nullable = false)]
    pub(crate) parent_id: Option<MemberRef>,
    #[schema(minimum = 1, maximum = 100_000)]
    pub(crate) uses_max: i32,
    #[schema(minimum = 1, maximum = 366)]
    pub(crate) days: i64,
}

/// A code for signing up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CodeShape {
    pub(crate) code: String,
    pub(crate) parent_id: MemberRef,
    pub(crate) uses_max: i32,
    pub(crate) uses: i32,
    pub(crate) expires_at: Time,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
}

/// Codes for signing up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Codes {
    pub(crate) items: Vec<CodeShape>,
}

/// Signs up with a code. The account waits for approval; it may look but not bet.
#[utoipa::path(post, path = "/v1/registrations", tag = "session", request_body = Registration,
    responses((status = 201, body = Registered)))]
pub(crate) async fn create_registration(
    State(state): State<ApiState>,
    Visited(book): Visited,
    Caller(address): Caller,
    intent: Intent,
    Body(sent): Body<Registration>,
) -> Result<(StatusCode, Json<Registered>), Problem> {
    if state.failures.is_shut(address, Mono::now()) {
        return Err(Problem::plain("too_many_requests"));
    }
    let mut faults = Faults::default();
    let login = faults.take(parse_login("login", &sent.login)).unwrap_or_default();
    if let Some(why) = weakness(&sent.password, &login) {
        faults.add("password", "field_invalid", why);
    }
    let person = sent.person.read(&Documents::of(&state), &mut faults);
    let deposit_limit = sent.deposit_limit.and_then(|limit| {
        let field = "deposit_limit.amount";
        let read = amount(&mut faults, field, Some(limit.amount), book.currency)?;
        Some((limit.span.into(), read))
    });
    faults.finish()?;
    let password_hash = state.passwords.hash(sent.password).await?;
    let action = Action::SignUp(Box::new(commands::SignUp {
        code: sent.code.trim().to_ascii_lowercase(),
        login: login.clone(),
        password_hash,
        person,
        terms_version: sent.terms_version,
        privacy_version: sent.privacy_version,
        acknowledgement_version: sent.acknowledgement_version,
        deposit_limit,
    }));
    let (key, print) = (intent.key, intent.print);
    let command = Command { book: book.id(), key, print, actor: Actor::System, action };
    let receipt = state.submit(command).await?;
    if let Err(refusal) = receipt.answer {
        // Codes and logins are not found out by trying many.
        state.failures.count(address, Mono::now());
        return Err(Problem::of_rejection(&refusal, book.currency));
    }
    Ok((StatusCode::CREATED, Json(Registered { login })))
}

/// The codes for signing up in the reader's branch.
#[utoipa::path(get, path = "/v1/signup-codes", tag = "members",
    responses((status = 200, body = Codes)))]
pub(crate) async fn list_codes(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Codes>, Problem> {
    let (book, branch) = (principal.book.id(), principal.reach());
    let found = state.read(move |views| views.signup_codes(book, branch)).await?;
    let shape = |code: &SignupCode| CodeShape {
        code: code.code.clone(),
        parent_id: code.parent.into(),
        uses_max: code.uses_max,
        uses: code.uses,
        expires_at: Time(code.expires_at),
        ended_at: code.ended_at.map(Time),
    };
    Ok(Json(Codes { items: found.iter().map(shape).collect() }))
}

/// Gives out a code with which players sign up below a member.
#[utoipa::path(post, path = "/v1/signup-codes", tag = "members", request_body = CreateCode,
    responses((status = 204)))]
pub(crate) async fn create_code(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(sent): Body<CreateCode>,
) -> Result<StatusCode, Problem> {
    let wanted = sent.parent_id.map_or(principal.reach(), |id| id.0);
    let parent = principal.subject(&state, Some(wanted)).await?.id;
    let code = SignupCode {
        code: sent.code,
        parent,
        uses_max: sent.uses_max,
        uses: 0,
        expires_at: state.now().plus_seconds(sent.days.saturating_mul(24 * 60 * 60)),
        ended_at: None,
    };
    submit(&state, &principal, intent, Action::IssueCode(Box::new(code))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a code.
#[utoipa::path(delete, path = "/v1/signup-codes/{code}", tag = "members",
    params(("code" = String, Path, description = "The code.")), responses((status = 204)))]
pub(crate) async fn delete_code(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(code): Path<String>,
) -> Result<StatusCode, Problem> {
    submit(&state, &principal, intent, Action::EndCode { code }).await?;
    Ok(StatusCode::NO_CONTENT)
}

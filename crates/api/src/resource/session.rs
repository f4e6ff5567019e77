//! Signing in and out. A wrong login and a wrong password are answered alike and cost the same
//! work; whether a login is locked is the domain's decision, and logins that do not exist are
//! counted by the same rule, so that nobody learns which exist.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::extract::State;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use domain::calendar::Instant;
use domain::command::{Action, Actor, Command, OpenSession, Outcome};
use domain::factor::Proof;
use domain::id::{BookId, MemberId};
use domain::jurisdiction::AccessRules;
use domain::member::{Login, Role as DomainRole};
use domain::register::parse_login;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use tokio::time::Instant as Mono;
use utoipa::ToSchema;

use crate::directory::OpenedBook;
use crate::intent::new_key;
use crate::principal::{Caller, Principal, Visited};
use crate::problem::Problem;
use crate::resource::member::{Member, member_card};
use crate::resource::second_factor::proved;
use crate::session_shelf::Means;
use crate::shape::time::Time;
use crate::shape::word::Permission;
use crate::state::ApiState;
use crate::token::{Token, cookie, cookie_name, token_in};

/// Most unknown logins whose failures are counted.
const STRANGERS_MAX: usize = 10_000;

/// Who wants to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// Capitals do not matter.
    pub(crate) login: String,
    /// Any characters.
    pub(crate) password: String,
    /// Of the device or a recovery code: needed where a second factor is in force, which the
    /// answer `second_factor_required` says.
    #[schema(nullable = false, max_length = 64)]
    pub(crate) code: Option<String>,
}

/// Who is signed in, and what the page needs for everything else.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    pub(crate) member: Member,
    pub(crate) permissions: Vec<Permission>,
    /// To be sent as `X-CSRF-Token` with everything but GET.
    pub(crate) csrf_token: String,
    /// The sign-in before this one: shown so that a stranger's is noticed.
    #[schema(required = true)]
    pub(crate) previous_login_at: Option<Time>,
    /// Nothing but setting up a second factor, or showing its code, is possible before that.
    pub(crate) needs_second_factor: bool,
    /// The session ends after so many seconds without a request.
    pub(crate) idle_seconds: i64,
    /// The session ends at the latest so many seconds from now, as people count them: the clock of
    /// a demonstration runs faster.
    pub(crate) ends_in_seconds: i64,
    pub(crate) now: Time,
}

/// Seconds from now, as people count them, until a session ends at the latest.
fn ends_in_seconds(state: &ApiState, expires_at: Instant) -> i64 {
    let left = expires_at.0.saturating_sub(state.now().0).max(0);
    left / Instant::SECOND / state.settings.clock_speed()
}

/// Failures of logins that do not exist, by the rule of those that do.
#[derive(Default)]
pub(crate) struct Strangers {
    tried: Mutex<HashMap<(BookId, String), Login>>,
}

impl Strangers {
    /// Counts a failure; true while the rule would lock the login, were there one.
    fn fail(&self, book: BookId, login: &str, now: Instant, access: &AccessRules) -> bool {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.len() >= STRANGERS_MAX {
            tried.clear();
        }
        let entry = tried.entry((book, login.to_owned())).or_insert_with(|| Login {
            login: login.to_owned(),
            member: MemberId(0),
            password_hash: String::new(),
            failures: 0,
            first_failure_at: now,
            locked_until: Instant(i64::MIN),
            last_login_at: None,
            code_failures: 0,
            shut_until: Instant(0),
            notices_wanted: false,
            noticed_at: now,
        });
        if now < entry.locked_until {
            return true;
        }
        entry.fail(now, access);
        false
    }
}

/// Signs in. Answers alike for an unknown login and a wrong password.
#[utoipa::path(post, path = "/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Session, headers(("Set-Cookie" = String)))))]
pub(crate) async fn create_session(
    State(state): State<ApiState>,
    Visited(book): Visited,
    Caller(address): Caller,
    headers: HeaderMap,
    crate::body::Body(sign_in): crate::body::Body<SignIn>,
) -> Result<(HeaderMap, Json<Session>), Problem> {
    if state.failures.is_shut(address, Mono::now()) {
        return Err(Problem::plain("locked_out"));
    }
    let (login, proof) = verified_login(&state, &book, address, sign_in).await?;
    let token = Token::random();
    let agent = headers.get(USER_AGENT).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let client = [&address.to_string(), agent];
    let member = open_session(&state, &book, (&login, proof), &token, client).await?;
    end_former(&state, &book, &headers).await;
    let key = (book.id(), token.hash());
    let stored = state.read(move |views| views.session(key.0, key.1)).await?;
    let Some((session, row)) = stored else {
        return Err(Problem::internal("a session was opened and is not there"));
    };
    let rules = &book.jurisdiction.access;
    state.sessions.learn(key, (&session, Means::Browser), row.clone(), Mono::now());
    state.sessions.remember_previous(&key, login.last_login_at);
    let slug = &book.book.slug;
    let secure = state.settings.secure_cookies;
    let set = cookie(slug, secure, Some((&token, rules.session_seconds(row.role))));
    let body = Session {
        member: member_card(&state, &book, member).await?,
        permissions: row.permissions.list().into_iter().map(Permission::from).collect(),
        csrf_token: token.csrf(),
        previous_login_at: login.last_login_at.map(Time),
        needs_second_factor: rules.asks_second_factor(row.role) && !session.second_factor,
        idle_seconds: rules.idle_seconds(row.role),
        ends_in_seconds: ends_in_seconds(&state, session.expires_at),
        now: Time(state.now()),
    };
    Ok((set_cookie(&set)?, Json(body)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/session", tag = "session",
    responses((status = 200, body = Session)))]
pub(crate) async fn get_session(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Session>, Problem> {
    let member = member_card(&state, &principal.book, principal.member.id).await?;
    let permissions = principal.member.permissions.list();
    let needs_second_factor = principal.lacks_second_factor();
    Ok(Json(Session {
        member,
        permissions: permissions.into_iter().map(Permission::from).collect(),
        csrf_token: principal.token.csrf(),
        previous_login_at: principal.previous_login_at.map(Time),
        needs_second_factor,
        idle_seconds: principal.book.jurisdiction.access.idle_seconds(principal.member.role),
        ends_in_seconds: ends_in_seconds(&state, principal.expires_at),
        now: Time(state.now()),
    }))
}

/// Signs out: the session ends on the server, and the cookie is taken back.
#[utoipa::path(delete, path = "/v1/session", tag = "session", responses((status = 204)))]
pub(crate) async fn delete_session(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<(StatusCode, HeaderMap), Problem> {
    end(&state, &principal.book, &principal.token).await?;
    Ok((StatusCode::NO_CONTENT, signed_out(&state, &principal.book)?))
}

/// Takes the cookie of a session back.
pub(crate) fn signed_out(state: &ApiState, book: &OpenedBook) -> Result<HeaderMap, Problem> {
    set_cookie(&cookie(&book.book.slug, state.settings.secure_cookies, None))
}

fn set_cookie(text: &str) -> Result<HeaderMap, Problem> {
    let broken = |_| Problem::internal("a cookie that is no header");
    let value = HeaderValue::from_str(text).map_err(broken)?;
    Ok([(SET_COOKIE, value)].into_iter().collect())
}

/// The login row with what was proved, once password and code fit. The work is the same whether the
/// login exists or not. A lock is opened by both factors together.
async fn verified_login(
    state: &ApiState,
    book: &OpenedBook,
    address: IpAddr,
    sign_in: SignIn,
) -> Result<(Login, Proof), Problem> {
    let SignIn { login: typed, password, code } = sign_in;
    let name = parse_login("login", &typed).unwrap_or_default();
    let (id, wanted) = (book.id(), name.clone());
    let known = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Login(wanted.clone())], &mut working)?;
        let Some(login) = working.login(wanted).cloned() else { return Ok(None) };
        views.load(id, &[Key::SecondFactor(login.member)], &mut working)?;
        let factor = working.second_factor(login.member).filter(|one| one.is_in_force());
        Ok(Some((login, factor.cloned())))
    });
    let (known, factor) = known.await?.unzip();
    let factor = factor.flatten();
    let hash = known.as_ref().map(|login| login.password_hash.clone());
    let fits = state.passwords.verify(password, hash).await?;
    let now = state.now();
    if known.as_ref().is_some_and(|login| login.is_shut(now)) {
        state.failures.count(address, Mono::now());
        return Err(Problem::plain("locked_out"));
    }
    let by_code = fits && factor.is_some() && code.is_some();
    let locked = match &known {
        Some(login) => now < login.locked_until,
        None => state.strangers.fail(id, &name, now, &book.jurisdiction.access),
    };
    let proof = match (&factor, &code) {
        (None, _) if !locked => Some(Proof::Password),
        (None, _) => None,
        (Some(_), None) if fits && !locked => return Err(Problem::plain("second_factor_required")),
        (Some(_), None) => None,
        (Some(factor), Some(code)) => proved(state, id, factor, code),
    };
    if let (Some(login), Some(proof), true) = (known, proof, fits) {
        return Ok((login, proof));
    }
    // While only both together open the login, codes beside the right password go on counting.
    if !locked || by_code {
        fail(state, book, (&name, by_code), address).await?;
    } else {
        state.failures.count(address, Mono::now());
    }
    Err(Problem::plain(if locked { "locked_out" } else { "bad_credentials" }))
}

/// Counts a wrong password or code against the login and the address.
pub(crate) async fn fail_login(
    state: &ApiState,
    book: &OpenedBook,
    login: &str,
    address: IpAddr,
) -> Result<(), Problem> {
    fail(state, book, (login, false), address).await
}

async fn fail(
    state: &ApiState,
    book: &OpenedBook,
    (login, by_code): (&str, bool),
    address: IpAddr,
) -> Result<(), Problem> {
    state.failures.count(address, Mono::now());
    let (login, address) = (login.to_owned(), address.to_string());
    let action = Action::FailLogin { login, address, by_code };
    state.submit(system(book, state.now(), action)).await?;
    Ok(())
}

fn system(book: &OpenedBook, now: Instant, action: Action) -> Command {
    Command { book: book.id(), key: new_key(now), print: 0, actor: Actor::System, action }
}

async fn open_session(
    state: &ApiState,
    book: &OpenedBook,
    (login, proof): (&Login, Proof),
    token: &Token,
    [address, agent]: [&str; 2],
) -> Result<MemberId, Problem> {
    let (id, member) = (book.id(), login.member);
    let row = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Member(member)], &mut working)?;
        Ok(working.member(member).cloned())
    });
    let role = row.await?.map_or(DomainRole::Staff, |member| member.role);
    let now = state.now();
    // Lifetimes are for people: in a demonstration the book's clock runs faster than theirs.
    let seconds = book.jurisdiction.access.session_seconds(role);
    let seconds = seconds.saturating_mul(state.settings.clock_speed());
    let action = Action::OpenSession(Box::new(OpenSession {
        login: login.login.clone(),
        token: token.hash(),
        expires_at: now.plus_seconds(seconds),
        address: address.to_owned(),
        agent: agent.to_owned(),
        proof,
    }));
    let receipt = state.submit(system(book, now, action)).await?;
    match receipt.answer {
        Ok(Outcome::Member(member)) => Ok(member),
        Ok(other) => Err(Problem::internal(format!("a session answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, book.currency)),
    }
}

/// Ends the session the browser held before: a sign-in never leaves an older one behind.
async fn end_former(state: &ApiState, book: &OpenedBook, headers: &HeaderMap) {
    let name = cookie_name(&book.book.slug, state.settings.secure_cookies);
    if let Some(former) = token_in(headers, &name)
        && let Err(problem) = end(state, book, &former).await
    {
        tracing::warn!(code = problem.shape.code, "the former session could not be ended");
    }
}

async fn end(state: &ApiState, book: &OpenedBook, token: &Token) -> Result<(), Problem> {
    let action = Action::EndSession { token: token.hash() };
    // An unknown session is refused, which is as good as ended.
    state.submit(system(book, state.now(), action)).await?;
    state.sessions.forget(&(book.id(), token.hash()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::jurisdiction::Jurisdiction;

    #[test]
    fn unknown_logins_lock_like_known_ones() {
        let (strangers, start) = (Strangers::default(), Instant(0));
        let access = Jurisdiction::standard(BookId(1)).access;
        let fail = |book, login, at| strangers.fail(BookId(book), login, at, &access);
        for _ in 0..access.lockout_failures {
            assert!(!fail(1, "nobody", start));
        }
        assert!(fail(1, "nobody", start));
        assert!(!fail(2, "nobody", start));
        assert!(!fail(1, "other", start));
        assert!(!fail(1, "nobody", start.plus_seconds(access.lockout_seconds)));
    }
}

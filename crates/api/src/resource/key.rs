//! Devices, keys of programs, and looking as somebody.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::calendar::Instant;
use domain::command::Action;
use domain::id::{MemberId, TokenHash};
use domain::key::{ApiKey, VIEW_SECONDS_MAX};
use domain::member::{Member, Session};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::member::{permissions_of, words};
use crate::shape::id::MemberRef;
use crate::shape::time::Time;
use crate::shape::word::{KeyKind, Permission};
use crate::state::ApiState;
use crate::token::{Token, hex};

/// A device that is or was signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Device {
    /// Names the session; it is no secret.
    pub(crate) id: String,
    pub(crate) opened_at: Time,
    pub(crate) expires_at: Time,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
    pub(crate) address: String,
    /// What the browser calls itself.
    pub(crate) agent: String,
    /// The device that asks.
    pub(crate) is_this: bool,
}

/// Devices, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Devices {
    pub(crate) items: Vec<Device>,
}

/// Whose devices or keys.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwnerQuery {
    /// Oneself without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
}

/// A key; its secret is never shown again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct KeyShape {
    /// Names the key; it is no secret.
    pub(crate) id: String,
    pub(crate) kind: KeyKind,
    /// What a program's key is called, or why somebody looks.
    pub(crate) name: String,
    pub(crate) scopes: Vec<Permission>,
    pub(crate) issued_by: MemberRef,
    pub(crate) issued_at: Time,
    pub(crate) expires_at: Time,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
}

/// Keys, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Keys {
    pub(crate) items: Vec<KeyShape>,
}

/// A new key for a program.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateKey {
    #[schema(max_length = 80)]
    pub(crate) name: String,
    /// What it may do: some of the own rights.
    #[schema(min_items = 1)]
    pub(crate) scopes: Vec<Permission>,
    /// 1 to 366 days from now.
    #[schema(minimum = 1, maximum = 366)]
    pub(crate) days: i64,
}

/// Whom to look as, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateView {
    pub(crate) member_id: MemberRef,
    /// Stands in the log of the book.
    #[schema(max_length = 80)]
    pub(crate) reason: String,
}

/// A key with its secret, shown once: send it as `Authorization: Bearer <secret>`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct KeyCreated {
    pub(crate) secret: String,
    pub(crate) expires_at: Time,
}

impl Device {
    /// A session of `member`, as the session `asking` sees it.
    pub(crate) fn of(one: &Session, member: &Member, asking: TokenHash) -> Device {
        let over = one.opened_at < member.sessions_from;
        let ended_at = one.ended_at.or(over.then_some(member.sessions_from));
        Device {
            id: hex(&one.token.0),
            opened_at: Time(one.opened_at),
            expires_at: Time(one.expires_at),
            ended_at: ended_at.map(Time),
            address: one.address.clone(),
            agent: one.agent.clone(),
            is_this: one.token == asking,
        }
    }
}

impl KeyShape {
    fn of(key: &ApiKey) -> KeyShape {
        KeyShape {
            id: hex(&key.token.0),
            kind: key.kind.into(),
            name: key.name.clone(),
            scopes: words(key.scopes),
            issued_by: key.issued_by.into(),
            issued_at: Time(key.issued_at),
            expires_at: Time(key.expires_at),
            ended_at: key.ended_at.map(Time),
        }
    }
}

/// The hash that an id names.
fn hash_of(id: &str) -> Result<TokenHash, Problem> {
    // An id has the form of a secret: the hash it was made of.
    let unknown = || Problem::not_found("object");
    Token::parse(id).map(|token| TokenHash(token.bytes())).ok_or_else(unknown)
}

async fn submit(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    action: Action,
) -> Result<(), Problem> {
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    Ok(())
}

/// The devices a member signed in with, newest first.
#[utoipa::path(get, path = "/v1/sessions", tag = "session", params(OwnerQuery),
    responses((status = 200, body = Devices)))]
pub(crate) async fn list_sessions(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<OwnerQuery>,
) -> Result<Json<Devices>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?;
    let (book, id) = (principal.book.id(), member.id);
    let found = state.read(move |views| views.sessions(book, id)).await?;
    let device = |one: &Session| Device::of(one, &member, principal.session.1);
    Ok(Json(Devices { items: found.iter().map(device).collect() }))
}

/// Signs one of the own devices out.
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "session",
    params(("id" = String, Path, description = "The session.")), responses((status = 204)))]
pub(crate) async fn delete_session_of(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    end(&state, &principal, intent, &id, |token| Action::EndSession { token }).await
}

/// Ends every session and key of a member at once, the own ones without `member_id`.
#[utoipa::path(delete, path = "/v1/sessions", tag = "session", params(OwnerQuery),
    responses((status = 204)))]
pub(crate) async fn delete_sessions(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Query(query): Query<OwnerQuery>,
) -> Result<StatusCode, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    submit(&state, &principal, intent, Action::EndSessions { member }).await?;
    state.sessions.doubt(principal.book.id(), member);
    Ok(StatusCode::NO_CONTENT)
}

/// The keys that act or look as a member, newest first.
#[utoipa::path(get, path = "/v1/api-keys", tag = "session", params(OwnerQuery),
    responses((status = 200, body = Keys)))]
pub(crate) async fn list_keys(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<OwnerQuery>,
) -> Result<Json<Keys>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    let book = principal.book.id();
    let found = state.read(move |views| views.api_keys(book, member)).await?;
    Ok(Json(Keys { items: found.iter().map(KeyShape::of).collect() }))
}

/// Issues a key with which a program acts for oneself, within its scopes. The secret is shown
/// once; a repeated request is refused, because it could not be shown again.
#[utoipa::path(post, path = "/v1/api-keys", tag = "session", request_body = CreateKey,
    responses((status = 201, body = KeyCreated)))]
pub(crate) async fn create_key(
    State(state): State<ApiState>,
    principal: Principal,
    Body(create): Body<CreateKey>,
) -> Result<(StatusCode, Json<KeyCreated>), Problem> {
    let secret = Token::random();
    let expires_at = state.now().plus_seconds(create.days.saturating_mul(24 * 60 * 60));
    let scopes = permissions_of(&create.scopes);
    let action = Action::IssueKey { token: secret.hash(), name: create.name, scopes, expires_at };
    issued(&state, &principal, secret, expires_at, action).await
}

/// Begins to look as a member of the own branch: what that member sees, for half an hour, with
/// nothing that can be changed. The reason stands in the log.
#[utoipa::path(post, path = "/v1/views", tag = "session", request_body = CreateView,
    responses((status = 201, body = KeyCreated)))]
pub(crate) async fn create_view(
    State(state): State<ApiState>,
    principal: Principal,
    Body(create): Body<CreateView>,
) -> Result<(StatusCode, Json<KeyCreated>), Problem> {
    let member: MemberId = principal.subject(&state, Some(create.member_id.0)).await?.id;
    let secret = Token::random();
    let expires_at = state.now().plus_seconds(VIEW_SECONDS_MAX);
    let token = secret.hash();
    let action = Action::IssueView { token, member, reason: create.reason, expires_at };
    issued(&state, &principal, secret, expires_at, action).await
}

/// Ends what a secret opens, here at once and not only when its row is read again.
async fn end(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    id: &str,
    action: impl FnOnce(TokenHash) -> Action,
) -> Result<StatusCode, Problem> {
    let token = hash_of(id)?;
    submit(state, principal, intent, action(token)).await?;
    state.sessions.forget(&(principal.book.id(), token));
    Ok(StatusCode::NO_CONTENT)
}

/// Every secret is another one, so each request is an intent of its own.
async fn issued(
    state: &ApiState,
    principal: &Principal,
    secret: Token,
    expires_at: Instant,
    action: Action,
) -> Result<(StatusCode, Json<KeyCreated>), Problem> {
    let intent = Intent { key: crate::intent::new_key(state.now()), print: 0 };
    submit(state, principal, intent, action).await?;
    let created = KeyCreated { secret: secret.text(), expires_at: Time(expires_at) };
    Ok((StatusCode::CREATED, Json(created)))
}

/// Ends a key.
#[utoipa::path(delete, path = "/v1/api-keys/{id}", tag = "session",
    params(("id" = String, Path, description = "The key.")), responses((status = 204)))]
pub(crate) async fn delete_key(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    end(&state, &principal, intent, &id, |token| Action::EndKey { token }).await
}

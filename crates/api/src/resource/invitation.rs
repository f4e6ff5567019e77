//! Links with which a member sets a password: issued to somebody who lost it, and used.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::command::{Action, Actor, Command};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use tokio::time::Instant as Mono;
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::password::weakness;
use crate::principal::{Caller, Principal, Visited};
use crate::problem::Problem;
use crate::resource::member::invite;
use crate::shape::id::MemberRef;
use crate::shape::time::Time;
use crate::shape::word::Role;
use crate::state::ApiState;
use crate::token::Token;
use crate::token_link::{INVITATION_SECONDS, RESET_SECONDS};

/// The chosen password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenPassword {
    /// 8 to 128 characters, none of the usual ones, without the login in it.
    #[schema(min_length = 8, max_length = 128)]
    pub(crate) password: String,
}

/// A link with which a member sets a password, shown once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct InvitationIssued {
    pub(crate) invitation_url: String,
    /// It works until then: ten minutes where it replaces a password, otherwise seven days.
    pub(crate) expires_at: Time,
}

/// Issues a new link with which a member sets a password. Until it is used the old password works;
/// a second factor stays in force.
#[utoipa::path(post, path = "/v1/members/{id}/invitations", tag = "members",
    params(("id" = MemberRef, Path, description = "The member.")),
    responses((status = 201, body = InvitationIssued)))]
pub(crate) async fn create_invitation(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(id): PathId<MemberRef>,
) -> Result<(StatusCode, Json<InvitationIssued>), Problem> {
    let member = principal.subject(&state, Some(id.0)).await?;
    let (book, login) = (principal.book.id(), member.login.clone());
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Login(login.clone())], &mut working)?;
        Ok(working.login(login).is_some_and(|login| !login.password_hash.is_empty()))
    });
    let seconds = if found.await? { RESET_SECONDS } else { INVITATION_SECONDS };
    let invitation_url = invite(&state, &principal, member.id, seconds).await?;
    let lasts = seconds.saturating_mul(state.settings.clock_speed());
    let expires_at = Time(state.now().plus_seconds(lasts));
    Ok((StatusCode::CREATED, Json(InvitationIssued { invitation_url, expires_at })))
}

/// Who may sign in now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct InvitationAccepted {
    pub(crate) login: String,
    pub(crate) role: Role,
}

/// Sets the password of the invited member; the link works once.
#[utoipa::path(post, path = "/v1/invitations/{token}", tag = "session",
    params(("token" = String, Path, description = "The secret of the link.")),
    request_body = ChosenPassword, responses((status = 200, body = InvitationAccepted)))]
pub(crate) async fn accept_invitation(
    State(state): State<ApiState>,
    Visited(book): Visited,
    Caller(address): Caller,
    intent: Intent,
    Path(token): Path<String>,
    Body(chosen): Body<ChosenPassword>,
) -> Result<Json<InvitationAccepted>, Problem> {
    if state.failures.is_shut(address, Mono::now()) {
        return Err(Problem::plain("too_many_requests"));
    }
    let unknown = || Problem::plain("invitation_invalid");
    let Some(token) = Token::parse(&token).map(|token| token.hash()) else {
        state.failures.count(address, Mono::now());
        return Err(unknown());
    };
    let id = book.id();
    let invited = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Invitation(token)], &mut working)?;
        let Some(member) = working.invitation(token).map(|one| one.member) else {
            return Ok(None);
        };
        views.load(id, &[Key::Member(member)], &mut working)?;
        Ok(working.member(member).cloned())
    });
    let Some(member) = invited.await? else {
        state.failures.count(address, Mono::now());
        return Err(unknown());
    };
    if let Some(why) = weakness(&chosen.password, &member.login) {
        return Err(Problem::of_field("password", "field_invalid", why));
    }
    let password_hash = state.passwords.hash(chosen.password).await?;
    let action = Action::AcceptInvitation { token, password_hash };
    let (key, print) = (intent.key, intent.print);
    let command = Command { book: id, key, print, actor: Actor::System, action };
    let receipt = state.submit(command).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, book.currency))?;
    state.sessions.doubt(id, member.id);
    Ok(Json(InvitationAccepted { login: member.login, role: member.role.into() }))
}

//! Using an invitation: the invited member chooses a password.

use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Action, Actor, Command};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use tokio::time::Instant as Mono;
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::password::weakness;
use crate::principal::{Caller, Visited};
use crate::problem::Problem;
use crate::shape::word::Role;
use crate::state::ApiState;
use crate::token::Token;

/// The chosen password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenPassword {
    /// 8 to 128 characters, none of the usual ones, without the login in it.
    #[schema(min_length = 8, max_length = 128)]
    pub(crate) password: String,
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

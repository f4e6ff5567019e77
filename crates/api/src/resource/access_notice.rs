//! Notices of accesses to the own account: what came in since one last read of it (NJ-O 1.4(a)4).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::calendar::Instant;
use domain::care::command::CareCommand;
use domain::command::Action;
use domain::member::Session;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::identity::submit;
use crate::resource::key::Device;
use crate::shape::time::Time;
use crate::state::ApiState;

/// What came in to the account from other devices.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AccessNotices {
    /// False when the member does not want to be told.
    pub(crate) wanted: bool,
    /// Accesses after this were not read of yet.
    #[schema(required = true)]
    pub(crate) read_at: Option<Time>,
    /// Accesses since then, newest first, without that of the device that asks. `DELETE
    /// /v1/sessions/{id}` ends one that is a stranger's.
    pub(crate) items: Vec<Device>,
}

/// Whether one wants to be told.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessNoticeWish {
    pub(crate) wanted: bool,
}

async fn notices(state: &ApiState, principal: &Principal) -> Result<AccessNotices, Problem> {
    let (book, member) = (principal.book.id(), principal.member.id);
    let login = principal.member.login.clone();
    let (login, sessions) = state
        .read(move |views| {
            let mut working = Working::new();
            views.load(book, &[Key::Login(login.clone())], &mut working)?;
            Ok((working.login(login).cloned(), views.sessions(book, member)?))
        })
        .await?;
    let login = login.ok_or_else(|| Problem::internal("a member without a login"))?;
    let is_new = |one: &&Session| {
        login.notices_wanted && one.opened_at > login.noticed_at && one.token != principal.session.1
    };
    let device = |one: &Session| Device::of(one, &principal.member, principal.session.1);
    Ok(AccessNotices {
        wanted: login.notices_wanted,
        read_at: Some(login.noticed_at).filter(|at| *at > Instant(0)).map(Time),
        items: sessions.iter().filter(is_new).map(device).collect(),
    })
}

/// Accesses to the own account that one has not read of yet.
#[utoipa::path(get, path = "/v1/access-notices", tag = "session",
    responses((status = 200, body = AccessNotices)))]
pub(crate) async fn list_access_notices(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<AccessNotices>, Problem> {
    Ok(Json(notices(&state, &principal).await?))
}

/// Says whether one wants to be told of accesses. Accesses up to now count as read.
#[utoipa::path(put, path = "/v1/access-notices", tag = "session",
    request_body = AccessNoticeWish, responses((status = 200, body = AccessNotices)))]
pub(crate) async fn replace_access_notices(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(wish): Body<AccessNoticeWish>,
) -> Result<Json<AccessNotices>, Problem> {
    let command = CareCommand::WantNotices { wanted: wish.wanted };
    submit(&state, &principal, intent, Action::Care(Box::new(command))).await?;
    Ok(Json(notices(&state, &principal).await?))
}

/// Marks what is told as read.
#[utoipa::path(post, path = "/v1/access-notices/read", tag = "session",
    responses((status = 204)))]
pub(crate) async fn read_access_notices(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
) -> Result<StatusCode, Problem> {
    let action = Action::Care(Box::new(CareCommand::ReadNotices));
    submit(&state, &principal, intent, action).await?;
    Ok(StatusCode::NO_CONTENT)
}

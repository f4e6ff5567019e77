//! The tree: rights, branches that move, accounts that end.

use axum::Json;
use axum::extract::State;
use domain::command::{Action, Closing};
use domain::id::MemberId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::member::{MemberDetail, card, detail, permissions_of};
use crate::shape::id::MemberRef;
use crate::shape::word::{Method, Permission};
use crate::state::ApiState;

/// The rights a member is to hold: all of them, no others.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberPermissions {
    pub(crate) permissions: Vec<Permission>,
}

/// Where a member is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewParent {
    /// The new member above.
    pub(crate) parent_id: MemberRef,
}

/// How an account ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClosingAccount {
    /// How the balance is paid out; needed while there is one.
    #[schema(nullable = false)]
    pub(crate) method: Option<Method>,
    /// The outside reference of the payout.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) reference: Option<String>,
    /// Why.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) note: Option<String>,
}

/// Hands an action about one member over and shows the member after it.
async fn changed(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    member: MemberId,
    action: Action,
) -> Result<Json<MemberDetail>, Problem> {
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    state.sessions.doubt(principal.book.id(), member);
    Ok(Json(detail(&card(state, &principal.book, member).await?, principal, state.now())))
}

/// Sets a member's rights. Only what the giver and the member above hold can be added; whoever
/// stands below loses what is taken away.
#[utoipa::path(put, path = "/v1/members/{id}/permissions", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = MemberPermissions, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_permissions(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(wanted): Body<MemberPermissions>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let permissions = permissions_of(&wanted.permissions);
    let action = Action::ChangePermissions { member, permissions };
    changed(&state, &principal, intent, member, action).await
}

/// Puts a member and everybody below under another. Tickets keep the chain they were accepted
/// under.
#[utoipa::path(put, path = "/v1/members/{id}/parent", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = NewParent, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_parent(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(wanted): Body<NewParent>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let parent = principal.subject(&state, Some(wanted.parent_id.0)).await?.id;
    let action = Action::MoveMember { member, parent };
    changed(&state, &principal, intent, member, action).await
}

/// Closes an account for good: nothing open, nobody open below it, what is left paid out. Players
/// close their own once they have taken out what is left.
#[utoipa::path(post, path = "/v1/members/{id}/closing", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = ClosingAccount, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn create_closing(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(closing): Body<ClosingAccount>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let action = Action::CloseMember(Closing {
        member,
        method: closing.method.map(Into::into),
        reference: closing.reference.unwrap_or_default(),
        note: closing.note.unwrap_or_default(),
    });
    changed(&state, &principal, intent, member, action).await
}

//! Requests of persons about what is kept of them: the register, the answers, and the archive that
//! a granted request opens.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Permission;
use domain::care::command::CareCommand;
use domain::care::request as requests;
use domain::command::{Action, Outcome};
use domain::id::{MemberId, SubjectRequestId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::event::logins_of;
use crate::resource::identity::submit;
use crate::resource::subject_archive::{SubjectArchive, archive_of};
use crate::shape::id::{MemberRef, SubjectRequestRef};
use crate::shape::time::Time;
use crate::shape::word::SubjectKind;
use crate::state::ApiState;

/// What was answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SubjectAnswer {
    /// Whether what was asked for is done.
    pub(crate) granted: bool,
    pub(crate) reason: String,
    pub(crate) at: Time,
    /// Login of whoever decided; null for the system.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// A request of a person about what is kept of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SubjectRequest {
    pub(crate) id: SubjectRequestRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) kind: SubjectKind,
    /// In their words.
    pub(crate) text: String,
    pub(crate) asked_at: Time,
    /// Login of whoever entered it.
    #[schema(required = true)]
    pub(crate) asked_by: Option<String>,
    #[schema(required = true)]
    pub(crate) answer: Option<SubjectAnswer>,
}

/// A request to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateSubjectRequest {
    /// About whom; oneself without it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
    pub(crate) kind: SubjectKind,
    /// What it is about: needed for a correction and an objection.
    #[schema(max_length = 200)]
    pub(crate) text: String,
}

/// The answer to a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateSubjectAnswer {
    pub(crate) granted: bool,
    #[schema(max_length = 200)]
    pub(crate) reason: String,
}

/// Which requests to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SubjectRequestQuery {
    /// Only about this member or branch.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// Only those without an answer.
    open: Option<bool>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

type Logins = BTreeMap<MemberId, String>;

impl SubjectRequest {
    fn of(found: &requests::SubjectRequest, logins: &Logins) -> SubjectRequest {
        let login = |member: Option<MemberId>| member.and_then(|one| logins.get(&one).cloned());
        SubjectRequest {
            id: found.id.into(),
            member_id: found.member.into(),
            login: login(Some(found.member)).unwrap_or_default(),
            kind: found.kind.into(),
            text: found.text.clone(),
            asked_at: Time(found.asked_at),
            asked_by: login(found.asked_by),
            answer: found.answer.as_ref().map(|answer| SubjectAnswer {
                granted: answer.granted,
                reason: answer.reason.clone(),
                at: Time(answer.at),
                by: login(answer.by),
            }),
        }
    }
}

fn named(found: &requests::SubjectRequest) -> impl Iterator<Item = MemberId> + use<> {
    let by = found.answer.as_ref().and_then(|answer| answer.by);
    [Some(found.member), found.asked_by, by].into_iter().flatten()
}

/// Whoever keeps identities reads those of their branch, everybody else their own.
async fn reads(
    state: &ApiState,
    principal: &Principal,
    wanted: Option<MemberId>,
) -> Result<MemberId, Problem> {
    match wanted {
        Some(member) if member != principal.member.id => {
            let subject = principal.subject(state, Some(member)).await?;
            if principal.has(Permission::ManageIdentity) {
                return Ok(subject.id);
            }
            Err(Problem::not_found("member"))
        }
        None if principal.has(Permission::ManageIdentity) => Ok(principal.reach()),
        _ => Ok(principal.member.id),
    }
}

/// The request of an id, if it may be read.
async fn found_request(
    state: &ApiState,
    principal: &Principal,
    id: SubjectRequestId,
) -> Result<requests::SubjectRequest, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::SubjectRequest(id)], &mut working)?;
        Ok(working.subject_request(id).cloned())
    });
    let unknown = || Problem::not_found("request");
    let found = found.await?.ok_or_else(unknown)?;
    reads(state, principal, Some(found.member)).await.map_err(|_| unknown())?;
    Ok(found)
}

async fn shown(
    state: &ApiState,
    principal: &Principal,
    id: SubjectRequestId,
) -> Result<SubjectRequest, Problem> {
    let found = found_request(state, principal, id).await?;
    let book = principal.book.id();
    let members: Vec<MemberId> = named(&found).collect();
    let logins = state.read(move |views| logins_of(views, book, members.into_iter())).await?;
    Ok(SubjectRequest::of(&found, &logins))
}

/// The register of requests, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/subject-requests", tag = "members", params(SubjectRequestQuery),
    responses((status = 200, body = PageOf<SubjectRequest>)))]
pub(crate) async fn list_subject_requests(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<SubjectRequestQuery>,
) -> Result<Json<PageOf<SubjectRequest>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = reads(&state, &principal, query.member_id.map(|id| id.0)).await?;
    let (book, open) = (principal.book.id(), query.open.unwrap_or(false));
    let found = state.read(move |views| {
        let found = views.subject_requests(book, branch, open, &page)?;
        let logins = logins_of(views, book, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| SubjectRequest::of(one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Enters a request: one's own, or of a member of one's branch.
#[utoipa::path(post, path = "/v1/subject-requests", tag = "members",
    request_body = CreateSubjectRequest, responses((status = 201, body = SubjectRequest)))]
pub(crate) async fn create_subject_request(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(sent): Body<CreateSubjectRequest>,
) -> Result<(StatusCode, Json<SubjectRequest>), Problem> {
    let wanted = sent.member_id.map(|id| id.0);
    let member = principal.subject(&state, wanted).await?.id;
    let command = CareCommand::Ask { member, kind: sent.kind.into(), text: sent.text };
    let outcome = submit(&state, &principal, intent, Action::Care(Box::new(command))).await?;
    let Outcome::SubjectRequest(id) = outcome else {
        return Err(Problem::internal(format!("a request answered {outcome:?}")));
    };
    Ok((StatusCode::CREATED, Json(shown(&state, &principal, id).await?)))
}

/// Answers a request. An erasure that is granted takes name, details and ways in away at once, and
/// is `too_early` while the law keeps them; access and portability open the archive.
#[utoipa::path(post, path = "/v1/subject-requests/{id}/answer", tag = "members",
    params(("id" = String, Path, description = "The request.")),
    request_body = CreateSubjectAnswer, responses((status = 200, body = SubjectRequest)))]
pub(crate) async fn answer_subject_request(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(SubjectRequestRef(id)): PathId<SubjectRequestRef>,
    Body(sent): Body<CreateSubjectAnswer>,
) -> Result<Json<SubjectRequest>, Problem> {
    let member = found_request(&state, &principal, id).await?.member;
    let (granted, reason) = (sent.granted, sent.reason);
    let command = CareCommand::Answer { member, request: id, granted, reason };
    submit(&state, &principal, intent, Action::Care(Box::new(command))).await?;
    state.sessions.doubt(principal.book.id(), member);
    Ok(Json(shown(&state, &principal, id).await?))
}

/// Everything that is kept of the member of a granted request for access or portability.
#[utoipa::path(get, path = "/v1/subject-requests/{id}/archive", tag = "members",
    params(("id" = String, Path, description = "The request.")),
    responses((status = 200, body = SubjectArchive)))]
pub(crate) async fn get_subject_archive(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(SubjectRequestRef(id)): PathId<SubjectRequestRef>,
) -> Result<Json<SubjectArchive>, Problem> {
    let found = found_request(&state, &principal, id).await?;
    let granted = found.answer.as_ref().is_some_and(|answer| answer.granted);
    if !granted || !found.kind.opens_archive() {
        let detail = "only a granted request for access or portability opens the archive";
        return Err(Problem::new("wrong_state", detail));
    }
    Ok(Json(archive_of(&state, &principal, found.member).await?))
}

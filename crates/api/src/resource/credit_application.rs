//! Applications for credit and their assessment.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::view::ApplicationLine;
use domain::command::{Action, Outcome};
use domain::credit::ApplicationState as DomainState;
use domain::funding::command::FundingCommand;
use domain::id::{ApplicationId, MemberId};
use domain::money::Money as Amount;
use domain::register::parse_note;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::wager::replayed;
use crate::shape::id::{ApplicationRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::ApplicationState;
use crate::state::ApiState;

/// How an application was decided.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CreditAssessment {
    pub(crate) at: Time,
    /// Login; null for the system.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
    /// What speaks for and against it.
    pub(crate) assessment: String,
    /// The whole credit limit that was granted; null when it was refused.
    #[schema(required = true)]
    pub(crate) granted: Option<Money>,
    /// When it takes effect.
    #[schema(required = true)]
    pub(crate) effective_at: Option<Time>,
}

/// An application for credit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CreditApplication {
    pub(crate) id: ApplicationRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) state: ApplicationState,
    /// The whole credit limit that is wanted.
    pub(crate) amount: Money,
    pub(crate) note: String,
    pub(crate) asked_at: Time,
    /// Login of whoever asked; null for the system.
    #[schema(required = true)]
    pub(crate) asked_by: Option<String>,
    #[schema(required = true)]
    pub(crate) assessment: Option<CreditAssessment>,
}

/// Credit to be applied for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditApplicationRequest {
    /// Who wants it; oneself without it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
    /// The whole credit limit wanted.
    pub(crate) amount: Money,
    /// Why, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

/// The decision on an application.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditDecision {
    /// The whole credit limit granted, at most what was asked for; null refuses.
    #[schema(required = true)]
    pub(crate) granted: Option<Money>,
    /// What speaks for and against it, at most 200 characters.
    pub(crate) assessment: String,
}

/// Which applications to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CreditApplicationQuery {
    /// Only of this member or branch.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    state: Option<ApplicationState>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

type Logins = BTreeMap<MemberId, String>;

impl CreditApplication {
    fn of(line: &ApplicationLine, logins: &Logins, currency: Currency) -> CreditApplication {
        let found = &line.application;
        let login = |by: Option<MemberId>| by.and_then(|by| logins.get(&by).cloned());
        CreditApplication {
            id: found.id.into(),
            member_id: found.member.into(),
            login: line.login.clone(),
            state: found.state().into(),
            amount: currency.of(found.wanted),
            note: found.note.clone(),
            asked_at: Time(found.asked_at),
            asked_by: login(found.asked_by),
            assessment: found.assessment.as_ref().map(|one| CreditAssessment {
                at: Time(one.at),
                by: login(one.by),
                assessment: one.grounds.clone(),
                granted: one.granted.map(|granted| currency.of(granted.amount)),
                effective_at: one.granted.map(|granted| Time(granted.at)),
            }),
        }
    }
}

/// Everybody an application names.
fn named(line: &ApplicationLine) -> impl Iterator<Item = MemberId> + use<> {
    let found = &line.application;
    let assessed = found.assessment.as_ref().and_then(|one| one.by);
    [found.asked_by, assessed, Some(found.member)].into_iter().flatten()
}

/// Applications for credit, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/credit-applications", tag = "money",
    params(CreditApplicationQuery), responses((status = 200, body = PageOf<CreditApplication>)))]
pub(crate) async fn list_credit_applications(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<CreditApplicationQuery>,
) -> Result<Json<PageOf<CreditApplication>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let wanted = query.state.map(DomainState::from);
    let found = state.read(move |views| {
        let found = views.credit_applications(id, branch, wanted, &page)?;
        let logins = logins_of(views, id, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let of = |line| CreditApplication::of(line, &logins, currency);
    Ok(Json(PageOf::new(found.items.iter().map(of).collect(), found.next)))
}

async fn read_application(
    state: &ApiState,
    principal: &Principal,
    application: ApplicationId,
) -> Result<CreditApplication, Problem> {
    let missing = || Problem::not_found("application");
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Application(application)], &mut working)?;
        let Some(found) = working.application(application).cloned() else { return Ok(None) };
        let mut line = ApplicationLine { application: found, login: String::new() };
        let logins = logins_of(views, id, named(&line))?;
        line.login = logins.get(&line.application.member).cloned().unwrap_or_default();
        Ok(Some((line, logins)))
    });
    let (line, logins) = found.await?.ok_or_else(missing)?;
    let member = line.application.member;
    principal.subject(state, Some(member)).await.map_err(|_| missing())?;
    Ok(CreditApplication::of(&line, &logins, currency))
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    command: FundingCommand,
) -> Result<(HeaderMap, Json<CreditApplication>), Problem> {
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Application(id)) => {
            let found = read_application(state, principal, id).await?;
            Ok((replayed(receipt.replayed), Json(found)))
        }
        Ok(other) => Err(Problem::internal(format!("an application answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, principal.book.currency)),
    }
}

/// Applies for a higher credit limit: one's own, or a player's.
#[utoipa::path(post, path = "/v1/credit-applications", tag = "money",
    request_body = CreditApplicationRequest, responses((status = 201, body = CreditApplication)))]
pub(crate) async fn create_credit_application(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<CreditApplicationRequest>,
) -> Result<(StatusCode, HeaderMap, Json<CreditApplication>), Problem> {
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(request.amount), principal.book.currency);
    let note = faults.take(parse_note("note", request.note.as_deref().unwrap_or_default()));
    faults.finish()?;
    let member = principal.subject(&state, request.member_id.map(|id| id.0)).await?.id;
    let command = FundingCommand::ApplyForCredit {
        member,
        amount: sent.unwrap_or(Amount::ZERO),
        note: note.unwrap_or_default(),
    };
    let (headers, found) = perform(&state, &principal, intent, command).await?;
    Ok((StatusCode::CREATED, headers, found))
}

/// Decides an application. Whoever asked cannot decide; under the conditional policy a raise takes
/// effect once the delay since the application is over.
#[utoipa::path(post, path = "/v1/credit-applications/{id}/assessment", tag = "money",
    params(("id" = String, Path)), request_body = CreditDecision,
    responses((status = 200, body = CreditApplication)))]
pub(crate) async fn assess_credit_application(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(ApplicationRef(application)): PathId<ApplicationRef>,
    Body(decision): Body<CreditDecision>,
) -> Result<(HeaderMap, Json<CreditApplication>), Problem> {
    let mut faults = Faults::default();
    let granted = amount(&mut faults, "granted", decision.granted, principal.book.currency);
    let grounds = faults.take(parse_note("assessment", &decision.assessment)).unwrap_or_default();
    faults.finish()?;
    let member = read_application(&state, &principal, application).await?.member_id.0;
    let command = FundingCommand::AssessCredit { member, application, granted, grounds };
    perform(&state, &principal, intent, command).await
}

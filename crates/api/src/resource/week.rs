//! Closing a week, and how far a close has come.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::calendar::Day;
use domain::command::Action;
use domain::figure::command::WeekCommand;
use domain::figure::frozen::ClosedWeek;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::event::logins_of;
use crate::resource::figure::week_of;
use crate::shape::time::{Date, Time};
use crate::shape::word::CloseStep;
use crate::state::ApiState;

/// A week to be closed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeekRequest {
    /// Its first day.
    pub(crate) week: Date,
}

/// A closed week: nothing is posted into it any more. Its figures are frozen, its deals settled and
/// its invoice made when the step is `done`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WeekClosed {
    pub(crate) week: Date,
    pub(crate) closed_at: Time,
    /// Login of whoever closed it; null for the timer.
    #[schema(required = true)]
    pub(crate) closed_by: Option<String>,
    pub(crate) step: CloseStep,
    /// Active players counted so far.
    pub(crate) heads: i64,
}

/// Closes a week that has ended, the oldest open one first. What follows is done in chunks behind
/// it.
#[utoipa::path(post, path = "/v1/weeks", tag = "weeks", request_body = WeekRequest,
    responses((status = 201, body = WeekClosed)))]
pub(crate) async fn create_week(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<WeekRequest>,
) -> Result<(StatusCode, Json<WeekClosed>), Problem> {
    let (_, current) = principal.book.place(&state, state.now());
    let week = week_of(request.week, current)?;
    let receipt =
        state.submit(principal.command(intent, Action::Week(WeekCommand::Close { week }))).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let closed = WeekClosed {
        week: Date(Day(week.0)),
        closed_at: Time(receipt.at),
        closed_by: Some(principal.member.login.clone()),
        step: CloseStep::Figures,
        heads: 0,
    };
    Ok((StatusCode::CREATED, Json(closed)))
}

/// Which weeks to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WeekQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Closed weeks, newest first.
#[utoipa::path(get, path = "/v1/weeks", tag = "weeks", params(WeekQuery),
    responses((status = 200, body = PageOf<WeekClosed>)))]
pub(crate) async fn list_weeks(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<WeekQuery>,
) -> Result<Json<PageOf<WeekClosed>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.closed_weeks(id, &page)?;
        let logins = logins_of(views, id, found.items.iter().filter_map(|week| week.by))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let shape = |one: &ClosedWeek| WeekClosed {
        week: Date(Day(one.week.0)),
        closed_at: Time(one.at),
        closed_by: one.by.and_then(|by| logins.get(&by).cloned()),
        step: one.step.into(),
        heads: one.heads,
    };
    Ok(Json(PageOf::new(found.items.iter().map(shape).collect(), found.next)))
}

//! Closing a week.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::calendar::Day;
use domain::command::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::figure::week_of;
use crate::shape::time::{Date, Time};
use crate::state::ApiState;

/// A week to be closed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeekRequest {
    /// Its first day.
    pub(crate) week: Date,
}

/// A closed week: its figures never change again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WeekClosed {
    pub(crate) week: Date,
    pub(crate) closed_at: Time,
}

/// Closes a week that has ended.
#[utoipa::path(post, path = "/v1/weeks", tag = "reports", request_body = WeekRequest,
    responses((status = 201, body = WeekClosed)))]
pub(crate) async fn create_week(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<WeekRequest>,
) -> Result<(StatusCode, Json<WeekClosed>), Problem> {
    let (_, current) = principal.book.place(&state, state.now());
    let week = week_of(request.week, current)?;
    let receipt = state.submit(principal.command(intent, Action::CloseWeek { week })).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let closed = WeekClosed { week: Date(Day(week.0)), closed_at: Time(receipt.at) };
    Ok((StatusCode::CREATED, Json(closed)))
}

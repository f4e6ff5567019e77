//! Confirming a result, which settles.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::command::{Action, Outcome};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::{FixtureRef, ReportRef};
use crate::shape::time::Time;
use crate::state::ApiState;

/// A reported score that shall be the result.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResultRequest {
    pub(crate) fixture_id: FixtureRef,
    /// One of the fixture's reports.
    pub(crate) report_id: ReportRef,
}

/// A confirmed result; tickets are graded by it from now on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ResultConfirmed {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) version: i32,
    pub(crate) home: i32,
    pub(crate) away: i32,
    pub(crate) confirmed_at: Time,
}

/// Confirms a reported score as the result, or as its correction. Every ticket of the fixture is
/// graded by it; the live stream tells of each.
#[utoipa::path(post, path = "/v1/results", tag = "settlement", request_body = ResultRequest,
    responses((status = 201, body = ResultConfirmed)))]
pub(crate) async fn create_result(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<ResultRequest>,
) -> Result<(StatusCode, Json<ResultConfirmed>), Problem> {
    let (fixture, report) = (request.fixture_id.0, request.report_id);
    let action = Action::ConfirmResult { fixture, report: report.id, origin: report.origin };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let version = match receipt.answer {
        Ok(Outcome::Result(version)) => version,
        Ok(other) => return Err(Problem::internal(format!("a result answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    let id = principal.book.id();
    let result = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Result((fixture, version))], &mut working)?;
        Ok(working.result((fixture, version)).cloned())
    });
    let missing = || Problem::internal("a result was confirmed and is not there");
    let result = result.await?.ok_or_else(missing)?;
    let confirmed = ResultConfirmed {
        fixture_id: fixture.into(),
        version,
        home: result.home,
        away: result.away,
        confirmed_at: Time(result.at),
    };
    Ok((StatusCode::CREATED, Json(confirmed)))
}

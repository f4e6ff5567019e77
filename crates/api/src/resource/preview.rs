//! What a result would do, before it is confirmed.

use axum::extract::State;
use axum::response::Response;
use desk::port::{StoreError, Views};
use domain::calendar::Instant;
use domain::grade::score::{ConfirmedResult, Confirming, Origin, ScoreReport};
use domain::id::{BookId, FixtureId, ReportId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::export::{Format, json};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::effect::{Preview, Supposed, effect_of, preview_of, sheet_of};
use crate::resource::result::ResultRequest;
use crate::shape::id::{FixtureRef, ReportRef};
use crate::state::ApiState;

/// What a result would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ResultPreview {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) home: i32,
    pub(crate) away: i32,
    #[serde(flatten)]
    pub(crate) effect: Preview,
}

/// How a preview is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PreviewQuery {
    /// `csv` answers a file of every ticket that would change.
    pub(crate) format: Option<Format>,
}

/// Shows what confirming a report would do, and writes nothing.
#[utoipa::path(post, path = "/v1/results/preview", tag = "settlement", params(PreviewQuery),
    request_body = ResultRequest, responses((status = 200, content(
        (ResultPreview = "application/json"), (String = "text/csv")))))]
pub(crate) async fn preview_result(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<PreviewQuery>,
    Body(request): Body<ResultRequest>,
) -> Result<Response, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let (fixture, wanted) = (request.fixture_id.0, request.report_id);
    let as_file = query.format == Some(Format::Csv);
    let now = state.now();
    let local = state.calendar.wall(&principal.book.book.calendar, now).ahead_of_utc(now);
    let unknown = || Problem::of_field("report_id", "not_found", "report_id is unknown");
    let answer = state.read(move |views| {
        let Some(report) = find_report(views, id, fixture, wanted)? else { return Ok(None) };
        let supposed = Supposed::Result(supposed_result(views, &report, local)?);
        let Some(effect) = effect_of(views, id, &supposed)? else { return Ok(None) };
        if as_file {
            return Ok(Some(sheet_of(views, id, &effect, currency)?.answer("result-preview")));
        }
        let ScoreReport { fixture, home, away, .. } = report;
        let effect = preview_of(views, id, &effect, currency)?;
        Ok(Some(json(&ResultPreview { fixture_id: fixture.into(), home, away, effect })))
    });
    answer.await?.ok_or_else(unknown)
}

/// The result that a report would be, were it confirmed.
fn supposed_result(
    views: &dyn Views,
    report: &ScoreReport,
    local: i32,
) -> Result<ConfirmedResult, StoreError> {
    let mut working = Working::new();
    views.load(BookId::PLATFORM, &[Key::Fixture(report.fixture)], &mut working)?;
    let missing = || StoreError::Corrupt(format!("no fixture {}", report.fixture.0));
    let played = working.fixture(report.fixture).ok_or_else(missing)?;
    let confirming = Confirming { by: None, at: Instant(0), seen: ReportId(0), local };
    Ok(report.as_result(played, (0, Origin::Book), confirming))
}

fn find_report(
    views: &dyn Views,
    book: BookId,
    fixture: FixtureId,
    wanted: ReportRef,
) -> Result<Option<ScoreReport>, StoreError> {
    let mut working = Working::new();
    views.load(book, &[Key::ReportsOf(fixture)], &mut working)?;
    let Some(page) = working.reports_of(fixture) else { return Ok(None) };
    let kept = match wanted.origin {
        Origin::Catalogue => &page.shared,
        Origin::Book => &page.own,
    };
    Ok(kept.iter().find(|report| report.id == wanted.id).cloned())
}

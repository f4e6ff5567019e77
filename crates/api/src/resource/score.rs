//! Reporting a final score: by the book's own people, or in the provider's scope for all books.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::command::{Action, Outcome};
use domain::grade::detail::Detail;
use domain::grade::score::Origin;
use domain::id::BookId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::fixture::ScoreReport;
use crate::shape::id::{FixtureRef, ReportRef};
use crate::shape::time::Time;
use crate::state::ApiState;

/// The name under which the book's own people report.
const DESK: &str = "desk";

/// A final score, overtime included.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScoreRequest {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) home: i32,
    pub(crate) away: i32,
    /// What else grading may need, as `key=value` pairs joined by semicolons: how it ended
    /// (`ending=abandoned;played=52`), parts (`quarter_1=7-0`, `set_2=7-6`, `inning_1=0-2`),
    /// pitchers, how a fight was stopped, places (`place.finish.7=1`), statistics
    /// (`stat.kelce.yards=77`).
    #[schema(nullable = false, example = "quarter_1=7-0;quarter_2=3-14")]
    pub(crate) detail: Option<String>,
    /// In the provider's scope: who says so. In a book it is always `desk`.
    pub(crate) source: Option<String>,
}

/// Reports a final score. It settles nothing until it is confirmed.
#[utoipa::path(post, path = "/v1/scores", tag = "settlement", request_body = ScoreRequest,
    responses((status = 201, body = ScoreReport)))]
pub(crate) async fn create_score(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<ScoreRequest>,
) -> Result<(StatusCode, Json<ScoreReport>), Problem> {
    let ScoreRequest { fixture_id, home, away, detail, source } = request;
    let detail = Detail::parse(detail.as_deref().unwrap_or(""))
        .map_err(|rule| Problem::of_field("detail", "field_invalid", format!("detail {rule}")))?;
    let (told, detail) = (detail.text(), Box::new(detail));
    let source = source.filter(|text| !text.is_empty()).unwrap_or_else(|| DESK.to_owned());
    let fixture = fixture_id.0;
    let is_shared = principal.book.id() == BookId::PLATFORM;
    if !is_shared && source != DESK {
        let rule = "source must be desk: other sources are feeds";
        return Err(Problem::of_field("source", "field_invalid", rule));
    }
    let action = if is_shared {
        Action::ReportScore { fixture, source: source.clone(), home, away, detail }
    } else {
        Action::EnterScore { fixture, home, away, detail }
    };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let id = match receipt.answer {
        Ok(Outcome::Report(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("a score answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    let origin = if is_shared { Origin::Catalogue } else { Origin::Book };
    let by = (!is_shared).then(|| principal.member.login.clone());
    let at = Time(receipt.at);
    let id = ReportRef { origin, id };
    let report = ScoreReport { id, source, home, away, detail: told, at, by };
    Ok((StatusCode::CREATED, Json(report)))
}

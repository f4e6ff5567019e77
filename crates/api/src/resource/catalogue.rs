//! The catalogue by hand, in the provider's own scope: leagues, teams, fixtures, and what becomes
//! of a fixture. Feeds write the same by the same commands.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::board::fixture::FixtureStatus as DomainStatus;
use domain::command::{Action, Outcome, PostFixture};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::line::check_scope;
use crate::shape::id::FixtureRef;
use crate::shape::time::Time;
use crate::shape::word::{FixtureStatus, Sport};
use crate::state::ApiState;

/// A league.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeagueRequest {
    /// Names it everywhere: `NFL`. A known code renames the league.
    #[schema(max_length = 40, example = "NFL")]
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sport: Sport,
}

/// A team.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamRequest {
    /// Code of its league.
    pub(crate) league: String,
    /// Names it within the league: `KC`. A known code renames the team.
    #[schema(max_length = 40, example = "KC")]
    pub(crate) code: String,
    #[schema(example = "Kansas City Chiefs")]
    pub(crate) name: String,
    /// The name beside a price.
    #[schema(example = "Chiefs")]
    pub(crate) short: String,
}

/// A fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FixtureRequest {
    /// Code of the league.
    pub(crate) league: String,
    /// Code of the home team; of the event itself, for a field.
    pub(crate) home: String,
    /// Code of the visiting team; the same as `home` for a field.
    pub(crate) away: String,
    pub(crate) starts_at: Time,
    /// Rotation number of the visiting side; none without it.
    #[schema(nullable = false, minimum = 1, maximum = 99_999_998)]
    pub(crate) rotation: Option<i32>,
    /// The season's first year.
    #[schema(nullable = false)]
    pub(crate) season: Option<i32>,
    /// Round or week.
    #[schema(nullable = false)]
    pub(crate) week: Option<i32>,
    #[schema(nullable = false)]
    pub(crate) neutral: Option<bool>,
    #[schema(nullable = false)]
    pub(crate) venue: Option<String>,
    /// An event of a field of runners instead of two sides.
    #[schema(nullable = false)]
    pub(crate) field: Option<bool>,
}

/// What becomes of a fixture; what is left out stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FixtureChange {
    #[schema(nullable = false)]
    pub(crate) starts_at: Option<Time>,
    /// `in_play` closes the lines from before the start; lines posted then are open in play.
    #[schema(nullable = false)]
    pub(crate) status: Option<FixtureStatus>,
    /// The running score. A change of it closes the lines in play until they are posted again.
    #[schema(nullable = false)]
    pub(crate) score: Option<RunningScore>,
}

/// A running score.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunningScore {
    pub(crate) home: i32,
    pub(crate) away: i32,
}

/// A fixture of the catalogue as it was written.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FixtureWritten {
    pub(crate) id: FixtureRef,
}

async fn write(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    action: Action,
) -> Result<Outcome, Problem> {
    check_scope(principal)?;
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))
}

/// Puts a league into the catalogue, or renames it.
#[utoipa::path(post, path = "/v1/leagues", tag = "board", request_body = LeagueRequest,
    responses((status = 204)))]
pub(crate) async fn create_league(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<LeagueRequest>,
) -> Result<StatusCode, Problem> {
    let LeagueRequest { code, name, sport } = request;
    let action = Action::PostLeague { code, name, sport: sport.into() };
    write(&state, &principal, intent, action).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a team into its league, or renames it.
#[utoipa::path(post, path = "/v1/teams", tag = "board", request_body = TeamRequest,
    responses((status = 204)))]
pub(crate) async fn create_team(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<TeamRequest>,
) -> Result<StatusCode, Problem> {
    let TeamRequest { league, code, name, short } = request;
    let action = Action::PostTeam { league, code, name, short };
    write(&state, &principal, intent, action).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a fixture into the catalogue.
#[utoipa::path(post, path = "/v1/fixtures", tag = "board", request_body = FixtureRequest,
    responses((status = 201, body = FixtureWritten)))]
pub(crate) async fn create_fixture(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<FixtureRequest>,
) -> Result<(StatusCode, Json<FixtureWritten>), Problem> {
    let action = Action::PostFixture(Box::new(PostFixture {
        league: request.league,
        home: request.home,
        away: request.away,
        starts_at: request.starts_at.0,
        rotation: request.rotation.unwrap_or(0),
        season: request.season.unwrap_or(0),
        round: request.week.unwrap_or(0),
        neutral: request.neutral.unwrap_or(false),
        field: request.field.unwrap_or(false),
        venue: request.venue.unwrap_or_default(),
    }));
    match write(&state, &principal, intent, action).await? {
        Outcome::Fixture(id) => Ok((StatusCode::CREATED, Json(FixtureWritten { id: id.into() }))),
        other => Err(Problem::internal(format!("a fixture answered {other:?}"))),
    }
}

/// Says what becomes of a fixture: its start, its status, its running score.
#[utoipa::path(patch, path = "/v1/fixtures/{id}", tag = "board",
    params(("id" = String, Path, description = "The fixture.")),
    request_body = FixtureChange, responses((status = 200, body = FixtureWritten)))]
pub(crate) async fn update_fixture(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(FixtureRef(fixture)): PathId<FixtureRef>,
    Body(request): Body<FixtureChange>,
) -> Result<Json<FixtureWritten>, Problem> {
    let action = Action::ChangeFixture {
        fixture,
        starts_at: request.starts_at.map(|at| at.0),
        status: request.status.map(DomainStatus::from),
        score: request.score.map(|score| (score.home, score.away)),
    };
    write(&state, &principal, intent, action).await?;
    Ok(Json(FixtureWritten { id: fixture.into() }))
}

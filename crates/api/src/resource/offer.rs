//! What a book makes of a fixture or market: open, suspended, circled; and when it truly began.

use axum::Json;
use axum::extract::State;
use domain::board::offer::WHOLE_FIXTURE;
use domain::command::{Action, ChangeOffer};
use domain::grade::command::GradingCommand;
use domain::id::{FixtureId, MarketId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::fixture::{OfficeFixture, read_fixture};
use crate::resource::member::amount;
use crate::shape::id::{FixtureRef, MarketRef};
use crate::shape::money::Money;
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::OfferStatus;
use crate::state::ApiState;

/// What a book makes of a fixture or market.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferRequest {
    /// `open` takes the overlay away, `circled` takes straight wagers only at a lower limit,
    /// `off_board` hides it from players.
    pub(crate) status: OfferStatus,
    /// A lower largest risk of one wager.
    pub(crate) max_risk: Option<Money>,
    /// Selections of a market that take no wagers while the others do.
    #[serde(default)]
    pub(crate) stopped: Vec<Side>,
    /// Suspends a market by itself when the open straight risk on one of its selections comes to
    /// this.
    pub(crate) auto_off: Option<Money>,
    /// Why; stands in the event log.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) reason: Option<String>,
}

/// Sets what the book makes of a whole fixture.
#[utoipa::path(put, path = "/v1/fixtures/{id}/offer", tag = "settlement",
    params(("id" = String, Path, description = "The fixture.")),
    request_body = OfferRequest, responses((status = 200, body = OfficeFixture)))]
pub(crate) async fn replace_fixture_offer(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(FixtureRef(fixture)): PathId<FixtureRef>,
    Body(request): Body<OfferRequest>,
) -> Result<Json<OfficeFixture>, Problem> {
    change(&state, &principal, intent, (fixture, WHOLE_FIXTURE), &request).await
}

/// Sets what the book makes of one market.
#[utoipa::path(put, path = "/v1/markets/{id}/offer", tag = "settlement",
    params(("id" = String, Path, description = "The market.")),
    request_body = OfferRequest, responses((status = 200, body = OfficeFixture)))]
pub(crate) async fn replace_market_offer(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MarketRef(market)): PathId<MarketRef>,
    Body(request): Body<OfferRequest>,
) -> Result<Json<OfficeFixture>, Problem> {
    let id = principal.book.id();
    let fixture = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Market(market)], &mut working)?;
        Ok(working.market(market).map(|market| market.fixture))
    });
    let fixture = fixture.await?.ok_or_else(|| Problem::not_found("market"))?;
    change(&state, &principal, intent, (fixture, market), &request).await
}

async fn change(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    (fixture, market): (FixtureId, MarketId),
    request: &OfferRequest,
) -> Result<Json<OfficeFixture>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let max_risk = amount(&mut faults, "max_risk", request.max_risk, currency);
    let auto_off = amount(&mut faults, "auto_off", request.auto_off, currency);
    faults.finish()?;
    let action = Action::ChangeOffer(Box::new(ChangeOffer {
        fixture,
        market,
        status: request.status.into(),
        max_risk,
        stopped: request.stopped.iter().map(|side| (*side).into()).collect(),
        auto_off,
        reason: request.reason.clone().unwrap_or_default(),
    }));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.boards.moved(principal.book.id());
    Ok(Json(read_fixture(state, principal, fixture).await?))
}

/// When a game truly began.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartRequest {
    /// Not ahead; null takes it back.
    #[schema(required = true)]
    pub(crate) began_at: Option<Time>,
    /// From where it is known; stands in the event log.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) note: Option<String>,
}

/// Says when a game truly began. It takes no wagers from then on; those accepted since are listed
/// by `GET /v1/tickets?late=true`.
#[utoipa::path(put, path = "/v1/fixtures/{id}/start", tag = "settlement",
    params(("id" = String, Path, description = "The fixture.")),
    request_body = StartRequest, responses((status = 200, body = OfficeFixture)))]
pub(crate) async fn replace_fixture_start(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(FixtureRef(fixture)): PathId<FixtureRef>,
    Body(request): Body<StartRequest>,
) -> Result<Json<OfficeFixture>, Problem> {
    let action = Action::Grading(GradingCommand::RecordStart {
        fixture,
        began_at: request.began_at.map(|at| at.0),
        note: request.note.unwrap_or_default(),
    });
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.boards.moved(principal.book.id());
    Ok(Json(read_fixture(&state, &principal, fixture).await?))
}

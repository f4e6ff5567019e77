//! A book's own line of a market, in place of the catalogue's.

use axum::Json;
use axum::extract::State;
use domain::board::own_line::LineTerms;
use domain::command::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::fixture::{OfficeFixture, read_fixture};
use crate::resource::line::{LinePrice, checked, market};
use crate::shape::id::MarketRef;
use crate::state::ApiState;

/// Points and prices of a line.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnLineTerms {
    /// Spread of the home side, or the total.
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    /// A side that is left out is not offered.
    #[schema(min_items = 1, max_items = 255)]
    pub(crate) prices: Vec<LinePrice>,
}

/// The book's line of a market.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnLineRequest {
    /// Null follows the catalogue again.
    #[schema(required = true)]
    pub(crate) line: Option<OwnLineTerms>,
}

/// Makes a line the book's own until its start, or follows the catalogue again. Every player of the
/// book has it from then on, shaded by their line profile if there is one.
#[utoipa::path(put, path = "/v1/markets/{id}/line", tag = "board",
    params(("id" = String, Path, description = "The market.")),
    request_body = OwnLineRequest, responses((status = 200, body = OfficeFixture)))]
pub(crate) async fn replace_market_line(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MarketRef(id)): PathId<MarketRef>,
    Body(request): Body<OwnLineRequest>,
) -> Result<Json<OfficeFixture>, Problem> {
    let line = request.line.map(|sent| {
        let (points, prices) = checked(sent.points.as_deref(), &sent.prices)?;
        Ok::<LineTerms, Problem>(LineTerms { points, prices })
    });
    let fixture = market(&state, id).await?.fixture;
    let action = Action::MoveOwnLine { market: id, line: line.transpose()? };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.boards.moved(principal.book.id());
    Ok(Json(read_fixture(&state, &principal, fixture).await?))
}

//! Moving a line of the catalogue by hand.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::board::line::Points;
use domain::board::market::{Market, MarketStatus as DomainStatus, Price};
use domain::command::{Action, MoveLine};
use domain::id::BookId;
use domain::odds::{Odds as DomainOdds, OddsError};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::shape::id::MarketRef;
use crate::shape::odds::{Odds, points_text};
use crate::shape::time::Time;
use crate::shape::word::Side;
use crate::state::ApiState;

/// The price of one side, in one notation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinePrice {
    pub(crate) side: Side,
    pub(crate) american: Option<i64>,
    pub(crate) decimal: Option<String>,
}

/// A line as it shall stand.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRequest {
    pub(crate) market_id: MarketRef,
    /// The home side's spread, or the total; the points in force without it.
    pub(crate) points: Option<String>,
    /// The price of every side that is offered.
    #[schema(min_items = 1, max_items = 3)]
    pub(crate) prices: Vec<LinePrice>,
}

/// A side of the line now in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PostedPrice {
    pub(crate) side: Side,
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    pub(crate) odds: Odds,
}

/// The line now in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LinePosted {
    pub(crate) market_id: MarketRef,
    pub(crate) version: i64,
    pub(crate) at: Time,
    pub(crate) prices: Vec<PostedPrice>,
}

fn price(leg: &LinePrice) -> Option<Result<DomainOdds, OddsError>> {
    match (leg.american, &leg.decimal) {
        (Some(american), None) => Some(DomainOdds::american(american)),
        (None, Some(decimal)) => Some(DomainOdds::parse_decimal(decimal)),
        _ => None,
    }
}

fn checked(request: &LineRequest) -> Result<(Option<Points>, Vec<Price>), Problem> {
    let mut faults = Faults::default();
    let points = request.points.as_deref().map(Points::parse);
    if points == Some(None) {
        faults.add("points", "field_invalid", "points must be points such as -3.5");
    }
    let mut prices = Vec::new();
    for (n, leg) in request.prices.iter().enumerate() {
        let field = format!("prices[{n}]");
        match price(leg) {
            Some(Ok(odds)) => prices.push(Price { side: leg.side.into(), odds }),
            Some(Err(error)) => faults.add(&field, "field_invalid", format!("{field} {error}")),
            None => {
                let rule = format!("{field} must have either american or decimal");
                faults.add(&field, "field_invalid", rule);
            }
        }
    }
    faults.finish()?;
    Ok((points.flatten(), prices))
}

async fn market(state: &ApiState, id: domain::id::MarketId) -> Result<Market, Problem> {
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(BookId::PLATFORM, &[Key::Market(id)], &mut working)?;
        Ok(working.market(id).cloned())
    });
    found.await?.ok_or_else(|| Problem::not_found("market"))
}

/// Moves a line of the catalogue, for every book at once. Only in the provider's own scope.
#[utoipa::path(post, path = "/v1/lines", tag = "board", request_body = LineRequest,
    responses((status = 201, body = LinePosted)))]
pub(crate) async fn create_line(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<LineRequest>,
) -> Result<(StatusCode, Json<LinePosted>), Problem> {
    if principal.book.id() != BookId::PLATFORM {
        let detail = "lines of the catalogue move in the provider's scope";
        return Err(Problem::new("not_permitted", detail));
    }
    let (points, prices) = checked(&request)?;
    let before = market(&state, request.market_id.0).await?;
    let line = MoveLine {
        fixture: before.fixture,
        kind: before.kind,
        period: before.period,
        status: DomainStatus::Open,
        points: points.or(before.points),
        prices,
    };
    let action = Action::MoveLine(Box::new(line));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let now = market(&state, before.id).await?;
    let prices = now.prices.iter().map(|price| PostedPrice {
        side: price.side.into(),
        points: points_text(now.kind, now.points_of(price.side)),
        odds: Odds::of(price.odds),
    });
    let posted = LinePosted {
        market_id: now.id.into(),
        version: now.version,
        at: Time(now.moved_at),
        prices: prices.collect(),
    };
    Ok((StatusCode::CREATED, Json(posted)))
}

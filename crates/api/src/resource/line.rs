//! Posting and moving lines of the catalogue by hand, and announcing pitchers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::board::line::Points;
use domain::board::market::{Market, MarketStatus as DomainStatus, Price};
use domain::board::period::Period;
use domain::board::prop::{PlaceTerms, Prop, Runner};
use domain::command::{Action, MoveLine, Outcome};
use domain::id::BookId;
use domain::odds::{Odds as DomainOdds, OddsError};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::board::EachWay;
use crate::shape::id::{FixtureRef, MarketRef};
use crate::shape::odds::{Odds, points_text};
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::MarketKind;
use crate::state::ApiState;

/// The price of one side, in one notation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinePrice {
    pub(crate) side: Side,
    pub(crate) american: Option<i64>,
    pub(crate) decimal: Option<String>,
}

/// One of a field.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRunner {
    /// Its number, the same in every market of the fixture.
    #[schema(minimum = 1, maximum = 255)]
    pub(crate) number: u8,
    pub(crate) name: String,
}

/// A market that does not exist yet.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMarket {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) kind: MarketKind,
    /// `game` without it.
    #[schema(nullable = false, example = "first_half")]
    pub(crate) period: Option<String>,
    /// The number of an alternate line; the main line without it.
    #[schema(nullable = false)]
    pub(crate) alternate: Option<i32>,
    /// What it asks, for markets beside the score.
    #[schema(nullable = false)]
    pub(crate) title: Option<String>,
    /// The key its answer has in a score report, for markets beside the score.
    #[schema(nullable = false, example = "kelce.receiving_yards")]
    pub(crate) statistic: Option<String>,
    /// The field of a multi-way market or outright.
    #[schema(nullable = false, max_items = 255)]
    pub(crate) runners: Option<Vec<LineRunner>>,
    /// Each-way terms.
    #[schema(nullable = false)]
    pub(crate) each_way: Option<EachWay>,
}

/// A line as it shall stand: of a market that exists, or of a new one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRequest {
    /// The market that moves.
    #[schema(nullable = false)]
    pub(crate) market_id: Option<MarketRef>,
    /// The market that is posted for the first time.
    #[schema(nullable = false)]
    pub(crate) market: Option<NewMarket>,
    /// The home side's spread, or the total; the points in force without it.
    pub(crate) points: Option<String>,
    /// The price of every side that is offered.
    #[schema(min_items = 1, max_items = 255)]
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

impl PostedPrice {
    /// Every side of a market at its line.
    pub(crate) fn all_of(market: &Market) -> Vec<PostedPrice> {
        let price = |price: &Price| PostedPrice {
            side: price.side.into(),
            points: points_text(market.kind, market.points_of(price.side)),
            odds: Odds::of(price.odds),
        };
        market.prices.iter().map(price).collect()
    }
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

/// Points and prices as they were sent.
pub(crate) fn checked(
    points: Option<&str>,
    sent: &[LinePrice],
) -> Result<(Option<Points>, Vec<Price>), Problem> {
    let mut faults = Faults::default();
    let points = points.map(Points::parse);
    if points == Some(None) {
        faults.add("points", "field_invalid", "points must be points such as -3.5");
    }
    let mut prices = Vec::new();
    for (n, leg) in sent.iter().enumerate() {
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

/// A market of the catalogue.
///
/// # Errors
/// `not_found` for an unknown one.
pub(crate) async fn market(state: &ApiState, id: domain::id::MarketId) -> Result<Market, Problem> {
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(BookId::PLATFORM, &[Key::Market(id)], &mut working)?;
        Ok(working.market(id).cloned())
    });
    found.await?.ok_or_else(|| Problem::not_found("market"))
}

impl NewMarket {
    /// The line of a market that is posted for the first time.
    fn line(self, points: Option<Points>, prices: Vec<Price>) -> Result<MoveLine, Problem> {
        let named = self.period.as_deref().unwrap_or(Period::Game.name());
        let period = Period::parse(named).ok_or_else(|| {
            let rule = "market.period must be a part of the game such as first_half";
            Problem::of_field("market.period", "field_invalid", rule)
        })?;
        let runner = |one: LineRunner| Runner { number: one.number, name: one.name };
        let prop = Prop {
            title: self.title.unwrap_or_default(),
            statistic: self.statistic.unwrap_or_default(),
            runners: self.runners.unwrap_or_default().into_iter().map(runner).collect(),
            places: self
                .each_way
                .map(|EachWay { places, fraction }| PlaceTerms { places, fraction }),
        };
        let is_asked = prop != Prop::default();
        Ok(MoveLine {
            fixture: self.fixture_id.0,
            kind: self.kind.into(),
            period,
            alternate: self.alternate.unwrap_or(0),
            prop: is_asked.then_some(Box::new(prop)),
            status: DomainStatus::Open,
            points,
            prices,
        })
    }
}

async fn line_of(state: &ApiState, request: LineRequest) -> Result<MoveLine, Problem> {
    let (points, prices) = checked(request.points.as_deref(), &request.prices)?;
    match (request.market_id, request.market) {
        (Some(id), None) => {
            let before = market(state, id.0).await?;
            Ok(MoveLine {
                fixture: before.fixture,
                kind: before.kind,
                period: before.period,
                alternate: before.alternate,
                points: points.or(before.points),
                prop: before.prop,
                status: DomainStatus::Open,
                prices,
            })
        }
        (None, Some(new)) => new.line(points, prices),
        _ => {
            let rule = "market_id or market must be given, and not both";
            Err(Problem::of_field("market_id", "field_invalid", rule))
        }
    }
}

/// Announced starting pitchers.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PitchersRequest {
    pub(crate) home: String,
    pub(crate) away: String,
}

/// Announces the starting pitchers of a baseball fixture, or a change of them. Tickets keep those
/// they were accepted under. Only in the provider's own scope.
#[utoipa::path(put, path = "/v1/fixtures/{id}/pitchers", tag = "board",
    params(("id" = String, Path, description = "The fixture.")), request_body = PitchersRequest,
    responses((status = 204, description = "Announced.")))]
pub(crate) async fn replace_fixture_pitchers(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(FixtureRef(fixture)): PathId<FixtureRef>,
    Body(request): Body<PitchersRequest>,
) -> Result<StatusCode, Problem> {
    check_scope(&principal)?;
    let PitchersRequest { home, away } = request;
    let action = Action::ListPitchers { fixture, home, away };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses whoever is not in the provider's own scope.
///
/// # Errors
/// `not_permitted`.
pub(crate) fn check_scope(principal: &Principal) -> Result<(), Problem> {
    if principal.book.id() == BookId::PLATFORM {
        return Ok(());
    }
    let detail = "the catalogue is written in the provider's scope";
    Err(Problem::new("not_permitted", detail))
}

/// Posts or moves a line of the catalogue, for every book at once. Only in the provider's own
/// scope. What a market asks stays as it was first posted.
#[utoipa::path(post, path = "/v1/lines", tag = "board", request_body = LineRequest,
    responses((status = 201, body = LinePosted)))]
pub(crate) async fn create_line(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<LineRequest>,
) -> Result<(StatusCode, Json<LinePosted>), Problem> {
    check_scope(&principal)?;
    let action = Action::MoveLine(Box::new(line_of(&state, request).await?));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let id = match receipt.answer {
        Ok(Outcome::Market(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("a line answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    let now = market(&state, id).await?;
    let posted = LinePosted {
        market_id: now.id.into(),
        version: now.version,
        at: Time(now.moved_at),
        prices: PostedPrice::all_of(&now),
    };
    Ok((StatusCode::CREATED, Json(posted)))
}

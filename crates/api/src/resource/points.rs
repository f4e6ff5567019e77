//! Points that a house sells, by league: prices of half points and of key numbers. A change is a
//! version of the house rules; tickets keep what they were accepted by.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::board::line::Points;
use domain::command::{Action, SellPoints};
use domain::rows::{Key, Read as _};
use domain::wager::bought::{self, KeyNumber, PointPrices, published_points};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::shape::id::LeagueRef;
use crate::shape::word::WagerType;
use crate::state::ApiState;

/// A number on or off which a half point costs more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyNumberShape {
    #[schema(example = "3")]
    pub(crate) points: String,
    /// What a half point on or off it costs, in cents of the American scale.
    #[schema(example = 25)]
    pub(crate) cents: i32,
}

/// What half points cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PointTableShape {
    #[schema(max_length = 80)]
    pub(crate) name: String,
    /// Where its numbers come from.
    #[schema(max_length = 200)]
    pub(crate) source: String,
    /// A half point, in cents of the American scale: 10 from -110 are -120.
    #[schema(minimum = 1, maximum = 1000)]
    pub(crate) step_cents: i32,
    /// The most that can be bought, up to ten points.
    #[schema(example = "1.5")]
    pub(crate) most: String,
    /// Numbers of a spread that cost more, rising.
    pub(crate) keys: Vec<KeyNumberShape>,
    /// Wager types in which points are sold.
    pub(crate) wagers: Vec<WagerType>,
    /// Whether totals are sold beside spreads.
    pub(crate) totals: bool,
}

/// What a house sells in a league.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PointsOfLeague {
    pub(crate) league_id: LeagueRef,
    pub(crate) table: PointTableShape,
}

/// What a house sells, by league.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PointTables {
    /// The version of the house rules it stands in.
    pub(crate) version: i32,
    pub(crate) items: Vec<PointsOfLeague>,
}

/// A table as published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PublishedTable {
    pub(crate) code: String,
    pub(crate) table: PointTableShape,
}

/// Tables as published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PublishedTables {
    pub(crate) items: Vec<PublishedTable>,
}

/// What is to be sold in a league.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PointsRequest {
    /// The league's code.
    #[schema(example = "NFL")]
    pub(crate) league: String,
    /// Its prices; null sells nothing there any more.
    #[schema(required = true)]
    pub(crate) table: Option<PointTableShape>,
}

fn shape(name: &str, source: &str, prices: &PointPrices) -> PointTableShape {
    let key = |key: &KeyNumber| KeyNumberShape { points: key.points.to_string(), cents: key.cents };
    PointTableShape {
        name: name.to_owned(),
        source: source.to_owned(),
        step_cents: prices.step,
        most: prices.most.to_string(),
        keys: prices.keys.iter().map(key).collect(),
        wagers: prices.wagers.iter().map(|kind| (*kind).into()).collect(),
        totals: prices.totals,
    }
}

fn read_points(faults: &mut Faults, field: &str, text: &str) -> Points {
    Points::parse(text).unwrap_or_else(|| {
        faults.add(field, "field_invalid", format!("{field} must be points such as 1.5"));
        Points::default()
    })
}

fn prices_of(faults: &mut Faults, table: &PointTableShape) -> PointPrices {
    let most = read_points(faults, "table.most", &table.most);
    let mut key = |(n, key): (usize, &KeyNumberShape)| KeyNumber {
        points: read_points(faults, &format!("table.keys[{n}].points"), &key.points),
        cents: key.cents,
    };
    PointPrices {
        step: table.step_cents,
        most,
        keys: (0..).zip(&table.keys).map(&mut key).collect(),
        wagers: table.wagers.iter().map(|kind| (*kind).into()).collect(),
        totals: table.totals,
    }
}

async fn in_force(state: &ApiState, principal: &Principal) -> Result<PointTables, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Book(book)], &mut working)?;
        let version = working.book(book).map_or(0, |book| book.rules_version);
        views.load(book, &[Key::Rules(version)], &mut working)?;
        Ok(working.rules(version).map(|rules| (version, rules.points.clone())))
    });
    let unknown = || Problem::new("not_found", "this book has no house rules");
    let (version, tables) = found.await?.ok_or_else(unknown)?;
    let of_league = |table: &bought::PointTable| PointsOfLeague {
        league_id: table.league.into(),
        table: shape(&table.name, &table.source, &table.prices),
    };
    Ok(PointTables { version, items: tables.iter().map(of_league).collect() })
}

/// The points that the house sells.
#[utoipa::path(get, path = "/v1/points", tag = "wagers",
    responses((status = 200, body = PointTables)))]
pub(crate) async fn list_points(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<PointTables>, Problem> {
    Ok(Json(in_force(&state, &principal).await?))
}

/// Prices as published, with their sources: to be taken over as they are or changed.
#[utoipa::path(get, path = "/v1/points/published", tag = "wagers",
    responses((status = 200, body = PublishedTables)))]
pub(crate) async fn list_published_points(_principal: Principal) -> Json<PublishedTables> {
    let published = published_points();
    let items = published.iter().map(|one| PublishedTable {
        code: one.code.clone(),
        table: shape(&one.name, &one.source, &one.prices),
    });
    Json(PublishedTables { items: items.collect() })
}

/// Sells points in a league at these prices, or no more. Tickets keep theirs.
#[utoipa::path(post, path = "/v1/points", tag = "wagers", request_body = PointsRequest,
    responses((status = 201, body = PointTables)))]
pub(crate) async fn create_points(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<PointsRequest>,
) -> Result<(StatusCode, Json<PointTables>), Problem> {
    let mut faults = Faults::default();
    let table = request
        .table
        .as_ref()
        .map(|table| (table.name.clone(), table.source.clone(), prices_of(&mut faults, table)));
    faults.finish()?;
    let action = Action::SellPoints(Box::new(SellPoints { league: request.league, table }));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.directory.forget_book(principal.book.id());
    Ok((StatusCode::CREATED, Json(in_force(&state, &principal).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_table_can_be_sent_back_as_it_was_told() {
        for one in published_points() {
            let told = shape(&one.name, &one.source, &one.prices);
            let sent = serde_json::to_value(&told).expect("JSON");
            let request: PointTableShape = serde_json::from_value(sent).expect("a table");
            let mut faults = Faults::default();
            assert_eq!(prices_of(&mut faults, &request), one.prices, "{}", one.code);
            assert!(faults.finish().is_ok());
        }
    }
}

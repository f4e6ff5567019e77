//! The cards of a house: fixed prices of parlays, teasers, pleasers and progressive parlays. Each
//! change is a version; tickets keep what they were accepted by.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::board::line::Points;
use domain::command::Action;
use domain::odds::{Odds as Price, OddsFormat};
use domain::rows::{Key, Read as _};
use domain::wager::card::{self as cards, CardPoints, CardPrice, PayTable};
use domain::wager::presets::published;
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::shape::word::{CardKind, NoAction, Sport, TieRule};
use crate::state::ApiState;

/// How far a card moves the lines of a sport.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardPointsShape {
    pub(crate) sport: Sport,
    /// Points on a spread: `6`, `6.5`.
    #[schema(example = "6")]
    pub(crate) spread: String,
    /// Points on a total; nothing where totals are not taken.
    pub(crate) total: Option<String>,
}

/// What one number of selections pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardPriceShape {
    /// Selections that count.
    pub(crate) selections: u32,
    /// Of them lost; on progressive cards only.
    #[serde(default)]
    pub(crate) losses: u32,
    /// Net win per unit risked, as printed.
    #[schema(example = "13/5")]
    pub(crate) fractional: String,
}

/// A card to be put up, or a new version of the one of this code.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardRequest {
    /// 2 to 40 of a-z, 0-9, dot, dash or underscore.
    pub(crate) code: String,
    pub(crate) kind: CardKind,
    #[schema(max_length = 80)]
    pub(crate) name: String,
    /// Where its numbers come from.
    #[schema(max_length = 200)]
    pub(crate) source: String,
    /// Whether it can be bet now.
    pub(crate) offered: bool,
    pub(crate) ties: TieRule,
    pub(crate) no_action: NoAction,
    /// Several markets of one fixture may stand on it; false without it.
    #[serde(default)]
    pub(crate) same_fixture: bool,
    /// The one price its selections must have, such as `10/11`; any price without it.
    #[schema(nullable = false)]
    pub(crate) leg_price: Option<String>,
    /// How far lines are moved; of teasers and pleasers, which take only these sports.
    #[serde(default)]
    pub(crate) points: Vec<CardPointsShape>,
    #[schema(min_items = 1)]
    pub(crate) prices: Vec<CardPriceShape>,
}

/// A card of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Card {
    pub(crate) code: String,
    /// Rises with each change; 0 for one that is published and not taken over.
    pub(crate) version: i32,
    pub(crate) kind: CardKind,
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) offered: bool,
    pub(crate) ties: TieRule,
    pub(crate) no_action: NoAction,
    pub(crate) same_fixture: bool,
    #[schema(required = true)]
    pub(crate) leg_price: Option<String>,
    pub(crate) points: Vec<CardPointsShape>,
    pub(crate) prices: Vec<CardPriceShape>,
}

/// Cards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Cards {
    pub(crate) items: Vec<Card>,
}

impl Cards {
    fn of(cards: &[cards::Card]) -> Cards {
        Cards { items: cards.iter().map(Card::of).collect() }
    }
}

fn fraction(price: Price) -> String {
    format!("{}/{}", price.win, price.risk)
}

impl CardPriceShape {
    /// The shape of a printed price.
    pub(crate) fn of(one: &CardPrice) -> CardPriceShape {
        let count = |count: usize| u32::try_from(count).unwrap_or(0);
        CardPriceShape {
            selections: count(one.legs),
            losses: count(one.losses),
            fractional: fraction(one.odds),
        }
    }
}

impl Card {
    fn of(card: &cards::Card) -> Card {
        let points = |one: &CardPoints| CardPointsShape {
            sport: one.sport.into(),
            spread: one.spread.to_string(),
            total: one.total.map(|points| points.to_string()),
        };
        Card {
            code: card.code.clone(),
            version: card.version,
            kind: card.kind.into(),
            name: card.name.clone(),
            source: card.source.clone(),
            offered: card.offered,
            ties: card.table.ties.into(),
            no_action: card.table.no_action.into(),
            same_fixture: card.same_fixture,
            leg_price: card.leg_price.map(fraction),
            points: card.points.iter().map(points).collect(),
            prices: card.table.prices.iter().map(CardPriceShape::of).collect(),
        }
    }
}

/// Which versions are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CardQuery {
    /// Every version of this card, oldest first; without it every card as it is now.
    code: Option<String>,
}

/// The cards of the house.
#[utoipa::path(get, path = "/v1/cards", tag = "wagers", params(CardQuery),
    responses((status = 200, body = Cards)))]
pub(crate) async fn list_cards(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<CardQuery>,
) -> Result<Json<Cards>, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| match &query.code {
        Some(code) => views.card_versions(book, code),
        None => views.cards(book),
    });
    Ok(Json(Cards::of(&found.await?)))
}

/// Cards as published, with their sources: to be taken over as they are or changed.
#[utoipa::path(get, path = "/v1/cards/published", tag = "wagers",
    responses((status = 200, body = Cards)))]
pub(crate) async fn list_published_cards(_principal: Principal) -> Json<Cards> {
    Json(Cards::of(&published()))
}

/// Puts up a card, or a new version of the one of its code. Tickets keep theirs.
#[utoipa::path(post, path = "/v1/cards", tag = "wagers", request_body = CardRequest,
    responses((status = 201, body = Card)))]
pub(crate) async fn create_card(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<CardRequest>,
) -> Result<(StatusCode, Json<Card>), Problem> {
    let card = checked(&request)?;
    let (book, code) = (principal.book.id(), card.code.clone());
    let action = Action::PutCard(Box::new(card));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let kept = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Card(code.clone())], &mut working)?;
        Ok(working.card(code).cloned())
    });
    let kept = kept.await?.ok_or_else(|| Problem::not_found("card"))?;
    Ok((StatusCode::CREATED, Json(Card::of(&kept))))
}

fn checked(request: &CardRequest) -> Result<cards::Card, Problem> {
    let mut faults = Faults::default();
    let points = (0..).zip(&request.points);
    let points = points.map(|(n, one)| points_of(&mut faults, n, one)).collect();
    let prices = (0..).zip(&request.prices);
    let prices = prices.map(|(n, one)| price_of(&mut faults, n, one)).collect();
    let leg_price = request.leg_price.as_deref();
    let leg_price = leg_price.map(|text| odds(&mut faults, "leg_price", text));
    faults.finish()?;
    Ok(cards::Card {
        code: request.code.clone(),
        version: 0,
        kind: request.kind.into(),
        name: request.name.clone(),
        source: request.source.clone(),
        offered: request.offered,
        points,
        leg_price,
        same_fixture: request.same_fixture,
        table: PayTable { ties: request.ties.into(), no_action: request.no_action.into(), prices },
    })
}

fn odds(faults: &mut Faults, field: &str, text: &str) -> Price {
    let parts = text.split_once('/');
    let price = parts.and_then(|(win, risk)| Some((win.parse().ok()?, risk.parse().ok()?)));
    let price = price.and_then(|(win, risk)| Price::fractional(win, risk).ok());
    price.unwrap_or_else(|| {
        faults.add(field, "field_invalid", format!("{field} must be a price such as 13/5"));
        Price { format: OddsFormat::Fractional, ..Price::EVEN }
    })
}

fn points_of(faults: &mut Faults, n: usize, one: &CardPointsShape) -> CardPoints {
    let mut read = |field: &str, text: &str| {
        Points::parse(text).unwrap_or_else(|| {
            let field = format!("points[{n}].{field}");
            faults.add(&field, "field_invalid", format!("{field} must be points such as 6.5"));
            Points::default()
        })
    };
    let spread = read("spread", &one.spread);
    let total = one.total.as_deref().map(|text| read("total", text));
    CardPoints { sport: one.sport.into(), spread, total }
}

fn price_of(faults: &mut Faults, n: usize, one: &CardPriceShape) -> CardPrice {
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    CardPrice {
        legs: count(one.selections),
        losses: count(one.losses),
        odds: odds(faults, &format!("prices[{n}].fractional"), &one.fractional),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_card_can_be_sent_back_as_it_was_told() {
        for card in published() {
            let told = serde_json::to_value(Card::of(&card)).expect("JSON");
            let mut sent = told.clone();
            sent.as_object_mut().expect("an object").remove("version");
            if sent["leg_price"].is_null() {
                sent.as_object_mut().expect("an object").remove("leg_price");
            }
            let request: CardRequest = serde_json::from_value(sent).expect("a request");
            let read = checked(&request).map_err(|_| "refused").expect("a card");
            assert_eq!((read.body(), &read.code), (card.body(), &card.code));
        }
    }
}

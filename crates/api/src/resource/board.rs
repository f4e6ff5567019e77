//! The board: what can be bet on in a book, with live prices. One function puts the catalogue's
//! lines through the book's overlay and the clock.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use desk::view;
use domain::board::fixture as fixtures;
use domain::board::market as markets;
use domain::board::offer::{Offer, OfferStatus, WHOLE_FIXTURE, is_side_stopped, offered};
use domain::board::prop::{Listing, PlaceTerms};
use domain::calendar::Instant;
use domain::control::Controls;
use domain::id::LeagueId;
use domain::rejection::Code;
use domain::rules::HouseRules;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::{FixtureRef, LeagueRef, MarketRef};
use crate::shape::odds::{Odds, points_seen, points_text};
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::{FixtureStatus, MarketGroup, MarketKind, MarketStatus, Sport};
use crate::state::ApiState;

/// A side of a fixture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Team {
    #[schema(example = "KC")]
    pub(crate) code: String,
    #[schema(example = "Kansas City Chiefs")]
    pub(crate) name: String,
    /// The name beside a price.
    #[schema(example = "Chiefs")]
    pub(crate) short: String,
}

impl Team {
    fn of(team: &fixtures::Team) -> Team {
        let fixtures::Team { code, name, short, .. } = team.clone();
        Team { code, name, short }
    }
}

/// Points of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Score {
    pub(crate) home: i32,
    pub(crate) away: i32,
}

impl Score {
    /// Home first.
    pub(crate) fn of((home, away): (i32, i32)) -> Score {
        Score { home, away }
    }
}

/// What a selection opened at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Opened {
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    pub(crate) odds: Odds,
}

/// One side of a market with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardSelection {
    pub(crate) side: Side,
    /// The runner's name, in markets over a field.
    #[schema(required = true)]
    pub(crate) name: Option<String>,
    /// As the bettor of this side reads them: `-3.5`, `+7`, `44.5`; null without points.
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    pub(crate) odds: Odds,
    /// Takes no wagers now, whatever its market's status.
    pub(crate) suspended: bool,
    #[schema(required = true)]
    pub(crate) opened: Option<Opened>,
}

/// Each-way terms: the place part pays `1/fraction` of the odds for the first `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EachWay {
    pub(crate) places: u8,
    pub(crate) fraction: u8,
}

/// The announced starting pitchers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Pitchers {
    pub(crate) home: String,
    pub(crate) away: String,
}

/// A market with its current line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardMarket {
    pub(crate) id: MarketRef,
    pub(crate) kind: MarketKind,
    /// Main lines, alternates, periods, props, futures: markets come in this order.
    pub(crate) group: MarketGroup,
    /// `game`, or the part of it: `first_half`, `quarter_1`, `period_1`, `first_five`, `set_1`.
    #[schema(example = "game")]
    pub(crate) period: String,
    /// 0 for the main line, or the number of an alternate one.
    pub(crate) alternate: i32,
    /// What it asks, in markets beside the score.
    #[schema(required = true, example = "Travis Kelce receiving yards")]
    pub(crate) title: Option<String>,
    /// The terms of each-way wagers, where they are taken.
    #[schema(required = true)]
    pub(crate) each_way: Option<EachWay>,
    /// Rises with every move.
    pub(crate) version: i64,
    pub(crate) status: MarketStatus,
    pub(crate) selections: Vec<BoardSelection>,
}

/// A fixture with all that is offered on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardFixture {
    pub(crate) id: FixtureRef,
    #[schema(required = true)]
    pub(crate) rotation_away: Option<i32>,
    #[schema(required = true)]
    pub(crate) rotation_home: Option<i32>,
    pub(crate) starts_at: Time,
    pub(crate) status: FixtureStatus,
    /// First year of the season.
    #[schema(required = true)]
    pub(crate) season: Option<i32>,
    /// Round or week of the season.
    #[schema(required = true)]
    pub(crate) week: Option<i32>,
    #[schema(required = true)]
    pub(crate) venue: Option<String>,
    /// Played on neutral ground.
    pub(crate) neutral: bool,
    pub(crate) home: Team,
    pub(crate) away: Team,
    /// An event of a field instead of two sides: `home` and `away` are both its name.
    pub(crate) field: bool,
    /// In baseball, once they are announced.
    #[schema(required = true)]
    pub(crate) pitchers: Option<Pitchers>,
    /// Straight wagers only, at a reduced limit.
    pub(crate) circled: bool,
    /// Running while in play, last reported afterwards.
    #[schema(required = true)]
    pub(crate) score: Option<Score>,
    pub(crate) markets: Vec<BoardMarket>,
}

/// A league with its fixtures, by start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardLeague {
    pub(crate) id: LeagueRef,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sport: Sport,
    /// The home side is written first; American sports write the visitor first.
    pub(crate) home_first: bool,
    pub(crate) fixtures: Vec<BoardFixture>,
}

/// The board of a book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Board {
    /// The book's event sequence it reflects.
    pub(crate) sequence: i64,
    pub(crate) now: Time,
    pub(crate) leagues: Vec<BoardLeague>,
}

/// Which part of the board is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BoardQuery {
    /// Code of a league, such as `NFL`.
    league: Option<String>,
}

/// What of one market can be bet: the only place where the interface reads the overlay.
pub(crate) fn status_of(
    fixture: &fixtures::Fixture,
    market: &markets::Market,
    overlay: [Option<&Offer>; 2],
    controls: Option<&Controls>,
    (rules, now): (&HouseRules, Instant),
) -> MarketStatus {
    match offered(fixture, market, overlay, controls, rules, now) {
        Ok(offer) if offer.circled => MarketStatus::Circled,
        Ok(_) => MarketStatus::Open,
        Err(refusal) if refusal.code != Code::MarketClosed => MarketStatus::Closed,
        Err(_) if market.status == markets::MarketStatus::Closed => MarketStatus::Closed,
        Err(_) if overlay.into_iter().flatten().any(is_off_board) => MarketStatus::OffBoard,
        Err(_) => MarketStatus::Suspended,
    }
}

fn is_off_board(offer: &Offer) -> bool {
    offer.status == OfferStatus::OffBoard
}

/// The overlay on a market: the fixture's row and its own.
fn overlay_of<'o>(offers: &'o [Offer], market: &markets::Market) -> [Option<&'o Offer>; 2] {
    [WHOLE_FIXTURE, market.id].map(|id| offers.iter().find(|one| one.market == id))
}

impl BoardMarket {
    fn of(
        board: &view::BoardFixture,
        market: &markets::Market,
        rules: &HouseRules,
        now: Instant,
    ) -> BoardMarket {
        let overlay = overlay_of(&board.offers, market);
        let controls = board.controls.as_deref();
        let fixture = &board.named.fixture;
        let prop = market.prop.as_deref();
        let selections = market.sides().into_iter().filter_map(|side| {
            let odds = market.odds_of(side)?;
            let mut openings = board.openings.iter();
            let opening = openings.find(|one| one.market == market.id && one.side == side);
            let runner = match side {
                markets::Side::Runner(number) => prop.and_then(|prop| prop.runner(number)),
                _ => None,
            };
            Some(BoardSelection {
                side: side.into(),
                name: runner.map(|runner| runner.name.clone()),
                points: points_text(market.kind, market.points_of(side)),
                odds: Odds::of(odds),
                suspended: is_side_stopped(overlay, side),
                opened: opening.map(|opening| Opened {
                    points: points_text(market.kind, points_seen(side, opening.points)),
                    odds: Odds::of(opening.odds),
                }),
            })
        });
        let places = prop.and_then(|prop| prop.places);
        let each_way = |terms: PlaceTerms| {
            let PlaceTerms { places, fraction } = terms;
            EachWay { places, fraction }
        };
        BoardMarket {
            id: market.id.into(),
            kind: market.kind.into(),
            group: market.group().into(),
            period: market.period.name().to_owned(),
            alternate: market.alternate,
            title: prop.map(|prop| prop.title.clone()),
            each_way: places.map(each_way),
            version: market.version,
            status: status_of(fixture, market, overlay, controls, (rules, now)),
            selections: selections.collect(),
        }
    }
}

impl BoardFixture {
    /// The shape of a fixture with its markets at `now`.
    pub(crate) fn of(board: &view::BoardFixture, rules: &HouseRules, now: Instant) -> BoardFixture {
        let fixture = &board.named.fixture;
        let known = |number: i32| (number != 0).then_some(number);
        let circled =
            |one: &Offer| one.market == WHOLE_FIXTURE && one.status == OfferStatus::Circled;
        let mut markets: Vec<&markets::Market> = board.markets.iter().collect();
        // Main lines keep the order they were posted in; the rest follows group by group.
        markets.sort_by_key(|one| (one.group(), one.period, one.alternate));
        let pitchers = |listing: &Listing| {
            let Listing { home, away, .. } = listing.clone();
            Pitchers { home, away }
        };
        BoardFixture {
            id: fixture.id.into(),
            rotation_away: known(fixture.rotation),
            rotation_home: known(fixture.rotation).map(|number| number.saturating_add(1)),
            starts_at: Time(fixture.starts_at),
            status: fixture.status.into(),
            season: known(fixture.season),
            week: known(fixture.round),
            venue: Some(fixture.venue.clone()).filter(|venue| !venue.is_empty()),
            neutral: fixture.neutral,
            home: Team::of(&board.named.home),
            away: Team::of(&board.named.away),
            circled: board.offers.iter().any(circled),
            score: fixture.score.map(Score::of),
            field: fixture.has_field(),
            pitchers: board.listing.as_ref().map(pitchers),
            markets: markets
                .into_iter()
                .map(|market| BoardMarket::of(board, market, rules, now))
                .collect(),
        }
    }
}

/// The leagues of a board, in its order, each with its fixtures; what is off the board is left
/// out.
pub(crate) fn leagues_of(
    board: &view::Board,
    rules: &HouseRules,
    now: Instant,
) -> Vec<BoardLeague> {
    let mut fixtures: BTreeMap<LeagueId, Vec<BoardFixture>> = BTreeMap::new();
    let hidden = |one: &Offer| one.market == WHOLE_FIXTURE && is_off_board(one);
    for one in board.fixtures.iter().filter(|one| !one.offers.iter().any(hidden)) {
        let mut shape = BoardFixture::of(one, rules, now);
        shape.markets.retain(|market| market.status != MarketStatus::OffBoard);
        fixtures.entry(one.named.fixture.league).or_default().push(shape);
    }
    let league = |league: &fixtures::League| BoardLeague {
        id: league.id.into(),
        code: league.code.clone(),
        name: league.name.clone(),
        sport: league.sport.into(),
        home_first: league.sport.writes_home_first(),
        fixtures: fixtures.remove(&league.id).unwrap_or_default(),
    };
    board.leagues.iter().map(league).collect()
}

/// A fixture in words: `Chiefs @ Ravens`, or `Arsenal v Chelsea` where the home side is written
/// first.
pub(crate) fn fixture_text(named: &view::NamedFixture) -> String {
    let (home, away) = (&named.home.short, &named.away.short);
    if named.fixture.has_field() {
        named.home.name.clone()
    } else if named.fixture.sport.writes_home_first() {
        format!("{home} v {away}")
    } else {
        format!("{away} @ {home}")
    }
}

/// The board of the book, or of one league. Send its `ETag` back as `If-None-Match` to learn
/// whether it changed.
#[utoipa::path(get, path = "/v1/board", tag = "board", params(BoardQuery),
    responses((status = 200, body = Board, headers(("ETag" = String))),
        (status = 304, description = "Nothing changed.")))]
pub(crate) async fn get_board(
    State(state): State<ApiState>,
    principal: Principal,
    headers: HeaderMap,
    Query(query): Query<BoardQuery>,
) -> Result<Response, Problem> {
    let prepared = state.board_of(&principal).await?;
    let (leagues, tag) = prepared.leagues_json(query.league.as_deref());
    let seen = headers.get(IF_NONE_MATCH).and_then(|seen| seen.to_str().ok());
    let mut response = if seen.is_some_and(|seen| names_tag(seen, &tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (sequence, now) = (prepared.sequence, Time(state.now()).text());
        let text = format!(r#"{{"sequence":{sequence},"now":"{now}","leagues":{leagues}}}"#);
        let json = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        (json, Body::from(text)).into_response()
    };
    let broken = |_| Problem::internal("a tag that is no header");
    response.headers_mut().insert(ETAG, HeaderValue::from_str(&tag).map_err(broken)?);
    let kept = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(CACHE_CONTROL, kept);
    Ok(response)
}

/// Whether an `If-None-Match` names a tag; weak and strong spellings of it are the same.
fn names_tag(seen: &str, tag: &str) -> bool {
    let plain = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    seen.trim() == "*" || seen.split(',').any(|one| plain(one) == plain(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let tag = r#"W/"abc""#;
        for seen in [r#"W/"abc""#, r#""abc""#, r#""x", W/"abc""#, "*"] {
            assert!(names_tag(seen, tag), "{seen}");
        }
        for seen in ["", "abc", r#""ab""#, r#"W/"abcd""#] {
            assert!(!names_tag(seen, tag), "{seen}");
        }
    }
}

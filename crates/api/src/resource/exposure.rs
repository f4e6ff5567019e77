//! Exposure: what the open bets of a book would cost or bring on each outcome.

use axum::Json;
use axum::extract::State;
use desk::view::{ExposureSheet, FixtureExposure};
use domain::board::market::{Market, Side as DomainSide};
use domain::exposure::Exposure as Counter;
use domain::money::Money as Amount;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::board::fixture_text;
use crate::shape::id::{FixtureRef, MarketRef};
use crate::shape::money::{Currency, Money};
use crate::shape::odds::points_text;
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::{FixtureStatus, MarketGroup, MarketKind};
use crate::state::ApiState;

/// Open bets on one selection.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ExposureSelection {
    pub(crate) side: Side,
    /// The current line; bets may hold others.
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    /// Open tickets with a leg here.
    pub(crate) tickets: i64,
    /// Risk of straight bets.
    pub(crate) risk: Money,
    /// Win of straight bets.
    pub(crate) win: Money,
    /// Risk of parlays with a leg here.
    pub(crate) parlay_risk: Money,
    /// Win of parlays with a leg here; all their legs must win.
    pub(crate) parlay_win: Money,
    /// What the house wins on the straight bets of this market if this selection wins.
    pub(crate) house_if_wins: Money,
}

/// Open bets on one market.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ExposureMarket {
    pub(crate) market_id: MarketRef,
    pub(crate) kind: MarketKind,
    pub(crate) group: MarketGroup,
    #[schema(example = "game")]
    pub(crate) period: String,
    /// What it asks, in markets beside the score.
    #[schema(required = true)]
    pub(crate) title: Option<String>,
    pub(crate) selections: Vec<ExposureSelection>,
}

/// Open bets on one fixture.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ExposureFixture {
    pub(crate) fixture_id: FixtureRef,
    #[schema(example = "Chiefs @ Ravens")]
    pub(crate) label: String,
    pub(crate) starts_at: Time,
    pub(crate) status: FixtureStatus,
    /// The house's result if every market ends against it. Straight bets only.
    pub(crate) worst: Money,
    /// The house's result if every market ends for it. Straight bets only.
    pub(crate) best: Money,
    pub(crate) markets: Vec<ExposureMarket>,
}

/// Open bets of a book, next start first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Exposure {
    pub(crate) sequence: i64,
    pub(crate) fixtures: Vec<ExposureFixture>,
}

/// Which exposure is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExposureQuery {
    /// Only of this fixture.
    #[param(value_type = Option<String>)]
    fixture_id: Option<FixtureRef>,
}

/// The house's result on the straight bets of one market, for each side that could win: it keeps
/// the risk of every other side and pays the win of this one.
fn results(market: &Market, counters: &[Counter]) -> Vec<(DomainSide, Counter, Amount)> {
    let of = |side: DomainSide| {
        let mut known = counters.iter();
        let found = known.find(|one| one.market == market.id && one.side == side);
        found.copied().unwrap_or(Counter::none(market.fixture, market.id, side))
    };
    let sides: Vec<Counter> = market.sides().into_iter().map(of).collect();
    let risk: Amount = sides.iter().map(|one| one.risk).sum();
    sides.iter().map(|one| (one.side, *one, risk - one.risk - one.win)).collect()
}

/// The house's worst and best result of a fixture, market by market.
pub(crate) fn range(fixture: &FixtureExposure) -> (Amount, Amount) {
    let mut range = (Amount::ZERO, Amount::ZERO);
    for market in &fixture.markets {
        let results = results(market, &fixture.counters);
        let amounts = || results.iter().map(|(_, _, house)| *house);
        range.0 += amounts().min().unwrap_or_default();
        range.1 += amounts().max().unwrap_or_default();
    }
    range
}

/// The sum of the worst results of all fixtures.
pub(crate) fn worst(sheet: &ExposureSheet) -> Amount {
    sheet.fixtures.iter().map(|fixture| range(fixture).0).sum()
}

impl ExposureFixture {
    fn of(exposure: &FixtureExposure, currency: Currency) -> ExposureFixture {
        let fixture = &exposure.named.fixture;
        let (worst, best) = range(exposure);
        let market = |market: &Market| {
            let selection = |(side, one, house): (DomainSide, Counter, Amount)| ExposureSelection {
                side: side.into(),
                points: points_text(market.kind, market.points_of(side)),
                tickets: one.tickets,
                risk: currency.of(one.risk),
                win: currency.of(one.win),
                parlay_risk: currency.of(one.parlay_risk),
                parlay_win: currency.of(one.parlay_win),
                house_if_wins: currency.of(house),
            };
            let selections = results(market, &exposure.counters).into_iter().map(selection);
            let selections: Vec<ExposureSelection> = selections.collect();
            let taken = selections.iter().any(|one| one.tickets != 0);
            taken.then_some(ExposureMarket {
                market_id: market.id.into(),
                kind: market.kind.into(),
                group: market.group().into(),
                period: market.period.name().to_owned(),
                title: market.prop.as_ref().map(|prop| prop.title.clone()),
                selections,
            })
        };
        ExposureFixture {
            fixture_id: fixture.id.into(),
            label: fixture_text(&exposure.named),
            starts_at: Time(fixture.starts_at),
            status: fixture.status.into(),
            worst: currency.of(worst),
            best: currency.of(best),
            markets: exposure.markets.iter().filter_map(market).collect(),
        }
    }
}

/// What the open bets of the whole book would cost or bring. Only for members who see all of it.
#[utoipa::path(get, path = "/v1/exposure", tag = "reports", params(ExposureQuery),
    responses((status = 200, body = Exposure)))]
pub(crate) async fn get_exposure(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<ExposureQuery>,
) -> Result<Json<Exposure>, Problem> {
    if !principal.sees_whole_book() {
        let detail = "exposure is counted for the whole book only";
        return Err(Problem::new("not_permitted", detail));
    }
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let fixture = query.fixture_id.map(|id| id.0);
    let sheet = state.read(move |views| views.exposure(id, fixture)).await?;
    let fixtures = sheet.fixtures.iter().map(|one| ExposureFixture::of(one, currency));
    Ok(Json(Exposure { sequence: sheet.sequence, fixtures: fixtures.collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::board::market::{MarketKind as DomainKind, MarketStatus};
    use domain::board::period::Period;
    use domain::calendar::Instant;
    use domain::id::{FixtureId, MarketId};

    fn market(kind: DomainKind) -> Market {
        Market {
            id: MarketId(5),
            fixture: FixtureId(9),
            kind,
            period: Period::Game,
            alternate: 0,
            prop: None,
            status: MarketStatus::Open,
            version: 1,
            points: None,
            prices: vec![],
            moved_at: Instant(0),
            live: false,
        }
    }

    fn counter(side: DomainSide, risk: i64, win: i64) -> Counter {
        let none = Counter::none(FixtureId(9), MarketId(5), side);
        Counter { tickets: 1, risk: Amount(risk), win: Amount(win), ..none }
    }

    #[test]
    fn the_house_keeps_the_other_sides_and_pays_the_winner() {
        let counters =
            [counter(DomainSide::Home, 1_100, 1_000), counter(DomainSide::Away, 500, 450)];
        let results = results(&market(DomainKind::Moneyline), &counters);
        let house: Vec<(DomainSide, i64)> =
            results.iter().map(|(side, _, house)| (*side, house.0)).collect();
        assert_eq!(house, [(DomainSide::Away, 650), (DomainSide::Home, -500)]);
    }

    #[test]
    fn a_third_outcome_without_bets_is_the_best_for_the_house() {
        let counters = [counter(DomainSide::Home, 300, 900)];
        let results = results(&market(DomainKind::Moneyline3), &counters);
        let house: Vec<i64> = results.iter().map(|(_, _, house)| house.0).collect();
        assert_eq!(house, [-900, 300, 300]);
    }
}

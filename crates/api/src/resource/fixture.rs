//! Fixtures as the settlement desk sees them: reports, result, and how far settlement has come.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use desk::port::{FixtureState as DeskState, StoreError, Views};
use desk::view::DeskFixture;
use domain::board::market::Market;
use domain::board::own_line::OwnLine;
use domain::grade::score::{ConfirmedResult, Origin, ScoreReport as DomainReport};
use domain::id::{BookId, FixtureId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{PathId, Query};
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::board::BoardFixture;
use crate::resource::event::logins_of;
use crate::resource::line::PostedPrice;
use crate::shape::id::{FixtureRef, MarketRef, ReportRef};
use crate::shape::money::Money;
use crate::shape::time::Time;
use crate::shape::word::Sport;
use crate::state::ApiState;

/// One source's final score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScoreReport {
    pub(crate) id: ReportRef,
    /// A feed's name, or `desk` for the book's own people.
    pub(crate) source: String,
    pub(crate) home: i32,
    pub(crate) away: i32,
    /// What it tells beside the final score: `quarter_1=7-0;quarter_2=3-14`; empty without.
    pub(crate) detail: String,
    pub(crate) at: Time,
    /// Login of whoever entered it.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// The result in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FixtureResult {
    /// 1 for the first; a correction is a further version.
    pub(crate) version: i32,
    pub(crate) home: i32,
    pub(crate) away: i32,
    /// What its report tells beside the final score.
    pub(crate) detail: String,
    pub(crate) confirmed_at: Time,
    /// Login of whoever confirmed; null for agreeing sources.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// A fixture as the settlement desk sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OfficeFixture {
    #[serde(flatten)]
    pub(crate) board: BoardFixture,
    /// Code of the league.
    pub(crate) league: String,
    pub(crate) sport: Sport,
    /// The home side is written first.
    pub(crate) home_first: bool,
    pub(crate) reports: Vec<ScoreReport>,
    #[schema(required = true)]
    pub(crate) result: Option<FixtureResult>,
    pub(crate) open_tickets: i64,
    pub(crate) settled_tickets: i64,
    pub(crate) at_risk: Money,
    /// When it truly began, if the book's people found that out.
    #[schema(required = true)]
    pub(crate) began_at: Option<Time>,
    /// Lines the book has made its own.
    pub(crate) own_lines: Vec<ReplacedLine>,
    /// A result is confirmed and tickets are still being graded by it.
    pub(crate) settling: bool,
}

/// A line of the book's own in place of the catalogue's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReplacedLine {
    pub(crate) market_id: MarketRef,
    pub(crate) moved_at: Time,
    /// Login of whoever moved it.
    #[schema(required = true)]
    pub(crate) moved_by: Option<String>,
    /// The catalogue's line meanwhile.
    pub(crate) catalogue: Vec<PostedPrice>,
}

/// Logins by member.
pub(crate) type Logins = BTreeMap<MemberId, String>;

impl ScoreReport {
    /// The shape of a report.
    pub(crate) fn of(report: &DomainReport, origin: Origin, logins: &Logins) -> ScoreReport {
        ScoreReport {
            id: ReportRef { origin, id: report.id },
            source: report.source.clone(),
            home: report.home,
            away: report.away,
            detail: report.detail.text(),
            at: Time(report.at),
            by: report.by.and_then(|by| logins.get(&by).cloned()),
        }
    }
}

fn result_shape(result: &ConfirmedResult, logins: &Logins) -> FixtureResult {
    FixtureResult {
        version: result.version,
        home: result.home,
        away: result.away,
        detail: result.detail.text(),
        confirmed_at: Time(result.at),
        by: result.by.and_then(|by| logins.get(&by).cloned()),
    }
}

fn replaced((own, catalogue): &(OwnLine, Market), logins: &Logins) -> ReplacedLine {
    ReplacedLine {
        market_id: own.market.into(),
        moved_at: Time(own.moved_at),
        moved_by: own.moved_by.and_then(|by| logins.get(&by).cloned()),
        catalogue: PostedPrice::all_of(catalogue),
    }
}

impl OfficeFixture {
    fn of(
        state: &ApiState,
        principal: &Principal,
        desk: &DeskFixture,
        logins: &Logins,
    ) -> OfficeFixture {
        let report = |origin| move |one: &DomainReport| ScoreReport::of(one, origin, logins);
        let shared = desk.shared_reports.iter().map(report(Origin::Catalogue));
        let mut reports: Vec<ScoreReport> =
            shared.chain(desk.own_reports.iter().map(report(Origin::Book))).collect();
        reports.sort_by_key(|report| report.at);
        let book = &principal.book;
        OfficeFixture {
            board: BoardFixture::of(&desk.board, &book.rules, state.now()),
            league: desk.league.code.clone(),
            sport: desk.league.sport.into(),
            home_first: desk.league.sport.writes_home_first(),
            reports,
            result: desk.result.as_ref().map(|result| result_shape(result, logins)),
            open_tickets: desk.open_tickets,
            settled_tickets: desk.settled_tickets,
            at_risk: book.currency.of(desk.at_risk),
            began_at: desk.board.offers.iter().find_map(|offer| offer.began_at).map(Time),
            own_lines: desk.board.replaced.iter().map(|one| replaced(one, logins)).collect(),
            settling: desk.grading.is_some_and(|grading| !grading.finished),
        }
    }
}

/// Where fixtures stand at the settlement desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FixtureState {
    Upcoming,
    InPlay,
    ToSettle,
    Settled,
}

/// Which fixtures to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FixtureQuery {
    /// `to_settle` without it.
    state: Option<FixtureState>,
    /// Code of a league. A page may then hold fewer items than asked for.
    league: Option<String>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

fn people(desk: &DeskFixture) -> impl Iterator<Item = MemberId> {
    let reports = desk.own_reports.iter().filter_map(|report| report.by);
    let movers = desk.board.replaced.iter().filter_map(|(own, _)| own.moved_by);
    reports.chain(desk.result.as_ref().and_then(|result| result.by)).chain(movers)
}

fn with_logins(
    views: &dyn Views,
    book: BookId,
    desk: DeskFixture,
) -> Result<(DeskFixture, Logins), StoreError> {
    let logins = logins_of(views, book, people(&desk))?;
    Ok((desk, logins))
}

/// Fixtures for the settlement desk, next start first.
#[utoipa::path(get, path = "/v1/fixtures", tag = "settlement", params(FixtureQuery),
    responses((status = 200, body = PageOf<OfficeFixture>)))]
pub(crate) async fn list_fixtures(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<FixtureQuery>,
) -> Result<Json<PageOf<OfficeFixture>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let wanted = match query.state.unwrap_or(FixtureState::ToSettle) {
        FixtureState::Upcoming => DeskState::Upcoming,
        FixtureState::InPlay => DeskState::InPlay,
        FixtureState::ToSettle => DeskState::ToSettle,
        FixtureState::Settled => DeskState::Settled,
    };
    let (id, now) = (principal.book.id(), state.now());
    let found = state.read(move |views| {
        let found = views.fixtures(id, wanted, now, &page)?;
        let logins = logins_of(views, id, found.items.iter().flat_map(people))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let of_league =
        |one: &&DeskFixture| query.league.as_ref().is_none_or(|code| one.league.code == *code);
    let items = found.items.iter().filter(of_league);
    let items = items.map(|one| OfficeFixture::of(&state, &principal, one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Reads one fixture of the settlement desk.
///
/// # Errors
/// `not_found` for an unknown one.
pub(crate) async fn read_fixture(
    state: &ApiState,
    principal: &Principal,
    fixture: FixtureId,
) -> Result<OfficeFixture, Problem> {
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.fixture(id, fixture)?;
        found.map(|desk| with_logins(views, id, desk)).transpose()
    });
    let (desk, logins) = found.await?.ok_or_else(|| Problem::not_found("fixture"))?;
    Ok(OfficeFixture::of(state, principal, &desk, &logins))
}

/// One fixture for the settlement desk.
#[utoipa::path(get, path = "/v1/fixtures/{id}", tag = "settlement",
    params(("id" = String, Path, description = "The fixture.")),
    responses((status = 200, body = OfficeFixture)))]
pub(crate) async fn get_fixture(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(FixtureRef(id)): PathId<FixtureRef>,
) -> Result<Json<OfficeFixture>, Problem> {
    Ok(Json(read_fixture(&state, &principal, id).await?))
}

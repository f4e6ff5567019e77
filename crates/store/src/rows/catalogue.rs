//! Rows of the catalogue: leagues, teams, fixtures, markets, line moves, score reports.

use desk::port::StoreError;
use domain::board::fixture::{Fixture, FixtureStatus, League, Sport, Team};
use domain::board::line::Points;
use domain::board::market::{LineMove, Market, MarketKind, MarketStatus, Price, Side};
use domain::board::period::Period;
use domain::board::prop::{Listing, PlaceTerms, Prop, Runner};
use domain::book::{HostName, Tenant};
use domain::calendar::Instant;
use domain::grade::detail::Detail;
use domain::grade::score::ScoreReport;
use domain::id::{BookId, FixtureId, LeagueId, MarketId, MemberId, ReportId, TeamId};
use domain::odds::{Odds, OddsFormat};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const LEAGUE: Shape =
    Shape { table: "league", keys: &["code"], rest: &["id", "name", "sport"], of_book: false };

pub(crate) fn league_cells(row: &League) -> Vec<Value> {
    cells![row.code.as_str(), row.id.0, row.name.as_str(), row.sport.name()]
}

pub(crate) fn league(cells: &mut Cells) -> Result<League, StoreError> {
    Ok(League {
        code: cells.text()?,
        id: LeagueId(cells.int()?),
        name: cells.text()?,
        sport: cells.named(Sport::parse)?,
    })
}

pub(crate) const TEAM: Shape = Shape {
    table: "team",
    keys: &["league_id", "code"],
    rest: &["id", "name", "short"],
    of_book: false,
};

pub(crate) fn team_cells(row: &Team) -> Vec<Value> {
    cells![row.league.0, row.code.as_str(), row.id.0, row.name.as_str(), row.short.as_str()]
}

pub(crate) fn team(cells: &mut Cells) -> Result<Team, StoreError> {
    Ok(Team {
        league: LeagueId(cells.int()?),
        code: cells.text()?,
        id: TeamId(cells.int()?),
        name: cells.text()?,
        short: cells.text()?,
    })
}

pub(crate) const HOST: Shape =
    Shape { table: "host", keys: &["host"], rest: &["book_id"], of_book: false };

pub(crate) fn host_cells(row: &HostName) -> Vec<Value> {
    cells![row.host.as_str(), row.book.map(|book| book.0)]
}

pub(crate) fn host(cells: &mut Cells) -> Result<HostName, StoreError> {
    Ok(HostName { host: cells.text()?, book: cells.maybe_int()?.map(BookId) })
}

pub(crate) const TENANT: Shape =
    Shape { table: "tenant", keys: &["slug"], rest: &["book_id"], of_book: false };

pub(crate) fn tenant_cells(row: &Tenant) -> Vec<Value> {
    cells![row.slug.as_str(), row.book.0]
}

pub(crate) fn tenant(cells: &mut Cells) -> Result<Tenant, StoreError> {
    Ok(Tenant { slug: cells.text()?, book: BookId(cells.int()?) })
}

pub(crate) const FIXTURE: Shape = Shape {
    table: "fixture",
    keys: &["id"],
    rest: &[
        "league_id",
        "sport",
        "home_id",
        "away_id",
        "starts_at",
        "status",
        "rotation",
        "season",
        "round",
        "neutral",
        "venue",
        "home_score",
        "away_score",
        "listing",
        "scored_at",
    ],
    of_book: false,
};

pub(crate) fn fixture_cells(row: &Fixture) -> Vec<Value> {
    cells![
        row.id.0,
        row.league.0,
        row.sport.name(),
        row.home.0,
        row.away.0,
        row.starts_at.0,
        row.status.name(),
        row.rotation,
        row.season,
        row.round,
        row.neutral,
        row.venue.as_str(),
        row.score.map(|(home, _)| home),
        row.score.map(|(_, away)| away),
        row.listing,
        row.scored_at.map(|at| at.0),
    ]
}

pub(crate) fn fixture(cells: &mut Cells) -> Result<Fixture, StoreError> {
    Ok(Fixture {
        id: FixtureId(cells.int()?),
        league: LeagueId(cells.int()?),
        sport: cells.named(Sport::parse)?,
        home: TeamId(cells.int()?),
        away: TeamId(cells.int()?),
        starts_at: Instant(cells.int()?),
        status: cells.named(FixtureStatus::parse)?,
        rotation: cells.int32()?,
        season: cells.int32()?,
        round: cells.int32()?,
        neutral: cells.flag()?,
        venue: cells.text()?,
        score: score(cells)?,
        listing: cells.int32()?,
        scored_at: cells.maybe_int()?.map(Instant),
    })
}

pub(super) fn score(cells: &mut Cells) -> Result<Option<(i32, i32)>, StoreError> {
    let small = |value: i64| {
        i32::try_from(value).map_err(|_| StoreError::Corrupt("a score beyond reason".to_owned()))
    };
    match (cells.maybe_int()?, cells.maybe_int()?) {
        (Some(home), Some(away)) => Ok(Some((small(home)?, small(away)?))),
        _ => Ok(None),
    }
}

pub(crate) const MARKET: Shape = Shape {
    table: "market",
    keys: &["id"],
    rest: &[
        "fixture_id",
        "kind",
        "period",
        "status",
        "version",
        "points",
        "prices",
        "moved_at",
        "alternate",
        "statistic",
        "title",
        "runners",
        "places",
        "place_fraction",
        "live",
    ],
    of_book: false,
};

pub(crate) fn market_cells(row: &Market) -> Vec<Value> {
    let prop = row.prop.as_deref();
    let places = prop.and_then(|prop| prop.places);
    cells![
        row.id.0,
        row.fixture.0,
        row.kind.name(),
        row.period.code(),
        row.status.name(),
        row.version,
        row.points.map(|points| points.0),
        prices_text(&row.prices),
        row.moved_at.0,
        row.alternate,
        prop.map_or("", |prop| prop.statistic.as_str()),
        prop.map_or("", |prop| prop.title.as_str()),
        runners_text(prop),
        places.map(|terms| i64::from(terms.places)),
        places.map(|terms| i64::from(terms.fraction)),
        i64::from(row.live),
    ]
}

pub(crate) fn market(cells: &mut Cells) -> Result<Market, StoreError> {
    let mut market = Market {
        id: MarketId(cells.int()?),
        fixture: FixtureId(cells.int()?),
        kind: cells.named(MarketKind::parse)?,
        period: period(cells)?,
        status: cells.named(MarketStatus::parse)?,
        version: cells.int()?,
        points: points(cells)?,
        prices: prices(&cells.text()?)?,
        moved_at: Instant(cells.int()?),
        alternate: cells.int32()?,
        prop: None,
        live: false,
    };
    let prop = Prop {
        statistic: cells.text()?,
        title: cells.text()?,
        runners: runners(&cells.text()?)?,
        places: place_terms(cells.maybe_int()?, cells.maybe_int()?)?,
    };
    market.live = cells.flag()?;
    if market.kind.is_prop() {
        market.prop = Some(Box::new(prop));
    }
    Ok(market)
}

/// The part of a game of a cell.
pub(crate) fn period(cells: &mut Cells) -> Result<Period, StoreError> {
    let code = cells.int32()?;
    Period::of_code(code).ok_or_else(|| StoreError::Corrupt(format!("{code} is no period")))
}

/// `1=Red Rum|2=Arkle`; names hold neither sign.
fn runners_text(prop: Option<&Prop>) -> String {
    let runners = prop.map_or(&[][..], |prop| &prop.runners);
    let one = |runner: &Runner| format!("{}={}", runner.number, runner.name);
    runners.iter().map(one).collect::<Vec<_>>().join("|")
}

fn runners(text: &str) -> Result<Vec<Runner>, StoreError> {
    let one = |text: &str| {
        let (number, name) = text.split_once('=')?;
        Some(Runner { number: number.parse().ok()?, name: name.to_owned() })
    };
    let read =
        |text| one(text).ok_or_else(|| StoreError::Corrupt(format!("{text:?} is no runner")));
    text.split('|').filter(|one| !one.is_empty()).map(read).collect()
}

fn place_terms(
    places: Option<i64>,
    fraction: Option<i64>,
) -> Result<Option<PlaceTerms>, StoreError> {
    let small = |value: i64| {
        u8::try_from(value).map_err(|_| StoreError::Corrupt("place terms beyond reason".to_owned()))
    };
    match (places, fraction) {
        (Some(places), Some(fraction)) => {
            Ok(Some(PlaceTerms { places: small(places)?, fraction: small(fraction)? }))
        }
        _ => Ok(None),
    }
}

pub(crate) const LISTING: Shape = Shape {
    table: "listing",
    keys: &["fixture_id", "version"],
    rest: &["home", "away"],
    of_book: false,
};

pub(crate) fn listing_cells(row: &Listing) -> Vec<Value> {
    cells![row.fixture.0, row.version, row.home.as_str(), row.away.as_str()]
}

pub(crate) fn listing(cells: &mut Cells) -> Result<Listing, StoreError> {
    Ok(Listing {
        fixture: FixtureId(cells.int()?),
        version: cells.int32()?,
        home: cells.text()?,
        away: cells.text()?,
    })
}

/// Points of a cell that may be empty.
pub(crate) fn points(cells: &mut Cells) -> Result<Option<Points>, StoreError> {
    let quarters = cells.maybe_int()?;
    let small = |value| {
        i32::try_from(value).map_err(|_| StoreError::Corrupt("points beyond reason".to_owned()))
    };
    Ok(quarters.map(small).transpose()?.map(Points))
}

/// `home 100/110 american;away 100/110 american`
pub(super) fn prices_text(prices: &[Price]) -> String {
    let one = |price: &Price| {
        let Odds { win, risk, format } = price.odds;
        format!("{} {win}/{risk} {}", price.side.name(), format.name())
    };
    prices.iter().map(one).collect::<Vec<_>>().join(";")
}

pub(super) fn prices(text: &str) -> Result<Vec<Price>, StoreError> {
    text.split(';').filter(|one| !one.is_empty()).map(price).collect()
}

fn price(text: &str) -> Result<Price, StoreError> {
    let read = || {
        let mut parts = text.split(' ');
        let side = Side::parse(parts.next()?)?;
        let (win, risk) = parts.next()?.split_once('/')?;
        let format = OddsFormat::parse(parts.next()?)?;
        let odds = Odds { win: win.parse().ok()?, risk: risk.parse().ok()?, format };
        Some(Price { side, odds })
    };
    read().ok_or_else(|| StoreError::Corrupt(format!("{text:?} is no price")))
}

/// Odds of three cells.
pub(crate) fn odds(cells: &mut Cells) -> Result<Odds, StoreError> {
    Ok(Odds {
        win: cells.uint32()?,
        risk: cells.uint32()?,
        format: cells.named(OddsFormat::parse)?,
    })
}

pub(crate) const LINE_MOVE: Shape = Shape {
    table: "line_move",
    keys: &["market_id", "version", "side"],
    rest: &["points", "odds_win", "odds_risk", "odds_format", "at"],
    of_book: false,
};

pub(crate) fn line_move_cells(row: &LineMove) -> Vec<Value> {
    cells![
        row.market.0,
        row.version,
        row.side.name(),
        row.points.map(|points| points.0),
        i64::from(row.odds.win),
        i64::from(row.odds.risk),
        row.odds.format.name(),
        row.at.0,
    ]
}

pub(crate) const REPORT: Shape = Shape {
    table: "score_report",
    keys: &["id"],
    rest: &["fixture_id", "source", "home", "away", "at", "by_member", "detail"],
    of_book: false,
};

pub(crate) const OWN_REPORT: Shape = Shape {
    table: "own_report",
    keys: &["book_id", "id"],
    rest: &["fixture_id", "source", "home", "away", "at", "by_member", "detail"],
    of_book: true,
};

/// What a report tells beside the score.
pub(crate) fn detail(cells: &mut Cells) -> Result<Box<Detail>, StoreError> {
    Detail::parse(&cells.text()?).map(Box::new).map_err(StoreError::Corrupt)
}

pub(crate) fn report_cells(row: &ScoreReport) -> Vec<Value> {
    cells![
        row.id.0,
        row.fixture.0,
        row.source.as_str(),
        row.home,
        row.away,
        row.at.0,
        row.by.map(|member| member.0),
        row.detail.text(),
    ]
}

pub(crate) fn report(cells: &mut Cells) -> Result<ScoreReport, StoreError> {
    Ok(ScoreReport {
        id: ReportId(cells.int()?),
        fixture: FixtureId(cells.int()?),
        source: cells.text()?,
        home: cells.int32()?,
        away: cells.int32()?,
        at: Instant(cells.int()?),
        by: cells.maybe_int()?.map(MemberId),
        detail: detail(cells)?,
    })
}

//! Rows of a book as a whole: the book, its rules, its overlay, results, grading, leases.

use desk::port::StoreError;
use domain::board::fixture::Sport;
use domain::board::market::Side;
use domain::board::offer::{Offer, OfferStatus};
use domain::board::own_line::{LineTerms, OwnLine};
use domain::book::{Book, BookCalendar, BookStatus, Brand, Uses};
use domain::calendar::Instant;
use domain::grade::rules::GradingRules;
use domain::grade::score::{ConfirmedResult, Grading, Origin};
use domain::id::{BookId, FixtureId, MarketId, MemberId, ReportId, TicketId};
use domain::lease::Lease;
use domain::money::{Money, Rounding};
use domain::odds::OddsFormat;
use domain::rules::HouseRules;
use domain::wager::bought::PointTable;
use domain::wager::terms::WagerRules;

use super::catalogue::{self, detail};
use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const BOOK: Shape = Shape {
    table: "book",
    keys: &["book_id"],
    rest: &[
        "slug",
        "status",
        "brand_name",
        "brand_colour",
        "brand_mark",
        "currency",
        "odds_format",
        "zone",
        "day_cutoff_minutes",
        "first_weekday",
        "rules_version",
        "uses",
    ],
    of_book: true,
};

pub(crate) fn book_cells(row: &Book) -> Vec<Value> {
    cells![
        row.slug.as_str(),
        row.status.name(),
        row.brand.name.as_str(),
        row.brand.colour.as_str(),
        row.brand.mark.as_str(),
        row.currency.as_str(),
        row.odds_format.name(),
        row.calendar.zone.as_str(),
        row.calendar.day_cutoff_minutes,
        row.calendar.first_weekday,
        row.rules_version,
        row.uses.bits(),
    ]
}

pub(crate) fn book(id: BookId, cells: &mut Cells) -> Result<Book, StoreError> {
    Ok(Book {
        id,
        slug: cells.text()?,
        status: cells.named(BookStatus::parse)?,
        brand: Brand { name: cells.text()?, colour: cells.text()?, mark: cells.text()? },
        currency: cells.text()?,
        odds_format: cells.named(OddsFormat::parse)?,
        calendar: BookCalendar {
            zone: cells.text()?,
            day_cutoff_minutes: cells.int32()?,
            first_weekday: cells.int32()?,
        },
        rules_version: cells.int32()?,
        uses: Uses::of_bits(cells.int()?),
    })
}

pub(crate) const RULES: Shape = Shape {
    table: "house_rules",
    keys: &["book_id", "version"],
    rest: &[
        "rounding",
        "min_risk",
        "max_risk",
        "max_win",
        "max_legs",
        "cutoff_seconds",
        "circled_max_risk",
        "confirm_sources",
        "wagers",
        "duplicate_seconds",
        "grading",
        "points",
    ],
    of_book: true,
};

pub(crate) fn rules_cells(row: &HouseRules) -> Vec<Value> {
    cells![
        row.version,
        row.rounding.name(),
        row.min_risk.0,
        row.max_risk.0,
        row.max_win.0,
        row.max_legs,
        row.cutoff_seconds,
        row.circled_max_risk.0,
        row.confirm_sources,
        row.wagers.text(),
        row.duplicate_seconds,
        row.grading.text(),
        PointTable::texts(&row.points),
    ]
}

pub(crate) fn rules(cells: &mut Cells) -> Result<HouseRules, StoreError> {
    Ok(HouseRules {
        version: cells.int32()?,
        rounding: cells.named(Rounding::parse)?,
        min_risk: Money(cells.int()?),
        max_risk: Money(cells.int()?),
        max_win: Money(cells.int()?),
        max_legs: cells.int32()?,
        cutoff_seconds: cells.int32()?,
        circled_max_risk: Money(cells.int()?),
        confirm_sources: cells.int32()?,
        wagers: cells.named(WagerRules::parse)?,
        duplicate_seconds: cells.int32()?,
        grading: grading_rules(&cells.text()?)?,
        points: point_tables(&cells.text()?)?,
    })
}

fn point_tables(text: &str) -> Result<Vec<PointTable>, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("`{text}` are no prices of points"));
    PointTable::parse_all(text).ok_or_else(corrupt)
}

fn grading_rules(text: &str) -> Result<GradingRules, StoreError> {
    GradingRules::parse(text).map_err(|refusal| StoreError::Corrupt(refusal.detail))
}

pub(crate) const OWN_LINE: Shape = Shape {
    table: "own_line",
    keys: &["book_id", "market_id"],
    rest: &["fixture_id", "points", "prices", "moves", "moved_at", "moved_by"],
    of_book: true,
};

/// A book that follows the catalogue has no prices.
pub(crate) fn own_line_cells(row: &OwnLine) -> Vec<Value> {
    let line = row.line.as_ref();
    cells![
        row.market.0,
        row.fixture.0,
        line.and_then(|line| line.points).map(|points| points.0),
        line.map(|line| catalogue::prices_text(&line.prices)),
        row.moves,
        row.moved_at.0,
        row.moved_by.map(|member| member.0),
    ]
}

pub(crate) fn own_line(cells: &mut Cells) -> Result<OwnLine, StoreError> {
    let (market, fixture) = (MarketId(cells.int()?), FixtureId(cells.int()?));
    let points = catalogue::points(cells)?;
    let prices = cells.maybe_text()?.map(|text| catalogue::prices(&text)).transpose()?;
    Ok(OwnLine {
        market,
        fixture,
        line: prices.map(|prices| LineTerms { points, prices }),
        moves: cells.int()?,
        moved_at: Instant(cells.int()?),
        moved_by: cells.maybe_int()?.map(MemberId),
    })
}

pub(crate) const OFFER: Shape = Shape {
    table: "offer",
    keys: &["book_id", "fixture_id", "market_id"],
    rest: &["status", "max_risk", "stopped", "auto_off", "began_at"],
    of_book: true,
};

pub(crate) fn offer_cells(row: &Offer) -> Vec<Value> {
    let max_risk = row.max_risk.map(|amount| amount.0);
    let auto_off = row.auto_off.map(|amount| amount.0);
    let stopped: Vec<&str> = row.stopped.iter().map(|side| side.name()).collect();
    let stopped = stopped.join(",");
    let began_at = row.began_at.map(|at| at.0);
    cells![row.fixture.0, row.market.0, row.status.name(), max_risk, stopped, auto_off, began_at]
}

pub(crate) fn offer(cells: &mut Cells) -> Result<Offer, StoreError> {
    Ok(Offer {
        fixture: FixtureId(cells.int()?),
        market: MarketId(cells.int()?),
        status: cells.named(OfferStatus::parse)?,
        max_risk: cells.maybe_int()?.map(Money),
        stopped: cells.text()?.split(',').filter_map(Side::parse).collect(),
        auto_off: cells.maybe_int()?.map(Money),
        began_at: cells.maybe_int()?.map(Instant),
    })
}

pub(crate) const RESULT: Shape = Shape {
    table: "result",
    keys: &["book_id", "fixture_id", "version"],
    rest: &[
        "home",
        "away",
        "report_id",
        "origin",
        "by_member",
        "at",
        "sport",
        "detail",
        "started_at",
        "seen_report",
        "local_minutes",
    ],
    of_book: true,
};

pub(crate) fn result_cells(row: &ConfirmedResult) -> Vec<Value> {
    cells![
        row.fixture.0,
        row.version,
        row.home,
        row.away,
        row.report.0,
        row.origin == Origin::Book,
        row.by.map(|member| member.0),
        row.at.0,
        row.sport.name(),
        row.detail.text(),
        row.started_at.0,
        row.seen.0,
        row.local,
    ]
}

pub(crate) fn result(cells: &mut Cells) -> Result<ConfirmedResult, StoreError> {
    Ok(ConfirmedResult {
        fixture: FixtureId(cells.int()?),
        version: cells.int32()?,
        home: cells.int32()?,
        away: cells.int32()?,
        report: ReportId(cells.int()?),
        origin: if cells.flag()? { Origin::Book } else { Origin::Catalogue },
        by: cells.maybe_int()?.map(MemberId),
        at: Instant(cells.int()?),
        sport: cells.named(Sport::parse)?,
        detail: detail(cells)?,
        started_at: Instant(cells.int()?),
        seen: ReportId(cells.int()?),
        local: cells.int32()?,
    })
}

pub(crate) const GRADING: Shape = Shape {
    table: "grading",
    keys: &["book_id", "fixture_id"],
    rest: &["result_version", "after_ticket", "finished", "round", "voids"],
    of_book: true,
};

pub(crate) fn grading_cells(row: &Grading) -> Vec<Value> {
    cells![row.fixture.0, row.result_version, row.after.0, row.finished, row.round, row.voids]
}

pub(crate) fn grading(cells: &mut Cells) -> Result<Grading, StoreError> {
    Ok(Grading {
        fixture: FixtureId(cells.int()?),
        result_version: cells.int32()?,
        after: TicketId(cells.int()?),
        finished: cells.flag()?,
        round: cells.int32()?,
        voids: cells.int32()?,
    })
}

pub(crate) const LEASE: Shape =
    Shape { table: "lease", keys: &["book_id", "work"], rest: &["holder", "until"], of_book: true };

pub(crate) fn lease_cells(row: &Lease) -> Vec<Value> {
    cells![row.work.as_str(), row.holder.as_str(), row.until.0]
}

pub(crate) fn lease(cells: &mut Cells) -> Result<Lease, StoreError> {
    Ok(Lease { work: cells.text()?, holder: cells.text()?, until: Instant(cells.int()?) })
}

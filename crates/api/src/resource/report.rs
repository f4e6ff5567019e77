//! The performance report: handle, win and hold by day, sport or type of wager, on the house's
//! side.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use desk::port::{StoreError, Views};
use desk::view::Daily;
use domain::board::fixture::Sport as DomainSport;
use domain::calendar::Day;
use domain::figure::total::Total;
use domain::id::{BookId, MemberId};
use domain::rows::BookTotal;
use domain::wager::ticket::WagerKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::export::{Cell, Format, Sheet, json};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Date;
use crate::shape::word::{Sport, WagerType, text_of};
use crate::state::ApiState;

/// Longest range of one report, in days.
const DAYS_MAX: i32 = 400;
/// Days of a report when nothing is said.
const DAYS_USUAL: i32 = 14;

/// Sums of one day, sport or type, on the house's side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReportRow {
    #[schema(required = true)]
    pub(crate) day: Option<Date>,
    #[schema(required = true)]
    pub(crate) sport: Option<Sport>,
    #[serde(rename = "type")]
    #[schema(required = true)]
    pub(crate) kind: Option<WagerType>,
    /// Wagers accepted.
    pub(crate) tickets: i64,
    /// Their risk.
    pub(crate) handle: Money,
    /// Wagers settled.
    pub(crate) settled_tickets: i64,
    /// Their risk.
    pub(crate) settled_risk: Money,
    /// What the house won on them.
    pub(crate) win: Money,
    /// Win of the settled risk in basis points, rounded; null without any.
    #[schema(required = true)]
    pub(crate) hold_bp: Option<i64>,
}

/// The performance report of a range of business days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DailyReport {
    /// The book's event sequence it reflects.
    pub(crate) sequence: i64,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) rows: Vec<ReportRow>,
    pub(crate) total: ReportRow,
}

/// By what the rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grain {
    Day,
    Sport,
    Type,
}

/// Which report is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DailyQuery {
    /// First business day; two weeks before the last without it.
    #[param(value_type = Option<String>)]
    from: Option<Date>,
    /// Last business day; today without it.
    #[param(value_type = Option<String>)]
    to: Option<Date>,
    /// `day` without it. Types are counted for the whole book only.
    by: Option<Grain>,
    /// `csv` answers a file.
    format: Option<Format>,
}

/// `win / settled_risk` in basis points, to the nearest, halves away from zero.
pub(crate) fn hold_bp(total: &Total) -> Option<i64> {
    let risk = i128::from(total.settled_risk.0);
    if risk <= 0 {
        return None;
    }
    let scaled = i128::from(total.win.0) * 20_000;
    let rounded = (scaled + risk * scaled.signum()) / (risk * 2);
    i64::try_from(rounded).ok()
}

/// The sum of totals.
pub(crate) fn sum<'t>(totals: impl Iterator<Item = &'t Total>) -> Total {
    totals.fold(Total::default(), |mut sum, one| {
        sum.tickets += one.tickets;
        sum.handle += one.handle;
        sum.settled += one.settled;
        sum.settled_risk += one.settled_risk;
        sum.win += one.win;
        sum
    })
}

/// The totals that a reader may see: of the whole book, or of the reader's branch.
///
/// # Errors
/// As the store fails.
pub(crate) fn view_daily(
    views: &dyn Views,
    book: BookId,
    branch: Option<MemberId>,
    from: Day,
    to: Day,
) -> Result<Daily, StoreError> {
    match branch {
        None => views.daily(book, from, to),
        Some(branch) => views.daily_of_branch(book, branch, from, to),
    }
}

/// The performance of the book, or of the reader's branch.
#[utoipa::path(get, path = "/v1/reports/daily", tag = "reports", params(DailyQuery),
    responses((status = 200, content(
        (DailyReport = "application/json"), (String = "text/csv")))))]
pub(crate) async fn get_daily_report(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<DailyQuery>,
) -> Result<Response, Problem> {
    let branch = (!principal.sees_whole_book()).then(|| principal.reach());
    let grain = query.by.unwrap_or(Grain::Day);
    if grain == Grain::Type && branch.is_some() {
        let rule = "by type is counted for the whole book only";
        return Err(Problem::of_field("by", "field_invalid", rule));
    }
    let (today, _) = principal.book.place(&state, state.now());
    let (from, to) = range(&query, today)?;
    let id = principal.book.id();
    let daily = state.read(move |views| view_daily(views, id, branch, from, to)).await?;
    let report = shape(&daily, grain, from, to, principal.book.currency);
    if query.format == Some(Format::Csv) {
        let name = format!("report-{}-{}", report.from.text(), report.to.text());
        return Ok(sheet_of(&report).answer(&name));
    }
    Ok(json(&report))
}

fn range(query: &DailyQuery, today: Day) -> Result<(Day, Day), Problem> {
    let to = query.to.map_or(today, |date| date.0);
    let usual = Day(to.0.saturating_sub(DAYS_USUAL - 1));
    let from = query.from.map_or(usual, |date| date.0);
    if from > to {
        return Err(Problem::of_field("from", "field_invalid", "from must not be after to"));
    }
    if i64::from(to.0) - i64::from(from.0) >= i64::from(DAYS_MAX) {
        let rule = format!("from must be within {DAYS_MAX} days of to");
        return Err(Problem::of_field("from", "field_invalid", rule));
    }
    Ok((from, to))
}

type RowKey = (Option<Day>, Option<DomainSport>, Option<WagerKind>);

fn shape(daily: &Daily, grain: Grain, from: Day, to: Day, currency: Currency) -> DailyReport {
    let key = |one: &BookTotal| -> RowKey {
        match grain {
            Grain::Day => (Some(one.day), None, None),
            Grain::Sport => (None, Some(one.sport), None),
            Grain::Type => (None, None, Some(one.kind)),
        }
    };
    let mut rows: BTreeMap<RowKey, Total> = BTreeMap::new();
    for one in &daily.totals {
        let row = rows.entry(key(one)).or_default();
        *row = sum([*row, one.total].iter());
    }
    let total = sum(daily.totals.iter().map(|one| &one.total));
    DailyReport {
        sequence: daily.sequence,
        from: Date(from),
        to: Date(to),
        rows: rows.iter().map(|(key, total)| row(*key, total, currency)).collect(),
        total: row((None, None, None), &total, currency),
    }
}

fn row((day, sport, kind): RowKey, total: &Total, currency: Currency) -> ReportRow {
    ReportRow {
        day: day.map(Date),
        sport: sport.map(Sport::from),
        kind: kind.map(WagerType::from),
        tickets: total.tickets,
        handle: currency.of(total.handle),
        settled_tickets: total.settled,
        settled_risk: currency.of(total.settled_risk),
        win: currency.of(total.win),
        hold_bp: hold_bp(total),
    }
}

fn sheet_of(report: &DailyReport) -> Sheet {
    let mut sheet = Sheet::new(&[
        "day",
        "sport",
        "type",
        "tickets",
        "handle",
        "settled_tickets",
        "settled_risk",
        "win",
        "hold_bp",
        "currency",
    ]);
    for row in report.rows.iter().chain([&report.total]) {
        sheet.row(vec![
            Cell::text(row.day.map(Date::text).unwrap_or_default()),
            Cell::text(row.sport.map(text_of).unwrap_or_default()),
            Cell::text(row.kind.map(text_of).unwrap_or_default()),
            Cell::number(row.tickets),
            Cell::money(row.handle),
            Cell::number(row.settled_tickets),
            Cell::money(row.settled_risk),
            Cell::money(row.win),
            row.hold_bp.map_or(Cell::text(""), Cell::number),
            Cell::text(row.handle.currency.to_string()),
        ]);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Money as Amount;

    fn total(settled_risk: i64, win: i64) -> Total {
        Total { settled_risk: Amount(settled_risk), win: Amount(win), ..Total::default() }
    }

    #[test]
    fn hold_is_rounded_to_the_nearest_basis_point() {
        assert_eq!(hold_bp(&total(10_000, 650)), Some(650));
        assert_eq!(hold_bp(&total(3, 1)), Some(3_333));
        assert_eq!(hold_bp(&total(3, 2)), Some(6_667));
        assert_eq!(hold_bp(&total(3, -2)), Some(-6_667));
        assert_eq!(hold_bp(&total(0, 5)), None);
    }

    #[test]
    fn rows_are_summed_by_what_was_asked_and_the_total_is_all() {
        let one = |day, sport, kind, win| BookTotal {
            day: Day(day),
            sport,
            kind,
            total: total(100, win),
        };
        let daily = Daily {
            sequence: 7,
            totals: vec![
                one(1, DomainSport::Football, WagerKind::Straight, 10),
                one(1, DomainSport::Soccer, WagerKind::Parlay, 20),
                one(2, DomainSport::Football, WagerKind::Parlay, -5),
            ],
        };
        let usd = Currency::parse("USD").expect("a code");
        let wins = |grain| {
            let report = shape(&daily, grain, Day(1), Day(2), usd);
            assert_eq!(report.total.win.amount, 25);
            report.rows.iter().map(|row| row.win.amount).collect::<Vec<_>>()
        };
        assert_eq!(wins(Grain::Day), [30, -5]);
        assert_eq!(wins(Grain::Sport), [5, 20]);
        assert_eq!(wins(Grain::Type), [10, 15]);
    }

    #[test]
    fn ranges_are_bounded() {
        let query = |from, to| DailyQuery {
            from: Date::parse(from),
            to: Date::parse(to),
            by: None,
            format: None,
        };
        let today = Date::parse("2024-09-22").expect("a date").0;
        let (from, to) = range(&query("", ""), today).expect("two weeks");
        assert_eq!((to.0 - from.0, to), (13, today));
        assert!(range(&query("2024-09-23", ""), today).is_err());
        assert!(range(&query("2020-01-01", "2024-01-01"), today).is_err());
    }
}

//! Weekly figures down the agent tree.

use axum::extract::State;
use axum::response::Response;
use desk::view::{FigureLine, FigureSheet};
use domain::calendar::{Day, Week};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::export::{Cell, Format, Sheet, json};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::MemberRef;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Date;
use crate::shape::word::{Role, text_of};
use crate::state::ApiState;

/// One member's week. An agent's row is the sum of the branch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FigureRow {
    pub(crate) member_id: MemberRef,
    #[schema(required = true)]
    pub(crate) parent_id: Option<MemberRef>,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Steps below the head of the branch.
    pub(crate) depth: i64,
    /// Balance when the week began.
    pub(crate) carry: Money,
    /// Result of the wagers settled on each of the seven business days.
    #[schema(min_items = 7, max_items = 7)]
    pub(crate) days: Vec<Money>,
    /// Sum of the days.
    pub(crate) week: Money,
    /// The part of it that corrects settlements of earlier weeks.
    pub(crate) regraded: Money,
    /// Paid in.
    pub(crate) receipts: Money,
    /// Paid out.
    pub(crate) disbursements: Money,
    pub(crate) adjustments: Money,
    /// Carry, week, adjustments and receipts less disbursements.
    pub(crate) balance: Money,
    /// Risk of open bets: now, or at the end of a frozen week.
    pub(crate) pending: Money,
    /// What is due for the week: the balance, where it reaches the settle limit; null until the
    /// week is frozen.
    #[schema(required = true)]
    pub(crate) due: Option<Money>,
    /// Wagers accepted in the week.
    pub(crate) tickets: i64,
    /// Players with an accepted wager in the week.
    pub(crate) active: i64,
}

impl FigureRow {
    fn of(line: &FigureLine, currency: Currency) -> FigureRow {
        let (member, figure) = (&line.member, &line.figure);
        let money = |amount| currency.of(amount);
        FigureRow {
            member_id: member.id.into(),
            parent_id: (member.parent != member.id).then_some(MemberRef(member.parent)),
            login: member.login.clone(),
            name: member.name.clone(),
            role: member.role.into(),
            depth: line.depth,
            carry: money(figure.carry),
            days: figure.days.iter().map(|day| money(*day)).collect(),
            week: money(figure.result()),
            regraded: money(figure.regraded),
            receipts: money(figure.receipts),
            disbursements: money(figure.disbursements),
            adjustments: money(figure.adjustments),
            balance: money(line.balance),
            pending: money(line.pending),
            due: line.due.map(money),
            tickets: figure.placed,
            active: line.heads,
        }
    }
}

/// Whose side the signs are on.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Perspective {
    /// Plus means that the player gained.
    Player,
}

/// The weekly figures of a branch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Figures {
    /// The book's event sequence they reflect.
    pub(crate) sequence: i64,
    pub(crate) week_start: Date,
    /// Last day of the week.
    pub(crate) week_end: Date,
    pub(crate) closed: bool,
    /// The rows are those frozen at the close.
    pub(crate) frozen: bool,
    pub(crate) perspective: Perspective,
    /// First days of the weeks that have figures, newest first.
    pub(crate) weeks: Vec<Date>,
    /// Everybody below the head of the branch, each parent before its children.
    pub(crate) rows: Vec<FigureRow>,
    /// The head of the branch: the sum of all.
    pub(crate) total: FigureRow,
}

/// Which figures are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FigureQuery {
    /// First day of a week; the current week without it.
    #[param(value_type = Option<String>)]
    week: Option<Date>,
    /// Head of the branch; all that the reader sees without it.
    #[param(value_type = Option<String>)]
    agent_id: Option<MemberRef>,
    /// `csv` answers a file.
    format: Option<Format>,
}

/// The week that a date names, measured from the current one.
///
/// # Errors
/// `field_invalid` for a date on which no week of the book begins.
pub(crate) fn week_of(date: Date, current: Week) -> Result<Week, Problem> {
    let week = date.0.0;
    if (i64::from(week) - i64::from(current.0)) % 7 != 0 {
        let rule = "week must be the first day of a week of this book";
        return Err(Problem::of_field("week", "field_invalid", rule));
    }
    Ok(Week(week))
}

/// The figures of a week, for the reader's branch or one below it.
#[utoipa::path(get, path = "/v1/figures", tag = "reports", params(FigureQuery),
    responses((status = 200, content(
        (Figures = "application/json"), (String = "text/csv")))))]
pub(crate) async fn get_figures(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<FigureQuery>,
) -> Result<Response, Problem> {
    let branch = principal.branch(&state, query.agent_id.map(|id| id.0)).await?;
    let (_, current) = principal.book.place(&state, state.now());
    let week = query.week.map_or(Ok(current), |date| week_of(date, current))?;
    let id = principal.book.id();
    let found = state.read(move |views| {
        let sheet = views.figures(id, branch, week)?;
        Ok((sheet, views.weeks(id)?))
    });
    let (sheet, weeks) = found.await?;
    let mut weeks: Vec<Week> = weeks.into_iter().map(|(week, _)| week).collect();
    weeks.extend([current, week]);
    weeks.sort_unstable_by(|a, b| b.cmp(a));
    weeks.dedup();
    let figures = shape(&sheet, weeks, principal.book.currency)?;
    if query.format == Some(Format::Csv) {
        let name = format!("figures-{}", figures.week_start.text());
        return Ok(sheet_of(&figures).answer(&name));
    }
    Ok(json(&figures))
}

fn shape(sheet: &FigureSheet, weeks: Vec<Week>, currency: Currency) -> Result<Figures, Problem> {
    let (head, below) = sheet.lines.split_first().ok_or_else(|| Problem::not_found("member"))?;
    let day = |number: i32| Date(Day(number));
    Ok(Figures {
        sequence: sheet.sequence,
        week_start: day(sheet.week.0),
        week_end: day(sheet.week.0.saturating_add(6)),
        closed: sheet.closed,
        frozen: sheet.is_frozen,
        perspective: Perspective::Player,
        weeks: weeks.into_iter().map(|week| day(week.0)).collect(),
        rows: below.iter().map(|line| FigureRow::of(line, currency)).collect(),
        total: FigureRow::of(head, currency),
    })
}

fn sheet_of(figures: &Figures) -> Sheet {
    let start = figures.week_start.0.0;
    let days: Vec<String> =
        (0..7).map(|place| Date(Day(start.saturating_add(place))).text()).collect();
    let mut names = vec!["login", "name", "role", "depth", "carry"];
    names.extend(days.iter().map(String::as_str));
    names.extend([
        "week",
        "regraded",
        "receipts",
        "disbursements",
        "adjustments",
        "balance",
        "pending",
        "due",
        "tickets",
        "active",
        "currency",
    ]);
    let mut sheet = Sheet::new(&names);
    for row in figures.rows.iter().chain([&figures.total]) {
        let mut cells = vec![
            Cell::text(row.login.clone()),
            Cell::text(row.name.clone()),
            Cell::text(text_of(row.role)),
            Cell::number(row.depth),
            Cell::money(row.carry),
        ];
        cells.extend(row.days.iter().map(|day| Cell::money(*day)));
        cells.extend([row.week, row.regraded, row.receipts, row.disbursements].map(Cell::money));
        cells.extend([row.adjustments, row.balance, row.pending].map(Cell::money));
        cells.push(Cell::money_if(row.due));
        cells.extend([Cell::number(row.tickets), Cell::number(row.active)]);
        cells.push(Cell::text(row.week.currency.to_string()));
        sheet.row(cells);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_named_by_its_first_day_only() {
        let current = Week(19_982);
        assert_eq!(week_of(Date(Day(19_975)), current).ok(), Some(Week(19_975)));
        assert_eq!(week_of(Date(Day(19_989)), current).ok(), Some(Week(19_989)));
        assert!(week_of(Date(Day(19_976)), current).is_err());
        assert!(week_of(Date(Day(i32::MIN)), Week(i32::MAX)).is_err());
    }
}

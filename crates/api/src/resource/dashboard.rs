//! The first screen of the night: the day in figures, what is owed, and what waits for a person.

use axum::Json;
use axum::extract::State;
use desk::port::{FixtureState, MemberFilter, Page, StoreError, TenderFilter, Views};
use desk::view::{Daily, FigureSheet, Liquidity, Pulse};
use domain::acceptance::TenderState;
use domain::access::Permission;
use domain::calendar::{Day, Instant, Week};
use domain::credit::ApplicationState;
use domain::figure::total::Total;
use domain::funding::withdrawal::WithdrawalState;
use domain::id::{BookId, FixtureId, MemberId};
use domain::member::{MemberStatus, Role};
use domain::money::Money as Amount;
use serde::Serialize;
use utoipa::ToSchema;

use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::board::fixture_text;
use crate::resource::exposure::worst;
use crate::resource::report::{hold_bp, sum, view_daily};
use crate::shape::id::FixtureRef;
use crate::shape::money::{Currency, Money};
use crate::shape::time::{Date, Time};
use crate::shape::word::Method;
use crate::state::ApiState;

/// Days of the chart, today included.
const DAYS_SHOWN: i32 = 14;
/// Things that wait are counted up to this many.
const COUNTED_MAX: i64 = 100;
/// Disagreements of sources that are named one by one.
const DISPUTES_NAMED_MAX: usize = 3;

/// What came in by one method, less what went out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MethodAmount {
    pub(crate) method: Method,
    pub(crate) amount: Money,
}

/// One day of the chart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DashboardDay {
    pub(crate) day: Date,
    pub(crate) handle: Money,
    pub(crate) win: Money,
    pub(crate) tickets: i64,
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct DashboardNeed {
    /// `tender`, `result`, `dispute`, `withdrawal`, `credit`, `objection`, `week` or `pending`.
    pub(crate) kind: String,
    pub(crate) text: String,
    /// Path within the back office.
    pub(crate) link: String,
}

/// The day in figures, on the house's side. What is counted for the whole book only is null for
/// a reader who sees a branch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Dashboard {
    /// The book's event sequence that is reflected at least.
    pub(crate) sequence: i64,
    pub(crate) now: Time,
    pub(crate) business_day: Date,
    /// Risk of the wagers accepted today.
    pub(crate) handle_today: Money,
    /// Risk of the wagers settled today.
    pub(crate) settled_today: Money,
    pub(crate) win_today: Money,
    #[schema(required = true)]
    pub(crate) hold_today_bp: Option<i64>,
    pub(crate) win_week: Money,
    pub(crate) tickets_today: i64,
    #[schema(required = true)]
    pub(crate) tickets_per_minute: Option<i64>,
    #[schema(required = true)]
    pub(crate) open_tickets: Option<i64>,
    pub(crate) at_risk: Money,
    pub(crate) owed_to_players: Money,
    pub(crate) owed_by_players: Money,
    /// Of what is owed to players, payouts that were asked for and have not left.
    pub(crate) pending_withdrawals: Money,
    /// Empty for a reader who sees a branch.
    pub(crate) cash_by_method: Vec<MethodAmount>,
    /// Players with an accepted wager this week.
    pub(crate) active_players: i64,
    /// Sum of the worst results of all fixtures.
    #[schema(required = true)]
    pub(crate) worst: Option<Money>,
    /// The last fourteen days, oldest first.
    pub(crate) days: Vec<DashboardDay>,
    /// Most urgent first.
    pub(crate) needs: Vec<DashboardNeed>,
}

/// When and for whom it is read.
#[derive(Clone, Copy)]
struct Reader {
    book: BookId,
    /// The branch seen; `None` for the whole book.
    branch: Option<MemberId>,
    /// The branch whose wagers the reader accepts; `None` for whoever accepts none.
    accepts: Option<MemberId>,
    /// The same of payouts, of credit that was asked for, and of objections.
    pays: Option<MemberId>,
    lends: Option<MemberId>,
    answers: Option<MemberId>,
    now: Instant,
    today: Day,
    week: Week,
}

/// What is read for it.
struct Reading {
    daily: Daily,
    liquidity: Liquidity,
    pulse: Option<Pulse>,
    heads: i64,
    worst: Option<Amount>,
    needs: Vec<DashboardNeed>,
}

/// The day in figures, for the book or the reader's branch.
#[utoipa::path(get, path = "/v1/dashboard", tag = "reports",
    responses((status = 200, body = Dashboard)))]
pub(crate) async fn get_dashboard(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Dashboard>, Problem> {
    let now = state.now();
    let (today, week) = principal.book.place(&state, now);
    let branch = (!principal.sees_whole_book()).then(|| principal.reach());
    let within = |right| principal.has(right).then(|| principal.reach());
    let reader = Reader {
        book: principal.book.id(),
        branch,
        accepts: within(Permission::ApproveWager),
        pays: within(Permission::ApproveWithdrawal),
        lends: within(Permission::ChangeLimits),
        answers: within(Permission::AnswerDispute),
        now,
        today,
        week,
    };
    let reading = state.read(move |views| read(views, reader)).await?;
    Ok(Json(shape(&reading, reader, principal.book.currency)))
}

fn read(views: &dyn Views, reader: Reader) -> Result<Reading, StoreError> {
    let Reader { book, branch, now, today, week, .. } = reader;
    let from = Day(today.0.saturating_sub(DAYS_SHOWN - 1)).min(Day(week.0));
    let daily = view_daily(views, book, branch, from, today)?;
    let pending = pending_need(views, reader)?;
    if let Some(branch) = branch {
        let sheet = views.figures(book, branch, week)?;
        let heads = sheet.lines.first().map_or(0, |line| line.heads);
        let needs = asked_needs(views, reader)?.into_iter().chain(pending).collect();
        let liquidity = liquidity_of(&sheet);
        return Ok(Reading { daily, liquidity, pulse: None, heads, worst: None, needs });
    }
    let mut needs: Vec<DashboardNeed> = tender_need(views, reader)?.into_iter().collect();
    needs.extend(settlement_needs(views, reader)?);
    needs.extend(asked_needs(views, reader)?);
    needs.extend(week_need(&views.weeks(book)?, week));
    needs.extend(pending);
    let pulse = views.pulse(book, now, week)?;
    Ok(Reading {
        daily,
        liquidity: views.liquidity(book, None, None)?,
        pulse: Some(pulse),
        heads: pulse.heads,
        worst: Some(worst(&views.exposure(book, None)?)),
        needs,
    })
}

/// What the players of a branch are owed and owe, from its figures.
fn liquidity_of(sheet: &FigureSheet) -> Liquidity {
    let players = || sheet.lines.iter().filter(|line| line.member.role == Role::Player);
    let balances = || players().map(|line| line.balance);
    Liquidity {
        sequence: sheet.sequence,
        owed_to_players: balances().filter(|amount| amount.is_positive()).sum(),
        owed_by_players: -balances().filter(|amount| amount.is_negative()).sum::<Amount>(),
        at_risk: players().map(|line| line.pending).sum(),
        ..Liquidity::default()
    }
}

fn need(kind: &str, text: String, link: String) -> DashboardNeed {
    DashboardNeed { kind: kind.to_owned(), text, link }
}

/// A number of things, as far as they were counted.
fn counted(count: usize, more: bool) -> String {
    if more { format!("more than {count}") } else { count.to_string() }
}

fn settlement_needs(views: &dyn Views, reader: Reader) -> Result<Vec<DashboardNeed>, StoreError> {
    let page = Page { cursor: None, limit: COUNTED_MAX };
    let waiting = views.fixtures(reader.book, FixtureState::ToSettle, reader.now, &page)?;
    let mut needs = Vec::new();
    let count = waiting.items.len();
    if count > 0 {
        let games = if count == 1 { "game" } else { "games" };
        let text = format!("{} {games} to settle", counted(count, waiting.next.is_some()));
        needs.push(need("result", text, "/settlement".to_owned()));
    }
    let unconfirmed = views.unconfirmed(reader.book)?;
    let disputed = unconfirmed.iter().filter_map(|one| {
        let first = one.reports.first()?;
        let other = one.reports.iter().find(|other| !other.agrees_with(first))?;
        Some((one.fixture, (first.home, first.away), (other.home, other.away)))
    });
    for (fixture, one, other) in disputed.take(DISPUTES_NAMED_MAX) {
        let name = name_of(views, reader.book, fixture)?;
        let text = format!(
            "{name}: sources differ, home {} away {} or home {} away {}",
            one.0, one.1, other.0, other.1
        );
        let link = format!("/settlement?fixture={}", FixtureRef(fixture));
        needs.push(need("dispute", text, link));
    }
    Ok(needs)
}

fn name_of(views: &dyn Views, book: BookId, fixture: FixtureId) -> Result<String, StoreError> {
    let found = views.fixture(book, fixture)?;
    Ok(found.map(|one| fixture_text(&one.board.named)).unwrap_or_default())
}

/// The oldest week that has ended and is not closed.
fn week_need(weeks: &[(Week, bool)], current: Week) -> Option<DashboardNeed> {
    let ended = weeks.iter().filter(|(week, closed)| !closed && *week < current);
    let (week, _) = ended.min()?;
    let day = Date(Day(week.0)).text();
    let text = format!("The week of {day} is not closed");
    Some(need("week", text, format!("/figures?week={day}")))
}

/// Wagers that wait for the reader's word: players wait for it.
fn tender_need(views: &dyn Views, reader: Reader) -> Result<Option<DashboardNeed>, StoreError> {
    let Some(branch) = reader.accepts else { return Ok(None) };
    let state = Some(TenderState::Waiting);
    let filter = TenderFilter { branch, state, tender: None, delayed: Some(false) };
    let page = Page { cursor: None, limit: COUNTED_MAX };
    let found = views.tenders(reader.book, &filter, &page)?;
    let count = found.items.len();
    let wait = if count == 1 { "wager waits" } else { "wagers wait" };
    let text = format!("{} {wait} for approval", counted(count, found.next.is_some()));
    Ok((count > 0).then(|| need("tender", text, "/approvals".to_owned())))
}

/// What players asked for and somebody with the right has to answer: payouts, credit, objections.
fn asked_needs(views: &dyn Views, reader: Reader) -> Result<Vec<DashboardNeed>, StoreError> {
    let page = Page { cursor: None, limit: COUNTED_MAX };
    let book = reader.book;
    let mut needs = Vec::new();
    let mut add = |kind: &str, (count, more): (usize, bool), words: [&str; 2], link: &str| {
        let text = format!("{} {}", counted(count, more), words[usize::from(count != 1)]);
        if count > 0 {
            needs.push(need(kind, text, link.to_owned()));
        }
    };
    if let Some(branch) = reader.pays {
        let found = views.withdrawals(book, branch, Some(WithdrawalState::Requested), &page)?;
        let words = ["payout waits for approval", "payouts wait for approval"];
        add("withdrawal", (found.items.len(), found.next.is_some()), words, "/approvals");
    }
    if let Some(branch) = reader.lends {
        let found =
            views.credit_applications(book, branch, Some(ApplicationState::Asked), &page)?;
        let words = ["application for credit waits", "applications for credit wait"];
        add("credit", (found.items.len(), found.next.is_some()), words, "/approvals");
    }
    if let Some(branch) = reader.answers {
        let found = views.disputes(book, branch, true, &page)?;
        let words = ["player objects to a settlement", "players object to settlements"];
        add("objection", (found.items.len(), found.next.is_some()), words, "/disputes");
    }
    Ok(needs)
}

fn pending_need(views: &dyn Views, reader: Reader) -> Result<Option<DashboardNeed>, StoreError> {
    let filter = MemberFilter {
        branch: reader.branch,
        status: Some(MemberStatus::Pending),
        ..MemberFilter::default()
    };
    let page = Page { cursor: None, limit: COUNTED_MAX };
    let found = views.members(reader.book, reader.week, &filter, &page)?;
    let count = found.items.len();
    let wait = if count == 1 { "member waits" } else { "members wait" };
    let text = format!("{} {wait} for approval", counted(count, found.next.is_some()));
    Ok((count > 0).then(|| need("pending", text, "/players?status=pending".to_owned())))
}

fn shape(reading: &Reading, reader: Reader, currency: Currency) -> Dashboard {
    let money = |amount| currency.of(amount);
    let since = |from: Day, to: Day| -> Total {
        let within = reading.daily.totals.iter().filter(|one| (from..=to).contains(&one.day));
        sum(within.map(|one| &one.total))
    };
    let today = since(reader.today, reader.today);
    let week = since(Day(reader.week.0), reader.today);
    let first = reader.today.0.saturating_sub(DAYS_SHOWN - 1);
    let day = |number: i32| {
        let total = since(Day(number), Day(number));
        DashboardDay {
            day: Date(Day(number)),
            handle: money(total.handle),
            win: money(total.win),
            tickets: total.tickets,
        }
    };
    let banks = reading.liquidity.banks.iter();
    let bank = |(method, amount): &(_, _)| MethodAmount {
        method: Method::from(*method),
        amount: money(*amount),
    };
    let liquidity = &reading.liquidity;
    Dashboard {
        sequence: liquidity.sequence.min(reading.daily.sequence),
        now: Time(reader.now),
        business_day: Date(reader.today),
        handle_today: money(today.handle),
        settled_today: money(today.settled_risk),
        win_today: money(today.win),
        hold_today_bp: hold_bp(&today),
        win_week: money(week.win),
        tickets_today: today.tickets,
        tickets_per_minute: reading.pulse.map(|pulse| pulse.tickets_last_minute),
        open_tickets: reader.branch.is_none().then_some(liquidity.open_tickets),
        at_risk: money(liquidity.at_risk),
        owed_to_players: money(liquidity.owed_to_players),
        owed_by_players: money(liquidity.owed_by_players),
        pending_withdrawals: money(liquidity.pending_withdrawals),
        cash_by_method: banks.map(bank).collect(),
        active_players: reading.heads,
        worst: reading.worst.map(money),
        days: (first..=reader.today.0).map(day).collect(),
        needs: reading.needs.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_ended_week_that_is_open_is_named() {
        let current = Week(19_982);
        let weeks =
            [(current, false), (Week(19_975), false), (Week(19_968), false), (Week(19_961), true)];
        let need = week_need(&weeks, current).expect("a need");
        assert_eq!(need.link, "/figures?week=2024-09-02");
        assert_eq!(week_need(&[(current, false), (Week(19_975), true)], current), None);
    }

    #[test]
    fn counts_say_when_there_is_more() {
        assert_eq!(counted(3, false), "3");
        assert_eq!(counted(100, true), "more than 100");
    }
}

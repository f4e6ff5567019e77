//! Decisions about results: reports of the book's people, confirmation, and grading in chunks.

use super::agreement::{check_agreement, check_confirmer, notice, settle_discrepancy};
use crate::board::fixture::{Fixture, FixtureStatus};
use crate::calendar::Instant;
use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::grade::detail::{Detail, Ending};
use crate::grade::leg::{LegOutcome, Verdict};
use crate::grade::score::{ConfirmedResult, Confirming, Grading, Origin, ScoreReport, Waiting};
use crate::grade::ticket::verdict;
use crate::id::{FixtureId, ReportId, RulingId, TicketId};
use crate::ledger::transfer::Fact;
use crate::limit::counter;
use crate::money::Money;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row, TicketPage};
use crate::wager::funds::Stake;
use crate::wager::place::{agent_total, book_total, count_exposure, is_counted};
use crate::wager::standing::{Standing, standing};
use crate::wager::ticket::{Leg, Settlement, Ticket, TicketState};

/// Highest score of one side that is taken: far above every sport's record.
const SCORE_MAX: i32 = 400;

/// Refuses a score that no fixture can have.
pub(super) fn check_score(home: i32, away: i32) -> Result<(), Rejection> {
    for (field, score) in [("home", home), ("away", away)] {
        if !(0..=SCORE_MAX).contains(&score) {
            let rule = format!("must be a score of 0 to {SCORE_MAX}");
            return Err(Rejection::of_field(Code::FieldInvalid, field, &rule));
        }
    }
    Ok(())
}

/// Writes a score into an event, so that the hash chain covers all of it.
pub(super) fn tell_score(event: Event, (home, away): (i32, i32), detail: &Detail) -> Event {
    let event = event.number("home", home.into()).number("away", away.into());
    let text = detail.text();
    if text.is_empty() { event } else { event.text("detail", &text) }
}

pub(super) fn enter_score(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    (home, away): (i32, i32),
    detail: &Detail,
) -> Result<Outcome, Rejection> {
    known(draft, fixture)?;
    check_score(home, away)?;
    check_begun(known(draft, fixture)?, detail, draft.moment.now)?;
    // From here on it must succeed.
    let report = ScoreReport {
        id: ReportId(draft.moment.take_id()),
        fixture,
        source: "desk".to_owned(),
        home,
        away,
        detail: Box::new(detail.clone()),
        at: draft.moment.now,
        by: draft.actor.member(),
    };
    let event = draft.event(EventKind::ScoreReported).fixture(fixture).text("source", "desk");
    draft.record(tell_score(event, (home, away), detail));
    let id = report.id;
    notice(draft, &report);
    draft.put(Row::OwnReport(report));
    Ok(Outcome::Report(id))
}

fn known<'a>(draft: &'a Draft<'_>, fixture: FixtureId) -> Result<&'a Fixture, Rejection> {
    draft.fixture(fixture).ok_or_else(|| Rejection::not_found("fixture"))
}

/// A fixture has a result once it began. One that was called off has none, but for a report that
/// tells how it ended otherwise.
fn check_begun(fixture: &Fixture, detail: &Detail, now: Instant) -> Result<(), Rejection> {
    if now < fixture.starts_at {
        return Err(Rejection::new(Code::WrongState, "the fixture has not started"));
    }
    let off = [FixtureStatus::Postponed, FixtureStatus::Cancelled, FixtureStatus::Abandoned];
    if off.contains(&fixture.status) && detail.ending == Ending::Completed {
        let detail = format!("the fixture is {}", fixture.status.name());
        return Err(Rejection::new(Code::FixtureClosed, detail));
    }
    Ok(())
}

pub(super) fn confirm(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    report: ReportId,
    origin: Origin,
) -> Result<Outcome, Rejection> {
    let played = known(draft, fixture)?.clone();
    let reports = draft.reports_of(fixture).ok_or_else(|| Rejection::not_found("report"))?;
    let kept = match origin {
        Origin::Catalogue => &reports.shared,
        Origin::Book => &reports.own,
    };
    let report = kept
        .iter()
        .find(|one| one.id == report)
        .cloned()
        .ok_or_else(|| Rejection::of_field(Code::NotFound, "report_id", "is unknown"))?;
    check_begun(&played, &report.detail, draft.moment.now)?;
    let before = draft.grading(fixture).copied();
    if let Some(grading) = before {
        if !grading.finished {
            let detail = "the fixture is being settled by the result in force: wait for its end";
            return Err(Rejection::new(Code::WrongState, detail));
        }
        let in_force = draft.result((fixture, grading.result_version));
        let same = |one: &ConfirmedResult| {
            one.score() == (report.home, report.away) && one.detail == report.detail
        };
        if in_force.is_some_and(same) {
            return Err(Rejection::new(Code::WrongState, "this score is in force already"));
        }
    }
    if draft.actor == Actor::System {
        check_agreement(draft, fixture, reports, &report)?;
    }
    check_confirmer(draft, fixture, reports)?;
    let seen = reports.newest_shared();
    // From here on it must succeed.
    let version = before.map_or(1, |grading| grading.result_version + 1);
    let event = draft.event(EventKind::ResultConfirmed).fixture(fixture);
    let event = event.number("version", version.into()).text("source", &report.source);
    draft.record(tell_score(event, (report.home, report.away), &report.detail));
    settle_discrepancy(draft, fixture, "a report was confirmed");
    let (by, at) = (draft.actor.member(), draft.moment.now);
    let wall = draft.moment.wall.expect("the desk tells the time of the week for a result");
    let confirming = Confirming { by, at, seen, local: wall.ahead_of_utc(at) };
    draft.put(Row::Result(report.as_result(&played, (version, origin), confirming)));
    let mut grading = before.unwrap_or(Grading::none(fixture));
    grading.result_version = version;
    grading.begin_round();
    draft.put(Row::Grading(grading));
    Ok(Outcome::Result(version))
}

pub(super) fn grade_chunk(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    round: i32,
    after: TicketId,
) -> Result<Outcome, Rejection> {
    let mut grading =
        draft.grading(fixture).copied().ok_or_else(|| Rejection::not_found("result"))?;
    if grading.round != round || grading.after != after || grading.finished {
        return Err(Rejection::new(Code::WrongState, "this chunk is graded already"));
    }
    let page = draft.tickets_on((fixture, after)).cloned();
    let tickets = page.map_or_else(Vec::new, |page| page.tickets);
    // From here on it must succeed.
    let (result_version, again) = (grading.result_version, round > 1);
    let cause = Cause { fixture, result_version, ruling: None, again };
    for id in &tickets {
        regrade(draft, *id, cause);
    }
    if let Some(last) = tickets.last() {
        grading.after = *last;
    }
    grading.finished = tickets.len() < TicketPage::LENGTH_MAX;
    draft.put(Row::Grading(grading));
    if grading.finished {
        let event = draft.event(EventKind::GradingFinished).fixture(fixture);
        let event = event.number("version", grading.result_version.into());
        draft.record(event.number("round", round.into()));
        return Ok(Outcome::GradedAll);
    }
    Ok(Outcome::Graded(grading.after))
}

/// The outcome of each leg under the rulings and results in force; `None` where there is none yet.
pub fn outcomes(read: &impl Read, ticket: &Ticket) -> Vec<Option<LegOutcome>> {
    let legs = ticket.legs.iter().enumerate();
    legs.map(|(place, one)| verdict_in_force(read, ticket, place, one)?.ok()).collect()
}

/// What grading answers for a leg under the rulings and results in force; `None` where there is
/// neither yet.
fn verdict_in_force(read: &impl Read, ticket: &Ticket, place: usize, one: &Leg) -> Option<Verdict> {
    if ticket.is_leg_voided(place) {
        return Some(Ok(LegOutcome::Void));
    }
    if is_ended(read, ticket, one) {
        return Some(Ok(LegOutcome::Void));
    }
    let grading = read.grading(one.fixture)?;
    let result = read.result((one.fixture, grading.result_version))?;
    Some(verdict(read, ticket, one, result))
}

/// True when a ruling over its fixture or market ends a leg.
fn is_ended(read: &impl Read, ticket: &Ticket, one: &Leg) -> bool {
    read.grading(one.fixture).is_some_and(|grading| grading.voids > 0)
        && read
            .rulings_on(one.fixture)
            .is_some_and(|page| page.ends(one.market, ticket.accepted_at))
}

/// Keeps with a ticket which of its legs rulings over fixtures and markets ended.
fn note_ended_legs(draft: &mut Draft<'_>, ticket: &mut Ticket) {
    let legs = ticket.legs.iter().enumerate();
    let ended = legs.filter(|(_, one)| is_ended(draft, ticket, one));
    let voided = ended.fold(0, |voided, (place, _)| voided | 1 << place);
    if voided & !ticket.voided_legs != 0 {
        counter::end_legs(draft, ticket, voided);
        draft.put(Row::Ticket(ticket.clone()));
    }
}

/// Puts a ticket that the result of `fixture` does not decide into the queue for people, or takes
/// it out once it does.
pub(super) fn queue(draft: &mut Draft<'_>, ticket: &Ticket, cause: Cause) {
    let Cause { fixture, result_version, again, .. } = cause;
    let legs = ticket.legs.iter().enumerate().filter(|(_, one)| one.fixture == fixture);
    let verdicts = legs.filter_map(|(place, one)| verdict_in_force(draft, ticket, place, one));
    let reason = verdicts.filter_map(Result::err).next();
    // The first round of a fixture finds nobody in the queue.
    let waits = again && {
        let known = draft.waiting((fixture, ticket.id));
        known.is_some_and(|known| known.reason.is_some())
    };
    if reason.is_none() && !waits {
        return;
    }
    let at = draft.moment.now;
    let (ticket, member) = (ticket.id, ticket.member);
    draft.put(Row::Waiting(Waiting { fixture, ticket, reason, result_version, at }));
    if let Some(reason) = reason {
        let event = draft.event(EventKind::TicketWaits).member(member).ticket(ticket);
        draft.record(event.fixture(fixture).text("reason", reason.name()));
    }
}

/// What brought a settlement about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cause {
    /// The fixture whose result did; the first leg's when a ruling did.
    pub(super) fixture: FixtureId,
    /// The version of the result in force there.
    pub(super) result_version: i32,
    /// The ruling that did.
    pub(super) ruling: Option<RulingId>,
    /// The tickets were graded for this fixture before.
    pub(super) again: bool,
}

impl Cause {
    pub(super) fn of_ruling(read: &impl Read, ticket: &Ticket, ruling: RulingId) -> Cause {
        let fixture = ticket.legs.first().map_or(FixtureId(0), |leg| leg.fixture);
        let result_version = read.grading(fixture).map_or(0, |grading| grading.result_version);
        Cause { fixture, result_version, ruling: Some(ruling), again: true }
    }
}

/// Grades a ticket by what is in force: settles it, settles it anew, opens it again, or leaves it.
pub(super) fn regrade(draft: &mut Draft<'_>, id: TicketId, cause: Cause) {
    let mut ticket = draft.ticket(id).cloned().expect("a ticket on a fixture exists");
    if ticket.state == TicketState::Voided {
        return;
    }
    note_ended_legs(draft, &mut ticket);
    let rounding = draft.rules(ticket.rules_version).map(|rules| rules.rounding);
    let rounding = rounding.expect("the rules of a ticket are kept for ever");
    if cause.ruling.is_none() {
        queue(draft, &ticket, cause);
    }
    let outcomes = outcomes(draft, &ticket);
    let stands = standing(&ticket, &outcomes, rounding);
    let settled = ticket.state == TicketState::Settled;
    let same = (stands.open_risk, stands.returned) == (ticket.open_risk, ticket.returned);
    if stands.decided == settled && same {
        return;
    }
    // Further bets of a ticket that were decided add to what is posted. Anything else corrects it:
    // all of it is taken back and what stands now is posted anew.
    let adds = stands.open_risk <= ticket.open_risk && stands.returned >= ticket.returned;
    if settled || cause.again && ticket.decided_risk() != Money::ZERO || !adds {
        correct(draft, ticket, &stands, cause);
    } else {
        settle(draft, ticket, &stands, cause, (EventKind::TicketSettled, false));
    }
}

/// Reverses what was posted for a ticket: its money and its counts, in today's figures. Answers
/// whether it was settled last in an earlier week.
pub(super) fn take_back(draft: &mut Draft<'_>, ticket: &Ticket) -> bool {
    let before = draft.settlement((ticket.id, ticket.settlement)).map(|one| one.day);
    let late = before.is_some_and(|day| draft.moment.week.place_of(day).is_none());
    let (risk, net, returned) = (ticket.decided_risk(), ticket.net(), ticket.returned);
    let counted = ticket.funds.cash_of(risk);
    let ended = (ticket.state == TicketState::Settled).then_some(net);
    count(draft, ticket, &Share { risk: counted, net, ended, late }, false);
    Stake::of(ticket).reverse(draft, risk, returned);
    late
}

/// Takes back what was posted for a ticket and posts what stands now. Where nothing is decided any
/// more its risk is held again.
fn correct(draft: &mut Draft<'_>, mut ticket: Ticket, stands: &Standing, cause: Cause) {
    let late = take_back(draft, &ticket);
    if ticket.state == TicketState::Open {
        count_exposure(draft, &ticket, false);
    }
    let nothing = Standing::open(&ticket);
    ticket.state = TicketState::Open;
    ticket.open_risk = nothing.open_risk;
    ticket.open_win = nothing.open_win;
    ticket.returned = Money::ZERO;
    ticket.settled_at = None;
    count_exposure(draft, &ticket, true);
    if stands.decided || *stands != nothing {
        settle(draft, ticket, stands, cause, (EventKind::TicketResettled, late));
        return;
    }
    let event = draft.event(EventKind::TicketResettled).member(ticket.member).ticket(ticket.id);
    let event = event.text("state", ticket.state.name());
    draft.record(event.number("settlement", ticket.settlement.into()));
    draft.record_if_overdrawn(ticket.member, Fact::Reversal);
    draft.put(Row::Ticket(ticket));
}

/// Posts what was decided of an open ticket since its last settlement; `late` when that was taken
/// back from an earlier week.
fn settle(
    draft: &mut Draft<'_>,
    mut ticket: Ticket,
    stands: &Standing,
    cause: Cause,
    (kind, late): (EventKind, bool),
) {
    count_exposure(draft, &ticket, false);
    let risk = ticket.open_risk - stands.open_risk;
    let returned = stands.returned - ticket.returned;
    ticket.open_risk = stands.open_risk;
    ticket.open_win = stands.open_win;
    ticket.returned = stands.returned;
    ticket.settlement += 1;
    if stands.decided {
        ticket.state = TicketState::Settled;
        ticket.settled_at = Some(draft.moment.now);
    } else {
        count_exposure(draft, &ticket, true);
    }
    let ended = stands.decided.then_some(ticket.net());
    let (counted, net) = (ticket.funds.cash_of(risk), ticket.funds.net(risk, returned));
    count(draft, &ticket, &Share { risk: counted, net, ended, late }, true);
    let posting = Stake::of(&ticket).settle(draft, risk, returned);
    draft.put(Row::Settlement(Settlement {
        ticket: ticket.id,
        version: ticket.settlement,
        risk: ticket.decided_risk(),
        returned: ticket.returned,
        posting,
        at: draft.moment.now,
        fixture: cause.fixture,
        result_version: cause.result_version,
        ruling: cause.ruling,
        day: draft.moment.day,
    }));
    let event = draft.event(kind).member(ticket.member).ticket(ticket.id);
    let event = event.text("state", ticket.state.name()).money("returned", ticket.returned);
    let event = event.money("net", ticket.net()).money("open_risk", ticket.open_risk);
    draft.record(event.number("settlement", ticket.settlement.into()));
    if kind == EventKind::TicketResettled {
        draft.record_if_overdrawn(ticket.member, Fact::Reversal);
    }
    draft.put(Row::Ticket(ticket));
}

/// What of a ticket is settled at one time.
struct Share {
    /// The player's money in the risk that is decided.
    risk: Money,
    /// The player's result on it.
    net: Money,
    /// The result of the whole ticket, when this ends it.
    ended: Option<Money>,
    /// It corrects an earlier week.
    late: bool,
}

/// Counts (`added`) or takes back a share in the player's week and the day's totals.
fn count(draft: &mut Draft<'_>, ticket: &Ticket, share: &Share, added: bool) {
    let place = draft.place_today();
    let mut figure = draft.figure_now(ticket.member);
    figure.count_settled(place, share.risk, share.net, added);
    if share.late {
        figure.regraded += if added { share.net } else { -share.net };
    }
    if let Some(net) = share.ended {
        figure.count_ended(net, added);
        figure.count_turnover(ticket.cash_risk(), ticket.win, net, added);
    }
    draft.put(Row::Figure(figure));
    if !is_counted(draft, ticket.member) {
        return;
    }
    let mut book = book_total(draft, ticket);
    book.total.count_settled(share.risk, share.net, added);
    if share.ended.is_some() {
        book.total.count_ended(added);
    }
    draft.put(Row::BookTotal(book));
    if let Some(agent) = ticket.agents.last() {
        let mut agent = agent_total(draft, ticket, *agent);
        agent.total.count_settled(share.risk, share.net, added);
        if share.ended.is_some() {
            agent.total.count_ended(added);
        }
        draft.put(Row::AgentTotal(agent));
    }
}

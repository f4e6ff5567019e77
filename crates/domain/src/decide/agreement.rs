//! Decisions about which report becomes the result: confirmation by rule, discrepancies between
//! reports, and who may settle them.

use super::{control, house};
use crate::access::Permission;
use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::grade::command::GradingCommand;
use crate::grade::discrepancy::{
    Confirmation, ConfirmationWay, Discrepancy, Reference, contradiction, newest,
};
use crate::grade::score::{Origin, ScoreReport};
use crate::id::{FixtureId, MemberId};
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, ReportPage, Row};

/// Most sources that can be asked to agree.
const SOURCES_MAX: i32 = 10;

pub(super) fn decide(
    draft: &mut Draft<'_>,
    command: &GradingCommand,
) -> Result<Outcome, Rejection> {
    match command {
        GradingCommand::ChangeRules { presets, rules } => {
            house::change_grading(draft, presets, rules)
        }
        GradingCommand::ChangeConfirmation { league, way } => {
            change_confirmation(draft, league, way)
        }
        GradingCommand::RecordStart { fixture, began_at, note } => {
            control::record_start(draft, *fixture, *began_at, note)
        }
        GradingCommand::OpenDiscrepancy { fixture } => open_discrepancy(draft, *fixture),
        GradingCommand::CloseDiscrepancy { fixture, note } => {
            close_discrepancy(draft, *fixture, note)
        }
    }
}

/// The right that a command needs.
pub(super) fn needed(command: &GradingCommand) -> Permission {
    match command {
        GradingCommand::ChangeRules { .. } | GradingCommand::ChangeConfirmation { .. } => {
            Permission::ManageBook
        }
        GradingCommand::RecordStart { .. } => Permission::EnterScore,
        GradingCommand::OpenDiscrepancy { .. } | GradingCommand::CloseDiscrepancy { .. } => {
            Permission::ConfirmResult
        }
    }
}

fn change_confirmation(
    draft: &mut Draft<'_>,
    league: &str,
    way: &ConfirmationWay,
) -> Result<Outcome, Rejection> {
    let found = draft.league(league.to_owned()).map(|league| league.id);
    let league = found.ok_or_else(|| Rejection::not_found("league"))?;
    let way = match way {
        ConfirmationWay::Sources(count) if !(1..=SOURCES_MAX).contains(count) => {
            let rule = format!("must be 1 to {SOURCES_MAX} sources");
            return Err(Rejection::of_field(Code::FieldInvalid, "confirm_sources", &rule));
        }
        ConfirmationWay::Source(name) => ConfirmationWay::Source(parse_name("source", name)?),
        other => other.clone(),
    };
    // From here on it must succeed.
    let event = draft.event(EventKind::BookChanged).number("confirmation_of", league.0);
    draft.record(match &way {
        ConfirmationWay::Person => event.text("by", "person"),
        ConfirmationWay::Sources(count) => event.number("sources", (*count).into()),
        ConfirmationWay::Source(name) => event.text("source", name),
    });
    draft.put(Row::Confirmation(Confirmation { league, way }));
    Ok(Outcome::Done)
}

/// Without a person, the sources that the league's way names must report this score, each by its
/// newest word, and none may differ.
pub(super) fn check_agreement(
    draft: &Draft<'_>,
    fixture: FixtureId,
    reports: &ReportPage,
    wanted: &ScoreReport,
) -> Result<(), Rejection> {
    let shared = ReportPage { own: Vec::new(), ..reports.clone() };
    let newest: Vec<&ScoreReport> = newest(&shared).into_iter().map(|(_, one)| one).collect();
    let agreed = newest.iter().all(|one| one.agrees_with(wanted));
    let (enough, needed) = match way_of(draft, fixture) {
        ConfirmationWay::Person => (false, "a person must confirm".to_owned()),
        ConfirmationWay::Sources(needed) => {
            let enough = usize::try_from(needed).is_ok_and(|needed| newest.len() >= needed);
            (needed > 0 && enough, format!("{needed} must agree"))
        }
        ConfirmationWay::Source(name) => {
            let told = newest.iter().any(|one| one.source == name);
            (told, format!("{name} must report and none may differ"))
        }
    };
    if agreed && enough {
        return Ok(());
    }
    let detail = format!("{} sources report, {needed}", newest.len());
    Err(Rejection::new(Code::ResultUnconfirmed, detail))
}

fn way_of(draft: &Draft<'_>, fixture: FixtureId) -> ConfirmationWay {
    let league = draft.fixture(fixture).map(|fixture| fixture.league);
    let own = league.and_then(|league| draft.confirmation(league));
    own.map_or_else(|| ConfirmationWay::Sources(house_sources(draft)), |own| own.way.clone())
}

fn house_sources(draft: &Draft<'_>) -> i32 {
    let rules = draft.book(draft.moment.book).map(|book| book.rules_version);
    rules.and_then(|version| draft.rules(version)).map_or(0, |rules| rules.confirm_sources)
}

/// Who holds an open bet on a fixture, or entered one of two reports that differ, does not decide
/// between them.
pub(super) fn check_confirmer(
    draft: &Draft<'_>,
    fixture: FixtureId,
    reports: &ReportPage,
) -> Result<(), Rejection> {
    let Actor::Member(actor) = draft.actor else { return Ok(()) };
    let barred = |why| Err(Rejection::new(Code::ConflictOfInterest, why));
    if draft.stake((fixture, actor)).is_some_and(|stake| stake.open) {
        return barred("who holds an open bet on a fixture does not confirm its result");
    }
    let Some(open) = draft.discrepancy(fixture).filter(|one| one.is_open()) else { return Ok(()) };
    let entered = [open.first, open.second].iter().any(|one| entered_by(reports, *one, actor));
    if entered {
        return barred("who entered one of two reports that differ does not decide between them");
    }
    Ok(())
}

fn entered_by(reports: &ReportPage, one: Reference, actor: MemberId) -> bool {
    let own = one.origin == Origin::Book;
    own && reports.own.iter().any(|report| report.id == one.report && report.by == Some(actor))
}

/// Opens a discrepancy when a report entered just now differs from another.
pub(super) fn notice(draft: &mut Draft<'_>, report: &ScoreReport) {
    let Some(page) = draft.reports_of(report.fixture) else { return };
    let mut page = page.clone();
    page.own.push(report.clone());
    open_where_differing(draft, report.fixture, &page);
}

fn open_where_differing(draft: &mut Draft<'_>, fixture: FixtureId, page: &ReportPage) -> bool {
    let last = draft.discrepancy(fixture);
    if last.is_some_and(Discrepancy::is_open) {
        return false;
    }
    let grading = draft.grading(fixture).copied();
    let in_force = grading.and_then(|one| draft.result((fixture, one.result_version)));
    let Some((first, second)) = contradiction(page, in_force, last) else { return false };
    let event = draft.event(EventKind::DiscrepancyOpened).fixture(fixture);
    let event = event.number("first", first.report.0).number("second", second.report.0);
    draft.record(event);
    let opened_at = draft.moment.now;
    draft.put(Row::Discrepancy(Discrepancy {
        fixture,
        first,
        second,
        opened_at,
        closed_at: None,
        closed_by: None,
    }));
    true
}

fn open_discrepancy(draft: &mut Draft<'_>, fixture: FixtureId) -> Result<Outcome, Rejection> {
    let page = draft.reports_of(fixture).cloned().ok_or_else(|| Rejection::not_found("report"))?;
    if open_where_differing(draft, fixture, &page) {
        return Ok(Outcome::Done);
    }
    Err(Rejection::new(Code::WrongState, "no reports differ, or it is known already"))
}

/// The result in force stays although a report differs.
fn close_discrepancy(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    note: &str,
) -> Result<Outcome, Rejection> {
    let note = parse_note("note", note)?;
    if note.is_empty() {
        let rule = "must say why the result stays";
        return Err(Rejection::of_field(Code::FieldMissing, "note", rule));
    }
    let page = draft.reports_of(fixture).cloned().ok_or_else(|| Rejection::not_found("report"))?;
    if !draft.discrepancy(fixture).is_some_and(Discrepancy::is_open) {
        return Err(Rejection::new(Code::WrongState, "no discrepancy is open"));
    }
    if draft.grading(fixture).is_none_or(|grading| grading.result_version == 0) {
        return Err(Rejection::new(
            Code::WrongState,
            "confirm one of the reports: none counts yet",
        ));
    }
    check_confirmer(draft, fixture, &page)?;
    // From here on it must succeed.
    settle_discrepancy(draft, fixture, &note);
    Ok(Outcome::Done)
}

/// Ends the open discrepancy of a fixture, if there is one.
pub(super) fn settle_discrepancy(draft: &mut Draft<'_>, fixture: FixtureId, note: &str) {
    let open = draft.discrepancy(fixture).filter(|one| one.is_open());
    let Some(mut closed) = open.cloned() else { return };
    closed.closed_at = Some(draft.moment.now);
    closed.closed_by = draft.actor.member();
    let event = draft.event(EventKind::DiscrepancyClosed).fixture(fixture);
    draft.record(event.text("note", note));
    draft.put(Row::Discrepancy(closed));
}

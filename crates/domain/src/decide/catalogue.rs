//! Decisions of the catalogue lane: leagues, teams, fixtures and feeds' scores.

use crate::board::fixture::{Fixture, FixtureStatus, League, Sport, Team};
use crate::calendar::Instant;
use crate::command::{Outcome, PostFixture};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::grade::detail::Detail;
use crate::grade::score::ScoreReport;
use crate::id::{FixtureId, LeagueId, ReportId, TeamId};
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};

use super::result::{check_score, tell_score};

/// Longest league or team code, in characters.
const CODE_LENGTH_MAX: usize = 40;

fn parse_code(text: &str) -> Result<String, Rejection> {
    let code = parse_name("code", text)?;
    if code.chars().count() > CODE_LENGTH_MAX {
        let rule = format!("must be at most {CODE_LENGTH_MAX} characters");
        return Err(Rejection::of_field(Code::FieldTooLong, "code", &rule));
    }
    Ok(code)
}

pub(super) fn post_league(
    draft: &mut Draft<'_>,
    code: &str,
    name: &str,
    sport: Sport,
) -> Result<Outcome, Rejection> {
    let (code, name) = (parse_code(code)?, parse_name("name", name)?);
    let known = draft.league(code.clone()).cloned();
    if known.as_ref().is_some_and(|league| league.sport != sport) {
        return Err(Rejection::of_field(Code::AlreadyExists, "code", "is of another sport"));
    }
    // From here on it must succeed.
    let id = known.map_or_else(|| LeagueId(draft.moment.take_id()), |league| league.id);
    let event = draft.event(EventKind::LeaguePosted).number("league", id.0).text("code", &code);
    draft.record(event.text("name", &name).text("sport", sport.name()));
    draft.put(Row::League(League { id, code, name, sport }));
    Ok(Outcome::League(id))
}

pub(super) fn post_team(
    draft: &mut Draft<'_>,
    league: &str,
    code: &str,
    [name, short]: [&String; 2],
) -> Result<Outcome, Rejection> {
    let league = known_league(draft, league)?.id;
    let code = parse_code(code)?;
    let (name, short) = (parse_name("name", name)?, parse_name("name", short)?);
    // From here on it must succeed.
    let known = draft.team((league, code.clone())).map(|team| team.id);
    let id = known.unwrap_or_else(|| TeamId(draft.moment.take_id()));
    let event = draft.event(EventKind::TeamPosted).number("team", id.0).text("code", &code);
    draft.record(event.text("name", &name));
    draft.put(Row::Team(Team { id, league, code, name, short }));
    Ok(Outcome::Done)
}

fn known_league<'a>(draft: &'a Draft<'_>, code: &str) -> Result<&'a League, Rejection> {
    draft
        .league(code.to_owned())
        .ok_or_else(|| Rejection::new(Code::NotFound, format!("unknown league {code}")))
}

pub(super) fn post_fixture(
    draft: &mut Draft<'_>,
    post: &PostFixture,
) -> Result<Outcome, Rejection> {
    let league = known_league(draft, &post.league)?.clone();
    let team = |field: &'static str, code: &String| {
        draft.team((league.id, code.clone())).map(|team| team.id).ok_or_else(|| {
            Rejection::of_field(Code::NotFound, field, &format!("is the unknown team {code}"))
        })
    };
    let (home, away) = (team("home", &post.home)?, team("away", &post.away)?);
    if (home == away) != post.field {
        let rule =
            if post.field { "must be home: a field has one name" } else { "must differ from home" };
        return Err(Rejection::of_field(Code::FieldInvalid, "away", rule));
    }
    let venue = parse_note("name", &post.venue)?;
    // From here on it must succeed.
    let id = FixtureId(draft.moment.take_id());
    let event = draft.event(EventKind::FixturePosted).fixture(id).text("league", &league.code);
    let event = event.text("away", &post.away).text("home", &post.home);
    draft.record(event.number("starts_at", post.starts_at.0));
    draft.put(Row::Fixture(Fixture {
        id,
        league: league.id,
        sport: league.sport,
        home,
        away,
        starts_at: post.starts_at,
        status: FixtureStatus::Scheduled,
        rotation: post.rotation,
        season: post.season,
        round: post.round,
        neutral: post.neutral,
        venue,
        score: None,
        scored_at: None,
        listing: 0,
    }));
    Ok(Outcome::Fixture(id))
}

pub(super) fn change_fixture(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    starts_at: Option<Instant>,
    status: Option<FixtureStatus>,
    score: Option<(i32, i32)>,
) -> Result<Outcome, Rejection> {
    let mut changed = known_fixture(draft, fixture)?.clone();
    if let Some((home, away)) = score {
        check_score(home, away)?;
    }
    // From here on it must succeed.
    if starts_at.is_some() || status.is_some_and(|status| status != changed.status) {
        changed.starts_at = starts_at.unwrap_or(changed.starts_at);
        changed.status = status.unwrap_or(changed.status);
        let event = draft.event(EventKind::FixtureChanged).fixture(fixture);
        let event = event.fixture_status(changed.status);
        draft.record(event.number("starts_at", changed.starts_at.0));
    }
    if let Some((home, away)) = score {
        if changed.score != score {
            changed.scored_at = Some(draft.moment.now);
        }
        changed.score = score;
        let event = draft.event(EventKind::ScoreChanged).fixture(fixture);
        draft.record(event.number("home", home.into()).number("away", away.into()));
    }
    draft.put(Row::Fixture(changed));
    Ok(Outcome::Fixture(fixture))
}

pub(super) fn known_fixture<'a>(
    draft: &'a Draft<'_>,
    id: FixtureId,
) -> Result<&'a Fixture, Rejection> {
    draft.fixture(id).ok_or_else(|| Rejection::not_found("fixture"))
}

pub(super) fn report_score(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    source: &str,
    (home, away): (i32, i32),
    detail: &Detail,
) -> Result<Outcome, Rejection> {
    let mut finished = known_fixture(draft, fixture)?.clone();
    let source = parse_name("source", source)?;
    check_score(home, away)?;
    if draft.moment.now < finished.starts_at {
        return Err(Rejection::new(Code::WrongState, "the fixture has not started"));
    }
    // From here on it must succeed.
    finished.status = FixtureStatus::Finished;
    finished.score = Some((home, away));
    let report = ScoreReport {
        id: ReportId(draft.moment.take_id()),
        fixture,
        source,
        home,
        away,
        detail: Box::new(detail.clone()),
        at: draft.moment.now,
        by: None,
    };
    let event = draft.event(EventKind::ScoreReported).fixture(fixture);
    let event = event.text("source", &report.source).number("report", report.id.0);
    draft.record(tell_score(event, (home, away), detail));
    draft.put(Row::Fixture(finished));
    let id = report.id;
    draft.put(Row::Report(report));
    Ok(Outcome::Report(id))
}

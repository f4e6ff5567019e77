//! Decisions of the catalogue lane: leagues, teams, fixtures, lines and feeds' scores.

use crate::board::fixture::{Fixture, FixtureStatus, League, Sport, Team};
use crate::board::market::{LineMove, Market};
use crate::calendar::Instant;
use crate::command::{MoveLine, Outcome, PostFixture};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::grade::score::ScoreReport;
use crate::id::{FixtureId, LeagueId, MarketId, ReportId, TeamId};
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

use super::result::check_score;

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
    if home == away {
        return Err(Rejection::of_field(Code::FieldInvalid, "away", "must differ from home"));
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
        changed.score = score;
        let event = draft.event(EventKind::ScoreChanged).fixture(fixture);
        draft.record(event.number("home", home.into()).number("away", away.into()));
    }
    draft.put(Row::Fixture(changed));
    Ok(Outcome::Fixture(fixture))
}

fn known_fixture<'a>(draft: &'a Draft<'_>, id: FixtureId) -> Result<&'a Fixture, Rejection> {
    draft.fixture(id).ok_or_else(|| Rejection::not_found("fixture"))
}

pub(super) fn move_line(draft: &mut Draft<'_>, line: &MoveLine) -> Result<Outcome, Rejection> {
    let fixture = known_fixture(draft, line.fixture)?;
    check_line(line)?;
    if fixture.status != FixtureStatus::Scheduled || draft.moment.now >= fixture.starts_at {
        return Err(Rejection::new(Code::FixtureStarted, "the fixture has started"));
    }
    let page = draft.markets_of(line.fixture);
    let known = page.and_then(|page| {
        page.markets.iter().find(|one| (one.kind, one.period) == (line.kind, line.period))
    });
    let known = known.map(|market| (market.id, market.version));
    // From here on it must succeed.
    let (id, version) = known.unwrap_or_else(|| (MarketId(draft.moment.take_id()), 0));
    let at = draft.moment.now;
    let market = Market {
        id,
        fixture: line.fixture,
        kind: line.kind,
        period: line.period,
        status: line.status,
        version: version + 1,
        points: line.points,
        prices: line.prices.clone(),
        moved_at: at,
    };
    let mut event = draft.event(EventKind::LineMoved).fixture(line.fixture).number("market", id.0);
    event = event.number("version", market.version).text("kind", line.kind.name());
    event = event.text("status", line.status.name());
    if let Some(points) = line.points {
        event = event.text("points", &points.to_string());
    }
    for price in &line.prices {
        let odds = format!("{}/{}", price.odds.win, price.odds.risk);
        event = event.text(price.side.name(), &odds);
        draft.append(Appended::LineMove(LineMove {
            market: id,
            version: market.version,
            side: price.side,
            points: line.points,
            odds: price.odds,
            at,
        }));
    }
    draft.record(event);
    draft.put(Row::Market(market));
    Ok(Outcome::Market(id))
}

fn check_line(line: &MoveLine) -> Result<(), Rejection> {
    let invalid = |field, rule| Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    if line.kind.has_points() != line.points.is_some() {
        return invalid("points", "must be given for spreads and totals and nothing else");
    }
    if line.kind == crate::board::market::MarketKind::Total
        && line.points.is_some_and(|points| points.0 <= 0)
    {
        return invalid("points", "must be above zero for a total");
    }
    if line.prices.is_empty() {
        return invalid("prices", "must name at least one side");
    }
    for (place, price) in line.prices.iter().enumerate() {
        let repeated = line.prices[..place].iter().any(|earlier| earlier.side == price.side);
        if repeated || !line.kind.sides().contains(&price.side) {
            return invalid("prices", "must name each side of this market at most once");
        }
    }
    Ok(())
}

pub(super) fn report_score(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    source: &str,
    home: i32,
    away: i32,
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
        at: draft.moment.now,
        by: None,
    };
    let event = draft.event(EventKind::ScoreReported).fixture(fixture);
    let event = event.text("source", &report.source).number("report", report.id.0);
    draft.record(event.number("home", home.into()).number("away", away.into()));
    draft.put(Row::Fixture(finished));
    let id = report.id;
    draft.put(Row::Report(report));
    Ok(Outcome::Report(id))
}

//! Decisions of the catalogue lane about lines: posting and moving them, announcing pitchers.

use crate::board::fixture::{Fixture, FixtureStatus, Sport};
use crate::board::market::{LineMove, Market, MarketKind, Side};
use crate::board::own_line::{LineTerms, OwnLine};
use crate::board::prop::{Listing, Prop, RUNNERS_MAX};
use crate::command::{MoveLine, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{FixtureId, MarketId};
use crate::register::parse_name;
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

use super::catalogue::known_fixture;

/// Most alternate lines of one kind and period.
const ALTERNATES_MAX: i32 = 100;
/// Most markets of one fixture.
const MARKETS_MAX: usize = 2_000;

pub(super) fn move_line(draft: &mut Draft<'_>, line: &MoveLine) -> Result<Outcome, Rejection> {
    let fixture = known_fixture(draft, line.fixture)?;
    let prop = check_line(line, fixture)?;
    let live = fixture.status == FixtureStatus::InPlay;
    let ahead = fixture.status == FixtureStatus::Scheduled && draft.moment.now < fixture.starts_at;
    if !live && !ahead {
        let detail = "the fixture has started, and is not in play";
        return Err(Rejection::new(Code::FixtureStarted, detail));
    }
    let (known, prop) = known_market(draft, line, prop)?;
    // From here on it must succeed.
    let (id, version) = known.unwrap_or_else(|| (MarketId(draft.moment.take_id()), 0));
    let market = Market {
        id,
        fixture: line.fixture,
        kind: line.kind,
        period: line.period,
        alternate: line.alternate,
        prop,
        status: line.status,
        version: version + 1,
        points: line.points,
        prices: line.prices.clone(),
        moved_at: draft.moment.now,
        live,
    };
    record_move(draft, &market);
    draft.put(Row::Market(market));
    Ok(Outcome::Market(id))
}

/// Sets the book's own line of a market before its start, or follows the catalogue again.
pub(super) fn move_own_line(
    draft: &mut Draft<'_>,
    market: MarketId,
    line: Option<&LineTerms>,
) -> Result<Outcome, Rejection> {
    let book = draft.book(draft.moment.book).cloned();
    let mut book = book.ok_or_else(|| Rejection::not_found("book"))?;
    let known = draft.market(market).ok_or_else(|| Rejection::not_found("market"))?;
    let fixture = known_fixture(draft, known.fixture)?;
    if let Some(line) = line {
        if fixture.status != FixtureStatus::Scheduled || draft.moment.now >= fixture.starts_at {
            let detail = "the fixture has started: in play the catalogue's lines hold";
            return Err(Rejection::new(Code::FixtureStarted, detail));
        }
        check_line(&as_move(known, line), fixture)?;
    }
    let none = OwnLine {
        market,
        fixture: known.fixture,
        line: None,
        moves: 0,
        moved_at: draft.moment.now,
        moved_by: None,
    };
    let mut own = draft.own_line(market).cloned().unwrap_or(none);
    if own.line.as_ref() == line {
        let detail = "the line stands so already";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    own.line = line.cloned();
    own.moves += 1;
    own.moved_at = draft.moment.now;
    own.moved_by = draft.actor.member();
    let event = draft.event(EventKind::OwnLineMoved).fixture(own.fixture);
    let mut event = event.number("market", market.0).number("moves", own.moves);
    match line {
        None => event = event.text("line", "the catalogue's"),
        Some(line) => {
            if let Some(points) = line.points {
                event = event.text("points", &points.to_string());
            }
            for price in &line.prices {
                let odds = format!("{}/{}", price.odds.win, price.odds.risk);
                event = event.text(price.side.name(), &odds);
            }
        }
    }
    draft.record(event);
    if !book.uses.own_lines {
        book.uses.own_lines = true;
        draft.put(Row::Book(book));
    }
    draft.put(Row::OwnLine(own));
    Ok(Outcome::Done)
}

/// The catalogue's market as a move to another line, so that both are held against the same rules.
fn as_move(market: &Market, line: &LineTerms) -> MoveLine {
    MoveLine {
        fixture: market.fixture,
        kind: market.kind,
        period: market.period,
        alternate: market.alternate,
        prop: market.prop.clone(),
        status: market.status,
        points: line.points,
        prices: line.prices.clone(),
    }
}

type KnownMarket = (Option<(MarketId, i64)>, Option<Box<Prop>>);

/// The market a line moves, with what it asks: that of its first posting, for ever.
fn known_market(
    draft: &Draft<'_>,
    line: &MoveLine,
    asked: Option<Box<Prop>>,
) -> Result<KnownMarket, Rejection> {
    let statistic = asked.as_ref().map_or("", |prop| prop.statistic.as_str());
    let identity = (line.kind, line.period, line.alternate, statistic);
    let Some(page) = draft.markets_of(line.fixture) else { return Ok((None, asked)) };
    let Some(known) = page.markets.iter().find(|one| one.identity() == identity) else {
        if page.markets.len() >= MARKETS_MAX {
            let rule = format!("has its most markets already: {MARKETS_MAX}");
            return Err(Rejection::of_field(Code::FieldInvalid, "fixture_id", &rule));
        }
        return Ok((None, asked));
    };
    if known.prop != asked {
        let rule = "must stay as first posted: tickets rest on it";
        return Err(Rejection::of_field(Code::FieldInvalid, "prop", rule));
    }
    Ok((Some((known.id, known.version)), asked))
}

fn record_move(draft: &mut Draft<'_>, market: &Market) {
    let (id, version) = (market.id, market.version);
    let mut event = draft.event(EventKind::LineMoved).fixture(market.fixture);
    event = event.number("market", id.0).number("version", version);
    event = event.text("kind", market.kind.name()).text("status", market.status.name());
    if market.period != crate::board::period::Period::Game {
        event = event.text("period", market.period.name());
    }
    if market.alternate != 0 {
        event = event.number("alternate", market.alternate.into());
    }
    if let Some(prop) = &market.prop {
        event = event.text("statistic", &prop.statistic).text("title", &prop.title);
    }
    if let Some(points) = market.points {
        event = event.text("points", &points.to_string());
    }
    if market.live {
        event = event.text("live", "yes");
    }
    for price in &market.prices {
        let odds = format!("{}/{}", price.odds.win, price.odds.risk);
        event = event.text(price.side.name(), &odds);
        draft.append(Appended::LineMove(LineMove {
            market: id,
            version,
            side: price.side,
            points: market.points,
            odds: price.odds,
            at: market.moved_at,
        }));
    }
    draft.record(event);
}

fn invalid<T>(field: &'static str, rule: &str) -> Result<T, Rejection> {
    Err(Rejection::of_field(Code::FieldInvalid, field, rule))
}

fn check_line(line: &MoveLine, fixture: &Fixture) -> Result<Option<Box<Prop>>, Rejection> {
    if fixture.has_field() && !line.kind.is_prop() {
        return invalid("kind", "must ask about the field: this event has no sides");
    }
    if !line.period.is_of(fixture.sport) {
        let rule = format!("must be a part of {}", fixture.sport.name());
        return invalid("period", &rule);
    }
    if !(0..=ALTERNATES_MAX).contains(&line.alternate) {
        return invalid("alternate", &format!("must be 0 to {ALTERNATES_MAX}"));
    }
    let prop = line.prop.as_ref().map(|prop| prop.parse()).transpose()?.map(Box::new);
    if line.kind.is_prop() != prop.is_some() {
        return invalid("prop", "must be given for markets beside the score and no others");
    }
    let runners = prop.as_ref().map_or(0, |prop| prop.runners.len());
    let fits = if line.kind.has_field() { 2..=RUNNERS_MAX } else { 0..=0 };
    if !fits.contains(&runners) {
        let rule = format!("must be {} to {} for this kind", fits.start(), fits.end());
        return invalid("runners", &rule);
    }
    if line.kind.has_points() != line.points.is_some() {
        return invalid("points", "must be given for spreads and totals and nothing else");
    }
    let above = line.points.is_some_and(|points| points.0 > 0);
    if line.kind.has_points() && line.kind != MarketKind::Spread && !above {
        return invalid("points", "must be above zero for a total");
    }
    check_prices(line, prop.as_deref())?;
    Ok(prop)
}

fn check_prices(line: &MoveLine, prop: Option<&Prop>) -> Result<(), Rejection> {
    if line.prices.is_empty() {
        return invalid("prices", "must name at least one side");
    }
    let offers = |side: Side| match side {
        Side::Runner(number) => prop.is_some_and(|prop| prop.runner(number).is_some()),
        fixed => line.kind.sides().contains(&fixed),
    };
    for (place, price) in line.prices.iter().enumerate() {
        let repeated = line.prices[..place].iter().any(|earlier| earlier.side == price.side);
        if repeated || !offers(price.side) {
            return invalid("prices", "must name each side of this market at most once");
        }
    }
    Ok(())
}

pub(super) fn list_pitchers(
    draft: &mut Draft<'_>,
    fixture: FixtureId,
    [home, away]: [&str; 2],
) -> Result<Outcome, Rejection> {
    let mut listed = known_fixture(draft, fixture)?.clone();
    if listed.sport != Sport::Baseball {
        return invalid("pitchers", "are announced for baseball only");
    }
    let (home, away) = (parse_name("home", home)?, parse_name("away", away)?);
    let old = draft.listing((fixture, listed.listing));
    if old.is_some_and(|old| (&old.home, &old.away) == (&home, &away)) {
        return Err(Rejection::new(Code::WrongState, "these pitchers are announced already"));
    }
    // From here on it must succeed.
    listed.listing += 1;
    let version = listed.listing;
    let event = draft.event(EventKind::PitchersListed).fixture(fixture);
    let event = event.number("version", version.into()).text("home", &home);
    draft.record(event.text("away", &away));
    draft.put(Row::Listing(Listing { fixture, version, home, away }));
    draft.put(Row::Fixture(listed));
    Ok(Outcome::Fixture(fixture))
}

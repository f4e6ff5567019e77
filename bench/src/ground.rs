//! The book that bets are placed in: its tree, players with sessions, and a board. Laid once
//! through the library; every run starts from a copy of the file.
//!
//! Players are signed in by command with tokens known here, so that no password is hashed while
//! the load runs.

use std::sync::Arc;
use std::sync::mpsc::channel;

use anyhow::{Context as _, ensure};
use desk::Desk;
use desk::clock::Clock as _;
use desk::port::Views as _;
use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{Market, MarketKind, MarketStatus, Price, Side};
use domain::board::period::Period;
use domain::book::{BookCalendar, Brand};
use domain::command::{
    Action, Actor, CreateMember, MoveLine, OpenBook, OpenSession, Outcome, PostFixture,
};
use domain::factor::Proof;
use domain::id::{BookId, FixtureId, MarketId, MemberId, TokenHash};
use domain::member::{MemberStatus, Role};
use domain::money::Money;
use domain::odds::{Odds, OddsFormat};
use domain::rows::{Key, Row};
use domain::rules::HouseRules;
use domain::working::Working;
use perhead::calls::{call, fresh};
use perhead::clock::SystemClock;
use perhead::serve::Installation;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

/// The book's name in addresses.
pub(crate) const SLUG: &str = "bench";
/// Code of the league.
pub(crate) const LEAGUE: &str = "BENCH";
/// Fixtures on the board, each with three markets.
const FIXTURES: u32 = 100;
/// Players below one agent.
const PLAYERS_OF_AGENT: usize = 100;
/// Agents below one master.
const AGENTS_OF_MASTER: usize = 10;
/// Commands under way while the book is laid.
const WINDOW: usize = 1_000;
/// The same tokens and the same book every time.
const SEED: u64 = 20_240_905;
/// Games begin after this: within what the board shows.
pub(crate) const GAMES_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How far away the ends of sessions are.
const FAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// What the load has to know of the book.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    /// The book.
    pub(crate) book: BookId,
    /// Who bets.
    pub(crate) players: Vec<Player>,
    /// The markets of each fixture.
    pub(crate) fixtures: Vec<Vec<Market>>,
}

/// A player with a session.
#[derive(Clone, Debug)]
pub(crate) struct Player {
    /// The member.
    pub(crate) member: MemberId,
    /// The session's token, in hexadecimal digits.
    pub(crate) token: String,
    /// What the session's pages send with every change; empty until it was asked for.
    pub(crate) csrf: String,
}

impl Ground {
    /// True when the load means the same on both.
    pub(crate) fn is_alike(&self, other: &Ground) -> bool {
        let sessions = |ground: &Ground| -> Vec<(MemberId, String)> {
            ground.players.iter().map(|one| (one.member, one.token.clone())).collect()
        };
        let ids = |ground: &Ground| -> Vec<(MarketId, FixtureId)> {
            ground.fixtures.iter().flatten().map(|one| (one.id, one.fixture)).collect()
        };
        self.book == other.book && sessions(self) == sessions(other) && ids(self) == ids(other)
    }
}

/// Lays the ground in a new database and closes it.
///
/// # Errors
/// When the desk refuses anything of it.
pub(crate) fn lay(address: &str, players: u32) -> anyhow::Result<Ground> {
    let installation = Installation::open(address, Arc::new(SystemClock))?;
    installation.ensure_platform("")?;
    let ground = Laying { installation: &installation }.lay(players)?;
    let Installation { desk, database, .. } = installation;
    database.analyze()?;
    // The last connection to close writes everything into the one file that is copied.
    Arc::into_inner(desk).context("the desk is still in use")?.stop();
    drop(database);
    Ok(ground)
}

struct Laying<'a> {
    installation: &'a Installation,
}

impl Laying<'_> {
    fn lay(&self, players: u32) -> anyhow::Result<Ground> {
        let action = Action::AddTenant { slug: SLUG.to_owned() };
        let outcome = call(self.desk(), fresh(BookId::PLATFORM, Actor::System, action))?;
        let Outcome::Tenant(book) = outcome else { anyhow::bail!("no book: {outcome:?}") };
        let root = one_member(self.all(book, vec![opening()])?)?;
        let agents = self.tree(book, root, usize::try_from(players)?)?;
        let players = self.players(book, &agents, usize::try_from(players)?)?;
        let fixtures = self.board()?;
        Ok(Ground { book, players, fixtures })
    }

    fn desk(&self) -> &Desk {
        &self.installation.desk
    }

    /// Masters and agents; answers the agents.
    fn tree(&self, book: BookId, root: MemberId, players: usize) -> anyhow::Result<Vec<MemberId>> {
        let agents = players.div_ceil(PLAYERS_OF_AGENT);
        let create = |place: usize| member(root, Role::Master, place);
        let masters = (0..agents.div_ceil(AGENTS_OF_MASTER)).map(create).collect();
        let masters = members(self.all(book, masters)?)?;
        let create = |place| member(masters[place / AGENTS_OF_MASTER], Role::Agent, place);
        members(self.all(book, (0..agents).map(create).collect())?)
    }

    fn players(
        &self,
        book: BookId,
        agents: &[MemberId],
        count: usize,
    ) -> anyhow::Result<Vec<Player>> {
        let create = |place| member(agents[place / PLAYERS_OF_AGENT], Role::Player, place);
        let found = members(self.all(book, (0..count).map(create).collect())?)?;
        let mut chance = StdRng::seed_from_u64(SEED);
        let tokens: Vec<[u8; 32]> = (0..count).map(|_| chance.random()).collect();
        let expires_at = SystemClock.now().plus_seconds(FAR_SECONDS);
        let sign_in = |(place, token): (usize, &[u8; 32])| {
            Action::OpenSession(Box::new(OpenSession {
                login: login(Role::Player, place),
                token: TokenHash(Sha256::digest(token).into()),
                expires_at,
                address: address_of(place),
                agent: "perhead-bench".to_owned(),
                proof: Proof::Password,
            }))
        };
        self.all(book, tokens.iter().enumerate().map(sign_in).collect())?;
        let players = found.into_iter().zip(&tokens).map(|(member, token)| {
            let token = token.iter().map(|byte| format!("{byte:02x}")).collect();
            Player { member, token, csrf: String::new() }
        });
        Ok(players.collect())
    }

    fn board(&self) -> anyhow::Result<Vec<Vec<Market>>> {
        let platform = BookId::PLATFORM;
        let (code, name) = (LEAGUE.to_owned(), "Bench League".to_owned());
        self.all(platform, vec![Action::PostLeague { code, name, sport: Sport::Football }])?;
        let team = |place: u32| Action::PostTeam {
            league: LEAGUE.to_owned(),
            code: team_code(place),
            name: format!("City {place} Club"),
            short: format!("Club {place}"),
        };
        self.all(platform, (0..2 * FIXTURES).map(team).collect())?;
        let posted = self.all(platform, (0..FIXTURES).map(fixture).collect())?;
        let mut fixtures = Vec::new();
        for outcome in posted {
            let Outcome::Fixture(fixture) = outcome else { anyhow::bail!("{outcome:?}") };
            fixtures.push(fixture);
        }
        let lines =
            fixtures.iter().map(|fixture| lines(*fixture)).collect::<Result<Vec<_>, _>>()?;
        let opened = self.all(platform, lines.into_iter().flatten().collect())?;
        let markets = opened.into_iter().map(|outcome| match outcome {
            Outcome::Market(market) => self.market(market),
            other => Err(anyhow::anyhow!("no market: {other:?}")),
        });
        let markets = markets.collect::<Result<Vec<_>, _>>()?;
        Ok(markets.chunks(3).map(<[Market]>::to_vec).collect())
    }

    fn market(&self, market: MarketId) -> anyhow::Result<Market> {
        let (mut working, key) = (Working::new(), Key::Market(market));
        let keys = std::slice::from_ref(&key);
        self.installation.database.load(BookId::PLATFORM, keys, &mut working)?;
        match working.peek(&key) {
            Some(Row::Market(market)) => Ok(market.clone()),
            other => Err(anyhow::anyhow!("no market: {other:?}")),
        }
    }

    /// Hands actions over, many at a time, and answers their outcomes in order.
    fn all(&self, book: BookId, actions: Vec<Action>) -> anyhow::Result<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(actions.len());
        let mut actions = actions.into_iter().peekable();
        while actions.peek().is_some() {
            let (sender, answers) = channel();
            for (place, action) in actions.by_ref().take(WINDOW).enumerate() {
                let sender = sender.clone();
                let reply = Box::new(move |answer| {
                    // Whoever stopped waiting has an error of an earlier one to tell.
                    let _ = sender.send((place, answer));
                });
                self.desk().submit(fresh(book, Actor::System, action), reply)?;
            }
            drop(sender);
            let mut answered: Vec<_> = answers.iter().collect();
            answered.sort_by_key(|(place, _)| *place);
            for (_, answer) in answered {
                let refused = |refusal| anyhow::anyhow!("the ground is refused: {refusal:?}");
                outcomes.push(answer?.answer.map_err(refused)?);
            }
        }
        Ok(outcomes)
    }
}

fn one_member(outcomes: Vec<Outcome>) -> anyhow::Result<MemberId> {
    let found = members(outcomes)?;
    ensure!(found.len() == 1, "{} members, not one", found.len());
    Ok(found[0])
}

fn members(outcomes: Vec<Outcome>) -> anyhow::Result<Vec<MemberId>> {
    let member = |outcome| match outcome {
        Outcome::Member(member) => Ok(member),
        other => Err(anyhow::anyhow!("no member: {other:?}")),
    };
    outcomes.into_iter().map(member).collect()
}

fn opening() -> Action {
    Action::OpenBook(Box::new(OpenBook {
        slug: SLUG.to_owned(),
        brand: Brand {
            name: "Bench".to_owned(),
            colour: "#0b6b4f".to_owned(),
            mark: "B".to_owned(),
        },
        currency: "USD".to_owned(),
        odds_format: OddsFormat::American,
        calendar: BookCalendar {
            zone: "America/New_York".to_owned(),
            day_cutoff_minutes: 180,
            first_weekday: 2,
        },
        rules: HouseRules::standard(),
        root_role: Role::Operator,
        root_login: "operator".to_owned(),
        root_name: "Operator".to_owned(),
        password_hash: String::new(),
    }))
}

fn login(role: Role, place: usize) -> String {
    format!("{}{place}", role.name())
}

fn member(parent: MemberId, role: Role, place: usize) -> Action {
    // More than anybody can lose while the bench runs.
    let credit = if role == Role::Player { Money::MAX } else { Money::ZERO };
    Action::CreateMember(Box::new(CreateMember {
        parent,
        role,
        status: MemberStatus::Active,
        login: login(role, place),
        name: format!("Name {place}"),
        password_hash: String::new(),
        credit,
        max_risk: None,
        max_win: None,
        ..CreateMember::plain()
    }))
}

fn team_code(place: u32) -> String {
    format!("T{place:03}")
}

fn fixture(place: u32) -> Action {
    Action::PostFixture(Box::new(PostFixture {
        league: LEAGUE.to_owned(),
        home: team_code(2 * place),
        away: team_code(2 * place + 1),
        starts_at: SystemClock.now().plus_seconds(GAMES_SECONDS + i64::from(place) * 60),
        rotation: 101 + 2 * i32::try_from(place).unwrap_or(0),
        season: 2_024,
        round: 1,
        neutral: false,
        field: false,
        venue: String::new(),
    }))
}

/// Spread, total and moneyline of a fixture.
fn lines(fixture: FixtureId) -> anyhow::Result<Vec<Action>> {
    let line = |kind: MarketKind, points: Option<Points>, prices: [i64; 2]| {
        let price = |(side, american): (&Side, i64)| {
            let odds = Odds::american(american).map_err(|error| anyhow::anyhow!("{error}"))?;
            anyhow::Ok(Price { side: *side, odds })
        };
        let prices = kind.sides().iter().zip(prices).map(price).collect::<Result<_, _>>()?;
        let status = MarketStatus::Open;
        let (period, alternate, prop) = (Period::Game, 0, None);
        let line = MoveLine { fixture, kind, period, alternate, prop, status, points, prices };
        anyhow::Ok(Action::MoveLine(Box::new(line)))
    };
    Ok(vec![
        line(MarketKind::Spread, Points::parse("-3.5"), [-108, -112])?,
        line(MarketKind::Total, Points::parse("44.5"), [-110, -110])?,
        line(MarketKind::Moneyline, None, [145, -170])?,
    ])
}

/// An address of its own for the player at `place`: limits count by address.
pub(crate) fn address_of(place: usize) -> String {
    format!("10.{}.{}.{}", place >> 16 & 255, place >> 8 & 255, place & 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_player_comes_from_an_address_of_their_own() {
        assert_eq!(address_of(0), "10.0.0.0");
        assert_eq!(address_of(5_000), "10.0.19.136");
        assert_ne!(address_of(256), address_of(1));
    }

    #[test]
    fn a_fixture_offers_two_sides_of_three_markets() {
        let lines = lines(FixtureId(7)).expect("lines");
        let sides = lines.iter().map(|line| match line {
            Action::MoveLine(line) => {
                (line.kind, line.points.map(|points| points.0), line.prices.len())
            }
            other => panic!("{other:?}"),
        });
        let expected = [
            (MarketKind::Spread, Some(-14), 2),
            (MarketKind::Total, Some(178), 2),
            (MarketKind::Moneyline, None, 2),
        ];
        assert_eq!(sides.collect::<Vec<_>>(), expected);
    }
}

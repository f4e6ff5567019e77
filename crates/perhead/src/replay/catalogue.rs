//! Posts leagues, teams, fixtures and lines of a replay into the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use domain::board::market::{MarketStatus, Price};
use domain::board::period::Period;
use domain::command::{Action, Actor, MoveLine, Outcome, PostFixture};
use domain::id::{BookId, FixtureId, MarketId, MemberId};
use feeds::{Game, LeagueName, OfferedLine, TeamName};

use super::pipeline::Pipeline;
use super::plan::{PlannedGame, posted_odds};

/// The catalogue as far as the replay has posted it.
pub(super) struct Catalogue<'a> {
    pipeline: &'a Pipeline<'a>,
    provider: Actor,
    leagues: BTreeSet<String>,
    teams: BTreeSet<(String, String)>,
    /// Fixtures by the plan's games.
    pub(super) fixtures: BTreeMap<usize, FixtureId>,
    /// Markets by the plan's games and their lines.
    pub(super) markets: BTreeMap<(usize, usize), MarketId>,
}

impl<'a> Catalogue<'a> {
    /// An empty catalogue, kept by the provider's administrator.
    pub(super) fn new(pipeline: &'a Pipeline<'a>, provider: MemberId) -> Catalogue<'a> {
        Catalogue {
            pipeline,
            provider: Actor::Member(provider),
            leagues: BTreeSet::new(),
            teams: BTreeSet::new(),
            fixtures: BTreeMap::new(),
            markets: BTreeMap::new(),
        }
    }

    /// Posts the games at `places` with their lines, and the leagues and teams they need.
    ///
    /// # Errors
    /// When the desk refuses or fails.
    pub(super) fn post(
        &mut self,
        games: &[PlannedGame<'_>],
        places: &[usize],
    ) -> anyhow::Result<()> {
        let mut actions = Vec::new();
        for place in places {
            self.name_league_and_teams(games[*place].game, &mut actions);
        }
        self.all(actions)?;
        let fixture = |place: &usize| fixture(games[*place].game, *place);
        let posted = self.all(places.iter().map(fixture).collect())?;
        let mut lines = Vec::new();
        for (place, outcome) in places.iter().zip(posted) {
            let Outcome::Fixture(id) = outcome else {
                bail!("a fixture was expected, the desk answered {outcome:?}");
            };
            self.fixtures.insert(*place, id);
            for (line, offered) in games[*place].game.lines.iter().enumerate() {
                lines.push(((*place, line), line_of(id, offered)));
            }
        }
        let (keys, actions): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        for (key, outcome) in keys.into_iter().zip(self.all(actions)?) {
            let Outcome::Market(id) = outcome else {
                bail!("a market was expected, the desk answered {outcome:?}");
            };
            self.markets.insert(key, id);
        }
        Ok(())
    }

    fn all(&self, actions: Vec<Action>) -> anyhow::Result<Vec<Outcome>> {
        let requests = actions.into_iter().map(|action| (self.provider, action)).collect();
        self.pipeline.all(BookId::PLATFORM, requests)
    }

    fn name_league_and_teams(&mut self, game: &Game, actions: &mut Vec<Action>) {
        let league = &game.league;
        if self.leagues.insert(league.code.clone()) {
            let LeagueName { code, name, sport } = league.clone();
            actions.push(Action::PostLeague { code, name, sport });
        }
        for team in [&game.home, &game.away] {
            if self.teams.insert((league.code.clone(), team.code.clone())) {
                let TeamName { code, name, short } = team.clone();
                actions.push(Action::PostTeam { league: league.code.clone(), code, name, short });
            }
        }
    }
}

/// Rotation numbers begin here and rise by two, as the board prints them.
const FIRST_ROTATION: usize = 101;
/// They begin again after this many games.
const ROTATION_GAMES: usize = 400;

fn fixture(game: &Game, place: usize) -> Action {
    let rotation = FIRST_ROTATION + 2 * (place % ROTATION_GAMES);
    Action::PostFixture(Box::new(PostFixture {
        league: game.league.code.clone(),
        home: game.home.code.clone(),
        away: game.away.code.clone(),
        starts_at: game.starts_at,
        rotation: i32::try_from(rotation).unwrap_or(0),
        season: game.season,
        round: game.round,
        neutral: game.neutral,
        field: false,
        venue: game.venue.clone(),
    }))
}

fn line_of(fixture: FixtureId, line: &OfferedLine) -> Action {
    let price = |side: &feeds::OfferedSide| Price { side: side.side, odds: posted_odds(side) };
    Action::MoveLine(Box::new(MoveLine {
        fixture,
        kind: line.kind,
        period: Period::Game,
        alternate: 0,
        prop: None,
        status: MarketStatus::Open,
        points: line.points,
        prices: line.sides.iter().map(price).collect(),
    }))
}

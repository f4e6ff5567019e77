//! The playing itself: steps through the timeline, one stage of commands after the other, each
//! stage handed to the desk at once. The clock moves only between stages.

use domain::figure::command::WeekCommand;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use anyhow::{Context, bail};
use desk::{Desk, DeskSettings};
use domain::board::line::Points;
use domain::board::market::Side;
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, LegRequest, Outcome, SeenLine, WagerRequest};
use domain::grade::score::Origin;
use domain::id::{BookId, FixtureId, MarketId, TicketId};
use domain::money::Rounding;
use domain::wager::terms::Form;
use domain::wager::ticket::PricePolicy;
use domain::wager::via::Via;
use store::Database;

use super::book::{self, People};
use super::catalogue::Catalogue;
use super::clock::ReplayClock;
use super::combos::{Combo, Pick};
use super::pipeline::{IN_FLIGHT_MAX, Pipeline};
use super::plan::{AMOUNT, Bet, COMBOS_HOUSE, Plan, posted_odds};
use super::progress::Progress;
use super::timeline::{self, Step};
use crate::clock::ZoneCalendar;

/// What was played.
pub(super) struct Played {
    /// Who played.
    pub(super) people: People,
    /// The ticket of each of the plan's bets.
    pub(super) tickets: Vec<TicketId>,
    /// The ticket of each of its wagers of several legs.
    pub(super) combos: Vec<TicketId>,
    /// The weeks that were closed, in order.
    pub(super) weeks: Vec<Week>,
    /// How long it took.
    pub(super) wall: Duration,
}

/// Plays the whole plan on `database`.
///
/// # Errors
/// When the desk refuses a step or fails.
pub(super) fn play(
    plan: &Plan<'_>,
    rounding: Rounding,
    database: &Database,
) -> anyhow::Result<Played> {
    let together: Vec<&[usize]> = plan.weeks.iter().map(|week| &week.games[..]).collect();
    let steps = timeline::steps(&plan.games, &together, &book::calendar_of(plan.format));
    let begin = steps.first().map_or(Instant(0), |(at, _)| at.plus_seconds(-3_600));
    let clock = ReplayClock::at(begin);
    let settings = DeskSettings {
        clock: Arc::new(clock.clone()),
        calendar: Arc::new(ZoneCalendar),
        moved: Arc::new(|_| {}),
        queue_length_max: IN_FLIGHT_MAX,
    };
    let desk = Desk::start(&settings, vec![database.writer()?]);
    let played = play_on(&desk, &clock, plan, rounding, steps);
    desk.stop();
    played
}

fn play_on(
    desk: &Desk,
    clock: &ReplayClock,
    plan: &Plan<'_>,
    rounding: Rounding,
    steps: Vec<(Instant, Step)>,
) -> anyhow::Result<Played> {
    let stopwatch = Stopwatch::now();
    let progress = Progress::begin(plan.games.len(), plan.bets.len());
    let pipeline = Pipeline::new(desk);
    let people = book::open(&pipeline, plan, rounding)?;
    let mut floor = Floor {
        plan,
        pipeline: &pipeline,
        catalogue: Catalogue::new(&pipeline, people.provider),
        people: &people,
        tickets: vec![None; plan.bets.len()],
        combos: vec![None; plan.combos.len()],
        bets_of: BTreeMap::new(),
        combos_of: BTreeMap::new(),
        weeks: Vec::new(),
    };
    for (place, bet) in plan.bets.iter().enumerate() {
        floor.bets_of.entry(bet.game).or_default().push(place);
    }
    for (place, combo) in plan.combos.iter().enumerate() {
        if let Some((game, _, _)) = combo.legs.first() {
            floor.combos_of.entry(*game).or_default().push(place);
        }
    }
    for (at, step) in steps {
        clock.move_to(at);
        let played = floor.step(&step).with_context(|| format!("at {}", told(at)))?;
        progress.advance(played);
    }
    let (tickets, combos, weeks) = (floor.tickets, floor.combos, floor.weeks);
    let placed = |tickets: Vec<Option<TicketId>>| {
        let placed: Option<Vec<TicketId>> = tickets.into_iter().collect();
        placed.context("a bet of the plan was not placed")
    };
    let (tickets, combos) = (placed(tickets)?, placed(combos)?);
    progress.finish();
    Ok(Played { people, tickets, combos, weeks, wall: stopwatch.elapsed() })
}

fn told(at: Instant) -> String {
    jiff::Timestamp::from_microsecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

struct Floor<'a> {
    plan: &'a Plan<'a>,
    pipeline: &'a Pipeline<'a>,
    catalogue: Catalogue<'a>,
    people: &'a People,
    tickets: Vec<Option<TicketId>>,
    combos: Vec<Option<TicketId>>,
    /// Bets by their game, wagers of several legs by that of their first leg.
    bets_of: BTreeMap<usize, Vec<usize>>,
    combos_of: BTreeMap<usize, Vec<usize>>,
    weeks: Vec<Week>,
}

impl Floor<'_> {
    /// Plays a step; answers the games it finished and the bets it placed.
    fn step(&mut self, step: &Step) -> anyhow::Result<(usize, usize)> {
        match step {
            Step::Open(games) => {
                self.catalogue.post(&self.plan.games, games)?;
                Ok((0, self.bet(games)? + self.combine(games)?))
            }
            Step::Settle(games) => {
                for house in 0..self.people.houses.len() {
                    self.settle(house, games)?;
                }
                Ok((games.len(), 0))
            }
            Step::CloseWeek(week) => {
                for house in 0..self.people.houses.len() {
                    let close = Action::Week(WeekCommand::Close { week: *week });
                    self.as_operator(house, vec![close])?;
                    self.finish_week(self.people.houses[house].0, *week)?;
                }
                self.weeks.push(*week);
                Ok((0, 0))
            }
        }
    }

    fn as_operator(&self, house: usize, actions: Vec<Action>) -> anyhow::Result<Vec<Outcome>> {
        let (book, operator) = self.people.houses[house];
        let operator = Actor::Member(operator);
        let requests = actions.into_iter().map(|action| (operator, action)).collect();
        self.pipeline.all(book, requests)
    }

    fn bet(&mut self, games: &[usize]) -> anyhow::Result<usize> {
        let bets = games.iter().filter_map(|game| self.bets_of.get(game)).flatten();
        let bets: Vec<usize> = bets.copied().collect();
        for (house, (book, _)) in self.people.houses.iter().enumerate() {
            let own = bets.iter().filter(|bet| self.plan.house(&self.plan.bets[**bet]) == house);
            let own: Vec<usize> = own.copied().collect();
            let requests = own.iter().map(|bet| self.wager(&self.plan.bets[*bet]));
            let requests = requests.collect::<anyhow::Result<Vec<_>>>()?;
            let outcomes = self.pipeline.all(*book, requests)?;
            for (bet, outcome) in own.iter().zip(outcomes) {
                let Outcome::Ticket(ticket) = outcome else {
                    bail!("a ticket was expected, the desk answered {outcome:?}");
                };
                self.tickets[*bet] = Some(ticket);
            }
        }
        Ok(bets.len())
    }

    fn combine(&mut self, games: &[usize]) -> anyhow::Result<usize> {
        let combos = games.iter().filter_map(|game| self.combos_of.get(game)).flatten();
        let combos: Vec<usize> = combos.copied().collect();
        let requests = combos.iter().map(|combo| self.combination(&self.plan.combos[*combo]));
        let requests = requests.collect::<anyhow::Result<Vec<_>>>()?;
        let (book, _) = self.people.houses[COMBOS_HOUSE];
        let outcomes = self.pipeline.all(book, requests)?;
        for (combo, outcome) in combos.iter().zip(outcomes) {
            let Outcome::Ticket(ticket) = outcome else {
                bail!("a ticket was expected, the desk answered {outcome:?}");
            };
            self.combos[*combo] = Some(ticket);
        }
        Ok(combos.len())
    }

    fn combination(&self, combo: &Combo) -> anyhow::Result<(Actor, Action)> {
        let player = self.plan.combo_player().context("nobody places such wagers")?;
        let member = self.people.players[player];
        let legs = combo.legs.iter().map(|pick| self.leg(*pick));
        let action = Action::PlaceWager(Box::new(WagerRequest {
            member,
            form: combo.form.clone(),
            entry: combo.entry,
            amount: combo.amount,
            legs: legs.collect::<anyhow::Result<Vec<_>>>()?,
            policy: PricePolicy::None,
            free_play: false,
            repeat: true,
            via: Via::default(),
        }));
        Ok((Actor::Member(member), action))
    }

    /// A selection at its line as it was posted and no other.
    fn leg(&self, (game, line, side): Pick) -> anyhow::Result<LegRequest> {
        let posted = self.catalogue.markets.get(&(game, line));
        let market: MarketId = *posted.context("a bet's market was not posted")?;
        let line = &self.plan.games[game].game.lines[line];
        let side = &line.sides[side];
        let mirror = |points: Points| {
            if side.side == Side::Away { points.mirrored() } else { points }
        };
        let seen =
            SeenLine { version: 1, points: line.points.map(mirror), odds: Some(posted_odds(side)) };
        Ok(LegRequest {
            market,
            side: side.side,
            seen: Some(seen),
            pitchers: None,
            bought: Default::default(),
        })
    }

    /// The wager of a bet.
    fn wager(&self, bet: &Bet) -> anyhow::Result<(Actor, Action)> {
        let member = self.people.players[bet.player];
        let action = Action::PlaceWager(Box::new(WagerRequest {
            member,
            form: Form::Straight,
            entry: bet.entry,
            amount: AMOUNT,
            legs: vec![self.leg((bet.game, bet.line, bet.side))?],
            policy: PricePolicy::None,
            free_play: false,
            repeat: false,
            via: Via::default(),
        }));
        Ok((Actor::Member(member), action))
    }

    fn settle(&self, house: usize, games: &[usize]) -> anyhow::Result<()> {
        let mut fixtures = Vec::with_capacity(games.len());
        let mut scores = Vec::with_capacity(games.len());
        for game in games {
            let fixture = *self.catalogue.fixtures.get(game).context("a game was not posted")?;
            let played = self.plan.games[*game].game;
            let (home, away) = played.score.context("a game has no score")?;
            let detail = Box::new(played.detail.clone());
            fixtures.push(fixture);
            scores.push(Action::EnterScore { fixture, home, away, detail });
        }
        let mut confirmations = Vec::with_capacity(games.len());
        for (fixture, outcome) in fixtures.iter().zip(self.as_operator(house, scores)?) {
            let Outcome::Report(report) = outcome else {
                bail!("a report was expected, the desk answered {outcome:?}");
            };
            let (fixture, origin) = (*fixture, Origin::Book);
            confirmations.push(Action::ConfirmResult { fixture, report, origin });
        }
        let mut chunks: Vec<(FixtureId, i32, TicketId)> = Vec::with_capacity(games.len());
        for (fixture, outcome) in fixtures.iter().zip(self.as_operator(house, confirmations)?) {
            let Outcome::Result(version) = outcome else {
                bail!("a result was expected, the desk answered {outcome:?}");
            };
            chunks.push((*fixture, version, TicketId(0)));
        }
        self.grade(self.people.houses[house].0, chunks)
    }

    /// Freezes what follows the close of a week, chunk after chunk.
    fn finish_week(&self, book: BookId, week: Week) -> anyhow::Result<()> {
        loop {
            let chunk = vec![(Actor::System, Action::Week(WeekCommand::CloseChunk { week }))];
            let outcomes = self.pipeline.all(book, chunk)?;
            if outcomes != [Outcome::Closing] {
                return Ok(());
            }
        }
    }

    /// Grades chunk after chunk until every fixture is done.
    fn grade(
        &self,
        book: BookId,
        mut chunks: Vec<(FixtureId, i32, TicketId)>,
    ) -> anyhow::Result<()> {
        while !chunks.is_empty() {
            let request = |(fixture, version, after): &(FixtureId, i32, TicketId)| {
                let (fixture, version, after) = (*fixture, *version, *after);
                // Nothing is ruled in a replay: each result begins the round of its number.
                (Actor::System, Action::GradeChunk { fixture, round: version, after })
            };
            let requests = chunks.iter().map(request).collect();
            let outcomes = self.pipeline.all(book, requests)?;
            let mut more = Vec::new();
            for ((fixture, version, _), outcome) in chunks.into_iter().zip(outcomes) {
                match outcome {
                    Outcome::GradedAll => {}
                    Outcome::Graded(after) => more.push((fixture, version, after)),
                    other => bail!("a graded chunk was expected, the desk answered {other:?}"),
                }
            }
            chunks = more;
        }
        Ok(())
    }
}

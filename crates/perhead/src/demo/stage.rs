//! Plays a season through the desk: the catalogue's turns, the crowd's wagers, the weekly
//! settling up. Everything goes the road of every other command.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::channel;

use desk::Desk;
use desk::port::Views;
use domain::board::fixture::{FixtureStatus, Sport};
use domain::board::market::MarketStatus;
use domain::board::period::Period;
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, Command, MoveLine, Outcome, Pay, PostFixture, SellPoints};
use domain::grade::detail::Detail;
use domain::id::{BookId, FixtureId, MarketId};
use domain::ledger::account::{Account, Method};
use domain::money::Money;
use domain::rejection::Code;
use domain::rows::{Key, Row};
use domain::wager::bought::published_points;
use domain::working::Working;
use feeds::Game;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use store::Database;

use super::crowd::{self, OpenMarket, Wish};
use super::errands::Errands;
use super::house::{House, Punter};
use super::season::{self, Due, Turn};
use crate::calls::{call, fresh};

/// The published prices of half points that the books of the demo sell at.
const POINTS: &str = "sbg-football";
/// A credit player settles up from this balance on, either way.
const SETTLE_FROM: Money = Money(20_000);

/// The play and how far it has come.
pub(super) struct Stage {
    desk: Arc<Desk>,
    database: Arc<Database>,
    games: Vec<Game>,
    houses: Vec<House>,
    chance: StdRng,
    seed: u64,
    /// Runs through the season so far.
    round: i64,
    timeline: std::vec::IntoIter<Due>,
    next: Option<Due>,
    fixtures: BTreeMap<usize, FixtureId>,
    open: Vec<OpenMarket>,
    /// Wishes by time; the number keeps equal times apart.
    wishes: BTreeMap<(Instant, u64), Wish>,
    wish_count: u64,
    settled_up: BTreeMap<BookId, Week>,
    errands: Errands,
}

impl Stage {
    pub(super) fn new(
        desk: Arc<Desk>,
        database: Arc<Database>,
        games: Vec<Game>,
        houses: Vec<House>,
        seed: u64,
    ) -> Stage {
        let mut timeline = season::timeline(&games, 0, seed).into_iter();
        let next = timeline.next();
        let errands = Errands::new(Arc::clone(&desk), Arc::clone(&database), seed);
        Stage {
            errands,
            desk,
            database,
            games,
            houses,
            chance: StdRng::seed_from_u64(seed),
            seed,
            round: 0,
            timeline,
            next,
            fixtures: BTreeMap::new(),
            open: Vec::new(),
            wishes: BTreeMap::new(),
            wish_count: 0,
            settled_up: BTreeMap::new(),
        }
    }

    /// The time of the next thing that happens.
    pub(super) fn next_at(&mut self) -> Instant {
        if self.next.is_none() {
            self.begin_again();
        }
        let turn = self.next.as_ref().map_or(Instant(i64::MAX), |due| due.at);
        let wish = self.wishes.keys().next().map_or(Instant(i64::MAX), |(at, _)| *at);
        turn.min(wish)
    }

    fn begin_again(&mut self) {
        self.round += 1;
        self.timeline = season::timeline(&self.games, self.round, self.seed).into_iter();
        self.next = self.timeline.next();
        self.fixtures.clear();
        self.open.clear();
    }

    /// Does everything due up to `now`. True when a final score came in.
    ///
    /// # Errors
    /// When the store or the desk fails; refusals are part of the play.
    pub(super) fn advance(&mut self, now: Instant) -> anyhow::Result<bool> {
        let mut finals = false;
        while let Some(due) = self.next.take_if(|due| due.at <= now) {
            finals |= matches!(due.turn, Turn::Final(..));
            self.turn(&due)?;
            self.next = self.timeline.next();
        }
        self.bet(now)?;
        self.errands.advance(&self.houses, now)?;
        Ok(finals)
    }

    fn catalogue(&self, action: Action) -> anyhow::Result<Option<Outcome>> {
        let receipt = self.desk.call(fresh(BookId::PLATFORM, Actor::System, action))?;
        Ok(receipt.answer.ok())
    }

    fn turn(&mut self, due: &Due) -> anyhow::Result<()> {
        if matches!(due.turn, Turn::Post) {
            return self.post(due);
        }
        let Some(fixture) = self.fixtures.get(&due.game).copied() else { return Ok(()) };
        let action = match &due.turn {
            Turn::Post => return Ok(()),
            Turn::Line(kind, points, prices) => {
                let action = Action::MoveLine(Box::new(MoveLine {
                    fixture,
                    kind: *kind,
                    period: Period::Game,
                    alternate: 0,
                    prop: None,
                    status: MarketStatus::Open,
                    points: *points,
                    prices: prices.clone(),
                }));
                if let Some(Outcome::Market(market)) = self.catalogue(action)? {
                    self.opened(due.game, market, *kind);
                }
                return Ok(());
            }
            Turn::Start => {
                self.open.retain(|market| market.game != due.game);
                let status = Some(FixtureStatus::InPlay);
                Action::ChangeFixture { fixture, starts_at: None, status, score: Some((0, 0)) }
            }
            Turn::Score(home, away) => {
                let score = Some((*home, *away));
                Action::ChangeFixture { fixture, starts_at: None, status: None, score }
            }
            Turn::Final(source, home, away) => {
                self.open.retain(|market| market.game != due.game);
                Action::ReportScore {
                    fixture,
                    source: (*source).to_owned(),
                    home: *home,
                    away: *away,
                    detail: Box::new(Detail::none()),
                }
            }
        };
        self.catalogue(action).map(|_| ())
    }

    fn opened(&mut self, game: usize, market: MarketId, kind: domain::board::market::MarketKind) {
        if !self.open.iter().any(|one| one.market == market) {
            self.open.push(OpenMarket { game, market, kind });
        }
    }

    /// Half points at prices as published, in every book.
    fn sell_points(&self, league: &str) -> anyhow::Result<()> {
        let table = published_points().into_iter().find(|table| table.code == POINTS);
        let table = table.map(|table| (table.name, table.source, table.prices));
        let sell = SellPoints { league: league.to_owned(), table };
        for house in &self.houses {
            let action = Action::SellPoints(Box::new(sell.clone()));
            call(&self.desk, fresh(house.book, Actor::Member(house.root), action))?;
        }
        Ok(())
    }

    fn post(&mut self, due: &Due) -> anyhow::Result<()> {
        let game = self.games[due.game].clone();
        let start = season::starts_at(&game, self.round);
        let name = game.league.name.clone();
        let league =
            Action::PostLeague { code: game.league.code.clone(), name, sport: Sport::Football };
        self.catalogue(league)?;
        if self.round == 0 && self.fixtures.is_empty() {
            self.sell_points(&game.league.code)?;
        }
        for team in [&game.home, &game.away] {
            self.catalogue(Action::PostTeam {
                league: game.league.code.clone(),
                code: team.code.clone(),
                name: team.name.clone(),
                short: team.short.clone(),
            })?;
        }
        let fixture = Action::PostFixture(Box::new(PostFixture {
            league: game.league.code,
            home: game.home.code,
            away: game.away.code,
            starts_at: start,
            rotation: rotation(due.game),
            season: game.season + i32::try_from(self.round).unwrap_or(0),
            round: game.round,
            neutral: game.neutral,
            field: false,
            venue: game.venue,
        }));
        let posted = call(&self.desk, fresh(BookId::PLATFORM, Actor::System, fixture))?;
        if let Outcome::Fixture(fixture) = posted {
            self.fixtures.insert(due.game, fixture);
        }
        for wish in crowd::wishes(&self.houses, due.game, due.at, start, &mut self.chance) {
            self.wish_count += 1;
            self.wishes.insert((wish.at, self.wish_count), wish);
        }
        Ok(())
    }

    /// Places every wish whose time has come, all in flight at once.
    fn bet(&mut self, now: Instant) -> anyhow::Result<()> {
        let (sender, answers) = channel();
        let mut waiting = 0;
        while let Some(entry) = self.wishes.first_entry().filter(|entry| entry.key().0 <= now) {
            let wish = entry.remove();
            let Some(request) = crowd::wager(&wish, &self.open, &mut self.chance) else {
                continue;
            };
            let actor = Actor::Member(wish.punter.member);
            let action = Action::PlaceWager(Box::new(request));
            let command: Command = fresh(wish.punter.book, actor, action);
            let sender = sender.clone();
            let reply = Box::new(move |answer| {
                // The stage may have been stopped; the wager stands all the same.
                let _ = sender.send((wish.punter, answer));
            });
            if self.desk.submit(command, reply).is_ok() {
                waiting += 1;
            }
        }
        let mut broke = Vec::new();
        for (punter, answer) in answers.iter().take(waiting) {
            let refusal = answer?.answer.err();
            if refusal.is_some_and(|refusal| refusal.code == Code::InsufficientFunds) {
                broke.push(punter);
            }
        }
        broke.iter().try_for_each(|punter: &Punter| self.pay_in(punter))
    }

    /// A player without funds pays in now and then; one on credit waits for the week's end.
    fn pay_in(&mut self, punter: &Punter) -> anyhow::Result<()> {
        if punter.on_credit || !self.chance.random_ratio(1, 3) {
            return Ok(());
        }
        let methods = [Method::Card, Method::Wallet, Method::Bank, Method::Cash];
        let method = methods[self.chance.random_range(0..methods.len())];
        let pay = Pay {
            member: punter.member,
            method: Some(method),
            amount: Money(punter.stake * self.chance.random_range(5..15)),
            reference: self.errands.reference(method),
            note: "deposit".to_owned(),
        };
        let command = fresh(punter.book, Actor::System, Action::Receive(pay));
        self.desk.call(command)?;
        Ok(())
    }

    /// Settles up with credit players once a week has been closed.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub(super) fn settle_up(&mut self) -> anyhow::Result<()> {
        for house in &self.houses {
            let weeks = self.database.weeks(house.book)?;
            let Some((week, _)) = weeks.iter().find(|(_, closed)| *closed).copied() else {
                continue;
            };
            if self.settled_up.insert(house.book, week) == Some(week) {
                continue;
            }
            for punter in house.punters.iter().filter(|punter| punter.on_credit) {
                self.settle_with(punter)?;
            }
        }
        Ok(())
    }

    fn settle_with(&self, punter: &Punter) -> anyhow::Result<()> {
        let cash = cash_of(&self.database, punter)?;
        let pay = |amount| Pay {
            member: punter.member,
            method: Some(Method::Cash),
            amount,
            reference: String::new(),
            note: "settle up".to_owned(),
        };
        let action = if cash >= SETTLE_FROM {
            Action::Disburse(pay(cash))
        } else if cash <= -SETTLE_FROM {
            Action::Receive(pay(-cash))
        } else {
            return Ok(());
        };
        self.desk.call(fresh(punter.book, Actor::System, action))?;
        Ok(())
    }
}

/// What a player could take out now.
pub(super) fn cash_of(database: &Database, punter: &Punter) -> anyhow::Result<Money> {
    let key = Key::Balance(Account::Cash.of(punter.member));
    let mut working = Working::new();
    database.load(punter.book, std::slice::from_ref(&key), &mut working)?;
    Ok(match working.peek(&key) {
        Some(Row::Balance(balance)) => balance.amount,
        _ => Money::ZERO,
    })
}

/// Rotation numbers as boards print them: two for each game of a week.
fn rotation(game: usize) -> i32 {
    101 + i32::try_from(game % 200).unwrap_or(0) * 2
}

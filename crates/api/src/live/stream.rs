//! One task for each listener: wakes, reads what happened, tells what the listener may see, and
//! ends when the session does. A slow listener is told less often, never wrongly.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::response::sse::Event as Message;
use desk::view::TicketStory;
use domain::access::Permission;
use domain::id::{BookId, FixtureId, MemberId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::time::{Instant as Mono, sleep, timeout};

use crate::board_shelf::PreparedBoard;
use crate::live::news::News;
use crate::live::place::Place;
use crate::live::tail::After;
use crate::principal::{Principal, still_lives};
use crate::problem::Problem;
use crate::resource::balance::{Balance, view_balance};
use crate::resource::live::{
    LiveFixture, LiveHello, LiveMarket, LiveMessage, LiveNewFixture, LiveResult,
};
use crate::resource::ticket::Ticket;
use crate::shape::time::Time;
use crate::state::ApiState;

/// Looks for events without a signal: another server may have written them.
const LOOKS_EVERY: Duration = Duration::from_secs(5);
/// Rounds of telling are at least this far apart; what happens between is told together.
const ROUNDS_APART: Duration = Duration::from_millis(100);
/// A listener who takes nothing for this long is gone.
const PATIENCE: Duration = Duration::from_secs(30);
/// More tickets or balances than this in one round are told as a reset.
const MEMBERS_MONEY_MAX: usize = 100;
/// Resets are at least this far apart.
const RESETS_APART: Duration = Duration::from_secs(5);

/// What a stream's channel carries.
pub(crate) type Told = Result<Message, Infallible>;

/// One listener.
pub(crate) struct Listener {
    state: ApiState,
    principal: Principal,
    place: Place,
    told: mpsc::Sender<Told>,
    /// A reset is owed.
    owes_reset: bool,
    reset_at: Option<Mono>,
    /// Members asked about before: whether they are to be seen.
    seen: BTreeMap<MemberId, bool>,
}

/// Why a stream ends. Nobody is told; the browser asks again if it still cares.
enum End {
    /// The listener is gone.
    Gone,
    /// The store failed in this round.
    Failed(Problem),
}

impl From<Problem> for End {
    fn from(problem: Problem) -> End {
        End::Failed(problem)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.principal.streams.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Listener {
    /// A listener at a place. `owes_reset` when it asked for another one. The caller has counted
    /// the stream.
    pub(crate) fn new(
        state: ApiState,
        principal: Principal,
        (place, owes_reset): (Place, bool),
        told: mpsc::Sender<Told>,
    ) -> Listener {
        let seen = BTreeMap::new();
        Listener { state, principal, place, told, owes_reset, reset_at: None, seen }
    }

    /// Tells until the listener is gone, the session ends or the server stops.
    pub(crate) async fn run(mut self) {
        let mut book = self.state.hub.listen(self.principal.book.id());
        let mut catalogue = self.state.hub.listen(BookId::PLATFORM);
        let mut closing = self.state.hub.closing();
        if self.hello().await.is_err() {
            return;
        }
        loop {
            if *closing.borrow() || !still_lives(&self.state, self.principal.session).await {
                return;
            }
            book.mark_unchanged();
            catalogue.mark_unchanged();
            match self.round().await {
                Ok(()) => {}
                Err(End::Gone) => return,
                Err(End::Failed(problem)) => {
                    tracing::warn!(code = problem.shape.code, cause = ?problem.cause, "live");
                }
            }
            sleep(ROUNDS_APART).await;
            tokio::select! {
                _ = book.changed() => {}
                _ = catalogue.changed() => {}
                _ = closing.changed() => return,
                () = self.told.closed() => return,
                () = sleep(LOOKS_EVERY) => {}
            }
        }
    }

    async fn tell(&self, name: &str, content: &impl Serialize) -> Result<(), End> {
        let text = serde_json::to_string(content).unwrap_or_default();
        let message = Message::default().id(self.place.to_string()).event(name).data(text);
        match timeout(PATIENCE, self.told.send(Ok(message))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    async fn hello(&self) -> Result<(), End> {
        let speed = self.state.settings.demo.as_ref().map(|demo| demo.speed);
        let now = Time(self.state.now());
        let hello = LiveHello { sequence: self.place.book, now, demo_speed: speed };
        self.tell("hello", &hello).await
    }

    /// Tells everything that happened since the last round.
    async fn round(&mut self) -> Result<(), End> {
        let (state, id) = (self.state.clone(), self.principal.book.id());
        let mut next = self.place;
        let mut news = News::default();
        match state.events_after(id, self.place.book).await? {
            After::Events(events) => {
                news.read_book(&events);
                next.book = events.last().map_or(next.book, |event| event.sequence);
            }
            After::TooFar(last) => {
                self.owes_reset = true;
                next.book = last;
            }
        }
        match state.events_after(BookId::PLATFORM, self.place.catalogue).await? {
            After::Events(events) => {
                news.read_catalogue(&events);
                next.catalogue = events.last().map_or(next.catalogue, |event| event.sequence);
            }
            After::TooFar(last) => {
                self.owes_reset = true;
                next.catalogue = last;
            }
        }
        let before = self.place;
        self.place = next;
        match self.tell_all(news).await {
            // What could not be read is told in the next round.
            Err(End::Failed(problem)) => {
                self.place = before;
                Err(End::Failed(problem))
            }
            told => told,
        }
    }

    async fn tell_all(&mut self, mut news: News) -> Result<(), End> {
        self.owes_reset |= news.controls;
        if !news.is_empty() {
            self.leave_out_strangers(&mut news).await?;
            if news.tickets.len() > MEMBERS_MONEY_MAX || news.balances.len() > MEMBERS_MONEY_MAX {
                self.owes_reset = true;
            }
        }
        if self.owes_reset {
            let is_time = self.reset_at.is_none_or(|at| at.elapsed() >= RESETS_APART);
            if is_time {
                (self.owes_reset, self.reset_at) = (false, Some(Mono::now()));
                return self.tell("reset", &serde_json::json!({})).await;
            }
            news.tickets.clear();
            news.balances.clear();
        }
        for fixture in &news.new_fixtures {
            self.tell("fixture_new", &LiveNewFixture { id: (*fixture).into() }).await?;
        }
        if news.needs_board() {
            let board = self.state.board_since(&self.principal.book, news.board_since).await?;
            let board = board.own(self.principal.line_chain());
            self.tell_board(&news, &board).await?;
        }
        for (fixture, (version, home, away)) in &news.results {
            let fixture_id = (*fixture).into();
            let result = LiveResult { fixture_id, version: *version, home: *home, away: *away };
            self.tell("result", &result).await?;
        }
        for (member, to_branch) in &news.messages {
            let told = LiveMessage { member_id: (*member).into(), to_branch: *to_branch };
            self.tell("message", &told).await?;
        }
        self.tell_money(news).await
    }

    async fn tell_board(&self, news: &News, board: &PreparedBoard) -> Result<(), End> {
        let all = |fixture: &FixtureId| {
            let markets = board.fixture(*fixture).map(|one| one.markets.clone());
            let id = *fixture;
            markets.into_iter().flatten().map(move |market| (id, market.id.0))
        };
        let told: BTreeSet<_> = news.offers.iter().chain(&news.fixtures).copied().collect();
        let mut markets = news.markets.clone();
        markets.extend(news.offers.iter().flat_map(all));
        for fixture in &told {
            if let Some(shown) = board.fixture(*fixture) {
                self.tell("fixture", &LiveFixture::of(shown)).await?;
            }
        }
        for (fixture, market) in markets {
            if let Some(market) = board.market(fixture, market) {
                let fixture_id = fixture.into();
                self.tell("market", &LiveMarket { fixture_id, market: market.clone() }).await?;
            }
        }
        Ok(())
    }

    async fn tell_money(&self, news: News) -> Result<(), End> {
        if news.tickets.is_empty() && news.balances.is_empty() {
            return Ok(());
        }
        let (book, currency) = (self.principal.book.id(), self.principal.book.currency);
        let now = self.state.now();
        let (_, week) = self.principal.book.place(&self.state, now);
        let read = self.state.read(move |views| {
            let mut stories: Vec<TicketStory> = Vec::new();
            for ticket in news.tickets.keys() {
                stories.extend(views.ticket(book, *ticket)?);
            }
            let balance =
                |member: &MemberId| view_balance(views, book, (now, week), *member, currency);
            let balances: Result<Vec<Balance>, _> = news.balances.iter().map(balance).collect();
            Ok((stories, balances?))
        });
        let (stories, balances) = read.await?;
        for story in &stories {
            self.tell("ticket", &Ticket::of(story, &self.principal)).await?;
        }
        for balance in &balances {
            self.tell("balance", balance).await?;
        }
        Ok(())
    }

    /// Money is told to the player it belongs to, and to those above who may see their branch.
    async fn leave_out_strangers(&mut self, news: &mut News) -> Result<(), Problem> {
        let own = self.principal.member.id;
        if !self.principal.has(Permission::ViewBranch) {
            news.keep_members(&self.principal.member.chain, |member| member == own);
            return Ok(());
        }
        if self.principal.sees_whole_book() {
            return Ok(());
        }
        let unknown = news.members().into_iter().filter(|one| !self.seen.contains_key(one));
        let unknown: Vec<MemberId> = unknown.collect();
        if !unknown.is_empty() {
            let (book, wanted) = (self.principal.book.id(), unknown.clone());
            let read = self.state.read(move |views| {
                let keys: Vec<Key> = wanted.into_iter().map(Key::Member).collect();
                let mut working = Working::new();
                views.load(book, &keys, &mut working)?;
                Ok(working)
            });
            let working = read.await?;
            for id in unknown {
                let sees = |one: &domain::member::Member| self.principal.sees_chain(id, &one.chain);
                let sees = working.member(id).is_some_and(sees);
                self.seen.insert(id, sees);
            }
        }
        let seen = &self.seen;
        let chain = &self.principal.member.chain;
        news.keep_members(chain, |member| seen.get(&member).copied().unwrap_or(false));
        Ok(())
    }
}

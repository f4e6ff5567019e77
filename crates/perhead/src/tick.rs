//! Timers: confirms results that the house rules leave to agreeing sources, carries every
//! grading to its end, and closes weeks that are over.
//!
//! All of it is commands to the desk under keys named after the work, so that a crash or a second
//! worker repeats nothing. It decides nothing itself.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use desk::Desk;
use desk::clock::{Calendar, Clock};
use desk::port::Views;
use desk::view::DueTenders;
use domain::acceptance::AcceptanceCommand;
use domain::book::Book;
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, Outcome};
use domain::figure::command::WeekCommand;
use domain::funding::command::FundingCommand;
use domain::grade::command::GradingCommand;
use domain::grade::discrepancy::ConfirmationWay;
use domain::grade::score::{Grading, Origin, ScoreReport};
use domain::id::{BookId, FixtureId};
use domain::protection::command::ProtectionCommand;
use domain::rows::{Key, Read as _, Row};
use domain::rules::HouseRules;
use domain::working::Working;
use store::Database;

use crate::calls::{fresh, keyed};
use crate::clock::ZoneCalendar;

/// A feed's later word on a result counts for this long: thirty days.
const CONTRADICTION_SECONDS: i64 = 30 * 24 * 60 * 60;
/// How often the worker looks when nobody wakes it.
const INTERVAL: Duration = Duration::from_millis(500);
/// A week is closed this long after its end, so that its last games are settled first.
const CLOSE_AFTER_SECONDS: i64 = 3_600;

/// A book without work, in which nothing happens, is looked at again after this by its own clock:
/// weeks end and leases run out without an event.
const IDLE_SECONDS: i64 = 5;
/// How long a claim on a book's timed work holds.
const LEASE_SECONDS: i64 = 30;

/// What the worker works with.
#[derive(Clone)]
pub struct Worker {
    /// Where the work stands.
    pub database: Arc<Database>,
    /// Where it is done.
    pub desk: Arc<Desk>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// This process, among those that may serve the same database.
    pub holder: String,
    /// Books that had nothing to do when they were looked at last.
    pub idle: Arc<Mutex<BTreeMap<BookId, Idle>>>,
}

/// How a book stood when nothing was to be done in it.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    own: i64,
    catalogue: i64,
    /// Time itself may have brought work then.
    until: Instant,
}

/// What a book has for the worker.
struct Work {
    /// Something is to be done now.
    is_due: bool,
    /// When something known will be, without an event before it.
    next: Option<Instant>,
}

/// A running worker. Dropping the waker ends it.
pub struct Running {
    waker: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Running {
    /// Ends the worker after the round under way.
    pub fn stop(self) {
        drop(self.waker);
        // A worker that panicked has nothing left to finish.
        let _ = self.thread.join();
    }
}

/// Starts the worker on a thread of its own.
///
/// # Panics
/// When the system refuses a thread.
pub fn start(worker: Worker) -> Running {
    let (waker, wakes) = sync_channel(1);
    let thread = std::thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || run(&worker, &wakes))
        .expect("the system gives a thread");
    Running { waker, thread }
}

fn run(worker: &Worker, wakes: &Receiver<()>) {
    loop {
        if let Err(error) = worker.round() {
            tracing::error!(%error, "a round of the worker failed; it tries again");
        }
        match wakes.recv_timeout(INTERVAL) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Worker {
    /// One round over every book: everything that is due now is done when it returns.
    ///
    /// # Errors
    /// When the store or the desk fails; refusals are no failures.
    pub fn round(&self) -> anyhow::Result<()> {
        let heads: BTreeMap<BookId, i64> = self.database.sequences()?.into_iter().collect();
        let catalogue = heads.get(&BookId::PLATFORM).copied().unwrap_or(0);
        for tenant in self.database.tenants()? {
            let now = self.clock.now();
            let own = heads.get(&tenant.book).copied().unwrap_or(0);
            let found = Idle { own, catalogue, until: now.plus_seconds(IDLE_SECONDS) };
            if self.is_idle(tenant.book, &found, now) {
                continue;
            }
            let work = self.work_of(tenant.book)?;
            if !work.is_due {
                let until = work.next.map_or(found.until, |next| next.min(found.until));
                self.idle().insert(tenant.book, Idle { until, ..found });
                continue;
            }
            if self.claim(tenant.book)? {
                self.confirm(tenant.book)?;
                self.grade(tenant.book)?;
                self.close_weeks(tenant.book)?;
                self.finish_weeks(tenant.book)?;
                self.settle_up(tenant.book)?;
                self.end_free_plays(tenant.book)?;
                self.end_credits(tenant.book)?;
                self.cancel_excluded_bets(tenant.book)?;
                self.end_tenders(tenant.book)?;
                self.erase(tenant.book)?;
            }
        }
        Ok(())
    }

    fn idle(&self) -> MutexGuard<'_, BTreeMap<BookId, Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True when a book had nothing to do lately and nothing has happened in it since, nor in the
    /// catalogue: then it is not asked again.
    fn is_idle(&self, book: BookId, found: &Idle, now: Instant) -> bool {
        let idle = self.idle();
        idle.get(&book).is_some_and(|known| {
            known.own == found.own && known.catalogue == found.catalogue && now < known.until
        })
    }

    fn work_of(&self, id: BookId) -> anyhow::Result<Work> {
        let (book, rules) = self.book(id)?;
        let tenders = self.due_tenders(id, book.as_ref(), rules.as_ref())?;
        let is_due = !self.database.unfinished_gradings(id)?.is_empty()
            || !self.database.unconfirmed(id)?.is_empty()
            || !self.contradicted(id)?.is_empty()
            || !self.database.unfinished_weeks(id)?.is_empty()
            || !self.database.unfinished_settle_ups(id)?.is_empty()
            || !self.due_weeks(id, book.as_ref())?.is_empty()
            || !self.database.expired_free_plays(id, self.clock.now())?.is_empty()
            || !self.database.expired_credits(id, self.clock.now())?.is_empty()
            || !self.database.exclusions_with_bets(id)?.is_empty()
            || !self.erasures(id)?.is_empty()
            || !tenders.now.is_empty();
        Ok(Work { is_due, next: tenders.next })
    }

    /// Ends every grant of free play whose time is over. A wager that comes back later fills its
    /// grant again, so the key names what was left.
    pub fn end_free_plays(&self, id: BookId) -> anyhow::Result<()> {
        for expired in self.database.expired_free_plays(id, self.clock.now())? {
            let (member, grant) = (expired.member, expired.id);
            let ended = expired.ended_at.map_or(0, |at| at.0);
            let about = format!("end free play {} {} {ended}", grant.0, expired.left.0);
            let note = "expired".to_owned();
            let command = FundingCommand::EndFreePlay { member, grant, note };
            self.desk.call(keyed(id, &about, Action::Funding(Box::new(command))))?;
        }
        Ok(())
    }

    /// Looks at the open bets of players who were excluded, as far as the law has them cancelled.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn cancel_excluded_bets(&self, id: BookId) -> anyhow::Result<()> {
        for found in self.database.exclusions_with_bets(id)? {
            let (member, exclusion) = (found.member, found.id);
            let after = found.bets_after.map_or(0, |ticket| ticket.0);
            let about = format!("cancel bets of exclusion {} after {after}", exclusion.0);
            let command = ProtectionCommand::CancelBets { member, exclusion };
            self.desk.call(keyed(id, &about, Action::Protect(Box::new(command))))?;
        }
        Ok(())
    }

    fn due_tenders(
        &self,
        id: BookId,
        book: Option<&Book>,
        rules: Option<&HouseRules>,
    ) -> anyhow::Result<DueTenders> {
        // Books from before the flag of their own had terms first.
        if book.is_none_or(|book| !book.uses.tenders && !book.uses.acceptance) {
            return Ok(DueTenders::default());
        }
        let cutoff = rules.map_or(0, |rules| rules.cutoff_seconds);
        Ok(self.database.due_tenders(id, self.clock.now(), cutoff)?)
    }

    /// Accepts wagers whose delay is over; lets those lapse that waited too long, or are on
    /// something that has left the offer.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn end_tenders(&self, id: BookId) -> anyhow::Result<()> {
        let (book, rules) = self.book(id)?;
        for tender in self.due_tenders(id, book.as_ref(), rules.as_ref())?.now {
            let action = Action::Acceptance(AcceptanceCommand::Review { tender });
            self.desk.call(fresh(id, Actor::System, action))?;
        }
        Ok(())
    }

    /// Ends lent credit whose time is over.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn end_credits(&self, id: BookId) -> anyhow::Result<()> {
        for expired in self.database.expired_credits(id, self.clock.now())? {
            let Some(lent) = expired.temporary else { continue };
            let member = expired.member;
            let about = format!("end credit {} {} {}", member.0, lent.amount.0, lent.at.0);
            let command = FundingCommand::EndCredit { member, note: "expired".to_owned() };
            self.desk.call(keyed(id, &about, Action::Funding(Box::new(command))))?;
        }
        Ok(())
    }

    /// Claims the book's timed work. Where other processes serve the same database, one of them
    /// has it at a time.
    fn claim(&self, id: BookId) -> anyhow::Result<bool> {
        if !self.database.is_shared() {
            return Ok(true);
        }
        let action = Action::Claim {
            work: "worker".to_owned(),
            holder: self.holder.clone(),
            seconds: LEASE_SECONDS,
        };
        Ok(self.desk.call(fresh(id, Actor::System, action))?.answer.is_ok())
    }

    fn book(&self, id: BookId) -> anyhow::Result<(Option<Book>, Option<HouseRules>)> {
        let mut working = Working::new();
        self.database.load(id, &[Key::Book(id)], &mut working)?;
        let Some(Row::Book(book)) = working.peek(&Key::Book(id)).cloned() else {
            return Ok((None, None));
        };
        let rules = Key::Rules(book.rules_version);
        self.database.load(id, std::slice::from_ref(&rules), &mut working)?;
        let rules = match working.peek(&rules) {
            Some(Row::Rules(rules)) => Some(rules.clone()),
            _ => None,
        };
        Ok((Some(book), rules))
    }

    /// Asks to confirm every score that enough feeds may agree on, and to note where reports
    /// differ; the desk decides.
    pub fn confirm(&self, id: BookId) -> anyhow::Result<()> {
        let (_, rules) = self.book(id)?;
        let sources = rules.map_or(0, |rules| rules.confirm_sources);
        for waiting in self.database.unconfirmed(id)? {
            let fixture = waiting.fixture;
            // Of each source its newest word counts; of those the one that tells most.
            let newest: BTreeMap<&str, &ScoreReport> =
                waiting.reports.iter().map(|one| (one.source.as_str(), one)).collect();
            let most = newest.values().max_by_key(|one| (one.detail.entries(), one.id));
            let Some(most) = most else { continue };
            // The key names the reports: when another arrives, the question is a new one.
            let count = waiting.reports.len();
            if newest.values().any(|one| !one.agrees_with(most)) {
                let about = format!("discrepancy {} of {count}", fixture.0);
                self.desk.call(keyed(id, &about, differ(fixture)))?;
            } else if self.confirms_alone(id, fixture, sources)? {
                let ScoreReport { id: report, home, away, .. } = **most;
                let origin = Origin::Catalogue;
                let action = Action::ConfirmResult { fixture, report, origin };
                let about = format!("confirm {} {report:?} {home}-{away} of {count}", fixture.0);
                self.desk.call(keyed(id, &about, action))?;
            }
        }
        for (fixture, report) in self.contradicted(id)? {
            let about = format!("discrepancy {} by {report}", fixture.0);
            self.desk.call(keyed(id, &about, differ(fixture)))?;
        }
        Ok(())
    }

    /// Whether anything but a person confirms results of a fixture's league.
    fn confirms_alone(&self, id: BookId, fixture: FixtureId, sources: i32) -> anyhow::Result<bool> {
        let mut working = Working::new();
        self.database.load(id, &[Key::Fixture(fixture)], &mut working)?;
        let Some(league) = working.fixture(fixture).map(|found| found.league) else {
            return Ok(false);
        };
        self.database.load(id, &[Key::Confirmation(league)], &mut working)?;
        let way = working.confirmation(league).map(|own| own.way.clone());
        Ok(match way {
            Some(way) => way != ConfirmationWay::Person,
            None => sources > 0,
        })
    }

    fn contradicted(&self, id: BookId) -> anyhow::Result<Vec<(FixtureId, i64)>> {
        let since = self.clock.now().plus_seconds(-CONTRADICTION_SECONDS);
        Ok(self.database.contradicted(id, since)?)
    }

    /// Carries every grading under way to its end.
    pub fn grade(&self, id: BookId) -> anyhow::Result<()> {
        for grading in self.database.unfinished_gradings(id)? {
            self.grade_fixture(id, grading)?;
        }
        Ok(())
    }

    fn grade_fixture(&self, id: BookId, grading: Grading) -> anyhow::Result<()> {
        let (fixture, round) = (grading.fixture, grading.round);
        let mut after = grading.after;
        loop {
            let about = format!("grade {} round {round} after {}", fixture.0, after.0);
            let action = Action::GradeChunk { fixture, round, after };
            match self.desk.call(keyed(id, &about, action))?.answer {
                Ok(Outcome::Graded(next)) => after = next,
                // Done, or another worker has taken it further.
                _ => return Ok(()),
            }
        }
    }

    fn due_weeks(&self, id: BookId, book: Option<&Book>) -> anyhow::Result<Vec<Week>> {
        let Some(book) = book else { return Ok(Vec::new()) };
        let due = self.clock.now().plus_seconds(-CLOSE_AFTER_SECONDS);
        let (_, current) = ZoneCalendar.place(&book.calendar, due);
        let weeks = self.database.weeks(id)?.into_iter();
        let mut due: Vec<Week> = weeks
            .filter(|(week, closed)| !closed && *week < current)
            .map(|(week, _)| week)
            .collect();
        due.reverse();
        Ok(due)
    }

    /// Closes weeks that ended and have figures, the oldest first.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn close_weeks(&self, id: BookId) -> anyhow::Result<()> {
        let (book, _) = self.book(id)?;
        for week in self.due_weeks(id, book.as_ref())? {
            let about = format!("close week {}", week.0);
            self.desk.call(keyed(id, &about, Action::Week(WeekCommand::Close { week })))?;
            // The next week waits until everything of this one is done.
            self.finish_weeks(id)?;
        }
        Ok(())
    }

    /// Carries every confirmed settle-up to its end, chunk after chunk.
    fn settle_up(&self, id: BookId) -> anyhow::Result<()> {
        for week in self.database.unfinished_settle_ups(id)? {
            let chunk =
                || fresh(id, Actor::System, Action::Week(WeekCommand::SettleUpChunk { week }));
            while self.desk.call(chunk())?.answer == Ok(Outcome::Closing) {}
        }
        Ok(())
    }

    /// Carries what follows the close of a week to its end. Each chunk goes on where the week's row
    /// says, so that neither a crash nor a second worker does anything twice.
    ///
    /// # Errors
    /// When the store or the desk fails.
    pub fn finish_weeks(&self, id: BookId) -> anyhow::Result<()> {
        for week in self.database.unfinished_weeks(id)? {
            let chunk = || fresh(id, Actor::System, Action::Week(WeekCommand::CloseChunk { week }));
            while self.desk.call(chunk())?.answer == Ok(Outcome::Closing) {}
        }
        Ok(())
    }
}

fn differ(fixture: FixtureId) -> Action {
    Action::Grading(GradingCommand::OpenDiscrepancy { fixture })
}

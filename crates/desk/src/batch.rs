//! One batch of one book: load what all of it needs, decide one by one in memory, and gather what
//! is to be written. A rejection never aborts a batch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::calendar::{Day, Instant, Moment, WallTime, Week};
use domain::changes::Changes;
use domain::command::{Command, Outcome};
use domain::id::{BookId, MemberId, RequestKey};
use domain::rejection::{Code, Rejection};
use domain::rows::{Key, Row, RowsByKey};
use domain::wager::ticket::Ticket;
use domain::working::Working;
use domain::{decide, invariant, needs};

use crate::audit;
use crate::clock::{Calendar, Clock};
use crate::lane::Moved;
use crate::memory::Memory;
use crate::port::{ChainedEvent, Head, Store, StoreError, StoredReceipt, Writes};
use crate::receipt::{Answer, DeskError, Receipt, replay};

/// Loads rarely take more than three steps; more means a bug in `needs`.
const LOAD_STEPS_MAX: usize = 8;

/// Microseconds of a second.
const MICROSECONDS: i64 = 1_000_000;

/// Why a batch could not be run as a whole.
#[derive(Debug)]
pub enum Failure {
    /// The store said so.
    Store(StoreError),
    /// An invariant would break: a bug in a decision.
    Broken(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

/// What a batch answers, and what it leaves behind.
pub struct Ran {
    /// One answer for each command, in order.
    pub answers: Vec<Answer>,
    /// What it made of the book.
    pub moved: Moved,
}

/// Runs `commands`, all of `book`, within the work begun on the store.
///
/// # Errors
/// Any failure concerns the whole batch: nothing of it is kept.
pub fn run(
    store: &mut dyn Store,
    memory: &mut Memory,
    clock: &dyn Clock,
    calendar: &dyn Calendar,
    book: BookId,
    commands: &[&Command],
) -> Result<Ran, Failure> {
    let keys: BTreeSet<RequestKey> = commands.iter().map(|command| command.key).collect();
    let keys: Vec<RequestKey> = keys.into_iter().collect();
    let begun = store.begin(book, &keys)?;
    let working = memory.recall(book, &begun);
    let mut batch = Batch {
        book,
        clock,
        calendar,
        head: begun.head,
        working,
        placed: None,
        loaded_for: Default::default(),
        receipts: begun.receipts.into_iter().map(|receipt| (receipt.key, receipt)).collect(),
        rows: RowsByKey::default(),
        writes: Writes::default(),
        grown: false,
    };
    batch.load_calendar(store)?;
    let fresh: Vec<&Command> = commands
        .iter()
        .copied()
        .filter(|command| !batch.receipts.contains_key(&command.key))
        .collect();
    batch.load(store, &fresh)?;
    let mut answers = Vec::with_capacity(commands.len());
    for command in commands {
        batch.load_for(store, command)?;
        answers.push(batch.answer(command)?);
    }
    batch.writes.rows = std::mem::take(&mut batch.rows).into_rows();
    if !batch.writes.receipts.is_empty() {
        store.save(book, &batch.writes, &batch.head)?;
    }
    store.keep()?;
    memory.keep(book, &batch.head, begun.catalogue, batch.working);
    let people = people_of(&batch.writes.rows);
    Ok(Ran { answers, moved: Moved { book, sequence: batch.head.sequence, people } })
}

struct Batch<'a> {
    book: BookId,
    clock: &'a dyn Clock,
    calendar: &'a dyn Calendar,
    head: Head,
    working: Working,
    /// The second that was placed in the book's calendar last, and its day and week.
    placed: Option<(i64, (Day, Week))>,
    /// The day and week that the loaded rows are for.
    loaded_for: (Day, Week),
    receipts: BTreeMap<RequestKey, StoredReceipt>,
    rows: RowsByKey,
    writes: Writes,
    /// A row came into being that may name others.
    grown: bool,
}

/// True for rows by which a command finds further ones. Counters and balances name nothing.
fn names_others(key: &Key) -> bool {
    !matches!(
        key,
        Key::Balance(_)
            | Key::Exposure(_)
            | Key::Figure(_)
            | Key::BookTotal(_)
            | Key::AgentTotal(_)
            | Key::Limits(_)
    )
}

impl Batch<'_> {
    /// The book's own row comes first: it says where the book's days begin.
    fn load_calendar(&mut self, store: &mut dyn Store) -> Result<(), Failure> {
        if self.working.knows(&Key::Book(self.book)) {
            return Ok(());
        }
        for (key, row) in store.load(self.book, &[Key::Book(self.book)])? {
            self.working.learn(key, row);
        }
        Ok(())
    }

    fn load(&mut self, store: &mut dyn Store, commands: &[&Command]) -> Result<(), Failure> {
        let moment = self.moment();
        self.loaded_for = (moment.day, moment.week);
        for _ in 0..LOAD_STEPS_MAX {
            let wanted: BTreeSet<Key> = commands
                .iter()
                .flat_map(|command| needs::needs(command, &moment, &self.working))
                .collect();
            if wanted.is_empty() {
                return Ok(());
            }
            let wanted: Vec<Key> = wanted.into_iter().collect();
            for (key, row) in store.load(self.book, &wanted)? {
                self.working.learn(key, row);
            }
        }
        Err(Failure::Broken("needs() never ends".to_owned()))
    }

    /// What an earlier command of the batch brought into being may name rows that were not asked
    /// for when the batch was loaded: a member created a moment ago has a login.
    fn load_for(&mut self, store: &mut dyn Store, command: &Command) -> Result<(), Failure> {
        if !self.grown || self.receipts.contains_key(&command.key) {
            return Ok(());
        }
        let moment = self.moment();
        if (moment.day, moment.week) != self.loaded_for {
            return Ok(());
        }
        self.load(store, &[command])
    }

    /// The next moment: strictly after the last decision, even when the wall clock steps back.
    fn moment(&mut self) -> Moment {
        let now = self.clock.now().max(Instant(self.head.last_at.0 + 1));
        let second = now.0.div_euclid(MICROSECONDS);
        // A business day begins at a whole second, so one answer holds for the second it is of.
        let (day, week) = match self.placed {
            Some((placed, days)) if placed == second => days,
            _ => match self.working.peek(&Key::Book(self.book)) {
                Some(Row::Book(book)) => {
                    let days = self.calendar.place(&book.calendar, now);
                    self.placed = Some((second, days));
                    days
                }
                _ => Default::default(),
            },
        };
        Moment { book: self.book, now, day, week, wall: None, next_id: self.head.next_id }
    }

    /// The time of the week in the book's zone.
    fn wall(&self, now: Instant) -> Option<WallTime> {
        match self.working.peek(&Key::Book(self.book)) {
            Some(Row::Book(book)) => Some(self.calendar.wall(&book.calendar, now)),
            _ => None,
        }
    }

    fn answer(&mut self, command: &Command) -> Result<Answer, Failure> {
        if let Some(stored) = self.receipts.get(&command.key) {
            return Ok(replay(stored, command.print));
        }
        let mut moment = self.moment();
        if command.action.reads_wall_time() {
            moment.wall = self.wall(moment.now);
        }
        let decided = self.decide(command, &mut moment)?;
        let mut ticket = None;
        let answer = match decided {
            Ok(changes) => {
                let outcome = changes.outcome;
                ticket = written_ticket(&changes);
                self.take(changes, &moment);
                Ok(outcome)
            }
            Err(rejection) => Err(rejection),
        };
        self.head.last_at = self.head.last_at.max(moment.now);
        self.head.next_id = moment.next_id.max(self.head.next_id);
        let (at, print, key) = (moment.now, command.print, command.key);
        let stored = StoredReceipt { key, print, at, answer: answer.clone() };
        self.writes.receipts.push(stored.clone());
        self.receipts.insert(key, stored);
        Ok(Ok(Receipt { at, answer, ticket, replayed: false }))
    }

    fn decide(
        &self,
        command: &Command,
        moment: &mut Moment,
    ) -> Result<Result<Changes, Rejection>, Failure> {
        let opened = self.working.peek(&Key::Book(self.book)).is_some();
        let opens = matches!(command.action, domain::command::Action::OpenBook(_));
        if !opened && !opens {
            return Ok(Err(Rejection::new(Code::NotFound, "no such book")));
        }
        // The day may turn between load and decision; then the batch is loaded again.
        if (moment.day, moment.week) != self.loaded_for {
            return Err(Failure::Store(StoreError::Retry("the day turned".to_owned())));
        }
        let decided = decide::decide(&self.working, command, moment);
        if let Ok(changes) = &decided {
            invariant::check(&self.working, command, changes, moment.now)
                .map_err(|broken| Failure::Broken(broken.to_string()))?;
        }
        Ok(decided)
    }

    /// Takes an accepted decision into the batch: later commands see it, the store gets it.
    fn take(&mut self, changes: Changes, moment: &Moment) {
        // A row that was known to be absent, or a new member of any kind, may be named by others.
        let absent = |key: &Key| self.working.knows(key) && self.working.peek(key).is_none();
        self.grown |= changes.rows.keys().any(|key| names_others(key) && absent(key));
        self.working.apply(&changes);
        for (key, row) in changes.rows {
            // The calendar may be another from here on.
            self.placed = self.placed.filter(|_| !matches!(key, Key::Book(_)));
            self.rows.insert(key, Some(row));
        }
        self.writes.appended.extend(changes.appended);
        self.writes.withdrawn.extend(changes.withdrawn);
        for event in changes.events {
            let sequence = self.head.sequence + 1;
            // Several events of one decision follow each other by a microsecond.
            let at = moment.now.max(Instant(self.head.last_at.0 + 1));
            let hash = audit::link(&self.head.chain, sequence, at, &event);
            self.head.sequence = sequence;
            self.head.chain = hash;
            self.head.last_at = at;
            self.writes.events.push(ChainedEvent { sequence, at, event, hash });
        }
    }
}

/// Members whose row, login or session is among `rows`.
fn people_of(rows: &[Arc<Row>]) -> Vec<MemberId> {
    let member = |row: &Arc<Row>| match row.as_ref() {
        Row::Member(member) => Some(member.id),
        Row::Login(login) => Some(login.member),
        Row::Session(session) => Some(session.member),
        _ => None,
    };
    rows.iter().filter_map(member).collect()
}

/// The ticket a decision accepted.
fn written_ticket(changes: &Changes) -> Option<Box<Ticket>> {
    let Outcome::Ticket(id) = changes.outcome else { return None };
    match changes.rows.get(&Key::Ticket(id)).map(AsRef::as_ref) {
        Some(Row::Ticket(ticket)) => Some(Box::new(ticket.clone())),
        _ => None,
    }
}

/// The answer given to every command of a batch that failed as a whole.
pub(crate) fn failed(failure: &Failure) -> DeskError {
    match failure {
        Failure::Store(error) => DeskError::Unavailable(error.to_string()),
        Failure::Broken(what) => DeskError::Broken(what.clone()),
    }
}

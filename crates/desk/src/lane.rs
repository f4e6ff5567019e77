//! A lane: one thread with one write connection. It takes what waits, groups it by book, runs
//! each group as a batch, flushes once, and only then answers.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::command::Command;
use domain::id::{BookId, MemberId};

use crate::batch::{self, Failure, Ran};
use crate::clock::{Calendar, Clock};
use crate::memory::Memory;
use crate::port::{Store, StoreError};
use crate::receipt::{Answer, DeskError};

/// Most commands of one flush.
pub const BATCH_LENGTH_MAX: usize = 256;
/// How often a batch is decided again before its callers are told that the store is busy.
const RETRIES_MAX: usize = 8;

/// How often a book is found held before its callers are told. Each time the store has waited for
/// it a little (a tenth of a second on PostgreSQL), and other books have had their turn.
const HELD_MAX: u32 = 20;

/// The pause before the second try; it doubles with each further one.
const PAUSE: Duration = Duration::from_millis(1);

/// Receives the answer; called once, on the lane's thread, after the effect is durable.
pub type Reply = Box<dyn FnOnce(Answer) + Send>;

/// A command and who waits for its answer.
pub struct Job {
    command: Command,
    reply: Reply,
    /// How often its book was found held by somebody else.
    found_held: u32,
}

impl Job {
    /// What is to happen, and who waits.
    pub fn new(command: Command, reply: Reply) -> Job {
        Job { command, reply, found_held: 0 }
    }
}

/// Why the lanes of a desk write no more, once one of them met a disk that failed.
#[derive(Default)]
pub struct Trouble(OnceLock<String>);

impl Trouble {
    /// What was met first.
    pub fn told(&self) -> Option<String> {
        self.0.get().cloned()
    }
}

/// What a lane works with.
pub struct Surroundings {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The books' calendars.
    pub calendar: Arc<dyn Calendar>,
    /// Called after a flush for each book that moved, before its callers are answered.
    pub moved: Arc<dyn Fn(&Moved) + Send + Sync>,
    /// Where it is kept that a disk failed.
    pub trouble: Arc<Trouble>,
}

/// What a flush made of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The book.
    pub book: BookId,
    /// The sequence of its last event.
    pub sequence: i64,
    /// Members of whom the row, the login or a session was written.
    pub people: Vec<MemberId>,
}

/// Runs a lane until its queue is closed. Commands of a book that somebody else holds wait beside
/// the queue, in front of what comes later for that book, while other books have their turn.
pub fn run(mut store: Box<dyn Store>, surroundings: &Surroundings, queue: &Receiver<Job>) {
    let mut memory = Memory::default();
    let mut jobs: VecDeque<Job> = VecDeque::new();
    loop {
        if jobs.is_empty() {
            let Ok(first) = queue.recv() else { return };
            jobs.push_back(first);
        }
        let most = jobs.len() + BATCH_LENGTH_MAX;
        while jobs.len() < most {
            match queue.try_recv() {
                Ok(job) => jobs.push_back(job),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        jobs = match surroundings.trouble.told() {
            None => run_jobs(store.as_mut(), &mut memory, surroundings, jobs),
            Some(trouble) => refuse_all(jobs, &trouble),
        };
    }
}

/// After a disk failed nobody knows what it holds: the lane answers, and writes no more.
fn refuse_all(jobs: VecDeque<Job>, trouble: &str) -> VecDeque<Job> {
    for job in jobs {
        let what = format!("nothing is written since the disk failed: {trouble}");
        (job.reply)(Err(DeskError::Unavailable(what)));
    }
    VecDeque::new()
}

/// Groups jobs into runs of one book, keeping each book's order. A command that stands alone is a
/// group of its own.
fn group(jobs: VecDeque<Job>) -> Vec<Vec<Job>> {
    let mut groups: Vec<(bool, Vec<Job>)> = Vec::new();
    for job in jobs {
        let alone = job.command.action.stands_alone();
        let book = job.command.book;
        let last = groups.iter_mut().rev().find(|(_, group)| group[0].command.book == book);
        match last {
            Some((false, group)) if !alone && group.len() < BATCH_LENGTH_MAX => group.push(job),
            _ => groups.push((alone, vec![job])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A group, its answers, and the book that moved.
type Answered = (Vec<Job>, Vec<Answer>, Option<Moved>);

/// Why a batch was given up.
struct GivenUp {
    failure: Failure,
    /// A try was cut off: it may have been committed all the same.
    unsure: bool,
}

impl GivenUp {
    /// True when one of the commands may be to blame, so that the others fare better without it.
    /// A store that is away or busy is so for each of them, and waiting for it once is enough.
    fn is_of_one_command(&self) -> bool {
        matches!(&self.failure, Failure::Broken(_) | Failure::Store(StoreError::Corrupt(_)))
    }

    /// True when somebody else holds the book.
    fn is_held(&self) -> bool {
        matches!(&self.failure, Failure::Store(StoreError::Held(_)))
    }

    fn note(&self, trouble: &Trouble) {
        if let Failure::Store(error) = &self.failure {
            note(trouble, error);
        }
    }

    /// What the callers are told.
    fn answer(&self) -> DeskError {
        match batch::failed(&self.failure) {
            DeskError::Unavailable(what) if self.unsure => DeskError::Unknown(what),
            other => other,
        }
    }
}

/// Runs what waits and answers it; what is left are the commands of books that are held.
fn run_jobs(
    store: &mut dyn Store,
    memory: &mut Memory,
    surroundings: &Surroundings,
    jobs: VecDeque<Job>,
) -> VecDeque<Job> {
    let mut answered: Vec<Answered> = Vec::new();
    let mut held = VecDeque::new();
    for group in group(jobs) {
        let book = group[0].command.book;
        if is_among(&held, book) {
            held.extend(found_held(group));
            continue;
        }
        let commands: Vec<&Command> = group.iter().map(|job| &job.command).collect();
        match run_patiently(store, memory, surroundings, book, &commands, false) {
            Ok(ran) => answered.push((group, ran.answers, Some(ran.moved))),
            Err(given_up) if given_up.is_held() && may_wait(&group) => {
                held.extend(found_held(group))
            }
            Err(given_up) if group.len() > 1 && given_up.is_of_one_command() => {
                // One poisoned command must harm nobody else: run the group one by one.
                for job in group {
                    let command = [&job.command];
                    let unsure = given_up.unsure;
                    let alone = run_patiently(store, memory, surroundings, book, &command, unsure);
                    let (answer, moved) = single(alone);
                    answered.push((vec![job], vec![answer], moved));
                }
            }
            Err(given_up) => {
                given_up.note(&surroundings.trouble);
                let answers = group.iter().map(|_| Err(given_up.answer())).collect();
                answered.push((group, answers, None));
            }
        }
    }
    let flushed = store.flush();
    if let Err(error) = &flushed {
        note(&surroundings.trouble, error);
        // A lane that cannot make itself fit again will say so at its next batch.
        let _ = store.reset();
    }
    for (group, answers, moved) in answered {
        if let (Ok(()), Some(moved)) = (&flushed, moved) {
            (surroundings.moved)(&moved);
        }
        for (job, answer) in group.into_iter().zip(answers) {
            (job.reply)(match &flushed {
                Ok(()) => answer,
                Err(error) => Err(DeskError::Unknown(error.to_string())),
            });
        }
    }
    held
}

/// True when commands of the book are held: what came later for it comes after them.
fn is_among(held: &VecDeque<Job>, book: BookId) -> bool {
    held.iter().any(|job| job.command.book == book)
}

/// True while a book's commands were not found held too often.
fn may_wait(group: &[Job]) -> bool {
    group.iter().all(|job| job.found_held < HELD_MAX)
}

fn found_held(group: Vec<Job>) -> impl Iterator<Item = Job> {
    group.into_iter().map(|job| Job { found_held: job.found_held + 1, ..job })
}

/// Keeps that a disk failed.
fn note(trouble: &Trouble, error: &StoreError) {
    if let StoreError::Failed(what) = error {
        // The first failure is the one that tells.
        let _ = trouble.0.set(what.clone());
    }
}

fn single(alone: Result<Ran, GivenUp>) -> (Answer, Option<Moved>) {
    match alone {
        Ok(mut ran) => {
            let answer = ran.answers.pop();
            let missing = || Err(DeskError::Broken("a batch of one without an answer".to_owned()));
            (answer.unwrap_or_else(missing), Some(ran.moved))
        }
        Err(given_up) => (Err(given_up.answer()), None),
    }
}

/// Runs a batch, deciding again while the store asks for it; `unsure` says that an earlier try may
/// have been committed. A panic is a broken invariant, caught here so that the lane lives on.
fn run_patiently(
    store: &mut dyn Store,
    memory: &mut Memory,
    surroundings: &Surroundings,
    book: BookId,
    commands: &[&Command],
    mut unsure: bool,
) -> Result<Ran, GivenUp> {
    let (clock, calendar) = (surroundings.clock.as_ref(), surroundings.calendar.as_ref());
    let mut tries = 0;
    loop {
        let ran = catch_unwind(AssertUnwindSafe(|| {
            batch::run(&mut *store, &mut *memory, clock, calendar, book, commands)
        }))
        .unwrap_or_else(|panic| Err(Failure::Broken(panic_text(panic.as_ref()))));
        let failure = match ran {
            Ok(ran) => return Ok(ran),
            Err(failure) => failure,
        };
        tries += 1;
        let again = matches!(failure, Failure::Store(StoreError::Retry(_)));
        // Whether it was cut off at its end is the store's affair; it is enough that it may be so.
        unsure |= again;
        if let Err(error) = store.give_up().or_else(|_| store.reset()) {
            return Err(GivenUp { failure: Failure::Store(error), unsure });
        }
        if !again || tries >= RETRIES_MAX {
            return Err(GivenUp { failure, unsure });
        }
        std::thread::park_timeout(PAUSE * (1 << tries));
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use domain::book::BookCalendar;
    use domain::calendar::{Day, Instant, WallTime, Week};
    use domain::command::{Action, Actor};
    use domain::id::RequestKey;
    use domain::rows::{Key, Row};

    use super::*;
    use crate::port::{Begun, Head, Writes};

    /// A store that keeps nothing and fails as it is told.
    #[derive(Clone, Default)]
    struct Failing {
        begin: Option<StoreError>,
        keep: Option<StoreError>,
        reset: Option<StoreError>,
        begun: Arc<std::sync::atomic::AtomicUsize>,
    }

    fn fails(with: Option<&StoreError>) -> Result<(), StoreError> {
        with.cloned().map_or(Ok(()), Err)
    }

    impl Store for Failing {
        fn begin(&mut self, _: BookId, _: &[RequestKey]) -> Result<Begun, StoreError> {
            self.begun.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let (head, catalogue) = (Head::empty(), Head::empty());
            fails(self.begin.as_ref()).map(|()| Begun { head, catalogue, receipts: Vec::new() })
        }

        fn load(&mut self, _: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
            Ok(keys.iter().map(|key| (key.clone(), None)).collect())
        }

        fn save(&mut self, _: BookId, _: &Writes, _: &Head) -> Result<(), StoreError> {
            Ok(())
        }

        fn keep(&mut self) -> Result<(), StoreError> {
            fails(self.keep.as_ref())
        }

        fn give_up(&mut self) -> Result<(), StoreError> {
            fails(self.reset.as_ref())
        }

        fn flush(&mut self) -> Result<(), StoreError> {
            Ok(())
        }

        fn reset(&mut self) -> Result<(), StoreError> {
            fails(self.reset.as_ref())
        }
    }

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Instant {
            Instant(1)
        }
    }

    impl Calendar for Still {
        fn place(&self, _: &BookCalendar, _: Instant) -> (Day, Week) {
            Default::default()
        }

        fn wall(&self, _: &BookCalendar, _: Instant) -> WallTime {
            WallTime { weekday: 1, minute: 0 }
        }
    }

    /// What so many callers of one book are told, and how often the store was begun.
    fn told(mut store: Failing, callers: u8) -> (Vec<Answer>, usize) {
        let surroundings = Surroundings {
            clock: Arc::new(Still),
            calendar: Arc::new(Still),
            moved: Arc::new(|_| {}),
            trouble: Arc::default(),
        };
        let (sender, answers) = channel();
        let job = |number: u8| {
            let (key, sender) = (RequestKey([number; 16]), sender.clone());
            let action = Action::AddTenant { slug: "acme".to_owned() };
            let command = Command { book: BookId(1), key, print: 0, actor: Actor::System, action };
            let reply: Reply =
                Box::new(move |answer| sender.send(answer).expect("it is waited for"));
            Job::new(command, reply)
        };
        let begun = Arc::clone(&store.begun);
        let mut jobs: VecDeque<Job> = (0..callers).map(job).collect();
        let mut memory = Memory::default();
        while !jobs.is_empty() {
            jobs = match surroundings.trouble.told() {
                None => run_jobs(&mut store, &mut memory, &surroundings, jobs),
                Some(trouble) => refuse_all(jobs, &trouble),
            };
        }
        drop(sender);
        (answers.iter().collect(), begun.load(std::sync::atomic::Ordering::Relaxed))
    }

    fn retry() -> Option<StoreError> {
        Some(StoreError::Retry("the connection broke".to_owned()))
    }

    fn away() -> Option<StoreError> {
        Some(StoreError::Unavailable("nobody answers".to_owned()))
    }

    #[test]
    fn an_end_that_nobody_saw_is_told_as_unknown() {
        let (answers, begun) =
            told(Failing { keep: retry(), reset: away(), ..Default::default() }, 3);
        assert_eq!((answers.len(), begun), (3, 1));
        assert!(answers.iter().all(|one| matches!(one, Err(DeskError::Unknown(_)))), "{answers:?}");
        let (answers, begun) = told(Failing { keep: retry(), ..Default::default() }, 1);
        assert_eq!(begun, RETRIES_MAX);
        assert!(matches!(answers[..], [Err(DeskError::Unknown(_))]), "{answers:?}");
    }

    #[test]
    fn a_store_that_is_away_is_asked_once_for_all_callers() {
        let (answers, begun) = told(Failing { begin: away(), ..Default::default() }, 200);
        assert_eq!((answers.len(), begun), (200, 1));
        let unavailable = |one: &Answer| matches!(one, Err(DeskError::Unavailable(_)));
        assert!(answers.iter().all(unavailable), "{answers:?}");
    }

    #[test]
    fn a_held_book_is_tried_again_until_its_callers_have_waited_enough() {
        let held = Some(StoreError::Held("another transaction".to_owned()));
        let (answers, begun) = told(Failing { begin: held, ..Default::default() }, 3);
        assert_eq!((answers.len(), begun), (3, 1 + HELD_MAX as usize));
        let unavailable = |one: &Answer| matches!(one, Err(DeskError::Unavailable(_)));
        assert!(answers.iter().all(unavailable), "{answers:?}");
    }

    #[test]
    fn a_disk_that_failed_is_never_written_again() {
        let trouble = Trouble::default();
        note(&trouble, &StoreError::Unavailable("busy".to_owned()));
        assert_eq!(trouble.told(), None);
        let failed = Some(StoreError::Failed("fsync".to_owned()));
        let (answers, begun) = told(Failing { keep: failed, ..Default::default() }, 1);
        assert_eq!((answers.len(), begun), (1, 1));
        note(&trouble, &StoreError::Failed("fsync".to_owned()));
        assert_eq!(trouble.told().as_deref(), Some("fsync"));
        let (sender, answers) = channel();
        let command = Command {
            book: BookId(1),
            key: RequestKey([1; 16]),
            print: 0,
            actor: Actor::System,
            action: Action::AddTenant { slug: "acme".to_owned() },
        };
        let reply: Reply = Box::new(move |answer| sender.send(answer).expect("it is waited for"));
        assert!(refuse_all(VecDeque::from([Job::new(command, reply)]), "fsync").is_empty());
        let answer = answers.recv().expect("an answer");
        assert!(matches!(&answer, Err(DeskError::Unavailable(what)) if what.contains("fsync")));
    }

    #[test]
    fn a_batch_with_a_broken_command_is_run_one_by_one() {
        let broken = Some(StoreError::Corrupt("a wrong statement".to_owned()));
        let (answers, begun) = told(Failing { keep: broken, ..Default::default() }, 3);
        assert_eq!((answers.len(), begun), (3, 1 + 3));
    }
}

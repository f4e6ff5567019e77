//! The front of the desk: hands commands to their lane and callers their answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;

use domain::command::Command;
use domain::id::BookId;

use crate::clock::{Calendar, Clock};
use crate::lane::{self, Job, Moved, Reply, Surroundings, Trouble};
use crate::port::Store;
use crate::receipt::{Answer, DeskError};

/// How a desk is set up.
pub struct DeskSettings {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The books' calendars.
    pub calendar: Arc<dyn Calendar>,
    /// Called after each flush for each book that moved, before its callers are answered.
    pub moved: Arc<dyn Fn(&Moved) + Send + Sync>,
    /// Most commands that may wait in a lane.
    pub queue_length_max: usize,
}

/// The only way to change anything. Cheap to share.
pub struct Desk {
    lanes: Vec<SyncSender<Job>>,
    threads: Vec<JoinHandle<()>>,
    trouble: Arc<Trouble>,
}

impl Desk {
    /// Starts one lane for each store.
    ///
    /// # Panics
    /// When the system refuses a thread.
    pub fn start(settings: &DeskSettings, stores: Vec<Box<dyn Store>>) -> Desk {
        let trouble = Arc::new(Trouble::default());
        let mut desk = Desk { lanes: Vec::new(), threads: Vec::new(), trouble };
        for (place, store) in stores.into_iter().enumerate() {
            let (sender, queue): (_, Receiver<Job>) = sync_channel(settings.queue_length_max);
            let surroundings = Surroundings {
                clock: Arc::clone(&settings.clock),
                calendar: Arc::clone(&settings.calendar),
                moved: Arc::clone(&settings.moved),
                trouble: Arc::clone(&desk.trouble),
            };
            let thread = std::thread::Builder::new()
                .name(format!("lane-{place}"))
                .spawn(move || lane::run(store, &surroundings, &queue))
                .expect("the system gives a thread");
            desk.lanes.push(sender);
            desk.threads.push(thread);
        }
        desk
    }

    /// Why a lane has stopped writing for good, if one has.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.told()
    }

    /// Hands a command over; `reply` is called once its effect is durable.
    ///
    /// # Errors
    /// [`DeskError::Busy`] when too much waits, [`DeskError::Unavailable`] when the desk stops.
    pub fn submit(&self, command: Command, reply: Reply) -> Result<(), DeskError> {
        let lane = self.lane_of(command.book);
        lane.try_send(Job::new(command, reply)).map_err(|error| match error {
            TrySendError::Full(_) => DeskError::Busy,
            TrySendError::Disconnected(_) => DeskError::Unavailable("stopping".to_owned()),
        })
    }

    /// Hands a command over and waits for its answer; waits for room in the queue as well.
    ///
    /// # Errors
    /// As the lane answers.
    pub fn call(&self, command: Command) -> Answer {
        let (sender, answer) = channel();
        let stopping = || DeskError::Unavailable("stopping".to_owned());
        let reply: Reply = Box::new(move |answer| {
            // The caller may have gone away; its effect stands all the same.
            let _ = sender.send(answer);
        });
        let lane = self.lane_of(command.book);
        lane.send(Job::new(command, reply)).map_err(|_| stopping())?;
        answer.recv().map_err(|_| stopping())?
    }

    /// A book is always served by the same lane.
    fn lane_of(&self, book: BookId) -> &SyncSender<Job> {
        let place = usize::try_from(book.0.unsigned_abs()).unwrap_or(0) % self.lanes.len();
        &self.lanes[place]
    }

    /// Stops taking commands, finishes what waits and joins the lanes.
    pub fn stop(mut self) {
        self.lanes.clear();
        for thread in self.threads.drain(..) {
            // A lane that panicked has nothing left to finish.
            let _ = thread.join();
        }
    }
}

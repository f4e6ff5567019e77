//! What every request works with, and the two ways out of the interface: reading through `Views`
//! on a blocking thread, and writing through the desk.

use std::sync::Arc;

use desk::Desk;
use desk::clock::{Calendar, Clock};
use desk::port::{StoreError, Views};
use desk::receipt::{DeskError, Receipt};
use domain::calendar::Instant;
use domain::command::Command;
use tokio::sync::{Semaphore, oneshot};

use crate::board_shelf::BoardShelves;
use crate::directory::Directory;
use crate::live::hub::LiveHub;
use crate::live::tail::Tails;
use crate::password::PasswordBench;
use crate::problem::Problem;
use crate::resource::session::Strangers;
use crate::session_shelf::SessionShelf;
use crate::settings::ApiSettings;
use crate::throttle::{FailureWindows, Throttle};

/// Reads that run at once; more wait their turn.
const READS_AT_ONCE_MAX: usize = 32;

/// Large files that are taken in at once: each may hold some hundred megabytes while it is judged.
const FILES_AT_ONCE_MAX: usize = 2;

/// What every request works with. Cheap to clone.
#[derive(Clone)]
pub struct ApiState(Arc<Parts>);

/// The parts of the state, named once. Nothing of it can be used from outside.
pub struct Parts {
    desk: Arc<Desk>,
    views: Arc<dyn Views>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) calendar: Arc<dyn Calendar>,
    pub(crate) hub: Arc<LiveHub>,
    pub(crate) settings: ApiSettings,
    pub(crate) directory: Directory,
    pub(crate) sessions: SessionShelf,
    pub(crate) passwords: PasswordBench,
    pub(crate) boards: BoardShelves,
    pub(crate) tails: Tails,
    pub(crate) addresses: Throttle,
    pub(crate) failures: FailureWindows,
    pub(crate) strangers: Strangers,
    reads: Arc<Semaphore>,
    /// Large files under way.
    pub(crate) files: Arc<Semaphore>,
}

impl std::ops::Deref for ApiState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl ApiState {
    /// Puts an interface together. `hub` is the one whose [`LiveHub::moved`] and
    /// [`LiveHub::doubt`] the desk calls.
    pub fn new(
        desk: Arc<Desk>,
        views: Arc<dyn Views>,
        clock: Arc<dyn Clock>,
        calendar: Arc<dyn Calendar>,
        hub: Arc<LiveHub>,
        settings: ApiSettings,
    ) -> ApiState {
        let pace = (settings.requests_per_second, settings.request_burst);
        let sessions = SessionShelf::new(pace, Arc::clone(&hub.doubts));
        ApiState(Arc::new(Parts {
            desk,
            views,
            clock,
            calendar,
            hub,
            settings,
            directory: Directory::default(),
            sessions,
            passwords: PasswordBench::new(),
            boards: BoardShelves::default(),
            tails: Tails::default(),
            addresses: Throttle::new(pace),
            failures: FailureWindows::default(),
            strangers: Strangers::default(),
            reads: Arc::new(Semaphore::new(READS_AT_ONCE_MAX)),
            files: Arc::new(Semaphore::new(FILES_AT_ONCE_MAX)),
        }))
    }

    /// Why a lane has stopped writing for good, if one has.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.desk.trouble()
    }

    /// Now, by the desk's clock.
    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Runs `look` on a thread that may block.
    ///
    /// # Errors
    /// When the store fails, or `look` panics.
    pub(crate) async fn read<T, F>(&self, look: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&dyn Views) -> Result<T, StoreError> + Send + 'static,
    {
        let views = Arc::clone(&self.views);
        let closed = |_| Problem::internal("the reading room is closed");
        let permit = Arc::clone(&self.reads).acquire_owned().await.map_err(closed)?;
        let looked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            look(views.as_ref())
        });
        let panicked = |error: tokio::task::JoinError| Problem::internal(error.to_string());
        Ok(looked.await.map_err(panicked)??)
    }

    /// Hands a command to the desk and awaits its receipt. The command runs to its end whether or
    /// not anybody still waits.
    ///
    /// # Errors
    /// As the desk answers; refusals are in the receipt.
    pub(crate) async fn submit(&self, command: Command) -> Result<Receipt, DeskError> {
        let (sender, answer) = oneshot::channel();
        let reply = Box::new(move |answer| {
            // Whoever asked may have gone away; the effect stands all the same.
            let _ = sender.send(answer);
        });
        self.desk.submit(command, reply)?;
        let lost = |_| DeskError::Unknown("the lane ended before it answered".to_owned());
        answer.await.map_err(lost)?
    }
}

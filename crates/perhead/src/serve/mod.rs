//! Wiring: a database, a desk, the timers, the interface and the pages.

pub mod assets;
pub mod config;
mod first_start;
pub mod vault_key;
pub mod watch;

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use api::{ApiSettings, ApiState, LiveHub};
use axum::Router;
use desk::clock::Clock;
use desk::port::Views;
use desk::{Desk, DeskSettings};
use rand::TryRng as _;
use store::Database;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::clock::{SystemClock, ZoneCalendar};
use crate::tick::{self, Worker};
use config::Config;

pub use first_start::password_hash;

/// Commands that may wait in a lane before callers are told to come back.
const QUEUE_LENGTH_MAX: usize = 4_096;

/// A database with its desk, ready to be served or played on.
pub struct Installation {
    /// The database.
    pub database: Arc<Database>,
    /// The one writer.
    pub desk: Arc<Desk>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Wakes live streams.
    pub hub: Arc<LiveHub>,
    /// This process, among those that may serve the same database.
    pub name: String,
}

impl Installation {
    /// Opens (creating and migrating) the database and starts its lane.
    ///
    /// # Errors
    /// When the database cannot be opened, in words that say what to do.
    pub fn open(address: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Installation> {
        let database =
            store::open(address).with_context(|| format!("database {}", config::shown(address)))?;
        let database = Arc::new(database);
        let hub = Arc::new(LiveHub::default());
        let waker = Arc::clone(&hub);
        let settings = DeskSettings {
            clock: Arc::clone(&clock),
            calendar: Arc::new(ZoneCalendar),
            moved: Arc::new(move |moved| {
                waker.doubt(moved.book, &moved.people);
                waker.moved(moved.book, moved.sequence);
            }),
            queue_length_max: QUEUE_LENGTH_MAX,
        };
        let lanes: Result<_, _> = (0..database.lanes()).map(|_| database.writer()).collect();
        let desk = Arc::new(Desk::start(&settings, lanes?));
        Ok(Installation { database, desk, clock, hub, name: own_name()? })
    }

    /// Watches the database for what other processes write.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn watch(&self) -> anyhow::Result<watch::Watch> {
        let (database, hub) = (Arc::clone(&self.database), Arc::clone(&self.hub));
        Ok(watch::start(database, hub)?)
    }

    /// What an interface over this installation works with.
    fn state(&self, settings: ApiSettings) -> ApiState {
        let views: Arc<dyn Views> = Arc::clone(&self.database) as Arc<dyn Views>;
        ApiState::new(
            Arc::clone(&self.desk),
            views,
            Arc::clone(&self.clock),
            Arc::new(ZoneCalendar),
            Arc::clone(&self.hub),
            settings,
        )
    }

    /// A worker over this installation.
    pub fn worker(&self) -> Worker {
        Worker {
            database: Arc::clone(&self.database),
            desk: Arc::clone(&self.desk),
            clock: Arc::clone(&self.clock),
            holder: self.name.clone(),
            idle: Arc::default(),
        }
    }
}

/// A name that no other process has, here or on another machine, now or later.
fn own_name() -> anyhow::Result<String> {
    let mut random = [0; 8];
    rand::rngs::SysRng.try_fill_bytes(&mut random).context("no randomness")?;
    Ok(format!("process {} ({:016x})", std::process::id(), u64::from_be_bytes(random)))
}

/// Says a line to whoever started the server. Nobody may be listening any more: that ends nothing.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
}

impl Server {
    /// Stops taking requests and lets those under way finish.
    pub fn stop(self) {
        // A server that has ended by itself hears nothing.
        let _ = self.stop.send(());
        self.runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    }
}

/// Starts the interface and the pages on `listen`.
///
/// # Errors
/// When the address is taken.
pub fn start(
    installation: &Installation,
    settings: ApiSettings,
    listen: SocketAddr,
) -> anyhow::Result<Server> {
    let secure = settings.secure_cookies;
    let state = installation.state(settings);
    listen_with(listen, move || {
        let pages = api::with_hosts(assets::router(secure), state.clone());
        api::router(state).merge(pages)
    })
}

/// The listener for health checks, apart from the public one.
fn start_health(installation: &Installation, listen: SocketAddr) -> anyhow::Result<Server> {
    let state = installation.state(ApiSettings::default());
    listen_with(listen, move || api::health_router(state))
}

/// Serves an app on `listen`, on a runtime of its own. The app is made inside that runtime.
fn listen_with(listen: SocketAddr, app: impl FnOnce() -> Router) -> anyhow::Result<Server> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let entered = runtime.enter();
    let app = app();
    drop(entered);
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(listen))
        .with_context(|| format!("cannot listen on {listen}: is another server running?"))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    runtime.spawn(async move {
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let ended = axum::serve(listener, app).with_graceful_shutdown(async {
            // A dropped sender stops the server as well.
            let _ = stopped.await;
        });
        if let Err(error) = ended.await {
            tracing::error!(%error, "the server ended");
        }
    });
    Ok(Server { address, runtime, stop })
}

/// Raised by Ctrl-C or a termination signal.
pub fn stop_signal() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let (raised, main) = (Arc::clone(&stopped), std::thread::current());
    let waiting = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(any_signal());
        }
        raised.store(true, Ordering::Relaxed);
        main.unpark();
    });
    if let Err(error) = waiting {
        tracing::error!(%error, "signals are not watched");
    }
    stopped
}

async fn any_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Without signals there is nothing to wait for but the end of the process.
    let _ = tokio::signal::ctrl_c().await;
}

/// Serves a real installation until it is stopped.
///
/// # Errors
/// When the address is taken or the database cannot be opened.
pub fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(&config.database, Arc::new(SystemClock))?;
    let invitation = installation.first_link()?;
    let place = vault_key::standard_place(&config.database);
    let vault = vault_key::load_or_create(config.key_file.as_ref().unwrap_or(&place))?;
    let settings = ApiSettings {
        secure_cookies: !config.plain_cookies,
        behind_proxy: config.behind_proxy,
        signer: vault.ticket_signer(),
        vault: Some(vault),
        ..ApiSettings::default()
    };
    let server = start(&installation, settings, config.listen)?;
    say(&format!("Perhead listens on http://{}/", server.address));
    if let Some(path) = invitation {
        say("First start: set the administrator's password once at");
        say(&format!("  http://{}{path}", server.address));
    }
    let health = config.health.map(|listen| start_health(&installation, listen)).transpose()?;
    let watch = installation.watch()?;
    let worker = tick::start(installation.worker());
    let stopped = stop_signal();
    while !stopped.load(Ordering::Relaxed) {
        std::thread::park();
    }
    say("Stopping.");
    drop(watch);
    worker.stop();
    if let Some(health) = health {
        health.stop();
    }
    server.stop();
    Ok(ExitCode::SUCCESS)
}

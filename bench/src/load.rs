//! The load: connections on loopback, each sending its next request when the last one is
//! answered. One thread, because it shares the machine with the server it measures.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use rand::RngExt as _;
use rand::rngs::SmallRng;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::answer::{Scan, scan};
use crate::keys::Keys;
use crate::request::Prepared;

/// An answer later than this after the end of the load fails the run.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest answer taken.
const ANSWER_LENGTH_MAX: usize = 1 << 20;
/// What a server answers to a wager it took.
const ACCEPTED: u16 = 201;

/// What is run against a server.
pub(crate) struct Course {
    /// The server.
    pub(crate) server: SocketAddr,
    /// Requests to draw from.
    pub(crate) requests: Arc<Vec<Prepared>>,
    /// Connections.
    pub(crate) connections: u32,
    /// Load before the measuring.
    pub(crate) warm_up: Duration,
    /// How long is measured.
    pub(crate) measured: Duration,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Wagers taken, those of the warm-up included.
    pub(crate) accepted: u64,
    /// Other answers by status, those of the warm-up included.
    pub(crate) refused: BTreeMap<u16, u64>,
    /// Microseconds from sending to the whole answer, of wagers taken while it was measured.
    pub(crate) latencies: Vec<u32>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.accepted += other.accepted;
        for (status, count) in other.refused {
            *self.refused.entry(status).or_default() += count;
        }
        self.latencies.extend(other.latencies);
    }
}

/// Runs the load to its end. All that was sent is answered when it returns.
///
/// # Errors
/// When a connection breaks or an answer does not come.
pub(crate) fn run(course: &Course) -> anyhow::Result<Tally> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bound = course.warm_up + course.measured + PATIENCE;
    runtime.block_on(async {
        let running = run_connections(course);
        tokio::time::timeout(bound, running).await.context("the server stopped answering")?
    })
}

async fn run_connections(course: &Course) -> anyhow::Result<Tally> {
    let began = Instant::now();
    let from = began + course.warm_up;
    let until = from + course.measured;
    let mut connections = JoinSet::new();
    for _ in 0..course.connections {
        let stream = TcpStream::connect(course.server).await?;
        stream.set_nodelay(true)?;
        let requests = Arc::clone(&course.requests);
        connections.spawn(run_connection(stream, requests, from, until));
    }
    let mut total = Tally::default();
    while let Some(ended) = connections.join_next().await {
        total.add(ended??);
    }
    total.latencies.sort_unstable();
    Ok(total)
}

async fn run_connection(
    mut stream: TcpStream,
    requests: Arc<Vec<Prepared>>,
    from: Instant,
    until: Instant,
) -> anyhow::Result<Tally> {
    let (mut keys, mut chance): (_, SmallRng) = (Keys::new(), rand::make_rng());
    let (mut sending, mut received) = (Vec::new(), Vec::with_capacity(16 * 1_024));
    let mut tally = Tally::default();
    loop {
        let sent = Instant::now();
        if sent >= until {
            return Ok(tally);
        }
        let request = &requests[chance.random_range(0..requests.len())];
        request.write(keys.next(), &mut sending);
        stream.write_all(&sending).await?;
        let status = receive(&mut stream, &mut received).await?;
        if status != ACCEPTED {
            *tally.refused.entry(status).or_default() += 1;
            continue;
        }
        tally.accepted += 1;
        let answered = Instant::now();
        if sent >= from && answered <= until {
            let microseconds = (answered - sent).as_micros();
            tally.latencies.push(u32::try_from(microseconds).unwrap_or(u32::MAX));
        }
    }
}

/// Reads one answer and drops it from `received`.
async fn receive(stream: &mut TcpStream, received: &mut Vec<u8>) -> anyhow::Result<u16> {
    loop {
        if stream.read_buf(received).await? == 0 {
            bail!("the server closed a connection");
        }
        match scan(received) {
            Scan::Whole { status, length, .. } => {
                received.drain(..length);
                return Ok(status);
            }
            Scan::More if received.len() < ANSWER_LENGTH_MAX => {}
            Scan::More | Scan::Broken => {
                bail!(
                    "no answer: {:?}",
                    String::from_utf8_lossy(&received[..80.min(received.len())])
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::{Bet, tests::ground};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    /// Answers every request on every connection with the next of `statuses`, in two pieces.
    fn serve(statuses: [u16; 4]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                std::thread::spawn(move || {
                    let mut buffer = [0; 4_096];
                    for status in statuses.iter().cycle() {
                        // A client that goes away ends the connection.
                        if !matches!(stream.read(&mut buffer), Ok(1..)) {
                            return;
                        }
                        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\n");
                        stream.write_all(head.as_bytes()).expect("sent");
                        stream.flush().expect("sent");
                        stream.write_all(b"{}").expect("sent");
                    }
                });
            }
        });
        address
    }

    #[test]
    fn answers_are_counted_by_status_and_timed_when_accepted() {
        let (ground, mut chance) = (ground(), StdRng::seed_from_u64(3));
        let bets = (0..50).map(|_| Prepared::wager(&ground, &Bet::draw(&ground, &mut chance)));
        let course = Course {
            server: serve([201, 201, 503, 429]),
            requests: Arc::new(bets.collect()),
            connections: 3,
            warm_up: Duration::ZERO,
            measured: Duration::from_millis(300),
        };
        let tally = run(&course).expect("a run");
        assert!(tally.accepted > 0 && tally.latencies.len() as u64 <= tally.accepted, "{tally:?}");
        assert!(tally.latencies.is_sorted());
        let (busy, fast) = (tally.refused[&503], tally.refused[&429]);
        assert!(
            busy.abs_diff(fast) <= 3 && tally.accepted.abs_diff(2 * busy) <= 6,
            "{busy} {fast}"
        );
    }
}

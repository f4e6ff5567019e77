//! Servers as child programs: each starts fresh, says its address, and ends with its run.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};

use crate::answer::{Scan, scan};

/// What stands before the address in the line that every server writes first.
const SAYING: &str = "listens on http://";
/// An answer to a single request takes at most this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Kept open: a program that cannot write what it says may end over it.
    _saying: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `command` and waits until it says where it listens.
    ///
    /// # Errors
    /// When it does not start or ends before it says so.
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Server> {
        let shown = format!("{command:?}");
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| shown.clone())?;
        let output = child.stdout.take().context("a child without an output")?;
        let mut saying = BufReader::new(output);
        match address_said(&mut saying) {
            Ok(address) => Ok(Server { child, address, _saying: saying }),
            Err(error) => {
                end(&mut child);
                Err(error.context(shown))
            }
        }
    }

    /// Its number at the system.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

/// Ended without warning: what it confirmed has to be in its files anyway.
impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // One that has ended already is what is wanted.
    let _ = child.kill();
    let _ = child.wait();
}

fn address_said(saying: &mut impl std::io::BufRead) -> anyhow::Result<SocketAddr> {
    for line in saying.lines() {
        let line = line?;
        if let Some((_, rest)) = line.split_once(SAYING) {
            return Ok(rest.trim_end_matches('/').parse()?);
        }
    }
    bail!("it ended before it listened");
}

/// Says where a server of the bench's own listens, as the real one does.
#[expect(clippy::print_stdout, reason = "the address is what the child tells its parent")]
pub(crate) fn say(address: SocketAddr) {
    println!("This contender {SAYING}{address}/");
}

/// Asks one server several things over one connection and answers the bodies of 200.
///
/// # Errors
/// At the first answer of another status.
pub(crate) fn ask(
    server: SocketAddr,
    requests: impl Iterator<Item = Vec<u8>>,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let (mut bodies, mut received, mut piece) = (Vec::new(), Vec::new(), [0; 16 * 1_024]);
    for request in requests {
        stream.write_all(&request)?;
        loop {
            let read = stream.read(&mut piece)?;
            ensure!(read > 0, "the server closed the connection");
            received.extend_from_slice(&piece[..read]);
            let (status, body, length) = match scan(&received) {
                Scan::More => continue,
                Scan::Broken => bail!("no answer of HTTP"),
                Scan::Whole { status, body, length } => (status, body.to_vec(), length),
            };
            ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(&body));
            bodies.push(body);
            received.drain(..length);
            break;
        }
    }
    Ok(bodies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_what_a_server_says() {
        let said = "starting\nPerhead listens on http://127.0.0.1:4711/\nFirst start: ...\n";
        let address = address_said(&mut said.as_bytes()).expect("an address");
        assert_eq!(address, SocketAddr::from(([127, 0, 0, 1], 4_711)));
        assert!(address_said(&mut "nothing\n".as_bytes()).is_err());
    }
}

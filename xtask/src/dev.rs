//! `cargo xtask dev`: the demo book and Vite side by side, for work on the web apps.
//!
//! Vite serves the pages from source and hands every call of the interface on to the server. The
//! terminal's interrupt reaches all three; when one of the two ends, so does the other.

use std::net::TcpListener;
use std::process::{Child, Command};
use std::sync::mpsc;

use crate::command;
use crate::failure::{Doing, Failure, Outcome};
use crate::machine;
use crate::project::Project;
use crate::server;
use crate::terminal;
use crate::web;

/// Starts both. The words may begin with `office` for the back office's pages; all others go to
/// `perhead demo`.
pub(crate) fn start(project: &Project, words: &[String]) -> Outcome<()> {
    let (script, words) = match words.split_first() {
        Some((first, rest)) if first == "office" => ("dev:office", rest),
        _ => ("dev", words),
    };
    machine::need_node()?;
    web::install_packages(project)?;
    let binary = server::build_dev(project)?;
    let address = free_address()?;
    let mut demo = Command::new(binary);
    demo.current_dir(&project.root).args(["demo", "--listen", &address]).args(words);
    let mut vite = web::script(project, script);
    vite.env("PERHEAD_API", format!("http://{address}"));
    terminal::say(&format!("the demo book answers on http://{address}, Vite names its own page"));
    let demo = command::start(&mut demo)?;
    let vite = match command::start(&mut vite) {
        Ok(vite) => vite,
        Err(failure) => {
            end(demo);
            return Err(failure);
        }
    };
    wait_for_either(demo, vite)
}

/// An address on this machine that nobody listens on at this moment.
fn free_address() -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0").doing(|| "find a free port".to_owned())?;
    let address = listener.local_addr().doing(|| "find a free port".to_owned())?;
    Ok(address.to_string())
}

/// Waits until one of the two has ended, then ends the other.
fn wait_for_either(demo: Child, vite: Child) -> Outcome<()> {
    let (ended, first) = mpsc::channel();
    let children = [("perhead demo", demo), ("vite", vite)];
    let ids = [children[0].1.id(), children[1].1.id()];
    for (place, (name, mut child)) in children.into_iter().enumerate() {
        let ended = ended.clone();
        std::thread::spawn(move || {
            let status = child.wait();
            // Nobody listens any more once the first has ended, and that is fine.
            let _ = ended.send((place, name, status));
        });
    }
    let (place, name, status) =
        first.recv().map_err(|_| Failure::new("both programs were lost"))?;
    end_by_id(ids[1 - place]);
    let status = status.doing(|| format!("wait for {name}"))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("{name} ended: {status}")))
}

fn end(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn end_by_id(id: u32) {
    let id = id.to_string();
    let _ = if cfg!(windows) {
        command::succeeds(Command::new("taskkill").args(["/T", "/F", "/PID", &id]))
    } else {
        command::succeeds(Command::new("kill").args(["-TERM", &id]))
    };
}

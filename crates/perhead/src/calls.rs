//! Commands of the program itself: timers, feeds, the demo and replays.

use std::hash::{DefaultHasher, Hash, Hasher};

use desk::Desk;
use domain::command::{Action, Actor, Command, Outcome};
use domain::id::{BookId, RequestKey};
use uuid::Uuid;

/// A command of the system under a key derived from what it is about, so that the same work
/// asked for twice has one effect. `about` must name the work completely.
pub fn keyed(book: BookId, about: &str, action: Action) -> Command {
    let mut bytes = [0; 16];
    for (half, salt) in bytes.chunks_exact_mut(8).zip([1u8, 2]) {
        let mut hasher = DefaultHasher::new();
        (salt, about).hash(&mut hasher);
        half.copy_from_slice(&hasher.finish().to_be_bytes());
    }
    Command { book, key: RequestKey(bytes), print: 0, actor: Actor::System, action }
}

/// A command of the system under a fresh key.
#[expect(clippy::disallowed_methods, reason = "the program is the id maker of its own requests")]
pub fn fresh(book: BookId, actor: Actor, action: Action) -> Command {
    let key = RequestKey(*Uuid::now_v7().as_bytes());
    Command { book, key, print: 0, actor, action }
}

/// Calls the desk and answers the outcome.
///
/// # Errors
/// A refusal or a failure of the desk, in words.
pub fn call(desk: &Desk, command: Command) -> anyhow::Result<Outcome> {
    let receipt = desk.call(command)?;
    receipt
        .answer
        .map_err(|refusal| anyhow::anyhow!("refused ({}): {}", refusal.code.text(), refusal.detail))
}

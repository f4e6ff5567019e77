//! The hash chain over a book's events.
//!
//! `hash = SHA-256(previous hash, sequence, time, kind, actor, member, body)` where the numbers
//! are written in decimal, each field ends with a line break and a missing one is empty. The text
//! can be rebuilt from an export and hashed with any tool.

use std::fmt::Write as _;

use domain::calendar::Instant;
use domain::event::Event;
use sha2::{Digest, Sha256};

use crate::port::ChainedEvent;

/// The text of an event that is hashed after the previous hash.
pub fn canonical(sequence: i64, at: Instant, event: &Event) -> String {
    let id =
        |member: Option<domain::id::MemberId>| member.map_or_else(String::new, |m| m.0.to_string());
    let mut text = String::with_capacity(64 + event.body.len());
    writeln!(text, "{sequence}").expect("writing to a string cannot fail");
    writeln!(text, "{}", at.0).expect("writing to a string cannot fail");
    writeln!(text, "{}", event.kind.name()).expect("writing to a string cannot fail");
    writeln!(text, "{}", id(event.actor)).expect("writing to a string cannot fail");
    writeln!(text, "{}", id(event.member)).expect("writing to a string cannot fail");
    text.push_str(&event.body);
    text
}

/// The hash of an event after `previous`.
pub fn link(previous: &[u8; 32], sequence: i64, at: Instant, event: &Event) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(canonical(sequence, at, event).as_bytes());
    hasher.finalize().into()
}

/// Checks that `event` follows `previous` in a chain.
///
/// # Errors
/// Says what does not fit.
pub fn verify(previous: Option<&ChainedEvent>, next: &ChainedEvent) -> Result<(), String> {
    let (hash, sequence, at) =
        previous.map_or(([0; 32], 0, Instant(i64::MIN)), |one| (one.hash, one.sequence, one.at));
    if next.sequence != sequence + 1 {
        return Err(format!("event {} follows event {sequence}", next.sequence));
    }
    if next.at <= at {
        return Err(format!("event {sequence} and the next share a time or run backwards"));
    }
    if link(&hash, next.sequence, next.at, &next.event) != next.hash {
        return Err(format!("event {} does not match its hash", next.sequence));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::EventKind;

    fn chain(count: i64) -> Vec<ChainedEvent> {
        let mut hash = [0; 32];
        (1..=count)
            .map(|sequence| {
                let event = Event::new(EventKind::WeekClosed, None).number("week", sequence);
                hash = link(&hash, sequence, Instant(sequence * 10), &event);
                ChainedEvent { sequence, at: Instant(sequence * 10), event, hash }
            })
            .collect()
    }

    #[test]
    fn an_honest_chain_verifies_and_any_edit_shows() {
        let events = chain(3);
        let verify_all = |events: &[ChainedEvent]| {
            let mut previous = None;
            events.iter().try_for_each(|next| {
                let verdict = verify(previous, next);
                previous = Some(next);
                verdict
            })
        };
        assert_eq!(verify_all(&events), Ok(()));
        let mut edited = events.clone();
        edited[1].event.body = "week=9\n".to_owned();
        assert!(verify_all(&edited).is_err());
        let mut gap = events.clone();
        gap.remove(1);
        assert!(verify_all(&gap).is_err());
        let mut back = events;
        back[2].at = Instant(5);
        assert!(verify_all(&back).is_err());
    }
}

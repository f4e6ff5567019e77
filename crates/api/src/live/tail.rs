//! The newest events of each book, kept once for all who listen to it: one reading serves every
//! stream. Also the place where events act on what this server keeps in memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::port::ChainedEvent;
use domain::event::EventKind;
use domain::id::BookId;
use tokio::time::Instant as Mono;

use crate::problem::Problem;
use crate::state::ApiState;

/// Events kept of each book, and the most a listener may be behind.
pub(crate) const KEPT_MAX: usize = 2_000;
/// Events are asked for again after this even without a signal: another server may have written.
const ASKED_AGAIN: Duration = Duration::from_secs(1);

/// What happened after a place.
pub(crate) enum After {
    /// These events, oldest first.
    Events(Vec<Arc<ChainedEvent>>),
    /// More than anybody should be told one by one; the newest sequence.
    TooFar(i64),
}

#[derive(Default)]
struct Ring {
    events: VecDeque<Arc<ChainedEvent>>,
    /// The newest sequence read; `None` before the first reading.
    last: Option<i64>,
    asked_at: Option<Mono>,
}

impl Ring {
    /// The events after a sequence, if all of them are kept.
    fn after(&self, sequence: i64) -> Option<Vec<Arc<ChainedEvent>>> {
        let last = self.last?;
        if sequence >= last {
            return Some(Vec::new());
        }
        let first = self.events.front()?.sequence;
        if first > sequence + 1 {
            return None;
        }
        let skipped = usize::try_from(sequence + 1 - first).unwrap_or(0);
        Some(self.events.iter().skip(skipped).cloned().collect())
    }

    fn push(&mut self, event: Arc<ChainedEvent>) {
        self.last = Some(event.sequence);
        self.events.push_back(event);
        if self.events.len() > KEPT_MAX {
            self.events.pop_front();
        }
    }
}

/// The newest events of all books that are listened to.
#[derive(Default)]
pub(crate) struct Tails {
    rings: Mutex<HashMap<BookId, Arc<tokio::sync::Mutex<Ring>>>>,
}

impl Tails {
    fn ring(&self, book: BookId) -> Arc<tokio::sync::Mutex<Ring>> {
        let mut rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(rings.entry(book).or_default())
    }
}

impl ApiState {
    /// What happened in a book after a sequence.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn events_after(&self, book: BookId, sequence: i64) -> Result<After, Problem> {
        let ring = self.tails.ring(book);
        let mut ring = ring.lock().await;
        let last = self.catch_up(book, &mut ring).await?;
        if let Some(events) = ring.after(sequence) {
            return Ok(After::Events(events));
        }
        drop(ring);
        let most = i64::try_from(KEPT_MAX).unwrap_or(i64::MAX);
        if last - sequence > most {
            return Ok(After::TooFar(last));
        }
        let read = self.read(move |views| views.events_after(book, sequence, most));
        Ok(After::Events(read.await?.into_iter().map(Arc::new).collect()))
    }

    /// The newest sequence of a book, as streams see it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn newest(&self, book: BookId) -> Result<i64, Problem> {
        let ring = self.tails.ring(book);
        let mut ring = ring.lock().await;
        self.catch_up(book, &mut ring).await
    }

    /// Reads what is new into the ring; answers the newest sequence.
    async fn catch_up(&self, book: BookId, ring: &mut Ring) -> Result<i64, Problem> {
        let Some(last) = ring.last else {
            let now = self.read(move |views| views.sequence(book)).await?;
            (ring.last, ring.asked_at) = (Some(now), Some(Mono::now()));
            return Ok(now);
        };
        let is_recent = ring.asked_at.is_some_and(|at| at.elapsed() < ASKED_AGAIN);
        if is_recent && self.hub.sequence_of(book) <= last {
            return Ok(last);
        }
        let most = i64::try_from(KEPT_MAX).unwrap_or(i64::MAX);
        let mut read = self.read(move |views| views.events_after(book, last, most)).await?;
        ring.asked_at = Some(Mono::now());
        if read.len() >= KEPT_MAX {
            // A flood: begin anew at its end, what lies between is read by whoever needs it.
            let now = self.read(move |views| views.sequence(book)).await?;
            if now > read.last().map_or(last, |event| event.sequence) {
                for event in &read {
                    self.act_on(book, event);
                }
                read.clear();
                (ring.events, ring.last) = (VecDeque::new(), Some(now));
                return Ok(now);
            }
        }
        for event in read {
            self.act_on(book, &event);
            ring.push(Arc::new(event));
        }
        Ok(ring.last.unwrap_or(last))
    }

    /// Events that make something kept in memory untrue.
    fn act_on(&self, book: BookId, event: &ChainedEvent) {
        let of_board = [
            EventKind::OfferChanged,
            EventKind::StartRecorded,
            EventKind::OwnLineMoved,
            EventKind::ProfileChanged,
            EventKind::BookChanged,
            EventKind::BettingControlled,
        ];
        if of_board.contains(&event.event.kind) {
            self.boards.moved(book);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Instant;
    use domain::event::Event;

    fn event(sequence: i64) -> Arc<ChainedEvent> {
        let event = Event::new(EventKind::LineMoved, None);
        Arc::new(ChainedEvent { sequence, at: Instant(sequence), event, hash: [0; 32] })
    }

    #[test]
    fn a_ring_answers_only_what_it_holds_without_gaps() {
        let mut ring = Ring { last: Some(10), ..Ring::default() };
        assert!(ring.after(10).is_some_and(|events| events.is_empty()));
        assert!(ring.after(9).is_none());
        (11..=15).for_each(|sequence| ring.push(event(sequence)));
        let sequences = |after: i64| -> Option<Vec<i64>> {
            Some(ring.after(after)?.iter().map(|event| event.sequence).collect())
        };
        assert_eq!(sequences(10), Some(vec![11, 12, 13, 14, 15]));
        assert_eq!(sequences(13), Some(vec![14, 15]));
        assert_eq!(sequences(99), Some(vec![]));
        assert_eq!(sequences(9), None);
    }

    #[test]
    fn a_ring_is_bounded() {
        let mut ring = Ring { last: Some(0), ..Ring::default() };
        let length = i64::try_from(KEPT_MAX).expect("small") + 10;
        (1..=length).for_each(|sequence| ring.push(event(sequence)));
        assert_eq!(ring.events.len(), KEPT_MAX);
        assert!(ring.after(9).is_none() && ring.after(10).is_some());
    }
}

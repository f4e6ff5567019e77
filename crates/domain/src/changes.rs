//! What a decision changed: rows with their new absolute values, rows to add, and events.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::command::Outcome;
use crate::event::Event;
use crate::rows::{Appended, Key, Row, Withdrawn};

/// The whole effect of one accepted command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// New absolute values.
    pub rows: BTreeMap<Key, Arc<Row>>,
    /// Rows to add, in order.
    pub appended: Vec<Appended>,
    /// Rows to take away.
    pub withdrawn: Vec<Withdrawn>,
    /// Facts to record, in order.
    pub events: Vec<Event>,
    /// What the caller is told.
    pub outcome: Outcome,
}

impl Changes {
    /// No change.
    pub fn none() -> Changes {
        Changes {
            rows: BTreeMap::new(),
            appended: Vec::new(),
            withdrawn: Vec::new(),
            events: Vec::new(),
            outcome: Outcome::Done,
        }
    }
}

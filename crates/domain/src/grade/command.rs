//! What can be asked for around results: one closed set beside the scores and results of
//! [`crate::command::Action`].

use crate::calendar::Instant;
use crate::grade::discrepancy::ConfirmationWay;
use crate::id::FixtureId;

/// What is to happen.
#[derive(Clone, Debug)]
pub enum GradingCommand {
    /// Change rules that sports are graded by, from now on: sets that houses publish first, by
    /// name, then single rules, each a key and its value.
    ChangeRules {
        /// Names of sets.
        presets: Vec<String>,
        /// Keys and values.
        rules: Vec<(String, String)>,
    },
    /// Set how results of a league are confirmed.
    ChangeConfirmation {
        /// Code of the league.
        league: String,
        /// How.
        way: ConfirmationWay,
    },
    /// Say when a fixture truly began, or take that back.
    RecordStart {
        /// The fixture.
        fixture: FixtureId,
        /// When; `None` takes it back.
        began_at: Option<Instant>,
        /// From where it is known.
        note: String,
    },
    /// Note that reports of a fixture differ.
    OpenDiscrepancy {
        /// The fixture.
        fixture: FixtureId,
    },
    /// Keep the result in force although a report differs.
    CloseDiscrepancy {
        /// The fixture.
        fixture: FixtureId,
        /// Why.
        note: String,
    },
}

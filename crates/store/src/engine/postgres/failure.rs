//! What PostgreSQL's errors mean to a caller, by SQLSTATE, never by message.

use std::error::Error as _;

use desk::port::StoreError;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// Maps a driver's error to the few that callers act on.
pub(crate) fn failed(error: &Error) -> StoreError {
    let words = words_of(error);
    let Some(state) = error.code() else {
        // No code: the connection broke.
        return StoreError::Retry(words);
    };
    let class = &state.code()[..2];
    if *state == SqlState::T_R_SERIALIZATION_FAILURE
        || *state == SqlState::T_R_DEADLOCK_DETECTED
        || *state == SqlState::LOCK_NOT_AVAILABLE
        || words.contains("could not commit")
        || class == "08"
        || class == "57"
    {
        return StoreError::Retry(words);
    }
    match class {
        "28" | "3D" | "53" => StoreError::Unavailable(words),
        _ => StoreError::Corrupt(words),
    }
}

/// The driver's words with the server's, which the driver keeps as a cause.
fn words_of(error: &Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

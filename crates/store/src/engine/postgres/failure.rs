//! What PostgreSQL's errors mean to a caller, by SQLSTATE, never by message.

use std::error::Error as _;
use std::io;

use desk::port::StoreError;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// Maps a driver's error to the few that callers act on.
pub(crate) fn failed(error: &Error) -> StoreError {
    let words = words_of(error);
    let Some(state) = error.code() else {
        // No code: the connection broke, or the driver does not understand what it is told.
        let broke = error.is_closed() || io_cause(error).is_some();
        return if broke { StoreError::Retry(words) } else { StoreError::Corrupt(words) };
    };
    let ended = *state == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT;
    if ended || words.contains("could not commit") {
        return StoreError::Retry(words);
    }
    if *state == SqlState::LOCK_NOT_AVAILABLE {
        return StoreError::Held(words);
    }
    // What took too long would take as long again, and other books wait behind it.
    let lasting = [
        SqlState::QUERY_CANCELED,
        SqlState::READ_ONLY_SQL_TRANSACTION,
        SqlState::INSUFFICIENT_PRIVILEGE,
    ];
    if lasting.contains(state) {
        return StoreError::Unavailable(words);
    }
    match &state.code()[..2] {
        // Lost connections, conflicts between transactions, and an administrator in the way.
        "08" | "40" | "57" => StoreError::Retry(words),
        // Wrong names and passwords, missing databases, full disks and broken ones.
        "28" | "3D" | "53" | "58" => StoreError::Unavailable(words),
        _ => StoreError::Corrupt(words),
    }
}

/// What keeps a connection from being made. It is never decided again at once: a server that is
/// down stays so for longer than a lane is patient.
pub(crate) fn unreachable(error: &Error) -> StoreError {
    let words = words_of(error);
    if error.code().is_some() {
        return StoreError::Unavailable(format!("PostgreSQL refuses the connection: {words}"));
    }
    let cause = io_cause(error).and_then(io::Error::get_ref);
    let hint = if cause.is_some_and(|cause| cause.is::<rustls::Error>()) {
        ". Add sslmode=disable to the address of a server on this machine; for another, let this \
         machine trust the root of its certificate"
    } else {
        ""
    };
    StoreError::Unavailable(format!("PostgreSQL cannot be reached: {words}{hint}"))
}

fn io_cause(error: &Error) -> Option<&io::Error> {
    error.source().and_then(|cause| cause.downcast_ref())
}

/// The server's own words, or the driver's with what caused them.
fn words_of(error: &Error) -> String {
    if let Some(told) = error.as_db_error() {
        return format!("{}: {} ({})", told.severity(), told.message(), told.code().code());
    }
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

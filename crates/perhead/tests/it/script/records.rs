//! Reading of the deeds around payment providers' records.
//!
//! ```text
//! dana keys wallet                                  (a new key for the wallet's provider)
//! dana holds day1 of wallet against the book with r1 in 25 and r2 out 10.50
//! wallet notifies n1 of pat r1 in 25 [failed] [signed 1] [seconds_old 301] [as one]
//! file day1 matched 2 differs 0 unmatched 0 duplicate 0 posted 0 failed 0
//! unreconciled wallet payments 2
//! ```
//!
//! A notice is signed by the newest key, or by the key of this number; nobody has number 0.

use domain::funding::method::Direction;
use domain::funding::reconcile::{LineOutcome, ProviderLine};
use domain::ledger::account::Method;

use super::Expectation;
use super::words::{Read, Words};

/// What happens with a provider's record.
#[derive(Clone, Debug)]
pub(crate) enum RecordDeed {
    /// A provider gets a new key.
    Key { by: String, method: Method },
    /// A file is held against the book, under a name of this file.
    Hold { by: String, name: String, method: Method, lines: Vec<ProviderLine> },
    /// A provider tells of one payment.
    Notify { method: Method, notice: NoticeWords },
}

/// A notice as its provider sends it.
#[derive(Clone, Debug)]
pub(crate) struct NoticeWords {
    /// Its identifier.
    pub(crate) id: String,
    /// For whom it is meant.
    pub(crate) member: String,
    /// What it tells.
    pub(crate) line: ProviderLine,
    /// Whether the payment failed.
    pub(crate) failed: bool,
    /// By which key; the newest without one.
    pub(crate) signed: Option<u8>,
    /// How long ago it was signed.
    pub(crate) seconds_old: i64,
    /// Its name in this file.
    pub(crate) name: Option<String>,
}

/// Reads the rest of a line of `by` whose verb is `verb`; `None` if no such deed has that verb.
pub(super) fn record_deed(by: &str, verb: &str, words: &mut Words) -> Read<Option<RecordDeed>> {
    Ok(Some(match verb {
        "keys" => {
            let method = words.named("method", Method::parse)?;
            RecordDeed::Key { by: by.to_owned(), method }
        }
        "holds" => hold(by, words)?,
        "notifies" => {
            let method = Method::parse(by).ok_or_else(|| format!("`{by}` is no method"))?;
            RecordDeed::Notify { method, notice: notice(words)? }
        }
        _ => return Ok(None),
    }))
}

fn hold(by: &str, words: &mut Words) -> Read<RecordDeed> {
    let name = words.take("a file")?;
    words.need("of")?;
    let method = words.named("method", Method::parse)?;
    for word in ["against", "the", "book", "with"] {
        words.need(word)?;
    }
    // The header of a file is its first line.
    let mut lines = vec![line(2, words)?];
    while words.skip("and") {
        let number = i32::try_from(lines.len() + 2).map_err(|_| "too many lines")?;
        lines.push(line(number, words)?);
    }
    Ok(RecordDeed::Hold { by: by.to_owned(), name, method, lines })
}

fn line(number: i32, words: &mut Words) -> Read<ProviderLine> {
    let reference = words.take("a reference")?;
    let direction = words.named("direction", Direction::parse)?;
    Ok(ProviderLine { line: number, reference, direction, amount: words.money("amount")? })
}

fn notice(words: &mut Words) -> Read<NoticeWords> {
    let id = words.take("an identifier")?;
    words.need("of")?;
    let member = words.take("a member")?;
    let line = line(1, words)?;
    let failed = words.skip("failed");
    let small = |word: &str| word.parse::<u8>().ok();
    let signed = if words.skip("signed") { Some(words.named("key", small)?) } else { None };
    let seconds_old = if words.skip("seconds_old") { words.number("age")? } else { 0 };
    let name = if words.skip("as") { Some(words.take("a name")?) } else { None };
    Ok(NoticeWords { id, member, line, failed, signed, seconds_old, name })
}

/// `file day1 matched 2 ...` or `unreconciled wallet payments 2`.
pub(super) fn expectation(first: &str, words: &mut Words) -> Read<Expectation> {
    if first == "unreconciled" {
        let method = words.named("method", Method::parse)?;
        words.need("payments")?;
        return Ok(Expectation::Unreconciled { method, count: words.number("count")? });
    }
    let name = words.take("a file")?;
    let mut counts = Vec::new();
    while !words.is_empty() {
        let outcome = words.named("outcome", LineOutcome::parse)?;
        let count = words.named("count", |word| word.parse().ok())?;
        counts.push((outcome, count));
    }
    Ok(Expectation::File { name, counts })
}

//! Reading of the deeds around the person behind an account.
//!
//! ```text
//! pat wants-notices | pat wants-no-notices | pat reads-notices
//! pat petitions erasure [because "no more"] [as wish] | dana petitions access for pat as look
//! dana grants-petition look of pat because "as asked" | dana refuses-petition ..
//! dana freezes pat because "two cards" [as case] | dana unfreezes case of pat because "explained"
//! dana convicts case of pat because "stolen cards"
//! timer erases pat | timer forgets n1 n2
//! ```

use domain::care::hold::HoldEnding;
use domain::care::request::SubjectKind;

use super::money::{name, reason};
use super::words::{Read, Words};

/// What happens around a person.
#[derive(Clone, Debug)]
pub(crate) enum CareDeed {
    /// Somebody wants to be told of accesses, or not.
    WantNotices(bool),
    /// Somebody reads what they were told.
    ReadNotices,
    /// A request is entered under a name of this file.
    Ask { member: Option<String>, kind: SubjectKind, text: String, request: String },
    /// It is answered.
    Answer { request: String, member: String, granted: bool, reason: String },
    /// An account is held under a name of this file.
    Hold { member: String, evidence: String, hold: String },
    /// That is decided.
    EndHold { hold: String, member: String, ending: HoldEnding, reason: String },
    /// The timer takes messages away.
    Forget(Vec<String>),
    /// The timer erases whom a closed account belonged to.
    Erase(String),
}

/// Reads the rest of a line whose verb is `verb`; `None` if no deed of care has that verb.
pub(super) fn care_deed(verb: &str, words: &mut Words) -> Read<Option<CareDeed>> {
    let ending = |words: &mut Words| -> Read<(String, String, String)> {
        let named = words.take("a name")?;
        words.need("of")?;
        Ok((named, words.take("a member")?, reason(words)?))
    };
    Ok(Some(match verb {
        "wants-notices" => CareDeed::WantNotices(true),
        "wants-no-notices" => CareDeed::WantNotices(false),
        "reads-notices" => CareDeed::ReadNotices,
        "petitions" => {
            let kind = words.named("kind of request", SubjectKind::parse)?;
            let of_other = words.skip("for");
            let member = if of_other { Some(words.take("a member")?) } else { None };
            let (text, request) = (reason(words)?, name(words, "a name")?);
            CareDeed::Ask { member, kind, text, request }
        }
        "grants-petition" | "refuses-petition" => {
            let granted = verb == "grants-petition";
            let (request, member, reason) = ending(words)?;
            CareDeed::Answer { request, member, granted, reason }
        }
        "freezes" => {
            let member = words.take("a member")?;
            let (evidence, hold) = (reason(words)?, name(words, "a name")?);
            CareDeed::Hold { member, evidence, hold }
        }
        "unfreezes" | "convicts" => {
            let ending_word =
                if verb == "unfreezes" { HoldEnding::Lifted } else { HoldEnding::Confirmed };
            let (hold, member, reason) = ending(words)?;
            CareDeed::EndHold { hold, member, ending: ending_word, reason }
        }
        "forgets" => {
            let mut messages = vec![words.take("a message")?];
            while !words.is_empty() && words.peek() != "->" {
                messages.push(words.take("a message")?);
            }
            CareDeed::Forget(messages)
        }
        "erases" => CareDeed::Erase(words.take("a member")?),
        _ => return Ok(None),
    }))
}

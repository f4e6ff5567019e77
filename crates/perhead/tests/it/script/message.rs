//! Reading of the lines about messages.
//!
//! ```text
//! pat says "who pays?" as n1 | dana says "the cashier" to pat as n2
//! dana tells book "closed on Monday" | lou tells lou "call me" | pat has read n2
//! dana has read n1 of pat
//! ```

use super::words::{Read, Words};

/// What happens around messages.
#[derive(Clone, Debug)]
pub(crate) enum MessageDeed {
    /// Something is said: in one's own conversation, to a member, to a branch.
    Say { member: Option<String>, to_branch: bool, text: String, name: Option<String> },
    /// A conversation was read.
    Read { member: Option<String>, message: String },
}

/// Reads the rest of a line whose verb is `verb`; `None` if no deed around messages has it.
pub(super) fn message_deed(verb: &str, words: &mut Words) -> Read<Option<MessageDeed>> {
    Ok(Some(match verb {
        "says" => {
            let text = words.take("what is said")?;
            let member = if words.skip("to") { Some(words.take("a member")?) } else { None };
            MessageDeed::Say { member, to_branch: false, text, name: name(words)? }
        }
        "tells" => {
            let member = Some(words.take("the top of a branch")?);
            let text = words.take("what is said")?;
            MessageDeed::Say { member, to_branch: true, text, name: name(words)? }
        }
        "has" => {
            words.need("read")?;
            let message = words.take("a message")?;
            let member = if words.skip("of") { Some(words.take("a member")?) } else { None };
            MessageDeed::Read { member, message }
        }
        _ => return Ok(None),
    }))
}

fn name(words: &mut Words) -> Read<Option<String>> {
    if words.skip("as") { Ok(Some(words.take("a name")?)) } else { Ok(None) }
}

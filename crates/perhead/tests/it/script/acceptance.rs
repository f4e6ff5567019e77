//! Reading of the deeds around wagers that wait for the operator's word.
//!
//! ```text
//! dana gates book risk 500 win 2,000 lapse 3600 | sam gates pat nothing
//! sam passes one of pat [for 50] [because ".."] | sam turns one of pat because ".."
//! timer reviews one
//! ```

use domain::acceptance::AcceptanceTerms;
use domain::money::Money;

use super::money::reason;
use super::words::{Read, Words};

/// What happens around a wager that waits.
#[derive(Clone, Debug)]
pub(crate) enum AcceptanceDeed {
    /// Terms are set: of the book, or of a member.
    Gate { owner: String, terms: Option<AcceptanceTerms> },
    /// A wager is accepted, as a whole or for less.
    Pass { ticket: String, member: String, amount: Option<Money>, note: String },
    /// A wager is refused.
    Refuse { ticket: String, member: String, note: String },
    /// The timer looks at a wager.
    Review { ticket: String },
}

/// Reads the rest of a line whose verb is `verb`; `None` if no deed around acceptance has it.
pub(super) fn acceptance_deed(verb: &str, words: &mut Words) -> Read<Option<AcceptanceDeed>> {
    Ok(Some(match verb {
        "gates" => gate(words)?,
        "passes" => {
            let (ticket, member) = ticket_of(words)?;
            let amount = if words.skip("for") { Some(words.money("amount")?) } else { None };
            AcceptanceDeed::Pass { ticket, member, amount, note: reason(words)? }
        }
        "turns" => {
            let (ticket, member) = ticket_of(words)?;
            AcceptanceDeed::Refuse { ticket, member, note: reason(words)? }
        }
        "reviews" => AcceptanceDeed::Review { ticket: words.take("a ticket")? },
        _ => return Ok(None),
    }))
}

fn gate(words: &mut Words) -> Read<AcceptanceDeed> {
    let owner = words.take("an owner")?;
    if words.skip("nothing") {
        return Ok(AcceptanceDeed::Gate { owner, terms: None });
    }
    let day = 86_400;
    let mut terms = AcceptanceTerms { approve_risk: None, approve_win: None, lapse_seconds: day };
    while !words.is_empty() && words.peek() != "->" {
        match words.take("a bound")?.as_str() {
            "risk" => terms.approve_risk = Some(words.money("amount")?),
            "win" => terms.approve_win = Some(words.money("amount")?),
            "lapse" => {
                terms.lapse_seconds = words.named("number", |word| word.parse().ok())?;
            }
            name => return Err(format!("`{name}` makes no wager wait")),
        }
    }
    Ok(AcceptanceDeed::Gate { owner, terms: Some(terms) })
}

fn ticket_of(words: &mut Words) -> Read<(String, String)> {
    let ticket = words.take("a ticket")?;
    words.need("of")?;
    Ok((ticket, words.take("a member")?))
}

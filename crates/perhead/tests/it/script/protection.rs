//! Reading of the deeds that protect players.
//!
//! ```text
//! pat shields pat deposit day 100 | dana shields pat loss week nothing
//! pat excludes pat time_out until 2024-09-04 12:00 [because "a break"] [as rest]
//! dana excludes pat self_exclusion [until 2025-09-04 12:00] [because ..] as away
//! pat lifts away of pat | timer cancels the bets of pat under away
//! ```

use domain::calendar::Instant;
use domain::money::Money;
use domain::protection::{ExclusionKind, PlayMeasure, PlaySpan};

use super::money::{name, reason};
use super::words::{Read, Words};

/// What protects a player.
#[derive(Clone, Debug)]
pub(crate) enum ProtectionDeed {
    /// A limit is set.
    Shield { member: String, measure: PlayMeasure, span: PlaySpan, amount: Option<Money> },
    /// Somebody is kept away, under a name of this file.
    Exclude {
        member: String,
        kind: ExclusionKind,
        until: Option<Instant>,
        reason: String,
        exclusion: String,
    },
    /// An exclusion shall end.
    Lift { exclusion: String, member: String },
    /// The open bets of somebody excluded are looked at.
    CancelBets { member: String, exclusion: String },
}

/// Reads the rest of a line whose verb is `verb`; `None` if no deed that protects has that verb.
pub(super) fn protection_deed(verb: &str, words: &mut Words) -> Read<Option<ProtectionDeed>> {
    Ok(Some(match verb {
        "shields" => {
            let member = words.take("a member")?;
            let measure = words.named("measure", PlayMeasure::parse)?;
            let span = words.named("span", PlaySpan::parse)?;
            let nothing = words.skip("nothing");
            let amount = if nothing { None } else { Some(words.money("amount")?) };
            ProtectionDeed::Shield { member, measure, span, amount }
        }
        "excludes" => {
            let member = words.take("a member")?;
            let kind = words.named("kind of exclusion", ExclusionKind::parse)?;
            let until = if words.skip("until") { Some(words.instant("time")?) } else { None };
            let reason = reason(words)?;
            let exclusion = name(words, "a name")?;
            ProtectionDeed::Exclude { member, kind, until, reason, exclusion }
        }
        "lifts" => {
            let exclusion = words.take("an exclusion")?;
            words.need("of")?;
            ProtectionDeed::Lift { exclusion, member: words.take("a member")? }
        }
        _ => return Ok(None),
    }))
}

/// `the bets of pat under away`, after the timer's `cancels`.
pub(super) fn cancelled_bets(words: &mut Words) -> Read<ProtectionDeed> {
    for word in ["the", "bets", "of"] {
        words.need(word)?;
    }
    let member = words.take("a member")?;
    words.need("under")?;
    Ok(ProtectionDeed::CancelBets { member, exclusion: words.take("an exclusion")? })
}

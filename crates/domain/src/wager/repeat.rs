//! The guard against placing the same wager twice by mistake: what a player placed a moment ago.
//!
//! Decides whether a wager repeats another; a client that means it says so, and nothing is dropped
//! in silence. Retries of one intent are another matter: they have one request key.

use crate::calendar::Instant;
use crate::command::WagerRequest;
use crate::draft::Draft;
use crate::id::MemberId;
use crate::money::Money;
use crate::rejection::{Code, Rejection};
use crate::rows::{Read, Row};
use crate::rules::HouseRules;
use crate::wager::ticket::{Leg, WagerKind};

/// Wagers of one player that are remembered at most.
const REMEMBERED_MAX: usize = 16;

/// What a player placed lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The player.
    pub member: MemberId,
    /// The print of each wager and when it was taken, oldest first.
    pub wagers: Vec<(u64, Instant)>,
}

/// A print of what a wager is: type, risk, selections, points and prices. Two wagers of one print
/// are the same to a player. FNV-1a, which is the same on every machine and for ever.
pub fn print_of<'l>(kind: WagerKind, risk: Money, legs: impl Iterator<Item = &'l Leg>) -> u64 {
    let mut print: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            print = (print ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(kind.name().as_bytes());
    add(&risk.0.to_be_bytes());
    for leg in legs {
        add(&leg.market.0.to_be_bytes());
        add(leg.side.name().as_bytes());
        add(&leg.points.map_or(i32::MIN, |points| points.0).to_be_bytes());
        add(&leg.odds.win.to_be_bytes());
        add(&leg.odds.risk.to_be_bytes());
    }
    print
}

/// Refuses a wager that the player placed within the guard's time already.
pub fn refuse_repeat(
    read: &impl Read,
    request: &WagerRequest,
    print: u64,
    rules: &HouseRules,
    now: Instant,
) -> Option<Rejection> {
    if rules.duplicate_seconds == 0 || request.repeat {
        return None;
    }
    let window = i64::from(rules.duplicate_seconds);
    let recent = read.recent(request.member)?;
    let same = |(known, at): &(u64, Instant)| *known == print && now < at.plus_seconds(window);
    recent.wagers.iter().any(same).then(|| {
        let detail = "the same wager was placed a moment ago: send it with repeat to mean it";
        Rejection::of_field(Code::DuplicateWager, "repeat", detail)
    })
}

/// Remembers a wager for as long as the guard looks back.
pub fn remember(draft: &mut Draft<'_>, member: MemberId, print: u64, rules: &HouseRules) {
    if rules.duplicate_seconds == 0 {
        return;
    }
    let (now, window) = (draft.moment.now, i64::from(rules.duplicate_seconds));
    let mut wagers = draft.recent(member).map_or_else(Vec::new, |recent| recent.wagers.clone());
    wagers.retain(|(_, at)| now < at.plus_seconds(window));
    wagers.push((print, now));
    let surplus = wagers.len().saturating_sub(REMEMBERED_MAX);
    wagers.drain(..surplus);
    draft.put(Row::Recent(Recent { member, wagers }));
}

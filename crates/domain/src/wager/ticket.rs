//! Tickets: accepted wagers whose terms never change.

use std::collections::BTreeSet;

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::board::prop::PitcherRule;
use crate::calendar::{Day, Instant};
use crate::command::SeenLine;
use crate::id::{FixtureId, MarketId, MemberId, TicketId};
use crate::money::Money;
use crate::odds::Odds;
use crate::register::{by_name, name_of};
use crate::wager::funds::Funds;
use crate::wager::terms::Terms;
use crate::wager::via::Via;

/// How the legs of a ticket hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WagerKind {
    /// One selection.
    Straight,
    /// Several selections that must all win, at true odds.
    Parlay,
    /// Every parlay of chosen sizes over the selections.
    RoundRobin,
    /// Selections that run one after the other.
    IfBet,
    /// Both if-bets of every pair.
    Reverse,
    /// Lines moved for the bettor, at a card's price.
    Teaser,
    /// Lines moved against the bettor, at a card's price.
    Pleaser,
    /// Selections of which a card lets some lose.
    Progressive,
}

impl WagerKind {
    /// Every kind with its stable name.
    pub const ALL: [(WagerKind, &str); 8] = [
        (WagerKind::Straight, "straight"),
        (WagerKind::Parlay, "parlay"),
        (WagerKind::RoundRobin, "round_robin"),
        (WagerKind::IfBet, "if_bet"),
        (WagerKind::Reverse, "reverse"),
        (WagerKind::Teaser, "teaser"),
        (WagerKind::Pleaser, "pleaser"),
        (WagerKind::Progressive, "progressive"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<WagerKind> {
        by_name(&Self::ALL, name)
    }
}

/// What the typed amount means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// What can be lost.
    Risk,
    /// What is to be won.
    Win,
    /// The win on a favourite, the risk otherwise.
    Base,
}

impl Entry {
    /// Every choice with its stable name.
    pub const ALL: [(Entry, &str); 3] =
        [(Entry::Risk, "risk"), (Entry::Win, "win"), (Entry::Base, "base")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<Entry> {
        by_name(&Self::ALL, name)
    }
}

/// What happens when a line moved between quote and confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PricePolicy {
    /// Refuse any move.
    None,
    /// Take moves that are no worse for the player.
    Better,
    /// Take any move.
    Any,
}

impl PricePolicy {
    /// Every policy with its stable name.
    pub const ALL: [(PricePolicy, &str); 3] =
        [(PricePolicy::None, "none"), (PricePolicy::Better, "better"), (PricePolicy::Any, "any")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The policy of a stable name.
    pub fn parse(name: &str) -> Option<PricePolicy> {
        by_name(&Self::ALL, name)
    }
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketState {
    /// Waiting to be accepted: a tender, see [`crate::acceptance`].
    Offered,
    /// Never accepted.
    Refused,
    /// Waiting for its fixtures.
    Open,
    /// Graded and paid; may be resettled.
    Settled,
    /// Ended by the operator.
    Voided,
}

impl TicketState {
    /// Every state with its stable name.
    pub const ALL: [(TicketState, &str); 5] = [
        (TicketState::Offered, "offered"),
        (TicketState::Refused, "refused"),
        (TicketState::Open, "open"),
        (TicketState::Settled, "settled"),
        (TicketState::Voided, "voided"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<TicketState> {
        by_name(&Self::ALL, name)
    }
}

/// One selection of a ticket, as accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The fixture.
    pub fixture: FixtureId,
    /// The market.
    pub market: MarketId,
    /// What the market asks.
    pub kind: MarketKind,
    /// Which part of the game.
    pub period: Period,
    /// The side taken.
    pub side: Side,
    /// The points it is graded on, as the bettor reads them.
    pub points: Option<Points>,
    /// How many of them a card or a purchase moved the line by, in the bettor's favour.
    pub gained: Points,
    /// The price.
    pub odds: Odds,
    /// The line version accepted.
    pub version: i64,
    /// The fixture's start as known then.
    pub starts_at: Instant,
    /// Which announced pitchers must start.
    pub pitchers: PitcherRule,
    /// The version of the announcement they stand in; 0 when none had been made.
    pub listing: i32,
    /// 0 for a selection to win; otherwise the place part of an each-way wager: it wins when the
    /// runner is among the first so many, at odds that are already the fraction.
    pub places: u8,
    /// The running score when it was accepted, of a game in play; `None` before the start.
    pub score: Option<(i32, i32)>,
    /// The line as its bettor saw it, where another one was accepted.
    pub seen: Option<SeenLine>,
}

impl Leg {
    /// True when it was accepted while its game was in play.
    pub fn is_live(&self) -> bool {
        self.score.is_some()
    }
}

/// An accepted wager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Identity.
    pub id: TicketId,
    /// The player.
    pub member: MemberId,
    /// Who placed it: the player, or a clerk.
    pub placed_by: MemberId,
    /// How its legs hang together, with everything about it that was frozen.
    pub terms: Terms,
    /// What the typed amount meant.
    pub entry: Entry,
    /// The amount typed: of the wager, of each combination, or of each link.
    pub amount: Money,
    /// Whose money is risked.
    pub funds: Funds,
    /// What the player can lose: the worst case.
    pub risk: Money,
    /// What the player can gain: the best case.
    pub win: Money,
    /// What of the risk is still held: that of the bets not decided yet, nothing once settled.
    pub open_risk: Money,
    /// What the bets not decided yet can still gain.
    pub open_win: Money,
    /// The player's price policy.
    pub policy: PricePolicy,
    /// The house rules that govern it.
    pub rules_version: i32,
    /// When it was accepted.
    pub accepted_at: Instant,
    /// The book's business day of acceptance.
    pub accepted_on: Day,
    /// The sport of all its legs, or [`Sport::Several`].
    pub sport: Sport,
    /// The chain of members above the player at acceptance, root first.
    pub agents: Vec<MemberId>,
    /// Its selections, in the order taken.
    pub legs: Vec<Leg>,
    /// Where it stands.
    pub state: TicketState,
    /// Version of the last settlement, 0 before the first.
    pub settlement: i32,
    /// What came back so far under the settlements in effect, risk included. Of free play the gain
    /// alone was paid: see [`Funds::cash_back`].
    pub returned: Money,
    /// When that settlement was made.
    pub settled_at: Option<Instant>,
    /// Legs ended by a ruling of their own: bit 0 for the first.
    pub voided_legs: i64,
    /// By which way it was asked for.
    pub via: Via,
}

impl Ticket {
    /// How its legs hang together, in a word.
    pub fn kind(&self) -> WagerKind {
        self.terms.kind()
    }

    /// True for a wager that was accepted: one that waits, or was refused, is no ticket yet.
    pub fn is_accepted(&self) -> bool {
        !matches!(self.state, TicketState::Offered | TicketState::Refused)
    }

    /// The risk of its bets that are decided.
    pub fn decided_risk(&self) -> Money {
        self.risk - self.open_risk
    }

    /// The player's result, in money, on the bets that are decided.
    pub fn net(&self) -> Money {
        self.funds.net(self.decided_risk(), self.returned)
    }

    /// What came back so far in money.
    pub fn cash_returned(&self) -> Money {
        self.funds.cash_back(self.decided_risk(), self.returned)
    }

    /// What of its risk is free play again.
    pub fn free_play_returned(&self) -> Money {
        self.funds.free_play_back(self.decided_risk(), self.returned)
    }

    /// The part of its risk that is the player's money.
    pub fn cash_risk(&self) -> Money {
        self.funds.cash_of(self.risk)
    }

    /// The fixtures that its legs are on, each once.
    pub fn fixtures(&self) -> BTreeSet<FixtureId> {
        self.legs.iter().map(|leg| leg.fixture).collect()
    }

    /// True when a ruling ended the leg at `place`.
    pub fn is_leg_voided(&self, place: usize) -> bool {
        self.voided_legs >> place & 1 == 1
    }
}

/// One grading of a ticket that was posted to the ledger. None is ever changed; the one with the
/// highest version is in effect. A ticket of many bets has one for each time that more of them
/// were decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The ticket.
    pub ticket: TicketId,
    /// 1 for the first, then rising.
    pub version: i32,
    /// The risk of all bets decided under it.
    pub risk: Money,
    /// What came back for them, risk included.
    pub returned: Money,
    /// The posting that paid what it added.
    pub posting: crate::id::PostingId,
    /// When.
    pub at: Instant,
    /// The fixture whose result caused it; the first leg's when a ruling did.
    pub fixture: FixtureId,
    /// The version of that result; 0 when there was none.
    pub result_version: i32,
    /// The ruling that caused it, if one did.
    pub ruling: Option<crate::id::RulingId>,
    /// The business day on which it counts in the figures.
    pub day: Day,
}

/// Letters of a ticket number: Crockford's base 32, which has no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NUMBER_BITS: u32 = 35;
const SPREAD: u64 = 0x5_DEEC_E66D | 1;
/// What undoes `SPREAD`: their product is 1 within the bits of a number.
const GATHER: u64 = 0x5BCB_1365;

/// The number people speak: seven letters and digits, such as `4K7-2F31`, unique within the book.
///
/// Ids rise one by one; multiplying by an odd constant within 35 bits keeps numbers unique while
/// neighbours look unlike, so that a misheard digit rarely names another ticket.
pub fn spoken_number(id: TicketId) -> String {
    let mask = (1u64 << NUMBER_BITS) - 1;
    let mut rest = id.0.unsigned_abs().wrapping_mul(SPREAD) & mask;
    rest ^= rest >> 17;
    let mut letters = [0u8; 7];
    for letter in letters.iter_mut().rev() {
        *letter = LETTERS[(rest & 31) as usize];
        rest >>= 5;
    }
    let text: String = letters.iter().map(|letter| char::from(*letter)).collect();
    format!("{}-{}", &text[..3], &text[3..])
}

/// The ticket of a spoken number, however it was written: small letters, with the dash or without,
/// and O, I and L for the digits they are mistaken for (Crockford's base 32). `None` when the text
/// cannot be a number; a number that was never given away may still name no ticket.
pub fn ticket_of_number(text: &str) -> Option<TicketId> {
    let mut spread = 0u64;
    let mut letters = 0;
    for written in text.trim().chars().filter(|letter| *letter != '-') {
        let letter = match written.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let (_, value) = LETTERS.iter().zip(0u64..).find(|(one, _)| char::from(**one) == letter)?;
        spread = (spread << 5) | value;
        letters += 1;
        if letters > 7 {
            return None;
        }
    }
    if letters != 7 {
        return None;
    }
    let mask = (1u64 << NUMBER_BITS) - 1;
    let mixed = spread ^ (spread >> 17) ^ (spread >> 34);
    i64::try_from(mixed.wrapping_mul(GATHER) & mask).ok().filter(|id| *id > 0).map(TicketId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_numbers_do_not_repeat() {
        let numbers: std::collections::BTreeSet<String> =
            (1..20_000).map(|id| spoken_number(TicketId(id))).collect();
        assert_eq!(numbers.len(), 19_999);
        assert!(numbers.iter().all(|number| number.len() == 8));
    }

    #[test]
    fn a_spoken_number_names_its_ticket() {
        let ids = (1..20_000).chain([1 << 33, (1 << 35) - 1]);
        for id in ids.map(TicketId) {
            assert_eq!(ticket_of_number(&spoken_number(id)), Some(id));
        }
        let number = spoken_number(TicketId(4_711));
        let plain = number.replace('-', "").to_lowercase();
        assert_eq!(ticket_of_number(&format!(" {plain} ")), Some(TicketId(4_711)));
        for text in ["", "4K7", "4K7-22199", "4K7-22U9", "adaabbott", "0000000"] {
            assert_eq!(ticket_of_number(text), None, "{text}");
        }
        assert_eq!(ticket_of_number("OIL-0000"), ticket_of_number("011-0000"));
    }
}

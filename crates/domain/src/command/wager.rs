//! A wager as it is asked for.

use crate::board::line::Points;
use crate::board::market::Side;
use crate::board::prop::PitcherRule;
use crate::id::{MarketId, MemberId};
use crate::money::Money;
use crate::odds::Odds;
use crate::wager::terms::Form;
use crate::wager::ticket::{Entry, PricePolicy};

/// One selection asked for, with the line the player saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegRequest {
    /// The market.
    pub market: MarketId,
    /// The side.
    pub side: Side,
    /// The line seen; `None` asks for whatever is current.
    pub seen: Option<SeenLine>,
    /// Which announced pitchers must start; `None` leaves it to the house rules.
    pub pitchers: Option<PitcherRule>,
}

/// A line as a player saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenLine {
    /// Its version.
    pub version: i64,
    /// The points as read, if the client sent them.
    pub points: Option<Points>,
    /// The price, if the client sent it.
    pub odds: Option<Odds>,
}

/// A wager asked for.
#[derive(Clone, Debug)]
pub struct WagerRequest {
    /// The player.
    pub member: MemberId,
    /// How the legs hang together.
    pub form: Form,
    /// What the amount means.
    pub entry: Entry,
    /// The amount typed: of the wager, of each combination of a round robin, of each link of an
    /// if-bet or reverse.
    pub amount: Money,
    /// It is played with the player's free play, all of it or nothing.
    pub free_play: bool,
    /// The selections.
    pub legs: Vec<LegRequest>,
    /// What to do when a line moved.
    pub policy: PricePolicy,
    /// The player means it although the same wager was just placed.
    pub repeat: bool,
}

//! A wager as it is asked for.

use std::cmp::Ordering;

use crate::board::line::Points;
use crate::board::market::Side;
use crate::board::prop::PitcherRule;
use crate::id::{MarketId, MemberId};
use crate::money::Money;
use crate::odds::Odds;
use crate::wager::bought::PointPrices;
use crate::wager::terms::Form;
use crate::wager::ticket::{Entry, Leg, PricePolicy};
use crate::wager::via::Via;

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
    /// Points to be bought; none of them for the line as it is.
    pub bought: Points,
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

impl SeenLine {
    /// True when `leg` is another line than the one seen: another version with other points or
    /// another price than were sent.
    pub fn differs(&self, leg: &Leg) -> bool {
        let other_points = self.points != leg.points;
        let other_odds = self.odds.is_none_or(|odds| odds.compare(leg.odds) != Ordering::Equal);
        self.version != leg.version && (other_points || other_odds)
    }
}

/// What a house is to sell in one league.
#[derive(Clone, Debug)]
pub struct SellPoints {
    /// The league's code.
    pub league: String,
    /// The name and source of its table and the prices; `None` sells nothing there any more.
    pub table: Option<(String, String, PointPrices)>,
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
    /// By which way it is asked for.
    pub via: Via,
}

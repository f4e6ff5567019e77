//! Exposure counters: what the open bets of a book stand to win on each selection.

use crate::board::market::Side;
use crate::id::{FixtureId, MarketId};
use crate::money::Money;
use crate::wager::ticket::{Ticket, WagerKind};

/// Open bets on one selection. Straight bets count in full; a parlay counts in full on each of
/// its legs, kept apart because its legs must all win.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The fixture.
    pub fixture: FixtureId,
    /// The market.
    pub market: MarketId,
    /// The selection.
    pub side: Side,
    /// Open tickets with a leg here.
    pub tickets: i64,
    /// Risk of open straight bets.
    pub risk: Money,
    /// Win of open straight bets.
    pub win: Money,
    /// Risk of open parlays with a leg here.
    pub parlay_risk: Money,
    /// Win of open parlays with a leg here.
    pub parlay_win: Money,
}

impl Exposure {
    /// Nothing open.
    pub fn none(fixture: FixtureId, market: MarketId, side: Side) -> Exposure {
        Exposure {
            fixture,
            market,
            side,
            tickets: 0,
            risk: Money::ZERO,
            win: Money::ZERO,
            parlay_risk: Money::ZERO,
            parlay_win: Money::ZERO,
        }
    }

    /// Adds (`opened`) or removes an open ticket.
    pub fn count(&mut self, ticket: &Ticket, opened: bool) {
        let signed = |amount: Money| if opened { amount } else { -amount };
        self.tickets += if opened { 1 } else { -1 };
        let (risk, win) = match ticket.kind {
            WagerKind::Straight => (&mut self.risk, &mut self.win),
            WagerKind::Parlay => (&mut self.parlay_risk, &mut self.parlay_win),
        };
        *risk += signed(ticket.risk);
        *win += signed(ticket.win);
    }
}

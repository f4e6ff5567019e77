//! Exposure counters: what the open bets of a book stand to win on each selection.

use crate::board::market::Side;
use crate::id::{FixtureId, MarketId};
use crate::money::Money;
use crate::wager::ticket::{Ticket, WagerKind};

/// Open bets on one selection. A straight bet counts in full. Every other ticket counts what of it
/// is undecided on each of its legs, kept apart because more than this leg must go its way. Free
/// play counts what it can win: the house gains no money when it loses.
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
    /// Open risk of all other tickets with a leg here.
    pub parlay_risk: Money,
    /// Open win of all other tickets with a leg here.
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
        let (risk, win) = if ticket.kind() == WagerKind::Straight {
            (&mut self.risk, &mut self.win)
        } else {
            (&mut self.parlay_risk, &mut self.parlay_win)
        };
        *risk += signed(ticket.funds.cash_of(ticket.open_risk));
        *win += signed(ticket.open_win);
    }
}

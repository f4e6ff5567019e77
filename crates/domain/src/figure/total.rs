//! Daily totals of a book, at the grains reports need. On the house's side: plus means the house
//! won. Handle counts on the day of acceptance, win on the day of settlement.

use crate::money::Money;

/// Sums of one day at one grain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Wagers accepted.
    pub tickets: i64,
    /// Their risk.
    pub handle: Money,
    /// Wagers settled.
    pub settled: i64,
    /// Their risk.
    pub settled_risk: Money,
    /// What the house won on them.
    pub win: Money,
}

impl Total {
    /// Counts an accepted wager.
    pub fn count_placed(&mut self, risk: Money) {
        self.tickets += 1;
        self.handle += risk;
    }

    /// Counts (`added`) or takes back a settlement of `risk` with the player's `net`.
    pub fn count_settled(&mut self, risk: Money, net: Money, added: bool) {
        let signed = |amount: Money| if added { amount } else { -amount };
        self.settled_risk += signed(risk);
        self.win -= signed(net);
    }

    /// Counts (`added`) or takes back a ticket that ended.
    pub fn count_ended(&mut self, added: bool) {
        self.settled += if added { 1 } else { -1 };
    }
}

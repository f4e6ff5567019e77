//! Whose money a wager is played with: the player's cash, or free play. The one place that chooses
//! the accounts of a stake and tells what comes back of it to which; decides no outcome.
//!
//! Free play pays win only (reference/features.md 4.11): the free amount is never cash. What a push
//! is worth is the house's choice, frozen on the ticket.

use crate::draft::Draft;
use crate::funding::free_play::give_back;
use crate::grade::rules::FreePlayPush;
use crate::id::{MemberId, PostingId, TicketId};
use crate::ledger::posting;
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::wager::ticket::Ticket;

/// What the risk of a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funds {
    /// The player's money.
    Cash,
    /// Promotional credit.
    FreePlay(FreePlayPush),
}

impl Funds {
    /// All of them with their stable names.
    pub const ALL: [(Funds, &str); 3] = [
        (Funds::Cash, "cash"),
        (Funds::FreePlay(FreePlayPush::Returned), "free_play"),
        (Funds::FreePlay(FreePlayPush::Lost), "free_play_push_lost"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The funds of a stable name.
    pub fn parse(name: &str) -> Option<Funds> {
        by_name(&Self::ALL, name)
    }

    /// True for promotional credit.
    pub fn is_free_play(self) -> bool {
        self != Funds::Cash
    }

    /// The part of a risk that is the player's money.
    pub fn cash_of(self, risk: Money) -> Money {
        if self.is_free_play() { Money::ZERO } else { risk }
    }

    /// The part of a risk that is promotional credit.
    pub fn free_play_of(self, risk: Money) -> Money {
        risk - self.cash_of(risk)
    }

    /// What comes to the player's cash of a `risk` that returned `returned`.
    pub fn cash_back(self, risk: Money, returned: Money) -> Money {
        match self {
            Funds::Cash => returned,
            Funds::FreePlay(_) => (returned - risk).max(Money::ZERO),
        }
    }

    /// What of it is free play again.
    pub fn free_play_back(self, risk: Money, returned: Money) -> Money {
        match self {
            Funds::FreePlay(_) if returned <= risk => returned,
            Funds::Cash | Funds::FreePlay(_) => Money::ZERO,
        }
    }

    /// The player's result in money.
    pub fn net(self, risk: Money, returned: Money) -> Money {
        self.cash_back(risk, returned) - self.cash_of(risk)
    }
}

/// A stake as it is posted: of which ticket of whom, and whose money.
#[derive(Clone, Copy, Debug)]
pub struct Stake {
    /// The player.
    pub member: MemberId,
    /// The ticket, or the tender that may become it.
    pub ticket: TicketId,
    /// Whose money.
    pub funds: Funds,
}

impl Stake {
    /// The stake of a ticket.
    pub fn of(ticket: &Ticket) -> Stake {
        Stake { member: ticket.member, ticket: ticket.id, funds: ticket.funds }
    }

    /// Takes back what was posted for a risk that returned `returned`.
    pub(crate) fn reverse(self, draft: &mut Draft<'_>, risk: Money, returned: Money) {
        let reversal = posting::reversal(draft.moment, self, risk, returned);
        draft.post(reversal);
        self.give_back(draft, -self.funds.free_play_back(risk, returned));
    }

    /// Posts a risk that returned `returned`.
    pub(crate) fn settle(self, draft: &mut Draft<'_>, risk: Money, returned: Money) -> PostingId {
        let posting = posting::settlement(draft.moment, self, risk, returned);
        let id = posting.id;
        draft.post(posting);
        self.give_back(draft, self.funds.free_play_back(risk, returned));
        id
    }

    /// Gives a whole risk back to where it came from.
    pub(crate) fn void(self, draft: &mut Draft<'_>, risk: Money) -> PostingId {
        let posting = posting::voided(draft.moment, self, risk);
        let id = posting.id;
        draft.post(posting);
        self.give_back(draft, self.funds.free_play_of(risk));
        id
    }

    /// The same of a wager that waits no more.
    pub(crate) fn release(self, draft: &mut Draft<'_>, risk: Money) {
        let posting = posting::tender_ended(draft.moment, self, risk);
        draft.post(posting);
        self.give_back(draft, self.funds.free_play_of(risk));
    }

    fn give_back(self, draft: &mut Draft<'_>, amount: Money) {
        if amount != Money::ZERO {
            give_back(draft, self.ticket, amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// reference/features.md 4.11: a win pays winnings only, the free amount is never returned.
    #[test]
    fn free_play_pays_win_only() {
        let free = Funds::FreePlay(FreePlayPush::Returned);
        for (funds, risk, returned, cash, free_play, net) in [
            (Funds::Cash, 110, 210, 210, 0, 100),
            (Funds::Cash, 110, 110, 110, 0, 0),
            (Funds::Cash, 110, 0, 0, 0, -110),
            (free, 110, 210, 100, 0, 100),
            (free, 110, 160, 50, 0, 50),
            (free, 110, 110, 0, 110, 0),
            (free, 110, 55, 0, 55, 0),
            (free, 110, 0, 0, 0, 0),
        ] {
            let (risk, returned) = (Money(risk), Money(returned));
            let found = (
                funds.cash_back(risk, returned).0,
                funds.free_play_back(risk, returned).0,
                funds.net(risk, returned).0,
            );
            assert_eq!(found, (cash, free_play, net), "{funds:?} {risk} {returned}");
        }
    }
}

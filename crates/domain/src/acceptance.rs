//! Wagers that are not accepted at once: from which amounts on they wait for the operator's word,
//! and what is kept of them while they wait, for that or for the delay of games in play. Decides
//! nothing about a single wager.
//!
//! A tender holds its risk, so that nothing is promised twice, but it is no ticket: it stands in no
//! figure, total, exposure or limit until it is accepted.

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::calendar::{Day, Instant};
use crate::command::{LegRequest, SeenLine, WagerRequest};
use crate::id::{MemberId, TicketId};
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rows::Read;
use crate::wager::funds::{Funds, Stake};
use crate::wager::terms::{Form, Terms};
use crate::wager::ticket::{Entry, Leg, PricePolicy, Ticket, TicketState};
use crate::wager::via::Via;

/// From which amounts on wagers wait, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptanceTerms {
    /// Wagers of this risk and above wait; `None` bounds no risk.
    pub approve_risk: Option<Money>,
    /// Wagers of this win and above wait; `None` bounds no win.
    pub approve_win: Option<Money>,
    /// A wager that nobody decides lapses after this time, and at its cut-off at the latest.
    pub lapse_seconds: i32,
}

impl AcceptanceTerms {
    /// The longest time a wager may wait: a week.
    pub const LAPSE_SECONDS_MAX: i32 = 604_800;

    /// True when a wager of these amounts waits.
    pub fn asks(&self, risk: Money, win: Money) -> bool {
        let meets = |bound: Option<Money>, amount| bound.is_some_and(|bound| amount >= bound);
        meets(self.approve_risk, risk) || meets(self.approve_win, win)
    }
}

/// The terms of one owner: the book ([`MemberId::HOUSE`]), a branch, or a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptanceSheet {
    /// The owner.
    pub owner: MemberId,
    /// Its terms; `None` leaves it to whoever stands above.
    pub terms: Option<AcceptanceTerms>,
}

/// The owners whose terms may hold for a player of this chain, the nearest first. The first that
/// has terms is in force, whole: a trusted player may be given more than the book gives everybody.
pub fn owners(chain: &[MemberId]) -> impl Iterator<Item = MemberId> + '_ {
    chain.iter().rev().copied().chain([MemberId::HOUSE])
}

/// The terms in force for a player of this chain.
pub fn terms_for(read: &impl Read, chain: &[MemberId]) -> Option<AcceptanceTerms> {
    owners(chain).find_map(|owner| read.acceptance_sheet(owner)?.terms)
}

/// Where a tender stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TenderState {
    /// It waits; its risk is held.
    Waiting,
    /// It was accepted: the ticket of its id.
    Accepted,
    /// The operator refused it.
    Refused,
    /// Nobody decided it in time, or what it was on left the offer.
    Lapsed,
}

impl TenderState {
    /// Every state with its stable name.
    pub const ALL: [(TenderState, &str); 4] = [
        (TenderState::Waiting, "waiting"),
        (TenderState::Accepted, "accepted"),
        (TenderState::Refused, "refused"),
        (TenderState::Lapsed, "lapsed"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<TenderState> {
        by_name(&Self::ALL, name)
    }
}

/// A wager that waits, or waited, to be accepted. Its amounts stay those that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tender {
    /// Identity: also of the ticket it becomes.
    pub id: TicketId,
    /// The player.
    pub member: MemberId,
    /// Who asked: the player, or a clerk.
    pub placed_by: MemberId,
    /// How its legs hang together.
    pub terms: Terms,
    /// What the typed amount meant.
    pub entry: Entry,
    /// The amount typed.
    pub amount: Money,
    /// Whose money is risked.
    pub funds: Funds,
    /// What the player can lose: held while it waits.
    pub risk: Money,
    /// What the player can gain.
    pub win: Money,
    /// The player's price policy.
    pub policy: PricePolicy,
    /// The house rules it was asked for under.
    pub rules_version: i32,
    /// The sport of all its legs, or [`Sport::Several`].
    pub sport: Sport,
    /// The chain of members above the player, root first.
    pub agents: Vec<MemberId>,
    /// Its selections at the lines that were asked for.
    pub legs: Vec<Leg>,
    /// When it was asked for.
    pub asked_at: Instant,
    /// The book's business day of that.
    pub asked_on: Day,
    /// It lapses then; one that is delayed is looked at again then.
    pub lapses_at: Instant,
    /// It waits for the delay of games in play, and for nobody's word.
    pub delayed: bool,
    /// Where it stands.
    pub state: TenderState,
    /// What of its risk was accepted.
    pub accepted_risk: Money,
    /// Who decided; `None` while it waits and for the timer.
    pub decided_by: Option<MemberId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// What the player is told with it.
    pub note: String,
    /// By which way it was asked for.
    pub via: Via,
}

impl Tender {
    /// What it holds.
    pub fn held(&self) -> Money {
        if self.state == TenderState::Waiting { self.risk } else { Money::ZERO }
    }

    /// Its stake as it is posted.
    pub fn stake(&self) -> Stake {
        Stake { member: self.member, ticket: self.id, funds: self.funds }
    }

    /// The same wager asked for again, at another amount if need be. Nobody asks twice by mistake
    /// here: the guard against repeats looked at it when it was asked for.
    pub fn request(&self, amount: Money) -> WagerRequest {
        let has_card = matches!(self.terms, Terms::Card(_));
        let leg = |leg: &Leg| LegRequest {
            market: leg.market,
            side: leg.side,
            seen: Some(SeenLine { version: leg.version, points: leg.points, odds: Some(leg.odds) }),
            pitchers: Some(leg.pitchers),
            bought: if has_card { Points::default() } else { leg.gained },
        };
        WagerRequest {
            member: self.member,
            form: form_of(&self.terms),
            entry: self.entry,
            amount,
            free_play: self.funds.is_free_play(),
            legs: self.legs.iter().map(leg).collect(),
            policy: self.policy,
            repeat: true,
            via: self.via.clone(),
        }
    }

    /// As a ticket is shown: one that waits, or one that never came to be.
    pub fn as_ticket(&self) -> Ticket {
        let state = match self.state {
            TenderState::Waiting | TenderState::Accepted => TicketState::Offered,
            TenderState::Refused | TenderState::Lapsed => TicketState::Refused,
        };
        let open = |amount: Money| if state == TicketState::Offered { amount } else { Money::ZERO };
        Ticket {
            id: self.id,
            member: self.member,
            placed_by: self.placed_by,
            terms: self.terms.clone(),
            entry: self.entry,
            amount: self.amount,
            funds: self.funds,
            risk: self.risk,
            win: self.win,
            open_risk: open(self.risk),
            open_win: open(self.win),
            policy: self.policy,
            rules_version: self.rules_version,
            accepted_at: self.asked_at,
            accepted_on: self.asked_on,
            sport: self.sport,
            agents: self.agents.clone(),
            legs: self.legs.clone(),
            state,
            settlement: 0,
            returned: self.risk - open(self.risk),
            settled_at: None,
            voided_legs: 0,
            via: self.via.clone(),
        }
    }
}

/// The form that was asked for by what was frozen of it.
fn form_of(terms: &Terms) -> Form {
    match terms {
        Terms::Straight => Form::Straight,
        Terms::Parlay | Terms::SameGame { .. } => Form::Parlay,
        Terms::RoundRobin(sizes) => Form::RoundRobin { sizes: *sizes },
        Terms::IfBet(rule) => Form::IfBet { action: rule.action },
        Terms::Reverse(rule) => Form::Reverse { action: rule.action },
        Terms::Card(card) => Form::Card { kind: card.kind, code: card.code.clone() },
    }
}

/// What can be asked for around acceptance.
#[derive(Clone, Debug)]
pub enum AcceptanceCommand {
    /// Set from which amounts on wagers wait.
    SetTerms {
        /// Whose: a member, or [`MemberId::HOUSE`] for the book.
        owner: MemberId,
        /// The terms; `None` leaves it to whoever stands above.
        terms: Option<AcceptanceTerms>,
    },
    /// Accept a wager that waits, at its frozen terms.
    Approve {
        /// The player.
        member: MemberId,
        /// The tender.
        tender: TicketId,
        /// A smaller amount than was typed; `None` takes it as asked for.
        amount: Option<Money>,
        /// What the player is told.
        note: String,
    },
    /// Refuse a wager that waits.
    Refuse {
        /// The player.
        member: MemberId,
        /// The tender.
        tender: TicketId,
        /// Why; the player reads it.
        note: String,
    },
    /// Look again at a wager whose time is over or whose selections have left the offer: it lapses,
    /// or, when it only waited for its delay, is accepted if nothing happened. The timer asks.
    Review {
        /// The tender.
        tender: TicketId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_bound_makes_a_wager_wait() {
        let terms = |risk: Option<i64>, win: Option<i64>| AcceptanceTerms {
            approve_risk: risk.map(Money),
            approve_win: win.map(Money),
            lapse_seconds: 60,
        };
        let both = terms(Some(500), Some(1_000));
        assert!(!both.asks(Money(499), Money(999)));
        assert!(both.asks(Money(500), Money(1)));
        assert!(both.asks(Money(1), Money(1_000)));
        assert!(!terms(None, None).asks(Money::MAX, Money::MAX));
        assert!(terms(None, Some(10)).asks(Money(1), Money(10)));
    }

    #[test]
    fn the_nearest_owner_comes_first_and_the_book_last() {
        let chain = [1, 5, 9].map(MemberId);
        let found: Vec<MemberId> = owners(&chain).collect();
        assert_eq!(found, [MemberId(9), MemberId(5), MemberId(1), MemberId::HOUSE]);
    }
}

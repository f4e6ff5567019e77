//! Where a ticket stands under known outcomes: what its decided bets returned, and what the others
//! can still lose and gain. Pure maths; what is posted for it is decided elsewhere.

use crate::grade::leg::LegOutcome;
use crate::grade::rules::FreePlayPush;
use crate::money::{Money, Rounding};
use crate::ratio::Ratio;
use crate::wager::bet::{self, Bets, Combination, Entered};
use crate::wager::chain::{self, Chain};
use crate::wager::funds::Funds;
use crate::wager::places::Places;
use crate::wager::same_game;
use crate::wager::terms::Terms;
use crate::wager::ticket::{Leg, Ticket};

/// Where a ticket stands. `risk - open_risk` is the risk of what is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Every bet is decided.
    pub decided: bool,
    /// The most the undecided bets can still lose.
    pub open_risk: Money,
    /// The most they can still gain.
    pub open_win: Money,
    /// What came back for the decided part, risk included.
    pub returned: Money,
}

impl Standing {
    /// Nothing is decided.
    pub fn open(ticket: &Ticket) -> Standing {
        let (open_risk, open_win) = (ticket.risk, ticket.win);
        Standing { decided: false, open_risk, open_win, returned: Money::ZERO }
    }

    fn closed(returned: Money) -> Standing {
        Standing { decided: true, open_risk: Money::ZERO, open_win: Money::ZERO, returned }
    }
}

/// Where `ticket` stands when its legs have these outcomes; `None` is an undecided leg.
pub fn standing(ticket: &Ticket, outcomes: &[Option<LegOutcome>], rounding: Rounding) -> Standing {
    let stands = standing_of_bets(ticket, outcomes, rounding);
    let lost = ticket.funds == Funds::FreePlay(FreePlayPush::Lost)
        && stands.returned <= ticket.risk
        && !outcomes.contains(&Some(LegOutcome::Void));
    if stands.decided && lost { Standing::closed(Money::ZERO) } else { stands }
}

fn standing_of_bets(
    ticket: &Ticket,
    outcomes: &[Option<LegOutcome>],
    rounding: Rounding,
) -> Standing {
    let legs = &ticket.legs[..];
    if let Terms::Straight | Terms::Parlay = ticket.terms {
        let all = Combination { legs: Places::first(legs.len()), risk: ticket.risk };
        let returned = all.returned(legs, outcomes, rounding);
        return returned.map_or(Standing::open(ticket), Standing::closed);
    }
    if let Terms::SameGame { cut } = ticket.terms {
        let returned = same_game::returned(cut, legs, outcomes);
        let returned = returned.and_then(|returned| returned.of(ticket.risk, rounding));
        return returned.map_or(Standing::open(ticket), Standing::closed);
    }
    if let Terms::Card(card) = &ticket.terms {
        let returned = card.table.returned(outcomes, ticket.risk, rounding);
        return returned.map_or(Standing::open(ticket), Standing::closed);
    }
    let entered = Entered { amount: ticket.amount, entry: ticket.entry, rounding };
    let compiled = bet::compile(&ticket.terms, legs, &entered);
    let grounds = Grounds { ticket, legs, outcomes, rounding };
    match compiled.expect("accepted terms compile").bets {
        Bets::One(_) => unreachable!("what is one bet was told above"),
        Bets::Many(bets) => grounds.of_combinations(&bets),
        Bets::Chains(chains) => grounds.of_chains(&chains),
    }
}

struct Grounds<'a> {
    ticket: &'a Ticket,
    legs: &'a [Leg],
    outcomes: &'a [Option<LegOutcome>],
    rounding: Rounding,
}

impl Grounds<'_> {
    /// What all combinations return is added up exactly and rounded once, so that the last one
    /// decided also brings the fractions of those before it.
    fn of_combinations(&self, bets: &[Combination]) -> Standing {
        let (mut returned, mut best) = (Ratio::new(0, 1), Ratio::new(0, 1));
        let (mut open_risk, mut decided) = (Money::ZERO, true);
        for bet in bets {
            if let Some(exact) = bet.exact_return(self.legs, self.outcomes) {
                returned = returned.plus(&exact);
                continue;
            }
            decided = false;
            open_risk += bet.risk;
            best = best.plus(&bet.best_return(self.legs, self.outcomes));
        }
        let money = |units: &Ratio| {
            bet::rounded(units, self.rounding).expect("bounded by the win checked at acceptance")
        };
        let so_far = money(&returned);
        if decided {
            return Standing::closed(so_far);
        }
        let open_win = money(&returned.plus(&best)) - so_far - open_risk;
        Standing { decided, open_risk, open_win, returned: so_far }
    }

    /// While chains are undecided, the ticket holds the worst they can still come to under what
    /// is known, at least the smallest amount, and has returned the rest: the ticket's risk is the
    /// worst of all ways, so that is never less than nothing.
    fn of_chains(&self, chains: &[Chain]) -> Standing {
        let nets: Vec<Option<Money>> =
            chains.iter().map(|one| one.net(self.legs, self.outcomes, self.rounding)).collect();
        let decided: Money = nets.iter().flatten().copied().sum();
        if nets.iter().all(Option::is_some) {
            return Standing::closed(self.ticket.risk + decided);
        }
        if nets.iter().all(Option::is_none) {
            return Standing::open(self.ticket);
        }
        let range = chain::joint_range(chains, self.legs, self.outcomes, self.rounding);
        let most = self.ticket.risk + decided;
        let open_risk = (decided - range.worst).max(Money(1)).min(most);
        Standing {
            decided: false,
            open_risk,
            open_win: (range.best - decided).max(Money::ZERO),
            returned: self.ticket.risk - open_risk + decided,
        }
    }
}

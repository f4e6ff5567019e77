//! Fixed price tables of a house: parlay, teaser, pleaser and progressive cards with their tie
//! rules. Versioned house data; a ticket freezes the prices and rules it was accepted under.
//!
//! Tie rules and tables: reference/features.md 4.4, 4.6, 4.7 and 4.9.

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::grade::leg::LegOutcome;
use crate::money::{Money, Rounding};
use crate::odds::Odds;
use crate::ratio::Ratio;
use crate::register::{by_name, name_of};
use crate::wager::ticket::{Leg, WagerKind};

/// What a card prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// Selections at a fixed price by their number.
    Parlay,
    /// Selections whose lines are moved in the bettor's favour.
    Teaser,
    /// Selections whose lines are moved against the bettor.
    Pleaser,
    /// Selections of which some may lose.
    Progressive,
}

impl CardKind {
    /// Every kind with its stable name.
    pub const ALL: [(CardKind, &str); 4] = [
        (CardKind::Parlay, "parlay"),
        (CardKind::Teaser, "teaser"),
        (CardKind::Pleaser, "pleaser"),
        (CardKind::Progressive, "progressive"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<CardKind> {
        by_name(&Self::ALL, name)
    }

    /// The kind of wager it prices.
    pub fn wager(self) -> WagerKind {
        match self {
            CardKind::Parlay => WagerKind::Parlay,
            CardKind::Teaser => WagerKind::Teaser,
            CardKind::Pleaser => WagerKind::Pleaser,
            CardKind::Progressive => WagerKind::Progressive,
        }
    }
}

/// What a tie does to a card's bet. A loss beside it loses unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieRule {
    /// The leg is dropped: the price of the next lower number of legs.
    Reduce,
    /// Of two legs, a tie and a win return the stake, a tie and a loss lose; more legs reduce.
    TwoTeamStd,
    /// Of two legs, a tie returns the stake whatever the other does; more legs reduce.
    TwoTeamRefund,
    /// Any tie returns the stake when the other legs win.
    AllPush,
    /// Any tie loses.
    TieLoses,
}

impl TieRule {
    /// Every rule with its stable name.
    pub const ALL: [(TieRule, &str); 5] = [
        (TieRule::Reduce, "reduce"),
        (TieRule::TwoTeamStd, "two_team_std"),
        (TieRule::TwoTeamRefund, "two_team_refund"),
        (TieRule::AllPush, "all_push"),
        (TieRule::TieLoses, "tie_loses"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The rule of a stable name.
    pub fn parse(name: &str) -> Option<TieRule> {
        by_name(&Self::ALL, name)
    }
}

/// What a leg without action does to a card's bet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoAction {
    /// The leg is dropped: the price of the next lower number of legs.
    Reduce,
    /// The stake is returned.
    Refund,
}

impl NoAction {
    /// Every rule with its stable name.
    pub const ALL: [(NoAction, &str); 2] =
        [(NoAction::Reduce, "reduce"), (NoAction::Refund, "refund")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The rule of a stable name.
    pub fn parse(name: &str) -> Option<NoAction> {
        by_name(&Self::ALL, name)
    }
}

/// What one number of legs pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardPrice {
    /// Legs that count.
    pub legs: usize,
    /// Of them lost; above zero on progressive cards only.
    pub losses: usize,
    /// Net win per unit risked, as printed.
    pub odds: Odds,
}

/// How far a card moves the lines of one sport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardPoints {
    /// The sport.
    pub sport: Sport,
    /// Points on a spread.
    pub spread: Points,
    /// Points on a total; `None` where totals are not taken.
    pub total: Option<Points>,
}

/// The prices and rules of a card: what a ticket freezes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayTable {
    /// What a tie does.
    pub ties: TieRule,
    /// What a leg without action does.
    pub no_action: NoAction,
    /// What each number of legs pays.
    pub prices: Vec<CardPrice>,
}

/// A card of a house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name in requests; unique within the book.
    pub code: String,
    /// Rises with each change.
    pub version: i32,
    /// What it prices.
    pub kind: CardKind,
    /// Display name.
    pub name: String,
    /// Where its numbers were published, or why they are the house's own.
    pub source: String,
    /// Whether it is offered now.
    pub offered: bool,
    /// How far lines are moved; a teaser and a pleaser take only these sports.
    pub points: Vec<CardPoints>,
    /// The one price its legs must have, if it names one.
    pub leg_price: Option<Odds>,
    /// Whether several markets of one fixture may stand on it.
    pub same_fixture: bool,
    /// Its prices and rules.
    pub table: PayTable,
}

impl PayTable {
    /// What `legs` legs with `losses` lost pay.
    pub fn price(&self, legs: usize, losses: usize) -> Option<Odds> {
        let price = self.prices.iter().find(|one| one.legs == legs && one.losses == losses);
        price.map(|price| price.odds)
    }

    /// The fewest legs it prices.
    pub fn least(&self) -> usize {
        self.prices.iter().map(|price| price.legs).min().unwrap_or(0)
    }

    /// The most legs it prices.
    pub fn most(&self) -> usize {
        self.prices.iter().map(|price| price.legs).max().unwrap_or(0)
    }

    /// The best price that `legs` legs can come to.
    pub fn best(&self, legs: usize) -> Option<Odds> {
        let within = self.prices.iter().filter(|price| price.legs <= legs);
        within.map(|price| price.odds).max_by(|a, b| a.compare(*b))
    }

    /// What `risk` returns on these outcomes; `None` while undecided.
    pub fn returned(
        &self,
        outcomes: &[Option<LegOutcome>],
        risk: Money,
        rounding: Rounding,
    ) -> Option<Money> {
        let tally = Tally::of(outcomes);
        let verdict = if tally.void > 0 && self.no_action == NoAction::Refund {
            Verdict::Refunded
        } else if self.prices.iter().any(|price| price.losses > 0) {
            self.progressive(&tally)?
        } else {
            self.judged(&tally)?
        };
        let odds = match verdict {
            Verdict::Lost => return Some(Money::ZERO),
            Verdict::Refunded => return Some(risk),
            Verdict::Pays(odds) => odds,
        };
        let (numerator, denominator) = odds.factor();
        Ratio::new(numerator, denominator).of(risk, rounding)
    }

    fn judged(&self, tally: &Tally) -> Option<Verdict> {
        let open = tally.open > 0;
        match self.ties {
            TieRule::TieLoses if tally.tied > 0 => return Some(Verdict::Lost),
            TieRule::TwoTeamRefund if tally.legs == 2 => {
                if tally.tied > 0 {
                    return Some(Verdict::Refunded);
                }
                // The other leg may still tie and save the stake.
                if open {
                    return None;
                }
            }
            _ => {}
        }
        if tally.lost > 0 {
            return Some(Verdict::Lost);
        }
        if open {
            return None;
        }
        if self.ties == TieRule::AllPush && tally.tied > 0 {
            return Some(Verdict::Refunded);
        }
        Some(self.price(tally.won, 0).map_or(Verdict::Refunded, Verdict::Pays))
    }

    /// Ties count as losses; legs without action are dropped.
    fn progressive(&self, tally: &Tally) -> Option<Verdict> {
        let losses = tally.lost + tally.tied;
        let most = self.prices.iter().map(|price| price.losses).max().unwrap_or(0);
        if losses > most {
            return Some(Verdict::Lost);
        }
        if tally.open > 0 {
            return None;
        }
        let legs = tally.legs - tally.void;
        let lost = || if legs < self.least() { Verdict::Refunded } else { Verdict::Lost };
        Some(self.price(legs, losses).map_or_else(lost, Verdict::Pays))
    }
}

/// What a card's bet came to.
enum Verdict {
    Lost,
    Refunded,
    Pays(Odds),
}

/// Legs by what became of them. A card takes spreads and totals of whole and half
/// points, so that nothing is won in part.
struct Tally {
    legs: usize,
    won: usize,
    lost: usize,
    tied: usize,
    void: usize,
    open: usize,
}

impl Tally {
    fn of(outcomes: &[Option<LegOutcome>]) -> Tally {
        let mut tally = Tally { legs: outcomes.len(), won: 0, lost: 0, tied: 0, void: 0, open: 0 };
        for outcome in outcomes {
            let counter = match outcome {
                None => &mut tally.open,
                Some(LegOutcome::Win | LegOutcome::HalfWin | LegOutcome::Shared(_)) => {
                    &mut tally.won
                }
                Some(LegOutcome::Loss | LegOutcome::HalfLoss) => &mut tally.lost,
                Some(LegOutcome::Push) => &mut tally.tied,
                Some(LegOutcome::Void) => &mut tally.void,
            };
            *counter += 1;
        }
        tally
    }
}

impl Card {
    /// The leg as this card takes it: its line moved, or why it does not stand on it.
    pub fn takes(&self, leg: &Leg, sport: Sport) -> Result<Leg, &'static str> {
        let Some(points) = leg.points.filter(|points| points.0 % 2 == 0) else {
            return Err("the card takes spreads and totals of whole and half points");
        };
        if leg.period != Period::Game {
            return Err("the card takes whole games only");
        }
        if self.leg_price.is_some_and(|price| price.compare(leg.odds).is_ne()) {
            return Err("the card takes legs at its one price only");
        }
        let size = match self.kind {
            CardKind::Parlay | CardKind::Progressive => return Ok(*leg),
            CardKind::Teaser | CardKind::Pleaser => self.points_of(leg.kind, sport)?,
        };
        let gained = if self.kind == CardKind::Pleaser { size.mirrored() } else { size };
        let over = leg.side == Side::Over;
        let line = if over { points.0 - gained.0 } else { points.0 + gained.0 };
        Ok(Leg { points: Some(Points(line)), gained, ..*leg })
    }

    fn points_of(&self, kind: MarketKind, sport: Sport) -> Result<Points, &'static str> {
        let of_sport = self.points.iter().find(|one| one.sport == sport);
        let points = of_sport.ok_or("the card does not take this sport")?;
        match kind {
            MarketKind::Spread => Ok(points.spread),
            MarketKind::Total => points.total.ok_or("the card does not take totals"),
            _ => Err("the card takes spreads and totals"),
        }
    }
}

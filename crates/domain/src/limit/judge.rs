//! Which limits a wager meets, and what each still lets pass.
//!
//! Decides nothing about where limits come from; reads no rows itself.

use crate::id::MemberId;
use crate::limit::counter::CounterKey;
use crate::limit::rule::{LimitRule, LimitSheet, Measure, PLATFORM_OWNER, Share, Span, WagerFacts};
use crate::money::{Money, Rounding};
use crate::ratio::Ratio;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};

/// One limit that holds for a wager, at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand<'r> {
    /// The limit.
    pub rule: &'r LimitRule,
    /// Whose it is.
    pub owner: MemberId,
    /// Who bets.
    pub player: MemberId,
    /// What it adds up under; `None` for a limit of one wager.
    pub counter: Option<CounterKey>,
}

/// Every limit of these sheets that holds for a wager, at each place it touches.
pub fn demands<'r>(sheets: &[&'r LimitSheet], facts: &WagerFacts) -> Vec<Demand<'r>> {
    let mut found = Vec::new();
    for sheet in sheets {
        for rule in &sheet.rules {
            let subject = match rule.share {
                Share::Each => facts.member,
                Share::Together => sheet.owner,
            };
            for place in rule.places(facts) {
                let key = CounterKey { rule: rule.id, subject, place };
                let counter = (rule.span != Span::Wager).then_some(key);
                let (owner, player) = (sheet.owner, facts.member);
                found.push(Demand { rule, owner, player, counter });
            }
        }
    }
    found
}

impl LimitRule {
    /// The places where the rule measures a wager, each once: the matching markets or fixtures,
    /// the day, or one nameless place for a limit of the wager alone. None when nothing matches.
    pub fn places(&self, facts: &WagerFacts) -> Vec<i64> {
        let matching = facts.legs.iter().filter(|leg| self.filter.fits(leg, facts.wager));
        let mut places: Vec<i64> = matching
            .map(|leg| match self.span {
                Span::Wager => 0,
                Span::Market => leg.market.0,
                Span::Fixture => leg.fixture.0,
                Span::Day => facts.day.0.into(),
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// What a wager comes to, as limits see it.
#[derive(Clone, Copy, Debug)]
pub struct Stake<'s> {
    /// What can be lost.
    pub risk: Money,
    /// What can be gained.
    pub win: Money,
    /// What one unit risked returns at best.
    pub factor: &'s Ratio,
    /// How the win is rounded.
    pub rounding: Rounding,
}

impl Stake<'_> {
    fn measured(&self, measure: Measure) -> Money {
        match measure {
            Measure::MinRisk | Measure::MaxRisk => self.risk,
            Measure::MaxWin => self.win,
            Measure::MaxPayout => self.risk + self.win,
        }
    }

    /// The largest risk whose measure stays within `rest`.
    pub fn largest_risk(&self, measure: Measure, rest: Money) -> Money {
        if !rest.is_positive() {
            return Money::ZERO;
        }
        let measure_of = |risk: Money| {
            let payout = self.factor.of(risk, self.rounding)?;
            Some(match measure {
                Measure::MinRisk | Measure::MaxRisk => risk,
                Measure::MaxWin => payout - risk,
                Measure::MaxPayout => payout,
            })
        };
        let fits = |risk: i64| measure_of(Money(risk)).is_some_and(|found| found <= rest);
        // Measures rise with the risk, so the border is found by halving.
        let (mut least, mut most) = (0, Money::MAX.0 + 1);
        while least + 1 < most {
            let middle = least + (most - least) / 2;
            if fits(middle) { least = middle } else { most = middle }
        }
        Money(least)
    }
}

/// A limit in force on a wager, to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitLine {
    /// The limit.
    pub rule: LimitRule,
    /// Whose sheet it stands in.
    pub owner: MemberId,
    /// Whose it is, in one word.
    pub owner_word: LimitOwner,
    /// What is left of it, in its own measure.
    pub rest: Money,
    /// True when the wager goes beyond it.
    pub is_met: bool,
}

impl LimitLine {
    /// True when it limits this measure.
    pub fn is_of(&self, measure: Measure) -> bool {
        self.rule.measure == measure
    }
}

/// A limit in force on a wager: what it is, and what it still lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce<'r> {
    /// The limit and its place.
    pub demand: Demand<'r>,
    /// What is left of it, in its own measure.
    pub rest: Money,
    /// True when the wager goes beyond it.
    pub is_met: bool,
}

impl<'r> InForce<'r> {
    /// Holds a wager against a limit under which (`risk`, `win`) are taken already.
    pub fn of(demand: Demand<'r>, stake: &Stake<'_>, (risk, win): (Money, Money)) -> InForce<'r> {
        let rule = demand.rule;
        let before = match rule.measure {
            Measure::MinRisk => Money::ZERO,
            Measure::MaxRisk => risk,
            Measure::MaxWin => win,
            Measure::MaxPayout => risk + win,
        };
        let rest = (rule.amount - before).max(Money::ZERO);
        let measured = stake.measured(rule.measure);
        let is_met =
            if rule.measure == Measure::MinRisk { measured < rest } else { measured > rest };
        InForce { demand, rest, is_met }
    }

    /// The limit, to be shown.
    pub fn line(&self) -> LimitLine {
        let Demand { rule, owner, .. } = self.demand;
        let owner_word = self.demand.owner_word();
        LimitLine { rule: *rule, owner, owner_word, rest: self.rest, is_met: self.is_met }
    }

    /// The limit with the risk that would pass.
    pub fn met(&self, stake: &Stake<'_>) -> LimitMet {
        let rule = self.demand.rule;
        let possible = match rule.measure {
            Measure::MinRisk => rule.amount,
            measure => stake.largest_risk(measure, self.rest),
        };
        let owner = self.demand.owner_word();
        LimitMet { name: name(rule), owner, amount: rule.amount, possible }
    }

    /// The refusal of a wager beyond the limit.
    pub fn refusal(&self, stake: &Stake<'_>) -> Rejection {
        let rule = self.demand.rule;
        let code = match (rule.span, rule.measure) {
            (_, Measure::MinRisk) => Code::BelowMinRisk,
            (Span::Wager, Measure::MaxRisk) => Code::AboveMaxRisk,
            (Span::Wager, Measure::MaxWin) => Code::AboveMaxWin,
            (Span::Wager, Measure::MaxPayout) => Code::AboveMaxPayout,
            (Span::Market, _) => Code::AboveMarketLimit,
            (Span::Fixture, _) => Code::AboveFixtureLimit,
            (Span::Day, _) => Code::AboveDayLimit,
        };
        Rejection::of_limit(code, self.met(stake))
    }
}

impl Demand<'_> {
    /// Whose limit it is, in one word. An owner between the book and the player is an agent.
    pub fn owner_word(&self) -> LimitOwner {
        match self.owner {
            PLATFORM_OWNER => LimitOwner::Platform,
            MemberId::HOUSE => LimitOwner::Book,
            owner if owner == self.player => LimitOwner::Player,
            _ => LimitOwner::Agent,
        }
    }
}

/// The name of a limit in refusals: its measure, with its span before it.
pub fn name(rule: &LimitRule) -> &'static str {
    match (rule.span, rule.measure) {
        (_, Measure::MinRisk) => "min_risk",
        (Span::Wager, Measure::MaxRisk) => "max_risk",
        (Span::Wager, Measure::MaxWin) => "max_win",
        (Span::Wager, Measure::MaxPayout) => "max_payout",
        (Span::Market, Measure::MaxRisk) => "market_max_risk",
        (Span::Market, Measure::MaxWin) => "market_max_win",
        (Span::Market, Measure::MaxPayout) => "market_max_payout",
        (Span::Fixture, Measure::MaxRisk) => "fixture_max_risk",
        (Span::Fixture, Measure::MaxWin) => "fixture_max_win",
        (Span::Fixture, Measure::MaxPayout) => "fixture_max_payout",
        (Span::Day, Measure::MaxRisk) => "day_max_risk",
        (Span::Day, Measure::MaxWin) => "day_max_win",
        (Span::Day, Measure::MaxPayout) => "day_max_payout",
    }
}

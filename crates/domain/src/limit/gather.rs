//! From a wager asked for to the limits that hold for it: the facts limits look at, the sheets of
//! the player's chain, and what is taken under each already.

use crate::board::fixture::FixtureStatus;
use crate::calendar::Moment;
use crate::command::WagerRequest;
use crate::limit::counter::taken;
use crate::limit::judge::{InForce, LimitLine, Stake, demands};
use crate::limit::rule::{LegFacts, LimitSheet, Measure, WagerFacts, owners};
use crate::money::Money;
use crate::rejection::Rejection;
use crate::rows::Read;

/// What limits need to know of a wager asked for, by the legs that are known.
pub fn facts_of_request(read: &impl Read, request: &WagerRequest, moment: &Moment) -> WagerFacts {
    let legs = request.legs.iter().filter_map(|leg| {
        let market = read.market(leg.market)?;
        let fixture = read.fixture(market.fixture)?;
        Some(LegFacts {
            fixture: fixture.id,
            league: fixture.league,
            sport: fixture.sport,
            market: market.id,
            kind: market.kind,
            period: market.period,
            live: fixture.status == FixtureStatus::InPlay,
        })
    });
    let (member, wager) = (request.member, request.form.kind());
    WagerFacts { member, wager, day: moment.day, legs: legs.collect() }
}

/// The sheets that hold for a player, the highest first.
pub fn sheets_for<'r>(read: &'r impl Read, chain: &[crate::id::MemberId]) -> Vec<&'r LimitSheet> {
    owners(chain).filter_map(|owner| read.limit_sheet(owner)).collect()
}

/// What the limit rules say of a wager.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Every limit in force on it.
    pub lines: Vec<LimitLine>,
    /// The refusals of those it goes beyond.
    pub refusals: Vec<Rejection>,
}

impl Verdict {
    /// The lowest amount left under limits of this measure, or `plain` if it is lower.
    pub fn lowest(&self, measure: Measure, plain: Money) -> Money {
        let rests = self.lines.iter().filter(|line| line.is_of(measure)).map(|line| line.rest);
        rests.min().map_or(plain, |rest| rest.min(plain))
    }

    /// The highest smallest risk, or `plain` if it is higher.
    pub fn least_risk(&self, plain: Money) -> Money {
        let least = self.lines.iter().filter(|line| line.is_of(Measure::MinRisk));
        least.map(|line| line.rest).max().map_or(plain, |rest| rest.max(plain))
    }
}

/// Holds a wager against every limit rule of its player's chain. Without any, costs nothing.
pub fn judge(
    read: &impl Read,
    request: &WagerRequest,
    moment: &Moment,
    stake: &Stake<'_>,
) -> Verdict {
    let uses = read.book(moment.book).is_some_and(|book| book.uses.limits);
    let Some(member) = read.member(request.member).filter(|_| uses) else {
        return Verdict::default();
    };
    let facts = facts_of_request(read, request, moment);
    let sheets = sheets_for(read, &member.chain);
    let mut verdict = Verdict::default();
    for demand in demands(&sheets, &facts) {
        let held = InForce::of(demand, stake, taken(read, &demand, &facts));
        if held.is_met {
            verdict.refusals.push(held.refusal(stake));
        }
        verdict.lines.push(held.line());
    }
    verdict
}

//! Laws that every ticket obeys, held against arithmetic of their own: exact fractions over every
//! way the legs can end.

use num_bigint::BigUint;
use proptest::prelude::*;

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::board::prop::PitcherRule;
use crate::calendar::{Day, Instant};
use crate::grade::leg::{LegOutcome, on_score};
use crate::id::{FixtureId, MarketId, MemberId, TicketId};
use crate::money::{Money, Rounding};
use crate::odds::Odds;
use crate::wager::bet::{Entered, compile};
use crate::wager::card::{CardKind, CardPrice, NoAction, PayTable, TieRule};
use crate::wager::funds::Funds;
use crate::wager::places::Sizes;
use crate::wager::standing::{Standing, standing};
use crate::wager::terms::{ChainAction, ChainRule, ChainStakes, FrozenCard, Terms};
use crate::wager::ticket::{Entry, Leg, PricePolicy, Ticket, TicketState};
use crate::wager::via::Via;

const WHOLE: [LegOutcome; 4] =
    [LegOutcome::Win, LegOutcome::Push, LegOutcome::Loss, LegOutcome::Void];
const SPLIT: [LegOutcome; 6] = [
    LegOutcome::Win,
    LegOutcome::HalfWin,
    LegOutcome::Push,
    LegOutcome::HalfLoss,
    LegOutcome::Loss,
    LegOutcome::Void,
];

fn leg(number: usize, (odds, quarter): (Odds, bool)) -> Leg {
    let number = i64::try_from(number).expect("small");
    Leg {
        fixture: FixtureId(number),
        market: MarketId(number),
        kind: MarketKind::Spread,
        period: Period::Game,
        pitchers: PitcherRule::Action,
        listing: 0,
        places: 0,
        score: None,
        seen: None,
        side: Side::Home,
        points: Some(Points(if quarter { -3 } else { -4 })),
        gained: Points::default(),
        odds,
        version: 1,
        starts_at: Instant(0),
    }
}

/// How a leg can end under its line.
fn ends(leg: &Leg) -> &'static [LegOutcome] {
    if leg.points.is_some_and(|points| points.0 % 2 != 0) { &SPLIT } else { &WHOLE }
}

fn ticket(terms: Terms, legs: Vec<Leg>, entered: &Entered) -> Option<Ticket> {
    let compiled = compile(&terms, &legs, entered)?;
    Some(Ticket {
        id: TicketId(1),
        member: MemberId(1),
        placed_by: MemberId(1),
        terms,
        entry: entered.entry,
        amount: entered.amount,
        funds: Funds::Cash,
        risk: compiled.risk,
        win: compiled.win,
        open_risk: compiled.risk,
        open_win: compiled.win,
        policy: PricePolicy::Any,
        rules_version: 1,
        accepted_at: Instant(0),
        accepted_on: Day(0),
        sport: Sport::Football,
        agents: Vec::new(),
        legs,
        state: TicketState::Open,
        settlement: 0,
        returned: Money::ZERO,
        settled_at: None,
        voided_legs: 0,
        via: Via::default(),
    })
}

/// Every way the legs can end.
fn every_way(legs: &[Leg]) -> Vec<Vec<LegOutcome>> {
    legs.iter().fold(vec![Vec::new()], |ways, leg| {
        let longer = |way: &Vec<LegOutcome>| {
            let way = way.clone();
            ends(leg).iter().map(move |end| [&way[..], &[*end]].concat())
        };
        ways.iter().flat_map(longer).collect()
    })
}

/// `risk` times the multipliers of some legs, rounded down: the definition, on its own.
fn product(risk: Money, legs: &[Leg], way: &[LegOutcome], places: &[usize]) -> Money {
    let (above, below) = exact(risk, legs, way, places);
    Money(i64::try_from(above / below).expect("fits"))
}

/// The same as a fraction.
fn exact(risk: Money, legs: &[Leg], way: &[LegOutcome], places: &[usize]) -> (BigUint, BigUint) {
    let (mut above, mut below) =
        (BigUint::from(u64::try_from(risk.0).expect("positive")), BigUint::from(1u32));
    for place in places {
        let odds = legs[*place].odds;
        let (win, unit) = (BigUint::from(odds.win), BigUint::from(odds.risk));
        // won and returned of the domain's table, in halves.
        let (won, back) = match way[*place] {
            LegOutcome::Win => (2u32, 0u32),
            LegOutcome::HalfWin => (1, 1),
            LegOutcome::Push | LegOutcome::Void => (0, 2),
            LegOutcome::HalfLoss => (0, 1),
            LegOutcome::Loss => (0, 0),
            LegOutcome::Shared(_) => unreachable!("these laws are of matches, not of races"),
        };
        above *= (&unit + &win) * won + &unit * back;
        below *= unit * 2u32;
    }
    (above, below)
}

/// The result of two links, by the words of the rule.
fn two_links(
    (first, second): (usize, usize),
    risks: (Money, Money),
    legs: &[Leg],
    way: &[LegOutcome],
    action: ChainAction,
) -> Money {
    let net = product(risks.0, legs, way, &[first]) - risks.0;
    let goes_on = match way[first] {
        LegOutcome::Win | LegOutcome::HalfWin => true,
        LegOutcome::Push | LegOutcome::Void => action == ChainAction::Double,
        LegOutcome::HalfLoss | LegOutcome::Loss => false,
        LegOutcome::Shared(_) => unreachable!("these laws are of matches, not of races"),
    };
    if goes_on { net + product(risks.1, legs, way, &[second]) - risks.1 } else { net }
}

fn ended(ticket: &Ticket, way: &[LegOutcome]) -> Money {
    let outcomes: Vec<Option<LegOutcome>> = way.iter().copied().map(Some).collect();
    let stands = standing(ticket, &outcomes, Rounding::Down);
    assert!(stands.decided && stands.open_risk == Money::ZERO, "{way:?}: {stands:?}");
    stands.returned
}

fn by_risk(amount: i64) -> Entered {
    Entered { amount: Money(amount), entry: Entry::Risk, rounding: Rounding::Down }
}

fn by_base(amount: i64) -> Entered {
    Entered { entry: Entry::Base, ..by_risk(amount) }
}

/// One of the ways, by chance.
fn drawn(ways: &[Vec<LegOutcome>], seed: u64) -> &Vec<LegOutcome> {
    let count = u64::try_from(ways.len()).expect("a count");
    &ways[usize::try_from(seed % count).expect("a place")]
}

fn price() -> impl Strategy<Value = (Odds, bool)> {
    let american = prop_oneof![100i64..400, -400i64..-99];
    (american, any::<bool>())
        .prop_map(|(price, quarter)| (Odds::american(price).expect("a price"), quarter))
}

fn legs(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Leg>> {
    let number = |prices: Vec<(Odds, bool)>| {
        prices.into_iter().enumerate().map(|(place, price)| leg(place, price)).collect()
    };
    proptest::collection::vec(price(), count).prop_map(number)
}

fn chain_rule() -> impl Strategy<Value = ChainRule> {
    (0..2usize, 0..2usize).prop_map(|(action, stakes)| ChainRule {
        action: ChainAction::ALL[action].0,
        stakes: ChainStakes::ALL[stakes].0,
    })
}

fn table(ties: TieRule, most: usize) -> Box<FrozenCard> {
    let price = |legs: usize| CardPrice {
        legs,
        losses: 0,
        odds: Odds::fractional(u32::try_from(legs * legs).expect("small"), 3).expect("a price"),
    };
    let prices = (2..=most).map(price).collect();
    let table = PayTable { ties, no_action: NoAction::Reduce, prices };
    Box::new(FrozenCard { kind: CardKind::Teaser, code: "law".to_owned(), version: 1, table })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_round_robin_is_the_sum_of_its_parlays(
        legs in legs(3..=5), size in 1u32..4, amount in 1i64..500_000, seed in any::<u64>()
    ) {
        let sizes = Sizes::from_to(size, size.max(2));
        let terms = Terms::RoundRobin(sizes);
        let ticket = ticket(terms, legs.clone(), &by_risk(amount)).expect("fits");
        let chosen: Vec<Vec<usize>> = (1u32..1 << legs.len())
            .filter(|set| sizes.iter().any(|size| u32::try_from(size) == Ok(set.count_ones())))
            .map(|set| (0..legs.len()).filter(|place| set >> place & 1 == 1).collect())
            .collect();
        prop_assert_eq!(ticket.risk.0, amount * i64::try_from(chosen.len()).expect("small"));
        let ways = every_way(&legs);
        for step in 0..40 {
            let way = drawn(&ways, seed.wrapping_add(step * 7_919));
            let nothing = (BigUint::from(0u32), BigUint::from(1u32));
            let (above, below) = chosen.iter().fold(nothing, |(above, below), set| {
                let (more, parts) = exact(Money(amount), &legs, way, set);
                (above * &parts + more * &below, below * parts)
            });
            let sum = Money(i64::try_from(above / below).expect("fits"));
            prop_assert_eq!(ended(&ticket, way), sum, "{:?}", way);
        }
    }

    #[test]
    fn a_reverse_is_the_sum_of_its_if_bets(
        legs in legs(2..=3), rule in chain_rule(), amount in 100i64..100_000
    ) {
        let entered = by_base(amount);
        let ticket = ticket(Terms::Reverse(rule), legs.clone(), &entered).expect("fits");
        let own = |place: usize| {
            let odds = legs[place].odds;
            let (win, risk) = (i64::from(odds.win), i64::from(odds.risk));
            Money(if win < risk { (amount * risk + win - 1) / win } else { amount })
        };
        let all_won = vec![LegOutcome::Win; legs.len()];
        let pairs: Vec<(usize, usize)> = (0..legs.len())
            .flat_map(|a| (0..legs.len()).map(move |b| (a, b)))
            .filter(|(a, b)| a != b)
            .collect();
        for way in every_way(&legs) {
            let net = |(a, b): &(usize, usize)| {
                let most = match rule.stakes {
                    ChainStakes::UpToFirst => own(*a),
                    ChainStakes::UpToReturn => product(own(*a), &legs, &all_won, &[*a]),
                };
                let risks = (own(*a), own(*b).min(most));
                two_links((*a, *b), risks, &legs, &way, rule.action)
            };
            let sum: Money = pairs.iter().map(net).sum();
            prop_assert_eq!(ended(&ticket, &way) - ticket.risk, sum, "{:?}", way);
        }
    }

    /// The worst and the best are met, and nothing lies beyond them.
    #[test]
    fn risk_and_win_bound_every_way_a_ticket_can_end(
        legs in legs(2..=4), rule in chain_rule(), amount in 100i64..100_000, which in 0..5usize,
        ties in 0..5usize
    ) {
        let terms = match which {
            0 => Terms::Parlay,
            1 => Terms::RoundRobin(Sizes::from_to(1, 2)),
            2 => Terms::IfBet(rule),
            3 => Terms::Reverse(rule),
            _ => Terms::Card(table(TieRule::ALL[ties].0, legs.len())),
        };
        let is_card = which == 4;
        let legs: Vec<Leg> = legs
            .into_iter()
            .map(|leg| if is_card { Leg { points: Some(Points(-4)), ..leg } } else { leg })
            .collect();
        let entered = by_base(amount);
        let ticket = ticket(terms, legs.clone(), &entered).expect("fits");
        let nets: Vec<Money> =
            every_way(&legs).iter().map(|way| ended(&ticket, way) - ticket.risk).collect();
        prop_assert_eq!(nets.iter().min(), Some(&-ticket.risk));
        prop_assert_eq!(nets.iter().max(), Some(&ticket.win));
    }

    /// Whatever is known of a ticket, what it holds and may still win bounds what can still come,
    /// nothing is ever owed back, and money already paid out stays within what was risked and won.
    #[test]
    fn a_ticket_half_decided_holds_what_can_still_come(
        legs in legs(3..=4), rule in chain_rule(), amount in 100i64..100_000,
        is_reverse in any::<bool>(), known in any::<u32>(), seed in any::<u64>()
    ) {
        let terms = if is_reverse {
            Terms::Reverse(rule)
        } else {
            Terms::RoundRobin(Sizes::from_to(2, 3))
        };
        let ticket = ticket(terms, legs.clone(), &by_risk(amount)).expect("fits");
        let ways = every_way(&legs);
        let chosen = drawn(&ways, seed).clone();
        let is_known = |place: usize| known >> place & 1 == 1;
        let outcomes: Vec<Option<LegOutcome>> =
            chosen.iter().enumerate().map(|(at, end)| is_known(at).then_some(*end)).collect();
        let stands = standing(&ticket, &outcomes, Rounding::Down);
        prop_assert!(stands.returned >= Money::ZERO && stands.open_risk <= ticket.risk);
        if stands == Standing::open(&ticket) {
            return Ok(());
        }
        let net = stands.returned - (ticket.risk - stands.open_risk);
        let follows = |way: &&Vec<LegOutcome>| {
            (0..way.len()).all(|at| !is_known(at) || way[at] == chosen[at])
        };
        for way in ways.iter().filter(follows) {
            let rest = ended(&ticket, way) - ticket.risk - net;
            prop_assert!(rest >= -stands.open_risk, "{way:?}: {rest} of {stands:?}");
            prop_assert!(rest <= stands.open_win, "{way:?}: {rest} of {stands:?}");
        }
    }

    #[test]
    fn the_order_of_legs_matters_only_to_an_if_bet(
        legs in legs(2..=4), rule in chain_rule(), amount in 100i64..100_000, which in 0..4usize,
        seed in any::<u64>()
    ) {
        let terms = match which {
            0 => Terms::Parlay,
            1 => Terms::RoundRobin(Sizes::from_to(1, 2)),
            2 => Terms::Reverse(rule),
            _ => Terms::Card(table(TieRule::Reduce, legs.len())),
        };
        let backwards: Vec<Leg> = legs.iter().rev().copied().collect();
        let there = ticket(terms.clone(), legs.clone(), &by_risk(amount)).expect("fits");
        let back = ticket(terms, backwards, &by_risk(amount)).expect("fits");
        prop_assert_eq!((there.risk, there.win), (back.risk, back.win));
        let ways = every_way(&legs);
        let way = drawn(&ways, seed);
        let turned: Vec<LegOutcome> = way.iter().rev().copied().collect();
        prop_assert_eq!(ended(&there, way), ended(&back, &turned));
    }

    /// A quarter line is two half stakes on its neighbours, exactly.
    #[test]
    fn a_quarter_line_is_two_half_stakes(
        line in -40i32..40, home in 0i32..8, away in 0i32..8, over in any::<bool>(),
        price in price()
    ) {
        let quarter = line * 2 + 1;
        let (kind, side) =
            if over { (MarketKind::Total, Side::Over) } else { (MarketKind::Spread, Side::Home) };
        let at = |points: i32| {
            let leg = Leg { kind, side, points: Some(Points(points)), ..leg(1, price) };
            let outcome = on_score(&leg, (home, away));
            let (above, below) = outcome.multiplier(price.0);
            (u128::from(above), u128::from(below))
        };
        let ((a, b), (c, d)) = (at(quarter - 1), at(quarter + 1));
        let (above, below) = at(quarter);
        // above / below == (a / b + c / d) / 2
        prop_assert_eq!(above * 2 * b * d, below * (a * d + c * b));
    }
}

/// Fifteen legs at the longest prices, every size at once: refused by amount, never wrapped.
#[test]
fn long_prices_on_many_legs_stay_within_money() {
    let longest = (Odds::american(100_000_000).expect("a million to one"), false);
    let many: Vec<Leg> = (0..15).map(|place| leg(place, longest)).collect();
    assert!(ticket(Terms::Parlay, many.clone(), &by_risk(1)).is_none());
    assert!(
        ticket(Terms::RoundRobin(Sizes::from_to(1, 10)), many[..10].to_vec(), &by_risk(100))
            .is_none()
    );
    let rule = ChainRule { action: ChainAction::Double, stakes: ChainStakes::UpToReturn };
    assert!(ticket(Terms::Reverse(rule), many[..8].to_vec(), &by_risk(Money::MAX.0)).is_none());
    let singles = ticket(Terms::RoundRobin(Sizes::from_to(1, 1)), many, &by_risk(100));
    assert_eq!(singles.map(|ticket| ticket.win), Some(Money(15 * 100_000_000)));
}

/// The published table of reference/features.md 4.8: each leg 110 to win 100, double and single
/// action, if-bet and reverse (ACE-if, UNR-rev, YW-if).
#[test]
fn if_bets_and_reverses_come_to_the_published_results() {
    use LegOutcome::{Loss as L, Push as P, Win as W};
    let price = (Odds::american(-110).expect("a price"), false);
    let pair = vec![leg(0, price), leg(1, price)];
    for (way, expected) in [
        ([W, W], [200, 200, 400, 400]),
        ([W, L], [-10, -10, -120, -120]),
        ([W, P], [100, 100, 200, 100]),
        ([L, W], [-110, -110, -120, -120]),
        ([L, L], [-110, -110, -220, -220]),
        ([L, P], [-110, -110, -220, -110]),
        ([P, W], [100, 0, 200, 100]),
        ([P, L], [-110, 0, -220, -110]),
        ([P, P], [0, 0, 0, 0]),
    ] {
        let stakes = ChainStakes::UpToReturn;
        let (double, single) = (
            ChainRule { action: ChainAction::Double, stakes },
            ChainRule { action: ChainAction::Single, stakes },
        );
        let all = [
            Terms::IfBet(double),
            Terms::IfBet(single),
            Terms::Reverse(double),
            Terms::Reverse(single),
        ];
        let net = all.map(|terms| {
            let ticket = ticket(terms, pair.clone(), &by_risk(110)).expect("fits");
            (ended(&ticket, &way) - ticket.risk).0
        });
        assert_eq!(net, expected, "{way:?}");
    }
}

//! Selections of one game in a parlay. They decide each other, so a house takes none, or takes
//! those that do not decide each other too much for less than true odds.
//!
//! Pairs that are refused: reference/features.md 4.4, row "Correlation blocks" (sources BM-parlay,
//! BAL-corr, SBO-p, WHNV there); the cuts of the win are those that BDR names (features.md 1).

use crate::board::fixture::Sport;
use crate::board::market::{MarketKind, Side};
use crate::grade::leg::LegOutcome;
use crate::ratio::Ratio;
use crate::register::{by_name, name_of};
use crate::wager::bet::combined;
use crate::wager::ticket::Leg;

/// Two selections of a game that decide each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Correlation {
    /// A spread and a moneyline of the same part.
    SpreadAndMoneyline,
    /// A run line or puck line and a total of the same part.
    RunLineAndTotal,
    /// Something of a part of the game, and something of what contains that part.
    PartAndWhole,
    /// A spread and a total of the same part, where the spread is at least 30 % of the total.
    LargeSpreadAndTotal,
    /// In soccer, a draw and an under.
    DrawAndUnder,
}

impl Correlation {
    /// Every kind with its stable name.
    pub const ALL: [(Correlation, &str); 5] = [
        (Correlation::SpreadAndMoneyline, "spread_and_moneyline"),
        (Correlation::RunLineAndTotal, "run_line_and_total"),
        (Correlation::PartAndWhole, "part_and_whole"),
        (Correlation::LargeSpreadAndTotal, "large_spread_and_total"),
        (Correlation::DrawAndUnder, "draw_and_under"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<Correlation> {
        by_name(&Self::ALL, name)
    }

    /// True when two selections of one game, of this sport, are such a pair.
    fn holds(self, one: &Leg, other: &Leg, sport: Sport) -> bool {
        self.holds_in_order(one, other, sport) || self.holds_in_order(other, one, sport)
    }

    fn holds_in_order(self, one: &Leg, other: &Leg, sport: Sport) -> bool {
        let same_part = one.period == other.period;
        let line_and_total =
            same_part && one.kind == MarketKind::Spread && other.kind == MarketKind::Total;
        match self {
            Correlation::SpreadAndMoneyline => {
                same_part && one.kind == MarketKind::Spread && is_moneyline(other.kind)
            }
            Correlation::RunLineAndTotal => {
                line_and_total && matches!(sport, Sport::Baseball | Sport::Hockey)
            }
            Correlation::PartAndWhole => {
                let props = one.kind.is_prop() || other.kind.is_prop();
                !props && one.period.contains(other.period)
            }
            Correlation::LargeSpreadAndTotal => {
                let large = one.points.zip(other.points);
                line_and_total
                    && large.is_some_and(|(spread, total)| spread.0.abs() * 10 >= total.0 * 3)
            }
            Correlation::DrawAndUnder => {
                sport == Sport::Soccer
                    && one.side == Side::Draw
                    && other.kind == MarketKind::Total
                    && other.side == Side::Under
            }
        }
    }
}

fn is_moneyline(kind: MarketKind) -> bool {
    matches!(kind, MarketKind::Moneyline | MarketKind::Moneyline3)
}

/// How a house takes selections of one game in a parlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameGameRule {
    /// Percent taken off the win.
    pub cut: i32,
    /// Percent taken off the win when a proposition is among the selections.
    pub cut_with_props: i32,
    /// Most selections of such a parlay.
    pub most: usize,
    /// Pairs that are refused.
    pub blocked: Vec<Correlation>,
}

impl SameGameRule {
    /// The largest cut of a win, in percent.
    pub const CUT_MAX: i32 = 90;
    /// Most selections that any rule may allow.
    pub const LEGS_MAX: usize = 12;

    /// What BDR takes, and every pair that is refused somewhere.
    pub fn published() -> SameGameRule {
        let blocked = Correlation::ALL.map(|(kind, _)| kind).to_vec();
        SameGameRule { cut: 20, cut_with_props: 35, most: 6, blocked }
    }

    /// What is taken off the win of these selections, in percent.
    pub fn cut_of(&self, legs: &[Leg]) -> i32 {
        let props = legs.iter().any(|leg| leg.kind.is_prop());
        if props { self.cut_with_props } else { self.cut }
    }

    /// Why these selections do not go together; places are counted from one.
    pub fn refuse(&self, legs: &[(Leg, Sport)]) -> Option<String> {
        if legs.len() > self.most {
            return Some(format!("a parlay of one game takes {} selections at most", self.most));
        }
        legs.iter().enumerate().find_map(|(place, (leg, sport))| {
            let mut before = legs[..place].iter().enumerate();
            before.find_map(|(earlier, (other, _))| {
                let why = self.why_not(other, leg, *sport)?;
                Some(format!("selections {} and {}: {why}", earlier + 1, place + 1))
            })
        })
    }

    fn why_not(&self, one: &Leg, other: &Leg, sport: Sport) -> Option<&'static str> {
        if one.fixture != other.fixture {
            return None;
        }
        if asks_the_same(one, other) {
            return Some("both ask the same of one game");
        }
        let met = self.blocked.iter().find(|kind| kind.holds(one, other, sport))?;
        Some(match met {
            Correlation::SpreadAndMoneyline => "a spread and a moneyline of one game",
            Correlation::RunLineAndTotal => "a run line or puck line and a total of one game",
            Correlation::PartAndWhole => "a part of a game and what contains it",
            Correlation::LargeSpreadAndTotal => "a large spread and a total of one game",
            Correlation::DrawAndUnder => "a draw and an under of one game",
        })
    }

    /// The canonical text: `20,35,6:spread_and_moneyline,draw_and_under`.
    pub fn text(&self) -> String {
        let SameGameRule { cut, cut_with_props, most, blocked } = self;
        let blocked: Vec<&str> = blocked.iter().map(|kind| kind.name()).collect();
        format!("{cut},{cut_with_props},{most}:{}", blocked.join(","))
    }

    /// The rule of a canonical text.
    pub fn parse(text: &str) -> Option<SameGameRule> {
        let (numbers, blocked) = text.split_once(':')?;
        let mut numbers = numbers.split(',');
        let mut cut = || numbers.next()?.parse::<i32>().ok();
        let (cut, cut_with_props, most) = (cut()?, cut()?, cut()?);
        let names = blocked.split(',').filter(|name| !name.is_empty());
        Some(SameGameRule {
            cut,
            cut_with_props,
            most: usize::try_from(most).ok()?,
            blocked: names.map(Correlation::parse).collect::<Option<_>>()?,
        })
    }

    /// The first field that lies beyond what any house may set, with its bounds.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        let fits = |cut: i32| (0..=SameGameRule::CUT_MAX).contains(&cut);
        let rule = || format!("must be 0 to {} percent", SameGameRule::CUT_MAX);
        if !fits(self.cut) {
            return Some(("same_game.cut_percent", rule()));
        }
        if !fits(self.cut_with_props) {
            return Some(("same_game.cut_with_props_percent", rule()));
        }
        let legs = 2..=SameGameRule::LEGS_MAX;
        let beyond = !legs.contains(&self.most);
        beyond.then(|| ("same_game.legs", format!("must be 2 to {}", SameGameRule::LEGS_MAX)))
    }
}

/// Another selection or line of one question: two winners, two spreads, two sides of a prop.
fn asks_the_same(one: &Leg, other: &Leg) -> bool {
    let question = |leg: &Leg| match leg.kind {
        MarketKind::Moneyline3 => MarketKind::Moneyline,
        kind => kind,
    };
    let same_kind = question(one) == question(other) && one.period == other.period;
    one.market == other.market || (same_kind && !one.kind.is_prop())
}

/// True when two of these selections are of one game.
pub fn meet(legs: &[Leg]) -> bool {
    let meets = |(place, leg): (usize, &Leg)| {
        legs[..place].iter().any(|other| other.fixture == leg.fixture)
    };
    legs.iter().enumerate().any(meets)
}

/// What one unit risked on `legs` together returns when all win: true odds with `cut` percent
/// taken off what is gained.
pub fn factor(cut: i32, legs: &[Leg]) -> Ratio {
    reduced(combined(legs.iter().map(|leg| leg.odds)), cut)
}

/// What one unit risked returned under these outcomes; `None` while undecided. The cut ends when no
/// two selections of one game are left; more than all selections winning, it never returns.
pub fn returned(cut: i32, legs: &[Leg], outcomes: &[Option<LegOutcome>]) -> Option<Ratio> {
    if outcomes.contains(&Some(LegOutcome::Loss)) {
        return Some(Ratio::new(0, 1));
    }
    let (mut product, mut left) = (Ratio::one(), Vec::new());
    for (leg, outcome) in legs.iter().zip(outcomes) {
        let outcome = (*outcome)?;
        if !matches!(outcome, LegOutcome::Void | LegOutcome::Push) {
            left.push(*leg);
        }
        let (numerator, denominator) = outcome.multiplier(leg.odds);
        product = product.times(numerator, denominator);
    }
    if meet(&left) {
        return Some(reduced(product, cut));
    }
    let most = factor(cut, legs);
    Some(if product > most { most } else { product })
}

fn reduced(product: Ratio, cut: i32) -> Ratio {
    let kept = u64::try_from(100 - cut).unwrap_or(0);
    match product.less_one() {
        Some(gain) => gain.times(kept, 100).plus(&Ratio::one()),
        None => product,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::line::Points;
    use crate::board::period::Period;
    use crate::board::prop::PitcherRule;
    use crate::calendar::Instant;
    use crate::id::{FixtureId, MarketId};
    use crate::money::{Money, Rounding};
    use crate::odds::Odds;

    fn leg(game: i64, market: i64, kind: MarketKind, side: Side, points: &str) -> Leg {
        Leg {
            fixture: FixtureId(game),
            market: MarketId(market),
            kind,
            period: Period::Game,
            side,
            points: Points::parse(points),
            gained: Points::default(),
            odds: Odds::american(-110).expect("a price"),
            version: 1,
            starts_at: Instant(0),
            pitchers: PitcherRule::Action,
            listing: 0,
            places: 0,
            score: None,
            seen: None,
        }
    }

    fn spread(points: &str) -> Leg {
        leg(1, 1, MarketKind::Spread, Side::Home, points)
    }

    fn total(side: Side, points: &str) -> Leg {
        leg(1, 2, MarketKind::Total, side, points)
    }

    fn money(kind: MarketKind, side: Side) -> Leg {
        leg(1, 3, kind, side, "")
    }

    /// The row "Correlation blocks" of reference/features.md 4.4, pair by pair.
    #[test]
    fn published_pairs_are_refused() {
        let rule = SameGameRule::published();
        let half = Leg { period: Period::FirstHalf, market: MarketId(4), ..spread("-1.5") };
        let draw = money(MarketKind::Moneyline3, Side::Draw);
        let home = money(MarketKind::Moneyline, Side::Home);
        let over = total(Side::Over, "44");
        let elsewhere = Leg { fixture: FixtureId(2), ..home };
        for (sport, one, other, goes) in [
            (Sport::Football, spread("-3"), home, false),
            (Sport::Football, spread("-3"), elsewhere, true),
            (Sport::Football, home, over, true),
            (Sport::Football, spread("-3"), over, true),
            (Sport::Football, spread("-13"), over, true),
            (Sport::Football, spread("-13.5"), over, false),
            (Sport::Football, spread("13.5"), over, false),
            (Sport::Football, half, total(Side::Over, "44"), false),
            (Sport::Baseball, spread("-1.5"), total(Side::Over, "8.5"), false),
            (Sport::Hockey, spread("1.5"), total(Side::Under, "6"), false),
            (Sport::Soccer, draw, total(Side::Under, "2.5"), false),
            (Sport::Soccer, draw, total(Side::Over, "2.5"), true),
            (Sport::Football, over, total(Side::Under, "45"), false),
        ] {
            for pair in [[(one, sport), (other, sport)], [(other, sport), (one, sport)]] {
                assert_eq!(rule.refuse(&pair).is_none(), goes, "{one:?} {other:?}");
            }
        }
        let open = SameGameRule { blocked: Vec::new(), ..rule };
        assert_eq!(open.refuse(&[(spread("-3"), Sport::Football), (home, Sport::Football)]), None);
    }

    #[test]
    fn a_refusal_names_its_selections() {
        let legs =
            [spread("-3"), total(Side::Over, "44"), money(MarketKind::Moneyline, Side::Away)];
        let why = SameGameRule::published().refuse(&legs.map(|leg| (leg, Sport::Football)));
        let told = "selections 1 and 3: a spread and a moneyline of one game";
        assert_eq!(why.as_deref(), Some(told));
        let two = SameGameRule { most: 2, ..SameGameRule::published() };
        assert!(two.refuse(&legs.map(|leg| (leg, Sport::Football))).is_some());
    }

    /// Two at -110 gain 264.46 on 100 at true odds, 211.57 with a fifth taken off.
    #[test]
    fn the_cut_is_of_the_win_and_ends_with_the_pair() {
        let legs = [
            spread("-3"),
            total(Side::Over, "44"),
            leg(2, 9, MarketKind::Spread, Side::Home, "-3"),
        ];
        let paid = |legs: &[Leg], outcomes: &[LegOutcome]| {
            let outcomes: Vec<_> = outcomes.iter().copied().map(Some).collect();
            let returned = returned(20, legs, &outcomes).expect("decided");
            returned.of(Money(10_000), Rounding::Down).expect("fits").0
        };
        use LegOutcome::{Loss, Push, Void, Win};
        assert_eq!(factor(20, &legs[..2]).of(Money(10_000), Rounding::Down), Some(Money(31_157)));
        assert_eq!(paid(&legs[..2], &[Win, Win]), 31_157);
        assert_eq!(paid(&legs[..2], &[Win, Loss]), 0);
        // One alone is at its own price again.
        assert_eq!(paid(&legs[..2], &[Win, Void]), 19_090);
        assert_eq!(paid(&legs[..2], &[Push, Void]), 10_000);
        // A pair of two games is a plain parlay; with the pair of one game alive it is not.
        assert_eq!(paid(&legs, &[Void, Win, Win]), 36_446);
        assert_eq!(paid(&legs, &[Win, Win, Push]), 31_157);
        assert_eq!(returned(20, &legs, &[Some(Win), None, Some(Win)]), None);
    }

    #[test]
    fn a_void_never_returns_more_than_was_to_be_won() {
        let dear = Leg { odds: Odds::american(-10_000).expect("a price"), ..spread("-3") };
        let legs = [dear, total(Side::Over, "44")];
        let void = [Some(LegOutcome::Void), Some(LegOutcome::Win)];
        assert_eq!(returned(90, &legs, &void), Some(factor(90, &legs)));
    }

    #[test]
    fn rules_read_back_from_their_text() {
        let plain = SameGameRule { blocked: Vec::new(), ..SameGameRule::published() };
        for rule in [SameGameRule::published(), plain] {
            assert_eq!(rule.fault(), None);
            assert_eq!(SameGameRule::parse(&rule.text()), Some(rule));
        }
        let beyond = SameGameRule { cut: 91, ..SameGameRule::published() };
        assert_eq!(beyond.fault().map(|(field, _)| field), Some("same_game.cut_percent"));
    }
}

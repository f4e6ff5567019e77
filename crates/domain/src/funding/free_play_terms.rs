//! What a grant of free play may be wagered on. Decides about one wager and one grant; how much of
//! which grant is drawn is [`super::free_play`]'s.

use std::cmp::Ordering;

use crate::id::LeagueId;
use crate::money::Money;
use crate::odds::{Odds, OddsFormat};
use crate::wager::ticket::{Leg, WagerKind};

/// The restrictions of a grant (reference/features.md 4.11 and the free play limits of 3: types,
/// legs, prices). `None` and an empty list restrict nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantTerms {
    /// The wager types it may be used for.
    pub wagers: Vec<WagerKind>,
    /// Most selections of one wager.
    pub max_legs: Option<i32>,
    /// The lowest price of each selection.
    pub least_odds: Option<Odds>,
    /// The highest price of each selection.
    pub most_odds: Option<Odds>,
    /// The leagues it may be used on.
    pub leagues: Vec<LeagueId>,
    /// Largest risk of one wager.
    pub max_risk: Option<Money>,
    /// Largest win of one wager.
    pub max_win: Option<Money>,
    /// Whether it may be used on props and outrights.
    pub props: bool,
}

/// A wager as a grant sees it.
#[derive(Clone, Copy, Debug)]
pub struct FreePlayWager<'a> {
    /// Its type.
    pub kind: WagerKind,
    /// Its selections.
    pub legs: &'a [Leg],
    /// The league of each.
    pub leagues: &'a [LeagueId],
    /// What it risks.
    pub risk: Money,
    /// What it can win.
    pub win: Money,
}

impl GrantTerms {
    /// The types of wagers that are one bet. A wager of many would come back in parts of which
    /// none is all won, and free play pays win only.
    pub const WAGERS: [WagerKind; 5] = [
        WagerKind::Straight,
        WagerKind::Parlay,
        WagerKind::Teaser,
        WagerKind::Pleaser,
        WagerKind::Progressive,
    ];
    /// Most leagues a grant can name.
    pub const LEAGUES_MAX: usize = 50;

    /// Straights and parlays on anything.
    pub fn standard() -> GrantTerms {
        GrantTerms {
            wagers: vec![WagerKind::Straight, WagerKind::Parlay],
            max_legs: None,
            least_odds: None,
            most_odds: None,
            leagues: Vec::new(),
            max_risk: None,
            max_win: None,
            props: true,
        }
    }

    /// What of a wager the grant is not for; `None` when it may be used.
    pub fn bars(&self, wager: &FreePlayWager<'_>) -> Option<String> {
        if !self.wagers.contains(&wager.kind) {
            return Some(format!("is not for wagers of type {}", wager.kind.name()));
        }
        let count = i32::try_from(wager.legs.len()).unwrap_or(i32::MAX);
        if let Some(most) = self.max_legs.filter(|most| count > *most) {
            return Some(format!("is for {most} selections at most"));
        }
        for leg in wager.legs {
            if let Some(least) = self.least_odds.filter(|it| below(leg.odds, *it)) {
                return Some(format!("is for prices from {} on", least.to_decimal()));
            }
            if let Some(most) = self.most_odds.filter(|it| below(*it, leg.odds)) {
                return Some(format!("is for prices up to {}", most.to_decimal()));
            }
            if !self.props && leg.kind.is_prop() {
                return Some("is not for props and outrights".to_owned());
            }
        }
        let elsewhere = |league: &LeagueId| !self.leagues.contains(league);
        if !self.leagues.is_empty() && wager.leagues.iter().any(elsewhere) {
            return Some("is for other leagues".to_owned());
        }
        if let Some(most) = self.max_risk.filter(|most| wager.risk > *most) {
            return Some(format!("is for wagers of {most} at most"));
        }
        let most = self.max_win.filter(|most| wager.win > *most)?;
        Some(format!("is for wagers that win {most} at most"))
    }

    /// The first restriction that no house may set, with its rule.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        if self.wagers.is_empty() || self.wagers.iter().any(|kind| !Self::WAGERS.contains(kind)) {
            let names = Self::WAGERS.map(WagerKind::name).join(", ");
            return Some(("wagers", format!("must be some of {names}")));
        }
        if self.max_legs.is_some_and(|most| !(1..=25).contains(&most)) {
            return Some(("max_legs", "must be 1 to 25".to_owned()));
        }
        if self.least_odds.zip(self.most_odds).is_some_and(|(least, most)| below(most, least)) {
            return Some(("most_odds", "must not be below least_odds".to_owned()));
        }
        if self.leagues.len() > Self::LEAGUES_MAX {
            return Some(("leagues", format!("must be at most {}", Self::LEAGUES_MAX)));
        }
        let absurd = |most: &Money| !most.is_positive() || *most > Money::MAX;
        let rule = "must be positive and within what money can hold";
        let amounts = [("max_risk", self.max_risk), ("max_win", self.max_win)];
        let broken = amounts.into_iter().find(|(_, most)| most.as_ref().is_some_and(absurd));
        broken.map(|(field, _)| (field, rule.to_owned()))
    }

    /// The canonical text: `key=value` words for what is restricted.
    pub fn text(&self) -> String {
        let kinds: Vec<&str> = self.wagers.iter().map(|kind| kind.name()).collect();
        let mut words = vec![format!("wagers={}", kinds.join(","))];
        words.extend(self.max_legs.map(|most| format!("max_legs={most}")));
        let odds = |name: &str, odds: Odds| {
            format!("{name}={}/{}/{}", odds.win, odds.risk, odds.format.name())
        };
        words.extend(self.least_odds.map(|least| odds("least_odds", least)));
        words.extend(self.most_odds.map(|most| odds("most_odds", most)));
        if !self.leagues.is_empty() {
            let leagues: Vec<String> = self.leagues.iter().map(|one| one.0.to_string()).collect();
            words.push(format!("leagues={}", leagues.join(",")));
        }
        words.extend(self.max_risk.map(|most| format!("max_risk={}", most.0)));
        words.extend(self.max_win.map(|most| format!("max_win={}", most.0)));
        words.extend((!self.props).then(|| "props=no".to_owned()));
        words.join(" ")
    }

    /// The terms of a canonical text; what it does not name is as standard.
    pub fn parse(text: &str) -> Option<GrantTerms> {
        let mut terms = GrantTerms::standard();
        for word in text.split_whitespace() {
            let (name, value) = word.split_once('=')?;
            let odds = || parse_odds(value);
            match name {
                "wagers" => {
                    terms.wagers = value.split(',').map(WagerKind::parse).collect::<Option<_>>()?
                }
                "max_legs" => terms.max_legs = Some(value.parse().ok()?),
                "least_odds" => terms.least_odds = Some(odds()?),
                "most_odds" => terms.most_odds = Some(odds()?),
                "leagues" => {
                    let one = |id: &str| id.parse().ok().map(LeagueId);
                    terms.leagues = value.split(',').map(one).collect::<Option<_>>()?;
                }
                "max_risk" => terms.max_risk = Some(Money(value.parse().ok()?)),
                "max_win" => terms.max_win = Some(Money(value.parse().ok()?)),
                "props" => terms.props = value != "no",
                _ => return None,
            }
        }
        Some(terms)
    }
}

/// `87/100/decimal`, or a plain fraction.
fn parse_odds(text: &str) -> Option<Odds> {
    let mut parts = text.split('/');
    let (win, risk) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let format = parts.next().map_or(Some(OddsFormat::Fractional), OddsFormat::parse)?;
    Some(Odds { format, ..Odds::fractional(win, risk).ok()? })
}

fn below(one: Odds, other: Odds) -> bool {
    one.compare(other) == Ordering::Less
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::market::{MarketKind, Side};
    use crate::board::period::Period;
    use crate::board::prop::PitcherRule;
    use crate::calendar::Instant;
    use crate::id::{FixtureId, MarketId};

    fn leg(kind: MarketKind, american: i64) -> Leg {
        Leg {
            fixture: FixtureId(1),
            market: MarketId(1),
            kind,
            period: Period::Game,
            side: Side::Home,
            points: None,
            gained: Default::default(),
            odds: Odds::american(american).expect("a price"),
            version: 1,
            starts_at: Instant(0),
            pitchers: PitcherRule::Action,
            listing: 0,
            places: 0,
            score: None,
            seen: None,
        }
    }

    /// The free play limits of SKY-fp (reference/features.md 3): straights and parlays of three,
    /// prices from -200 to +200, no props.
    #[test]
    fn a_grant_is_for_what_its_terms_say() {
        let terms = GrantTerms {
            max_legs: Some(3),
            least_odds: Odds::american(-200).ok(),
            most_odds: Odds::parse_decimal("3.00").ok(),
            leagues: vec![LeagueId(7)],
            max_risk: Some(Money(5_000)),
            max_win: Some(Money(9_000)),
            props: false,
            ..GrantTerms::standard()
        };
        let fits = |kind, legs: &[Leg], league: i64, risk: i64| {
            let leagues = vec![LeagueId(league); legs.len()];
            let (risk, win) = (Money(risk), Money(2 * risk));
            let wager = FreePlayWager { kind, legs, leagues: &leagues, risk, win };
            terms.bars(&wager).is_none()
        };
        let money = |american| leg(MarketKind::Moneyline, american);
        let (straight, parlay) = (WagerKind::Straight, WagerKind::Parlay);
        assert!(fits(straight, &[money(-200)], 7, 4_500));
        assert!(!fits(straight, &[money(-200)], 7, 4_501));
        assert!(fits(parlay, &[money(200), money(-110), money(100)], 7, 1));
        assert!(!fits(straight, &[money(-201)], 7, 1));
        assert!(!fits(straight, &[money(201)], 7, 1));
        assert!(!fits(straight, &[money(-110)], 8, 1));
        assert!(!fits(straight, &[money(-110)], 7, 5_001));
        assert!(!fits(straight, &[leg(MarketKind::YesNo, -110)], 7, 1));
        assert!(!fits(parlay, &[money(-110); 4], 7, 1));
        assert!(!fits(WagerKind::RoundRobin, &[money(-110); 3], 7, 1));
        assert_eq!(GrantTerms::parse(&terms.text()), Some(terms));
        assert_eq!(GrantTerms::parse(""), Some(GrantTerms::standard()));
        assert_eq!(GrantTerms::parse("least_odds=x"), None);
    }
}

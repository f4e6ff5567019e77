//! Line profiles: what an owner makes of the catalogue's prices for the players below: more or less
//! juice, lines shaded against a kind of bettor, and what is not offered to them at all.
//!
//! Decides what a player's own line is; never whether a wager is taken at it.

use crate::board::fixture::{Fixture, FixtureStatus, Sport};
use crate::board::line::Points;
use crate::board::market::{Market, MarketKind, MarketStatus, Price, Side};
use crate::board::period::Period;
use crate::id::{LeagueId, MemberId};
use crate::odds::Odds;
use crate::register::{by_name, name_of};
use crate::rejection::{Code, Rejection};
use crate::rows::Read;
use crate::wager::ticket::WagerKind;

/// Against whom a line is shaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lean {
    /// Whoever takes the side that gives points or has the shorter price.
    Favourite,
    /// Whoever takes the other one.
    Underdog,
    /// Whoever takes the home side.
    Home,
    /// Whoever takes the visiting side.
    Away,
    /// Whoever takes the over.
    Over,
    /// Whoever takes the under.
    Under,
}

impl Lean {
    /// Every lean with its stable name.
    pub const ALL: [(Lean, &str); 6] = [
        (Lean::Favourite, "favourite"),
        (Lean::Underdog, "underdog"),
        (Lean::Home, "home"),
        (Lean::Away, "away"),
        (Lean::Over, "over"),
        (Lean::Under, "under"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The lean of a stable name.
    pub fn parse(name: &str) -> Option<Lean> {
        by_name(&Self::ALL, name)
    }
}

/// Which lines: every named field must fit; no field fits all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineFilter {
    /// Only this sport.
    pub sport: Option<Sport>,
    /// Only this league.
    pub league: Option<LeagueId>,
    /// Only this kind of market.
    pub kind: Option<MarketKind>,
    /// Only this part of the game.
    pub period: Option<Period>,
    /// Only in play (true) or only before the start (false).
    pub live: Option<bool>,
}

impl LineFilter {
    fn fits(&self, market: &Market, fixture: &Fixture) -> bool {
        let live = fixture.status == FixtureStatus::InPlay;
        self.sport.is_none_or(|sport| sport == fixture.sport)
            && self.league.is_none_or(|league| league == fixture.league)
            && self.kind.is_none_or(|kind| kind == market.kind)
            && self.period.is_none_or(|period| period == market.period)
            && self.live.is_none_or(|wanted| wanted == live)
    }
}

/// What is made of the lines that a filter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shade {
    /// Which lines.
    pub filter: LineFilter,
    /// Nothing of them is offered; the rest says nothing then.
    pub blocked: bool,
    /// Cents taken from the price of every side; below zero they are given.
    pub juice: i32,
    /// Against whom the rest goes.
    pub against: Option<Lean>,
    /// Cents taken from that side's price, and given to the other of two.
    pub cents: i32,
    /// Points moved against that side.
    pub points: Points,
}

/// A profile: its shades in order, of which the first that fits a line holds, and the wager types
/// that are not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileTerms {
    /// The shades.
    pub shades: Vec<Shade>,
    /// Wager types that are not taken.
    pub blocked_wagers: Vec<WagerKind>,
}

/// The profile of one owner: the book ([`MemberId::HOUSE`]), a branch, or a player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProfile {
    /// The owner.
    pub owner: MemberId,
    /// What it makes of the lines; `None` leaves it to whoever stands above.
    pub terms: Option<ProfileTerms>,
    /// Which change of profiles of the book it was: the first is 1.
    pub revision: i64,
    /// How many there were; kept with the book's own row alone.
    pub changes: i64,
}

impl LineProfile {
    /// An owner that has never had one.
    pub fn none(owner: MemberId) -> LineProfile {
        LineProfile { owner, terms: None, revision: 0, changes: 0 }
    }
}

/// The owners whose profile may hold for a player of this chain, the nearest first. The first that
/// has one is in force, whole.
pub fn owners(chain: &[MemberId]) -> impl Iterator<Item = MemberId> + '_ {
    chain.iter().rev().copied().chain([MemberId::HOUSE])
}

/// What is in force for a player.
#[derive(Clone, Copy, Debug, Default)]
pub struct InForce<'r> {
    /// The nearest profile, if any owner has one.
    pub terms: Option<&'r ProfileTerms>,
    /// The owner of it.
    pub owner: Option<MemberId>,
    /// The last change of any owner in the chain. It is added to the version of every line, so that
    /// lines which a profile changed are known to have moved.
    pub revision: i64,
}

impl<'r> InForce<'r> {
    /// Of the profiles of a chain, the nearest owner first.
    pub fn of(profiles: impl Iterator<Item = &'r LineProfile>) -> InForce<'r> {
        profiles.fold(InForce::default(), |found, profile| {
            let revision = found.revision.max(profile.revision);
            match (found.terms, &profile.terms) {
                (None, Some(terms)) => {
                    InForce { terms: Some(terms), owner: Some(profile.owner), revision }
                }
                _ => InForce { revision, ..found },
            }
        })
    }

    /// A market as this player has it; `None` while no owner ever had a profile.
    pub fn line(&self, market: &Market, fixture: &Fixture) -> Option<Market> {
        if self.revision == 0 {
            return None;
        }
        let own = self.terms.and_then(|terms| terms.line(market, fixture));
        let own = own.unwrap_or_else(|| market.clone());
        Some(Market { version: market.version + self.revision, ..own })
    }
}

/// What is in force for a player of this chain.
pub fn in_force<'r>(read: &'r impl Read, chain: &[MemberId]) -> InForce<'r> {
    InForce::of(owners(chain).filter_map(|owner| read.line_profile(owner)))
}

impl ProfileTerms {
    /// Most shades of one profile.
    pub const SHADES_MAX: usize = 100;
    /// Most cents that a price may be moved by, either way.
    pub const CENTS_MAX: i32 = 200;
    /// Most points that a line may be moved by: ten.
    pub const POINTS_MAX: Points = Points(40);

    /// A market as players of this profile have it; `None` when nothing of it changes.
    pub fn line(&self, market: &Market, fixture: &Fixture) -> Option<Market> {
        let shade = self.shades.iter().find(|shade| shade.filter.fits(market, fixture))?;
        if shade.blocked {
            let status = match market.status {
                MarketStatus::Open => MarketStatus::Suspended,
                other => other,
            };
            return Some(Market { status, ..market.clone() });
        }
        let own = shade.apply(market);
        (own != *market).then_some(own)
    }

    /// Refuses a wager type that players of this profile do not have.
    pub fn refuse(&self, kind: WagerKind) -> Option<Rejection> {
        self.blocked_wagers.contains(&kind).then(|| {
            let detail = format!("this account places no wager of the type {}", kind.name());
            Rejection::new(Code::WagerTypeClosed, detail)
        })
    }

    /// The first rule it breaks: the field, and the rule.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        if self.shades.len() > ProfileTerms::SHADES_MAX {
            return Some(("shades", format!("must be at most {}", ProfileTerms::SHADES_MAX)));
        }
        let most = ProfileTerms::CENTS_MAX;
        let beyond = |cents: i32| !(-most..=most).contains(&cents);
        for shade in &self.shades {
            if beyond(shade.juice) {
                return Some(("juice", format!("must be -{most} to {most} cents")));
            }
            if beyond(shade.cents) {
                return Some(("cents", format!("must be -{most} to {most} cents")));
            }
            if shade.points.0.abs() > ProfileTerms::POINTS_MAX.0 {
                return Some(("points", "must be -10 to 10 points".to_owned()));
            }
            let aims = shade.cents != 0 || shade.points.0 != 0;
            if aims && shade.against.is_none() {
                return Some(("against", "must name a side: cents and points need one".to_owned()));
            }
        }
        None
    }
}

impl Shade {
    fn apply(&self, market: &Market) -> Market {
        let against = self.against.and_then(|lean| side_of(lean, market));
        let two = market.sides().len() == 2;
        let price = |price: &Price| {
            let own = match against {
                Some(side) if side == price.side => self.cents,
                Some(_) if two => -self.cents,
                _ => 0,
            };
            Price { odds: worsened(price.odds, self.juice + own), ..*price }
        };
        let points = market.points.map(|points| self.moved(against, market.kind, points));
        Market { points, prices: market.prices.iter().map(price).collect(), ..market.clone() }
    }

    /// The line moved against its side. A spread is the home side's: its bettor wants it higher; so
    /// does the bettor of an under. A line that would leave what lines can be stays.
    fn moved(&self, against: Option<Side>, kind: MarketKind, points: Points) -> Points {
        let step = self.points.0;
        let moved = match against {
            Some(Side::Home | Side::Under) => points.0 - step,
            Some(Side::Away | Side::Over) => points.0 + step,
            _ => points.0,
        };
        let is_line = moved.abs() <= Points::MAX.0 && (kind == MarketKind::Spread || moved > 0);
        if is_line { Points(moved) } else { points }
    }
}

/// Which side of a market a lean means; `None` where it has no such side, as where both are alike.
fn side_of(lean: Lean, market: &Market) -> Option<Side> {
    let has = |side: Side| market.odds_of(side).map(|_| side);
    match lean {
        Lean::Home => has(Side::Home),
        Lean::Away => has(Side::Away),
        Lean::Over => has(Side::Over),
        Lean::Under => has(Side::Under),
        Lean::Favourite => favourite(market),
        Lean::Underdog => match favourite(market)? {
            Side::Home => has(Side::Away),
            Side::Away => has(Side::Home),
            _ => None,
        },
    }
}

fn favourite(market: &Market) -> Option<Side> {
    if market.kind == MarketKind::Spread {
        return match market.points?.0 {
            0 => None,
            points if points < 0 => Some(Side::Home),
            _ => Some(Side::Away),
        };
    }
    let (home, away) = (market.odds_of(Side::Home)?, market.odds_of(Side::Away)?);
    match home.compare(away) {
        std::cmp::Ordering::Less => Some(Side::Home),
        std::cmp::Ordering::Greater => Some(Side::Away),
        std::cmp::Ordering::Equal => None,
    }
}

/// A price less so many cents on the scale of American odds, which has no gap between -100 and
/// +100: -110 less 5 is -115, +105 less 10 is -105. Exact for every price; one that would leave
/// what prices can be stays.
fn worsened(odds: Odds, cents: i32) -> Odds {
    if cents == 0 {
        return odds;
    }
    let (win, risk, cents) = (i128::from(odds.win), i128::from(odds.risk), i128::from(cents));
    // The place on the scale, times `unit`: 0 at even money, 50 at +150, -50 at -150.
    let (place, unit) =
        if win >= risk { (100 * (win - risk), risk) } else { (100 * (win - risk), win) };
    let place = place - cents * unit;
    let (win, risk) = if place >= 0 {
        (100 * unit + place, 100 * unit)
    } else {
        (100 * unit, 100 * unit - place)
    };
    Odds::reduced(win, risk, odds.format).unwrap_or(odds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::id::{FixtureId, MarketId, TeamId};

    fn american(value: i64) -> Odds {
        Odds::american(value).expect("a price")
    }

    fn market(kind: MarketKind, points: Option<i32>, prices: [(Side, i64); 2]) -> Market {
        Market {
            id: MarketId(1),
            fixture: FixtureId(1),
            kind,
            period: Period::Game,
            alternate: 0,
            prop: None,
            status: MarketStatus::Open,
            version: 3,
            points: points.map(Points),
            prices: prices.map(|(side, odds)| Price { side, odds: american(odds) }).to_vec(),
            moved_at: Instant(0),
            live: false,
        }
    }

    fn fixture() -> Fixture {
        Fixture {
            id: FixtureId(1),
            league: LeagueId(4),
            sport: Sport::Football,
            home: TeamId(1),
            away: TeamId(2),
            starts_at: Instant(10),
            status: FixtureStatus::Scheduled,
            rotation: 1,
            season: 2024,
            round: 1,
            neutral: false,
            venue: String::new(),
            score: None,
            scored_at: None,
            listing: 0,
        }
    }

    fn shade(juice: i32, against: Option<Lean>, cents: i32, quarters: i32) -> Shade {
        let filter = LineFilter::default();
        Shade { filter, blocked: false, juice, against, cents, points: Points(quarters) }
    }

    fn profile(shade: Shade) -> ProfileTerms {
        ProfileTerms { shades: vec![shade], blocked_wagers: Vec::new() }
    }

    fn spread() -> Market {
        market(MarketKind::Spread, Some(-12), [(Side::Home, -110), (Side::Away, -110)])
    }

    fn total() -> Market {
        market(MarketKind::Total, Some(180), [(Side::Over, -105), (Side::Under, -115)])
    }

    fn read(market: &Market) -> (Option<i32>, Vec<i64>) {
        let prices = market.prices.iter().map(|price| price.odds.to_american()).collect();
        (market.points.map(|points| points.0), prices)
    }

    #[test]
    fn cents_move_prices_across_even_money() {
        for (price, cents, expected) in [
            (-110, 5, -115),
            (-110, -5, -105),
            (105, 10, -105),
            (-105, -10, 105),
            (100, 0, 100),
            (150, 20, 130),
            (-101, -1, 100),
            (-500, 200, -700),
            (120, -200, 320),
        ] {
            let moved = worsened(american(price), cents);
            assert_eq!(moved.to_american(), expected, "{price} less {cents}");
            let back = worsened(moved, -cents);
            assert_eq!(back.compare(american(price)), std::cmp::Ordering::Equal, "{price}");
        }
        // A decimal price keeps its notation: 1.95 is -105.26..., less five cents 1.9070...
        let decimal = worsened(Odds::parse_decimal("1.95").expect("a price"), 5);
        let exact = (u64::from(decimal.win) * 2_095, u64::from(decimal.risk) * 1_900);
        assert_eq!((exact.0, decimal.format.name()), (exact.1, "decimal"));
    }

    #[test]
    fn lines_are_shaded_against_the_bettor_that_is_named() {
        let home = |market: &Market, shade: Shade| {
            let own = profile(shade).line(market, &fixture());
            read(&own.expect("changes"))
        };
        assert_eq!(home(&spread(), shade(5, None, 0, 0)), (Some(-12), vec![-115, -115]));
        let favourite = shade(0, Some(Lean::Favourite), 10, 2);
        assert_eq!(home(&spread(), favourite), (Some(-14), vec![-120, 100]));
        let underdog = shade(0, Some(Lean::Underdog), 0, 2);
        assert_eq!(home(&spread(), underdog), (Some(-10), vec![-110, -110]));
        assert_eq!(home(&total(), shade(0, Some(Lean::Over), 5, 2)), (Some(182), vec![-110, -110]));
        let under = shade(3, Some(Lean::Under), 0, 4);
        assert_eq!(home(&total(), under), (Some(176), vec![-108, -118]));
        let money = market(MarketKind::Moneyline, None, [(Side::Home, 140), (Side::Away, -160)]);
        let dog = shade(0, Some(Lean::Underdog), 10, 2);
        assert_eq!(home(&money, dog), (None, vec![130, -150]));
    }

    #[test]
    fn what_does_not_apply_changes_nothing() {
        let none = |market: &Market, shade: Shade| profile(shade).line(market, &fixture());
        assert_eq!(none(&spread(), shade(0, Some(Lean::Over), 10, 2)), None);
        assert_eq!(none(&total(), shade(0, Some(Lean::Favourite), 10, 2)), None);
        let even = market(MarketKind::Spread, Some(0), [(Side::Home, -110), (Side::Away, -110)]);
        assert_eq!(none(&even, shade(0, Some(Lean::Favourite), 10, 2)), None);
        let other = LineFilter { sport: Some(Sport::Soccer), ..LineFilter::default() };
        assert_eq!(none(&spread(), Shade { filter: other, ..shade(9, None, 0, 0) }), None);
        // A total stays above zero.
        let low = market(MarketKind::Total, Some(2), [(Side::Over, -110), (Side::Under, -110)]);
        assert_eq!(none(&low, shade(0, Some(Lean::Under), 0, 4)), None);
    }

    #[test]
    fn the_first_shade_that_fits_holds_and_blocked_lines_are_suspended() {
        let league = LineFilter { league: Some(LeagueId(4)), ..LineFilter::default() };
        let blocked = Shade { filter: league, blocked: true, ..shade(0, None, 0, 0) };
        let both = ProfileTerms {
            shades: vec![blocked, shade(5, None, 0, 0)],
            blocked_wagers: vec![WagerKind::Teaser],
        };
        let own = both.line(&spread(), &fixture()).expect("changes");
        assert_eq!((own.status, read(&own)), (MarketStatus::Suspended, read(&spread())));
        let closed = Market { status: MarketStatus::Closed, ..spread() };
        assert_eq!(
            both.line(&closed, &fixture()).map(|own| own.status),
            Some(MarketStatus::Closed)
        );
        let refusal = both.refuse(WagerKind::Teaser).expect("refused");
        assert_eq!(refusal.code, Code::WagerTypeClosed);
        assert!(both.refuse(WagerKind::Straight).is_none());
    }

    #[test]
    fn the_nearest_profile_holds_and_every_change_raises_the_version() {
        let of = |owner: i64, revision, terms| LineProfile {
            owner: MemberId(owner),
            terms,
            revision,
            changes: 0,
        };
        let juice = profile(shade(5, None, 0, 0));
        let rows = [of(9, 4, None), of(5, 2, Some(juice.clone())), of(0, 3, None)];
        let found = InForce::of(rows.iter());
        assert_eq!((found.owner, found.revision), (Some(MemberId(5)), 4));
        let own = found.line(&spread(), &fixture()).expect("an own line");
        assert_eq!((own.version, read(&own)), (7, (Some(-12), vec![-115, -115])));
        assert!(InForce::default().line(&spread(), &fixture()).is_none());
    }

    #[test]
    fn terms_keep_within_their_bounds() {
        assert!(profile(shade(200, Some(Lean::Home), -200, 40)).fault().is_none());
        for (wrong, field) in [
            (shade(201, None, 0, 0), "juice"),
            (shade(0, Some(Lean::Home), -201, 0), "cents"),
            (shade(0, Some(Lean::Home), 0, 41), "points"),
            (shade(0, None, 1, 0), "against"),
        ] {
            assert_eq!(profile(wrong).fault().map(|(field, _)| field), Some(field));
        }
    }
}

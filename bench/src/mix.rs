//! Which bets are placed: three quarters straights, the rest parlays of two and three legs, on a
//! few favourite games as often as on all others together.

use domain::board::market::{Market, Side};
use domain::command::{Action, Actor, Command, LegRequest, SeenLine, WagerRequest};
use domain::id::RequestKey;
use domain::money::Money;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy, WagerKind};
use domain::wager::via::Via;
use rand::{Rng, RngExt as _};
use uuid::Uuid;

use crate::ground::Ground;

/// Of a hundred bets, those with one leg.
const STRAIGHTS: u32 = 75;
/// Of a hundred bets, those with two legs.
const DOUBLES: u32 = 15;
/// Fixtures that take half of all legs.
const FAVOURITES: usize = 5;
/// Risks go in steps of one major unit, from five to this many.
const RISK_MAX: i64 = 110;

/// One bet to be placed.
#[derive(Clone, Debug)]
pub(crate) struct Bet {
    /// The player's place on the ground.
    pub(crate) player: usize,
    /// What is risked, in minor units.
    pub(crate) risk: i64,
    /// The selections, each of another fixture.
    pub(crate) legs: Vec<Pick>,
}

/// One selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    /// The fixture's place on the ground.
    pub(crate) fixture: usize,
    /// The market's place on the fixture.
    pub(crate) market: usize,
    /// The side.
    pub(crate) side: Side,
}

impl Bet {
    /// Draws a bet.
    pub(crate) fn draw(ground: &Ground, chance: &mut impl Rng) -> Bet {
        let count = match chance.random_range(0..100) {
            shape if shape < STRAIGHTS => 1,
            shape if shape < STRAIGHTS + DOUBLES => 2,
            _ => 3,
        };
        let mut legs: Vec<Pick> = Vec::with_capacity(count);
        while legs.len() < count {
            let pick = Pick::draw(ground, chance);
            if legs.iter().all(|other| other.fixture != pick.fixture) {
                legs.push(pick);
            }
        }
        Bet::on(legs, ground, chance)
    }

    /// Draws a bet with one leg.
    pub(crate) fn straight(ground: &Ground, chance: &mut impl Rng) -> Bet {
        Bet::on(vec![Pick::draw(ground, chance)], ground, chance)
    }

    /// Draws who places a bet on these selections, and what is risked.
    fn on(legs: Vec<Pick>, ground: &Ground, chance: &mut impl Rng) -> Bet {
        let player = chance.random_range(0..ground.players.len());
        Bet { player, risk: chance.random_range(5..=RISK_MAX) * 100, legs }
    }

    fn form(&self) -> Form {
        if self.legs.len() == 1 { Form::Straight } else { Form::Parlay }
    }

    /// How the legs hang together.
    pub(crate) fn kind(&self) -> WagerKind {
        self.form().kind()
    }

    /// The bet as the desk takes it.
    pub(crate) fn command(&self, ground: &Ground, key: Uuid) -> Command {
        let member = ground.players[self.player].member;
        let leg = |pick: &Pick| {
            let market = pick.market_on(ground);
            let seen = SeenLine {
                version: market.version,
                points: market.points_of(pick.side),
                odds: market.odds_of(pick.side),
            };
            LegRequest {
                market: market.id,
                side: pick.side,
                seen: Some(seen),
                pitchers: None,
                bought: Default::default(),
            }
        };
        let request = WagerRequest {
            member,
            form: self.form(),
            entry: Entry::Risk,
            amount: Money(self.risk),
            legs: self.legs.iter().map(leg).collect(),
            policy: PricePolicy::Better,
            free_play: false,
            repeat: false,
            via: Via::default(),
        };
        Command {
            book: ground.book,
            key: RequestKey(key.into_bytes()),
            print: key.as_u64_pair().1,
            actor: Actor::Member(member),
            action: Action::PlaceWager(Box::new(request)),
        }
    }
}

impl Pick {
    fn draw(ground: &Ground, chance: &mut impl Rng) -> Pick {
        let fixtures = ground.fixtures.len();
        let among = if chance.random() { FAVOURITES.min(fixtures) } else { fixtures };
        let fixture = chance.random_range(0..among);
        let market = chance.random_range(0..ground.fixtures[fixture].len());
        let prices = &ground.fixtures[fixture][market].prices;
        Pick { fixture, market, side: prices[chance.random_range(0..prices.len())].side }
    }

    /// The market meant.
    pub(crate) fn market_on<'g>(&self, ground: &'g Ground) -> &'g Market {
        &ground.fixtures[self.fixture][self.market]
    }
}

/// A ground of the mind, for tests of what is built from one.
#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::ground::Player;
    use domain::board::line::Points;
    use domain::board::market::{MarketKind, MarketStatus, Price};
    use domain::board::period::Period;
    use domain::calendar::Instant;
    use domain::id::{BookId, FixtureId, MarketId, MemberId};
    use domain::odds::Odds;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    pub(crate) fn ground() -> Ground {
        let market = |fixture: i64, place: i64| Market {
            id: MarketId(fixture * 10 + place),
            fixture: FixtureId(fixture),
            kind: MarketKind::Spread,
            period: Period::Game,
            alternate: 0,
            prop: None,
            status: MarketStatus::Open,
            version: 4,
            points: Some(Points(-14)),
            prices: [Side::Away, Side::Home]
                .map(|side| Price { side, odds: Odds::american(-110).expect("odds") })
                .to_vec(),
            moved_at: Instant(0),
            live: false,
        };
        let player = |member| Player {
            member: MemberId(member),
            token: "ab".repeat(32),
            csrf: "cd".repeat(32),
        };
        Ground {
            book: BookId(3),
            players: (100..150).map(player).collect(),
            fixtures: (1..=20)
                .map(|fixture| vec![market(fixture, 1), market(fixture, 2)])
                .collect(),
        }
    }

    #[test]
    fn the_mix_is_as_announced() {
        let (ground, mut chance) = (ground(), StdRng::seed_from_u64(1));
        let bets: Vec<Bet> = (0..10_000).map(|_| Bet::draw(&ground, &mut chance)).collect();
        let of = |count| bets.iter().filter(|bet| bet.legs.len() == count).count();
        assert!((7_300..7_700).contains(&of(1)), "{}", of(1));
        assert!((1_350..1_650).contains(&of(2)), "{}", of(2));
        assert_eq!(of(1) + of(2) + of(3), bets.len());
        let legs: Vec<Pick> = bets.iter().flat_map(|bet| bet.legs.clone()).collect();
        let favourites = legs.iter().filter(|pick| pick.fixture < FAVOURITES).count();
        assert!(favourites * 2 > legs.len(), "{favourites} of {}", legs.len());
        assert!(bets.iter().all(|bet| (500..=11_000).contains(&bet.risk)));
    }

    #[test]
    fn no_bet_names_a_fixture_twice() {
        let (ground, mut chance) = (ground(), StdRng::seed_from_u64(2));
        for _ in 0..2_000 {
            let bet = Bet::draw(&ground, &mut chance);
            let mut fixtures: Vec<usize> = bet.legs.iter().map(|pick| pick.fixture).collect();
            fixtures.sort_unstable();
            fixtures.dedup();
            assert_eq!(fixtures.len(), bet.legs.len(), "{bet:?}");
        }
    }

    #[test]
    fn the_desk_is_asked_for_what_was_seen() {
        let ground = ground();
        let pick = Pick { fixture: 2, market: 1, side: Side::Away };
        let bet = Bet { player: 7, risk: 1_100, legs: vec![pick] };
        let command = bet.command(&ground, Uuid::from_u128(9));
        let Action::PlaceWager(request) = command.action else { panic!("no wager") };
        assert_eq!((command.book, command.actor), (BookId(3), Actor::Member(MemberId(107))));
        assert_eq!((request.amount, request.form), (Money(1_100), Form::Straight));
        let seen = request.legs[0].seen.expect("seen");
        assert_eq!((seen.version, seen.points), (4, Some(Points(14))));
    }
}

//! The players of a demo: what they bet on a game, and when.

use domain::board::market::{MarketKind, Side};
use domain::calendar::Instant;
use domain::command::{LegRequest, WagerRequest};
use domain::id::MarketId;
use domain::money::Money;
use domain::wager::card::CardKind;
use domain::wager::places::Sizes;
use domain::wager::terms::{ChainAction, Form};
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};

use super::house::{House, Punter};

/// The card the crowd teases on, as published.
pub(super) const TEASER: &str = "galaxy-football-6";

/// A wager somebody has in mind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// When it will be placed.
    pub(super) at: Instant,
    /// By whom.
    pub(super) punter: Punter,
    /// On which game, by its place in the season.
    pub(super) game: usize,
}

/// A market that can be bet on, as the crowd sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenMarket {
    /// The game, by its place in the season.
    pub(super) game: usize,
    /// The market.
    pub(super) market: MarketId,
    /// What it asks.
    pub(super) kind: MarketKind,
}

/// Who bets on a game that was just posted, and when: a good part in the last hours, a few in play.
pub(super) fn wishes(
    houses: &[House],
    game: usize,
    posted: Instant,
    start: Instant,
    chance: &mut StdRng,
) -> Vec<Wish> {
    let whole = (start.0 - posted.0) / Instant::SECOND;
    let punters = houses.iter().flat_map(|house| &house.punters);
    let mut wishes = Vec::new();
    for punter in punters {
        if !chance.random_ratio(9, 20) {
            continue;
        }
        let before = if chance.random_ratio(1, 12) {
            // In play.
            -chance.random_range(120..2 * 3_600)
        } else if chance.random_ratio(3, 5) {
            chance.random_range(120..3 * 3_600)
        } else {
            chance.random_range(3 * 3_600..whole.max(3 * 3_600 + 1))
        };
        wishes.push(Wish { at: start.plus_seconds(-before), punter: *punter, game });
    }
    wishes
}

/// The wager a wish becomes on what is open at its time; `None` when nothing suits.
pub(super) fn wager(wish: &Wish, open: &[OpenMarket], chance: &mut StdRng) -> Option<WagerRequest> {
    let own: Vec<&OpenMarket> = open.iter().filter(|market| market.game == wish.game).collect();
    let first = own.choose(chance)?;
    let mut legs = vec![leg(first, chance)];
    let mut has_points = first.kind.has_points();
    if chance.random_ratio(3, 10) {
        let more = chance.random_range(1..=3);
        let others = open.iter().filter(|market| market.game != wish.game);
        let mut games = vec![wish.game];
        for market in others.sample(chance, more * 3) {
            if legs.len() <= more && !games.contains(&market.game) {
                games.push(market.game);
                legs.push(leg(market, chance));
                has_points &= market.kind.has_points();
            }
        }
    }
    let form = form(legs.len(), has_points, chance);
    let stake = match form {
        Form::Straight => wish.punter.stake,
        Form::RoundRobin { .. } | Form::Reverse { .. } => wish.punter.stake / 8,
        Form::Parlay | Form::IfBet { .. } | Form::Card { .. } => wish.punter.stake / 2,
    };
    let entries = [Entry::Risk, Entry::Risk, Entry::Win, Entry::Base];
    Some(WagerRequest {
        member: wish.punter.member,
        entry: if form == Form::Straight {
            entries.choose(chance).copied().unwrap_or(Entry::Risk)
        } else {
            Entry::Risk
        },
        form,
        amount: Money(stake * chance.random_range(1..=4)),
        legs,
        policy: PricePolicy::Any,
        free_play: false,
        repeat: false,
        via: Via::default(),
    })
}

/// How several selections are put together: mostly a parlay, now and then something else.
fn form(legs: usize, has_points: bool, chance: &mut StdRng) -> Form {
    let action = if chance.random() { ChainAction::Single } else { ChainAction::Double };
    match (legs, chance.random_range(0..8)) {
        (1, _) => Form::Straight,
        (_, 0 | 1) if has_points => Form::Card { kind: CardKind::Teaser, code: TEASER.to_owned() },
        (3.., 2 | 3) => Form::RoundRobin { sizes: Sizes::from_to(2, 2) },
        (2, 2) => Form::IfBet { action },
        (2, 3) => Form::Reverse { action },
        _ => Form::Parlay,
    }
}

fn leg(market: &OpenMarket, chance: &mut StdRng) -> LegRequest {
    // Favourites, overs and home sides draw a little more.
    let sides = match market.kind {
        MarketKind::Total => [Side::Over, Side::Over, Side::Under],
        _ => [Side::Home, Side::Home, Side::Away],
    };
    let side = sides.choose(chance).copied().unwrap_or(Side::Home);
    LegRequest {
        market: market.market,
        side,
        seen: None,
        pitchers: None,
        bought: Default::default(),
    }
}

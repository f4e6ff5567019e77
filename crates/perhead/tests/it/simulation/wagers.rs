//! Draws wagers of every type, and the cards that price some of them.

use domain::board::line::Points;
use domain::board::market::Side;
use domain::board::prop::PitcherRule;
use domain::command::{Action, Actor, LegRequest, SeenLine, SellPoints, WagerRequest};
use domain::id::MarketId;
use domain::money::Money;
use domain::wager::bought::published_points;
use domain::wager::card::{CardKind, NoAction, TieRule};
use domain::wager::places::Sizes;
use domain::wager::presets::published;
use domain::wager::same_game::{Correlation, SameGameRule};
use domain::wager::terms::{ChainAction, Form};
use domain::wager::ticket::{Entry, PricePolicy, WagerKind};
use domain::wager::via::Via;

use super::draw::{actor, amount, any, odds, player, sides_of, small};
use super::town::{LEAGUES, Town};
use crate::chance::Chance;

/// A market not started yet and one of its sides, rarely anything else.
fn leg(chance: &mut Chance, town: &Town) -> LegRequest {
    let seen = SeenLine {
        version: chance.between(1, 3),
        points: chance.once_in(2).then(|| Points(small(chance, -40, 200))),
        odds: chance.once_in(2).then(|| odds(chance)),
    };
    let seen = chance.once_in(4).then_some(seen);
    let bought = Points(if chance.once_in(5) { small(chance, -1, 7) } else { 0 });
    let coming = town.markets.iter().filter(|market| town.is_coming(market.fixture));
    let coming: Vec<_> = coming.collect();
    if coming.is_empty() || chance.once_in(25) {
        let market = MarketId(chance.between(-1, 500));
        return LegRequest { market, side: any(chance, &Side::ALL), seen, pitchers: None, bought };
    }
    let market = *chance.one_of(&coming);
    let side = *chance.one_of(&sides_of(market.kind));
    let pitchers = chance.once_in(20).then(|| any(chance, &PitcherRule::ALL));
    LegRequest { market: market.id, side, seen, pitchers, bought }
}

/// A card for each kind; pleasers borrow the teaser's prices.
fn card_code(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Parlay => "vwager-parlay",
        CardKind::Teaser | CardKind::Pleaser => "vwager-football-6",
        CardKind::Progressive => "oddsshark-progressive",
    }
}

pub(super) fn card(chance: &mut Chance) -> Action {
    let (kind, _) = *chance.one_of(&CardKind::ALL);
    let mut all = published().into_iter();
    let mut card = all.find(|card| card.code == card_code(kind)).expect("a published card");
    card.leg_price = None;
    card.kind = if chance.once_in(9) { any(chance, &CardKind::ALL) } else { kind };
    card.offered = !chance.once_in(9);
    card.table.ties = any(chance, &TieRule::ALL);
    card.table.no_action = any(chance, &NoAction::ALL);
    Action::PutCard(Box::new(card))
}

pub(super) fn sell_points(chance: &mut Chance) -> Action {
    let table = chance.one_of(&published_points()).clone();
    let table = (!chance.once_in(5)).then_some((table.name, table.source, table.prices));
    let (league, ..) = *chance.one_of(&LEAGUES);
    Action::SellPoints(Box::new(SellPoints { league: league.to_owned(), table }))
}

pub(super) fn same_game(chance: &mut Chance) -> SameGameRule {
    let blocked = Correlation::ALL.map(|(kind, _)| kind);
    SameGameRule {
        cut: small(chance, -1, 92),
        cut_with_props: small(chance, 0, 90),
        most: 1 + chance.below(8),
        blocked: blocked.into_iter().filter(|_| chance.once_in(3)).collect(),
    }
}

fn form(chance: &mut Chance) -> Form {
    let action = any(chance, &ChainAction::ALL);
    if chance.once_in(2) {
        return Form::Straight;
    }
    match any(chance, &WagerKind::ALL) {
        WagerKind::Straight => Form::Straight,
        WagerKind::Parlay => Form::Parlay,
        WagerKind::RoundRobin => {
            let most = 1 + chance.below(4);
            let sizes = Sizes::NONE.with(1 + chance.below(most)).and_then(|one| one.with(most));
            Form::RoundRobin { sizes: sizes.expect("small sizes") }
        }
        WagerKind::IfBet => Form::IfBet { action },
        WagerKind::Reverse => Form::Reverse { action },
        WagerKind::Teaser | WagerKind::Pleaser | WagerKind::Progressive => {
            let (kind, _) = *chance.one_of(&CardKind::ALL);
            Form::Card { kind, code: card_code(kind).to_owned() }
        }
    }
}

pub(super) fn bet(chance: &mut Chance, town: &Town, place: usize) -> (Actor, Action) {
    let member = player(chance, town, place);
    let actor = if chance.once_in(4) { actor(chance, town, place) } else { Actor::Member(member) };
    let form = form(chance);
    let count = match (form.kind(), chance.below(10)) {
        (_, 0) => chance.below(30),
        (WagerKind::Straight, _) => 1,
        (WagerKind::Parlay | WagerKind::IfBet | WagerKind::Reverse, _) => 2 + chance.below(3),
        (
            WagerKind::RoundRobin | WagerKind::Teaser | WagerKind::Pleaser | WagerKind::Progressive,
            _,
        ) => 3 + chance.below(3),
    };
    let request = WagerRequest {
        member,
        form,
        entry: any(chance, &Entry::ALL),
        amount: if chance.once_in(10) { amount(chance) } else { Money(chance.between(100, 4_000)) },
        legs: (0..count).map(|_| leg(chance, town)).collect(),
        policy: if chance.once_in(2) { PricePolicy::Any } else { any(chance, &PricePolicy::ALL) },
        free_play: chance.once_in(4),
        repeat: chance.once_in(3),
        via: Via::default(),
    };
    (actor, Action::PlaceWager(Box::new(request)))
}

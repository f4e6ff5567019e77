//! Whether the legs of a wager may stand together as asked: how many, which twice, which of one
//! fixture, and whether the house takes the type. Knows no prices, limits or money.

use crate::board::fixture::Sport;
use crate::command::{LegRequest, WagerRequest};
use crate::rejection::{Code, Rejection};
use crate::rules::HouseRules;
use crate::wager::card::Card;
use crate::wager::same_game::meet;
use crate::wager::terms::{ChainAction, ChainRule, Form, FrozenCard, Terms, WagerRules};
use crate::wager::ticket::{Leg, WagerKind};

/// What would be frozen of a form under the rules in force. A card that is not there is refused
/// by [`refuse_form`]; what stands here for it is never priced.
pub(super) fn terms_of(
    form: &Form,
    rules: &WagerRules,
    card: Option<&Card>,
    legs: &[Option<Leg>],
) -> Terms {
    let chain = |action: &ChainAction| ChainRule { action: *action, stakes: rules.chain_stakes };
    match form {
        Form::Straight => Terms::Straight,
        Form::Parlay => rules.same_game.as_ref().map_or(Terms::Parlay, |rule| {
            let legs: Vec<Leg> = legs.iter().flatten().copied().collect();
            if meet(&legs) { Terms::SameGame { cut: rule.cut_of(&legs) } } else { Terms::Parlay }
        }),
        Form::RoundRobin { sizes } => Terms::RoundRobin(*sizes),
        Form::IfBet { action } => Terms::IfBet(chain(action)),
        Form::Reverse { action } => Terms::Reverse(chain(action)),
        Form::Card { .. } => card.map_or(Terms::Parlay, |card| {
            let (code, table) = (card.code.clone(), card.table.clone());
            let (kind, version) = (card.kind, card.version);
            Terms::Card(Box::new(FrozenCard { kind, code, version, table }))
        }),
    }
}

/// Most bets of one ticket: every combination of ten selections.
const BETS_MAX: usize = 1_023;

/// Judges a form by itself and by the number of its legs.
pub(super) fn refuse_form(
    request: &WagerRequest,
    rules: &HouseRules,
    card: Option<&Card>,
    refusals: &mut Vec<Rejection>,
) {
    let (count, kind) = (request.legs.len(), request.form.kind());
    let allowed = match kind {
        WagerKind::Straight => 1..=1,
        _ if card.is_some() => card.map_or(0..=0, |card| card.table.least()..=card.table.most()),
        WagerKind::Teaser | WagerKind::Pleaser | WagerKind::Progressive => 2..=count.max(2),
        WagerKind::Parlay => 2..=usize::try_from(rules.max_legs).unwrap_or(0),
        WagerKind::RoundRobin => 2..=rules.wagers.round_robin_legs,
        WagerKind::IfBet => 2..=rules.wagers.if_bet_legs,
        WagerKind::Reverse => 2..=rules.wagers.reverse_legs,
    };
    if !allowed.contains(&count) {
        let (least, most) = (allowed.start(), allowed.end());
        let rule = format!("must be {least} to {most} for a {}", kind.name());
        refusals.push(Rejection::of_field(Code::LegCount, "legs", &rule));
    }
    let closed = || Rejection::new(Code::WagerTypeClosed, "the house takes no double action");
    match &request.form {
        Form::Straight | Form::Parlay => {}
        Form::Card { kind, .. } => match card {
            None => refusals.push(Rejection::not_found("card")),
            Some(card) if !card.offered || card.kind != *kind => {
                let detail = "the house offers no such card for this type of wager";
                refusals.push(Rejection::new(Code::WagerTypeClosed, detail));
            }
            Some(_) => {}
        },
        Form::RoundRobin { sizes } => {
            let fit = sizes.iter().all(|size| size <= count);
            let bets = sizes.combinations(count).unwrap_or(usize::MAX);
            if allowed.contains(&count) && !(fit && (1..=BETS_MAX).contains(&bets)) {
                let rule = format!("must be sizes of 1 to {count}, at most {BETS_MAX} bets");
                refusals.push(Rejection::of_field(Code::FieldInvalid, "sizes", &rule));
            }
        }
        Form::IfBet { action } | Form::Reverse { action } => {
            if *action == ChainAction::Double && !rules.wagers.double_action {
                refusals.push(closed());
            }
        }
    }
    refuse_repeated(&request.legs, refusals);
}

fn refuse_repeated(legs: &[LegRequest], refusals: &mut Vec<Rejection>) {
    let same = |a: &LegRequest, b: &LegRequest| a.market == b.market && a.side == b.side;
    let repeated = |(place, leg)| legs[..place].iter().any(|earlier| same(earlier, leg));
    if legs.iter().enumerate().any(repeated) {
        refusals.push(Rejection::new(Code::DuplicateLeg, "the same selection stands twice"));
    }
}

/// Judges legs of one fixture: what is multiplied or reversed takes one of each fixture, an if-bet
/// one of each market.
pub(super) fn refuse_together(
    terms: &Terms,
    (card, rules): (Option<&Card>, &WagerRules),
    (legs, sports): (&[Option<Leg>], &[Sport]),
    refusals: &mut Vec<Rejection>,
) {
    if let (Terms::SameGame { .. }, Some(rule)) = (terms, &rules.same_game) {
        let legs = legs.iter().flatten().copied().zip(sports.iter().copied());
        let refusal = rule.refuse(&legs.collect::<Vec<_>>());
        refusals.extend(refusal.map(|why| Rejection::new(Code::SameFixtureLegs, why)));
        return;
    }
    let together = |same: fn(&Leg, &Leg) -> bool| {
        let legs: Vec<&Leg> = legs.iter().flatten().collect();
        let meets = |(place, leg): (usize, &&Leg)| legs[..place].iter().any(|one| same(one, leg));
        legs.iter().enumerate().any(meets)
    };
    let (met, detail) = match terms {
        Terms::Straight => return,
        Terms::IfBet(_) => {
            (together(|a, b| a.market == b.market), "an if-bet takes one selection of each market")
        }
        Terms::Card(_) if card.is_some_and(|card| card.same_fixture) => {
            (together(|a, b| a.market == b.market), "this card takes one selection of each market")
        }
        Terms::Parlay
        | Terms::SameGame { .. }
        | Terms::Card(_)
        | Terms::RoundRobin(_)
        | Terms::Reverse(_) => (
            together(|a, b| a.fixture == b.fixture),
            "this wager takes one selection of each fixture",
        ),
    };
    if met {
        refusals.push(Rejection::new(Code::SameFixtureLegs, detail));
    }
}

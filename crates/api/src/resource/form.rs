//! How the legs of a wager hang together, over the wire: one type with the few terms it needs.

use domain::wager::bet::{self, Bets, Entered};
use domain::wager::card::CardKind as DomainCard;
use domain::wager::places::{SYSTEMS, Sizes, system};
use domain::wager::terms::{Form, Terms};
use domain::wager::ticket::Leg;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Faults;
use crate::resource::card::CardPriceShape;
use crate::shape::money::{Currency, Money};
use crate::shape::word::{ChainAction, ChainStakes, NoAction, TieRule, WagerType};

/// What a wager type needs beside its legs; a straight and a parlay need nothing.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WagerTerms {
    /// Of a round robin: the sizes of its parlays; 1 is a single.
    #[schema(nullable = false, example = json!([2, 3]))]
    pub(crate) sizes: Option<Vec<u32>>,
    /// Of a round robin: a named system in place of sizes, such as `trixie` or `lucky_15`.
    #[schema(nullable = false)]
    pub(crate) system: Option<String>,
    /// Of an if-bet or reverse: what lets the next link run. `single` without it.
    #[schema(nullable = false)]
    pub(crate) action: Option<ChainAction>,
    /// Of a teaser, pleaser or progressive parlay: the card. Of a parlay: a card in place of true
    /// odds.
    #[schema(nullable = false)]
    pub(crate) card: Option<String>,
}

/// A card as a ticket keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct TicketCard {
    pub(crate) code: String,
    pub(crate) version: i32,
    pub(crate) ties: TieRule,
    pub(crate) no_action: NoAction,
    pub(crate) prices: Vec<CardPriceShape>,
}

/// How the legs of a ticket hang together, as frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct TicketTerms {
    /// Of a round robin: the sizes of its parlays.
    #[schema(required = true)]
    pub(crate) sizes: Option<Vec<u32>>,
    /// Of an if-bet or reverse: what lets the next link run.
    #[schema(required = true)]
    pub(crate) action: Option<ChainAction>,
    /// Of an if-bet or reverse: what a later link risks at most.
    #[schema(required = true)]
    pub(crate) stakes: Option<ChainStakes>,
    /// The card it is priced by, as it was then.
    #[schema(required = true)]
    pub(crate) card: Option<TicketCard>,
    /// Of a parlay with selections of one game: what is taken off its win.
    #[schema(required = true)]
    pub(crate) same_game_cut_percent: Option<i32>,
}

impl TicketTerms {
    /// The shape of frozen terms.
    pub(crate) fn of(terms: &Terms) -> TicketTerms {
        let mut shape = TicketTerms::default();
        match terms {
            Terms::Straight | Terms::Parlay => {}
            Terms::SameGame { cut } => shape.same_game_cut_percent = Some(*cut),
            Terms::RoundRobin(sizes) => {
                let sizes = sizes.iter().filter_map(|size| u32::try_from(size).ok());
                shape.sizes = Some(sizes.collect());
            }
            Terms::IfBet(rule) | Terms::Reverse(rule) => {
                shape.action = Some(rule.action.into());
                shape.stakes = Some(rule.stakes.into());
            }
            Terms::Card(card) => {
                shape.card = Some(TicketCard {
                    code: card.code.clone(),
                    version: card.version,
                    ties: card.table.ties.into(),
                    no_action: card.table.no_action.into(),
                    prices: card.table.prices.iter().map(CardPriceShape::of).collect(),
                });
            }
        }
        shape
    }
}

/// One bet of a ticket: a unit that pays on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BetShape {
    /// Its legs by number; of a chain, in the order they run.
    pub(crate) legs: Vec<u32>,
    /// What each link of a chain risks when it runs; of any other bet, its one risk.
    pub(crate) risks: Vec<Money>,
}

/// The bets of a wager with several, as they would be or were accepted; empty for one bet.
pub(crate) fn bets_of(
    terms: &Terms,
    legs: &[Leg],
    entered: &Entered,
    currency: Currency,
) -> Vec<BetShape> {
    if let Terms::Straight | Terms::Parlay | Terms::SameGame { .. } | Terms::Card(_) = terms {
        return Vec::new();
    }
    let number = |place: usize| u32::try_from(place + 1).unwrap_or(0);
    let compiled = bet::compile(terms, legs, entered);
    match compiled.map(|compiled| compiled.bets) {
        None | Some(Bets::One(_)) => Vec::new(),
        Some(Bets::Many(bets)) => {
            let shape = |bet: &bet::Combination| BetShape {
                legs: bet.legs.iter().map(number).collect(),
                risks: vec![currency.of(bet.risk)],
            };
            bets.iter().map(shape).collect()
        }
        Some(Bets::Chains(chains)) => {
            let shape = |chain: &domain::wager::chain::Chain| BetShape {
                legs: chain.links.iter().map(|link| number(link.place)).collect(),
                risks: chain.links.iter().map(|link| currency.of(link.risk)).collect(),
            };
            chains.iter().map(shape).collect()
        }
    }
}

/// Reads type and terms together; what does not fit is named by its field.
pub(crate) fn form(
    faults: &mut Faults,
    kind: WagerType,
    terms: Option<&WagerTerms>,
    legs: usize,
) -> Form {
    let WagerTerms { sizes, system, action, card } = terms.cloned().unwrap_or_default();
    let is_chain = matches!(kind, WagerType::IfBet | WagerType::Reverse);
    let is_round_robin = kind == WagerType::RoundRobin;
    let mut foreign = |field: &str, given: bool, fits: bool| {
        if given && !fits {
            let detail = format!("{field} does not belong to this type of wager");
            faults.add(field, "field_invalid", detail);
        }
    };
    foreign("terms.sizes", sizes.is_some(), is_round_robin);
    foreign("terms.system", system.is_some(), is_round_robin);
    foreign("terms.action", action.is_some(), is_chain);
    foreign("terms.card", card.is_some(), card_kind(kind).is_some());
    let needs_card = card_kind(kind).is_some_and(|kind| kind != DomainCard::Parlay);
    if needs_card && card.is_none() {
        faults.add("terms.card", "field_missing", "terms.card must name a card".to_owned());
    }
    if let (Some(kind), Some(code)) = (card_kind(kind), card) {
        return Form::Card { kind, code };
    }
    let action = action.unwrap_or(ChainAction::Single).into();
    match kind {
        WagerType::Straight => Form::Straight,
        // A card that is missing was told above.
        WagerType::Parlay | WagerType::Teaser | WagerType::Pleaser | WagerType::Progressive => {
            Form::Parlay
        }
        WagerType::RoundRobin => {
            Form::RoundRobin { sizes: sizes_of(faults, sizes, system.as_deref(), legs) }
        }
        WagerType::IfBet => Form::IfBet { action },
        WagerType::Reverse => Form::Reverse { action },
    }
}

fn card_kind(kind: WagerType) -> Option<DomainCard> {
    match kind {
        WagerType::Parlay => Some(DomainCard::Parlay),
        WagerType::Teaser => Some(DomainCard::Teaser),
        WagerType::Pleaser => Some(DomainCard::Pleaser),
        WagerType::Progressive => Some(DomainCard::Progressive),
        WagerType::Straight | WagerType::RoundRobin | WagerType::IfBet | WagerType::Reverse => None,
    }
}

fn sizes_of(
    faults: &mut Faults,
    sizes: Option<Vec<u32>>,
    name: Option<&str>,
    legs: usize,
) -> Sizes {
    let mut refuse = |field: &str, rule: String| {
        faults.add(field, "field_invalid", format!("{field} {rule}"));
        Sizes::NONE
    };
    match (sizes, name) {
        (Some(_), Some(_)) => refuse("terms.system", "stands in place of sizes".to_owned()),
        (None, None) => refuse("terms.sizes", "must name at least one size".to_owned()),
        (Some(sizes), None) => {
            let size = |size: u32| usize::try_from(size).ok();
            let all = sizes.iter().try_fold(Sizes::NONE, |all, one| all.with(size(*one)?));
            all.unwrap_or_else(|| refuse("terms.sizes", "must be small whole numbers".to_owned()))
        }
        (None, Some(name)) => match system(name) {
            Some(system) if system.legs == legs => system.sizes,
            Some(system) => refuse("terms.system", format!("takes {} legs", system.legs)),
            None => {
                let known: Vec<&str> = SYSTEMS.iter().map(|system| system.name).collect();
                refuse("terms.system", format!("must be one of {}", known.join(", ")))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: WagerType, text: &str, legs: usize) -> Result<Form, Vec<String>> {
        let terms: WagerTerms = serde_json::from_str(text).expect("terms");
        let mut faults = Faults::default();
        let form = form(&mut faults, kind, Some(&terms), legs);
        let fields = |problem: crate::problem::Problem| {
            problem.shape.errors.iter().map(|error| error.field.clone()).collect()
        };
        faults.finish().map(|()| form).map_err(fields)
    }

    #[test]
    fn sizes_and_systems_are_one_thing() {
        let by_sizes = read(WagerType::RoundRobin, r#"{"sizes":[2,3]}"#, 3);
        assert_eq!(by_sizes, read(WagerType::RoundRobin, r#"{"system":"trixie"}"#, 3));
        assert_eq!(by_sizes, Ok(Form::RoundRobin { sizes: Sizes::from_to(2, 3) }));
    }

    #[test]
    fn terms_that_do_not_fit_are_named() {
        for (kind, text, field) in [
            (WagerType::Straight, r#"{"sizes":[2]}"#, "terms.sizes"),
            (WagerType::Parlay, r#"{"action":"double"}"#, "terms.action"),
            (WagerType::Straight, r#"{"card":"six"}"#, "terms.card"),
            (WagerType::Teaser, "{}", "terms.card"),
            (WagerType::RoundRobin, "{}", "terms.sizes"),
            (WagerType::RoundRobin, r#"{"sizes":[0]}"#, "terms.sizes"),
            (WagerType::RoundRobin, r#"{"system":"yankee"}"#, "terms.system"),
            (WagerType::RoundRobin, r#"{"system":"lucky_16"}"#, "terms.system"),
            (WagerType::RoundRobin, r#"{"system":"trixie","sizes":[2]}"#, "terms.system"),
        ] {
            assert_eq!(read(kind, text, 3), Err(vec![field.to_owned()]), "{text}");
        }
    }
}

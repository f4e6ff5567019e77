//! Draws limits and stops: what the books of a simulation will not take, or not at once.

use domain::acceptance::{AcceptanceCommand, AcceptanceTerms, Tender, TenderState};
use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::profile::{Lean, LineFilter, LineProfile, ProfileTerms, Shade};
use domain::command::{Action, LimitWanted};
use domain::control::Target;
use domain::id::{LeagueId, MemberId};
use domain::limit::rule::{Filter, Measure, PLATFORM_OWNER, Share, Span};
use domain::money::Money;
use domain::wager::ticket::WagerKind;
use store::Database;

use super::draw::{amount, any, maybe, member, player, small, text};
use super::town::Town;
use crate::chance::Chance;

/// Limits: mostly some that matter to the wagers of a simulation, sometimes absurd ones.
pub(super) fn limits(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let owner = match chance.below(4) {
        0 | 1 => MemberId::HOUSE,
        2 => PLATFORM_OWNER,
        _ => member(chance, town, place),
    };
    let rule = |chance: &mut Chance| LimitWanted {
        measure: any(chance, &Measure::ALL),
        span: any(chance, &Span::ALL),
        share: any(chance, &Share::ALL),
        filter: Filter {
            sport: if chance.once_in(3) { Some(any(chance, &Sport::ALL)) } else { None },
            wager: if chance.once_in(3) { Some(any(chance, &WagerKind::ALL)) } else { None },
            live: if chance.once_in(4) { Some(chance.once_in(2)) } else { None },
            ..Filter::default()
        },
        amount: if chance.once_in(20) {
            amount(chance)
        } else {
            Money(chance.between(900, 90_000))
        },
    };
    let count = chance.below(4);
    Action::ReplaceLimits { owner, rules: (0..count).map(|_| rule(chance)).collect() }
}

/// What an owner makes of the lines.
pub(super) fn profile(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let owner = if chance.once_in(3) { MemberId::HOUSE } else { member(chance, town, place) };
    let shade = |chance: &mut Chance| Shade {
        filter: LineFilter {
            sport: if chance.once_in(2) { Some(any(chance, &Sport::ALL)) } else { None },
            live: if chance.once_in(4) { Some(chance.once_in(2)) } else { None },
            ..LineFilter::default()
        },
        blocked: chance.once_in(8),
        juice: small(chance, -205, 205),
        against: if chance.once_in(4) { None } else { Some(any(chance, &Lean::ALL)) },
        cents: small(chance, -40, 40),
        points: Points(small(chance, -12, 12)),
    };
    let shades = (0..chance.below(3)).map(|_| shade(chance)).collect();
    let blocked_wagers =
        if chance.once_in(3) { vec![any(chance, &WagerKind::ALL)] } else { Vec::new() };
    let terms = (!chance.once_in(3)).then_some(ProfileTerms { shades, blocked_wagers });
    Action::SetProfile(Box::new(LineProfile { terms, ..LineProfile::none(owner) }))
}

/// Stops and what is taken up again.
pub(super) fn control(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let target = match chance.below(5) {
        0 => Target::Live,
        1 => Target::Sport(any(chance, &Sport::ALL)),
        2 => Target::Branch(member(chance, town, place)),
        3 => Target::League(LeagueId(chance.between(0, 12))),
        _ => Target::All,
    };
    // More is taken up again than stopped, or soon nobody could bet.
    Action::Control { target, stopped: chance.once_in(4), reason: text(chance) }
}

/// Terms under which wagers wait, or the word on one that does.
pub(super) fn acceptance(
    chance: &mut Chance,
    town: &Town,
    place: usize,
    database: &Database,
) -> Action {
    let book = town.books[place].id;
    let waits = |one: &Tender| one.state == TenderState::Waiting;
    let known = database.all_tenders(book).expect("reads");
    let known: Vec<&Tender> = known.iter().filter(|one| waits(one)).collect();
    if known.is_empty() || chance.once_in(5) {
        let book_or_member = [MemberId::HOUSE, player(chance, town, place)];
        let owner = *chance.one_of(&book_or_member);
        let terms = AcceptanceTerms {
            approve_risk: Some(Money(chance.between(-9, 9_000))),
            approve_win: maybe(chance),
            lapse_seconds: small(chance, -9, 604_900),
        };
        let terms = if chance.once_in(4) { None } else { Some(terms) };
        return Action::Acceptance(AcceptanceCommand::SetTerms { owner, terms });
    }
    let (member, tender) = {
        let one = *chance.one_of(&known);
        (one.member, one.id)
    };
    let note = if chance.once_in(4) { text(chance) } else { "decided".to_owned() };
    Action::Acceptance(match chance.below(6) {
        0 => AcceptanceCommand::Refuse { member, tender, note },
        1 => AcceptanceCommand::Review { tender },
        2 => AcceptanceCommand::Approve { member, tender, amount: Some(amount(chance)), note },
        _ => AcceptanceCommand::Approve { member, tender, amount: None, note },
    })
}

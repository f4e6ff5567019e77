//! Decisions about a house's cards. Every change is a version of its own; tickets keep the prices
//! and rules they were accepted under.

use crate::command::Outcome;
use crate::draft::Draft;
use crate::event::EventKind;
use crate::rejection::Rejection;
use crate::rows::{Appended, Read, Row};
use crate::wager::card::Card;

pub(super) fn put_card(draft: &mut Draft<'_>, card: &Card) -> Result<Outcome, Rejection> {
    let card = card.clone().checked()?;
    let before = draft.card(card.code.clone()).map_or(0, |card| card.version);
    // From here on it must succeed.
    let card = Card { version: before + 1, ..card };
    let event = draft.event(EventKind::CardChanged).text("card", &card.code);
    let event = event.number("version", card.version.into()).text("kind", card.kind.name());
    let event = event.text("offered", if card.offered { "true" } else { "false" });
    draft.record(event.text("terms", &card.body()));
    draft.append(Appended::CardVersion(card.clone()));
    draft.put(Row::Card(card));
    Ok(Outcome::Done)
}

//! Decisions about a house's cards and the points it sells. Every change is a version of its own;
//! tickets keep the prices and rules they were accepted under.

use crate::command::{Outcome, SellPoints};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::rejection::Rejection;
use crate::rows::{Appended, Read, Row};
use crate::wager::bought::PointTable;
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

/// Sells points in a league, or no more: a further version of the house rules.
pub(super) fn sell_points(draft: &mut Draft<'_>, sell: &SellPoints) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("book");
    let mut book = draft.book(draft.moment.book).cloned().ok_or_else(unknown)?;
    let rules = draft.rules(book.rules_version).cloned().ok_or_else(unknown)?;
    let league = draft.league(sell.league.clone()).map(|league| league.id);
    let league = league.ok_or_else(|| Rejection::not_found("league"))?;
    let table = sell
        .table
        .clone()
        .map(|(name, source, prices)| PointTable { league, name, source, prices }.checked());
    let table = table.transpose()?;
    // From here on it must succeed.
    let prices = table.as_ref().map_or_else(|| "none".to_owned(), |table| table.prices.text());
    let rules = rules.selling(league, table);
    book.rules_version = rules.version;
    let event = draft.event(EventKind::BookChanged);
    let event = event.number("rules_version", rules.version.into());
    draft.record(event.number("points_of", league.0).text("prices", &prices));
    draft.put(Row::Rules(rules));
    draft.put(Row::Book(book));
    Ok(Outcome::Done)
}

//! The part of the season about the cards of the house and the points it sells: put up, and taken
//! down again.

use domain::command::{Action, SellPoints};
use domain::wager::bought::published_points;
use domain::wager::presets::published;

use super::Season;

impl Season<'_, '_> {
    /// Sells points in two leagues, then in one of them no more.
    pub(super) fn sell_points(&mut self) {
        let table = published_points().remove(0);
        let table = Some((table.name, table.source, table.prices));
        for (league, table) in [("NFL", table.clone()), ("LIGA", table), ("LIGA", None)] {
            let sell = SellPoints { league: league.to_owned(), table };
            self.by_root(0, Action::SellPoints(Box::new(sell)));
        }
    }

    /// Puts a card up and takes it down: two versions.
    pub(super) fn put_cards(&mut self) {
        let mut card = published().remove(0);
        self.by_root(0, Action::PutCard(Box::new(card.clone())));
        card.offered = false;
        self.by_root(0, Action::PutCard(Box::new(card)));
    }
}

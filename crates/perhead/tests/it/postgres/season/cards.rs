//! The part of the season about the cards of the house: one put up, and taken down again.

use domain::command::Action;
use domain::wager::presets::published;

use super::Season;

impl Season<'_, '_> {
    /// Puts a card up and takes it down: two versions.
    pub(super) fn put_cards(&mut self) {
        let mut card = published().remove(0);
        self.by_root(0, Action::PutCard(Box::new(card.clone())));
        card.offered = false;
        self.by_root(0, Action::PutCard(Box::new(card)));
    }
}

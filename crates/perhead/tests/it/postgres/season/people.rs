//! What happens to people and to the book itself in the season.

use domain::command::Action;
use domain::jurisdiction::{CreditPolicy, Jurisdiction, VoidAfterResult, WeeklyWindow};
use domain::money::Money;

use super::Season;

impl Season<'_, '_> {
    /// Each book enters settings of its own, twice.
    pub(super) fn govern(&mut self) {
        for place in 0..self.houses.len() {
            let mut settings = Jurisdiction::standard(self.houses[place].id);
            settings.name = "Île de «Ré»".to_owned();
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings.clone())));
            settings.credit.policy = CreditPolicy::Conditional;
            settings.void_after_result = VoidAfterResult::Allowed;
            settings.withdrawal.maximum = Some(Money(500_000));
            settings.withdrawal.cutoff_minute = Some(900);
            let window = WeeklyWindow { weekday: 1, from_minute: 540, to_minute: 1_020 };
            settings.withdrawal.windows = vec![window];
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings)));
        }
        self.limit();
    }
}

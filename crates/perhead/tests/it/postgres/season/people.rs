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
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings)));
            let mut settings = self.settings(place);
            settings.credit.policy = CreditPolicy::Allowed;
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings)));
        }
        self.limit();
    }

    /// The settings a book lives under. Payouts can be asked for on the day the season begins.
    pub(super) fn settings(&self, place: usize) -> Jurisdiction {
        let mut settings = Jurisdiction::standard(self.houses[place].id);
        settings.name = "Île de «Ré»".to_owned();
        settings.credit.policy = CreditPolicy::Conditional;
        settings.void_after_result = VoidAfterResult::Allowed;
        settings.withdrawal.maximum = Some(Money(500_000));
        settings.withdrawal.cutoff_minute = Some(1_439);
        let all_day = |weekday| WeeklyWindow { weekday, from_minute: 0, to_minute: 24 * 60 };
        settings.withdrawal.windows = vec![all_day(1), all_day(6), all_day(7)];
        settings
    }
}

//! Plays what somebody does about people or the book.

use domain::command::{Action, Outcome};
use domain::jurisdiction::{
    CreditPolicy, DepositLimitMeaning, ExcludedBets, Jurisdiction, VerifiedBefore, VoidAfterResult,
    parse_windows,
};
use domain::money::Money;

use super::{Play, unit};
use crate::script::people::PeopleDeed;
use crate::script::words;
use crate::stage::Done;

impl Play<'_> {
    pub(super) fn people(&mut self, by: &str, deed: &PeopleDeed) -> Result<Done<()>, String> {
        match deed {
            PeopleDeed::Govern(settings) => self.govern(by, settings),
        }
    }

    /// Changes the named settings and leaves the others as they are.
    fn govern(&mut self, by: &str, settings: &[(String, String)]) -> Result<Done<()>, String> {
        let mut wanted = self.cast.jurisdiction()?;
        for (name, text) in settings {
            set(&mut wanted, name, text).ok_or_else(|| format!("`{name} {text}` is no setting"))?;
        }
        let action = Action::ChangeJurisdiction(Box::new(wanted.clone()));
        let done = self.by_member(by, action, None)?;
        if let Ok(Outcome::Done) = done {
            self.cast.govern(wanted)?;
        }
        Ok(unit(done))
    }
}

fn set(settings: &mut Jurisdiction, name: &str, text: &str) -> Option<()> {
    let seconds = || text.parse::<i64>().ok();
    let number = || text.parse::<i32>().ok();
    let amount = || words::money(text);
    let maybe = |money: Option<Money>| if text == "none" { Some(None) } else { money.map(Some) };
    match name {
        "name" => settings.name = text.to_owned(),
        "identity.minimum_age" => settings.identity.minimum_age = number()?,
        "identity.verified_before" => {
            settings.identity.verified_before = VerifiedBefore::parse(text)?;
        }
        "identity.terms_version" => settings.identity.terms_version = text.to_owned(),
        "identity.privacy_version" => settings.identity.privacy_version = text.to_owned(),
        "access.lockout_failures" => settings.access.lockout_failures = number()?,
        "access.lockout_window_seconds" => settings.access.lockout_window_seconds = seconds()?,
        "access.lockout_seconds" => settings.access.lockout_seconds = seconds()?,
        "access.staff_second_factor" => settings.access.staff_second_factor = text == "yes",
        "credit.policy" => settings.credit.policy = CreditPolicy::parse(text)?,
        "credit.increase_delay_seconds" => settings.credit.increase_delay_seconds = seconds()?,
        "protection.deposit_limit" => {
            settings.protection.deposit_limit = DepositLimitMeaning::parse(text)?;
        }
        "protection.loosening_seconds" => settings.protection.loosening_seconds = seconds()?,
        "protection.excluded_bets" => {
            settings.protection.excluded_bets = ExcludedBets::parse(text)?;
        }
        "withdrawal.minimum" => settings.withdrawal.minimum = amount()?,
        "withdrawal.maximum" => settings.withdrawal.maximum = maybe(amount())?,
        "withdrawal.second_approval_above" => {
            settings.withdrawal.second_approval_above = maybe(amount())?;
        }
        "withdrawal.hold_seconds" => settings.withdrawal.hold_seconds = seconds()?,
        "withdrawal.rollover_percent" => settings.withdrawal.rollover_percent = number()?,
        "withdrawal.weekly_max" => settings.withdrawal.weekly_max = Some(number()?),
        "withdrawal.windows" => settings.withdrawal.windows = parse_windows(text)?,
        "withdrawal.cutoff_minute" => settings.withdrawal.cutoff_minute = Some(number()?),
        "void_after_result" => settings.void_after_result = VoidAfterResult::parse(text)?,
        "retention.record_years" => settings.retention.record_years = number()?,
        "large_wager" => settings.large_wager = amount()?,
        _ => return None,
    }
    Some(())
}

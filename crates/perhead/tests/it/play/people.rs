//! Plays what somebody does about people or the book.

use desk::clock::Clock as _;
use domain::command::{Action, Closing, ListPerson, Outcome, SignUp};
use domain::id::EntryId;
use domain::identity::SignupCode;
use domain::jurisdiction::{
    CreditPolicy, DepositLimitMeaning, ExcludedBets, Jurisdiction, VerifiedBefore, VoidAfterResult,
    parse_methods, parse_windows,
};
use domain::money::Money;

use super::{Play, unit};
use crate::script::people::{PeopleDeed, SignUpWords};
use crate::script::words;
use crate::stage::Done;

impl Play<'_> {
    pub(super) fn people(&mut self, by: &str, deed: &PeopleDeed) -> Result<Done<()>, String> {
        match deed {
            PeopleDeed::Govern(settings) => self.govern(by, settings),
            PeopleDeed::Grant(member, permissions) => {
                let (member, permissions) = (self.cast.member(member)?, *permissions);
                let action = Action::ChangePermissions { member, permissions };
                self.by_member(by, action, None).map(unit)
            }
            PeopleDeed::Move(member, parent) => {
                let (member, parent) = (self.cast.member(member)?, self.cast.member(parent)?);
                self.by_member(by, Action::MoveMember { member, parent }, None).map(unit)
            }
            PeopleDeed::End(member, method) => {
                let member = self.cast.member(member)?;
                let (method, reference, note) = (*method, String::new(), String::new());
                let closing = Closing { member, method, reference, note };
                self.by_member(by, Action::CloseMember(closing), None).map(unit)
            }
            PeopleDeed::Identify(member, details) => {
                let (member, details) = (self.cast.member(member)?, Box::new(details.clone()));
                self.by_member(by, Action::SetPerson { member, details }, None).map(unit)
            }
            PeopleDeed::Verify(member, verification, evidence) => {
                let (member, verification) = (self.cast.member(member)?, *verification);
                let evidence = evidence.clone();
                let action = Action::Verify { member, verification, evidence };
                self.by_member(by, action, None).map(unit)
            }
            PeopleDeed::Consent(terms, privacy) => {
                let (terms, privacy) = (terms.clone(), privacy.clone());
                self.by_member(by, Action::AcceptTerms { terms, privacy }, None).map(unit)
            }
            PeopleDeed::List(kind, person, until, entry) => {
                let reason = "a scenario".to_owned();
                let (kind, person, until) = (*kind, person.clone(), *until);
                let list = ListPerson { kind, person, reason, until };
                let done = self.by_member(by, Action::ListPerson(Box::new(list)), None)?;
                if let Ok(Outcome::Entry(id)) = done {
                    self.cast.add_letter(entry, id.0.to_string());
                }
                Ok(unit(done))
            }
            PeopleDeed::Unlist(entry) => {
                let number = self.cast.letter(entry)?.parse().map_err(|_| "no entry".to_owned())?;
                let (entry, reason) = (EntryId(number), "a scenario".to_owned());
                self.by_member(by, Action::Unlist { entry, reason }, None).map(unit)
            }
            PeopleDeed::Code { code, under, uses } => {
                let code = SignupCode {
                    code: code.clone(),
                    parent: self.cast.member(under)?,
                    uses_max: *uses,
                    uses: 0,
                    expires_at: self.clock.now().plus_seconds(7 * 24 * 60 * 60),
                    ended_at: None,
                };
                self.by_member(by, Action::IssueCode(Box::new(code)), None).map(unit)
            }
            PeopleDeed::EndCode(code) => {
                self.by_member(by, Action::EndCode { code: code.clone() }, None).map(unit)
            }
            PeopleDeed::SignUp(words) => self.sign_up(by, words),
            PeopleDeed::SetUpFactor => {
                let (book, member) = (self.cast.book()?.clone(), self.cast.member(by)?);
                Ok(self.stage.set_up_factor(&book, (member, by)))
            }
            PeopleDeed::EndFactor(member) => {
                let action = Action::EndSecondFactor { member: self.cast.member(member)? };
                self.by_member(by, action, None).map(unit)
            }
            PeopleDeed::Suspend(slug, status) => {
                self.cast.speak_of(slug)?;
                let (status, reason) = (*status, "a scenario".to_owned());
                let note =
                    Action::ChangeTenant { slug: slug.clone(), status, reason: reason.clone() };
                if let Err(refusal) = self.by_feed(note) {
                    return Ok(Err(refusal));
                }
                let by = by.to_owned();
                self.by_system(Action::SetBookStatus { status, reason, by }).map(unit)
            }
        }
    }

    /// Somebody new signs up; the password is `river stone 1871`.
    fn sign_up(&mut self, login: &str, words: &SignUpWords) -> Result<Done<()>, String> {
        let action = Action::SignUp(Box::new(SignUp {
            code: words.code.clone(),
            login: login.to_owned(),
            password_hash: self.stage.password_hash("river stone 1871"),
            person: words.person.clone(),
            terms_version: words.terms.clone(),
            privacy_version: words.terms.clone(),
            acknowledgement_version: words.acknowledged.clone(),
            deposit_limit: words.limit,
        }));
        match self.by_system(action)? {
            Ok(Outcome::Member(member)) => {
                self.cast.add_member(login, member);
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a newcomer answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
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
        "protection.exclusion_days_min" => settings.protection.exclusion_days_min = number()?,
        "protection.time_out_days_max" => settings.protection.time_out_days_max = number()?,
        "protection.failed_deposits" => settings.protection.failed_deposits = number()?,
        "protection.failed_deposit_window_seconds" => {
            settings.protection.failed_deposit_window_seconds = seconds()?;
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
        "withdrawal.refund_first" => settings.withdrawal.refund_first = parse_methods(text)?,
        "void_after_result" => settings.void_after_result = VoidAfterResult::parse(text)?,
        "care.page_required" => settings.care.page_required = text == "yes",
        "care.complaint_contact" => settings.care.complaint_contact = text.to_owned(),
        "care.regulator_link" => settings.care.regulator_link = text.to_owned(),
        "care.help_contact" => settings.care.help_contact = text.to_owned(),
        "care.acknowledgement_version" => {
            settings.care.acknowledgement_version = text.to_owned();
        }
        "retention.message_days" => settings.retention.message_days = number()?,
        "retention.record_years" => settings.retention.record_years = number()?,
        "large_wager" => settings.large_wager = amount()?,
        _ => return None,
    }
    Some(())
}

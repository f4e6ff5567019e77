//! Jurisdiction settings of a book: what the law of the place lets it do.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::jurisdiction as settings;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::directory::OpenedBook;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::shape::money::{Currency, Money};
use crate::shape::time::{clock_text, parse_clock};
use crate::shape::word::{
    CreditPolicy, DepositLimitMeaning, ExcludedBets, Method, VerifiedBefore, VoidAfterResult,
    Weekday,
};
use crate::state::ApiState;

/// Who may play and what must be known of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentityRules {
    /// Years of age from which one may play, 18 to 25.
    minimum_age: i32,
    /// What waits for a verified identity.
    verified_before: VerifiedBefore,
    /// Version of the terms that players must have accepted; empty asks for none.
    #[schema(max_length = 80)]
    terms_version: String,
    /// The same of the privacy notice.
    #[schema(max_length = 80)]
    privacy_version: String,
    /// An account nobody signed in to for so many days is dormant: whoever comes back to it waits
    /// for approval again.
    dormant_days: i32,
}

/// How logins and sessions are guarded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessRules {
    /// Failed logins that lock a login.
    lockout_failures: i32,
    /// Failures count together within this time.
    lockout_window_seconds: i64,
    /// How long the lock holds.
    lockout_seconds: i64,
    /// A player's session ends after so long without a request.
    player_idle_seconds: i64,
    /// A player's session ends at the latest after so long.
    player_session_seconds: i64,
    /// The same for everybody who works in the back office.
    staff_idle_seconds: i64,
    /// The same for everybody who works in the back office.
    staff_session_seconds: i64,
    /// Everybody who works in the back office needs a second factor.
    staff_second_factor: bool,
}

/// How credit is given.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditRules {
    policy: CreditPolicy,
    /// Under the conditional policy a raise takes effect after so long.
    increase_delay_seconds: i64,
}

/// How players are protected.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtectionRules {
    /// What a deposit limit counts.
    deposit_limit: DepositLimitMeaning,
    /// A looser limit takes effect after so long, a day at least.
    loosening_seconds: i64,
    /// What becomes of the open bets of a player who is excluded.
    excluded_bets: ExcludedBets,
    /// The shortest self-exclusion, in days.
    exclusion_days_min: i32,
    /// The longest time-out, in days.
    time_out_days_max: i32,
    /// Failed deposits within their window that block further ones.
    failed_deposits: i32,
    failed_deposit_window_seconds: i64,
}

/// What players are told about their protection.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CareRules {
    /// No wager is taken while the contact for complaints or the regulator's link is not set.
    page_required: bool,
    /// Where players complain.
    #[schema(max_length = 200)]
    complaint_contact: String,
    /// The regulator's page, beginning with `https://`; empty where none is set.
    #[schema(max_length = 200, example = "https://regulator.example.org")]
    regulator_link: String,
    /// Who helps those who cannot stop.
    #[schema(max_length = 200)]
    help_contact: String,
    /// Version of what is acknowledged when signing up; empty asks for none.
    #[schema(max_length = 80)]
    acknowledgement_version: String,
}

impl From<settings::CareRules> for CareRules {
    fn from(rules: settings::CareRules) -> CareRules {
        CareRules {
            page_required: rules.page_required,
            complaint_contact: rules.complaint_contact,
            regulator_link: rules.regulator_link,
            help_contact: rules.help_contact,
            acknowledgement_version: rules.acknowledgement_version,
        }
    }
}

impl From<CareRules> for settings::CareRules {
    fn from(rules: CareRules) -> settings::CareRules {
        settings::CareRules {
            page_required: rules.page_required,
            complaint_contact: rules.complaint_contact,
            regulator_link: rules.regulator_link,
            help_contact: rules.help_contact,
            acknowledgement_version: rules.acknowledgement_version,
        }
    }
}

/// A part of a weekday in the book's zone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeeklyWindow {
    weekday: Weekday,
    /// `09:00`
    #[schema(example = "09:00")]
    from: String,
    /// `17:00`; `24:00` is midnight.
    #[schema(example = "17:00")]
    to: String,
}

/// How players take their money out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalRules {
    /// The smallest request.
    minimum: Money,
    /// The largest request.
    #[schema(required = true)]
    maximum: Option<Money>,
    /// Above this a second person must approve.
    #[schema(required = true)]
    second_approval_above: Option<Money>,
    /// A request cannot be paid before so long.
    hold_seconds: i64,
    /// Hundredths of the deposits that must have been wagered first; 100 is once.
    rollover_percent: i32,
    /// Requests of one player in one week of the book.
    #[schema(required = true)]
    weekly_max: Option<i32>,
    /// When requests are taken; empty is always.
    #[schema(max_items = 50)]
    windows: Vec<WeeklyWindow>,
    /// From this time of day, in the book's zone, a request counts as the next day's.
    #[schema(required = true, example = "15:00")]
    cutoff: Option<String>,
    /// Methods by which what was paid in goes back before money leaves by another one.
    #[schema(max_items = 5)]
    refund_first: Vec<Method>,
}

/// How long records are kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retention {
    /// Years of wagers and ledger, never below five.
    record_years: i32,
    /// Years of complaints, never below five.
    complaint_years: i32,
    /// Days of messages.
    message_days: i32,
}

/// The settings as a whole: a change sends all of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JurisdictionSettings {
    /// Which licence this is, for people.
    #[schema(max_length = 80)]
    name: String,
    identity: IdentityRules,
    access: AccessRules,
    credit: CreditRules,
    protection: ProtectionRules,
    care: CareRules,
    withdrawal: WithdrawalRules,
    /// Whether a ticket may be voided once the outcome is known.
    void_after_result: VoidAfterResult,
    retention: Retention,
    /// A wager from this risk on is reported as large.
    large_wager: Money,
}

/// The settings in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Jurisdiction {
    /// Rises with each change; 0 while the standard settings are in force.
    version: i32,
    #[serde(flatten)]
    settings: JurisdictionSettings,
}

impl Jurisdiction {
    pub(crate) fn of(row: &settings::Jurisdiction, currency: Currency) -> Jurisdiction {
        let identity = row.identity.clone();
        let (access, protection) = (row.access, row.protection);
        let settings = JurisdictionSettings {
            name: row.name.clone(),
            identity: IdentityRules {
                minimum_age: identity.minimum_age,
                verified_before: identity.verified_before.into(),
                terms_version: identity.terms_version,
                privacy_version: identity.privacy_version,
                dormant_days: identity.dormant_days,
            },
            access: AccessRules {
                lockout_failures: access.lockout_failures,
                lockout_window_seconds: access.lockout_window_seconds,
                lockout_seconds: access.lockout_seconds,
                player_idle_seconds: access.player_idle_seconds,
                player_session_seconds: access.player_session_seconds,
                staff_idle_seconds: access.staff_idle_seconds,
                staff_session_seconds: access.staff_session_seconds,
                staff_second_factor: access.staff_second_factor,
            },
            credit: CreditRules {
                policy: row.credit.policy.into(),
                increase_delay_seconds: row.credit.increase_delay_seconds,
            },
            protection: ProtectionRules {
                deposit_limit: protection.deposit_limit.into(),
                loosening_seconds: protection.loosening_seconds,
                excluded_bets: protection.excluded_bets.into(),
                exclusion_days_min: protection.exclusion_days_min,
                time_out_days_max: protection.time_out_days_max,
                failed_deposits: protection.failed_deposits,
                failed_deposit_window_seconds: protection.failed_deposit_window_seconds,
            },
            care: row.care.clone().into(),
            withdrawal: WithdrawalRules::of(&row.withdrawal, currency),
            void_after_result: row.void_after_result.into(),
            retention: Retention {
                record_years: row.retention.record_years,
                complaint_years: row.retention.complaint_years,
                message_days: row.retention.message_days,
            },
            large_wager: currency.of(row.large_wager),
        };
        Jurisdiction { version: row.version, settings }
    }
}

impl WithdrawalRules {
    fn of(rules: &settings::WithdrawalRules, currency: Currency) -> WithdrawalRules {
        let window = |one: &settings::WeeklyWindow| WeeklyWindow {
            weekday: Weekday::of(one.weekday),
            from: clock_text(one.from_minute),
            to: clock_text(one.to_minute),
        };
        WithdrawalRules {
            minimum: currency.of(rules.minimum),
            maximum: rules.maximum.map(|amount| currency.of(amount)),
            second_approval_above: rules.second_approval_above.map(|amount| currency.of(amount)),
            hold_seconds: rules.hold_seconds,
            rollover_percent: rules.rollover_percent,
            weekly_max: rules.weekly_max,
            windows: rules.windows.iter().map(window).collect(),
            cutoff: rules.cutoff_minute.map(clock_text),
            refund_first: rules.refund_first.iter().map(|one| (*one).into()).collect(),
        }
    }

    fn read(&self, faults: &mut Faults, currency: Currency) -> settings::WithdrawalRules {
        let minimum = amount(faults, "withdrawal.minimum", Some(self.minimum), currency);
        let above = "withdrawal.second_approval_above";
        let mut windows = Vec::new();
        for (place, one) in self.windows.iter().enumerate() {
            let mut minute = |name: &str, text: &str| {
                let field = format!("withdrawal.windows[{place}].{name}");
                time_of_day(faults, &field, text)
            };
            windows.push(settings::WeeklyWindow {
                weekday: one.weekday.number(),
                from_minute: minute("from", &one.from),
                to_minute: minute("to", &one.to),
            });
        }
        let cutoff = self.cutoff.as_deref();
        settings::WithdrawalRules {
            minimum: minimum.unwrap_or_default(),
            maximum: amount(faults, "withdrawal.maximum", self.maximum, currency),
            second_approval_above: amount(faults, above, self.second_approval_above, currency),
            hold_seconds: self.hold_seconds,
            rollover_percent: self.rollover_percent,
            weekly_max: self.weekly_max,
            windows,
            cutoff_minute: cutoff.map(|text| time_of_day(faults, "withdrawal.cutoff", text)),
            refund_first: self.refund_first.iter().map(|one| (*one).into()).collect(),
        }
    }
}

fn time_of_day(faults: &mut Faults, field: &str, text: &str) -> i32 {
    parse_clock(text).unwrap_or_else(|| {
        faults.add(field, "field_invalid", format!("{field} must be a time such as 09:00"));
        0
    })
}

impl JurisdictionSettings {
    /// Holds every setting against its rule.
    fn read(self, opened: &OpenedBook) -> Result<settings::Jurisdiction, Problem> {
        let currency = opened.currency;
        let mut faults = Faults::default();
        let withdrawal = self.withdrawal.read(&mut faults, currency);
        let large_wager = amount(&mut faults, "large_wager", Some(self.large_wager), currency);
        let (identity, access, protection) = (self.identity, self.access, self.protection);
        let read = settings::Jurisdiction {
            book: opened.id(),
            version: 0,
            name: self.name,
            identity: settings::IdentityRules {
                minimum_age: identity.minimum_age,
                verified_before: identity.verified_before.into(),
                terms_version: identity.terms_version,
                privacy_version: identity.privacy_version,
                dormant_days: identity.dormant_days,
            },
            access: settings::AccessRules {
                lockout_failures: access.lockout_failures,
                lockout_window_seconds: access.lockout_window_seconds,
                lockout_seconds: access.lockout_seconds,
                player_idle_seconds: access.player_idle_seconds,
                player_session_seconds: access.player_session_seconds,
                staff_idle_seconds: access.staff_idle_seconds,
                staff_session_seconds: access.staff_session_seconds,
                staff_second_factor: access.staff_second_factor,
            },
            credit: settings::CreditRules {
                policy: self.credit.policy.into(),
                increase_delay_seconds: self.credit.increase_delay_seconds,
            },
            protection: settings::ProtectionRules {
                deposit_limit: protection.deposit_limit.into(),
                loosening_seconds: protection.loosening_seconds,
                excluded_bets: protection.excluded_bets.into(),
                exclusion_days_min: protection.exclusion_days_min,
                time_out_days_max: protection.time_out_days_max,
                failed_deposits: protection.failed_deposits,
                failed_deposit_window_seconds: protection.failed_deposit_window_seconds,
            },
            care: self.care.into(),
            withdrawal,
            void_after_result: self.void_after_result.into(),
            retention: settings::Retention {
                record_years: self.retention.record_years,
                complaint_years: self.retention.complaint_years,
                message_days: self.retention.message_days,
            },
            large_wager: large_wager.unwrap_or_default(),
        };
        let read = match read.parse() {
            Ok(read) => Some(read),
            Err(broken) => {
                for fault in broken {
                    faults.take::<()>(Err(fault));
                }
                None
            }
        };
        faults.finish()?;
        read.ok_or_else(|| Problem::internal("settings without a fault that are none"))
    }
}

/// The settings in force. Players see them too: they say how money is taken out and who may play.
#[utoipa::path(get, path = "/v1/jurisdiction", tag = "book",
    responses((status = 200, body = Jurisdiction)))]
pub(crate) async fn get_jurisdiction(principal: Principal) -> Json<Jurisdiction> {
    Json(Jurisdiction::of(&principal.book.jurisdiction, principal.book.currency))
}

/// Changes the settings. The event log tells each one that changed, before and after.
#[utoipa::path(put, path = "/v1/jurisdiction", tag = "book",
    request_body = JurisdictionSettings, responses((status = 200, body = Jurisdiction)))]
pub(crate) async fn replace_jurisdiction(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(sent): Body<JurisdictionSettings>,
) -> Result<Json<Jurisdiction>, Problem> {
    let settings = sent.read(&principal.book)?;
    let action = Action::ChangeJurisdiction(Box::new(settings));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    state.directory.forget_book(principal.book.id());
    let opened = state.opened(principal.book.id()).await?;
    let opened = opened.ok_or_else(|| Problem::internal("an open book is not there"))?;
    Ok(Json(Jurisdiction::of(&opened.jurisdiction, opened.currency)))
}

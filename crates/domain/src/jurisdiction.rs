//! Jurisdiction settings of a book: what the law of the place lets the operator do. Data, changed
//! by a command and told in the event log; never a constant of the code.
//!
//! A book without settings of its own works under [`Jurisdiction::standard`]. Whoever decides by a
//! setting reads it with [`in_force`].

mod care;
mod window;

pub use care::{CareRules, refuse_without_page};
pub use window::{WeeklyWindow, parse_windows, windows_text};

use crate::id::BookId;
use crate::ledger::account::Method;
use crate::member::Role;
use crate::money::Money;
use crate::register::{by_name, name_of, parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::Read;
use window::are_windows;

macro_rules! choices {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $word),+ }

        impl $name {
            /// Every choice with its stable name.
            pub const ALL: &[($name, &'static str)] = &[$(($name::$word, $text)),+];

            /// The stable name.
            pub fn name(self) -> &'static str {
                name_of(Self::ALL, self)
            }

            /// The choice of a stable name.
            pub fn parse(name: &str) -> Option<$name> {
                by_name(Self::ALL, name)
            }
        }
    )+};
}

choices! {
    /// Whether players may bet on credit.
    CreditPolicy {
        /// No credit at all: cash only (Brazil, Cyprus class B).
        Prohibited = "prohibited",
        /// On application and assessment, raised only after a delay (LCCP SR 3.7.1).
        Conditional = "conditional",
        /// As the operator gives it.
        Allowed = "allowed",
    }
    /// What a deposit limit counts (RTS 12B).
    DepositLimitMeaning {
        /// Everything paid in.
        Gross = "gross",
        /// What was paid in less what was paid out.
        Net = "net",
    }
    /// What becomes of the open bets of a player who is excluded.
    ExcludedBets {
        /// They stand and are settled.
        Stand = "stand",
        /// Those that have not begun are cancelled and the stake returned.
        Cancel = "cancel",
    }
    /// Whether a ticket may be voided once the outcome is known.
    VoidAfterResult {
        /// Never (NY).
        Prohibited = "prohibited",
        /// Only one that was accepted after the outcome was known (NV 22.115, ON 4.25).
        AcceptedLate = "accepted_late",
        /// With a second person's approval (NJ, AZ).
        Approved = "approved",
        /// With a reason.
        Allowed = "allowed",
    }
    /// What waits for a verified identity.
    VerifiedBefore {
        /// Nothing.
        Nothing = "nothing",
        /// The first payout.
        Withdrawal = "withdrawal",
        /// The first wager, as GLI-19 2.5.2(c) asks.
        Wager = "wager",
    }
}

/// Who may play here and what must be known of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRules {
    /// Years of age from which one may play.
    pub minimum_age: i32,
    /// What waits for a verified identity.
    pub verified_before: VerifiedBefore,
    /// Version of the terms that players must have accepted; empty asks for none.
    pub terms_version: String,
    /// The same of the privacy notice.
    pub privacy_version: String,
    /// An account nobody signed in to for so many days is dormant: whoever comes back to it waits
    /// for approval again.
    pub dormant_days: i32,
}

/// How logins and sessions are guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessRules {
    /// Failed logins that lock a login (GLI-19 2.5.3(d)).
    pub lockout_failures: i32,
    /// Failures count together within this time.
    pub lockout_window_seconds: i64,
    /// How long the lock holds.
    pub lockout_seconds: i64,
    /// A player's session ends after so long without a request (GLI-19 2.5.4).
    pub player_idle_seconds: i64,
    /// A player's session ends at the latest after so long.
    pub player_session_seconds: i64,
    /// The same for everybody who works in the back office.
    pub staff_idle_seconds: i64,
    /// The same for everybody who works in the back office.
    pub staff_session_seconds: i64,
    /// Everybody who works in the back office needs a second factor.
    pub staff_second_factor: bool,
}

impl AccessRules {
    /// A session of this role ends after so many seconds without a request.
    pub fn idle_seconds(&self, role: Role) -> i64 {
        if role == Role::Player { self.player_idle_seconds } else { self.staff_idle_seconds }
    }

    /// A session of this role ends after so many seconds at the latest.
    pub fn session_seconds(&self, role: Role) -> i64 {
        if role == Role::Player { self.player_session_seconds } else { self.staff_session_seconds }
    }

    /// Whether this role can do nothing without a second factor.
    pub fn asks_second_factor(&self, role: Role) -> bool {
        self.staff_second_factor && role != Role::Player
    }
}

/// How credit is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditRules {
    /// Whether there is credit.
    pub policy: CreditPolicy,
    /// Under the conditional policy a raise takes effect after so long.
    pub increase_delay_seconds: i64,
}

/// How players are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtectionRules {
    /// What a deposit limit counts.
    pub deposit_limit: DepositLimitMeaning,
    /// A looser limit takes effect after so long.
    pub loosening_seconds: i64,
    /// What becomes of the open bets of a player who is excluded.
    pub excluded_bets: ExcludedBets,
    /// The shortest self-exclusion, in days (RTS 12: six months).
    pub exclusion_days_min: i32,
    /// The longest time-out, in days (LCCP SR 3.3.4: six weeks).
    pub time_out_days_max: i32,
    /// Failed deposits within [`ProtectionRules::failed_deposit_window_seconds`] that block
    /// further ones; as many again suspend the account (GLI-19 A.3.6(b)).
    pub failed_deposits: i32,
    /// The window of failed deposits, and how long the block holds.
    pub failed_deposit_window_seconds: i64,
}

/// How players take their money out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalRules {
    /// The smallest request.
    pub minimum: Money,
    /// The largest request.
    pub maximum: Option<Money>,
    /// Above this a second person must approve.
    pub second_approval_above: Option<Money>,
    /// A request cannot be paid before so long.
    pub hold_seconds: i64,
    /// Hundredths of the deposits that must have been wagered first; 100 is once.
    pub rollover_percent: i32,
    /// Requests of one player in one week of the book.
    pub weekly_max: Option<i32>,
    /// When requests are taken; empty is always.
    pub windows: Vec<WeeklyWindow>,
    /// Minute of the day, in the book's zone, from which a request counts as the next day's.
    pub cutoff_minute: Option<i32>,
    /// Methods by which what was paid in goes back before money leaves by another one; empty asks
    /// for none (reference/reliability.md F-16: cards).
    pub refund_first: Vec<Method>,
}

/// How long records are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Years of wagers and ledger, never below five.
    pub record_years: i32,
    /// Years of complaints, never below five.
    pub complaint_years: i32,
    /// Days of messages.
    pub message_days: i32,
}

/// The settings of one book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// The book.
    pub book: BookId,
    /// Rises by one with each change.
    pub version: i32,
    /// Which licence this is, for people.
    pub name: String,
    /// Who may play.
    pub identity: IdentityRules,
    /// Logins and sessions.
    pub access: AccessRules,
    /// Credit.
    pub credit: CreditRules,
    /// Protection of players.
    pub protection: ProtectionRules,
    /// What players are told about it.
    pub care: CareRules,
    /// Payouts.
    pub withdrawal: WithdrawalRules,
    /// Voids once the outcome is known.
    pub void_after_result: VoidAfterResult,
    /// How long records are kept.
    pub retention: Retention,
    /// A wager from this risk on is told as large in the event log (GLI-19 2.8.8(e)).
    pub large_wager: Money,
}

/// The name of every setting, as it stands in refusals and in the event log.
pub const FIELDS: &[&str] = &[
    "identity.minimum_age",
    "identity.dormant_days",
    "access.lockout_failures",
    "access.lockout_window_seconds",
    "access.lockout_seconds",
    "access.player_idle_seconds",
    "access.player_session_seconds",
    "access.staff_idle_seconds",
    "access.staff_session_seconds",
    "credit.increase_delay_seconds",
    "protection.loosening_seconds",
    "protection.exclusion_days_min",
    "protection.time_out_days_max",
    "protection.failed_deposits",
    "protection.failed_deposit_window_seconds",
    "withdrawal.hold_seconds",
    "withdrawal.rollover_percent",
    "retention.record_years",
    "retention.complaint_years",
    "retention.message_days",
    "name",
    "identity.verified_before",
    "identity.terms_version",
    "identity.privacy_version",
    "access.staff_second_factor",
    "credit.policy",
    "protection.deposit_limit",
    "protection.excluded_bets",
    "withdrawal.minimum",
    "withdrawal.maximum",
    "withdrawal.second_approval_above",
    "withdrawal.weekly_max",
    "withdrawal.cutoff_minute",
    "withdrawal.windows",
    "withdrawal.refund_first",
    "void_after_result",
    "large_wager",
    "care.page_required",
    "care.complaint_contact",
    "care.regulator_link",
    "care.help_contact",
    "care.acknowledgement_version",
];

const DAY: i64 = 24 * 60 * 60;
/// What is large where a book says nothing else: 10,000 major units (NV 22.061).
pub(crate) const LARGE_WAGER: Money = Money(1_000_000);

impl Jurisdiction {
    /// What a book works under until its own settings are entered: the numbers of GLI-19 where it
    /// names one, and a classic credit book otherwise.
    pub fn standard(book: BookId) -> Jurisdiction {
        Jurisdiction {
            book,
            version: 0,
            name: String::new(),
            identity: IdentityRules {
                minimum_age: 18,
                verified_before: VerifiedBefore::Nothing,
                terms_version: String::new(),
                privacy_version: String::new(),
                dormant_days: 365,
            },
            access: AccessRules {
                lockout_failures: 3,
                lockout_window_seconds: 30 * 60,
                lockout_seconds: 30 * 60,
                player_idle_seconds: 30 * 60,
                player_session_seconds: 30 * DAY,
                staff_idle_seconds: 15 * 60,
                staff_session_seconds: 12 * 60 * 60,
                staff_second_factor: false,
            },
            credit: CreditRules { policy: CreditPolicy::Allowed, increase_delay_seconds: DAY },
            protection: ProtectionRules {
                deposit_limit: DepositLimitMeaning::Gross,
                loosening_seconds: DAY,
                excluded_bets: ExcludedBets::Stand,
                exclusion_days_min: 180,
                time_out_days_max: 42,
                failed_deposits: 5,
                failed_deposit_window_seconds: 10 * 60,
            },
            care: CareRules::standard(),
            withdrawal: WithdrawalRules {
                minimum: Money(1),
                maximum: None,
                second_approval_above: None,
                hold_seconds: 0,
                rollover_percent: 0,
                weekly_max: None,
                windows: Vec::new(),
                cutoff_minute: None,
                refund_first: Vec::new(),
            },
            void_after_result: VoidAfterResult::Approved,
            retention: Retention { record_years: 10, complaint_years: 5, message_days: 90 },
            large_wager: LARGE_WAGER,
        }
    }

    /// Holds settings against their rules.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn parse(self) -> Result<Jurisdiction, Vec<Rejection>> {
        let mut faults = Vec::new();
        let mut fault = |refusal: Rejection| faults.push(refusal);
        for (field, value, least, most) in self.bounds() {
            if !(least..=most).contains(&value) {
                let rule = format!("must be {least} to {most}");
                fault(Rejection::of_field(Code::FieldInvalid, field, &rule));
            }
        }
        let amounts = [
            ("withdrawal.minimum", Some(self.withdrawal.minimum)),
            ("withdrawal.maximum", self.withdrawal.maximum),
            ("withdrawal.second_approval_above", self.withdrawal.second_approval_above),
            ("large_wager", Some(self.large_wager)),
        ];
        for (field, amount) in amounts {
            if amount.is_some_and(|amount| !amount.is_positive() || amount > Money::MAX) {
                fault(Rejection::of_field(Code::AmountInvalid, field, "must be positive"));
            }
        }
        if self.withdrawal.maximum.is_some_and(|most| most < self.withdrawal.minimum) {
            let rule = "must not be below the minimum";
            fault(Rejection::of_field(Code::AmountInvalid, "withdrawal.maximum", rule));
        }
        if !are_windows(&self.withdrawal.windows) {
            let rule = "must lie within days 1 to 7, begin before they end and not overlap";
            fault(Rejection::of_field(Code::FieldInvalid, "withdrawal.windows", rule));
        }
        let first = &self.withdrawal.refund_first;
        if first.iter().enumerate().any(|(place, method)| first[..place].contains(method)) {
            let rule = "must name each method once";
            fault(Rejection::of_field(Code::FieldInvalid, "withdrawal.refund_first", rule));
        }
        let texts = [
            ("name", &self.name),
            ("identity.terms_version", &self.identity.terms_version),
            ("identity.privacy_version", &self.identity.privacy_version),
        ];
        for (field, text) in texts {
            let read =
                if text.is_empty() { parse_note(field, text) } else { parse_name(field, text) };
            read.err().into_iter().for_each(&mut fault);
        }
        faults.extend(self.care.faults());
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    /// Every whole number with its least and most.
    fn bounds(&self) -> Vec<(&'static str, i64, i64, i64)> {
        let year = 366 * DAY;
        let access = &self.access;
        let protection = &self.protection;
        let withdrawal = &self.withdrawal;
        let retention = &self.retention;
        // No message outlives what tells who wrote it: an erased account would speak through it.
        let longest_message = i64::from(retention.record_years).clamp(5, 100) * 365;
        vec![
            ("identity.minimum_age", self.identity.minimum_age.into(), 18, 25),
            ("identity.dormant_days", self.identity.dormant_days.into(), 30, 3_660),
            ("access.lockout_failures", access.lockout_failures.into(), 1, 100),
            ("access.lockout_window_seconds", access.lockout_window_seconds, 60, year),
            ("access.lockout_seconds", access.lockout_seconds, 60, year),
            ("access.player_idle_seconds", access.player_idle_seconds, 60, 30 * DAY),
            ("access.player_session_seconds", access.player_session_seconds, 60, 30 * DAY),
            ("access.staff_idle_seconds", access.staff_idle_seconds, 60, DAY),
            ("access.staff_session_seconds", access.staff_session_seconds, 60, 7 * DAY),
            ("credit.increase_delay_seconds", self.credit.increase_delay_seconds, 0, year),
            ("protection.loosening_seconds", protection.loosening_seconds, DAY, year),
            ("protection.exclusion_days_min", protection.exclusion_days_min.into(), 30, 3_660),
            ("protection.time_out_days_max", protection.time_out_days_max.into(), 1, 366),
            ("protection.failed_deposits", protection.failed_deposits.into(), 1, 100),
            (
                "protection.failed_deposit_window_seconds",
                protection.failed_deposit_window_seconds,
                60,
                year,
            ),
            ("withdrawal.hold_seconds", withdrawal.hold_seconds, 0, year),
            ("withdrawal.rollover_percent", withdrawal.rollover_percent.into(), 0, 10_000),
            ("withdrawal.weekly_max", withdrawal.weekly_max.unwrap_or(1).into(), 1, 1_000),
            ("withdrawal.cutoff_minute", withdrawal.cutoff_minute.unwrap_or(0).into(), 0, 1_439),
            ("retention.record_years", retention.record_years.into(), 5, 100),
            ("retention.complaint_years", retention.complaint_years.into(), 5, 100),
            ("retention.message_days", retention.message_days.into(), 90, longest_message),
        ]
    }

    /// Every setting by name and text: what the event log tells of a change.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let amount = |limit: Option<Money>| limit.map_or_else(String::new, |one| one.0.to_string());
        let number = |limit: Option<i32>| limit.map_or_else(String::new, |one| one.to_string());
        let mut facts: Vec<(&'static str, String)> = self
            .bounds()
            .into_iter()
            .map(|(field, value, ..)| (field, value.to_string()))
            .collect();
        facts.retain(|(field, _)| {
            !matches!(*field, "withdrawal.weekly_max" | "withdrawal.cutoff_minute")
        });
        let second_factor = if self.access.staff_second_factor { "yes" } else { "no" };
        let withdrawal = &self.withdrawal;
        facts.extend([
            ("name", self.name.clone()),
            ("identity.verified_before", self.identity.verified_before.name().to_owned()),
            ("identity.terms_version", self.identity.terms_version.clone()),
            ("identity.privacy_version", self.identity.privacy_version.clone()),
            ("access.staff_second_factor", second_factor.to_owned()),
            ("credit.policy", self.credit.policy.name().to_owned()),
            ("protection.deposit_limit", self.protection.deposit_limit.name().to_owned()),
            ("protection.excluded_bets", self.protection.excluded_bets.name().to_owned()),
            ("withdrawal.minimum", withdrawal.minimum.0.to_string()),
            ("withdrawal.maximum", amount(withdrawal.maximum)),
            ("withdrawal.second_approval_above", amount(withdrawal.second_approval_above)),
            ("withdrawal.weekly_max", number(withdrawal.weekly_max)),
            ("withdrawal.cutoff_minute", number(withdrawal.cutoff_minute)),
            ("withdrawal.windows", windows_text(&withdrawal.windows)),
            ("withdrawal.refund_first", methods_text(&withdrawal.refund_first)),
            ("void_after_result", self.void_after_result.name().to_owned()),
            ("large_wager", self.large_wager.0.to_string()),
        ]);
        facts.extend(self.care.facts());
        facts
    }
}

/// Methods as one text: `card,wallet`.
pub fn methods_text(methods: &[Method]) -> String {
    methods.iter().map(|method| method.name()).collect::<Vec<_>>().join(",")
}

/// The methods of such a text.
pub fn parse_methods(text: &str) -> Option<Vec<Method>> {
    text.split(',').filter(|one| !one.is_empty()).map(Method::parse).collect()
}

/// The settings of a book, its own or the standard ones. `needs` names the row for every command.
pub fn in_force(read: &impl Read, book: BookId) -> Jurisdiction {
    read.jurisdiction(book).cloned().unwrap_or_else(|| Jurisdiction::standard(book))
}

#[cfg(test)]
mod tests;

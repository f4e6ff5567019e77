//! The row of a book's jurisdiction settings.

use desk::port::StoreError;
use domain::id::BookId;
use domain::jurisdiction::{
    AccessRules, CareRules, CreditPolicy, CreditRules, DepositLimitMeaning, ExcludedBets,
    IdentityRules, Jurisdiction, ProtectionRules, Retention, VerifiedBefore, VoidAfterResult,
    WithdrawalRules, methods_text, parse_methods, parse_windows, windows_text,
};
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const JURISDICTION: Shape = Shape {
    table: "jurisdiction",
    keys: &["book_id"],
    rest: &[
        "version",
        "name",
        "minimum_age",
        "verified_before",
        "terms_version",
        "privacy_version",
        "dormant_days",
        "lockout_failures",
        "lockout_window_seconds",
        "lockout_seconds",
        "player_idle_seconds",
        "player_session_seconds",
        "staff_idle_seconds",
        "staff_session_seconds",
        "staff_second_factor",
        "credit_policy",
        "credit_increase_delay_seconds",
        "deposit_limit",
        "loosening_seconds",
        "excluded_bets",
        "failed_deposits",
        "failed_deposit_window_seconds",
        "withdrawal_minimum",
        "withdrawal_maximum",
        "withdrawal_second_approval_above",
        "withdrawal_hold_seconds",
        "withdrawal_rollover_percent",
        "withdrawal_weekly_max",
        "withdrawal_windows",
        "withdrawal_cutoff_minute",
        "void_after_result",
        "record_years",
        "complaint_years",
        "message_days",
        "large_wager",
        "exclusion_days_min",
        "time_out_days_max",
        "page_required",
        "complaint_contact",
        "regulator_link",
        "help_contact",
        "acknowledgement_version",
        "withdrawal_refund_first",
    ],
    of_book: true,
};

pub(crate) fn jurisdiction_cells(row: &Jurisdiction) -> Vec<Value> {
    let (identity, access) = (&row.identity, &row.access);
    let (protection, withdrawal) = (&row.protection, &row.withdrawal);
    let amount = |limit: Option<Money>| limit.map(|limit| limit.0);
    cells![
        row.version,
        row.name.as_str(),
        identity.minimum_age,
        identity.verified_before.name(),
        identity.terms_version.as_str(),
        identity.privacy_version.as_str(),
        identity.dormant_days,
        access.lockout_failures,
        access.lockout_window_seconds,
        access.lockout_seconds,
        access.player_idle_seconds,
        access.player_session_seconds,
        access.staff_idle_seconds,
        access.staff_session_seconds,
        access.staff_second_factor,
        row.credit.policy.name(),
        row.credit.increase_delay_seconds,
        protection.deposit_limit.name(),
        protection.loosening_seconds,
        protection.excluded_bets.name(),
        protection.failed_deposits,
        protection.failed_deposit_window_seconds,
        withdrawal.minimum.0,
        amount(withdrawal.maximum),
        amount(withdrawal.second_approval_above),
        withdrawal.hold_seconds,
        withdrawal.rollover_percent,
        withdrawal.weekly_max,
        windows_text(&withdrawal.windows),
        withdrawal.cutoff_minute,
        row.void_after_result.name(),
        row.retention.record_years,
        row.retention.complaint_years,
        row.retention.message_days,
        row.large_wager.0,
        protection.exclusion_days_min,
        protection.time_out_days_max,
        row.care.page_required,
        row.care.complaint_contact.as_str(),
        row.care.regulator_link.as_str(),
        row.care.help_contact.as_str(),
        row.care.acknowledgement_version.as_str(),
        methods_text(&withdrawal.refund_first),
    ]
}

pub(crate) fn jurisdiction(book: BookId, cells: &mut Cells) -> Result<Jurisdiction, StoreError> {
    let mut found = without_lengths(book, cells)?;
    found.protection.exclusion_days_min = cells.int32()?;
    found.protection.time_out_days_max = cells.int32()?;
    found.care = CareRules {
        page_required: cells.flag()?,
        complaint_contact: cells.text()?,
        regulator_link: cells.text()?,
        help_contact: cells.text()?,
        acknowledgement_version: cells.text()?,
    };
    found.withdrawal.refund_first = cells.named(parse_methods)?;
    Ok(found)
}

/// What stands before the lengths of exclusions, which came later.
fn without_lengths(book: BookId, cells: &mut Cells) -> Result<Jurisdiction, StoreError> {
    let standard = Jurisdiction::standard(book);
    Ok(Jurisdiction {
        book,
        version: cells.int32()?,
        name: cells.text()?,
        identity: identity(cells)?,
        access: AccessRules {
            lockout_failures: cells.int32()?,
            lockout_window_seconds: cells.int()?,
            lockout_seconds: cells.int()?,
            player_idle_seconds: cells.int()?,
            player_session_seconds: cells.int()?,
            staff_idle_seconds: cells.int()?,
            staff_session_seconds: cells.int()?,
            staff_second_factor: cells.flag()?,
        },
        credit: CreditRules {
            policy: cells.named(CreditPolicy::parse)?,
            increase_delay_seconds: cells.int()?,
        },
        protection: ProtectionRules {
            deposit_limit: cells.named(DepositLimitMeaning::parse)?,
            loosening_seconds: cells.int()?,
            excluded_bets: cells.named(ExcludedBets::parse)?,
            failed_deposits: cells.int32()?,
            failed_deposit_window_seconds: cells.int()?,
            ..standard.protection
        },
        care: standard.care,
        withdrawal: withdrawal(cells)?,
        void_after_result: cells.named(VoidAfterResult::parse)?,
        retention: Retention {
            record_years: cells.int32()?,
            complaint_years: cells.int32()?,
            message_days: cells.int32()?,
        },
        large_wager: Money(cells.int()?),
    })
}

fn identity(cells: &mut Cells) -> Result<IdentityRules, StoreError> {
    Ok(IdentityRules {
        minimum_age: cells.int32()?,
        verified_before: cells.named(VerifiedBefore::parse)?,
        terms_version: cells.text()?,
        privacy_version: cells.text()?,
        dormant_days: cells.int32()?,
    })
}

fn withdrawal(cells: &mut Cells) -> Result<WithdrawalRules, StoreError> {
    Ok(WithdrawalRules {
        minimum: Money(cells.int()?),
        maximum: cells.maybe_int()?.map(Money),
        second_approval_above: cells.maybe_int()?.map(Money),
        hold_seconds: cells.int()?,
        rollover_percent: cells.int32()?,
        weekly_max: cells.maybe_int32()?,
        windows: cells.named(parse_windows)?,
        cutoff_minute: cells.maybe_int32()?,
        refund_first: Vec::new(),
    })
}

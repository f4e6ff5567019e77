//! Which request asks for what concerns people and the book.

use domain::command::Action;
use domain::jurisdiction::{Jurisdiction, WeeklyWindow};
use domain::money::Money;
use serde_json::{Value, json};

use super::request::money;

/// Method, path and body of an action.
pub(super) fn people_request(action: &Action) -> (&'static str, String, Value) {
    match action {
        Action::ChangeJurisdiction(settings) => {
            ("PUT", "/v1/jurisdiction".to_owned(), jurisdiction(settings))
        }
        other => panic!("members do not ask for {other:?}"),
    }
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn jurisdiction(settings: &Jurisdiction) -> Value {
    let (identity, access) = (&settings.identity, &settings.access);
    let (protection, withdrawal) = (&settings.protection, &settings.withdrawal);
    let maybe = |amount: Option<Money>| amount.map(money);
    let window = |one: &WeeklyWindow| {
        let day = usize::try_from(one.weekday - 1).expect("a day");
        json!({
            "weekday": WEEKDAYS[day], "from": clock(one.from_minute), "to": clock(one.to_minute),
        })
    };
    json!({
        "name": settings.name,
        "identity": {
            "minimum_age": identity.minimum_age,
            "verified_before": identity.verified_before.name(),
            "terms_version": identity.terms_version,
            "privacy_version": identity.privacy_version,
            "dormant_days": identity.dormant_days,
        },
        "access": {
            "lockout_failures": access.lockout_failures,
            "lockout_window_seconds": access.lockout_window_seconds,
            "lockout_seconds": access.lockout_seconds,
            "player_idle_seconds": access.player_idle_seconds,
            "player_session_seconds": access.player_session_seconds,
            "staff_idle_seconds": access.staff_idle_seconds,
            "staff_session_seconds": access.staff_session_seconds,
            "staff_second_factor": access.staff_second_factor,
        },
        "credit": {
            "policy": settings.credit.policy.name(),
            "increase_delay_seconds": settings.credit.increase_delay_seconds,
        },
        "protection": {
            "deposit_limit": protection.deposit_limit.name(),
            "loosening_seconds": protection.loosening_seconds,
            "excluded_bets": protection.excluded_bets.name(),
            "failed_deposits": protection.failed_deposits,
            "failed_deposit_window_seconds": protection.failed_deposit_window_seconds,
        },
        "withdrawal": {
            "minimum": money(withdrawal.minimum),
            "maximum": maybe(withdrawal.maximum),
            "second_approval_above": maybe(withdrawal.second_approval_above),
            "hold_seconds": withdrawal.hold_seconds,
            "rollover_percent": withdrawal.rollover_percent,
            "weekly_max": withdrawal.weekly_max,
            "windows": withdrawal.windows.iter().map(window).collect::<Vec<_>>(),
            "cutoff": withdrawal.cutoff_minute.map(clock),
        },
        "void_after_result": settings.void_after_result.name(),
        "retention": {
            "record_years": settings.retention.record_years,
            "complaint_years": settings.retention.complaint_years,
            "message_days": settings.retention.message_days,
        },
        "large_wager": money(settings.large_wager),
    })
}

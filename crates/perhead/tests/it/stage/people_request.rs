//! Which request asks for what concerns people and the book.

use domain::command::Action;
use domain::identity::Details;
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
        Action::SetPerson { member, details } => {
            let body = json!({ "person": person(details) });
            ("PUT", format!("/v1/members/m{}/identity", member.0), body)
        }
        Action::Verify { member, verification, evidence } => {
            let body = json!({ "verification": verification.name(), "evidence": evidence });
            ("PUT", format!("/v1/members/m{}/verification", member.0), body)
        }
        Action::AcceptTerms { terms, privacy } => {
            let body = json!({ "terms_version": terms, "privacy_version": privacy });
            ("POST", "/v1/consents".to_owned(), body)
        }
        Action::ListPerson(list) => {
            let mut body = json!({
                "kind": list.kind.name(), "person": person(&list.person), "reason": list.reason,
            });
            if list.until.is_some() {
                // The scenarios list for one day where they name an end.
                body["days"] = json!(1);
            }
            ("POST", "/v1/barred-persons".to_owned(), body)
        }
        Action::Unlist { entry, reason } => {
            let body = json!({ "reason": reason });
            ("POST", format!("/v1/barred-persons/y{}/ending", entry.0), body)
        }
        Action::IssueCode(code) => {
            let body = json!({
                "code": code.code, "parent_id": format!("m{}", code.parent.0),
                "uses_max": code.uses_max, "days": 7,
            });
            ("POST", "/v1/signup-codes".to_owned(), body)
        }
        Action::EndSecondFactor { member } => {
            ("DELETE", format!("/v1/members/m{}/second-factor", member.0), Value::Null)
        }
        Action::EndCode { code } => ("DELETE", format!("/v1/signup-codes/{code}"), Value::Null),
        Action::ChangePermissions { member, permissions } => {
            let names: Vec<&str> = permissions.list().into_iter().map(|one| one.name()).collect();
            let body = json!({ "permissions": names });
            ("PUT", format!("/v1/members/m{}/permissions", member.0), body)
        }
        Action::MoveMember { member, parent } => {
            let body = json!({ "parent_id": format!("m{}", parent.0) });
            ("PUT", format!("/v1/members/m{}/parent", member.0), body)
        }
        Action::CloseMember(closing) => {
            let mut body = json!({ "reference": closing.reference, "note": closing.note });
            if let Some(method) = closing.method {
                body["method"] = json!(method.name());
            }
            ("POST", format!("/v1/members/m{}/closing", closing.member.0), body)
        }
        other => panic!("members do not ask for {other:?}"),
    }
}

fn person(details: &Details) -> Value {
    let mut person = json!({ "name": details.name });
    if let Some(born) = details.born {
        person["born"] = json!(born.text());
    }
    if !details.email.is_empty() {
        person["email"] = json!(details.email);
    }
    person
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
    let refund_first = withdrawal.refund_first.iter().map(|one| one.name());
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
            "exclusion_days_min": protection.exclusion_days_min,
            "time_out_days_max": protection.time_out_days_max,
            "failed_deposits": protection.failed_deposits,
            "failed_deposit_window_seconds": protection.failed_deposit_window_seconds,
        },
        "care": {
            "page_required": settings.care.page_required,
            "complaint_contact": settings.care.complaint_contact,
            "regulator_link": settings.care.regulator_link,
            "help_contact": settings.care.help_contact,
            "acknowledgement_version": settings.care.acknowledgement_version,
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
            "refund_first": refund_first.collect::<Vec<_>>(),
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

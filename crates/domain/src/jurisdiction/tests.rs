//! Settings are held against their rules, all faults at once.

use super::*;

fn refused(change: impl Fn(&mut Jurisdiction)) -> Vec<&'static str> {
    let mut settings = Jurisdiction::standard(BookId(1));
    change(&mut settings);
    let faults = settings.parse().err().unwrap_or_default();
    faults.into_iter().filter_map(|fault| fault.field).collect()
}

#[test]
fn the_standard_settings_hold_their_own_rules() {
    assert!(refused(|_| {}).is_empty());
}

#[test]
fn every_wrong_setting_is_told_at_once() {
    let told = refused(|settings| {
        settings.identity.minimum_age = 17;
        settings.retention.record_years = 4;
        settings.withdrawal.minimum = Money(0);
        settings.protection.loosening_seconds = 3_600;
        settings.name = "x".repeat(81);
    });
    let expected = [
        "identity.minimum_age",
        "protection.loosening_seconds",
        "retention.record_years",
        "withdrawal.minimum",
        "name",
    ];
    assert_eq!(told, expected);
    let told = refused(|settings| {
        settings.withdrawal.minimum = Money(500);
        settings.withdrawal.maximum = Some(Money(499));
    });
    assert_eq!(told, ["withdrawal.maximum"]);
    let told = refused(|settings| {
        settings.retention.record_years = 6;
        settings.retention.message_days = 6 * 365 + 1;
    });
    assert_eq!(told, ["retention.message_days"]);
    let told = refused(|settings| {
        settings.withdrawal.refund_first = vec![Method::Card, Method::Wallet, Method::Card];
    });
    assert_eq!(told, ["withdrawal.refund_first"]);
}

#[test]
fn facts_name_every_setting_once() {
    let facts = Jurisdiction::standard(BookId(1)).facts();
    let names: Vec<&str> = facts.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, FIELDS);
}

#[test]
fn a_page_that_is_demanded_must_be_whole_before_wagers_are_taken() {
    let mut settings = Jurisdiction::standard(BookId(1));
    assert_eq!(refuse_without_page(None), None);
    assert_eq!(refuse_without_page(Some(&settings)), None);
    settings.care.page_required = true;
    settings.care.complaint_contact = "complaints@example.com".to_owned();
    let refused = refuse_without_page(Some(&settings)).map(|refusal| refusal.code);
    assert_eq!(refused, Some(Code::ProtectionPageMissing));
    settings.care.regulator_link = "https://regulator.example.org/players".to_owned();
    assert_eq!(refuse_without_page(Some(&settings)), None);
}

#[test]
fn the_regulators_link_is_an_address() {
    let told = |link: &str| refused(|settings| settings.care.regulator_link = link.to_owned());
    assert!(told("https://regulator.example.org").is_empty());
    for bad in ["regulator.example.org", "http://a.example", "https://", "https://a b.example"] {
        assert_eq!(told(bad), ["care.regulator_link"], "{bad}");
    }
}

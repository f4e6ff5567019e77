//! What players are told about their protection, and what they acknowledge when they sign up
//! (GLI-19 A.4.5, 2.5.2(a)). Decides whether a book may take wagers while that cannot be told.

use super::Jurisdiction;
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};

/// What the page about the protection of players says, and what signing up acknowledges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareRules {
    /// No wager is taken while the contact for complaints or the regulator's link is not set.
    pub page_required: bool,
    /// Where players complain: an address, a number.
    pub complaint_contact: String,
    /// The regulator's page, beginning with `https://`.
    pub regulator_link: String,
    /// Who helps those who cannot stop, and how they are reached.
    pub help_contact: String,
    /// Version of what is acknowledged when signing up: no sharing of the account, consent to
    /// monitoring, accuracy of what is told. Empty asks for none.
    pub acknowledgement_version: String,
}

/// The names of these settings, as they stand in refusals and in the event log.
pub(super) const FIELDS: [&str; 5] = [
    "care.page_required",
    "care.complaint_contact",
    "care.regulator_link",
    "care.help_contact",
    "care.acknowledgement_version",
];

const LINK_START: &str = "https://";

impl CareRules {
    /// Nothing is demanded of the page; the first text is acknowledged.
    pub(super) fn standard() -> CareRules {
        CareRules {
            page_required: false,
            complaint_contact: String::new(),
            regulator_link: String::new(),
            help_contact: String::new(),
            acknowledgement_version: "1".to_owned(),
        }
    }

    /// Every setting that breaks its rule.
    pub(super) fn faults(&self) -> Vec<Rejection> {
        let [_, contact, link, help, version] = FIELDS;
        let mut faults: Vec<Rejection> =
            [(contact, &self.complaint_contact), (help, &self.help_contact)]
                .into_iter()
                .filter_map(|(field, text)| parse_note(field, text).err())
                .collect();
        faults.extend(parse_note(link, &self.regulator_link).err());
        let host = self.regulator_link.strip_prefix(LINK_START).unwrap_or_default();
        let is_link = host.contains('.') && !host.contains(char::is_whitespace);
        if !self.regulator_link.is_empty() && !is_link {
            let rule = "must be an address such as https://regulator.example.org";
            faults.push(Rejection::of_field(Code::FieldInvalid, link, rule));
        }
        if !self.acknowledgement_version.is_empty() {
            faults.extend(parse_name(version, &self.acknowledgement_version).err());
        }
        faults
    }

    /// Every setting by name and text.
    pub(super) fn facts(&self) -> [(&'static str, String); 5] {
        let [page, contact, link, help, version] = FIELDS;
        let required = if self.page_required { "yes" } else { "no" };
        [
            (page, required.to_owned()),
            (contact, self.complaint_contact.clone()),
            (link, self.regulator_link.clone()),
            (help, self.help_contact.clone()),
            (version, self.acknowledgement_version.clone()),
        ]
    }
}

/// Refuses wagers in a place that demands the page while it cannot be shown whole.
pub fn refuse_without_page(settings: Option<&Jurisdiction>) -> Option<Rejection> {
    let care = &settings?.care;
    let is_whole = !care.complaint_contact.is_empty() && !care.regulator_link.is_empty();
    if !care.page_required || is_whole {
        return None;
    }
    let detail = "the contact for complaints and the regulator's link must be set first";
    Some(Rejection::new(Code::ProtectionPageMissing, detail))
}

//! Who a member is: person, age, verification, consent, and the lists that keep people from
//! playing. People are told apart by marks, which are compared and never shown.

use crate::calendar::{Day, Instant};
use crate::id::{EntryId, MemberId};
use crate::member::{Bar, BarKind};
use crate::register::{NAME_LENGTH_MAX, by_name, folded, name_of, parse_name, parse_note};
use crate::rejection::{Code, Rejection};

/// A civil date, for births.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    /// Such as 1990.
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
}

impl CivilDate {
    /// The date of a day counted since 1970-01-01, in the Gregorian calendar (H. Hinnant,
    /// `civil_from_days`).
    pub fn of(day: Day) -> CivilDate {
        let shifted = i64::from(day.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        let small = |number: i64| i32::try_from(number).unwrap_or(0);
        CivilDate { year: small(year), month: small(month), day: small(day) }
    }

    /// Reads `YYYY-MM-DD` and nothing else; the day must exist.
    pub fn parse(text: &str) -> Option<CivilDate> {
        let mut parts = text.split('-');
        let mut number = |length: usize| {
            let part = parts.next()?;
            let plain = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i32>().ok().filter(|_| plain)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + i32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let fits = parts.next().is_none() && (1..=last).contains(&day) && year >= 1850;
        fits.then_some(CivilDate { year, month, day })
    }

    /// `1990-01-02`.
    pub fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Whole years from this date to `today`. Whoever was born on 29 February is a year older on
    /// 1 March.
    pub fn years_until(self, today: CivilDate) -> i32 {
        let had_birthday = (today.month, today.day) >= (self.month, self.day);
        today.year - self.year - i32::from(!had_birthday)
    }
}

/// How far the identity of a member is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verification {
    /// Nothing was looked at.
    Unverified,
    /// Documents came and wait to be looked at.
    Submitted,
    /// Looked at and in order.
    Verified,
    /// Looked at and refused.
    Refused,
}

impl Verification {
    /// Every state with its stable name.
    pub const ALL: [(Verification, &str); 4] = [
        (Verification::Unverified, "unverified"),
        (Verification::Submitted, "submitted"),
        (Verification::Verified, "verified"),
        (Verification::Refused, "refused"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<Verification> {
        by_name(&Self::ALL, name)
    }
}

/// What is known of a person, as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The legal name.
    pub name: String,
    /// The date of birth.
    pub born: Option<CivilDate>,
    /// Address for letters.
    pub address: String,
    /// Address for mail.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// Number of an official document, never in clear: a mark by which the same number is known
    /// again, a dot, and the number under the server's key. Empty where none is known.
    pub document: String,
}

/// A document's number without blanks, signs, case and accents: two that look alike are the same.
pub fn plain_number(number: &str) -> String {
    plain(number)
}

fn plain(text: &str) -> String {
    folded(text).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

impl Details {
    /// Holds every field against its rule.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn parse(&self) -> Result<Details, Vec<Rejection>> {
        let mut faults = Vec::new();
        let mut take = |parsed: Result<String, Rejection>| {
            parsed.map_err(|fault| faults.push(fault)).unwrap_or_default()
        };
        let parsed = Details {
            name: take(parse_name("person.name", &self.name)),
            born: self.born,
            address: take(parse_note("person.address", &self.address)),
            email: take(parse_note("person.email", &self.email)),
            phone: take(parse_note("person.phone", &self.phone)),
            document: self.document.clone(),
        };
        let mail = &parsed.email;
        let is_mail = |mail: &str| {
            mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        };
        if !mail.is_empty() && (!is_mail(mail) || mail.chars().count() > NAME_LENGTH_MAX) {
            let rule = "must be an address such as pat@example.com";
            faults.push(Rejection::of_field(Code::FieldInvalid, "person.email", rule));
        }
        let digits = parsed.phone.bytes().filter(u8::is_ascii_digit).count();
        if !parsed.phone.is_empty() && !(6..=18).contains(&digits) {
            let rule = "must have 6 to 18 digits";
            faults.push(Rejection::of_field(Code::FieldInvalid, "person.phone", rule));
        }
        if faults.is_empty() { Ok(parsed) } else { Err(faults) }
    }

    /// What tells this person from others: name with birth, mail, telephone, document. Compared
    /// without accents, case, blanks and signs.
    pub fn marks(&self) -> Vec<String> {
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        let mut marks = Vec::new();
        if let Some(born) = self.born
            && !self.name.is_empty()
        {
            let mut words: Vec<String> = self.name.split_whitespace().map(plain).collect();
            words.sort_unstable();
            marks.push(format!("name {} {}", words.join(" "), born.text()));
        }
        let mail = self.email.trim().to_lowercase();
        let document = self.document.split('.').next().unwrap_or_default().to_owned();
        let told = [("mail", mail), ("phone", digits), ("document", document)];
        marks.extend(
            told.into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(what, text)| format!("{what} {text}")),
        );
        marks
    }
}

/// A member as a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whose.
    pub member: MemberId,
    /// What is known.
    pub details: Details,
    /// How far it is verified.
    pub verification: Verification,
    /// By which documents, or why it was refused.
    pub evidence: String,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: Option<MemberId>,
    /// The terms accepted last.
    pub terms_version: String,
    /// The privacy notice accepted last.
    pub privacy_version: String,
    /// When both were accepted.
    pub accepted_at: Option<Instant>,
    /// Version of what was acknowledged when signing up.
    pub acknowledgement_version: String,
    /// When.
    pub acknowledged_at: Option<Instant>,
}

impl Person {
    /// Nothing is known.
    pub fn unknown(member: MemberId) -> Person {
        Person {
            member,
            details: Details::default(),
            verification: Verification::Unverified,
            evidence: String::new(),
            decided_at: None,
            decided_by: None,
            terms_version: String::new(),
            privacy_version: String::new(),
            accepted_at: None,
            acknowledgement_version: String::new(),
            acknowledged_at: None,
        }
    }
}

/// An entry of the list of those who must not play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// Identity.
    pub id: EntryId,
    /// Excluded or restricted.
    pub kind: BarKind,
    /// Who.
    pub details: Details,
    /// Why, or by whom.
    pub reason: String,
    /// Since when.
    pub from: Instant,
    /// Until when; for good without it.
    pub until: Option<Instant>,
    /// Who entered it.
    pub by: Option<MemberId>,
    /// When it was taken off the list, if it was.
    pub ended_at: Option<Instant>,
}

impl ListEntry {
    /// The bar that this entry is; none once it was taken off.
    pub fn bar(&self) -> Option<Bar> {
        self.ended_at.is_none().then_some(Bar { kind: self.kind, until: self.until })
    }
}

/// Of several bars the one that holds longest, so that none is forgotten when another ends; of
/// equals exclusion before restriction.
pub fn strictest(bars: impl Iterator<Item = Bar>) -> Option<Bar> {
    bars.min_by_key(|bar| {
        (bar.until.is_some(), std::cmp::Reverse(bar.until.map_or(0, |until| until.0)), bar.kind)
    })
}

/// A code with which somebody signs up below the member who gave it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignupCode {
    /// The code: a login's form.
    pub code: String,
    /// Below whom new players stand.
    pub parent: MemberId,
    /// How often it may be used.
    pub uses_max: i32,
    /// How often it was.
    pub uses: i32,
    /// It works until then.
    pub expires_at: Instant,
    /// When it was ended, if it was.
    pub ended_at: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        CivilDate::parse(text).expect(text)
    }

    #[test]
    fn ages_are_whole_years() {
        let born = date("2003-09-08");
        for (today, years) in [("2024-09-07", 20), ("2024-09-08", 21), ("2024-09-09", 21)] {
            assert_eq!(born.years_until(date(today)), years, "{today}");
        }
        assert_eq!(date("2004-02-29").years_until(date("2022-02-28")), 17);
        assert_eq!(date("2004-02-29").years_until(date("2022-03-01")), 18);
    }

    #[test]
    fn days_are_dates_of_the_gregorian_calendar() {
        for (day, text) in
            [(0, "1970-01-01"), (19_967, "2024-09-01"), (19_782, "2024-02-29"), (-1, "1969-12-31")]
        {
            assert_eq!(CivilDate::of(Day(day)).text(), text);
        }
        for bad in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-01", "x", "2024-01-01-1"] {
            assert_eq!(CivilDate::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn one_person_has_one_set_of_marks_however_it_is_written() {
        let person = |name: &str, email: &str, phone: &str, document: &str| Details {
            name: name.to_owned(),
            born: Some(date("1990-01-02")),
            email: email.to_owned(),
            phone: phone.to_owned(),
            document: document.to_owned(),
            ..Details::default()
        };
        let one = person("Élodie  Łuc", "El@Example.com", "+44 20-7946", "7f01.c0ffee");
        let other = person("LUC Elodie", "el@example.com", "4420 7946", "7f01.decade");
        assert_eq!(one.marks(), other.marks());
        assert_eq!(plain_number("ab 12-3"), plain_number("AB123"));
        assert_eq!(one.marks().len(), 4);
        assert!(Details { name: "Pat".to_owned(), ..Details::default() }.marks().is_empty());
    }

    #[test]
    fn the_strictest_bar_counts() {
        let bar = |kind, until: Option<i64>| Bar { kind, until: until.map(Instant) };
        let excluded = bar(BarKind::Excluded, Some(5));
        let for_good = bar(BarKind::Excluded, None);
        let restricted = bar(BarKind::Restricted, None);
        assert_eq!(strictest([excluded, restricted].into_iter()), Some(restricted));
        assert_eq!(strictest([excluded, restricted, for_good].into_iter()), Some(for_good));
        let longer = bar(BarKind::Excluded, Some(9));
        assert_eq!(strictest([excluded, longer].into_iter()), Some(longer));
        assert_eq!(strictest(std::iter::empty()), None);
    }
}

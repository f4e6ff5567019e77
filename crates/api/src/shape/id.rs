//! Ids as the outside sees them: opaque strings, one letter for the kind and the number behind
//! it. Parsed strictly, so that every object has exactly one spelling; an id of one kind is never
//! taken for another.

use std::fmt;
use std::str::FromStr;

use domain::grade::score::Origin;
use domain::id::{
    ApplicationId, DisputeId, EntryId, ExclusionId, FixtureId, GrantId, HoldId, LeagueId, MarketId,
    MemberId, MessageId, PostingId, ReconciliationId, ReportId, RulingId, SubjectRequestId,
    TicketId, WithdrawalId,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

use crate::shape::side::SIDE_PATTERN;

/// A text that is no id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoSuchId;

impl fmt::Display for NoSuchId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("is not an id of this kind")
    }
}

/// The number of an id that begins with one of `letters`: no sign, no leading zero, no blanks.
fn parse(letters: &str, text: &str) -> Result<(char, i64), NoSuchId> {
    let letter = text.chars().next().filter(|c| letters.contains(*c)).ok_or(NoSuchId)?;
    let digits = &text[letter.len_utf8()..];
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    match digits.parse() {
        Ok(number) if plain => Ok((letter, number)),
        _ => Err(NoSuchId),
    }
}

/// True when `text` is an id by a schema pattern of this file; `None` for any other pattern.
pub(crate) fn fits_pattern(pattern: &str, text: &str) -> Option<bool> {
    if pattern == SIDE_PATTERN {
        return Some(domain::board::market::Side::parse(text).is_some());
    }
    let (letters, _) = PATTERNS.iter().find(|(_, known)| *known == pattern)?;
    Some(parse(letters, text).is_ok())
}

macro_rules! ids {
    ($(
        $(#[$doc:meta])*
        $name:ident($inner:ident) $schema:literal = $letter:literal $pattern:literal;
    )+) => {
        /// Letters and pattern of every kind.
        const PATTERNS: &[(&str, &str)] = &[$(($letter, $pattern),)+ ("ro", REPORT_PATTERN)];

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub(crate) struct $name(pub(crate) $inner);

            impl fmt::Display for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(out, "{}{}", $letter, self.0.0)
                }
            }

            impl FromStr for $name {
                type Err = NoSuchId;
                fn from_str(text: &str) -> Result<$name, NoSuchId> {
                    parse($letter, text).map(|(_, number)| $name($inner(number)))
                }
            }

            impl From<$inner> for $name {
                fn from(id: $inner) -> $name {
                    $name(id)
                }
            }

            wire!($name, $schema, $pattern);
        )+
    };
}

macro_rules! wire {
    ($name:ident, $schema:literal, $pattern:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<$name, D::Error> {
                let text = String::deserialize(input)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                id_schema($pattern)
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                $schema.into()
            }
        }
    };
}

fn id_schema(pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some(pattern))
        .description(Some("An opaque id."))
        .build()
        .into()
}

ids! {
    /// A member.
    MemberRef(MemberId) "MemberId" = "m" "^m[1-9][0-9]{0,18}$";
    /// A ticket.
    TicketRef(TicketId) "TicketId" = "t" "^t[1-9][0-9]{0,18}$";
    /// A league.
    LeagueRef(LeagueId) "LeagueId" = "l" "^l[1-9][0-9]{0,18}$";
    /// A fixture.
    FixtureRef(FixtureId) "FixtureId" = "f" "^f[1-9][0-9]{0,18}$";
    /// A market.
    MarketRef(MarketId) "MarketId" = "k" "^k[1-9][0-9]{0,18}$";
    /// An entry of the list of those who must not play.
    EntryRef(EntryId) "EntryId" = "y" "^y[1-9][0-9]{0,18}$";
    /// A payment: the posting it made.
    PostingRef(PostingId) "PostingId" = "p" "^p[1-9][0-9]{0,18}$";
    /// A requested payout.
    WithdrawalRef(WithdrawalId) "WithdrawalId" = "w" "^w[1-9][0-9]{0,18}$";
    /// A provider's record that was held against the book.
    ReconciliationRef(ReconciliationId) "ReconciliationId" = "n" "^n[1-9][0-9]{0,18}$";
    /// A time-out or self-exclusion.
    ExclusionRef(ExclusionId) "ExclusionId" = "x" "^x[1-9][0-9]{0,18}$";
    /// An application for credit.
    ApplicationRef(ApplicationId) "CreditApplicationId" = "c" "^c[1-9][0-9]{0,18}$";
    /// A grant of free play.
    GrantRef(GrantId) "GrantId" = "g" "^g[1-9][0-9]{0,18}$";
    /// An objection to a settlement.
    /// A message.
    MessageRef(MessageId) "MessageId" = "e" "^e[1-9][0-9]{0,18}$";
    DisputeRef(DisputeId) "DisputeId" = "d" "^d[1-9][0-9]{0,18}$";
    /// A request about what is kept of a person.
    SubjectRequestRef(SubjectRequestId) "SubjectRequestId" = "q" "^q[1-9][0-9]{0,18}$";
    /// An account held because fraud is suspected.
    HoldRef(HoldId) "FraudHoldId" = "h" "^h[1-9][0-9]{0,18}$";
    /// A void or cancellation.
    VoidRef(RulingId) "VoidId" = "v" "^v[1-9][0-9]{0,18}$";
}

const REPORT_PATTERN: &str = "^[ro][1-9][0-9]{0,18}$";

/// A score report: `r` for a feed's, `o` for one of the book's own people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReportRef {
    /// Where the report is kept.
    pub(crate) origin: Origin,
    /// The report within it.
    pub(crate) id: ReportId,
}

impl fmt::Display for ReportRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.origin {
            Origin::Catalogue => 'r',
            Origin::Book => 'o',
        };
        write!(out, "{letter}{}", self.id.0)
    }
}

impl FromStr for ReportRef {
    type Err = NoSuchId;
    fn from_str(text: &str) -> Result<ReportRef, NoSuchId> {
        let (letter, number) = parse("ro", text)?;
        let origin = if letter == 'r' { Origin::Catalogue } else { Origin::Book };
        Ok(ReportRef { origin, id: ReportId(number) })
    }
}

wire!(ReportRef, "ReportId", REPORT_PATTERN);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_spelling() {
        assert_eq!("m12".parse::<MemberRef>(), Ok(MemberRef(MemberId(12))));
        assert_eq!(MemberRef(MemberId(12)).to_string(), "m12");
        let largest = format!("m{}", i64::MAX);
        assert_eq!(largest.parse::<MemberRef>(), Ok(MemberRef(MemberId(i64::MAX))));
        for bad in [
            "",
            "m",
            "12",
            "t12",
            "M12",
            "m012",
            "m0",
            "m-1",
            "m+1",
            "m 1",
            "m1 ",
            "m1.0",
            "m１",
            "m9223372036854775808",
            "mm1",
            "é1",
        ] {
            assert_eq!(bad.parse::<MemberRef>(), Err(NoSuchId), "{bad}");
        }
    }

    #[test]
    fn reports_know_where_they_are_kept() {
        let feed: ReportRef = "r7".parse().expect("an id");
        let own: ReportRef = "o7".parse().expect("an id");
        assert_eq!((feed.origin, own.origin), (Origin::Catalogue, Origin::Book));
        assert_eq!([feed.to_string(), own.to_string()], ["r7", "o7"]);
    }

    #[test]
    fn patterns_say_what_is_parsed() {
        assert_eq!(fits_pattern("^m[1-9][0-9]{0,18}$", "m5"), Some(true));
        assert_eq!(fits_pattern("^m[1-9][0-9]{0,18}$", "t5"), Some(false));
        assert_eq!(fits_pattern(REPORT_PATTERN, "o5"), Some(true));
        assert_eq!(fits_pattern("^x$", "x"), None);
    }
}

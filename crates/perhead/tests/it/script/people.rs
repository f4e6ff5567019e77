//! Words about people and their book: settings of the place. Reads them into deeds; what a deed
//! does is played by `play::people`.
//!
//! ```text
//! dana allows art view_branch view_reports | dana moves art under mia
//! dana shuts pat by cash | provider suspends acme because "no licence" | provider reopens acme
//! dana identifies pat "Pat Lee" born 1990-01-02 [mail pat@example.com]
//! dana verifies pat verified by "passport 7" | pat accepts-terms 2024-1 2024-1
//! dana lists excluded "Pat Lee" born 1990-01-02 [until 2024-09-10 12:00] as entry
//! dana unlists entry | dana codes spring under art uses 2
//! newcomer uses spring "New Comer" born 2000-01-01 [terms 2024-1] [acknowledging 2]
//!     [limiting week 50] | dana ends-code spring
//! sam sets-up-factor | dana ends-factor of sam
//! dana governs identity.minimum_age 21 credit.policy prohibited withdrawal.minimum 20
//! ```

use domain::access::{Permission, Permissions};
use domain::book::BookStatus;
use domain::calendar::Instant;
use domain::identity::{CivilDate, Details, Verification};
use domain::ledger::account::Method;
use domain::member::BarKind;
use domain::money::Money;
use domain::protection::PlaySpan;

use super::words::{Read, Words};
use super::{Deed, Shown};

/// What somebody does about people or the book.
#[derive(Clone, Debug)]
pub(crate) enum PeopleDeed {
    /// Jurisdiction settings change, by name and text.
    Govern(Vec<(String, String)>),
    /// A member's rights are set.
    Grant(String, Permissions),
    /// A member and everybody below is put under another.
    Move(String, String),
    /// An account is closed and paid out.
    End(String, Option<Method>),
    /// Who somebody is.
    Identify(String, Details),
    /// How far that is verified.
    Verify(String, Verification, String),
    /// The terms in force are accepted.
    Consent(String, String),
    /// Somebody is put on the list, under a name of this file.
    List(BarKind, Details, Option<Instant>, String),
    /// An entry is taken off the list.
    Unlist(String),
    /// A code for signing up is given out.
    Code { code: String, under: String, uses: i32 },
    /// A code is ended.
    EndCode(String),
    /// Somebody new signs up with a code.
    SignUp(Box<SignUpWords>),
    /// Somebody sets up a second factor.
    SetUpFactor,
    /// A second factor is taken away.
    EndFactor(String),
    /// The provider suspends or reopens a book.
    Suspend(String, BookStatus),
}

/// Somebody who signs up.
#[derive(Clone, Debug)]
pub(crate) struct SignUpWords {
    pub(crate) code: String,
    pub(crate) person: Details,
    pub(crate) terms: String,
    /// The version of what is acknowledged.
    pub(crate) acknowledged: String,
    /// A limit on one's own deposits.
    pub(crate) limit: Option<(PlaySpan, Money)>,
}

fn sign_up(words: &mut Words) -> Read<SignUpWords> {
    let (code, person) = (words.take("a code")?, person(words)?);
    let terms = if words.skip("terms") { words.take("a version")? } else { String::new() };
    // What is shipped is acknowledged unless the file says otherwise.
    let acknowledged =
        if words.skip("acknowledging") { words.take("a version")? } else { "1".to_owned() };
    let limit = if words.skip("limiting") {
        Some((words.named("span", PlaySpan::parse)?, words.money("amount")?))
    } else {
        None
    };
    Ok(SignUpWords { code, person, terms, acknowledged, limit })
}

/// What is shown beside the password.
pub(super) fn shown(words: &mut Words) -> Read<Shown> {
    for (word, shown) in
        [("code", Shown::Code), ("same-code", Shown::SameCode), ("wrong-code", Shown::WrongCode)]
    {
        if words.skip(word) {
            return Ok(shown);
        }
    }
    if words.skip("recovery") {
        return Ok(Shown::Recovery(words.named("place", |word| word.parse().ok())?));
    }
    Ok(Shown::Nothing)
}

/// The deed of a verb of this file.
pub(super) fn verb(by: String, verb: &str, words: &mut Words) -> Read<Deed> {
    let deed = match verb {
        "governs" => PeopleDeed::Govern(settings(words)?),
        "allows" => PeopleDeed::Grant(words.take("a member")?, permissions(words)?),
        "moves" => {
            let member = words.take("a member")?;
            words.need("under")?;
            PeopleDeed::Move(member, words.take("a member")?)
        }
        "shuts" => {
            let member = words.take("a member")?;
            let by = words.skip("by");
            let method = if by { Some(words.named("method", Method::parse)?) } else { None };
            PeopleDeed::End(member, method)
        }
        "identifies" => PeopleDeed::Identify(words.take("a member")?, person(words)?),
        "verifies" => {
            let member = words.take("a member")?;
            let verification = words.named("state", Verification::parse)?;
            let evidence = if words.skip("by") { words.take("a document")? } else { String::new() };
            PeopleDeed::Verify(member, verification, evidence)
        }
        "accepts-terms" => PeopleDeed::Consent(words.take("a version")?, words.take("a version")?),
        "lists" => {
            let kind = words.named("list", BarKind::parse)?;
            let person = person(words)?;
            let until = if words.skip("until") { Some(words.instant("time")?) } else { None };
            let entry = if words.skip("as") { words.take("a name")? } else { String::new() };
            PeopleDeed::List(kind, person, until, entry)
        }
        "unlists" => PeopleDeed::Unlist(words.take("an entry")?),
        "codes" => {
            let code = words.take("a code")?;
            words.need("under")?;
            let under = words.take("a member")?;
            words.need("uses")?;
            let uses = words.named("number", |word| word.parse().ok())?;
            PeopleDeed::Code { code, under, uses }
        }
        "ends-code" => PeopleDeed::EndCode(words.take("a code")?),
        "uses" => PeopleDeed::SignUp(Box::new(sign_up(words)?)),
        "sets-up-factor" => PeopleDeed::SetUpFactor,
        "ends-factor" => {
            words.need("of")?;
            PeopleDeed::EndFactor(words.take("a member")?)
        }
        "suspends" => PeopleDeed::Suspend(words.take("a book")?, BookStatus::Suspended),
        "reopens" => PeopleDeed::Suspend(words.take("a book")?, BookStatus::Open),
        _ => return Err(format!("`{verb}` is no verb of this language")),
    };
    Ok(Deed::People { by, deed })
}

fn settings(words: &mut Words) -> Read<Vec<(String, String)>> {
    let mut settings = Vec::new();
    while !words.is_empty() && words.peek() != "->" {
        settings.push((words.take("a setting")?, words.take("a value")?));
    }
    Ok(settings)
}

fn permissions(words: &mut Words) -> Read<Permissions> {
    let mut rights = Vec::new();
    while !words.is_empty() && words.peek() != "->" {
        rights.push(words.named("right", Permission::parse)?);
    }
    Ok(Permissions::of(&rights))
}

fn person(words: &mut Words) -> Read<Details> {
    let mut person = Details { name: words.take("a name")?, ..Details::default() };
    if words.skip("born") {
        person.born = Some(words.named("date", CivilDate::parse)?);
    }
    if words.skip("mail") {
        person.email = words.take("an address")?;
    }
    Ok(person)
}

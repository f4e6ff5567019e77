//! Reading of the deeds around money: methods, free play, corrections of a week.
//!
//! ```text
//! dana accrues -5 of pat because "wrong fee"
//! dana describes card taken least 10 most 500 fixed 0.30 points 290 daily 2 paid closed
//! dana grants 25 to pat until 2024-09-10 12:00 [because "welcome"] as promo
//! dana ends promo of pat because "taken back" | timer ends promo of pat
//! ```

use domain::calendar::Instant;
use domain::funding::method::{MethodTerms, Terms};
use domain::ledger::account::Method;
use domain::money::Money;

use super::words::{Read, Words};

/// What happens with money.
#[derive(Clone, Debug)]
pub(crate) enum MoneyDeed {
    /// A week is corrected.
    Accrue { member: String, amount: Money, note: String },
    /// A method gets new terms.
    Describe { terms: Box<MethodTerms> },
    /// Free play is granted under a name of this file.
    Grant { member: String, amount: Money, until: Instant, note: String, grant: String },
    /// A grant ends.
    End { grant: String, member: String, note: String },
}

/// Reads the rest of a line whose verb is `verb`; `None` if no deed with money has that verb.
pub(super) fn money_deed(verb: &str, words: &mut Words) -> Read<Option<MoneyDeed>> {
    Ok(Some(match verb {
        "accrues" => {
            let amount = words.money("amount")?;
            words.need("of")?;
            let member = words.take("a member")?;
            MoneyDeed::Accrue { member, amount, note: reason(words)? }
        }
        "describes" => describe(words)?,
        "grants" => {
            let amount = words.money("amount")?;
            words.need("to")?;
            let member = words.take("a member")?;
            words.need("until")?;
            let until = words.instant("time")?;
            let note = reason(words)?;
            let grant = name(words, "a grant")?;
            MoneyDeed::Grant { member, amount, until, note, grant }
        }
        "ends" => {
            let grant = words.take("a grant")?;
            words.need("of")?;
            let member = words.take("a member")?;
            MoneyDeed::End { grant, member, note: reason(words)? }
        }
        _ => return Ok(None),
    }))
}

/// `because "wrong fee"`, or nothing.
pub(super) fn reason(words: &mut Words) -> Read<String> {
    if words.skip("because") { words.take("a reason") } else { Ok(String::new()) }
}

/// `as promo`, or nothing.
fn name(words: &mut Words, what: &str) -> Read<String> {
    if words.skip("as") { words.take(what) } else { Ok(String::new()) }
}

fn describe(words: &mut Words) -> Read<MoneyDeed> {
    let mut terms = MethodTerms::standard(words.named("method", Method::parse)?);
    while !words.is_empty() && words.peek() != "->" {
        let side = words.take("taken, paid or references")?;
        match side.as_str() {
            "taken" => terms.taken = one_way(words)?,
            "paid" => terms.paid = one_way(words)?,
            "references" => terms.references_are_unique = words.take("unique or not")? == "unique",
            _ => return Err(format!("`{side}` is neither taken, paid nor references")),
        }
    }
    Ok(MoneyDeed::Describe { terms: Box::new(terms) })
}

fn one_way(words: &mut Words) -> Read<Terms> {
    let small = |word: &str| word.parse::<i32>().ok();
    let mut terms = Terms::FREE;
    loop {
        match words.peek() {
            "closed" => terms.open = false,
            "least" | "most" | "fixed" | "points" | "daily" => {}
            _ => return Ok(terms),
        }
        match words.take("a term")?.as_str() {
            "least" => terms.least = Some(words.money("amount")?),
            "most" => terms.most = Some(words.money("amount")?),
            "fixed" => terms.fee_fixed = words.money("amount")?,
            "points" => terms.fee_basis_points = words.named("number", small)?,
            "daily" => terms.daily_max = Some(words.named("number", small)?),
            _ => {}
        }
    }
}

//! Reading of the deeds around money: methods, free play, corrections of a week.
//!
//! ```text
//! dana accrues -5 of pat because "wrong fee"
//! dana describes card taken least 10 most 500 fixed 0.30 points 290 daily 2 paid closed
//! dana grants 25 to pat until 2024-09-10 12:00 [because "welcome"] as promo
//! dana ends promo of pat because "taken back" | timer ends promo of pat
//! pat requests 100 by bank [to "account 1"] as first | dana requests 100 for pat by bank as first
//! dana agrees to first of pat | dana refuses first of pat because "no papers"
//! pat recalls first of pat | dana sends first of pat [reference "wire 7"]
//! dana keeps pat post_up | dana keeps pat running settling 500
//! dana bounds art credit 1,000 | dana bounds art nothing
//! dana lends 100 to pat until 2024-09-10 12:00 [because "the big game"]
//! dana recovers the loan of pat because "paid" | timer recovers the loan of pat
//! pat applies for 500 [because "more games"] as wish | dana applies for 500 of pat as wish
//! dana assesses wish of pat as 400 because "pays in time" | dana assesses wish of pat as nothing
//! ```

use domain::calendar::Instant;
use domain::credit::AccountKind;
use domain::funding::free_play_terms::GrantTerms;
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
    Grant {
        member: String,
        amount: Money,
        until: Instant,
        terms: GrantTerms,
        note: String,
        grant: String,
    },
    /// A payout is asked for under a name of this file.
    Request {
        member: Option<String>,
        amount: Money,
        method: Method,
        destination: String,
        withdrawal: String,
    },
    /// A payout is approved.
    Approve { withdrawal: String, member: String },
    /// A payout is denied.
    Deny { withdrawal: String, member: String, reason: String },
    /// A payout is taken back.
    Cancel { withdrawal: String, member: String },
    /// A payout is paid.
    Settle { withdrawal: String, member: String, reference: String },
    /// How a player settles.
    Keep { member: String, account: AccountKind, settle: Option<Money> },
    /// A branch's credit is bounded.
    Bound { member: String, most: Option<Money> },
    /// Credit is lent.
    Lend { member: String, amount: Money, until: Instant, note: String },
    /// Lent credit ends.
    Recover { member: String, note: String },
    /// Credit is applied for under a name of this file.
    Apply { member: Option<String>, amount: Money, note: String, application: String },
    /// An application is decided.
    Assess { application: String, member: String, granted: Option<Money>, grounds: String },
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
            let terms = grant_terms(words)?;
            let note = reason(words)?;
            let grant = name(words, "a grant")?;
            MoneyDeed::Grant { member, amount, until, terms, note, grant }
        }
        "keeps" | "bounds" | "lends" | "recovers" | "applies" | "assesses" => credit(verb, words)?,
        "requests" => request(words)?,
        "agrees" | "refuses" | "recalls" | "sends" => {
            if verb == "agrees" {
                words.need("to")?;
            }
            let withdrawal = words.take("a payout")?;
            words.need("of")?;
            let member = words.take("a member")?;
            match verb {
                "agrees" => MoneyDeed::Approve { withdrawal, member },
                "refuses" => MoneyDeed::Deny { withdrawal, member, reason: reason(words)? },
                "recalls" => MoneyDeed::Cancel { withdrawal, member },
                _ => {
                    let has_reference = words.skip("reference");
                    let reference =
                        if has_reference { words.take("a reference")? } else { String::new() };
                    MoneyDeed::Settle { withdrawal, member, reference }
                }
            }
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

fn credit(verb: &str, words: &mut Words) -> Read<MoneyDeed> {
    Ok(match verb {
        "keeps" => {
            let member = words.take("a member")?;
            let account = words.named("kind of account", AccountKind::parse)?;
            let settle = if words.skip("settling") { Some(words.money("amount")?) } else { None };
            MoneyDeed::Keep { member, account, settle }
        }
        "bounds" => {
            let member = words.take("a member")?;
            let most = if words.skip("credit") {
                Some(words.money("amount")?)
            } else {
                words.need("nothing")?;
                None
            };
            MoneyDeed::Bound { member, most }
        }
        "lends" => {
            let amount = words.money("amount")?;
            words.need("to")?;
            let member = words.take("a member")?;
            words.need("until")?;
            let until = words.instant("time")?;
            MoneyDeed::Lend { member, amount, until, note: reason(words)? }
        }
        "recovers" => {
            for word in ["the", "loan", "of"] {
                words.need(word)?;
            }
            let member = words.take("a member")?;
            MoneyDeed::Recover { member, note: reason(words)? }
        }
        "applies" => {
            words.need("for")?;
            let amount = words.money("amount")?;
            let member = if words.skip("of") { Some(words.take("a member")?) } else { None };
            let note = reason(words)?;
            MoneyDeed::Apply { member, amount, note, application: name(words, "a name")? }
        }
        _ => {
            let application = words.take("an application")?;
            words.need("of")?;
            let member = words.take("a member")?;
            words.need("as")?;
            let nothing = words.skip("nothing");
            let granted = if nothing { None } else { Some(words.money("amount")?) };
            MoneyDeed::Assess { application, member, granted, grounds: reason(words)? }
        }
    })
}

fn request(words: &mut Words) -> Read<MoneyDeed> {
    let amount = words.money("amount")?;
    let member = if words.skip("for") { Some(words.take("a member")?) } else { None };
    words.need("by")?;
    let method = words.named("method", Method::parse)?;
    let destination = if words.skip("to") { words.take("a destination")? } else { String::new() };
    let withdrawal = name(words, "a payout")?;
    Ok(MoneyDeed::Request { member, amount, method, destination, withdrawal })
}

/// `because "wrong fee"`, or nothing.
pub(super) fn reason(words: &mut Words) -> Read<String> {
    if words.skip("because") { words.take("a reason") } else { Ok(String::new()) }
}

/// `as promo`, or nothing.
pub(super) fn name(words: &mut Words, what: &str) -> Read<String> {
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

/// `[for "max_legs=1 least_odds=1/2"]`: what a grant may be wagered on.
fn grant_terms(words: &mut Words) -> Read<GrantTerms> {
    if !words.skip("for") {
        return Ok(GrantTerms::standard());
    }
    let text = words.take("terms of a grant")?;
    GrantTerms::parse(&text).ok_or_else(|| format!("`{text}` are no terms of a grant"))
}

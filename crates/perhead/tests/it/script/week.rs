//! Reading of lines about closed weeks: deals, the provider's plan, commission, what was frozen.
//!
//! ```text
//! dana deals art red_figure 25 [head_fee 5] [ticket_fee 0.10] [into makeup]
//! plan marginal accepted 1:10 51:8 minimum 50
//! dana commissions 50 to art by bank
//! dana settles up 2024-09-03 by bank players 4 collect 140 pay 400
//!
//! deal art 2024-09-03 loss 100 makeup_before 0 commission 25 fees 5 net 20 makeup_after 0
//! frozen pat 2024-09-03 due 50 pending 20 heads 1 balance 50
//! invoice 2024-09-03 heads 3 amount 30
//! commission art 20
//! ```

use domain::figure::deal::{DealKind, Terms, Uncovered};
use domain::figure::invoice::{HeadCount, HeadPlan, Tier, TierMode};
use domain::figure::settle_up::DueTotals;
use domain::ledger::account::Method;
use domain::money::Money;

use super::words::{Read, Words, money};
use super::{Deed, Expectation, Sums};

/// `art split 25 head_fee 5 into makeup`.
pub(super) fn deal(by: String, words: &mut Words) -> Read<Deed> {
    let agent = words.take("an agent")?;
    let kind = words.named("kind of deal", DealKind::parse)?;
    // A percentage with two decimals is so many hundredths of a percent.
    let share = words.named("percentage", money)?;
    let share_bp = i32::try_from(share.0).map_err(|_| "a percentage is small".to_owned())?;
    let (mut head_fee, mut ticket_fee) = (Money::ZERO, Money::ZERO);
    let mut uncovered = Uncovered::Owed;
    while !words.is_empty() && words.peek() != "->" {
        match words.take("a term")?.as_str() {
            "head_fee" => head_fee = words.money("amount")?,
            "ticket_fee" => ticket_fee = words.money("amount")?,
            "into" => {
                words.need("makeup")?;
                uncovered = Uncovered::Makeup;
            }
            name => return Err(format!("`{name}` is no term of a deal")),
        }
    }
    let terms = Terms { kind, share_bp, head_fee, ticket_fee, uncovered };
    Ok(Deed::SetDeal { by, agent, terms })
}

/// `marginal accepted 1:10 51:8 minimum 50`.
pub(super) fn plan(words: &mut Words) -> Read<Deed> {
    let mode = words.named("way to apply tiers", TierMode::parse)?;
    let count = words.named("way to count heads", HeadCount::parse)?;
    let mut tiers = Vec::new();
    let mut minimum = Money::ZERO;
    while !words.is_empty() && words.peek() != "->" {
        if words.skip("minimum") {
            minimum = words.money("amount")?;
            continue;
        }
        tiers.push(words.named("tier", |word| {
            let (from, price) = word.split_once(':')?;
            Some(Tier { from: from.parse().ok()?, price: money(price)? })
        })?);
    }
    let plan = Box::new(HeadPlan { version: 0, count, mode, tiers, minimum });
    Ok(Deed::SetPlan(plan))
}

/// `50 to art by bank`.
pub(super) fn commission(by: String, words: &mut Words) -> Read<Deed> {
    let amount = words.money("amount")?;
    words.need("to")?;
    let agent = words.take("an agent")?;
    words.need("by")?;
    let method = words.named("method", Method::parse)?;
    Ok(Deed::PayCommission { by, agent, amount, method })
}

/// `up 2024-09-03 by bank players 4 collect 140 pay 400`.
pub(super) fn settle_up(by: String, words: &mut Words) -> Read<Deed> {
    words.need("up")?;
    let week = words.day("first day of a week")?;
    words.need("by")?;
    let method = words.named("method", Method::parse)?;
    words.need("players")?;
    let players = words.number("count")?;
    words.need("collect")?;
    let collect = words.money("amount")?;
    words.need("pay")?;
    let reviewed = DueTotals { players, collect, pay: words.money("amount")? };
    Ok(Deed::SettleUp { by, week, method, reviewed })
}

/// What must be found of a closed week.
pub(super) fn expectation(first: &str, words: &mut Words) -> Read<Option<Expectation>> {
    Ok(Some(match first {
        "deal" => {
            let (agent, week) = (words.take("an agent")?, words.day("first day of a week")?);
            let known =
                ["loss", "makeup_before", "commission", "fees", "net", "makeup_after", "heads"];
            Expectation::DealWeek { agent, week, sums: sums(words, &known)? }
        }
        "frozen" => {
            let (member, week) = (words.take("a member")?, words.day("first day of a week")?);
            let known = ["due", "pending", "heads", "balance", "carry", "result"];
            Expectation::Frozen { member, week, sums: sums(words, &known)? }
        }
        "invoice" => {
            let week = words.day("first day of a week")?;
            Expectation::Invoice { week, sums: sums(words, &["heads", "amount"])? }
        }
        "commission" => {
            let agent = words.take("an agent")?;
            Expectation::Commission { agent, payable: words.money("amount")? }
        }
        _ => return Ok(None),
    }))
}

fn sums(words: &mut Words, known: &[&str]) -> Read<Sums> {
    super::expectation::sums(words, known)
}

//! Money around wagering: grants against the free play accounts, payouts that wait against the
//! accounts that hold them.

use std::collections::BTreeMap;

use domain::credit::{AccountKind, ApplicationState};
use domain::funding::method::MethodUse;
use domain::id::{ApplicationId, BookId, MemberId};
use domain::ledger::account::{Account, Method};
use domain::ledger::transfer::Fact;
use domain::money::Money;
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    Ok(vec![
        check_free_play(database, book)?,
        check_withdrawals(database, book)?,
        check_credit(database, book)?,
        check_methods(database, book)?,
    ])
}

fn check_free_play(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("free play of each member is what is left of their grants");
    let mut left: BTreeMap<MemberId, Money> = BTreeMap::new();
    for grant in database.all_grants(book)? {
        *left.entry(grant.member).or_default() += grant.left;
        let fits = grant.left <= grant.amount;
        probe.check(fits, || format!("{:?} has more left than was granted", grant.id));
    }
    for balance in database.balances(book)? {
        if balance.key.account == Account::FreePlay {
            let expected = left.remove(&balance.key.owner).unwrap_or_default();
            probe.check(balance.amount == expected, || {
                format!("{:?} holds {}, grants give {expected}", balance.key, balance.amount)
            });
        }
    }
    for (member, amount) in left {
        probe.check(amount == Money::ZERO, || format!("{member:?} has grants without an account"));
    }
    Ok(probe.finding())
}

fn check_withdrawals(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("requested payouts of each member are those that wait");
    let mut held: BTreeMap<MemberId, Money> = BTreeMap::new();
    for withdrawal in database.all_withdrawals(book)? {
        *held.entry(withdrawal.member).or_default() += withdrawal.held();
        let is_ended = !withdrawal.state.is_held();
        probe.check(is_ended == withdrawal.ended.is_some(), || {
            format!("{:?} is {} and ended at once", withdrawal.id, withdrawal.state.name())
        });
    }
    for balance in database.balances(book)? {
        if balance.key.account == Account::Withdrawal {
            let expected = held.remove(&balance.key.owner).unwrap_or_default();
            probe.check(balance.amount == expected, || {
                format!("{:?} holds {}, payouts wait for {expected}", balance.key, balance.amount)
            });
        }
    }
    for (member, amount) in held {
        probe.check(amount == Money::ZERO, || format!("{member:?} waits for what is not held"));
    }
    Ok(probe.finding())
}

/// What came in and went out by each method, from the payments and the payouts that wait.
fn check_methods(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("what each member moved by a method is what payments tell");
    let mut moved: BTreeMap<(MemberId, Method), [Money; 2]> = BTreeMap::new();
    for payment in database.all_payments(book)? {
        let Some(method) = payment.method else { continue };
        let sums = moved.entry((payment.member, method)).or_default();
        match payment.fact {
            Fact::Receipt => sums[0] += payment.amount - payment.fee,
            Fact::Disbursement => sums[1] += payment.amount,
            _ => {}
        }
    }
    for withdrawal in database.all_withdrawals(book)? {
        let sums = moved.entry((withdrawal.member, withdrawal.method)).or_default();
        sums[1] += withdrawal.held();
    }
    for MethodUse { member, method, received, returned, .. } in database.all_method_uses(book)? {
        let expected = moved.remove(&(member, method)).unwrap_or_default();
        probe.check([received, returned] == expected, || {
            let [came, went] = expected;
            let method = method.name();
            format!("{member:?} by {method}: {received} in, {returned} out, not {came} and {went}")
        });
    }
    for ((member, method), sums) in moved {
        probe.check(sums == [Money::ZERO; 2], || {
            format!("{member:?} moved money by {} that is not counted", method.name())
        });
    }
    Ok(probe.finding())
}

fn check_credit(database: &Database, book: BookId) -> anyhow::Result<Finding> {
    let mut probe =
        Probe::new("credit waits for the applications of its members, post-up has none");
    let applications = database.all_applications(book)?;
    let waiting = applications.iter().filter(|one| one.state() == ApplicationState::Asked);
    let mut waiting: BTreeMap<MemberId, ApplicationId> =
        waiting.map(|one| (one.member, one.id)).collect();
    for limits in database.all_limits(book)? {
        let (member, named) = (limits.member, limits.application);
        let expected = waiting.remove(&member);
        probe
            .check(named == expected, || format!("{member:?} names {named:?}, {expected:?} waits"));
        let fits = limits.account != AccountKind::PostUp || limits.promised() == Money::ZERO;
        probe.check(fits, || format!("{member:?} is post-up with credit {}", limits.promised()));
    }
    for (member, application) in waiting {
        probe.check(false, || format!("{application:?} of {member:?} is named by nobody"));
    }
    Ok(probe.finding())
}

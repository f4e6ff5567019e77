//! Closed weeks, derived again: frozen figures from the folded transfers, added up the tree; deals
//! from frozen figures and their frozen terms, makeup from week to week; invoices from heads and
//! plan; and what all of them posted.

use std::collections::BTreeMap;

use domain::calendar::Week;
use domain::figure::deal::DealWeek;
use domain::figure::frozen::{CloseStep, FrozenFigure};
use domain::figure::settle_up::DueTotals;
use domain::figure::week::Figure;
use domain::id::{BookId, MemberId};
use domain::ledger::account::{Account, AccountKey};
use domain::member::{Member, Role};
use domain::money::Money;
use store::Database;

use super::sums::Sums;
use super::{Finding, Probe};

pub(super) fn check(
    database: &Database,
    book: BookId,
    sums: &Sums,
    posted: &BTreeMap<(AccountKey, &'static str), Money>,
) -> anyhow::Result<Vec<Finding>> {
    let members: BTreeMap<MemberId, Member> =
        database.all_members(book)?.into_iter().map(|member| (member.id, member)).collect();
    let stored: BTreeMap<(Week, MemberId), FrozenFigure> = database
        .all_frozen(book)?
        .into_iter()
        .map(|one| ((one.figure.week, one.figure.member), one))
        .collect();
    Ok(vec![
        check_players(database, book, sums, &members, &stored)?,
        check_branches(&members, &stored),
        check_deals(database, book, &stored, posted)?,
        check_invoices(database, book, &stored, &members, posted)?,
    ])
}

fn check_players(
    database: &Database,
    book: BookId,
    sums: &Sums,
    members: &BTreeMap<MemberId, Member>,
    stored: &BTreeMap<(Week, MemberId), FrozenFigure>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("frozen figures of players are those of the transfers");
    let done = |step: CloseStep| step != CloseStep::Figures;
    let by_member = sums.by_member();
    for closed in database.all_closed_weeks(book)? {
        let has_rows = stored.keys().any(|(week, _)| *week == closed.week);
        if !done(closed.step) || !has_rows {
            continue;
        }
        let mut dues = DueTotals::default();
        for player in members.values().filter(|member| member.role == Role::Player) {
            let week = closed.week;
            let found = stored.get(&(week, player.id));
            dues.add(found.map_or(Money::ZERO, |one| one.due));
            let own = by_member.get(&player.id).map(Vec::as_slice).unwrap_or_default();
            // What the next movement found is what stood at this week's end.
            let later = own.iter().find(|figure| figure.week > week);
            let (balance, pending) = match later {
                Some(later) => (later.carry, later.carry_held),
                None => sums.now(player.id),
            };
            let own = own.iter().find(|figure| figure.week == week);
            let idle = Figure { carry_held: pending, ..Figure::begin(week, player.id, balance) };
            let expected = own.copied().unwrap_or(idle);
            let fits = match found {
                Some(one) => {
                    one.figure == expected
                        && one.pending == pending
                        && one.figure.balance() == balance
                        && (one.due == Money::ZERO || !player.is_test && one.due == balance)
                }
                None => expected == Figure::begin(week, player.id, Money::ZERO),
            };
            probe.check(fits, || {
                format!("{found:?}; transfers give {expected:?}, then {balance}, open {pending}")
            });
        }
        probe.check(closed.due == dues, || format!("{closed:?}: its players have {dues:?}"));
    }
    Ok(probe.finding())
}

fn check_branches(
    members: &BTreeMap<MemberId, Member>,
    stored: &BTreeMap<(Week, MemberId), FrozenFigure>,
) -> Finding {
    let mut probe = Probe::new("frozen figures of agents are the sums of their branches");
    let mut added: BTreeMap<(Week, MemberId), FrozenFigure> = BTreeMap::new();
    let is_player = |id: &MemberId| members.get(id).is_some_and(|one| one.role == Role::Player);
    let counted = |id: &MemberId| is_player(id) && !members[id].is_test;
    for ((week, id), one) in stored.iter().filter(|((_, id), _)| counted(id)) {
        let (mut below, mut above) = (*id, one.above);
        // The tree as it was frozen; it is no deeper than its rows are many.
        for _ in 0..stored.len() {
            if above == below {
                break;
            }
            let upper = stored.get(&(*week, above)).map_or(above, |row| row.above);
            let none = FrozenFigure::none(*week, above, upper);
            added.entry((*week, above)).or_insert(none).add(one);
            (below, above) = (above, upper);
        }
    }
    for (key, found) in stored.iter().filter(|((_, id), _)| !is_player(id)) {
        let expected = added.remove(key);
        probe.check(expected == Some(*found), || format!("{found:?}, players give {expected:?}"));
    }
    for (key, missing) in added {
        probe.check(false, || format!("{key:?} is missing: players give {missing:?}"));
    }
    probe.finding()
}

fn check_deals(
    database: &Database,
    book: BookId,
    stored: &BTreeMap<(Week, MemberId), FrozenFigure>,
    posted: &BTreeMap<(AccountKey, &'static str), Money>,
) -> anyhow::Result<Finding> {
    let mut probe =
        Probe::new("deals follow from frozen figures, terms and makeup, and are posted");
    let mut makeups: BTreeMap<MemberId, Money> = BTreeMap::new();
    let mut earned: BTreeMap<MemberId, Money> = BTreeMap::new();
    let weeks: Vec<DealWeek> = database.all_deal_weeks(book)?;
    for one in &weeks {
        let none = FrozenFigure::none(one.week, one.agent, one.upline);
        let branch = stored.get(&(one.week, one.agent)).copied().unwrap_or(none);
        let carried = makeups.get(&one.agent).copied().unwrap_or_default();
        let (loss, heads, tickets) = (-branch.figure.result(), branch.heads, branch.figure.placed);
        let fits = (one.loss, one.heads, one.tickets) == (loss, heads, tickets)
            && one.makeup_before == carried
            && one.share == one.terms.share(loss, carried, heads, tickets);
        probe.check(fits, || format!("{one:?}: the branch has {branch:?}, carried {carried}"));
        makeups.insert(one.agent, one.share.makeup);
        *earned.entry(one.agent).or_default() += one.share.net;
        *earned.entry(one.upline).or_default() -= one.share.net;
    }
    for stored in database.all_makeups(book)? {
        let expected = makeups.get(&stored.agent).copied().unwrap_or_default();
        probe.check(stored.amount == expected, || format!("{stored:?}, weeks give {expected}"));
    }
    let agents: Vec<MemberId> = weeks.iter().map(|one| one.agent).collect();
    for (member, expected) in earned {
        let key = (Account::Commission.of(member), "commission");
        let found = posted.get(&key).copied().unwrap_or_default();
        // The head of the tree has no commission account: what it passes down is the house's.
        if agents.contains(&member) || found != Money::ZERO {
            probe.check(found == expected, || {
                format!("{member:?} was posted {found}, its deals give {expected}")
            });
        }
    }
    Ok(probe.finding())
}

fn check_invoices(
    database: &Database,
    book: BookId,
    stored: &BTreeMap<(Week, MemberId), FrozenFigure>,
    members: &BTreeMap<MemberId, Member>,
    posted: &BTreeMap<(AccountKey, &'static str), Money>,
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("invoices follow from heads and plan, and are posted");
    let mut owed = Money::ZERO;
    for invoice in database.all_invoices(book)? {
        let heads: i64 = stored
            .iter()
            .filter(|((week, id), _)| {
                let counted = |one: &Member| one.role == Role::Player && !one.is_test;
                *week == invoice.week && members.get(id).is_some_and(counted)
            })
            .map(|(_, one)| i64::from(invoice.plan.count.counts(&one.figure)))
            .sum();
        let fits = heads == invoice.heads && invoice.amount == invoice.plan.amount(heads);
        probe.check(fits, || format!("{invoice:?}: the week has {heads} heads"));
        owed += invoice.amount;
    }
    let key = (Account::HeadFee.of(MemberId::HOUSE), "head_fee");
    let found = posted.get(&key).copied().unwrap_or_default();
    probe.check(found == owed, || format!("{found} is posted, invoices give {owed}"));
    Ok(probe.finding())
}

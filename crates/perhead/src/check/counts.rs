//! What players paid in, took out and staked lately, counted again from payments and tickets: what
//! their limits are held against.

use std::collections::BTreeMap;

use domain::calendar::{Day, Instant, Month, Week};
use domain::id::{BookId, MemberId, TicketId};
use domain::ledger::transfer::Fact;
use domain::money::Money;
use domain::protection::count::{PlayCount, SpanSums};
use domain::protection::{PlayMeasure, Protection};
use domain::wager::ticket::Ticket;
use store::Database;

use super::sums::Sums;
use super::{Finding, Probe};

/// Something that was counted, and when it fell.
struct Counted {
    day: Day,
    week: Week,
    amount: Money,
}

/// The sums of the day, week and month that a row counts.
fn sums_of(row: &PlayCount, counted: &[Counted]) -> SpanSums {
    let sum = |fits: &dyn Fn(&Counted) -> bool| {
        counted.iter().filter(|one| fits(one)).map(|one| one.amount).sum()
    };
    SpanSums {
        day: sum(&|one| one.day == row.day),
        week: sum(&|one| one.week == row.week),
        month: sum(&|one| Month::of(one.day) == Month::of(row.day)),
    }
}

pub(super) fn check(
    database: &Database,
    book: BookId,
    tickets: &BTreeMap<TicketId, Ticket>,
    sums: &mut Sums,
) -> anyhow::Result<Vec<Finding>> {
    let rows = database.all_play_counts(book)?;
    let (mut paid_in, mut paid_out) = (BTreeMap::new(), BTreeMap::new());
    for payment in database.all_payments(book)? {
        let (of_members, amount) = match payment.fact {
            Fact::Receipt => {
                let owed = sums.owed().get(&payment.posting).copied().unwrap_or_default();
                (&mut paid_in, (payment.amount - owed).max(Money::ZERO))
            }
            Fact::Disbursement => (&mut paid_out, payment.amount),
            _ => continue,
        };
        let (day, week) = sums.place(payment.at);
        let of_member: &mut Vec<Counted> = of_members.entry(payment.member).or_default();
        of_member.push(Counted { day, week, amount });
    }
    let mut probe = Probe::new("deposits and payouts that limits count are those of the record");
    let none = Vec::new();
    for row in &rows {
        let of = |all: &BTreeMap<MemberId, Vec<Counted>>| {
            sums_of(row, all.get(&row.member).unwrap_or(&none))
        };
        let expected = (of(&paid_in), of(&paid_out));
        probe.check((row.paid_in, row.paid_out) == expected, || {
            format!("{row:?}, payments give {expected:?}")
        });
    }
    let staked = check_staked(&rows, &database.protections(book)?, tickets, sums);
    Ok(vec![probe.finding(), staked])
}

/// Stakes are counted in full while a limit bounds them: beginning with it, what was staked on the
/// day and in the weeks that reach into the month is taken from the record. Without one they are
/// counted since the player is protected, so they are at most what was staked.
fn check_staked(
    rows: &[PlayCount],
    protections: &[Protection],
    tickets: &BTreeMap<TicketId, Ticket>,
    sums: &mut Sums,
) -> Finding {
    let mut probe = Probe::new("stakes that limits count are those of the tickets");
    let mut staked: BTreeMap<MemberId, Vec<Counted>> = BTreeMap::new();
    for row in rows {
        staked.insert(row.member, Vec::new());
    }
    let protects = |member: MemberId| protections.iter().find(|one| one.member == member);
    staked.retain(|member, _| protects(*member).is_some());
    for ticket in tickets.values() {
        if let Some(of_member) = staked.get_mut(&ticket.member) {
            let (day, week) = sums.place(ticket.accepted_at);
            of_member.push(Counted { day, week, amount: ticket.cash_risk() });
        }
    }
    for row in rows {
        let Some(counted) = staked.get(&row.member) else { continue };
        let exact = sums_of(row, counted);
        let whole = Money(
            counted
                .iter()
                .filter(|one| one.week.0 + 6 >= first_of(row))
                .map(|one| one.amount.0)
                .sum(),
        );
        let found = row.staked;
        let at_most = found.day <= exact.day && found.week <= exact.week && found.month <= whole;
        let begins = Instant(i64::MIN);
        let bounded = protects(row.member).is_some_and(|one| one.has(PlayMeasure::Stake, begins));
        let is_exact = (found.day, found.week) == (exact.day, exact.week)
            && (found.month == exact.month || found.month == whole);
        probe.check(at_most && (is_exact || !bounded), || {
            format!("{row:?}, tickets give {exact:?}, with the weeks that reach in {whole}")
        });
    }
    probe.finding()
}

/// The first day of the month that a row counts.
fn first_of(row: &PlayCount) -> i32 {
    Month::of(row.day).first_day().0
}

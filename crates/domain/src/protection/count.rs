//! What a player paid in, took out and staked on the running day, in the week and in the month.
//!
//! Deposits are counted for every player, because a limit set in the middle of a month bounds the
//! whole of it; stakes for players who are protected, beginning with what the record tells.

use crate::calendar::{Day, Moment, Month, Week};
use crate::id::{MemberId, TicketId};
use crate::ledger::account::Account;
use crate::limit::counter::EarlierKey;
use crate::money::Money;
use crate::protection::PlaySpan;
use crate::rows::Read;

/// Sums of the running day, week and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanSums {
    /// Of the business day.
    pub day: Money,
    /// Of the week.
    pub week: Money,
    /// Of the month.
    pub month: Money,
}

impl SpanSums {
    /// Adds to all three.
    pub fn add(&mut self, amount: Money) {
        self.day += amount;
        self.week += amount;
        self.month += amount;
    }

    /// The sum of one span.
    pub fn of(&self, span: PlaySpan) -> Money {
        match span {
            PlaySpan::Day => self.day,
            PlaySpan::Week => self.week,
            PlaySpan::Month => self.month,
        }
    }
}

/// What one player did lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayCount {
    /// Whose.
    pub member: MemberId,
    /// The day that is counted.
    pub day: Day,
    /// The week that is counted.
    pub week: Week,
    /// Paid in beyond what was owed.
    pub paid_in: SpanSums,
    /// Paid out.
    pub paid_out: SpanSums,
    /// Risked.
    pub staked: SpanSums,
}

impl PlayCount {
    /// The counts of now, begun anew where the day, week or month has turned.
    pub fn now(found: Option<&PlayCount>, member: MemberId, moment: &Moment) -> PlayCount {
        let (day, week) = (moment.day, moment.week);
        let none = SpanSums::default();
        let Some(found) = found else {
            return PlayCount { member, day, week, paid_in: none, paid_out: none, staked: none };
        };
        let turned = |sums: SpanSums| SpanSums {
            day: if found.day == day { sums.day } else { Money::ZERO },
            week: if found.week == week { sums.week } else { Money::ZERO },
            month: if Month::of(found.day) == Month::of(day) { sums.month } else { Money::ZERO },
        };
        PlayCount {
            member,
            day,
            week,
            paid_in: turned(found.paid_in),
            paid_out: turned(found.paid_out),
            staked: turned(found.staked),
        }
    }
}

/// Names the tickets that a player placed today, before anything counted them.
pub fn today(member: MemberId, moment: &Moment) -> EarlierKey {
    let before = TicketId(i64::MAX);
    EarlierKey { subject: member, fixture: None, day: moment.day, before }
}

/// The part of a receipt that is a deposit: what is left once the player owes nothing.
pub fn deposit_part(read: &impl Read, member: MemberId, amount: Money) -> Money {
    let on = |account: Account| {
        read.balance(account.of(member)).map_or(Money::ZERO, |balance| balance.amount)
    };
    let owed = -(on(Account::Cash) + on(Account::Held)).min(Money::ZERO);
    (amount - owed).max(Money::ZERO)
}

/// The weeks whose figures tell what was won and lost in the month of `moment`.
pub fn weeks_of_month(moment: &Moment) -> impl Iterator<Item = Week> + use<> {
    let first = Month::of(moment.day).first_day();
    let back = (moment.week.0 - first.0 + 6).div_euclid(7).max(0);
    let current = moment.week;
    (0..=back).rev().map(move |weeks| Week(current.0 - 7 * weeks))
}

/// What a player lost on the running day, in the week and the month; below zero it was won.
/// Corrections that a day shows count. Reads the figures of [`weeks_of_month`].
pub fn lost(read: &impl Read, member: MemberId, moment: &Moment) -> SpanSums {
    let month = Month::of(moment.day);
    let mut sums = SpanSums::default();
    for week in weeks_of_month(moment) {
        let Some(figure) = read.figure((week, member)) else { continue };
        for (place, result) in (0..).zip(figure.days) {
            let day = Day(week.0 + place);
            if Month::of(day) == month {
                sums.month -= result;
            }
            if week == moment.week {
                sums.week -= result;
            }
            if day == moment.day {
                sums.day -= result;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::id::BookId;

    fn moment(day: i32, week: i32) -> Moment {
        let (day, week, now) = (Day(day), Week(week), Instant(0));
        Moment { book: BookId(1), now, day, week, wall: None, next_id: 1 }
    }

    #[test]
    fn counts_begin_anew_with_each_day_week_and_month() {
        // 2024-09-28 is day 19,994, a Saturday; its week began on Tuesday the 24th.
        let mut count = PlayCount::now(None, MemberId(1), &moment(19_994, 19_990));
        count.staked.add(Money(10));
        let on = |day, week| PlayCount::now(Some(&count), MemberId(1), &moment(day, week)).staked;
        let sums =
            |day, week, month| SpanSums { day: Money(day), week: Money(week), month: Money(month) };
        assert_eq!(on(19_994, 19_990), sums(10, 10, 10));
        assert_eq!(on(19_995, 19_990), sums(0, 10, 10));
        // Monday the 30th is of the old week still, October begins on Tuesday.
        assert_eq!(on(19_996, 19_990), sums(0, 10, 10));
        assert_eq!(on(19_997, 19_997), sums(0, 0, 0));
    }

    #[test]
    fn the_weeks_of_a_month_reach_back_to_its_first_day() {
        // October 2024 begins with a week of its own.
        let weeks = |day, week| -> Vec<i32> {
            weeks_of_month(&moment(day, week)).map(|week| week.0).collect()
        };
        assert_eq!(weeks(19_997, 19_997), [19_997]);
        assert_eq!(weeks(20_004, 20_004), [19_997, 20_004]);
        // September 2024 begins on a Sunday, in the week of Tuesday the 27th of August.
        assert_eq!(weeks(19_969, 19_969), [19_962, 19_969]);
    }
}

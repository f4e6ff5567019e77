//! Rows of what protects players. Limits are a list that is read and replaced whole: one limit a
//! line, its words in a fixed order.

use desk::port::StoreError;
use domain::calendar::{Day, Instant, Week};
use domain::id::{ExclusionId, MemberId, TicketId};
use domain::money::Money;
use domain::protection::count::{PlayCount, SpanSums};
use domain::protection::{
    Block, Exclusion, ExclusionKind, LimitSetter, LooserLimit, PlayLimit, PlayMeasure, PlaySpan,
    Protection,
};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const PROTECTION: Shape = Shape {
    table: "protection",
    keys: &["book_id", "member_id"],
    rest: &["limits", "exclusion_id", "kind", "until", "lifted_at"],
    of_book: true,
};

/// What stands where there is no amount or time.
const NONE: &str = "*";

fn limit_text(limit: &PlayLimit) -> String {
    let number = |number: Option<i64>| number.map_or_else(|| NONE.to_owned(), |n| n.to_string());
    let words = [
        limit.setter.name().to_owned(),
        limit.measure.name().to_owned(),
        limit.span.name().to_owned(),
        limit.amount.0.to_string(),
        number(limit.next.map(|next| next.at.0)),
        number(limit.next.and_then(|next| next.amount).map(|amount| amount.0)),
    ];
    words.join(" ")
}

fn limit_of(line: &str) -> Option<PlayLimit> {
    let mut words = line.split(' ');
    let setter = LimitSetter::parse(words.next()?)?;
    let measure = PlayMeasure::parse(words.next()?)?;
    let span = PlaySpan::parse(words.next()?)?;
    let amount = Money(words.next()?.parse().ok()?);
    let mut number = || -> Option<Option<i64>> {
        match words.next()? {
            NONE => Some(None),
            word => word.parse().ok().map(Some),
        }
    };
    let (at, looser) = (number()?, number()?);
    let next = at.map(|at| LooserLimit { amount: looser.map(Money), at: Instant(at) });
    Some(PlayLimit { setter, measure, span, amount, next })
}

pub(crate) fn protection_cells(row: &Protection) -> Vec<Value> {
    let limits: Vec<String> = row.limits.iter().map(limit_text).collect();
    let block = row.block;
    cells![
        row.member.0,
        limits.join("\n"),
        block.map(|block| block.exclusion.0),
        block.map(|block| block.kind.name()),
        block.and_then(|block| block.until).map(|at| at.0),
        block.and_then(|block| block.lifted_at).map(|at| at.0),
    ]
}

pub(crate) fn protection(cells: &mut Cells) -> Result<Protection, StoreError> {
    let member = MemberId(cells.int()?);
    let text = cells.text()?;
    let unreadable = |line: &str| StoreError::Corrupt(format!("`{line}` is no limit"));
    let limits = text.lines().map(|line| limit_of(line).ok_or_else(|| unreadable(line)));
    let limits = limits.collect::<Result<Vec<PlayLimit>, StoreError>>()?;
    let exclusion = cells.maybe_int()?.map(ExclusionId);
    let kind = cells.maybe_text()?.as_deref().and_then(ExclusionKind::parse);
    let until = cells.maybe_int()?.map(Instant);
    let lifted_at = cells.maybe_int()?.map(Instant);
    let block = exclusion.zip(kind);
    let block = block.map(|(exclusion, kind)| Block { exclusion, kind, until, lifted_at });
    Ok(Protection { member, limits, block })
}

pub(crate) const PLAY_COUNT: Shape = Shape {
    table: "play_count",
    keys: &["book_id", "member_id"],
    rest: &[
        "day",
        "week",
        "in_day",
        "in_week",
        "in_month",
        "out_day",
        "out_week",
        "out_month",
        "staked_day",
        "staked_week",
        "staked_month",
    ],
    of_book: true,
};

pub(crate) fn play_count_cells(row: &PlayCount) -> Vec<Value> {
    let mut cells = cells![row.member.0, row.day.0, row.week.0];
    for sums in [row.paid_in, row.paid_out, row.staked] {
        cells.extend(cells![sums.day.0, sums.week.0, sums.month.0]);
    }
    cells
}

fn sums(cells: &mut Cells) -> Result<SpanSums, StoreError> {
    let (day, week, month) = (cells.int()?, cells.int()?, cells.int()?);
    Ok(SpanSums { day: Money(day), week: Money(week), month: Money(month) })
}

pub(crate) fn play_count(cells: &mut Cells) -> Result<PlayCount, StoreError> {
    Ok(PlayCount {
        member: MemberId(cells.int()?),
        day: Day(cells.int32()?),
        week: Week(cells.int32()?),
        paid_in: sums(cells)?,
        paid_out: sums(cells)?,
        staked: sums(cells)?,
    })
}

pub(crate) const EXCLUSION: Shape = Shape {
    table: "exclusion",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "kind",
        "reason",
        "starts_at",
        "asked_by",
        "until",
        "lift_asked_by",
        "ended_at",
        "bets_after",
    ],
    of_book: true,
};

pub(crate) fn exclusion_cells(row: &Exclusion) -> Vec<Value> {
    cells![
        row.id.0,
        row.member.0,
        row.kind.name(),
        row.reason.as_str(),
        row.from.0,
        row.asked_by.map(|member| member.0),
        row.until.map(|at| at.0),
        row.lift_asked_by.map(|member| member.0),
        row.ended_at.map(|at| at.0),
        row.bets_after.map(|ticket| ticket.0),
    ]
}

pub(crate) fn exclusion(cells: &mut Cells) -> Result<Exclusion, StoreError> {
    Ok(Exclusion {
        id: ExclusionId(cells.int()?),
        member: MemberId(cells.int()?),
        kind: cells.named(ExclusionKind::parse)?,
        reason: cells.text()?,
        from: Instant(cells.int()?),
        asked_by: cells.maybe_int()?.map(MemberId),
        until: cells.maybe_int()?.map(Instant),
        lift_asked_by: cells.maybe_int()?.map(MemberId),
        ended_at: cells.maybe_int()?.map(Instant),
        bets_after: cells.maybe_int()?.map(TicketId),
    })
}

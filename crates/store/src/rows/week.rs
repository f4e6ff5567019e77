//! Rows of closed weeks: frozen figures, deals, makeup, the provider's plan and invoices.

use desk::port::StoreError;
use domain::calendar::{Instant, Week};
use domain::figure::deal::{Deal, DealKind, DealWeek, Makeup, Share, Terms, Uncovered};
use domain::figure::frozen::{CloseStep, ClosedWeek, FrozenFigure};
use domain::figure::invoice::{HeadCount, HeadPlan, Invoice, TierMode};
use domain::figure::settle_up::{DueTotals, SettleUp};
use domain::id::MemberId;
use domain::ledger::account::Method;
use domain::money::Money;

use super::{cells, money};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const CLOSED_WEEK: Shape = Shape {
    table: "closed_week",
    keys: &["book_id", "week"],
    rest: &[
        "at",
        "by_member",
        "step",
        "after_member",
        "heads",
        "due_players",
        "due_collect",
        "due_pay",
    ],
    of_book: true,
};

pub(crate) fn closed_week_cells(row: &ClosedWeek) -> Vec<Value> {
    let by = row.by.map(|member| member.0);
    let DueTotals { players, collect, pay } = row.due;
    let mut cells = cells![row.week.0, row.at.0, by, row.step.name(), row.after.0, row.heads];
    cells.extend(cells![players, collect.0, pay.0]);
    cells
}

pub(crate) fn closed_week(cells: &mut Cells) -> Result<ClosedWeek, StoreError> {
    Ok(ClosedWeek {
        week: Week(cells.int32()?),
        at: Instant(cells.int()?),
        by: cells.maybe_int()?.map(MemberId),
        step: cells.named(CloseStep::parse)?,
        after: MemberId(cells.int()?),
        heads: cells.int()?,
        due: DueTotals {
            players: cells.int()?,
            collect: Money(cells.int()?),
            pay: Money(cells.int()?),
        },
    })
}

pub(crate) const SETTLE_UP: Shape = Shape {
    table: "settle_up",
    keys: &["book_id", "week"],
    rest: &[
        "method",
        "reference",
        "by_member",
        "at",
        "after_member",
        "finished",
        "payments",
        "collected",
        "paid",
        "skipped",
    ],
    of_book: true,
};

pub(crate) fn settle_up_cells(row: &SettleUp) -> Vec<Value> {
    cells![
        row.week.0,
        row.method.name(),
        row.reference.as_str(),
        row.by.map(|member| member.0),
        row.at.0,
        row.after.0,
        row.finished,
        row.payments,
        row.collected.0,
        row.paid.0,
        row.skipped,
    ]
}

pub(crate) fn settle_up(cells: &mut Cells) -> Result<SettleUp, StoreError> {
    Ok(SettleUp {
        week: Week(cells.int32()?),
        method: cells.named(Method::parse)?,
        reference: cells.text()?,
        by: cells.maybe_int()?.map(MemberId),
        at: Instant(cells.int()?),
        after: MemberId(cells.int()?),
        finished: cells.flag()?,
        payments: cells.int()?,
        collected: Money(cells.int()?),
        paid: Money(cells.int()?),
        skipped: cells.int()?,
    })
}

pub(crate) const FROZEN: Shape = Shape {
    table: "frozen_figure",
    keys: &["book_id", "week", "member_id"],
    rest: &[
        "carry",
        "day1",
        "day2",
        "day3",
        "day4",
        "day5",
        "day6",
        "day7",
        "adjustments",
        "receipts",
        "disbursements",
        "placed",
        "placed_risk",
        "settled",
        "won",
        "lost",
        "settled_risk",
        "voided",
        "regraded",
        "carry_held",
        "turnover",
        "pending",
        "due",
        "heads",
        "above_id",
    ],
    of_book: true,
};

pub(crate) fn frozen_cells(row: &FrozenFigure) -> Vec<Value> {
    let mut cells = money::figure_cells(&row.figure);
    cells.extend(cells![row.pending.0, row.due.0, row.heads, row.above.0]);
    cells
}

pub(crate) fn frozen(cells: &mut Cells) -> Result<FrozenFigure, StoreError> {
    Ok(FrozenFigure {
        figure: money::figure(cells)?,
        pending: Money(cells.int()?),
        due: Money(cells.int()?),
        heads: cells.int()?,
        above: MemberId(cells.int()?),
    })
}

fn terms_cells(terms: &Terms) -> Vec<Value> {
    let Terms { kind, share_bp, head_fee, ticket_fee, uncovered } = terms;
    cells![kind.name(), *share_bp, head_fee.0, ticket_fee.0, uncovered.name()]
}

fn terms(cells: &mut Cells) -> Result<Terms, StoreError> {
    Ok(Terms {
        kind: cells.named(DealKind::parse)?,
        share_bp: cells.int32()?,
        head_fee: Money(cells.int()?),
        ticket_fee: Money(cells.int()?),
        uncovered: cells.named(Uncovered::parse)?,
    })
}

pub(crate) const DEAL: Shape = Shape {
    table: "deal",
    keys: &["book_id", "agent_id"],
    rest: &["version", "kind", "share_bp", "head_fee", "ticket_fee", "uncovered"],
    of_book: true,
};

pub(crate) fn deal_cells(row: &Deal) -> Vec<Value> {
    let mut cells = cells![row.agent.0, row.version];
    cells.extend(terms_cells(&row.terms));
    cells
}

pub(crate) fn deal(cells: &mut Cells) -> Result<Deal, StoreError> {
    let (agent, version) = (MemberId(cells.int()?), cells.int32()?);
    Ok(Deal { agent, version, terms: terms(cells)? })
}

pub(crate) const MAKEUP: Shape =
    Shape { table: "makeup", keys: &["book_id", "agent_id"], rest: &["amount"], of_book: true };

pub(crate) fn makeup_cells(row: &Makeup) -> Vec<Value> {
    cells![row.agent.0, row.amount.0]
}

pub(crate) fn makeup(cells: &mut Cells) -> Result<Makeup, StoreError> {
    Ok(Makeup { agent: MemberId(cells.int()?), amount: Money(cells.int()?) })
}

pub(crate) const DEAL_WEEK: Shape = Shape {
    table: "deal_week",
    keys: &["book_id", "week", "agent_id"],
    rest: &[
        "upline_id",
        "kind",
        "share_bp",
        "head_fee",
        "ticket_fee",
        "uncovered",
        "loss",
        "heads",
        "tickets",
        "makeup_before",
        "commission",
        "fees",
        "net",
        "makeup_after",
    ],
    of_book: true,
};

pub(crate) fn deal_week_cells(row: &DealWeek) -> Vec<Value> {
    let mut cells = cells![row.week.0, row.agent.0, row.upline.0];
    cells.extend(terms_cells(&row.terms));
    cells.extend(cells![
        row.loss.0,
        row.heads,
        row.tickets,
        row.makeup_before.0,
        row.share.commission.0,
        row.share.fees.0,
        row.share.net.0,
        row.share.makeup.0,
    ]);
    cells
}

pub(crate) fn deal_week(cells: &mut Cells) -> Result<DealWeek, StoreError> {
    Ok(DealWeek {
        week: Week(cells.int32()?),
        agent: MemberId(cells.int()?),
        upline: MemberId(cells.int()?),
        terms: terms(cells)?,
        loss: Money(cells.int()?),
        heads: cells.int()?,
        tickets: cells.int()?,
        makeup_before: Money(cells.int()?),
        share: Share {
            commission: Money(cells.int()?),
            fees: Money(cells.int()?),
            net: Money(cells.int()?),
            makeup: Money(cells.int()?),
        },
    })
}

pub(crate) const HEAD_PLAN: Shape = Shape {
    table: "head_plan",
    keys: &["book_id"],
    rest: &["version", "count", "mode", "tiers", "minimum"],
    of_book: true,
};

pub(crate) fn head_plan_cells(row: &HeadPlan) -> Vec<Value> {
    let tiers = row.tiers_text();
    cells![row.version, row.count.name(), row.mode.name(), tiers.as_str(), row.minimum.0]
}

pub(crate) fn head_plan(cells: &mut Cells) -> Result<HeadPlan, StoreError> {
    Ok(HeadPlan {
        version: cells.int32()?,
        count: cells.named(HeadCount::parse)?,
        mode: cells.named(TierMode::parse)?,
        tiers: cells.named(HeadPlan::parse_tiers)?,
        minimum: Money(cells.int()?),
    })
}

pub(crate) const INVOICE: Shape = Shape {
    table: "invoice",
    keys: &["book_id", "week"],
    rest: &["heads", "amount", "version", "count", "mode", "tiers", "minimum"],
    of_book: true,
};

pub(crate) fn invoice_cells(row: &Invoice) -> Vec<Value> {
    let mut cells = cells![row.week.0, row.heads, row.amount.0];
    cells.extend(head_plan_cells(&row.plan));
    cells
}

pub(crate) fn invoice(cells: &mut Cells) -> Result<Invoice, StoreError> {
    let week = Week(cells.int32()?);
    let (heads, amount) = (cells.int()?, Money(cells.int()?));
    Ok(Invoice { week, heads, plan: head_plan(cells)?, amount })
}

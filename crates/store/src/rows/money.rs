//! Rows of the ledger and of reporting: balances, transfers, payments, figures, totals.

use desk::port::StoreError;
use domain::board::fixture::Sport;
use domain::calendar::{Day, Instant, Week};
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::id::{MemberId, PostingId, TicketId, TransferId};
use domain::ledger::account::{Account, AccountKey, Balance, Method};
use domain::ledger::transfer::{Fact, Payment, Transfer};
use domain::money::Money;
use domain::rows::{AgentTotal, BookTotal};
use domain::wager::ticket::WagerKind;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const BALANCE: Shape = Shape {
    table: "balance",
    keys: &["book_id", "owner_id", "account"],
    rest: &["amount"],
    of_book: true,
};

pub(crate) fn balance_cells(row: &Balance) -> Vec<Value> {
    cells![row.key.owner.0, row.key.account.code(), row.amount.0]
}

pub(crate) fn balance(cells: &mut Cells) -> Result<Balance, StoreError> {
    let owner = MemberId(cells.int()?);
    let key = AccountKey { owner, account: account(cells)? };
    Ok(Balance { key, amount: Money(cells.int()?) })
}

fn account(cells: &mut Cells) -> Result<Account, StoreError> {
    let code = cells.int32()?;
    let unknown = || StoreError::Corrupt(format!("account {code} is not in the chart"));
    Account::of_code(code).ok_or_else(unknown)
}

pub(crate) const TRANSFER: Shape = Shape {
    table: "transfer",
    keys: &["book_id", "id"],
    rest: &[
        "posting_id",
        "fact",
        "member_id",
        "from_account",
        "to_account",
        "amount",
        "ticket_id",
        "at",
    ],
    of_book: true,
};

pub(crate) fn transfer_cells(row: &Transfer) -> Vec<Value> {
    cells![
        row.id.0,
        row.posting.0,
        row.fact.name(),
        row.member.0,
        row.from.code(),
        row.to.code(),
        row.amount.0,
        row.ticket.map(|ticket| ticket.0),
        row.at.0,
    ]
}

pub(crate) fn transfer(cells: &mut Cells) -> Result<Transfer, StoreError> {
    Ok(Transfer {
        id: TransferId(cells.int()?),
        posting: PostingId(cells.int()?),
        fact: cells.named(Fact::parse)?,
        member: MemberId(cells.int()?),
        from: account(cells)?,
        to: account(cells)?,
        amount: Money(cells.int()?),
        ticket: cells.maybe_int()?.map(TicketId),
        at: Instant(cells.int()?),
    })
}

pub(crate) const PAYMENT: Shape = Shape {
    table: "payment",
    keys: &["book_id", "posting_id"],
    rest: &["fact", "member_id", "method", "amount", "fee", "reference", "note", "by_member", "at"],
    of_book: true,
};

pub(crate) fn payment_cells(row: &Payment) -> Vec<Value> {
    cells![
        row.posting.0,
        row.fact.name(),
        row.member.0,
        row.method.map(Method::name),
        row.amount.0,
        row.fee.0,
        row.reference.as_str(),
        row.note.as_str(),
        row.by.map(|member| member.0),
        row.at.0,
    ]
}

pub(crate) fn payment(cells: &mut Cells) -> Result<Payment, StoreError> {
    Ok(Payment {
        posting: PostingId(cells.int()?),
        fact: cells.named(Fact::parse)?,
        member: MemberId(cells.int()?),
        method: cells.maybe_text()?.as_deref().and_then(Method::parse),
        amount: Money(cells.int()?),
        fee: Money(cells.int()?),
        reference: cells.text()?,
        note: cells.text()?,
        by: cells.maybe_int()?.map(MemberId),
        at: Instant(cells.int()?),
    })
}

pub(crate) const FIGURE: Shape = Shape {
    table: "figure",
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
    ],
    of_book: true,
};

pub(crate) fn figure_cells(row: &Figure) -> Vec<Value> {
    let mut cells = cells![row.week.0, row.member.0, row.carry.0];
    cells.extend(row.days.iter().map(|day| Value::Int(day.0)));
    cells.extend(cells![
        row.adjustments.0,
        row.receipts.0,
        row.disbursements.0,
        row.placed,
        row.placed_risk.0,
        row.settled,
        row.won,
        row.lost,
        row.settled_risk.0,
        row.voided,
        row.regraded.0,
        row.carry_held.0,
        row.turnover.0,
    ]);
    cells
}

pub(crate) fn figure(cells: &mut Cells) -> Result<Figure, StoreError> {
    let week = Week(cells.int32()?);
    let member = MemberId(cells.int()?);
    let mut row = Figure::begin(week, member, Money(cells.int()?));
    for day in &mut row.days {
        *day = Money(cells.int()?);
    }
    row.adjustments = Money(cells.int()?);
    row.receipts = Money(cells.int()?);
    row.disbursements = Money(cells.int()?);
    row.placed = cells.int()?;
    row.placed_risk = Money(cells.int()?);
    row.settled = cells.int()?;
    row.won = cells.int()?;
    row.lost = cells.int()?;
    row.settled_risk = Money(cells.int()?);
    row.voided = cells.int()?;
    row.regraded = Money(cells.int()?);
    row.carry_held = Money(cells.int()?);
    row.turnover = Money(cells.int()?);
    Ok(row)
}

const SUMS: [&str; 5] = ["tickets", "handle", "settled", "settled_risk", "win"];

pub(crate) const BOOK_TOTAL: Shape = Shape {
    table: "book_total",
    keys: &["book_id", "day", "sport", "kind"],
    rest: &SUMS,
    of_book: true,
};

pub(crate) const AGENT_TOTAL: Shape = Shape {
    table: "agent_total",
    keys: &["book_id", "day", "agent_id", "sport"],
    rest: &SUMS,
    of_book: true,
};

fn sums_cells(total: &Total) -> Vec<Value> {
    let Total { tickets, handle, settled, settled_risk, win } = total;
    cells![*tickets, handle.0, *settled, settled_risk.0, win.0]
}

/// The five sums at the end of a total's row.
pub(crate) fn sums(cells: &mut Cells) -> Result<Total, StoreError> {
    Ok(Total {
        tickets: cells.int()?,
        handle: Money(cells.int()?),
        settled: cells.int()?,
        settled_risk: Money(cells.int()?),
        win: Money(cells.int()?),
    })
}

pub(crate) fn book_total_cells(row: &BookTotal) -> Vec<Value> {
    let mut cells = cells![row.day.0, row.sport.name(), row.kind.name()];
    cells.extend(sums_cells(&row.total));
    cells
}

pub(crate) fn book_total(cells: &mut Cells) -> Result<BookTotal, StoreError> {
    Ok(BookTotal {
        day: Day(cells.int32()?),
        sport: cells.named(Sport::parse)?,
        kind: cells.named(WagerKind::parse)?,
        total: sums(cells)?,
    })
}

pub(crate) fn agent_total_cells(row: &AgentTotal) -> Vec<Value> {
    let mut cells = cells![row.day.0, row.agent.0, row.sport.name()];
    cells.extend(sums_cells(&row.total));
    cells
}

pub(crate) fn agent_total(cells: &mut Cells) -> Result<AgentTotal, StoreError> {
    Ok(AgentTotal {
        day: Day(cells.int32()?),
        agent: MemberId(cells.int()?),
        sport: cells.named(Sport::parse)?,
        total: sums(cells)?,
    })
}

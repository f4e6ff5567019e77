//! Rows of money around wagering: payment methods, references, free play.

use desk::port::StoreError;
use domain::calendar::{Day, Instant};
use domain::funding::free_play::{FreePlayDraw, Grant};
use domain::funding::free_play_terms::GrantTerms;
use domain::funding::method::{Direction, MethodTerms, MethodUse, PaymentReference, Terms};
use domain::id::{GrantId, MemberId, PostingId, TicketId};
use domain::ledger::account::Method;
use domain::money::Money;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const METHOD_TERMS: Shape = Shape {
    table: "method_terms",
    keys: &["book_id", "method"],
    rest: &[
        "label",
        "taken_open",
        "taken_least",
        "taken_most",
        "taken_fee_fixed",
        "taken_fee_basis_points",
        "taken_daily_max",
        "paid_open",
        "paid_least",
        "paid_most",
        "paid_fee_fixed",
        "paid_fee_basis_points",
        "paid_daily_max",
        "repeats_refused",
    ],
    of_book: true,
};

fn terms_cells(terms: &Terms) -> Vec<Value> {
    cells![
        terms.open,
        terms.least.map(|amount| amount.0),
        terms.most.map(|amount| amount.0),
        terms.fee_fixed.0,
        terms.fee_basis_points,
        terms.daily_max,
    ]
}

fn terms(cells: &mut Cells) -> Result<Terms, StoreError> {
    Ok(Terms {
        open: cells.flag()?,
        least: cells.maybe_int()?.map(Money),
        most: cells.maybe_int()?.map(Money),
        fee_fixed: Money(cells.int()?),
        fee_basis_points: cells.int32()?,
        daily_max: cells.maybe_int32()?,
    })
}

pub(crate) fn method_terms_cells(row: &MethodTerms) -> Vec<Value> {
    let mut cells = cells![row.method.name(), row.label.as_str()];
    cells.extend(terms_cells(&row.taken));
    cells.extend(terms_cells(&row.paid));
    cells.push(row.references_are_unique.into());
    cells
}

pub(crate) fn method_terms(cells: &mut Cells) -> Result<MethodTerms, StoreError> {
    Ok(MethodTerms {
        method: cells.named(Method::parse)?,
        label: cells.text()?,
        taken: terms(cells)?,
        paid: terms(cells)?,
        references_are_unique: cells.flag()?,
    })
}

pub(crate) const METHOD_USE: Shape = Shape {
    table: "method_use",
    keys: &["book_id", "member_id", "method"],
    rest: &["day", "taken", "paid", "received", "returned"],
    of_book: true,
};

pub(crate) fn method_use_cells(row: &MethodUse) -> Vec<Value> {
    cells![
        row.member.0,
        row.method.name(),
        row.day.0,
        row.taken,
        row.paid,
        row.received.0,
        row.returned.0,
    ]
}

pub(crate) fn method_use(cells: &mut Cells) -> Result<MethodUse, StoreError> {
    Ok(MethodUse {
        member: MemberId(cells.int()?),
        method: cells.named(Method::parse)?,
        day: Day(cells.int32()?),
        taken: cells.int32()?,
        paid: cells.int32()?,
        received: Money(cells.int()?),
        returned: Money(cells.int()?),
    })
}

pub(crate) const PAYMENT_REFERENCE: Shape = Shape {
    table: "payment_reference",
    keys: &["book_id", "method", "reference"],
    rest: &["posting_id", "member_id", "direction", "amount", "reconciled"],
    of_book: true,
};

pub(crate) fn payment_reference_cells(row: &PaymentReference) -> Vec<Value> {
    cells![
        row.method.name(),
        row.reference.as_str(),
        row.posting.0,
        row.member.0,
        row.direction.name(),
        row.amount.0,
        row.reconciled,
    ]
}

pub(crate) fn payment_reference(cells: &mut Cells) -> Result<PaymentReference, StoreError> {
    Ok(PaymentReference {
        method: cells.named(Method::parse)?,
        reference: cells.text()?,
        posting: PostingId(cells.int()?),
        member: MemberId(cells.int()?),
        direction: cells.named(Direction::parse)?,
        amount: Money(cells.int()?),
        reconciled: cells.flag()?,
    })
}

pub(crate) const GRANT: Shape = Shape {
    table: "free_play_grant",
    keys: &["book_id", "id"],
    rest: &[
        "member_id",
        "amount",
        "remaining",
        "granted_at",
        "expires_at",
        "ended_at",
        "by_member",
        "note",
        "due_at",
        "terms",
    ],
    of_book: true,
};

pub(crate) fn grant_cells(row: &Grant) -> Vec<Value> {
    let due = row.left.is_positive().then_some(row.until().0);
    cells![
        row.id.0,
        row.member.0,
        row.amount.0,
        row.left.0,
        row.granted_at.0,
        row.expires_at.0,
        row.ended_at.map(|at| at.0),
        row.by.map(|member| member.0),
        row.note.as_str(),
        due,
        row.terms.text(),
    ]
}

pub(crate) fn grant(cells: &mut Cells) -> Result<Grant, StoreError> {
    let mut grant = Grant {
        id: GrantId(cells.int()?),
        member: MemberId(cells.int()?),
        amount: Money(cells.int()?),
        left: Money(cells.int()?),
        granted_at: Instant(cells.int()?),
        expires_at: Instant(cells.int()?),
        ended_at: cells.maybe_int()?.map(Instant),
        by: cells.maybe_int()?.map(MemberId),
        note: cells.text()?,
        terms: GrantTerms::standard(),
    };
    cells.maybe_int()?;
    let terms = cells.text()?;
    let unread = || StoreError::Corrupt(format!("grant {} has terms `{terms}`", grant.id.0));
    grant.terms = GrantTerms::parse(&terms).ok_or_else(unread)?;
    Ok(grant)
}

pub(crate) const FREE_PLAY_DRAW: Shape = Shape {
    table: "free_play_draw",
    keys: &["book_id", "ticket_id"],
    rest: &["member_id", "parts"],
    of_book: true,
};

pub(crate) fn free_play_draw_cells(row: &FreePlayDraw) -> Vec<Value> {
    let parts: Vec<String> =
        row.parts.iter().map(|(grant, part)| format!("{}:{}", grant.0, part.0)).collect();
    cells![row.ticket.0, row.member.0, parts.join(",")]
}

pub(crate) fn free_play_draw(cells: &mut Cells) -> Result<FreePlayDraw, StoreError> {
    let (ticket, member) = (TicketId(cells.int()?), MemberId(cells.int()?));
    let text = cells.text()?;
    let part = |part: &str| {
        let (grant, amount) = part.split_once(':')?;
        Some((GrantId(grant.parse().ok()?), Money(amount.parse().ok()?)))
    };
    let parts: Option<Vec<_>> = text.split(',').filter(|one| !one.is_empty()).map(part).collect();
    let corrupt = || StoreError::Corrupt(format!("`{text}` is no draw on grants"));
    Ok(FreePlayDraw { ticket, member, parts: parts.ok_or_else(corrupt)? })
}

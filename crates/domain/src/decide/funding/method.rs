//! Decisions about payment methods.

use crate::command::Outcome;
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::funding::method::{MethodTerms, Terms};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::Row;

pub(super) fn change(draft: &mut Draft<'_>, terms: &MethodTerms) -> Result<Outcome, Rejection> {
    let label = parse_note("label", &terms.label)?;
    let names = ["taken", "paid"];
    for (name, side) in names.into_iter().zip([&terms.taken, &terms.paid]) {
        check(name, side)?;
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::MethodChanged).text("method", terms.method.name());
    let event = describe(describe(event, "taken", &terms.taken), "paid", &terms.paid);
    let unique = i64::from(terms.references_are_unique);
    draft.record(event.text("label", &label).number("references_are_unique", unique));
    draft.put(Row::MethodTerms(MethodTerms { label, ..terms.clone() }));
    Ok(Outcome::Done)
}

fn check(side: &'static str, terms: &Terms) -> Result<(), Rejection> {
    let bounds = [terms.least, terms.most].into_iter().flatten();
    for bound in bounds {
        if !bound.is_positive() || bound > Money::MAX {
            return Err(Rejection::of_field(Code::AmountInvalid, side, "bounds must be positive"));
        }
    }
    if let (Some(least), Some(most)) = (terms.least, terms.most)
        && least > most
    {
        let rule = "must not begin above its largest amount";
        return Err(Rejection::of_field(Code::AmountInvalid, side, rule));
    }
    if terms.fee_fixed.is_negative() || terms.fee_fixed > Money::MAX {
        let rule = "must have a fee of zero or more";
        return Err(Rejection::of_field(Code::AmountInvalid, side, rule));
    }
    if !(0..=10_000).contains(&terms.fee_basis_points) {
        let rule = "must have a fee of 0 to 10000 basis points";
        return Err(Rejection::of_field(Code::FieldInvalid, side, rule));
    }
    if terms.daily_max.is_some_and(|most| !(1..=1_000).contains(&most)) {
        let rule = "must be usable 1 to 1000 times a day, or without a bound";
        return Err(Rejection::of_field(Code::FieldInvalid, side, rule));
    }
    Ok(())
}

fn describe(event: Event, side: &str, terms: &Terms) -> Event {
    let amount = |bound: Option<Money>| bound.map_or(0, |amount| amount.0);
    event
        .number(&format!("{side}.open"), terms.open.into())
        .number(&format!("{side}.least"), amount(terms.least))
        .number(&format!("{side}.most"), amount(terms.most))
        .number(&format!("{side}.fee_fixed"), terms.fee_fixed.0)
        .number(&format!("{side}.fee_basis_points"), terms.fee_basis_points.into())
        .number(&format!("{side}.daily_max"), terms.daily_max.unwrap_or(0).into())
}

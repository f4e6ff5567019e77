//! Decisions that hold a payment provider's record against the book.

use std::collections::BTreeSet;

use super::payment;
use crate::command::{Outcome, Pay};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::funding::method::{Direction, PaymentReference};
use crate::funding::reconcile::{
    LINES_MAX, LineOutcome, ProviderKey, ProviderLine, ProviderSecret, ReconciledLine,
    Reconciliation,
};
use crate::id::{MemberId, ReconciliationId};
use crate::jurisdiction::in_force;
use crate::ledger::account::Method;
use crate::member::MemberStatus;
use crate::money::Money;
use crate::protection::failures::{DepositFailures, FailureEffect};
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

fn check_line(line: &ProviderLine) -> Result<String, Rejection> {
    let reference = parse_note("reference", &line.reference)?;
    if reference.is_empty() {
        let rule = format!("must not be empty (line {})", line.line);
        return Err(Rejection::of_field(Code::FieldMissing, "reference", &rule));
    }
    if !line.amount.is_positive() || line.amount > Money::MAX {
        let rule = format!("must be above zero and at most {} (line {})", Money::MAX, line.line);
        return Err(Rejection::of_field(Code::AmountInvalid, "amount", &rule));
    }
    Ok(reference)
}

/// A file is compared line by line; a reference that it names twice is told as a duplicate.
pub(super) fn file(
    draft: &mut Draft<'_>,
    method: Method,
    name: &str,
    lines: &[ProviderLine],
) -> Result<Outcome, Rejection> {
    let name = parse_name("name", name)?;
    if lines.is_empty() || lines.len() > LINES_MAX {
        let rule = format!("must be 1 to {LINES_MAX}");
        return Err(Rejection::of_field(Code::FieldInvalid, "lines", &rule));
    }
    let mut seen = BTreeSet::new();
    let mut judged = Vec::with_capacity(lines.len());
    for line in lines {
        let reference = check_line(line)?;
        let found = draft.payment_reference((method, reference.clone())).cloned();
        let is_first = seen.insert(reference.clone());
        let outcome = match LineOutcome::of(line, found.as_ref()) {
            LineOutcome::Matched | LineOutcome::Unmatched if !is_first => LineOutcome::Duplicate,
            outcome => outcome,
        };
        let line = ProviderLine { reference, ..line.clone() };
        judged.push(Judged { line, outcome, found, refused: None });
    }
    // From here on it must succeed.
    Ok(keep(draft, method, name, judged))
}

/// Whose notice it is and what it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Notice {
    pub(super) method: Method,
    pub(super) member: MemberId,
    pub(super) failed: bool,
}

/// A notice about a payment in that is not known yet records it; sent again it finds it there. What
/// the rules refuse stays with the provider: the line is kept as unmatched, with the reason.
pub(super) fn notice(
    draft: &mut Draft<'_>,
    name: &str,
    Notice { method, member, failed }: Notice,
    line: &ProviderLine,
) -> Result<Outcome, Rejection> {
    let name = parse_name("name", name)?;
    let reference = check_line(line)?;
    let line = ProviderLine { reference: reference.clone(), ..line.clone() };
    let key = (method, reference.clone());
    let found = draft.payment_reference(key.clone()).cloned();
    let (mut outcome, mut refused) = (LineOutcome::of(&line, found.as_ref()), None);
    if failed || found.as_ref().is_some_and(|found| found.member != member) {
        outcome = if found.is_some() { LineOutcome::Differs } else { LineOutcome::Failed };
    }
    if outcome == LineOutcome::Unmatched && line.direction == Direction::In {
        let (amount, note) = (line.amount, String::new());
        let pay = Pay { member, method: Some(method), amount, reference, note };
        // A receipt refuses before it changes anything.
        match payment::receive(draft, &pay) {
            Ok(_) => outcome = LineOutcome::Posted,
            Err(refusal) => refused = Some(refusal.code),
        }
    }
    // From here on it must succeed.
    if outcome == LineOutcome::Failed && line.direction == Direction::In {
        count_failure(draft, member, method, &line);
    }
    let found = draft.payment_reference(key).cloned();
    Ok(keep(draft, method, name, vec![Judged { line, outcome, found, refused }]))
}

/// A deposit that failed is told of its player, if there is one, and may block further ones.
fn count_failure(draft: &mut Draft<'_>, member: MemberId, method: Method, line: &ProviderLine) {
    let Some(mut player) = draft.member(member).cloned() else { return };
    let rules = in_force(draft, draft.moment.book).protection;
    let mut failures = draft.deposit_failures(member).cloned();
    let failures = failures.get_or_insert_with(|| DepositFailures::none(member));
    let effect = failures.fail(&rules, draft.moment.now);
    let event = draft.event(EventKind::DepositFailed).member(member).money("amount", line.amount);
    let event = event.text("method", method.name()).text("reference", &line.reference);
    draft.record(event.text("effect", effect.name()));
    draft.put(Row::DepositFailures(failures.clone()));
    if effect == FailureEffect::Suspended && player.status.may_become(MemberStatus::Suspended) {
        let event = draft.event(EventKind::MemberStatusChanged).member(member);
        let event = event.text("before", player.status.name());
        let event = event.text("after", MemberStatus::Suspended.name());
        draft.record(event.text("reason", "deposits failed again and again"));
        player.status = MemberStatus::Suspended;
        draft.put(Row::Member(player));
    }
}

/// A line with what it came to.
struct Judged {
    line: ProviderLine,
    outcome: LineOutcome,
    /// The book's payment of its reference.
    found: Option<PaymentReference>,
    refused: Option<Code>,
}

fn keep(draft: &mut Draft<'_>, method: Method, name: String, judged: Vec<Judged>) -> Outcome {
    let id = ReconciliationId(draft.moment.take_id());
    let mut counts = [0; LineOutcome::ALL.len()];
    for Judged { line, outcome, found, refused } in judged {
        let place = LineOutcome::ALL.iter().position(|(one, _)| *one == outcome);
        counts[place.expect("every outcome has its place")] += 1;
        let posting = found.as_ref().map(|found| found.posting);
        draft.append(Appended::Reconciled(ReconciledLine {
            reconciliation: id,
            line,
            outcome,
            posting,
            refused,
        }));
        if let Some(found) = found
            && matches!(outcome, LineOutcome::Matched | LineOutcome::Posted)
        {
            draft.put(Row::PaymentReference(PaymentReference { reconciled: true, ..found }));
        }
    }
    let mut event = draft.event(EventKind::PaymentsReconciled).number("reconciliation", id.0);
    event = event.text("method", method.name()).text("name", &name);
    for ((_, word), count) in LineOutcome::ALL.iter().zip(counts) {
        event = event.number(word, count.into());
    }
    draft.record(event);
    let (at, by) = (draft.moment.now, draft.actor.member());
    draft.put(Row::Reconciliation(Reconciliation { id, method, name, at, by, counts }));
    Outcome::Reconciliation(id)
}

pub(super) fn change_key(
    draft: &mut Draft<'_>,
    method: Method,
    secret: ProviderSecret,
) -> Result<Outcome, Rejection> {
    let former = draft.provider_key(method).map(|key| key.secret);
    let event = draft.event(EventKind::ProviderKeyChanged).text("method", method.name());
    draft.record(event);
    draft.put(Row::ProviderKey(ProviderKey { method, secret, former }));
    Ok(Outcome::Done)
}

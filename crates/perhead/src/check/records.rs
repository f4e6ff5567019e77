//! Payment providers' records: what is told of them is what their lines say, no line matches a
//! payment that another one matched, and a reference names the payment that carries it.

use std::collections::BTreeMap;

use domain::funding::method::{Direction, PaymentReference};
use domain::funding::reconcile::{LineOutcome, ReconciledLine};
use domain::id::{BookId, PostingId, ReconciliationId};
use domain::ledger::account::Method;
use domain::ledger::transfer::{Fact, Payment};
use store::Database;

use super::{Finding, Probe};

pub(super) fn check(database: &Database, book: BookId) -> anyhow::Result<Vec<Finding>> {
    let lines = database.reconciled_lines(book)?;
    let references = database.payment_references(book)?;
    let records = database.all_reconciliations(book)?;
    let methods: BTreeMap<ReconciliationId, Method> =
        records.iter().map(|record| (record.id, record.method)).collect();
    let mut counts: BTreeMap<ReconciliationId, [i32; LineOutcome::ALL.len()]> = BTreeMap::new();
    for line in &lines {
        let place = LineOutcome::ALL.iter().position(|(one, _)| *one == line.outcome);
        let counted = counts.entry(line.reconciliation).or_default();
        counted[place.expect("every outcome has its place")] += 1;
    }
    let mut probe = Probe::new("each provider's record tells what its lines came to");
    for record in &records {
        let expected = counts.remove(&record.id).unwrap_or_default();
        probe.check(record.counts == expected, || {
            format!("{:?} tells {:?}, its lines {expected:?}", record.id, record.counts)
        });
    }
    for id in counts.keys() {
        probe.check(false, || format!("{id:?} has lines, and there is no such record"));
    }
    let matched = check_matched(&lines, &references, &methods);
    Ok(vec![probe.finding(), matched, check_references(database, book, &references)?])
}

/// The lines that settled a payment, each with its own payment of the same terms.
fn check_matched(
    lines: &[ReconciledLine],
    references: &[PaymentReference],
    methods: &BTreeMap<ReconciliationId, Method>,
) -> Finding {
    let mut probe = Probe::new("each payment is matched by one provider's line at most");
    let mut matching: BTreeMap<PostingId, &ReconciledLine> = BTreeMap::new();
    for one in lines {
        if !matches!(one.outcome, LineOutcome::Matched | LineOutcome::Posted) {
            continue;
        }
        let place = (one.reconciliation, one.line.line);
        let other = one.posting.and_then(|posting| matching.insert(posting, one));
        probe.check(one.posting.is_some() && other.is_none(), || {
            format!("{place:?} matches {:?}, as another line does", one.posting)
        });
    }
    for reference in references {
        let line = matching.remove(&reference.posting);
        probe.check(line.is_some() == reference.reconciled, || {
            format!("{reference:?} is matched by {line:?}")
        });
        let fits = line.is_none_or(|one| {
            methods.get(&one.reconciliation) == Some(&reference.method)
                && one.line.reference == reference.reference
                && one.line.direction == reference.direction
                && one.line.amount == reference.amount
        });
        probe.check(fits, || format!("{line:?} matched {reference:?}"));
    }
    for (posting, line) in matching {
        probe.check(false, || format!("{line:?} matched {posting:?}, which has no reference"));
    }
    probe.finding()
}

fn check_references(
    database: &Database,
    book: BookId,
    references: &[PaymentReference],
) -> anyhow::Result<Finding> {
    let mut probe = Probe::new("each outside reference names the first payment that carries it");
    let mut first: BTreeMap<(Method, String), Payment> = BTreeMap::new();
    for payment in database.all_payments(book)? {
        if let Some(method) = payment.method
            && !payment.reference.is_empty()
        {
            first.entry((method, payment.reference.clone())).or_insert(payment);
        }
    }
    for reference in references {
        let payment = first.remove(&(reference.method, reference.reference.clone()));
        let fits = payment.as_ref().is_some_and(|payment| {
            let direction =
                if payment.fact == Fact::Receipt { Direction::In } else { Direction::Out };
            (payment.posting, payment.member, payment.amount, direction)
                == (reference.posting, reference.member, reference.amount, reference.direction)
        });
        probe.check(fits, || format!("{reference:?} names {payment:?}"));
    }
    for payment in first.values() {
        probe.check(false, || format!("the reference of {payment:?} is not kept"));
    }
    Ok(probe.finding())
}

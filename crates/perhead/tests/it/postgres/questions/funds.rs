//! Questions about money around wagering: its keys, and providers' records.

use desk::port::Views as _;
use domain::funding::reconcile::LineOutcome;
use domain::id::{
    ApplicationId, BookId, ExclusionId, GrantId, ReconciliationId, TicketId, WithdrawalId,
};
use domain::ledger::account::Method;
use domain::rows::Key;
use store::Database;

use super::{Answers, Known};

/// Providers' records, their lines, and what they did not name.
pub(super) fn ask_records(answers: &mut Answers, database: &Database, book: BookId) {
    let of = format!("{book:?}");
    answers.turn("reconciliations", &of, |page| database.reconciliations(book, page));
    let records = database.all_reconciliations(book);
    let ids: Vec<ReconciliationId> = records.iter().flatten().map(|record| record.id).collect();
    answers.tell("all_reconciliations", of.clone(), records);
    for id in ids.into_iter().chain([ReconciliationId(9_999)]) {
        for outcome in [None, Some(LineOutcome::Matched), Some(LineOutcome::Duplicate)] {
            let of = format!("{of} {id:?} {outcome:?}");
            answers.turn("reconciled", &of, |page| database.reconciled(book, id, outcome, page));
        }
    }
    for (method, name) in Method::ALL {
        let of = format!("{of} {name}");
        answers.turn("unreconciled", &of, |page| database.unreconciled(book, method, page));
    }
    answers.tell("reconciled_lines", of.clone(), database.reconciled_lines(book));
    answers.tell("payment_references", of.clone(), database.payment_references(book));
    answers.tell("all_deposit_failures", of.clone(), database.all_deposit_failures(book));
    answers.tell("all_method_uses", of.clone(), database.all_method_uses(book));
    answers.tell("all_play_counts", of.clone(), database.all_play_counts(book));
    answers.tell("all_payments", of, database.all_payments(book));
}

/// Keys of money around wagering.
pub(in crate::postgres) fn money_keys(known: &Known) -> Vec<Key> {
    let mut keys: Vec<Key> = (1..60).map(|id| Key::Grant(GrantId(id))).collect();
    keys.extend((1..60).map(|id| Key::Withdrawal(WithdrawalId(id))));
    keys.extend((1..400).map(|id| Key::Application(ApplicationId(id))));
    keys.extend((1..400).map(|id| Key::Exclusion(ExclusionId(id))));
    let methods = Method::ALL.map(|(method, _)| method);
    keys.extend(methods.map(Key::MethodTerms));
    keys.extend(methods.map(Key::ProviderKey));
    keys.extend((1..400).map(|id| Key::Reconciliation(ReconciliationId(id))));
    keys.extend(methods.map(|method| Key::PaymentReference((method, "slip".to_owned()))));
    for member in known.members.iter().copied() {
        keys.extend([Key::GrantsOf(member), Key::WithdrawalCount(member)]);
        keys.extend([Key::PlayThrough(member), Key::BranchCredit(member)]);
        keys.extend([Key::Protection(member), Key::PlayCount(member)]);
        keys.push(Key::DepositFailures(member));
        keys.extend([0, 60].map(|after| Key::OpenBets((member, TicketId(after)))));
        keys.extend(methods.map(|method| Key::MethodUse((member, method))));
    }
    keys.extend(known.tickets.iter().copied().map(Key::FreePlayDraw));
    keys
}

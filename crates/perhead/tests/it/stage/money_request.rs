//! Which request asks for what around money, and what its answer says.

use domain::command::{Outcome, Pay};
use domain::funding::command::FundingCommand;
use domain::funding::method::{MethodTerms, Terms};
use domain::id::{GrantId, PostingId, WithdrawalId};
use domain::money::Money;
use perhead::clock::time_text;
use serde_json::{Value, json};

use super::request::{money, object, payment};
use super::wire::number;
use crate::web::Request;

/// The request that asks for a command.
pub(super) fn request_of(command: &FundingCommand) -> Request {
    let (method, path, body) = match command {
        FundingCommand::ChangeMethod(terms) => {
            ("PUT", format!("/v1/methods/{}", terms.method.name()), terms_of(terms))
        }
        FundingCommand::Accrue(pay) => ("POST", "/v1/payments".to_owned(), accrual(pay)),
        FundingCommand::GrantFreePlay { member, amount, expires_at, note } => {
            let body = json!({
                "member_id": format!("m{}", member.0),
                "amount": money(*amount),
                "expires_at": time_text(*expires_at),
                "note": note,
            });
            ("POST", "/v1/free-plays".to_owned(), body)
        }
        FundingCommand::RequestWithdrawal { member, method, amount, destination } => {
            let body = json!({
                "member_id": format!("m{}", member.0),
                "method": method.name(),
                "amount": money(*amount),
                "destination": destination,
            });
            ("POST", "/v1/withdrawals".to_owned(), body)
        }
        FundingCommand::ApproveWithdrawal { withdrawal, .. } => {
            return Request::of("POST", step(*withdrawal, "approve"));
        }
        FundingCommand::CancelWithdrawal { withdrawal, .. } => {
            return Request::of("POST", step(*withdrawal, "cancel"));
        }
        FundingCommand::DenyWithdrawal { withdrawal, reason, .. } => {
            ("POST", step(*withdrawal, "deny"), json!({ "reason": reason }))
        }
        FundingCommand::PayWithdrawal { withdrawal, reference, .. } => {
            ("POST", step(*withdrawal, "pay"), json!({ "reference": reference }))
        }
        FundingCommand::EndFreePlay { grant, note, .. } => {
            ("POST", format!("/v1/free-plays/g{}/end", grant.0), json!({ "note": note }))
        }
    };
    Request::of(method, path).with_json(&body)
}

fn step(withdrawal: WithdrawalId, step: &str) -> String {
    format!("/v1/withdrawals/w{}/{step}", withdrawal.0)
}

fn accrual(pay: &Pay) -> Value {
    payment(pay, "accrual")
}

fn terms_of(terms: &MethodTerms) -> Value {
    json!({
        "label": terms.label,
        "taken": direction(&terms.taken),
        "paid": direction(&terms.paid),
        "references_are_unique": terms.references_are_unique,
    })
}

fn direction(terms: &Terms) -> Value {
    let bound = |bound: Option<Money>| bound.map_or(Value::Null, money);
    object(&[
        ("open", Some(json!(terms.open))),
        ("least", Some(bound(terms.least))),
        ("most", Some(bound(terms.most))),
        ("fee_fixed", Some(money(terms.fee_fixed))),
        ("fee_basis_points", Some(json!(terms.fee_basis_points))),
        ("daily_max", Some(json!(terms.daily_max))),
    ])
}

/// What the answer to a command says.
pub(super) fn outcome_of(command: &FundingCommand, answer: &Value) -> Outcome {
    let id = || number(&answer["id"]);
    match command {
        FundingCommand::ChangeMethod(_) => Outcome::Done,
        FundingCommand::Accrue(_) => Outcome::Posting(PostingId(id())),
        FundingCommand::RequestWithdrawal { .. }
        | FundingCommand::ApproveWithdrawal { .. }
        | FundingCommand::DenyWithdrawal { .. }
        | FundingCommand::CancelWithdrawal { .. } => Outcome::Withdrawal(WithdrawalId(id())),
        FundingCommand::PayWithdrawal { .. } => {
            Outcome::Posting(PostingId(number(&answer["posting_id"])))
        }
        FundingCommand::GrantFreePlay { .. } | FundingCommand::EndFreePlay { .. } => {
            Outcome::Grant(GrantId(id()))
        }
    }
}

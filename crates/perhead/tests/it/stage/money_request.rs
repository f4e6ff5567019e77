//! Which request asks for what around money, and what its answer says.

use domain::command::{Outcome, Pay};
use domain::funding::command::FundingCommand;
use domain::funding::method::{MethodTerms, Terms};
use domain::id::{ApplicationId, GrantId, MemberId, PostingId, ReconciliationId, WithdrawalId};
use domain::money::Money;
use perhead::clock::time_text;
use serde_json::{Value, json};

use super::record_request;
use super::request::{money, object, payment, price};
use super::wire::number;
use crate::web::Request;

/// The request that asks for a command.
pub(super) fn request_of(command: &FundingCommand) -> Request {
    let (method, path, body) = match command {
        FundingCommand::ChangeMethod(terms) => {
            ("PUT", format!("/v1/methods/{}", terms.method.name()), terms_of(terms))
        }
        FundingCommand::Accrue(pay) => ("POST", "/v1/payments".to_owned(), accrual(pay)),
        FundingCommand::GrantFreePlay { member, amount, expires_at, note, terms } => {
            let kinds: Vec<&str> = terms.wagers.iter().map(|kind| kind.name()).collect();
            let leagues = terms.leagues.iter().map(|league| json!(format!("l{}", league.0)));
            let leagues: Vec<Value> = leagues.collect();
            let terms = object(&[
                ("wagers", Some(json!(kinds))),
                ("max_legs", terms.max_legs.map(|most| json!(most))),
                ("least_odds", terms.least_odds.map(price)),
                ("most_odds", terms.most_odds.map(price)),
                ("leagues", Some(json!(leagues))),
                ("max_risk", terms.max_risk.map(money)),
                ("max_win", terms.max_win.map(money)),
                ("props", Some(json!(terms.props))),
            ]);
            let body = json!({
                "member_id": format!("m{}", member.0),
                "amount": money(*amount),
                "expires_at": time_text(*expires_at),
                "note": note,
                "terms": terms,
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
        FundingCommand::SetAccount { .. }
        | FundingCommand::BoundBranch { .. }
        | FundingCommand::LendCredit { .. }
        | FundingCommand::EndCredit { .. }
        | FundingCommand::ApplyForCredit { .. }
        | FundingCommand::AssessCredit { .. } => return credit_request(command),
        FundingCommand::ChangeProviderKey { method, .. } => {
            return Request::of("PUT", format!("/v1/methods/{}/key", method.name()));
        }
        FundingCommand::Reconcile { method, name, lines } => {
            return record_request::upload(*method, name, lines);
        }
        FundingCommand::Notice { .. } => panic!("providers send notices, not members"),
        FundingCommand::EndFreePlay { grant, note, .. } => {
            ("POST", format!("/v1/free-plays/g{}/end", grant.0), json!({ "note": note }))
        }
    };
    Request::of(method, path).with_json(&body)
}

fn credit_request(command: &FundingCommand) -> Request {
    let of = |member: &MemberId, part: &str| format!("/v1/members/m{}/{part}", member.0);
    let maybe = |amount: &Option<Money>| amount.map_or(Value::Null, money);
    let (method, path, body) = match command {
        FundingCommand::SetAccount { member, account, settle } => {
            let body = json!({ "account_type": account.name(), "settle_limit": maybe(settle) });
            ("PUT", of(member, "account"), body)
        }
        FundingCommand::BoundBranch { member, most } => {
            ("PUT", of(member, "branch-credit"), json!({ "branch_credit": maybe(most) }))
        }
        FundingCommand::LendCredit { member, amount, expires_at, note } => {
            let until = time_text(*expires_at);
            let body = json!({ "amount": money(*amount), "expires_at": until, "note": note });
            ("PUT", of(member, "temporary-credit"), body)
        }
        FundingCommand::EndCredit { member, .. } => {
            return Request::of("DELETE", of(member, "temporary-credit"));
        }
        FundingCommand::ApplyForCredit { member, amount, note } => {
            let member = format!("m{}", member.0);
            let body = json!({ "member_id": member, "amount": money(*amount), "note": note });
            ("POST", "/v1/credit-applications".to_owned(), body)
        }
        FundingCommand::AssessCredit { application, granted, grounds, .. } => {
            let path = format!("/v1/credit-applications/c{}/assessment", application.0);
            ("POST", path, json!({ "granted": maybe(granted), "assessment": grounds }))
        }
        other => panic!("{other:?} is not about credit"),
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
        FundingCommand::ChangeMethod(_) | FundingCommand::ChangeProviderKey { .. } => Outcome::Done,
        FundingCommand::Reconcile { .. } | FundingCommand::Notice { .. } => {
            Outcome::Reconciliation(ReconciliationId(id()))
        }
        FundingCommand::Accrue(_) => Outcome::Posting(PostingId(id())),
        FundingCommand::RequestWithdrawal { .. }
        | FundingCommand::ApproveWithdrawal { .. }
        | FundingCommand::DenyWithdrawal { .. }
        | FundingCommand::CancelWithdrawal { .. } => Outcome::Withdrawal(WithdrawalId(id())),
        FundingCommand::PayWithdrawal { .. } => {
            Outcome::Posting(PostingId(number(&answer["posting_id"])))
        }
        FundingCommand::SetAccount { .. }
        | FundingCommand::BoundBranch { .. }
        | FundingCommand::LendCredit { .. }
        | FundingCommand::EndCredit { .. } => Outcome::Member(MemberId(id())),
        FundingCommand::ApplyForCredit { .. } | FundingCommand::AssessCredit { .. } => {
            Outcome::Application(ApplicationId(id()))
        }
        FundingCommand::GrantFreePlay { .. } | FundingCommand::EndFreePlay { .. } => {
            Outcome::Grant(GrantId(id()))
        }
    }
}

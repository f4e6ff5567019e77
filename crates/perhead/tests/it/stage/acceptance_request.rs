//! Which request asks for something around wagers that wait, and what its answer says.

use domain::acceptance::{AcceptanceCommand, AcceptanceTerms};
use domain::command::Outcome;
use domain::id::TicketId;
use serde_json::{Value, json};

use super::request::{money, object};
use super::wire::number;
use crate::web::Request;

/// The request that asks for a command.
pub(super) fn request_of(command: &AcceptanceCommand) -> Request {
    let (method, path, body) = match command {
        AcceptanceCommand::SetTerms { owner, terms } => {
            let owner = if owner.0 > 0 { format!("m{}", owner.0) } else { "book".to_owned() };
            let terms = terms.as_ref().map_or(Value::Null, terms_of);
            ("PUT", format!("/v1/acceptance/{owner}"), json!({"terms": terms}))
        }
        AcceptanceCommand::Approve { tender, amount, note, .. } => {
            let body = object(&[("amount", amount.map(money)), ("note", Some(json!(note)))]);
            ("POST", format!("/v1/tenders/t{}/approve", tender.0), body)
        }
        AcceptanceCommand::Refuse { tender, note, .. } => {
            ("POST", format!("/v1/tenders/t{}/refuse", tender.0), json!({"note": note}))
        }
        AcceptanceCommand::Review { .. } => panic!("only the timer reviews wagers that wait"),
    };
    Request::of(method, path).with_json(&body)
}

fn terms_of(terms: &AcceptanceTerms) -> Value {
    json!({
        "approve_risk": terms.approve_risk.map_or(Value::Null, money),
        "approve_win": terms.approve_win.map_or(Value::Null, money),
        "lapse_seconds": terms.lapse_seconds,
    })
}

/// What the answer to a command says.
pub(super) fn outcome_of(command: &AcceptanceCommand, answer: &Value) -> Outcome {
    match command {
        AcceptanceCommand::Approve { .. } => Outcome::Ticket(TicketId(number(&answer["id"]))),
        _ => Outcome::Done,
    }
}

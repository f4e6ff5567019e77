//! Which request asks to protect a player, and what its answer says.

use domain::command::Outcome;
use domain::id::{ExclusionId, MemberId};
use domain::money::Money;
use domain::protection::command::ProtectionCommand;
use perhead::clock::time_text;
use serde_json::{Value, json};

use super::request::{money, object};
use super::wire::number;
use crate::web::Request;

/// The request that asks for a command.
pub(super) fn request_of(command: &ProtectionCommand) -> Request {
    let maybe = |amount: &Option<Money>| amount.map_or(Value::Null, money);
    let of = |member: &MemberId| json!(format!("m{}", member.0));
    let (method, path, body) = match command {
        ProtectionCommand::Limit { member, measure, span, amount } => {
            let body = json!({
                "member_id": of(member),
                "measure": measure.name(),
                "span": span.name(),
                "amount": maybe(amount),
            });
            ("PUT", "/v1/protection/limits", body)
        }
        ProtectionCommand::Exclude { member, kind, until, reason } => {
            let body = object(&[
                ("member_id", Some(of(member))),
                ("kind", Some(json!(kind.name()))),
                ("until", until.map(|until| json!(time_text(until)))),
                ("reason", Some(json!(reason))),
            ]);
            ("POST", "/v1/exclusions", body)
        }
        ProtectionCommand::Lift { exclusion, .. } => {
            return Request::of("POST", format!("/v1/exclusions/x{}/lift", exclusion.0));
        }
        ProtectionCommand::CancelBets { .. } => panic!("only the timer cancels bets"),
    };
    Request::of(method, path.to_owned()).with_json(&body)
}

/// What the answer to a command says.
pub(super) fn outcome_of(command: &ProtectionCommand, answer: &Value) -> Outcome {
    match command {
        ProtectionCommand::Limit { .. } => Outcome::Member(MemberId(number(&answer["member_id"]))),
        ProtectionCommand::Exclude { .. }
        | ProtectionCommand::Lift { .. }
        | ProtectionCommand::CancelBets { .. } => {
            Outcome::Exclusion(ExclusionId(number(&answer["id"])))
        }
    }
}

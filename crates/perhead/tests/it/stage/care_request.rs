//! Which request asks for what concerns the person behind an account, and what its answer says.

use domain::care::command::CareCommand;
use domain::command::Outcome;
use domain::id::{HoldId, SubjectRequestId};
use serde_json::{Value, json};

use super::wire::number;
use crate::web::Request;

/// The request that asks for a command.
pub(super) fn request_of(command: &CareCommand) -> Request {
    let post = |path: String, body: Value| Request::of("POST", path).with_json(&body);
    match command {
        CareCommand::WantNotices { wanted } => {
            Request::of("PUT", "/v1/access-notices").with_json(&json!({ "wanted": wanted }))
        }
        CareCommand::ReadNotices => Request::of("POST", "/v1/access-notices/read"),
        CareCommand::Ask { member, kind, text } => {
            let member = format!("m{}", member.0);
            let body = json!({ "member_id": member, "kind": kind.name(), "text": text });
            post("/v1/subject-requests".to_owned(), body)
        }
        CareCommand::Answer { request, granted, reason, .. } => {
            let body = json!({ "granted": granted, "reason": reason });
            post(format!("/v1/subject-requests/q{}/answer", request.0), body)
        }
        CareCommand::Hold { member, evidence } => {
            let body = json!({ "member_id": format!("m{}", member.0), "evidence": evidence });
            post("/v1/fraud-holds".to_owned(), body)
        }
        CareCommand::EndHold { hold, ending, reason, .. } => {
            let body = json!({ "ending": ending.name(), "reason": reason });
            post(format!("/v1/fraud-holds/h{}/ending", hold.0), body)
        }
        CareCommand::ErasePerson { .. }
        | CareCommand::ErasePlaces { .. }
        | CareCommand::EraseMessages { .. }
        | CareCommand::EraseComplaint { .. } => panic!("only the timer erases"),
    }
}

/// What the answer to a command says.
pub(super) fn outcome_of(command: &CareCommand, answer: &Value) -> Outcome {
    match command {
        CareCommand::Ask { .. } | CareCommand::Answer { .. } => {
            Outcome::SubjectRequest(SubjectRequestId(number(&answer["id"])))
        }
        CareCommand::Hold { .. } | CareCommand::EndHold { .. } => {
            Outcome::Hold(HoldId(number(&answer["id"])))
        }
        _ => Outcome::Done,
    }
}

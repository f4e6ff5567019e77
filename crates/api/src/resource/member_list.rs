//! Many members at once from a CSV file. Every fault is told with its line and field; the file is
//! taken as a whole, or only its good lines, as asked.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::command::{Action, CreateMember};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::csv_file;
use crate::enrol::Enrolment;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::roster::LineFault;
use crate::state::ApiState;

/// How a file is taken.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// Create the members of good lines although others are wrong.
    pub(crate) good_rows: Option<bool>,
    /// Judge only, create nobody.
    pub(crate) dry_run: Option<bool>,
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LineError {
    /// The header is line 1.
    pub(crate) line: u64,
    /// The column, empty for the line as a whole.
    pub(crate) field: String,
    pub(crate) code: String,
    pub(crate) detail: String,
}

impl From<LineFault> for LineError {
    fn from(fault: LineFault) -> LineError {
        let LineFault { line, field, code, detail } = fault;
        LineError { line, field, code: code.to_owned(), detail }
    }
}

/// What became of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MembersImported {
    /// Logins that were created, or would be. Links with which they set passwords are issued one
    /// by one.
    pub(crate) logins: Vec<String>,
    /// Lines that were left out.
    pub(crate) errors: Vec<LineError>,
    pub(crate) dry_run: bool,
}

/// Creates members from a CSV file of at most 1,000 lines below the header. Needed columns are
/// `login` and `name`; `role`, `parent` (a login), `status`, `credit_limit`, `max_risk` and
/// `max_win` (major units) may follow. Without `good_rows` one wrong line refuses the file, and
/// all faults are told.
#[utoipa::path(post, path = "/v1/members/import", tag = "members", params(ImportQuery),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = MembersImported)))]
pub(crate) async fn import_members(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    headers: HeaderMap,
    Query(query): Query<ImportQuery>,
    body: Bytes,
) -> Result<(StatusCode, Json<MembersImported>), Problem> {
    let text = csv_file::text_of(&headers, &body)?;
    let enrolment = enrolment_of(&state, &principal, intent);
    let judged = state.read(move |views| enrolment.judge_anew(views, &text)).await?;
    if judged.count() > CreateMember::LIST_LENGTH_MAX {
        let most = CreateMember::LIST_LENGTH_MAX;
        let detail = format!("a file must have at most {most} lines; import-file takes more");
        return Err(Problem::of_field("body", "field_too_long", detail));
    }
    let faults = judged.faults;
    let members: Vec<CreateMember> =
        judged.chunks.into_iter().flat_map(|chunk| chunk.members).collect();
    let (good_rows, dry_run) = (query.good_rows.unwrap_or(false), query.dry_run.unwrap_or(false));
    if !faults.is_empty() && !good_rows {
        return Err(refused(&faults));
    }
    let logins: Vec<String> = members.iter().map(|one| one.login.clone()).collect();
    if !dry_run && !members.is_empty() {
        let command = principal.command(intent, Action::CreateMembers(members));
        let receipt = state.submit(command).await?;
        let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
        receipt.answer.map_err(refused)?;
    }
    let errors = faults.into_iter().map(LineError::from).collect();
    Ok((StatusCode::OK, Json(MembersImported { logins, errors, dry_run })))
}

/// Who brings a file: whoever asks, bounded by the scopes of a key.
pub(crate) fn enrolment_of(state: &ApiState, principal: &Principal, intent: Intent) -> Enrolment {
    let now = state.now();
    let (day, week) = principal.book.place(state, now);
    let asked = principal.command(intent, Action::CreateMembers(Vec::new()));
    let (book, importer) = (principal.book.id(), principal.reach());
    Enrolment { book, importer, actor: asked.actor, at: (now, day, week) }
}

/// All faults as one problem; a field is named by its line: `lines[3].login`.
fn refused(found: &[LineFault]) -> Problem {
    let mut faults = Faults::default();
    for LineFault { line, field, code, detail } in found {
        let path = if field.is_empty() {
            format!("lines[{line}]")
        } else {
            format!("lines[{line}].{field}")
        };
        faults.add(&path, code, format!("line {line}: {detail}"));
    }
    match faults.finish() {
        Err(problem) => problem,
        Ok(()) => Problem::internal("a file was refused without a fault"),
    }
}

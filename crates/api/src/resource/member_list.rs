//! Many members at once from a CSV file. Every fault is told with its line and field; the file is
//! taken as a whole, or only its good lines, as asked.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::calendar::Moment;
use domain::command::{Action, CreateMember};
use domain::decide::{REHEARSED, rehearse};
use domain::needs::needs;
use domain::rows::{Key, Row};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::csv_file;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::roster::{self, LineFault};
use crate::state::ApiState;

/// How a file is taken.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// Create the members of good lines although others are wrong.
    good_rows: Option<bool>,
    /// Judge only, create nobody.
    dry_run: Option<bool>,
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
    let (members, faults) = judged(&state, &principal, intent, text).await?;
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
    let error = |fault: LineFault| LineError {
        line: fault.line,
        field: fault.field,
        code: fault.code.to_owned(),
        detail: fault.detail,
    };
    let errors = faults.into_iter().map(error).collect();
    Ok((StatusCode::OK, Json(MembersImported { logins, errors, dry_run })))
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

type Judged = (Vec<CreateMember>, Vec<LineFault>);

async fn judged(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    text: String,
) -> Result<Judged, Problem> {
    let named = match roster::parents(&text) {
        Ok(named) => named,
        Err(fault) => return Ok((Vec::new(), vec![fault])),
    };
    let (book, importer) = (principal.book.id(), principal.reach());
    let keys: Vec<Key> = named.into_iter().map(Key::Login).collect();
    let logins = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &keys, &mut working)?;
        Ok(working)
    });
    let logins = logins.await?;
    let known = |login: &str| match logins.peek(&Key::Login(login.to_owned())) {
        Some(Row::Login(login)) => Some(login.member),
        _ => None,
    };
    let roster = roster::read(&text, &known, importer);
    if roster.members.len() > CreateMember::LIST_LENGTH_MAX {
        let most = CreateMember::LIST_LENGTH_MAX;
        let detail = format!("a file must have at most {most} lines; perhead import takes more");
        return Err(Problem::of_field("body", "field_too_long", detail));
    }
    let mut faults = roster.faults;
    let (lines, members): (Vec<u64>, Vec<CreateMember>) = roster.members.into_iter().unzip();
    let command = principal.command(intent, Action::CreateMembers(members.clone()));
    let now = state.now();
    let (day, week) = principal.book.place(state, now);
    let refusals = state.read(move |views| {
        // Ids of a rehearsal are nobody's.
        let mut moment = Moment { book, now, day, week, wall: None, next_id: REHEARSED };
        let mut working = Working::new();
        loop {
            let mut wanted = needs(&command, &moment, &working);
            if wanted.is_empty() {
                break;
            }
            wanted.sort_unstable();
            wanted.dedup();
            views.load(book, &wanted, &mut working)?;
        }
        Ok(rehearse(&working, &command, &mut moment))
    });
    let mut kept: Vec<Option<CreateMember>> = members.into_iter().map(Some).collect();
    for (place, refusal) in refusals.await? {
        kept[place] = None;
        faults.push(LineFault::of(lines[place], &refusal));
    }
    faults.sort_by_key(|fault| fault.line);
    Ok((kept.into_iter().flatten().collect(), faults))
}

//! Many members from one large CSV file, written piece after piece while the caller reads how far
//! it has come. The work belongs to nobody's connection: it runs to its end, and the same file sent
//! again goes on where an earlier one was cut off.

use std::io;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;

use crate::body::Query;
use crate::csv_file;
use crate::enrol::{Chunk, Enrolment, Judged};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::member_list::{ImportQuery, LineError, enrolment_of};
use crate::state::ApiState;

/// Largest file, in bytes: 100,000 members with long lines.
pub(crate) const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Faults that are told; more are counted.
const FAULTS_TOLD: usize = 1_000;
/// Steps that are told and not read yet.
const STEPS_AHEAD: usize = 64;

/// Where a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileState {
    /// Its lines are judged; nothing is written.
    Judging,
    /// Members are written.
    Writing,
    /// All of it is done.
    Done,
    /// Nothing was written: lines are wrong.
    Refused,
    /// It broke off; the same file sent again goes on.
    Failed,
}

/// How far a file of members has come: one line of the answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MemberFileStep {
    pub(crate) state: FileState,
    /// Nothing is to be written.
    pub(crate) dry_run: bool,
    /// Members written so far, those of earlier sendings of this file included.
    pub(crate) done: usize,
    /// Members of its good lines.
    pub(crate) total: usize,
    /// Members that earlier sendings of this file have written.
    pub(crate) written_before: usize,
    /// Lines that are wrong.
    pub(crate) wrong: usize,
    /// The first thousand of them, told once judged.
    pub(crate) errors: Vec<LineError>,
    /// Why it broke off.
    #[schema(required = true)]
    pub(crate) detail: Option<String>,
}

/// Creates members from a CSV file of up to 32 MB, as `/v1/members/import` reads it. The answer is
/// a line of JSON for each step, as it is made; the last one is `done`, `refused` or `failed`.
/// Without `good_rows` one wrong line refuses the whole file.
#[utoipa::path(post, path = "/v1/members/import-file", tag = "members", params(ImportQuery),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = MemberFileStep, content_type = "application/x-ndjson")))]
pub(crate) async fn import_member_file(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    headers: HeaderMap,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response, Problem> {
    // The guard has bounded the body already.
    let body = to_bytes(request.into_body(), FILE_BYTES_MAX).await;
    let body = body.map_err(|error| Problem::internal(error.to_string()))?;
    let text = csv_file::text_of(&headers, &body)?;
    drop(body);
    let busy = |_| Problem::plain("too_many_requests").after(5);
    let permit = Arc::clone(&state.files).try_acquire_owned().map_err(busy)?;
    let enrolment = enrolment_of(&state, &principal, intent);
    let (sender, receiver) = mpsc::channel(STEPS_AHEAD);
    let (good_rows, dry_run) = (query.good_rows.unwrap_or(false), query.dry_run.unwrap_or(false));
    let work = Work { state, enrolment, good_rows, dry_run, teller: Teller(sender) };
    tokio::spawn(work.run(text, permit));
    let ndjson = [(CONTENT_TYPE, "application/x-ndjson")];
    Ok((ndjson, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

/// Tells steps to whoever still reads. Nobody waits for a slow reader: a step that finds no room
/// is left out, except the last.
struct Teller(mpsc::Sender<io::Result<String>>);

impl Teller {
    fn text(step: &MemberFileStep) -> String {
        let mut text = serde_json::to_string(step).unwrap_or_default();
        text.push('\n');
        text
    }

    fn tell(&self, step: &MemberFileStep) {
        // Whoever asked may have gone away.
        let _ = self.0.try_send(Ok(Teller::text(step)));
    }

    async fn end(self, step: &MemberFileStep) {
        let _ = self.0.send(Ok(Teller::text(step))).await;
    }
}

struct Work {
    state: ApiState,
    enrolment: Enrolment,
    good_rows: bool,
    dry_run: bool,
    teller: Teller,
}

impl Work {
    async fn run(self, text: String, permit: OwnedSemaphorePermit) {
        let mut step = MemberFileStep {
            state: FileState::Judging,
            dry_run: self.dry_run,
            written_before: 0,
            done: 0,
            total: 0,
            wrong: 0,
            errors: Vec::new(),
            detail: None,
        };
        self.teller.tell(&step);
        if let Err(problem) = self.write(text, &mut step).await {
            let told = problem.shape.detail.clone();
            tracing::error!(cause = problem.cause.unwrap_or_default(), "a file of members failed");
            (step.state, step.detail) = (FileState::Failed, Some(told));
        }
        drop(permit);
        self.teller.end(&step).await;
    }

    async fn write(&self, text: String, step: &mut MemberFileStep) -> Result<(), Problem> {
        let enrolment = self.enrolment;
        let judged = self.state.read(move |views| enrolment.judge(views, &text)).await?;
        step.written_before = judged.written_before;
        (step.done, step.total) = (judged.written_before, judged.written_before + judged.count());
        step.wrong = judged.faults.len();
        let Judged { chunks, faults, .. } = judged;
        step.errors = faults.into_iter().take(FAULTS_TOLD).map(LineError::from).collect();
        if step.wrong > 0 && !self.good_rows {
            step.state = FileState::Refused;
            return Ok(());
        }
        if !self.dry_run {
            step.state = FileState::Writing;
            self.teller.tell(step);
            for chunk in chunks {
                self.write_chunk(chunk, step).await?;
            }
        }
        step.state = FileState::Done;
        Ok(())
    }

    async fn write_chunk(&self, chunk: Chunk, step: &mut MemberFileStep) -> Result<(), Problem> {
        let count = chunk.members.len();
        let receipt = self.state.submit(self.enrolment.command(chunk)).await?;
        receipt.answer.map_err(|refusal| Problem::new(refusal.code.text(), refusal.detail))?;
        step.done += count;
        // What is wrong was told before.
        self.teller.tell(&MemberFileStep { errors: Vec::new(), ..step.clone() });
        Ok(())
    }
}

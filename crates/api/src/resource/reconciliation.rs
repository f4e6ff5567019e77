//! Payment providers' files held against the book: what matched, what did not, what came twice, and
//! what no file has named yet.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::command::{Action, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::method::PaymentReference;
use domain::funding::reconcile as records;
use domain::id::ReconciliationId;
use domain::ledger::account::Method as DomainMethod;
use domain::register::parse_name;
use domain::rejection::Code;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{PathId, Query};
use crate::csv_file;
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::provider_file::parse_provider_file;
use crate::resource::event::logins_of;
use crate::resource::wager::replayed;
use crate::shape::id::{MemberRef, PostingRef, ReconciliationRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{LineOutcome, Method, PaymentDirection};
use crate::state::ApiState;

/// A file or notice that was held against the book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Reconciliation {
    pub(crate) id: ReconciliationRef,
    pub(crate) method: Method,
    /// The file's name, or the notice's identifier.
    pub(crate) name: String,
    pub(crate) at: Time,
    /// Login of whoever sent the file; null for a signed notice.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
    /// Lines of which the book has the payment.
    pub(crate) matched: i32,
    /// Lines of which the book has a payment of another amount, member or direction.
    pub(crate) differs: i32,
    /// Lines of which the book has no payment.
    pub(crate) unmatched: i32,
    /// Lines that told of a payment once more.
    pub(crate) duplicate: i32,
    /// Notices that brought their payment in.
    pub(crate) posted: i32,
    /// Notices of payments that failed.
    pub(crate) failed: i32,
}

/// A line of a file or notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReconciledLine {
    /// Its number in the file, the header being 1.
    pub(crate) line: i32,
    pub(crate) reference: String,
    pub(crate) direction: PaymentDirection,
    pub(crate) amount: Money,
    pub(crate) outcome: LineOutcome,
    /// The book's payment of this reference.
    #[schema(required = true)]
    pub(crate) payment_id: Option<PostingRef>,
    /// Code of the refusal for which a notice brought no payment in.
    #[schema(required = true)]
    pub(crate) refused: Option<&'static str>,
}

/// A payment that no provider's record has named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct UnreconciledPayment {
    pub(crate) payment_id: PostingRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) reference: String,
    pub(crate) direction: PaymentDirection,
    pub(crate) amount: Money,
}

/// Whose file it is.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// The provider of this method.
    method: Method,
    /// What the file is called, 1 to 80 characters.
    name: String,
}

/// Which page of records.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReconciliationQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LineQuery {
    outcome: Option<LineOutcome>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Which payments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnreconciledQuery {
    /// Of which method; bank transfers without it.
    method: Option<Method>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl Reconciliation {
    fn of(found: &records::Reconciliation, by: Option<String>) -> Reconciliation {
        let count = |outcome| found.count(outcome);
        Reconciliation {
            id: found.id.into(),
            method: found.method.into(),
            name: found.name.clone(),
            at: Time(found.at),
            by,
            matched: count(records::LineOutcome::Matched),
            differs: count(records::LineOutcome::Differs),
            unmatched: count(records::LineOutcome::Unmatched),
            duplicate: count(records::LineOutcome::Duplicate),
            posted: count(records::LineOutcome::Posted),
            failed: count(records::LineOutcome::Failed),
        }
    }
}

/// Providers' files and notices that were held against the book, newest first.
#[utoipa::path(get, path = "/v1/reconciliations", tag = "money", params(ReconciliationQuery),
    responses((status = 200, body = PageOf<Reconciliation>)))]
pub(crate) async fn list_reconciliations(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<ReconciliationQuery>,
) -> Result<Json<PageOf<Reconciliation>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.reconciliations(id, &page)?;
        let logins = logins_of(views, id, found.items.iter().filter_map(|one| one.by))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let login = |one: &records::Reconciliation| one.by.and_then(|by| logins.get(&by).cloned());
    let items = found.items.iter().map(|one| Reconciliation::of(one, login(one))).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

async fn read_reconciliation(
    state: &ApiState,
    principal: &Principal,
    wanted: ReconciliationId,
) -> Result<Reconciliation, Problem> {
    let id = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Reconciliation(wanted)], &mut working)?;
        let Some(found) = working.reconciliation(wanted) else { return Ok(None) };
        let logins = logins_of(views, id, found.by.into_iter())?;
        let by = found.by.and_then(|by| logins.get(&by).cloned());
        Ok(Some(Reconciliation::of(found, by)))
    });
    found.await?.ok_or_else(|| Problem::not_found("reconciliation"))
}

/// Holds a provider's file against the book by reference. It only compares: nothing is posted, and
/// a file sent twice tells of every line as a duplicate. The file is CSV of at most 5,000 lines
/// whose header names `reference`, `direction` (`in` or `out`) and `amount` in major units; other
/// columns are left aside. One wrong line refuses the file, and all faults are told.
#[utoipa::path(post, path = "/v1/reconciliations", tag = "money", params(FileQuery),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 201, body = Reconciliation)))]
pub(crate) async fn create_reconciliation(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    headers: HeaderMap,
    Query(query): Query<FileQuery>,
    body: Bytes,
) -> Result<(StatusCode, HeaderMap, Json<Reconciliation>), Problem> {
    let text = csv_file::text_of(&headers, &body)?;
    let mut faults = Faults::default();
    let name = faults.take(parse_name("name", &query.name)).unwrap_or_default();
    let lines = parse_provider_file(&text, &mut faults);
    faults.finish()?;
    let command = FundingCommand::Reconcile { method: query.method.into(), name, lines };
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Reconciliation(id)) => {
            let found = read_reconciliation(&state, &principal, id).await?;
            Ok((StatusCode::CREATED, replayed(receipt.replayed), Json(found)))
        }
        Ok(other) => Err(Problem::internal(format!("a file answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, principal.book.currency)),
    }
}

fn line_of(found: &records::ReconciledLine, currency: Currency) -> ReconciledLine {
    ReconciledLine {
        line: found.line.line,
        reference: found.line.reference.clone(),
        direction: found.line.direction.into(),
        amount: currency.of(found.line.amount),
        outcome: found.outcome.into(),
        payment_id: found.posting.map(PostingRef),
        refused: found.refused.map(Code::text),
    }
}

/// The lines of a file or notice, with what each came to.
#[utoipa::path(get, path = "/v1/reconciliations/{id}/lines", tag = "money",
    params(("id" = String, Path), LineQuery),
    responses((status = 200, body = PageOf<ReconciledLine>)))]
pub(crate) async fn list_reconciled_lines(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(ReconciliationRef(wanted)): PathId<ReconciliationRef>,
    Query(query): Query<LineQuery>,
) -> Result<Json<PageOf<ReconciledLine>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    read_reconciliation(&state, &principal, wanted).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let outcome = query.outcome.map(records::LineOutcome::from);
    let found = state.read(move |views| views.reconciled(id, wanted, outcome, &page)).await?;
    let items = found.items.iter().map(|line| line_of(line, currency)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Payments of a method that no file or notice has named, oldest first.
#[utoipa::path(get, path = "/v1/payments/unreconciled", tag = "money",
    params(UnreconciledQuery), responses((status = 200, body = PageOf<UnreconciledPayment>)))]
pub(crate) async fn list_unreconciled_payments(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<UnreconciledQuery>,
) -> Result<Json<PageOf<UnreconciledPayment>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let method = query.method.map_or(DomainMethod::Bank, DomainMethod::from);
    let found = state.read(move |views| {
        let found = views.unreconciled(id, method, &page)?;
        let logins = logins_of(views, id, found.items.iter().map(|one| one.member))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let of = |one: &PaymentReference| UnreconciledPayment {
        payment_id: one.posting.into(),
        member_id: one.member.into(),
        login: logins.get(&one.member).cloned().unwrap_or_default(),
        reference: one.reference.clone(),
        direction: one.direction.into(),
        amount: currency.of(one.amount),
    };
    Ok(Json(PageOf::new(found.items.iter().map(of).collect(), found.next)))
}

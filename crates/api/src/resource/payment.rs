//! Payments: money in and out, recorded by people.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::port::PaymentFilter;
use desk::view::PaymentLine;
use domain::command::{Action, Outcome, Pay};
use domain::funding::command::FundingCommand;
use domain::id::{MemberId, PostingId};
use domain::ledger::account;
use domain::ledger::transfer::Fact;
use domain::money::Money as Amount;
use domain::register::parse_note;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::balance::{Balance, read_balance};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::wager::replayed;
use crate::shape::id::{MemberRef, PostingRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{Method, PaymentKind, RecordedKind};
use crate::state::ApiState;

/// A recorded payment or correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Payment {
    pub(crate) id: PostingRef,
    pub(crate) at: Time,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) kind: RecordedKind,
    /// How the money moved; null for corrections and free play.
    #[schema(required = true)]
    pub(crate) method: Option<Method>,
    /// Positive, but a correction may be negative.
    pub(crate) amount: Money,
    /// The part of the amount that is the house's fee.
    pub(crate) fee: Money,
    pub(crate) reference: String,
    pub(crate) note: String,
    /// Login of whoever recorded it.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// A payment and what the member has after it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PaymentRecorded {
    #[serde(flatten)]
    pub(crate) payment: Payment,
    pub(crate) balance: Balance,
}

/// A payment to be recorded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentRequest {
    pub(crate) member_id: MemberRef,
    pub(crate) kind: PaymentKind,
    /// Needed for a receipt or disbursement.
    pub(crate) method: Option<Method>,
    /// Above zero; a correction may be negative. A fee of the method is taken out of it.
    pub(crate) amount: Money,
    /// The outside reference, at most 200 characters.
    pub(crate) reference: Option<String>,
    /// Why; needed for a correction.
    pub(crate) note: Option<String>,
}

/// Which payments to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PaymentQuery {
    /// Only of this member.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// Only the one with this reference; `method` is needed with it.
    reference: Option<String>,
    /// The method that `reference` is of.
    method: Option<Method>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

fn kind_of(fact: Fact) -> RecordedKind {
    match fact {
        Fact::Disbursement | Fact::WithdrawalRequested | Fact::WithdrawalReturned => {
            RecordedKind::Disbursement
        }
        Fact::Adjustment => RecordedKind::Adjustment,
        Fact::Accrual => RecordedKind::Accrual,
        Fact::FreePlay => RecordedKind::FreePlay,
        Fact::FreePlayEnded => RecordedKind::FreePlayEnded,
        Fact::Receipt
        | Fact::Tender
        | Fact::TenderEnded
        | Fact::Wager
        | Fact::Settlement
        | Fact::Reversal
        | Fact::Void
        | Fact::Commission
        | Fact::CommissionPaid
        | Fact::HeadFee => RecordedKind::Receipt,
    }
}

impl Payment {
    fn of(line: &PaymentLine, logins: &BTreeMap<MemberId, String>, currency: Currency) -> Payment {
        let payment = &line.payment;
        Payment {
            id: payment.posting.into(),
            at: Time(payment.at),
            member_id: payment.member.into(),
            login: line.login.clone(),
            kind: kind_of(payment.fact),
            method: payment.method.map(Method::from),
            amount: currency.of(payment.amount),
            fee: currency.of(payment.fee),
            reference: payment.reference.clone(),
            note: payment.note.clone(),
            by: payment.by.and_then(|by| logins.get(&by).cloned()),
        }
    }
}

/// Payments and corrections of the reader's branch, newest first.
#[utoipa::path(get, path = "/v1/payments", tag = "money", params(PaymentQuery),
    responses((status = 200, body = PageOf<Payment>)))]
pub(crate) async fn list_payments(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<PaymentQuery>,
) -> Result<Json<PageOf<Payment>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, None).await?;
    let member = match query.member_id {
        Some(MemberRef(id)) => Some(principal.subject(&state, Some(id)).await?.id),
        None => None,
    };
    let named = match (query.method, query.reference) {
        (Some(method), Some(reference)) => Some((account::Method::from(method), reference)),
        (None, None) => None,
        _ => {
            let detail = "reference and method name a payment together";
            return Err(Problem::of_field("reference", "field_missing", detail));
        }
    };
    let filter = PaymentFilter { branch, member, named };
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let found = views.payments(id, &filter, &page)?;
        let by = found.items.iter().filter_map(|line| line.payment.by);
        let logins = logins_of(views, id, by)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|line| Payment::of(line, &logins, currency)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// A payment as it was recorded.
///
/// # Errors
/// `not_found` when no payment made this posting.
pub(crate) async fn read_payment(
    state: &ApiState,
    principal: &Principal,
    posting: PostingId,
) -> Result<Payment, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let Some(line) = views.payment(id, posting)? else { return Ok(None) };
        let logins = logins_of(views, id, line.payment.by.into_iter())?;
        Ok(Some(Payment::of(&line, &logins, currency)))
    });
    found.await?.ok_or_else(|| Problem::not_found("payment"))
}

/// Records a receipt, a disbursement, an adjustment or an accrual adjustment.
#[utoipa::path(post, path = "/v1/payments", tag = "money", request_body = PaymentRequest,
    responses((status = 201, body = PaymentRecorded)))]
pub(crate) async fn create_payment(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<PaymentRequest>,
) -> Result<(StatusCode, HeaderMap, Json<PaymentRecorded>), Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(request.amount), currency);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let reference = faults.take(parse_note("reference", &text(&request.reference)));
    let note = faults.take(parse_note("note", &text(&request.note)));
    faults.finish()?;
    let member = principal.subject(&state, Some(request.member_id.0)).await?;
    let pay = Pay {
        member: member.id,
        method: request.method.map(Into::into),
        amount: sent.unwrap_or(Amount::ZERO),
        reference: reference.unwrap_or_default(),
        note: note.unwrap_or_default(),
    };
    let action = match request.kind {
        PaymentKind::Receipt => Action::Receive(pay),
        PaymentKind::Disbursement => Action::Disburse(pay),
        PaymentKind::Adjustment => Action::Adjust(pay),
        PaymentKind::Accrual => Action::Funding(Box::new(FundingCommand::Accrue(pay))),
    };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let posting = match receipt.answer {
        Ok(Outcome::Posting(posting)) => posting,
        Ok(other) => return Err(Problem::internal(format!("a payment answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, currency)),
    };
    let payment = read_payment(&state, &principal, posting).await?;
    let balance = read_balance(&state, &principal.book, member.id).await?;
    let recorded = PaymentRecorded { payment, balance };
    Ok((StatusCode::CREATED, replayed(receipt.replayed), Json(recorded)))
}

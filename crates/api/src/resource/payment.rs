//! Payments: money in and out, recorded by people.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::view::PaymentLine;
use domain::command::{Action, Outcome, Pay};
use domain::id::MemberId;
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
use crate::shape::word::{Method, PaymentKind};
use crate::state::ApiState;

/// A recorded payment or correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Payment {
    pub(crate) id: PostingRef,
    pub(crate) at: Time,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) kind: PaymentKind,
    /// How the money moved; null for an adjustment.
    #[schema(required = true)]
    pub(crate) method: Option<Method>,
    /// Positive, but an adjustment may be negative.
    pub(crate) amount: Money,
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
    /// Above zero; an adjustment may be negative.
    pub(crate) amount: Money,
    /// The outside reference, at most 200 characters.
    pub(crate) reference: Option<String>,
    /// Why; needed for an adjustment.
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
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

fn kind_of(fact: Fact) -> PaymentKind {
    match fact {
        Fact::Disbursement => PaymentKind::Disbursement,
        Fact::Adjustment => PaymentKind::Adjustment,
        Fact::Receipt | Fact::Wager | Fact::Settlement | Fact::Reversal => PaymentKind::Receipt,
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
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let found = views.payments(id, branch, member, &page)?;
        let by = found.items.iter().filter_map(|line| line.payment.by);
        let logins = logins_of(views, id, by)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|line| Payment::of(line, &logins, currency)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Records a receipt, a disbursement or an adjustment.
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
    let (reference, note) = (pay.reference.clone(), pay.note.clone());
    let action = match request.kind {
        PaymentKind::Receipt => Action::Receive(pay),
        PaymentKind::Disbursement => Action::Disburse(pay),
        PaymentKind::Adjustment => Action::Adjust(pay),
    };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let posting = match receipt.answer {
        Ok(Outcome::Posting(posting)) => posting,
        Ok(other) => return Err(Problem::internal(format!("a payment answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, currency)),
    };
    let method = request.method.filter(|_| request.kind != PaymentKind::Adjustment);
    let payment = Payment {
        id: posting.into(),
        at: Time(receipt.at),
        member_id: member.id.into(),
        login: member.login.clone(),
        kind: request.kind,
        method,
        amount: request.amount,
        reference,
        note,
        by: Some(principal.member.login.clone()),
    };
    let balance = read_balance(&state, &principal.book, member.id).await?;
    let recorded = PaymentRecorded { payment, balance };
    Ok((StatusCode::CREATED, replayed(receipt.replayed), Json(recorded)))
}

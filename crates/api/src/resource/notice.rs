//! Notices of payment providers: signed, about one payment each, and answered the same however
//! often they are sent.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::command::{Action, Actor, Command, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::reconcile::{LineOutcome as DomainOutcome, ProviderLine, ProviderSecret};
use domain::id::{ReconciliationId, RequestKey};
use domain::ledger::account::Method;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::body::{PathId, parse};
use crate::directory::OpenedBook;
use crate::intent::Intent;
use crate::principal::{Principal, Visited};
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::resource::method::MethodWord;
use crate::shape::id::{MemberRef, ReconciliationRef};
use crate::shape::money::Money;
use crate::shape::word::{LineOutcome, PaymentDirection};
use crate::signature::verified_id;
use crate::state::ApiState;
use crate::token::Token;

/// The secret that a provider signs with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProviderKey {
    /// 64 hexadecimal digits, shown once: the key of HMAC-SHA256.
    pub(crate) secret: String,
}

/// What a provider tells of one payment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentNotice {
    /// For whom it is meant.
    pub(crate) member_id: MemberRef,
    pub(crate) reference: String,
    pub(crate) direction: PaymentDirection,
    /// Above zero, the fee included.
    pub(crate) amount: Money,
    /// Whether the payment failed at the provider. So many failed deposits within a time, as the
    /// settings of the place say, block further ones; as many again suspend the account.
    #[serde(default)]
    pub(crate) failed: bool,
}

/// What a notice came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PaymentNoticeTaken {
    pub(crate) id: ReconciliationRef,
    pub(crate) outcome: LineOutcome,
}

/// Gives a provider a new key. The former one counts until the next change.
#[utoipa::path(put, path = "/v1/methods/{method}/key", tag = "money",
    params(("method" = crate::shape::word::Method, Path)),
    responses((status = 200, body = ProviderKey)))]
pub(crate) async fn replace_provider_key(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MethodWord(method)): PathId<MethodWord>,
) -> Result<Json<ProviderKey>, Problem> {
    let token = Token::random();
    let secret = ProviderSecret(token.bytes());
    let command = FundingCommand::ChangeProviderKey { method, secret };
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, principal.book.currency))?;
    if receipt.replayed {
        return Err(Problem::new("wrong_state", "the key was shown once: ask for a new one"));
    }
    Ok(Json(ProviderKey { secret: token.text() }))
}

async fn secrets_of(
    state: &ApiState,
    book: &OpenedBook,
    method: Method,
) -> Result<Vec<[u8; 32]>, Problem> {
    let id = book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::ProviderKey(method)], &mut working)?;
        Ok(working.provider_key(method).copied())
    });
    let found = found.await?;
    let all = found.map(|key| [Some(key.secret), key.former]).into_iter().flatten().flatten();
    Ok(all.map(|secret| secret.0).collect())
}

/// The key of a notice: one identifier of one method has one effect for ever.
fn key_of(method: Method, id: &str) -> RequestKey {
    let hash: [u8; 32] = Sha256::digest(format!("notice {} {id}", method.name())).into();
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    RequestKey(key)
}

/// Takes a provider's signed notice (headers `webhook-id`, `webhook-timestamp`,
/// `webhook-signature`). A payment that the book has is matched, one in that it does not have is
/// recorded for the member under its reference, and nothing is ever posted twice. One that the
/// rules refuse is kept as unmatched; `GET /v1/reconciliations/{id}/lines` tells why.
#[utoipa::path(post, path = "/v1/payment-notices/{method}", tag = "money",
    params(("method" = crate::shape::word::Method, Path)), request_body = PaymentNotice,
    responses((status = 200, body = PaymentNoticeTaken)))]
pub(crate) async fn create_payment_notice(
    State(state): State<ApiState>,
    Visited(book): Visited,
    PathId(MethodWord(method)): PathId<MethodWord>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<PaymentNoticeTaken>, Problem> {
    let secrets = secrets_of(&state, &book, method).await?;
    let name = verified_id(&headers, &body, &secrets, state.now());
    let name = name.ok_or_else(|| Problem::plain("signature_invalid"))?;
    let notice: PaymentNotice = parse(&body)?;
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(notice.amount), book.currency);
    faults.finish()?;
    let line = ProviderLine {
        line: 1,
        reference: notice.reference,
        direction: notice.direction.into(),
        amount: sent.unwrap_or(Amount::ZERO),
    };
    let hash: [u8; 32] = Sha256::digest(&body).into();
    let mut print = [0; 8];
    print.copy_from_slice(&hash[..8]);
    let (key, print) = (key_of(method, &name), u64::from_be_bytes(print));
    let member = notice.member_id.0;
    let failed = notice.failed;
    let command = FundingCommand::Notice { method, name, member, line, failed };
    let action = Action::Funding(Box::new(command));
    let command = Command { book: book.id(), key, print, actor: Actor::System, action };
    let receipt = state.submit(command).await?;
    match receipt.answer {
        Ok(Outcome::Reconciliation(id)) => {
            let outcome = outcome_of(&state, &book, id).await?;
            Ok(Json(PaymentNoticeTaken { id: id.into(), outcome: outcome.into() }))
        }
        Ok(other) => Err(Problem::internal(format!("a notice answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, book.currency)),
    }
}

/// What the one line of a notice came to.
async fn outcome_of(
    state: &ApiState,
    book: &OpenedBook,
    id: ReconciliationId,
) -> Result<DomainOutcome, Problem> {
    let book = book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Reconciliation(id)], &mut working)?;
        Ok(working.reconciliation(id).cloned())
    });
    let found = found.await?.ok_or_else(|| Problem::not_found("notice"))?;
    let all = DomainOutcome::ALL.into_iter().map(|(outcome, _)| outcome);
    let came_to = |outcome: &DomainOutcome| found.count(*outcome) > 0;
    all.into_iter().find(came_to).ok_or_else(|| Problem::not_found("notice"))
}

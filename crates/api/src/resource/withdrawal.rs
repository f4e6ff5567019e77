//! Payouts that wait: asked for, approved or denied, paid or taken back.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::view::WithdrawalLine;
use domain::command::{Action, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::withdrawal::{Approval as DomainApproval, WithdrawalState as DomainState};
use domain::id::{MemberId, WithdrawalId};
use domain::money::Money as Amount;
use domain::register::parse_note;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::balance::{Balance, read_balance};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::wager::replayed;
use crate::shape::id::{MemberRef, PostingRef, WithdrawalRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{Method, WithdrawalState};
use crate::state::ApiState;

/// Who agreed or acted, and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WithdrawalStep {
    pub(crate) at: Time,
    /// Login; null for the system.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
}

/// A requested payout.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Withdrawal {
    pub(crate) id: WithdrawalRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) state: WithdrawalState,
    pub(crate) method: Method,
    /// What leaves the account, the fee included.
    pub(crate) amount: Money,
    pub(crate) fee: Money,
    /// Where it is to be paid to.
    pub(crate) destination: String,
    pub(crate) requested: WithdrawalStep,
    /// It is not paid before then.
    pub(crate) ready_at: Time,
    /// The first of two approvals, where two are needed.
    #[schema(required = true)]
    pub(crate) first_approval: Option<WithdrawalStep>,
    #[schema(required = true)]
    pub(crate) approval: Option<WithdrawalStep>,
    /// When it was paid, denied or cancelled.
    #[schema(required = true)]
    pub(crate) ended: Option<WithdrawalStep>,
    /// Why it was denied.
    pub(crate) reason: String,
    /// The posting that paid it or returned its amount.
    #[schema(required = true)]
    pub(crate) posting_id: Option<PostingRef>,
}

/// A payout and what the member has after it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WithdrawalDone {
    #[serde(flatten)]
    pub(crate) withdrawal: Withdrawal,
    pub(crate) balance: Balance,
}

/// A payout to be asked for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalRequest {
    /// Whose money; one's own without it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
    pub(crate) method: Method,
    /// What is to leave the account; the method's fee is taken out of it.
    pub(crate) amount: Money,
    /// Where to, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) destination: Option<String>,
}

/// Why a payout is refused.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalDenial {
    /// At most 200 characters.
    pub(crate) reason: String,
}

/// How a payout was paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalPayment {
    /// The outside reference, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) reference: Option<String>,
}

/// Which payouts to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WithdrawalQuery {
    /// Only of this member or branch.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    state: Option<WithdrawalState>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

type Logins = BTreeMap<MemberId, String>;

impl Withdrawal {
    fn of(line: &WithdrawalLine, logins: &Logins, currency: Currency) -> Withdrawal {
        let found = &line.withdrawal;
        let login = |by: Option<MemberId>| by.and_then(|by| logins.get(&by).cloned());
        let step = |approval: DomainApproval| WithdrawalStep {
            at: Time(approval.at),
            by: login(approval.by),
        };
        let requested = DomainApproval { by: found.requested_by, at: found.requested_at };
        Withdrawal {
            id: found.id.into(),
            member_id: found.member.into(),
            login: line.login.clone(),
            state: found.state.into(),
            method: found.method.into(),
            amount: currency.of(found.amount),
            fee: currency.of(found.fee),
            destination: found.destination.clone(),
            requested: step(requested),
            ready_at: Time(found.ready_at),
            first_approval: found.first_approval.map(step),
            approval: found.approval.map(step),
            ended: found.ended.map(step),
            reason: found.reason.clone(),
            posting_id: found.posting.map(PostingRef),
        }
    }
}

/// Everybody a payout names.
fn named(line: &WithdrawalLine) -> impl Iterator<Item = MemberId> + use<> {
    let found = &line.withdrawal;
    let steps = [found.first_approval, found.approval, found.ended].into_iter().flatten();
    let by: Vec<MemberId> = steps.filter_map(|step| step.by).collect();
    by.into_iter().chain(found.requested_by).chain([found.member])
}

/// Payouts, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/withdrawals", tag = "money", params(WithdrawalQuery),
    responses((status = 200, body = PageOf<Withdrawal>)))]
pub(crate) async fn list_withdrawals(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<WithdrawalQuery>,
) -> Result<Json<PageOf<Withdrawal>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let wanted = query.state.map(DomainState::from);
    let found = state.read(move |views| {
        let found = views.withdrawals(id, branch, wanted, &page)?;
        let logins = logins_of(views, id, found.items.iter().flat_map(named))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|line| Withdrawal::of(line, &logins, currency)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Reads a payout that may be seen.
async fn read_withdrawal(
    state: &ApiState,
    principal: &Principal,
    withdrawal: WithdrawalId,
) -> Result<Withdrawal, Problem> {
    let missing = || Problem::not_found("withdrawal");
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Withdrawal(withdrawal)], &mut working)?;
        let Some(found) = working.withdrawal(withdrawal).cloned() else { return Ok(None) };
        let mut line = WithdrawalLine { withdrawal: found, login: String::new() };
        let logins = logins_of(views, id, named(&line))?;
        line.login = logins.get(&line.withdrawal.member).cloned().unwrap_or_default();
        Ok(Some((line, logins)))
    });
    let (line, logins) = found.await?.ok_or_else(missing)?;
    let member = line.withdrawal.member;
    principal.subject(state, Some(member)).await.map_err(|_| missing())?;
    Ok(Withdrawal::of(&line, &logins, currency))
}

/// One payout.
#[utoipa::path(get, path = "/v1/withdrawals/{id}", tag = "money",
    params(("id" = String, Path)), responses((status = 200, body = Withdrawal)))]
pub(crate) async fn get_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(WithdrawalRef(withdrawal)): PathId<WithdrawalRef>,
) -> Result<Json<Withdrawal>, Problem> {
    Ok(Json(read_withdrawal(&state, &principal, withdrawal).await?))
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    (member, named): (MemberId, Option<WithdrawalId>),
    command: FundingCommand,
) -> Result<(HeaderMap, Json<WithdrawalDone>), Problem> {
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let withdrawal = match (receipt.answer, named) {
        (Ok(Outcome::Withdrawal(withdrawal)), _) | (Ok(_), Some(withdrawal)) => withdrawal,
        (Ok(other), None) => {
            return Err(Problem::internal(format!("a payout answered {other:?}")));
        }
        (Err(refusal), _) => {
            return Err(Problem::of_rejection(&refusal, principal.book.currency));
        }
    };
    let withdrawal = read_withdrawal(state, principal, withdrawal).await?;
    let balance = read_balance(state, &principal.book, member).await?;
    let done = WithdrawalDone { withdrawal, balance };
    Ok((replayed(receipt.replayed), Json(done)))
}

/// Asks for a payout: one's own, or as a cashier for a player. Its amount waits outside of what can
/// be bet until it is paid, denied or cancelled.
#[utoipa::path(post, path = "/v1/withdrawals", tag = "money", request_body = WithdrawalRequest,
    responses((status = 201, body = WithdrawalDone)))]
pub(crate) async fn create_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<WithdrawalRequest>,
) -> Result<(StatusCode, HeaderMap, Json<WithdrawalDone>), Problem> {
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(request.amount), principal.book.currency);
    let destination = request.destination.as_deref().unwrap_or_default();
    let destination = faults.take(parse_note("destination", destination));
    faults.finish()?;
    let member = principal.subject(&state, request.member_id.map(|id| id.0)).await?.id;
    let command = FundingCommand::RequestWithdrawal {
        member,
        method: request.method.into(),
        amount: sent.unwrap_or(Amount::ZERO),
        destination: destination.unwrap_or_default(),
    };
    let (headers, done) = perform(&state, &principal, intent, (member, None), command).await?;
    Ok((StatusCode::CREATED, headers, done))
}

/// Approves a payout. Nobody approves their own, and two approvals come from two people.
#[utoipa::path(post, path = "/v1/withdrawals/{id}/approve", tag = "money",
    params(("id" = String, Path)), responses((status = 200, body = WithdrawalDone)))]
pub(crate) async fn approve_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(WithdrawalRef(withdrawal)): PathId<WithdrawalRef>,
) -> Result<(HeaderMap, Json<WithdrawalDone>), Problem> {
    let member = read_withdrawal(&state, &principal, withdrawal).await?.member_id.0;
    let command = FundingCommand::ApproveWithdrawal { member, withdrawal };
    perform(&state, &principal, intent, (member, Some(withdrawal)), command).await
}

/// Denies a payout: its amount is cash again.
#[utoipa::path(post, path = "/v1/withdrawals/{id}/deny", tag = "money",
    params(("id" = String, Path)), request_body = WithdrawalDenial,
    responses((status = 200, body = WithdrawalDone)))]
pub(crate) async fn deny_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(WithdrawalRef(withdrawal)): PathId<WithdrawalRef>,
    Body(request): Body<WithdrawalDenial>,
) -> Result<(HeaderMap, Json<WithdrawalDone>), Problem> {
    let member = read_withdrawal(&state, &principal, withdrawal).await?.member_id.0;
    let command = FundingCommand::DenyWithdrawal { member, withdrawal, reason: request.reason };
    perform(&state, &principal, intent, (member, Some(withdrawal)), command).await
}

/// Takes a payout back that nobody has approved yet: its amount is cash again.
#[utoipa::path(post, path = "/v1/withdrawals/{id}/cancel", tag = "money",
    params(("id" = String, Path)), responses((status = 200, body = WithdrawalDone)))]
pub(crate) async fn cancel_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(WithdrawalRef(withdrawal)): PathId<WithdrawalRef>,
) -> Result<(HeaderMap, Json<WithdrawalDone>), Problem> {
    let member = read_withdrawal(&state, &principal, withdrawal).await?.member_id.0;
    let command = FundingCommand::CancelWithdrawal { member, withdrawal };
    perform(&state, &principal, intent, (member, Some(withdrawal)), command).await
}

/// Records that an approved payout has been paid.
#[utoipa::path(post, path = "/v1/withdrawals/{id}/pay", tag = "money",
    params(("id" = String, Path)), request_body = WithdrawalPayment,
    responses((status = 200, body = WithdrawalDone)))]
pub(crate) async fn pay_withdrawal(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(WithdrawalRef(withdrawal)): PathId<WithdrawalRef>,
    Body(request): Body<WithdrawalPayment>,
) -> Result<(HeaderMap, Json<WithdrawalDone>), Problem> {
    let member = read_withdrawal(&state, &principal, withdrawal).await?.member_id.0;
    let reference = request.reference.unwrap_or_default();
    let command = FundingCommand::PayWithdrawal { member, withdrawal, reference };
    perform(&state, &principal, intent, (member, Some(withdrawal)), command).await
}

//! How members settle and what credit they have beside their limits: account, bound of a branch,
//! credit lent until a time.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::credit::{Limits, Timed};
use domain::funding::command::FundingCommand;
use domain::id::MemberId;
use domain::money::Money as Amount;
use domain::register::parse_note;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::{MemberDetail, amount, member_detail};
use crate::shape::id::{ApplicationRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::AccountType;
use crate::state::ApiState;

/// Credit and the instant that matters for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TimedCredit {
    pub(crate) amount: Money,
    pub(crate) at: Time,
}

/// How a member settles, and credit that time ends or begins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MemberAccount {
    pub(crate) account_type: AccountType,
    /// The balance, either way, at which the member and the house settle; null leaves it open.
    #[schema(required = true)]
    pub(crate) settle_limit: Option<Money>,
    /// Credit lent on top of the credit limit; it ends at its time.
    #[schema(required = true)]
    pub(crate) temporary_credit: Option<TimedCredit>,
    /// A granted credit limit that takes effect at its time.
    #[schema(required = true)]
    pub(crate) raised_credit: Option<TimedCredit>,
    /// Of an agent: the most credit that the players of the branch may have together; null leaves
    /// it to those further up.
    #[schema(required = true)]
    pub(crate) branch_credit: Option<Money>,
    /// An application for credit that waits for its assessment.
    #[schema(required = true)]
    pub(crate) application_id: Option<ApplicationRef>,
}

/// How a player and the house are to settle.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountTerms {
    /// A post-up account takes no credit.
    pub(crate) account_type: AccountType,
    /// The balance, either way, at which they settle; null leaves it open.
    #[schema(required = true)]
    pub(crate) settle_limit: Option<Money>,
}

/// The most credit of a branch.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BranchCredit {
    /// Null leaves it to those further up.
    #[schema(required = true)]
    pub(crate) branch_credit: Option<Money>,
}

/// Credit to be lent.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemporaryCredit {
    pub(crate) amount: Money,
    /// It ends then, at most a year ahead.
    pub(crate) expires_at: Time,
    /// Why, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

impl MemberAccount {
    /// The account of limits as they stand now.
    pub(crate) fn of(limits: &Limits, currency: Currency) -> MemberAccount {
        let money = |amount: Option<Amount>| amount.map(|amount| currency.of(amount));
        let timed = |timed: Option<Timed>| {
            timed.map(|one| TimedCredit { amount: currency.of(one.amount), at: Time(one.at) })
        };
        MemberAccount {
            account_type: limits.account.into(),
            settle_limit: money(limits.settle),
            temporary_credit: timed(limits.temporary),
            raised_credit: timed(limits.raise),
            branch_credit: money(limits.branch_credit),
            application_id: limits.application.map(ApplicationRef),
        }
    }
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    member: MemberId,
    command: FundingCommand,
) -> Result<Json<MemberDetail>, Problem> {
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    member_detail(state, principal, member).await
}

/// Agrees how a player and the house settle.
#[utoipa::path(put, path = "/v1/members/{id}/account", tag = "members",
    params(("id" = String, Path, description = "The player.")),
    request_body = AccountTerms, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_account(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(terms): Body<AccountTerms>,
) -> Result<Json<MemberDetail>, Problem> {
    let mut faults = Faults::default();
    let currency = principal.book.currency;
    let settle = amount(&mut faults, "settle_limit", terms.settle_limit, currency);
    faults.finish()?;
    let member = principal.subject(&state, Some(id)).await?.id;
    let account = terms.account_type.into();
    let command = FundingCommand::SetAccount { member, account, settle };
    perform(&state, &principal, intent, member, command).await
}

/// Bounds the credit that the players below an agent may have together. What was given already
/// stays, but no more is given above the bound.
#[utoipa::path(put, path = "/v1/members/{id}/branch-credit", tag = "members",
    params(("id" = String, Path, description = "The agent.")),
    request_body = BranchCredit, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_branch_credit(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(bound): Body<BranchCredit>,
) -> Result<Json<MemberDetail>, Problem> {
    let mut faults = Faults::default();
    let currency = principal.book.currency;
    let most = amount(&mut faults, "branch_credit", bound.branch_credit, currency);
    faults.finish()?;
    let member = principal.subject(&state, Some(id)).await?.id;
    let command = FundingCommand::BoundBranch { member, most };
    perform(&state, &principal, intent, member, command).await
}

/// Lends credit on top of what a player has, in place of what was lent before.
#[utoipa::path(put, path = "/v1/members/{id}/temporary-credit", tag = "members",
    params(("id" = String, Path, description = "The player.")),
    request_body = TemporaryCredit, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_temporary_credit(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(credit): Body<TemporaryCredit>,
) -> Result<Json<MemberDetail>, Problem> {
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(credit.amount), principal.book.currency);
    let note = faults.take(parse_note("note", credit.note.as_deref().unwrap_or_default()));
    faults.finish()?;
    let member = principal.subject(&state, Some(id)).await?.id;
    let command = FundingCommand::LendCredit {
        member,
        amount: sent.unwrap_or(Amount::ZERO),
        expires_at: credit.expires_at.0,
        note: note.unwrap_or_default(),
    };
    perform(&state, &principal, intent, member, command).await
}

/// Ends lent credit before its time.
#[utoipa::path(delete, path = "/v1/members/{id}/temporary-credit", tag = "members",
    params(("id" = String, Path, description = "The player.")),
    responses((status = 200, body = MemberDetail)))]
pub(crate) async fn delete_temporary_credit(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let command = FundingCommand::EndCredit { member, note: String::new() };
    perform(&state, &principal, intent, member, command).await
}

//! How a book's settlement desk works: four eyes, taking back, the claims window. What may be ended
//! once a result is known is the jurisdiction's word.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::grade::ruling;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::shape::money::{Currency, Money};
use crate::state::ApiState;

/// How the settlement desk works.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeskPolicy {
    /// From this risk on, and for whole fixtures and markets, a void needs a second person; null
    /// switches it off.
    pub(crate) four_eyes_from: Option<Money>,
    /// A player may take a wager back for so long after its acceptance; 0 forbids it.
    pub(crate) cancel_seconds: i32,
    /// A settlement may be disputed for so many days.
    pub(crate) claim_days: i32,
}

impl DeskPolicy {
    fn of(policy: ruling::DeskPolicy, currency: Currency) -> DeskPolicy {
        DeskPolicy {
            four_eyes_from: policy.four_eyes_from.map(|from| currency.of(from)),
            cancel_seconds: policy.cancel_seconds,
            claim_days: policy.claim_days,
        }
    }
}

/// The policy in force.
#[utoipa::path(get, path = "/v1/desk-policy", tag = "settlement",
    responses((status = 200, body = DeskPolicy)))]
pub(crate) async fn get_desk_policy(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<DeskPolicy>, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::DeskPolicy(())], &mut working)?;
        Ok(working.desk_policy(()).copied())
    });
    let policy = found.await?.unwrap_or(ruling::DeskPolicy::STANDARD);
    Ok(Json(DeskPolicy::of(policy, currency)))
}

/// Sets the policy.
#[utoipa::path(put, path = "/v1/desk-policy", tag = "settlement", request_body = DeskPolicy,
    responses((status = 200, body = DeskPolicy)))]
pub(crate) async fn replace_desk_policy(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<DeskPolicy>,
) -> Result<Json<DeskPolicy>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let from = amount(&mut faults, "four_eyes_from", request.four_eyes_from, currency);
    faults.finish()?;
    let policy = ruling::DeskPolicy {
        four_eyes_from: from,
        cancel_seconds: request.cancel_seconds,
        claim_days: request.claim_days,
    };
    let action = Action::ChangeDeskPolicy(policy);
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(DeskPolicy::of(policy, currency)))
}

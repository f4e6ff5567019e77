//! From which amounts on wagers wait for the operator's word: of the book, a branch, a player.

use axum::Json;
use axum::extract::{Path, State};
use domain::acceptance as rules;
use domain::acceptance::{AcceptanceCommand, owners};
use domain::command::Action;
use domain::id::MemberId;
use domain::limit::rule::PLATFORM_OWNER;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::limit::{owner_of, owner_text};
use crate::resource::member::amount;
use crate::shape::money::{Currency, Money};
use crate::state::ApiState;

/// From which amounts on wagers wait, and how long.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptanceTerms {
    /// Wagers of this risk and above wait.
    #[schema(required = true)]
    pub(crate) approve_risk: Option<Money>,
    /// Wagers of this win and above wait.
    #[schema(required = true)]
    pub(crate) approve_win: Option<Money>,
    /// One that nobody decides lapses after this time, and at its cut-off at the latest.
    #[schema(minimum = 1, maximum = 604_800)]
    pub(crate) lapse_seconds: i32,
}

/// The terms of one owner in place of those it has.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptanceRequest {
    /// Null leaves it to whoever stands above.
    #[schema(required = true)]
    pub(crate) terms: Option<AcceptanceTerms>,
}

/// The terms of one owner.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AcceptanceSheet {
    /// `book`, or a member's id.
    pub(crate) owner: String,
    /// Login of a member; `book` else.
    pub(crate) name: String,
    #[schema(required = true)]
    pub(crate) terms: Option<AcceptanceTerms>,
    /// They are the nearest to the owner asked about, so they hold.
    pub(crate) in_force: bool,
}

/// The terms of an owner and of everybody above, the nearest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Acceptance {
    pub(crate) owner: String,
    pub(crate) sheets: Vec<AcceptanceSheet>,
}

/// Whose terms to show.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AcceptanceQuery {
    /// `book`, or a member's id; the book without it.
    owner: Option<String>,
}

async fn found_owner(
    state: &ApiState,
    principal: &Principal,
    text: &str,
) -> Result<(MemberId, Vec<MemberId>), Problem> {
    let (owner, chain) = owner_of(state, principal, text).await?;
    if owner == PLATFORM_OWNER { Err(Problem::not_found("owner")) } else { Ok((owner, chain)) }
}

/// From which amounts on wagers of an owner wait for the operator's word, with what those above
/// have set.
#[utoipa::path(get, path = "/v1/acceptance", tag = "acceptance", params(AcceptanceQuery),
    responses((status = 200, body = Acceptance)))]
pub(crate) async fn get_acceptance(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<AcceptanceQuery>,
) -> Result<Json<Acceptance>, Problem> {
    let text = query.owner.as_deref().unwrap_or("book");
    let (owner, chain) = found_owner(&state, &principal, text).await?;
    Ok(Json(read_acceptance(&state, &principal, owner, &chain).await?))
}

async fn read_acceptance(
    state: &ApiState,
    principal: &Principal,
    owner: MemberId,
    chain: &[MemberId],
) -> Result<Acceptance, Problem> {
    let (book, currency) = (principal.book.id(), principal.book.currency);
    let all: Vec<MemberId> = owners(chain).collect();
    let wanted = all.clone();
    let found = state.read(move |views| {
        let mut working = Working::new();
        let keys: Vec<Key> = wanted.iter().map(|owner| Key::AcceptanceSheet(*owner)).collect();
        views.load(book, &keys, &mut working)?;
        let terms = wanted.iter().map(|owner| working.acceptance_sheet(*owner)?.terms);
        let terms: Vec<Option<rules::AcceptanceTerms>> = terms.collect();
        let members = wanted.into_iter().filter(|owner| owner.0 > 0);
        Ok((terms, logins_of(views, book, members)?))
    });
    let (terms, logins) = found.await?;
    let nearest = terms.iter().position(Option::is_some);
    let sheets = all.iter().zip(terms).enumerate().map(|(place, (owner, terms))| AcceptanceSheet {
        owner: owner_text(*owner),
        name: logins.get(owner).cloned().unwrap_or_else(|| owner_text(*owner)),
        terms: terms.map(|terms| shape(terms, currency)),
        in_force: nearest == Some(place),
    });
    Ok(Acceptance { owner: owner_text(owner), sheets: sheets.collect() })
}

fn shape(terms: rules::AcceptanceTerms, currency: Currency) -> AcceptanceTerms {
    AcceptanceTerms {
        approve_risk: terms.approve_risk.map(|amount| currency.of(amount)),
        approve_win: terms.approve_win.map(|amount| currency.of(amount)),
        lapse_seconds: terms.lapse_seconds,
    }
}

/// Sets from which amounts on wagers wait: of the book, of a branch, or of a player. The terms
/// nearest to a player hold, whole.
#[utoipa::path(put, path = "/v1/acceptance/{owner}", tag = "acceptance",
    params(("owner" = String, Path, description = "`book`, or a member's id.")),
    request_body = AcceptanceRequest, responses((status = 200, body = Acceptance)))]
pub(crate) async fn replace_acceptance(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(owner): Path<String>,
    Body(request): Body<AcceptanceRequest>,
) -> Result<Json<Acceptance>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let terms = request.terms.map(|sent| rules::AcceptanceTerms {
        approve_risk: amount(&mut faults, "approve_risk", sent.approve_risk, currency),
        approve_win: amount(&mut faults, "approve_win", sent.approve_win, currency),
        lapse_seconds: sent.lapse_seconds,
    });
    faults.finish()?;
    let (owner, chain) = found_owner(&state, &principal, &owner).await?;
    let action = Action::Acceptance(AcceptanceCommand::SetTerms { owner, terms });
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(read_acceptance(&state, &principal, owner, &chain).await?))
}

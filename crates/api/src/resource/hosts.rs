//! Host names of books: the provider's affair.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::command::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::books::require_platform;
use crate::state::ApiState;

/// A host name and its book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Host {
    pub(crate) host: String,
    pub(crate) slug: String,
}

/// Host names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Hosts {
    pub(crate) items: Vec<Host>,
}

/// The book a host name leads to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundHost {
    pub(crate) slug: String,
}

/// Every host name that leads to a book.
#[utoipa::path(get, path = "/v1/hosts", tag = "platform",
    responses((status = 200, body = Hosts)))]
pub(crate) async fn list_hosts(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Hosts>, Problem> {
    require_platform(&principal)?;
    let tenants = state.tenants().await?;
    let hosts = state.read(|views| views.hosts()).await?;
    let slug = |book| tenants.iter().find(|one| Some(one.book) == book).map(|one| one.slug.clone());
    let items =
        hosts.into_iter().filter_map(|one| Some(Host { slug: slug(one.book)?, host: one.host }));
    Ok(Json(Hosts { items: items.collect() }))
}

/// Lets a host name lead to a book. A name belongs to one book at most.
#[utoipa::path(put, path = "/v1/hosts/{host}", tag = "platform",
    params(("host" = String, Path, description = "Such as bets.example.com.")),
    request_body = BoundHost, responses((status = 200, body = Host)))]
pub(crate) async fn replace_host(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(host): Path<String>,
    Body(bound): Body<BoundHost>,
) -> Result<Json<Host>, Problem> {
    require_platform(&principal)?;
    let slug = bound.slug;
    bind(&state, &principal, intent, host.clone(), Some(slug.clone())).await?;
    Ok(Json(Host { host: host.trim().to_ascii_lowercase(), slug }))
}

/// Takes a host name back.
#[utoipa::path(delete, path = "/v1/hosts/{host}", tag = "platform",
    params(("host" = String, Path, description = "Such as bets.example.com.")),
    responses((status = 204)))]
pub(crate) async fn delete_host(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(host): Path<String>,
) -> Result<StatusCode, Problem> {
    require_platform(&principal)?;
    bind(&state, &principal, intent, host, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn bind(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    host: String,
    slug: Option<String>,
) -> Result<(), Problem> {
    let action = Action::BindHost { host, slug };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    state.directory.forget();
    Ok(())
}

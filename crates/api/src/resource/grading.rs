//! The rules that sports are graded by: those in force, the sets that houses publish, and their
//! change. A ticket keeps the version it was accepted under.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::grade::command::GradingCommand;
use domain::grade::rules::{GradingRules, PRESETS};
use domain::id::BookId;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::state::ApiState;

/// One rule in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GradingRule {
    #[schema(example = "tennis.retirement")]
    pub(crate) key: String,
    #[schema(example = "one_set")]
    pub(crate) value: String,
    /// Every value it can have; empty for a number of 0 to 10000.
    pub(crate) choices: Vec<String>,
}

/// The value of one rule.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleValue {
    #[schema(example = "tennis.retirement")]
    pub(crate) key: String,
    #[schema(example = "one_set")]
    pub(crate) value: String,
}

/// What a house publishes for one sport.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GradingPreset {
    #[schema(example = "tennis.b")]
    pub(crate) name: String,
    pub(crate) rules: Vec<RuleValue>,
}

/// The rules of grading in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GradingSheet {
    /// The version of the house rules they stand in.
    pub(crate) version: i32,
    pub(crate) rules: Vec<GradingRule>,
    /// Sets that can be adopted by name.
    pub(crate) presets: Vec<GradingPreset>,
}

/// Rules to change; the others stay.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GradingRequest {
    /// Sets to adopt first, by name.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub(crate) presets: Vec<String>,
    /// Single rules to set.
    #[schema(max_items = 100)]
    pub(crate) rules: Vec<RuleValue>,
}

fn sheet(version: i32, rules: &GradingRules) -> GradingSheet {
    let texts = |choices: Vec<&str>| choices.into_iter().map(str::to_owned).collect();
    let rule = |((key, value), (_, choices)): ((&str, String), (&str, Vec<&str>))| GradingRule {
        key: key.to_owned(),
        value,
        choices: texts(choices),
    };
    let of_preset = |(key, value): &(&str, &str)| RuleValue {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
    };
    let preset = |(name, rules): &(&str, &[(&str, &str)])| GradingPreset {
        name: (*name).to_owned(),
        rules: rules.iter().map(of_preset).collect(),
    };
    GradingSheet {
        version,
        rules: rules.entries().into_iter().zip(GradingRules::choices()).map(rule).collect(),
        presets: PRESETS.iter().map(preset).collect(),
    }
}

async fn in_force(state: &ApiState, book: BookId) -> Result<GradingSheet, Problem> {
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Book(book)], &mut working)?;
        let version = working.book(book).map_or(0, |book| book.rules_version);
        views.load(book, &[Key::Rules(version)], &mut working)?;
        Ok(working.rules(version).map(|rules| (version, rules.grading)))
    });
    let unknown = || Problem::new("not_found", "this book has no house rules");
    let (version, rules) = found.await?.ok_or_else(unknown)?;
    Ok(sheet(version, &rules))
}

/// The rules that sports are graded by, from the next wager on.
#[utoipa::path(get, path = "/v1/book/grading", tag = "book",
    responses((status = 200, body = GradingSheet)))]
pub(crate) async fn get_grading(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<GradingSheet>, Problem> {
    Ok(Json(in_force(&state, principal.book.id()).await?))
}

/// Changes some of them; tickets already written keep theirs.
#[utoipa::path(patch, path = "/v1/book/grading", tag = "book", request_body = GradingRequest,
    responses((status = 200, body = GradingSheet)))]
pub(crate) async fn update_grading(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<GradingRequest>,
) -> Result<Json<GradingSheet>, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let presets = request.presets;
    let rules = request.rules.into_iter().map(|one| (one.key, one.value)).collect();
    let action = Action::Grading(GradingCommand::ChangeRules { presets, rules });
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(in_force(&state, id).await?))
}

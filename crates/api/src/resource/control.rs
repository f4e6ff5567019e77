//! What a book has stopped beyond single fixtures: all betting, betting in play, a sport, a
//! league, a branch or player.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::control::{Controls, Stop as DomainStop, Target};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::page::PageOf;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::shape::id::{LeagueRef, MemberRef};
use crate::shape::time::Time;
use crate::shape::word::Sport;
use crate::state::ApiState;

/// What kind of thing is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ControlKind {
    /// Every wager.
    All,
    /// Every wager on a fixture in play.
    Live,
    /// Every wager on a sport: names `sport`.
    Sport,
    /// Every wager on a league: names `league_id`.
    League,
    /// Every wager of a member and everybody below: names `member_id`.
    Branch,
}

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlTarget {
    pub(crate) kind: ControlKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) sport: Option<Sport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) league_id: Option<LeagueRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
}

/// Stops something, or takes it up again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ControlRequest {
    pub(crate) target: ControlTarget,
    /// True stops it, false takes it up again.
    pub(crate) stopped: bool,
    /// Why; stands in the event log.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) reason: Option<String>,
}

/// One thing that is stopped.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Stop {
    pub(crate) target: ControlTarget,
    pub(crate) reason: String,
    /// Login of whoever stopped it; null for the system.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
    pub(crate) at: Time,
}

fn target_shape(target: Target) -> ControlTarget {
    let bare = |kind| ControlTarget { kind, sport: None, league_id: None, member_id: None };
    match target {
        Target::All => bare(ControlKind::All),
        Target::Live => bare(ControlKind::Live),
        Target::Sport(sport) => {
            ControlTarget { sport: Some(sport.into()), ..bare(ControlKind::Sport) }
        }
        Target::League(league) => {
            ControlTarget { league_id: Some(LeagueRef(league)), ..bare(ControlKind::League) }
        }
        Target::Branch(member) => {
            ControlTarget { member_id: Some(MemberRef(member)), ..bare(ControlKind::Branch) }
        }
    }
}

/// The target a request means: exactly the field that its kind names.
fn target_of(sent: ControlTarget) -> Result<Target, Problem> {
    let mut faults = Faults::default();
    let named = [sent.sport.is_some(), sent.league_id.is_some(), sent.member_id.is_some()];
    let wanted = match sent.kind {
        ControlKind::All | ControlKind::Live => [false; 3],
        ControlKind::Sport => [true, false, false],
        ControlKind::League => [false, true, false],
        ControlKind::Branch => [false, false, true],
    };
    let fields = ["target.sport", "target.league_id", "target.member_id"];
    for (field, (named, wanted)) in fields.into_iter().zip(named.into_iter().zip(wanted)) {
        match (named, wanted) {
            (false, true) => faults.add(field, "field_missing", format!("{field} is needed")),
            (true, false) => {
                faults.add(field, "field_invalid", format!("{field} does not fit this kind"));
            }
            _ => {}
        }
    }
    faults.finish()?;
    let target = match (sent.kind, sent.sport, sent.league_id, sent.member_id) {
        (ControlKind::All, ..) => Target::All,
        (ControlKind::Live, ..) => Target::Live,
        (_, Some(sport), _, _) => Target::Sport(sport.into()),
        (_, _, Some(league), _) => Target::League(league.0),
        (_, _, _, Some(member)) => Target::Branch(member.0),
        _ => return Err(Problem::internal("a target that names nothing")),
    };
    Ok(target)
}

/// Everything that is stopped now. Agents see what concerns their branch.
#[utoipa::path(get, path = "/v1/controls", tag = "controls",
    responses((status = 200, body = PageOf<Stop>)))]
pub(crate) async fn list_controls(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<PageOf<Stop>>, Problem> {
    Ok(Json(PageOf::new(stops(&state, &principal).await?, None)))
}

async fn stops(state: &ApiState, principal: &Principal) -> Result<Vec<Stop>, Problem> {
    let book = principal.book.id();
    let (controls, chains, logins) = state
        .read(move |views| {
            let mut working = Working::new();
            views.load(book, &[Key::Controls(book)], &mut working)?;
            let none = Controls::none(book);
            let controls = working.controls(book).cloned().unwrap_or(none);
            let branches = controls.stops.iter().filter_map(|stop| match stop.target {
                Target::Branch(member) => Some(Key::Member(member)),
                _ => None,
            });
            let keys: Vec<Key> = branches.collect();
            views.load(book, &keys, &mut working)?;
            let setters = controls.stops.iter().filter_map(|stop| stop.by);
            let logins = logins_of(views, book, setters)?;
            Ok((controls, working, logins))
        })
        .await?;
    let sees = |stop: &&DomainStop| match stop.target {
        Target::Branch(member) => {
            let known = chains.member(member);
            known.is_some_and(|one| principal.sees_chain(member, &one.chain))
        }
        _ => true,
    };
    let shape = |stop: &DomainStop| Stop {
        target: target_shape(stop.target),
        reason: stop.reason.clone(),
        by: stop.by.and_then(|by| logins.get(&by).cloned()),
        at: Time(stop.at),
    };
    Ok(controls.stops.iter().filter(sees).map(shape).collect())
}

/// Stops all betting, betting in play, a sport, a league, or a branch, or takes it up again.
/// Wagers decided after it are refused, whatever was on its way.
#[utoipa::path(post, path = "/v1/controls", tag = "controls", request_body = ControlRequest,
    responses((status = 200, body = PageOf<Stop>)))]
pub(crate) async fn create_control(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<ControlRequest>,
) -> Result<Json<PageOf<Stop>>, Problem> {
    let target = target_of(request.target)?;
    if let Target::Branch(member) = target {
        principal.subject(&state, Some(member)).await?;
    }
    let reason = request.reason.unwrap_or_default();
    let action = Action::Control { target, stopped: request.stopped, reason };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    state.boards.moved(principal.book.id());
    Ok(Json(PageOf::new(stops(&state, &principal).await?, None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_names_what_its_kind_needs_and_nothing_else() {
        let read = |text: &str| target_of(serde_json::from_str(text).expect("a target"));
        let fields = |text: &str| -> Vec<String> {
            let problem = read(text).expect_err("refused");
            problem.shape.errors.into_iter().map(|error| error.field).collect()
        };
        assert_eq!(read(r#"{"kind":"all"}"#).ok(), Some(Target::All));
        let league = read(r#"{"kind":"league","league_id":"l4"}"#).ok();
        assert_eq!(league.map(Target::text).as_deref(), Some("league 4"));
        assert_eq!(fields(r#"{"kind":"sport"}"#), ["target.sport"]);
        assert_eq!(fields(r#"{"kind":"all","member_id":"m3"}"#), ["target.member_id"]);
        for target in [Target::All, Target::Live, Target::Branch(domain::id::MemberId(7))] {
            assert_eq!(target_of(target_shape(target)).ok(), Some(target));
        }
    }
}

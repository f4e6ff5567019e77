//! The event log of a book: every recorded fact with its hash.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use desk::port::{ChainedEvent, StoreError, Views};
use domain::event::{EventKind, fields};
use domain::id::{BookId, MemberId};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{PathId, Query};
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::shape::id::MemberRef;
use crate::shape::time::Time;
use crate::state::ApiState;
use crate::token::hex;

/// Who did something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EventActor {
    pub(crate) id: MemberRef,
    pub(crate) login: String,
}

/// A recorded fact. The hash covers the fact and the hash before it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventShape {
    /// Its place in the book, without gaps from 1.
    pub(crate) sequence: i64,
    pub(crate) at: Time,
    pub(crate) kind: String,
    /// Null for the system.
    #[schema(required = true)]
    pub(crate) actor: Option<EventActor>,
    /// What was recorded, ids as elsewhere, amounts in minor units.
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) hash: String,
}

/// Which events to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Only of this kind.
    kind: Option<String>,
    /// Only about this member.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The logins of members.
///
/// # Errors
/// As the store fails.
pub(crate) fn logins_of(
    views: &dyn Views,
    book: BookId,
    members: impl Iterator<Item = MemberId>,
) -> Result<BTreeMap<MemberId, String>, StoreError> {
    let mut wanted: Vec<MemberId> = members.collect();
    wanted.sort_unstable();
    wanted.dedup();
    let keys: Vec<Key> = wanted.iter().copied().map(Key::Member).collect();
    let mut working = Working::new();
    views.load(book, &keys, &mut working)?;
    let login = |id: MemberId| Some((id, working.member(id)?.login.clone()));
    Ok(wanted.into_iter().filter_map(login).collect())
}

/// The letter of the ids that a field holds, if it holds some.
fn id_letter(name: &str) -> &'static str {
    match name {
        "member" | "parent" | "parent_before" | "parent_after" => "m",
        "ticket" => "t",
        "fixture" => "f",
        "market" => "k",
        "league" => "l",
        "report" => "r",
        "ruling" => "v",
        "dispute" => "d",
        "message" => "e",
        _ => "",
    }
}

/// The fields of an event; a name that comes again gets a number: `leg`, `leg_2`.
fn fields_of(event: &domain::event::Event) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    if let Some(member) = event.member {
        all.insert("member".to_owned(), MemberRef(member).to_string());
    }
    for (name, value) in fields(&event.body) {
        let mut free = name.to_owned();
        let mut count = 1;
        while all.contains_key(&free) {
            count += 1;
            free = format!("{name}_{count}");
        }
        let is_whole_fixture = name == "market" && value == "0";
        let letter = if is_whole_fixture { "" } else { id_letter(name) };
        let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
        let letter = if is_number { letter } else { "" };
        all.insert(free, format!("{letter}{value}"));
    }
    all
}

impl EventShape {
    fn of(one: &ChainedEvent, logins: &BTreeMap<MemberId, String>) -> EventShape {
        let actor = one.event.actor.map(|id| EventActor {
            id: id.into(),
            login: logins.get(&id).cloned().unwrap_or_default(),
        });
        EventShape {
            sequence: one.sequence,
            at: Time(one.at),
            kind: one.event.kind.name().to_owned(),
            actor,
            fields: fields_of(&one.event),
            hash: hex(&one.hash),
        }
    }
}

/// The book's events, newest first.
#[utoipa::path(get, path = "/v1/events", tag = "reports", params(EventQuery),
    responses((status = 200, body = PageOf<EventShape>)))]
pub(crate) async fn list_events(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<EventQuery>,
) -> Result<Json<PageOf<EventShape>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let unknown = || Problem::of_field("kind", "field_invalid", "kind is no kind of event");
    let kind = match &query.kind {
        Some(name) => Some(EventKind::parse(name).ok_or_else(unknown)?),
        None => None,
    };
    let member = match query.member_id {
        Some(MemberRef(id)) => Some(principal.subject(&state, Some(id)).await?.id),
        None => None,
    };
    let id = principal.book.id();
    let found = state.read(move |views| {
        let found = views.events(id, kind, member, &page)?;
        let actors = found.items.iter().filter_map(|one| one.event.actor);
        let logins = logins_of(views, id, actors)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| EventShape::of(one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// Which part of a timeline.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Everything that happened to a member, newest first: registration, logins, money, wagers,
/// settlements, changes. A page may hold fewer than `limit` although `next_cursor` says that more
/// follow. Who acted is told as far as the reader may see them.
#[utoipa::path(get, path = "/v1/members/{id}/timeline", tag = "members",
    params(("id" = String, Path, description = "The member."), TimelineQuery),
    responses((status = 200, body = PageOf<EventShape>)))]
pub(crate) async fn list_timeline(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Query(query): Query<TimelineQuery>,
) -> Result<Json<PageOf<EventShape>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let (member, book) = (principal.subject(&state, Some(id)).await?.id, principal.book.id());
    let reader = principal.clone();
    let found = state.read(move |views| {
        let mut found = views.timeline(book, member, &page)?;
        let actors: Vec<MemberId> = found.items.iter().filter_map(|one| one.event.actor).collect();
        let mut working = Working::new();
        let keys: Vec<Key> = actors.into_iter().map(Key::Member).collect();
        views.load(book, &keys, &mut working)?;
        for one in &mut found.items {
            let seen = |id: &MemberId| {
                working.member(*id).is_some_and(|actor| reader.sees_chain(*id, &actor.chain))
            };
            one.event.actor = one.event.actor.filter(seen);
        }
        let logins = logins_of(views, book, found.items.iter().filter_map(|one| one.event.actor))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|one| EventShape::of(one, &logins)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Event;
    use domain::id::TicketId;

    #[test]
    fn fields_are_told_with_ids_as_elsewhere_and_none_is_lost() {
        let event = Event::new(EventKind::WagerAccepted, None).member(MemberId(5));
        let event = event.ticket(TicketId(34)).text("leg", "1 spread").text("leg", "2 total");
        let event = event.number("market", 0).number("risk", -5);
        let told = fields_of(&event);
        let get = |name: &str| told.get(name).map(String::as_str);
        assert_eq!((get("member"), get("ticket")), (Some("m5"), Some("t34")));
        assert_eq!((get("leg"), get("leg_2")), (Some("1 spread"), Some("2 total")));
        assert_eq!((get("market"), get("risk")), (Some("0"), Some("-5")));
    }
}

//! Wagers: placing them and looking at one's own.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use desk::port::TicketFilter;
use desk::view::{LegStory, TicketStory};
use domain::board::line::Points;
use domain::command::{Action, LegRequest, Outcome, SeenLine, WagerRequest as Asked};
use domain::id::{MemberId, TicketId};
use domain::money::Money as Amount;
use domain::odds::{Odds as Price, OddsError};
use domain::rejection::Code;
use domain::wager::ticket::{Leg, TicketState as DomainState};
use domain::wager::via::{Channel, Via};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::{Caller, Principal};
use crate::problem::{Faults, Problem};
use crate::resource::form::{WagerTerms, form};
use crate::resource::member::amount;
use crate::resource::quote::{bettor, check_leg_count, quote};
use crate::resource::ticket::Ticket;
use crate::session_shelf::Means;
use crate::shape::id::{MarketRef, MemberRef, TicketRef};
use crate::shape::money::Money;
use crate::shape::side::Side;
use crate::shape::word::{Entry, PitcherRule, PricePolicy, WagerType};
use crate::state::ApiState;
use crate::token::hex;

/// A price as it was shown. One notation is enough; American is read first.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenOdds {
    #[schema(nullable = false)]
    pub(crate) american: Option<i64>,
    #[schema(nullable = false)]
    pub(crate) decimal: Option<String>,
}

impl SeenOdds {
    /// The exact price; nothing where no notation was sent.
    pub(crate) fn read(&self) -> Option<Result<Price, OddsError>> {
        match (self.american, &self.decimal) {
            (Some(american), _) => Some(Price::american(american)),
            (None, Some(decimal)) => Some(Price::parse_decimal(decimal)),
            (None, None) => None,
        }
    }
}

/// One selection with the line the player saw.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WagerRequestLeg {
    pub(crate) market_id: MarketRef,
    pub(crate) side: Side,
    /// The line version seen.
    pub(crate) version: i64,
    /// The price seen: needed to take a moved line that is no worse.
    #[schema(nullable = false)]
    pub(crate) odds: Option<SeenOdds>,
    /// The points seen, as this side reads them.
    pub(crate) points: Option<String>,
    /// In baseball: which announced pitchers must start. Both, without it.
    #[schema(nullable = false)]
    pub(crate) pitchers: Option<PitcherRule>,
    /// Points to buy, in half points: `odds` and `points` are then those of the bought line.
    #[schema(nullable = false, example = "0.5")]
    pub(crate) buy: Option<String>,
}

/// A wager to be placed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WagerRequest {
    #[serde(rename = "type")]
    pub(crate) kind: WagerType,
    /// What the type needs beside its legs.
    #[schema(nullable = false)]
    pub(crate) terms: Option<WagerTerms>,
    pub(crate) entry: Entry,
    /// Of the wager, of each combination of a round robin, of each link of an if-bet or reverse.
    pub(crate) amount: Money,
    #[schema(min_items = 1, max_items = 25)]
    pub(crate) legs: Vec<WagerRequestLeg>,
    /// What to do when a line moved since it was seen.
    pub(crate) price_policy: PricePolicy,
    /// Means it although the same wager was just placed, see `duplicate_wager`.
    #[schema(nullable = false)]
    pub(crate) repeat: Option<bool>,
    /// Played with free play, which pays win only: see `/v1/free-plays`.
    #[schema(nullable = false)]
    pub(crate) free_play: Option<bool>,
    /// For whom, when a clerk writes it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
}

/// Whether a ticket still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WagerState {
    Open,
    Settled,
}

/// Which wagers to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WagerQuery {
    state: Option<WagerState>,
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Marks an answer that was given before: nothing happened now.
pub(crate) fn replayed(is_replay: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if is_replay {
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    headers
}

/// Places a wager. A moved line is answered with `price_changed` and a fresh quote.
#[utoipa::path(post, path = "/v1/wagers", tag = "wagers", request_body = WagerRequest,
    responses((status = 201, body = Ticket)))]
pub(crate) async fn create_wager(
    State(state): State<ApiState>,
    principal: Principal,
    Caller(address): Caller,
    intent: Intent,
    Body(request): Body<WagerRequest>,
) -> Result<(StatusCode, HeaderMap, Json<Ticket>), Problem> {
    let mut asked = checked(&principal, &request)?;
    asked.member = bettor(&state, &principal, request.member_id).await?;
    asked.via = via(&principal, asked.member, address);
    let action = Action::PlaceWager(Box::new(asked.clone()));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Ticket(ticket)) => {
            let ticket = match own_ticket(&state, &principal, receipt.ticket).await {
                Some(ticket) => ticket,
                None => read_ticket(&state, &principal, ticket).await?,
            };
            Ok((StatusCode::CREATED, replayed(receipt.replayed), Json(ticket)))
        }
        Ok(other) => Err(Problem::internal(format!("a wager answered {other:?}"))),
        Err(refusal) => {
            let mut problem = Problem::of_rejection(&refusal, principal.book.currency);
            if refusal.code == Code::PriceChanged {
                let now = quote(&state, &principal, unseen(asked)).await;
                problem.shape.quote = now.ok().map(Box::new);
            }
            Err(problem)
        }
    }
}

/// So many letters of a session's id tell it from every other of its member.
const SESSION_LETTERS: usize = 12;

/// By which way a wager comes in: kept with its ticket.
fn via(principal: &Principal, member: MemberId, address: IpAddr) -> Via {
    let channel = match principal.means {
        Means::Program => Channel::Api,
        _ if member != principal.member.id => Channel::Clerk,
        Means::Browser | Means::View => Channel::Web,
    };
    let mut session = hex(&principal.token.hash().0);
    session.truncate(SESSION_LETTERS);
    Via { channel, address: address.to_string(), session }
}

/// The same wager at whatever the lines are now.
fn unseen(mut asked: Asked) -> Asked {
    for leg in &mut asked.legs {
        leg.seen = None;
    }
    asked
}

/// Holds every field against its rule; whose wager it is is looked up afterwards.
fn checked(principal: &Principal, request: &WagerRequest) -> Result<Asked, Problem> {
    let mut faults = Faults::default();
    check_leg_count(&mut faults, request.legs.len());
    let currency = principal.book.currency;
    let sent = amount(&mut faults, "amount", Some(request.amount), currency);
    let legs = (0..).zip(&request.legs);
    let legs: Vec<LegRequest> = legs.map(|(n, leg)| seen_leg(&mut faults, n, leg)).collect();
    let form = form(&mut faults, request.kind, request.terms.as_ref(), legs.len());
    faults.finish()?;
    Ok(Asked {
        member: principal.member.id,
        form,
        entry: request.entry.into(),
        amount: sent.unwrap_or(Amount::ZERO),
        free_play: request.free_play.unwrap_or(false),
        legs,
        policy: request.price_policy.into(),
        repeat: request.repeat.unwrap_or(false),
        via: Via::default(),
    })
}

fn seen_leg(faults: &mut Faults, n: usize, leg: &WagerRequestLeg) -> LegRequest {
    let mut points = None;
    if let Some(text) = &leg.points {
        points = Points::parse(text);
        if points.is_none() {
            let field = format!("legs[{n}].points");
            faults.add(&field, "field_invalid", format!("{field} must be points such as -3.5"));
        }
    }
    let odds = leg.odds.as_ref().and_then(SeenOdds::read);
    let odds = match odds.transpose() {
        Ok(odds) => odds,
        Err(error) => {
            let field = format!("legs[{n}].odds");
            faults.add(&field, "field_invalid", format!("{field} {error}"));
            None
        }
    };
    let seen = SeenLine { version: leg.version, points, odds };
    LegRequest {
        market: leg.market_id.0,
        side: leg.side.into(),
        seen: Some(seen),
        pitchers: leg.pitchers.map(Into::into),
        bought: bought(faults, n, leg.buy.as_deref()),
    }
}

/// Points to be bought, as they were typed.
pub(crate) fn bought(faults: &mut Faults, n: usize, text: Option<&str>) -> Points {
    let Some(text) = text else { return Points::default() };
    Points::parse(text).unwrap_or_else(|| {
        let field = format!("legs[{n}].buy");
        faults.add(&field, "field_invalid", format!("{field} must be points such as 0.5"));
        Points::default()
    })
}

/// A player's own ticket, just written, told from what is at hand: no read stands between a bet
/// and its answer. `None` when something about it is not at hand.
async fn own_ticket(
    state: &ApiState,
    principal: &Principal,
    written: Option<Box<domain::wager::ticket::Ticket>>,
) -> Option<Ticket> {
    let ticket = *written.filter(|ticket| ticket.member == principal.member.id)?;
    let board = state.board_for_names(&principal.book).await.ok()?;
    let leg = |leg: &Leg| {
        // What a market beside the score asks is read with the ticket.
        let named = board.named(leg.fixture).filter(|_| !leg.kind.is_prop())?.clone();
        Some(LegStory {
            named,
            prop: None,
            outcome: None,
            waits: None,
            score: None,
            late_since: None,
        })
    };
    let story = TicketStory {
        legs: ticket.legs.iter().map(leg).collect::<Option<Vec<LegStory>>>()?,
        login: principal.member.login.clone(),
        name: principal.member.name.clone(),
        agents: Vec::new(),
        settlements: Vec::new(),
        rulings: Vec::new(),
        waits: None,
        refusal: None,
        ticket,
    };
    Some(Ticket::of(&story, principal))
}

/// The story of a ticket that the asker may see; any other does not exist.
pub(crate) async fn seen_story(
    state: &ApiState,
    principal: &Principal,
    ticket: TicketId,
) -> Result<TicketStory, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| views.ticket(book, ticket)).await?;
    let sees = |story: &TicketStory| {
        let mut chain = story.ticket.agents.clone();
        chain.push(story.ticket.member);
        principal.sees_chain(story.ticket.member, &chain)
    };
    found.filter(sees).ok_or_else(|| Problem::not_found("ticket"))
}

async fn read_ticket(
    state: &ApiState,
    principal: &Principal,
    ticket: TicketId,
) -> Result<Ticket, Problem> {
    Ok(Ticket::of(&seen_story(state, principal, ticket).await?, principal))
}

/// Wagers of one member, newest first.
#[utoipa::path(get, path = "/v1/wagers", tag = "wagers", params(WagerQuery),
    responses((status = 200, body = PageOf<Ticket>)))]
pub(crate) async fn list_wagers(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<WagerQuery>,
) -> Result<Json<PageOf<Ticket>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    let wanted = query.state.map(|state| match state {
        WagerState::Open => DomainState::Open,
        WagerState::Settled => DomainState::Settled,
    });
    let filter = TicketFilter { member: Some(member), state: wanted, ..TicketFilter::default() };
    let book = principal.book.id();
    let found = state.read(move |views| views.tickets(book, &filter, &page)).await?;
    let items = found.items.iter().map(|story| Ticket::of(story, &principal)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// One ticket.
#[utoipa::path(get, path = "/v1/wagers/{id}", tag = "wagers",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = Ticket)))]
pub(crate) async fn get_wager(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(TicketRef(id)): PathId<TicketRef>,
) -> Result<Json<Ticket>, Problem> {
    Ok(Json(read_ticket(&state, &principal, id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg(text: &str) -> WagerRequestLeg {
        serde_json::from_str(text).expect("a leg")
    }

    #[test]
    fn a_seen_line_keeps_what_was_sent() {
        let mut faults = Faults::default();
        let sent = r#"{"market_id":"k7","side":"away","version":4,"odds":{"american":-110},
            "points":"+3.5"}"#;
        let seen = seen_leg(&mut faults, 0, &leg(sent)).seen.expect("seen");
        assert_eq!((seen.version, seen.points), (4, Points::parse("3.5")));
        assert_eq!(seen.odds, Price::american(-110).ok());
        let decimal = r#"{"market_id":"k7","side":"home","version":4,"odds":{"decimal":"1.91"}}"#;
        let seen = seen_leg(&mut faults, 0, &leg(decimal)).seen.expect("seen");
        assert_eq!(seen.odds, Price::parse_decimal("1.91").ok());
        assert!(faults.finish().is_ok());
    }

    #[test]
    fn impossible_prices_and_points_are_named_by_their_leg() {
        let mut faults = Faults::default();
        let bad = r#"{"market_id":"k7","side":"home","version":4,"points":"3.3",
            "odds":{"american":9223372036854775807}}"#;
        seen_leg(&mut faults, 2, &leg(bad));
        seen_leg(
            &mut faults,
            3,
            &leg(r#"{"market_id":"k7","side":"home","version":4,"odds":{"american":-99}}"#),
        );
        let problem = faults.finish().expect_err("refused");
        let fields: Vec<&str> =
            problem.shape.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["legs[2].points", "legs[2].odds", "legs[3].odds"]);
    }
}

//! Tickets with their whole story, and the ticker of a branch.

use axum::extract::State;
use axum::response::Response;
use desk::port::TicketFilter;
use desk::view::TicketStory;
use domain::board::fixture as fixtures;
use domain::grade::ruling::{Ending, Reach, Ruling};
use domain::id::TicketId;
use domain::money::Money as Amount;
use domain::wager::ticket as tickets;
use domain::wager::ticket::{spoken_number, ticket_of_number};
use domain::wager::via::Via;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::export::{Cell, Format, Sheet, every_page};
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::board::fixture_text;
use crate::resource::form::TicketTerms;
use crate::resource::ticket_leg::TicketLeg;
use crate::shape::id::{FixtureRef, MemberRef, TicketRef, VoidRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{
    Channel, Ending as VoidEnding, PricePolicy, Sport, TicketResult, TicketState, VoidReason,
    WagerType, text_of,
};
use crate::state::ApiState;

/// Whose ticket it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TicketMember {
    pub(crate) id: MemberRef,
    pub(crate) login: String,
    pub(crate) name: String,
}

/// By which way a wager was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TicketVia {
    pub(crate) channel: Channel,
    pub(crate) address: String,
    /// The beginning of the session's id, see `/v1/sessions`.
    pub(crate) session: String,
}

impl TicketVia {
    fn of(via: &Via) -> Option<TicketVia> {
        let Via { channel, address, session } = via.clone();
        let known = !address.is_empty();
        known.then(|| TicketVia { channel: channel.into(), address, session })
    }
}

/// What a wager waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WaitsFor {
    /// The operator's word.
    Word,
    /// The delay of games in play.
    Delay,
}

impl WaitsFor {
    pub(crate) fn of(delayed: bool) -> WaitsFor {
        if delayed { WaitsFor::Delay } else { WaitsFor::Word }
    }
}

/// Why a wager is no ticket yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TicketWait {
    pub(crate) waits_for: WaitsFor,
    /// It lapses then, or is looked at again.
    pub(crate) until: Time,
}

/// One grading that was posted; the last one is in effect.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Settlement {
    pub(crate) version: i32,
    pub(crate) at: Time,
    pub(crate) result: TicketResult,
    /// What came back in money, risk included; of free play the gain alone.
    pub(crate) returned: Money,
    /// What of the risk is free play again.
    pub(crate) free_play_returned: Money,
    /// The player's gain or loss.
    pub(crate) net: Money,
    /// What brought it about.
    pub(crate) reason: String,
}

/// An accepted wager with its story.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Ticket {
    pub(crate) id: TicketRef,
    /// The number people speak.
    #[schema(example = "4K7-2F31")]
    pub(crate) number: String,
    #[serde(rename = "type")]
    pub(crate) kind: WagerType,
    pub(crate) terms: TicketTerms,
    /// Of all its legs.
    pub(crate) sport: Sport,
    pub(crate) state: TicketState,
    pub(crate) member: TicketMember,
    /// The clerk who wrote it; null when the player placed it.
    #[schema(required = true)]
    pub(crate) written_by: Option<MemberRef>,
    /// Of a wager that waits, when it was asked for.
    pub(crate) accepted_at: Time,
    /// What it waits for, of a wager that is not accepted yet.
    #[schema(required = true)]
    pub(crate) waits: Option<TicketWait>,
    /// Why a wager that waited never became a ticket.
    #[schema(required = true)]
    pub(crate) refusal: Option<String>,
    #[schema(required = true)]
    pub(crate) settled_at: Option<Time>,
    /// What the player can lose.
    pub(crate) risk: Money,
    /// The part of the risk that is free play: all of it or nothing.
    pub(crate) free_play: Money,
    /// What the player can gain.
    pub(crate) win: Money,
    /// What of the risk is still held: that of the bets not decided yet.
    pub(crate) open_risk: Money,
    /// What came back in money; of an open ticket of several bets, so far.
    #[schema(required = true)]
    pub(crate) returned: Option<Money>,
    /// What of the risk is free play again.
    #[schema(required = true)]
    pub(crate) free_play_returned: Option<Money>,
    #[schema(required = true)]
    pub(crate) net: Option<Money>,
    pub(crate) result: TicketResult,
    pub(crate) price_policy: PricePolicy,
    pub(crate) rules_version: i32,
    /// By which way it was asked for; null for the player, and for tickets from before it was kept.
    #[schema(required = true)]
    pub(crate) via: Option<TicketVia>,
    /// Logins above the player, topmost first; empty for the player.
    pub(crate) agents: Vec<String>,
    pub(crate) legs: Vec<TicketLeg>,
    /// Oldest first.
    pub(crate) settlements: Vec<Settlement>,
    /// What ended it or legs of it without a result.
    pub(crate) voids: Vec<TicketVoid>,
}

/// What a return is, measured against risk and win.
fn result_of(returned: Amount, risk: Amount, win: Amount) -> TicketResult {
    if returned == Amount::ZERO {
        TicketResult::Loss
    } else if returned == risk {
        TicketResult::Push
    } else if returned == risk + win {
        TicketResult::Win
    } else {
        TicketResult::Mixed
    }
}

impl Ticket {
    /// The shape of a story, as `principal` may read it.
    pub(crate) fn of(story: &TicketStory, principal: &Principal) -> Ticket {
        let is_own = story.ticket.member == principal.member.id;
        let agents = if is_own { Vec::new() } else { visible_agents(story, principal) };
        let mut ticket = Ticket::without_agents(story, principal.book.currency);
        if is_own {
            ticket.legs.iter_mut().for_each(|leg| leg.late_since = None);
            ticket.via = None;
        }
        Ticket { agents, ..ticket }
    }

    fn without_agents(story: &TicketStory, currency: Currency) -> Ticket {
        let ticket = &story.ticket;
        // Bets of an open ticket may be decided; an ended one has nothing open.
        let begun = match ticket.state {
            tickets::TicketState::Offered => false,
            tickets::TicketState::Open => ticket.open_risk != ticket.risk,
            tickets::TicketState::Settled
            | tickets::TicketState::Voided
            | tickets::TicketState::Refused => true,
        };
        let result = match ticket.state {
            tickets::TicketState::Open | tickets::TicketState::Offered => TicketResult::Open,
            tickets::TicketState::Voided | tickets::TicketState::Refused => TicketResult::Void,
            tickets::TicketState::Settled => result_of(ticket.returned, ticket.risk, ticket.win),
        };
        let legs = (1..).zip(&ticket.legs).enumerate();
        Ticket {
            id: ticket.id.into(),
            number: spoken_number(ticket.id),
            kind: ticket.kind().into(),
            sport: ticket.sport.into(),
            terms: TicketTerms::of(&ticket.terms),
            state: ticket.state.into(),
            member: TicketMember {
                id: ticket.member.into(),
                login: story.login.clone(),
                name: story.name.clone(),
            },
            written_by: (ticket.placed_by != ticket.member).then(|| ticket.placed_by.into()),
            accepted_at: Time(ticket.accepted_at),
            waits: story.waits.map(|waits| TicketWait {
                waits_for: WaitsFor::of(waits.delayed),
                until: Time(waits.until),
            }),
            refusal: story.refusal.clone(),
            settled_at: ticket.settled_at.map(Time),
            risk: currency.of(ticket.risk),
            free_play: currency.of(ticket.funds.free_play_of(ticket.risk)),
            win: currency.of(ticket.win),
            open_risk: currency.of(ticket.open_risk),
            returned: begun.then(|| currency.of(ticket.cash_returned())),
            free_play_returned: begun.then(|| currency.of(ticket.free_play_returned())),
            net: begun.then(|| currency.of(ticket.net())),
            result,
            price_policy: ticket.policy.into(),
            rules_version: ticket.rules_version,
            via: TicketVia::of(&ticket.via),
            agents: Vec::new(),
            legs: legs.map(|(at, (n, leg))| TicketLeg::of(n, leg, story.legs.get(at))).collect(),
            settlements: settlements_of(story, currency),
            voids: story.rulings.iter().flat_map(|one| TicketVoid::of(ticket, one)).collect(),
        }
    }
}

/// The agents from the reader down; who stands above the reader is not the reader's affair.
fn visible_agents(story: &TicketStory, principal: &Principal) -> Vec<String> {
    let reach = principal.reach();
    let pairs = story.ticket.agents.iter().zip(&story.agents);
    pairs.skip_while(|(id, _)| **id != reach).map(|(_, login)| login.clone()).collect()
}

/// `Void: past_posting. The game had begun.`
fn ruling_text(ruling: &Ruling) -> String {
    let ending = if ruling.ending == Ending::Void { "Void" } else { "Cancelled" };
    format!("{ending}: {}. {}", ruling.reason.name(), ruling.note)
}

/// Why legs or the ticket were ended, for the player.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TicketVoid {
    pub(crate) id: VoidRef,
    pub(crate) ending: VoidEnding,
    pub(crate) reason: VoidReason,
    pub(crate) note: String,
    pub(crate) at: Time,
    /// The leg it ended, 1 for the first; null for the whole ticket.
    #[schema(required = true)]
    pub(crate) leg: Option<i32>,
}

impl TicketVoid {
    /// One for each leg that a ruling over a market ended.
    fn of(ticket: &tickets::Ticket, ruling: &Ruling) -> Vec<TicketVoid> {
        let one = |leg: Option<i32>| TicketVoid {
            id: ruling.id.into(),
            ending: ruling.ending.into(),
            reason: ruling.reason.into(),
            note: ruling.note.clone(),
            at: Time(ruling.decided_at.unwrap_or(ruling.asked_at)),
            leg,
        };
        match ruling.reach {
            Reach::Ticket(_) => vec![one(None)],
            Reach::Leg(_, place) => vec![one(Some(place + 1))],
            Reach::Market(fixture, _, _) => {
                let ended = |leg: &tickets::Leg| {
                    leg.fixture == fixture && ruling.ends(leg.market, ticket.accepted_at)
                };
                let legs = (1..).zip(&ticket.legs).filter(|(_, leg)| ended(leg));
                legs.map(|(n, _)| one(Some(n))).collect()
            }
        }
    }
}

fn settlements_of(story: &TicketStory, currency: Currency) -> Vec<Settlement> {
    let ticket = &story.ticket;
    let shape = |settlement: &tickets::Settlement| {
        let mut legs = ticket.legs.iter().zip(&story.legs);
        let cause = legs.find(|(leg, _)| leg.fixture == settlement.fixture);
        let name = cause.map(|(_, story)| fixture_text(&story.named)).unwrap_or_default();
        let ruling = story.rulings.iter().find(|ruling| Some(ruling.id) == settlement.ruling);
        let reason = match settlement.result_version {
            _ if ruling.is_some() => ruling.map(ruling_text).unwrap_or_default(),
            0 => format!("Bets on {name} ended"),
            1 => format!("Result of {name} confirmed"),
            version => format!("Result of {name} corrected, version {version}"),
        };
        Settlement {
            version: settlement.version,
            at: Time(settlement.at),
            result: result_of(settlement.returned, settlement.risk, ticket.win),
            returned: currency.of(ticket.funds.cash_back(settlement.risk, settlement.returned)),
            free_play_returned: currency
                .of(ticket.funds.free_play_back(settlement.risk, settlement.returned)),
            net: currency.of(ticket.funds.net(settlement.risk, settlement.returned)),
            reason,
        }
    };
    story.settlements.iter().map(shape).collect()
}

/// A ticket by the number people speak.
#[derive(Debug)]
struct SpokenNumber(TicketId);

impl<'de> Deserialize<'de> for SpokenNumber {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<SpokenNumber, D::Error> {
        let text = String::deserialize(input)?;
        let found = ticket_of_number(&text).map(SpokenNumber);
        found.ok_or_else(|| serde::de::Error::custom("not a ticket number"))
    }
}

/// Which tickets to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TicketQuery {
    state: Option<TicketState>,
    /// Only of this member.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// Only with a leg on this fixture.
    #[param(value_type = Option<String>)]
    fixture_id: Option<FixtureRef>,
    /// Only from this risk on, in minor units.
    min_risk: Option<i64>,
    /// Only the one of this spoken number, such as `4K7-2F31`.
    #[param(value_type = Option<String>)]
    number: Option<SpokenNumber>,
    /// Only of the branch of this agent or master.
    #[param(value_type = Option<String>)]
    agent_id: Option<MemberRef>,
    /// Only wagers of this type.
    #[serde(rename = "type")]
    kind: Option<WagerType>,
    /// Only those whose legs are all of this sport; `several` are those of different sports.
    sport: Option<Sport>,
    /// Only with a selection that was accepted after its game's true start, see
    /// `/v1/fixtures/{id}/start`. A page may then hold fewer items than asked for.
    late: Option<bool>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `csv` answers a file of all tickets after the cursor.
    format: Option<Format>,
}

/// Tickets of the reader's branch, newest first.
#[utoipa::path(get, path = "/v1/tickets", tag = "tickets", params(TicketQuery),
    responses((status = 200, content(
        (PageOf<Ticket> = "application/json"), (String = "text/csv")))))]
pub(crate) async fn list_tickets(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<TicketQuery>,
) -> Result<Response, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.agent_id.map(|agent| agent.0)).await?;
    let member = match query.member_id {
        Some(MemberRef(id)) => Some(principal.subject(&state, Some(id)).await?.id),
        None => None,
    };
    let filter = TicketFilter {
        branch: Some(branch),
        member,
        fixture: query.fixture_id.map(|id| id.0),
        state: query.state.map(tickets::TicketState::from),
        min_risk: query.min_risk,
        ticket: query.number.map(|number| number.0),
        kind: query.kind.map(tickets::WagerKind::from),
        sport: query.sport.map(fixtures::Sport::from),
        late: query.late.unwrap_or(false),
    };
    let id = principal.book.id();
    if query.format == Some(Format::Csv) {
        let all = state
            .read(move |views| every_page(page.cursor, |page| views.tickets(id, &filter, page)));
        let (stories, next) = all.await?;
        let tickets = stories.iter().map(|story| Ticket::of(story, &principal));
        return Ok(sheet_of(tickets).with_next(next).answer("tickets"));
    }
    let found = state.read(move |views| views.tickets(id, &filter, &page)).await?;
    let items = found.items.iter().map(|story| Ticket::of(story, &principal)).collect();
    Ok(crate::export::json(&PageOf::<Ticket>::new(items, found.next)))
}

fn sheet_of(tickets: impl Iterator<Item = Ticket>) -> Sheet {
    let mut sheet = Sheet::new(&[
        "number",
        "accepted_at",
        "login",
        "name",
        "type",
        "selections",
        "risk",
        "win",
        "state",
        "result",
        "returned",
        "net",
        "settled_at",
        "currency",
    ]);
    for ticket in tickets {
        let legs = ticket.legs.iter();
        let legs =
            legs.map(|leg| format!("{}: {} {}", leg.fixture, leg.selection, leg.odds.american));
        let legs: Vec<String> = legs.collect();
        sheet.row(vec![
            Cell::text(ticket.number),
            Cell::text(ticket.accepted_at.text()),
            Cell::text(ticket.member.login),
            Cell::text(ticket.member.name),
            Cell::text(text_of(ticket.kind)),
            Cell::text(legs.join("; ")),
            Cell::money(ticket.risk),
            Cell::money(ticket.win),
            Cell::text(text_of(ticket.state)),
            Cell::text(text_of(ticket.result)),
            Cell::money_if(ticket.returned),
            Cell::money_if(ticket.net),
            Cell::text(ticket.settled_at.map(Time::text).unwrap_or_default()),
            Cell::text(ticket.risk.currency.to_string()),
        ]);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_tells_what_a_ticket_came_to() {
        let result = |returned| result_of(Amount(returned), Amount(110), Amount(100));
        assert_eq!(result(210), TicketResult::Win);
        assert_eq!(result(0), TicketResult::Loss);
        assert_eq!(result(110), TicketResult::Push);
        assert_eq!(result(160), TicketResult::Mixed);
        assert_eq!(result(55), TicketResult::Mixed);
    }
}

//! Tickets with their stories: legs, outcomes under the results in force, settlements.

use std::collections::BTreeMap;

use desk::port::{Page, StoreError, TicketFilter};
use desk::view::{LegStory, Paged, TicketStory, Waiting};
use domain::acceptance::{Tender, TenderState};
use domain::board::fixture::Sport;
use domain::board::offer::WHOLE_FIXTURE;
use domain::grade::leg::LegOutcome;
use domain::grade::ruling::{Ruling, RulingState};
use domain::grade::score::ConfirmedResult;
use domain::grade::ticket::{grounds, verdict};
use domain::id::{BookId, FixtureId, MemberId, TicketId};
use domain::rows::{Key, Read as _};
use domain::wager::ticket::{Leg, Ticket, WagerKind};
use domain::working::Working;

use super::board::named_fixture;
use super::{paged, query_all, query_one, rulings};
use crate::engine::Connection;
use crate::load::{load, tenders_with_legs, ticket_with_legs, tickets_with_legs};
use crate::receipts::after_book;
use crate::rows::{house, ticket};
use crate::value::{Cells, Value};

/// A player's tickets start at the transfers of their wagers, which have the index.
const OF_MEMBER: &str = "select t.id from transfer x
     join ticket t on t.book_id = x.book_id and t.id = x.ticket_id
     where x.book_id = $1 and x.member_id = $2 and x.fact = 'wager'";
const OF_BRANCH: &str = "select t.id from ticket t
     where t.book_id = $1 and t.member_id in
     (select b.member_id from branch b where b.book_id = $1 and b.above_id = $2)";
const OF_BOOK: &str = "select t.id from ticket t where t.book_id = $1 and $2 = $2";
const ON_FIXTURE: &str = " and t.id in (select o.ticket_id from ticket_on o
     where o.book_id = $1 and o.fixture_id = $7)";

/// Tickets accepted at or after a start that the book's people found out later.
const LATE: &str = " and t.id in (select o.ticket_id from offer s
     join ticket_on o on o.book_id = s.book_id and o.fixture_id = s.fixture_id
     join ticket y on y.book_id = o.book_id and y.id = o.ticket_id
     where s.book_id = $1 and s.market_id = 0 and y.accepted_at >= s.began_at
     and y.state <> 'voided')";

pub(super) fn tickets(
    connection: &mut dyn Connection,
    book: BookId,
    filter: &TicketFilter,
    page: &Page,
) -> Result<Paged<TicketStory>, StoreError> {
    let (start, member) = match (filter.member, filter.branch) {
        (Some(member), _) => (OF_MEMBER, member),
        (None, Some(branch)) => (OF_BRANCH, branch),
        (None, None) => (OF_BOOK, MemberId(0)),
    };
    let on_fixture = if filter.fixture.is_some() { ON_FIXTURE } else { " and $7 = $7" };
    let late = if filter.late { LATE } else { "" };
    let sql = format!(
        "{start}{on_fixture}{late} and ($3 = 0 or t.id < $3) and ($4 = '' or t.state = $4)
         and t.risk >= $5 and ($8 = 0 or t.id = $8) and ($9 = '' or t.kind = $9)
         and ($10 = '' or t.sport = $10) order by t.id desc limit $6"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(member.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::from(filter.state.map_or("", domain::wager::ticket::TicketState::name)),
        Value::Int(filter.min_risk.unwrap_or(0)),
        Value::Int(page.limit + 1),
        Value::Int(filter.fixture.map_or(0, |fixture| fixture.0)),
        Value::Int(filter.ticket.map_or(0, |ticket| ticket.0)),
        Value::from(filter.kind.map_or("", WagerKind::name)),
        Value::from(filter.sport.map_or("", Sport::name)),
    ];
    let ids = query_all(connection, &sql, &parameters, |cells| Ok(TicketId(cells.int()?)))?;
    let ids = paged(ids, page, |id| id.0);
    let mut items = Vec::with_capacity(ids.items.len());
    for ticket in tickets_with_legs(connection, book, &ids.items)?.into_iter().flatten() {
        items.push(story(connection, book, ticket)?);
    }
    if filter.late {
        items.retain(|story: &TicketStory| story.legs.iter().any(|leg| leg.is_late()));
    }
    Ok(Paged { items, next: ids.next })
}

/// One ticket, or what waits to become one.
pub(super) fn ticket(
    connection: &mut dyn Connection,
    book: BookId,
    id: TicketId,
) -> Result<Option<TicketStory>, StoreError> {
    if let Some(ticket) = ticket_with_legs(connection, book, id)? {
        return story(connection, book, ticket).map(Some);
    }
    let found = tenders_with_legs(connection, book, &[id])?.pop().flatten();
    found.map(|tender| story_of_tender(connection, book, &tender)).transpose()
}

/// A wager that waits to be accepted, or did, told as a ticket is.
pub(super) fn story_of_tender(
    connection: &mut dyn Connection,
    book: BookId,
    tender: &Tender,
) -> Result<TicketStory, StoreError> {
    let told = story(connection, book, tender.as_ticket())?;
    let ended = matches!(tender.state, TenderState::Refused | TenderState::Lapsed);
    let refusal = ended.then(|| tender.note.clone());
    Ok(TicketStory { waits: Waiting::of(tender), refusal, ..told })
}

/// Everything told of a ticket.
pub(super) fn story(
    connection: &mut dyn Connection,
    book: BookId,
    ticket: Ticket,
) -> Result<TicketStory, StoreError> {
    let (login, name) = login_and_name(connection, book, ticket.member)?;
    let mut agents = Vec::with_capacity(ticket.agents.len());
    for agent in &ticket.agents {
        agents.push(login_and_name(connection, book, *agent)?.0);
    }
    let mut legs = Vec::with_capacity(ticket.legs.len());
    for place in 0..ticket.legs.len() {
        legs.push(leg_story(connection, book, &ticket, place)?);
    }
    let settlements = settlements_of(connection, book, ticket.id)?;
    let mut rulings = rulings::of_ticket(connection, book, ticket.id)?;
    rulings.retain(|ruling| ruling.state == RulingState::InForce);
    rulings.extend(market_rulings(connection, book, &ticket)?);
    let (waits, refusal) = (None, None);
    Ok(TicketStory { ticket, login, name, agents, legs, settlements, rulings, waits, refusal })
}

fn login_and_name(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
) -> Result<(String, String), StoreError> {
    let sql = "select m.login, m.name from member m where m.book_id = $1 and m.id = $2";
    let read = |cells: &mut Cells| Ok((cells.text()?, cells.text()?));
    Ok(query_one(connection, sql, &[book.0.into(), member.0.into()], read)?.unwrap_or_default())
}

fn leg_story(
    connection: &mut dyn Connection,
    book: BookId,
    ticket: &Ticket,
    place: usize,
) -> Result<LegStory, StoreError> {
    let one: &Leg = &ticket.legs[place];
    let named = named_fixture(connection, one.fixture)?
        .ok_or_else(|| StoreError::Corrupt(format!("no fixture {:?}", one.fixture)))?;
    let ended = ticket.is_leg_voided(place)
        || rulings::on_fixture(connection, book, one.fixture)?
            .iter()
            .any(|ruling| ruling.ends(one.market, ticket.accepted_at));
    let mut working = Working::new();
    let whole = Key::Offer((one.fixture, WHOLE_FIXTURE));
    let keys: Vec<Key> = grounds(one).chain([whole, Key::Rules(ticket.rules_version)]).collect();
    for (key, row) in load(connection, book, &keys)? {
        working.learn(key, row);
    }
    let result = result_in_force(connection, book, one.fixture)?;
    let verdict = result.as_ref().map(|result| verdict(&working, ticket, one, result));
    let market = if one.kind.is_prop() { working.market(one.market) } else { None };
    let graded = verdict.and_then(Result::ok);
    let began_at = working.offer((one.fixture, WHOLE_FIXTURE)).and_then(|offer| offer.began_at);
    Ok(LegStory {
        named,
        prop: market.and_then(|market| market.prop.clone()),
        outcome: if ended { Some(LegOutcome::Void) } else { graded },
        waits: verdict.and_then(Result::err).filter(|_| !ended),
        score: result.map(|result| result.score()),
        late_since: began_at.filter(|began_at| !one.is_live() && ticket.accepted_at >= *began_at),
    })
}

/// The rulings over markets and fixtures that end a leg of the ticket.
fn market_rulings(
    connection: &mut dyn Connection,
    book: BookId,
    ticket: &Ticket,
) -> Result<Vec<Ruling>, StoreError> {
    let mut found: Vec<Ruling> = Vec::new();
    for leg in &ticket.legs {
        let on_fixture = rulings::on_fixture(connection, book, leg.fixture)?;
        let ending = on_fixture.into_iter().filter(|one| one.ends(leg.market, ticket.accepted_at));
        found.extend(ending.filter(|one| !found.contains(one)).collect::<Vec<_>>());
    }
    Ok(found)
}

fn result_in_force(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<Option<ConfirmedResult>, StoreError> {
    let columns = house::RESULT.aliased("r");
    let sql = format!(
        "select {columns} from grading g join result r on r.book_id = g.book_id
         and r.fixture_id = g.fixture_id and r.version = g.result_version
         where g.book_id = $1 and g.fixture_id = $2"
    );
    let rows = connection.query(&sql, &[book.0.into(), fixture.0.into()])?;
    rows.into_iter().next().map(|row| after_book(row, house::result)).transpose()
}

fn settlements_of(
    connection: &mut dyn Connection,
    book: BookId,
    id: TicketId,
) -> Result<Vec<domain::wager::ticket::Settlement>, StoreError> {
    let columns = ticket::SETTLEMENT.aliased("s");
    let sql = format!(
        "select {columns} from settlement s where s.book_id = $1 and s.ticket_id = $2
         order by s.version"
    );
    let rows = connection.query(&sql, &[book.0.into(), id.0.into()])?;
    rows.into_iter().map(|row| after_book(row, ticket::settlement)).collect()
}

/// Every ticket with a leg on a fixture, with its legs, oldest first.
pub(super) fn on_fixture(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<Vec<Ticket>, StoreError> {
    let within = "x.book_id = $1 and x.id in (select o.ticket_id from ticket_on o
                  where o.book_id = $1 and o.fixture_id = $2)";
    let parameters = [Value::Int(book.0), Value::Int(fixture.0)];
    with_legs(connection, within, &parameters)
}

/// Tickets matching `condition` on `x`, with their legs, oldest first.
pub(super) fn with_legs(
    connection: &mut dyn Connection,
    condition: &str,
    parameters: &[Value],
) -> Result<Vec<Ticket>, StoreError> {
    let columns = ticket::TICKET.aliased("x");
    let sql = format!("select {columns} from ticket x where {condition} order by x.id");
    let mut tickets: BTreeMap<TicketId, Ticket> = BTreeMap::new();
    for row in connection.query(&sql, parameters)? {
        let ticket = after_book(row, ticket::ticket)?;
        tickets.insert(ticket.id, ticket);
    }
    let columns = ticket::LEG.aliased("l");
    let sql = format!(
        "select {columns} from ticket x join leg l on l.book_id = x.book_id
         and l.ticket_id = x.id where {condition} order by l.ticket_id, l.place"
    );
    for row in connection.query(&sql, parameters)? {
        let mut cells = Cells::new(row);
        cells.int()?;
        let id = TicketId(cells.int()?);
        cells.int()?;
        if let Some(ticket) = tickets.get_mut(&id) {
            ticket.legs.push(ticket::leg(&mut cells)?);
        }
    }
    Ok(tickets.into_values().collect())
}

//! Rows that are found by a statement of their own: pages, sums over a branch, tickets with their
//! legs. Decides nothing; [`super::load`] calls it key by key.

use std::collections::BTreeMap;

use desk::port::StoreError;
use domain::acceptance::Tender;
use domain::funding::free_play::{Grant, GrantPage};
use domain::grade::discrepancy::Stake;
use domain::id::{BookId, FixtureId, TicketId};
use domain::rows::{
    DisputePage, Key, MarketPage, OpenBets, ReportPage, Row, RulingPage, TicketPage,
};
use domain::wager::ticket::{Leg, Ticket};

use crate::engine::Connection;
use crate::rows::{acceptance, catalogue, funding, ticket};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(super) fn markets_of(
    connection: &mut dyn Connection,
    _book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::MarketsOf(fixture) = key else { unreachable!("{key:?} is in the wrong group") };
    let markets = markets_of_fixture(connection, *fixture)?;
    Ok(Some(Row::MarketsOf(MarketPage { fixture: *fixture, markets })))
}

/// The markets of a fixture, by kind and period.
fn markets_of_fixture(
    connection: &mut dyn Connection,
    fixture: FixtureId,
) -> Result<Vec<domain::board::market::Market>, StoreError> {
    let columns = catalogue::MARKET.aliased("m");
    let sql = format!("select {columns} from market m where m.fixture_id = $1 order by m.id");
    let rows = connection.query(&sql, &[fixture.0.into()])?;
    rows.into_iter().map(|row| catalogue::market(&mut Cells::new(row))).collect()
}

pub(super) fn reports_of(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::ReportsOf(fixture) = key else { unreachable!("{key:?} is in the wrong group") };
    let (shared, own) = reports_of_fixture(connection, book, *fixture)?;
    Ok(Some(Row::ReportsOf(ReportPage { fixture: *fixture, shared, own })))
}

type Reports = Vec<domain::grade::score::ScoreReport>;

/// The reports of feeds and of the book's own people on a fixture, oldest first.
pub(crate) fn reports_of_fixture(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<(Reports, Reports), StoreError> {
    let columns = catalogue::REPORT.aliased("r");
    let sql = format!(
        "select {columns} from score_report r
         where r.fixture_id = $1 order by r.id"
    );
    let shared = connection.query(&sql, &[fixture.0.into()])?;
    let shared: Result<Reports, StoreError> =
        shared.into_iter().map(|row| catalogue::report(&mut Cells::new(row))).collect();
    let columns = catalogue::OWN_REPORT.aliased("r");
    let sql = format!(
        "select {columns} from own_report r
         where r.book_id = $1 and r.fixture_id = $2 order by r.id"
    );
    let own = connection.query(&sql, &[book.0.into(), fixture.0.into()])?;
    let own: Result<Reports, StoreError> = own
        .into_iter()
        .map(|row| {
            let mut cells = Cells::new(row);
            cells.int()?;
            catalogue::report(&mut cells)
        })
        .collect();
    Ok((shared?, own?))
}

/// The grants of a member with something left, by id.
pub(super) fn grants_of(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::GrantsOf(member) = key else { unreachable!("{key:?} is in the wrong group") };
    let columns = funding::GRANT.aliased("g");
    let sql = format!(
        "select {columns} from free_play_grant g
         where g.book_id = $1 and g.member_id = $2 and g.remaining <> 0 order by g.id"
    );
    let rows = connection.query(&sql, &[book.0.into(), member.0.into()])?;
    let grants: Result<Vec<Grant>, StoreError> =
        rows.into_iter().map(|row| crate::receipts::after_book(row, funding::grant)).collect();
    Ok(Some(Row::GrantsOf(GrantPage { member: *member, grants: grants? })))
}

/// The next open tickets of a player, found by the transfers that hold their risk.
pub(super) fn open_bets(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::OpenBets((member, after)) = key else { unreachable!("{key:?} is in the wrong group") };
    let (member, after) = (*member, *after);
    let most = i64::try_from(OpenBets::LENGTH_MAX).unwrap_or(i64::MAX);
    let sql = "select t.id from transfer x
               join ticket t on t.book_id = x.book_id and t.id = x.ticket_id
               where x.book_id = $1 and x.member_id = $2 and x.ticket_id > $3
               and x.fact = 'wager' and t.state = 'open'
               order by t.id limit $4";
    let rows =
        connection.query(sql, &[book.0.into(), member.0.into(), after.0.into(), most.into()])?;
    let tickets: Result<Vec<TicketId>, StoreError> =
        rows.into_iter().map(|row| Ok(TicketId(Cells::new(row).int()?))).collect();
    Ok(Some(Row::OpenBets(OpenBets { member, after, tickets: tickets? })))
}

/// Whether a member holds an open ticket on a fixture.
pub(super) fn stake(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::Stake((fixture, member)) = key else { unreachable!("{key:?} is in the wrong group") };
    let (fixture, member) = (*fixture, *member);
    let sql = "select 1 from ticket_on o
               join ticket t on t.book_id = o.book_id and t.id = o.ticket_id
               where o.book_id = $1 and o.fixture_id = $2 and t.state = 'open'
               and t.member_id = $3 limit 1";
    let found = connection.query(sql, &[book.0.into(), fixture.0.into(), member.0.into()])?;
    Ok(Some(Row::Stake(Stake { fixture, member, open: !found.is_empty() })))
}

pub(super) fn tickets_on(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::TicketsOn((fixture, after)) = key else {
        unreachable!("{key:?} is in the wrong group")
    };
    let (fixture, after) = (*fixture, *after);
    let most = i64::try_from(TicketPage::LENGTH_MAX).unwrap_or(i64::MAX);
    let sql = "select ticket_id from ticket_on
               where book_id = $1 and fixture_id = $2 and ticket_id > $3
               order by ticket_id limit $4";
    let rows =
        connection.query(sql, &[book.0.into(), fixture.0.into(), after.0.into(), most.into()])?;
    let tickets: Result<Vec<TicketId>, StoreError> =
        rows.into_iter().map(|row| Ok(TicketId(Cells::new(row).int()?))).collect();
    Ok(Some(Row::TicketsOn(TicketPage { fixture, after, tickets: tickets? })))
}

pub(super) fn disputes_on(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::DisputesOn(ticket) = key else { unreachable!("{key:?} is in the wrong group") };
    let disputes = crate::views::disputes_on_ticket(connection, book, *ticket)?;
    Ok(Some(Row::DisputesOn(DisputePage { ticket: *ticket, disputes })))
}

pub(super) fn rulings_on(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::RulingsOn(fixture) = key else { unreachable!("{key:?} is in the wrong group") };
    let rulings = crate::views::rulings_on_fixture(connection, book, *fixture)?;
    Ok(Some(Row::RulingsOn(RulingPage { fixture: *fixture, rulings })))
}

pub(super) fn week_line(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::WeekLine(week) = key else { unreachable!("{key:?} is in the wrong group") };
    Ok(Some(Row::WeekLine(crate::views::week_line(connection, book, *week)?)))
}

pub(super) fn members_after(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::MembersAfter(after) = key else { unreachable!("{key:?} is in the wrong group") };
    Ok(Some(Row::MembersAfter(crate::views::members_after(connection, book, *after)?)))
}

/// A ticket with its legs.
pub(crate) fn ticket_with_legs(
    connection: &mut dyn Connection,
    book: BookId,
    id: TicketId,
) -> Result<Option<Ticket>, StoreError> {
    Ok(tickets_with_legs(connection, book, &[id])?.pop().flatten())
}

/// Tickets with their legs, in the order they are asked for.
pub(crate) fn tickets_with_legs(
    connection: &mut dyn Connection,
    book: BookId,
    ids: &[TicketId],
) -> Result<Vec<Option<Ticket>>, StoreError> {
    let keys = keys_of(book, ids);
    let mut legs = legs_below(connection, &ticket::LEG, &keys)?;
    let found = connection.load(&ticket::TICKET, &keys)?;
    let mut read = |row| {
        let mut ticket = crate::receipts::after_book(row, ticket::ticket)?;
        ticket.legs = legs.remove(&ticket.id).unwrap_or_default().into_values().collect();
        Ok(ticket)
    };
    found.into_iter().map(|row| row.map(&mut read).transpose()).collect()
}

fn keys_of(book: BookId, ids: &[TicketId]) -> Vec<Vec<Value>> {
    ids.iter().map(|id| vec![book.0.into(), id.0.into()]).collect()
}

/// The legs of tickets or of tenders, by place, from the table that `shape` tells.
fn legs_below(
    connection: &mut dyn Connection,
    shape: &Shape,
    keys: &[Vec<Value>],
) -> Result<BTreeMap<TicketId, BTreeMap<i64, Leg>>, StoreError> {
    let mut legs: BTreeMap<TicketId, BTreeMap<i64, Leg>> = BTreeMap::new();
    for row in connection.load_below(shape, keys)? {
        let mut cells = Cells::new(row);
        cells.int()?;
        let (id, place) = (TicketId(cells.int()?), cells.int()?);
        legs.entry(id).or_default().insert(place, ticket::leg(&mut cells)?);
    }
    Ok(legs)
}

pub(super) fn tickets(
    connection: &mut dyn Connection,
    book: BookId,
    keys: &[Key],
) -> Result<Vec<Option<Row>>, StoreError> {
    let id = |key: &Key| match key {
        Key::Ticket(id) => *id,
        other => unreachable!("{other:?} is in the wrong group"),
    };
    let ids: Vec<TicketId> = keys.iter().map(id).collect();
    let found = tickets_with_legs(connection, book, &ids)?;
    Ok(found.into_iter().map(|ticket| ticket.map(Row::Ticket)).collect())
}

/// Tenders with their legs, in the order they are asked for.
pub(crate) fn tenders_with_legs(
    connection: &mut dyn Connection,
    book: BookId,
    ids: &[TicketId],
) -> Result<Vec<Option<Tender>>, StoreError> {
    let keys = keys_of(book, ids);
    let mut legs = legs_below(connection, &acceptance::TENDER_LEG, &keys)?;
    let found = connection.load(&acceptance::TENDER, &keys)?;
    let mut read = |row| {
        let mut tender = crate::receipts::after_book(row, acceptance::tender)?;
        tender.legs = legs.remove(&tender.id).unwrap_or_default().into_values().collect();
        Ok(tender)
    };
    found.into_iter().map(|row| row.map(&mut read).transpose()).collect()
}

pub(super) fn tenders(
    connection: &mut dyn Connection,
    book: BookId,
    keys: &[Key],
) -> Result<Vec<Option<Row>>, StoreError> {
    let id = |key: &Key| match key {
        Key::Tender(id) => *id,
        other => unreachable!("{other:?} is in the wrong group"),
    };
    let ids: Vec<TicketId> = keys.iter().map(id).collect();
    let found = tenders_with_legs(connection, book, &ids)?;
    Ok(found.into_iter().map(|tender| tender.map(Row::Tender)).collect())
}

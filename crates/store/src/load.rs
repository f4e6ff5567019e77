//! Loading rows by key: the lane's reads, and those of quotes.
//!
//! Keys come grouped by kind; each kind is one keyed load. Pages and tickets with their legs are
//! the few that need a statement of their own.

mod page;

use desk::port::StoreError;
use domain::id::BookId;
use domain::rows::{Key, Row};

use crate::branch::{branch_credit, branch_of, mark};
use crate::earlier::earlier_tickets;
use crate::engine::Connection;
use crate::rows::{
    acceptance, agreement, card, care, catalogue, credit, dispute, funding, house, identity,
    jurisdiction, limit, message, money, of_book, people, protection, reconcile, ruling, ticket,
    week, withdrawal,
};
use crate::shape::Shape;
use crate::value::{Cells, Value};
use page::{
    disputes_on, grants_of, markets_of, members_after, open_bets, reports_of, rulings_on, stake,
    tenders, tickets, tickets_on, week_line,
};
pub(crate) use page::{reports_of_fixture, tenders_with_legs, ticket_with_legs, tickets_with_legs};

/// Loads every key; absent rows are answered as such.
pub(crate) fn load(
    connection: &mut dyn Connection,
    book: BookId,
    keys: &[Key],
) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
    let mut loaded = Vec::with_capacity(keys.len());
    for group in keys.chunk_by(|a, b| std::mem::discriminant(a) == std::mem::discriminant(b)) {
        load_group(connection, book, group, &mut loaded)?;
    }
    Ok(loaded)
}

type Decode = fn(BookId, &mut Cells) -> Result<Row, StoreError>;

type Find = fn(&mut dyn Connection, BookId, &Key) -> Result<Option<Row>, StoreError>;

type FindMany = fn(&mut dyn Connection, BookId, &[Key]) -> Result<Vec<Option<Row>>, StoreError>;

/// How the keys of one kind are found.
enum Way {
    /// By the table's key.
    Keyed(Shape, fn(&Key) -> Vec<Value>, Decode),
    /// By a statement of its own for each key.
    Own(Find),
    /// By statements of their own for all keys together.
    Together(FindMany),
}

/// A keyed way: shape, the key's cells, and how the row is read.
macro_rules! keyed {
    ($shape:expr, $pattern:pat => [$($cell:expr),*], $variant:ident, $read:expr) => {
        Way::Keyed(
            $shape,
            |key| match key {
                $pattern => vec![$(Value::from($cell)),*],
                other => unreachable!("{other:?} is in the wrong group"),
            },
            |_, cells| Ok(Row::$variant($read(cells)?)),
        )
    };
}

/// How a key is found: in the catalogue, among the book's own rows, or in its record of wagers
/// and money.
fn way(key: &Key) -> Way {
    catalogue_way(key)
        .or_else(|| book_way(key))
        .or_else(|| funding_way(key))
        .or_else(|| limit_way(key))
        .unwrap_or_else(|| record_way(key))
}

fn catalogue_way(key: &Key) -> Option<Way> {
    Some(match key {
        Key::Tenant(_) => {
            keyed!(catalogue::TENANT, Key::Tenant(s) => [s.as_str()], Tenant, catalogue::tenant)
        }
        Key::Host(_) => {
            keyed!(catalogue::HOST, Key::Host(h) => [h.as_str()], Host, catalogue::host)
        }
        Key::League(_) => {
            keyed!(catalogue::LEAGUE, Key::League(c) => [c.as_str()], League, catalogue::league)
        }
        Key::Team(_) => keyed!(
            catalogue::TEAM, Key::Team((l, c)) => [l.0, c.as_str()], Team, catalogue::team),
        Key::Fixture(_) => {
            keyed!(catalogue::FIXTURE, Key::Fixture(f) => [f.0], Fixture, catalogue::fixture)
        }
        Key::Listing(_) => keyed!(
            catalogue::LISTING, Key::Listing((f, v)) => [f.0, *v], Listing, catalogue::listing),
        Key::Market(_) => {
            keyed!(catalogue::MARKET, Key::Market(m) => [m.0], Market, catalogue::market)
        }
        Key::MarketsOf(_) => Way::Own(markets_of),
        Key::ReportsOf(_) => Way::Own(reports_of),
        Key::Report(_) => {
            keyed!(catalogue::REPORT, Key::Report(r) => [r.0], Report, catalogue::report)
        }
        _ => return None,
    })
}

fn book_way(key: &Key) -> Option<Way> {
    Some(match key {
        Key::Book(_) => Way::Keyed(
            house::BOOK,
            |_| Vec::new(),
            |book, cells| Ok(Row::Book(house::book(book, cells)?)),
        ),
        Key::Jurisdiction(_) => Way::Keyed(
            jurisdiction::JURISDICTION,
            |_| Vec::new(),
            |book, cells| Ok(Row::Jurisdiction(jurisdiction::jurisdiction(book, cells)?)),
        ),
        Key::Card(_) => keyed!(card::CARD, Key::Card(c) => [c.as_str()], Card, card::card),
        Key::Rules(_) => keyed!(house::RULES, Key::Rules(v) => [*v], Rules, house::rules),
        Key::Member(_) => keyed!(people::MEMBER, Key::Member(m) => [m.0], Member, people::member),
        Key::BranchOf(_) => Way::Own(branch_of),
        Key::Login(_) => {
            keyed!(people::LOGIN, Key::Login(l) => [l.as_str()], Login, people::login)
        }
        Key::Session(_) => {
            keyed!(people::SESSION, Key::Session(t) => [&t.0[..]], Session, people::session)
        }
        Key::SecondFactor(_) => keyed!(people::SECOND_FACTOR, Key::SecondFactor(m) => [m.0],
            SecondFactor, people::second_factor),
        Key::ApiKey(_) => keyed!(
            people::API_KEY, Key::ApiKey(t) => [&t.0[..]], ApiKey, people::api_key),
        Key::Person(_) => keyed!(
            identity::PERSON, Key::Person(m) => [m.0], Person, identity::person),
        Key::ListEntry(_) => keyed!(
            identity::LIST_ENTRY, Key::ListEntry(e) => [e.0], ListEntry, identity::list_entry),
        Key::SignupCode(_) => keyed!(
            identity::SIGNUP_CODE, Key::SignupCode(c) => [c.as_str()], SignupCode,
            identity::signup_code),
        Key::SubjectRequest(_) => keyed!(
            care::SUBJECT_REQUEST, Key::SubjectRequest(r) => [r.0], SubjectRequest,
            care::subject_request),
        Key::FraudHold(_) => keyed!(
            care::FRAUD_HOLD, Key::FraudHold(h) => [h.0], FraudHold, care::fraud_hold),
        Key::Mark(_) => Way::Own(mark),
        Key::Invitation(_) => keyed!(
            people::INVITATION, Key::Invitation(t) => [&t.0[..]], Invitation, people::invitation),
        Key::Limits(_) => keyed!(credit::LIMITS, Key::Limits(m) => [m.0], Limits, credit::limits),
        Key::Offer(_) => {
            keyed!(house::OFFER, Key::Offer((f, m)) => [f.0, m.0], Offer, house::offer)
        }
        _ => return None,
    })
}

fn funding_way(key: &Key) -> Option<Way> {
    Some(match key {
        Key::Grant(_) => {
            keyed!(funding::GRANT, Key::Grant(g) => [g.0], Grant, funding::grant)
        }
        Key::GrantsOf(_) => Way::Own(grants_of),
        Key::Reconciliation(_) => keyed!(
            reconcile::RECONCILIATION, Key::Reconciliation(r) => [r.0], Reconciliation,
            reconcile::reconciliation),
        Key::DepositFailures(_) => keyed!(
            reconcile::DEPOSIT_FAILURES, Key::DepositFailures(m) => [m.0], DepositFailures,
            reconcile::deposit_failures),
        Key::ProviderKey(_) => keyed!(
            reconcile::PROVIDER_KEY, Key::ProviderKey(m) => [m.name()], ProviderKey,
            reconcile::provider_key),
        Key::Protection(_) => keyed!(
            protection::PROTECTION, Key::Protection(m) => [m.0], Protection,
            protection::protection),
        Key::PlayCount(_) => keyed!(
            protection::PLAY_COUNT, Key::PlayCount(m) => [m.0], PlayCount,
            protection::play_count),
        Key::Exclusion(_) => keyed!(
            protection::EXCLUSION, Key::Exclusion(e) => [e.0], Exclusion, protection::exclusion),
        Key::OpenBets(_) => Way::Own(open_bets),
        Key::BranchCredit(_) => Way::Own(branch_credit),
        Key::Application(_) => keyed!(
            credit::APPLICATION, Key::Application(a) => [a.0], Application, credit::application),
        Key::FreePlayDraw(_) => keyed!(
            funding::FREE_PLAY_DRAW, Key::FreePlayDraw(t) => [t.0], FreePlayDraw,
            funding::free_play_draw),
        Key::MethodTerms(_) => keyed!(
            funding::METHOD_TERMS, Key::MethodTerms(m) => [m.name()], MethodTerms,
            funding::method_terms),
        Key::Withdrawal(_) => keyed!(
            withdrawal::WITHDRAWAL, Key::Withdrawal(w) => [w.0], Withdrawal,
            withdrawal::withdrawal),
        Key::WithdrawalCount(_) => keyed!(
            withdrawal::WITHDRAWAL_COUNT, Key::WithdrawalCount(m) => [m.0], WithdrawalCount,
            withdrawal::withdrawal_count),
        Key::PlayThrough(_) => keyed!(
            withdrawal::PLAY_THROUGH, Key::PlayThrough(m) => [m.0], PlayThrough,
            withdrawal::play_through),
        Key::MethodUse(_) => keyed!(
            funding::METHOD_USE, Key::MethodUse((m, n)) => [m.0, n.name()], MethodUse,
            funding::method_use),
        Key::PaymentReference(_) => keyed!(
            funding::PAYMENT_REFERENCE, Key::PaymentReference((m, r)) => [m.name(), r.as_str()],
            PaymentReference, funding::payment_reference),
        _ => return None,
    })
}

fn limit_way(key: &Key) -> Option<Way> {
    Some(match key {
        Key::OwnLine(_) => {
            keyed!(house::OWN_LINE, Key::OwnLine(m) => [m.0], OwnLine, house::own_line)
        }
        Key::LineProfile(_) => {
            let shape = limit::LINE_PROFILE;
            keyed!(shape, Key::LineProfile(o) => [o.0], LineProfile, limit::line_profile)
        }
        Key::LimitSheet(_) => {
            keyed!(limit::LIMIT_SHEET, Key::LimitSheet(o) => [o.0], LimitSheet, limit::limit_sheet)
        }
        Key::AcceptanceSheet(_) => keyed!(
            acceptance::ACCEPTANCE_SHEET, Key::AcceptanceSheet(o) => [o.0], AcceptanceSheet,
            acceptance::acceptance_sheet),
        Key::Tender(_) => Way::Together(tenders),
        Key::Counter(_) => keyed!(
            limit::COUNTER, Key::Counter(k) => [k.rule, k.subject.0, k.place], Counter,
            limit::counter),
        Key::Earlier(_) => Way::Own(earlier_tickets),
        Key::Recent(_) => keyed!(limit::RECENT, Key::Recent(m) => [m.0], Recent, limit::recent),
        Key::Controls(_) => Way::Keyed(
            limit::CONTROLS,
            |_| Vec::new(),
            |book, cells| Ok(Row::Controls(limit::controls(book, cells)?)),
        ),
        _ => return None,
    })
}

fn record_way(key: &Key) -> Way {
    match key {
        Key::OwnReport(_) => {
            keyed!(catalogue::OWN_REPORT, Key::OwnReport(r) => [r.0], OwnReport, catalogue::report)
        }
        Key::Result(_) => {
            keyed!(house::RESULT, Key::Result((f, v)) => [f.0, *v], Result, house::result)
        }
        Key::Grading(_) => {
            keyed!(house::GRADING, Key::Grading(f) => [f.0], Grading, house::grading)
        }
        Key::DeskPolicy(()) => keyed!(
            ruling::DESK_POLICY, Key::DeskPolicy(()) => [], DeskPolicy, ruling::desk_policy),
        Key::Ruling(_) => {
            keyed!(ruling::RULING, Key::Ruling(r) => [r.0], Ruling, ruling::ruling)
        }
        Key::Dispute(_) => {
            keyed!(dispute::DISPUTE, Key::Dispute(d) => [d.0], Dispute, dispute::dispute)
        }
        Key::Message(_) => {
            keyed!(message::MESSAGE, Key::Message(m) => [m.0], Message, message::message)
        }
        Key::Conversation(_) => keyed!(
            message::CONVERSATION, Key::Conversation(m) => [m.0], Conversation,
            message::conversation),
        Key::DisputesOn(_) => Way::Own(disputes_on),
        Key::RulingsOn(_) => Way::Own(rulings_on),
        Key::Confirmation(_) => keyed!(
            agreement::CONFIRMATION, Key::Confirmation(l) => [l.0], Confirmation,
            agreement::confirmation),
        Key::Discrepancy(_) => keyed!(
            agreement::DISCREPANCY, Key::Discrepancy(f) => [f.0], Discrepancy,
            agreement::discrepancy),
        Key::Stake(_) => Way::Own(stake),
        Key::Waiting(_) => {
            keyed!(
                agreement::WAITING, Key::Waiting((f, t)) => [f.0, t.0], Waiting, agreement::waiting)
        }
        Key::TicketsOn(_) => Way::Own(tickets_on),
        Key::Ticket(_) => Way::Together(tickets),
        Key::Settlement(_) => keyed!(
            ticket::SETTLEMENT, Key::Settlement((t, v)) => [t.0, *v], Settlement,
            ticket::settlement),
        Key::Exposure(_) => keyed!(
            ticket::EXPOSURE, Key::Exposure((f, m, s)) => [f.0, m.0, s.name()], Exposure,
            ticket::exposure),
        Key::Balance(_) => keyed!(
            money::BALANCE, Key::Balance(k) => [k.owner.0, k.account.code()], Balance,
            money::balance),
        Key::Figure(_) => {
            keyed!(money::FIGURE, Key::Figure((w, m)) => [w.0, m.0], Figure, money::figure)
        }
        Key::Lease(_) => keyed!(house::LEASE, Key::Lease(w) => [w.as_str()], Lease, house::lease),
        Key::ClosedWeek(_) => {
            keyed!(week::CLOSED_WEEK, Key::ClosedWeek(w) => [w.0], ClosedWeek, week::closed_week)
        }
        Key::BookTotal(_) => keyed!(
            money::BOOK_TOTAL, Key::BookTotal((d, s, k)) => [d.0, s.name(), k.name()], BookTotal,
            money::book_total),
        Key::AgentTotal(_) => keyed!(
            money::AGENT_TOTAL, Key::AgentTotal((d, a, s)) => [d.0, a.0, s.name()], AgentTotal,
            money::agent_total),
        other => week_way(other),
    }
}

fn week_way(key: &Key) -> Way {
    match key {
        Key::WeekLine(_) => Way::Own(week_line),
        Key::MembersAfter(_) => Way::Own(members_after),
        Key::Frozen(_) => {
            keyed!(week::FROZEN, Key::Frozen((w, m)) => [w.0, m.0], Frozen, week::frozen)
        }
        Key::SettleUp(_) => {
            keyed!(week::SETTLE_UP, Key::SettleUp(w) => [w.0], SettleUp, week::settle_up)
        }
        Key::Deal(_) => keyed!(week::DEAL, Key::Deal(m) => [m.0], Deal, week::deal),
        Key::Makeup(_) => keyed!(week::MAKEUP, Key::Makeup(m) => [m.0], Makeup, week::makeup),
        Key::DealWeek(_) => keyed!(
            week::DEAL_WEEK, Key::DealWeek((w, m)) => [w.0, m.0], DealWeek, week::deal_week),
        Key::HeadPlan(()) => {
            keyed!(week::HEAD_PLAN, Key::HeadPlan(()) => [], HeadPlan, week::head_plan)
        }
        Key::Invoice(_) => keyed!(week::INVOICE, Key::Invoice(w) => [w.0], Invoice, week::invoice),
        other => unreachable!("{other:?} is found by no way"),
    }
}

fn load_group(
    connection: &mut dyn Connection,
    book: BookId,
    group: &[Key],
    loaded: &mut Vec<(Key, Option<Row>)>,
) -> Result<(), StoreError> {
    match way(&group[0]) {
        Way::Own(find) => {
            for key in group {
                loaded.push((key.clone(), find(connection, book, key)?));
            }
        }
        Way::Together(find) => {
            let found = find(connection, book, group)?;
            loaded.extend(group.iter().cloned().zip(found));
        }
        Way::Keyed(shape, cells_of, read) => {
            let cells = |key: &Key| {
                let cells = cells_of(key);
                if shape.of_book { of_book(book, cells) } else { cells }
            };
            let wanted: Vec<Vec<Value>> = group.iter().map(cells).collect();
            let found = connection.load(&shape, &wanted)?;
            for (key, row) in group.iter().zip(found) {
                let row = row.map(|row| read_row(&shape, book, row, read)).transpose()?;
                loaded.push((key.clone(), row));
            }
        }
    }
    Ok(())
}

fn read_row(shape: &Shape, book: BookId, row: Vec<Value>, read: Decode) -> Result<Row, StoreError> {
    let mut cells = Cells::new(row);
    if shape.of_book {
        cells.int()?;
    }
    read(book, &mut cells)
}

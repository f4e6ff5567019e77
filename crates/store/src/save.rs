//! Writing a batch: rows by kind, then what is appended, events, receipts and the head.

use std::collections::BTreeMap;
use std::sync::Arc;

use desk::port::{Head, Writes};
use domain::id::BookId;
use domain::rows::{Appended, Row, Withdrawn};

use crate::engine::{Verb, Write};
use crate::rows::{
    acceptance, agreement, card, care, catalogue, credit, dispute, funding, house, identity,
    jurisdiction, limit, message, money, of_book, people, protection, reconcile, record, ruling,
    ticket, week, withdrawal,
};
use crate::shape::Shape;
use crate::value::Value;

/// Everything that one batch of one book writes, table by table.
pub(crate) fn tables(book: BookId, writes: &Writes, head: &Head) -> Vec<Write> {
    let mut tables = rows(book, &writes.rows);
    tables.extend(withdrawn(book, &writes.withdrawn));
    tables.extend(appended(book, &writes.appended));
    let events = writes.events.iter().map(record::event_cells);
    tables.extend(added(book, record::EVENT, events));
    let receipts = writes.receipts.iter().map(record::receipt_cells);
    tables.extend(added(book, record::RECEIPT, receipts));
    let head = vec![of_book(book, record::head_cells(head))];
    tables.push(Write { shape: record::HEAD, rows: head, verb: Verb::Upsert });
    tables
}

fn added(book: BookId, shape: Shape, rows: impl Iterator<Item = Vec<Value>>) -> Option<Write> {
    let rows: Vec<Vec<Value>> = rows.map(|cells| of_book(book, cells)).collect();
    (!rows.is_empty()).then_some(Write { shape, rows, verb: Verb::Insert })
}

/// Rows come sorted by kind and key: each kind is one upsert, in key order.
fn rows(book: BookId, rows: &[Arc<Row>]) -> Vec<Write> {
    let cells = |row: &Arc<Row>| {
        let (shape, cells) = layout(row);
        if shape.of_book { of_book(book, cells) } else { cells }
    };
    let kind = |row: &Arc<Row>| std::mem::discriminant(row.as_ref());
    rows.chunk_by(|a, b| kind(a) == kind(b))
        .map(|group| Write {
            shape: layout(&group[0]).0,
            rows: group.iter().map(cells).collect(),
            verb: Verb::Upsert,
        })
        .collect()
}

/// Table and cells of a row.
fn layout(row: &Row) -> (Shape, Vec<Value>) {
    match row {
        Row::Book(row) => (house::BOOK, house::book_cells(row)),
        Row::Jurisdiction(row) => {
            (jurisdiction::JURISDICTION, jurisdiction::jurisdiction_cells(row))
        }
        Row::Card(row) => (card::CARD, card::card_cells(row)),
        Row::Rules(row) => (house::RULES, house::rules_cells(row)),
        Row::Tenant(row) => (catalogue::TENANT, catalogue::tenant_cells(row)),
        Row::League(row) => (catalogue::LEAGUE, catalogue::league_cells(row)),
        Row::Team(row) => (catalogue::TEAM, catalogue::team_cells(row)),
        Row::Fixture(row) => (catalogue::FIXTURE, catalogue::fixture_cells(row)),
        Row::Listing(row) => (catalogue::LISTING, catalogue::listing_cells(row)),
        Row::Market(row) => (catalogue::MARKET, catalogue::market_cells(row)),
        Row::Report(row) => (catalogue::REPORT, catalogue::report_cells(row)),
        Row::Limits(row) => (credit::LIMITS, credit::limits_cells(row)),
        Row::Application(row) => (credit::APPLICATION, credit::application_cells(row)),
        Row::Protection(row) => (protection::PROTECTION, protection::protection_cells(row)),
        Row::PlayCount(row) => (protection::PLAY_COUNT, protection::play_count_cells(row)),
        Row::Exclusion(row) => (protection::EXCLUSION, protection::exclusion_cells(row)),
        Row::Reconciliation(row) => {
            (reconcile::RECONCILIATION, reconcile::reconciliation_cells(row))
        }
        Row::DepositFailures(row) => {
            (reconcile::DEPOSIT_FAILURES, reconcile::deposit_failures_cells(row))
        }
        Row::ProviderKey(row) => (reconcile::PROVIDER_KEY, reconcile::provider_key_cells(row)),
        Row::Offer(row) => (house::OFFER, house::offer_cells(row)),
        Row::AcceptanceSheet(row) => {
            (acceptance::ACCEPTANCE_SHEET, acceptance::acceptance_sheet_cells(row))
        }
        Row::Tender(row) => (acceptance::TENDER, acceptance::tender_cells(row)),
        Row::OwnLine(row) => (house::OWN_LINE, house::own_line_cells(row)),
        Row::LineProfile(row) => (limit::LINE_PROFILE, limit::line_profile_cells(row)),
        Row::LimitSheet(row) => (limit::LIMIT_SHEET, limit::limit_sheet_cells(row)),
        Row::Counter(row) => (limit::COUNTER, limit::counter_cells(row)),
        Row::Controls(row) => (limit::CONTROLS, limit::controls_cells(row)),
        Row::Recent(row) => (limit::RECENT, limit::recent_cells(row)),
        Row::OwnReport(row) => (catalogue::OWN_REPORT, catalogue::report_cells(row)),
        Row::Result(row) => (house::RESULT, house::result_cells(row)),
        Row::Confirmation(row) => (agreement::CONFIRMATION, agreement::confirmation_cells(row)),
        Row::Discrepancy(row) => (agreement::DISCREPANCY, agreement::discrepancy_cells(row)),
        Row::Waiting(row) => (agreement::WAITING, agreement::waiting_cells(row)),
        Row::Grading(row) => (house::GRADING, house::grading_cells(row)),
        Row::Ticket(row) => (ticket::TICKET, ticket::ticket_cells(row)),
        Row::Settlement(row) => (ticket::SETTLEMENT, ticket::settlement_cells(row)),
        Row::Exposure(row) => (ticket::EXPOSURE, ticket::exposure_cells(row)),
        Row::Balance(row) => (money::BALANCE, money::balance_cells(row)),
        Row::Grant(_) | Row::FreePlayDraw(_) | Row::MethodTerms(_) => layout_of_funding(row),
        Row::MethodUse(_) | Row::PaymentReference(_) => layout_of_funding(row),
        Row::Withdrawal(_) | Row::WithdrawalCount(_) => layout_of_funding(row),
        Row::PlayThrough(_) => layout_of_funding(row),
        Row::Figure(row) => (money::FIGURE, money::figure_cells(row)),
        Row::Lease(row) => (house::LEASE, house::lease_cells(row)),
        Row::BookTotal(row) => (money::BOOK_TOTAL, money::book_total_cells(row)),
        Row::AgentTotal(row) => (money::AGENT_TOTAL, money::agent_total_cells(row)),
        Row::DeskPolicy(row) => (ruling::DESK_POLICY, ruling::desk_policy_cells(row)),
        Row::Ruling(row) => (ruling::RULING, ruling::ruling_cells(row)),
        Row::Dispute(row) => (dispute::DISPUTE, dispute::dispute_cells(row)),
        Row::Message(row) => (message::MESSAGE, message::message_cells(row)),
        Row::Conversation(row) => (message::CONVERSATION, message::conversation_cells(row)),
        Row::ClosedWeek(_) | Row::Frozen(_) | Row::SettleUp(_) => layout_of_week(row),
        Row::Deal(_) | Row::Makeup(_) | Row::DealWeek(_) => layout_of_week(row),
        Row::HeadPlan(_) | Row::Invoice(_) => layout_of_week(row),
        other => layout_of_people(other),
    }
}

/// Table and cells of a row that has to do with payments, payouts and free play.
fn layout_of_funding(row: &Row) -> (Shape, Vec<Value>) {
    match row {
        Row::Grant(row) => (funding::GRANT, funding::grant_cells(row)),
        Row::FreePlayDraw(row) => (funding::FREE_PLAY_DRAW, funding::free_play_draw_cells(row)),
        Row::MethodTerms(row) => (funding::METHOD_TERMS, funding::method_terms_cells(row)),
        Row::Withdrawal(row) => (withdrawal::WITHDRAWAL, withdrawal::withdrawal_cells(row)),
        Row::WithdrawalCount(row) => {
            (withdrawal::WITHDRAWAL_COUNT, withdrawal::withdrawal_count_cells(row))
        }
        Row::PlayThrough(row) => (withdrawal::PLAY_THROUGH, withdrawal::play_through_cells(row)),
        Row::MethodUse(row) => (funding::METHOD_USE, funding::method_use_cells(row)),
        Row::PaymentReference(row) => {
            (funding::PAYMENT_REFERENCE, funding::payment_reference_cells(row))
        }
        other => unreachable!("{other:?} is no row of funding"),
    }
}

/// Table and cells of a row that has to do with the close of a week.
fn layout_of_week(row: &Row) -> (Shape, Vec<Value>) {
    match row {
        Row::ClosedWeek(row) => (week::CLOSED_WEEK, week::closed_week_cells(row)),
        Row::Frozen(row) => (week::FROZEN, week::frozen_cells(row)),
        Row::SettleUp(row) => (week::SETTLE_UP, week::settle_up_cells(row)),
        Row::Deal(row) => (week::DEAL, week::deal_cells(row)),
        Row::Makeup(row) => (week::MAKEUP, week::makeup_cells(row)),
        Row::DealWeek(row) => (week::DEAL_WEEK, week::deal_week_cells(row)),
        Row::HeadPlan(row) => (week::HEAD_PLAN, week::head_plan_cells(row)),
        Row::Invoice(row) => (week::INVOICE, week::invoice_cells(row)),
        other => unreachable!("{other:?} is no row of a week"),
    }
}

/// The same of rows about people and host names: what [`layout`] leaves over.
fn layout_of_people(row: &Row) -> (Shape, Vec<Value>) {
    match row {
        Row::Host(row) => (catalogue::HOST, catalogue::host_cells(row)),
        Row::SecondFactor(row) => (people::SECOND_FACTOR, people::second_factor_cells(row)),
        Row::ApiKey(row) => (people::API_KEY, people::api_key_cells(row)),
        Row::Person(row) => (identity::PERSON, identity::person_cells(row)),
        Row::ListEntry(row) => (identity::LIST_ENTRY, identity::list_entry_cells(row)),
        Row::SignupCode(row) => (identity::SIGNUP_CODE, identity::signup_code_cells(row)),
        Row::SubjectRequest(row) => (care::SUBJECT_REQUEST, care::subject_request_cells(row)),
        Row::FraudHold(row) => (care::FRAUD_HOLD, care::fraud_hold_cells(row)),
        Row::Member(row) => (people::MEMBER, people::member_cells(row)),
        Row::Login(row) => (people::LOGIN, people::login_cells(row)),
        Row::Session(row) => (people::SESSION, people::session_cells(row)),
        Row::Invitation(row) => (people::INVITATION, people::invitation_cells(row)),
        Row::BranchOf(_)
        | Row::Mark(_)
        | Row::WeekLine(_)
        | Row::MembersAfter(_)
        | Row::MarketsOf(_)
        | Row::ReportsOf(_)
        | Row::TicketsOn(_)
        | Row::RulingsOn(_)
        | Row::DisputesOn(_)
        | Row::GrantsOf(_)
        | Row::BranchCredit(_)
        | Row::OpenBets(_)
        | Row::Earlier(_)
        | Row::Stake(_) => {
            unreachable!("pages are read only: no decision puts one")
        }
        other => unreachable!("{other:?} has its layout above"),
    }
}

fn withdrawn(book: BookId, withdrawn: &[Withdrawn]) -> impl Iterator<Item = Write> {
    let mut tables: BTreeMap<&'static str, (Shape, Vec<Vec<Value>>)> = BTreeMap::new();
    for row in withdrawn {
        let (shape, cells) = match row {
            Withdrawn::Branch(above, member) => {
                (people::BRANCH, people::branch_cells(*above, *member))
            }
            Withdrawn::PersonMark(mark, member) => {
                (identity::PERSON_MARK, identity::mark_cells(mark, member.0))
            }
            Withdrawn::Message(id) => (message::MESSAGE_KEY, vec![Value::Int(id.0)]),
            Withdrawn::Login(login) => (people::LOGIN_KEY, vec![Value::from(login.as_str())]),
        };
        let rows = &mut tables.entry(shape.table).or_insert_with(|| (shape, Vec::new())).1;
        rows.push(of_book(book, cells));
    }
    tables.into_values().map(|(shape, rows)| Write { shape, rows, verb: Verb::Delete })
}

fn appended(book: BookId, appended: &[Appended]) -> impl Iterator<Item = Write> {
    let mut tables: BTreeMap<&'static str, (Shape, Vec<Vec<Value>>)> = BTreeMap::new();
    for row in appended {
        let (shape, cells) = match row {
            Appended::Leg(id, place, leg) => (ticket::LEG, ticket::leg_cells(*id, *place, leg)),
            Appended::TenderLeg(id, place, leg) => {
                (acceptance::TENDER_LEG, ticket::leg_cells(*id, *place, leg))
            }
            Appended::TicketOn(fixture, id) => {
                (ticket::TICKET_ON, ticket::ticket_on_cells(*fixture, *id))
            }
            Appended::Transfer(row) => (money::TRANSFER, money::transfer_cells(row)),
            Appended::Payment(row) => (money::PAYMENT, money::payment_cells(row)),
            Appended::Reconciled(row) => {
                (reconcile::RECONCILED_LINE, reconcile::reconciled_line_cells(row))
            }
            Appended::LineMove(row) => (catalogue::LINE_MOVE, catalogue::line_move_cells(row)),
            Appended::PersonMark(mark, member) => {
                (identity::PERSON_MARK, identity::mark_cells(mark, member.0))
            }
            Appended::ListMark(mark, entry) => {
                (identity::LIST_MARK, identity::mark_cells(mark, entry.0))
            }
            Appended::CardVersion(row) => (card::CARD_VERSION, card::card_cells(row)),
            Appended::Branch(above, member) => {
                (people::BRANCH, people::branch_cells(*above, *member))
            }
        };
        let cells = if shape.of_book { of_book(book, cells) } else { cells };
        tables.entry(shape.table).or_insert_with(|| (shape, Vec::new())).1.push(cells);
    }
    tables.into_values().map(|(shape, rows)| Write { shape, rows, verb: Verb::Insert })
}

//! The event log, and the raw record that `check` reads from end to end.

use desk::port::{ChainedEvent, Head, Page, StoreError};
use desk::view::Paged;
use domain::acceptance::Tender;
use domain::care::hold::FraudHold;
use domain::care::request::SubjectRequest;
use domain::credit::{Application, Limits};
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::factor::SecondFactor;
use domain::figure::deal::{DealWeek, Makeup};
use domain::figure::frozen::{ClosedWeek, FrozenFigure};
use domain::figure::invoice::Invoice;
use domain::figure::week::Figure;
use domain::funding::free_play::Grant;
use domain::funding::method::{MethodUse, PaymentReference};
use domain::funding::reconcile::{ReconciledLine, Reconciliation};
use domain::funding::withdrawal::Withdrawal;
use domain::grade::ruling::Ruling;
use domain::grade::score::{ConfirmedResult, Grading};
use domain::id::{BookId, EntryId, MemberId, TicketId};
use domain::identity::{ListEntry, Person};
use domain::ledger::account::Balance;
use domain::ledger::transfer::{Payment, Transfer};
use domain::limit::counter::Counter;
use domain::limit::rule::LimitSheet;
use domain::member::Member;
use domain::protection::count::PlayCount;
use domain::protection::failures::DepositFailures;
use domain::protection::{Exclusion, Protection};
use domain::rows::{AgentTotal, BookTotal};
use domain::rules::HouseRules;
use domain::wager::ticket::{Settlement, Ticket};

use super::{paged, query_all, query_one, tenders, tickets};
use crate::engine::Connection;
use crate::engine::open::Database;
use crate::receipts::{self, after_book};
use crate::rows::{
    care, credit, funding, house, identity, limit, money, people, protection, reconcile, record,
    ruling, ticket, week, withdrawal,
};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(super) fn events(
    connection: &mut dyn Connection,
    book: BookId,
    kind: Option<EventKind>,
    member: Option<MemberId>,
    page: &Page,
) -> Result<Paged<ChainedEvent>, StoreError> {
    let columns = record::EVENT.aliased("e");
    let sql = format!(
        "select {columns} from event e where e.book_id = $1 and ($2 = 0 or e.sequence < $2)
         and ($3 = '' or e.kind = $3) and ($4 = 0 or e.member_id = $4 or e.actor_id = $4)
         order by e.sequence desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::from(kind.map_or("", EventKind::name)),
        Value::Int(member.map_or(0, |member| member.0)),
        Value::Int(page.limit + 1),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let events: Result<Vec<ChainedEvent>, StoreError> =
        rows.into_iter().map(|row| after_book(row, record::event)).collect();
    Ok(paged(events?, page, |event| event.sequence))
}

/// Every book's last sequence: the one question over all books, which changes nothing.
pub(super) fn sequences(connection: &mut dyn Connection) -> Result<Vec<(BookId, i64)>, StoreError> {
    let sql = "select h.book_id, h.sequence from book_head h order by h.book_id";
    query_all(connection, sql, &[], |cells| Ok((BookId(cells.int()?), cells.int()?)))
}

/// Events of play and money change nothing about who a member is.
const OF_PLAY_AND_MONEY: [EventKind; 11] = [
    EventKind::WagerTendered,
    EventKind::TenderApproved,
    EventKind::TenderRefused,
    EventKind::TenderLapsed,
    EventKind::WagerAccepted,
    EventKind::TicketSettled,
    EventKind::TicketResettled,
    EventKind::Overdrawn,
    EventKind::ReceiptRecorded,
    EventKind::DisbursementRecorded,
    EventKind::AdjustmentRecorded,
];

pub(super) fn members_touched(
    connection: &mut dyn Connection,
    book: BookId,
    after: i64,
) -> Result<Vec<MemberId>, StoreError> {
    let left_aside = OF_PLAY_AND_MONEY.map(|kind| format!("'{}'", kind.name())).join(", ");
    let sql = format!(
        "select distinct e.member_id from event e where e.book_id = $1 and e.sequence > $2
         and e.member_id is not null and e.kind not in ({left_aside})
         order by e.member_id"
    );
    let parameters = [book.0.into(), after.into()];
    query_all(connection, &sql, &parameters, |cells| Ok(MemberId(cells.int()?)))
}

/// Events of the log that one page of a member's timeline looks at.
const LOOKED_AT: i64 = 100_000;

pub(super) fn timeline(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
    page: &Page,
) -> Result<Paged<ChainedEvent>, StoreError> {
    let newest = receipts::head(connection, book)?.sequence;
    let before = page.cursor.unwrap_or(newest + 1);
    let from = (before - LOOKED_AT).max(1);
    let columns = record::EVENT.aliased("e");
    let sql = format!(
        "select {columns} from event e where e.book_id = $1 and e.sequence < $2
         and e.sequence >= $3 and e.member_id = $4 order by e.sequence desc limit $5"
    );
    let parameters = [book.0, before, from, member.0, page.limit + 1].map(Value::Int);
    let rows = connection.query(&sql, &parameters)?;
    let events: Result<Vec<ChainedEvent>, StoreError> =
        rows.into_iter().map(|row| after_book(row, record::event)).collect();
    let mut found = paged(events?, page, |event| event.sequence);
    if found.next.is_none() && from > 1 {
        found.next = Some(from);
    }
    Ok(found)
}

pub(super) fn events_after(
    connection: &mut dyn Connection,
    book: BookId,
    after: i64,
    limit: i64,
) -> Result<Vec<ChainedEvent>, StoreError> {
    let columns = record::EVENT.aliased("e");
    let sql = format!(
        "select {columns} from event e where e.book_id = $1 and e.sequence > $2
         order by e.sequence limit $3"
    );
    let rows = connection.query(&sql, &[book.0.into(), after.into(), limit.into()])?;
    rows.into_iter().map(|row| after_book(row, record::event)).collect()
}

/// The raw record of a book, read as it stands. For `check`, exports and replays' outputs.
impl Database {
    fn all<T>(
        &self,
        book: BookId,
        shape: &Shape,
        read: fn(&mut Cells) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let columns = shape.aliased("x");
        let order: Vec<String> = shape.keys.iter().map(|key| format!("x.{key}")).collect();
        let (table, order) = (shape.table, order.join(", "));
        let sql = format!("select {columns} from {table} x where x.book_id = $1 order by {order}");
        self.read(|connection| {
            let rows = connection.query(&sql, &[book.0.into()])?;
            rows.into_iter().map(|row| after_book(row, read)).collect()
        })
    }

    /// Every member, by id.
    pub fn all_members(&self, book: BookId) -> Result<Vec<Member>, StoreError> {
        self.all(book, &people::MEMBER, people::member)
    }

    /// Every second factor, by member.
    pub fn all_second_factors(&self, book: BookId) -> Result<Vec<SecondFactor>, StoreError> {
        self.all(book, &people::SECOND_FACTOR, people::second_factor)
    }

    /// Every person, by member.
    pub fn all_persons(&self, book: BookId) -> Result<Vec<Person>, StoreError> {
        self.all(book, &identity::PERSON, identity::person)
    }

    /// Who carries which mark, by mark.
    pub fn all_person_marks(&self, book: BookId) -> Result<Vec<(String, MemberId)>, StoreError> {
        self.all(book, &identity::PERSON_MARK, |cells| Ok((cells.text()?, MemberId(cells.int()?))))
    }

    /// Every entry of the list of those who must not play.
    pub fn all_list_entries(&self, book: BookId) -> Result<Vec<ListEntry>, StoreError> {
        self.all(book, &identity::LIST_ENTRY, identity::list_entry)
    }

    /// Which entry of that list carries which mark.
    pub fn all_list_marks(&self, book: BookId) -> Result<Vec<(String, EntryId)>, StoreError> {
        self.all(book, &identity::LIST_MARK, |cells| Ok((cells.text()?, EntryId(cells.int()?))))
    }

    /// Who stands in whose branch: above, then below.
    pub fn all_branches(&self, book: BookId) -> Result<Vec<(MemberId, MemberId)>, StoreError> {
        self.all(book, &people::BRANCH, |cells| {
            Ok((MemberId(cells.int()?), MemberId(cells.int()?)))
        })
    }

    /// The head of a book.
    ///
    /// # Errors
    /// As every read.
    pub fn head(&self, book: BookId) -> Result<Head, StoreError> {
        self.read(|connection| receipts::head(connection, book))
    }

    /// At most `limit` tickets with ids above `after`, with their legs, oldest first.
    ///
    /// # Errors
    /// As every read.
    pub fn tickets_after(
        &self,
        book: BookId,
        after: TicketId,
        limit: i64,
    ) -> Result<Vec<Ticket>, StoreError> {
        let within = "x.book_id = $1 and x.id in (select t.id from ticket t
                      where t.book_id = $1 and t.id > $2 order by t.id limit $3)";
        let parameters = [Value::Int(book.0), Value::Int(after.0), Value::Int(limit)];
        self.read(|connection| tickets::with_legs(connection, within, &parameters))
    }

    /// Every wager that waits to be accepted, or did, with its legs, by id.
    ///
    /// # Errors
    /// As every read.
    pub fn all_tenders(&self, book: BookId) -> Result<Vec<Tender>, StoreError> {
        self.read(|connection| tenders::all(connection, book))
    }

    /// At most `limit` transfers with ids above `after`, oldest first.
    ///
    /// # Errors
    /// As every read.
    pub fn transfers_after(
        &self,
        book: BookId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Transfer>, StoreError> {
        let columns = money::TRANSFER.aliased("x");
        let sql = format!(
            "select {columns} from transfer x where x.book_id = $1 and x.id > $2
             order by x.id limit $3"
        );
        self.read(|connection| {
            let rows = connection.query(&sql, &[book.0.into(), after.into(), limit.into()])?;
            rows.into_iter().map(|row| after_book(row, money::transfer)).collect()
        })
    }
}

/// Payments that somebody asked for one by one: those of a settle-up stand under its one key.
const PAYMENTS: &str = "select (select count(*) from payment p where p.book_id = $1
     and p.fact in ('receipt', 'disbursement', 'adjustment', 'accrual', 'commission_paid'))
     - coalesce((select cast(sum(s.payments) as bigint) from settle_up s where s.book_id = $1), 0)
     - (select count(*) from reconciliation r where r.book_id = $1 and r.posted > 0)";

/// Every wager that was asked for: a ticket, or a tender that never became one.
const WAGERS: &str = "select (select count(*) from ticket t where t.book_id = $1)
     + (select count(*) from tender x where x.book_id = $1 and x.state <> 'accepted')";

impl Database {
    /// How many effects of each kind stand against how many receipts that name them.
    ///
    /// # Errors
    /// As every read.
    pub fn effects_and_receipts(
        &self,
        book: BookId,
    ) -> Result<Vec<(&'static str, i64, i64)>, StoreError> {
        let counts = [
            ("wagers", WAGERS, 8),
            ("withdrawals", "select count(*) from withdrawal w where w.book_id = $1", 41),
            (
                "credit applications",
                "select count(*) from credit_application a where a.book_id = $1",
                42,
            ),
            ("reconciliations", "select count(*) from reconciliation r where r.book_id = $1", 44),
            ("exclusions", "select count(*) from exclusion x where x.book_id = $1", 43),
            ("payments", PAYMENTS, 7),
            ("grants", "select count(*) from free_play_grant g where g.book_id = $1", 40),
        ];
        let receipts = "select count(distinct r.outcome_id) from receipt r
                        where r.book_id = $1 and r.outcome = $2";
        self.read(|connection| {
            let mut pairs = Vec::new();
            for (what, sql, outcome) in counts {
                let parameters = [Value::Int(book.0), Value::Int(outcome)];
                let effects = query_one(connection, sql, &parameters[..1], Cells::int)?;
                let known = query_one(connection, receipts, &parameters, Cells::int)?;
                pairs.push((what, effects.unwrap_or(0), known.unwrap_or(0)));
            }
            Ok(pairs)
        })
    }
}

/// Whole tables of a book, in key order.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $row:ty = $shape:expr, $read:expr;)+) => {
        impl Database {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// As every read.
            pub fn $name(&self, book: BookId) -> Result<Vec<$row>, StoreError> {
                self.all(book, &$shape, $read)
            }
        )+}
    };
}

tables! {
    /// Every ledger balance.
    balances: Balance = money::BALANCE, money::balance;
    /// Every settlement.
    settlements: Settlement = ticket::SETTLEMENT, ticket::settlement;
    /// Every exposure counter.
    exposures: Exposure = ticket::EXPOSURE, ticket::exposure;
    /// Every figure.
    all_figures: Figure = money::FIGURE, money::figure;
    /// Every total of the book.
    book_totals: BookTotal = money::BOOK_TOTAL, money::book_total;
    /// Every total of an agent.
    agent_totals: AgentTotal = money::AGENT_TOTAL, money::agent_total;
    /// Every confirmed result.
    results: ConfirmedResult = house::RESULT, house::result;
    /// Every void and cancellation.
    all_rulings: Ruling = ruling::RULING, ruling::ruling;
    /// Every member's closed week.
    all_frozen: FrozenFigure = week::FROZEN, week::frozen;
    /// Every settled week of a deal.
    all_deal_weeks: DealWeek = week::DEAL_WEEK, week::deal_week;
    /// Every agent's makeup.
    all_makeups: Makeup = week::MAKEUP, week::makeup;
    /// Every invoice.
    all_invoices: Invoice = week::INVOICE, week::invoice;
    /// Every closed week.
    all_closed_weeks: ClosedWeek = week::CLOSED_WEEK, week::closed_week;
    /// Every grading.
    gradings: Grading = house::GRADING, house::grading;
    /// Every version of the house rules.
    all_rules: HouseRules = house::RULES, house::rules;
    /// Every requested payout.
    all_withdrawals: Withdrawal = withdrawal::WITHDRAWAL, withdrawal::withdrawal;
    /// What moved by each payment method of each member.
    all_method_uses: MethodUse = funding::METHOD_USE, funding::method_use;
    /// Every payment.
    all_payments: Payment = money::PAYMENT, money::payment;
    /// Every provider's record that was held against the book.
    all_reconciliations: Reconciliation =
        reconcile::RECONCILIATION, reconcile::reconciliation;
    /// Every line of them.
    reconciled_lines: ReconciledLine = reconcile::RECONCILED_LINE, reconcile::reconciled_line;
    /// Every outside reference that names a payment.
    payment_references: PaymentReference =
        funding::PAYMENT_REFERENCE, funding::payment_reference;
    /// What players paid in, took out and staked lately.
    all_play_counts: PlayCount = protection::PLAY_COUNT, protection::play_count;
    /// Every row of failed deposits.
    all_deposit_failures: DepositFailures =
        reconcile::DEPOSIT_FAILURES, reconcile::deposit_failures;
    /// Everything that protects players.
    protections: Protection = protection::PROTECTION, protection::protection;
    /// Every time-out and self-exclusion.
    all_exclusions: Exclusion = protection::EXCLUSION, protection::exclusion;
    /// Every request about what is kept of a person.
    all_subject_requests: SubjectRequest = care::SUBJECT_REQUEST, care::subject_request;
    /// Every account that is or was held.
    all_fraud_holds: FraudHold = care::FRAUD_HOLD, care::fraud_hold;
    /// Every application for credit.
    all_applications: Application = credit::APPLICATION, credit::application;
    /// Every grant of free play.
    all_grants: Grant = funding::GRANT, funding::grant;
    /// Every owner's limit rules.
    limit_sheets: LimitSheet = limit::LIMIT_SHEET, limit::limit_sheet;
    /// Every counter of a limit that adds up.
    limit_counters: Counter = limit::COUNTER, limit::counter;
    /// Every member's limits.
    all_limits: Limits = credit::LIMITS, credit::limits;
}

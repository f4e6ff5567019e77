//! The two ports: what a lane needs of a store, and what readers need of it.

mod care;
mod error;
mod filter;
mod message;

use std::sync::Arc;

use domain::calendar::{Day, Instant, Week};
use domain::command::Outcome;
use domain::event::Event;
use domain::id::{BookId, FixtureId, MemberId, PostingId, RequestKey, TicketId, TokenHash};
use domain::rejection::Rejection;
use domain::rows::{Appended, Key, Row, Withdrawn};
use domain::working::Working;

pub use care::CareViews;
pub use error::StoreError;
pub use filter::{FixtureState, MemberFilter, Page, PaymentFilter, TenderFilter, TicketFilter};
pub use message::MessageViews;

use crate::view;

/// The hot row of a book: its event sequence, id counter, last time and hash chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Sequence of the last event; 0 before the first.
    pub sequence: i64,
    /// The next id to hand out.
    pub next_id: i64,
    /// Time of the last decision.
    pub last_at: Instant,
    /// Hash of the last event.
    pub chain: [u8; 32],
}

impl Head {
    /// Of a book that has done nothing yet.
    pub fn empty() -> Head {
        Head { sequence: 0, next_id: 1, last_at: Instant(0), chain: [0; 32] }
    }
}

/// An event with its place in the book's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedEvent {
    /// Its place, gap free from 1.
    pub sequence: i64,
    /// When, strictly rising.
    pub at: Instant,
    /// The fact.
    pub event: Event,
    /// Hash over the previous hash and this event.
    pub hash: [u8; 32],
}

/// The stored outcome of a request key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReceipt {
    /// The client's key.
    pub key: RequestKey,
    /// Hash of what was asked.
    pub print: u64,
    /// When it was decided.
    pub at: Instant,
    /// What was answered.
    pub answer: Result<Outcome, Rejection>,
}

/// Everything one batch of one book writes.
#[derive(Clone, Debug, Default)]
pub struct Writes {
    /// New absolute values, one per key, in key order.
    pub rows: Vec<Arc<Row>>,
    /// Rows to add, in order.
    pub appended: Vec<Appended>,
    /// Rows to take away, before any is added.
    pub withdrawn: Vec<Withdrawn>,
    /// Events, in order.
    pub events: Vec<ChainedEvent>,
    /// Receipts.
    pub receipts: Vec<StoredReceipt>,
}

/// What the work of a book begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The book's head, locked.
    pub head: Head,
    /// The head of the provider's scope, which tells whether the catalogue changed; not locked.
    pub catalogue: Head,
    /// The receipts known for the keys asked about, in the order of their keys.
    pub receipts: Vec<StoredReceipt>,
}

/// The lane's side of a store: one write connection.
///
/// `begin` opens the work of one book and locks its head; `keep` ends it; `flush` makes
/// everything kept durable. Engines that commit per book do so in `keep` and have an empty
/// `flush`; engines that share one commit do it in `flush`.
pub trait Store: Send {
    /// Opens the work of a book: locks its head, and reads the receipts known for `keys`, which
    /// are different and in order.
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError>;
    /// Loads rows by key; every key is answered.
    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError>;
    /// Writes a batch and the book's new head.
    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError>;
    /// Ends the work of the book; it is durable after `flush`.
    fn keep(&mut self) -> Result<(), StoreError>;
    /// Gives up the work of the book begun last.
    fn give_up(&mut self) -> Result<(), StoreError>;
    /// Makes everything kept durable. An error is an unknown outcome.
    fn flush(&mut self) -> Result<(), StoreError>;
    /// Gives up everything not flushed and makes the connection fit for use again.
    fn reset(&mut self) -> Result<(), StoreError>;
}

/// The readers' side of a store: read-only, one read transaction per call, each answer naming the
/// event sequence it reflects where a report needs it. Ids outside the book answer nothing.
#[expect(clippy::missing_errors_doc, reason = "every view fails alike: with a StoreError")]
pub trait Views: CareViews + MessageViews + Send + Sync {
    /// The directory: slug and id of every book.
    fn tenants(&self) -> Result<Vec<domain::book::Tenant>, StoreError>;
    /// Every host name that was ever given to a book.
    fn hosts(&self) -> Result<Vec<domain::book::HostName>, StoreError>;
    /// Loads rows by key, as a lane would, for quotes and single objects.
    fn load(&self, book: BookId, keys: &[Key], into: &mut Working) -> Result<(), StoreError>;
    /// Sequence of the book's last event.
    fn sequence(&self, book: BookId) -> Result<i64, StoreError>;
    /// Sequence of the last event of every book that has one.
    fn sequences(&self) -> Result<Vec<(BookId, i64)>, StoreError>;
    /// Members whom events of a book after a sequence concern, leaving play and money aside.
    fn members_touched(&self, book: BookId, after: i64) -> Result<Vec<MemberId>, StoreError>;
    /// The stored answer to a request key.
    fn receipt(&self, book: BookId, key: RequestKey) -> Result<Option<StoredReceipt>, StoreError>;
    /// A live session by its token's hash: the session and its member.
    fn session(
        &self,
        book: BookId,
        token: TokenHash,
    ) -> Result<Option<(domain::member::Session, domain::member::Member)>, StoreError>;
    /// The sessions of a member, newest first: at most the newest hundred.
    fn sessions(
        &self,
        book: BookId,
        member: MemberId,
    ) -> Result<Vec<domain::member::Session>, StoreError>;
    /// The keys of a member, newest first: at most the newest hundred.
    fn api_keys(
        &self,
        book: BookId,
        member: MemberId,
    ) -> Result<Vec<domain::key::ApiKey>, StoreError>;
    /// Everything that happened to a member, newest first. A page looks at a bounded part of the
    /// log, so it may hold fewer than the limit although more follow. The cursor is a sequence.
    fn timeline(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<view::Paged<ChainedEvent>, StoreError>;
    /// The list of those who must not play, newest first. The cursor is an entry's id.
    fn list_entries(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::identity::ListEntry>, StoreError>;
    /// The codes for signing up below a branch, by code; at most two hundred.
    fn signup_codes(
        &self,
        book: BookId,
        branch: MemberId,
    ) -> Result<Vec<domain::identity::SignupCode>, StoreError>;
    /// The board: fixtures that start within the window or are in play, with markets, overlay and
    /// opening lines.
    fn board(&self, book: BookId, from: Instant, to: Instant) -> Result<view::Board, StoreError>;
    /// Fixtures for the settlement desk.
    fn fixtures(
        &self,
        book: BookId,
        state: FixtureState,
        now: Instant,
        page: &Page,
    ) -> Result<view::Paged<view::DeskFixture>, StoreError>;
    /// One fixture for the settlement desk.
    fn fixture(
        &self,
        book: BookId,
        fixture: FixtureId,
    ) -> Result<Option<view::DeskFixture>, StoreError>;
    /// Tickets, newest first. The cursor is a ticket id.
    fn tickets(
        &self,
        book: BookId,
        filter: &TicketFilter,
        page: &Page,
    ) -> Result<view::Paged<view::TicketStory>, StoreError>;
    /// One ticket.
    fn ticket(
        &self,
        book: BookId,
        ticket: TicketId,
    ) -> Result<Option<view::TicketStory>, StoreError>;
    /// Wagers that wait to be accepted, or did, newest first. The cursor is an id.
    fn tenders(
        &self,
        book: BookId,
        filter: &TenderFilter,
        page: &Page,
    ) -> Result<view::Paged<view::TenderStory>, StoreError>;
    /// Those that wait and must be looked at by now, under a cut-off of so many seconds.
    fn due_tenders(
        &self,
        book: BookId,
        now: Instant,
        cutoff_seconds: i32,
    ) -> Result<view::DueTenders, StoreError>;
    /// Members with their money, by id. The cursor is a member id.
    fn members(
        &self,
        book: BookId,
        week: Week,
        filter: &MemberFilter,
        page: &Page,
    ) -> Result<view::Paged<view::MemberCard>, StoreError>;
    /// One member with money and chain.
    fn member(
        &self,
        book: BookId,
        week: Week,
        member: MemberId,
    ) -> Result<Option<view::MemberCard>, StoreError>;
    /// The ledger statement of a member, newest first. The cursor is a transfer's posting id.
    fn statement(
        &self,
        book: BookId,
        member: MemberId,
        from: Option<Instant>,
        to: Option<Instant>,
        page: &Page,
    ) -> Result<view::Paged<view::StatementLine>, StoreError>;
    /// Payments and corrections of a branch, newest first.
    fn payments(
        &self,
        book: BookId,
        filter: &PaymentFilter,
        page: &Page,
    ) -> Result<view::Paged<view::PaymentLine>, StoreError>;
    /// One payment or correction, by the posting it made.
    fn payment(
        &self,
        book: BookId,
        posting: PostingId,
    ) -> Result<Option<view::PaymentLine>, StoreError>;
    /// Grants of free play of a branch, newest first. The cursor is a grant's id.
    fn free_plays(
        &self,
        book: BookId,
        branch: MemberId,
        open_only: bool,
        page: &Page,
    ) -> Result<view::Paged<view::FreePlayLine>, StoreError>;
    /// Payouts of a branch, newest first, of one state if named. The cursor is a payout's id.
    fn withdrawals(
        &self,
        book: BookId,
        branch: MemberId,
        state: Option<domain::funding::withdrawal::WithdrawalState>,
        page: &Page,
    ) -> Result<view::Paged<view::WithdrawalLine>, StoreError>;
    /// Providers' records that were held against the book, newest first. The cursor is an id.
    fn reconciliations(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::funding::reconcile::Reconciliation>, StoreError>;
    /// The lines of one, of one outcome if named. The cursor is a line's number.
    fn reconciled(
        &self,
        book: BookId,
        id: domain::id::ReconciliationId,
        outcome: Option<domain::funding::reconcile::LineOutcome>,
        page: &Page,
    ) -> Result<view::Paged<domain::funding::reconcile::ReconciledLine>, StoreError>;
    /// Payments by a method that no record has named, oldest first. The cursor is a posting's id.
    fn unreconciled(
        &self,
        book: BookId,
        method: domain::ledger::account::Method,
        page: &Page,
    ) -> Result<view::Paged<domain::funding::method::PaymentReference>, StoreError>;
    /// Time-outs and self-exclusions of a branch, newest first. The cursor is an exclusion's id.
    fn exclusions(
        &self,
        book: BookId,
        branch: MemberId,
        page: &Page,
    ) -> Result<view::Paged<domain::protection::Exclusion>, StoreError>;
    /// Exclusions whose players have open bets to be looked at: work of the timer.
    fn exclusions_with_bets(
        &self,
        book: BookId,
    ) -> Result<Vec<domain::protection::Exclusion>, StoreError>;
    /// Members whose lent credit has expired: work of the timer.
    fn expired_credits(
        &self,
        book: BookId,
        now: Instant,
    ) -> Result<Vec<domain::credit::Limits>, StoreError>;
    /// Applications for credit of a branch, newest first, of one state if named. The cursor is an
    /// application's id.
    fn credit_applications(
        &self,
        book: BookId,
        branch: MemberId,
        state: Option<domain::credit::ApplicationState>,
        page: &Page,
    ) -> Result<view::Paged<view::ApplicationLine>, StoreError>;
    /// Grants of free play that have expired with something left: work of the timer.
    fn expired_free_plays(
        &self,
        book: BookId,
        now: Instant,
    ) -> Result<Vec<domain::funding::free_play::Grant>, StoreError>;
    /// The weekly figures of a branch, the tree depth first.
    fn figures(
        &self,
        book: BookId,
        branch: MemberId,
        week: Week,
    ) -> Result<view::FigureSheet, StoreError>;
    /// Totals by day, sport and kind of a range of business days.
    fn daily(&self, book: BookId, from: Day, to: Day) -> Result<view::Daily, StoreError>;
    /// Totals by day and sport below one agent, its whole branch.
    fn daily_of_branch(
        &self,
        book: BookId,
        branch: MemberId,
        from: Day,
        to: Day,
    ) -> Result<view::Daily, StoreError>;
    /// Exposure of open bets by fixture; of one fixture when named.
    fn exposure(
        &self,
        book: BookId,
        fixture: Option<FixtureId>,
    ) -> Result<view::ExposureSheet, StoreError>;
    /// What is owed, held and in the bank: now, or as it stood at an instant. Of a branch only what
    /// concerns its players.
    fn liquidity(
        &self,
        book: BookId,
        branch: Option<MemberId>,
        at: Option<Instant>,
    ) -> Result<view::Liquidity, StoreError>;
    /// What stood on a member's accounts at an instant.
    fn balance_at(
        &self,
        book: BookId,
        member: MemberId,
        at: Instant,
    ) -> Result<view::BalanceAt, StoreError>;
    /// Wagers accepted in the minute before `now` and heads of the week.
    fn pulse(&self, book: BookId, now: Instant, week: Week) -> Result<view::Pulse, StoreError>;
    /// Events, newest first, of a kind or about a member. The cursor is a sequence.
    fn events(
        &self,
        book: BookId,
        kind: Option<domain::event::EventKind>,
        member: Option<MemberId>,
        page: &Page,
    ) -> Result<view::Paged<ChainedEvent>, StoreError>;
    /// Events after a sequence, oldest first: the live feed.
    fn events_after(
        &self,
        book: BookId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ChainedEvent>, StoreError>;
    /// Fixtures whose grading is under way, with their progress: work to resume.
    fn unfinished_gradings(
        &self,
        book: BookId,
    ) -> Result<Vec<domain::grade::score::Grading>, StoreError>;
    /// Fixtures with open tickets, feed reports and no result yet, for confirmation by rule.
    fn unconfirmed(&self, book: BookId) -> Result<Vec<view::Unconfirmed>, StoreError>;
    /// Voids and cancellations, newest first. The cursor is a ruling's id.
    fn rulings(
        &self,
        book: BookId,
        state: Option<domain::grade::ruling::RulingState>,
        page: &Page,
    ) -> Result<view::Paged<domain::grade::ruling::Ruling>, StoreError>;
    /// Reports that differ and wait for a person.
    fn disagreements(&self, book: BookId) -> Result<Vec<view::Disagreement>, StoreError>;
    /// Open tickets that a confirmed result does not decide, with the reason.
    fn waiting(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::grade::score::Waiting>, StoreError>;
    /// Fixtures whose result in force a feed's later report contradicts, with that report's id.
    fn contradicted(
        &self,
        book: BookId,
        since: Instant,
    ) -> Result<Vec<(FixtureId, i64)>, StoreError>;
    /// Closed weeks, newest first. The cursor is a week.
    fn closed_weeks(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::figure::frozen::ClosedWeek>, StoreError>;
    /// Weeks whose close is not finished, oldest first: work to resume.
    fn unfinished_weeks(&self, book: BookId) -> Result<Vec<Week>, StoreError>;
    /// Weeks whose settling up is not finished, oldest first: work to resume.
    fn unfinished_settle_ups(&self, book: BookId) -> Result<Vec<Week>, StoreError>;
    /// The dues of a closed week, the largest first, at most 1,000.
    fn dues(&self, book: BookId, week: Week) -> Result<Vec<view::DueLine>, StoreError>;
    /// The deals of a branch's agents, by agent.
    fn deals(&self, book: BookId, branch: MemberId) -> Result<Vec<view::DealLine>, StoreError>;
    /// The settled weeks of a branch's deals, newest first, at most 1,000: of one week when named.
    fn deal_weeks(
        &self,
        book: BookId,
        branch: MemberId,
        week: Option<Week>,
    ) -> Result<Vec<domain::figure::deal::DealWeek>, StoreError>;
    /// Invoices of the provider, newest first. The cursor is a week.
    fn invoices(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::figure::invoice::Invoice>, StoreError>;
    /// Disputes of a branch, newest first: all, or only open ones. The cursor is a dispute's id.
    fn disputes(
        &self,
        book: BookId,
        branch: MemberId,
        only_open: bool,
        page: &Page,
    ) -> Result<view::Paged<domain::grade::dispute::Dispute>, StoreError>;
    /// Open tickets all of whose fixtures started before `since` or were called off, oldest first.
    /// The cursor is a ticket's id.
    fn stuck_tickets(
        &self,
        book: BookId,
        since: Instant,
        page: &Page,
    ) -> Result<view::Paged<view::StuckTicket>, StoreError>;
    /// Every ticket with a leg on the fixture and the rows needed to grade it, for a preview.
    fn tickets_on(
        &self,
        book: BookId,
        fixture: FixtureId,
    ) -> Result<Vec<domain::wager::ticket::Ticket>, StoreError>;
    /// The cards of a house at their newest version, by code.
    fn cards(&self, book: BookId) -> Result<Vec<domain::wager::card::Card>, StoreError>;
    /// Every version of a card, oldest first.
    fn card_versions(
        &self,
        book: BookId,
        code: &str,
    ) -> Result<Vec<domain::wager::card::Card>, StoreError>;
    /// The weeks a book has figures for, newest first, and whether each is closed.
    fn weeks(&self, book: BookId) -> Result<Vec<(Week, bool)>, StoreError>;
}

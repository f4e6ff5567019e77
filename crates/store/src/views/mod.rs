//! The readers' side: every report and list, each in one read transaction.

mod agreement;
mod board;
mod cards;
mod care;
mod disputes;
mod exposure;
mod figures;
mod fixtures;
mod frozen;
mod funding;
mod liquidity;
mod members;
mod messages;
mod query;
mod reconcile;
mod record;
mod reports;
mod rulings;
mod statement;
mod tenders;
mod tickets;
mod weeks;

use desk::port::{
    ChainedEvent, FixtureState, MemberFilter, Page, PaymentFilter, StoreError, StoredReceipt,
    TenderFilter, TicketFilter, Views,
};
use desk::view;
use domain::book::{HostName, Tenant};
use domain::calendar::{Day, Instant, Week};
use domain::credit::{ApplicationState, Limits};
use domain::event::EventKind;
use domain::figure::{deal::DealWeek, frozen::ClosedWeek, invoice::Invoice};
use domain::funding::reconcile::{LineOutcome, ReconciledLine, Reconciliation};
use domain::funding::{free_play::Grant, method::PaymentReference, withdrawal::WithdrawalState};
use domain::grade::ruling::{Ruling, RulingState};
use domain::grade::{dispute::Dispute, score::Grading};
use domain::id::{
    BookId, FixtureId, MemberId, PostingId, ReconciliationId, RequestKey, TicketId, TokenHash,
};
use domain::identity::{ListEntry, SignupCode};
use domain::key::ApiKey;
use domain::ledger::account::Method;
use domain::member::{Member, Session};
use domain::protection::Exclusion;
use domain::rows::Key;
use domain::wager::card::Card;
use domain::wager::ticket::Ticket;
use domain::working::Working;

pub(crate) use disputes::on_ticket as disputes_on_ticket;
pub(crate) use rulings::on_fixture as rulings_on_fixture;
pub(crate) use weeks::{members_after, week_line};

use query::{paged, query_all, query_one, sequence_of};

use crate::engine::open::Database;
use crate::rows::catalogue;
use crate::{load, receipts};

impl Views for Database {
    fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        let sql = "select slug, book_id from tenant order by book_id";
        self.read(|connection| query_all(connection, sql, &[], catalogue::tenant))
    }

    fn hosts(&self) -> Result<Vec<HostName>, StoreError> {
        let sql = "select host, book_id from host order by host";
        self.read(|connection| query_all(connection, sql, &[], catalogue::host))
    }

    fn load(&self, book: BookId, keys: &[Key], into: &mut Working) -> Result<(), StoreError> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        for (key, row) in self.read(|connection| load::load(connection, book, &keys))? {
            into.learn(key, row);
        }
        Ok(())
    }

    fn sequence(&self, book: BookId) -> Result<i64, StoreError> {
        self.read(|connection| sequence_of(connection, book))
    }

    fn sequences(&self) -> Result<Vec<(BookId, i64)>, StoreError> {
        self.read(record::sequences)
    }

    fn members_touched(&self, book: BookId, after: i64) -> Result<Vec<MemberId>, StoreError> {
        self.read(|connection| record::members_touched(connection, book, after))
    }

    fn receipt(&self, book: BookId, key: RequestKey) -> Result<Option<StoredReceipt>, StoreError> {
        let found = self.read(|connection| receipts::receipts(connection, book, &[key]))?;
        Ok(found.into_iter().next())
    }

    fn session(
        &self,
        book: BookId,
        token: TokenHash,
    ) -> Result<Option<(Session, Member)>, StoreError> {
        self.read(|connection| members::session(connection, book, token))
    }

    fn sessions(&self, book: BookId, member: MemberId) -> Result<Vec<Session>, StoreError> {
        self.read(|connection| members::sessions(connection, book, member))
    }

    fn api_keys(&self, book: BookId, member: MemberId) -> Result<Vec<ApiKey>, StoreError> {
        self.read(|connection| members::api_keys(connection, book, member))
    }

    fn timeline(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<view::Paged<ChainedEvent>, StoreError> {
        self.read(|connection| record::timeline(connection, book, member, page))
    }

    fn list_entries(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<ListEntry>, StoreError> {
        self.read(|connection| members::list_entries(connection, book, page))
    }

    fn signup_codes(&self, book: BookId, branch: MemberId) -> Result<Vec<SignupCode>, StoreError> {
        self.read(|connection| members::signup_codes(connection, book, branch))
    }

    fn board(&self, book: BookId, from: Instant, to: Instant) -> Result<view::Board, StoreError> {
        self.read(|connection| board::board(connection, book, from, to))
    }

    fn fixtures(
        &self,
        book: BookId,
        state: FixtureState,
        now: Instant,
        page: &Page,
    ) -> Result<view::Paged<view::DeskFixture>, StoreError> {
        self.read(|connection| fixtures::fixtures(connection, book, state, now, page))
    }

    fn fixture(
        &self,
        book: BookId,
        fixture: FixtureId,
    ) -> Result<Option<view::DeskFixture>, StoreError> {
        self.read(|connection| fixtures::fixture(connection, book, fixture))
    }

    fn tickets(
        &self,
        book: BookId,
        filter: &TicketFilter,
        page: &Page,
    ) -> Result<view::Paged<view::TicketStory>, StoreError> {
        self.read(|connection| tickets::tickets(connection, book, filter, page))
    }

    fn ticket(
        &self,
        book: BookId,
        ticket: TicketId,
    ) -> Result<Option<view::TicketStory>, StoreError> {
        self.read(|connection| tickets::ticket(connection, book, ticket))
    }

    fn tenders(
        &self,
        book: BookId,
        filter: &TenderFilter,
        page: &Page,
    ) -> Result<view::Paged<view::TenderStory>, StoreError> {
        self.read(|connection| tenders::tenders(connection, book, filter, page))
    }

    fn due_tenders(
        &self,
        book: BookId,
        now: Instant,
        cutoff: i32,
    ) -> Result<view::DueTenders, StoreError> {
        self.read(|connection| tenders::due(connection, book, now, cutoff))
    }

    fn members(
        &self,
        book: BookId,
        week: Week,
        filter: &MemberFilter,
        page: &Page,
    ) -> Result<view::Paged<view::MemberCard>, StoreError> {
        self.read(|connection| members::members(connection, book, week, filter, page))
    }

    fn member(
        &self,
        book: BookId,
        week: Week,
        member: MemberId,
    ) -> Result<Option<view::MemberCard>, StoreError> {
        self.read(|connection| members::member(connection, book, week, member))
    }

    fn statement(
        &self,
        book: BookId,
        member: MemberId,
        from: Option<Instant>,
        to: Option<Instant>,
        page: &Page,
    ) -> Result<view::Paged<view::StatementLine>, StoreError> {
        self.read(|connection| statement::statement(connection, book, member, [from, to], page))
    }

    fn payments(
        &self,
        book: BookId,
        filter: &PaymentFilter,
        page: &Page,
    ) -> Result<view::Paged<view::PaymentLine>, StoreError> {
        self.read(|connection| statement::payments(connection, book, filter, page))
    }

    fn payment(
        &self,
        book: BookId,
        posting: PostingId,
    ) -> Result<Option<view::PaymentLine>, StoreError> {
        self.read(|connection| statement::payment(connection, book, posting))
    }

    fn free_plays(
        &self,
        book: BookId,
        branch: MemberId,
        open_only: bool,
        page: &Page,
    ) -> Result<view::Paged<view::FreePlayLine>, StoreError> {
        self.read(|connection| funding::free_plays(connection, book, branch, open_only, page))
    }

    fn withdrawals(
        &self,
        book: BookId,
        branch: MemberId,
        state: Option<WithdrawalState>,
        page: &Page,
    ) -> Result<view::Paged<view::WithdrawalLine>, StoreError> {
        self.read(|connection| funding::withdrawals(connection, book, branch, state, page))
    }

    fn reconciliations(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<Reconciliation>, StoreError> {
        self.read(|connection| reconcile::reconciliations(connection, book, page))
    }

    fn reconciled(
        &self,
        book: BookId,
        id: ReconciliationId,
        outcome: Option<LineOutcome>,
        page: &Page,
    ) -> Result<view::Paged<ReconciledLine>, StoreError> {
        self.read(|connection| reconcile::lines_of(connection, book, id, outcome, page))
    }

    fn unreconciled(
        &self,
        book: BookId,
        method: Method,
        page: &Page,
    ) -> Result<view::Paged<PaymentReference>, StoreError> {
        self.read(|connection| reconcile::unreconciled(connection, book, method, page))
    }

    fn exclusions(
        &self,
        book: BookId,
        branch: MemberId,
        page: &Page,
    ) -> Result<view::Paged<Exclusion>, StoreError> {
        self.read(|connection| funding::exclusions(connection, book, branch, page))
    }

    fn exclusions_with_bets(&self, book: BookId) -> Result<Vec<Exclusion>, StoreError> {
        self.read(|connection| funding::exclusions_with_bets(connection, book))
    }

    fn expired_credits(&self, book: BookId, now: Instant) -> Result<Vec<Limits>, StoreError> {
        self.read(|connection| funding::expired_credits(connection, book, now))
    }

    fn credit_applications(
        &self,
        book: BookId,
        branch: MemberId,
        state: Option<ApplicationState>,
        page: &Page,
    ) -> Result<view::Paged<view::ApplicationLine>, StoreError> {
        self.read(|connection| funding::credit_applications(connection, book, branch, state, page))
    }

    fn expired_free_plays(&self, book: BookId, now: Instant) -> Result<Vec<Grant>, StoreError> {
        self.read(|connection| funding::expired_free_plays(connection, book, now))
    }

    fn figures(
        &self,
        book: BookId,
        branch: MemberId,
        week: Week,
    ) -> Result<view::FigureSheet, StoreError> {
        self.read(|connection| figures::figures(connection, book, branch, week))
    }

    fn daily(&self, book: BookId, from: Day, to: Day) -> Result<view::Daily, StoreError> {
        self.read(|connection| reports::daily(connection, book, from, to))
    }

    fn daily_of_branch(
        &self,
        book: BookId,
        branch: MemberId,
        from: Day,
        to: Day,
    ) -> Result<view::Daily, StoreError> {
        self.read(|connection| reports::daily_of_branch(connection, book, branch, from, to))
    }

    fn exposure(
        &self,
        book: BookId,
        fixture: Option<FixtureId>,
    ) -> Result<view::ExposureSheet, StoreError> {
        self.read(|connection| exposure::exposure(connection, book, fixture))
    }

    fn liquidity(
        &self,
        book: BookId,
        branch: Option<MemberId>,
        at: Option<Instant>,
    ) -> Result<view::Liquidity, StoreError> {
        self.read(|connection| liquidity::liquidity(connection, book, branch, at))
    }

    fn balance_at(
        &self,
        book: BookId,
        member: MemberId,
        at: Instant,
    ) -> Result<view::BalanceAt, StoreError> {
        self.read(|connection| liquidity::balance_at(connection, book, member, at))
    }

    fn pulse(&self, book: BookId, now: Instant, week: Week) -> Result<view::Pulse, StoreError> {
        self.read(|connection| reports::pulse(connection, book, now, week))
    }

    fn events(
        &self,
        book: BookId,
        kind: Option<EventKind>,
        member: Option<MemberId>,
        page: &Page,
    ) -> Result<view::Paged<ChainedEvent>, StoreError> {
        self.read(|connection| record::events(connection, book, kind, member, page))
    }

    fn events_after(
        &self,
        book: BookId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ChainedEvent>, StoreError> {
        self.read(|connection| record::events_after(connection, book, after, limit))
    }

    fn unfinished_gradings(&self, book: BookId) -> Result<Vec<Grading>, StoreError> {
        self.read(|connection| fixtures::unfinished_gradings(connection, book))
    }

    fn unconfirmed(&self, book: BookId) -> Result<Vec<view::Unconfirmed>, StoreError> {
        self.read(|connection| fixtures::unconfirmed(connection, book))
    }

    fn rulings(
        &self,
        book: BookId,
        state: Option<RulingState>,
        page: &Page,
    ) -> Result<view::Paged<Ruling>, StoreError> {
        self.read(|connection| rulings::rulings(connection, book, state, page))
    }

    fn disagreements(&self, book: BookId) -> Result<Vec<view::Disagreement>, StoreError> {
        self.read(|connection| agreement::disagreements(connection, book))
    }

    fn waiting(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<domain::grade::score::Waiting>, StoreError> {
        self.read(|connection| agreement::waiting(connection, book, page))
    }

    fn contradicted(
        &self,
        book: BookId,
        since: Instant,
    ) -> Result<Vec<(FixtureId, i64)>, StoreError> {
        self.read(|connection| agreement::contradicted(connection, book, since))
    }

    fn closed_weeks(
        &self,
        book: BookId,
        page: &Page,
    ) -> Result<view::Paged<ClosedWeek>, StoreError> {
        self.read(|connection| weeks::closed_weeks(connection, book, page))
    }

    fn unfinished_weeks(&self, book: BookId) -> Result<Vec<Week>, StoreError> {
        self.read(|connection| weeks::unfinished_weeks(connection, book))
    }

    fn unfinished_settle_ups(&self, book: BookId) -> Result<Vec<Week>, StoreError> {
        self.read(|connection| weeks::unfinished_settle_ups(connection, book))
    }

    fn dues(&self, book: BookId, week: Week) -> Result<Vec<view::DueLine>, StoreError> {
        self.read(|connection| weeks::dues(connection, book, week))
    }

    fn deals(&self, book: BookId, branch: MemberId) -> Result<Vec<view::DealLine>, StoreError> {
        self.read(|connection| weeks::deals(connection, book, branch))
    }

    fn deal_weeks(
        &self,
        book: BookId,
        branch: MemberId,
        week: Option<Week>,
    ) -> Result<Vec<DealWeek>, StoreError> {
        self.read(|connection| weeks::deal_weeks(connection, book, branch, week))
    }

    fn invoices(&self, book: BookId, page: &Page) -> Result<view::Paged<Invoice>, StoreError> {
        self.read(|connection| weeks::invoices(connection, book, page))
    }

    fn disputes(
        &self,
        book: BookId,
        branch: MemberId,
        only_open: bool,
        page: &Page,
    ) -> Result<view::Paged<Dispute>, StoreError> {
        self.read(|connection| disputes::disputes(connection, book, branch, only_open, page))
    }

    fn stuck_tickets(
        &self,
        book: BookId,
        since: Instant,
        page: &Page,
    ) -> Result<view::Paged<view::StuckTicket>, StoreError> {
        self.read(|connection| disputes::stuck(connection, book, since, page))
    }

    fn tickets_on(&self, book: BookId, fixture: FixtureId) -> Result<Vec<Ticket>, StoreError> {
        self.read(|connection| tickets::on_fixture(connection, book, fixture))
    }

    fn cards(&self, book: BookId) -> Result<Vec<Card>, StoreError> {
        self.read(|connection| cards::cards(connection, book))
    }

    fn card_versions(&self, book: BookId, code: &str) -> Result<Vec<Card>, StoreError> {
        self.read(|connection| cards::versions(connection, book, code))
    }

    fn weeks(&self, book: BookId) -> Result<Vec<(Week, bool)>, StoreError> {
        self.read(|connection| figures::weeks(connection, book))
    }
}

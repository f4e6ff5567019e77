//! Everything a decision can read or write, as one closed set of keys and rows.
//!
//! A [`Key`] names a row whether or not it exists; a [`Row`] is its content. [`Appended`] rows are
//! only ever added. The store maps each to a table; the core never sees a table.

mod page;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use page::{
    BranchPage, BranchPart, DisputePage, MarkPage, MarketPage, MemberPage, OpenBets, ReportPage,
    RulingPage, TicketPage, WeekLine,
};

use crate::acceptance::{AcceptanceSheet, Tender};
use crate::board::fixture::{Fixture, League, Sport, Team};
use crate::board::market::{LineMove, Market, Side};
use crate::board::offer::Offer;
use crate::board::own_line::OwnLine;
use crate::board::profile::LineProfile;
use crate::board::prop::Listing;
use crate::book::{Book, HostName, Tenant};
use crate::calendar::{Day, Week};
use crate::care::hold::FraudHold;
use crate::care::request::SubjectRequest;
use crate::control::Controls;
use crate::credit::{Application, BranchCredit, Limits};
use crate::exposure::Exposure;
use crate::factor::SecondFactor;
use crate::figure::deal::{Deal, DealWeek, Makeup};
use crate::figure::frozen::{ClosedWeek, FrozenFigure};
use crate::figure::invoice::{HeadPlan, Invoice};
use crate::figure::settle_up::SettleUp;
use crate::figure::total::Total;
use crate::figure::week::Figure;
use crate::funding::free_play::{FreePlayDraw, Grant, GrantPage};
use crate::funding::method::{MethodTerms, MethodUse, PaymentReference};
use crate::funding::reconcile::{ProviderKey, ReconciledLine, Reconciliation};
use crate::funding::withdrawal::{PlayThrough, Withdrawal, WithdrawalCount};
use crate::grade::discrepancy::{Confirmation, Discrepancy, Stake};
use crate::grade::dispute::Dispute;
use crate::grade::ruling::{DeskPolicy, Ruling};
use crate::grade::score::{ConfirmedResult, Grading, ScoreReport, Waiting};
use crate::id::{
    ApplicationId, BookId, DisputeId, EntryId, ExclusionId, FixtureId, GrantId, HoldId, LeagueId,
    MarketId, MemberId, MessageId, ReconciliationId, ReportId, RulingId, SubjectRequestId,
    TicketId, TokenHash, WithdrawalId,
};
use crate::identity::{ListEntry, Person, SignupCode};
use crate::jurisdiction::Jurisdiction;
use crate::key::ApiKey;
use crate::lease::Lease;
use crate::ledger::account::{AccountKey, Balance, Method};
use crate::ledger::transfer::{Payment, Transfer};
use crate::limit::counter::{Counter, CounterKey, EarlierKey, EarlierPage};
use crate::limit::rule::LimitSheet;
use crate::member::{Invitation, Login, Member, Session};
use crate::message::{Conversation, Message};
use crate::protection::count::PlayCount;
use crate::protection::failures::DepositFailures;
use crate::protection::{Exclusion, Protection};
use crate::rules::HouseRules;
use crate::wager::card::Card;
use crate::wager::repeat::Recent;
use crate::wager::ticket::{Leg, Settlement, Ticket, WagerKind};

macro_rules! rows {
    ($($(#[$doc:meta])* $variant:ident / $get:ident ( $key:ty ) $row:ty = $key_of:expr;)+) => {
        /// Names one row.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Key { $($(#[$doc])* $variant($key)),+ }

        impl Key {
            /// Every kind of key.
            pub const KINDS: &[&str] = &[$(stringify!($variant)),+];

            /// The kind of this key: one of [`Key::KINDS`].
            pub fn kind(&self) -> &'static str {
                match self { $(Key::$variant(_) => stringify!($variant)),+ }
            }
        }

        /// The content of one row.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Row { $($(#[$doc])* $variant($row)),+ }

        impl Row {
            /// The key this row is found under.
            pub fn key(&self) -> Key {
                match self {
                    $(Row::$variant(row) => {
                        let key_of: fn(&$row) -> $key = $key_of;
                        Key::$variant(key_of(row))
                    })+
                }
            }
        }

        /// Rows by their keys, each kind in a map of its own, so that finding one compares only
        /// what tells rows of its kind apart. A row that is known to be absent is a `None`.
        #[derive(Clone, Debug, Default)]
        pub struct RowsByKey {
            $(pub(crate) $get: BTreeMap<$key, Option<Arc<Row>>>),+
        }

        impl RowsByKey {
            /// What is known of a key: nothing, that there is no row, or the row.
            #[inline]
            pub(crate) fn get(&self, key: &Key) -> Option<Option<&Row>> {
                match key {
                    $(Key::$variant(key) => self.$get.get(key).map(Option::as_deref)),+
                }
            }

            /// Takes in what is known of a key, in place of what was known before.
            pub fn insert(&mut self, key: Key, row: Option<Arc<Row>>) {
                match key { $(Key::$variant(key) => drop(self.$get.insert(key, row))),+ }
            }

            /// The rows that are present, in the order of their keys.
            pub fn into_rows(self) -> Vec<Arc<Row>> {
                let mut rows = Vec::new();
                $(rows.extend(self.$get.into_values().flatten());)+
                rows
            }
        }

        /// Typed reading of loaded rows.
        pub trait Read {
            /// The row of `key`, `None` when known to be absent. Asking for a row that was never
            /// loaded is a bug and panics with its name.
            fn row(&self, key: &Key) -> Option<&Row>;

            $(
                /// The typed row of its key.
                #[inline]
                fn $get(&self, key: $key) -> Option<&$row> {
                    match self.row(&Key::$variant(key)) {
                        Some(Row::$variant(row)) => Some(row),
                        _ => None,
                    }
                }
            )+
        }
    };
}

rows! {
    /// The book itself.
    Book / book(BookId) Book = |row| row.id;
    /// One version of its house rules.
    Rules / rules(i32) HouseRules = |row| row.version;
    /// What the law of the place lets the book do.
    Jurisdiction / jurisdiction(BookId) Jurisdiction = |row| row.book;
    /// A card of the house, by code, at its newest version.
    Card / card(String) Card = |row| row.code.clone();
    /// A directory entry, by slug.
    Tenant / tenant(String) Tenant = |row| row.slug.clone();
    /// A host name.
    Host / host(String) HostName = |row| row.host.clone();
    /// A part of a member's branch: a page, read only.
    BranchOf / branch_of((MemberId, BranchPart)) BranchPage = |row| (row.above, row.part);
    /// A league, by code.
    League / league(String) League = |row| row.code.clone();
    /// A team, by league and code.
    Team / team((LeagueId, String)) Team = |row| (row.league, row.code.clone());
    /// A fixture.
    Fixture / fixture(FixtureId) Fixture = |row| row.id;
    /// Announced pitchers, by fixture and version.
    Listing / listing((FixtureId, i32)) Listing = |row| (row.fixture, row.version);
    /// A market with its line.
    Market / market(MarketId) Market = |row| row.id;
    /// The markets of a fixture: a page, read only.
    MarketsOf / markets_of(FixtureId) MarketPage = |row| row.fixture;
    /// The score reports of a fixture: a page, read only.
    ReportsOf / reports_of(FixtureId) ReportPage = |row| row.fixture;
    /// A feed's score report.
    Report / report(ReportId) ScoreReport = |row| row.id;
    /// A member.
    Member / member(MemberId) Member = |row| row.id;
    /// A login.
    Login / login(String) Login = |row| row.login.clone();
    /// A session.
    Session / session(TokenHash) Session = |row| row.token;
    /// A member's second factor.
    SecondFactor / second_factor(MemberId) SecondFactor = |row| row.member;
    /// A key of a program, or to look as somebody.
    ApiKey / api_key(TokenHash) ApiKey = |row| row.token;
    /// A member as a person.
    Person / person(MemberId) Person = |row| row.member;
    /// Who carries a mark, and which entries of the list do: a page, read only.
    Mark / mark(String) MarkPage = |row| row.mark.clone();
    /// An entry of the list of those who must not play.
    ListEntry / list_entry(EntryId) ListEntry = |row| row.id;
    /// A code for signing up.
    SignupCode / signup_code(String) SignupCode = |row| row.code.clone();
    /// An invitation.
    Invitation / invitation(TokenHash) Invitation = |row| row.token;
    /// A member's credit and limits.
    Limits / limits(MemberId) Limits = |row| row.member;
    /// The credit promised below an agent: a page, read only.
    BranchCredit / branch_credit(MemberId) BranchCredit = |row| row.agent;
    /// An application for credit.
    Application / application(ApplicationId) Application = |row| row.id;
    /// A provider's file or notice that was held against the book.
    Reconciliation / reconciliation(ReconciliationId) Reconciliation = |row| row.id;
    /// The keys by which a provider signs its notices.
    ProviderKey / provider_key(Method) ProviderKey = |row| row.method;
    /// Failed deposits of a player.
    DepositFailures / deposit_failures(MemberId) DepositFailures = |row| row.member;
    /// What protects a player.
    Protection / protection(MemberId) Protection = |row| row.member;
    /// What a player paid in, took out and staked lately.
    PlayCount / play_count(MemberId) PlayCount = |row| row.member;
    /// A time-out or self-exclusion.
    Exclusion / exclusion(ExclusionId) Exclusion = |row| row.id;
    /// Open tickets of a player, after an id: a page, read only.
    OpenBets / open_bets((MemberId, TicketId)) OpenBets = |row| (row.member, row.after);
    /// A request about what is kept of a person.
    SubjectRequest / subject_request(SubjectRequestId) SubjectRequest = |row| row.id;
    /// An account held because fraud is suspected.
    FraudHold / fraud_hold(HoldId) FraudHold = |row| row.id;
    /// The limit rules of one owner.
    LimitSheet / limit_sheet(MemberId) LimitSheet = |row| row.owner;
    /// What was taken under a limit that adds up.
    Counter / counter(CounterKey) Counter = |row| row.key;
    /// Tickets from before a limit that adds up: a page, read only.
    Earlier / earlier(EarlierKey) EarlierPage = |row| row.key;
    /// What a player placed lately.
    Recent / recent(MemberId) Recent = |row| row.member;
    /// From which amounts on wagers of one owner wait to be accepted.
    AcceptanceSheet / acceptance_sheet(MemberId) AcceptanceSheet = |row| row.owner;
    /// The book's own line of a market.
    OwnLine / own_line(MarketId) OwnLine = |row| row.market;
    /// What one owner makes of the lines for the players below.
    LineProfile / line_profile(MemberId) LineProfile = |row| row.owner;
    /// A wager that waits to be accepted, or did. Its legs are appended once.
    Tender / tender(TicketId) Tender = |row| row.id;
    /// What the book has stopped.
    Controls / controls(BookId) Controls = |row| row.book;
    /// The book's overlay on a fixture or market.
    Offer / offer((FixtureId, MarketId)) Offer = |row| (row.fixture, row.market);
    /// A score report of the book's own people.
    OwnReport / own_report(ReportId) ScoreReport = |row| row.id;
    /// A confirmed result, by fixture and version.
    Result / result((FixtureId, i32)) ConfirmedResult = |row| (row.fixture, row.version);
    /// How far the grading of a fixture has come.
    Grading / grading(FixtureId) Grading = |row| row.fixture;
    /// How the settlement desk works.
    DeskPolicy / desk_policy(()) DeskPolicy = |_| ();
    /// A void or cancellation.
    Ruling / ruling(RulingId) Ruling = |row| row.id;
    /// A dispute.
    Dispute / dispute(DisputeId) Dispute = |row| row.id;
    /// The disputes on a ticket: a page, read only.
    DisputesOn / disputes_on(TicketId) DisputePage = |row| row.ticket;
    /// A message.
    Message / message(MessageId) Message = |row| row.id;
    /// How far a member's conversation has come.
    Conversation / conversation(MemberId) Conversation = |row| row.member;
    /// The rulings in force over markets of a fixture: a page, read only.
    RulingsOn / rulings_on(FixtureId) RulingPage = |row| row.fixture;
    /// How results of a league are confirmed.
    Confirmation / confirmation(LeagueId) Confirmation = |row| row.league;
    /// Reports of a fixture that differ.
    Discrepancy / discrepancy(FixtureId) Discrepancy = |row| row.fixture;
    /// Whether a member holds an open bet on a fixture: read only.
    Stake / stake((FixtureId, MemberId)) Stake = |row| (row.fixture, row.member);
    /// A ticket that a result does not decide.
    Waiting / waiting((FixtureId, TicketId)) Waiting = |row| (row.fixture, row.ticket);
    /// Tickets with a leg on a fixture, after an id: a page, read only.
    TicketsOn / tickets_on((FixtureId, TicketId)) TicketPage = |row| (row.fixture, row.after);
    /// A ticket. Its legs are appended once; saving it writes the ticket alone.
    Ticket / ticket(TicketId) Ticket = |row| row.id;
    /// A settlement, by ticket and version.
    Settlement / settlement((TicketId, i32)) Settlement = |row| (row.ticket, row.version);
    /// An exposure counter.
    Exposure / exposure((FixtureId, MarketId, Side)) Exposure =
        |row| (row.fixture, row.market, row.side);
    /// A ledger account's balance.
    Balance / balance(AccountKey) Balance = |row| row.key;
    /// A grant of free play.
    Grant / grant(GrantId) Grant = |row| row.id;
    /// A member's grants with something left: a page, read only.
    GrantsOf / grants_of(MemberId) GrantPage = |row| row.member;
    /// What a ticket drew from grants.
    FreePlayDraw / free_play_draw(TicketId) FreePlayDraw = |row| row.ticket;
    /// The terms of a payment method.
    MethodTerms / method_terms(Method) MethodTerms = |row| row.method;
    /// How often a member used a method today.
    MethodUse / method_use((MemberId, Method)) MethodUse = |row| (row.member, row.method);
    /// A requested payout.
    Withdrawal / withdrawal(WithdrawalId) Withdrawal = |row| row.id;
    /// Payouts a member asked for this week.
    WithdrawalCount / withdrawal_count(MemberId) WithdrawalCount = |row| row.member;
    /// What a member's deposits still ask to be wagered.
    PlayThrough / play_through(MemberId) PlayThrough = |row| row.member;
    /// A payment's outside reference.
    PaymentReference / payment_reference((Method, String)) PaymentReference =
        |row| (row.method, row.reference.clone());
    /// A member's week.
    Figure / figure((Week, MemberId)) Figure = |row| (row.week, row.member);
    /// A lease, by its work.
    Lease / lease(String) Lease = |row| row.work.clone();
    /// A closed week.
    ClosedWeek / closed_week(Week) ClosedWeek = |row| row.week;
    /// Where a week stands among the closed ones: a page, read only.
    WeekLine / week_line(Week) WeekLine = |row| row.week;
    /// The next players, or agents, of the book: a page, read only.
    MembersAfter / members_after((bool, MemberId)) MemberPage =
        |row| (row.of_agents, row.after);
    /// A member's closed week.
    Frozen / frozen((Week, MemberId)) FrozenFigure = |row| (row.figure.week, row.figure.member);
    /// The settling up of a week.
    SettleUp / settle_up(Week) SettleUp = |row| row.week;
    /// An agent's deal.
    Deal / deal(MemberId) Deal = |row| row.agent;
    /// What an agent carries.
    Makeup / makeup(MemberId) Makeup = |row| row.agent;
    /// An agent's settled week.
    DealWeek / deal_week((Week, MemberId)) DealWeek = |row| (row.week, row.agent);
    /// What the book pays the provider.
    HeadPlan / head_plan(()) HeadPlan = |_| ();
    /// The provider's bill of a week.
    Invoice / invoice(Week) Invoice = |row| row.week;
    /// Totals by day, sport and wager kind.
    BookTotal / book_total((Day, Sport, WagerKind)) BookTotal =
        |row| (row.day, row.sport, row.kind);
    /// Totals by day, sport and the player's direct agent.
    AgentTotal / agent_total((Day, MemberId, Sport)) AgentTotal =
        |row| (row.day, row.agent, row.sport);
}

/// Totals by day, sport and wager kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookTotal {
    /// The business day.
    pub day: Day,
    /// The sport.
    pub sport: Sport,
    /// The wager kind.
    pub kind: WagerKind,
    /// The sums.
    pub total: Total,
}

/// Totals by day, direct agent and sport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgentTotal {
    /// The business day.
    pub day: Day,
    /// The player's direct parent.
    pub agent: MemberId,
    /// The sport.
    pub sport: Sport,
    /// The sums.
    pub total: Total,
}

/// Rows that are only ever added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// A leg of a new ticket, at its place.
    Leg(TicketId, i32, Leg),
    /// A leg of a new tender, at its place.
    TenderLeg(TicketId, i32, Leg),
    /// A ticket has a leg on a fixture.
    TicketOn(FixtureId, TicketId),
    /// A movement in the ledger.
    Transfer(Transfer),
    /// The paper beside a posting.
    Payment(Payment),
    /// A line's history.
    LineMove(LineMove),
    /// A line of a provider's record.
    Reconciled(ReconciledLine),
    /// A version of a card.
    CardVersion(Card),
    /// A member stands in the branch of another (itself included).
    Branch(MemberId, MemberId),
    /// A member carries a mark.
    PersonMark(String, MemberId),
    /// An entry of the list carries a mark.
    ListMark(String, EntryId),
}

/// Rows that are taken away again. Nothing else of a book ever is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// A member stands no more in the branch of another.
    Branch(MemberId, MemberId),
    /// A member carries a mark no more.
    PersonMark(String, MemberId),
    /// A login leads to nobody any more.
    Login(String),
    /// A message is kept no longer.
    Message(MessageId),
}

impl Withdrawn {
    /// The key under which the row was read; none for those that are read as parts of others.
    pub fn key(&self) -> Option<Key> {
        match self {
            Withdrawn::Branch(..) | Withdrawn::PersonMark(..) => None,
            Withdrawn::Login(login) => Some(Key::Login(login.clone())),
            Withdrawn::Message(message) => Some(Key::Message(*message)),
        }
    }
}

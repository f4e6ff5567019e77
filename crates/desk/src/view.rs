//! What readers are given: plain structs, filled by a store, shown by whoever asked.

mod wager;

use std::sync::Arc;

use domain::board::fixture::{Fixture, League, Team};
use domain::board::line::Points;
use domain::board::market::{Market, Side};
use domain::board::offer::Offer;
use domain::board::own_line::OwnLine;
use domain::board::profile::LineProfile;
use domain::board::prop::Listing;
use domain::calendar::{Instant, Week};
use domain::control::Controls;
use domain::credit::{Application, Limits};
use domain::exposure::Exposure;
use domain::figure::deal::Deal;
use domain::figure::week::Figure;
use domain::funding::free_play::Grant;
use domain::funding::withdrawal::Withdrawal;
use domain::grade::discrepancy::Discrepancy;
use domain::grade::score::{ConfirmedResult, Grading, ScoreReport};
use domain::id::{FixtureId, MarketId, MemberId, PostingId, TicketId};
use domain::jurisdiction::CreditPolicy;
use domain::ledger::account::Method;
use domain::ledger::transfer::{Fact, Payment};
use domain::member::Member;
use domain::message::{Conversation, Message};
use domain::money::Money;
use domain::odds::Odds;
use domain::rows::BookTotal;

pub use wager::{DueTenders, LegStory, StuckTicket, TenderStory, TicketStory, Waiting};

/// Items of one page and where the next one starts.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    /// The items.
    pub items: Vec<T>,
    /// Cursor of the next page, if there is one.
    pub next: Option<i64>,
}

/// What was said to and by one member.
#[derive(Clone, Debug)]
pub struct Correspondence {
    /// The messages.
    pub messages: Paged<Message>,
    /// Of each message to a branch: how many of it have read it.
    pub readers: Vec<i64>,
    /// Messages the member has not read.
    pub unread: i64,
    /// How far each side has read.
    pub conversation: Conversation,
}

/// A fixture with its names.
#[derive(Clone, Debug)]
pub struct NamedFixture {
    /// The fixture.
    pub fixture: Fixture,
    /// Its home side.
    pub home: Team,
    /// Its visiting side.
    pub away: Team,
}

/// What a selection opened at.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The market.
    pub market: MarketId,
    /// The selection.
    pub side: Side,
    /// The market's points at version 1 (home side's view for a spread).
    pub points: Option<Points>,
    /// The price at version 1.
    pub odds: Odds,
}

/// A fixture with all that is offered on it.
#[derive(Clone, Debug)]
pub struct BoardFixture {
    /// Markets whose line the book has made its own, as the catalogue has them.
    pub replaced: Vec<(OwnLine, Market)>,
    /// The fixture and its names.
    pub named: NamedFixture,
    /// Its markets.
    pub markets: Vec<Market>,
    /// What each selection opened at.
    pub openings: Vec<Opening>,
    /// The book's overlay on it.
    pub offers: Vec<Offer>,
    /// The announced pitchers.
    pub listing: Option<Listing>,
    /// What the book has stopped, the same for every fixture.
    pub controls: Option<Arc<Controls>>,
}

/// The board of a book.
#[derive(Clone, Debug)]
pub struct Board {
    /// What owners make of the lines; empty in a book that has no profiles.
    pub profiles: Vec<LineProfile>,
    /// The catalogue's event sequence it reflects.
    pub catalogue_sequence: i64,
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// Leagues that have fixtures here.
    pub leagues: Vec<League>,
    /// Fixtures by start, then rotation.
    pub fixtures: Vec<BoardFixture>,
}

/// A fixture as the settlement desk sees it.
#[derive(Clone, Debug)]
pub struct DeskFixture {
    /// What is offered on it.
    pub board: BoardFixture,
    /// Its league.
    pub league: League,
    /// Reports of feeds.
    pub shared_reports: Vec<ScoreReport>,
    /// Reports of the book's own people.
    pub own_reports: Vec<ScoreReport>,
    /// How far grading has come.
    pub grading: Option<Grading>,
    /// The result in force.
    pub result: Option<ConfirmedResult>,
    /// Tickets with a leg here that are open.
    pub open_tickets: i64,
    /// Tickets with a leg here that are settled.
    pub settled_tickets: i64,
    /// Risk of the open ones.
    pub at_risk: Money,
}

/// A member with the money of one week.
#[derive(Clone, Debug)]
pub struct MemberCard {
    /// The member.
    pub member: Member,
    /// Login of the parent.
    pub parent_login: String,
    /// Id, login and role of each member of the chain, root first, this one last.
    pub chain: Vec<(MemberId, String, domain::member::Role)>,
    /// Members directly below.
    pub children: i64,
    /// Credit and limits.
    pub limits: Limits,
    /// What the law of the place says of credit.
    pub policy: CreditPolicy,
    /// Cash. Of an agent: the branch's sum.
    pub cash: Money,
    /// Risk of open bets. Of an agent: the branch's sum.
    pub held: Money,
    /// Requested payouts. Of an agent: the branch's sum.
    pub withdrawal: Money,
    /// The week's result so far. Of an agent: the branch's sum.
    pub figure: Money,
    /// The last sign-in.
    pub last_login_at: Option<Instant>,
}

/// What a member staked, won and lost and moved in a time, and paid in and took out ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// Risked on wagers accepted in the time.
    pub staked: Money,
    /// What wagers settled in the time came to; below zero lost.
    pub result: Money,
    /// Paid in, in the time.
    pub deposits: Money,
    /// Paid out, in the time.
    pub withdrawals: Money,
    /// Paid in since the account exists.
    pub deposits_ever: Money,
    /// Paid out since the account exists.
    pub withdrawals_ever: Money,
}

/// One business fact on a member's account.
#[derive(Clone, Debug)]
pub struct StatementLine {
    /// The posting.
    pub posting: PostingId,
    /// When.
    pub at: Instant,
    /// Why.
    pub fact: Fact,
    /// The ticket, if it concerns one.
    pub ticket: Option<TicketId>,
    /// Reference or note of a payment.
    pub note: String,
    /// Change of cash.
    pub cash: Money,
    /// Change of held.
    pub held: Money,
    /// Change of requested payouts.
    pub withdrawal: Money,
    /// Change of free play.
    pub free_play: Money,
    /// Change of free play at risk.
    pub free_play_held: Money,
    /// `cash + held` after it.
    pub balance_after: Money,
}

/// A payout with the login of its member.
#[derive(Clone, Debug)]
pub struct WithdrawalLine {
    /// The payout.
    pub withdrawal: Withdrawal,
    /// Login of the member.
    pub login: String,
}

/// An application for credit with the login of its member.
#[derive(Clone, Debug)]
pub struct ApplicationLine {
    /// The application.
    pub application: Application,
    /// Login of the member.
    pub login: String,
}

/// A grant of free play with the login of its member.
#[derive(Clone, Debug)]
pub struct FreePlayLine {
    /// The grant.
    pub grant: Grant,
    /// Login of the member.
    pub login: String,
}

/// A payment with the login of its member.
#[derive(Clone, Debug)]
pub struct PaymentLine {
    /// The payment.
    pub payment: Payment,
    /// Login of the member.
    pub login: String,
}

/// One line of the weekly figures.
#[derive(Clone, Debug)]
pub struct FigureLine {
    /// The member.
    pub member: Member,
    /// Steps below the branch's head.
    pub depth: i64,
    /// The figures; of an agent the sum of the branch.
    pub figure: Figure,
    /// Balance at the end of the week (now, for the current one).
    pub balance: Money,
    /// Risk of open bets: now, or when a frozen week ended.
    pub pending: Money,
    /// What is due for the week; `None` until it is frozen.
    pub due: Option<Money>,
    /// Players with an accepted wager in the week.
    pub heads: i64,
}

/// The deal of an agent and where it stands.
#[derive(Clone, Debug)]
pub struct DealLine {
    /// The agent's login.
    pub login: String,
    /// The agent's name.
    pub name: String,
    /// The level above.
    pub upline: MemberId,
    /// Makeup carried from the last closed week.
    pub makeup: Money,
    /// Commission not paid yet; below zero the agent owes it.
    pub payable: Money,
    /// The deal.
    pub deal: Deal,
}

/// A player's due of a closed week and what was paid since.
#[derive(Clone, Debug)]
pub struct DueLine {
    /// The player.
    pub member: MemberId,
    /// The player's login.
    pub login: String,
    /// The player's name.
    pub name: String,
    /// Frozen at the close; below zero the player owes it.
    pub due: Money,
    /// Paid in by the player in later weeks.
    pub receipts: Money,
    /// Paid out to the player in later weeks.
    pub disbursements: Money,
    /// Cash now.
    pub cash: Money,
}

/// The weekly figures of a branch.
#[derive(Clone, Debug)]
pub struct FigureSheet {
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// The week.
    pub week: Week,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether the lines are those frozen at its close.
    pub is_frozen: bool,
    /// The tree, depth first; the branch's head comes first and is the total.
    pub lines: Vec<FigureLine>,
}

/// Totals of a range of days.
#[derive(Clone, Debug)]
pub struct Daily {
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// By day, sport and kind.
    pub totals: Vec<BookTotal>,
}

/// Exposure of one fixture.
#[derive(Clone, Debug)]
pub struct FixtureExposure {
    /// The fixture and its names.
    pub named: NamedFixture,
    /// Its markets.
    pub markets: Vec<Market>,
    /// The counters.
    pub counters: Vec<Exposure>,
}

/// Exposure of a book.
#[derive(Clone, Debug)]
pub struct ExposureSheet {
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// By fixture, next start first.
    pub fixtures: Vec<FixtureExposure>,
}

/// What a book owes and holds.
#[derive(Clone, Debug, Default)]
pub struct Liquidity {
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// Sum of balances above zero, payouts that wait included.
    pub owed_to_players: Money,
    /// Sum of balances below zero, as a positive amount.
    pub owed_by_players: Money,
    /// Risk of open bets.
    pub at_risk: Money,
    /// Payouts that wait.
    pub pending_withdrawals: Money,
    /// Promotional credit, at risk or not.
    pub free_play: Money,
    /// What open tickets could win at most of which every game is over.
    pub unpaid_winnings: Money,
    /// How many such tickets there are.
    pub unpaid_tickets: i64,
    /// Open tickets now.
    pub open_tickets: i64,
    /// What came in by each method, less what went out.
    pub banks: Vec<(Method, Money)>,
}

/// What stood on a member's accounts at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BalanceAt {
    /// The book's event sequence it reflects.
    pub sequence: i64,
    /// Cash.
    pub cash: Money,
    /// Risk of open bets.
    pub held: Money,
    /// Requested payouts.
    pub withdrawal: Money,
    /// Promotional credit.
    pub free_play: Money,
    /// Promotional credit at risk.
    pub free_play_held: Money,
}

/// How busy a book is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pulse {
    /// Wagers accepted in the last minute.
    pub tickets_last_minute: i64,
    /// Players with an accepted wager this week.
    pub heads: i64,
}

/// An open discrepancy with its fixture and all reports.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// Which reports differ.
    pub discrepancy: Discrepancy,
    /// The fixture as the settlement desk sees it.
    pub desk: DeskFixture,
}

/// A fixture that waits for confirmation by rule.
#[derive(Clone, Debug)]
pub struct Unconfirmed {
    /// The fixture.
    pub fixture: FixtureId,
    /// The reports of feeds, oldest first.
    pub reports: Vec<ScoreReport>,
    /// Version of the result in force, 0 when none.
    pub result_version: i32,
}

//! Where a scenario is played: the same deeds on the core alone, on SQLite and over HTTP. A stage
//! carries deeds out and says what is stored; it holds no opinion on either.

mod acceptance_request;
mod care_request;
pub(crate) mod core;
pub(crate) mod desk_stage;
pub(crate) mod device;
pub(crate) mod http;
pub(crate) mod memory;
mod money_request;
mod past;
pub(crate) mod people_request;
mod protection_request;
mod record_request;
pub(crate) mod request;
pub(crate) mod sqlite;
mod week_answers;
mod wire;

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::Side;
use domain::calendar::{Day, Instant, Week};
use domain::command::{Action, Outcome};
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::figure::deal::DealWeek;
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::funding::reconcile::{LineOutcome, ProviderLine};
use domain::grade::ruling::RulingState;
use domain::id::{
    BookId, FixtureId, MarketId, MemberId, ReconciliationId, RequestKey, RulingId, TicketId,
};
use domain::ledger::account::Method;
use domain::money::Money;
use domain::odds::Odds;
use domain::wager::ticket::{TicketState, WagerKind};

use crate::script::Shown;

/// One deed for a stage: who asks for what, where, under which key.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The book.
    pub(crate) book: Place,
    /// Who asks.
    pub(crate) by: By,
    /// The key of the intent.
    pub(crate) key: RequestKey,
    /// What is asked for.
    pub(crate) action: Action,
}

/// A book by both of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its id.
    pub(crate) id: BookId,
    /// Its name in addresses.
    pub(crate) slug: String,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Timers and feeds.
    System,
    /// A member, by both names.
    Member(MemberId, String),
}

/// A refusal as every stage tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The stable code.
    pub(crate) code: String,
    /// What the limit that was met would let pass.
    pub(crate) possible: Option<Money>,
}

impl Refusal {
    /// A refusal of a code without a limit.
    pub(crate) fn of(code: &str) -> Refusal {
        Refusal { code: code.to_owned(), possible: None }
    }
}

/// What a deed came to.
pub(crate) type Done<T> = Result<T, Refusal>;

/// What is stored of a ticket.
#[derive(Clone, Debug)]
pub(crate) struct SeenTicket {
    pub(crate) state: TicketState,
    pub(crate) risk: Money,
    pub(crate) win: Money,
    pub(crate) open_risk: Money,
    /// In money.
    pub(crate) returned: Option<Money>,
    pub(crate) free_play_returned: Option<Money>,
    pub(crate) settlements: i64,
    pub(crate) version: i64,
    pub(crate) points: Option<Points>,
    pub(crate) odds: Odds,
}

/// What is stored of a member's money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenMoney {
    pub(crate) cash: Money,
    pub(crate) held: Money,
    pub(crate) withdrawal: Money,
    pub(crate) free_play: Money,
    pub(crate) available: Money,
    /// The credit limit and what is lent on top of it.
    pub(crate) credit: Money,
}

/// What a book owes and holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SeenLiquidity {
    pub(crate) owed_to: Money,
    pub(crate) owed_by: Money,
    pub(crate) at_risk: Money,
    pub(crate) pending: Money,
    pub(crate) unpaid: Money,
    pub(crate) cash: Money,
}

/// What is stored of a member's closed week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenFrozen {
    pub(crate) carry: Money,
    pub(crate) result: Money,
    pub(crate) balance: Money,
    pub(crate) due: Money,
    pub(crate) pending: Money,
    pub(crate) heads: i64,
}

/// Which totals of a day are meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayQuestion {
    pub(crate) day: Day,
    pub(crate) sport: Option<Sport>,
    pub(crate) kind: Option<WagerKind>,
}

/// A payment provider's notice on its way.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) method: Method,
    /// Its identifier.
    pub(crate) id: String,
    pub(crate) member: MemberId,
    pub(crate) line: ProviderLine,
    pub(crate) failed: bool,
    /// The number of the provider's key that signed it, from 1; nobody has number 0.
    pub(crate) signed_by: u8,
    pub(crate) seconds_old: i64,
}

/// How many lines came to each outcome.
pub(crate) type LineCounts = [i32; LineOutcome::ALL.len()];

/// Where a scenario is played.
pub(crate) trait Stage {
    /// Carries out one deed.
    fn perform(&mut self, order: Order) -> Done<Outcome>;
    /// Carries out many deeds that must all succeed, together where the stage can.
    fn perform_all(&mut self, orders: Vec<Order>) -> Done<()>;
    /// Creates a member who chooses a password by a letter; answers the letter.
    fn add_by_letter(&mut self, order: Order) -> Done<(MemberId, String)>;
    /// Uses a letter.
    fn accept(&mut self, book: &Place, letter: &str, password: &str) -> Done<()>;
    /// The text kept of a password.
    fn password_hash(&self, password: &str) -> String;
    /// Signs in.
    fn sign_in(&mut self, book: &Place, login: &str, by: (&str, Shown)) -> Done<()>;
    /// Takes a provider's notice.
    fn notify(&mut self, book: &Place, notice: &Notice) -> Done<Outcome>;
    /// Sets up a second factor of a member, by login, and shows its first code.
    fn set_up_factor(&mut self, book: &Place, whose: (MemberId, &str)) -> Done<()>;

    /// A ticket.
    fn ticket(&mut self, book: &Place, ticket: TicketId) -> SeenTicket;
    /// A member's money.
    fn money(&mut self, book: &Place, member: MemberId) -> SeenMoney;
    /// A member's week, and whether it is closed.
    fn figure(&mut self, book: &Place, member: MemberId, week: Week) -> Figure;
    /// What the book owes and holds, now or at an instant.
    fn liquidity(&mut self, book: &Place, at: Option<Instant>) -> SeenLiquidity;
    /// Cash, held and requested payouts of a member at an instant.
    fn past(&mut self, book: &Place, member: MemberId, at: Instant) -> [Money; 3];
    /// The totals of a day.
    fn daily(&mut self, book: &Place, question: DayQuestion) -> Total;
    /// The open bets on a selection.
    fn exposure(&mut self, book: &Place, at: (FixtureId, MarketId, Side)) -> Exposure;
    /// How many events of a kind concern a member.
    fn events(&mut self, book: &Place, kind: EventKind, member: MemberId) -> i64;
    /// The tickets that were accepted after a true start, newest first.
    fn late(&mut self, book: &Place) -> Vec<TicketId>;
    /// Where a void stands.
    fn ruling(&mut self, book: &Place, ruling: RulingId) -> RulingState;
    /// What the lines of a provider's record came to.
    fn file(&mut self, book: &Place, id: ReconciliationId) -> LineCounts;
    /// How many payments by a method no record has named.
    fn unreconciled(&mut self, book: &Place, method: Method) -> i64;
    /// The settled week of an agent's deal.
    fn deal_week(&mut self, book: &Place, agent: MemberId, week: Week) -> Option<DealWeek>;
    /// A member's frozen week; an idle member's without a row is all zeros.
    fn frozen(&mut self, book: &Place, member: MemberId, week: Week) -> SeenFrozen;
    /// Heads and amount of the provider's invoice.
    fn invoice(&mut self, book: &Place, week: Week) -> Option<(i64, Money)>;
    /// Commission that was not paid yet.
    fn payable(&mut self, book: &Place, agent: MemberId) -> Money;
    /// Whether a week is closed.
    fn is_closed(&mut self, book: &Place, week: Week) -> bool;
}

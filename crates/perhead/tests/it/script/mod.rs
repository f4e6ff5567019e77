//! The scenario language: a file of lines that an operator can read, one step a line. This part
//! says what steps there are; it never plays them.
//!
//! Each line begins with who or what acts. A step that must be refused ends with `->` and the
//! code of the refusal, and may name the amount that would have been possible. Times are UTC,
//! amounts as people type them, `#` begins a comment, quotation marks hold words together.
//!
//! ```text
//! now 2024-09-08 16:59:30
//! book acme operator dana [zone America/New_York] [rounding half_up] [max_risk 500] ...
//! in acme                                    (when there are several)
//! rules cutoff_seconds 60 sources 2 tennis.retirement one_set ...
//! league NFL football KC BAL
//! fixture opener NFL KC at BAL starts 2024-09-08 17:00
//! fixture cup RACES field CUP starts 2024-09-08 17:00
//! pitchers game home Sale away Verlander
//! line opener spread -3 home -110 away -110 [suspended]
//! line opener first_half total#2 23.5 over -110 under -110     (a period, the second alternate)
//! line opener over_under kelce.yards 77.5 over -110 under -110
//! line cup outright finish r001 4/1 r002 6/1 [places 3 at 5]
//! opener is postponed | opener starts 2024-09-09 17:00 | opener stands home 7 away 3
//! dana adds player pat [under art] [credit 100] [max_risk 50] [password ..] [letter hers]
//! dana sets pat suspended | dana limits pat credit 100 max_risk 50
//! dana receives 100 from pat by cash | dana pays 50 to pat by bank
//! dana adjusts -5 of pat because "wrong fee"
//! dana offers opener circled max_risk 25 | dana offers opener total open stops over auto_off 500
//! dana caps book max_risk 500 per fixture together sport football and max_win 900 type parlay
//! provider caps book max_payout 9,000 | art caps pat nothing
//! dana stops sport football because storm | dana frees sport football | dana stops branch art
//! pat bets risk 50 on opener spread home [seen 1] [taking better] [again] [key k] [as one]
//! sam bets for pat 20 times win 100 on opener total over
//! pat parlays base 20 on opener spread home and late total over as two
//! dana puts wh-football-6 | dana puts own like wh-football-6 ties=tie_loses | dana puts own closed
//! pat teases own risk 50 on .. and ..         | pat parlays with wh-parlay risk 50 on .. and ..
//! pat pleases own risk 50 on .. and ..        | pat progresses own risk 50 on .. and ..
//! pat robins 2,3 risk 10 on .. and .. and ..  | pat robins trixie risk 10 on ..
//! pat ifbets single base 100 on .. and ..     | pat reverses double base 100 on .. and ..
//! espn reports opener home 27 away 20 [with half_1=7-0;half_2=20-20] [as first]
//! dana enters opener home 27 away 20
//! sam learns opener began 2024-09-08 16:50 because "the recording" | sam learns opener is open
//! dana trusts NFL by 2 sources | dana trusts NFL by espn | dana trusts NFL by nobody
//! timer compares opener | dana keeps opener because "the league confirmed it"
//! dana confirms opener [by first] [ungraded] | rule confirms opener | grade opener
//! dana closes week 2024-09-03 | timer closes week 2024-09-03
//! sam signs in with "river stone" [code | same-code | wrong-code | recovery 1]
//! pat signs in with "river stone" | pat mistypes | pat accepts hers with "river stone"
//!
//! ticket one settled returned 95.45 settlements 1 version 2 points -3 price -110
//! balance pat cash 50 held 50 available 50 balance 100
//! figure pat 2024-09-03 carry 0 receipts 100 day6 -50 result -50 balance 50
//! liquidity [at 2024-09-08 17:00] owed_to 50 owed_by 0 at_risk 0 pending 0 unpaid 0 cash 50
//! past pat 2024-09-08 17:00 cash 50 held 0 withdrawal 0 balance 50
//! daily 2024-09-08 [sport football | type parlay] tickets 3 handle 150 settled 2 win -45
//! exposure opener spread home tickets 1 risk 50 win 45.45 parlay_risk 0 parlay_win 0
//! events overdrawn of pat 1
//! week 2024-09-03 closed
//! accepted_late two one | accepted_late nothing
//! ```
//!
//! The lines of the settlement desk, of line profiles, of wagers that wait, of closed weeks, of
//! money, of providers' records and of protection are told by their own parts.

mod acceptance;
mod cap;
mod care;
mod desk;
mod expectation;
mod message;
mod money;
pub(crate) mod people;
mod protection;
mod read;
pub(crate) mod records;
mod selection;
mod shade;
mod week;
pub(crate) mod words;

use domain::board::fixture::{FixtureStatus, Sport};
use domain::board::line::Points;
use domain::board::market::{MarketKind, MarketStatus, Price, Side};
use domain::board::offer::OfferStatus;
use domain::board::own_line::LineTerms;
use domain::board::period::Period;
use domain::board::prop::{PitcherRule, PlaceTerms};
use domain::calendar::{Day, Instant};
use domain::command::{LimitWanted, SellPoints};
use domain::event::EventKind;
use domain::figure::deal::Terms as DealTerms;
use domain::figure::invoice::HeadPlan;
use domain::figure::settle_up::DueTotals;
use domain::funding::reconcile::LineOutcome;
use domain::grade::detail::Detail;
use domain::grade::discrepancy::ConfirmationWay;
use domain::grade::dispute::Answer;
use domain::grade::ruling::{DeskPolicy, RulingState};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::Odds;
use domain::wager::card::Card;
use domain::wager::terms::Form;
use domain::wager::ticket::{Entry, PricePolicy, TicketState, WagerKind};

pub(crate) use acceptance::AcceptanceDeed;
pub(crate) use care::CareDeed;
pub(crate) use desk::{ReachWords, RulingWords};
pub(crate) use message::MessageDeed;
pub(crate) use money::MoneyDeed;
pub(crate) use protection::ProtectionDeed;
pub(crate) use read::read;
pub(crate) use shade::ProfileWords;

/// One line of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Its number in the file.
    pub(crate) line: usize,
    /// Its text, for reports.
    pub(crate) text: String,
    /// What happens.
    pub(crate) deed: Deed,
    /// How it must be refused; `None` when it must succeed.
    pub(crate) refused: Option<Refused>,
}

/// An expected refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// The stable code.
    pub(crate) code: String,
    /// What the limit would have let pass.
    pub(crate) possible: Option<Money>,
}

/// What somebody shows beside the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing.
    Nothing,
    /// What the device shows now.
    Code,
    /// What it showed when it was last used.
    SameCode,
    /// Something else.
    WrongCode,
    /// A recovery code, by its place in the list.
    Recovery(usize),
}

/// What happens in one step. Everything is named by the words of the file.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// The clock moves on.
    Now(Instant),
    /// A book is opened and becomes the one spoken of.
    Book { slug: String, operator: String, zone: String, rules: RuleWords },
    /// Another book is spoken of from here on.
    In { slug: String },
    /// House rules change.
    Rules(RuleWords),
    /// A league and its teams enter the catalogue.
    League { code: String, sport: Sport, teams: Vec<String> },
    /// A fixture enters the catalogue under a name of this file.
    Fixture { name: String, league: String, sides: SideWords, starts_at: Instant },
    /// Starting pitchers are announced.
    Pitchers { fixture: String, home: String, away: String },
    /// A line is posted or moved, by a feed or by a member.
    Line { by: Option<String>, fixture: String, line: LineWords },
    /// A fixture's status, start or running score changes.
    Change { fixture: String, change: Change },
    /// A source reports a final score.
    Report { source: String, fixture: String, score: ScoreWords, report: Option<String> },
    /// A person of the book reports a final score.
    Enter { by: String, fixture: String, score: ScoreWords, report: Option<String> },
    /// A member or the rule confirms a reported score.
    Confirm { by: Option<String>, fixture: String, report: Option<String>, graded: bool },
    /// How results of a league are confirmed is set.
    Confirmation { by: String, league: String, way: ConfirmationWay },
    /// Somebody changes rules of grading: sets by name, or keys with values.
    Regulate { by: String, presets: Vec<String>, rules: Vec<(String, String)> },
    /// Somebody found out when a game truly began, or takes that back.
    Began { by: String, fixture: String, at: Option<Instant>, note: String },
    /// Reports are compared, as the timer does.
    Compare { fixture: String },
    /// The result in force is kept although a report differs.
    Keep { by: String, fixture: String, note: String },
    /// The next tickets of a fixture are graded.
    Grade { fixture: String },
    /// A card of the house is put up, changed or taken down.
    Card { by: String, card: Box<Card> },
    /// Points are sold in a league, or no more.
    Sell { by: String, sell: Box<SellPoints> },
    /// A member is created.
    Add { by: String, member: Box<MemberWords> },
    /// An invitation is used.
    Accept { letter: String, password: String },
    /// A member's status changes.
    Status { by: String, member: String, status: MemberStatus },
    /// A member's credit and limits are set.
    Limits { by: String, member: String, limits: LimitWords },
    /// Money is recorded.
    Pay { by: String, payment: PayWords },
    /// Something happens with money; the timer does it without a name.
    Money { by: Option<String>, deed: MoneyDeed },
    /// A player is protected; the timer does it without a name.
    Protect { by: Option<String>, deed: ProtectionDeed },
    /// Something happens around the person behind an account; the timer does it without a name.
    Care { by: Option<String>, deed: CareDeed },
    /// The book's offer changes.
    Offer { by: String, offer: OfferWords },
    /// The limit rules of an owner are set, by a member or the provider.
    Cap { by: Option<String>, owner: String, rules: Vec<CapWords> },
    /// The book has its own line of a market, or follows the catalogue.
    OwnLine { by: String, fixture: String, market: MarketWords, line: Option<LineTerms> },
    /// What is made of the lines for an owner's players; `None` leaves it to whoever stands above.
    Shade { by: String, owner: String, profile: Option<ProfileWords> },
    /// Something is stopped or taken up again.
    Control { by: String, target: TargetWords, stopped: bool, reason: String },
    /// Something happens around wagers that wait; the timer does it without a name.
    Acceptance { by: Option<String>, deed: AcceptanceDeed },
    /// Something is said or read.
    Message { by: String, deed: MessageDeed },
    /// Wagers are placed, one or many times.
    Bet { by: String, times: usize, bet: Box<BetWords> },
    /// The settlement desk's policy changes.
    Policy(DeskPolicy),
    /// Bets are voided or cancelled.
    Rule { by: String, ruling: Box<RulingWords> },
    /// A second person approves or declines a void.
    Decide { by: String, ruling: String, approved: bool },
    /// A player objects to a settlement.
    Dispute { by: String, ticket: String, text: String, name: Option<String> },
    /// The operator answers an objection.
    Answer { by: String, dispute: String, answer: Answer, amount: Money, note: String },
    /// A player takes a wager back.
    TakeBack { by: String, ticket: String },
    /// An agent's deal is set.
    SetDeal { by: String, agent: String, terms: DealTerms },
    /// What the book pays the provider is set.
    SetPlan(Box<HeadPlan>),
    /// Every due of a closed week is collected or paid, as reviewed.
    SettleUp { by: String, week: Day, method: Method, reviewed: DueTotals },
    /// Commission is paid.
    PayCommission { by: String, agent: String, amount: Money, method: Method },
    /// A week is closed, by a member or the timer.
    CloseWeek { by: Option<String>, week: Day },
    /// Somebody signs in.
    SignIn { login: String, password: String, shown: Shown },
    /// Somebody signs in with a wrong password.
    Mistype { login: String },
    /// Something happens with a payment provider's record.
    Record(records::RecordDeed),
    /// Somebody does something about people or the book.
    People { by: String, deed: people::PeopleDeed },
    /// Something is held against what is stored.
    Expect(Expectation),
}

/// A score and what is told beside it.
#[derive(Clone, Debug)]
pub(crate) struct ScoreWords {
    pub(crate) home: i32,
    pub(crate) away: i32,
    pub(crate) detail: Box<Detail>,
}

/// House rules that differ from the standard ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleWords {
    /// Rules about wager types, as `name=value`.
    pub(crate) wagers: Vec<String>,
    pub(crate) rounding: Option<Rounding>,
    pub(crate) min_risk: Option<Money>,
    pub(crate) max_risk: Option<Money>,
    pub(crate) max_win: Option<Money>,
    pub(crate) max_legs: Option<i32>,
    pub(crate) cutoff_seconds: Option<i32>,
    pub(crate) circled_max_risk: Option<Money>,
    pub(crate) sources: Option<i32>,
    pub(crate) duplicate_seconds: Option<i32>,
    /// Rules of grading: key and value.
    pub(crate) grading: Vec<(String, String)>,
}

/// The two sides of a fixture, or the name of its field.
#[derive(Clone, Debug)]
pub(crate) struct SideWords {
    pub(crate) away: String,
    pub(crate) home: String,
    pub(crate) field: bool,
}

/// Which market of a fixture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MarketWords {
    pub(crate) kind: MarketKind,
    pub(crate) period: Period,
    pub(crate) alternate: i32,
    /// The key of its answer, for markets beside the score.
    pub(crate) statistic: String,
}

/// A line as posted.
#[derive(Clone, Debug)]
pub(crate) struct LineWords {
    pub(crate) market: MarketWords,
    pub(crate) places: Option<PlaceTerms>,
    pub(crate) points: Option<Points>,
    pub(crate) prices: Vec<Price>,
    pub(crate) status: MarketStatus,
}

/// A change of a fixture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Status(FixtureStatus),
    Start(Instant),
    Score(i32, i32),
}

/// A new member.
#[derive(Clone, Debug)]
pub(crate) struct MemberWords {
    pub(crate) role: Role,
    pub(crate) login: String,
    pub(crate) under: Option<String>,
    pub(crate) credit: Money,
    pub(crate) max_risk: Option<Money>,
    pub(crate) max_win: Option<Money>,
    pub(crate) password: Option<String>,
    pub(crate) letter: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) is_test: bool,
}

/// Credit and limits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LimitWords {
    pub(crate) credit: Money,
    pub(crate) min_risk: Option<Money>,
    pub(crate) max_risk: Option<Money>,
    pub(crate) max_win: Option<Money>,
}

/// Which payment is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PayKind {
    Receipt,
    Disbursement,
    Adjustment,
}

/// A payment or correction.
#[derive(Clone, Debug)]
pub(crate) struct PayWords {
    pub(crate) kind: PayKind,
    pub(crate) member: String,
    pub(crate) amount: Money,
    pub(crate) method: Option<Method>,
    pub(crate) reference: String,
    pub(crate) note: String,
    pub(crate) key: Option<String>,
}

/// What a book makes of a fixture or market.
#[derive(Clone, Debug)]
pub(crate) struct OfferWords {
    pub(crate) fixture: String,
    pub(crate) market: Option<MarketWords>,
    pub(crate) status: OfferStatus,
    pub(crate) max_risk: Option<Money>,
    pub(crate) stopped: Vec<Side>,
    pub(crate) auto_off: Option<Money>,
}

/// A limit rule; its league is a name of this file.
#[derive(Clone, Debug)]
pub(crate) struct CapWords {
    pub(crate) wanted: LimitWanted,
    pub(crate) league: Option<String>,
}

/// What is stopped.
#[derive(Clone, Debug)]
pub(crate) enum TargetWords {
    All,
    Live,
    Sport(Sport),
    League(String),
    Branch(String),
}

/// A wager as asked for.
#[derive(Clone, Debug)]
pub(crate) struct BetWords {
    pub(crate) player: Option<String>,
    pub(crate) form: Form,
    pub(crate) entry: Entry,
    pub(crate) amount: Money,
    pub(crate) free_play: bool,
    pub(crate) legs: Vec<LegWords>,
    pub(crate) policy: PricePolicy,
    pub(crate) again: bool,
    pub(crate) key: Option<String>,
    pub(crate) ticket: Option<String>,
}

/// One selection asked for.
#[derive(Clone, Debug)]
pub(crate) struct LegWords {
    pub(crate) at: SelectionWords,
    /// The version of the line that was seen; the newest without one.
    pub(crate) seen: Option<i64>,
    /// A price the client claims to have seen in place of the real one.
    pub(crate) claimed: Option<Odds>,
    /// Which announced pitchers must start.
    pub(crate) pitchers: Option<PitcherRule>,
    /// Points that are bought.
    pub(crate) bought: Points,
}

/// One side of a market of a fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectionWords {
    pub(crate) fixture: String,
    pub(crate) market: MarketWords,
    pub(crate) side: Side,
}

/// What must be found.
#[derive(Clone, Debug)]
pub(crate) enum Expectation {
    /// A ticket and, where named, its numbers.
    Ticket { ticket: String, state: Option<TicketState>, sums: Sums, terms: Terms },
    /// A member's money.
    Balance { member: String, sums: Sums },
    /// A member's week.
    Figure { member: String, week: Day, sums: Sums },
    /// What the book owes and holds, now or at an instant.
    Liquidity { at: Option<Instant>, sums: Sums },
    /// What stood on a member's accounts at an instant.
    Past { member: String, at: Instant, sums: Sums },
    /// The book's totals of a day.
    Daily { day: Day, sport: Option<Sport>, kind: Option<WagerKind>, sums: Sums },
    /// The open bets on a selection.
    Exposure { at: SelectionWords, sums: Sums },
    /// How many events of a kind concern a member.
    Events { kind: EventKind, member: String, count: i64 },
    /// The tickets that were accepted after a true start, newest first.
    Late { tickets: Vec<String> },
    /// Where a void stands.
    Void { ruling: String, state: RulingState },
    /// What the lines of a provider's file or notice came to.
    File { name: String, counts: Vec<(LineOutcome, i32)> },
    /// How many payments no record has named.
    Unreconciled { method: Method, count: i64 },
    /// The settled week of an agent's deal.
    DealWeek { agent: String, week: Day, sums: Sums },
    /// A member's frozen week.
    Frozen { member: String, week: Day, sums: Sums },
    /// The provider's invoice of a week.
    Invoice { week: Day, sums: Sums },
    /// Commission that was not paid yet.
    Commission { agent: String, payable: Money },
    /// Whether a week is closed.
    Week { week: Day, closed: bool },
}

/// Named numbers: amounts in minor units, counts as they are.
pub(crate) type Sums = Vec<(String, i64)>;

/// The accepted line of a ticket's first leg.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms {
    pub(crate) version: Option<i64>,
    pub(crate) points: Option<Points>,
    pub(crate) odds: Option<Odds>,
}

//! Everything that can happen, as one closed set of commands.

mod outcome;
mod people;
mod road;
mod wager;

pub use outcome::Outcome;
pub use people::{Closing, CreateMember, ListPerson, OpenBook, OpenSession, SignUp};
pub use wager::{LegRequest, SeenLine, SellPoints, WagerRequest};

use crate::acceptance::AcceptanceCommand;
use crate::access::Permissions;
use crate::board::fixture::{FixtureStatus, Sport};
pub use crate::board::offer::ChangeOffer;
use crate::board::own_line::LineTerms;
pub use crate::board::post::{MoveLine, PostFixture};
use crate::board::profile::LineProfile;
use crate::book::{BookStatus, Brand};
use crate::calendar::Instant;
use crate::care::command::CareCommand;
use crate::control::Target;
use crate::factor::Proof;
use crate::figure::command::WeekCommand;
use crate::funding::command::FundingCommand;
pub use crate::funding::command::Pay;
use crate::grade::command::GradingCommand;
use crate::grade::detail::Detail;
use crate::grade::dispute::DisputeCommand;
use crate::grade::ruling::DeskPolicy;
pub use crate::grade::ruling::RulingRequest;
use crate::grade::score::Origin;
use crate::id::{
    BookId, EntryId, FixtureId, MarketId, MemberId, ReportId, RequestKey, RulingId, TicketId,
    TokenHash,
};
use crate::identity::{Details, SignupCode, Verification};
use crate::jurisdiction::Jurisdiction;
pub use crate::limit::rule::LimitWanted;
use crate::member::MemberStatus;
use crate::message::MessageCommand;
use crate::money::Money;
use crate::odds::OddsFormat;
use crate::protection::command::ProtectionCommand;
use crate::rules::HouseRules;
use crate::wager::card::Card;

/// Who commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A member of the book, with that member's rights.
    Member(MemberId),
    /// Timers, feeds, and the first steps of a book; not reachable from outside.
    System,
}

impl Actor {
    /// The member, if one commands.
    pub fn member(self) -> Option<MemberId> {
        match self {
            Actor::Member(member) => Some(member),
            Actor::System => None,
        }
    }
}

/// One intent, with the key under which its outcome is kept.
#[derive(Clone, Debug)]
pub struct Command {
    /// The book it concerns; the provider's scope for the catalogue.
    pub book: BookId,
    /// The client's key for this intent.
    pub key: RequestKey,
    /// Hash of what was asked: the same key with another print is refused by the desk.
    pub print: u64,
    /// Who commands.
    pub actor: Actor,
    /// What is to happen.
    pub action: Action,
}

/// What is to happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// Put a book into the directory (provider's scope).
    AddTenant {
        /// Its name in addresses.
        slug: String,
    },
    /// Record that a book is suspended or reopened (provider's scope).
    ChangeTenant {
        /// Its name in addresses.
        slug: String,
        /// What it becomes.
        status: BookStatus,
        /// Why.
        reason: String,
    },
    /// Give a host name to a book, or take it back (provider's scope).
    BindHost {
        /// The name.
        host: String,
        /// The book's name in addresses; none takes the host back.
        slug: Option<String>,
    },
    /// Suspend or reopen the book itself.
    SetBookStatus {
        /// What it becomes.
        status: BookStatus,
        /// Why.
        reason: String,
        /// Login of the provider's administrator.
        by: String,
    },
    /// Change how the operator presents itself.
    ChangeBook {
        /// Name, colour, mark.
        brand: Brand,
        /// The format prices are shown in.
        odds_format: OddsFormat,
    },
    /// Open a book for business, with its root member.
    OpenBook(Box<OpenBook>),
    /// Change the house rules; the version is set by the decision.
    ChangeRules(Box<HouseRules>),
    /// Change what the law of the place lets the book do; the version is set by the decision.
    ChangeJurisdiction(Box<Jurisdiction>),
    /// Set the book's own line of a market, or follow the catalogue again.
    MoveOwnLine {
        /// The market.
        market: MarketId,
        /// The line; `None` follows the catalogue.
        line: Option<LineTerms>,
    },
    /// Set what an owner makes of the lines for the players below.
    SetProfile(Box<LineProfile>),
    /// Put up, change or take down a card of the house; the version is set by the decision.
    PutCard(Box<Card>),
    /// Sell points in a league at these prices from now on, or no more.
    SellPoints(Box<SellPoints>),
    /// Create a member below another.
    CreateMember(Box<CreateMember>),
    /// Create many members, all or none: at most [`CreateMember::LIST_LENGTH_MAX`].
    CreateMembers(Vec<CreateMember>),
    /// Change a member's status.
    ChangeStatus {
        /// Whose.
        member: MemberId,
        /// The new status.
        status: MemberStatus,
    },
    /// Set a member's rights.
    ChangePermissions {
        /// Whose.
        member: MemberId,
        /// The new set.
        permissions: Permissions,
    },
    /// Put a member and everybody below under another.
    MoveMember {
        /// Whom.
        member: MemberId,
        /// The new member above.
        parent: MemberId,
    },
    /// Close an account for good and pay out what is left.
    CloseMember(Closing),
    /// Set a member's credit and own limits.
    ChangeLimits {
        /// Whose.
        member: MemberId,
        /// Credit.
        credit: Money,
        /// Smallest risk.
        min_risk: Option<Money>,
        /// Largest risk.
        max_risk: Option<Money>,
        /// Largest win.
        max_win: Option<Money>,
    },
    /// Invite a member to set a password.
    Invite {
        /// Whom.
        member: MemberId,
        /// Hash of the link's token.
        token: TokenHash,
        /// The link works until then.
        expires_at: Instant,
    },
    /// Use an invitation.
    AcceptInvitation {
        /// Hash of the link's token.
        token: TokenHash,
        /// Hash of the chosen password.
        password_hash: String,
    },
    /// A password was verified: begin a session.
    OpenSession(Box<OpenSession>),
    /// A password was wrong, or the code beside a right one.
    FailLogin {
        /// The login tried.
        login: String,
        /// The client's address.
        address: String,
        /// The password was right and the code beside it was not.
        by_code: bool,
    },
    /// End a session.
    EndSession {
        /// Hash of its token.
        token: TokenHash,
    },
    /// The actor proved again who they are.
    ProveSession {
        /// Hash of the session's token.
        token: TokenHash,
        /// By what.
        proof: Proof,
    },
    /// The actor begins to set up a second factor.
    BeginSecondFactor {
        /// The secret, sealed.
        sealed: String,
    },
    /// The actor showed the first code of it.
    ConfirmSecondFactor {
        /// Hash of the session's token.
        token: TokenHash,
        /// The step of time of that code.
        step: i64,
        /// Hashes of the recovery codes.
        recovery: Vec<TokenHash>,
    },
    /// New recovery codes for the actor.
    RenewRecovery {
        /// Their hashes.
        recovery: Vec<TokenHash>,
    },
    /// Take a second factor away.
    EndSecondFactor {
        /// Whose.
        member: MemberId,
    },
    /// The actor chose a new password.
    ChangePassword {
        /// Its hash.
        password_hash: String,
    },
    /// Sign up with a code: a pending player.
    SignUp(Box<SignUp>),
    /// Enter who a member is.
    SetPerson {
        /// Whose.
        member: MemberId,
        /// What is known.
        details: Box<Details>,
    },
    /// Decide how far a person is verified.
    Verify {
        /// Whose.
        member: MemberId,
        /// How far.
        verification: Verification,
        /// By which documents, or why not.
        evidence: String,
    },
    /// The actor accepts the terms in force.
    AcceptTerms {
        /// Version of the terms that were shown.
        terms: String,
        /// Version of the privacy notice that was shown.
        privacy: String,
    },
    /// Put a person on the list of those who must not play.
    ListPerson(Box<ListPerson>),
    /// Take an entry off that list.
    Unlist {
        /// Which.
        entry: EntryId,
        /// Why.
        reason: String,
    },
    /// Give out a code for signing up.
    IssueCode(Box<SignupCode>),
    /// End such a code.
    EndCode {
        /// Which.
        code: String,
    },
    /// Issue a key for a program of the actor.
    IssueKey {
        /// Hash of its secret.
        token: TokenHash,
        /// What it is called.
        name: String,
        /// What it may do.
        scopes: Permissions,
        /// It ends then at the latest.
        expires_at: Instant,
    },
    /// Let the actor see what a member sees.
    IssueView {
        /// Hash of the secret.
        token: TokenHash,
        /// As whom.
        member: MemberId,
        /// Why.
        reason: String,
        /// It ends then at the latest.
        expires_at: Instant,
    },
    /// End a key.
    EndKey {
        /// Hash of its secret.
        token: TokenHash,
    },
    /// End every session and key of a member.
    EndSessions {
        /// Whose.
        member: MemberId,
    },
    /// The player paid in.
    Receive(Pay),
    /// The player is paid out.
    Disburse(Pay),
    /// Correct a balance; the amount may be negative.
    Adjust(Pay),
    /// Money beside the plain payments: methods, free play, corrections of a week.
    Funding(Box<FundingCommand>),
    /// Protect a player: limits, time-outs, exclusions.
    Protect(Box<ProtectionCommand>),
    /// Care for the person behind an account.
    Care(Box<CareCommand>),
    /// Change what the book offers.
    ChangeOffer(Box<ChangeOffer>),
    /// Stop something, or take it up again.
    Control {
        /// What.
        target: Target,
        /// Stop it (true) or take it up again.
        stopped: bool,
        /// Why.
        reason: String,
    },
    /// Set the limit rules of one owner, in place of those it had.
    ReplaceLimits {
        /// The owner, see [`crate::limit::rule::LimitSheet`].
        owner: MemberId,
        /// Its rules from now on.
        rules: Vec<LimitWanted>,
    },
    /// Wagers that wait to be accepted.
    Acceptance(AcceptanceCommand),
    /// Place a wager.
    PlaceWager(Box<WagerRequest>),
    /// A person of the book reports a final score.
    EnterScore {
        /// The fixture.
        fixture: FixtureId,
        /// Final score of the home side.
        home: i32,
        /// Final score of the visiting side.
        away: i32,
        /// What is told beside it.
        detail: Box<Detail>,
    },
    /// Settle a fixture by a reported score.
    ConfirmResult {
        /// The fixture.
        fixture: FixtureId,
        /// The report.
        report: ReportId,
        /// Where it is kept.
        origin: Origin,
    },
    /// Say what counts as a result.
    Grading(GradingCommand),
    /// Grade the next tickets of a fixture.
    GradeChunk {
        /// The fixture.
        fixture: FixtureId,
        /// The round of grading.
        round: i32,
        /// Tickets up to this one are done.
        after: TicketId,
    },
    /// Change how the settlement desk works.
    ChangeDeskPolicy(DeskPolicy),
    /// Void or cancel a ticket, a leg, or the bets on a market or fixture.
    Rule(Box<RulingRequest>),
    /// Approve or decline a ruling that waits for a second person.
    DecideRuling {
        /// The ruling.
        ruling: RulingId,
        /// Approve it.
        approved: bool,
    },
    /// A player takes a wager back.
    CancelWager {
        /// Whose.
        member: MemberId,
        /// The ticket.
        ticket: TicketId,
    },
    /// An objection to a settlement, and the answer to it.
    Dispute(DisputeCommand),
    /// Messages between the book and its people.
    Message(MessageCommand),
    /// Weeks, and what is settled when they end: deals, invoices, dues.
    Week(WeekCommand),
    /// Begin the provider's ids at a number of its own, so that catalogues of different
    /// installations do not meet in one.
    StartIds {
        /// The first id.
        first: i64,
    },
    /// Claim a book's timed work for a process, or renew the claim.
    Claim {
        /// The work.
        work: String,
        /// The process.
        holder: String,
        /// For how long, in seconds.
        seconds: i64,
    },
    /// Put a league into the catalogue, or change its name.
    PostLeague {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Its sport.
        sport: Sport,
    },
    /// Put a team into the catalogue, or change its name.
    PostTeam {
        /// Code of its league.
        league: String,
        /// Its code.
        code: String,
        /// Its full name.
        name: String,
        /// Its short name.
        short: String,
    },
    /// Put a fixture into the catalogue.
    PostFixture(Box<PostFixture>),
    /// Change a fixture's start, status or running score.
    ChangeFixture {
        /// The fixture.
        fixture: FixtureId,
        /// A new start.
        starts_at: Option<Instant>,
        /// A new status.
        status: Option<FixtureStatus>,
        /// A new running score, home first.
        score: Option<(i32, i32)>,
    },
    /// Post or move a line.
    MoveLine(Box<MoveLine>),
    /// Announce the starting pitchers of a fixture, or a change of them.
    ListPitchers {
        /// The fixture.
        fixture: FixtureId,
        /// Who is to start for the home side.
        home: String,
        /// Who is to start for the visitors.
        away: String,
    },
    /// A feed reports a final score.
    ReportScore {
        /// The fixture.
        fixture: FixtureId,
        /// The feed.
        source: String,
        /// Final score of the home side.
        home: i32,
        /// Final score of the visiting side.
        away: i32,
        /// What is told beside it.
        detail: Box<Detail>,
    },
}

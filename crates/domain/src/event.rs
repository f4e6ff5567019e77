//! Events: recorded facts in a book's log. Outbox, audit log and live feed in one.

use std::fmt::Write as _;

use crate::board::fixture::FixtureStatus;
use crate::id::{FixtureId, MemberId, TicketId};
use crate::money::Money;
use crate::register::{by_name, name_of};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind { $($(#[$doc])* $name),+ }

        impl EventKind {
            /// Every kind with its stable name.
            pub const ALL: &[(EventKind, &'static str)] = &[$((EventKind::$name, $text)),+];
        }
    };
}

kinds! {
    /// A book entered the directory.
    TenantAdded = "tenant_added",
    /// A book was suspended or reopened, in the provider's log.
    TenantChanged = "tenant_changed",
    /// A host name was given to a book or taken back.
    HostBound = "host_bound",
    /// A book was opened for business.
    BookOpened = "book_opened",
    /// The book's brand, calendar or rules changed.
    BookChanged = "book_changed",
    /// The book's jurisdiction settings changed.
    JurisdictionChanged = "jurisdiction_changed",
    /// A member was created.
    MemberCreated = "member_created",
    /// A member's status changed.
    MemberStatusChanged = "member_status_changed",
    /// A member's rights changed.
    PermissionsChanged = "permissions_changed",
    /// A member and everybody below was put under another.
    MemberMoved = "member_moved",
    /// A member's credit or limits changed.
    LimitsChanged = "limits_changed",
    /// How a member and the house settle was agreed anew.
    AccountChanged = "account_changed",
    /// The credit of an agent's branch was bounded anew.
    BranchCreditChanged = "branch_credit_changed",
    /// Credit was lent until a time.
    CreditLent = "credit_lent",
    /// Lent credit has ended.
    CreditEnded = "credit_ended",
    /// Somebody asked for more credit.
    CreditAskedFor = "credit_asked_for",
    /// An application for credit was decided.
    CreditAssessed = "credit_assessed",
    /// A payment provider's record was held against the book.
    PaymentsReconciled = "payments_reconciled",
    /// A player's deposit failed at its provider.
    DepositFailed = "deposit_failed",
    /// A payment provider signs with a new key.
    ProviderKeyChanged = "provider_key_changed",
    /// A limit on a player's deposits, losses or stakes was set, changed or taken away.
    PlayLimitSet = "play_limit_set",
    /// A player takes a time-out or is excluded.
    PlayerExcluded = "player_excluded",
    /// A self-exclusion will end.
    ExclusionLifted = "exclusion_lifted",
    /// A member was invited to set a password.
    InvitationIssued = "invitation_issued",
    /// A password was set.
    PasswordSet = "password_set",
    /// Somebody signed in.
    SessionOpened = "session_opened",
    /// A session ended.
    SessionEnded = "session_ended",
    /// Somebody signed in proved again who they are.
    SessionProved = "session_proved",
    /// Somebody began to set up a second factor.
    SecondFactorBegun = "second_factor_begun",
    /// A second factor is in force.
    SecondFactorConfirmed = "second_factor_confirmed",
    /// A recovery code was used.
    RecoveryCodeUsed = "recovery_code_used",
    /// New recovery codes were given out.
    RecoveryCodesRenewed = "recovery_codes_renewed",
    /// A second factor was taken away.
    SecondFactorEnded = "second_factor_ended",
    /// Somebody wants to be told of accesses to their account, or not.
    AccessNoticesChanged = "access_notices_changed",
    /// Somebody asks about what is kept of them.
    SubjectAsked = "subject_asked",
    /// Such a request was answered.
    SubjectAnswered = "subject_answered",
    /// What told of the person behind a closed account was erased.
    PersonErased = "person_erased",
    /// Addresses and devices of old accesses were erased.
    PlacesErased = "places_erased",
    /// Old messages are kept no longer.
    MessagesErased = "messages_erased",
    /// The words of an old complaint were erased.
    ComplaintErased = "complaint_erased",
    /// An account is held because fraud is suspected.
    FraudHoldPlaced = "fraud_hold_placed",
    /// A hold was decided.
    FraudHoldEnded = "fraud_hold_ended",
    /// A key was issued to a program.
    KeyIssued = "key_issued",
    /// Somebody began to look as a member.
    ViewIssued = "view_issued",
    /// A key was ended.
    KeyEnded = "key_ended",
    /// Somebody signed up with a code.
    SignedUp = "signed_up",
    /// What is known of a person changed.
    PersonChanged = "person_changed",
    /// How far a person is verified was decided.
    PersonVerified = "person_verified",
    /// A member accepted the terms in force.
    TermsAccepted = "terms_accepted",
    /// A person was put on the list of those who must not play.
    PersonListed = "person_listed",
    /// An entry was taken off that list.
    PersonUnlisted = "person_unlisted",
    /// A list changed whether a member may play.
    MemberBarred = "member_barred",
    /// A code for signing up was given out.
    CodeIssued = "code_issued",
    /// A code for signing up was ended.
    CodeEnded = "code_ended",
    /// A login failed.
    LoginFailed = "login_failed",
    /// Money came in.
    ReceiptRecorded = "receipt_recorded",
    /// Money went out.
    DisbursementRecorded = "disbursement_recorded",
    /// A balance was corrected.
    AdjustmentRecorded = "adjustment_recorded",
    /// A payment method got new terms.
    MethodChanged = "method_changed",
    /// A payout was asked for.
    WithdrawalRequested = "withdrawal_requested",
    /// Somebody agreed to a payout.
    WithdrawalApproved = "withdrawal_approved",
    /// A payout was refused.
    WithdrawalDenied = "withdrawal_denied",
    /// A player took a request back.
    WithdrawalCancelled = "withdrawal_cancelled",
    /// A payout has left.
    WithdrawalPaid = "withdrawal_paid",
    /// Promotional credit was granted.
    FreePlayGranted = "free_play_granted",
    /// Promotional credit expired or was taken back.
    FreePlayEnded = "free_play_ended",
    /// A member's available funds are below zero.
    Overdrawn = "overdrawn",
    /// From which amounts on wagers wait to be accepted was changed.
    AcceptanceChanged = "acceptance_changed",
    /// The book moved a line of its own, or follows the catalogue again.
    OwnLineMoved = "own_line_moved",
    /// What an owner makes of the lines was changed.
    ProfileChanged = "profile_changed",
    /// When a fixture truly began was found out, or taken back.
    StartRecorded = "start_recorded",
    /// A wager waits to be accepted.
    WagerTendered = "wager_tendered",
    /// A wager that waited was approved.
    TenderApproved = "tender_approved",
    /// A wager that waited was refused.
    TenderRefused = "tender_refused",
    /// A wager that waited was not decided in time, or cannot be accepted any more.
    TenderLapsed = "tender_lapsed",
    /// A wager was accepted.
    WagerAccepted = "wager_accepted",
    /// It was as large as the law wants told, or larger.
    LargeWager = "large_wager",
    /// The house put a card up, changed it or took it down.
    CardChanged = "card_changed",
    /// The book changed what it offers.
    OfferChanged = "offer_changed",
    /// Betting was stopped somewhere, or taken up again.
    BettingControlled = "betting_controlled",
    /// The limit rules of an owner changed.
    LimitRulesChanged = "limit_rules_changed",
    /// A league entered the catalogue.
    LeaguePosted = "league_posted",
    /// A team entered the catalogue.
    TeamPosted = "team_posted",
    /// A fixture entered the catalogue.
    FixturePosted = "fixture_posted",
    /// A fixture's start or status changed.
    FixtureChanged = "fixture_changed",
    /// A line was posted or moved.
    LineMoved = "line_moved",
    /// Starting pitchers were announced or changed.
    PitchersListed = "pitchers_listed",
    /// A running score changed.
    ScoreChanged = "score_changed",
    /// A source reported a final score.
    ScoreReported = "score_reported",
    /// A result was confirmed or corrected.
    ResultConfirmed = "result_confirmed",
    /// A ticket was settled.
    TicketSettled = "ticket_settled",
    /// After a correction a ticket was settled anew, or opened again.
    TicketResettled = "ticket_resettled",
    /// Two reports of a fixture differ.
    DiscrepancyOpened = "discrepancy_opened",
    /// A discrepancy was settled.
    DiscrepancyClosed = "discrepancy_closed",
    /// A result does not decide a ticket: it waits for a person.
    TicketWaits = "ticket_waits",
    /// All tickets of a fixture were graded.
    GradingFinished = "grading_finished",
    /// A void or cancellation waits for a second person.
    RulingAsked = "ruling_asked",
    /// A second person declined it.
    RulingDeclined = "ruling_declined",
    /// A ticket was voided or cancelled.
    TicketVoided = "ticket_voided",
    /// One leg of a ticket was voided.
    LegVoided = "leg_voided",
    /// The bets on a market or fixture were voided.
    MarketVoided = "market_voided",
    /// A player objected to a settlement.
    DisputeOpened = "dispute_opened",
    /// The operator answered an objection.
    DisputeAnswered = "dispute_answered",
    /// A message was written.
    MessageSent = "message_sent",
    /// A conversation was read.
    MessagesRead = "messages_read",
    /// A week was closed.
    WeekClosed = "week_closed",
    /// The figures of a closed week are frozen, its deals and invoice made.
    WeekFrozen = "week_frozen",
    /// The settling up of a week was confirmed.
    SettleUpConfirmed = "settle_up_confirmed",
    /// Every due of a week was collected or paid.
    SettleUpFinished = "settle_up_finished",
    /// An agent's deal was set.
    DealChanged = "deal_changed",
    /// An agent's week was settled.
    DealSettled = "deal_settled",
    /// Commission was paid.
    CommissionPaid = "commission_paid",
    /// What the book pays the provider changed.
    HeadPlanChanged = "head_plan_changed",
    /// The provider's invoice of a week was made.
    InvoiceIssued = "invoice_issued",
}

impl EventKind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<EventKind> {
        by_name(Self::ALL, name)
    }
}

/// A recorded fact. The body is canonical text: one `key=value` a line, in the order written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Who did it; `None` for the system.
    pub actor: Option<MemberId>,
    /// The member it happened to.
    pub member: Option<MemberId>,
    /// The canonical body.
    pub body: String,
}

impl Event {
    /// An event without fields.
    pub fn new(kind: EventKind, actor: Option<MemberId>) -> Event {
        Event { kind, actor, member: None, body: String::new() }
    }

    /// Names the member it happened to.
    pub fn member(mut self, member: MemberId) -> Event {
        self.member = Some(member);
        self
    }

    /// Adds a field of text. Line breaks cannot occur in registered text and are made spaces.
    pub fn text(mut self, key: &str, value: &str) -> Event {
        let value = value.replace(['\n', '\r'], " ");
        writeln!(self.body, "{key}={value}").expect("writing to a string cannot fail");
        self
    }

    /// Adds a field of a number.
    pub fn number(mut self, key: &str, value: i64) -> Event {
        writeln!(self.body, "{key}={value}").expect("writing to a string cannot fail");
        self
    }

    /// Adds an amount in minor units.
    pub fn money(self, key: &str, amount: Money) -> Event {
        self.number(key, amount.0)
    }

    /// Adds the ticket.
    pub fn ticket(self, ticket: TicketId) -> Event {
        self.number("ticket", ticket.0)
    }

    /// Adds the fixture.
    pub fn fixture(self, fixture: FixtureId) -> Event {
        self.number("fixture", fixture.0)
    }

    /// Adds a fixture's status.
    pub fn fixture_status(self, status: FixtureStatus) -> Event {
        self.text("status", status.name())
    }
}

/// The fields of a canonical body, in order.
pub fn fields(body: &str) -> impl Iterator<Item = (&str, &str)> {
    body.lines().filter_map(|line| line.split_once('='))
}

/// The numeric field `key` of a canonical body.
pub fn number_in(body: &str, key: &str) -> Option<i64> {
    fields(body).find(|(name, _)| *name == key)?.1.parse().ok()
}

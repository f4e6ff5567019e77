//! Decided refusals: a closed set of stable codes with a documented order of precedence.
//!
//! The order of [`Code`] is the precedence: when several rules would refuse a command, the first
//! code of this list is the one answered. A rejection is an outcome, not an error: it is stored
//! under the request's key and answered the same for ever.

use crate::jurisdiction;
use crate::money::Money;
use crate::register::{by_name, name_of};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Why a command was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name),+ }

        impl Code {
            /// Every code with its stable text, in order of precedence.
            pub const ALL: &[(Code, &'static str)] = &[$((Code::$name, $text)),+];
        }
    };
}

codes! {
    /// The actor is unknown, not active, or may not do this here.
    NotPermitted = "not_permitted",
    /// No such object in this book (also when it is outside the actor's branch).
    NotFound = "not_found",
    /// The book is suspended.
    BookSuspended = "book_suspended",
    /// A needed field is empty.
    FieldMissing = "field_missing",
    /// A field is longer than its rule allows.
    FieldTooLong = "field_too_long",
    /// A field breaks its rule.
    FieldInvalid = "field_invalid",
    /// The amount is zero, negative or absurd.
    AmountInvalid = "amount_invalid",
    /// The name is taken.
    AlreadyExists = "already_exists",
    /// The object's state does not allow this.
    WrongState = "wrong_state",
    /// The actor has an interest in the outcome.
    ConflictOfInterest = "conflict_of_interest",
    /// Login or password is wrong.
    BadCredentials = "bad_credentials",
    /// Too many failed logins.
    LockedOut = "locked_out",
    /// The code of the second factor is needed as well, or a second factor has to be set up.
    SecondFactorRequired = "second_factor_required",
    /// The invitation is unknown, used or expired.
    InvitationInvalid = "invitation_invalid",
    /// The member is pending, suspended or closed.
    MemberNotActive = "member_not_active",
    /// The account is held because fraud is suspected.
    FraudHold = "fraud_hold",
    /// The person is on a list of those who must not play.
    PersonBarred = "person_barred",
    /// Too young for the place.
    UnderAge = "under_age",
    /// Another open account belongs to the same person.
    DuplicatePerson = "duplicate_person",
    /// The identity must be verified first.
    IdentityUnverified = "identity_unverified",
    /// The terms in force must be accepted first.
    TermsNotAccepted = "terms_not_accepted",
    /// The page about the protection of players cannot be shown whole, and the place demands it.
    ProtectionPageMissing = "protection_page_missing",
    /// The member is no player.
    NotAPlayer = "not_a_player",
    /// The payment method does not move money this way in this book.
    MethodClosed = "method_closed",
    /// Below the smallest amount.
    BelowMinAmount = "below_min_amount",
    /// Above the largest amount.
    AboveMaxAmount = "above_max_amount",
    /// More often than is allowed in this time.
    TooOften = "too_often",
    /// Payouts can be asked for at other times of the week.
    OutsideWindow = "outside_window",
    /// Its time has not come.
    TooEarly = "too_early",
    /// Deposits must be wagered first.
    RolloverOpen = "rollover_open",
    /// What was paid in by another method goes back by it first.
    RefundFirst = "refund_first",
    /// Nobody approves what they asked for themselves.
    OwnApproval = "own_approval",
    /// This needs a request that somebody else approves.
    ApprovalNeeded = "approval_needed",
    /// The law of the place forbids credit.
    CreditProhibited = "credit_prohibited",
    /// More credit takes an application and its assessment.
    ApplicationNeeded = "application_needed",
    /// With what was promised to others of a branch, above the branch's bound.
    AboveBranchCredit = "above_branch_credit",
    /// The player is excluded from play.
    SelfExcluded = "self_excluded",
    /// The player takes a time-out.
    TimeOut = "time_out",
    /// With what was paid in lately, above the player's deposit limit.
    AboveDepositLimit = "above_deposit_limit",
    /// All betting, or that of this account or branch, is suspended.
    BettingSuspended = "betting_suspended",
    /// Too few or too many legs for this wager type.
    LegCount = "leg_count",
    /// The same selection twice.
    DuplicateLeg = "duplicate_leg",
    /// The house does not take this type of wager, or not on these terms.
    WagerTypeClosed = "wager_type_closed",
    /// Legs of one fixture that must not stand together.
    SameFixtureLegs = "same_fixture_legs",
    /// The fixture has started or its cut-off has passed.
    FixtureStarted = "fixture_started",
    /// The fixture is not open for wagers.
    FixtureClosed = "fixture_closed",
    /// The market is suspended, closed or off the board.
    MarketClosed = "market_closed",
    /// The selection is not offered.
    SelectionUnknown = "selection_unknown",
    /// The selection takes no wagers, while its market does.
    SelectionClosed = "selection_closed",
    /// The card does not take this selection.
    CardLeg = "card_leg",
    /// The house sells no such points on this selection.
    PointsClosed = "points_closed",
    /// The fixture is circled: straight wagers only.
    Circled = "circled",
    /// The line moved since it was quoted and the price policy forbids taking the new one.
    PriceChanged = "price_changed",
    /// Below the smallest risk.
    BelowMinRisk = "below_min_risk",
    /// Above the largest risk.
    AboveMaxRisk = "above_max_risk",
    /// Above the largest win.
    AboveMaxWin = "above_max_win",
    /// Above the largest payout.
    AboveMaxPayout = "above_max_payout",
    /// With what was taken on the market, above its limit.
    AboveMarketLimit = "above_market_limit",
    /// With what was taken on the fixture, above its limit.
    AboveFixtureLimit = "above_fixture_limit",
    /// With what was taken today, above the day's limit.
    AboveDayLimit = "above_day_limit",
    /// With what was lost lately and is at risk, above the player's loss limit.
    AboveLossLimit = "above_loss_limit",
    /// With what was staked lately, above the player's stake limit.
    AboveStakeLimit = "above_stake_limit",
    /// There is free play, but it was not given for such a wager.
    FreePlayClosed = "free_play_closed",
    /// More than is available.
    InsufficientFunds = "insufficient_funds",
    /// The same wager was placed a moment ago; it must be asked for expressly.
    DuplicateWager = "duplicate_wager",
    /// Looser than a limit set further up, or than one set by somebody further up.
    LimitLooser = "limit_looser",
    /// Too few sources agree on this score, or one disagrees: a person must decide.
    ResultUnconfirmed = "result_unconfirmed",
    /// A result is known: ending bets is no longer allowed, or not to this member.
    ResultKnown = "result_known",
    /// The time in which a wager may be taken back is over, or the fixture has started.
    CancelTooLate = "cancel_too_late",
    /// The time in which a settlement may be disputed is over.
    ClaimTooLate = "claim_too_late",
    /// The week has not ended.
    WeekNotOver = "week_not_over",
}

impl Code {
    /// The stable text.
    pub fn text(self) -> &'static str {
        name_of(Self::ALL, self)
    }

    /// The code of a stable text.
    pub fn parse(text: &str) -> Option<Code> {
        by_name(Self::ALL, text)
    }
}

/// Whose limit was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitOwner {
    /// The player's own limits.
    Player,
    /// An agent above the player.
    Agent,
    /// The book: its house rules or its limits.
    Book,
    /// The provider.
    Platform,
    /// The fixture, because it is circled.
    Fixture,
}

impl LimitOwner {
    /// Every owner with its stable name.
    pub const ALL: [(LimitOwner, &str); 5] = [
        (LimitOwner::Player, "player"),
        (LimitOwner::Agent, "agent"),
        (LimitOwner::Book, "book"),
        (LimitOwner::Platform, "platform"),
        (LimitOwner::Fixture, "fixture"),
    ];
}

/// The limit a command met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitMet {
    /// Stable name of the limit, such as `max_risk`.
    pub name: &'static str,
    /// Who set it.
    pub owner: LimitOwner,
    /// The limit itself.
    pub amount: Money,
    /// The largest (or smallest) risk that would pass.
    pub possible: Money,
}

/// A decided refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The stable code.
    pub code: Code,
    /// The input field it concerns.
    pub field: Option<&'static str>,
    /// The limit it met.
    pub limit: Option<LimitMet>,
    /// What was wrong, for people.
    pub detail: String,
}

impl Rejection {
    /// A refusal that concerns no single field.
    pub fn new(code: Code, detail: impl Into<String>) -> Rejection {
        Rejection { code, field: None, limit: None, detail: detail.into() }
    }

    /// A refusal of one field by its rule.
    pub fn of_field(code: Code, field: &'static str, rule: &str) -> Rejection {
        Rejection { code, field: Some(field), limit: None, detail: format!("{field} {rule}") }
    }

    /// A refusal by a limit.
    pub fn of_limit(code: Code, limit: LimitMet) -> Rejection {
        let LimitMet { name, amount, possible, .. } = limit;
        let owner = name_of(&LimitOwner::ALL, limit.owner);
        let detail = format!("{name} of the {owner} is {amount}; possible now: {possible}");
        Rejection { code, field: None, limit: Some(limit), detail }
    }

    /// The refusal for an object that is not there, or must not be seen.
    pub fn not_found(what: &str) -> Rejection {
        Rejection::new(Code::NotFound, format!("no such {what}"))
    }
}

/// Names for [`known_name`].
const NAMES: &[&str] = &[
    "login",
    "name",
    "slug",
    "colour",
    "mark",
    "zone",
    "password",
    "parent_id",
    "role",
    "status",
    "amount",
    "method",
    "reference",
    "note",
    "legs",
    "market_id",
    "side",
    "points",
    "prices",
    "home",
    "away",
    "code",
    "starts_at",
    "credit_limit",
    "min_risk",
    "max_risk",
    "max_win",
    "max_payout",
    "market_max_risk",
    "market_max_win",
    "market_max_payout",
    "fixture_max_risk",
    "fixture_max_win",
    "fixture_max_payout",
    "day_max_risk",
    "day_max_win",
    "day_max_payout",
    "rules",
    "span",
    "share",
    "period",
    "league_id",
    "sport",
    "reason",
    "stopped",
    "auto_off",
    "duplicate_seconds",
    "shades",
    "juice",
    "against",
    "cents",
    "repeat",
    "available",
    "report_id",
    "week",
    "currency",
    "day_cutoff",
    "cutoff_seconds",
    "max_legs",
    "card",
    "entry",
    "sizes",
    "action",
    "round_robin_legs",
    "if_bet_legs",
    "reverse_legs",
    "confirm_sources",
    "source",
    "member_id",
    "fixture_id",
    "kind",
    "period",
    "alternate",
    "prop",
    "title",
    "statistic",
    "runners",
    "places",
    "pitchers",
    "expires_at",
    "secret",
    "recovery_codes",
    "wagers",
    "most_odds",
    "step",
    "most",
    "keys",
    "leagues",
    "label",
    "taken",
    "paid",
    "method_min",
    "method_max",
    "permissions",
    "person.name",
    "person.born",
    "person.address",
    "person.email",
    "person.phone",
    "person.document",
    "evidence",
    "until",
    "uses_max",
    "scopes",
    "expires_at",
    "members",
    "is_test",
    "host",
    "by",
    "leg",
    "text",
    "accepted_from",
    "four_eyes_from",
    "cancel_seconds",
    "claim_days",
    "destination",
    "settle_limit",
    "branch_credit",
    "temporary_credit",
    "granted",
    "assessment",
    "lines",
    "until",
    "deposit_day",
    "deposit_week",
    "deposit_month",
    "loss_day",
    "loss_week",
    "loss_month",
    "stake_day",
    "stake_week",
    "stake_month",
    "detail",
    "grading",
    "share_bp",
    "head_fee",
    "ticket_fee",
    "uncovered_fees",
    "tiers",
    "minimum",
    "approve_risk",
    "approve_win",
    "lapse_seconds",
    "deposit_limit.amount",
    "began_at",
    "live_delay_seconds",
    "circled_max_risk",
];

/// Field and limit names that can appear in a stored rejection; reading one back gives the same
/// static text.
pub fn known_name(text: &str) -> Option<&'static str> {
    NAMES.iter().chain(jurisdiction::FIELDS).find(|name| **name == text).copied()
}

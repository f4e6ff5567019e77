//! Closed sets of words over the wire. Each mirrors one set of the domain; a test holds the words
//! equal, so that neither side can gain or rename one alone.

use domain::acceptance as tenders;
use domain::access::Permission as DomainPermission;
use domain::board::fixture as fixtures;
use domain::board::market as markets;
use domain::board::offer as offers;
use domain::board::profile as profiles;
use domain::board::prop as props;
use domain::book as books;
use domain::care::hold as holds;
use domain::care::request as asks;
use domain::credit as credits;
use domain::figure::deal as deals;
use domain::figure::frozen as closes;
use domain::figure::invoice as invoices;
use domain::funding::method as terms_of_payment;
use domain::funding::reconcile as records;
use domain::funding::withdrawal as payouts;
use domain::grade::dispute as disputes;
use domain::grade::ruling as rulings;
use domain::identity as persons;
use domain::jurisdiction as settings;
use domain::key as keys;
use domain::ledger::account as accounts;
use domain::ledger::transfer as transfers;
use domain::limit::rule as limits;
use domain::member as members;
use domain::money as amounts;
use domain::odds as prices;
use domain::protection as shields;
use domain::wager::card as cards;
use domain::wager::same_game;
use domain::wager::terms;
use domain::wager::ticket as tickets;
use domain::wager::via as ways;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(
        $(#[$doc:meta])*
        $name:ident = $module:ident :: $domain:ident { $($word:ident),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[derive(Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($word),+ }

        impl From<$module::$domain> for $name {
            fn from(word: $module::$domain) -> $name {
                match word { $($module::$domain::$word => $name::$word),+ }
            }
        }

        impl From<$name> for $module::$domain {
            fn from(word: $name) -> $module::$domain {
                match word { $($name::$word => $module::$domain::$word),+ }
            }
        }
    )+};
}

mod permissions {
    pub(super) use super::DomainPermission as Permission;
}

words! {
    /// What a member is.
    Role = members::Role { Platform, Operator, Staff, Master, Agent, Player }
    /// Where a member stands.
    MemberStatus = members::MemberStatus { Pending, Active, Suspended, Closed }
    /// Whether a book does business.
    BookStatus = books::BookStatus { Open, Suspended }
    /// Why somebody may not play.
    BarKind = members::BarKind { Excluded, Restricted }
    /// What a key is good for: a program within its scopes, or looking as a member.
    KeyKind = keys::KeyKind { Program, View }
    /// How far the identity of a member is verified.
    Verification = persons::Verification { Unverified, Submitted, Verified, Refused }
    /// One right.
    Permission = permissions::Permission {
        PlaceWager, ViewBranch, CreateMember, ChangeStatus, ChangeLimits, RecordPayment, Adjust,
        WriteForPlayer, MoveLine, ControlOffer, EnterScore, ConfirmResult, ViewReports, ViewAudit,
        CloseWeek, ManageBook, ManagePlatform, VoidWager, VoidAfterResult, ApproveWithdrawal,
        GrantRights, MoveMember, ManageKeys, Impersonate, ViewIdentity, ManageIdentity,
        ManageDeals, AnswerDispute, ApproveWager, WriteMessage,
    }
    /// The notation in which a book shows its prices.
    OddsFormat = prices::OddsFormat { American, Decimal, Fractional }
    /// Whether players may bet on credit.
    CreditPolicy = settings::CreditPolicy { Prohibited, Conditional, Allowed }
    /// What a deposit limit counts: everything paid in, or what is left after payouts.
    DepositLimitMeaning = settings::DepositLimitMeaning { Gross, Net }
    /// What becomes of the open bets of a player who is excluded.
    ExcludedBets = settings::ExcludedBets { Stand, Cancel }
    /// Whether a ticket may be voided once the outcome is known: never, when it was accepted
    /// after it was known, with a second person's approval, with a reason.
    VoidAfterResult = settings::VoidAfterResult { Prohibited, AcceptedLate, Approved, Allowed }
    /// What waits for a verified identity.
    VerifiedBefore = settings::VerifiedBefore { Nothing, Withdrawal, Wager }
    /// How a payout that is not a whole minor unit is rounded.
    Rounding = amounts::Rounding { Down, HalfUp, HalfEven }
    /// Where a fixture stands.
    FixtureStatus = fixtures::FixtureStatus {
        Scheduled, InPlay, Finished, Postponed, Abandoned, Cancelled,
    }
    /// The rules a fixture is graded by. `several` stands on tickets and in reports only.
    Sport = fixtures::Sport {
        Several, Football, Basketball, Baseball, Hockey, Soccer, Tennis, Boxing, Mma, Golf,
        HorseRacing, MotorRacing, Other,
    }
    /// What a market asks.
    MarketKind = markets::MarketKind {
        Spread, Total, Moneyline, Moneyline3, HomeTotal, AwayTotal, YesNo, OverUnder, MultiWay,
        Outright,
    }
    /// Where a market stands on the board.
    MarketGroup = markets::MarketGroup { Main, Alternate, Period, Prop, Future }
    /// Which announced starting pitchers must start for a wager to stand.
    PitcherRule = props::PitcherRule { Action, Listed, ListedHome, ListedAway }
    /// How the legs of a ticket hang together.
    WagerType = tickets::WagerKind {
        Straight, Parlay, RoundRobin, IfBet, Reverse, Teaser, Pleaser, Progressive,
    }
    /// Against whom a line is shaded.
    Lean = profiles::Lean { Favourite, Underdog, Home, Away, Over, Under }
    /// What a card prices.
    CardKind = cards::CardKind { Parlay, Teaser, Pleaser, Progressive }
    /// What a tie does to a card's bet.
    TieRule = cards::TieRule { Reduce, TwoTeamStd, TwoTeamRefund, AllPush, TieLoses }
    /// What a selection without action does to a card's bet: it is dropped, or the stake returned.
    NoAction = cards::NoAction { Reduce, Refund }
    /// What lets the next link of an if-bet run: a win, or also a push and no action.
    ChainAction = terms::ChainAction { Single, Double }
    /// What a later link of an if-bet risks at most: what the first risks, or what the one before
    /// risks and wins.
    ChainStakes = terms::ChainStakes { UpToFirst, UpToReturn }
    /// Two selections of one game that decide each other.
    Correlation = same_game::Correlation {
        SpreadAndMoneyline, RunLineAndTotal, PartAndWhole, LargeSpreadAndTotal, DrawAndUnder
    }
    /// What the typed amount means: the risk, the win, or the win on a favourite and the risk
    /// otherwise.
    Entry = tickets::Entry { Risk, Win, Base }
    /// By which way a wager was asked for: the player's app, a program, a clerk, or none of them.
    Channel = ways::Channel { Web, Api, Clerk, System }
    /// What happens when a line moved since it was shown.
    PricePolicy = tickets::PricePolicy { None, Better, Any }
    /// Where a ticket stands; `offered` and `refused` are told of tenders alone.
    TicketState = tickets::TicketState { Offered, Refused, Open, Settled, Voided }
    /// Where a wager stands that had to wait for the operator's word.
    TenderState = tenders::TenderState { Waiting, Accepted, Refused, Lapsed }
    /// The business fact behind a line of the statement.
    StatementFact = transfers::Fact {
        Receipt, Disbursement, Adjustment, Accrual, WithdrawalRequested, WithdrawalReturned,
        FreePlay, FreePlayEnded, Tender, TenderEnded, Wager, Settlement, Reversal, Void,
        Commission, CommissionPaid, HeadFee,
    }
    /// How an agent's week is shared with the level above.
    DealKind = deals::DealKind { Split, RedFigure, ReverseRed, Profit }
    /// Where fees go that a commission does not cover.
    UncoveredFees = deals::Uncovered { Owed, Makeup }
    /// Which players of a week are heads.
    HeadCount = invoices::HeadCount { Accepted, Standing }
    /// How the prices of tiers are applied.
    TierMode = invoices::TierMode { Marginal, Whole }
    /// How far the close of a week has come.
    CloseStep = closes::CloseStep { Figures, Deals, Invoice, Done }
    /// A void is the operator's; a cancellation follows the policy and comes before the start.
    Ending = rulings::Ending { Void, Cancel }
    /// Why bets were ended without a result.
    VoidReason = rulings::Reason {
        PalpableError, PastPosting, EventNotPlayed, ProhibitedWager, Integrity, TechnicalFault,
        Duplicate, DisputeUpheld, Ordered, PlayerRequest,
    }
    /// What the operator answers to a dispute.
    DisputeAnswer = disputes::Answer { Stands, Regrade, Void, Goodwill }
    /// Where a void stands.
    VoidState = rulings::RulingState { Asked, InForce, Declined }
    /// What of a wager a limit measures.
    LimitMeasure = limits::Measure { MinRisk, MaxRisk, MaxWin, MaxPayout }
    /// Over what a limit adds up.
    LimitSpan = limits::Span { Wager, Market, Fixture, Day }
    /// Whose wagers a limit adds up: those of each player alone, or of all below the owner.
    LimitShare = limits::Share { Each, Together }
    /// What a book makes of a fixture or market. `off_board` hides it from players.
    OfferStatus = offers::OfferStatus { Open, Suspended, Circled, OffBoard }
    /// By which way an account came about.
    RegistrationChannel = members::Channel { Unrecorded, ByHand, Import, SignUp }
    /// What somebody asks about what is kept of them.
    SubjectKind = asks::SubjectKind { Access, Correction, Erasure, Portability, Objection }
    /// What a hold came to.
    HoldEnding = holds::HoldEnding { Lifted, Confirmed }
    /// Which way money moves.
    PaymentDirection = terms_of_payment::Direction { In, Out }
    /// What a line of a payment provider's record came to.
    LineOutcome = records::LineOutcome { Matched, Differs, Unmatched, Duplicate, Posted, Failed }
    /// What a limit on play bounds: what is paid in beyond what is owed, what is lost with open
    /// bets counted as lost, what is staked.
    PlayMeasure = shields::PlayMeasure { Deposit, Loss, Stake }
    /// Over what a limit on play adds up: a business day, a week of the book, a month.
    PlaySpan = shields::PlaySpan { Day, Week, Month }
    /// Who set a limit on play.
    LimitSetter = shields::LimitSetter { Player, House }
    /// A break that ends by itself, or an exclusion that lasts until the player asks to come back.
    ExclusionKind = shields::ExclusionKind { TimeOut, SelfExclusion }
    /// How a player and the house settle: on credit for a week, on credit until it is used up or
    /// the settle limit is reached, or with money first and no credit.
    AccountType = credits::AccountKind { Weekly, Running, PostUp }
    /// Where an application for credit stands.
    ApplicationState = credits::ApplicationState { Asked, Granted, Refused }
    /// Where a requested payout stands.
    WithdrawalState = payouts::WithdrawalState { Requested, Approved, Paid, Denied, Cancelled }
    /// How money reaches and leaves the book.
    Method = accounts::Method { Cash, Bank, Card, Wallet, Other }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// The day of a number: 1 is Monday, 7 is Sunday.
    pub(crate) fn of(number: i32) -> Weekday {
        let place = usize::try_from(number - 1).unwrap_or(0);
        Weekday::ALL[place.min(6)]
    }

    /// 1 for Monday to 7 for Sunday.
    pub(crate) fn number(self) -> i32 {
        (1..).zip(Weekday::ALL).find(|(_, day)| *day == self).map_or(1, |(number, _)| number)
    }
}

/// What can be bet on a market now: the catalogue's line through the book's overlay and the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MarketStatus {
    Open,
    Suspended,
    Closed,
    Circled,
    /// Hidden from players; only the book's own people see it.
    OffBoard,
}

/// A kind of payment a person records. An adjustment is shown by today's figure, an accrual by the
/// week's alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaymentKind {
    Receipt,
    Disbursement,
    Adjustment,
    Accrual,
}

/// A kind of recorded payment: those that people record, and promotional credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecordedKind {
    Receipt,
    Disbursement,
    Adjustment,
    Accrual,
    FreePlay,
    FreePlayEnded,
}

impl From<PaymentKind> for RecordedKind {
    fn from(kind: PaymentKind) -> RecordedKind {
        match kind {
            PaymentKind::Receipt => RecordedKind::Receipt,
            PaymentKind::Disbursement => RecordedKind::Disbursement,
            PaymentKind::Adjustment => RecordedKind::Adjustment,
            PaymentKind::Accrual => RecordedKind::Accrual,
        }
    }
}

/// The outcome of a leg under the result in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LegResult {
    Open,
    Win,
    HalfWin,
    Push,
    HalfLoss,
    Loss,
    Void,
    /// Won in part: several shared the place.
    DeadHeat,
    /// Won at odds shortened by a withdrawal.
    Reduced,
}

/// What a ticket came to: `mixed` is anything between a full win and a loss that is no push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TicketResult {
    Open,
    Win,
    Loss,
    Push,
    Mixed,
    Void,
}

/// The name of a word as it stands on the wire.
pub(crate) fn text_of(word: impl Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_domain() {
        fn check<D: Copy, W: From<D> + Serialize>(all: &[(D, &'static str)]) {
            for (word, name) in all {
                assert_eq!(text_of(W::from(*word)), *name);
            }
        }
        check::<_, Role>(&members::Role::ALL);
        check::<_, MemberStatus>(&members::MemberStatus::ALL);
        check::<_, SubjectKind>(&asks::SubjectKind::ALL);
        check::<_, HoldEnding>(&holds::HoldEnding::ALL);
        check::<_, RegistrationChannel>(&members::Channel::ALL);
        check::<_, BookStatus>(&books::BookStatus::ALL);
        check::<_, BarKind>(&members::BarKind::ALL);
        check::<_, KeyKind>(&keys::KeyKind::ALL);
        check::<_, Verification>(&persons::Verification::ALL);
        check::<_, Permission>(DomainPermission::ALL);
        check::<_, OddsFormat>(&prices::OddsFormat::ALL);
        check::<_, CreditPolicy>(settings::CreditPolicy::ALL);
        check::<_, DepositLimitMeaning>(settings::DepositLimitMeaning::ALL);
        check::<_, ExcludedBets>(settings::ExcludedBets::ALL);
        check::<_, VoidAfterResult>(settings::VoidAfterResult::ALL);
        check::<_, VerifiedBefore>(settings::VerifiedBefore::ALL);
        check::<_, Rounding>(&amounts::Rounding::ALL);
        check::<_, FixtureStatus>(&fixtures::FixtureStatus::ALL);
        check::<_, Sport>(&fixtures::Sport::ALL);
        check::<_, MarketKind>(&markets::MarketKind::ALL);
        check::<_, MarketGroup>(&markets::MarketGroup::ALL);
        check::<_, PitcherRule>(&props::PitcherRule::ALL);
        check::<_, WagerType>(&tickets::WagerKind::ALL);
        check::<_, Lean>(&profiles::Lean::ALL);
        check::<_, CardKind>(&cards::CardKind::ALL);
        check::<_, TieRule>(&cards::TieRule::ALL);
        check::<_, NoAction>(&cards::NoAction::ALL);
        check::<_, ChainAction>(&terms::ChainAction::ALL);
        check::<_, ChainStakes>(&terms::ChainStakes::ALL);
        check::<_, Correlation>(&same_game::Correlation::ALL);
        check::<_, Entry>(&tickets::Entry::ALL);
        check::<_, Channel>(&ways::Channel::ALL);
        check::<_, PricePolicy>(&tickets::PricePolicy::ALL);
        check::<_, TicketState>(&tickets::TicketState::ALL);
        check::<_, TenderState>(&tenders::TenderState::ALL);
        check::<_, StatementFact>(&transfers::Fact::ALL);
        check::<_, Method>(&accounts::Method::ALL);
        check::<_, DealKind>(&deals::DealKind::ALL);
        check::<_, UncoveredFees>(&deals::Uncovered::ALL);
        check::<_, HeadCount>(&invoices::HeadCount::ALL);
        check::<_, TierMode>(&invoices::TierMode::ALL);
        check::<_, CloseStep>(&closes::CloseStep::ALL);
        check::<_, DisputeAnswer>(&disputes::Answer::ALL);
        check::<_, Ending>(&rulings::Ending::ALL);
        check::<_, VoidReason>(&rulings::Reason::ALL);
        check::<_, VoidState>(&rulings::RulingState::ALL);
        check::<_, LimitMeasure>(&limits::Measure::ALL);
        check::<_, LimitSpan>(&limits::Span::ALL);
        check::<_, LimitShare>(&limits::Share::ALL);
        check::<_, OfferStatus>(&offers::OfferStatus::ALL);
        check::<_, PaymentDirection>(&terms_of_payment::Direction::ALL);
        check::<_, LineOutcome>(&records::LineOutcome::ALL);
        check::<_, PlayMeasure>(&shields::PlayMeasure::ALL);
        check::<_, PlaySpan>(&shields::PlaySpan::ALL);
        check::<_, LimitSetter>(&shields::LimitSetter::ALL);
        check::<_, ExclusionKind>(&shields::ExclusionKind::ALL);
        check::<_, AccountType>(&credits::AccountKind::ALL);
        check::<_, ApplicationState>(&credits::ApplicationState::ALL);
        check::<_, WithdrawalState>(&payouts::WithdrawalState::ALL);
    }
}

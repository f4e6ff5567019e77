//! Identity of every object. Ids are 64-bit integers handed out by the book's own counter, so
//! they rise in the order of decisions; they carry no secret and give no permission.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);
    )+};
}

ids! {
    /// A book: one operator's tenant. Zero is the provider's own scope, see [`BookId::PLATFORM`].
    BookId,
    /// Operator staff, agent or player: a node of the book's tree with a login.
    MemberId,
    /// A competition of the catalogue.
    LeagueId,
    /// A side of fixtures in the catalogue.
    TeamId,
    /// A sporting event of the catalogue.
    FixtureId,
    /// One market on a fixture.
    MarketId,
    /// One source's report of a score.
    ReportId,
    /// An accepted wager.
    TicketId,
    /// A void or cancellation.
    RulingId,
    /// An objection to a settlement.
    DisputeId,
    /// A message between a book and its people.
    MessageId,
    /// A set of transfers that stands or falls together.
    PostingId,
    /// An entry of the list of those who must not play.
    EntryId,
    /// One movement between two ledger accounts.
    TransferId,
    /// A grant of promotional credit.
    GrantId,
    /// A requested payout.
    WithdrawalId,
    /// An application for credit.
    ApplicationId,
    /// A time-out or self-exclusion.
    ExclusionId,
    /// A provider's file or notice held against the book.
    ReconciliationId,
    /// A request of a person about what is kept of them.
    SubjectRequestId,
    /// An account held because fraud is suspected.
    HoldId,
}

impl BookId {
    /// The provider's scope: the catalogue's events and the provider's own staff.
    pub const PLATFORM: BookId = BookId(0);
}

impl MemberId {
    /// The owner written on accounts of the house, which belong to no member.
    pub const HOUSE: MemberId = MemberId(0);
}

/// The client's key for one intent: sixteen bytes, unique per book, kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestKey(pub [u8; 16]);

/// Hash of a secret token (session or invitation). The token itself is never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(pub [u8; 32]);

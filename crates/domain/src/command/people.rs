//! What commands about books, members and their money say.

use crate::access::Permissions;
use crate::book::{BookCalendar, Brand};
use crate::calendar::Instant;
use crate::factor::Proof;
use crate::funding::command::Pay;
use crate::id::{MemberId, TokenHash};
use crate::identity::Details;
use crate::ledger::account::Method;
use crate::member::{BarKind, Channel, MemberStatus, Role};
use crate::money::Money;
use crate::odds::OddsFormat;
use crate::protection::PlaySpan;
use crate::rules::HouseRules;

/// A new book.
#[derive(Clone, Debug)]
pub struct OpenBook {
    /// Its name in addresses.
    pub slug: String,
    /// How it presents itself.
    pub brand: Brand,
    /// Currency code.
    pub currency: String,
    /// Display format of prices.
    pub odds_format: OddsFormat,
    /// Days and weeks.
    pub calendar: BookCalendar,
    /// The first house rules.
    pub rules: HouseRules,
    /// Role of the root member.
    pub root_role: Role,
    /// Login of the root member.
    pub root_login: String,
    /// Name of the root member.
    pub root_name: String,
    /// Password hash of the root member; empty when an invitation follows.
    pub password_hash: String,
}

/// A new member.
#[derive(Clone, Debug)]
pub struct CreateMember {
    /// The node above.
    pub parent: MemberId,
    /// What it is.
    pub role: Role,
    /// Its status from the start: pending or active.
    pub status: MemberStatus,
    /// Its login.
    pub login: String,
    /// Its name.
    pub name: String,
    /// Hash of its password; empty when an invitation follows.
    pub password_hash: String,
    /// Credit.
    pub credit: Money,
    /// Largest risk of one wager.
    pub max_risk: Option<Money>,
    /// Largest win of one wager.
    pub max_win: Option<Money>,
    /// Its rights, if not those of its role.
    pub permissions: Option<Permissions>,
    /// For trying things out, excluded from every report.
    pub is_test: bool,
    /// By which way the account comes about.
    pub channel: Channel,
}

impl CreateMember {
    /// Most members that one command creates.
    pub const LIST_LENGTH_MAX: usize = 1_000;

    /// An active player below nobody yet, without a name: what is said of a member is put over it.
    pub fn plain() -> CreateMember {
        CreateMember {
            parent: MemberId(0),
            role: Role::Player,
            status: MemberStatus::Active,
            login: String::new(),
            name: String::new(),
            password_hash: String::new(),
            credit: Money::ZERO,
            max_risk: None,
            max_win: None,
            permissions: None,
            is_test: false,
            channel: Channel::ByHand,
        }
    }
}

/// A session to be opened: the password was verified.
#[derive(Clone, Debug)]
pub struct OpenSession {
    /// The login.
    pub login: String,
    /// Hash of the session's token.
    pub token: TokenHash,
    /// It ends then at the latest.
    pub expires_at: Instant,
    /// The client's address.
    pub address: String,
    /// The client's name of itself.
    pub agent: String,
    /// What was shown beside the password.
    pub proof: Proof,
}

/// Somebody who signs up.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// The code they were given.
    pub code: String,
    /// The login they want.
    pub login: String,
    /// Hash of the chosen password.
    pub password_hash: String,
    /// Who they say they are.
    pub person: Details,
    /// Version of the terms they accepted; empty where the place asks for none.
    pub terms_version: String,
    /// The same of the privacy notice.
    pub privacy_version: String,
    /// Version of what they acknowledged: no sharing, consent to monitoring, accuracy.
    pub acknowledgement_version: String,
    /// A limit on their deposits that they set at once.
    pub deposit_limit: Option<(PlaySpan, Money)>,
}

/// Somebody who must not play.
#[derive(Clone, Debug)]
pub struct ListPerson {
    /// Excluded or restricted.
    pub kind: BarKind,
    /// Who.
    pub person: Details,
    /// Why, or by whom.
    pub reason: String,
    /// Until when; for good without it.
    pub until: Option<Instant>,
}

/// The end of an account.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Whose.
    pub member: MemberId,
    /// How the balance is paid out; needed while there is one.
    pub method: Option<Method>,
    /// The outside reference of the payout.
    pub reference: String,
    /// Why.
    pub note: String,
}

impl Closing {
    /// The payout of what is left.
    pub fn payout(&self, amount: Money) -> Pay {
        let (reference, note) = (self.reference.clone(), self.note.clone());
        Pay { member: self.member, method: self.method, amount, reference, note }
    }
}

//! The chart of accounts.

use crate::id::MemberId;
use crate::money::Money;
use crate::register::{by_name, name_of};

/// How money reaches and leaves the book; each method has its clearing account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Notes and coins.
    Cash,
    /// Bank transfer.
    Bank,
    /// Card.
    Card,
    /// Electronic wallet.
    Wallet,
    /// Anything else, named in the reference.
    Other,
}

impl Method {
    /// Every method with its stable name.
    pub const ALL: [(Method, &str); 5] = [
        (Method::Cash, "cash"),
        (Method::Bank, "bank"),
        (Method::Card, "card"),
        (Method::Wallet, "wallet"),
        (Method::Other, "other"),
    ];

    /// Whether a payment by it goes through somebody outside.
    pub fn is_electronic(self) -> bool {
        self != Method::Cash
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The method of a stable name.
    pub fn parse(name: &str) -> Option<Method> {
        by_name(&Self::ALL, name)
    }
}

/// A kind of ledger account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// A member's money; below zero it is owed to the house.
    Cash,
    /// Risk of a member's open bets.
    Held,
    /// A member's requested payouts.
    Withdrawal,
    /// A member's promotional credit.
    FreePlay,
    /// Free play at risk in open bets.
    FreePlayHeld,
    /// What an agent has earned and was not paid yet; below zero the agent owes it.
    Commission,
    /// The house's wagering win.
    Wagering,
    /// What promotions cost the house.
    HouseFreePlay,
    /// Named corrections.
    Adjustment,
    /// Fees on payments.
    Fee,
    /// What agents' commissions cost the house.
    HouseCommission,
    /// Per-head billing, owed to the provider.
    HeadFee,
    /// Clearing of one payment method.
    Bank(Method),
}

impl Account {
    const CODES: [(Account, i32); 12] = [
        (Account::Cash, 1),
        (Account::Held, 2),
        (Account::Withdrawal, 3),
        (Account::FreePlay, 4),
        (Account::FreePlayHeld, 5),
        (Account::Commission, 6),
        (Account::Wagering, 20),
        (Account::HouseFreePlay, 21),
        (Account::Adjustment, 22),
        (Account::Fee, 23),
        (Account::HouseCommission, 24),
        (Account::HeadFee, 40),
    ];

    /// The number the account has in the store.
    pub fn code(self) -> i32 {
        match self {
            Account::Bank(method) => (100..)
                .zip(Method::ALL)
                .find(|(_, (one, _))| *one == method)
                .map_or(0, |(code, _)| code),
            other => Self::CODES.iter().find(|(one, _)| *one == other).map_or(0, |(_, code)| *code),
        }
    }

    /// The account of a number.
    pub fn of_code(code: i32) -> Option<Account> {
        if let Ok(place) = usize::try_from(code - 100)
            && let Some((method, _)) = Method::ALL.get(place)
        {
            return Some(Account::Bank(*method));
        }
        Self::CODES.iter().find(|(_, one)| *one == code).map(|(account, _)| *account)
    }

    /// The name in the chart of accounts.
    pub fn name(self) -> String {
        match self {
            Account::Cash => "member.cash".to_owned(),
            Account::Held => "member.held".to_owned(),
            Account::Withdrawal => "member.withdrawal".to_owned(),
            Account::FreePlay => "member.free_play".to_owned(),
            Account::FreePlayHeld => "member.free_play_held".to_owned(),
            Account::Commission => "agent.commission".to_owned(),
            Account::Wagering => "house.wagering".to_owned(),
            Account::HouseFreePlay => "house.free_play".to_owned(),
            Account::Adjustment => "house.adjustment".to_owned(),
            Account::Fee => "house.fee".to_owned(),
            Account::HouseCommission => "house.commission".to_owned(),
            Account::HeadFee => "platform.head_fee".to_owned(),
            Account::Bank(method) => format!("house.bank.{}", method.name()),
        }
    }

    /// True for accounts of a member, false for the house's.
    pub fn is_of_member(self) -> bool {
        match self {
            Account::Cash
            | Account::Held
            | Account::Withdrawal
            | Account::FreePlay
            | Account::FreePlayHeld
            | Account::Commission => true,
            Account::Wagering
            | Account::HouseFreePlay
            | Account::Adjustment
            | Account::Fee
            | Account::HouseCommission
            | Account::HeadFee
            | Account::Bank(_) => false,
        }
    }

    /// The account of a name in the chart of accounts.
    pub fn parse(name: &str) -> Option<Account> {
        Account::all().find(|account| account.name() == name)
    }

    /// The whole chart of accounts, in the order of its numbers.
    pub fn all() -> impl Iterator<Item = Account> {
        let banks = Method::ALL.into_iter().map(|(method, _)| Account::Bank(method));
        Self::CODES.into_iter().map(|(account, _)| account).chain(banks)
    }

    /// The account as `member` meets it: the member's own, or the house's one.
    pub fn of(self, member: MemberId) -> AccountKey {
        let owner = if self.is_of_member() { member } else { MemberId::HOUSE };
        AccountKey { owner, account: self }
    }
}

/// One account of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey {
    /// The member, or [`MemberId::HOUSE`].
    pub owner: MemberId,
    /// Which account.
    pub account: Account,
}

/// What stands on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The account.
    pub key: AccountKey,
    /// Its balance: the sum of transfers in, less the sum of transfers out.
    pub amount: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_a_code_of_its_own() {
        for account in Account::all() {
            assert_eq!(Account::of_code(account.code()), Some(account));
            assert_eq!(Account::parse(&account.name()), Some(account));
            let of_member = ["member.", "agent."].iter().any(|one| account.name().starts_with(one));
            assert_eq!(account.is_of_member(), of_member);
        }
        assert_eq!(Account::of_code(99), None);
        assert_eq!(Account::of_code(105), None);
    }
}

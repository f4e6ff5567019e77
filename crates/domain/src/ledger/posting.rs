//! Postings: the transfers of each business fact. The only place that builds transfers.

use crate::calendar::Moment;
use crate::id::{MemberId, PostingId, TicketId, TransferId};
use crate::ledger::account::{Account, Method};
use crate::ledger::transfer::{Fact, Transfer};
use crate::money::Money;
use crate::wager::funds::{Funds, Stake};

/// A set of transfers of one member that stands or falls together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Identity.
    pub id: PostingId,
    /// The movements, in order.
    pub transfers: Vec<Transfer>,
}

/// The player paid `amount` in, of which `fee` is the house's: bank to cash and fee.
pub fn receipt(
    moment: &mut Moment,
    member: MemberId,
    method: Method,
    amount: Money,
    fee: Money,
) -> Posting {
    let bank = Account::Bank(method);
    let route = [(bank, Account::Cash, amount - fee), (bank, Account::Fee, fee)];
    build(moment, Fact::Receipt, member, None, &route)
}

/// The player was paid at the counter: cash to withdrawal, withdrawal to bank and fee.
pub fn disbursement(
    moment: &mut Moment,
    member: MemberId,
    method: Method,
    amount: Money,
    fee: Money,
) -> Posting {
    let [to_bank, to_fee] = payout_route(method, amount, fee);
    let route = [(Account::Cash, Account::Withdrawal, amount), to_bank, to_fee];
    build(moment, Fact::Disbursement, member, None, &route)
}

/// A payout was asked for: its amount waits outside of what can be bet.
pub fn withdrawal_requested(moment: &mut Moment, member: MemberId, amount: Money) -> Posting {
    let route = [(Account::Cash, Account::Withdrawal, amount)];
    build(moment, Fact::WithdrawalRequested, member, None, &route)
}

/// A requested payout was denied or taken back.
pub fn withdrawal_returned(moment: &mut Moment, member: MemberId, amount: Money) -> Posting {
    let route = [(Account::Withdrawal, Account::Cash, amount)];
    build(moment, Fact::WithdrawalReturned, member, None, &route)
}

/// A requested payout was paid: it leaves by its method, less the fee.
pub fn withdrawal_paid(
    moment: &mut Moment,
    member: MemberId,
    method: Method,
    amount: Money,
    fee: Money,
) -> Posting {
    let route = payout_route(method, amount, fee);
    build(moment, Fact::Disbursement, member, None, &route)
}

fn payout_route(method: Method, amount: Money, fee: Money) -> [(Account, Account, Money); 2] {
    [
        (Account::Withdrawal, Account::Bank(method), amount - fee),
        (Account::Withdrawal, Account::Fee, fee),
    ]
}

/// A correction: positive in the player's favour, negative in the house's. `fact` says whether
/// the day or only the week shows it.
pub fn adjustment(moment: &mut Moment, member: MemberId, amount: Money, fact: Fact) -> Posting {
    let route = if amount.is_negative() {
        (Account::Cash, Account::Adjustment, -amount)
    } else {
        (Account::Adjustment, Account::Cash, amount)
    };
    build(moment, fact, member, None, &[route])
}

/// Promotional credit was granted.
pub fn free_play_granted(moment: &mut Moment, member: MemberId, amount: Money) -> Posting {
    let route = [(Account::HouseFreePlay, Account::FreePlay, amount)];
    build(moment, Fact::FreePlay, member, None, &route)
}

/// What was left of a grant expired or was taken back.
pub fn free_play_ended(moment: &mut Moment, member: MemberId, left: Money) -> Posting {
    let route = [(Account::FreePlay, Account::HouseFreePlay, left)];
    build(moment, Fact::FreePlayEnded, member, None, &route)
}

/// Where a risk comes from and where it is held.
fn purse(funds: Funds) -> (Account, Account) {
    match funds {
        Funds::Cash => (Account::Cash, Account::Held),
        Funds::FreePlay(_) => (Account::FreePlay, Account::FreePlayHeld),
    }
}

fn of_stake(
    moment: &mut Moment,
    fact: Fact,
    stake: Stake,
    route: &[(Account, Account, Money)],
) -> Posting {
    build(moment, fact, stake.member, Some(stake.ticket), route)
}

/// A wager was accepted: its risk goes from cash, or free play, to what is held of it.
pub fn wager_accepted(moment: &mut Moment, stake: Stake, risk: Money) -> Posting {
    let (purse, held) = purse(stake.funds);
    of_stake(moment, Fact::Wager, stake, &[(purse, held, risk)])
}

/// A wager waits to be accepted: its risk is held meanwhile.
pub fn tender_held(moment: &mut Moment, stake: Stake, risk: Money) -> Posting {
    let (purse, held) = purse(stake.funds);
    of_stake(moment, Fact::Tender, stake, &[(purse, held, risk)])
}

/// A wager waits no more, whatever became of it: what it held is where it came from again.
pub fn tender_ended(moment: &mut Moment, stake: Stake, risk: Money) -> Posting {
    let (purse, held) = purse(stake.funds);
    of_stake(moment, Fact::TenderEnded, stake, &[(held, purse, risk)])
}

/// A ticket of `risk` returned `returned`. Of cash what comes back of the risk leaves held, the
/// rest of the risk is the house's, and a gain is paid by the house; of free play the gain alone is
/// paid, what a push returns is free play again, and the rest is used up. Held ends where it was
/// before the wager.
pub fn settlement(moment: &mut Moment, stake: Stake, risk: Money, returned: Money) -> Posting {
    let gain = (returned - risk).max(Money::ZERO);
    let route = match stake.funds {
        Funds::Cash => [
            (Account::Held, Account::Cash, returned - gain),
            (Account::Held, Account::Wagering, risk + gain - returned),
            (Account::Wagering, Account::Cash, gain),
        ],
        Funds::FreePlay(_) => {
            let back = stake.funds.free_play_back(risk, returned);
            [
                (Account::FreePlayHeld, Account::FreePlay, back),
                (Account::FreePlayHeld, Account::HouseFreePlay, risk - back),
                (Account::Wagering, Account::Cash, gain),
            ]
        }
    };
    of_stake(moment, Fact::Settlement, stake, &route)
}

/// The exact reverse of the settlement that returned `returned`.
pub fn reversal(moment: &mut Moment, stake: Stake, risk: Money, returned: Money) -> Posting {
    reversed(settlement(moment, stake, risk, returned))
}

fn reversed(mut posting: Posting) -> Posting {
    for transfer in &mut posting.transfers {
        std::mem::swap(&mut transfer.from, &mut transfer.to);
        transfer.fact = Fact::Reversal;
    }
    posting
}

/// A ticket was ended without a result: its whole risk goes back to where it came from.
pub fn voided(moment: &mut Moment, stake: Stake, risk: Money) -> Posting {
    let (purse, held) = purse(stake.funds);
    of_stake(moment, Fact::Void, stake, &[(held, purse, risk)])
}

/// An agent earned `amount` in a week; below zero, the agent owes it.
pub fn commission(moment: &mut Moment, agent: MemberId, amount: Money) -> Posting {
    let route = if amount.is_negative() {
        (Account::Commission, Account::HouseCommission, -amount)
    } else {
        (Account::HouseCommission, Account::Commission, amount)
    };
    build(moment, Fact::Commission, agent, None, &[route])
}

/// An agent was paid `amount` of commission; below zero, the agent paid what was owed.
pub fn commission_paid(
    moment: &mut Moment,
    agent: MemberId,
    method: Method,
    amount: Money,
) -> Posting {
    let route = if amount.is_negative() {
        (Account::Bank(method), Account::Commission, -amount)
    } else {
        (Account::Commission, Account::Bank(method), amount)
    };
    build(moment, Fact::CommissionPaid, agent, None, &[route])
}

/// The book owes the provider `amount` for the heads of a week. No member is concerned.
pub fn head_fee(moment: &mut Moment, amount: Money) -> Posting {
    let route = [(Account::Fee, Account::HeadFee, amount)];
    build(moment, Fact::HeadFee, MemberId::HOUSE, None, &route)
}

/// Movements of nothing are left out.
fn build(
    moment: &mut Moment,
    fact: Fact,
    member: MemberId,
    ticket: Option<TicketId>,
    route: &[(Account, Account, Money)],
) -> Posting {
    let id = PostingId(moment.take_id());
    let mut transfers = Vec::with_capacity(route.len());
    for (from, to, amount) in route.iter().copied() {
        if amount.is_positive() {
            let at = moment.now;
            let transfer_id = TransferId(moment.take_id());
            transfers.push(Transfer {
                id: transfer_id,
                posting: id,
                fact,
                member,
                from,
                to,
                amount,
                ticket,
                at,
            });
        }
    }
    Posting { id, transfers }
}

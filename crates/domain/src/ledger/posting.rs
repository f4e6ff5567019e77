//! Postings: the transfers of each business fact. The only place that builds transfers.

use crate::calendar::Moment;
use crate::id::{MemberId, PostingId, TicketId, TransferId};
use crate::ledger::account::{Account, Method};
use crate::ledger::transfer::{Fact, Transfer};
use crate::money::Money;

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

/// A wager on free play was accepted: its risk goes from free play to its hold.
pub fn free_play_wager_accepted(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
) -> Posting {
    let route = [(Account::FreePlay, Account::FreePlayHeld, risk)];
    build(moment, Fact::Wager, member, Some(ticket), &route)
}

/// A ticket of `risk` in free play returned `returned`. Free play pays win only: above the risk
/// the gain is paid in cash and the risk is used up; up to the risk, what comes back of it is
/// free play again and the rest is used up.
pub fn free_play_settlement(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
    returned: Money,
) -> Posting {
    let gain = if returned > risk { returned - risk } else { Money::ZERO };
    let back = if returned > risk { Money::ZERO } else { returned };
    let route = [
        (Account::FreePlayHeld, Account::FreePlay, back),
        (Account::FreePlayHeld, Account::HouseFreePlay, risk - back),
        (Account::Wagering, Account::Cash, gain),
    ];
    build(moment, Fact::Settlement, member, Some(ticket), &route)
}

/// The exact reverse of the free play settlement that returned `returned`.
pub fn free_play_reversal(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
    returned: Money,
) -> Posting {
    reversed(free_play_settlement(moment, member, ticket, risk, returned))
}

/// A wager was accepted: its risk goes from cash to held.
pub fn wager_accepted(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
) -> Posting {
    build(moment, Fact::Wager, member, Some(ticket), &[(Account::Cash, Account::Held, risk)])
}

/// A wager waits to be accepted: its risk is held meanwhile.
pub fn tender_held(
    moment: &mut Moment,
    member: MemberId,
    tender: TicketId,
    risk: Money,
) -> Posting {
    build(moment, Fact::Tender, member, Some(tender), &[(Account::Cash, Account::Held, risk)])
}

/// A wager waits no more, whatever became of it: what it held is cash again.
pub fn tender_ended(
    moment: &mut Moment,
    member: MemberId,
    tender: TicketId,
    risk: Money,
) -> Posting {
    build(moment, Fact::TenderEnded, member, Some(tender), &[(Account::Held, Account::Cash, risk)])
}

/// A ticket of `risk` returned `returned`: what comes back of the risk leaves held for cash, the
/// rest of the risk is the house's, and a gain is paid by the house. Held ends where it was before
/// the wager.
pub fn settlement(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
    returned: Money,
) -> Posting {
    let back = risk.min(returned);
    let route = [
        (Account::Held, Account::Cash, back),
        (Account::Held, Account::Wagering, risk - back),
        (Account::Wagering, Account::Cash, returned - back),
    ];
    build(moment, Fact::Settlement, member, Some(ticket), &route)
}

/// The exact reverse of the settlement that returned `returned`.
pub fn reversal(
    moment: &mut Moment,
    member: MemberId,
    ticket: TicketId,
    risk: Money,
    returned: Money,
) -> Posting {
    reversed(settlement(moment, member, ticket, risk, returned))
}

fn reversed(mut posting: Posting) -> Posting {
    for transfer in &mut posting.transfers {
        std::mem::swap(&mut transfer.from, &mut transfer.to);
        transfer.fact = Fact::Reversal;
    }
    posting
}

/// A ticket was ended without a result: its whole risk leaves held for cash.
pub fn voided(moment: &mut Moment, member: MemberId, ticket: TicketId, risk: Money) -> Posting {
    build(moment, Fact::Void, member, Some(ticket), &[(Account::Held, Account::Cash, risk)])
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

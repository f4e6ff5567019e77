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

/// The player paid `amount` in: bank to cash.
pub fn receipt(moment: &mut Moment, member: MemberId, method: Method, amount: Money) -> Posting {
    let route = [(Account::Bank(method), Account::Cash, amount)];
    build(moment, Fact::Receipt, member, None, &route)
}

/// The player was paid `amount`: cash to withdrawal, withdrawal to bank.
pub fn disbursement(
    moment: &mut Moment,
    member: MemberId,
    method: Method,
    amount: Money,
) -> Posting {
    let route = [
        (Account::Cash, Account::Withdrawal, amount),
        (Account::Withdrawal, Account::Bank(method), amount),
    ];
    build(moment, Fact::Disbursement, member, None, &route)
}

/// A correction: positive in the player's favour, negative in the house's.
pub fn adjustment(moment: &mut Moment, member: MemberId, amount: Money) -> Posting {
    let route = if amount.is_negative() {
        (Account::Cash, Account::Adjustment, -amount)
    } else {
        (Account::Adjustment, Account::Cash, amount)
    };
    build(moment, Fact::Adjustment, member, None, &[route])
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
    let mut posting = settlement(moment, member, ticket, risk, returned);
    for transfer in &mut posting.transfers {
        std::mem::swap(&mut transfer.from, &mut transfer.to);
        transfer.fact = Fact::Reversal;
    }
    posting
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

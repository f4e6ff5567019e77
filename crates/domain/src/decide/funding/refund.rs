//! The way back: what was paid in by some methods leaves by them before it leaves by another
//! (reference/reliability.md F-16: deposits by card are refunded to the card first). Decides
//! whether a payout may take the way it was asked for; how much a player may take out at all is
//! not its matter.

use super::payment::{terms_of, use_today};
use crate::draft::Draft;
use crate::funding::method::Direction;
use crate::id::MemberId;
use crate::jurisdiction::in_force;
use crate::ledger::account::Method;
use crate::money::Money;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rows::Row;

/// Refuses a payout while something is due by another method. What goes back by a method of the
/// rule itself passes up to what is due by it. A method that pays nothing out here binds nobody:
/// nothing could ever go back by it.
pub(super) fn check_refund(
    draft: &Draft<'_>,
    (member, method): (MemberId, Method),
    amount: Money,
) -> Result<(), Rejection> {
    let first = in_force(draft, draft.moment.book).withdrawal.refund_first;
    let due = |method: Method| use_today(draft, member, method).refund_due();
    let own = if first.contains(&method) { due(method) } else { Money::ZERO };
    if amount <= own {
        return Ok(());
    }
    let pays = |one: &Method| *one != method && terms_of(draft, *one).of(Direction::Out).open;
    let open = first.into_iter().filter(pays).map(|one| (one, due(one)));
    let Some((way, open)) = open.into_iter().find(|(_, open)| open.is_positive()) else {
        return Ok(());
    };
    let limit = LimitMet {
        name: "withdrawal.refund_first",
        owner: LimitOwner::Book,
        amount: open,
        possible: own,
    };
    let detail = format!("{open} were paid in by {} and go back by it first", way.name());
    Err(Rejection { detail, ..Rejection::of_limit(Code::RefundFirst, limit) })
}

/// A payout that was not made leaves its amount due as before; the day's count stands.
pub(super) fn take_back(draft: &mut Draft<'_>, member: MemberId, method: Method, amount: Money) {
    let mut used = use_today(draft, member, method);
    used.returned -= amount;
    draft.put(Row::MethodUse(used));
}

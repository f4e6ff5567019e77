//! Wagers that waited to be accepted against the tickets they became.

use std::collections::BTreeMap;

use domain::acceptance::{Tender, TenderState};
use domain::board::market::Side;
use domain::id::{MarketId, TicketId};
use domain::wager::ticket::{Leg, Ticket};

use super::{Finding, Probe};

/// An accepted tender is the ticket of its number, with the very legs and terms that were asked
/// for and at most their risk, or, after its delay, at lines that its price policy takes; any other
/// never became a ticket, and says when and why it ended.
pub(super) fn check(tickets: &BTreeMap<TicketId, Ticket>, tenders: &[Tender]) -> Finding {
    let mut probe = Probe::new("wagers that waited are the tickets that were accepted of them");
    for tender in tenders {
        let ticket = tickets.get(&tender.id);
        let holds = match tender.state {
            TenderState::Waiting => ticket.is_none() && tender.decided_at.is_none(),
            TenderState::Refused | TenderState::Lapsed => {
                ticket.is_none() && tender.decided_at.is_some() && !tender.note.is_empty()
            }
            TenderState::Accepted => ticket.is_some_and(|ticket| is_of(tender, ticket)),
        };
        probe.check(holds, || {
            let (state, known) = (tender.state.name(), ticket.is_some());
            format!("{:?} is {state}, a ticket of it is known: {known}", tender.id)
        });
    }
    probe.finding()
}

fn is_of(tender: &Tender, ticket: &Ticket) -> bool {
    let of_tender = (tender.member, tender.placed_by, tender.funds.is_free_play());
    let of_ticket = (ticket.member, ticket.placed_by, ticket.funds.is_free_play());
    let same = of_tender == of_ticket && tender.terms.kind() == ticket.kind();
    let decided = tender.decided_at == Some(ticket.accepted_at)
        && tender.asked_at <= ticket.accepted_at
        && ticket.risk == tender.accepted_risk;
    if tender.delayed {
        let selections = |legs: &[Leg]| -> Vec<(MarketId, Side)> {
            legs.iter().map(|leg| (leg.market, leg.side)).collect()
        };
        let kept = selections(&tender.legs) == selections(&ticket.legs);
        let in_time = ticket.accepted_at >= tender.lapses_at;
        return same && decided && kept && in_time && ticket.amount == tender.amount;
    }
    let frozen = (&tender.legs, &tender.terms) == (&ticket.legs, &ticket.terms);
    let in_time = ticket.accepted_at < tender.lapses_at;
    same && decided && frozen && in_time && ticket.risk <= tender.risk
}

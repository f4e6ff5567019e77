//! Wagers that waited to be accepted against the tickets they became.

use std::collections::BTreeMap;

use domain::acceptance::{Tender, TenderState};
use domain::id::TicketId;
use domain::wager::ticket::Ticket;

use super::{Finding, Probe};

/// An accepted tender is the ticket of its number, with the very legs and terms that were asked
/// for and at most their risk; any other never became a ticket, and says when and why it ended.
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
    let same = (of_tender, &tender.legs, &tender.terms) == (of_ticket, &ticket.legs, &ticket.terms);
    let in_time = tender.decided_at == Some(ticket.accepted_at)
        && tender.asked_at <= ticket.accepted_at
        && ticket.accepted_at < tender.lapses_at;
    same && in_time && ticket.risk == tender.accepted_risk && ticket.risk <= tender.risk
}

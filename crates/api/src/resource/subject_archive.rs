//! Everything that is kept of one member, as one document: what a granted request for access or
//! portability opens. Reads what the other resources read and adds nothing.

use axum::Json;
use desk::port::{ChainedEvent, Page};
use domain::event::fields;
use domain::grade::dispute::Dispute;
use domain::id::MemberId;
use domain::member::Session;
use domain::message::Message;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::export::every_page;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::identity::{Identity, identity};
use crate::resource::key::Device;
use crate::resource::member::{Member, member_card};
use crate::resource::protection::{Protection, read_protection};
use crate::resource::statement::StatementLine;
use crate::resource::ticket::Ticket;
use crate::shape::id::TicketRef;
use crate::shape::time::Time;
use crate::state::ApiState;

/// An objection to a settlement, in the member's words and the book's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ArchivedComplaint {
    pub(crate) ticket_id: TicketRef,
    pub(crate) opened_at: Time,
    pub(crate) text: String,
    #[schema(required = true)]
    pub(crate) answered_at: Option<Time>,
    pub(crate) answer: String,
}

/// A message to or from the member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ArchivedMessage {
    pub(crate) at: Time,
    /// The member wrote it; otherwise the book did.
    pub(crate) by_member: bool,
    /// It was written to everybody of a branch.
    pub(crate) to_branch: bool,
    pub(crate) text: String,
}

/// Something that was recorded of the member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ArchivedEvent {
    pub(crate) sequence: i64,
    pub(crate) at: Time,
    pub(crate) kind: String,
    pub(crate) fields: BTreeMap<String, String>,
}

/// Everything that is kept of a member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SubjectArchive {
    /// When it was put together.
    pub(crate) at: Time,
    pub(crate) member: Member,
    pub(crate) identity: Identity,
    pub(crate) protection: Protection,
    /// Every sign-in, newest first.
    pub(crate) accesses: Vec<Device>,
    /// Every movement of money, newest first.
    pub(crate) statement: Vec<StatementLine>,
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) complaints: Vec<ArchivedComplaint>,
    /// Every message to and from the member that is still kept, newest first.
    pub(crate) messages: Vec<ArchivedMessage>,
    /// Everything else that was recorded: payments, payouts, limits, requests, changes.
    pub(crate) events: Vec<ArchivedEvent>,
    /// False where there is more of something than one document holds; the lists of the interface
    /// tell the rest.
    pub(crate) is_whole: bool,
}

impl ArchivedComplaint {
    fn of(found: &Dispute) -> ArchivedComplaint {
        ArchivedComplaint {
            ticket_id: found.ticket.into(),
            opened_at: Time(found.opened_at),
            text: found.text.clone(),
            answered_at: found.answered_at.map(Time),
            answer: found.note.clone(),
        }
    }
}

impl ArchivedMessage {
    fn of(found: &Message, member: MemberId) -> ArchivedMessage {
        ArchivedMessage {
            at: Time(found.sent_at),
            by_member: found.author == member,
            to_branch: found.to_branch,
            text: found.text.clone(),
        }
    }
}

impl ArchivedEvent {
    fn of(found: &ChainedEvent) -> ArchivedEvent {
        let fields = fields(&found.event.body);
        ArchivedEvent {
            sequence: found.sequence,
            at: Time(found.at),
            kind: found.event.kind.name().to_owned(),
            fields: fields.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        }
    }
}

/// Puts the archive of a member together. The caller has checked that it may be read.
pub(crate) async fn archive_of(
    state: &ApiState,
    principal: &Principal,
    id: MemberId,
) -> Result<SubjectArchive, Problem> {
    let (book, currency) = (principal.book.id(), principal.book.currency);
    let subject = principal.subject(state, Some(id)).await?;
    let filter = desk::port::TicketFilter { member: Some(id), ..Default::default() };
    let read = state.read(move |views| {
        let page = |cursor, limit| Page { cursor, limit };
        let (sessions, more) = every_page(None, |page| views.accesses(book, id, page))?;
        let (lines, more_lines) =
            every_page(None, |page| views.statement(book, id, None, None, page))?;
        let (tickets, more_tickets) = every_page(None, |page| views.tickets(book, &filter, page))?;
        let (events, more_events) =
            every_page(None, |page| views.events(book, None, Some(id), page))?;
        let (messages, more_messages) = every_page(None, |page| {
            views.correspondence(book, id, page).map(|found| found.messages)
        })?;
        let disputes = views.disputes(book, id, false, &page(None, 200))?;
        let rest = [more, more_lines, more_tickets, more_events, more_messages, disputes.next];
        let is_whole = rest.iter().all(Option::is_none);
        Ok(((sessions, lines, tickets), (events, disputes.items, messages), is_whole))
    });
    let ((sessions, lines, tickets), (events, disputes, messages), is_whole) = read.await?;
    let Json(identity) = identity(state, principal, id).await?;
    let Json(protection) = read_protection(state, principal, id).await?;
    let asking = principal.session.1;
    let device = |one: &Session| Device::of(one, &subject, asking);
    Ok(SubjectArchive {
        at: Time(state.now()),
        member: member_card(state, &principal.book, id).await?,
        identity,
        protection,
        accesses: sessions.iter().map(device).collect(),
        statement: lines.iter().map(|line| StatementLine::of(line, currency)).collect(),
        tickets: tickets.iter().map(|story| Ticket::of(story, principal)).collect(),
        complaints: disputes.iter().map(ArchivedComplaint::of).collect(),
        messages: messages.iter().map(|one| ArchivedMessage::of(one, id)).collect(),
        events: events.iter().map(ArchivedEvent::of).collect(),
        is_whole,
    })
}

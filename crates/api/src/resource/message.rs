//! Messages: between the book and its members, and how far each side has read.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::view::Correspondence;
use domain::access::Permission;
use domain::command::{Action, Outcome};
use domain::id::{MemberId, MessageId};
use domain::member::Role;
use domain::message as messages;
use domain::message::MessageCommand;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::page::{PageOf, cursor_text, page};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::event::logins_of;
use crate::shape::id::{MemberRef, MessageRef};
use crate::shape::time::Time;
use crate::state::ApiState;

/// One message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    pub(crate) id: MessageRef,
    /// In whose conversation it stands, or at the top of which branch.
    pub(crate) member_id: MemberRef,
    /// It is for everybody of the branch below that member.
    pub(crate) to_branch: bool,
    /// The member wrote it; otherwise the book did.
    pub(crate) from_member: bool,
    /// Login of whoever wrote it for the book; null for readers who play.
    #[schema(required = true)]
    pub(crate) author: Option<String>,
    pub(crate) text: String,
    pub(crate) sent_at: Time,
    /// The other side has read it.
    pub(crate) read: bool,
    /// Of a message to a branch: how many of it have read it; null for readers who play.
    #[schema(required = true)]
    pub(crate) readers: Option<i64>,
}

/// A page of what was said to and by one member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MessagePage {
    /// Newest first.
    pub(crate) items: Vec<Message>,
    #[schema(required = true)]
    pub(crate) next_cursor: Option<String>,
    /// Messages that this side of the conversation has not read.
    pub(crate) unread: i64,
}

/// Whose messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MessageQuery {
    /// Somebody of one's branch; oneself without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The member meant, if the reader may read what they write: oneself, or somebody of one's branch
/// with the right to write to them.
async fn partner(
    state: &ApiState,
    principal: &Principal,
    wanted: Option<MemberRef>,
) -> Result<MemberId, Problem> {
    let member = principal.subject(state, wanted.map(|one| one.0)).await?;
    if member.id != principal.member.id && !principal.has(Permission::WriteMessage) {
        let detail = "this needs the permission write_message";
        return Err(Problem::new("not_permitted", detail));
    }
    Ok(member.id)
}

fn shape(
    one: &messages::Message,
    readers: i64,
    of: &Correspondence,
    (author, plays): (Option<String>, bool),
) -> Message {
    let from_member = one.is_from_member();
    let (member, book) = (of.conversation.read_by_member, of.conversation.read_by_book);
    Message {
        id: one.id.into(),
        member_id: one.member.into(),
        to_branch: one.to_branch,
        from_member,
        author: author.filter(|_| !plays),
        text: one.text.clone(),
        sent_at: Time(one.sent_at),
        read: one.id <= if from_member { book } else { member },
        readers: (one.to_branch && !plays).then_some(readers),
    }
}

/// Messages to and by one member, newest first, those to the branches the member is in included.
#[utoipa::path(get, path = "/v1/messages", tag = "messages", params(MessageQuery),
    responses((status = 200, body = MessagePage)))]
pub(crate) async fn list_messages(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let member = partner(&state, &principal, query.member_id).await?;
    let book = principal.book.id();
    let found = state.read(move |views| {
        let found = views.correspondence(book, member, &page)?;
        let logins = logins_of(views, book, found.messages.items.iter().map(|one| one.author))?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let plays = principal.member.role == Role::Player;
    let one = |(one, readers): (&messages::Message, &i64)| {
        shape(one, *readers, &found, (logins.get(&one.author).cloned(), plays))
    };
    let is_own = member == principal.member.id;
    Ok(Json(MessagePage {
        items: found.messages.items.iter().zip(&found.readers).map(one).collect(),
        next_cursor: found.messages.next.map(cursor_text),
        unread: if is_own { found.unread } else { found.conversation.waiting.into() },
    }))
}

/// What somebody writes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MessageRequest {
    /// To whom, or to the branch of whom; the book itself without it.
    pub(crate) member_id: Option<MemberRef>,
    /// To everybody of the branch below that member.
    #[serde(default)]
    pub(crate) to_branch: bool,
    /// At most 1,000 characters.
    #[schema(max_length = 1000)]
    pub(crate) text: String,
}

/// Writes a message: a member to the book, or the book's people to a member or to a whole branch
/// of theirs.
#[utoipa::path(post, path = "/v1/messages", tag = "messages", request_body = MessageRequest,
    responses((status = 201, body = Message)))]
pub(crate) async fn create_message(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<MessageRequest>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let MessageRequest { member_id, to_branch, text } = request;
    let own = if to_branch { principal.reach() } else { principal.member.id };
    let member = member_id.map_or(own, |one| one.0);
    let command = MessageCommand::Write { member, to_branch, text };
    let receipt = state.submit(principal.command(intent, Action::Message(command))).await?;
    let id = match receipt.answer {
        Ok(Outcome::Message(id)) => id,
        Ok(other) => return Err(Problem::internal(format!("a message answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, principal.book.currency)),
    };
    Ok((StatusCode::CREATED, Json(read_message(&state, &principal, id).await?)))
}

async fn read_message(
    state: &ApiState,
    principal: &Principal,
    id: MessageId,
) -> Result<Message, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Message(id)], &mut working)?;
        let Some(one) = working.message(id).cloned() else { return Ok(None) };
        let page = desk::port::Page { cursor: Some(id.0 + 1), limit: 1 };
        let around = views.correspondence(book, one.member, &page)?;
        let logins = logins_of(views, book, [one.author].into_iter())?;
        Ok(Some((one, around, logins)))
    });
    let (one, around, logins) = found.await?.ok_or_else(|| Problem::not_found("message"))?;
    let plays = principal.member.role == Role::Player;
    let author = logins.get(&one.author).cloned();
    Ok(shape(&one, around.readers.first().copied().unwrap_or(0), &around, (author, plays)))
}

/// How far somebody has read.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadMarkRequest {
    /// Whose conversation; one's own without it.
    pub(crate) member_id: Option<MemberRef>,
    /// The newest message that was shown.
    pub(crate) message_id: MessageRef,
}

/// Says that a conversation was read up to a message, for the side of whoever asks.
#[utoipa::path(put, path = "/v1/messages/mark", tag = "messages",
    request_body = ReadMarkRequest, responses((status = 204, description = "Marked.")))]
pub(crate) async fn replace_message_mark(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<ReadMarkRequest>,
) -> Result<StatusCode, Problem> {
    let member = request.member_id.map_or(principal.member.id, |one| one.0);
    let command = MessageCommand::Read { member, up_to: request.message_id.0 };
    let receipt = state.submit(principal.command(intent, Action::Message(command))).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A conversation with one member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Conversation {
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) newest: Message,
    /// Messages of the member that nobody of the book has read.
    pub(crate) waiting: i32,
}

/// Which conversations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConversationQuery {
    /// Only those in which a member waits to be read.
    waiting: Option<bool>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Conversations with members of one's branch, the newest word first.
#[utoipa::path(get, path = "/v1/conversations", tag = "messages", params(ConversationQuery),
    responses((status = 200, body = PageOf<Conversation>)))]
pub(crate) async fn list_conversations(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<ConversationQuery>,
) -> Result<Json<PageOf<Conversation>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let (book, branch) = (principal.book.id(), principal.reach());
    let only_waiting = query.waiting.unwrap_or(false);
    let found = state.read(move |views| {
        let found = views.conversations(book, branch, only_waiting, &page)?;
        let both = found.items.iter().flat_map(|(one, word)| [one.member, word.author]);
        let logins = logins_of(views, book, both)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let login = |member: MemberId| logins.get(&member).cloned();
    let shape = |(one, word): &(messages::Conversation, messages::Message)| {
        let from_member = word.is_from_member();
        Conversation {
            member_id: one.member.into(),
            login: login(one.member).unwrap_or_default(),
            newest: Message {
                id: word.id.into(),
                member_id: word.member.into(),
                to_branch: false,
                from_member,
                author: login(word.author),
                text: word.text.clone(),
                sent_at: Time(word.sent_at),
                read: word.id <= if from_member { one.read_by_book } else { one.read_by_member },
                readers: None,
            },
            waiting: one.waiting,
        }
    };
    Ok(Json(PageOf::new(found.items.iter().map(shape).collect(), found.next)))
}

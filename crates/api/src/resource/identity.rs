//! Who members are: persons, verification, consent, the list of those who must not play.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::port::{StoreError, Views};
use domain::command::{self as commands, Action, Outcome};
use domain::id::{BookId, MemberId};
use domain::identity::{CivilDate, Details, ListEntry, Person};
use domain::member::{Member, MemberStatus};
use domain::register::parse_note;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::shape::id::{EntryRef, MemberRef};
use crate::shape::time::Time;
use crate::shape::word::{BarKind, RegistrationChannel, Verification};
use crate::state::ApiState;
use crate::vault::VaultKey;

/// What is known of a person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonDetails {
    /// The legal name.
    #[schema(max_length = 80)]
    pub(crate) name: String,
    /// Date of birth, `1990-01-02`.
    #[schema(nullable = false, example = "1990-01-02")]
    pub(crate) born: Option<String>,
    #[schema(nullable = false, max_length = 200)]
    pub(crate) address: Option<String>,
    #[schema(nullable = false, max_length = 200)]
    pub(crate) email: Option<String>,
    #[schema(nullable = false, max_length = 200)]
    pub(crate) phone: Option<String>,
    /// Number of an official document.
    #[schema(nullable = false, max_length = 200)]
    pub(crate) document: Option<String>,
}

/// Numbers of documents: kept under the server's key, shown in clear.
pub(crate) struct Documents<'a>(Option<&'a VaultKey>);

impl<'a> Documents<'a> {
    /// Under the key of this server.
    pub(crate) fn of(state: &'a ApiState) -> Documents<'a> {
        Documents(state.settings.vault.as_ref())
    }

    fn shown(&self, kept: &str) -> Option<String> {
        self.0?.open_number(kept)
    }

    fn kept(&self, number: Option<&str>, faults: &mut Faults) -> String {
        let parsed = parse_note("person.document", number.unwrap_or_default());
        let number = faults.take(parsed).unwrap_or_default();
        match self.0 {
            Some(vault) => vault.seal_number(&number),
            None if number.is_empty() => number,
            None => {
                let rule = "person.document cannot be kept: this server has no key to seal it";
                faults.add("person.document", "field_invalid", rule);
                String::new()
            }
        }
    }
}

impl PersonDetails {
    fn of(details: &Details, documents: &Documents<'_>) -> PersonDetails {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        PersonDetails {
            name: details.name.clone(),
            born: details.born.map(CivilDate::text),
            address: given(&details.address),
            email: given(&details.email),
            phone: given(&details.phone),
            document: documents.shown(&details.document),
        }
    }

    /// Holds every field against its rule.
    pub(crate) fn read(self, documents: &Documents<'_>, faults: &mut Faults) -> Details {
        let document = documents.kept(self.document.as_deref(), faults);
        let born = match &self.born {
            None => None,
            Some(text) => {
                let born = CivilDate::parse(text);
                if born.is_none() {
                    let rule = "person.born must be a date such as 1990-01-02";
                    faults.add("person.born", "field_invalid", rule);
                }
                born
            }
        };
        let text = Option::unwrap_or_default;
        let details = Details {
            name: self.name,
            born,
            address: text(self.address),
            email: text(self.email),
            phone: text(self.phone),
            document,
        };
        match details.parse() {
            Ok(details) => details,
            Err(broken) => {
                for fault in broken {
                    faults.take::<()>(Err(fault));
                }
                details
            }
        }
    }
}

/// A member as a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Identity {
    pub(crate) person: PersonDetails,
    pub(crate) verification: Verification,
    /// By which documents, or why not.
    pub(crate) evidence: String,
    #[schema(required = true)]
    pub(crate) decided_at: Option<Time>,
    #[schema(required = true)]
    pub(crate) decided_by: Option<MemberRef>,
    /// The terms accepted last; compare with the version in force in `/v1/jurisdiction`.
    pub(crate) terms_version: String,
    pub(crate) privacy_version: String,
    #[schema(required = true)]
    pub(crate) accepted_at: Option<Time>,
    /// What was acknowledged when signing up, by its version; empty where nothing was.
    pub(crate) acknowledgement_version: String,
    #[schema(required = true)]
    pub(crate) acknowledged_at: Option<Time>,
    /// By which way the account came about.
    pub(crate) channel: RegistrationChannel,
    pub(crate) registered_at: Time,
    /// Closed accounts of the same person, as far as the reader may see them.
    pub(crate) previous_accounts: Vec<PreviousAccount>,
}

/// A closed account of the same person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PreviousAccount {
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) registered_at: Time,
    /// Null where it was closed before this was written down.
    #[schema(required = true)]
    pub(crate) closed_at: Option<Time>,
    /// Why it was closed, as far as somebody said so.
    pub(crate) reason: String,
}

impl PreviousAccount {
    fn of(member: &Member) -> PreviousAccount {
        PreviousAccount {
            member_id: member.id.into(),
            login: member.login.clone(),
            registered_at: Time(member.created_at),
            closed_at: member.closed.as_ref().map(|closed| Time(closed.at)),
            reason: member.closed.as_ref().map(|one| one.reason.clone()).unwrap_or_default(),
        }
    }
}

impl Identity {
    fn of(
        person: &Person,
        documents: &Documents<'_>,
        (member, previous): (&Member, &[Member]),
    ) -> Identity {
        Identity {
            person: PersonDetails::of(&person.details, documents),
            verification: person.verification.into(),
            evidence: person.evidence.clone(),
            decided_at: person.decided_at.map(Time),
            decided_by: person.decided_by.map(MemberRef),
            terms_version: person.terms_version.clone(),
            privacy_version: person.privacy_version.clone(),
            accepted_at: person.accepted_at.map(Time),
            acknowledgement_version: person.acknowledgement_version.clone(),
            acknowledged_at: person.acknowledged_at.map(Time),
            channel: member.channel.into(),
            registered_at: Time(member.created_at),
            previous_accounts: previous.iter().map(PreviousAccount::of).collect(),
        }
    }
}

/// Who a member is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIdentity {
    pub(crate) person: PersonDetails,
}

/// How far a person is verified.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVerification {
    pub(crate) verification: Verification,
    /// References of the documents, or the reason against them.
    #[schema(max_length = 200)]
    pub(crate) evidence: String,
}

/// The versions that were shown and are accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consent {
    #[schema(max_length = 80)]
    pub(crate) terms_version: String,
    #[schema(max_length = 80)]
    pub(crate) privacy_version: String,
}

/// Somebody who must not play.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateBarredPerson {
    pub(crate) kind: BarKind,
    /// Told by birth date with name, mail, telephone or document.
    pub(crate) person: PersonDetails,
    #[schema(max_length = 200)]
    pub(crate) reason: String,
    /// For good without it.
    #[schema(nullable = false, minimum = 1, maximum = 36_600)]
    pub(crate) days: Option<i64>,
}

/// An entry of the list of those who must not play.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BarredPerson {
    pub(crate) id: EntryRef,
    pub(crate) kind: BarKind,
    pub(crate) person: PersonDetails,
    pub(crate) reason: String,
    pub(crate) from: Time,
    #[schema(required = true)]
    pub(crate) until: Option<Time>,
    #[schema(required = true)]
    pub(crate) by: Option<MemberRef>,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
}

impl BarredPerson {
    fn of(entry: &ListEntry, documents: &Documents<'_>) -> BarredPerson {
        BarredPerson {
            id: entry.id.into(),
            kind: entry.kind.into(),
            person: PersonDetails::of(&entry.details, documents),
            reason: entry.reason.clone(),
            from: Time(entry.from),
            until: entry.until.map(Time),
            by: entry.by.map(MemberRef),
            ended_at: entry.ended_at.map(Time),
        }
    }
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BarredPersonQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Why something ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BarEnding {
    #[schema(max_length = 200)]
    pub(crate) reason: String,
}

pub(crate) async fn submit(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    action: Action,
) -> Result<Outcome, Problem> {
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, principal.book.currency))
}

pub(crate) async fn identity(
    state: &ApiState,
    principal: &Principal,
    member: MemberId,
) -> Result<Json<Identity>, Problem> {
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Person(member), Key::Member(member)], &mut working)?;
        let person = working.person(member).cloned().unwrap_or_else(|| Person::unknown(member));
        let previous = same_person(views, book, &person)?;
        Ok((person, working.member(member).cloned(), previous))
    });
    let (person, member, mut previous) = found.await?;
    let member = member.ok_or_else(|| Problem::not_found("member"))?;
    previous.retain(|one| principal.sees_chain(one.id, &one.chain));
    Ok(Json(Identity::of(&person, &Documents::of(state), (&member, &previous))))
}

/// The closed accounts that carry a mark of this person, by id.
fn same_person(
    views: &dyn Views,
    book: BookId,
    person: &Person,
) -> Result<Vec<Member>, StoreError> {
    let mut working = Working::new();
    let marks = person.details.marks();
    let keys: Vec<Key> = marks.iter().cloned().map(Key::Mark).collect();
    views.load(book, &keys, &mut working)?;
    let pages = marks.into_iter().filter_map(|mark| working.mark(mark));
    let holders: BTreeSet<MemberId> = pages.flat_map(|page| page.members.clone()).collect();
    let keys: Vec<Key> = holders.iter().copied().map(Key::Member).collect();
    views.load(book, &keys, &mut working)?;
    let of_others = holders.into_iter().filter(|holder| *holder != person.member);
    let members = of_others.filter_map(|holder| working.member(holder).cloned());
    Ok(members.filter(|one| one.status == MemberStatus::Closed).collect())
}

/// Who the one is who asks.
#[utoipa::path(get, path = "/v1/identity", tag = "session",
    responses((status = 200, body = Identity)))]
pub(crate) async fn get_identity(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<Identity>, Problem> {
    identity(&state, &principal, principal.member.id).await
}

/// Accepts the terms and the privacy notice in force, by the versions that were shown.
#[utoipa::path(post, path = "/v1/consents", tag = "session", request_body = Consent,
    responses((status = 200, body = Identity)))]
pub(crate) async fn create_consent(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(consent): Body<Consent>,
) -> Result<Json<Identity>, Problem> {
    let Consent { terms_version: terms, privacy_version: privacy } = consent;
    submit(&state, &principal, intent, Action::AcceptTerms { terms, privacy }).await?;
    identity(&state, &principal, principal.member.id).await
}

/// Who a member of the reader's branch is.
#[utoipa::path(get, path = "/v1/members/{id}/identity", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    responses((status = 200, body = Identity)))]
pub(crate) async fn get_member_identity(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(MemberRef(id)): PathId<MemberRef>,
) -> Result<Json<Identity>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    identity(&state, &principal, member).await
}

/// Enters who a member is. Too young, or the same person as another open account: refused. What
/// was verified before is verified no more.
#[utoipa::path(put, path = "/v1/members/{id}/identity", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = NewIdentity, responses((status = 200, body = Identity)))]
pub(crate) async fn replace_member_identity(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(new): Body<NewIdentity>,
) -> Result<Json<Identity>, Problem> {
    let mut faults = Faults::default();
    let details = Box::new(new.person.read(&Documents::of(&state), &mut faults));
    faults.finish()?;
    let member = principal.subject(&state, Some(id)).await?.id;
    submit(&state, &principal, intent, Action::SetPerson { member, details }).await?;
    state.sessions.doubt(principal.book.id(), member);
    identity(&state, &principal, member).await
}

/// Decides how far a person is verified.
#[utoipa::path(put, path = "/v1/members/{id}/verification", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = NewVerification, responses((status = 200, body = Identity)))]
pub(crate) async fn replace_verification(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(new): Body<NewVerification>,
) -> Result<Json<Identity>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let (verification, evidence) = (new.verification.into(), new.evidence);
    let action = Action::Verify { member, verification, evidence };
    submit(&state, &principal, intent, action).await?;
    identity(&state, &principal, member).await
}

/// The list of those who must not play, newest first.
#[utoipa::path(get, path = "/v1/barred-persons", tag = "members", params(BarredPersonQuery),
    responses((status = 200, body = PageOf<BarredPerson>)))]
pub(crate) async fn list_barred_persons(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<BarredPersonQuery>,
) -> Result<Json<PageOf<BarredPerson>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let book = principal.book.id();
    let found = state.read(move |views| views.list_entries(book, &page)).await?;
    let documents = Documents::of(&state);
    let shown = found.items.iter().map(|entry| BarredPerson::of(entry, &documents)).collect();
    Ok(Json(PageOf::new(shown, found.next)))
}

async fn barred_person(
    state: &ApiState,
    principal: &Principal,
    outcome: Outcome,
) -> Result<BarredPerson, Problem> {
    let Outcome::Entry(id) = outcome else {
        return Err(Problem::internal(format!("an entry answered {outcome:?}")));
    };
    let book = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::ListEntry(id)], &mut working)?;
        Ok(working.list_entry(id).cloned())
    });
    let found = found.await?.ok_or_else(|| Problem::not_found("entry"))?;
    Ok(BarredPerson::of(&found, &Documents::of(state)))
}

/// Puts a person on the list: whoever is that person neither signs up or in, nor pays in or bets.
#[utoipa::path(post, path = "/v1/barred-persons", tag = "members",
    request_body = CreateBarredPerson, responses((status = 201, body = BarredPerson)))]
pub(crate) async fn create_barred_person(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(sent): Body<CreateBarredPerson>,
) -> Result<(StatusCode, Json<BarredPerson>), Problem> {
    let mut faults = Faults::default();
    let person = sent.person.read(&Documents::of(&state), &mut faults);
    faults.finish()?;
    let end = |days: i64| state.now().plus_seconds(days.saturating_mul(24 * 60 * 60));
    let list = commands::ListPerson {
        kind: sent.kind.into(),
        person,
        reason: sent.reason,
        until: sent.days.map(end),
    };
    let action = Action::ListPerson(Box::new(list));
    let outcome = submit(&state, &principal, intent, action).await?;
    Ok((StatusCode::CREATED, Json(barred_person(&state, &principal, outcome).await?)))
}

/// Takes an entry off the list.
#[utoipa::path(post, path = "/v1/barred-persons/{id}/ending", tag = "members",
    params(("id" = String, Path, description = "The entry.")),
    request_body = BarEnding, responses((status = 200, body = BarredPerson)))]
pub(crate) async fn end_barred_person(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(EntryRef(entry)): PathId<EntryRef>,
    Body(ending): Body<BarEnding>,
) -> Result<Json<BarredPerson>, Problem> {
    let action = Action::Unlist { entry, reason: ending.reason };
    let outcome = submit(&state, &principal, intent, action).await?;
    Ok(Json(barred_person(&state, &principal, outcome).await?))
}

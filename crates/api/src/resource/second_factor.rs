//! The second factor of a login, proving again who one is, and changing the own password.
//!
//! Codes are verified here and counted like passwords; what they open is the domain's decision.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::command::Action;
use domain::factor::{Proof, SecondFactor};
use domain::id::{BookId, MemberId};
use domain::member::{Login, Role};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use tokio::time::Instant as Mono;
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::{Intent, new_key};
use crate::one_time::{Secret, address_of, base32, proof_of, recovery_codes, step_of};
use crate::password::weakness;
use crate::principal::{Caller, Principal};
use crate::problem::Problem;
use crate::resource::identity::submit;
use crate::resource::session::{fail_login, signed_out};
use crate::session_shelf::Means;
use crate::shape::id::MemberRef;
use crate::shape::time::Time;
use crate::state::ApiState;

/// How the own second factor stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorState {
    /// It is asked for at every sign-in.
    pub(crate) in_force: bool,
    #[schema(required = true)]
    pub(crate) since: Option<Time>,
    /// Recovery codes that were not used yet.
    pub(crate) recovery_codes_left: usize,
    /// The book asks for one of everybody who works in its back office.
    pub(crate) is_required: bool,
    /// One can be set up on this server: a demonstration's clock is not that of a device.
    pub(crate) is_offered: bool,
}

/// A secret to be taken in by a device, shown once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorBegun {
    /// In base 32, to be typed.
    pub(crate) secret: String,
    /// As a QR code holds it.
    pub(crate) uri: String,
}

/// A code of the device.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstCode {
    #[schema(max_length = 64)]
    pub(crate) code: String,
}

/// Recovery codes, shown once. Each opens one session without the device.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    pub(crate) recovery_codes: Vec<String>,
}

/// What proves who one is: a code where a second factor is in force, the password otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateProof {
    #[schema(nullable = false)]
    pub(crate) password: Option<String>,
    /// Of the device, or a recovery code.
    #[schema(nullable = false, max_length = 64)]
    pub(crate) code: Option<String>,
}

/// A new password, proved by the old one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplacePassword {
    pub(crate) password: String,
    /// 8 to 128 characters, none of the usual ones, without the login in it.
    #[schema(min_length = 8, max_length = 128)]
    pub(crate) new_password: String,
}

/// A person does these things, never a program or somebody who looks on.
fn person_only(principal: &Principal) -> Result<(), Problem> {
    if principal.means == Means::Browser {
        return Ok(());
    }
    Err(Problem::new("not_permitted", "people do this for themselves, signed in"))
}

/// The second factor of a member.
async fn factor_of(
    state: &ApiState,
    book: BookId,
    member: MemberId,
) -> Result<Option<SecondFactor>, Problem> {
    let factor = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::SecondFactor(member)], &mut working)?;
        Ok(working.second_factor(member).cloned())
    });
    factor.await
}

/// The login of whoever is about to prove something. While it or the address is locked nothing is
/// compared, so that the answer tells nothing of what was sent.
async fn unlocked_login(
    state: &ApiState,
    principal: &Principal,
    address: IpAddr,
) -> Result<Login, Problem> {
    let (book, login) = (principal.book.id(), principal.member.login.clone());
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Login(login.clone())], &mut working)?;
        Ok(working.login(login).cloned())
    });
    let found = found.await?.ok_or_else(|| Problem::internal("a member without a login"))?;
    if state.now() < found.locked_until || state.failures.is_shut(address, Mono::now()) {
        return Err(Problem::plain("locked_out"));
    }
    Ok(found)
}

/// What a typed code proves of a member whose second factor is in force.
pub(crate) fn proved(
    state: &ApiState,
    book: BookId,
    factor: &SecondFactor,
    typed: &str,
) -> Option<Proof> {
    let secret = opened(state, book, factor);
    proof_of(factor, secret.as_ref(), typed, state.now())
}

fn opened(state: &ApiState, book: BookId, factor: &SecondFactor) -> Option<Secret> {
    state.settings.vault.as_ref()?.open((book, factor.member), &factor.sealed)
}

/// How the own second factor stands.
#[utoipa::path(get, path = "/v1/second-factor", tag = "session",
    responses((status = 200, body = SecondFactorState)))]
pub(crate) async fn get_second_factor(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<SecondFactorState>, Problem> {
    let factor = factor_of(&state, principal.book.id(), principal.member.id).await?;
    let factor = factor.filter(SecondFactor::is_in_force);
    let asked = principal.book.jurisdiction.access.staff_second_factor;
    Ok(Json(SecondFactorState {
        in_force: factor.is_some(),
        since: factor.as_ref().and_then(|factor| factor.confirmed_at).map(Time),
        recovery_codes_left: factor.map_or(0, |factor| factor.recovery.len()),
        is_required: asked && principal.member.role != Role::Player,
        is_offered: state.settings.vault.is_some(),
    }))
}

/// Begins to set up a second factor: a new secret for a device. It is asked for once a first code
/// was shown.
#[utoipa::path(post, path = "/v1/second-factor", tag = "session",
    responses((status = 201, body = SecondFactorBegun)))]
pub(crate) async fn create_second_factor(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<(StatusCode, Json<SecondFactorBegun>), Problem> {
    person_only(&principal)?;
    let Some(vault) = &state.settings.vault else {
        return Err(Problem::new("wrong_state", "this server takes no second factors"));
    };
    let secret: Secret = rand::random();
    let sealed = vault.seal((principal.book.id(), principal.member.id), &secret);
    let intent = Intent { key: new_key(state.now()), print: 0 };
    submit(&state, &principal, intent, Action::BeginSecondFactor { sealed }).await?;
    let begun = SecondFactorBegun {
        secret: base32(&secret),
        uri: address_of(&secret, &principal.book.book.brand.name, &principal.member.login),
    };
    Ok((StatusCode::CREATED, Json(begun)))
}

/// Puts the second factor in force by a first code, and answers the recovery codes once.
#[utoipa::path(post, path = "/v1/second-factor/confirmation", tag = "session",
    request_body = FirstCode, responses((status = 200, body = RecoveryCodes)))]
pub(crate) async fn confirm_second_factor(
    State(state): State<ApiState>,
    principal: Principal,
    Caller(address): Caller,
    Body(sent): Body<FirstCode>,
) -> Result<Json<RecoveryCodes>, Problem> {
    person_only(&principal)?;
    let book = principal.book.id();
    let factor = factor_of(&state, book, principal.member.id).await?;
    let secret = factor.as_ref().and_then(|factor| opened(&state, book, factor));
    let Some(secret) = secret.filter(|_| !principal.member.second_factor) else {
        let detail = "no second factor waits for its first code";
        return Err(Problem::new("wrong_state", detail));
    };
    unlocked_login(&state, &principal, address).await?;
    let typed: String = sent.code.chars().filter(char::is_ascii_digit).collect();
    let Some(step) = step_of(&secret, &typed, state.now()) else {
        fail_login(&state, &principal.book, &principal.member.login, address).await?;
        return Err(Problem::plain("bad_credentials"));
    };
    let (recovery_codes, recovery) = recovery_codes();
    let token = principal.token.hash();
    let intent = Intent { key: new_key(state.now()), print: 0 };
    let action = Action::ConfirmSecondFactor { token, step, recovery };
    submit(&state, &principal, intent, action).await?;
    state.sessions.doubt(book, principal.member.id);
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Gives out new recovery codes in place of those that are left.
#[utoipa::path(post, path = "/v1/second-factor/recovery-codes", tag = "session",
    responses((status = 200, body = RecoveryCodes)))]
pub(crate) async fn renew_recovery_codes(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<RecoveryCodes>, Problem> {
    person_only(&principal)?;
    let (recovery_codes, recovery) = recovery_codes();
    let intent = Intent { key: new_key(state.now()), print: 0 };
    submit(&state, &principal, intent, Action::RenewRecovery { recovery }).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Takes the own second factor away.
#[utoipa::path(delete, path = "/v1/second-factor", tag = "session",
    responses((status = 204)))]
pub(crate) async fn delete_second_factor(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
) -> Result<StatusCode, Problem> {
    person_only(&principal)?;
    end(&state, &principal, intent, principal.member.id).await
}

/// Takes the second factor of a member away who lost the device, and signs that member out.
#[utoipa::path(delete, path = "/v1/members/{id}/second-factor", tag = "members",
    params(("id" = MemberRef, Path, description = "The member.")), responses((status = 204)))]
pub(crate) async fn delete_member_second_factor(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(id): PathId<MemberRef>,
) -> Result<StatusCode, Problem> {
    let member = principal.subject(&state, Some(id.0)).await?.id;
    end(&state, &principal, intent, member).await
}

async fn end(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    member: MemberId,
) -> Result<StatusCode, Problem> {
    submit(state, principal, intent, Action::EndSecondFactor { member }).await?;
    state.sessions.doubt(principal.book.id(), member);
    Ok(StatusCode::NO_CONTENT)
}

/// Proves again who one is, as sensitive changes ask for: a code where a second factor is in
/// force, the password otherwise. Wrong ones count like wrong logins.
#[utoipa::path(post, path = "/v1/session/proof", tag = "session", request_body = CreateProof,
    responses((status = 204)))]
pub(crate) async fn create_proof(
    State(state): State<ApiState>,
    principal: Principal,
    Caller(address): Caller,
    Body(sent): Body<CreateProof>,
) -> Result<StatusCode, Problem> {
    person_only(&principal)?;
    let book = principal.book.id();
    let login = unlocked_login(&state, &principal, address).await?;
    let factor = factor_of(&state, book, principal.member.id).await?;
    let proof = match factor.filter(SecondFactor::is_in_force) {
        Some(factor) => {
            let Some(code) = sent.code else {
                return Err(Problem::plain("second_factor_required"));
            };
            proved(&state, book, &factor, &code)
        }
        None => {
            let missing = || Problem::of_field("password", "field_missing", "is needed");
            let password = sent.password.ok_or_else(missing)?;
            let hash = Some(login.password_hash);
            state.passwords.verify(password, hash).await?.then_some(Proof::Password)
        }
    };
    let Some(proof) = proof else {
        fail_login(&state, &principal.book, &principal.member.login, address).await?;
        return Err(Problem::plain("bad_credentials"));
    };
    let intent = Intent { key: new_key(state.now()), print: 0 };
    let token = principal.token.hash();
    submit(&state, &principal, intent, Action::ProveSession { token, proof }).await?;
    state.sessions.doubt(book, principal.member.id);
    Ok(StatusCode::NO_CONTENT)
}

/// Chooses a new password. Every session ends, this one as well: sign in with the new one.
#[utoipa::path(put, path = "/v1/password", tag = "session", request_body = ReplacePassword,
    responses((status = 204)))]
pub(crate) async fn replace_password(
    State(state): State<ApiState>,
    principal: Principal,
    Caller(address): Caller,
    Body(sent): Body<ReplacePassword>,
) -> Result<(StatusCode, HeaderMap), Problem> {
    person_only(&principal)?;
    if let Some(why) = weakness(&sent.new_password, &principal.member.login) {
        return Err(Problem::of_field("new_password", "field_invalid", why));
    }
    let login = unlocked_login(&state, &principal, address).await?;
    if !state.passwords.verify(sent.password, Some(login.password_hash)).await? {
        fail_login(&state, &principal.book, &principal.member.login, address).await?;
        return Err(Problem::plain("bad_credentials"));
    }
    let password_hash = state.passwords.hash(sent.new_password).await?;
    let intent = Intent { key: new_key(state.now()), print: 0 };
    submit(&state, &principal, intent, Action::ChangePassword { password_hash }).await?;
    state.sessions.doubt(principal.book.id(), principal.member.id);
    Ok((StatusCode::NO_CONTENT, signed_out(&state, &principal.book)?))
}

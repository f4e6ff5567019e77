//! Members: the tree below the one who asks.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::port::MemberFilter;
use desk::view::MemberCard;
use domain::access::{Permission as DomainPermission, Permissions};
use domain::calendar::Instant;
use domain::command::{self as commands, Action, Outcome};
use domain::credit::Limits;
use domain::id::MemberId;
use domain::member::{MemberStatus as DomainStatus, Role as DomainRole};
use domain::money::Money as Amount;
use domain::register::{parse_login, parse_name};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::directory::OpenedBook;
use crate::intent::{Intent, new_key};
use crate::page::{PageOf, page};
use crate::password::weakness;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::credit::MemberAccount;
use crate::shape::id::MemberRef;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{BarKind, MemberStatus, Permission, Role};
use crate::state::ApiState;
use crate::token_link::{INVITATION_SECONDS, new_invitation};

/// A member with the money of this week. An agent's money is the sum of the branch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Member {
    pub(crate) id: MemberRef,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) status: MemberStatus,
    /// Null for the root of the book.
    #[schema(required = true)]
    pub(crate) parent_id: Option<MemberRef>,
    #[schema(required = true)]
    pub(crate) parent_login: Option<String>,
    /// Steps below the root.
    pub(crate) depth: u32,
    pub(crate) created_at: Time,
    /// Cash and risk of open bets.
    pub(crate) balance: Money,
    pub(crate) at_risk: Money,
    pub(crate) credit_limit: Money,
    /// What can be risked now: cash and credit.
    pub(crate) available: Money,
    /// Result of the week so far, on the player's side.
    pub(crate) figure_week: Money,
    /// Members directly below.
    pub(crate) children: i64,
    /// For trying things out: excluded from every report.
    pub(crate) is_test: bool,
    #[schema(required = true)]
    pub(crate) last_login_at: Option<Time>,
    /// A second factor is asked for at every sign-in.
    pub(crate) has_second_factor: bool,
}

impl Member {
    /// The shape of a card.
    pub(crate) fn of(card: &MemberCard, currency: Currency, now: Instant) -> Member {
        let member = &card.member;
        let parent = (member.parent != member.id).then_some(member.parent);
        Member {
            id: member.id.into(),
            login: member.login.clone(),
            name: member.name.clone(),
            role: member.role.into(),
            status: member.status.into(),
            parent_id: parent.map(MemberRef),
            parent_login: parent.map(|_| card.parent_login.clone()),
            depth: u32::try_from(member.chain.len().saturating_sub(1)).unwrap_or(u32::MAX),
            created_at: Time(member.created_at),
            balance: currency.of(card.cash + card.held),
            at_risk: currency.of(card.held),
            credit_limit: currency.of(card.limits.at(now).credit),
            available: currency.of(card.limits.available(card.cash, card.policy, now)),
            figure_week: currency.of(card.figure),
            children: card.children,
            is_test: member.is_test,
            last_login_at: card.last_login_at.map(Time),
            has_second_factor: member.second_factor,
        }
    }
}

/// A member's credit and own wager limits; null leaves a limit to the house rules.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberLimits {
    /// How far below zero the member's cash may go.
    pub(crate) credit_limit: Money,
    #[schema(required = true)]
    pub(crate) min_risk: Option<Money>,
    #[schema(required = true)]
    pub(crate) max_risk: Option<Money>,
    #[schema(required = true)]
    pub(crate) max_win: Option<Money>,
}

impl MemberLimits {
    fn of(limits: &Limits, currency: Currency) -> MemberLimits {
        let money = |amount: Option<Amount>| amount.map(|amount| currency.of(amount));
        MemberLimits {
            credit_limit: currency.of(limits.credit),
            min_risk: money(limits.min_risk),
            max_risk: money(limits.max_risk),
            max_win: money(limits.max_win),
        }
    }
}

/// One member of a chain.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ChainLink {
    pub(crate) id: MemberRef,
    pub(crate) login: String,
    pub(crate) role: Role,
}

/// A member with limits and the chain above.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MemberDetail {
    #[serde(flatten)]
    pub(crate) member: Member,
    pub(crate) limits: MemberLimits,
    pub(crate) account: MemberAccount,
    /// From the topmost member the reader may see down to this one.
    pub(crate) chain: Vec<ChainLink>,
    pub(crate) permissions: Vec<Permission>,
    /// Why the person may not play.
    #[schema(required = true)]
    pub(crate) bar: Option<Bar>,
}

/// Why somebody may not play.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Bar {
    pub(crate) kind: BarKind,
    /// Null: for good.
    #[schema(required = true)]
    pub(crate) until: Option<Time>,
}

/// Which members to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MemberQuery {
    /// Login or name contains this.
    search: Option<String>,
    role: Option<Role>,
    status: Option<MemberStatus>,
    /// Only the branch of this member.
    #[param(value_type = Option<String>)]
    agent_id: Option<MemberRef>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A new member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateMember {
    /// The member above; oneself (staff: the root) without it.
    #[schema(nullable = false)]
    pub(crate) parent_id: Option<MemberRef>,
    pub(crate) role: Role,
    /// 3 to 32 of `a-z 0-9 . _ -`; capitals are folded.
    pub(crate) login: String,
    /// 1 to 80 characters.
    pub(crate) name: String,
    /// Without a password the member is invited by a link.
    #[schema(nullable = false)]
    pub(crate) password: Option<String>,
    #[schema(nullable = false)]
    pub(crate) credit_limit: Option<Money>,
    #[schema(nullable = false)]
    pub(crate) max_risk: Option<Money>,
    #[schema(nullable = false)]
    pub(crate) max_win: Option<Money>,
    /// `active` without it; `pending` may look but not bet.
    #[schema(nullable = false)]
    pub(crate) status: Option<MemberStatus>,
    /// The rights of the role, as far as the giver holds them, without it.
    #[schema(nullable = false)]
    pub(crate) permissions: Option<Vec<Permission>>,
    /// For trying things out: a player excluded from every report.
    #[schema(nullable = false)]
    pub(crate) is_test: Option<bool>,
}

/// A created member, and the link with which a password is set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MemberCreated {
    pub(crate) member: Member,
    /// Path on this host; shown once.
    #[schema(required = true)]
    pub(crate) invitation_url: Option<String>,
}

/// What changes about a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateMember {
    /// The new status.
    pub(crate) status: MemberStatus,
}

/// Rights as they are shown.
pub(crate) fn words(permissions: Permissions) -> Vec<Permission> {
    permissions.list().into_iter().map(Permission::from).collect()
}

/// A card as one reader may see it.
pub(crate) fn detail(card: &MemberCard, principal: &Principal, now: Instant) -> MemberDetail {
    let currency = principal.book.currency;
    let visible = card.chain.iter().skip_while(|(id, _, _)| *id != principal.reach());
    let link = |(id, login, role): &(MemberId, String, DomainRole)| ChainLink {
        id: MemberRef(*id),
        login: login.clone(),
        role: (*role).into(),
    };
    MemberDetail {
        member: Member::of(card, currency, now),
        limits: MemberLimits::of(&card.limits.at(now), currency),
        account: MemberAccount::of(&card.limits.at(now), currency),
        chain: visible.map(link).collect(),
        permissions: words(card.member.permissions),
        bar: card.member.bar.map(|bar| Bar { kind: bar.kind.into(), until: bar.until.map(Time) }),
    }
}

pub(crate) async fn card(
    state: &ApiState,
    book: &OpenedBook,
    member: MemberId,
) -> Result<MemberCard, Problem> {
    let (id, (_, week)) = (book.id(), book.place(state, state.now()));
    let found = state.read(move |views| views.member(id, week, member)).await?;
    found.ok_or_else(|| Problem::not_found("member"))
}

/// A member as shown to those above.
pub(crate) async fn member_detail(
    state: &ApiState,
    principal: &Principal,
    member: MemberId,
) -> Result<Json<MemberDetail>, Problem> {
    let card = card(state, &principal.book, member).await?;
    Ok(Json(detail(&card, principal, state.now())))
}

/// A member as shown to itself.
pub(crate) async fn member_card(
    state: &ApiState,
    book: &OpenedBook,
    member: MemberId,
) -> Result<Member, Problem> {
    Ok(Member::of(&card(state, book, member).await?, book.currency, state.now()))
}

/// Members of the reader's branch.
#[utoipa::path(get, path = "/v1/members", tag = "members", params(MemberQuery),
    responses((status = 200, body = PageOf<Member>)))]
pub(crate) async fn list_members(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<MemberQuery>,
) -> Result<Json<PageOf<Member>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.agent_id.map(|id| id.0)).await?;
    let filter = MemberFilter {
        branch: Some(branch),
        search: query.search,
        role: query.role.map(DomainRole::from),
        status: query.status.map(DomainStatus::from),
    };
    let book = &principal.book;
    let now = state.now();
    let (id, (_, week)) = (book.id(), book.place(&state, now));
    let found = state.read(move |views| views.members(id, week, &filter, &page)).await?;
    let items = found.items.iter().map(|card| Member::of(card, book.currency, now)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

/// One member of the reader's branch.
#[utoipa::path(get, path = "/v1/members/{id}", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    responses((status = 200, body = MemberDetail)))]
pub(crate) async fn get_member(
    State(state): State<ApiState>,
    principal: Principal,
    PathId(MemberRef(id)): PathId<MemberRef>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?;
    member_detail(&state, &principal, member.id).await
}

/// Creates a member below another. Without a password an invitation is issued; a repeated request
/// issues a new one, because the first link may have been lost with its answer.
#[utoipa::path(post, path = "/v1/members", tag = "members", request_body = CreateMember,
    responses((status = 201, body = MemberCreated)))]
pub(crate) async fn create_member(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<CreateMember>,
) -> Result<(StatusCode, Json<MemberCreated>), Problem> {
    let create = checked(&principal, &request)?;
    let parent = principal.subject(&state, Some(create.parent)).await?.id;
    let password_hash = match request.password {
        Some(password) => state.passwords.hash(password).await?,
        None => String::new(),
    };
    let invites = password_hash.is_empty();
    let create = commands::CreateMember { parent, password_hash, ..create };
    let action = Action::CreateMember(Box::new(create));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let book = &principal.book;
    let member = match receipt.answer {
        Ok(Outcome::Member(member)) => member,
        Ok(other) => return Err(Problem::internal(format!("a new member answered {other:?}"))),
        Err(refusal) => return Err(Problem::of_rejection(&refusal, book.currency)),
    };
    let invitation_url = if invites {
        Some(invite(&state, &principal, member, INVITATION_SECONDS).await?)
    } else {
        None
    };
    let member = member_card(&state, book, member).await?;
    Ok((StatusCode::CREATED, Json(MemberCreated { member, invitation_url })))
}

/// A set of rights as it was sent.
pub(crate) fn permissions_of(words: &[Permission]) -> Permissions {
    let rights: Vec<_> = words.iter().copied().map(DomainPermission::from).collect();
    Permissions::of(&rights)
}

/// Holds every field against its rule before anything is hashed or handed over.
fn checked(
    principal: &Principal,
    request: &CreateMember,
) -> Result<commands::CreateMember, Problem> {
    let mut faults = Faults::default();
    let login = faults.take(parse_login("login", &request.login)).unwrap_or_default();
    let name = faults.take(parse_name("name", &request.name)).unwrap_or_default();
    if let Some(password) = &request.password
        && let Some(why) = weakness(password, &login)
    {
        faults.add("password", "field_invalid", why);
    }
    let currency = principal.book.currency;
    let credit = amount(&mut faults, "credit_limit", request.credit_limit, currency);
    let max_risk = amount(&mut faults, "max_risk", request.max_risk, currency);
    let max_win = amount(&mut faults, "max_win", request.max_win, currency);
    faults.finish()?;
    Ok(commands::CreateMember {
        parent: request.parent_id.map_or(principal.reach(), |id| id.0),
        role: request.role.into(),
        status: request.status.map_or(DomainStatus::Active, DomainStatus::from),
        permissions: request.permissions.as_deref().map(permissions_of),
        is_test: request.is_test.unwrap_or(false),
        login,
        name,
        password_hash: String::new(),
        credit: credit.unwrap_or(Amount::ZERO),
        max_risk,
        max_win,
        ..commands::CreateMember::plain()
    })
}

/// An amount of the book's currency and of a size that sums can hold; what it may be beyond that
/// is the domain's to judge.
pub(crate) fn amount(
    faults: &mut Faults,
    field: &str,
    sent: Option<Money>,
    currency: Currency,
) -> Option<Amount> {
    let sent = sent?;
    if sent.currency != currency {
        let path = format!("{field}.currency");
        faults.add(&path, "field_invalid", format!("{path} must be {currency}"));
    }
    if sent.amount.unsigned_abs() > Amount::MAX.0.unsigned_abs() {
        let rule = format!("{field} must be within {} either way", Amount::MAX);
        faults.add(field, "amount_invalid", rule);
    }
    Some(sent.amount())
}

/// Issues a link of so many seconds with which a member sets a password; answers its path.
pub(crate) async fn invite(
    state: &ApiState,
    principal: &Principal,
    member: MemberId,
    seconds: i64,
) -> Result<String, Problem> {
    let (path, token) = new_invitation(&principal.book.book.slug);
    let now = state.now();
    let seconds = seconds.saturating_mul(state.settings.clock_speed());
    let action = Action::Invite { member, token, expires_at: now.plus_seconds(seconds) };
    let intent = Intent { key: new_key(now), print: 0 };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    Ok(path)
}

/// Changes a member's status. Sessions of a member who is no longer active end at once.
#[utoipa::path(patch, path = "/v1/members/{id}", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = UpdateMember, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn update_member(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(update): Body<UpdateMember>,
) -> Result<Json<MemberDetail>, Problem> {
    let member = principal.subject(&state, Some(id)).await?.id;
    let action = Action::ChangeStatus { member, status: update.status.into() };
    let receipt = state.submit(principal.command(intent, action)).await?;
    let refused = |refusal| Problem::of_rejection(&refusal, principal.book.currency);
    receipt.answer.map_err(refused)?;
    state.sessions.doubt(principal.book.id(), member);
    member_detail(&state, &principal, member).await
}

/// Sets a member's credit and own limits.
#[utoipa::path(put, path = "/v1/members/{id}/limits", tag = "members",
    params(("id" = String, Path, description = "The member.")),
    request_body = MemberLimits, responses((status = 200, body = MemberDetail)))]
pub(crate) async fn replace_limits(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MemberRef(id)): PathId<MemberRef>,
    Body(limits): Body<MemberLimits>,
) -> Result<Json<MemberDetail>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let credit = amount(&mut faults, "credit_limit", Some(limits.credit_limit), currency);
    let min_risk = amount(&mut faults, "min_risk", limits.min_risk, currency);
    let max_risk = amount(&mut faults, "max_risk", limits.max_risk, currency);
    let max_win = amount(&mut faults, "max_win", limits.max_win, currency);
    faults.finish()?;
    let member = principal.subject(&state, Some(id)).await?.id;
    let credit = credit.unwrap_or(Amount::ZERO);
    let action = Action::ChangeLimits { member, credit, min_risk, max_risk, max_win };
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    member_detail(&state, &principal, member).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_of_the_book_and_within_what_sums_can_hold() {
        let usd = Currency::parse("USD").expect("a code");
        let eur = Currency::parse("EUR").expect("a code");
        let check = |money: Money| {
            let mut faults = Faults::default();
            let taken = amount(&mut faults, "amount", Some(money), usd);
            faults.finish().map(|()| taken).map_err(|problem| problem.shape.code)
        };
        assert_eq!(check(usd.of(Amount(-5))), Ok(Some(Amount(-5))));
        assert_eq!(check(usd.of(Amount::MAX)), Ok(Some(Amount::MAX)));
        assert_eq!(check(eur.of(Amount(5))), Err("field_invalid"));
        for huge in [i64::MIN, i64::MAX, Amount::MAX.0 + 1] {
            assert_eq!(check(usd.of(Amount(huge))), Err("amount_invalid"));
        }
        assert_eq!(amount(&mut Faults::default(), "amount", None, usd), None);
    }
}

//! What protects a player: limits on deposits, losses and stakes with what is used of them, and
//! the exclusion that holds.

use axum::Json;
use axum::extract::State;
use desk::port::{StoreError, Views};
use domain::calendar::Moment;
use domain::command::Action;
use domain::id::MemberId;
use domain::jurisdiction;
use domain::ledger::account::Account;
use domain::money::Money as Amount;
use domain::protection as domain_protection;
use domain::protection::command::ProtectionCommand;
use domain::protection::count::{PlayCount, lost, weeks_of_month};
use domain::protection::judge::deposited;
use domain::protection::{LimitSetter as Setter, PlayMeasure as Measure, PlaySpan as Span};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::shape::id::{ExclusionRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{ExclusionKind, LimitSetter, PlayMeasure, PlaySpan};
use crate::state::ApiState;

/// A looser limit that waits for its time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LooserLimit {
    /// Null takes the limit away.
    #[schema(required = true)]
    pub(crate) amount: Option<Money>,
    /// When it takes effect.
    pub(crate) at: Time,
}

/// A limit that somebody set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlayLimit {
    pub(crate) setter: LimitSetter,
    pub(crate) measure: PlayMeasure,
    pub(crate) span: PlaySpan,
    pub(crate) amount: Money,
    /// What takes its place.
    #[schema(required = true)]
    pub(crate) next: Option<LooserLimit>,
}

/// The tightest limit of a measure and span, and how far it is used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlayLimitUse {
    pub(crate) measure: PlayMeasure,
    pub(crate) span: PlaySpan,
    pub(crate) amount: Money,
    /// Paid in, lost with open bets counted as lost, or staked in the running span; below zero
    /// more was won than lost.
    pub(crate) used: Money,
    /// What is left of it.
    pub(crate) left: Money,
}

/// The exclusion that holds now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ExclusionInForce {
    pub(crate) id: ExclusionRef,
    pub(crate) kind: ExclusionKind,
    /// A time-out ends then; a self-exclusion lasts so long at least, or for good when null.
    #[schema(required = true)]
    pub(crate) until: Option<Time>,
    /// When the player comes back, once that was asked for.
    #[schema(required = true)]
    pub(crate) lifted_at: Option<Time>,
}

/// What protects a player.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Protection {
    pub(crate) member_id: MemberRef,
    /// What was set, by whom.
    pub(crate) limits: Vec<PlayLimit>,
    /// What holds now: the stricter of what the player and the house set.
    pub(crate) in_force: Vec<PlayLimitUse>,
    #[schema(required = true)]
    pub(crate) exclusion: Option<ExclusionInForce>,
    /// The shortest self-exclusion that the law of the place allows, in days.
    pub(crate) exclusion_days_min: i32,
    /// The longest time-out, in days.
    pub(crate) time_out_days_max: i32,
    /// The player is to be asked for a limit of their own: none is set and nothing was paid in yet
    /// (RTS 12A).
    pub(crate) prompt_due: bool,
}

/// Whose protection.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProtectionQuery {
    /// Whose; one's own without it.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
}

/// A limit to be set.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlayLimitRequest {
    /// Whose; one's own without it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
    pub(crate) measure: PlayMeasure,
    pub(crate) span: PlaySpan,
    /// The most; null takes the limit away.
    #[schema(required = true)]
    pub(crate) amount: Option<Money>,
}

fn limit_of(limit: &domain_protection::PlayLimit, currency: Currency) -> PlayLimit {
    let money = |amount: Amount| currency.of(amount);
    PlayLimit {
        setter: limit.setter.into(),
        measure: limit.measure.into(),
        span: limit.span.into(),
        amount: money(limit.amount),
        next: limit
            .next
            .map(|next| LooserLimit { amount: next.amount.map(money), at: Time(next.at) }),
    }
}

/// Reads what protects a player and how far each limit is used.
fn view_protection(
    views: &dyn Views,
    member: MemberId,
    moment: &Moment,
    currency: Currency,
) -> Result<Protection, StoreError> {
    let held = Account::Held.of(member);
    let mut keys = vec![
        Key::Protection(member),
        Key::PlayCount(member),
        Key::Jurisdiction(moment.book),
        Key::Balance(held),
    ];
    keys.extend(weeks_of_month(moment).map(|week| Key::Figure((week, member))));
    let mut working = Working::new();
    views.load(moment.book, &keys, &mut working)?;
    let none = || domain_protection::Protection::none(member);
    let found = working.protection(member).cloned().unwrap_or_else(none);
    let count = PlayCount::now(working.play_count(member), member, moment);
    let mut losses = lost(&working, member, moment);
    losses.add(working.balance(held).map_or(Amount::ZERO, |balance| balance.amount));
    let used = |measure: Measure, span: Span| match measure {
        Measure::Deposit => deposited(&working, &count, moment).of(span),
        Measure::Loss => losses.of(span),
        Measure::Stake => count.staked.of(span),
    };
    let pairs = Measure::ALL
        .iter()
        .flat_map(|(measure, _)| Span::ALL.iter().map(move |(span, _)| (*measure, *span)));
    let in_force = pairs.filter_map(|(measure, span)| {
        let amount = found.limit(measure, span, moment.now)?;
        let used = used(measure, span);
        Some(PlayLimitUse {
            measure: measure.into(),
            span: span.into(),
            amount: currency.of(amount),
            used: currency.of(used),
            left: currency.of((amount - used).max(Amount::ZERO)),
        })
    });
    let rules = jurisdiction::in_force(&working, moment.book).protection;
    let is_own = |limit: &domain_protection::PlayLimit| limit.setter == Setter::Player;
    let prompt_due = !found.limits.iter().any(is_own) && !was_funded(views, member, moment)?;
    Ok(Protection {
        prompt_due,
        exclusion_days_min: rules.exclusion_days_min,
        time_out_days_max: rules.time_out_days_max,
        member_id: member.into(),
        limits: found.limits.iter().map(|limit| limit_of(limit, currency)).collect(),
        in_force: in_force.collect(),
        exclusion: found.blocked(moment.now).map(|block| ExclusionInForce {
            id: block.exclusion.into(),
            kind: block.kind.into(),
            until: block.until.map(Time),
            lifted_at: block.lifted_at.map(Time),
        }),
    })
}

/// Whether anything was ever paid in.
fn was_funded(views: &dyn Views, member: MemberId, moment: &Moment) -> Result<bool, StoreError> {
    let sums = views.history(moment.book, member, moment.now, moment.now)?;
    Ok(sums.deposits_ever.is_positive())
}

pub(crate) async fn read_protection(
    state: &ApiState,
    principal: &Principal,
    member: MemberId,
) -> Result<Json<Protection>, Problem> {
    let book = &principal.book;
    let (now, currency) = (state.now(), book.currency);
    let (day, week) = book.place(state, now);
    let moment = Moment { book: book.id(), now, day, week, wall: None, next_id: 0 };
    let found = state.read(move |views| view_protection(views, member, &moment, currency));
    Ok(Json(found.await?))
}

/// What protects a player: one's own, or a player of one's branch.
#[utoipa::path(get, path = "/v1/protection", tag = "protection", params(ProtectionQuery),
    responses((status = 200, body = Protection)))]
pub(crate) async fn get_protection(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<ProtectionQuery>,
) -> Result<Json<Protection>, Problem> {
    let member = principal.subject(&state, query.member_id.map(|id| id.0)).await?.id;
    read_protection(&state, &principal, member).await
}

/// Sets, changes or takes away a limit: players their own, the book's people the house's beside it.
/// A tighter limit counts at once, a looser one of the player's own after the delay of the
/// jurisdiction settings.
#[utoipa::path(put, path = "/v1/protection/limits", tag = "protection",
    request_body = PlayLimitRequest, responses((status = 200, body = Protection)))]
pub(crate) async fn replace_play_limit(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<PlayLimitRequest>,
) -> Result<Json<Protection>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let amount = amount(&mut faults, "amount", request.amount, currency);
    faults.finish()?;
    let member = principal.subject(&state, request.member_id.map(|id| id.0)).await?.id;
    let (measure, span) = (request.measure.into(), request.span.into());
    let command = ProtectionCommand::Limit { member, measure, span, amount };
    let action = Action::Protect(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    read_protection(&state, &principal, member).await
}

//! Free play: promotional credit with an end.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use desk::view::FreePlayLine;
use domain::command::{Action, Outcome};
use domain::funding::command::FundingCommand;
use domain::funding::free_play_terms::GrantTerms;
use domain::grade::rules::FreePlayPush;
use domain::id::{GrantId, MemberId};
use domain::money::Money as Amount;
use domain::odds::Odds as Price;
use domain::register::parse_note;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, PathId, Query};
use crate::directory::OpenedBook;
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::resource::wager::{SeenOdds, replayed};
use crate::shape::id::{GrantRef, LeagueRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::odds::Odds;
use crate::shape::time::Time;
use crate::shape::word::WagerType;
use crate::state::ApiState;

/// Where a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FreePlayState {
    /// It can be wagered.
    Open,
    /// All of it was wagered.
    Used,
    /// It expired or was taken back.
    Ended,
}

/// A grant of promotional credit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FreePlay {
    pub(crate) id: GrantRef,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    pub(crate) state: FreePlayState,
    pub(crate) amount: Money,
    /// What can still be wagered of it.
    pub(crate) left: Money,
    pub(crate) granted_at: Time,
    pub(crate) expires_at: Time,
    #[schema(required = true)]
    pub(crate) ended_at: Option<Time>,
    /// Login of whoever granted it.
    #[schema(required = true)]
    pub(crate) by: Option<String>,
    pub(crate) note: String,
    pub(crate) terms: FreePlayTerms,
}

/// What a grant may be wagered on. Nothing bounds where there is nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FreePlayTerms {
    /// Wager types.
    pub(crate) wagers: Vec<WagerType>,
    /// Most selections of one wager.
    #[schema(required = true)]
    pub(crate) max_legs: Option<i32>,
    /// The lowest price of each selection.
    #[schema(required = true)]
    pub(crate) least_odds: Option<Odds>,
    /// The highest price of each selection.
    #[schema(required = true)]
    pub(crate) most_odds: Option<Odds>,
    /// Leagues; all of them when empty.
    pub(crate) leagues: Vec<LeagueRef>,
    /// Largest risk of one wager.
    #[schema(required = true)]
    pub(crate) max_risk: Option<Money>,
    /// Largest win of one wager.
    #[schema(required = true)]
    pub(crate) max_win: Option<Money>,
    /// Also on props and outrights.
    pub(crate) props: bool,
    /// A push gives the stake back to the grant; where it does not, a push loses it. The house rule
    /// that wagers accepted now are settled by.
    pub(crate) push_returned: bool,
}

/// What a grant is to be wagered on; what is left out bounds nothing.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePlayTermsRequest {
    /// Wager types of one bet; straights and parlays without it.
    #[schema(nullable = false)]
    pub(crate) wagers: Option<Vec<WagerType>>,
    #[schema(nullable = false, minimum = 1, maximum = 25)]
    pub(crate) max_legs: Option<i32>,
    #[schema(nullable = false)]
    pub(crate) least_odds: Option<SeenOdds>,
    #[schema(nullable = false)]
    pub(crate) most_odds: Option<SeenOdds>,
    #[schema(nullable = false, max_items = 50)]
    pub(crate) leagues: Option<Vec<LeagueRef>>,
    #[schema(nullable = false)]
    pub(crate) max_risk: Option<Money>,
    #[schema(nullable = false)]
    pub(crate) max_win: Option<Money>,
    /// `false` keeps it off props and outrights.
    #[schema(nullable = false)]
    pub(crate) props: Option<bool>,
}

impl FreePlayTermsRequest {
    fn read(&self, faults: &mut Faults, currency: Currency) -> GrantTerms {
        let standard = GrantTerms::standard();
        let wagers = self.wagers.as_ref();
        let mut most = |name: &str, sent: Option<Money>| {
            sent.and_then(|most| amount(faults, &format!("terms.{name}"), Some(most), currency))
        };
        let (max_risk, max_win) = (most("max_risk", self.max_risk), most("max_win", self.max_win));
        GrantTerms {
            wagers: wagers
                .map_or(standard.wagers, |all| all.iter().map(|one| (*one).into()).collect()),
            max_legs: self.max_legs,
            least_odds: price(faults, "terms.least_odds", self.least_odds.as_ref()),
            most_odds: price(faults, "terms.most_odds", self.most_odds.as_ref()),
            leagues: self.leagues.iter().flatten().map(|league| league.0).collect(),
            max_risk,
            max_win,
            props: self.props.unwrap_or(true),
        }
    }
}

fn price(faults: &mut Faults, field: &str, sent: Option<&SeenOdds>) -> Option<Price> {
    match sent?.read() {
        Some(Ok(price)) => Some(price),
        Some(Err(error)) => {
            faults.add(field, "field_invalid", format!("{field} {error}"));
            None
        }
        None => {
            faults.add(field, "field_missing", format!("{field} must name a price"));
            None
        }
    }
}

/// Free play to be granted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePlayRequest {
    pub(crate) member_id: MemberRef,
    pub(crate) amount: Money,
    /// What is left then is gone; within two years.
    pub(crate) expires_at: Time,
    /// Why, at most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
    /// What it may be wagered on; straights and parlays without it.
    #[schema(nullable = false)]
    pub(crate) terms: Option<FreePlayTermsRequest>,
}

/// Why a grant ends before its time.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreePlayEnd {
    /// At most 200 characters.
    #[schema(nullable = false)]
    pub(crate) note: Option<String>,
}

/// Which grants to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FreePlayQuery {
    /// Only of this member.
    #[param(value_type = Option<String>)]
    member_id: Option<MemberRef>,
    /// `open` leaves out what is used up or ended.
    state: Option<FreePlayState>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl FreePlay {
    fn of(line: &FreePlayLine, logins: &BTreeMap<MemberId, String>, book: &OpenedBook) -> FreePlay {
        let (grant, currency) = (&line.grant, book.currency);
        let state = match grant.ended_at {
            Some(_) => FreePlayState::Ended,
            None if grant.left.is_positive() => FreePlayState::Open,
            None => FreePlayState::Used,
        };
        FreePlay {
            id: grant.id.into(),
            member_id: grant.member.into(),
            login: line.login.clone(),
            state,
            amount: currency.of(grant.amount),
            left: currency.of(grant.left),
            granted_at: Time(grant.granted_at),
            expires_at: Time(grant.expires_at),
            ended_at: grant.ended_at.map(Time),
            by: grant.by.and_then(|by| logins.get(&by).cloned()),
            note: grant.note.clone(),
            terms: FreePlayTerms {
                wagers: grant.terms.wagers.iter().map(|kind| (*kind).into()).collect(),
                max_legs: grant.terms.max_legs,
                least_odds: grant.terms.least_odds.map(Odds::of),
                most_odds: grant.terms.most_odds.map(Odds::of),
                leagues: grant.terms.leagues.iter().map(|league| LeagueRef(*league)).collect(),
                max_risk: grant.terms.max_risk.map(|most| currency.of(most)),
                max_win: grant.terms.max_win.map(|most| currency.of(most)),
                props: grant.terms.props,
                push_returned: book.rules.grading.free_play_push == FreePlayPush::Returned,
            },
        }
    }
}

/// Grants of free play, newest first: one's own, or those of one's branch.
#[utoipa::path(get, path = "/v1/free-plays", tag = "money", params(FreePlayQuery),
    responses((status = 200, body = PageOf<FreePlay>)))]
pub(crate) async fn list_free_plays(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<FreePlayQuery>,
) -> Result<Json<PageOf<FreePlay>>, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    let branch = principal.branch(&state, query.member_id.map(|id| id.0)).await?;
    let id = principal.book.id();
    let wanted = query.state;
    let found = state.read(move |views| {
        let open_only = wanted == Some(FreePlayState::Open);
        let found = views.free_plays(id, branch, open_only, &page)?;
        let by = found.items.iter().filter_map(|line| line.grant.by);
        let logins = logins_of(views, id, by)?;
        Ok((found, logins))
    });
    let (found, logins) = found.await?;
    let items = found.items.iter().map(|line| FreePlay::of(line, &logins, &principal.book));
    let items = items.filter(|one| wanted.is_none_or(|wanted| one.state == wanted)).collect();
    Ok(Json(PageOf::new(items, found.next)))
}

async fn read_grant(
    state: &ApiState,
    principal: &Principal,
    grant: GrantId,
) -> Result<FreePlay, Problem> {
    let id = principal.book.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(id, &[Key::Grant(grant)], &mut working)?;
        let Some(grant) = working.grant(grant).cloned() else { return Ok(None) };
        let logins = logins_of(views, id, [grant.member].into_iter().chain(grant.by))?;
        let login = logins.get(&grant.member).cloned().unwrap_or_default();
        Ok(Some((FreePlayLine { grant, login }, logins)))
    });
    let (line, logins) = found.await?.ok_or_else(|| Problem::not_found("grant"))?;
    Ok(FreePlay::of(&line, &logins, &principal.book))
}

/// Grants free play to a player.
#[utoipa::path(post, path = "/v1/free-plays", tag = "money", request_body = FreePlayRequest,
    responses((status = 201, body = FreePlay)))]
pub(crate) async fn create_free_play(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<FreePlayRequest>,
) -> Result<(StatusCode, HeaderMap, Json<FreePlay>), Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let sent = amount(&mut faults, "amount", Some(request.amount), currency);
    let note = faults.take(parse_note("note", request.note.as_deref().unwrap_or_default()));
    let terms = request.terms.unwrap_or_default().read(&mut faults, currency);
    faults.finish()?;
    let member = principal.subject(&state, Some(request.member_id.0)).await?;
    let command = FundingCommand::GrantFreePlay {
        member: member.id,
        amount: sent.unwrap_or(Amount::ZERO),
        expires_at: request.expires_at.0,
        note: note.unwrap_or_default(),
        terms,
    };
    let (grant, headers) = perform(&state, &principal, intent, command).await?;
    Ok((StatusCode::CREATED, headers, Json(grant)))
}

/// Ends a grant before its time: what is left of it is gone. Players give up their own so. Wagers
/// placed with it stand: what they win is cash, what they return is gone as well.
#[utoipa::path(post, path = "/v1/free-plays/{id}/end", tag = "money",
    params(("id" = String, Path)), request_body = FreePlayEnd,
    responses((status = 200, body = FreePlay)))]
pub(crate) async fn end_free_play(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(GrantRef(grant)): PathId<GrantRef>,
    Body(request): Body<FreePlayEnd>,
) -> Result<(HeaderMap, Json<FreePlay>), Problem> {
    let note = parse_note("note", request.note.as_deref().unwrap_or_default());
    let note = note.map_err(|refusal| Problem::of_rejection(&refusal, principal.book.currency))?;
    let known = read_grant(&state, &principal, grant).await?;
    let member = principal.subject(&state, Some(known.member_id.0)).await;
    let member = member.map_err(|_| Problem::not_found("grant"))?.id;
    let command = FundingCommand::EndFreePlay { member, grant, note };
    let (grant, headers) = perform(&state, &principal, intent, command).await?;
    Ok((headers, Json(grant)))
}

async fn perform(
    state: &ApiState,
    principal: &Principal,
    intent: Intent,
    command: FundingCommand,
) -> Result<(FreePlay, HeaderMap), Problem> {
    let action = Action::Funding(Box::new(command));
    let receipt = state.submit(principal.command(intent, action)).await?;
    match receipt.answer {
        Ok(Outcome::Grant(grant)) => {
            Ok((read_grant(state, principal, grant).await?, replayed(receipt.replayed)))
        }
        Ok(other) => Err(Problem::internal(format!("a grant answered {other:?}"))),
        Err(refusal) => Err(Problem::of_rejection(&refusal, principal.book.currency)),
    }
}

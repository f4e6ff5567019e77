//! Limit rules: the tree from the provider down to a player, what of it is in force, and the
//! replacing of one owner's rules.

use axum::Json;
use axum::extract::{Path, State};
use domain::board::period::Period;
use domain::command::{Action, Actor, Command, LimitWanted};
use domain::id::MemberId;
use domain::limit::rule as rules;
use domain::limit::rule::{LimitSheet as Sheet, PLATFORM_OWNER, owners};
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::directory::PLATFORM_SLUG;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::member::amount;
use crate::shape::id::{LeagueRef, MemberRef};
use crate::shape::money::{Currency, Money};
use crate::shape::time::Time;
use crate::shape::word::{LimitMeasure, LimitShare, LimitSpan, MarketKind, Sport, WagerType};
use crate::state::ApiState;

/// Of which wagers a limit is; a field that is left out fits all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LimitFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) sport: Option<Sport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) league_id: Option<LeagueRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) market: Option<MarketKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "first_half")]
    pub(crate) period: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) kind: Option<WagerType>,
    /// Only in play, or only before the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) live: Option<bool>,
}

/// A limit to be set.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitRequest {
    pub(crate) measure: LimitMeasure,
    pub(crate) span: LimitSpan,
    /// `each` without it: every player below the owner has the limit alone.
    #[schema(nullable = false)]
    pub(crate) share: Option<LimitShare>,
    #[schema(nullable = false)]
    pub(crate) filter: Option<LimitFilter>,
    pub(crate) amount: Money,
}

/// Every limit of one owner, in place of those it has.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitSheetRequest {
    #[schema(max_items = 200)]
    pub(crate) rules: Vec<LimitRequest>,
}

/// A limit that stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LimitRule {
    pub(crate) measure: LimitMeasure,
    pub(crate) span: LimitSpan,
    pub(crate) share: LimitShare,
    pub(crate) filter: LimitFilter,
    pub(crate) amount: Money,
    /// Login of whoever set the amount; null for the provider.
    #[schema(required = true)]
    pub(crate) set_by: Option<String>,
    pub(crate) set_at: Time,
    /// False when a limit further up is tighter, so that this one lets nothing less pass.
    pub(crate) in_force: bool,
    /// True when the reader may loosen it or take it away.
    pub(crate) may_loosen: bool,
}

/// The limits of one owner.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LimitSheet {
    /// `platform`, `book`, or a member's id.
    pub(crate) owner: String,
    /// Login of a member; `book` and `platform` else.
    pub(crate) name: String,
    pub(crate) rules: Vec<LimitRule>,
}

/// The limits of an owner and of everybody above, the highest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LimitTree {
    pub(crate) owner: String,
    pub(crate) sheets: Vec<LimitSheet>,
}

/// Whose limits to show.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LimitQuery {
    /// `book`, or a member's id; the book without it.
    owner: Option<String>,
}

const BOOK: &str = "book";
const PLATFORM: &str = "platform";

pub(crate) fn owner_text(owner: MemberId) -> String {
    match owner {
        PLATFORM_OWNER => PLATFORM.to_owned(),
        MemberId::HOUSE => BOOK.to_owned(),
        member => MemberRef(member).to_string(),
    }
}

/// The owner of a text; members must be in the reader's branch.
pub(crate) async fn owner_of(
    state: &ApiState,
    principal: &Principal,
    text: &str,
) -> Result<(MemberId, Vec<MemberId>), Problem> {
    match text {
        BOOK => Ok((MemberId::HOUSE, Vec::new())),
        PLATFORM => Ok((PLATFORM_OWNER, Vec::new())),
        text => {
            let id: MemberRef = text.parse().map_err(|_| Problem::not_found("owner"))?;
            let member = principal.subject(state, Some(id.0)).await?;
            Ok((member.id, member.chain.clone()))
        }
    }
}

/// The limits of an owner with those above it, what is in force, and who set it.
#[utoipa::path(get, path = "/v1/limits", tag = "limits", params(LimitQuery),
    responses((status = 200, body = LimitTree)))]
pub(crate) async fn list_limits(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<LimitQuery>,
) -> Result<Json<LimitTree>, Problem> {
    let text = query.owner.as_deref().unwrap_or(BOOK);
    let (owner, chain) = owner_of(&state, &principal, text).await?;
    Ok(Json(tree(&state, &principal, owner, &chain).await?))
}

async fn tree(
    state: &ApiState,
    principal: &Principal,
    owner: MemberId,
    chain: &[MemberId],
) -> Result<LimitTree, Problem> {
    let book = principal.book.id();
    let above: Vec<MemberId> =
        if owner == PLATFORM_OWNER { vec![PLATFORM_OWNER] } else { owners(chain).collect() };
    let wanted = above.clone();
    let (sheets, logins) = state
        .read(move |views| {
            let mut working = Working::new();
            let keys: Vec<Key> = wanted.iter().map(|owner| Key::LimitSheet(*owner)).collect();
            views.load(book, &keys, &mut working)?;
            let found = wanted.iter().filter_map(|owner| working.limit_sheet(*owner).cloned());
            let sheets: Vec<Sheet> = found.collect();
            let setters = sheets.iter().flat_map(|sheet| &sheet.rules).filter_map(|r| r.set_by);
            let people: Vec<MemberId> =
                setters.chain(wanted.iter().copied().filter(|owner| owner.0 > 0)).collect();
            let logins = logins_of(views, book, people.into_iter())?;
            Ok((sheets, logins))
        })
        .await?;
    let rank = rank_of(principal);
    let reader = Reader { currency: principal.book.currency, rank, logins: &logins };
    let shape = |owner: &MemberId| {
        let own = sheets.iter().find(|sheet| sheet.owner == *owner);
        LimitSheet {
            owner: owner_text(*owner),
            name: logins.get(owner).cloned().unwrap_or_else(|| owner_text(*owner)),
            rules: own.map_or_else(Vec::new, |sheet| reader.rules(sheet, &sheets)),
        }
    };
    Ok(LimitTree { owner: owner_text(owner), sheets: above.iter().map(shape).collect() })
}

/// How high the reader stands, as the decision counts it.
fn rank_of(principal: &Principal) -> i32 {
    let place = principal.member.chain.iter().position(|one| *one == principal.reach());
    i32::try_from(place.unwrap_or(0)).map_or(i32::MAX, |place| place + 1)
}

struct Reader<'r> {
    currency: Currency,
    rank: i32,
    logins: &'r std::collections::BTreeMap<MemberId, String>,
}

impl Reader<'_> {
    fn rules(&self, sheet: &Sheet, all: &[Sheet]) -> Vec<LimitRule> {
        sheet.rules.iter().map(|rule| self.rule(rule, all)).collect()
    }

    fn rule(&self, rule: &rules::LimitRule, all: &[Sheet]) -> LimitRule {
        let filter = rule.filter;
        let same = |other: &&rules::LimitRule| other.is_about_the_same(rule);
        let others = all.iter().flat_map(|sheet| &sheet.rules).filter(same);
        let tighter = others.filter(|other| rule.is_looser_than(other)).count();
        LimitRule {
            measure: rule.measure.into(),
            span: rule.span.into(),
            share: rule.share.into(),
            filter: LimitFilter {
                sport: filter.sport.map(Sport::from),
                league_id: filter.league.map(LeagueRef),
                market: filter.market.map(MarketKind::from),
                period: filter.period.map(|period| period.name().to_owned()),
                kind: filter.wager.map(WagerType::from),
                live: filter.live,
            },
            amount: self.currency.of(rule.amount),
            set_by: rule.set_by.and_then(|by| self.logins.get(&by).cloned()),
            set_at: Time(rule.set_at),
            in_force: tighter == 0,
            may_loosen: self.rank <= rule.rank,
        }
    }
}

fn wanted(
    faults: &mut Faults,
    place: usize,
    sent: &LimitRequest,
    currency: Currency,
) -> LimitWanted {
    let filter = sent.filter.clone().unwrap_or_default();
    let period = filter.period.as_deref().map(Period::parse);
    if period == Some(None) {
        let field = format!("rules[{place}].filter.period");
        faults.add(&field, "field_invalid", format!("{field} must be a part of a game"));
    }
    let field = format!("rules[{place}].amount");
    let limit = amount(faults, &field, Some(sent.amount), currency);
    LimitWanted {
        measure: sent.measure.into(),
        span: sent.span.into(),
        share: sent.share.map_or(rules::Share::Each, rules::Share::from),
        filter: rules::Filter {
            sport: filter.sport.map(Into::into),
            league: filter.league_id.map(|id| id.0),
            market: filter.market.map(Into::into),
            period: period.flatten(),
            wager: filter.kind.map(Into::into),
            live: filter.live,
        },
        amount: limit.unwrap_or(Amount::ZERO),
    }
}

fn all_wanted(
    request: &LimitSheetRequest,
    currency: Currency,
) -> Result<Vec<LimitWanted>, Problem> {
    let mut faults = Faults::default();
    let sent = request.rules.iter().enumerate();
    let rules = sent.map(|(place, one)| wanted(&mut faults, place, one, currency)).collect();
    faults.finish()?;
    Ok(rules)
}

/// Sets the limits of the book, of an agent's branch, or of a player. The most restrictive of a
/// player's chain holds; whoever stands lower may only tighten.
#[utoipa::path(put, path = "/v1/limits/{owner}", tag = "limits",
    params(("owner" = String, Path, description = "`book`, or a member's id.")),
    request_body = LimitSheetRequest, responses((status = 200, body = LimitTree)))]
pub(crate) async fn replace_limit_rules(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(owner): Path<String>,
    Body(request): Body<LimitSheetRequest>,
) -> Result<Json<LimitTree>, Problem> {
    let currency = principal.book.currency;
    let rules = all_wanted(&request, currency)?;
    let (owner, chain) = owner_of(&state, &principal, &owner).await?;
    let action = Action::ReplaceLimits { owner, rules };
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(tree(&state, &principal, owner, &chain).await?))
}

/// Sets the provider's limits on a whole book. Only in the provider's own scope.
#[utoipa::path(put, path = "/v1/books/{slug}/limits", tag = "platform",
    params(("slug" = String, Path, description = "The book.")),
    request_body = LimitSheetRequest, responses((status = 200, body = LimitTree)))]
pub(crate) async fn replace_book_limits(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(slug): Path<String>,
    Body(request): Body<LimitSheetRequest>,
) -> Result<Json<LimitTree>, Problem> {
    if principal.book.book.slug != PLATFORM_SLUG {
        let detail = "the provider's limits are set in the provider's scope";
        return Err(Problem::new("not_permitted", detail));
    }
    let book = state.book_of(&slug).await?;
    let rules = all_wanted(&request, book.currency)?;
    // The guard has let nobody but the provider's administrators in; they are no members of the
    // book, so that the book is told by the system.
    let action = Action::ReplaceLimits { owner: PLATFORM_OWNER, rules };
    let (key, print) = (intent.key, intent.print);
    let command = Command { book: book.id(), key, print, actor: Actor::System, action };
    let receipt = state.submit(command).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, book.currency))?;
    let inside = Principal { book, ..principal };
    Ok(Json(tree(&state, &inside, PLATFORM_OWNER, &[]).await?))
}

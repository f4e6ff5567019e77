//! Line profiles: what the book, a branch or a player's account makes of the catalogue's lines.

use axum::Json;
use axum::extract::{Path, State};
use domain::board::line::Points;
use domain::board::period::Period;
use domain::board::profile as rules;
use domain::board::profile::owners;
use domain::command::Action;
use domain::id::MemberId;
use domain::limit::rule::PLATFORM_OWNER;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::event::logins_of;
use crate::resource::limit::{owner_of, owner_text};
use crate::shape::id::LeagueRef;
use crate::shape::word::{Lean, MarketKind, Sport, WagerType};
use crate::state::ApiState;

/// What is made of the lines that fit; a field that is left out fits all.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineShade {
    #[schema(required = true)]
    pub(crate) sport: Option<Sport>,
    #[schema(required = true)]
    pub(crate) league_id: Option<LeagueRef>,
    #[schema(required = true)]
    pub(crate) market: Option<MarketKind>,
    /// Which part of the game.
    #[schema(required = true, example = "first_half")]
    pub(crate) period: Option<String>,
    /// Only in play, or only before the start.
    #[schema(required = true)]
    pub(crate) live: Option<bool>,
    /// Nothing of them is offered; the rest says nothing then.
    pub(crate) blocked: bool,
    /// Cents taken from the price of every side; below zero they are given: 5 makes -110 of -105.
    #[schema(minimum = -200, maximum = 200)]
    pub(crate) juice: i32,
    /// Against whom `cents` and `points` go.
    #[schema(required = true)]
    pub(crate) against: Option<Lean>,
    /// Cents taken from that side's price, and given to the other of two.
    #[schema(minimum = -200, maximum = 200)]
    pub(crate) cents: i32,
    /// Points the line is moved against that side.
    #[schema(example = "0.5")]
    pub(crate) points: String,
}

/// What an owner makes of the lines: the first shade that fits a line holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineTerms {
    #[schema(max_items = 100)]
    pub(crate) shades: Vec<LineShade>,
    /// Wager types that are not taken.
    #[schema(max_items = 20)]
    pub(crate) blocked_types: Vec<WagerType>,
}

/// The profile of one owner in place of the one it has.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineProfileRequest {
    /// Null leaves it to whoever stands above.
    #[schema(required = true)]
    pub(crate) terms: Option<LineTerms>,
}

/// The profile of one owner.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LineProfileSheet {
    /// `book`, or a member's id.
    pub(crate) owner: String,
    /// Login of a member; `book` else.
    pub(crate) name: String,
    #[schema(required = true)]
    pub(crate) terms: Option<LineTerms>,
    /// It is the nearest to the owner asked about, so it holds.
    pub(crate) in_force: bool,
}

/// The profiles of an owner and of everybody above, the nearest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LineProfiles {
    pub(crate) owner: String,
    pub(crate) sheets: Vec<LineProfileSheet>,
}

/// Whose profile to show.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LineProfileQuery {
    /// `book`, or a member's id; the book without it.
    owner: Option<String>,
}

impl LineShade {
    fn of(shade: &rules::Shade) -> LineShade {
        let filter = shade.filter;
        LineShade {
            sport: filter.sport.map(Sport::from),
            league_id: filter.league.map(LeagueRef),
            market: filter.kind.map(MarketKind::from),
            period: filter.period.map(|period| period.name().to_owned()),
            live: filter.live,
            blocked: shade.blocked,
            juice: shade.juice,
            against: shade.against.map(Lean::from),
            cents: shade.cents,
            points: shade.points.to_string(),
        }
    }

    fn read(self, faults: &mut Faults, place: usize) -> rules::Shade {
        let period = self.period.as_deref().map(Period::parse);
        if period == Some(None) {
            let field = format!("shades[{place}].period");
            faults.add(&field, "field_invalid", format!("{field} must be a part of a game"));
        }
        let points = Points::parse(&self.points);
        if points.is_none() {
            let field = format!("shades[{place}].points");
            faults.add(&field, "field_invalid", format!("{field} must be points such as 0.5"));
        }
        rules::Shade {
            filter: rules::LineFilter {
                sport: self.sport.map(Into::into),
                league: self.league_id.map(|id| id.0),
                kind: self.market.map(Into::into),
                period: period.flatten(),
                live: self.live,
            },
            blocked: self.blocked,
            juice: self.juice,
            against: self.against.map(Into::into),
            cents: self.cents,
            points: points.unwrap_or_default(),
        }
    }
}

impl LineTerms {
    fn of(terms: &rules::ProfileTerms) -> LineTerms {
        LineTerms {
            shades: terms.shades.iter().map(LineShade::of).collect(),
            blocked_types: terms.blocked_wagers.iter().map(|kind| (*kind).into()).collect(),
        }
    }

    fn read(self) -> Result<rules::ProfileTerms, Problem> {
        let mut faults = Faults::default();
        let shades = self.shades.into_iter().enumerate();
        let shades = shades.map(|(place, shade)| shade.read(&mut faults, place)).collect();
        faults.finish()?;
        let blocked_wagers = self.blocked_types.into_iter().map(Into::into).collect();
        Ok(rules::ProfileTerms { shades, blocked_wagers })
    }
}

async fn found_owner(
    state: &ApiState,
    principal: &Principal,
    text: &str,
) -> Result<(MemberId, Vec<MemberId>), Problem> {
    let (owner, chain) = owner_of(state, principal, text).await?;
    if owner == PLATFORM_OWNER { Err(Problem::not_found("owner")) } else { Ok((owner, chain)) }
}

/// What is made of the lines for an owner, with what those above have set.
#[utoipa::path(get, path = "/v1/line-profiles", tag = "lines", params(LineProfileQuery),
    responses((status = 200, body = LineProfiles)))]
pub(crate) async fn get_line_profiles(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<LineProfileQuery>,
) -> Result<Json<LineProfiles>, Problem> {
    let text = query.owner.as_deref().unwrap_or("book");
    let (owner, chain) = found_owner(&state, &principal, text).await?;
    Ok(Json(read_profiles(&state, &principal, owner, &chain).await?))
}

async fn read_profiles(
    state: &ApiState,
    principal: &Principal,
    owner: MemberId,
    chain: &[MemberId],
) -> Result<LineProfiles, Problem> {
    let book = principal.book.id();
    let all: Vec<MemberId> = owners(chain).collect();
    let wanted = all.clone();
    let found = state.read(move |views| {
        let mut working = Working::new();
        let keys: Vec<Key> = wanted.iter().map(|owner| Key::LineProfile(*owner)).collect();
        views.load(book, &keys, &mut working)?;
        let terms = wanted.iter().map(|owner| working.line_profile(*owner)?.terms.clone());
        let terms: Vec<Option<rules::ProfileTerms>> = terms.collect();
        let members = wanted.into_iter().filter(|owner| owner.0 > 0);
        Ok((terms, logins_of(views, book, members)?))
    });
    let (terms, logins) = found.await?;
    let nearest = terms.iter().position(Option::is_some);
    let sheets = all.iter().zip(&terms).enumerate();
    let sheets = sheets.map(|(place, (owner, terms))| LineProfileSheet {
        owner: owner_text(*owner),
        name: logins.get(owner).cloned().unwrap_or_else(|| owner_text(*owner)),
        terms: terms.as_ref().map(LineTerms::of),
        in_force: nearest == Some(place),
    });
    Ok(LineProfiles { owner: owner_text(owner), sheets: sheets.collect() })
}

/// Sets what is made of the lines: of the book, of a branch, or of a player. The profile nearest to
/// a player holds, whole.
#[utoipa::path(put, path = "/v1/line-profiles/{owner}", tag = "lines",
    params(("owner" = String, Path, description = "`book`, or a member's id.")),
    request_body = LineProfileRequest, responses((status = 200, body = LineProfiles)))]
pub(crate) async fn replace_line_profile(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(owner): Path<String>,
    Body(request): Body<LineProfileRequest>,
) -> Result<Json<LineProfiles>, Problem> {
    let terms = request.terms.map(LineTerms::read).transpose()?;
    let (owner, chain) = found_owner(&state, &principal, &owner).await?;
    let profile = rules::LineProfile { terms, ..rules::LineProfile::none(owner) };
    let action = Action::SetProfile(Box::new(profile));
    let receipt = state.submit(principal.command(intent, action)).await?;
    let currency = principal.book.currency;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.boards.moved(principal.book.id());
    Ok(Json(read_profiles(&state, &principal, owner, &chain).await?))
}

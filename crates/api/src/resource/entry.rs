//! Wagers as clerks type them: a text becomes a quote and the request that would place it, or is
//! answered with what is unclear about it and what could be typed instead.

use axum::Json;
use axum::extract::State;
use domain::board::line::Points;
use domain::board::market::Side as DomainSide;
use domain::command::{LegRequest, WagerRequest as Asked};
use domain::entry::sense::{Understood, make_sense};
use domain::entry::speech::listen;
use domain::entry::words::Form as Spoken;
use domain::entry::{Called, Slate, Unclear};
use domain::wager::places::Sizes;
use domain::wager::terms::Form;
use domain::wager::ticket::PricePolicy;
use domain::wager::via::Via;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::board_shelf::PreparedBoard;
use crate::body::Body;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::quote::{Quote, bettor, quote};
use crate::shape::id::{FixtureRef, MarketRef, MemberRef};
use crate::shape::money::Money;
use crate::shape::odds::Odds;
use crate::shape::side::Side;
use crate::shape::word::Entry;
use crate::state::ApiState;

/// A wager in words.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryRequest {
    /// Such as `471 473 parlay 50` or `over 471 44.5 to win 100`.
    #[schema(max_length = 400)]
    pub(crate) text: String,
    /// What an amount means that does not say it; `risk` without it.
    #[schema(nullable = false)]
    pub(crate) entry: Option<Entry>,
    /// For whom, when a clerk writes it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
}

/// One selection that was understood, as a wager's request takes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EntryLeg {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) market_id: MarketRef,
    pub(crate) side: Side,
    pub(crate) version: i64,
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    #[schema(required = true)]
    pub(crate) odds: Option<Odds>,
}

/// One thing that is unclear.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EntryFault {
    /// The word that is to blame; empty when something is missing.
    pub(crate) word: String,
    pub(crate) why: String,
}

/// What a text means.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EntryAnswer {
    /// The wager spelled in full; null when the text is unclear.
    #[schema(required = true)]
    pub(crate) spelled: Option<String>,
    /// The selections in the order said.
    pub(crate) legs: Vec<EntryLeg>,
    /// What the wager would be if it were placed now. With its type, its sizes, `entry`, `amount`
    /// and `legs` it is placed as it was read.
    #[schema(required = true)]
    pub(crate) quote: Option<Quote>,
    /// What the amount means.
    #[schema(required = true)]
    pub(crate) entry: Option<Entry>,
    /// The amount as it was said.
    #[schema(required = true)]
    pub(crate) amount: Option<Money>,
    pub(crate) faults: Vec<EntryFault>,
    /// Texts that would be understood.
    pub(crate) suggestions: Vec<String>,
}

impl Slate for PreparedBoard {
    fn called(&self, rotation: i32) -> Option<Called> {
        let (board, is_home) = self.at_rotation(rotation)?;
        let named = &board.named;
        let (side, team) =
            if is_home { (DomainSide::Home, &named.home) } else { (DomainSide::Away, &named.away) };
        Some(Called {
            fixture: named.fixture.id,
            side,
            sport: named.fixture.sport,
            name: team.short.clone(),
            markets: board.markets.clone(),
        })
    }

    fn nearest(&self, rotation: i32) -> Option<i32> {
        self.rotations().min_by_key(|known| known.abs_diff(rotation))
    }
}

/// Reads a wager as people type it, and prices it.
#[utoipa::path(post, path = "/v1/entries", tag = "wagers", request_body = EntryRequest,
    responses((status = 200, body = EntryAnswer)))]
pub(crate) async fn create_entry(
    State(state): State<ApiState>,
    principal: Principal,
    Body(request): Body<EntryRequest>,
) -> Result<Json<EntryAnswer>, Problem> {
    let member = bettor(&state, &principal, request.member_id).await?;
    let chain = principal.subject(&state, Some(member)).await?.chain.clone();
    let board = state.board(&principal.book).await?.own(&chain);
    let bare = request.entry.unwrap_or(Entry::Risk).into();
    let heard = listen(&request.text, board.as_ref());
    let understood = heard.and_then(|spoken| make_sense(&spoken, board.as_ref(), bare));
    let understood = match understood {
        Ok(understood) => understood,
        Err(unclear) => return Ok(Json(unclear_answer(unclear))),
    };
    let Some(form) = form_of(&understood) else {
        let why = "the sizes of a round robin are 1 to the number of its picks";
        return Ok(Json(unclear_answer(Unclear::of("by", why))));
    };
    let leg = |one: &domain::entry::sense::Selection| LegRequest {
        market: one.market,
        side: one.side,
        seen: Some(one.seen),
        pitchers: None,
        bought: Points::default(),
    };
    let asked = Asked {
        member,
        form,
        entry: understood.entry,
        amount: understood.amount,
        free_play: false,
        legs: understood.selections.iter().map(leg).collect(),
        policy: PricePolicy::None,
        repeat: false,
        via: Via::default(),
    };
    let quote = quote(&state, &principal, asked).await?;
    let legs = understood.selections.iter().zip(&quote.legs).map(|(one, quoted)| EntryLeg {
        fixture_id: one.fixture.into(),
        market_id: one.market.into(),
        side: one.side.into(),
        version: one.seen.version,
        points: quoted.points.clone(),
        odds: one.seen.odds.map(Odds::of),
    });
    let legs = legs.collect();
    Ok(Json(EntryAnswer {
        spelled: Some(understood.spelled),
        legs,
        quote: Some(quote),
        entry: Some(understood.entry.into()),
        amount: Some(principal.book.currency.of(understood.amount)),
        faults: Vec::new(),
        suggestions: Vec::new(),
    }))
}

fn form_of(understood: &Understood) -> Option<Form> {
    Some(match understood.form {
        Spoken::Straight => Form::Straight,
        Spoken::Parlay => Form::Parlay,
        Spoken::RoundRobin => {
            let sizes = understood.sizes.iter().map(u32::to_string).collect::<Vec<_>>();
            Form::RoundRobin { sizes: Sizes::parse(&sizes.join(","))? }
        }
    })
}

fn unclear_answer(unclear: Unclear) -> EntryAnswer {
    let fault = |fault: domain::entry::Fault| EntryFault { word: fault.word, why: fault.why };
    EntryAnswer {
        spelled: None,
        legs: Vec::new(),
        quote: None,
        entry: None,
        amount: None,
        faults: unclear.faults.into_iter().map(fault).collect(),
        suggestions: unclear.suggestions,
    }
}

//! Quotes: what a wager would be if it were placed now, judged by the same function of the domain
//! that judges the placement.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use desk::view;
use domain::board::line::Points;
use domain::calendar::{Instant, Moment};
use domain::command::{LegRequest, SeenLine, WagerRequest as Asked};
use domain::id::{FixtureId, MemberId};
use domain::money::Money as Amount;
use domain::needs::needs_of_quote;
use domain::rejection::Code;
use domain::rows::{Key, Read as _, Row};
use domain::rules::HouseRules;
use domain::wager::bet::Entered;
use domain::wager::place::{Appraisal, appraise};
use domain::wager::terms::Form;
use domain::wager::ticket::{Leg, PricePolicy};
use domain::wager::via::Via;
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::board_shelf::PreparedBoard;
use crate::body::Body;
use crate::principal::Principal;
use crate::problem::{Faults, Problem, ProblemShape};
use crate::resource::board::status_of;
use crate::resource::form::{BetShape, TicketTerms, WagerTerms, bets_of, form};
use crate::resource::member::amount;
use crate::resource::wager::bought;
use crate::shape::id::{FixtureRef, MarketRef, MemberRef};
use crate::shape::money::Money;
use crate::shape::odds::{Odds, gained_text, points_text, selection_text};
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::{Entry, MarketStatus, PitcherRule, WagerType};
use crate::state::ApiState;

/// Most legs that are looked at; the house rules allow fewer.
pub(crate) const LEGS_MAX: usize = 25;
/// A quote is shown for this many seconds before it is asked for again.
const QUOTE_SECONDS: i64 = 30;

/// One selection of a quote.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuoteRequestLeg {
    pub(crate) market_id: MarketRef,
    pub(crate) side: Side,
    /// The line version seen, to be told of a move.
    #[schema(nullable = false)]
    pub(crate) version: Option<i64>,
    /// In baseball: which announced pitchers must start. Both, without it.
    #[schema(nullable = false)]
    pub(crate) pitchers: Option<PitcherRule>,
    /// Points to buy, in half points.
    #[schema(nullable = false, example = "0.5")]
    pub(crate) buy: Option<String>,
}

/// A line that can be bought.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PointsForSale {
    /// How many points.
    #[schema(example = "0.5")]
    pub(crate) buy: String,
    /// The line they lead to.
    #[schema(example = "-2.5")]
    pub(crate) points: String,
    pub(crate) odds: Odds,
}

/// A wager to be priced.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuoteRequest {
    #[serde(rename = "type")]
    pub(crate) kind: WagerType,
    /// What the type needs beside its legs.
    #[schema(nullable = false)]
    pub(crate) terms: Option<WagerTerms>,
    pub(crate) entry: Entry,
    /// Of the wager, of each combination of a round robin, of each link of an if-bet or reverse.
    /// Zero asks for prices and limits only.
    pub(crate) amount: Money,
    #[schema(min_items = 1, max_items = 25)]
    pub(crate) legs: Vec<QuoteRequestLeg>,
    /// Played with free play, which pays win only.
    #[schema(nullable = false)]
    pub(crate) free_play: Option<bool>,
    /// For whom, when a clerk writes it.
    #[schema(nullable = false)]
    pub(crate) member_id: Option<MemberRef>,
}

/// One priced selection.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct QuoteLeg {
    pub(crate) market_id: MarketRef,
    pub(crate) fixture_id: FixtureRef,
    pub(crate) side: Side,
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    /// How far a card or bought points moved the line in the bettor's favour.
    #[schema(required = true)]
    pub(crate) gained: Option<String>,
    pub(crate) odds: Odds,
    pub(crate) version: i64,
    #[schema(example = "Chiefs -3")]
    pub(crate) description: String,
    pub(crate) status: MarketStatus,
    /// The lines that can be bought on it in this type of wager, nearest first.
    pub(crate) for_sale: Vec<PointsForSale>,
}

/// The limits in force on a wager.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct QuoteLimits {
    pub(crate) min_risk: Money,
    pub(crate) max_risk: Money,
    pub(crate) max_win: Money,
    /// What the player can risk now; of free play, what of it is for this wager.
    pub(crate) available: Money,
}

/// What a wager would be if it were placed now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Quote {
    #[serde(rename = "type")]
    pub(crate) kind: WagerType,
    pub(crate) terms: TicketTerms,
    pub(crate) legs: Vec<QuoteLeg>,
    /// The bets it would hold; empty where it is one bet on all legs.
    pub(crate) bets: Vec<BetShape>,
    /// All legs together: the best case against the risk.
    pub(crate) odds: Odds,
    pub(crate) risk: Money,
    pub(crate) win: Money,
    /// Risk and win; of free play the win alone.
    pub(crate) payout: Money,
    /// The risk is free play.
    pub(crate) free_play: bool,
    pub(crate) limits: QuoteLimits,
    /// Everything that would refuse it, first to be answered first.
    pub(crate) refusals: Vec<ProblemShape>,
    /// It would wait for the operator's word, its risk held meanwhile, see `/v1/tenders`.
    pub(crate) waits: bool,
    /// It would wait so many seconds for the delay of games in play, and then be looked at again.
    pub(crate) delay_seconds: u32,
    /// Ask again then at the latest; a line may move before.
    pub(crate) expires_at: Time,
}

/// What was read for a quote: the rows, and the names of fixtures that no board shows.
struct Ground {
    working: Working,
    names: Vec<view::NamedFixture>,
}

/// Prices a wager at the current lines. Also answers 200 for one that would be refused, with what
/// would refuse it.
#[utoipa::path(post, path = "/v1/quotes", tag = "wagers", request_body = QuoteRequest,
    responses((status = 200, body = Quote)))]
pub(crate) async fn create_quote(
    State(state): State<ApiState>,
    principal: Principal,
    Body(request): Body<QuoteRequest>,
) -> Result<Json<Quote>, Problem> {
    let mut faults = Faults::default();
    check_leg_count(&mut faults, request.legs.len());
    let currency = principal.book.currency;
    let sent = amount(&mut faults, "amount", Some(request.amount), currency);
    let form = form(&mut faults, request.kind, request.terms.as_ref(), request.legs.len());
    let leg = |(n, leg): (usize, &QuoteRequestLeg)| {
        let line = |version| SeenLine { version, points: None, odds: None };
        LegRequest {
            market: leg.market_id.0,
            side: leg.side.into(),
            seen: leg.version.map(line),
            pitchers: leg.pitchers.map(Into::into),
            bought: bought(&mut faults, n, leg.buy.as_deref()),
        }
    };
    let legs = (0..).zip(&request.legs).map(leg).collect();
    faults.finish()?;
    let member = bettor(&state, &principal, request.member_id).await?;
    let asked = Asked {
        member,
        form,
        entry: request.entry.into(),
        amount: sent.unwrap_or(Amount::ZERO),
        free_play: request.free_play.unwrap_or(false),
        legs,
        policy: PricePolicy::None,
        repeat: false,
        via: Via::default(),
    };
    Ok(Json(quote(&state, &principal, asked).await?))
}

/// Refuses more legs than anything could mean.
pub(crate) fn check_leg_count(faults: &mut Faults, count: usize) {
    if !(1..=LEGS_MAX).contains(&count) {
        faults.add("legs", "leg_count", format!("legs must be 1 to {LEGS_MAX}"));
    }
}

/// Whose wager it is: one's own, or that of a player one may write for.
pub(crate) async fn bettor(
    state: &ApiState,
    principal: &Principal,
    wanted: Option<MemberRef>,
) -> Result<MemberId, Problem> {
    let member = principal.subject(state, wanted.map(|id| id.0)).await?.id;
    let right = domain::access::Permission::WriteForPlayer;
    if member != principal.member.id && !principal.has(right) {
        let detail = "writing for a player needs the permission write_for_player";
        return Err(Problem::new("not_permitted", detail));
    }
    Ok(member)
}

/// Prices a wager and says what would refuse it.
pub(crate) async fn quote(
    state: &ApiState,
    principal: &Principal,
    asked: Asked,
) -> Result<Quote, Problem> {
    let book = &principal.book;
    let now = state.now();
    let board = state.board(book).await?;
    let (day, week) = book.place(state, now);
    let moment = Moment { book: book.id(), now, day, week, wall: None, next_id: 0 };
    let (wanted, seen) = (asked.clone(), Arc::clone(&board));
    let ground = state.read(move |views| {
        let mut working = Working::new();
        loop {
            let keys = needs_of_quote(moment.book, &wanted, &moment, &working);
            if keys.is_empty() {
                break;
            }
            views.load(moment.book, &keys, &mut working)?;
        }
        let names = missing_names(views, moment.book, &wanted, &working, &seen)?;
        Ok(Ground { working, names })
    });
    let ground = ground.await?;
    // The appraisal reads nothing that was not loaded; a panic would be a bug, caught by the guard.
    let appraisal = appraise(&ground.working, &asked, &moment);
    if let Some(place) = appraisal.legs.iter().position(Option::is_none) {
        return Err(unknown_leg(&appraisal, place));
    }
    let plain = without_points(&ground.working, &asked, &moment);
    let plain = plain.unwrap_or_else(|| appraisal.legs.clone());
    Ok(shape(state, principal, &asked, (&appraisal, &plain), &Scene { ground, board, now }))
}

/// The legs as they stand before their bettor buys points; `None` when none are bought.
fn without_points(working: &Working, asked: &Asked, moment: &Moment) -> Option<Vec<Option<Leg>>> {
    let buys = asked.legs.iter().any(|leg| leg.bought != Points::default());
    buys.then(|| {
        let mut plain = asked.clone();
        plain.legs.iter_mut().for_each(|leg| leg.bought = Points::default());
        appraise(working, &plain, moment).legs
    })
}

/// Names of fixtures outside the board's window.
fn missing_names(
    views: &dyn desk::port::Views,
    book: domain::id::BookId,
    asked: &Asked,
    working: &Working,
    board: &PreparedBoard,
) -> Result<Vec<view::NamedFixture>, desk::port::StoreError> {
    let mut names = Vec::new();
    for leg in &asked.legs {
        let Some(market) = working.market(leg.market) else { continue };
        if board.named(market.fixture).is_none()
            && let Some(found) = views.fixture(book, market.fixture)?
        {
            names.push(found.board.named);
        }
    }
    Ok(names)
}

/// A selection that does not exist cannot be shown in a quote at all.
fn unknown_leg(appraisal: &Appraisal, place: usize) -> Problem {
    let codes = [Code::NotFound, Code::SelectionUnknown];
    let refusal = appraisal.refusals.iter().find(|refusal| codes.contains(&refusal.code));
    let detail = refusal.map_or_else(String::new, |refusal| refusal.detail.clone());
    let code = refusal.map_or(Code::SelectionUnknown, |refusal| refusal.code).text();
    Problem::of_field(&format!("legs[{place}]"), code, detail)
}

/// What a quote is written from.
struct Scene {
    ground: Ground,
    board: Arc<PreparedBoard>,
    now: Instant,
}

impl Scene {
    fn named(&self, fixture: FixtureId) -> Option<&view::NamedFixture> {
        let mut others = self.ground.names.iter();
        self.board.named(fixture).or_else(|| others.find(|one| one.fixture.id == fixture))
    }
}

fn shape(
    state: &ApiState,
    principal: &Principal,
    asked: &Asked,
    (appraisal, plain): (&Appraisal, &[Option<Leg>]),
    scene: &Scene,
) -> Quote {
    let currency = principal.book.currency;
    let money = |amount| currency.of(amount);
    let prices_only = asked.amount == Amount::ZERO;
    let told = |refusal: &&domain::rejection::Rejection| {
        !(prices_only && refusal.code == Code::AmountInvalid)
    };
    let refusals = appraisal.refusals.iter().filter(told);
    let legs = appraisal.legs.iter().flatten().zip(plain.iter().flatten());
    let odds = match &appraisal.legs[..] {
        [Some(single)] => Odds::of(single.odds),
        _ => Odds::combined(&appraisal.factor),
    };
    let priced: Vec<Leg> = appraisal.legs.iter().flatten().copied().collect();
    let rounding = principal.book.rules.rounding;
    let entered = Entered { amount: asked.amount, entry: asked.entry, rounding };
    let takes_shape = appraisal.risk.is_positive();
    let bets = if takes_shape {
        bets_of(&appraisal.terms, &priced, &entered, currency)
    } else {
        Vec::new()
    };
    let seconds = QUOTE_SECONDS.saturating_mul(state.settings.clock_speed());
    Quote {
        kind: asked.form.kind().into(),
        terms: TicketTerms::of(&appraisal.terms),
        bets,
        legs: legs.map(|(leg, plain)| leg_shape(leg, (principal, asked, plain), scene)).collect(),
        odds,
        risk: money(appraisal.risk),
        win: money(appraisal.win),
        payout: money(appraisal.funds.cash_back(appraisal.risk, appraisal.risk + appraisal.win)),
        free_play: appraisal.funds.is_free_play(),
        limits: QuoteLimits {
            min_risk: money(appraisal.min_risk),
            max_risk: money(appraisal.max_risk),
            max_win: money(appraisal.max_win),
            available: money(appraisal.available),
        },
        refusals: refusals.map(|one| *Problem::of_rejection(one, currency).shape).collect(),
        waits: appraisal.waits,
        delay_seconds: appraisal.delay_seconds,
        expires_at: Time(scene.now.plus_seconds(seconds)),
    }
}

fn leg_shape(
    leg: &Leg,
    (principal, asked, plain): (&Principal, &Asked, &Leg),
    scene: &Scene,
) -> QuoteLeg {
    let working = &scene.ground.working;
    let named = scene.named(leg.fixture);
    let home = named.map_or("", |named| named.home.short.as_str());
    let away = named.map_or("", |named| named.away.short.as_str());
    let market = working.market(leg.market).zip(working.fixture(leg.fixture));
    let status = market.map_or(MarketStatus::Closed, |(market, fixture)| {
        let keys = [domain::board::offer::WHOLE_FIXTURE, market.id];
        let overlay = keys.map(|key| working.offer((fixture.id, key)));
        let controls = match working.peek(&Key::Controls(principal.book.id())) {
            Some(Row::Controls(controls)) => Some(controls),
            _ => None,
        };
        status_of(fixture, market, overlay, controls, (&principal.book.rules, scene.now))
    });
    let prop = working.market(leg.market).and_then(|market| market.prop.as_deref());
    QuoteLeg {
        market_id: leg.market.into(),
        fixture_id: leg.fixture.into(),
        side: leg.side.into(),
        points: points_text(leg.kind, leg.points),
        gained: gained_text(leg.gained),
        odds: Odds::of(leg.odds),
        version: leg.version,
        description: selection_text(leg.kind, leg.side, leg.points, [home, away], prop),
        status,
        for_sale: for_sale(plain, working, asked, &principal.book.rules),
    }
}

/// Every line that can be bought on a leg that stands as it is offered.
fn for_sale(leg: &Leg, working: &Working, asked: &Asked, rules: &HouseRules) -> Vec<PointsForSale> {
    let league = working.fixture(leg.fixture).map(|fixture| fixture.league);
    let Some(prices) = league.and_then(|league| rules.points_of(league)) else { return Vec::new() };
    if matches!(asked.form, Form::Card { .. }) {
        return Vec::new();
    }
    let steps = (1..=prices.most.0 / 2).map(|halves| Points(halves * 2));
    let taken = steps.filter_map(|buy| prices.takes(leg, asked.form.kind(), buy).ok());
    let shape = |taken: Leg| PointsForSale {
        buy: taken.gained.to_string(),
        points: points_text(taken.kind, taken.points).unwrap_or_default(),
        odds: Odds::of(taken.odds),
    };
    taken.map(shape).collect()
}

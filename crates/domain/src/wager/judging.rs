//! Judges the legs of a wager one by one: whether each is offered, at what line, and whether that
//! is the line its bettor saw. What they are together, and what they may win, is not asked here.

use std::cmp::Ordering;

use crate::board::fixture::{FixtureStatus, Sport};
use crate::board::line::Points;
use crate::board::market::Side;
use crate::board::offer::{WHOLE_FIXTURE, is_side_stopped, offered};
use crate::board::profile::InForce;
use crate::board::prop::PitcherRule;
use crate::calendar::Instant;
use crate::command::{LegRequest, SeenLine, WagerRequest};
use crate::control::Controls;
use crate::id::{BookId, LeagueId};
use crate::rejection::{Code, Rejection};
use crate::rows::Read;
use crate::rules::HouseRules;
use crate::wager::bounds::Bounds;
use crate::wager::card::Card;
use crate::wager::terms::Form;
use crate::wager::ticket::{Leg, PricePolicy};

type JudgedLeg = (Leg, Sport, Option<Rejection>);

/// By what every leg of a wager is judged.
pub(super) struct Judging<'r> {
    /// The book.
    pub(super) book: BookId,
    /// The house rules in force.
    pub(super) rules: &'r HouseRules,
    /// What the book has stopped.
    pub(super) controls: Option<&'r Controls>,
    /// The card that prices the wager.
    pub(super) card: Option<&'r Card>,
    /// The server's clock.
    pub(super) now: Instant,
    /// What is made of the lines for this player.
    pub(super) profile: InForce<'r>,
    /// The legs as they were frozen: then it is no matter what their lines are by now.
    pub(super) frozen: Option<&'r [Leg]>,
}

impl Judging<'_> {
    /// Every leg as it would be accepted, `None` for one that does not exist, and the sports of
    /// those that do.
    pub(super) fn legs(
        &self,
        read: &impl Read,
        request: &WagerRequest,
        bounds: &mut Bounds,
        refusals: &mut Vec<Rejection>,
    ) -> (Vec<Option<Leg>>, Vec<Sport>) {
        let (mut legs, mut sports) = (Vec::new(), Vec::new());
        for (place, leg) in request.legs.iter().enumerate() {
            let frozen = self.frozen.and_then(|legs| legs.get(place)).copied();
            match appraise_leg(read, (leg, frozen), request, self, bounds) {
                Ok((leg, sport, refusal)) => {
                    refusals.extend(refusal);
                    sports.push(sport);
                    legs.push(Some(leg));
                }
                Err(refusal) => {
                    refusals.push(refusal);
                    legs.push(None);
                }
            }
        }
        (legs, sports)
    }
}

fn appraise_leg(
    read: &impl Read,
    (leg, frozen): (&LegRequest, Option<Leg>),
    request: &WagerRequest,
    judging: &Judging<'_>,
    bounds: &mut Bounds,
) -> Result<JudgedLeg, Rejection> {
    let rules = judging.rules;
    let market = read.market(leg.market).ok_or_else(|| Rejection::not_found("market"))?;
    let fixture = read.fixture(market.fixture).ok_or_else(|| Rejection::not_found("fixture"))?;
    let own = read.book(judging.book).filter(|book| book.uses.own_lines);
    let own = own.and_then(|_| read.own_line(market.id)).map(|own| own.of(market, fixture));
    let market = own.as_ref().unwrap_or(market);
    let shaded = judging.profile.line(market, fixture);
    let market = shaded.as_ref().unwrap_or(market);
    let odds = market.odds_of(leg.side).ok_or_else(|| {
        Rejection::new(Code::SelectionUnknown, format!("{} is not offered", leg.side.name()))
    })?;
    let priced = Leg {
        fixture: fixture.id,
        market: market.id,
        kind: market.kind,
        period: market.period,
        side: leg.side,
        points: market.points_of(leg.side),
        gained: Points::default(),
        odds,
        version: market.version,
        starts_at: fixture.starts_at,
        pitchers: PitcherRule::chosen(leg.pitchers, fixture, market, &rules.grading)?,
        listing: fixture.listing,
        places: 0,
        score: (fixture.status == FixtureStatus::InPlay).then(|| fixture.score.unwrap_or((0, 0))),
        seen: None,
    };
    let taken = match judging.card {
        Some(card) if leg.bought == Points::default() => {
            let card_leg = |why| Rejection::new(Code::CardLeg, why);
            card.takes(&priced, fixture.sport).map_err(card_leg)
        }
        _ => with_points(&priced, leg, (rules, fixture.league), request),
    };
    // What the bettor saw is the line as the card takes it.
    let shown = frozen.unwrap_or(*taken.as_ref().unwrap_or(&priced));
    let overlay = [read.offer((fixture.id, WHOLE_FIXTURE)), read.offer((fixture.id, market.id))];
    let closed = || Rejection::new(Code::SelectionClosed, "this selection takes no wagers now");
    let refusal = match offered(fixture, market, overlay, judging.controls, rules, judging.now) {
        Err(refusal) => Some(refusal),
        Ok(_) if is_side_stopped(overlay, leg.side) => Some(closed()),
        Ok(offer) => {
            if offer.circled {
                bounds.lower_max_risk(offer.max_risk.unwrap_or(rules.circled_max_risk));
            } else if let Some(amount) = offer.max_risk {
                bounds.lower_max_risk(amount);
            }
            let barred = offer.circled && request.form != Form::Straight;
            barred
                .then(|| Rejection::new(Code::Circled, "a circled fixture takes straights only"))
                .or_else(|| match frozen {
                    Some(_) => None,
                    None => refuse_moved(leg.seen, &shown, request.policy),
                })
        }
    };
    let refusal = refusal.or_else(|| taken.err());
    let shown =
        Leg { seen: shown.seen.or_else(|| leg.seen.filter(|seen| seen.differs(&shown))), ..shown };
    Ok((shown, fixture.sport, refusal))
}

/// The leg with the points its bettor buys, at the price of the line they lead to.
fn with_points(
    priced: &Leg,
    leg: &LegRequest,
    (rules, league): (&HouseRules, LeagueId),
    request: &WagerRequest,
) -> Result<Leg, Rejection> {
    if leg.bought == Points::default() {
        return Ok(*priced);
    }
    let none = || "no points are sold here".to_owned();
    let bought = match (&request.form, rules.points_of(league)) {
        (Form::Card { .. }, _) | (_, None) => Err(none()),
        (form, Some(prices)) => prices.takes(priced, form.kind(), leg.bought),
    };
    bought.map_err(|why| Rejection::new(Code::PointsClosed, why))
}

/// Judges a line that moved since the player saw it, or that a profile has changed since. Points
/// and price together must be no worse for a policy of better.
fn refuse_moved(seen: Option<SeenLine>, current: &Leg, policy: PricePolicy) -> Option<Rejection> {
    let seen = seen?;
    if seen.version == current.version {
        return None;
    }
    let same_points = seen.points == current.points;
    let same_odds = seen.odds.is_some_and(|odds| odds.compare(current.odds) == Ordering::Equal);
    let accepted = match policy {
        PricePolicy::Any => true,
        PricePolicy::Better => {
            seen.odds.is_some_and(|odds| current.odds.compare(odds) != Ordering::Less)
                && is_no_worse(current.side, seen.points, current.points)
        }
        PricePolicy::None => same_points && same_odds,
    };
    (!accepted).then(|| Rejection::new(Code::PriceChanged, "the line moved since it was shown"))
}

fn is_no_worse(side: Side, seen: Option<Points>, now: Option<Points>) -> bool {
    match (seen, now) {
        (None, None) => true,
        (Some(seen), Some(now)) if side == Side::Over => now <= seen,
        (Some(seen), Some(now)) => now >= seen,
        _ => false,
    }
}

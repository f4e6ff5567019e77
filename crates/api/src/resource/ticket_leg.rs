//! One selection of a ticket: as it was accepted, and what became of it.

use desk::view::LegStory;
use domain::grade::leg::LegOutcome;
use domain::wager::ticket::Leg;
use serde::Serialize;
use utoipa::ToSchema;

use crate::resource::board::{Score, fixture_text};
use crate::shape::id::FixtureRef;
use crate::shape::odds::{Odds, gained_text, points_text, selection_text};
use crate::shape::side::Side;
use crate::shape::time::Time;
use crate::shape::word::{LegResult, MarketKind, PitcherRule};

/// One selection of a ticket, as accepted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TicketLeg {
    /// 1 for the first.
    pub(crate) n: u32,
    pub(crate) fixture_id: FixtureRef,
    #[schema(example = "Chiefs @ Ravens")]
    pub(crate) fixture: String,
    pub(crate) starts_at: Time,
    pub(crate) kind: MarketKind,
    pub(crate) period: String,
    pub(crate) side: Side,
    #[schema(example = "Chiefs -3")]
    pub(crate) selection: String,
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    /// How far a card or bought points moved the line in the bettor's favour.
    #[schema(required = true)]
    pub(crate) gained: Option<String>,
    pub(crate) odds: Odds,
    /// The line version accepted.
    pub(crate) version: i64,
    /// Which announced starting pitchers must start.
    pub(crate) pitchers: PitcherRule,
    pub(crate) result: LegResult,
    /// Why the confirmed result does not decide it: it waits for a person.
    #[schema(required = true, example = "part_missing")]
    pub(crate) waits: Option<String>,
    /// The confirmed score.
    #[schema(required = true)]
    pub(crate) score: Option<Score>,
    /// The running score when it was accepted, of a game in play.
    #[schema(required = true)]
    pub(crate) score_at_acceptance: Option<Score>,
    /// The line as its bettor saw it, where another one was accepted.
    #[schema(required = true)]
    pub(crate) seen: Option<SeenLine>,
    /// When its game had truly begun, if the wager was accepted then or later. Players are not
    /// told: the house decides first.
    #[schema(required = true)]
    pub(crate) late_since: Option<Time>,
}

/// A line as a bettor saw it: what the client sent of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SeenLine {
    pub(crate) version: i64,
    #[schema(required = true)]
    pub(crate) points: Option<String>,
    #[schema(required = true)]
    pub(crate) odds: Option<Odds>,
}

fn leg_result(outcome: Option<LegOutcome>) -> LegResult {
    match outcome {
        None => LegResult::Open,
        Some(LegOutcome::Win) => LegResult::Win,
        Some(LegOutcome::HalfWin) => LegResult::HalfWin,
        Some(LegOutcome::Push) => LegResult::Push,
        Some(LegOutcome::HalfLoss) => LegResult::HalfLoss,
        Some(LegOutcome::Loss) => LegResult::Loss,
        Some(LegOutcome::Void) => LegResult::Void,
        Some(LegOutcome::Shared(share)) if share.won < share.of => LegResult::DeadHeat,
        Some(LegOutcome::Shared(_)) => LegResult::Reduced,
    }
}

impl TicketLeg {
    /// The shape of the leg at place `n`, with what became of it.
    pub(crate) fn of(n: u32, leg: &Leg, story: Option<&LegStory>) -> TicketLeg {
        let named = story.map(|story| &story.named);
        let short = |name: Option<&str>| name.unwrap_or_default().to_owned();
        let home = short(named.map(|named| named.home.short.as_str()));
        let away = short(named.map(|named| named.away.short.as_str()));
        let prop = story.and_then(|story| story.prop.as_deref());
        TicketLeg {
            n,
            fixture_id: leg.fixture.into(),
            fixture: named.map(fixture_text).unwrap_or_default(),
            starts_at: Time(named.map_or(leg.starts_at, |named| named.fixture.starts_at)),
            kind: leg.kind.into(),
            period: leg.period.name().to_owned(),
            side: leg.side.into(),
            selection: selection_text(leg.kind, leg.side, leg.points, [&home, &away], prop),
            points: points_text(leg.kind, leg.points),
            gained: gained_text(leg.gained),
            odds: Odds::of(leg.odds),
            version: leg.version,
            pitchers: leg.pitchers.into(),
            result: leg_result(story.and_then(|story| story.outcome)),
            waits: story.and_then(|story| story.waits).map(|reason| reason.name().to_owned()),
            score: story.and_then(|story| story.score).map(Score::of),
            score_at_acceptance: leg.score.map(Score::of),
            seen: leg.seen.map(|seen| SeenLine {
                version: seen.version,
                points: points_text(leg.kind, seen.points),
                odds: seen.odds.map(Odds::of),
            }),
            late_since: story.and_then(|story| story.late_since).map(Time),
        }
    }
}

//! A book's overlay on the catalogue: what it offers of a fixture or market, and at what limit.

use crate::board::fixture::{Fixture, FixtureStatus};
use crate::board::market::{Market, MarketStatus, Side};
use crate::calendar::Instant;
use crate::control::Controls;
use crate::id::{FixtureId, MarketId};
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rejection::{Code, Rejection};
use crate::rules::HouseRules;

/// What a book makes of a fixture or market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferStatus {
    /// Offered as the catalogue has it.
    Open,
    /// Shown, but no wagers.
    Suspended,
    /// Straight wagers only, at a reduced limit.
    Circled,
    /// Not shown to players, no wagers.
    OffBoard,
}

impl OfferStatus {
    /// Every status with its stable name.
    pub const ALL: [(OfferStatus, &str); 4] = [
        (OfferStatus::Open, "open"),
        (OfferStatus::Suspended, "suspended"),
        (OfferStatus::Circled, "circled"),
        (OfferStatus::OffBoard, "off_board"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The status of a stable name.
    pub fn parse(name: &str) -> Option<OfferStatus> {
        by_name(&Self::ALL, name)
    }
}

/// The market id that stands for all markets of a fixture in [`Offer`].
pub const WHOLE_FIXTURE: MarketId = MarketId(0);

/// One row of the overlay. No row means: offered as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The fixture.
    pub fixture: FixtureId,
    /// One market of it, or [`WHOLE_FIXTURE`].
    pub market: MarketId,
    /// What the book makes of it.
    pub status: OfferStatus,
    /// Largest risk of one wager here, if the book lowers it.
    pub max_risk: Option<Money>,
    /// Selections that take no wagers while the market does.
    pub stopped: Vec<Side>,
    /// Suspends a market by itself when the open straight risk on one of its selections comes to
    /// this.
    pub auto_off: Option<Money>,
    /// When the fixture truly began, as the book's people found out. Of whole fixtures only.
    pub began_at: Option<Instant>,
}

impl Offer {
    /// No overlay: offered as the catalogue has it.
    pub fn open(fixture: FixtureId, market: MarketId) -> Offer {
        let status = OfferStatus::Open;
        Offer {
            fixture,
            market,
            status,
            max_risk: None,
            stopped: Vec::new(),
            auto_off: None,
            began_at: None,
        }
    }
}

/// What a book is to make of a fixture or market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeOffer {
    /// The fixture.
    pub fixture: FixtureId,
    /// One market, or the whole fixture.
    pub market: MarketId,
    /// What the book makes of it.
    pub status: OfferStatus,
    /// A lower largest risk.
    pub max_risk: Option<Money>,
    /// Selections of the market that take no wagers.
    pub stopped: Vec<Side>,
    /// Suspend a market when the open straight risk on a selection comes to this.
    pub auto_off: Option<Money>,
    /// Why.
    pub reason: String,
}

impl ChangeOffer {
    /// An overlay as it shall be, for no reason told.
    pub fn of(offer: Offer) -> ChangeOffer {
        let Offer { fixture, market, status, max_risk, stopped, auto_off, .. } = offer;
        let reason = String::new();
        ChangeOffer { fixture, market, status, max_risk, stopped, auto_off, reason }
    }
}

/// What of a market can be bet in a book at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Straight wagers only.
    pub circled: bool,
    /// The overlay's largest risk of one wager, if any.
    pub max_risk: Option<Money>,
    /// In play: wagers wait for the book's delay.
    pub live: bool,
}

/// Judges whether `market` of `fixture` is open in a book at `now`. The one place that knows
/// when a wager is too late: by the server's clock, at the start less the book's cut-off; and in
/// play, when the line is older than the score.
pub fn offered(
    fixture: &Fixture,
    market: &Market,
    overlay: [Option<&Offer>; 2],
    controls: Option<&Controls>,
    rules: &HouseRules,
    now: Instant,
) -> Result<Offered, Rejection> {
    let live = fixture.status == FixtureStatus::InPlay;
    if live {
        refuse_stale(fixture, market, rules)?;
    } else {
        let begun = overlay.iter().flatten().any(|offer| offer.began_at.is_some());
        refuse_late(fixture, rules, now, begun)?;
    }
    let overlay = || overlay.into_iter().flatten();
    let is_off =
        |offer: &Offer| matches!(offer.status, OfferStatus::Suspended | OfferStatus::OffBoard);
    let stopped = controls.is_some_and(|controls| controls.closes(fixture));
    if stopped || overlay().any(is_off) || market.status != MarketStatus::Open {
        return Err(Rejection::new(Code::MarketClosed, "this market takes no wagers now"));
    }
    Ok(Offered {
        circled: overlay().any(|offer| offer.status == OfferStatus::Circled),
        max_risk: overlay().filter_map(|offer| offer.max_risk).min(),
        live,
    })
}

/// In play only lines posted in play are open, and none that is older than the score.
fn refuse_stale(fixture: &Fixture, market: &Market, rules: &HouseRules) -> Result<(), Rejection> {
    if !market.live || rules.wagers.live_delay_seconds.is_none() {
        return Err(Rejection::new(Code::FixtureStarted, "betting on this line is over"));
    }
    if fixture.scored_at.is_some_and(|scored_at| scored_at > market.moved_at) {
        let detail = "the score has changed since this line was posted";
        return Err(Rejection::new(Code::MarketClosed, detail));
    }
    Ok(())
}

/// A fixture that has a score, or that the book's people know to have begun, is late whatever its
/// status and announced start say.
fn refuse_late(
    fixture: &Fixture,
    rules: &HouseRules,
    now: Instant,
    begun: bool,
) -> Result<(), Rejection> {
    let cutoff = fixture.starts_at.plus_seconds(-i64::from(rules.cutoff_seconds));
    match fixture.status {
        FixtureStatus::Scheduled if now < cutoff && fixture.score.is_none() && !begun => Ok(()),
        FixtureStatus::Scheduled | FixtureStatus::InPlay | FixtureStatus::Finished => {
            Err(Rejection::new(Code::FixtureStarted, "betting on this fixture is over"))
        }
        FixtureStatus::Postponed | FixtureStatus::Abandoned | FixtureStatus::Cancelled => {
            let detail = format!("the fixture is {}", fixture.status.name());
            Err(Rejection::new(Code::FixtureClosed, detail))
        }
    }
}

/// True when this side of a market is stopped by itself.
pub fn is_side_stopped(overlay: [Option<&Offer>; 2], side: Side) -> bool {
    overlay.into_iter().flatten().any(|offer| offer.stopped.contains(&side))
}

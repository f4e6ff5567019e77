//! Markets that shut themselves when a selection has come to the amount the book set.

use crate::board::offer::{Offer, OfferStatus, WHOLE_FIXTURE};
use crate::decide::control::record_offer;
use crate::draft::Draft;
use crate::rows::Read as _;
use crate::wager::ticket::Leg;

/// Suspends the market of a straight wager whose selection has come to the amount the book set.
/// Other wagers do not count, and bought points do not change the selection they count on.
pub(super) fn switch_off(draft: &mut Draft<'_>, leg: &Leg) {
    let overlay = [WHOLE_FIXTURE, leg.market].map(|market| draft.offer((leg.fixture, market)));
    let Some(amount) = overlay.into_iter().flatten().filter_map(|offer| offer.auto_off).min()
    else {
        return;
    };
    let taken = draft.exposure((leg.fixture, leg.market, leg.side)).map(|one| one.risk);
    if taken.is_none_or(|taken| taken < amount) {
        return;
    }
    let own = overlay[1].cloned().unwrap_or_else(|| Offer::open(leg.fixture, leg.market));
    let reason = format!("{} came to the amount of {amount}", leg.side.name());
    record_offer(draft, Offer { status: OfferStatus::Suspended, ..own }, &reason);
}

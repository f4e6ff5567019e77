//! Wagers of a scenario: what the player saw, and what is asked for.

use domain::board::market::Side;
use domain::command::{Action, LegRequest, Outcome, SeenLine, WagerRequest};
use domain::id::MarketId;
use domain::wager::via::Via;

use super::Play;
use crate::script::{BetWords, LegWords};
use crate::stage::{By, Done, Order};

impl Play<'_> {
    /// Places a wager, or the same one many times over.
    pub(super) fn bet(
        &mut self,
        by: &str,
        times: usize,
        words: &BetWords,
    ) -> Result<Done<()>, String> {
        let member = self.cast.member(words.player.as_deref().unwrap_or(by))?;
        let legs: Result<Vec<LegRequest>, String> =
            words.legs.iter().map(|leg| self.leg(leg)).collect();
        let request = WagerRequest {
            member,
            form: words.form.clone(),
            entry: words.entry,
            amount: words.amount,
            free_play: words.free_play,
            legs: legs?,
            policy: words.policy,
            repeat: words.again,
            via: Via::default(),
        };
        let action = Action::PlaceWager(Box::new(request));
        if times > 1 {
            let by = By::Member(self.cast.member(by)?, by.to_owned());
            let orders: Result<Vec<Order>, String> =
                (0..times).map(|_| self.order(by.clone(), action.clone(), None)).collect();
            return Ok(self.stage.perform_all(orders?));
        }
        match self.by_member(by, action, words.key.as_deref())? {
            Ok(Outcome::Ticket(ticket)) => {
                if let Some(name) = &words.ticket {
                    self.cast.add_ticket(name, ticket)?;
                }
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a wager answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// The selection with the line the player saw: the newest, unless another is named. A market
    /// called `id:12` is asked for by its id, without any line.
    fn leg(&self, words: &LegWords) -> Result<LegRequest, String> {
        let (side, pitchers, bought) = (words.at.side, words.pitchers, words.bought);
        let unseen = words.at.fixture.strip_prefix("id:").and_then(|number| number.parse().ok());
        if let Some(number) = unseen {
            let seen = Some(SeenLine { version: 1, points: None, odds: None });
            return Ok(LegRequest { market: MarketId(number), side, seen, pitchers, bought });
        }
        let market = self.cast.market(&words.at.fixture, &words.at.market)?;
        let newest = i64::try_from(market.versions.len()).unwrap_or(0);
        let version = words.seen.unwrap_or(newest);
        let place = usize::try_from(version - 1).unwrap_or(usize::MAX);
        let Some((points, prices)) = market.versions.get(place) else {
            return Err(format!("{} has no version {version}", words.at.fixture));
        };
        let read = |points: domain::board::line::Points| {
            if side == Side::Away { points.mirrored() } else { points }
        };
        let price = prices.iter().find(|price| price.side == side).map(|price| price.odds);
        let seen = SeenLine { version, points: points.map(read), odds: words.claimed.or(price) };
        Ok(LegRequest { market: market.id, side, seen: Some(seen), pitchers, bought })
    }
}

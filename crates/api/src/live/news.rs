//! From events to news: what a batch of events means for one listener, each thing once. Prices
//! are named by their market, so that of many moves only the newest is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use desk::port::ChainedEvent;
use domain::event::{Event, EventKind, number_in};
use domain::id::{FixtureId, MarketId, MemberId, TicketId};

/// What happened, as far as listeners care.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// Markets whose line moved, by fixture.
    pub(crate) markets: BTreeSet<(FixtureId, MarketId)>,
    /// Fixtures whose offer changed as a whole: all their markets may be open or closed now.
    pub(crate) offers: BTreeSet<FixtureId>,
    /// Fixtures whose start, status or score changed.
    pub(crate) fixtures: BTreeSet<FixtureId>,
    /// Fixtures that are new.
    pub(crate) new_fixtures: BTreeSet<FixtureId>,
    /// Tickets accepted, settled or settled anew, with their player.
    pub(crate) tickets: BTreeMap<TicketId, MemberId>,
    /// In whose conversations, or to whose branches (true), something was said or read.
    pub(crate) messages: BTreeSet<(MemberId, bool)>,
    /// Members whose money changed.
    pub(crate) balances: BTreeSet<MemberId>,
    /// Betting was stopped or taken up somewhere: everything may be open or closed now.
    pub(crate) controls: bool,
    /// Confirmed results: version, home, away.
    pub(crate) results: BTreeMap<FixtureId, (i32, i32, i32)>,
    /// The newest events of the book and of the catalogue that a board must show to tell this.
    pub(crate) board_since: (i64, i64),
}

fn fixture_in(event: &Event) -> Option<FixtureId> {
    number_in(&event.body, "fixture").map(FixtureId)
}

impl News {
    /// True when nothing happened that anybody is told.
    pub(crate) fn is_empty(&self) -> bool {
        *self == News::default()
    }

    /// True when the board is needed to tell it.
    pub(crate) fn needs_board(&self) -> bool {
        !(self.markets.is_empty() && self.offers.is_empty() && self.fixtures.is_empty())
    }

    /// Takes in events of the catalogue.
    pub(crate) fn read_catalogue(&mut self, events: &[Arc<ChainedEvent>]) {
        for one in events {
            let event = &one.event;
            let Some(fixture) = fixture_in(event) else { continue };
            self.board_since.1 = one.sequence;
            match event.kind {
                EventKind::FixturePosted => {
                    self.new_fixtures.insert(fixture);
                }
                EventKind::LineMoved => {
                    if let Some(market) = number_in(&event.body, "market") {
                        self.markets.insert((fixture, MarketId(market)));
                    }
                }
                // A changed score closes the lines in play that are older.
                EventKind::FixtureChanged | EventKind::ScoreChanged => {
                    self.fixtures.insert(fixture);
                    self.offers.insert(fixture);
                }
                EventKind::ScoreReported => {
                    self.fixtures.insert(fixture);
                }
                _ => {}
            }
        }
    }

    /// Takes in events of the book.
    pub(crate) fn read_book(&mut self, events: &[Arc<ChainedEvent>]) {
        for one in events {
            let event = &one.event;
            match event.kind {
                EventKind::WagerTendered
                | EventKind::TenderRefused
                | EventKind::TenderLapsed
                | EventKind::WagerAccepted
                | EventKind::TicketSettled
                | EventKind::TicketResettled
                | EventKind::TicketVoided
                | EventKind::LegVoided
                | EventKind::DisputeOpened
                | EventKind::DisputeAnswered => self.ticket(event),
                EventKind::ReceiptRecorded
                | EventKind::DisbursementRecorded
                | EventKind::AdjustmentRecorded
                | EventKind::WithdrawalRequested
                | EventKind::WithdrawalApproved
                | EventKind::WithdrawalDenied
                | EventKind::WithdrawalCancelled
                | EventKind::WithdrawalPaid
                | EventKind::FreePlayGranted
                | EventKind::FreePlayEnded
                | EventKind::CreditLent
                | EventKind::CreditEnded
                | EventKind::CreditAssessed
                | EventKind::AccountChanged
                | EventKind::LimitsChanged => self.balances.extend(event.member),
                EventKind::OfferChanged | EventKind::StartRecorded | EventKind::OwnLineMoved => {
                    self.board_since.0 = one.sequence;
                    self.offer(event);
                }
                EventKind::MessageSent | EventKind::MessagesRead => {
                    let to_branch = number_in(&event.body, "to_branch") == Some(1);
                    self.messages.extend(event.member.map(|member| (member, to_branch)));
                }
                EventKind::BettingControlled | EventKind::ProfileChanged => self.controls = true,
                EventKind::ResultConfirmed => self.result(event),
                _ => {}
            }
        }
    }

    fn ticket(&mut self, event: &Event) {
        let ticket = number_in(&event.body, "ticket").map(TicketId);
        if let (Some(ticket), Some(member)) = (ticket, event.member) {
            self.tickets.insert(ticket, member);
            self.balances.insert(member);
        }
    }

    fn offer(&mut self, event: &Event) {
        let Some(fixture) = fixture_in(event) else { return };
        match number_in(&event.body, "market").filter(|market| *market != 0) {
            Some(market) => self.markets.insert((fixture, MarketId(market))),
            None => self.offers.insert(fixture),
        };
    }

    fn result(&mut self, event: &Event) {
        let number = |key: &str| i32::try_from(number_in(&event.body, key)?).ok();
        let told = || Some((number("version")?, number("home")?, number("away")?));
        if let (Some(fixture), Some(result)) = (fixture_in(event), told()) {
            self.results.insert(fixture, result);
        }
    }

    /// Leaves out tickets, balances and messages of members who are not to be seen; what is said
    /// to a branch is for everybody in it, told by the listener's own `chain`.
    pub(crate) fn keep_members(&mut self, chain: &[MemberId], sees: impl Fn(MemberId) -> bool) {
        self.messages
            .retain(|(member, to_branch)| sees(*member) || *to_branch && chain.contains(member));
        self.tickets.retain(|_, member| sees(*member));
        self.balances.retain(|member| sees(*member));
    }

    /// Every member that tickets, balances and messages are about.
    pub(crate) fn members(&self) -> BTreeSet<MemberId> {
        let written = self.messages.iter().map(|(member, _)| member);
        self.tickets.values().chain(&self.balances).chain(written).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Instant;

    fn chained(events: Vec<Event>) -> Vec<Arc<ChainedEvent>> {
        let one = |(sequence, event)| {
            Arc::new(ChainedEvent { sequence, at: Instant(sequence), event, hash: [0; 32] })
        };
        (1..).zip(events).map(one).collect()
    }

    fn event(kind: EventKind) -> Event {
        Event::new(kind, None)
    }

    #[test]
    fn many_moves_of_one_market_are_one_piece_of_news() {
        let moved =
            |market| event(EventKind::LineMoved).fixture(FixtureId(9)).number("market", market);
        let mut news = News::default();
        news.read_catalogue(&chained(vec![moved(1), moved(2), moved(1)]));
        let markets = [(FixtureId(9), MarketId(1)), (FixtureId(9), MarketId(2))];
        assert_eq!(news.markets, markets.into());
        assert!(news.needs_board());
        assert_eq!(news.board_since, (0, 3));
    }

    #[test]
    fn a_ticket_tells_of_its_player_too_and_strangers_are_left_out() {
        let accepted = |ticket, member| {
            event(EventKind::WagerAccepted).member(MemberId(member)).ticket(TicketId(ticket))
        };
        let mut news = News::default();
        let paid = event(EventKind::ReceiptRecorded).member(MemberId(7));
        news.read_book(&chained(vec![accepted(1, 5), accepted(2, 6), paid]));
        assert_eq!(news.members(), [5, 6, 7].map(MemberId).into());
        news.keep_members(&[], |member| member == MemberId(5));
        assert_eq!(news.tickets, [(TicketId(1), MemberId(5))].into());
        assert_eq!(news.balances, [MemberId(5)].into());
        assert!(!news.needs_board());
    }

    #[test]
    fn messages_are_told_to_their_member_and_to_the_branch_they_are_for() {
        let sent = |member, to_branch: i64| {
            let event = event(EventKind::MessageSent).member(MemberId(member));
            event.number("message", 40).number("to_branch", to_branch)
        };
        let mut news = News::default();
        news.read_book(&chained(vec![sent(5, 0), sent(2, 1), sent(3, 1), sent(6, 0)]));
        let chain = [MemberId(1), MemberId(2), MemberId(5)];
        news.keep_members(&chain, |member| member == MemberId(5));
        assert_eq!(news.messages, [(MemberId(5), false), (MemberId(2), true)].into());
        assert!(!news.needs_board());
    }

    #[test]
    fn offers_results_and_scores_are_told_by_their_fixture() {
        let fixture = FixtureId(9);
        let offer =
            |market| event(EventKind::OfferChanged).fixture(fixture).number("market", market);
        let result = event(EventKind::ResultConfirmed).fixture(fixture).number("version", 2);
        let result = result.text("source", "desk").number("home", 24).number("away", 17);
        let mut news = News::default();
        news.read_book(&chained(vec![offer(0), offer(4), result, event(EventKind::WeekClosed)]));
        assert_eq!(news.offers, [fixture].into());
        assert_eq!(news.markets, [(fixture, MarketId(4))].into());
        assert_eq!(news.results, [(fixture, (2, 24, 17))].into());
        news = News::default();
        news.read_catalogue(&chained(vec![event(EventKind::LeaguePosted)]));
        assert!(news.is_empty());
        news.read_catalogue(&chained(vec![event(EventKind::ScoreReported).fixture(fixture)]));
        assert!(news.fixtures.contains(&fixture) && news.offers.is_empty());
        news.read_catalogue(&chained(vec![event(EventKind::ScoreChanged).fixture(fixture)]));
        assert!(news.offers.contains(&fixture));
    }
}

//! What wagers that wait to be accepted read.

use super::Needs;
use crate::acceptance::{AcceptanceCommand, owners};
use crate::board::offer::WHOLE_FIXTURE;
use crate::id::{MemberId, TicketId};
use crate::rows::{Key, Row};

impl Needs<'_> {
    pub(super) fn of_acceptance(&mut self, command: &AcceptanceCommand) {
        match command {
            AcceptanceCommand::SetTerms { owner, .. } => {
                if owner.0 > 0 {
                    self.want(Key::Member(*owner));
                }
            }
            AcceptanceCommand::Approve { member, tender, .. } => {
                self.want(Key::Member(*member));
                if let Some(Row::Tender(found)) = self.want(Key::Tender(*tender)) {
                    let request = found.request(found.amount);
                    self.place(&request);
                    if request.free_play {
                        self.free_play_of(request.member, *tender);
                    }
                }
            }
            AcceptanceCommand::Refuse { member, tender, .. } => {
                self.want(Key::Member(*member));
                self.released(*tender);
            }
            AcceptanceCommand::Review { tender } => {
                self.released(*tender);
                // One that waited for its delay alone may be accepted.
                if let Some(Row::Tender(found)) = self.want(Key::Tender(*tender))
                    && found.delayed
                {
                    let request = found.request(found.amount);
                    self.place(&request);
                }
            }
        }
    }

    /// What letting a tender go reads: its legs as they are offered, and the player's money.
    fn released(&mut self, tender: TicketId) {
        let Some(Row::Tender(found)) = self.want(Key::Tender(tender)) else { return };
        let (member, legs) = (found.member, found.legs.clone());
        self.member_money(member);
        if found.funds.is_free_play() {
            self.free_play_of(member, tender);
        }
        for leg in legs {
            self.want(Key::Fixture(leg.fixture));
            self.want(Key::Market(leg.market));
            self.want(Key::Offer((leg.fixture, WHOLE_FIXTURE)));
            self.want(Key::Offer((leg.fixture, leg.market)));
        }
    }

    /// The terms that may hold for a player, nearest first.
    pub(super) fn acceptance_of(&mut self, member: MemberId) {
        let Some(Row::Member(found)) = self.want(Key::Member(member)) else { return };
        let chain = found.chain.clone();
        for owner in owners(&chain) {
            self.want(Key::AcceptanceSheet(owner));
        }
    }
}

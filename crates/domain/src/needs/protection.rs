//! What the commands that protect players read, and what judging play by it reads.

use super::Needs;
use crate::grade::ruling::Reach;
use crate::id::MemberId;
use crate::protection::command::ProtectionCommand;
use crate::protection::count::{today, weeks_of_month};
use crate::protection::{PlayMeasure, Protection};
use crate::rows::{Key, Row};

impl Needs<'_> {
    pub(super) fn of_protection(&mut self, command: &ProtectionCommand) {
        let member = command.member();
        self.want(Key::Member(member));
        self.want(Key::Protection(member));
        match command {
            ProtectionCommand::Limit { measure: PlayMeasure::Stake, .. } => {
                self.staked_before(member);
            }
            ProtectionCommand::Limit { .. } => {}
            ProtectionCommand::Exclude { .. } => {
                if let Some(Row::Protection(found)) = self.want(Key::Protection(member))
                    && let Some(block) = found.block
                {
                    self.want(Key::Exclusion(block.exclusion));
                }
            }
            ProtectionCommand::Lift { exclusion, .. } => {
                self.want(Key::Exclusion(*exclusion));
            }
            ProtectionCommand::CancelBets { exclusion, .. } => {
                self.member_money(member);
                let Some(Row::Exclusion(found)) = self.want(Key::Exclusion(*exclusion)) else {
                    return;
                };
                let Some(after) = found.bets_after else { return };
                let Some(Row::OpenBets(page)) = self.want(Key::OpenBets((member, after))) else {
                    return;
                };
                for ticket in page.tickets.clone() {
                    self.ruling(Reach::Ticket(ticket));
                }
            }
        }
    }

    /// What a count of stakes begins with.
    fn staked_before(&mut self, member: MemberId) {
        self.want(Key::PlayCount(member));
        for week in weeks_of_month(self.moment) {
            self.want(Key::Figure((week, member)));
        }
        if let Some(Row::Earlier(page)) = self.want(Key::Earlier(today(member, self.moment))) {
            for ticket in page.tickets.clone() {
                self.want(Key::Ticket(ticket));
            }
        }
    }

    /// What protects a member, in a book that protects anybody.
    fn protection(&mut self, member: MemberId) -> Option<Protection> {
        let working = self.working;
        let Some(Row::Book(book)) = working.peek(&Key::Book(self.book)) else { return None };
        if !book.uses.protection {
            return None;
        }
        match self.want(Key::Protection(member)) {
            Some(Row::Protection(found)) => Some(found.clone()),
            _ => None,
        }
    }

    /// What judging a wager of a protected player reads.
    pub(super) fn protected_wager(&mut self, member: MemberId) {
        let Some(found) = self.protection(member) else { return };
        let now = self.moment.now;
        if found.has(PlayMeasure::Loss, now) {
            self.want(Key::Balance(crate::ledger::account::Account::Held.of(member)));
            for week in weeks_of_month(self.moment) {
                self.want(Key::Figure((week, member)));
            }
        }
        self.want(Key::PlayCount(member));
    }

    /// What judging and counting a deposit or payout reads.
    pub(super) fn protected_payment(&mut self, member: MemberId) {
        self.protection(member);
        self.want(Key::PlayCount(member));
    }
}

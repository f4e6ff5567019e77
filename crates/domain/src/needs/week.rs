//! What the commands about weeks, deals, invoices and disputes read.

use crate::calendar::Week;
use crate::command::Pay;
use crate::decide::weeks_after;
use crate::figure::command::{PayCommission, WeekCommand};
use crate::figure::frozen::CloseStep;
use crate::grade::dispute::DisputeCommand;
use crate::grade::ruling::Reach;
use crate::id::MemberId;
use crate::ledger::account::Account;
use crate::money::Money;
use crate::rows::{Key, Row};

use super::Needs;

impl Needs<'_> {
    pub(super) fn of_week(&mut self, command: &WeekCommand) {
        match command {
            WeekCommand::Close { week } => self.close_week(*week),
            WeekCommand::CloseChunk { week } => self.close_chunk(*week),
            WeekCommand::SettleUp(request) => {
                self.want(Key::ClosedWeek(request.week));
                self.want(Key::SettleUp(request.week));
            }
            WeekCommand::SettleUpChunk { week } => self.settle_up(*week),
            WeekCommand::SetDeal { agent, .. } => {
                self.want(Key::Member(*agent));
                self.want(Key::Deal(*agent));
            }
            WeekCommand::SetHeadPlan(_) => {
                self.want(Key::HeadPlan(()));
            }
            WeekCommand::PayCommission(pay) => self.commission(pay),
        }
    }

    pub(super) fn of_dispute(&mut self, command: &DisputeCommand) {
        match command {
            DisputeCommand::Open { member, ticket, .. } => {
                self.want(Key::Member(*member));
                self.want(Key::DeskPolicy(()));
                self.want(Key::Ticket(*ticket));
                self.want(Key::DisputesOn(*ticket));
            }
            DisputeCommand::Answer(answer) => {
                if let Some(Row::Dispute(dispute)) = self.want(Key::Dispute(answer.dispute)) {
                    let (ticket, member) = (dispute.ticket, dispute.member);
                    self.correction(member);
                    self.ruling(Reach::Ticket(ticket));
                    // Grading it again may find it in the queue of tickets that wait.
                    if let Some(Row::Ticket(found)) = self.want(Key::Ticket(ticket)) {
                        for fixture in found.fixtures() {
                            self.want(Key::Waiting((fixture, ticket)));
                        }
                    }
                }
            }
        }
    }

    fn close_week(&mut self, week: Week) {
        self.want(Key::ClosedWeek(week));
        self.want(Key::WeekLine(week));
    }

    fn close_chunk(&mut self, week: Week) {
        let Some(Row::ClosedWeek(closed)) = self.want(Key::ClosedWeek(week)) else { return };
        self.want(Key::HeadPlan(()));
        match closed.step {
            CloseStep::Figures => {
                for player in self.page(false, closed.after) {
                    self.freezing(week, player);
                }
            }
            CloseStep::Deals => {
                self.want(Key::Balance(Account::HouseCommission.of(MemberId::HOUSE)));
                for agent in self.page(true, closed.after) {
                    self.deal_of(week, agent);
                }
            }
            CloseStep::Invoice | CloseStep::Done => {
                for account in [Account::Fee, Account::HeadFee] {
                    self.want(Key::Balance(account.of(MemberId::HOUSE)));
                }
            }
        }
    }

    fn settle_up(&mut self, week: Week) {
        let Some(Row::SettleUp(settling)) = self.want(Key::SettleUp(week)) else { return };
        let (method, after) = (Some(settling.method), settling.after);
        for member in self.page(false, after) {
            let (reference, note) = (String::new(), String::new());
            self.payment(&Pay { member, method, amount: Money::ZERO, reference, note });
            self.want(Key::Frozen((week, member)));
            for later in weeks_after(week, self.moment) {
                self.want(Key::Figure((later, member)));
            }
        }
    }

    fn page(&mut self, of_agents: bool, after: MemberId) -> Vec<MemberId> {
        match self.want(Key::MembersAfter((of_agents, after))) {
            Some(Row::MembersAfter(page)) => page.members.clone(),
            _ => Vec::new(),
        }
    }

    fn freezing(&mut self, week: Week, player: MemberId) {
        self.want(Key::Limits(player));
        for account in [Account::Cash, Account::Held] {
            self.want(Key::Balance(account.of(player)));
        }
        self.want(Key::Figure((week, player)));
        for later in weeks_after(week, self.moment) {
            self.want(Key::Figure((later, player)));
        }
        let Some(Row::Member(member)) = self.want(Key::Member(player)) else { return };
        for above in &member.chain {
            self.want(Key::Frozen((week, *above)));
        }
    }

    fn deal_of(&mut self, week: Week, agent: MemberId) {
        self.want(Key::Deal(agent));
        self.want(Key::Makeup(agent));
        self.want(Key::Frozen((week, agent)));
        self.want(Key::Balance(Account::Commission.of(agent)));
        let Some(Row::Member(member)) = self.want(Key::Member(agent)) else { return };
        self.want(Key::Member(member.parent));
        self.want(Key::Balance(Account::Commission.of(member.parent)));
    }

    fn commission(&mut self, pay: &PayCommission) {
        self.want(Key::Member(pay.agent));
        self.want(Key::Balance(Account::Commission.of(pay.agent)));
        self.want(Key::Balance(Account::Bank(pay.method).of(MemberId::HOUSE)));
    }
}

//! What the commands around money read.

use super::Needs;
use crate::command::Pay;
use crate::funding::command::FundingCommand;
use crate::id::{MemberId, TicketId};
use crate::ledger::account::{Account, Method};
use crate::rows::{Key, Row};

impl Needs<'_> {
    pub(super) fn of_funding(&mut self, command: &FundingCommand) {
        match command {
            FundingCommand::ChangeMethod(terms) => {
                self.want(Key::MethodTerms(terms.method));
            }
            FundingCommand::Accrue(pay) => self.correction(pay.member),
            FundingCommand::RequestWithdrawal { member, method, .. } => {
                self.payout(*member, *method);
            }
            FundingCommand::ApproveWithdrawal { member, withdrawal } => {
                self.want(Key::Member(*member));
                self.want(Key::Withdrawal(*withdrawal));
            }
            FundingCommand::DenyWithdrawal { member, withdrawal, .. }
            | FundingCommand::CancelWithdrawal { member, withdrawal } => {
                self.want(Key::Member(*member));
                self.member_money(*member);
                if let Some(Row::Withdrawal(found)) = self.want(Key::Withdrawal(*withdrawal)) {
                    let method = found.method;
                    self.want(Key::MethodUse((*member, method)));
                }
            }
            FundingCommand::PayWithdrawal { member, withdrawal, reference } => {
                self.want(Key::Member(*member));
                self.protected_payment(*member);
                self.member_money(*member);
                self.house(Account::Fee);
                if let Some(Row::Withdrawal(found)) = self.want(Key::Withdrawal(*withdrawal)) {
                    let method = found.method;
                    self.house(Account::Bank(method));
                    self.method(*member, method, reference);
                }
            }
            FundingCommand::GrantFreePlay { member, .. } => {
                self.want(Key::Member(*member));
                self.free_play(*member);
            }
            FundingCommand::EndFreePlay { member, grant, .. } => {
                self.want(Key::Member(*member));
                self.free_play(*member);
                self.want(Key::Grant(*grant));
            }
            FundingCommand::Reconcile { method, lines, .. } => {
                for line in lines {
                    self.reference(*method, &line.reference);
                }
            }
            FundingCommand::Notice { method, member, line, .. } => {
                let (amount, reference) = (line.amount, line.reference.clone());
                let (member, method, note) = (*member, Some(*method), String::new());
                self.payment(&Pay { member, method, amount, reference, note });
            }
            FundingCommand::ChangeProviderKey { method, .. } => {
                self.want(Key::ProviderKey(*method));
            }
            FundingCommand::SetAccount { member, .. }
            | FundingCommand::BoundBranch { member, .. }
            | FundingCommand::EndCredit { member, .. }
            | FundingCommand::ApplyForCredit { member, .. }
            | FundingCommand::LendCredit { member, .. } => self.credit(*member),
            FundingCommand::AssessCredit { member, application, .. } => {
                self.credit(*member);
                self.want(Key::Application(*application));
            }
        }
    }

    fn payout(&mut self, member: MemberId, method: Method) {
        self.want(Key::Member(member));
        self.member_money(member);
        self.want(Key::MethodTerms(method));
        self.want(Key::MethodUse((member, method)));
        self.refunds(member);
        self.want(Key::WithdrawalCount(member));
        self.played_through(member);
    }

    pub(super) fn payment(&mut self, pay: &Pay) {
        self.person_if_asked(pay.member);
        self.want(Key::Member(pay.member));
        self.member_money(pay.member);
        self.house(Account::Fee);
        self.played_through(pay.member);
        self.protected_payment(pay.member);
        self.want(Key::DepositFailures(pay.member));
        if let Some(method) = pay.method {
            self.house(Account::Bank(method));
            self.method(pay.member, method, &pay.reference);
            self.refunds(pay.member);
        }
    }

    /// What is due to go back by the methods that come first.
    fn refunds(&mut self, member: MemberId) {
        let book = self.book;
        let Some(Row::Jurisdiction(settings)) = self.want(Key::Jurisdiction(book)) else { return };
        for method in &settings.withdrawal.refund_first {
            self.want(Key::MethodTerms(*method));
            self.want(Key::MethodUse((member, *method)));
        }
    }

    pub(super) fn correction(&mut self, member: MemberId) {
        self.want(Key::Member(member));
        self.member_money(member);
        self.house(Account::Adjustment);
    }

    /// What is still to be wagered, and the figures that tell how much was.
    fn played_through(&mut self, member: MemberId) {
        let week = self.moment.week;
        if let Some(Row::PlayThrough(found)) = self.want(Key::PlayThrough(member)) {
            let weeks = found.weeks(week);
            for week in weeks {
                self.want(Key::Figure((week, member)));
            }
        }
    }

    /// A method's terms, its use today and a reference, as it will be kept.
    fn method(&mut self, member: MemberId, method: Method, reference: &str) {
        self.want(Key::MethodTerms(method));
        self.want(Key::MethodUse((member, method)));
        self.reference(method, reference);
    }

    /// A payment by its reference, as it is kept.
    fn reference(&mut self, method: Method, reference: &str) {
        self.want(Key::PaymentReference((method, reference.trim().to_owned())));
    }

    /// What drawing on free play reads: the grants and the accounts.
    pub(super) fn free_play(&mut self, member: MemberId) {
        self.want(Key::GrantsOf(member));
        self.want(Key::Balance(Account::FreePlay.of(member)));
        self.want(Key::Balance(Account::FreePlayHeld.of(member)));
        self.house(Account::HouseFreePlay);
    }

    /// What giving free play back to its grants reads beside.
    pub(super) fn free_play_of(&mut self, member: MemberId, ticket: TicketId) {
        self.free_play(member);
        if let Some(Row::FreePlayDraw(drawn)) = self.want(Key::FreePlayDraw(ticket)) {
            for (grant, _) in &drawn.parts {
                self.want(Key::Grant(*grant));
            }
        }
    }

    /// What a change of a member's credit reads.
    pub(super) fn credit(&mut self, member: MemberId) {
        self.member_money(member);
        if let Some(Row::Member(found)) = self.want(Key::Member(member)) {
            self.bounds_of_credit(&found.chain[..found.chain.len() - 1]);
        }
    }

    /// What bounds the credit of members below this chain.
    pub(super) fn bounds_of_credit(&mut self, above: &[MemberId]) {
        for agent in above {
            if let Some(Row::Limits(limits)) = self.want(Key::Limits(*agent))
                && limits.branch_credit.is_some()
            {
                self.want(Key::BranchCredit(*agent));
            }
        }
    }

    fn house(&mut self, account: Account) {
        self.want(Key::Balance(account.of(MemberId::HOUSE)));
    }
}

//! What the commands about books, members, persons and keys read.

use super::Needs;
use crate::care::command::CareCommand;
use crate::command::{Action, Actor, CreateMember};
use crate::id::MemberId;
use crate::identity::Details;
use crate::jurisdiction::{Jurisdiction, VerifiedBefore};
use crate::message::MessageCommand;
use crate::money::Money;
use crate::register::parse_host;
use crate::rows::{BranchPart, Key, Row};

impl Needs<'_> {
    pub(super) fn of_message(&mut self, command: &MessageCommand) {
        let (MessageCommand::Write { member, .. } | MessageCommand::Read { member, .. }) = command;
        self.want(Key::Member(*member));
        self.want(Key::Conversation(*member));
        if let MessageCommand::Read { up_to, .. } = command {
            self.want(Key::Message(*up_to));
        }
    }

    pub(super) fn of_people(&mut self, actor: Actor, action: &Action) {
        match action {
            Action::ChangeTenant { slug, .. } => drop(self.want(Key::Tenant(slug.clone()))),
            Action::BindHost { host, slug } => {
                let host = parse_host("host", host).unwrap_or_else(|_| host.clone());
                self.want(Key::Host(host));
                if let Some(slug) = slug {
                    self.want(Key::Tenant(slug.clone()));
                }
            }
            Action::ChangePermissions { member, .. } => {
                self.of_branch(*member, BranchPart::Agents);
            }
            Action::MoveMember { member, parent } => {
                self.branch_that_moves(*member, *parent);
                self.want(Key::WeekLine(self.moment.week));
            }
            Action::CloseMember(closing) => {
                self.of_branch(closing.member, BranchPart::Open);
                self.want(Key::Protection(closing.member));
                self.payment(&closing.payout(Money::ZERO));
            }
            Action::SignUp(sign_up) => {
                self.want(Key::Login(sign_up.login.trim().to_ascii_lowercase()));
                self.code(&sign_up.code);
                self.marks(&sign_up.person);
            }
            Action::SetPerson { member, details } => {
                self.want(Key::Member(*member));
                self.person(*member);
                self.marks(details);
            }
            Action::Verify { member, .. } => {
                self.want(Key::Member(*member));
                self.want(Key::Person(*member));
            }
            Action::AcceptTerms { .. } => {
                if let Some(member) = actor.member() {
                    self.want(Key::Person(member));
                }
            }
            Action::ListPerson(list) => self.marks(&list.person),
            Action::Unlist { entry, .. } => {
                if let Some(Row::ListEntry(entry)) = self.want(Key::ListEntry(*entry)) {
                    let details = entry.details.clone();
                    self.marks(&details);
                }
            }
            Action::IssueCode(code) => {
                self.want(Key::Member(code.parent));
                self.code(&code.code);
            }
            Action::EndCode { code } => self.code(code),
            Action::IssueKey { .. } => {}
            Action::IssueView { member, .. } | Action::EndSessions { member } => {
                self.want(Key::Member(*member));
            }
            Action::EndKey { token } => {
                if let Some(Row::ApiKey(key)) = self.want(Key::ApiKey(*token)) {
                    let member = key.member;
                    self.want(Key::Member(member));
                }
            }
            other => self.of_access(actor, other),
        }
    }

    fn of_access(&mut self, actor: Actor, action: &Action) {
        match action {
            Action::ProveSession { token, .. } | Action::ConfirmSecondFactor { token, .. } => {
                self.want(Key::Session(*token));
                self.own_login(actor);
            }
            Action::Care(command) => self.of_care(actor, command),
            Action::BeginSecondFactor { .. }
            | Action::RenewRecovery { .. }
            | Action::ChangePassword { .. } => self.own_login(actor),
            Action::EndSecondFactor { member } => {
                self.want(Key::Member(*member));
                self.want(Key::SecondFactor(*member));
            }
            other => self.of_play(other),
        }
    }

    fn of_care(&mut self, actor: Actor, command: &CareCommand) {
        match command {
            CareCommand::WantNotices { .. } | CareCommand::ReadNotices => self.own_login(actor),
            CareCommand::Ask { member, .. } => drop(self.want(Key::Member(*member))),
            CareCommand::Answer { member, request, .. } => {
                self.whole_person(*member);
                self.want(Key::SubjectRequest(*request));
            }
            CareCommand::Hold { member, .. } => drop(self.want(Key::Member(*member))),
            CareCommand::EndHold { member, hold, .. } => {
                self.whole_person(*member);
                self.want(Key::FraudHold(*hold));
            }
            CareCommand::ErasePerson { member } => self.whole_person(*member),
            CareCommand::ErasePlaces { sessions } => {
                for token in sessions {
                    self.want(Key::Session(*token));
                }
            }
            CareCommand::EraseMessages { messages } => {
                for id in messages {
                    if let Some(Row::Message(found)) = self.want(Key::Message(*id)) {
                        let member = found.member;
                        self.want(Key::Conversation(member));
                    }
                }
            }
            CareCommand::EraseComplaint { dispute } => drop(self.want(Key::Dispute(*dispute))),
        }
    }

    /// A member with everything that tells who it is.
    fn whole_person(&mut self, member: MemberId) {
        if let Some(Row::Member(found)) = self.want(Key::Member(member)) {
            let login = found.login.clone();
            self.login_with_factor(&login);
        }
        self.want(Key::SecondFactor(member));
        self.person(member);
    }

    /// A login with its member and what that has to show beside the password.
    pub(super) fn login_with_factor(&mut self, login: &str) {
        if let Some(Row::Login(login)) = self.want(Key::Login(login.to_owned())) {
            let member = login.member;
            self.want(Key::Member(member));
            self.want(Key::SecondFactor(member));
        }
    }

    fn own_login(&mut self, actor: Actor) {
        let Some(member) = actor.member() else { return };
        if let Some(Row::Member(member)) = self.want(Key::Member(member)) {
            let login = member.login.clone();
            self.login_with_factor(&login);
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        if let Some(Row::SignupCode(code)) = self.want(Key::SignupCode(code.to_owned())) {
            let parent = code.parent;
            self.want(Key::Member(parent));
        }
    }

    /// A member as a person, and whoever is marked alike.
    pub(super) fn person(&mut self, member: MemberId) {
        if let Some(Row::Person(person)) = self.want(Key::Person(member)) {
            let details = person.details.clone();
            self.marks(&details);
        }
    }

    /// Whoever carries one of the marks, and what their own marks say.
    pub(super) fn marks(&mut self, details: &Details) {
        for mark in details.marks() {
            let Some(Row::Mark(page)) = self.want(Key::Mark(mark)) else { continue };
            for member in page.members.clone() {
                self.want(Key::Member(member));
                if let Some(Row::Person(person)) = self.want(Key::Person(member)) {
                    let marks = person.details.marks();
                    for mark in marks {
                        self.want(Key::Mark(mark));
                    }
                }
            }
        }
    }

    /// The person, where the settings of the place ask something of it.
    pub(super) fn person_if_asked(&mut self, member: MemberId) {
        let settings = Key::Jurisdiction(self.moment.book);
        let asks = |settings: &Jurisdiction| {
            settings.identity.verified_before != VerifiedBefore::Nothing
                || !settings.identity.terms_version.is_empty()
        };
        if matches!(self.working.peek(&settings), Some(Row::Jurisdiction(one)) if asks(one)) {
            self.want(Key::Person(member));
        }
    }

    pub(super) fn new_member(&mut self, create: &CreateMember) {
        if let Some(Row::Member(parent)) = self.want(Key::Member(create.parent)) {
            self.bounds_of_credit(&parent.chain);
        }
        self.want(Key::Login(create.login.trim().to_ascii_lowercase()));
    }

    /// A member, the one above, and a part of the branch.
    /// The branch with everybody's credit, and what bounds credit where it goes.
    fn branch_that_moves(&mut self, member: MemberId, parent: MemberId) {
        self.of_branch(member, BranchPart::All);
        if let Some(Row::Member(above)) = self.want(Key::Member(parent)) {
            self.bounds_of_credit(&above.chain);
        }
        let page = self.working.peek(&Key::BranchOf((member, BranchPart::All)));
        if let Some(Row::BranchOf(page)) = page {
            for one in &page.members {
                self.want(Key::Limits(one.id));
            }
        }
    }

    pub(super) fn of_branch(&mut self, member: MemberId, part: BranchPart) {
        if let Some(Row::Member(found)) = self.want(Key::Member(member)) {
            let parent = found.parent;
            self.want(Key::Member(parent));
        }
        self.want(Key::BranchOf((member, part)));
    }
}

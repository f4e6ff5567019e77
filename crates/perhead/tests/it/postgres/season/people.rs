//! What happens to people and to the book itself in the season.

use domain::access::{Permission, Permissions};
use domain::book::{BookStatus, Brand};
use domain::care::command::CareCommand;
use domain::command::{Action, Actor, Closing, ListPerson, OpenSession, Outcome, SignUp};
use domain::factor::Proof;
use domain::id::TokenHash;
use domain::identity::{CivilDate, Details, SignupCode, Verification};
use domain::jurisdiction::{CreditPolicy, Jurisdiction, VoidAfterResult, WeeklyWindow};
use domain::ledger::account::Method;
use domain::member::{BarKind, Role};
use domain::money::Money;
use domain::odds::OddsFormat;
use domain::protection::PlaySpan;
use domain::rejection::Code;

use desk::clock::Clock as _;

use super::{House, Season};

impl Season<'_, '_> {
    /// Each book enters settings of its own, twice.
    pub(super) fn govern(&mut self) {
        for place in 0..self.houses.len() {
            let mut settings = Jurisdiction::standard(self.houses[place].id);
            settings.name = "Île de «Ré»".to_owned();
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings)));
            let mut settings = self.settings(place);
            settings.credit.policy = CreditPolicy::Allowed;
            self.by_root(place, Action::ChangeJurisdiction(Box::new(settings)));
        }
        self.limit();
    }

    /// The settings a book lives under. Payouts can be asked for on the day the season begins.
    pub(super) fn settings(&self, place: usize) -> Jurisdiction {
        let mut settings = Jurisdiction::standard(self.houses[place].id);
        settings.name = "Île de «Ré»".to_owned();
        settings.credit.policy = CreditPolicy::Conditional;
        settings.void_after_result = VoidAfterResult::Allowed;
        settings.withdrawal.maximum = Some(Money(500_000));
        settings.withdrawal.cutoff_minute = Some(1_439);
        let all_day = |weekday| WeeklyWindow { weekday, from_minute: 0, to_minute: 24 * 60 };
        settings.withdrawal.windows = vec![all_day(1), all_day(6), all_day(7)];
        settings
    }

    /// Host names, a suspended book, rights, a branch that moves and an account that ends.
    pub(super) fn reorder(&mut self) {
        let bind = |host: &str, slug: Option<&str>| Action::BindHost {
            host: host.to_owned(),
            slug: slug.map(str::to_owned),
        };
        self.platform(bind("bets.example.com", Some("acme")));
        self.platform(bind("old.example.com", Some("globe")));
        self.platform(bind("old.example.com", None));
        for place in 0..self.houses.len() {
            let House { id, root, agent, .. } = self.houses[place];
            for status in [BookStatus::Suspended, BookStatus::Open] {
                let (reason, by) = ("a trial".to_owned(), "admin".to_owned());
                self.must(id, Actor::System, Action::SetBookStatus { status, reason, by });
            }
            let slug = ["acme", "globe"][place].to_owned();
            let (status, reason) = (BookStatus::Open, "a trial".to_owned());
            self.platform(Action::ChangeTenant { slug, status, reason });
            let name = "Übersee \u{2116} 7".to_owned();
            let brand = Brand { name, colour: "#0b6b4f".to_owned(), mark: "Ü".to_owned() };
            let odds_format = OddsFormat::Decimal;
            self.by_root(place, Action::ChangeBook { brand, odds_format });
            let permissions = Permissions::of(&[Permission::ViewBranch]);
            let spare = self.add(place, root, Role::Master, "spare");
            let clerk = self.add(place, spare, Role::Agent, "under.spare");
            self.by_root(place, Action::ChangePermissions { member: spare, permissions });
            let last = self.add(place, clerk, Role::Player, "last");
            self.by_root(place, Action::MoveMember { member: clerk, parent: agent });
            let closing = Closing {
                member: last,
                method: Some(Method::Cash),
                reference: "slip 9".to_owned(),
                note: String::new(),
            };
            self.by_root(place, Action::CloseMember(closing));
        }
    }

    /// Persons, the list, codes for signing up, keys.
    pub(super) fn identify(&mut self) {
        let now = self.clock.now();
        for place in 0..self.houses.len() {
            let House { id, root, agent, .. } = self.houses[place];
            let player = self.houses[place].players[0];
            let person = |name: &str, email: &str| Details {
                name: name.to_owned(),
                born: CivilDate::parse("1990-02-28"),
                email: email.to_owned(),
                ..Details::default()
            };
            let details = Box::new(person("Élodie Łuc", "other@example.com"));
            self.by_root(place, Action::SetPerson { member: player, details });
            let details = Box::new(person("Élodie Łuc", "El@Example.com"));
            self.by_root(place, Action::SetPerson { member: player, details });
            let (verification, evidence) = (Verification::Verified, "passport № 7".to_owned());
            let verify = Action::Verify { member: player, verification, evidence };
            self.by_root(place, verify);
            let (terms, privacy) = (String::new(), String::new());
            self.must(id, Actor::Member(player), Action::AcceptTerms { terms, privacy });
            let list = ListPerson {
                kind: BarKind::Restricted,
                person: person("Nobody Known", "el@example.com"),
                reason: "a referee".to_owned(),
                until: Some(now.plus_seconds(3_600)),
            };
            let listed = self.by_root(place, Action::ListPerson(Box::new(list)));
            let Outcome::Entry(entry) = listed else { panic!("an entry answers {listed:?}") };
            self.by_root(place, Action::Unlist { entry, reason: "an error".to_owned() });
            let code = SignupCode {
                code: "spring".to_owned(),
                parent: agent,
                uses_max: 2,
                uses: 0,
                expires_at: now.plus_seconds(86_400),
                ended_at: None,
            };
            self.by_root(place, Action::IssueCode(Box::new(code)));
            let sign_up = SignUp {
                code: "spring".to_owned(),
                login: "newcomer".to_owned(),
                password_hash: "kept".to_owned(),
                person: person("New Comer", "new@example.com"),
                terms_version: String::new(),
                privacy_version: String::new(),
                acknowledgement_version: "1".to_owned(),
                deposit_limit: Some((PlaySpan::Week, Money(50_000))),
            };
            self.must(id, Actor::System, Action::SignUp(Box::new(sign_up)));
            self.by_root(place, Action::EndCode { code: "spring".to_owned() });
            let token = |byte: u8| TokenHash([byte; 32]);
            let scopes = Permissions::of(&[Permission::ViewBranch]);
            let (name, expires_at) = ("nightly report".to_owned(), now.plus_seconds(900));
            let key = Action::IssueKey { token: token(5), name, scopes, expires_at };
            self.by_root(place, key);
            let reason = "asked by phone".to_owned();
            let view = Action::IssueView { token: token(6), member: player, reason, expires_at };
            self.by_root(place, view);
            self.by_root(place, Action::EndKey { token: token(6) });
            self.second_factor(place);
            self.by_root(place, Action::EndSessions { member: root });
        }
    }

    /// A second factor is set up, used, renewed and taken away.
    fn second_factor(&mut self, place: usize) {
        let House { id, root, .. } = self.houses[place];
        let (now, token) = (self.clock.now(), TokenHash([7; 32]));
        let login = |token, proof| {
            let (login, address) = ("boss".to_owned(), "::1".to_owned());
            let (expires_at, agent) = (now.plus_seconds(900), "Browser/1".to_owned());
            let open = OpenSession { login, token, expires_at, address, agent, proof };
            Action::OpenSession(Box::new(open))
        };
        self.must(id, Actor::System, login(token, Proof::Password));
        let codes = |from: u8| (from..from + 10).map(|byte| TokenHash([byte; 32])).collect();
        let (step, recovery) = (100, codes(20));
        for action in [
            Action::BeginSecondFactor { sealed: "5ea1ed".to_owned() },
            Action::ConfirmSecondFactor { token, step, recovery },
            Action::ProveSession { token, proof: Proof::Code { step: 101 } },
            Action::RenewRecovery { recovery: codes(40) },
            Action::Care(Box::new(CareCommand::WantNotices { wanted: false })),
            Action::Care(Box::new(CareCommand::ReadNotices)),
        ] {
            self.by_root(place, action);
        }
        let recovery = Proof::Recovery(TokenHash([41; 32]));
        self.must(id, Actor::System, login(TokenHash([8; 32]), recovery));
        let refused = Code::SecondFactorRequired;
        self.refused(id, Actor::System, login(TokenHash([9; 32]), Proof::Password), refused);
        self.by_root(place, Action::ChangePassword { password_hash: "kept anew".to_owned() });
        let spare = self.houses[place].players[0];
        self.by_root(place, Action::EndSecondFactor { member: root });
        self.must(id, Actor::Member(spare), Action::BeginSecondFactor { sealed: "5e".to_owned() });
    }
}

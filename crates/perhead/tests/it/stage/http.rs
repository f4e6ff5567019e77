//! The whole interface: what members do goes over HTTP, what feeds and timers do goes to the desk
//! behind it, and everything seen is read back over HTTP.

use std::collections::BTreeMap;
use std::time::{Duration, Instant as Mono};

use desk::clock::Clock as _;
use domain::board::market::Side;
use domain::calendar::{Day, Instant, Week};
use domain::command::{Action, Outcome};
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::figure::deal::DealWeek;
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::funding::command::FundingCommand;
use domain::grade::ruling::{Reach, RulingState};
use domain::id::{BookId, FixtureId, MarketId, MemberId, ReconciliationId, RulingId, TicketId};
use domain::ledger::account::Method;
use domain::money::Money;
use perhead::clock::{FastClock, date_of, time_text};
use serde_json::Value;

use super::desk_stage::{command, told};
use super::device::Device;
use super::record_request::{self, Secrets};
use super::request::{outcome_of, request_of};
use super::{
    By, DayQuestion, Done, LineCounts, Notice, Order, Place, Refusal, SeenFrozen, SeenLiquidity,
    SeenMoney, SeenTicket, Stage, week_answers, wire,
};
use crate::script::Shown;
use crate::server::TestServer;
use crate::web::{Answer, Browser, Request};

/// Marks a chosen password on its way to the interface, which hashes it itself.
pub(super) const CHOSEN: &str = "chosen:";
/// How long a new book may stay unknown to the interface.
const KNOWN_WITHIN: Duration = Duration::from_secs(20);

/// Devices that place the wagers of one line together.
const DEVICES: usize = 8;

/// A running server and the browsers of its people.
pub(crate) struct HttpStage {
    /// The server.
    pub(crate) server: TestServer,
    browsers: BTreeMap<(BookId, String), Browser>,
    roots: BTreeMap<BookId, String>,
    /// Keys that providers sign with.
    secrets: Secrets,
    clock: FastClock,
    devices: BTreeMap<(BookId, String), Device>,
    /// What the preview of a result said of each member's balance, until it is settled.
    foretold: BTreeMap<(BookId, FixtureId), Vec<(String, Money)>>,
}

impl HttpStage {
    /// A server over an empty database.
    pub(crate) fn start(clock: &FastClock) -> HttpStage {
        let server = TestServer::start(clock);
        HttpStage {
            server,
            browsers: BTreeMap::new(),
            roots: BTreeMap::new(),
            secrets: Secrets::new(),
            clock: clock.clone(),
            devices: BTreeMap::new(),
            foretold: BTreeMap::new(),
        }
    }

    fn browser(&mut self, book: &Place, login: &str) -> &mut Browser {
        let server = &self.server;
        self.browsers
            .entry((book.id, login.to_owned()))
            .or_insert_with(|| server.signed_in(book.id, &book.slug, login))
    }

    /// Sends what a member asks; whoever has to prove again who they are signs in anew, or shows
    /// the device.
    fn ask(&mut self, book: &Place, login: &str, request: &Request) -> Answer {
        let answer = self.browser(book, login).send(request);
        if answer.code() != "proof_needed" {
            return answer;
        }
        let now = self.server.installation.clock.now();
        let key = (book.id, login.to_owned());
        match self.devices.get_mut(&key).and_then(|device| device.shows(Shown::Code, now)) {
            Some(code) => {
                let proof = Request::of("POST", "/v1/session/proof");
                let proof = proof.with_json(&serde_json::json!({ "code": code }));
                let proved = self.browser(book, login).send(&proof);
                assert!(proved.is_success(), "{login}: {}", proved.json());
            }
            None => drop(self.browsers.remove(&key)),
        }
        self.browser(book, login).send(request)
    }

    /// What the operator reads.
    fn read(&mut self, book: &Place, path: &str) -> Value {
        let root = self.roots.get(&book.id).cloned().expect("an opened book has an operator");
        let answer = self.browser(book, &root).send(&Request::get(path));
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.json());
        answer.json()
    }

    /// Asks what a result would do before it is confirmed.
    fn foretell(&mut self, book: &Place, login: &str, confirm: &Request) -> Vec<(String, Money)> {
        let mut preview = Request::of("POST", format!("{}/preview", confirm.path));
        preview
            .headers
            .extend(confirm.headers.iter().filter(|one| one.0 == "content-type").cloned());
        preview.body.clone_from(&confirm.body);
        let answer = self.browser(book, login).send(&preview);
        let told = answer.json();
        // Whoever is not named keeps what they have.
        let all = self.read(book, "/v1/members?role=player&limit=200");
        let balance = |member: &Value, name: &str| {
            (member["id"].as_str().expect("an id").to_owned(), wire::money(&member[name]))
        };
        let all = all["items"].as_array().expect("a list").iter();
        let mut foretold: BTreeMap<String, Money> =
            all.map(|member| balance(member, "balance")).collect();
        let named = told["members"].as_array().into_iter().flatten();
        foretold.extend(named.map(|member| balance(member, "balance_after")));
        foretold.into_iter().collect()
    }

    /// What a void foretold holds at once for a ticket, after the grading for a market, and never
    /// while it waits for a second person.
    fn after_ruling(
        &mut self,
        book: &Place,
        reach: &Reach,
        void: &Value,
        balances: Vec<(String, Money)>,
    ) {
        if void["state"] != "in_force" {
            return;
        }
        // A ruling over a ticket is no fixture's: 0 stands for it here.
        let fixture = match reach {
            Reach::Market(fixture, _, _) => *fixture,
            Reach::Ticket(_) | Reach::Leg(..) => FixtureId(0),
        };
        self.foretold.insert((book.id, fixture), balances);
        if fixture == FixtureId(0) {
            self.demand_as_foretold(book, fixture);
        }
    }

    /// Once a fixture is settled, every balance is as the preview said.
    fn demand_as_foretold(&mut self, book: &Place, fixture: FixtureId) {
        for (member, foretold) in self.foretold.remove(&(book.id, fixture)).unwrap_or_default() {
            let found = self.read(book, &format!("/v1/balance?member_id={member}"));
            assert_eq!(wire::money(&found["balance"]), foretold, "the preview said of {member}");
        }
    }

    /// Every player's statement leads from nothing to the balance, line by line.
    pub(crate) fn demand_statements(&mut self, books: &[Place]) {
        for book in books {
            let all = self.read(book, "/v1/members?role=player&limit=200");
            for player in all["items"].as_array().expect("a list") {
                let id = player["id"].as_str().expect("an id");
                let mut next = wire::money(&player["balance"]);
                let mut cursor = Some(String::new());
                while let Some(at) = cursor {
                    let path = format!("/v1/statement?member_id={id}&limit=200&cursor={at}");
                    let page = self.read(book, &path);
                    for line in page["items"].as_array().expect("a list") {
                        let money = |name: &str| wire::money(&line[name]);
                        assert_eq!(money("after"), next, "{id}: {line}");
                        assert_eq!(money("before") + money("amount"), money("after"), "{line}");
                        next = money("before");
                    }
                    cursor = page["next_cursor"].as_str().map(str::to_owned);
                }
                assert_eq!(next, Money::ZERO, "{id} began with nothing");
            }
        }
    }

    /// The directory is read at most once a second: asks until the new book is in it.
    fn await_book(&self, slug: &str) {
        let mut browser = self.server.browser(slug);
        let begun = Mono::now();
        while browser.send(&Request::get("/v1/book")).status != 200 {
            assert!(begun.elapsed() < KNOWN_WITHIN, "the book {slug} never becomes known");
        }
    }
}

/// The refusal that an answer tells. A suspended member has no session any more, which is how the
/// interface says what the rules call `not_permitted`.
fn refusal_of(answer: &Answer) -> Refusal {
    let problem = answer.json();
    let told = problem["code"].as_str().unwrap_or("an answer without a code");
    let code = if told == "not_signed_in" { "not_permitted" } else { told };
    let possible = problem["limit"]["possible"]["amount"].as_i64().map(Money);
    assert!(answer.status < 500, "{}: {problem}", answer.status);
    Refusal { code: code.to_owned(), possible }
}

impl Stage for HttpStage {
    fn perform(&mut self, order: Order) -> Done<Outcome> {
        let By::Member(_, login) = order.by.clone() else {
            let desk = &self.server.installation.desk;
            let opened = match &order.action {
                Action::OpenBook(open) => Some((open.root_login.clone(), open.slug.clone())),
                _ => None,
            };
            let (book, action) = (order.book.clone(), order.action.clone());
            let done = told(desk.call(command(order)));
            if let (Some((login, slug)), Ok(_)) = (opened, &done) {
                self.await_book(&slug);
                self.roots.insert(book.id, login);
            }
            if let (Action::GradeChunk { fixture, .. }, Ok(Outcome::GradedAll)) = (action, &done) {
                self.demand_as_foretold(&book, fixture);
            }
            return done;
        };
        let request = request_of(&order.action).with_key(order.key);
        let foretold = match order.action {
            Action::ConfirmResult { fixture, .. } => {
                Some((fixture, self.foretell(&order.book, &login, &request)))
            }
            _ => None,
        };
        let ruled = match &order.action {
            Action::Rule(_) => Some(self.foretell(&order.book, &login, &request)),
            _ => None,
        };
        let answer = self.ask(&order.book, &login, &request);
        if !answer.is_success() {
            return Err(refusal_of(&answer));
        }
        if let Action::Funding(command) = &order.action
            && let FundingCommand::ChangeProviderKey { method, .. } = **command
        {
            let secret = answer.json()["secret"].as_str().expect("a secret").to_owned();
            self.secrets.entry((order.book.id, method.name())).or_default().push(secret);
        }
        if let Some((fixture, balances)) = foretold {
            self.foretold.insert((order.book.id, fixture), balances);
        }
        if let (Action::Rule(request), Some(balances)) = (&order.action, ruled) {
            self.after_ruling(&order.book, &request.reach, &answer.json(), balances);
        }
        if matches!(order.action, Action::EndSecondFactor { .. }) {
            // Whoever lost a device is signed out by it, and comes in anew.
            self.browsers.retain(|(_, known), _| *known == login);
        }
        Ok(outcome_of(&order.action, &answer.json()))
    }

    /// Several devices of the same member at once, so that their wagers share commits.
    fn perform_all(&mut self, orders: Vec<Order>) -> Done<()> {
        let Some(By::Member(_, login)) = orders.first().map(|order| order.by.clone()) else {
            return orders.into_iter().try_for_each(|order| self.perform(order).map(|_| ()));
        };
        let browser = self.browser(&orders[0].book, &login);
        let share = orders.len().div_ceil(DEVICES);
        let send = |mut device: Browser, orders: &[Order]| -> Done<()> {
            orders.iter().try_for_each(|order| {
                let request = request_of(&order.action).with_key(order.key);
                let answer = device.send(&request);
                if answer.is_success() { Ok(()) } else { Err(refusal_of(&answer)) }
            })
        };
        std::thread::scope(|scope| {
            let devices: Vec<_> = orders
                .chunks(share)
                .map(|orders| (browser.beside(), orders))
                .map(|(device, orders)| scope.spawn(move || send(device, orders)))
                .collect();
            devices.into_iter().try_for_each(|device| device.join().expect("a device ends"))
        })
    }

    fn add_by_letter(&mut self, order: Order) -> Done<(MemberId, String)> {
        let By::Member(_, login) = &order.by else { panic!("letters are written by members") };
        let request = request_of(&order.action).with_key(order.key);
        let answer = self.browser(&order.book, login).send(&request);
        if !answer.is_success() {
            return Err(refusal_of(&answer));
        }
        let created = answer.json();
        let url = created["invitation_url"].as_str().expect("a link");
        let secret = url.rsplit('/').next().expect("a secret");
        Ok((MemberId(wire::number(&created["member"]["id"])), secret.to_owned()))
    }

    fn accept(&mut self, book: &Place, letter: &str, password: &str) -> Done<()> {
        let body = serde_json::json!({ "password": password });
        let path = format!("/v1/invitations/{letter}");
        let answer =
            self.server.browser(&book.slug).send(&Request::of("POST", path).with_json(&body));
        if answer.is_success() { Ok(()) } else { Err(refusal_of(&answer)) }
    }

    fn password_hash(&self, password: &str) -> String {
        format!("{CHOSEN}{password}")
    }

    fn sign_in(&mut self, book: &Place, login: &str, (password, shown): (&str, Shown)) -> Done<()> {
        let now = self.server.installation.clock.now();
        let device = self.devices.get_mut(&(book.id, login.to_owned()));
        let code = device.and_then(|device| device.shows(shown, now));
        let answer = self.server.browser(&book.slug).sign_in_with(login, password, code.as_deref());
        if answer.is_success() { Ok(()) } else { Err(refusal_of(&answer)) }
    }

    fn notify(&mut self, book: &Place, notice: &Notice) -> Done<Outcome> {
        let request = record_request::notice(notice, &self.secrets, book.id, self.clock.now());
        let answer = self.server.browser(&book.slug).send(&request);
        if !answer.is_success() {
            return Err(refusal_of(&answer));
        }
        Ok(Outcome::Reconciliation(ReconciliationId(wire::number(&answer.json()["id"]))))
    }

    fn set_up_factor(&mut self, book: &Place, (_, login): (MemberId, &str)) -> Done<()> {
        let begin = Request::of("POST", "/v1/second-factor");
        let begun = self.ask(book, login, &begin);
        if !begun.is_success() {
            return Err(refusal_of(&begun));
        }
        let mut device = Device::of(begun.json()["secret"].as_str().expect("a secret"));
        let now = self.server.installation.clock.now();
        let code = serde_json::json!({ "code": device.shows(Shown::Code, now) });
        let confirm = Request::of("POST", "/v1/second-factor/confirmation").with_json(&code);
        let confirmed = self.ask(book, login, &confirm);
        if !confirmed.is_success() {
            return Err(refusal_of(&confirmed));
        }
        let codes = confirmed.json()["recovery_codes"].clone();
        device.recovery = serde_json::from_value(codes).expect("a list of codes");
        self.devices.insert((book.id, login.to_owned()), device);
        Ok(())
    }

    fn ticket(&mut self, book: &Place, ticket: TicketId) -> SeenTicket {
        let found = self.read(book, &format!("/v1/wagers/t{}", ticket.0));
        wire::ticket(&found)
    }

    fn late(&mut self, book: &Place) -> Vec<TicketId> {
        let found = self.read(book, "/v1/tickets?late=true");
        let items = found["items"].as_array().expect("a list").iter();
        items.map(|one| TicketId(wire::number(&one["id"]))).collect()
    }

    fn money(&mut self, book: &Place, member: MemberId) -> SeenMoney {
        let found = self.read(book, &format!("/v1/balance?member_id=m{}", member.0));
        let money = |name: &str| wire::money(&found[name]);
        let (cash, held) = (money("cash"), money("at_risk"));
        assert_eq!(money("balance"), cash + held, "balance is cash and what is at risk");
        SeenMoney {
            cash,
            held,
            withdrawal: money("withdrawal"),
            free_play: money("free_play"),
            available: money("available"),
            credit: money("credit_limit") + money("temporary_credit"),
        }
    }

    fn figure(&mut self, book: &Place, member: MemberId, week: Week) -> Figure {
        let day = date_of(Day(week.0));
        let path = format!("/v1/figures?week={day}&agent_id=m{}", member.0);
        let found = self.read(book, &path);
        let row = &found["total"];
        let money = |name: &str| wire::money(&row[name]);
        let mut figure = Figure::begin(week, member, money("carry"));
        for (place, day) in figure.days.iter_mut().enumerate() {
            *day = wire::money(&row["days"][place]);
        }
        figure.adjustments = money("adjustments");
        figure.receipts = money("receipts");
        figure.disbursements = money("disbursements");
        figure.regraded = money("regraded");
        assert_eq!((money("week"), money("balance")), (figure.result(), figure.balance()));
        figure
    }

    fn liquidity(&mut self, book: &Place, at: Option<Instant>) -> SeenLiquidity {
        let query = at.map_or_else(String::new, |at| format!("?at={}", time_text(at)));
        let found = self.read(book, &format!("/v1/liquidity{query}"));
        let money = |name: &str| wire::money(&found[name]);
        let owed = money("owed_to_players");
        assert_eq!(money("reserve"), owed + money("unpaid_winnings"));
        assert_eq!(money("surplus"), money("cash") - money("reserve"));
        SeenLiquidity {
            owed_to: owed,
            owed_by: money("owed_by_players"),
            at_risk: money("at_risk"),
            pending: money("pending_withdrawals"),
            unpaid: money("unpaid_winnings"),
            cash: money("cash"),
        }
    }

    fn past(&mut self, book: &Place, member: MemberId, at: Instant) -> [Money; 3] {
        let path = format!("/v1/balance/past?member_id=m{}&at={}", member.0, time_text(at));
        let found = self.read(book, &path);
        ["cash", "at_risk", "withdrawal"].map(|name| wire::money(&found[name]))
    }

    fn daily(&mut self, book: &Place, question: DayQuestion) -> Total {
        let day = date_of(question.day);
        let (by, wanted) = match (question.sport, question.kind) {
            (None, None) => ("day", day.to_string()),
            (Some(sport), None) => ("sport", sport.name().to_owned()),
            (None, Some(kind)) => ("type", kind.name().to_owned()),
            (Some(_), Some(_)) => panic!("the report tells sports or types apart, not both"),
        };
        let found = self.read(book, &format!("/v1/reports/daily?from={day}&to={day}&by={by}"));
        let rows = found["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row[by] == wanted.as_str()).cloned().unwrap_or_default();
        let count = |name: &str| row[name].as_i64().unwrap_or(0);
        let money = |name: &str| Money(row[name]["amount"].as_i64().unwrap_or(0));
        Total {
            tickets: count("tickets"),
            handle: money("handle"),
            settled: count("settled_tickets"),
            settled_risk: money("settled_risk"),
            win: money("win"),
        }
    }

    fn exposure(&mut self, book: &Place, at: (FixtureId, MarketId, Side)) -> Exposure {
        let (fixture, market, side) = at;
        let found = self.read(book, &format!("/v1/exposure?fixture_id=f{}", fixture.0));
        let none = Exposure::none(fixture, market, side);
        wire::exposure(&found, none)
    }

    fn events(&mut self, book: &Place, kind: EventKind, member: MemberId) -> i64 {
        let (kind, member) = (kind.name(), member.0);
        let path = format!("/v1/events?kind={kind}&member_id=m{member}&limit=200");
        let found = self.read(book, &path);
        let items = found["items"].as_array().expect("items");
        i64::try_from(items.len()).expect("a count")
    }

    fn ruling(&mut self, book: &Place, ruling: RulingId) -> RulingState {
        let found = self.read(book, "/v1/voids?limit=200");
        let mut voids = found["items"].as_array().expect("a list").iter();
        let void = voids.find(|void| wire::number(&void["id"]) == ruling.0).expect("the void");
        void["state"].as_str().and_then(RulingState::parse).expect("a state")
    }

    fn file(&mut self, book: &Place, id: ReconciliationId) -> LineCounts {
        let found = self.read(book, "/v1/reconciliations?limit=200");
        let mut records = found["items"].as_array().expect("a list").iter();
        let record = records.find(|one| wire::number(&one["id"]) == id.0).expect("the record");
        let lines = format!("/v1/reconciliations/n{}/lines?limit=200", id.0);
        record_request::counts_of(record, &self.read(book, &lines))
    }

    fn unreconciled(&mut self, book: &Place, method: Method) -> i64 {
        let path = format!("/v1/payments/unreconciled?limit=200&method={}", method.name());
        let found = self.read(book, &path);
        i64::try_from(found["items"].as_array().expect("a list").len()).expect("a count")
    }

    fn deal_week(&mut self, book: &Place, agent: MemberId, week: Week) -> Option<DealWeek> {
        let day = date_of(Day(week.0));
        let path = format!("/v1/deals/weeks?week={day}&agent_id=m{}", agent.0);
        week_answers::deal_week(&self.read(book, &path), agent, week)
    }

    fn frozen(&mut self, book: &Place, member: MemberId, week: Week) -> SeenFrozen {
        let day = date_of(Day(week.0));
        let path = format!("/v1/figures?week={day}&agent_id=m{}", member.0);
        week_answers::frozen(&self.read(book, &path))
    }

    fn invoice(&mut self, book: &Place, week: Week) -> Option<(i64, Money)> {
        week_answers::invoice(&self.read(book, "/v1/invoices?limit=200"), week)
    }

    fn payable(&mut self, book: &Place, agent: MemberId) -> Money {
        week_answers::payable(&self.read(book, "/v1/deals"), agent)
    }

    fn is_closed(&mut self, book: &Place, week: Week) -> bool {
        let day = date_of(Day(week.0));
        self.read(book, &format!("/v1/figures?week={day}"))["closed"].as_bool().expect("a flag")
    }
}

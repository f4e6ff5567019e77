//! Input that nobody should send: each is refused clearly, with a stable code, and nothing of it
//! is done. After every case the books' event logs stand where they stood, and at the end the
//! balances are the same and `check` is clean.

mod doors;
mod office;
mod wagers;

use domain::grade::score::Origin;
use domain::id::BookId;
use serde_json::Value;

use crate::play::numbered_key;
use crate::scenarios::demand_clean;
use crate::society::{Society, report_text};
use crate::web::{Answer, Browser, Request};

/// A society and its browsers, asked for things that must all be refused.
struct Refusing {
    society: Society,
    player: Browser,
    operator: Browser,
    administrator: Browser,
    next_key: u64,
}

/// Where the logs of all books stand: sequence and hash of each.
type Logs = Vec<(i64, [u8; 32])>;

impl Refusing {
    fn build() -> Refusing {
        let society = Society::build();
        let player = society.browser(&society.acme, "player");
        let operator = society.browser(&society.acme, "operator");
        let administrator = society.administrator();
        Refusing { society, player, operator, administrator, next_key: 1 }
    }

    fn logs(&self) -> Logs {
        let books = [BookId::PLATFORM, self.society.acme.id, self.society.globe.id];
        let database = &self.society.server.installation.database;
        let head = |book: BookId| database.head(book).expect("reads");
        books.map(|book| (head(book).sequence, head(book).chain)).to_vec()
    }

    /// Puts ids in place of their names in braces.
    fn filled(&self, text: &str) -> String {
        let society = &self.society;
        let names = [
            ("{coming}", format!("f{}", society.coming.fixture.0)),
            ("{begun}", format!("f{}", society.begun.fixture.0)),
            ("{market}", format!("k{}", society.coming.market.0)),
            ("{begun_market}", format!("k{}", society.begun.market.0)),
            ("{player}", format!("m{}", society.acme.member("player").0)),
            ("{aside}", format!("m{}", society.acme.member("player_aside").0)),
            ("{agent}", format!("m{}", society.acme.member("agent").0)),
            ("{report}", report_text(Origin::Book, society.acme.report)),
        ];
        names.iter().fold(text.to_owned(), |text, (name, id)| text.replace(name, id))
    }

    fn key(&mut self) -> domain::id::RequestKey {
        self.next_key += 1;
        numbered_key(self.next_key)
    }

    fn browser(&mut self, who: Who) -> &mut Browser {
        match who {
            Who::Player => &mut self.player,
            Who::Operator => &mut self.operator,
            Who::Administrator => &mut self.administrator,
        }
    }

    /// Sends a body under a key of its own and demands its refusal.
    fn refuse(&mut self, who: Who, (method, path): (&str, &str), body: &str, expected: &str) {
        let (path, body) = (self.filled(path), self.filled(body));
        let mut request = Request::of(method, path).with_key(self.key());
        if method != "GET" {
            request = request.with_text("application/json", &body);
        }
        self.refuse_request(who, &request, expected);
    }

    /// Sends a request as it stands and demands its refusal.
    fn refuse_request(&mut self, who: Who, request: &Request, expected: &str) -> Answer {
        let before = self.logs();
        let answer = self.browser(who).send(request);
        let body = request.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        let body: String = body.chars().take(300).collect();
        let told = format!("{} {} {body}: {}", request.method, request.path, answer.json());
        demand_problem(&answer, expected, &told);
        assert_eq!(before, self.logs(), "something was done: {told}");
        answer
    }
}

/// A refusal is a problem with a code of its own, in a status that fits, and tells no insides.
fn demand_problem(answer: &Answer, expected: &str, told: &str) {
    let (status, code) = expected.split_once(' ').expect("a status and a code");
    assert_eq!(
        format!("{} {}", answer.status, answer.code()),
        format!("{status} {code}"),
        "{told}"
    );
    let content_type = answer.headers.get("content-type").map(String::as_str).unwrap_or_default();
    assert_eq!(content_type, "application/problem+json", "{told}");
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status, "{told}");
    for name in ["type", "title", "detail", "correlation_id"] {
        assert!(problem[name].as_str().is_some_and(|text| !text.is_empty()), "{name}: {told}");
    }
    if code.starts_with("field_") {
        let errors = problem["errors"].as_array().expect("the fields are told");
        let named = |error: &Value| error["field"].as_str().is_some_and(|name| !name.is_empty());
        assert!(!errors.is_empty() && errors.iter().all(named), "{told}");
    }
}

/// Who asks.
#[derive(Clone, Copy)]
enum Who {
    Player,
    Operator,
    Administrator,
}

impl Drop for Refusing {
    /// At the end of every test of this kind the books are as they were.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for login in ["player", "player_aside"] {
            let member = self.society.acme.member(login);
            let path = format!("/v1/balance?member_id=m{}", member.0);
            let balance = self.operator.send(&Request::get(path)).json();
            let amounts = ["cash", "at_risk"].map(|name| balance[name]["amount"].as_i64());
            assert_eq!(amounts, [Some(49_000), Some(1_000)], "{login}: {balance}");
        }
        demand_clean(&self.society.server.installation.database).expect("clean");
    }
}

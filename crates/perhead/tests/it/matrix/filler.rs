//! Requests made from the published document: every route gets its path, query and body filled,
//! with the ids of whoever is asked about. A route that cannot be filled fails the test, so a new
//! one cannot be forgotten.

use api::{KeyUse, Route};
use serde_json::{Map, Value, json};

use crate::play::numbered_key;
use crate::site::Game;
use crate::society::Society;
use crate::web::Request;

/// Ids to ask about.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) member: String,
    pub(super) ticket: String,
    pub(super) report: String,
    pub(super) grant: String,
    /// A ticket on a game still to come.
    pub(super) coming_ticket: String,
    pub(super) void: String,
    pub(super) withdrawal: String,
    pub(super) application: String,
    pub(super) exclusion: String,
    /// A provider's file that was held against the book.
    pub(super) record: String,
    /// A request about what is kept of somebody, and a hold on an account.
    pub(super) request: String,
    pub(super) hold: String,
    /// An entry of the list of those who must not play.
    pub(super) entry: String,
    /// A member above, to be moved under.
    pub(super) parent: String,
    /// A ticket that ended and was not disputed yet.
    pub(super) settled_ticket: String,
    pub(super) dispute: String,
    /// A message to everybody of the book.
    pub(super) message: String,
    /// A wager that waits to be accepted.
    pub(super) tender: String,
}

/// A request and whether it names anything that is not everybody's.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    pub(super) request: Request,
    pub(super) is_private: bool,
}

/// Fills requests.
pub(super) struct Filler {
    document: Value,
    /// A game still to come and its market, and one under way: everybody's.
    pub(super) coming: String,
    pub(super) market: String,
    pub(super) begun: String,
    /// A game of baseball still to come.
    ballgame: String,
    /// A game with a result that a feed contradicts.
    disputed: String,
    made: u64,
}

/// Private ids met while filling.
struct Filling<'f> {
    target: &'f Target,
    fixture: &'f str,
    is_private: bool,
}

impl Filler {
    pub(super) fn new(society: &Society) -> Filler {
        let document = serde_json::from_str(&api::openapi_json()).expect("the document is JSON");
        let fixture = |game: Game| format!("f{}", game.fixture.0);
        Filler {
            document,
            coming: fixture(society.coming),
            market: format!("k{}", society.coming.market.0),
            begun: fixture(society.begun),
            ballgame: fixture(society.ballgame),
            disputed: fixture(society.disputed),
            made: 0,
        }
    }

    fn resolved(&self, schema: &Value) -> Value {
        match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => self.document["components"]["schemas"][name].clone(),
            None => schema.clone(),
        }
    }

    /// A request to a route about a target, and one for its file if it has one.
    pub(super) fn fill(&mut self, route: &Route, target: &Target) -> Vec<Filled> {
        self.made += 1;
        let operation = self.document["paths"][route.path][route.method].clone();
        assert!(operation.is_object(), "{} stands in the document", route.operation);
        // Scores and results are of games under way; everything else asks about one to come.
        let fixture = match route.path {
            path if path.contains("scores") || path.contains("results") => self.begun.clone(),
            path if path.contains("discrepancies") => self.disputed.clone(),
            path if path.contains("pitchers") => self.ballgame.clone(),
            _ => self.coming.clone(),
        };
        let mut filling = Filling { target, fixture: &fixture, is_private: false };
        let path = self.path(route, &mut filling);
        let (query, has_format) = self.query(&operation, &mut filling);
        let schema = operation["requestBody"]["content"]["application/json"]["schema"].clone();
        let file = &operation["requestBody"]["content"]["text/csv"];
        let file = file.is_object().then(|| self.file(route));
        let body = (!schema.is_null()).then(|| self.value(route, "body", &schema, &mut filling));
        let mut paths = vec![path.clone() + &query];
        if has_format {
            let joint = if query.is_empty() { '?' } else { '&' };
            paths.push(format!("{path}{query}{joint}format=csv"));
        }
        let is_private = filling.is_private;
        let request = |path: String| {
            let mut request = Request::of(route.method, path);
            if let Some(body) = &body {
                request = request.with_json(body);
            }
            if let Some(file) = &file {
                request = request.with_text("text/csv", file);
            }
            if route.key != KeyUse::Never {
                request = request.with_key(numbered_key(self.made));
            }
            Filled { request, is_private }
        };
        paths.into_iter().map(request).collect()
    }

    /// A file that a route takes.
    fn file(&self, route: &Route) -> String {
        match route.operation {
            "import_members" | "import_member_file" => {
                format!("login,name\nlisted{},Li Sted\n", self.made)
            }
            "create_reconciliation" => {
                format!("reference,direction,amount\nfile{},in,1.00\n", self.made)
            }
            other => panic!("{other}: say what its file may hold"),
        }
    }

    fn path(&self, route: &Route, filling: &mut Filling<'_>) -> String {
        let Some((before, after)) = route.path.split_once("{id}") else {
            let path = route.path.replace("{method}", "wallet");
            let path = path.replace("{token}", &"0".repeat(64));
            let code = if path.contains("signup") { "made.code" } else { "NFL" };
            let path = path.replace("{code}", code);
            let path = path.replace("{slug}", "idle").replace("{host}", "made.example.com");
            if !path.contains("{owner}") {
                return path;
            }
            return path.replace("{owner}", &filling.private(|target| &target.member));
        };
        let kind = before.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let id = match kind {
            "fixtures" | "discrepancies" => filling.fixture.to_owned(),
            "markets" => self.market.clone(),
            "barred-persons" => filling.private(|target| &target.entry),
            "sessions" | "api-keys" => "0".repeat(64),
            "members" => filling.private(|target| &target.member),
            "books" => "acme".to_owned(),
            "wagers" if after == "/cancel" => filling.private(|target| &target.coming_ticket),
            "disputes" => filling.private(|target| &target.dispute),
            "wagers" if after == "/dispute" => filling.private(|target| &target.settled_ticket),
            "tenders" => filling.private(|target| &target.tender),
            "voids" => filling.private(|target| &target.void),
            "wagers" => filling.private(|target| &target.ticket),
            "free-plays" => filling.private(|target| &target.grant),
            "exclusions" => filling.private(|target| &target.exclusion),
            "credit-applications" => filling.private(|target| &target.application),
            "withdrawals" => filling.private(|target| &target.withdrawal),
            "reconciliations" => filling.private(|target| &target.record),
            "subject-requests" => filling.private(|target| &target.request),
            "fraud-holds" => filling.private(|target| &target.hold),
            other => panic!("{other}: say which id stands in {}", route.path),
        };
        format!("{before}{id}{after}")
    }

    /// The query: every id it can filter by, and whether it can answer a file.
    fn query(&self, operation: &Value, filling: &mut Filling<'_>) -> (String, bool) {
        let mut pairs = Vec::new();
        let mut has_format = false;
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] != "query" {
                continue;
            }
            match parameter["name"].as_str().unwrap_or_default() {
                name @ ("member_id" | "agent_id") => {
                    pairs.push(format!("{name}={}", filling.private(|target| &target.member)));
                }
                "fixture_id" => pairs.push(format!("fixture_id={}", self.begun)),
                "format" => has_format = true,
                "method" => pairs.push("method=wallet".to_owned()),
                "reference" => pairs.push("reference=slip".to_owned()),
                "name" => pairs.push(format!("name=file{}", self.made)),
                name if name.ends_with("_id") => panic!("{name}: say which id this is"),
                _ => {}
            }
        }
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        (query, has_format)
    }

    /// A value that fits a schema. Optional fields are left out, but for ids.
    fn value(&self, route: &Route, name: &str, schema: &Value, filling: &mut Filling<'_>) -> Value {
        if let Some(value) = self.by_name(route, name, filling) {
            return value;
        }
        let schema = self.resolved(schema);
        if let Some(words) = schema["enum"].as_array() {
            return words[0].clone();
        }
        let choices = schema["oneOf"].as_array().into_iter().flatten();
        if choices.into_iter().any(|choice| choice["type"] == "null") {
            return Value::Null;
        }
        let kinds = schema["type"].as_array().into_iter().flatten();
        if kinds.into_iter().any(|kind| kind == "null") {
            return Value::Null;
        }
        match schema["type"].as_str() {
            Some("object") => self.object(route, &schema, filling),
            Some("array") => json!([self.value(route, name, &schema["items"], filling)]),
            Some("integer") => json!(1),
            Some("boolean") => json!(false),
            Some("string") => json!(format!("Text {}", self.made)),
            other => panic!("{}: {name} is {other:?}, say what it may hold", route.operation),
        }
    }

    fn object(&self, route: &Route, schema: &Value, filling: &mut Filling<'_>) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let mut object = Map::new();
        for (name, of_field) in schema["properties"].as_object().into_iter().flatten() {
            let wanted = required.iter().any(|one| one == name.as_str())
                || name.ends_with("_id")
                || name == "born"
                || name == "american"
                || name == "method";
            if wanted {
                object.insert(name.clone(), self.value(route, name, of_field, filling));
            }
        }
        Value::Object(object)
    }

    /// Fields whose meaning their type does not tell.
    fn by_name(&self, route: &Route, name: &str, filling: &mut Filling<'_>) -> Option<Value> {
        let made = self.made;
        Some(match name {
            "member_id" | "parent_id" if route.operation == "create_member" => {
                // Nobody stands below a player, so a new member is asked for below the agent.
                json!(filling.private(|target| &target.member))
            }
            "message_id" => json!(filling.target.message),
            "member_id" => json!(filling.private(|target| &target.member)),
            "target" => {
                let member = filling.private(|target| &target.member);
                json!({"kind": "branch", "member_id": member})
            }
            "stopped" => json!(true),
            "reference" if route.operation == "create_payment_notice" => json!("slip"),
            "key" if route.operation == "update_grading" => json!("tennis.retirement"),
            "value" if route.operation == "update_grading" => json!("ball_served"),
            "report_id" => json!(filling.private(|target| &target.report)),
            "fixture_id" | "market_id" if route.path.starts_with("/v1/voids") => Value::Null,
            "ticket_id" => json!(filling.private(|target| &target.ticket)),
            "fixture_id" => json!(filling.fixture),
            "market_id" => json!(self.market),
            "agent_id" => json!(filling.private(|target| &target.member)),
            "from" if route.path.ends_with("/head-plan") => json!(1),
            "amount" if route.path != "/v1/members" => json!({"amount": 100, "currency": "USD"}),
            "minimum" | "large_wager" => json!({"amount": 100, "currency": "USD"}),
            "minimum_age" => json!(21),
            "dormant_days" | "exclusion_days_min" => json!(365),
            "time_out_days_max" => json!(30),
            "record_years" | "complaint_years" => json!(10),
            "regulator_link" => json!("https://regulator.example.org"),
            "message_days" => json!(90),
            "terms" if route.operation == "replace_acceptance" => Value::Null,
            "terms" if route.operation == "replace_line_profile" => Value::Null,
            "line" if route.operation == "replace_market_line" => json!({
                "points": "-4",
                "prices": [{"side": "home", "american": -105}, {"side": "away", "american": -115}],
            }),
            "min_risk" if route.operation == "replace_house_rules" => {
                json!({"amount": 100, "currency": "USD"})
            }
            "max_risk" | "max_win" | "circled_max_risk"
                if route.operation == "replace_house_rules" =>
            {
                json!({"amount": 1_000_000, "currency": "USD"})
            }
            "cutoff_seconds" | "duplicate_seconds" => json!(0),
            "live_delay_seconds" => json!(6),
            "max_legs" | "round_robin_legs" | "if_bet_legs" | "reverse_legs" => json!(6),
            "league" => json!("NFL"),
            "home" if route.operation == "create_fixture" => json!("BAL"),
            "away" if route.operation == "create_fixture" => json!("KC"),
            "starts_at" => json!("2024-09-30T12:00:00Z"),
            "sport" if route.operation == "create_league" => json!("tennis"),
            "began_at" => Value::Null,
            name if name.ends_with("_seconds") => json!(86_400),
            "from" => json!("09:00"),
            "to" => json!("17:00"),
            "weekly_max" | "cutoff" => Value::Null,
            "born" => json!("1990-01-02"),
            "terms_version" | "privacy_version" if !route.path.contains("jurisdiction") => {
                json!("")
            }
            "code" if route.operation == "create_code" => json!("made.code"),
            "scopes" => json!(["view_branch"]),
            "price" | "collect" | "pay" => json!({"amount": 100, "currency": "USD"}),
            "credit_limit" => json!({"amount": 0, "currency": "USD"}),
            "code" if route.operation == "create_card" => json!(format!("made-{made}")),
            "selections" => json!(2),
            "fractional" => json!("13/5"),
            "method" => json!("cash"),
            "expires_at" => json!("2024-09-30T12:00:00Z"),
            "fee_fixed" => json!({"amount": 0, "currency": "USD"}),
            "american" => json!(-110),
            "role" => json!("player"),
            "parent_id" => json!(filling.private(|target| &target.parent)),
            "status" if route.operation.starts_with("update_") => json!("suspended"),
            "slug" if route.operation == "replace_host" => json!("acme"),
            "side" => json!("home"),
            // The week in which a society's first money moved: weeks close in order.
            "week" => json!("2024-02-27"),
            "kind" if route.operation == "create_exclusion" => json!("self_exclusion"),
            "login" | "operator_login" => json!(format!("made{made}")),
            "slug" => json!(format!("made-{made}")),
            "colour" => json!("#0b6b4f"),
            "currency" => json!("USD"),
            "time_zone" => json!("UTC"),
            "password" => json!("river stone 1871"),
            _ => return None,
        })
    }
}

impl Filling<'_> {
    fn private(&mut self, of: impl Fn(&Target) -> &String) -> String {
        self.is_private = true;
        of(self.target).clone()
    }
}

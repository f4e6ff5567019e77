//! Which request asks for what, and what its answer says: members' deeds over HTTP.

use domain::board::market::Price;
use domain::board::offer::WHOLE_FIXTURE;
use domain::board::profile::{LineProfile, Shade};
use domain::calendar::Day;
use domain::command::{
    Action, CreateMember, LegRequest, LimitWanted, MoveLine, Outcome, Pay, RulingRequest,
    SellPoints, WagerRequest,
};
use domain::control::Target;
use domain::figure::command::WeekCommand;
use domain::figure::deal::Terms;
use domain::grade::command::GradingCommand;
use domain::grade::discrepancy::ConfirmationWay;
use domain::grade::dispute::DisputeCommand;
use domain::grade::ruling::Reach;
use domain::grade::score::Origin;
use domain::id::{
    DisputeId, EntryId, MarketId, MemberId, MessageId, PostingId, ReportId, RulingId, TicketId,
};
use domain::ledger::account::Method;
use domain::message::MessageCommand;
use domain::money::Money;
use domain::odds::{Odds, OddsFormat};
use domain::wager::bought::KeyNumber;
use domain::wager::card::{Card, CardPoints, CardPrice};
use domain::wager::terms::Form;
use perhead::clock::{date_of, time_text};
use serde_json::{Map, Value, json};

use super::acceptance_request;
use super::care_request;
use super::http::CHOSEN;
use super::money_request;
use super::people_request::people_request;
use super::protection_request;
use super::wire::number;
use crate::web::Request;

pub(super) fn money(amount: Money) -> Value {
    json!({"amount": amount.0, "currency": "USD"})
}

/// An object without the fields that are nothing.
pub(super) fn object(fields: &[(&str, Option<Value>)]) -> Value {
    let given = fields
        .iter()
        .filter_map(|(name, value)| value.clone().map(|value| ((*name).to_owned(), value)));
    Value::Object(given.collect::<Map<String, Value>>())
}

fn grading(command: &GradingCommand) -> (&'static str, String, Value) {
    match command {
        GradingCommand::ChangeRules { presets, rules } => {
            let rule = |(key, value): &(String, String)| json!({"key": key, "value": value});
            let rules: Vec<Value> = rules.iter().map(rule).collect();
            let body = json!({"presets": presets, "rules": rules});
            ("PATCH", "/v1/book/grading".to_owned(), body)
        }
        GradingCommand::ChangeConfirmation { league, way } => {
            let body = match way {
                ConfirmationWay::Person => json!({}),
                ConfirmationWay::Sources(count) => json!({"sources": count}),
                ConfirmationWay::Source(name) => json!({"source": name}),
            };
            ("PUT", format!("/v1/leagues/{league}/confirmation"), body)
        }
        GradingCommand::RecordStart { fixture, began_at, note } => {
            let began_at = began_at.map_or(Value::Null, |at| json!(time_text(at)));
            let body = json!({"began_at": began_at, "note": note});
            ("PUT", format!("/v1/fixtures/f{}/start", fixture.0), body)
        }
        GradingCommand::OpenDiscrepancy { fixture } => {
            unreachable!("the timer alone compares reports of {fixture:?}")
        }
        GradingCommand::CloseDiscrepancy { fixture, note } => {
            ("POST", format!("/v1/discrepancies/f{}/closing", fixture.0), json!({"note": note}))
        }
    }
}

/// The request that asks for an action.
pub(super) fn request_of(action: &Action) -> Request {
    let (method, path, body) = match action {
        Action::PutCard(card) => ("POST", "/v1/cards".to_owned(), house_card(card)),
        Action::SellPoints(sell) => ("POST", "/v1/points".to_owned(), points_for_sale(sell)),
        Action::CreateMember(create) => ("POST", "/v1/members".to_owned(), member(create)),
        Action::ChangeStatus { member, status } => {
            let body = json!({"status": status.name()});
            ("PATCH", format!("/v1/members/m{}", member.0), body)
        }
        Action::ChangeLimits { member, credit, min_risk, max_risk, max_win } => {
            let body = object(&[
                ("credit_limit", Some(money(*credit))),
                ("min_risk", min_risk.map(money)),
                ("max_risk", max_risk.map(money)),
                ("max_win", max_win.map(money)),
            ]);
            ("PUT", format!("/v1/members/m{}/limits", member.0), body)
        }
        Action::Receive(pay) => ("POST", "/v1/payments".to_owned(), payment(pay, "receipt")),
        Action::Disburse(pay) => ("POST", "/v1/payments".to_owned(), payment(pay, "disbursement")),
        Action::Adjust(pay) => ("POST", "/v1/payments".to_owned(), payment(pay, "adjustment")),
        Action::Funding(command) => return money_request::request_of(command),
        Action::Protect(command) => return protection_request::request_of(command),
        Action::Care(command) => return care_request::request_of(command),
        Action::Acceptance(command) => return acceptance_request::request_of(command),
        Action::ChangeOffer(change) => {
            let stopped: Vec<&str> = change.stopped.iter().map(|side| side.name()).collect();
            let body = object(&[
                ("status", Some(json!(change.status.name()))),
                ("max_risk", change.max_risk.map(money)),
                ("stopped", Some(json!(stopped))),
                ("auto_off", change.auto_off.map(money)),
            ]);
            let path = if change.market == WHOLE_FIXTURE {
                format!("/v1/fixtures/f{}/offer", change.fixture.0)
            } else {
                format!("/v1/markets/k{}/offer", change.market.0)
            };
            ("PUT", path, body)
        }
        Action::Control { target, stopped, reason } => {
            let body = json!({"target": target_of(*target), "stopped": stopped, "reason": reason});
            ("POST", "/v1/controls".to_owned(), body)
        }
        Action::ReplaceLimits { owner, rules } => {
            let owner = if owner.0 == 0 { "book".to_owned() } else { format!("m{}", owner.0) };
            let rules: Vec<Value> = rules.iter().map(limit).collect();
            ("PUT", format!("/v1/limits/{owner}"), json!({"rules": rules}))
        }
        Action::MoveOwnLine { market, line } => {
            let price = |price: &Price| match price.odds.format {
                OddsFormat::American => {
                    json!({"side": price.side.name(), "american": price.odds.to_american()})
                }
                _ => json!({"side": price.side.name(), "decimal": price.odds.to_decimal()}),
            };
            let line = line.as_ref().map(|line| {
                let prices: Vec<Value> = line.prices.iter().map(price).collect();
                json!({"points": line.points.map(|points| points.to_string()), "prices": prices})
            });
            ("PUT", format!("/v1/markets/k{}/line", market.0), json!({"line": line}))
        }
        Action::SetProfile(profile) => line_profile(profile),
        Action::PlaceWager(request) => ("POST", "/v1/wagers".to_owned(), wager(request)),
        Action::EnterScore { fixture, home, away, detail } => {
            let fixture = format!("f{}", fixture.0);
            let body = json!({
                "fixture_id": fixture, "home": home, "away": away, "detail": detail.text(),
            });
            ("POST", "/v1/scores".to_owned(), body)
        }
        Action::Grading(command) => grading(command),
        Action::ConfirmResult { fixture, report, origin } => {
            let letter = if *origin == Origin::Book { 'o' } else { 'r' };
            let report = format!("{letter}{}", report.0);
            let body = json!({"fixture_id": format!("f{}", fixture.0), "report_id": report});
            ("POST", "/v1/results".to_owned(), body)
        }
        Action::Rule(request) => ("POST", "/v1/voids".to_owned(), void(request)),
        Action::DecideRuling { ruling, approved } => {
            let decision = if *approved { "approve" } else { "decline" };
            let path = format!("/v1/voids/v{}/decision", ruling.0);
            ("POST", path, json!({"decision": decision}))
        }
        Action::CancelWager { ticket, .. } => {
            ("POST", format!("/v1/wagers/t{}/cancel", ticket.0), json!({}))
        }
        Action::Dispute(DisputeCommand::Open { ticket, text, .. }) => {
            ("POST", format!("/v1/wagers/t{}/dispute", ticket.0), json!({"text": text}))
        }
        Action::Dispute(DisputeCommand::Answer(answer)) => {
            let amount = Some(answer.amount).filter(|amount| *amount != Money::ZERO);
            let body = object(&[
                ("answer", Some(json!(answer.answer.name()))),
                ("note", Some(json!(answer.note))),
                ("amount", amount.map(money)),
            ]);
            ("POST", format!("/v1/disputes/d{}/answer", answer.dispute.0), body)
        }
        Action::Message(MessageCommand::Write { member, to_branch, text }) => {
            let member = format!("m{}", member.0);
            let body = json!({"member_id": member, "to_branch": to_branch, "text": text});
            ("POST", "/v1/messages".to_owned(), body)
        }
        Action::Message(MessageCommand::Read { member, up_to }) => {
            let member = format!("m{}", member.0);
            let body = json!({"member_id": member, "message_id": format!("e{}", up_to.0)});
            ("PUT", "/v1/messages/mark".to_owned(), body)
        }
        Action::Week(WeekCommand::SettleUp(request)) => {
            let body = json!({
                "week": date_of(Day(request.week.0)).to_string(),
                "method": request.method.name(),
                "players": request.reviewed.players,
                "collect": money(request.reviewed.collect),
                "pay": money(request.reviewed.pay),
            });
            ("POST", "/v1/settle-ups".to_owned(), body)
        }
        Action::Week(WeekCommand::SetDeal { agent, terms }) => {
            ("PUT", format!("/v1/members/m{}/deal", agent.0), deal(terms))
        }
        Action::Week(WeekCommand::PayCommission(pay)) => {
            let body = json!({
                "agent_id": format!("m{}", pay.agent.0),
                "method": pay.method.name(),
                "amount": money(pay.amount),
            });
            ("POST", "/v1/commission-payments".to_owned(), body)
        }
        Action::Week(WeekCommand::Close { week }) => {
            let body = json!({"week": date_of(Day(week.0)).to_string()});
            ("POST", "/v1/weeks".to_owned(), body)
        }
        Action::MoveLine(line) => ("POST", "/v1/lines".to_owned(), moved(line)),
        other => people_request(other),
    };
    let request = Request::of(method, path);
    if body.is_null() { request } else { request.with_json(&body) }
}

fn target_of(target: Target) -> Value {
    match target {
        Target::All => json!({"kind": "all"}),
        Target::Live => json!({"kind": "live"}),
        Target::Sport(sport) => json!({"kind": "sport", "sport": sport.name()}),
        Target::League(league) => {
            json!({"kind": "league", "league_id": format!("l{}", league.0)})
        }
        Target::Branch(member) => {
            json!({"kind": "branch", "member_id": format!("m{}", member.0)})
        }
    }
}

fn line_profile(profile: &LineProfile) -> (&'static str, String, Value) {
    let owner =
        if profile.owner.0 == 0 { "book".to_owned() } else { format!("m{}", profile.owner.0) };
    let shade = |shade: &Shade| {
        json!({
            "sport": shade.filter.sport.map(|sport| sport.name()),
            "league_id": shade.filter.league.map(|league| format!("l{}", league.0)),
            "market": shade.filter.kind.map(|kind| kind.name()),
            "period": shade.filter.period.map(|period| period.name()),
            "live": shade.filter.live,
            "blocked": shade.blocked,
            "juice": shade.juice,
            "against": shade.against.map(|lean| lean.name()),
            "cents": shade.cents,
            "points": shade.points.to_string(),
        })
    };
    let terms = profile.terms.as_ref().map(|terms| {
        let types: Vec<&str> = terms.blocked_wagers.iter().map(|kind| kind.name()).collect();
        let shades: Vec<Value> = terms.shades.iter().map(shade).collect();
        json!({"shades": shades, "blocked_types": types})
    });
    ("PUT", format!("/v1/line-profiles/{owner}"), json!({"terms": terms}))
}

fn limit(wanted: &LimitWanted) -> Value {
    let filter = object(&[
        ("sport", wanted.filter.sport.map(|sport| json!(sport.name()))),
        ("league_id", wanted.filter.league.map(|league| json!(format!("l{}", league.0)))),
        ("market", wanted.filter.market.map(|market| json!(market.name()))),
        ("period", wanted.filter.period.map(|period| json!(period.name()))),
        ("type", wanted.filter.wager.map(|wager| json!(wager.name()))),
        ("live", wanted.filter.live.map(|live| json!(live))),
    ]);
    json!({
        "measure": wanted.measure.name(),
        "span": wanted.span.name(),
        "share": wanted.share.name(),
        "filter": filter,
        "amount": money(wanted.amount),
    })
}

fn member(create: &CreateMember) -> Value {
    let password = create.password_hash.strip_prefix(CHOSEN).map(|text| json!(text));
    object(&[
        ("parent_id", Some(json!(format!("m{}", create.parent.0)))),
        ("role", Some(json!(create.role.name()))),
        ("login", Some(json!(create.login))),
        ("name", Some(json!(create.name))),
        ("password", password),
        ("credit_limit", Some(money(create.credit))),
        ("max_risk", create.max_risk.map(money)),
        ("max_win", create.max_win.map(money)),
        ("is_test", create.is_test.then_some(json!(true))),
    ])
}

pub(super) fn payment(pay: &Pay, kind: &str) -> Value {
    object(&[
        ("member_id", Some(json!(format!("m{}", pay.member.0)))),
        ("kind", Some(json!(kind))),
        ("method", pay.method.map(Method::name).map(|name| json!(name))),
        ("amount", Some(money(pay.amount))),
        ("reference", Some(json!(pay.reference))),
        ("note", Some(json!(pay.note))),
    ])
}

fn deal(terms: &Terms) -> Value {
    json!({
        "kind": terms.kind.name(),
        "share_bp": terms.share_bp,
        "head_fee": money(terms.head_fee),
        "ticket_fee": money(terms.ticket_fee),
        "uncovered_fees": terms.uncovered.name(),
    })
}

pub(super) fn void(request: &RulingRequest) -> Value {
    let (mut ticket, mut leg, mut fixture, mut market, mut from) = Default::default();
    match request.reach {
        Reach::Ticket(id) => ticket = Some(json!(format!("t{}", id.0))),
        Reach::Leg(id, place) => {
            ticket = Some(json!(format!("t{}", id.0)));
            leg = Some(json!(place + 1));
        }
        Reach::Market(id, one, span) => {
            fixture = Some(json!(format!("f{}", id.0)));
            market = (one != WHOLE_FIXTURE).then(|| json!(format!("k{}", one.0)));
            let time = jiff::Timestamp::from_microsecond(span.from.0).expect("a time");
            from = (span.from.0 > 0).then(|| json!(time.to_string()));
        }
    }
    object(&[
        ("ticket_id", ticket),
        ("leg", leg),
        ("fixture_id", fixture),
        ("market_id", market),
        ("accepted_from", from),
        ("ending", Some(json!(request.ending.name()))),
        ("reason", Some(json!(request.reason.name()))),
        ("note", Some(json!(request.note))),
    ])
}

pub(super) fn price(odds: Odds) -> Value {
    match odds.format {
        OddsFormat::Decimal => json!({"decimal": odds.to_decimal()}),
        OddsFormat::American | OddsFormat::Fractional => json!({"american": odds.to_american()}),
    }
}

fn points_for_sale(sell: &SellPoints) -> Value {
    let Some((name, source, prices)) = &sell.table else {
        return json!({"league": sell.league, "table": null});
    };
    let key = |key: &KeyNumber| json!({"points": key.points.to_string(), "cents": key.cents});
    let kinds: Vec<&str> = prices.wagers.iter().map(|kind| kind.name()).collect();
    json!({"league": sell.league, "table": {
        "name": name,
        "source": source,
        "step_cents": prices.step,
        "most": prices.most.to_string(),
        "keys": prices.keys.iter().map(key).collect::<Vec<_>>(),
        "wagers": kinds,
        "totals": prices.totals,
    }})
}

fn house_card(card: &Card) -> Value {
    let fraction = |odds: Odds| json!(format!("{}/{}", odds.win, odds.risk));
    let points = |one: &CardPoints| {
        let total = one.total.map(|points| json!(points.to_string()));
        let spread = Some(json!(one.spread.to_string()));
        object(&[("sport", Some(json!(one.sport.name()))), ("spread", spread), ("total", total)])
    };
    let price = |one: &CardPrice| {
        let (selections, losses) = (one.legs, one.losses);
        json!({"selections": selections, "losses": losses, "fractional": fraction(one.odds)})
    };
    object(&[
        ("code", Some(json!(card.code))),
        ("kind", Some(json!(card.kind.name()))),
        ("name", Some(json!(card.name))),
        ("source", Some(json!(card.source))),
        ("offered", Some(json!(card.offered))),
        ("ties", Some(json!(card.table.ties.name()))),
        ("no_action", Some(json!(card.table.no_action.name()))),
        ("same_fixture", Some(json!(card.same_fixture))),
        ("leg_price", card.leg_price.map(fraction)),
        ("points", Some(card.points.iter().map(points).collect())),
        ("prices", Some(card.table.prices.iter().map(price).collect())),
    ])
}

/// The request for a wager.
pub(crate) fn wager(request: &WagerRequest) -> Value {
    let leg = |leg: &LegRequest| {
        let seen = leg.seen.expect("every leg names the line that was seen");
        object(&[
            ("market_id", Some(json!(format!("k{}", leg.market.0)))),
            ("side", Some(json!(leg.side.name()))),
            ("version", Some(json!(seen.version))),
            ("odds", seen.odds.map(price)),
            ("points", seen.points.map(|points| json!(points.signed()))),
            ("pitchers", leg.pitchers.map(|rule| json!(rule.name()))),
            ("buy", (leg.bought.0 != 0).then(|| json!(leg.bought.to_string()))),
        ])
    };
    let terms = match &request.form {
        Form::Straight | Form::Parlay => None,
        Form::Card { code, .. } => Some(json!({"card": code})),
        Form::RoundRobin { sizes } => Some(json!({"sizes": sizes.iter().collect::<Vec<_>>()})),
        Form::IfBet { action } | Form::Reverse { action } => Some(json!({"action": action.name()})),
    };
    let mut body = json!({
        "type": request.form.kind().name(),
        "entry": request.entry.name(),
        "amount": money(request.amount),
        "legs": request.legs.iter().map(leg).collect::<Vec<_>>(),
        "price_policy": request.policy.name(),
        "repeat": request.repeat,
        "free_play": request.free_play,
        "member_id": format!("m{}", request.member.0),
    });
    if let Some(terms) = terms {
        body["terms"] = terms;
    }
    body
}

/// A line by hand. The market it moves is not asked for: whoever may not move lines is refused
/// before it is looked up.
fn moved(line: &MoveLine) -> Value {
    let price_of = |one: &Price| {
        let american = one.odds.to_american();
        json!({"side": one.side.name(), "american": american})
    };
    let prices: Vec<Value> = line.prices.iter().map(price_of).collect();
    object(&[
        ("market_id", Some(json!("k1"))),
        ("points", line.points.map(|points| json!(points.signed()))),
        ("prices", Some(json!(prices))),
    ])
}

/// What the answer to an action says.
pub(super) fn outcome_of(action: &Action, answer: &Value) -> Outcome {
    match action {
        Action::ListPerson(_) | Action::Unlist { .. } => {
            Outcome::Entry(EntryId(number(&answer["id"])))
        }
        Action::ChangePermissions { .. } | Action::MoveMember { .. } | Action::CloseMember(_) => {
            Outcome::Member(MemberId(number(&answer["id"])))
        }
        Action::CreateMember(_) => Outcome::Member(MemberId(number(&answer["member"]["id"]))),
        Action::ChangeStatus { .. } | Action::ChangeLimits { .. } => {
            Outcome::Member(MemberId(number(&answer["id"])))
        }
        Action::Receive(_)
        | Action::Disburse(_)
        | Action::Adjust(_)
        | Action::Week(WeekCommand::PayCommission(_)) => {
            Outcome::Posting(PostingId(number(&answer["id"])))
        }
        Action::Funding(command) => money_request::outcome_of(command, answer),
        Action::Protect(command) => protection_request::outcome_of(command, answer),
        Action::Care(command) => care_request::outcome_of(command, answer),
        Action::Acceptance(command) => acceptance_request::outcome_of(command, answer),
        Action::PlaceWager(_) => Outcome::Ticket(TicketId(number(&answer["id"]))),
        Action::EnterScore { .. } => Outcome::Report(ReportId(number(&answer["id"]))),
        Action::ConfirmResult { .. } => {
            let version = answer["version"].as_i64().and_then(|version| version.try_into().ok());
            Outcome::Result(version.expect("a version"))
        }
        Action::Rule(_) | Action::DecideRuling { .. } | Action::CancelWager { .. } => {
            Outcome::Ruling(RulingId(number(&answer["id"])))
        }
        Action::Dispute(DisputeCommand::Open { .. })
        | Action::Dispute(DisputeCommand::Answer(_)) => {
            Outcome::Dispute(DisputeId(number(&answer["id"])))
        }
        Action::Message(MessageCommand::Write { .. }) => {
            Outcome::Message(MessageId(number(&answer["id"])))
        }
        Action::MoveLine(_) => Outcome::Market(MarketId(number(&answer["market_id"]))),
        _ => Outcome::Done,
    }
}

//! Every route, by every role, about what is one's own, of another branch, of another book, and
//! nobody's. What is not to be seen is answered exactly like what does not exist, and no answer
//! and no live stream ever tells of anybody outside.

mod filler;
mod streams;

use std::collections::BTreeSet;

use api::{Need, Route, routes};
use domain::access::Permissions;
use domain::grade::score::Origin;
use domain::id::{
    ApplicationId, DisputeId, EntryId, ExclusionId, GrantId, HoldId, MemberId, MessageId,
    ReconciliationId, ReportId, RulingId, SubjectRequestId, TicketId, WithdrawalId,
};
use domain::member::Role;
use serde_json::Value;

use crate::scenarios::demand_clean;
use crate::society::{Book, Money, Society, login, report_text};
use crate::web::{Answer, Browser, Request};
use filler::{Filled, Filler, Target};

/// Somebody who asks: the word of the society for them, and their role.
const ASKERS: [(&str, Role); 6] = [
    ("admin", Role::Platform),
    ("operator", Role::Operator),
    ("staff", Role::Staff),
    ("master", Role::Master),
    ("agent", Role::Agent),
    ("player", Role::Player),
];

/// Whose the things asked about are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// Of the asker's branch.
    Own,
    /// Of another branch of the book.
    Aside,
    /// Of the other book.
    Elsewhere,
    /// Nobody's.
    Nobody,
}

const OWNERS: [Owner; 4] = [Owner::Own, Owner::Aside, Owner::Elsewhere, Owner::Nobody];

/// Operations that nobody can be answered well without a secret.
const NEED_A_SECRET: [&str; 12] = [
    "create_session",
    "accept_invitation",
    "create_registration",
    "create_payment_notice",
    "delete_session_of",
    "delete_key",
    "create_proof",
    "replace_password",
    "confirm_second_factor",
    "renew_recovery_codes",
    "delete_second_factor",
    "delete_member_second_factor",
];

/// Which payout an operation is tried on: what one ends, another cannot end again.
fn step_of(operation: &str) -> usize {
    match operation {
        "deny_withdrawal" => 1,
        "cancel_withdrawal" => 2,
        "pay_withdrawal" => 3,
        _ => 0,
    }
}

/// Operations that nobody can be answered well in a book that never closed a week.
const NEED_A_CLOSED_WEEK: [&str; 3] =
    ["create_commission_payment", "create_settle_up", "get_settle_up"];

fn target(
    operation: &str,
    member: MemberId,
    [ticket, coming_ticket]: [TicketId; 2],
    (report, entry): (ReportId, EntryId),
    (parent, money, void): (MemberId, Money, RulingId),
    (settled_ticket, dispute, tender, message): (TicketId, DisputeId, TicketId, MessageId),
) -> Target {
    Target {
        entry: format!("y{}", entry.0),
        parent: format!("m{}", parent.0),
        member: format!("m{}", member.0),
        ticket: format!("t{}", ticket.0),
        report: report_text(Origin::Book, report),
        grant: format!("g{}", money.grant.0),
        coming_ticket: format!("t{}", coming_ticket.0),
        void: format!("v{}", void.0),
        exclusion: format!("x{}", money.exclusion.0),
        application: format!("c{}", money.application.0),
        record: format!("n{}", money.record.0),
        request: format!("q{}", money.requests[usize::from(operation.ends_with("archive"))].0),
        hold: format!("h{}", money.hold.0),
        withdrawal: format!("w{}", money.withdrawals[step_of(operation)].0),
        settled_ticket: format!("t{}", settled_ticket.0),
        dispute: format!("d{}", dispute.0),
        message: format!("e{}", message.0),
        tender: format!("t{}", tender.0),
    }
}

fn target_of(society: &Society, asker: &str, operation: &str, owner: Owner) -> Target {
    // Whoever is moved stays out of the reach of those who must not know them.
    let above = if owner == Owner::Own { "master" } else { "master_aside" };
    let of = |book: &Book, word: &str, ticket: usize| {
        let tickets = [book.tickets[ticket], book.coming_ticket];
        let above = (book.member(above), book.money[ticket], book.void);
        let waits = book.tenders[ticket][usize::from(operation == "refuse_tender")];
        let objection = (book.settled_ticket, book.dispute, waits, book.message);
        let kept = (book.report, book.entry);
        target(operation, book.member(word), tickets, kept, above, objection)
    };
    let (agents, players) = (["agent", "agent_aside"], ["spare", "player_aside"]);
    // New members are asked for below an agent, deals are an agent's; a player asks about itself.
    let spared = ["mover", "player_aside"];
    let [own, aside] = match operation {
        "create_member" | "replace_branch_credit" => agents,
        "replace_deal" | "create_commission_payment" => agents,
        // What ends or moves an account takes one that nobody else asks about.
        "replace_parent" | "create_closing" | "replace_member_identity" => spared,
        "create_fraud_hold" => spared,
        _ => players,
    };
    let own = if asker == "player" { "player" } else { own };
    match owner {
        Owner::Own => of(&society.acme, own, 0),
        Owner::Aside => of(&society.acme, aside, 1),
        Owner::Elsewhere => of(&society.globe, "player", 0),
        Owner::Nobody => {
            let money = Money {
                grant: GrantId(900_001),
                withdrawals: [WithdrawalId(900_001); 4],
                application: ApplicationId(900_001),
                exclusion: ExclusionId(900_001),
                record: ReconciliationId(900_001),
                requests: [SubjectRequestId(900_001); 2],
                hold: HoldId(900_001),
            };
            let (tickets, entry) = ([TicketId(900_001); 2], EntryId(900_001));
            let (nobody, report) = (MemberId(900_001), ReportId(900_001));
            let above = (nobody, money, RulingId(900_001));
            let objection =
                (TicketId(900_001), DisputeId(900_001), TicketId(900_001), MessageId(900_001));
            target(operation, nobody, tickets, (report, entry), above, objection)
        }
    }
}

/// Whether a role may know of what an owner has.
fn may_see(role: Role, owner: Owner, operation: &str) -> bool {
    match (role, owner) {
        // The provider's people know nobody of a book.
        (Role::Platform, _) | (_, Owner::Elsewhere | Owner::Nobody) => false,
        (Role::Operator | Role::Staff, _) | (_, Owner::Own) => true,
        // A score that the book's people entered is the whole book's.
        (_, Owner::Aside) => operation.contains("result") || operation.contains("barred_person"),
    }
}

fn holds_any(role: Role, need: Need) -> bool {
    let held = Permissions::of_role(role);
    match need {
        Need::Public | Need::Book | Need::Session => true,
        Need::AnyOf(wanted) => wanted.iter().any(|one| held.has(*one)),
    }
}

/// Logins that must never be told to an asker: everybody but the branch below and the line above.
fn hidden(society: &Society, asker: &str) -> Vec<String> {
    let all = |book: &Book| book.members.iter().map(|(word, _)| login(book.slug, word)).collect();
    let elsewhere: Vec<String> = all(&society.globe);
    let own: Vec<String> = match asker {
        "admin" => all(&society.acme),
        "operator" | "staff" => Vec::new(),
        _ => all(&society.acme).into_iter().filter(|login| login.ends_with(".y")).collect(),
    };
    elsewhere.into_iter().chain(own).collect()
}

/// An answer without what differs each time.
fn comparable(answer: &Answer) -> (u16, Value) {
    let mut told = answer.json();
    if told.is_object() {
        told["correlation_id"] = Value::Null;
    }
    (answer.status, told)
}

fn browser_of(society: &Society, asker: &str) -> Browser {
    if asker == "admin" { society.administrator() } else { society.browser(&society.acme, asker) }
}

fn demand_nothing_hidden(answer: &Answer, hidden: &[String], what: &str) {
    let body = String::from_utf8_lossy(&answer.body);
    for login in hidden {
        assert!(!body.contains(login.as_str()), "{what} tells of {login}: {body}");
    }
}

/// One asker at one route, about every owner.
fn try_route(
    society: &Society,
    filler: &mut Filler,
    (asker, role): (&str, Role),
    route: &Route,
) -> bool {
    let hidden = hidden(society, asker);
    let mut was_well_answered = false;
    let nobody = target_of(society, asker, route.operation, Owner::Nobody);
    for owner in OWNERS {
        let wanted = target_of(society, asker, route.operation, owner);
        let unknown = filler.fill(route, &nobody);
        for (filled, unknown) in filler.fill(route, &wanted).into_iter().zip(unknown) {
            let Filled { request, is_private } = filled;
            let what = format!("{asker}: {} {} ({owner:?})", request.method, request.path);
            // A session may be ended by the request, so each has its own.
            let answer = browser_of(society, asker).send(&request);
            demand_nothing_hidden(&answer, &hidden, &what);
            assert!(answer.status < 500, "{what}: {}", answer.json());
            if !holds_any(role, route.need) {
                assert_eq!(
                    (answer.status, answer.code().as_str()),
                    (403, "not_permitted"),
                    "{what}"
                );
                continue;
            }
            assert!(![401, 405].contains(&answer.status) || is_door(route), "{what}");
            if is_private && !may_see(role, owner, route.operation) && !is_own(role, owner) {
                let absent = browser_of(society, asker).send(&unknown.request);
                assert!(!answer.is_success(), "{what}: {}", answer.json());
                assert_eq!(comparable(&answer), comparable(&absent), "{what}");
            }
            was_well_answered |= answer.is_success();
        }
    }
    was_well_answered
}

/// Signing in may be refused as 401 by its nature.
fn is_door(route: &Route) -> bool {
    NEED_A_SECRET.contains(&route.operation)
}

fn is_own(role: Role, owner: Owner) -> bool {
    role != Role::Platform && owner == Owner::Own
}

#[test]
fn nobody_gets_anything_or_learns_of_anything_that_is_not_theirs() {
    let society = Society::build();
    let mut filler = Filler::new(&society);
    let mut well_answered = BTreeSet::new();
    for route in routes() {
        for asker in ASKERS {
            if try_route(&society, &mut filler, asker, &route) {
                well_answered.insert(route.operation);
            }
        }
    }
    // A request that nobody is ever answered well proves nothing.
    let empty: Vec<&str> = routes()
        .iter()
        .map(|route| route.operation)
        .filter(|name| !well_answered.contains(name) && !NEED_A_SECRET.contains(name))
        .filter(|name| !NEED_A_CLOSED_WEEK.contains(name))
        .collect();
    assert!(empty.is_empty(), "nobody was answered well by {empty:?}");
    demand_clean(&society.server.installation.database).expect("clean");
}

#[test]
fn without_a_session_only_public_routes_answer() {
    let society = Society::build();
    let mut filler = Filler::new(&society);
    let everybody: Vec<String> = [&society.acme, &society.globe]
        .into_iter()
        .flat_map(|book| book.members.iter().map(|(word, _)| login(book.slug, word)))
        .collect();
    for route in routes() {
        let wanted = target_of(&society, "operator", route.operation, Owner::Own);
        for filled in filler.fill(&route, &wanted) {
            let what = format!("stranger: {} {}", filled.request.method, filled.request.path);
            let answer = society.server.browser("acme").send(&filled.request);
            demand_nothing_hidden(&answer, &everybody, &what);
            match route.need {
                Need::Session | Need::AnyOf(_) => {
                    let told = (answer.status, answer.code());
                    assert_eq!(told, (401, "not_signed_in".to_owned()), "{what}");
                }
                Need::Public | Need::Book => {
                    assert!(answer.code() != "not_signed_in", "{what}");
                }
            }
        }
    }
}

#[test]
fn a_session_of_one_book_is_nobody_in_another() {
    let society = Society::build();
    let mut filler = Filler::new(&society);
    for (asker, _) in ASKERS {
        let mut browser = browser_of(&society, asker);
        browser.book = Some("globe".to_owned());
        for route in routes() {
            let wanted = target_of(&society, asker, route.operation, Owner::Elsewhere);
            for filled in filler.fill(&route, &wanted) {
                let answer = browser.send(&filled.request);
                let what = format!("{asker}: {} {}", filled.request.method, filled.request.path);
                if matches!(route.need, Need::Session | Need::AnyOf(_)) {
                    assert_eq!(answer.code(), "not_signed_in", "{what}");
                }
            }
        }
    }
    let request = Request::get("/v1/session");
    assert_eq!(society.server.browser("globe").send(&request).status, 401);
}

//! Every question a reader can ask, with every filter, of every book: answers as text, to compare
//! two databases. A view that is not asked here fails a test.

pub(super) mod funds;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::Path;

use desk::port::{
    CareViews as _, FixtureState, MemberFilter, MessageViews as _, Page, PaymentFilter, StoreError,
    StoredReceipt, TenderFilter, TicketFilter, Views,
};
use desk::view::Paged;
use domain::acceptance::TenderState;
use domain::board::fixture::Sport;
use domain::calendar::{Day, Instant, Week};
use domain::credit::ApplicationState;
use domain::event::EventKind;
use domain::funding::withdrawal::WithdrawalState;
use domain::grade::ruling::RulingState;
use domain::id::{BookId, FixtureId, MemberId, PostingId, RequestKey, TicketId, TokenHash};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::wager::presets::published;
use domain::wager::ticket::{TicketState, WagerKind};
use store::Database;

use super::keys::ask_keys;
use crate::play::{BEGIN, numbered_key};
use funds::ask_records;

/// Small pages, so that every list has several.
const PAGE: i64 = 7;
/// The days that a season of these tests touches.
pub(super) const DAYS: (Day, Day) = (Day(19_950), Day(20_000));

/// Questions by their text, and what was answered.
pub(super) struct Answers {
    /// What was answered.
    pub(super) told: BTreeMap<String, String>,
    /// The methods that were called.
    asked: BTreeSet<&'static str>,
}

/// Asks everything.
pub(super) fn answers_of(database: &Database) -> Answers {
    let mut answers = Answers { told: BTreeMap::new(), asked: BTreeSet::new() };
    answers.tell("hosts", String::new(), database.hosts());
    let tenants = database.tenants();
    let books: Vec<BookId> = tenants.iter().flatten().map(|tenant| tenant.book).collect();
    answers.tell("tenants", String::new(), tenants);
    for book in [BookId::PLATFORM, BookId(99)].into_iter().chain(books) {
        ask_of_book(&mut answers, database, book);
    }
    answers
}

impl Answers {
    pub(super) fn tell<T: Debug>(
        &mut self,
        name: &'static str,
        of: String,
        answer: Result<T, StoreError>,
    ) {
        let answer = answer.unwrap_or_else(|error| panic!("{name} {of}: {error}"));
        self.asked.insert(name);
        self.told.insert(format!("{name} {of}"), format!("{answer:?}"));
    }

    /// Asks page after page.
    fn turn<T: Debug>(
        &mut self,
        name: &'static str,
        of: &str,
        mut page: impl FnMut(&Page) -> Result<Paged<T>, StoreError>,
    ) {
        let mut cursor = None;
        loop {
            let found = page(&Page { cursor, limit: PAGE });
            let next = found.as_ref().ok().and_then(|found| found.next);
            self.tell(name, format!("{of} from {cursor:?}"), found);
            cursor = next;
            if cursor.is_none() {
                return;
            }
        }
    }

    /// Demands that every method of these names was called.
    pub(super) fn demand_all_asked(&self) {
        let named = views().into_iter().chain(records());
        let missing: Vec<String> =
            named.filter(|name| !self.asked.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "nobody asks {missing:?}");
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The methods of the port that readers use.
fn views() -> Vec<String> {
    let text = read("desk/src/port.rs");
    let parts = read("desk/src/port/care.rs") + &read("desk/src/port/message.rs");
    let (_, views) = text.split_once("pub trait Views").expect("the port of readers");
    let functions =
        views.lines().chain(parts.lines()).filter_map(|line| line.trim().strip_prefix("fn "));
    functions.map(|rest| rest.split('(').next().unwrap_or_default().to_owned()).collect()
}

/// The readers of the raw record.
fn records() -> Vec<String> {
    let text = read("store/src/views/record.rs");
    let functions = text.lines().filter_map(|line| line.strip_prefix("    pub fn "));
    let named = functions.map(|rest| rest.split('(').next().unwrap_or_default().to_owned());
    let (_, tables) = text.split_once("\ntables! {").expect("the list of whole tables");
    let whole = tables.lines().filter(|line| line.contains(": ") && line.contains(" = "));
    let whole =
        whole.filter_map(|line| line.trim().split_once(": ")).map(|(name, _)| name.to_owned());
    named.filter(|name| name != "$name").chain(whole).collect()
}

/// What is known of a book before anything else is asked.
pub(super) struct Known {
    pub(super) members: Vec<MemberId>,
    pub(super) fixtures: Vec<FixtureId>,
    pub(super) tickets: Vec<TicketId>,
    pub(super) weeks: Vec<Week>,
    now: Instant,
}

fn known(database: &Database, book: BookId) -> Result<Known, StoreError> {
    let whole = Page { cursor: None, limit: 10_000 };
    let now = BEGIN.plus_seconds(7 * 86_400);
    let members = database.members(book, Week(0), &MemberFilter::default(), &whole)?;
    let members = members.items.iter().map(|card| card.member.id);
    let board = database.board(book, Instant(0), BEGIN.plus_seconds(100 * 86_400))?;
    let fixtures = board.fixtures.iter().map(|one| one.named.fixture.id);
    let tickets = database.tickets_after(book, TicketId(0), 10_000)?;
    let weeks = database.weeks(book)?.into_iter().map(|(week, _)| week);
    Ok(Known {
        members: members.chain([MemberId(9_999)]).collect(),
        fixtures: fixtures.chain([FixtureId(9_999)]).collect(),
        tickets: tickets.iter().map(|one| one.id).chain([TicketId(9_999)]).collect(),
        weeks: weeks.chain([Week(DAYS.1.0)]).collect(),
        now,
    })
}

fn ask_of_book(answers: &mut Answers, database: &Database, book: BookId) {
    let known = known(database, book).expect("the first reads");
    ask_lists(answers, database, book, &known);
    ask_members(answers, database, book, &known);
    ask_fixtures(answers, database, book, &known);
    ask_reports(answers, database, book, &known);
    ask_record(answers, database, book);
    ask_records(answers, database, book);
    ask_keys(answers, database, book, &known);
}

fn ask_lists(answers: &mut Answers, database: &Database, book: BookId, known: &Known) {
    let plain = TicketFilter::default();
    let mut filters = vec![plain.clone(), TicketFilter { min_risk: Some(2_000), ..plain.clone() }];
    let states = TicketState::ALL.iter();
    filters.extend(states.map(|(state, _)| TicketFilter { state: Some(*state), ..plain.clone() }));
    for member in &known.members {
        filters.push(TicketFilter { member: Some(*member), ..plain.clone() });
        filters.push(TicketFilter { branch: Some(*member), ..plain.clone() });
    }
    for fixture in &known.fixtures {
        let fixture = Some(*fixture);
        filters.push(TicketFilter { fixture, ..plain.clone() });
        let state = Some(TicketState::Open);
        filters.push(TicketFilter { fixture, state, branch: Some(MemberId(1)), ..plain.clone() });
    }
    filters.push(TicketFilter { ticket: Some(TicketId(1)), ..plain.clone() });
    let kinds = WagerKind::ALL.iter();
    filters.extend(kinds.map(|(kind, _)| TicketFilter { kind: Some(*kind), ..plain.clone() }));
    let sports = Sport::ALL.iter();
    filters.extend(sports.map(|(sport, _)| TicketFilter { sport: Some(*sport), ..plain.clone() }));
    filters.push(TicketFilter { late: true, ..plain.clone() });
    for filter in &filters {
        let of = format!("{book:?} {filter:?}");
        answers.turn("tickets", &of, |page| database.tickets(book, filter, page));
    }
    for ticket in &known.tickets {
        answers.tell("ticket", format!("{book:?} {ticket:?}"), database.ticket(book, *ticket));
    }
    let states = TenderState::ALL.map(|(state, _)| Some(state));
    for branch in known.members.iter().copied() {
        for state in [None].into_iter().chain(states) {
            for tender in [None, Some(TicketId(1))] {
                let delayed = state.map(|state| state == TenderState::Lapsed);
                let filter = TenderFilter { branch, state, tender, delayed };
                let of = format!("{book:?} {filter:?}");
                answers.turn("tenders", &of, |page| database.tenders(book, &filter, page));
            }
        }
    }
    for cutoff in [0, 86_400] {
        let of = format!("{book:?} {cutoff}");
        answers.tell("due_tenders", of, database.due_tenders(book, known.now, cutoff));
    }
    for kind in [None].into_iter().chain(EventKind::ALL.iter().map(|(kind, _)| Some(*kind))) {
        let of = format!("{book:?} {kind:?}");
        answers.turn("events", &of, |page| database.events(book, kind, None, page));
    }
    for member in &known.members {
        let of = format!("{book:?} {member:?}");
        answers.turn("events", &of, |page| database.events(book, None, Some(*member), page));
    }
    answers.tell("events_after", format!("{book:?}"), database.events_after(book, 3, 10_000));
}

fn ask_members(answers: &mut Answers, database: &Database, book: BookId, known: &Known) {
    let some = known.members.iter().copied().take(12);
    for member in some {
        let of = format!("{book:?} {member:?}");
        answers.tell("sessions", of.clone(), database.sessions(book, member));
        answers.tell("api_keys", of.clone(), database.api_keys(book, member));
        answers.tell("signup_codes", of.clone(), database.signup_codes(book, member));
        for cursor in [None, Some(30)] {
            let page = Page { cursor, limit: 5 };
            answers.tell("timeline", of.clone(), database.timeline(book, member, &page));
        }
    }
    let page = Page { cursor: None, limit: 3 };
    answers.tell("list_entries", format!("{book:?}"), database.list_entries(book, &page));

    let plain = MemberFilter::default();
    let mut filters = vec![plain.clone()];
    filters.extend(Role::ALL.map(|(role, _)| MemberFilter { role: Some(role), ..plain.clone() }));
    let statuses = MemberStatus::ALL.iter();
    filters.extend(
        statuses.map(|(status, _)| MemberFilter { status: Some(*status), ..plain.clone() }),
    );
    for text in ["player1", "ÉLODIE", "élodie", "Elodie", "o'neil", "%", "_", "\\", "zzz"] {
        filters.push(MemberFilter { search: Some(text.to_owned()), ..plain.clone() });
    }
    for member in &known.members {
        filters.push(MemberFilter { branch: Some(*member), ..plain.clone() });
    }
    let week = known.weeks[0];
    for filter in &filters {
        let of = format!("{book:?} {filter:?}");
        answers.turn("members", &of, |page| database.members(book, week, filter, page));
    }
    for member in known.members.iter().copied() {
        let of = format!("{book:?} {member:?}");
        answers.tell("member", of.clone(), database.member(book, week, member));
        for times in [(None, None), (Some(known.now), None), (Some(BEGIN), Some(known.now))] {
            let of = format!("{of} {times:?}");
            answers.turn("statement", &of, |page| {
                database.statement(book, member, times.0, times.1, page)
            });
        }
        for (from, to) in [(BEGIN, known.now), (known.now, known.now)] {
            let history = database.history(book, member, from, to);
            answers.tell("history", format!("{of} {from:?}"), history);
        }
        answers.turn("accesses", &of, |page| database.accesses(book, member, page));
        for only_open in [true, false] {
            let of = format!("{of} {only_open}");
            answers.turn("subject_requests", &of, |page| {
                database.subject_requests(book, member, only_open, page)
            });
        }
        answers.turn("fraud_holds", &of, |page| database.fraud_holds(book, member, page));
        for payer in [None, Some(member)] {
            for named in [None, Some((Method::Wallet, "W-1".to_owned()))] {
                let of = format!("{of} {payer:?} {named:?}");
                let filter = PaymentFilter { branch: member, member: payer, named };
                answers.turn("payments", &of, |page| database.payments(book, &filter, page));
            }
        }
        for state in [None, Some(WithdrawalState::Requested), Some(WithdrawalState::Paid)] {
            let of = format!("{of} {state:?}");
            answers
                .turn("withdrawals", &of, |page| database.withdrawals(book, member, state, page));
        }
        let of_member = of.clone();
        answers.turn("exclusions", &of_member, |page| database.exclusions(book, member, page));
        for state in [None, Some(ApplicationState::Asked), Some(ApplicationState::Granted)] {
            let of = format!("{of} {state:?}");
            answers.turn("credit_applications", &of, |page| {
                database.credit_applications(book, member, state, page)
            });
        }
        for open_only in [false, true] {
            let of = format!("{of} {open_only}");
            answers
                .turn("free_plays", &of, |page| database.free_plays(book, member, open_only, page));
        }
        for only_open in [true, false] {
            answers.turn("disputes", &of, |page| database.disputes(book, member, only_open, page));
        }
        for only_waiting in [true, false] {
            answers.turn("conversations", &of, |page| {
                database.conversations(book, member, only_waiting, page)
            });
        }
        let whole = Page { cursor: None, limit: 200 };
        answers.tell("correspondence", of.clone(), database.correspondence(book, member, &whole));
        answers.tell("deals", of.clone(), database.deals(book, member));
        answers.tell("deal_weeks", of.clone(), database.deal_weeks(book, member, None));
        for week in &known.weeks {
            let of = format!("{of} {week:?}");
            let settled = database.deal_weeks(book, member, Some(*week));
            answers.tell("deal_weeks", of.clone(), settled);
            answers.tell("figures", of, database.figures(book, member, *week));
        }
        let daily = database.daily_of_branch(book, member, DAYS.0, DAYS.1);
        answers.tell("daily_of_branch", of, daily);
    }
    for byte in 1..6 {
        let token = TokenHash([byte; 32]);
        answers.tell("session", format!("{book:?} {byte}"), database.session(book, token));
    }
}

fn ask_fixtures(answers: &mut Answers, database: &Database, book: BookId, known: &Known) {
    let states = [
        FixtureState::Upcoming,
        FixtureState::InPlay,
        FixtureState::ToSettle,
        FixtureState::Settled,
    ];
    for state in states {
        for now in [BEGIN, known.now] {
            let of = format!("{book:?} {state:?} {now:?}");
            answers.turn("fixtures", &of, |page| database.fixtures(book, state, now, page));
        }
    }
    for fixture in known.fixtures.iter().copied() {
        let of = format!("{book:?} {fixture:?}");
        answers.tell("fixture", of.clone(), database.fixture(book, fixture));
        answers.tell("tickets_on", of.clone(), database.tickets_on(book, fixture));
        answers.tell("exposure", of, database.exposure(book, Some(fixture)));
    }
    let windows = [(Instant(0), known.now), (known.now, known.now.plus_seconds(30 * 86_400))];
    for (from, to) in windows {
        answers.tell("board", format!("{book:?} {from:?}"), database.board(book, from, to));
    }
}

fn ask_reports(answers: &mut Answers, database: &Database, book: BookId, known: &Known) {
    let of = format!("{book:?}");
    answers.tell("sequence", of.clone(), database.sequence(book));
    answers.tell("sequences", of.clone(), database.sequences());
    answers.tell("members_touched", of.clone(), database.members_touched(book, 3));
    answers.tell("exposure", of.clone(), database.exposure(book, None));
    answers.tell("daily", of.clone(), database.daily(book, DAYS.0, DAYS.1));
    let moments = [None, Some(BEGIN), Some(BEGIN.plus_seconds(86_400)), Some(known.now)];
    for at in moments {
        for branch in [None, known.members.first().copied()] {
            let liquidity = database.liquidity(book, branch, at);
            answers.tell("liquidity", format!("{of} {branch:?} {at:?}"), liquidity);
        }
        for member in known.members.iter().copied() {
            let past = database.balance_at(book, member, at.unwrap_or(known.now));
            answers.tell("balance_at", format!("{of} {member:?} {at:?}"), past);
        }
    }
    for now in [BEGIN, BEGIN.plus_seconds(30)] {
        for week in &known.weeks {
            let pulse = database.pulse(book, now, *week);
            answers.tell("pulse", format!("{of} {now:?} {week:?}"), pulse);
        }
    }
    for state in [None].into_iter().chain(RulingState::ALL.map(|(state, _)| Some(state))) {
        let of = format!("{of} {state:?}");
        answers.turn("rulings", &of, |page| database.rulings(book, state, page));
    }
    for until in [BEGIN, known.now, known.now.plus_seconds(86_400)] {
        let of = format!("{of} {until:?}");
        let persons = database.erasable_persons(book, until);
        answers.tell("erasable_persons", of.clone(), persons);
        answers.tell("erasable_messages", of.clone(), database.erasable_messages(book, until));
        answers.tell("erasable_places", of.clone(), database.erasable_places(book, until));
        let complaints = database.erasable_complaints(book, until);
        answers.tell("erasable_complaints", of, complaints);
    }
    answers.tell("unfinished_gradings", of.clone(), database.unfinished_gradings(book));
    for posting in 1..200 {
        let posting = PostingId(posting);
        answers.tell("payment", format!("{of} {posting:?}"), database.payment(book, posting));
    }
    let expired = database.expired_free_plays(book, BEGIN.plus_seconds(90 * 86_400));
    answers.tell("expired_free_plays", of.clone(), expired);
    let expired = database.expired_credits(book, BEGIN.plus_seconds(90 * 86_400));
    answers.tell("expired_credits", of.clone(), expired);
    answers.tell("exclusions_with_bets", of.clone(), database.exclusions_with_bets(book));
    answers.tell("all_exclusions", of.clone(), database.all_exclusions(book));
    answers.tell("protections", of.clone(), database.protections(book));
    answers.tell("all_applications", of.clone(), database.all_applications(book));
    answers.tell("all_grants", of.clone(), database.all_grants(book));
    answers.tell("all_subject_requests", of.clone(), database.all_subject_requests(book));
    answers.tell("all_fraud_holds", of.clone(), database.all_fraud_holds(book));
    answers.tell("all_withdrawals", of.clone(), database.all_withdrawals(book));
    answers.tell("unconfirmed", of.clone(), database.unconfirmed(book));
    answers.tell("disagreements", of.clone(), database.disagreements(book));
    answers.turn("waiting", &of, |page| database.waiting(book, page));
    answers.tell("contradicted", of.clone(), database.contradicted(book, Instant(0)));
    answers.tell("cards", of.clone(), database.cards(book));
    let code = &published()[0].code;
    answers.tell("card_versions", of.clone(), database.card_versions(book, code));
    answers.turn("stuck_tickets", &of, |page| database.stuck_tickets(book, known.now, page));
    answers.tell("unfinished_weeks", of.clone(), database.unfinished_weeks(book));
    answers.tell("unfinished_settle_ups", of.clone(), database.unfinished_settle_ups(book));
    for week in &known.weeks {
        answers.tell("dues", format!("{of} {week:?}"), database.dues(book, *week));
    }
    answers.turn("closed_weeks", &of, |page| database.closed_weeks(book, page));
    answers.turn("invoices", &of, |page| database.invoices(book, page));
    answers.tell("weeks", of, database.weeks(book));
}

fn ask_record(answers: &mut Answers, database: &Database, book: BookId) {
    let of = format!("{book:?}");
    answers.tell("head", of.clone(), database.head(book));
    answers.tell("balances", of.clone(), database.balances(book));
    answers.tell("settlements", of.clone(), database.settlements(book));
    answers.tell("exposures", of.clone(), database.exposures(book));
    answers.tell("all_members", of.clone(), database.all_members(book));
    answers.tell("all_second_factors", of.clone(), database.all_second_factors(book));
    answers.tell("all_persons", of.clone(), database.all_persons(book));
    answers.tell("all_person_marks", of.clone(), database.all_person_marks(book));
    answers.tell("all_list_entries", of.clone(), database.all_list_entries(book));
    answers.tell("all_list_marks", of.clone(), database.all_list_marks(book));
    answers.tell("all_branches", of.clone(), database.all_branches(book));
    answers.tell("all_figures", of.clone(), database.all_figures(book));
    answers.tell("book_totals", of.clone(), database.book_totals(book));
    answers.tell("agent_totals", of.clone(), database.agent_totals(book));
    answers.tell("results", of.clone(), database.results(book));
    answers.tell("gradings", of.clone(), database.gradings(book));
    answers.tell("all_frozen", of.clone(), database.all_frozen(book));
    answers.tell("all_deal_weeks", of.clone(), database.all_deal_weeks(book));
    answers.tell("all_makeups", of.clone(), database.all_makeups(book));
    answers.tell("all_invoices", of.clone(), database.all_invoices(book));
    answers.tell("all_closed_weeks", of.clone(), database.all_closed_weeks(book));
    answers.tell("all_members", of.clone(), database.all_members(book));
    answers.tell("all_rulings", of.clone(), database.all_rulings(book));
    answers.tell("all_rules", of.clone(), database.all_rules(book));
    answers.tell("all_limits", of.clone(), database.all_limits(book));
    answers.tell("all_tenders", of.clone(), database.all_tenders(book));
    answers.tell("limit_sheets", of.clone(), database.limit_sheets(book));
    answers.tell("limit_counters", of.clone(), database.limit_counters(book));
    answers.tell("tickets_after", of.clone(), database.tickets_after(book, TicketId(9), 50));
    answers.tell("transfers_after", of.clone(), database.transfers_after(book, 9, 500));
    answers.tell("effects_and_receipts", of.clone(), database.effects_and_receipts(book));
    for number in (1..400).step_by(7) {
        let key: RequestKey = numbered_key(number);
        let receipt: Result<Option<StoredReceipt>, _> = database.receipt(book, key);
        answers.tell("receipt", format!("{of} {number}"), receipt);
    }
}

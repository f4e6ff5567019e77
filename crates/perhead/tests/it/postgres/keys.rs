//! Every key by which the write path loads rows, asked all at once and some of each kind alone. A
//! kind that is not asked here fails.

use std::collections::BTreeMap;

use desk::port::Views as _;
use domain::board::fixture::Sport;
use domain::board::market::Side;
use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::Day;
use domain::id::{
    BookId, DisputeId, EntryId, HoldId, LeagueId, MarketId, MemberId, MessageId, ReportId,
    RulingId, SubjectRequestId, TicketId, TokenHash,
};
use domain::ledger::account::Account;
use domain::limit::counter::{CounterKey, EarlierKey};
use domain::rows::{BranchPart, Key};
use domain::wager::presets::published;
use domain::wager::ticket::WagerKind;
use domain::working::Working;
use store::Database;

use super::questions::funds::money_keys;
use super::questions::{Answers, DAYS, Known};

/// Loads all keys at once, and some of each kind alone.
pub(super) fn ask_keys(answers: &mut Answers, database: &Database, book: BookId, known: &Known) {
    let keys = keys(book, known);
    let mut together = Working::new();
    database.load(book, &keys, &mut together).expect("all keys at once");
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys {
        let row = together.peek(&key).cloned();
        let seen = times.entry(key.kind()).or_default();
        *seen += 1;
        if *seen < 4 {
            let mut alone = Working::new();
            database.load(book, std::slice::from_ref(&key), &mut alone).expect("one key");
            assert_eq!(alone.peek(&key), row.as_ref(), "{key:?} alone and among others");
        }
        answers.tell("load", format!("{book:?} {key:?}"), Ok(row));
    }
    for kind in Key::KINDS {
        assert!(times.contains_key(kind), "no key of the kind {kind} is asked for");
    }
}

fn keys(book: BookId, known: &Known) -> Vec<Key> {
    let text = |text: &str| text.to_owned();
    let mut keys = vec![Key::Book(book), Key::Rules(1), Key::Rules(2), Key::Lease(text("worker"))];
    keys.push(Key::Jurisdiction(book));
    keys.push(Key::Host("bets.example.com".to_owned()));
    keys.extend(["mail el@example.com", "nobody"].map(|mark| Key::Mark(text(mark))));
    keys.extend(["spring", "nobody"].map(|code| Key::SignupCode(text(code))));
    keys.extend((1..400).map(|id| Key::ListEntry(EntryId(id))));
    keys.extend((5..9).map(|byte| Key::ApiKey(TokenHash([byte; 32]))));
    keys.extend(["acme", "nobody"].map(|slug| Key::Tenant(text(slug))));
    keys.extend(["NFL", "LIGA", "none"].map(|code| Key::League(text(code))));
    let teams = [(1, "KC"), (2, "Ümran"), (6, "Ümran"), (9, "none")];
    keys.extend(teams.map(|(league, code)| Key::Team((LeagueId(league), text(code)))));
    keys.extend(["player0", "boss", "nobody"].map(|login| Key::Login(text(login))));
    keys.extend((1..6).map(|byte| Key::Session(TokenHash([byte; 32]))));
    keys.extend((1..6).map(|byte| Key::Invitation(TokenHash([byte; 32]))));
    keys.extend((1..150).map(|id| Key::Market(MarketId(id))));
    keys.extend((1..150).map(|id| Key::OwnLine(MarketId(id))));
    keys.extend((1..150).map(|id| Key::Report(ReportId(id))));
    keys.extend((1..400).map(|id| Key::OwnReport(ReportId(id))));
    for week in &known.weeks {
        keys.extend([Key::ClosedWeek(*week), Key::WeekLine(*week), Key::Invoice(*week)]);
        keys.push(Key::SettleUp(*week));
        for member in &known.members {
            keys.extend([Key::Frozen((*week, *member)), Key::DealWeek((*week, *member))]);
        }
        keys.extend(known.members.iter().map(|member| Key::Figure((*week, *member))));
    }
    keys.push(Key::Controls(book));
    for member in known.members.iter().copied().chain([MemberId::HOUSE]) {
        keys.extend([Key::LimitSheet(member), Key::Recent(member)]);
        keys.extend([Key::AcceptanceSheet(member), Key::LineProfile(member)]);
        keys.push(Key::Counter(CounterKey { rule: 9, subject: member, place: 7 }));
        let before = TicketId(200);
        let of_day = |day| EarlierKey { subject: member, fixture: None, day: Day(day), before };
        keys.extend((DAYS.0.0..DAYS.1.0).map(of_day).map(Key::Earlier));
        let fixtures = known.fixtures.iter().map(|fixture| Some(*fixture));
        let on = |fixture| EarlierKey { subject: member, fixture, day: Day(0), before };
        keys.extend(fixtures.map(on).map(Key::Earlier));
        keys.extend([Key::Member(member), Key::Limits(member), Key::Conversation(member)]);
        keys.extend([Key::Person(member), Key::SecondFactor(member)]);
        let parts = [BranchPart::All, BranchPart::Agents, BranchPart::Open];
        keys.extend(parts.map(|part| Key::BranchOf((member, part))));
        keys.extend([Key::Deal(member), Key::Makeup(member)]);
        keys.extend([false, true].map(|of_agents| Key::MembersAfter((of_agents, member))));
        let accounts = [Account::Cash, Account::Held, Account::Withdrawal];
        keys.extend(accounts.map(|account| Key::Balance(account.of(member))));
        let totals = (DAYS.0.0..DAYS.1.0).map(|day| (Day(day), member, Sport::Football));
        keys.extend(totals.map(Key::AgentTotal));
    }
    keys.extend(money_keys(known));
    keys.push(Key::Card(published()[0].code.clone()));
    for fixture in known.fixtures.iter().copied() {
        keys.extend([Key::Fixture(fixture), Key::MarketsOf(fixture), Key::ReportsOf(fixture)]);
        keys.push(Key::RulingsOn(fixture));
        keys.extend([Key::Grading(fixture), Key::Offer((fixture, WHOLE_FIXTURE))]);
        keys.extend([0, 30].map(|after| Key::TicketsOn((fixture, TicketId(after)))));
        keys.extend((1..4).map(|version| Key::Result((fixture, version))));
        keys.extend([Key::Discrepancy(fixture), Key::Stake((fixture, MemberId(3)))]);
        keys.extend([1, 30].map(|ticket| Key::Waiting((fixture, TicketId(ticket)))));
        keys.extend((0..3).map(|version| Key::Listing((fixture, version))));
        let sides = Side::ALL.iter().flat_map(|(side, _)| (1..60).map(|id| (*side, MarketId(id))));
        keys.extend(sides.map(|(side, market)| Key::Exposure((fixture, market, side))));
    }
    keys.extend((1..40).map(|league| Key::Confirmation(LeagueId(league))));
    for ticket in known.tickets.iter().copied() {
        keys.extend([Key::Ticket(ticket), Key::DisputesOn(ticket)]);
        keys.extend((1..4).map(|version| Key::Settlement((ticket, version))));
    }
    keys.extend([Key::DeskPolicy(()), Key::HeadPlan(())]);
    keys.extend((1..2_000).map(|id| Key::Dispute(DisputeId(id))));
    keys.extend((1..2_000).map(|id| Key::Message(MessageId(id))));
    keys.extend((1..2_000).map(|id| Key::Ruling(RulingId(id))));
    keys.extend((1..2_000).map(|id| Key::SubjectRequest(SubjectRequestId(id))));
    keys.extend((1..2_000).map(|id| Key::FraudHold(HoldId(id))));
    keys.extend((1..2_000).map(|id| Key::Tender(TicketId(id))));
    let days = (DAYS.0.0..DAYS.1.0).map(Day);
    keys.extend(days.map(|day| Key::BookTotal((day, Sport::Football, WagerKind::Straight))));
    keys
}

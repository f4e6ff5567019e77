//! The weekly sheets of a replayed book against its transfers, folded here once more: for every
//! member and every closed week `carry + days + adjustments + receipts - disbursements` is the
//! balance, the next week carries it on, and an agent's line is the sum of the players below.

use std::collections::BTreeMap;

use desk::clock::Calendar as _;
use desk::port::Views as _;
use desk::view::FigureLine;
use domain::book::BookCalendar;
use domain::calendar::Week;
use domain::id::{BookId, MemberId};
use domain::ledger::account::Account;
use domain::ledger::transfer::{Fact, Transfer};
use domain::member::{Member, Role};
use domain::money::Money;
use domain::rows::{Key, Row};
use domain::working::Working;
use perhead::clock::ZoneCalendar;
use store::Database;

/// What moved a member's money (cash and held) in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Moved {
    days: [Money; Week::DAYS],
    adjustments: Money,
    receipts: Money,
    disbursements: Money,
}

impl Moved {
    fn sum(&self) -> Money {
        let days: Money = self.days.iter().copied().sum();
        days + self.adjustments + self.receipts - self.disbursements
    }

    fn of_line(line: &FigureLine) -> Moved {
        Moved {
            days: line.figure.days,
            adjustments: line.figure.adjustments,
            receipts: line.figure.receipts,
            disbursements: line.figure.disbursements,
        }
    }

    fn add(&mut self, other: &Moved) {
        for (day, more) in self.days.iter_mut().zip(other.days) {
            *day += more;
        }
        self.adjustments += other.adjustments;
        self.receipts += other.receipts;
        self.disbursements += other.disbursements;
    }
}

/// Checks every closed week of every book; answers how many lines that were.
pub(crate) fn check_sheets(address: &str) -> usize {
    let database = store::open(address).expect("the database opens");
    let tenants = database.tenants().expect("the directory reads");
    tenants.iter().map(|tenant| check_book(&database, tenant.book)).sum()
}

fn check_book(database: &Database, book: BookId) -> usize {
    let members = database.all_members(book).expect("members read");
    let root = members.iter().find(|member| member.is_root()).expect("a root").id;
    let moved = fold(database, book);
    let mut carried: BTreeMap<MemberId, Money> = BTreeMap::new();
    let mut lines = 0;
    let mut weeks = database.weeks(book).expect("weeks read");
    weeks.reverse();
    for (week, _) in weeks.into_iter().filter(|(_, closed)| *closed) {
        let sheet = database.figures(book, root, week).expect("a sheet reads");
        assert!(sheet.is_frozen, "{week:?} is frozen");
        let mut branches: BTreeMap<MemberId, (Money, Moved, Money)> = BTreeMap::new();
        for line in sheet.lines.iter().filter(|line| line.member.role == Role::Player) {
            let id = line.member.id;
            let carry = carried.get(&id).copied().unwrap_or_default();
            let own = moved.get(&(id, week)).copied().unwrap_or_default();
            let balance = carry + own.sum();
            assert_eq!(
                (line.figure.carry, Moved::of_line(line), line.balance),
                (carry, own, balance),
                "{} in {week:?}",
                line.member.login
            );
            carried.insert(id, balance);
            for above in line.member.chain.iter().filter(|above| **above != id) {
                let branch = branches.entry(*above).or_default();
                branch.0 += carry;
                branch.1.add(&own);
                branch.2 += balance;
            }
        }
        for line in sheet.lines.iter().filter(|line| line.member.role != Role::Player) {
            let branch = branches.get(&line.member.id).copied().unwrap_or_default();
            let told = (line.figure.carry, Moved::of_line(line), line.balance);
            assert_eq!(told, branch, "{} in {week:?}", line.member.login);
        }
        lines += sheet.lines.len();
    }
    check_ends(database, book, &members, &carried, &moved);
    lines
}

/// What the last closed week left, with whatever moved since, is what the ledger holds now.
fn check_ends(
    database: &Database,
    book: BookId,
    members: &[Member],
    carried: &BTreeMap<MemberId, Money>,
    moved: &BTreeMap<(MemberId, Week), Moved>,
) {
    let mut held: BTreeMap<MemberId, Money> = BTreeMap::new();
    for balance in database.balances(book).expect("balances read") {
        if [Account::Cash, Account::Held].contains(&balance.key.account) {
            *held.entry(balance.key.owner).or_default() += balance.amount;
        }
    }
    let closed: Vec<Week> = {
        let weeks = database.weeks(book).expect("weeks read").into_iter();
        weeks.filter(|(_, closed)| *closed).map(|(week, _)| week).collect()
    };
    for player in members.iter().filter(|member| member.role == Role::Player) {
        let since =
            moved.iter().filter(|((id, week), _)| *id == player.id && !closed.contains(week));
        let since: Money = since.map(|(_, own)| own.sum()).sum();
        let expected = carried.get(&player.id).copied().unwrap_or_default() + since;
        let found = held.get(&player.id).copied().unwrap_or_default();
        assert_eq!(found, expected, "the ledger of {}", player.login);
    }
}

fn calendar_of(database: &Database, book: BookId) -> BookCalendar {
    let mut working = Working::new();
    database.load(book, &[Key::Book(book)], &mut working).expect("the book reads");
    match working.peek(&Key::Book(book)) {
        Some(Row::Book(book)) => book.calendar.clone(),
        other => panic!("a book is {other:?}"),
    }
}

fn fold(database: &Database, book: BookId) -> BTreeMap<(MemberId, Week), Moved> {
    const PAGE: i64 = 20_000;
    let calendar = calendar_of(database, book);
    let mut moved: BTreeMap<(MemberId, Week), Moved> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = database.transfers_after(book, after, PAGE).expect("transfers read");
        let Some(last) = page.last() else { return moved };
        after = last.id.0;
        for transfer in page.iter().filter(|transfer| transfer.member != MemberId::HOUSE) {
            let (day, week) = ZoneCalendar.place(&calendar, transfer.at);
            let place = week.place_of(day).expect("a day lies in its week");
            let own = moved.entry((transfer.member, week)).or_default();
            let amount = gained(transfer);
            match transfer.fact {
                Fact::Receipt => own.receipts += amount,
                Fact::Disbursement => own.disbursements -= amount,
                Fact::Wager => assert_eq!(amount, Money::ZERO, "{transfer:?} holds own money"),
                Fact::Settlement | Fact::Reversal | Fact::Void => own.days[place] += amount,
                _ => own.adjustments += amount,
            }
        }
    }
}

/// What a transfer adds to a member's money.
fn gained(transfer: &Transfer) -> Money {
    let own = |account: Account| [Account::Cash, Account::Held].contains(&account);
    let arrived = if own(transfer.to) { transfer.amount } else { Money::ZERO };
    let left = if own(transfer.from) { transfer.amount } else { Money::ZERO };
    arrived - left
}

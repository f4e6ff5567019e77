//! A store that keeps rows in maps: the core and the desk run on it without any SQL. It answers
//! pages by looking through the rows, so that it cannot share a mistake with an index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::port::{Begun, ChainedEvent, Head, Store, StoreError, StoredReceipt, Writes};
use domain::calendar::Week;
use domain::credit::BranchCredit;
use domain::figure::frozen::{CloseStep, ClosedWeek};
use domain::funding::free_play::GrantPage;
use domain::grade::ruling::RulingState;
use domain::grade::score::ScoreReport;
use domain::id::{BookId, FixtureId, MemberId, RequestKey, TicketId};
use domain::ledger::transfer::Transfer;
use domain::limit::counter::{EarlierKey, EarlierPage};
use domain::member::{Member, MemberStatus, Role};
use domain::rows::{
    Appended, BranchPage, BranchPart, DisputePage, Key, MarkPage, MarketPage, MemberPage, OpenBets,
    ReportPage, Row, RulingPage, TicketPage, WeekLine,
};
use domain::wager::ticket::{Ticket, TicketState};

/// Everything a store keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    /// Heads of books.
    pub(crate) heads: BTreeMap<BookId, Head>,
    /// Rows that all books share.
    pub(crate) catalogue: BTreeMap<Key, Row>,
    /// Rows of each book.
    pub(crate) books: BTreeMap<BookId, BTreeMap<Key, Row>>,
    /// Events of each book.
    pub(crate) events: BTreeMap<BookId, Vec<ChainedEvent>>,
    /// Transfers of each book.
    pub(crate) transfers: BTreeMap<BookId, Vec<Transfer>>,
    /// Stored answers.
    receipts: BTreeMap<(BookId, RequestKey), StoredReceipt>,
    /// Tickets with a leg on a fixture.
    tickets_on: BTreeMap<(BookId, FixtureId), BTreeSet<TicketId>>,
}

/// True for rows that all books share.
pub(crate) fn is_shared(key: &Key) -> bool {
    matches!(
        key,
        Key::Tenant(_)
            | Key::Host(_)
            | Key::League(_)
            | Key::Team(_)
            | Key::Fixture(_)
            | Key::Market(_)
            | Key::Report(_)
            | Key::Listing(_)
    )
}

impl Shelf {
    /// A row of a book or of the catalogue; pages are put together.
    pub(crate) fn row(&self, book: BookId, key: &Key) -> Option<Row> {
        match key {
            Key::MarketsOf(fixture) => Some(Row::MarketsOf(self.markets_of(*fixture))),
            Key::ReportsOf(fixture) => Some(Row::ReportsOf(self.reports_of(book, *fixture))),
            Key::TicketsOn((fixture, after)) => {
                Some(Row::TicketsOn(self.tickets_on(book, *fixture, *after)))
            }
            Key::GrantsOf(member) => Some(Row::GrantsOf(self.grants_of(book, *member))),
            Key::OpenBets((member, after)) => {
                Some(Row::OpenBets(self.open_bets(book, *member, *after)))
            }
            Key::BranchCredit(agent) => Some(Row::BranchCredit(self.branch_credit(book, *agent))),
            Key::WeekLine(week) => Some(Row::WeekLine(self.week_line(book, *week))),
            Key::MembersAfter((of_agents, after)) => {
                Some(Row::MembersAfter(self.members_after(book, *of_agents, *after)))
            }
            Key::DisputesOn(ticket) => Some(Row::DisputesOn(self.disputes_on(book, *ticket))),
            Key::RulingsOn(fixture) => Some(Row::RulingsOn(self.rulings_on(book, *fixture))),
            Key::Earlier(wanted) => Some(Row::Earlier(self.earlier(book, wanted))),
            Key::Mark(mark) => Some(Row::Mark(self.mark(book, mark))),
            Key::BranchOf((above, part)) => {
                Some(Row::BranchOf(self.branch_of(book, *above, *part)))
            }
            key if is_shared(key) => self.catalogue.get(key).cloned(),
            key => self.books.get(&book)?.get(key).cloned(),
        }
    }

    /// Every row of a book.
    pub(crate) fn rows_of(&self, book: BookId) -> impl Iterator<Item = &Row> {
        self.books.get(&book).into_iter().flat_map(BTreeMap::values)
    }

    fn markets_of(&self, fixture: FixtureId) -> MarketPage {
        let markets = self.catalogue.values().filter_map(|row| match row {
            Row::Market(market) if market.fixture == fixture => Some(market.clone()),
            _ => None,
        });
        MarketPage { fixture, markets: markets.collect() }
    }

    fn reports_of(&self, book: BookId, fixture: FixtureId) -> ReportPage {
        let of_fixture = |row: &Row| -> Option<ScoreReport> {
            match row {
                Row::Report(report) | Row::OwnReport(report) if report.fixture == fixture => {
                    Some(report.clone())
                }
                _ => None,
            }
        };
        ReportPage {
            fixture,
            shared: self.catalogue.values().filter_map(of_fixture).collect(),
            own: self.rows_of(book).filter_map(of_fixture).collect(),
        }
    }

    fn grants_of(&self, book: BookId, member: MemberId) -> GrantPage {
        let mut page = GrantPage { member, grants: Vec::new() };
        for row in self.rows_of(book) {
            if let Row::Grant(grant) = row
                && grant.member == member
            {
                page.learn(grant);
            }
        }
        page
    }

    fn open_bets(&self, book: BookId, member: MemberId, after: TicketId) -> OpenBets {
        let open = self.rows_of(book).filter_map(|row| match row {
            Row::Ticket(ticket)
                if ticket.member == member
                    && ticket.id > after
                    && ticket.state == TicketState::Open =>
            {
                Some(ticket.id)
            }
            _ => None,
        });
        OpenBets { member, after, tickets: open.take(OpenBets::LENGTH_MAX).collect() }
    }

    fn branch_credit(&self, book: BookId, agent: MemberId) -> BranchCredit {
        let is_below = |member: MemberId| match self.row(book, &Key::Member(member)) {
            Some(Row::Member(member)) => member.id != agent && member.is_in_branch_of(agent),
            _ => false,
        };
        let promised = self.rows_of(book).filter_map(|row| match row {
            Row::Limits(limits) if is_below(limits.member) => Some(limits.promised()),
            _ => None,
        });
        BranchCredit { agent, promised: promised.sum() }
    }

    fn week_line(&self, book: BookId, week: Week) -> WeekLine {
        let closed: Vec<ClosedWeek> = self
            .rows_of(book)
            .filter_map(|row| match row {
                Row::ClosedWeek(closed) => Some(*closed),
                _ => None,
            })
            .collect();
        let last_closed = closed.iter().map(|one| one.week).max();
        let open = self.rows_of(book).filter_map(|row| match row {
            Row::Figure(figure) => Some(figure.week),
            _ => None,
        });
        let open = open.filter(|one| *one < week && last_closed.is_none_or(|last| *one > last));
        let is_under_way = closed.iter().any(|one| one.step != CloseStep::Done);
        WeekLine { week, last_closed, is_under_way, open_before: open.max() }
    }

    fn members_after(&self, book: BookId, of_agents: bool, after: MemberId) -> MemberPage {
        let members = self.rows_of(book).filter_map(|row| match row {
            Row::Member(member) => Some(member),
            _ => None,
        });
        let wanted = members.filter(|member| match member.role {
            Role::Agent | Role::Master => of_agents,
            Role::Player => !of_agents,
            Role::Platform | Role::Operator | Role::Staff => false,
        });
        let next = wanted.map(|member| member.id).filter(|id| *id > after);
        MemberPage { of_agents, after, members: next.take(MemberPage::LENGTH_MAX).collect() }
    }

    fn disputes_on(&self, book: BookId, ticket: TicketId) -> DisputePage {
        let all = self.rows_of(book).filter_map(|row| match row {
            Row::Dispute(one) if one.ticket == ticket => Some(one.clone()),
            _ => None,
        });
        DisputePage { ticket, disputes: all.collect() }
    }

    fn rulings_on(&self, book: BookId, fixture: FixtureId) -> RulingPage {
        let in_force = self.rows_of(book).filter_map(|row| match row {
            Row::Ruling(one)
                if one.fixture() == Some(fixture) && one.state == RulingState::InForce =>
            {
                Some(one.clone())
            }
            _ => None,
        });
        RulingPage { fixture, rulings: in_force.collect() }
    }

    fn mark(&self, book: BookId, mark: &String) -> MarkPage {
        let members = self.rows_of(book).filter_map(|row| match row {
            Row::Person(person) if person.details.marks().contains(mark) => Some(person.member),
            _ => None,
        });
        let entries = self.rows_of(book).filter_map(|row| match row {
            Row::ListEntry(entry) if entry.details.marks().contains(mark) => Some(entry.clone()),
            _ => None,
        });
        MarkPage { mark: mark.clone(), members: members.collect(), entries: entries.collect() }
    }

    fn branch_of(&self, book: BookId, above: MemberId, part: BranchPart) -> BranchPage {
        let members = self.rows_of(book).filter_map(|row| match row {
            Row::Member(member) if member.is_in_branch_of(above) => Some(member.clone()),
            _ => None,
        });
        let fits = |member: &Member| match part {
            BranchPart::All => true,
            BranchPart::Agents => member.role != Role::Player,
            BranchPart::Open => member.parent == above && member.status != MemberStatus::Closed,
        };
        BranchPage { above, part, members: members.filter(fits).collect() }
    }

    fn tickets_on(&self, book: BookId, fixture: FixtureId, after: TicketId) -> TicketPage {
        let tickets = self.tickets_on.get(&(book, fixture)).into_iter().flatten();
        let next = tickets.copied().filter(|ticket| *ticket > after);
        TicketPage { fixture, after, tickets: next.take(TicketPage::LENGTH_MAX).collect() }
    }

    fn earlier(&self, book: BookId, wanted: &EarlierKey) -> EarlierPage {
        let of_subject = |ticket: &Ticket| {
            let subject = wanted.subject;
            subject.0 <= 0 || ticket.member == subject || ticket.agents.contains(&subject)
        };
        let in_place = |ticket: &Ticket| match wanted.fixture {
            Some(fixture) => ticket.legs.iter().any(|leg| leg.fixture == fixture),
            None => ticket.accepted_on == wanted.day,
        };
        let tickets = self.rows_of(book).filter_map(|row| match row {
            Row::Ticket(ticket) if ticket.id < wanted.before => {
                (of_subject(ticket) && in_place(ticket)).then_some(ticket.id)
            }
            _ => None,
        });
        EarlierPage { key: *wanted, tickets: tickets.collect() }
    }

    fn save(&mut self, book: BookId, writes: Writes, head: Head) {
        for row in writes.rows {
            let (key, row) = (row.key(), Arc::unwrap_or_clone(row));
            if is_shared(&key) {
                self.catalogue.insert(key, row);
            } else {
                self.books.entry(book).or_default().insert(key, row);
            }
        }
        for withdrawn in writes.withdrawn {
            // The others are answered from the rows of their members.
            if let Some(key) = withdrawn.key() {
                self.books.entry(book).or_default().remove(&key);
            }
        }
        for appended in writes.appended {
            match appended {
                Appended::TicketOn(fixture, ticket) => {
                    self.tickets_on.entry((book, fixture)).or_default().insert(ticket);
                }
                Appended::Transfer(one) => self.transfers.entry(book).or_default().push(one),
                // Kept with their rows or read by nobody here.
                Appended::Leg(..)
                | Appended::TenderLeg(..)
                | Appended::Payment(_)
                | Appended::LineMove(_)
                | Appended::Reconciled(_)
                | Appended::CardVersion(_)
                | Appended::Branch(..)
                | Appended::PersonMark(..)
                | Appended::ListMark(..) => {}
            }
        }
        self.events.entry(book).or_default().extend(writes.events);
        let receipts = writes.receipts.into_iter();
        self.receipts.extend(receipts.map(|receipt| ((book, receipt.key), receipt)));
        self.heads.insert(book, head);
    }
}

/// A shelf shared by a lane and its readers.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedShelf(Arc<Mutex<Shelf>>);

impl SharedShelf {
    /// The shelf.
    pub(crate) fn open(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lane's side.
    pub(crate) fn writer(&self) -> Box<dyn Store> {
        Box::new(Writer { shelf: self.clone(), unkept: Vec::new() })
    }
}

/// The lane's side: what is saved waits until the work of its book is kept.
struct Writer {
    shelf: SharedShelf,
    unkept: Vec<(BookId, Writes, Head)>,
}

impl Store for Writer {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        let shelf = self.shelf.open();
        let head = |book| shelf.heads.get(&book).cloned().unwrap_or_else(Head::empty);
        let known = |key: &RequestKey| shelf.receipts.get(&(book, *key)).cloned();
        let receipts = keys.iter().filter_map(known).collect();
        Ok(Begun { head: head(book), catalogue: head(BookId::PLATFORM), receipts })
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        let shelf = self.shelf.open();
        Ok(keys.iter().map(|key| (key.clone(), shelf.row(book, key))).collect())
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        self.unkept.push((book, writes.clone(), head.clone()));
        Ok(())
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        let mut shelf = self.shelf.open();
        for (book, writes, head) in self.unkept.drain(..) {
            shelf.save(book, writes, head);
        }
        Ok(())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        self.unkept.clear();
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.give_up()
    }
}

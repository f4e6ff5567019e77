//! SQLite through the store: sums as the views answer them.

use desk::port::{Page, TicketFilter, Views};
use domain::board::market::Side;
use domain::calendar::{Instant, Week};
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::id::{BookId, FixtureId, MarketId, MemberId, TicketId};
use domain::ledger::account::{Account, Method};
use domain::member::Login;
use domain::money::Money;
use domain::rows::{Key, Read as _, Row};
use domain::working::Working;
use store::Database;

use super::core::{added, seen_ticket};
use super::desk_stage::Reader;
use super::{DayQuestion, SeenLiquidity, SeenMoney, SeenTicket};
use crate::folder::Folder;

/// A database in a folder that ends with it.
pub(crate) struct SqliteHouse {
    /// The database.
    pub(crate) database: Database,
    /// Where it lies.
    _folder: Folder,
}

impl SqliteHouse {
    /// A new, empty database.
    pub(crate) fn create() -> SqliteHouse {
        let folder = Folder::create();
        let database = store::open(&folder.database()).expect("a new database opens");
        SqliteHouse { database, _folder: folder }
    }
}

impl Reader for SqliteHouse {
    fn login(&self, book: BookId, login: &str) -> Option<Login> {
        let mut working = Working::new();
        let key = Key::Login(login.to_owned());
        self.database.load(book, std::slice::from_ref(&key), &mut working).expect("loads");
        match working.peek(&key) {
            Some(Row::Login(login)) => Some(login.clone()),
            _ => None,
        }
    }

    fn ticket(&self, book: BookId, ticket: TicketId) -> SeenTicket {
        let story = self.database.ticket(book, ticket).expect("reads").expect("a ticket");
        assert_eq!(story.legs.len(), story.ticket.legs.len(), "every leg has its story");
        let versions: Vec<i32> = story.settlements.iter().map(|one| one.version).collect();
        let expected: Vec<i32> = (1..=story.ticket.settlement).collect();
        assert_eq!(versions, expected, "every settlement is kept");
        seen_ticket(&story.ticket)
    }

    fn late(&self, book: BookId) -> Vec<TicketId> {
        let filter = TicketFilter { late: true, ..TicketFilter::default() };
        let page = Page { cursor: None, limit: 100 };
        let found = self.database.tickets(book, &filter, &page).expect("reads");
        found.items.iter().map(|story| story.ticket.id).collect()
    }

    fn money(&self, book: BookId, member: MemberId, now: Instant) -> SeenMoney {
        let card = self.database.member(book, Week(0), member).expect("reads").expect("a member");
        let key = Account::FreePlay.of(member);
        let mut working = Working::new();
        self.database.load(book, &[Key::Balance(key)], &mut working).expect("loads");
        let free_play = working.balance(key).map_or(Money::ZERO, |balance| balance.amount);
        let (cash, held, withdrawal) = (card.cash, card.held, card.withdrawal);
        let available = card.limits.available(cash, card.policy, now);
        let credit = card.limits.credit_in_force(card.policy, now);
        SeenMoney { cash, held, withdrawal, free_play, available, credit }
    }

    fn figure(&self, book: BookId, member: MemberId, week: Week) -> Figure {
        let sheet = self.database.figures(book, member, week).expect("reads");
        let line = sheet.lines.first().expect("a member has a line");
        assert_eq!(line.balance, line.figure.balance(), "the identity holds on every line");
        line.figure
    }

    fn liquidity(&self, book: BookId, at: Option<Instant>) -> SeenLiquidity {
        let found = self.database.liquidity(book, None, at).expect("reads");
        SeenLiquidity {
            owed_to: found.owed_to_players,
            owed_by: found.owed_by_players,
            at_risk: found.at_risk,
            pending: found.pending_withdrawals,
            unpaid: found.unpaid_winnings,
            cash: found.banks.iter().map(|(_, amount)| *amount).sum(),
        }
    }

    fn past(&self, book: BookId, member: MemberId, at: Instant) -> [Money; 3] {
        let found = self.database.balance_at(book, member, at).expect("reads");
        [found.cash, found.held, found.withdrawal]
    }

    fn daily(&self, book: BookId, question: DayQuestion) -> Total {
        let daily = self.database.daily(book, question.day, question.day).expect("reads");
        added(daily.totals.iter().filter_map(|one| {
            let fits = question.sport.is_none_or(|sport| sport == one.sport)
                && question.kind.is_none_or(|kind| kind == one.kind);
            fits.then_some(&one.total)
        }))
    }

    fn exposure(&self, book: BookId, at: (FixtureId, MarketId, Side)) -> Exposure {
        let sheet = self.database.exposure(book, Some(at.0)).expect("reads");
        let mut counters = sheet.fixtures.into_iter().flat_map(|fixture| fixture.counters);
        let found = counters.find(|one| (one.fixture, one.market, one.side) == at);
        found.unwrap_or(Exposure::none(at.0, at.1, at.2))
    }

    fn events(&self, book: BookId, kind: EventKind, member: MemberId) -> i64 {
        let page = Page { cursor: None, limit: 10_000 };
        let events = self.database.events(book, Some(kind), Some(member), &page).expect("reads");
        let found = events.items.iter().filter(|one| one.event.member == Some(member)).count();
        i64::try_from(found).expect("a count")
    }

    fn row(&self, book: BookId, key: &Key) -> Option<Row> {
        let mut working = Working::new();
        self.database.load(book, std::slice::from_ref(key), &mut working).expect("loads");
        working.peek(key).cloned()
    }

    fn unreconciled(&self, book: BookId, method: Method) -> i64 {
        let page = Page { cursor: None, limit: 10_000 };
        let found = self.database.unreconciled(book, method, &page).expect("reads");
        i64::try_from(found.items.len()).expect("a count")
    }

    fn is_closed(&self, book: BookId, week: Week) -> bool {
        let sheet = self.database.figures(book, MemberId(1), week).expect("reads");
        sheet.closed
    }
}

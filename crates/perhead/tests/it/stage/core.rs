//! The core alone: rows in maps, sums made by looking through all of them.

use domain::board::market::Side;
use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::{Instant, Week};
use domain::credit::Limits;
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::id::{BookId, FixtureId, MarketId, MemberId, TicketId};
use domain::jurisdiction::Jurisdiction;
use domain::ledger::account::{Account, Method};
use domain::member::Login;
use domain::money::Money;
use domain::rows::{Key, Row};
use domain::wager::ticket::{Ticket, TicketState};

use super::desk_stage::Reader;
use super::memory::SharedShelf;
use super::{DayQuestion, SeenLiquidity, SeenMoney, SeenTicket, past};

/// What is told of a ticket, by its row.
pub(crate) fn seen_ticket(ticket: &Ticket) -> SeenTicket {
    let first = ticket.legs.first().expect("a ticket has a leg");
    SeenTicket {
        state: ticket.state,
        risk: ticket.risk,
        win: ticket.win,
        open_risk: ticket.open_risk,
        returned: Some(ticket.cash_returned()),
        free_play_returned: Some(ticket.free_play_returned()),
        settlements: ticket.settlement.into(),
        version: first.version,
        points: first.points,
        odds: first.odds,
    }
}

/// Adds up the totals of one day.
pub(crate) fn added<'t>(totals: impl Iterator<Item = &'t Total>) -> Total {
    totals.fold(Total::default(), |mut sum, one| {
        sum.tickets += one.tickets;
        sum.handle += one.handle;
        sum.settled += one.settled;
        sum.settled_risk += one.settled_risk;
        sum.win += one.win;
        sum
    })
}

impl Reader for SharedShelf {
    fn login(&self, book: BookId, login: &str) -> Option<Login> {
        match self.open().row(book, &Key::Login(login.to_owned())) {
            Some(Row::Login(login)) => Some(login),
            _ => None,
        }
    }

    fn ticket(&self, book: BookId, ticket: TicketId) -> SeenTicket {
        let shelf = self.open();
        match (shelf.row(book, &Key::Ticket(ticket)), shelf.row(book, &Key::Tender(ticket))) {
            (Some(Row::Ticket(ticket)), _) => seen_ticket(&ticket),
            (None, Some(Row::Tender(tender))) => seen_ticket(&tender.as_ticket()),
            other => panic!("{ticket:?} is {other:?}"),
        }
    }

    fn late(&self, book: BookId) -> Vec<TicketId> {
        let shelf = self.open();
        let began = |fixture| match shelf.row(book, &Key::Offer((fixture, WHOLE_FIXTURE))) {
            Some(Row::Offer(offer)) => offer.began_at,
            _ => None,
        };
        let is_late = |ticket: &Ticket| {
            let legs = ticket.legs.iter().enumerate();
            legs.filter(|(place, _)| !ticket.is_leg_voided(*place))
                .any(|(_, leg)| began(leg.fixture).is_some_and(|at| ticket.accepted_at >= at))
        };
        let late = shelf.rows_of(book).filter_map(|row| match row {
            Row::Ticket(ticket) if ticket.state != TicketState::Voided && is_late(ticket) => {
                Some(ticket.id)
            }
            _ => None,
        });
        let mut late: Vec<TicketId> = late.collect();
        late.reverse();
        late
    }

    fn money(&self, book: BookId, member: MemberId, now: Instant) -> SeenMoney {
        let shelf = self.open();
        let on = |account: Account| match shelf.row(book, &Key::Balance(account.of(member))) {
            Some(Row::Balance(balance)) => balance.amount,
            _ => Money::ZERO,
        };
        let limits = match shelf.row(book, &Key::Limits(member)) {
            Some(Row::Limits(limits)) => limits,
            _ => Limits::none(member),
        };
        let policy = match shelf.row(book, &Key::Jurisdiction(book)) {
            Some(Row::Jurisdiction(settings)) => settings.credit.policy,
            _ => Jurisdiction::standard(book).credit.policy,
        };
        let (cash, held) = (on(Account::Cash), on(Account::Held));
        SeenMoney {
            cash,
            held,
            withdrawal: on(Account::Withdrawal),
            free_play: on(Account::FreePlay),
            available: limits.available(cash, policy, now),
            credit: limits.credit_in_force(policy, now),
        }
    }

    fn figure(&self, book: BookId, member: MemberId, week: Week) -> Figure {
        let shelf = self.open();
        let own = shelf.rows_of(book).filter_map(|row| match row {
            Row::Figure(figure) if figure.member == member => Some(*figure),
            _ => None,
        });
        let upto: Vec<Figure> = own.filter(|figure| figure.week <= week).collect();
        match upto.last() {
            Some(last) if last.week == week => *last,
            last => Figure::begin(week, member, last.map_or(Money::ZERO, Figure::balance)),
        }
    }

    fn liquidity(&self, book: BookId, at: Option<Instant>) -> SeenLiquidity {
        past::liquidity(&self.open(), book, at)
    }

    fn past(&self, book: BookId, member: MemberId, at: Instant) -> [Money; 3] {
        let on = past::folded(&self.open(), book, Some(at));
        [Account::Cash, Account::Held, Account::Withdrawal]
            .map(|account| on.get(&account.of(member)).copied().unwrap_or_default())
    }

    fn daily(&self, book: BookId, question: DayQuestion) -> Total {
        let shelf = self.open();
        added(shelf.rows_of(book).filter_map(|row| match row {
            Row::BookTotal(one)
                if one.day == question.day
                    && question.sport.is_none_or(|sport| sport == one.sport)
                    && question.kind.is_none_or(|kind| kind == one.kind) =>
            {
                Some(&one.total)
            }
            _ => None,
        }))
    }

    fn exposure(&self, book: BookId, at: (FixtureId, MarketId, Side)) -> Exposure {
        match self.open().row(book, &Key::Exposure(at)) {
            Some(Row::Exposure(exposure)) => exposure,
            _ => Exposure::none(at.0, at.1, at.2),
        }
    }

    fn events(&self, book: BookId, kind: EventKind, member: MemberId) -> i64 {
        let shelf = self.open();
        let events = shelf.events.get(&book).into_iter().flatten();
        let found =
            events.filter(|one| one.event.kind == kind && one.event.member == Some(member)).count();
        i64::try_from(found).expect("a count")
    }

    fn row(&self, book: BookId, key: &Key) -> Option<Row> {
        self.open().row(book, key)
    }

    fn unreconciled(&self, book: BookId, method: Method) -> i64 {
        let shelf = self.open();
        let waits = |row: &&Row| match row {
            Row::PaymentReference(one) => one.method == method && !one.reconciled,
            _ => false,
        };
        i64::try_from(shelf.rows_of(book).filter(waits).count()).expect("a count")
    }

    fn is_closed(&self, book: BookId, week: Week) -> bool {
        self.open().row(book, &Key::ClosedWeek(week)).is_some()
    }
}

//! A stage without HTTP: every deed is a command to the desk, whatever store stands behind it.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::mpsc::channel;

use desk::clock::Clock;
use desk::port::Store;
use desk::receipt::{Answer, DeskError};
use desk::{Desk, DeskSettings};
use domain::board::market::Side;
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, Command, OpenSession, Outcome};
use domain::event::EventKind;
use domain::exposure::Exposure;
use domain::factor::{Proof, RECOVERY_CODES};
use domain::figure::deal::DealWeek;
use domain::figure::frozen::FrozenFigure;
use domain::figure::total::Total;
use domain::figure::week::Figure;
use domain::funding::command::FundingCommand;
use domain::grade::ruling::RulingState;
use domain::id::{
    BookId, FixtureId, MarketId, MemberId, ReconciliationId, RequestKey, RulingId, TicketId,
    TokenHash,
};
use domain::ledger::account::Account;
use domain::ledger::account::Method;
use domain::member::Login;
use domain::money::Money;
use domain::rejection::{Code, Rejection};
use domain::rows::{Key, Row};
use perhead::clock::{FastClock, ZoneCalendar};

use crate::script::Shown;

use super::{
    By, DayQuestion, Done, LineCounts, Notice, Order, Place, Refusal, SeenFrozen, SeenLiquidity,
    SeenMoney, SeenTicket, Stage,
};

/// Most commands that wait in the lane.
const QUEUE_LENGTH_MAX: usize = 8_192;

/// What a stage reads of its store.
pub(crate) trait Reader {
    /// A login.
    fn login(&self, book: BookId, login: &str) -> Option<Login>;
    /// A ticket.
    fn ticket(&self, book: BookId, ticket: TicketId) -> SeenTicket;
    /// A member's money.
    fn money(&self, book: BookId, member: MemberId, now: Instant) -> SeenMoney;
    /// A member's week.
    fn figure(&self, book: BookId, member: MemberId, week: Week) -> Figure;
    /// What the book owes and holds, now or at an instant.
    fn liquidity(&self, book: BookId, at: Option<Instant>) -> SeenLiquidity;
    /// Cash, held and requested payouts of a member at an instant.
    fn past(&self, book: BookId, member: MemberId, at: Instant) -> [Money; 3];
    /// The totals of a day.
    fn daily(&self, book: BookId, question: DayQuestion) -> Total;
    /// The open bets on a selection.
    fn exposure(&self, book: BookId, at: (FixtureId, MarketId, Side)) -> Exposure;
    /// How many events of a kind concern a member.
    fn events(&self, book: BookId, kind: EventKind, member: MemberId) -> i64;
    /// The tickets that were accepted after a true start, newest first.
    fn late(&self, book: BookId) -> Vec<TicketId>;
    /// A row by its key.
    fn row(&self, book: BookId, key: &Key) -> Option<Row>;
    /// How many payments by a method no record has named.
    fn unreconciled(&self, book: BookId, method: Method) -> i64;
    /// Whether a week is closed.
    fn is_closed(&self, book: BookId, week: Week) -> bool;
}

/// Starts a desk over one store, with a clock that the test moves.
pub(crate) fn start_desk(clock: &FastClock, store: Box<dyn Store>) -> Desk {
    let settings = DeskSettings {
        clock: Arc::new(clock.clone()),
        calendar: Arc::new(ZoneCalendar),
        moved: Arc::new(|_| {}),
        queue_length_max: QUEUE_LENGTH_MAX,
    };
    Desk::start(&settings, vec![store])
}

/// The command of an order. Its print is made of everything but the key.
pub(crate) fn command(order: Order) -> Command {
    let mut print = DefaultHasher::new();
    format!("{:?} {:?}", order.by, order.action).hash(&mut print);
    let actor = match order.by {
        By::System => Actor::System,
        By::Member(member, _) => Actor::Member(member),
    };
    let (book, key, print) = (order.book.id, order.key, print.finish());
    Command { book, key, print, actor, action: order.action }
}

/// What a stage tells of the desk's answer.
pub(crate) fn told(answer: Answer) -> Done<Outcome> {
    match answer {
        Ok(receipt) => receipt.answer.map_err(|rejection| refusal(&rejection)),
        Err(DeskError::KeyReused) => Err(Refusal::of("key_reused")),
        Err(error) => panic!("the desk fails: {error}"),
    }
}

/// A refusal of the rules as every stage tells it.
pub(crate) fn refusal(rejection: &Rejection) -> Refusal {
    let possible = rejection.limit.map(|limit| limit.possible);
    Refusal { code: rejection.code.text().to_owned(), possible }
}

/// Hands all commands over at once and waits for every answer.
pub(crate) fn call_all(desk: &Desk, commands: Vec<Command>) -> Vec<Answer> {
    let count = commands.len();
    let (sender, answers) = channel();
    for (place, command) in commands.into_iter().enumerate() {
        let sender = sender.clone();
        let reply = Box::new(move |answer| {
            sender.send((place, answer)).expect("the test waits for every answer");
        });
        desk.submit(command, reply).expect("the queue is long enough for a test");
    }
    drop(sender);
    let mut found: Vec<(usize, Answer)> = answers.iter().collect();
    assert_eq!(found.len(), count, "every command is answered");
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, answer)| answer).collect()
}

/// A desk and what it writes to.
pub(crate) struct DeskStage<R: Reader> {
    desk: Desk,
    clock: FastClock,
    reader: R,
    secrets: i64,
    /// The step of the newest code that a login showed.
    steps: BTreeMap<(BookId, String), i64>,
}

impl<R: Reader> DeskStage<R> {
    /// A stage over one store.
    pub(crate) fn start(clock: &FastClock, store: Box<dyn Store>, reader: R) -> DeskStage<R> {
        let desk = start_desk(clock, store);
        DeskStage { desk, clock: clock.clone(), reader, secrets: 0, steps: BTreeMap::new() }
    }

    /// Ends the lane and gives the reader back.
    pub(crate) fn end(self) -> R {
        self.desk.stop();
        self.reader
    }

    /// A secret nobody had before: its number and what is stored of it.
    fn secret(&mut self) -> (i64, TokenHash) {
        self.secrets += 1;
        (self.secrets, token_of(self.secrets))
    }

    /// The step of time of the code that a device shows now.
    fn step(&self) -> i64 {
        self.clock.now().0.div_euclid(30_000_000)
    }

    /// What somebody shows, as a server would have verified it.
    fn proof(&self, book: &Place, login: &str, shown: Shown) -> Proof {
        let used = self.steps.get(&(book.id, login.to_owned())).copied();
        match shown {
            Shown::Nothing => Proof::Password,
            Shown::Code => Proof::Code { step: self.step() },
            Shown::SameCode => Proof::Code { step: used.expect("a code was shown before") },
            Shown::WrongCode => Proof::Recovery(recovery_code(0)),
            Shown::Recovery(place) => Proof::Recovery(recovery_code(place)),
        }
    }

    fn steps_used(&mut self, book: &Place, login: &str, proof: Proof) {
        if let Proof::Code { step } = proof {
            self.steps.insert((book.id, login.to_owned()), step);
        }
    }

    fn by_system(&mut self, book: &Place, action: Action) -> Done<Outcome> {
        let (secret, _) = self.secret();
        let mut key = [0xEE; 16];
        key[8..].copy_from_slice(&secret.to_be_bytes());
        let order = Order { book: book.clone(), by: By::System, key: RequestKey(key), action };
        self.perform(order)
    }
}

/// What is stored of a recovery code, by its place.
fn recovery_code(place: usize) -> TokenHash {
    token_of(1_000_000 + i64::try_from(place).expect("a place"))
}

fn token_of(secret: i64) -> TokenHash {
    let mut token = [0; 32];
    token[..8].copy_from_slice(&secret.to_be_bytes());
    TokenHash(token)
}

impl<R: Reader> Stage for DeskStage<R> {
    fn perform(&mut self, order: Order) -> Done<Outcome> {
        told(self.desk.call(command(order)))
    }

    fn perform_all(&mut self, orders: Vec<Order>) -> Done<()> {
        let commands = orders.into_iter().map(command).collect();
        call_all(&self.desk, commands).into_iter().try_for_each(|answer| told(answer).map(|_| ()))
    }

    fn add_by_letter(&mut self, order: Order) -> Done<(MemberId, String)> {
        let (book, by) = (order.book.clone(), order.by.clone());
        let Outcome::Member(member) = self.perform(order)? else {
            panic!("a new member is answered with its id")
        };
        let (secret, token) = self.secret();
        let expires_at = self.clock.now().plus_seconds(24 * 60 * 60);
        let action = Action::Invite { member, token, expires_at };
        let key = RequestKey(token.0[..16].try_into().expect("sixteen bytes"));
        self.perform(Order { book, by, key, action })?;
        Ok((member, secret.to_string()))
    }

    fn accept(&mut self, book: &Place, letter: &str, password: &str) -> Done<()> {
        let token = token_of(letter.parse().expect("letters of this stage are numbers"));
        let password_hash = self.password_hash(password);
        self.by_system(book, Action::AcceptInvitation { token, password_hash }).map(|_| ())
    }

    /// No secret is kept here, so the text itself serves.
    fn password_hash(&self, password: &str) -> String {
        format!("kept:{password}")
    }

    /// As a server does it: it compares the password, and tells the desk what came of it.
    fn sign_in(&mut self, book: &Place, login: &str, (password, shown): (&str, Shown)) -> Done<()> {
        let known = self.reader.login(book.id, login);
        let fits = known.is_some_and(|known| known.password_hash == self.password_hash(password));
        let (address, agent) = ("127.0.0.1".to_owned(), "test".to_owned());
        let (login, (_, token)) = (login.to_owned(), self.secret());
        let expires_at = self.clock.now().plus_seconds(12 * 60 * 60);
        let proof = self.proof(book, &login, shown);
        let open = OpenSession { login: login.clone(), token, expires_at, address, agent, proof };
        let by_code = fits && proof != Proof::Password;
        let now = self.clock.now();
        if self.reader.login(book.id, &login).is_some_and(|login| login.is_shut(now)) {
            return Err(Refusal::of(Code::LockedOut.text()));
        }
        if fits {
            match self.by_system(book, Action::OpenSession(Box::new(open))) {
                // A code that does not fit counts like a password, also while the login is locked.
                Err(refusal) if refusal.code == Code::BadCredentials.text() => {}
                Err(refusal) if refusal.code == Code::LockedOut.text() && by_code => {}
                done => return done.map(|_| self.steps_used(book, &login, proof)),
            }
        }
        let locked = self.reader.login(book.id, &login);
        let is_locked = locked.is_some_and(|login| now < login.locked_until);
        if !is_locked || by_code {
            let address = "127.0.0.1".to_owned();
            self.by_system(book, Action::FailLogin { login, address, by_code })?;
        }
        let code = if is_locked { Code::LockedOut } else { Code::BadCredentials };
        Err(Refusal::of(code.text()))
    }

    /// As a server does it: it holds signature and time against the provider's keys.
    fn notify(&mut self, book: &Place, notice: &Notice) -> Done<Outcome> {
        let key = match self.reader.row(book.id, &Key::ProviderKey(notice.method)) {
            Some(Row::ProviderKey(key)) => Some(key),
            _ => None,
        };
        let known = key.map(|key| [Some(key.secret), key.former]).into_iter().flatten().flatten();
        let fits = known.into_iter().any(|secret| secret.0 == [notice.signed_by; 32]);
        if !fits || notice.seconds_old.abs() > 300 {
            return Err(Refusal::of("signature_invalid"));
        }
        let mut named = DefaultHasher::new();
        (notice.method.name(), &notice.id).hash(&mut named);
        let mut key = [0xDD; 16];
        key[8..].copy_from_slice(&named.finish().to_be_bytes());
        let command = FundingCommand::Notice {
            method: notice.method,
            name: notice.id.clone(),
            member: notice.member,
            line: notice.line.clone(),
            failed: notice.failed,
        };
        let (action, key) = (Action::Funding(Box::new(command)), RequestKey(key));
        self.perform(Order { book: book.clone(), by: By::System, key, action })
    }

    fn set_up_factor(&mut self, book: &Place, (member, login): (MemberId, &str)) -> Done<()> {
        let by_member = |action, (_, hash): (i64, TokenHash)| {
            let key = RequestKey(hash.0[..16].try_into().expect("sixteen bytes"));
            Order { book: book.clone(), by: By::Member(member, login.to_owned()), key, action }
        };
        let begin = Action::BeginSecondFactor { sealed: "sealed".to_owned() };
        let begin = by_member(begin, self.secret());
        self.perform(begin)?;
        let (_, token) = self.secret();
        let expires_at = self.clock.now().plus_seconds(60 * 60);
        let (address, agent) = ("127.0.0.1".to_owned(), "test".to_owned());
        let (login, proof) = (login.to_owned(), Proof::Password);
        let open = OpenSession { login: login.clone(), token, expires_at, address, agent, proof };
        self.by_system(book, Action::OpenSession(Box::new(open)))?;
        let step = self.step();
        let recovery = (1..=RECOVERY_CODES).map(recovery_code).collect();
        let confirm = Action::ConfirmSecondFactor { token, step, recovery };
        let confirm = by_member(confirm, self.secret());
        self.perform(confirm)?;
        self.steps_used(book, &login, Proof::Code { step });
        Ok(())
    }

    fn ticket(&mut self, book: &Place, ticket: TicketId) -> SeenTicket {
        self.reader.ticket(book.id, ticket)
    }

    fn late(&mut self, book: &Place) -> Vec<TicketId> {
        self.reader.late(book.id)
    }

    fn money(&mut self, book: &Place, member: MemberId) -> SeenMoney {
        self.reader.money(book.id, member, self.clock.now())
    }

    fn figure(&mut self, book: &Place, member: MemberId, week: Week) -> Figure {
        self.reader.figure(book.id, member, week)
    }

    fn liquidity(&mut self, book: &Place, at: Option<Instant>) -> SeenLiquidity {
        self.reader.liquidity(book.id, at)
    }

    fn past(&mut self, book: &Place, member: MemberId, at: Instant) -> [Money; 3] {
        self.reader.past(book.id, member, at)
    }

    fn daily(&mut self, book: &Place, question: DayQuestion) -> Total {
        self.reader.daily(book.id, question)
    }

    fn exposure(&mut self, book: &Place, at: (FixtureId, MarketId, Side)) -> Exposure {
        self.reader.exposure(book.id, at)
    }

    fn events(&mut self, book: &Place, kind: EventKind, member: MemberId) -> i64 {
        self.reader.events(book.id, kind, member)
    }

    fn ruling(&mut self, book: &Place, ruling: RulingId) -> RulingState {
        match self.reader.row(book.id, &Key::Ruling(ruling)) {
            Some(Row::Ruling(ruling)) => ruling.state,
            other => panic!("{ruling:?} is {other:?}"),
        }
    }

    fn file(&mut self, book: &Place, id: ReconciliationId) -> LineCounts {
        match self.reader.row(book.id, &Key::Reconciliation(id)) {
            Some(Row::Reconciliation(record)) => record.counts,
            other => panic!("{id:?} is {other:?}"),
        }
    }

    fn unreconciled(&mut self, book: &Place, method: Method) -> i64 {
        self.reader.unreconciled(book.id, method)
    }

    fn deal_week(&mut self, book: &Place, agent: MemberId, week: Week) -> Option<DealWeek> {
        match self.reader.row(book.id, &Key::DealWeek((week, agent))) {
            Some(Row::DealWeek(found)) => Some(found),
            _ => None,
        }
    }

    fn frozen(&mut self, book: &Place, member: MemberId, week: Week) -> SeenFrozen {
        let found = match self.reader.row(book.id, &Key::Frozen((week, member))) {
            Some(Row::Frozen(found)) => found,
            _ => FrozenFigure::none(week, member, member),
        };
        SeenFrozen {
            carry: found.figure.carry,
            result: found.figure.result(),
            balance: found.figure.balance(),
            due: found.due,
            pending: found.pending,
            heads: found.heads,
        }
    }

    fn invoice(&mut self, book: &Place, week: Week) -> Option<(i64, Money)> {
        match self.reader.row(book.id, &Key::Invoice(week)) {
            Some(Row::Invoice(found)) => Some((found.heads, found.amount)),
            _ => None,
        }
    }

    fn payable(&mut self, book: &Place, agent: MemberId) -> Money {
        match self.reader.row(book.id, &Key::Balance(Account::Commission.of(agent))) {
            Some(Row::Balance(found)) => found.amount,
            _ => Money::ZERO,
        }
    }

    fn is_closed(&mut self, book: &Place, week: Week) -> bool {
        self.reader.is_closed(book.id, week)
    }
}

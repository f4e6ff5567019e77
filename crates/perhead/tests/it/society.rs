//! Two books with somebody of every role, branches side by side, and something of each kind to be
//! had in either: what tests of rights and of bad input ask about.

use desk::clock::Clock as _;
use domain::acceptance::{AcceptanceCommand, AcceptanceTerms};
use domain::calendar::Instant;
use domain::care::command::CareCommand;
use domain::care::request::SubjectKind;
use domain::command::{Action, Actor, ListPerson, Outcome, RulingRequest};
use domain::funding::command::FundingCommand;
use domain::funding::method::Direction;
use domain::funding::reconcile::ProviderLine;
use domain::grade::command::GradingCommand;
use domain::grade::dispute::DisputeCommand;
use domain::grade::ruling::{DeskPolicy, Ending, Reach, Reason};
use domain::grade::score::Origin;
use domain::id::{
    ApplicationId, BookId, DisputeId, EntryId, ExclusionId, GrantId, HoldId, MemberId, MessageId,
    ReconciliationId, ReportId, RulingId, SubjectRequestId, TicketId, WithdrawalId,
};
use domain::identity::{CivilDate, Details};
use domain::ledger::account::Method;
use domain::member::{BarKind, Role};
use domain::message::MessageCommand;
use domain::protection::ExclusionKind;
use domain::protection::command::ProtectionCommand;
use perhead::calls::{call, fresh};
use perhead::clock::FastClock;

use crate::play::BEGIN;
use crate::server::TestServer;
use crate::site::{
    FAR, Game, add_book, add_member, begin_game, fund, post_ballgame, post_games, straight,
};
use crate::web::Browser;

const DAY: i64 = 24 * 60 * 60;
/// When the first book was opened: so long ago that a self-exclusion of then may end.
const EARLIER: Instant = Instant(BEGIN.0 - 182 * DAY * Instant::SECOND);

/// One book of the society.
pub(crate) struct Book {
    pub(crate) id: BookId,
    pub(crate) slug: &'static str,
    /// Words and ids. A word names the role, and ends with `_aside` for the other branch.
    pub(crate) members: Vec<(String, MemberId)>,
    /// A ticket of `player` and one of `player_aside`, both open.
    pub(crate) tickets: [TicketId; 2],
    /// What `player` and `player_aside` have around money.
    pub(crate) money: [Money; 2],
    /// A ticket of `spare` on the game still to come.
    pub(crate) coming_ticket: TicketId,
    /// Wagers of `waiter` and of `waiter_aside` that wait to be accepted: two of each.
    pub(crate) tenders: [[TicketId; 2]; 2],
    /// A void that staff asked for and that waits for a second person.
    pub(crate) void: RulingId,
    /// A voided ticket of `spare` that may be disputed, and a dispute on another.
    pub(crate) settled_ticket: TicketId,
    pub(crate) dispute: DisputeId,
    /// A message to everybody of the book.
    pub(crate) message: MessageId,
    /// A score that the book's own people reported of the begun game.
    pub(crate) report: ReportId,
    /// An entry of its list of those who must not play.
    pub(crate) entry: EntryId,
}

/// What somebody has around money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Money {
    /// Free play with an end far ahead.
    pub(crate) grant: GrantId,
    /// Payouts: three that wait for approval, one that waits to be paid.
    pub(crate) withdrawals: [WithdrawalId; 4],
    /// An application for credit that waits.
    pub(crate) application: ApplicationId,
    /// A self-exclusion of somebody beside them, whose time is over.
    pub(crate) exclusion: ExclusionId,
    /// A provider's file that names a payment of theirs.
    pub(crate) record: ReconciliationId,
    /// Requests about what is kept of them: one without an answer, one for access that was granted.
    pub(crate) requests: [SubjectRequestId; 2],
    /// A hold on the account of somebody beside them.
    pub(crate) hold: HoldId,
}

/// Books, games and a server.
pub(crate) struct Society {
    pub(crate) server: TestServer,
    pub(crate) acme: Book,
    pub(crate) globe: Book,
    /// A game that is still to come.
    pub(crate) coming: Game,
    /// A game under way.
    pub(crate) begun: Game,
    /// A game of baseball that is still to come.
    pub(crate) ballgame: Game,
    /// A game with a result in acme that a feed contradicts.
    pub(crate) disputed: Game,
}

impl Book {
    /// A member by word.
    pub(crate) fn member(&self, word: &str) -> MemberId {
        let found = self.members.iter().find(|(known, _)| known == word);
        found.unwrap_or_else(|| panic!("nobody is called {word}")).1
    }
}

/// The login of a member of a book: unlike every other, and no part of another.
pub(crate) fn login(slug: &str, word: &str) -> String {
    match word.strip_suffix("_aside") {
        Some(word) => format!("{slug}.{word}.y"),
        None => format!("{slug}.{word}.x"),
    }
}

impl Society {
    /// Builds everything through the desk and starts the server.
    pub(crate) fn build() -> Society {
        let clock = FastClock::new(EARLIER, 0);
        let server = TestServer::start(&clock);
        let games = post_games(&server.installation, 3, FAR);
        let acme = build_book(&server, &clock, "acme", [games[0], games[1]]);
        let globe = build_book(&server, &clock, "globe", [games[0], games[1]]);
        add_book(&server.installation, "idle", "idle.operator");
        begin_game(&server.installation, games[1]);
        begin_game(&server.installation, games[2]);
        let ballgame = post_ballgame(&server.installation, FAR);
        let (coming, begun, disputed) = (games[0], games[1], games[2]);
        dispute(&server, &acme, disputed);
        let mut society = Society { server, acme, globe, coming, begun, ballgame, disputed };
        society.acme.report = report_score(&society, &society.acme);
        society.globe.report = report_score(&society, &society.globe);
        society
    }

    /// A browser of a member of a book.
    pub(crate) fn browser(&self, book: &Book, word: &str) -> Browser {
        self.server.signed_in(book.id, book.slug, &login(book.slug, word))
    }

    /// A browser of the provider's administrator.
    pub(crate) fn administrator(&self) -> Browser {
        self.server.signed_in(BookId::PLATFORM, "platform", "admin")
    }
}

fn build_book(
    server: &TestServer,
    clock: &FastClock,
    slug: &'static str,
    [coming, game]: [Game; 2],
) -> Book {
    let installation = &server.installation;
    let (id, root) = add_book(installation, slug, &login(slug, "operator"));
    // Ids of the two books must not meet: what one has, the other has not.
    let first = if slug == "globe" { 500_000 } else { 0 };
    call(&installation.desk, fresh(id, Actor::System, Action::StartIds { first })).expect("ids");
    let mut members = vec![("operator".to_owned(), root)];
    let mut add = |parent, role, word: &str| {
        let member = add_member(installation, id, (parent, role, &login(slug, word)));
        members.push((word.to_owned(), member));
        member
    };
    let staff = add(root, Role::Staff, "staff");
    let master = add(root, Role::Master, "master");
    let agent = add(master, Role::Agent, "agent");
    let master_aside = add(root, Role::Master, "master_aside");
    let agent_aside = add(master_aside, Role::Agent, "agent_aside");
    let spare = add(agent, Role::Player, "spare");
    fund(installation, id, spare, 50_000);
    add(agent, Role::Player, "mover");
    let waiters = [(agent, "waiter"), (agent_aside, "waiter_aside")]
        .map(|(parent, word)| add(parent, Role::Player, word));
    let now = clock.now();
    let excluded = [("rested", agent), ("rested_aside", agent_aside)]
        .map(|(word, parent)| exclude(server, id, now, (parent, &login(slug, word))));
    clock.skip_to(BEGIN);
    let player = add(agent, Role::Player, "player");
    let player_aside = add(agent_aside, Role::Player, "player_aside");
    let tickets = [player, player_aside].map(|player| {
        fund(installation, id, player, 50_000);
        let action = Action::PlaceWager(Box::new(straight(player, game.market, 1_000)));
        match call(&installation.desk, fresh(id, Actor::Member(player), action)) {
            Ok(Outcome::Ticket(ticket)) => ticket,
            other => panic!("a wager answers {other:?}"),
        }
    });
    let held = [("held", agent), ("held_aside", agent_aside)]
        .map(|(word, parent)| hold_somebody(server, id, root, (parent, &login(slug, word))));
    let money = [(player, (excluded[0], held[0])), (player_aside, (excluded[1], held[1]))].map(
        |(player, (exclusion, hold))| Money {
            exclusion,
            hold,
            ..add_money(server, id, root, player)
        },
    );
    let [coming_ticket, doubted] = [spare, spare].map(|player| {
        let action = Action::PlaceWager(Box::new(straight(player, coming.market, 1_000)));
        match call(&installation.desk, fresh(id, Actor::Member(player), action)) {
            Ok(Outcome::Ticket(ticket)) => ticket,
            other => panic!("a wager answers {other:?}"),
        }
    });
    let [settled_ticket, disputed] = end_two_wagers(server, id, spare, coming);
    let void = ask_void(server, id, staff, doubted);
    let tenders = waiters.map(|player| let_two_wait(server, (id, root), player, coming));
    let object = Action::Dispute(DisputeCommand::Open {
        member: spare,
        ticket: disputed,
        text: "it stood".to_owned(),
    });
    let dispute = match call(&installation.desk, fresh(id, Actor::Member(spare), object)) {
        Ok(Outcome::Dispute(dispute)) => dispute,
        other => panic!("a dispute answers {other:?}"),
    };
    let text = "closed on Monday".to_owned();
    let told = Action::Message(MessageCommand::Write { member: root, to_branch: true, text });
    let told = call(&installation.desk, fresh(id, Actor::Member(root), told));
    let Ok(Outcome::Message(message)) = told else { panic!("a message answers {told:?}") };
    let report = ReportId(0);
    let entry = list_somebody(server, id, root);
    Book {
        id,
        slug,
        members,
        tickets,
        money,
        coming_ticket,
        void,
        tenders,
        settled_ticket,
        dispute,
        message,
        report,
        entry,
    }
}

/// Two wagers of a player that wait for the operator's word.
fn let_two_wait(
    server: &TestServer,
    (book, root): (BookId, MemberId),
    player: MemberId,
    game: Game,
) -> [TicketId; 2] {
    fund(&server.installation, book, player, 50_000);
    let desk = &server.installation.desk;
    let cents = domain::money::Money;
    let bound = |approve_risk| AcceptanceTerms {
        approve_risk: Some(cents(approve_risk)),
        approve_win: None,
        lapse_seconds: 86_400,
    };
    let gate = |terms| {
        let action = Action::Acceptance(AcceptanceCommand::SetTerms { owner: player, terms });
        call(desk, fresh(book, Actor::Member(root), action)).expect("terms are set");
    };
    gate(Some(bound(700)));
    let tenders = [700, 800].map(|risk| {
        let action = Action::PlaceWager(Box::new(straight(player, game.market, risk)));
        match call(desk, fresh(book, Actor::Member(player), action)) {
            Ok(Outcome::Ticket(ticket)) => ticket,
            other => panic!("a wager answers {other:?}"),
        }
    });
    gate(None);
    tenders
}

/// Somebody below an agent whose self-exclusion may end half a year later.
fn exclude(
    server: &TestServer,
    book: BookId,
    now: Instant,
    (parent, login): (MemberId, &str),
) -> ExclusionId {
    let installation = &server.installation;
    let member = add_member(installation, book, (parent, Role::Player, login));
    let until = Some(now.plus_seconds(181 * DAY));
    let (kind, reason) = (ExclusionKind::SelfExclusion, "a rest".to_owned());
    let exclude = ProtectionCommand::Exclude { member, kind, until, reason };
    let action = Action::Protect(Box::new(exclude));
    match call(&installation.desk, fresh(book, Actor::Member(member), action)) {
        Ok(Outcome::Exclusion(exclusion)) => exclusion,
        other => panic!("an exclusion answers {other:?}"),
    }
}

fn add_money(server: &TestServer, book: BookId, root: MemberId, player: MemberId) -> Money {
    let grant = FundingCommand::GrantFreePlay {
        member: player,
        amount: domain::money::Money(2_500),
        expires_at: BEGIN.plus_seconds(30 * 24 * 60 * 60),
        note: "welcome".to_owned(),
        terms: domain::funding::free_play_terms::GrantTerms::standard(),
    };
    let done = |command| {
        let action = Action::Funding(Box::new(command));
        call(&server.installation.desk, fresh(book, Actor::Member(root), action))
    };
    // What waits to be paid out was paid in for it: everybody keeps what they had.
    fund(&server.installation, book, player, 400);
    let withdrawals = [1, 2, 3, 4].map(|number| {
        let payout = FundingCommand::RequestWithdrawal {
            member: player,
            method: Method::Bank,
            amount: domain::money::Money(100),
            destination: format!("account {number}"),
        };
        match done(payout) {
            Ok(Outcome::Withdrawal(withdrawal)) => withdrawal,
            other => panic!("a payout answers {other:?}"),
        }
    });
    let [.., last] = withdrawals;
    let approve = FundingCommand::ApproveWithdrawal { member: player, withdrawal: last };
    let action = Action::Funding(Box::new(approve));
    call(&server.installation.desk, fresh(book, Actor::System, action)).expect("approved");
    let (amount, note) = (domain::money::Money(5_000), "more games".to_owned());
    let apply = FundingCommand::ApplyForCredit { member: player, amount, note };
    let action = Action::Funding(Box::new(apply));
    let own = fresh(book, Actor::Member(player), action);
    match (done(grant), call(&server.installation.desk, own)) {
        (Ok(Outcome::Grant(grant)), Ok(Outcome::Application(application))) => {
            let record = hold_file(server, book, root, player);
            let (exclusion, hold) = (ExclusionId(0), HoldId(0));
            let requests = ask_what_is_kept(server, book, root, player);
            Money { grant, withdrawals, application, exclusion, record, requests, hold }
        }
        other => panic!("a grant and an application answer {other:?}"),
    }
}

/// A request without an answer, and one for access that was granted.
fn ask_what_is_kept(
    server: &TestServer,
    book: BookId,
    root: MemberId,
    member: MemberId,
) -> [SubjectRequestId; 2] {
    let told = |by, command| {
        let action = Action::Care(Box::new(command));
        match call(&server.installation.desk, fresh(book, Actor::Member(by), action)) {
            Ok(Outcome::SubjectRequest(request)) => request,
            other => panic!("a request answers {other:?}"),
        }
    };
    let ask = |kind| CareCommand::Ask { member, kind, text: "all of it".to_owned() };
    let [open, request] =
        [SubjectKind::Correction, SubjectKind::Access].map(|kind| told(member, ask(kind)));
    let (granted, reason) = (true, "as asked".to_owned());
    told(root, CareCommand::Answer { member, request, granted, reason });
    [open, request]
}

/// Somebody below an agent whose account is held.
fn hold_somebody(
    server: &TestServer,
    book: BookId,
    root: MemberId,
    (parent, login): (MemberId, &str),
) -> HoldId {
    let installation = &server.installation;
    let member = add_member(installation, book, (parent, Role::Player, login));
    let hold = CareCommand::Hold { member, evidence: "two cards".to_owned() };
    let action = Action::Care(Box::new(hold));
    match call(&installation.desk, fresh(book, Actor::Member(root), action)) {
        Ok(Outcome::Hold(hold)) => hold,
        other => panic!("a hold answers {other:?}"),
    }
}

/// A provider's file of one line.
fn hold_file(
    server: &TestServer,
    book: BookId,
    root: MemberId,
    player: MemberId,
) -> ReconciliationId {
    let line = ProviderLine {
        line: 2,
        reference: format!("of {}", player.0),
        direction: Direction::In,
        amount: domain::money::Money(100),
    };
    let (method, name, lines) = (Method::Wallet, "day.csv".to_owned(), vec![line]);
    let file = FundingCommand::Reconcile { method, name, lines };
    let action = Action::Funding(Box::new(file));
    match call(&server.installation.desk, fresh(book, Actor::Member(root), action)) {
        Ok(Outcome::Reconciliation(record)) => record,
        other => panic!("a file answers {other:?}"),
    }
}

/// Two wagers of a player, voided by the system.
fn end_two_wagers(
    server: &TestServer,
    book: BookId,
    player: MemberId,
    game: Game,
) -> [TicketId; 2] {
    let desk = &server.installation.desk;
    [1_000, 1_100].map(|amount| {
        let bet = Action::PlaceWager(Box::new(straight(player, game.market, amount)));
        let ticket = match call(desk, fresh(book, Actor::Member(player), bet)) {
            Ok(Outcome::Ticket(ticket)) => ticket,
            other => panic!("a wager answers {other:?}"),
        };
        let action = Action::Rule(Box::new(RulingRequest {
            reach: Reach::Ticket(ticket),
            ending: Ending::Void,
            reason: Reason::TechnicalFault,
            note: "the line hung".to_owned(),
        }));
        call(desk, fresh(book, Actor::System, action)).expect("a void");
        ticket
    })
}

/// Every void needs a second person, and wagers may be taken back for a day.
fn ask_void(server: &TestServer, book: BookId, staff: MemberId, ticket: TicketId) -> RulingId {
    let policy = DeskPolicy {
        four_eyes_from: Some(domain::money::Money::ZERO),
        cancel_seconds: 86_400,
        ..DeskPolicy::STANDARD
    };
    let desk = &server.installation.desk;
    let changed = call(desk, fresh(book, Actor::System, Action::ChangeDeskPolicy(policy)));
    changed.expect("a policy");
    let action = Action::Rule(Box::new(RulingRequest {
        reach: Reach::Ticket(ticket),
        ending: Ending::Void,
        reason: Reason::Duplicate,
        note: "taken twice".to_owned(),
    }));
    match call(desk, fresh(book, Actor::Member(staff), action)) {
        Ok(Outcome::Ruling(ruling)) => ruling,
        other => panic!("a void answers {other:?}"),
    }
}

/// The operator's score becomes the result of a game, and a feed says otherwise.
fn dispute(server: &TestServer, book: &Book, game: Game) {
    let (desk, fixture) = (&server.installation.desk, game.fixture);
    let told = |book, actor, action| match call(desk, fresh(book, actor, action)) {
        Ok(outcome) => outcome,
        Err(refusal) => panic!("{refusal:?}"),
    };
    let operator = Actor::Member(book.member("operator"));
    let entered = Action::EnterScore { fixture, home: 27, away: 20, detail: Box::default() };
    let Outcome::Report(report) = told(book.id, operator, entered) else {
        panic!("a score answers with its report")
    };
    let confirmed = Action::ConfirmResult { fixture, report, origin: Origin::Book };
    let Outcome::Result(version) = told(book.id, operator, confirmed) else {
        panic!("a result answers with its version")
    };
    let graded = Action::GradeChunk { fixture, round: version, after: TicketId(0) };
    told(book.id, Actor::System, graded);
    let (source, detail) = ("espn".to_owned(), Box::default());
    let reported = Action::ReportScore { fixture, source, home: 20, away: 27, detail };
    told(BookId::PLATFORM, Actor::System, reported);
    told(book.id, Actor::System, Action::Grading(GradingCommand::OpenDiscrepancy { fixture }));
}

fn list_somebody(server: &TestServer, book: BookId, root: MemberId) -> EntryId {
    let person = Details {
        name: "Some Body".to_owned(),
        born: CivilDate::parse("1970-01-01"),
        ..Details::default()
    };
    let (kind, reason, until) = (BarKind::Restricted, "an official".to_owned(), None);
    let action = Action::ListPerson(Box::new(ListPerson { kind, person, reason, until }));
    match call(&server.installation.desk, fresh(book, Actor::Member(root), action)) {
        Ok(Outcome::Entry(entry)) => entry,
        other => panic!("an entry answers {other:?}"),
    }
}

fn report_score(society: &Society, book: &Book) -> ReportId {
    let action = {
        let (fixture, detail) = (society.begun.fixture, Box::default());
        Action::EnterScore { fixture, home: 27, away: 20, detail }
    };
    let operator = Actor::Member(book.member("operator"));
    let desk = &society.server.installation.desk;
    match call(desk, fresh(book.id, operator, action)) {
        Ok(Outcome::Report(report)) => report,
        other => panic!("a score answers {other:?}"),
    }
}

/// The id of a report as the interface writes it.
pub(crate) fn report_text(origin: Origin, report: ReportId) -> String {
    let letter = if origin == Origin::Book { 'o' } else { 'r' };
    format!("{letter}{}", report.0)
}

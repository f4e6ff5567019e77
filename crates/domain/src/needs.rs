//! Which rows a command reads. Computed purely, in steps: what a first load answers may name more
//! rows (a market names its fixture). The caller asks again until nothing new is named.

mod acceptance;
mod funding;
mod people;
mod protection;

mod week;

use crate::board::offer::WHOLE_FIXTURE;
use crate::board::profile;
use crate::calendar::Moment;
use crate::command::{Action, Actor, Command, WagerRequest};
use crate::control::Target;
use crate::grade::command::GradingCommand;
use crate::grade::ruling::Reach;
use crate::grade::score::Grading;
use crate::grade::ticket::grounds;
use crate::id::{BookId, FixtureId, MarketId, MemberId, TicketId};
use crate::ledger::account::Account;
use crate::limit::counter::facts_of_ticket;
use crate::limit::gather::{facts_of_request, sheets_for};
use crate::limit::judge::demands;
use crate::limit::rule::{WagerFacts, owners};
use crate::member::MemberStatus;
use crate::rows::{BranchPart, Key, Read, Row};
use crate::wager::terms::Form;
use crate::wager::ticket::Ticket;
use crate::working::Working;

/// Names the rows `command` reads that `working` does not know yet. An empty answer means that
/// the command can be decided.
pub fn needs(command: &Command, moment: &Moment, working: &Working) -> Vec<Key> {
    let (book, actor) = (command.book, command.actor.member());
    let mut needs = Needs { working, moment, book, actor, keys: Vec::new() };
    needs.of_command(command);
    needs.keys
}

/// Names the rows that pricing `request` reads, for a quote outside of any command.
pub fn needs_of_quote(
    book: BookId,
    request: &WagerRequest,
    moment: &Moment,
    working: &Working,
) -> Vec<Key> {
    let mut needs = Needs { working, moment, book, actor: None, keys: Vec::new() };
    needs.book(book);
    needs.wager_terms(request);
    needs.keys
}

struct Needs<'a> {
    working: &'a Working,
    moment: &'a Moment,
    book: BookId,
    actor: Option<MemberId>,
    keys: Vec<Key>,
}

/// What is known so far: rows that were not loaded yet read as absent.
struct Known<'a>(&'a Working);

impl Read for Known<'_> {
    fn row(&self, key: &Key) -> Option<&Row> {
        self.0.peek(key)
    }
}

impl<'a> Needs<'a> {
    /// Names `key` unless it is known; answers the row once it is.
    #[inline]
    fn want(&mut self, key: Key) -> Option<&'a Row> {
        if let Some(known) = self.working.look(&key) {
            return known;
        }
        self.keys.push(key);
        None
    }

    /// The book, its jurisdiction settings and the house rules in force.
    fn book(&mut self, book: BookId) {
        self.want(Key::Jurisdiction(book));
        if let Some(Row::Book(found)) = self.want(Key::Book(book)) {
            let version = found.rules_version;
            self.want(Key::Rules(version));
        }
    }

    fn of_command(&mut self, command: &Command) {
        self.book(command.book);
        if let Actor::Member(member) = command.actor {
            self.want(Key::Member(member));
        }
        match &command.action {
            Action::AddTenant { slug } => drop(self.want(Key::Tenant(slug.clone()))),
            Action::PutCard(card) => drop(self.want(Key::Card(card.code.clone()))),
            Action::SellPoints(sell) => drop(self.want(Key::League(sell.league.clone()))),
            Action::CreateMember(create) => self.new_member(create),
            Action::CreateMembers(list) => list.iter().for_each(|one| self.new_member(one)),
            Action::ChangeStatus { member, status } => {
                self.member_money(*member);
                self.want(Key::Member(*member));
                if *status == MemberStatus::Closed {
                    self.want(Key::BranchOf((*member, BranchPart::Open)));
                } else if *status == MemberStatus::Active {
                    self.person(*member);
                }
            }
            Action::ChangeLimits { member, .. } => self.credit(*member),
            Action::Invite { member, .. } => drop(self.want(Key::Member(*member))),
            Action::AcceptInvitation { token, .. } => {
                if let Some(Row::Invitation(invitation)) = self.want(Key::Invitation(*token)) {
                    let member = invitation.member;
                    if let Some(Row::Member(member)) = self.want(Key::Member(member)) {
                        let login = member.login.clone();
                        self.want(Key::Login(login));
                    }
                }
            }
            Action::OpenSession(opening) => self.login_with_factor(&opening.login),
            Action::FailLogin { login, .. } => self.login_with_factor(login),
            Action::EndSession { token } => drop(self.want(Key::Session(*token))),
            Action::Receive(pay) | Action::Disburse(pay) => self.payment(pay),
            Action::Adjust(pay) => self.correction(pay.member),
            Action::Funding(command) => self.of_funding(command),
            Action::Protect(command) => self.of_protection(command),
            other => self.of_people(command.actor, other),
        }
    }

    /// What the commands of board, wagers and results read.
    fn of_play(&mut self, action: &Action) {
        match action {
            Action::ChangeOffer(change) => self.offer(change.fixture, change.market),
            Action::Control { target, .. } => self.control(*target),
            Action::MoveOwnLine { market, .. } => {
                self.want(Key::OwnLine(*market));
                if let Some(Row::Market(found)) = self.want(Key::Market(*market)) {
                    let fixture = found.fixture;
                    self.want(Key::Fixture(fixture));
                }
            }
            Action::SetProfile(profile) => {
                self.want(Key::LineProfile(MemberId::HOUSE));
                if profile.owner.0 > 0 {
                    self.want(Key::Member(profile.owner));
                }
            }
            Action::ReplaceLimits { owner, .. } => self.limit_rules(*owner),
            Action::Acceptance(command) => self.of_acceptance(command),
            Action::PlaceWager(request) => self.place(request),
            Action::EnterScore { fixture, .. } | Action::ConfirmResult { fixture, .. } => {
                self.reports(*fixture)
            }
            Action::Grading(command) => self.of_grading(command),
            Action::GradeChunk { fixture, after, .. } => self.chunk(*fixture, *after),
            Action::ChangeDeskPolicy(_) => drop(self.want(Key::DeskPolicy(()))),
            Action::Rule(request) => self.ruling(request.reach),
            Action::DecideRuling { ruling, .. } => {
                if let Some(Row::Ruling(ruling)) = self.want(Key::Ruling(*ruling)) {
                    let reach = ruling.reach;
                    self.ruling(reach);
                }
            }
            Action::Dispute(command) => self.of_dispute(command),
            Action::Message(command) => self.of_message(command),
            Action::CancelWager { member, ticket } => {
                self.want(Key::Member(*member));
                self.ruling(Reach::Ticket(*ticket));
            }
            Action::Claim { work, .. } => drop(self.want(Key::Lease(work.clone()))),
            Action::Week(command) => self.of_week(command),
            Action::PostLeague { code, .. } => drop(self.want(Key::League(code.clone()))),
            Action::PostTeam { league, code, .. } => self.team(league, code),
            Action::PostFixture(post) => {
                self.team(&post.league, &post.home);
                self.team(&post.league, &post.away);
            }
            Action::ChangeFixture { fixture, .. } | Action::ReportScore { fixture, .. } => {
                self.want(Key::Fixture(*fixture));
            }
            Action::ListPitchers { fixture, .. } => {
                if let Some(Row::Fixture(found)) = self.want(Key::Fixture(*fixture)) {
                    let version = found.listing;
                    self.want(Key::Listing((*fixture, version)));
                }
            }
            Action::MoveLine(line) => {
                self.want(Key::Fixture(line.fixture));
                self.want(Key::MarketsOf(line.fixture));
            }
            _ => {}
        }
    }

    fn of_grading(&mut self, command: &GradingCommand) {
        match command {
            // The rules in force are asked for by every command.
            GradingCommand::ChangeRules { .. } => {}
            GradingCommand::ChangeConfirmation { league, .. } => {
                self.want(Key::League(league.clone()));
            }
            GradingCommand::RecordStart { fixture, .. } => self.offer(*fixture, WHOLE_FIXTURE),
            GradingCommand::OpenDiscrepancy { fixture }
            | GradingCommand::CloseDiscrepancy { fixture, .. } => self.reports(*fixture),
        }
    }

    /// What is reported of a fixture, what counts, and who has a stake in it.
    fn reports(&mut self, fixture: FixtureId) {
        if let Some(Row::Fixture(found)) = self.want(Key::Fixture(fixture)) {
            let league = found.league;
            self.want(Key::Confirmation(league));
        }
        self.want(Key::ReportsOf(fixture));
        self.want(Key::Discrepancy(fixture));
        if let Some(actor) = self.actor {
            self.want(Key::Stake((fixture, actor)));
        }
        self.grading(fixture);
    }

    fn member_money(&mut self, member: MemberId) {
        self.want(Key::Limits(member));
        for account in [Account::Cash, Account::Held, Account::Withdrawal] {
            self.want(Key::Balance(account.of(member)));
        }
        self.want(Key::Figure((self.moment.week, member)));
    }

    fn team(&mut self, league: &str, code: &str) {
        if let Some(Row::League(league)) = self.want(Key::League(league.to_owned())) {
            let id = league.id;
            self.want(Key::Team((id, code.to_owned())));
        }
    }

    fn offer(&mut self, fixture: FixtureId, market: MarketId) {
        self.want(Key::Fixture(fixture));
        if market != WHOLE_FIXTURE {
            self.want(Key::Market(market));
        }
        self.want(Key::Offer((fixture, market)));
    }

    fn control(&mut self, target: Target) {
        self.want(Key::Controls(self.book));
        if let Target::Branch(member) = target {
            self.want(Key::Member(member));
            if let Some(Row::Controls(controls)) = self.working.peek(&Key::Controls(self.book)) {
                let setter = controls.stop_of(target).and_then(|stop| stop.by);
                if let Some(setter) = setter {
                    self.want(Key::Member(setter));
                }
            }
        }
    }

    /// The limit rules of an owner and of those further up.
    fn limit_rules(&mut self, owner: MemberId) {
        let mut chain = Vec::new();
        if owner.0 > 0
            && let Some(Row::Member(member)) = self.want(Key::Member(owner))
        {
            chain = member.chain.clone();
        }
        for owner in owners(&chain) {
            self.want(Key::LimitSheet(owner));
        }
    }

    /// What the limit rules of a player's chain read: the sheets, the counters of those that
    /// match, and where a counter has not begun the tickets from before its rule.
    fn limits_on(&mut self, chain: &[MemberId], facts: &WagerFacts) {
        for owner in owners(chain) {
            self.want(Key::LimitSheet(owner));
        }
        let working = self.working;
        let known = Known(working);
        let sheets = sheets_for(&known, chain);
        for demand in demands(&sheets, facts) {
            let Some(key) = demand.counter else { continue };
            let begun = self.want(Key::Counter(key)).is_some();
            let Some(earlier) = demand.earlier(facts) else { continue };
            if begun || !working.knows(&Key::Counter(key)) {
                continue;
            }
            if let Some(Row::Earlier(page)) = self.want(Key::Earlier(earlier)) {
                for ticket in page.tickets.clone() {
                    self.ticket_fixtures(ticket);
                }
            }
        }
    }

    /// The counters that a ticket of the past stands in.
    fn limits_of_ticket(&mut self, ticket: &Ticket) {
        let working = self.working;
        let Some(Row::Book(book)) = working.peek(&Key::Book(self.book)) else { return };
        if !book.uses.limits {
            return;
        }
        for fixture in ticket.fixtures() {
            self.want(Key::Fixture(fixture));
        }
        let chain: Vec<MemberId> = ticket.agents.iter().copied().chain([ticket.member]).collect();
        if let Some(facts) = facts_of_ticket(&Known(working), ticket) {
            self.limits_on(&chain, &facts);
        }
    }

    fn ticket_fixtures(&mut self, ticket: TicketId) {
        if let Some(Row::Ticket(ticket)) = self.want(Key::Ticket(ticket)) {
            for fixture in ticket.fixtures() {
                self.want(Key::Fixture(fixture));
            }
        }
    }

    /// What the parts read that a book may do without.
    fn used_parts(&mut self, request: &WagerRequest) {
        let working = self.working;
        let Some(Row::Book(book)) = working.peek(&Key::Book(self.book)) else { return };
        if book.uses.controls {
            self.want(Key::Controls(self.book));
        }
        if let Some(Row::Rules(rules)) = working.peek(&Key::Rules(book.rules_version))
            && rules.duplicate_seconds > 0
        {
            self.want(Key::Recent(request.member));
        }
        if book.uses.acceptance {
            self.acceptance_of(request.member);
        }
        if book.uses.profiles
            && let Some(Row::Member(member)) = working.peek(&Key::Member(request.member))
        {
            for owner in profile::owners(&member.chain) {
                self.want(Key::LineProfile(owner));
            }
        }
        if book.uses.limits
            && let Some(Row::Member(member)) = working.peek(&Key::Member(request.member))
        {
            let facts = facts_of_request(&Known(working), request, self.moment);
            self.limits_on(&member.chain, &facts);
        }
    }

    /// What pricing and judging a wager reads.
    fn wager_terms(&mut self, request: &WagerRequest) {
        self.used_parts(request);
        self.protected_wager(request.member);
        self.person_if_asked(request.member);
        self.want(Key::Member(request.member));
        self.want(Key::Limits(request.member));
        self.want(Key::Balance(Account::Cash.of(request.member)));
        if request.free_play {
            self.free_play(request.member);
        }
        if let Form::Card { code, .. } = &request.form {
            self.want(Key::Card(code.clone()));
        }
        let book = self.working.peek(&Key::Book(self.book));
        let own_lines = matches!(book, Some(Row::Book(book)) if book.uses.own_lines);
        for leg in &request.legs {
            if let Some(Row::Market(market)) = self.want(Key::Market(leg.market)) {
                let (fixture, market) = (market.fixture, market.id);
                self.want(Key::Fixture(fixture));
                self.want(Key::Offer((fixture, WHOLE_FIXTURE)));
                self.want(Key::Offer((fixture, market)));
                if own_lines {
                    self.want(Key::OwnLine(market));
                }
            }
        }
    }

    /// What accepting a wager reads beside its terms.
    fn place(&mut self, request: &WagerRequest) {
        self.wager_terms(request);
        self.member_money(request.member);
        let mut sports = Vec::new();
        for leg in &request.legs {
            let Some(Row::Market(market)) = self.working.peek(&Key::Market(leg.market)) else {
                continue;
            };
            let (fixture, market) = (market.fixture, market.id);
            self.want(Key::Exposure((fixture, market, leg.side)));
            if let Some(Row::Fixture(fixture)) = self.working.peek(&Key::Fixture(fixture)) {
                sports.push(fixture.sport);
            }
        }
        if let Some(sport) = crate::wager::place::sport_of(&sports) {
            self.want(Key::BookTotal((self.moment.day, sport, request.form.kind())));
            if let Some(Row::Member(member)) = self.working.peek(&Key::Member(request.member)) {
                self.want(Key::AgentTotal((self.moment.day, member.parent, sport)));
            }
        }
    }

    fn grading(&mut self, fixture: FixtureId) -> Option<Grading> {
        let Some(Row::Grading(grading)) = self.want(Key::Grading(fixture)) else { return None };
        let grading = *grading;
        self.want(Key::Result((fixture, grading.result_version)));
        if grading.voids > 0 {
            self.want(Key::RulingsOn(fixture));
        }
        Some(grading)
    }

    /// What a void or cancellation reads: what it reaches, whether results are known, and, for a
    /// ticket, everything that settling it reads.
    fn ruling(&mut self, reach: Reach) {
        self.want(Key::DeskPolicy(()));
        match reach {
            Reach::Ticket(ticket) | Reach::Leg(ticket, _) => {
                self.want(Key::Balance(Account::Wagering.of(MemberId::HOUSE)));
                if let Some(Row::Ticket(ticket)) = self.want(Key::Ticket(ticket)) {
                    let ticket = ticket.clone();
                    self.settling(&ticket);
                    for leg in &ticket.legs {
                        self.want(Key::Fixture(leg.fixture));
                        self.want(Key::ReportsOf(leg.fixture));
                    }
                    self.limits_of_ticket(&ticket);
                }
            }
            Reach::Market(fixture, market, _) => {
                self.want(Key::Fixture(fixture));
                self.want(Key::ReportsOf(fixture));
                self.grading(fixture);
                if market != WHOLE_FIXTURE {
                    self.want(Key::Market(market));
                }
            }
        }
    }

    fn chunk(&mut self, fixture: FixtureId, after: TicketId) {
        // The first round of a fixture finds nobody in the queue of tickets that wait.
        let corrects = self.grading(fixture).is_some_and(|grading| grading.round > 1);
        self.want(Key::Balance(Account::Wagering.of(MemberId::HOUSE)));
        let Some(Row::TicketsOn(page)) = self.want(Key::TicketsOn((fixture, after))) else {
            return;
        };
        for ticket in &page.tickets {
            if corrects {
                self.want(Key::Waiting((fixture, *ticket)));
            }
            if let Some(Row::Ticket(ticket)) = self.want(Key::Ticket(*ticket)) {
                let ticket = ticket.clone();
                self.settling(&ticket);
                if ticket.fixtures().into_iter().any(|fixture| self.is_ruled(fixture)) {
                    self.limits_of_ticket(&ticket);
                }
            }
        }
    }

    /// True when rulings ended bets on a fixture: such a ticket may give back what it took.
    fn is_ruled(&self, fixture: FixtureId) -> bool {
        let found = self.working.peek(&Key::Grading(fixture));
        matches!(found, Some(Row::Grading(grading)) if grading.voids > 0)
    }

    fn settling(&mut self, ticket: &Ticket) {
        self.want(Key::Rules(ticket.rules_version));
        self.want(Key::Member(ticket.member));
        self.member_money(ticket.member);
        if ticket.funds.is_free_play() {
            self.free_play_of(ticket.member, ticket.id);
        }
        if ticket.settlement > 0 {
            self.want(Key::Settlement((ticket.id, ticket.settlement)));
        }
        for leg in &ticket.legs {
            self.grading(leg.fixture);
            for key in grounds(leg) {
                self.want(key);
            }
            self.want(Key::Exposure((leg.fixture, leg.market, leg.side)));
        }
        self.want(Key::BookTotal((self.moment.day, ticket.sport, ticket.kind())));
        if let Some(agent) = ticket.agents.last() {
            self.want(Key::AgentTotal((self.moment.day, *agent, ticket.sport)));
        }
    }
}

//! Plays a scenario on a stage: turns the names of the file into ids, carries out step after
//! step, and says at which line what was told differs from what is expected.

mod acceptance;
mod care;
mod cast;
mod desk;
mod message;
mod money;
mod people;
mod protection;
mod records;
mod verdict;
mod wagers;
mod week;

use domain::board::market::{Price, Side};
use domain::board::prop::{Prop, Runner};
use domain::book::{BookCalendar, Brand};
use domain::calendar::Instant;
use domain::command::{Action, CreateMember, MoveLine, OpenBook, Outcome, PostFixture};
use domain::grade::score::Origin;
use domain::id::{BookId, FixtureId, RequestKey, TicketId};
use domain::member::{MemberStatus, Role};
use domain::odds::OddsFormat;
use domain::rules::HouseRules;
use perhead::clock::FastClock;

use crate::script::{
    Change, Deed, LineWords, MemberWords, RuleWords, ScoreWords, Shown, SideWords, Step,
};
use crate::stage::{By, Done, Order, Place, Stage};
use cast::{Cast, KnownFixture, KnownReport};

/// When every scenario begins: 2024-09-01 12:00 UTC.
pub(crate) const BEGIN: Instant = Instant(1_725_192_000_000_000);

/// A scenario under way on one stage.
pub(crate) struct Play<'s> {
    stage: &'s mut dyn Stage,
    clock: &'s FastClock,
    cast: Cast,
}

/// Plays all steps.
///
/// # Errors
/// Names the first line that came out otherwise, and how.
pub(crate) fn play(
    name: &str,
    steps: &[Step],
    clock: &FastClock,
    stage: &mut dyn Stage,
) -> Result<Vec<Place>, String> {
    let mut play = Play { stage, clock, cast: Cast::new() };
    play.open_platform();
    for step in steps {
        play.step(step)
            .map_err(|what| format!("{name}:{}: {what}\n    {}", step.line, step.text))?;
    }
    Ok(play.cast.places())
}

impl Play<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        let done = match &step.deed {
            Deed::Expect(expected) => return self.verify(expected),
            deed => self.carry_out(deed),
        };
        match (done?, &step.refused) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(refused)) => Err(format!("is taken, not refused as {}", refused.code)),
            (Err(refusal), None) => Err(format!("is refused as {}", refusal.code)),
            (Err(refusal), Some(refused)) => verdict::fits(&refusal, refused),
        }
    }

    /// Carries out a deed. The outer error is a word of the file that means nothing, the inner
    /// one a refusal.
    fn carry_out(&mut self, deed: &Deed) -> Result<Done<()>, String> {
        match deed {
            Deed::Now(at) => {
                self.clock.skip_to(*at);
                Ok(Ok(()))
            }
            Deed::Book { slug, operator, zone, rules } => {
                self.open_book(slug, operator, zone, rules)
            }
            Deed::In { slug } => self.cast.speak_of(slug).map(Ok),
            Deed::Sell { by, sell } => {
                let done = self.by_member(by, Action::SellPoints(sell.clone()), None)?;
                done.map_or_else(|refusal| Ok(Err(refusal)), |_| self.cast.sell(sell).map(Ok))
            }
            Deed::Card { by, card } => {
                self.by_member(by, Action::PutCard(card.clone()), None).map(unit)
            }
            Deed::Rules(rules) => {
                let rules = self.cast.changed_rules(rules)?;
                let done = self.by_system(Action::ChangeRules(Box::new(rules.clone())))?;
                if done.is_ok() {
                    self.cast.rule(rules)?;
                }
                Ok(unit(done))
            }
            Deed::League { code, sport, teams } => self.post_league(code, *sport, teams),
            Deed::Fixture { name, league, sides, starts_at } => {
                self.post_fixture(name, league, sides, *starts_at)
            }
            Deed::Pitchers { fixture, home, away } => {
                let fixture = self.cast.fixture(fixture)?.id;
                let (home, away) = (home.clone(), away.clone());
                Ok(unit(self.by_feed(Action::ListPitchers { fixture, home, away })))
            }
            Deed::Line { by, fixture, line } => self.move_line(by.as_deref(), fixture, line),
            Deed::Change { fixture, change } => self.change_fixture(fixture, *change),
            Deed::Report { .. } | Deed::Enter { .. } => self.report(deed),
            Deed::Confirm { by, fixture, report, graded } => {
                self.confirm(by.as_deref(), fixture, report.as_deref(), *graded)
            }
            Deed::Confirmation { .. }
            | Deed::Regulate { .. }
            | Deed::Compare { .. }
            | Deed::Began { .. }
            | Deed::Keep { .. } => self.at_desk(deed),
            Deed::Grade { fixture } => self.grade_chunk(fixture).map(unit),
            Deed::Add { by, member } => self.add(by, member),
            Deed::Accept { letter, password } => {
                let letter = self.cast.letter(letter)?;
                let book = self.cast.book()?.clone();
                Ok(self.stage.accept(&book, &letter, password))
            }
            Deed::Status { by, member, status } => {
                let (member, status) = (self.cast.member(member)?, *status);
                self.by_member(by, Action::ChangeStatus { member, status }, None).map(unit)
            }
            Deed::Limits { by, member, limits } => {
                let member = self.cast.member(member)?;
                let action = Action::ChangeLimits {
                    member,
                    credit: limits.credit,
                    min_risk: limits.min_risk,
                    max_risk: limits.max_risk,
                    max_win: limits.max_win,
                };
                self.by_member(by, action, None).map(unit)
            }
            Deed::Pay { by, payment } => self.pay(by, payment),
            Deed::Money { by, deed } => self.money(by.as_deref(), deed),
            Deed::Protect { by, deed } => self.protect(by.as_deref(), deed),
            Deed::Care { by, deed } => self.care(by.as_deref(), deed),
            Deed::Offer { by, offer } => {
                let action = self.cast.offer(offer)?;
                self.by_member(by, action, None).map(unit)
            }
            Deed::Cap { by, owner, rules } => {
                let action = self.cast.cap(by.as_deref(), owner, rules)?;
                match by {
                    Some(by) => self.by_member(by, action, None).map(unit),
                    None => self.by_system(action).map(unit),
                }
            }
            Deed::OwnLine { by, fixture, market, line } => {
                let (market, line) = (self.cast.market(fixture, market)?.id, line.clone());
                self.by_member(by, Action::MoveOwnLine { market, line }, None).map(unit)
            }
            Deed::Shade { by, owner, profile } => {
                let action = self.cast.shade(owner, profile.as_ref())?;
                self.by_member(by, action, None).map(unit)
            }
            Deed::Control { by, target, stopped, reason } => {
                let action = self.cast.control(target, *stopped, reason)?;
                self.by_member(by, action, None).map(unit)
            }
            Deed::Acceptance { by, deed } => self.gate(by.as_deref(), deed),
            Deed::Message { by, deed } => self.message(by, deed),
            Deed::Bet { by, times, bet } => self.bet(by, *times, bet),
            Deed::Policy(_)
            | Deed::Rule { .. }
            | Deed::Decide { .. }
            | Deed::TakeBack { .. }
            | Deed::Dispute { .. }
            | Deed::Answer { .. } => self.at_desk(deed),
            Deed::CloseWeek { .. }
            | Deed::SetDeal { .. }
            | Deed::SetPlan(_)
            | Deed::SettleUp { .. }
            | Deed::PayCommission { .. } => self.about_weeks(deed),
            Deed::SignIn { login, password, shown } => {
                let book = self.cast.book()?.clone();
                Ok(self.stage.sign_in(&book, login, (password, *shown)))
            }
            Deed::Mistype { login } => {
                let book = self.cast.book()?.clone();
                Ok(self.stage.sign_in(&book, login, ("surely not the password", Shown::Nothing)))
            }
            Deed::Record(deed) => self.record(deed),
            Deed::People { by, deed } => self.people(by, deed),
            Deed::Expect(_) => Err("an expectation is no deed".to_owned()),
        }
    }

    fn order(&mut self, by: By, action: Action, key: Option<&str>) -> Result<Order, String> {
        let key = self.cast.key(key);
        Ok(Order { book: self.cast.book()?.clone(), by, key, action })
    }

    fn by_system(&mut self, action: Action) -> Result<Done<Outcome>, String> {
        let order = self.order(By::System, action, None)?;
        Ok(self.stage.perform(order))
    }

    fn by_member(
        &mut self,
        by: &str,
        action: Action,
        key: Option<&str>,
    ) -> Result<Done<Outcome>, String> {
        let by = By::Member(self.cast.member(by)?, by.to_owned());
        let order = self.order(by, action, key)?;
        Ok(self.stage.perform(order))
    }

    /// In the catalogue, by a feed.
    fn by_feed(&mut self, action: Action) -> Done<Outcome> {
        let book = Place { id: BookId::PLATFORM, slug: "platform".to_owned() };
        let key = self.cast.key(None);
        self.stage.perform(Order { book, by: By::System, key, action })
    }

    fn open_book(
        &mut self,
        slug: &str,
        operator: &str,
        zone: &str,
        words: &RuleWords,
    ) -> Result<Done<()>, String> {
        let tenant = match self.by_feed(Action::AddTenant { slug: slug.to_owned() }) {
            Ok(Outcome::Tenant(book)) => book,
            Ok(other) => return Err(format!("a new book answers {other:?}")),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let rules = cast::with_words(&HouseRules::standard(), words)?;
        self.cast.add_book(Place { id: tenant, slug: slug.to_owned() }, rules.clone());
        let action = open_book(slug, operator, zone, rules, Role::Operator);
        match self.by_system(action)? {
            Ok(Outcome::Member(member)) => {
                self.cast.add_member(operator, member);
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("an opened book answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// The provider's own scope, which the catalogue belongs to.
    fn open_platform(&mut self) {
        let rules = HouseRules::standard();
        let opened = self.by_feed(open_book("platform", "root", "UTC", rules, Role::Platform));
        opened.expect("the provider's scope opens once");
    }

    fn post_league(
        &mut self,
        code: &str,
        sport: domain::board::fixture::Sport,
        teams: &[String],
    ) -> Result<Done<()>, String> {
        let league = code.to_owned();
        let action = Action::PostLeague { code: league.clone(), name: league.clone(), sport };
        let mut done = self.by_feed(action);
        if let Ok(Outcome::League(id)) = done {
            self.cast.add_league(code, id);
        }
        for team in teams {
            let (code, name, short) = (team.clone(), team.clone(), team.clone());
            let action = Action::PostTeam { league: league.clone(), code, name, short };
            done = done.and(self.by_feed(action));
        }
        Ok(unit(done))
    }

    fn post_fixture(
        &mut self,
        name: &str,
        league: &str,
        sides: &SideWords,
        starts_at: Instant,
    ) -> Result<Done<()>, String> {
        let action = Action::PostFixture(Box::new(PostFixture {
            league: league.to_owned(),
            home: sides.home.clone(),
            away: sides.away.clone(),
            starts_at,
            rotation: 101,
            season: 2024,
            round: 1,
            neutral: false,
            field: sides.field,
            venue: String::new(),
        }));
        match self.by_feed(action) {
            Ok(Outcome::Fixture(fixture)) => {
                self.cast.add_fixture(name, fixture);
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a new fixture answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn move_line(
        &mut self,
        by: Option<&str>,
        fixture: &str,
        line: &LineWords,
    ) -> Result<Done<()>, String> {
        let action = Action::MoveLine(Box::new(MoveLine {
            fixture: self.cast.fixture(fixture)?.id,
            kind: line.market.kind,
            period: line.market.period,
            alternate: line.market.alternate,
            prop: prop_of(line).map(Box::new),
            status: line.status,
            points: line.points,
            prices: line.prices.clone(),
        }));
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_feed(action),
        };
        match done {
            Ok(Outcome::Market(market)) => {
                self.cast.add_line(fixture, market, line)?;
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a line answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn change_fixture(&mut self, name: &str, change: Change) -> Result<Done<()>, String> {
        let fixture = self.cast.fixture(name)?.id;
        let (mut starts_at, mut status, mut score) = (None, None, None);
        match change {
            Change::Status(new) => status = Some(new),
            Change::Start(at) => starts_at = Some(at),
            Change::Score(home, away) => score = Some((home, away)),
        }
        Ok(unit(self.by_feed(Action::ChangeFixture { fixture, starts_at, status, score })))
    }

    fn report(&mut self, deed: &Deed) -> Result<Done<()>, String> {
        let (fixture, report, origin, done) = match deed {
            Deed::Report { source, fixture, score, report } => {
                let id = self.cast.fixture(fixture)?.id;
                let ScoreWords { home, away, detail } = score.clone();
                let source = source.clone();
                let action = Action::ReportScore { fixture: id, source, home, away, detail };
                (fixture, report, Origin::Catalogue, self.by_feed(action))
            }
            Deed::Enter { by, fixture, score, report } => {
                let id = self.cast.fixture(fixture)?.id;
                let ScoreWords { home, away, detail } = score.clone();
                let action = Action::EnterScore { fixture: id, home, away, detail };
                (fixture, report, Origin::Book, self.by_member(by, action, None)?)
            }
            other => return Err(format!("{other:?} reports no score")),
        };
        match done {
            Ok(Outcome::Report(id)) => {
                self.cast.add_report(fixture, report.as_deref(), KnownReport { origin, id })?;
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a score answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn confirm(
        &mut self,
        by: Option<&str>,
        name: &str,
        report: Option<&str>,
        graded: bool,
    ) -> Result<Done<()>, String> {
        let KnownFixture { id: fixture, .. } = self.cast.fixture(name)?.clone();
        let KnownReport { origin, id: report } = self.cast.report(name, report)?;
        let action = Action::ConfirmResult { fixture, report, origin };
        let done = match by {
            Some(by) => self.by_member(by, action, None)?,
            None => self.by_system(action)?,
        };
        match done {
            Ok(Outcome::Result(_)) => {
                self.cast.begin_grading(name)?;
                while graded && self.grade_chunk(name)? != Ok(Outcome::GradedAll) {}
                Ok(Ok(()))
            }
            Ok(other) => Err(format!("a result answers {other:?}")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Grades the next tickets, as the timer does.
    fn grade_chunk(&mut self, name: &str) -> Result<Done<Outcome>, String> {
        let (fixture, round, after): (FixtureId, i32, TicketId) = self.cast.grading(name)?;
        let done = self.by_system(Action::GradeChunk { fixture, round, after })?;
        match done {
            Ok(Outcome::Graded(ticket)) => self.cast.grade_to(name, ticket)?,
            Ok(Outcome::GradedAll) | Err(_) => {}
            Ok(other) => return Err(format!("grading answers {other:?}")),
        }
        if let Err(refusal) = &done
            && !["wrong_state", "not_found"].contains(&refusal.code.as_str())
        {
            return Err(format!("grading is refused as {}", refusal.code));
        }
        Ok(done)
    }

    fn add(&mut self, by: &str, words: &MemberWords) -> Result<Done<()>, String> {
        let parent = self.cast.member(words.under.as_deref().unwrap_or(by))?;
        let hash = words.password.as_deref().map(|password| self.stage.password_hash(password));
        let action = Action::CreateMember(Box::new(CreateMember {
            parent,
            role: words.role,
            status: MemberStatus::Active,
            login: words.login.clone(),
            name: words.login.clone(),
            password_hash: hash.unwrap_or_default(),
            credit: words.credit,
            max_risk: words.max_risk,
            max_win: words.max_win,
            is_test: words.is_test,
            ..CreateMember::plain()
        }));
        let by = By::Member(self.cast.member(by)?, by.to_owned());
        let order = self.order(by, action, words.key.as_deref())?;
        let created = match &words.letter {
            Some(letter) => self.stage.add_by_letter(order).map(|(member, secret)| {
                self.cast.add_letter(letter, secret);
                member
            }),
            None => match self.stage.perform(order) {
                Ok(Outcome::Member(member)) => Ok(member),
                Ok(other) => return Err(format!("a new member answers {other:?}")),
                Err(refusal) => Err(refusal),
            },
        };
        Ok(created.map(|member| self.cast.add_member(&words.login, member)))
    }
}

/// The deed that opens a book.
pub(crate) fn open_book(
    slug: &str,
    operator: &str,
    zone: &str,
    rules: HouseRules,
    root_role: Role,
) -> Action {
    Action::OpenBook(Box::new(OpenBook {
        slug: slug.to_owned(),
        brand: Brand { name: slug.to_owned(), colour: "#0b6b4f".to_owned(), mark: "B".to_owned() },
        currency: "USD".to_owned(),
        odds_format: OddsFormat::American,
        calendar: BookCalendar { zone: zone.to_owned(), day_cutoff_minutes: 180, first_weekday: 2 },
        rules,
        root_role,
        root_login: operator.to_owned(),
        root_name: operator.to_owned(),
        password_hash: String::new(),
    }))
}

/// What a market beside the score asks; its runners are those with a price.
fn prop_of(line: &LineWords) -> Option<Prop> {
    let runner = |price: &Price| match price.side {
        Side::Runner(number) => Some(Runner { number, name: format!("Runner {number}") }),
        _ => None,
    };
    let statistic = line.market.statistic.clone();
    let runners = line.prices.iter().filter_map(runner).collect();
    let prop = Prop { title: statistic.clone(), statistic, runners, places: line.places };
    line.market.kind.is_prop().then_some(prop)
}

fn unit(done: Done<Outcome>) -> Done<()> {
    done.map(|_| ())
}

/// A key made of a number: every request of a scenario has one of its own.
pub(crate) fn numbered_key(number: u64) -> RequestKey {
    let mut key = [0; 16];
    key[6] = 0x70;
    key[8..].copy_from_slice(&(number | 1 << 63).to_be_bytes());
    RequestKey(key)
}

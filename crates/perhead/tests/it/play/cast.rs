//! The names of a scenario and what they stand for on the stage it is played on.

use std::collections::BTreeMap;

use domain::board::line::Points;
use domain::board::market::Price;
use domain::board::offer::WHOLE_FIXTURE;
use domain::board::profile::LineProfile;
use domain::command::{Action, ChangeOffer, LimitWanted, SellPoints};
use domain::control::Target;
use domain::grade::score::Origin;
use domain::id::{
    DisputeId, FixtureId, LeagueId, MarketId, MemberId, ReportId, RequestKey, RulingId, TicketId,
};
use domain::jurisdiction::Jurisdiction;
use domain::ledger::account::Method;
use domain::limit::rule::PLATFORM_OWNER;
use domain::rules::HouseRules;
use domain::wager::bought::PointTable;
use domain::wager::terms::WagerRules;

use super::numbered_key;
use crate::script::{
    CapWords, LineWords, MarketWords, OfferWords, ProfileWords, RuleWords, TargetWords,
};
use crate::stage::Place;

/// A fixture and the lines posted on it.
#[derive(Clone, Debug)]
pub(super) struct KnownFixture {
    pub(super) id: FixtureId,
    pub(super) markets: BTreeMap<MarketWords, KnownMarket>,
}

/// A market and each version of its line, first to last.
#[derive(Clone, Debug)]
pub(super) struct KnownMarket {
    pub(super) id: MarketId,
    pub(super) versions: Vec<(Option<Points>, Vec<Price>)>,
}

/// A score report and where it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownReport {
    pub(super) origin: Origin,
    pub(super) id: ReportId,
}

/// The names of one book.
struct KnownBook {
    place: Place,
    rules: HouseRules,
    jurisdiction: Jurisdiction,
    members: BTreeMap<String, MemberId>,
    tickets: BTreeMap<String, TicketId>,
    reports: BTreeMap<String, KnownReport>,
    last_report: BTreeMap<String, KnownReport>,
    letters: BTreeMap<String, String>,
    gradings: BTreeMap<String, (i32, TicketId)>,
    things: BTreeMap<String, i64>,
    rulings: BTreeMap<String, (RulingId, Option<String>)>,
    disputes: BTreeMap<String, DisputeId>,
}

/// All names of a scenario.
pub(super) struct Cast {
    books: Vec<KnownBook>,
    spoken_of: usize,
    fixtures: BTreeMap<String, KnownFixture>,
    feed_reports: BTreeMap<String, KnownReport>,
    leagues: BTreeMap<String, LeagueId>,
    keys: BTreeMap<String, RequestKey>,
    next_key: u64,
}

type Found<T> = Result<T, String>;

impl Cast {
    pub(super) fn new() -> Cast {
        Cast {
            books: Vec::new(),
            spoken_of: 0,
            fixtures: BTreeMap::new(),
            feed_reports: BTreeMap::new(),
            leagues: BTreeMap::new(),
            keys: BTreeMap::new(),
            next_key: 1,
        }
    }

    /// Every book opened so far.
    pub(super) fn places(&self) -> Vec<Place> {
        self.books.iter().map(|book| book.place.clone()).collect()
    }

    fn current(&self) -> Found<&KnownBook> {
        self.books.get(self.spoken_of).ok_or_else(|| "no book is open yet".to_owned())
    }

    fn current_mut(&mut self) -> Found<&mut KnownBook> {
        self.books.get_mut(self.spoken_of).ok_or_else(|| "no book is open yet".to_owned())
    }

    pub(super) fn add_book(&mut self, place: Place, rules: HouseRules) {
        self.spoken_of = self.books.len();
        self.books.push(KnownBook {
            jurisdiction: Jurisdiction::standard(place.id),
            place,
            rules,
            members: BTreeMap::new(),
            tickets: BTreeMap::new(),
            reports: BTreeMap::new(),
            last_report: BTreeMap::new(),
            letters: BTreeMap::new(),
            gradings: BTreeMap::new(),
            things: BTreeMap::new(),
            rulings: BTreeMap::new(),
            disputes: BTreeMap::new(),
        });
    }

    pub(super) fn speak_of(&mut self, slug: &str) -> Found<()> {
        let place = self.books.iter().position(|book| book.place.slug == slug);
        self.spoken_of = place.ok_or_else(|| format!("no book is called {slug}"))?;
        Ok(())
    }

    pub(super) fn book(&self) -> Found<&Place> {
        Ok(&self.current()?.place)
    }

    /// The rules in force with the changes of `words`, from now on.
    pub(super) fn changed_rules(&self, words: &RuleWords) -> Found<HouseRules> {
        with_words(&self.current()?.rules, words)
    }

    /// Rules that were accepted: the next version.
    pub(super) fn rule(&mut self, rules: HouseRules) -> Found<()> {
        let book = self.current_mut()?;
        book.rules = HouseRules { version: book.rules.version + 1, ..rules };
        Ok(())
    }

    /// Points that are sold: the next version of the rules.
    pub(super) fn sell(&mut self, sell: &SellPoints) -> Found<()> {
        let league = self.league(&sell.league)?;
        let table = sell.table.clone();
        let table = table.map(|(name, source, prices)| PointTable { league, name, source, prices });
        let book = self.current_mut()?;
        book.rules = book.rules.selling(league, table);
        Ok(())
    }

    /// The rules in force.
    pub(super) fn rules(&self) -> Found<HouseRules> {
        Ok(self.current()?.rules.clone())
    }

    /// The jurisdiction settings in force.
    pub(super) fn jurisdiction(&self) -> Found<Jurisdiction> {
        Ok(self.current()?.jurisdiction.clone())
    }

    /// Settings that were accepted.
    pub(super) fn govern(&mut self, settings: Jurisdiction) -> Found<()> {
        self.current_mut()?.jurisdiction = settings;
        Ok(())
    }

    pub(super) fn add_member(&mut self, login: &str, member: MemberId) {
        if let Ok(book) = self.current_mut() {
            book.members.insert(login.to_owned(), member);
        }
    }

    /// A member by login. `id:12` means the id itself, known or not.
    pub(super) fn member(&self, login: &str) -> Found<MemberId> {
        if let Some(number) = login.strip_prefix("id:").and_then(|number| number.parse().ok()) {
            return Ok(MemberId(number));
        }
        let found = self.current()?.members.get(login).copied();
        found.ok_or_else(|| format!("nobody is called {login}"))
    }

    pub(super) fn add_ticket(&mut self, name: &str, ticket: TicketId) -> Found<()> {
        let book = self.current_mut()?;
        match book.tickets.insert(name.to_owned(), ticket) {
            Some(before) if before != ticket => Err(format!("{name} is another ticket already")),
            _ => Ok(()),
        }
    }

    pub(super) fn ticket(&self, name: &str) -> Found<TicketId> {
        let found = self.current()?.tickets.get(name).copied();
        found.ok_or_else(|| format!("no ticket is called {name}"))
    }

    /// Gives a name to something with an id: a grant, a payout.
    pub(super) fn add_thing(&mut self, name: &str, id: i64) -> Found<()> {
        self.current_mut()?.things.insert(name.to_owned(), id);
        Ok(())
    }

    /// The id behind a name. `id:12` means the id itself, known or not.
    pub(super) fn thing(&self, name: &str) -> Found<i64> {
        if let Some(number) = name.strip_prefix("id:").and_then(|number| number.parse().ok()) {
            return Ok(number);
        }
        let found = self.current()?.things.get(name).copied();
        found.ok_or_else(|| format!("nothing is called {name}"))
    }

    /// The number of a provider's newest key; 0 while it has none.
    pub(super) fn newest_key(&self, method: Method) -> Found<u8> {
        let number = self.current()?.things.get(&key_of(method)).copied().unwrap_or(0);
        u8::try_from(number).map_err(|_| "too many keys".to_owned())
    }

    pub(super) fn add_key(&mut self, method: Method, number: u8) -> Found<()> {
        self.add_thing(&key_of(method), number.into())
    }

    pub(super) fn add_letter(&mut self, name: &str, secret: String) {
        if let Ok(book) = self.current_mut() {
            book.letters.insert(name.to_owned(), secret);
        }
    }

    pub(super) fn letter(&self, name: &str) -> Found<String> {
        let found = self.current()?.letters.get(name).cloned();
        found.ok_or_else(|| format!("no letter is called {name}"))
    }

    pub(super) fn add_fixture(&mut self, name: &str, id: FixtureId) {
        self.fixtures.insert(name.to_owned(), KnownFixture { id, markets: BTreeMap::new() });
    }

    /// A fixture by name. `id:12` means the id itself, known or not.
    pub(super) fn fixture(&self, name: &str) -> Found<KnownFixture> {
        if let Some(number) = name.strip_prefix("id:").and_then(|number| number.parse().ok()) {
            return Ok(KnownFixture { id: FixtureId(number), markets: BTreeMap::new() });
        }
        let found = self.fixtures.get(name).cloned();
        found.ok_or_else(|| format!("no fixture is called {name}"))
    }

    pub(super) fn market(&self, fixture: &str, market: &MarketWords) -> Found<KnownMarket> {
        let found = self.fixture(fixture)?.markets.get(market).cloned();
        found.ok_or_else(|| format!("{fixture} has no {}", market.kind.name()))
    }

    pub(super) fn add_line(&mut self, fixture: &str, id: MarketId, line: &LineWords) -> Found<()> {
        let unknown = || format!("no fixture is called {fixture}");
        let known = self.fixtures.get_mut(fixture).ok_or_else(unknown)?;
        let market = known
            .markets
            .entry(line.market.clone())
            .or_insert_with(|| KnownMarket { id, versions: Vec::new() });
        market.versions.push((line.points, line.prices.clone()));
        Ok(())
    }

    pub(super) fn add_report(
        &mut self,
        fixture: &str,
        name: Option<&str>,
        report: KnownReport,
    ) -> Found<()> {
        if report.origin == Origin::Catalogue {
            self.feed_reports.insert(fixture.to_owned(), report);
            if let Some(name) = name {
                self.feed_reports.insert(format!("named {name}"), report);
            }
            return Ok(());
        }
        let book = self.current_mut()?;
        book.last_report.insert(fixture.to_owned(), report);
        if let Some(name) = name {
            book.reports.insert(name.to_owned(), report);
        }
        Ok(())
    }

    /// The named report, or the newest of the fixture: the book's own before a feed's.
    pub(super) fn report(&self, fixture: &str, name: Option<&str>) -> Found<KnownReport> {
        let book = self.current()?;
        let found = match name {
            Some(name) => {
                let number = name.strip_prefix("id:").and_then(|number| number.parse().ok());
                let by_number =
                    number.map(|id| KnownReport { origin: Origin::Book, id: ReportId(id) });
                let own = book.reports.get(name).copied();
                own.or_else(|| self.feed_reports.get(&format!("named {name}")).copied())
                    .or(by_number)
            }
            None => {
                let own = book.last_report.get(fixture).copied();
                own.or_else(|| self.feed_reports.get(fixture).copied())
            }
        };
        found.ok_or_else(|| format!("nobody has reported a score of {fixture}"))
    }

    /// A further round goes through the tickets of a fixture from the first.
    pub(super) fn begin_grading(&mut self, fixture: &str) -> Found<()> {
        let gradings = &mut self.current_mut()?.gradings;
        let grading = gradings.entry(fixture.to_owned()).or_insert((0, TicketId(0)));
        *grading = (grading.0 + 1, TicketId(0));
        Ok(())
    }

    /// The round never began.
    pub(super) fn forget_grading(&mut self, fixture: &str) -> Found<()> {
        if let Some(grading) = self.current_mut()?.gradings.get_mut(fixture) {
            grading.0 -= 1;
        }
        Ok(())
    }

    pub(super) fn add_ruling(
        &mut self,
        name: &str,
        id: RulingId,
        fixture: Option<String>,
    ) -> Found<()> {
        self.current_mut()?.rulings.insert(name.to_owned(), (id, fixture));
        Ok(())
    }

    pub(super) fn add_dispute(&mut self, name: &str, id: DisputeId) -> Found<()> {
        self.current_mut()?.disputes.insert(name.to_owned(), id);
        Ok(())
    }

    pub(super) fn dispute(&self, name: &str) -> Found<DisputeId> {
        let found = self.current()?.disputes.get(name).copied();
        found.ok_or_else(|| format!("no dispute is called {name}"))
    }

    /// A void and, if it reaches one, the fixture.
    pub(super) fn ruling(&self, name: &str) -> Found<(RulingId, Option<String>)> {
        let found = self.current()?.rulings.get(name).cloned();
        found.ok_or_else(|| format!("no void is called {name}"))
    }

    pub(super) fn grading(&self, fixture: &str) -> Found<(FixtureId, i32, TicketId)> {
        let found = self.current()?.gradings.get(fixture).copied();
        let (round, after) = found.ok_or_else(|| format!("{fixture} is not being graded"))?;
        Ok((self.fixture(fixture)?.id, round, after))
    }

    pub(super) fn grade_to(&mut self, fixture: &str, ticket: TicketId) -> Found<()> {
        if let Some(grading) = self.current_mut()?.gradings.get_mut(fixture) {
            grading.1 = ticket;
        }
        Ok(())
    }

    pub(super) fn offer(&self, words: &OfferWords) -> Found<Action> {
        let market = match &words.market {
            Some(market) => self.market(&words.fixture, market)?.id,
            None => WHOLE_FIXTURE,
        };
        let fixture = self.fixture(&words.fixture)?.id;
        Ok(Action::ChangeOffer(Box::new(ChangeOffer {
            fixture,
            market,
            status: words.status,
            max_risk: words.max_risk,
            stopped: words.stopped.clone(),
            auto_off: words.auto_off,
            reason: String::new(),
        })))
    }

    pub(super) fn add_league(&mut self, code: &str, id: LeagueId) {
        self.leagues.insert(code.to_owned(), id);
    }

    fn league(&self, code: &str) -> Found<LeagueId> {
        self.leagues.get(code).copied().ok_or_else(|| format!("no league is called {code}"))
    }

    /// The rules of an owner: the book, the provider, or a member.
    pub(super) fn cap(&self, by: Option<&str>, owner: &str, rules: &[CapWords]) -> Found<Action> {
        let owner = match (by, owner) {
            (None, _) => PLATFORM_OWNER,
            (_, "book") => MemberId::HOUSE,
            (_, member) => self.member(member)?,
        };
        let rule = |words: &CapWords| {
            let mut wanted = words.wanted;
            let league = words.league.as_ref().map(|code| self.league(code));
            wanted.filter.league = league.transpose()?;
            Ok(wanted)
        };
        let rules = rules.iter().map(rule).collect::<Found<Vec<LimitWanted>>>()?;
        Ok(Action::ReplaceLimits { owner, rules })
    }

    /// What an owner makes of the lines.
    pub(super) fn shade(&self, owner: &str, profile: Option<&ProfileWords>) -> Found<Action> {
        let owner = if owner == "book" { MemberId::HOUSE } else { self.member(owner)? };
        let mut terms = profile.map(|words| words.terms.clone());
        let leagues = profile.iter().flat_map(|words| &words.leagues);
        let shades = terms.iter_mut().flat_map(|terms| &mut terms.shades);
        for (shade, league) in shades.zip(leagues) {
            shade.filter.league = league.as_ref().map(|code| self.league(code)).transpose()?;
        }
        Ok(Action::SetProfile(Box::new(LineProfile { terms, ..LineProfile::none(owner) })))
    }

    pub(super) fn control(
        &self,
        target: &TargetWords,
        stopped: bool,
        reason: &str,
    ) -> Found<Action> {
        let target = match target {
            TargetWords::All => Target::All,
            TargetWords::Live => Target::Live,
            TargetWords::Sport(sport) => Target::Sport(*sport),
            TargetWords::League(code) => Target::League(self.league(code)?),
            TargetWords::Branch(member) => Target::Branch(self.member(member)?),
        };
        Ok(Action::Control { target, stopped, reason: reason.to_owned() })
    }

    /// The key of a name, or one that nobody used.
    pub(super) fn key(&mut self, name: Option<&str>) -> RequestKey {
        let fresh = numbered_key(self.next_key);
        self.next_key += 1;
        match name {
            Some(name) => *self.keys.entry(name.to_owned()).or_insert(fresh),
            None => fresh,
        }
    }
}

/// Rules with the changes of `words`.
pub(super) fn with_words(rules: &HouseRules, words: &RuleWords) -> Found<HouseRules> {
    let wagers = format!("{} {}", rules.wagers.text(), words.wagers.join(" "));
    let mut grading = rules.grading;
    for (key, value) in &words.grading {
        grading.set(key, value).map_err(|refusal| refusal.detail)?;
    }
    Ok(HouseRules {
        grading,
        points: rules.points.clone(),
        version: rules.version,
        rounding: words.rounding.unwrap_or(rules.rounding),
        min_risk: words.min_risk.unwrap_or(rules.min_risk),
        max_risk: words.max_risk.unwrap_or(rules.max_risk),
        max_win: words.max_win.unwrap_or(rules.max_win),
        max_legs: words.max_legs.unwrap_or(rules.max_legs),
        cutoff_seconds: words.cutoff_seconds.unwrap_or(rules.cutoff_seconds),
        circled_max_risk: words.circled_max_risk.unwrap_or(rules.circled_max_risk),
        confirm_sources: words.sources.unwrap_or(rules.confirm_sources),
        wagers: WagerRules::parse(&wagers).expect("every word was read before"),
        duplicate_seconds: words.duplicate_seconds.unwrap_or(rules.duplicate_seconds),
    })
}

/// What a provider's newest key is called among the things.
fn key_of(method: Method) -> String {
    format!("key of {}", method.name())
}

//! The two books of a demo: brands, rules, trees, players and one login for each role.

use std::collections::BTreeMap;

use api::{DemoLogin, DemoSheet};
use desk::Desk;
use domain::book::{BookCalendar, Brand};
use domain::command::{Action, Actor, CreateMember, OpenBook, Outcome, Pay};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::OddsFormat;
use domain::rules::HouseRules;
use domain::wager::presets::published;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::agreed::{Branches, agree};
use crate::calls::{call, fresh};

/// The password of every login of a demo. There are no such logins outside of it.
pub(super) const PASSWORD: &str = "look-around";
/// The provider's own scope among the sheet's books.
pub(super) const PLATFORM: &str = "platform";
/// Players of each book that bet by themselves.
const PLAYERS: usize = 140;

/// A player of a demo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Punter {
    /// The book.
    pub(super) book: BookId,
    /// The member.
    pub(super) member: MemberId,
    /// Usual stake in minor units.
    pub(super) stake: i64,
    /// Bets on credit and settles up weekly, instead of paying in.
    pub(super) on_credit: bool,
}

/// A book of a demo, open for business.
#[derive(Clone, Debug)]
pub(super) struct House {
    /// The book.
    pub(super) book: BookId,
    /// Its operator.
    pub(super) root: MemberId,
    /// Who bets there by themselves.
    pub(super) punters: Vec<Punter>,
}

struct Style {
    slug: &'static str,
    name: &'static str,
    colour: &'static str,
    mark: &'static str,
    odds_format: OddsFormat,
    calendar: (&'static str, i32, i32),
    rules: HouseRules,
    staff: [(&'static str, &'static str); 4],
    player: (&'static str, &'static str),
}

/// The published cards a demo house puts up.
const CARDS: [&str; 5] = [
    super::crowd::TEASER,
    "galaxy-football-7",
    "skybook-special-mixed-10-7",
    "wh-parlay",
    "oddsshark-progressive",
];

fn styles() -> [Style; 2] {
    let halyard = HouseRules { confirm_sources: 2, ..HouseRules::standard() };
    let lantern = HouseRules {
        rounding: Rounding::HalfUp,
        min_risk: Money(500),
        max_risk: Money(200_000),
        max_win: Money(1_000_000),
        max_legs: 8,
        cutoff_seconds: 60,
        confirm_sources: 1,
        ..HouseRules::standard()
    };
    [
        Style {
            slug: "halyard",
            name: "Halyard",
            colour: "#0b6b4f",
            mark: "H",
            odds_format: OddsFormat::American,
            calendar: ("America/New_York", 180, 2),
            rules: halyard,
            staff: [
                ("dana", "Dana Ortiz"),
                ("kim", "Kim Adler"),
                ("ray", "Ray Doyle"),
                ("ida", "Ida Novak"),
            ],
            player: ("sam", "Sam Rivers"),
        },
        Style {
            slug: "lantern",
            name: "Lantern",
            colour: "#f2b42c",
            mark: "L",
            odds_format: OddsFormat::Decimal,
            calendar: ("America/Los_Angeles", 240, 1),
            rules: lantern,
            staff: [
                ("omar", "Omar Haddad"),
                ("june", "June Park"),
                ("max", "Max Berger"),
                ("sol", "Sol Vega"),
            ],
            player: ("lena", "Lena Fields"),
        },
    ]
}

/// Logins to try, by the slug of their book.
pub(super) type Logins = BTreeMap<String, Vec<DemoLogin>>;

/// Opens both books with their people; answers them and the sheet of logins.
///
/// # Errors
/// When the desk refuses or fails.
pub(super) fn open_books(
    desk: &Desk,
    password_hash: &str,
    chance: &mut StdRng,
) -> anyhow::Result<(Vec<House>, Logins)> {
    let mut houses = Vec::new();
    let mut sheet = DemoSheet::default();
    for style in styles() {
        let action = Action::AddTenant { slug: style.slug.to_owned() };
        let outcome = call(desk, fresh(BookId::PLATFORM, Actor::System, action))?;
        let Outcome::Tenant(book) = outcome else { anyhow::bail!("no book: {outcome:?}") };
        let mut opening = Opening { desk, book, password_hash, logins: Vec::new() };
        let (root, punters) = opening.open(&style, chance)?;
        sheet.logins.insert(style.slug.to_owned(), opening.logins);
        houses.push(House { book, root, punters });
    }
    let (login, password) = ("admin".to_owned(), PASSWORD.to_owned());
    let provider = DemoLogin { role: Role::Platform, login, password };
    sheet.logins.insert(PLATFORM.to_owned(), vec![provider]);
    Ok((houses, sheet.logins))
}

struct Opening<'a> {
    desk: &'a Desk,
    book: BookId,
    password_hash: &'a str,
    logins: Vec<DemoLogin>,
}

impl Opening<'_> {
    fn open(
        &mut self,
        style: &Style,
        chance: &mut StdRng,
    ) -> anyhow::Result<(MemberId, Vec<Punter>)> {
        let root = self.open_book(style)?;
        self.show(Role::Operator, style.staff[0].0);
        self.member(root, Role::Staff, style.staff[1], Money::ZERO)?;
        self.show(Role::Staff, style.staff[1].0);
        let master = self.member(root, Role::Master, style.staff[2], Money::ZERO)?;
        self.show(Role::Master, style.staff[2].0);
        let first = self.member(master, Role::Agent, style.staff[3], Money::ZERO)?;
        self.show(Role::Agent, style.staff[3].0);
        let branches = self.agents(root, master, first)?;
        agree(self.desk, self.book, &branches)?;
        let person = self.member(first, Role::Player, style.player, Money(100_000))?;
        self.receive(person, Method::Wallet, Money(150_000))?;
        self.show(Role::Player, style.player.0);
        let punters = (0..PLAYERS).map(|place| self.punter(&branches.agents, place, chance));
        Ok((root, punters.collect::<anyhow::Result<Vec<Punter>>>()?))
    }

    fn open_book(&self, style: &Style) -> anyhow::Result<MemberId> {
        let (zone, day_cutoff_minutes, first_weekday) = style.calendar;
        let calendar = BookCalendar { zone: zone.to_owned(), day_cutoff_minutes, first_weekday };
        let brand = Brand {
            name: style.name.to_owned(),
            colour: style.colour.to_owned(),
            mark: style.mark.to_owned(),
        };
        let open = OpenBook {
            slug: style.slug.to_owned(),
            brand,
            currency: "USD".to_owned(),
            odds_format: style.odds_format,
            calendar,
            rules: style.rules.clone(),
            root_role: Role::Operator,
            root_login: style.staff[0].0.to_owned(),
            root_name: style.staff[0].1.to_owned(),
            password_hash: self.password_hash.to_owned(),
        };
        let action = Action::OpenBook(Box::new(open));
        let root = self.member_of(call(self.desk, fresh(self.book, Actor::System, action))?)?;
        for card in published().into_iter().filter(|card| CARDS.contains(&card.code.as_str())) {
            let put = Action::PutCard(Box::new(card));
            call(self.desk, fresh(self.book, Actor::System, put))?;
        }
        Ok(root)
    }

    fn agents(
        &self,
        root: MemberId,
        master: MemberId,
        first: MemberId,
    ) -> anyhow::Result<Branches> {
        let second = self.member(root, Role::Master, ("vera", "Vera Lindt"), Money::ZERO)?;
        let mut agents = vec![first];
        for (above, who) in [
            (master, ("tess", "Tess Moran")),
            (second, ("bram", "Bram Visser")),
            (second, ("noor", "Noor Aziz")),
        ] {
            agents.push(self.member(above, Role::Agent, who, Money::ZERO)?);
        }
        let sub = self.member(agents[1], Role::Agent, ("lou", "Lou Keane"), Money::ZERO)?;
        agents.push(sub);
        Ok(Branches { masters: [master, second], agents })
    }

    fn member(
        &self,
        parent: MemberId,
        role: Role,
        (login, name): (&str, &str),
        credit: Money,
    ) -> anyhow::Result<MemberId> {
        let create = CreateMember {
            parent,
            role,
            status: MemberStatus::Active,
            login: login.to_owned(),
            name: name.to_owned(),
            password_hash: self.password_hash.to_owned(),
            credit,
            max_risk: None,
            max_win: None,
            ..CreateMember::plain()
        };
        let action = Action::CreateMember(Box::new(create));
        self.member_of(call(self.desk, fresh(self.book, Actor::System, action))?)
    }

    fn member_of(&self, outcome: Outcome) -> anyhow::Result<MemberId> {
        match outcome {
            Outcome::Member(member) => Ok(member),
            other => anyhow::bail!("no member: {other:?}"),
        }
    }

    fn punter(
        &self,
        agents: &[MemberId],
        place: usize,
        chance: &mut StdRng,
    ) -> anyhow::Result<Punter> {
        let agent = agents.choose(chance).copied().unwrap_or(agents[0]);
        let (login, name) = name_of(place);
        let on_credit = chance.random_ratio(2, 5);
        let stakes = [500, 1_000, 2_000, 2_500, 5_000, 10_000, 25_000, 50_000];
        let stake = stakes.choose(chance).copied().unwrap_or(1_000);
        let credit = if on_credit { Money(stake * 20) } else { Money::ZERO };
        let member = self.member(agent, Role::Player, (&login, &name), credit)?;
        if !on_credit {
            let methods = [Method::Card, Method::Wallet, Method::Bank, Method::Cash];
            let method = methods.choose(chance).copied().unwrap_or(Method::Cash);
            self.receive(member, method, Money(stake * chance.random_range(8..25)))?;
        }
        Ok(Punter { book: self.book, member, stake, on_credit })
    }

    fn receive(&self, member: MemberId, method: Method, amount: Money) -> anyhow::Result<()> {
        let pay = Pay {
            member,
            method: Some(method),
            amount,
            reference: format!("R{}", member.0),
            note: "first deposit".to_owned(),
        };
        call(self.desk, fresh(self.book, Actor::System, Action::Receive(pay))).map(|_| ())
    }

    fn show(&mut self, role: Role, login: &str) {
        let (login, password) = (login.to_owned(), PASSWORD.to_owned());
        self.logins.push(DemoLogin { role, login, password });
    }
}

/// A login and a name for the player at `place`, all different.
fn name_of(place: usize) -> (String, String) {
    const FIRST: [&str; 14] = [
        "Ada", "Ben", "Cleo", "Dex", "Elle", "Finn", "Gwen", "Hugo", "Iris", "Jack", "Kaya",
        "Liam", "Mina", "Nico",
    ];
    const LAST: [&str; 10] =
        ["Abbott", "Baker", "Cole", "Dunn", "Ellis", "Ford", "Grant", "Hayes", "Irwin", "Jensen"];
    let (first, last) = (FIRST[place % FIRST.len()], LAST[place / FIRST.len() % LAST.len()]);
    let login = format!("{}{}", first.to_lowercase(), last.to_lowercase());
    (login, format!("{first} {last}"))
}

//! Opens the replayed books: the provider's scope, the tenants, their house rules, players and
//! funds. Each step is a command of the member whose work it is.

use anyhow::{anyhow, bail};
use domain::book::{BookCalendar, Brand};
use domain::command::{Action, Actor, CreateMember, OpenBook, Outcome, Pay};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::OddsFormat;
use domain::rules::HouseRules;
use feeds::Format;

use super::combos;
use super::pipeline::Pipeline;
use super::plan::{House, Plan, Player};

/// A business day ends at 03:00 of the next civil day.
const DAY_ENDS_MINUTES: i32 = 3 * 60;
/// Weeks begin on Tuesday, so that Monday night belongs to the old week.
const TUESDAY: i32 = 2;

/// What each player pays in: the most that is taken at once, more than any file can lose.
pub(super) const FUNDS: Money = Money::MAX;

/// The people of a replay.
pub(super) struct People {
    /// The provider's administrator, who keeps the catalogue.
    pub(super) provider: MemberId,
    /// The books, as the plan lists its houses, each with its bookmaker.
    pub(super) houses: Vec<(BookId, MemberId)>,
    /// The players, as the plan lists them, each in its house.
    pub(super) players: Vec<MemberId>,
}

/// The calendar of a book that takes games of `format`.
pub(super) fn calendar_of(format: Format) -> BookCalendar {
    BookCalendar {
        zone: format.zone().to_owned(),
        day_cutoff_minutes: DAY_ENDS_MINUTES,
        first_weekday: TUESDAY,
    }
}

/// Opens the books and registers and funds their players.
///
/// # Errors
/// When the desk refuses or fails.
pub(super) fn open(
    pipeline: &Pipeline<'_>,
    plan: &Plan<'_>,
    rounding: Rounding,
) -> anyhow::Result<People> {
    let platform = BookId::PLATFORM;
    let rules = house_rules(rounding);
    let open = opening("platform", "Provider", Role::Platform, plan.format, rules.clone());
    let provider = member(pipeline.one(platform, Actor::System, open)?)?;
    let mut people = People { provider, houses: Vec::new(), players: Vec::new() };
    for House { slug, rule } in plan.houses {
        let add = Action::AddTenant { slug: (*slug).to_owned() };
        let Outcome::Tenant(book) = pipeline.one(platform, Actor::Member(provider), add)? else {
            bail!("the provider's scope answered without a book");
        };
        let mut rules = rules.clone();
        if let Some((key, value)) = rule {
            rules.grading.set(key, value).map_err(|refusal| anyhow!(refusal.detail))?;
        }
        let open = opening(slug, "Replay", Role::Operator, plan.format, rules);
        let operator = member(pipeline.one(book, Actor::System, open)?)?;
        let put = |card| (Actor::Member(operator), Action::PutCard(Box::new(card)));
        pipeline.all(book, combos::cards().into_iter().map(put).collect())?;
        people.houses.push((book, operator));
    }
    people.players = vec![MemberId(0); plan.players.len()];
    for (house, (book, operator)) in people.houses.iter().enumerate() {
        let own = plan.players.iter().enumerate().filter(|(_, player)| player.house == house);
        let own: Vec<(usize, &Player)> = own.collect();
        let register = |(_, player): &(usize, &Player)| {
            (Actor::Member(*operator), registration(*operator, player))
        };
        let registered = pipeline.all(*book, own.iter().map(register).collect())?;
        let registered = registered.into_iter().map(member).collect::<anyhow::Result<Vec<_>>>()?;
        let fund = |player: &MemberId| (Actor::Member(*operator), receipt(*player));
        pipeline.all(*book, registered.iter().map(fund).collect())?;
        for ((place, _), player) in own.iter().zip(registered) {
            people.players[*place] = player;
        }
    }
    Ok(people)
}

fn member(outcome: Outcome) -> anyhow::Result<MemberId> {
    match outcome {
        Outcome::Member(member) => Ok(member),
        other => bail!("a member was expected, the desk answered {other:?}"),
    }
}

/// The bets of a replay test settlement, not limits: every real price must be taken.
fn house_rules(rounding: Rounding) -> HouseRules {
    HouseRules { rounding, max_risk: Money::MAX, max_win: Money::MAX, ..HouseRules::standard() }
}

fn opening(slug: &str, name: &str, root_role: Role, format: Format, rules: HouseRules) -> Action {
    let odds_format = match format {
        Format::FootballData | Format::TennisData => OddsFormat::Decimal,
        Format::Nflverse | Format::Sbr => OddsFormat::American,
    };
    Action::OpenBook(Box::new(OpenBook {
        slug: slug.to_owned(),
        brand: Brand {
            name: name.to_owned(),
            colour: "#0b6b4f".to_owned(),
            mark: name.chars().take(1).collect(),
        },
        currency: "USD".to_owned(),
        odds_format,
        calendar: calendar_of(format),
        rules,
        root_role,
        root_login: slug.to_owned(),
        root_name: name.to_owned(),
        password_hash: String::new(),
    }))
}

fn registration(operator: MemberId, player: &Player) -> Action {
    Action::CreateMember(Box::new(CreateMember {
        parent: operator,
        role: Role::Player,
        status: MemberStatus::Active,
        login: player.login.clone(),
        name: player.name.clone(),
        password_hash: String::new(),
        credit: Money::ZERO,
        max_risk: None,
        max_win: None,
        ..CreateMember::plain()
    }))
}

fn receipt(member: MemberId) -> Action {
    Action::Receive(Pay {
        member,
        method: Some(Method::Bank),
        amount: FUNDS,
        // A reference names one payment only.
        reference: format!("replay {}", member.0),
        note: String::new(),
    })
}

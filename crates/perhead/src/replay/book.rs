//! Opens the replayed book: the provider's scope, the tenant, its house rules, its players and
//! their funds. Each step is a command of the member whose work it is.

use anyhow::bail;
use domain::book::{BookCalendar, Brand};
use domain::command::{Action, Actor, CreateMember, OpenBook, Outcome, Pay};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::odds::OddsFormat;
use domain::rules::HouseRules;
use feeds::Format;

use super::pipeline::Pipeline;
use super::plan::Player;

/// The book's name in addresses.
const SLUG: &str = "replay";
/// A business day ends at 03:00 of the next civil day.
const DAY_ENDS_MINUTES: i32 = 3 * 60;
/// Weeks begin on Tuesday, so that Monday night belongs to the old week.
const TUESDAY: i32 = 2;

/// What each player pays in: the most that is taken at once, more than any file can lose.
pub(super) const FUNDS: Money = Money::MAX;

/// The people of a replay.
pub(super) struct People {
    /// The book.
    pub(super) book: BookId,
    /// The provider's administrator, who keeps the catalogue.
    pub(super) provider: MemberId,
    /// The bookmaker, root of the book's tree.
    pub(super) operator: MemberId,
    /// The players, as the plan lists them.
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

/// Opens the book and registers and funds its players.
///
/// # Errors
/// When the desk refuses or fails.
pub(super) fn open(
    pipeline: &Pipeline<'_>,
    format: Format,
    rounding: Rounding,
    players: &[Player],
) -> anyhow::Result<People> {
    let platform = BookId::PLATFORM;
    let open = opening("platform", "Provider", Role::Platform, format, rounding);
    let provider = member(pipeline.one(platform, Actor::System, open)?)?;
    let add = Action::AddTenant { slug: SLUG.to_owned() };
    let Outcome::Tenant(book) = pipeline.one(platform, Actor::Member(provider), add)? else {
        bail!("the provider's scope answered without a book");
    };
    let open = opening(SLUG, "Replay", Role::Operator, format, rounding);
    let operator = member(pipeline.one(book, Actor::System, open)?)?;
    let register = |player| (Actor::Member(operator), registration(operator, player));
    let registered = pipeline.all(book, players.iter().map(register).collect())?;
    let players = registered.into_iter().map(member).collect::<anyhow::Result<Vec<_>>>()?;
    let fund = |player: &MemberId| (Actor::Member(operator), receipt(*player));
    pipeline.all(book, players.iter().map(fund).collect())?;
    Ok(People { book, provider, operator, players })
}

fn member(outcome: Outcome) -> anyhow::Result<MemberId> {
    match outcome {
        Outcome::Member(member) => Ok(member),
        other => bail!("a member was expected, the desk answered {other:?}"),
    }
}

fn opening(slug: &str, name: &str, root_role: Role, format: Format, rounding: Rounding) -> Action {
    let odds_format = match format {
        Format::FootballData => OddsFormat::Decimal,
        Format::Nflverse | Format::Sbr => OddsFormat::American,
    };
    // The bets of a replay test settlement, not limits: every real price must be taken.
    let rules = HouseRules {
        rounding,
        max_risk: Money::MAX,
        max_win: Money::MAX,
        ..HouseRules::standard()
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

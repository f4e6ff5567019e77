//! The combined wagers of a replayed NFL season: each week's first four priced games in parlays,
//! round robins, teasers, card parlays, if-bets and reverses. Says what is placed and writes
//! `combos.csv` from what the store answers; computes no outcome and no payout.

use std::collections::BTreeMap;
use std::path::Path;

use domain::board::market::{MarketKind, Side};
use domain::money::Money;
use domain::wager::card::{Card, CardKind, CardPoints};
use domain::wager::places::Sizes;
use domain::wager::presets::published;
use domain::wager::terms::{ChainAction, Form};
use domain::wager::ticket::Entry;
use feeds::Game;

use super::grades::{letters, write_rows};
use super::plan::{PlannedGame, priced_side};
use super::record::Whole;

/// Games in each wager at most.
const GAMES: usize = 4;
/// Risk of a parlay, teaser or card, and base amount of a link: 100.00.
const AMOUNT: Money = Money(10_000);
/// Risk of each combination of a round robin: 10.00.
const COMBINATION: Money = Money(1_000);

const TEASER: &str = "wh-football-6";
const TOTALS_TEASER: &str = "replay-football-6-totals";
const CARD_PARLAY: &str = "replay-parlay";

/// Which selections of a week's games a wager takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picks {
    /// The home side against the spread.
    Homes,
    /// Over the total.
    Overs,
}

/// What a column of the output tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Return(&'static str),
    Net(&'static str),
    Nothing,
}

/// One wager of every week.
struct Pattern {
    told: Told,
    form: fn() -> Form,
    entry: Entry,
    amount: Money,
    games: usize,
    picks: Picks,
}

fn card(kind: CardKind, code: &str) -> Form {
    Form::Card { kind, code: code.to_owned() }
}

fn robin(size: u32) -> Form {
    Form::RoundRobin { sizes: Sizes::from_to(size, size) }
}

const fn parlay(name: &'static str, games: usize) -> Pattern {
    let told = Told::Return(name);
    let form = || Form::Parlay;
    Pattern { told, form, entry: Entry::Risk, amount: AMOUNT, games, picks: Picks::Homes }
}

const fn on_card(told: Told, form: fn() -> Form, games: usize, picks: Picks) -> Pattern {
    Pattern { told, form, entry: Entry::Risk, amount: AMOUNT, games, picks }
}

const fn robins(name: &'static str, form: fn() -> Form) -> Pattern {
    let (told, amount) = (Told::Return(name), COMBINATION);
    Pattern { told, form, entry: Entry::Risk, amount, games: GAMES, picks: Picks::Homes }
}

const fn chained(name: &'static str, form: fn() -> Form) -> Pattern {
    let told = Told::Net(name);
    Pattern { told, form, entry: Entry::Base, amount: AMOUNT, games: 2, picks: Picks::Homes }
}

/// The wagers of a week in the order of the columns. The last is only there for the outcomes of
/// its legs.
const PATTERNS: &[Pattern] = &[
    parlay("parlay2", 2),
    parlay("parlay3", 3),
    parlay("parlay4", 4),
    robins("rr4_by2", || robin(2)),
    robins("rr4_by3", || robin(3)),
    on_card(Told::Return("teaser2_6pt"), || card(CardKind::Teaser, TEASER), 2, Picks::Homes),
    on_card(Told::Return("teaser3_6pt"), || card(CardKind::Teaser, TEASER), 3, Picks::Homes),
    on_card(Told::Return("teaser4_6pt"), || card(CardKind::Teaser, TEASER), 4, Picks::Homes),
    on_card(
        Told::Return("teaser3_6pt_over"),
        || card(CardKind::Teaser, TOTALS_TEASER),
        3,
        Picks::Overs,
    ),
    on_card(Told::Return("card_parlay3"), || card(CardKind::Parlay, CARD_PARLAY), 3, Picks::Homes),
    on_card(Told::Return("card_parlay4"), || card(CardKind::Parlay, CARD_PARLAY), 4, Picks::Homes),
    chained("if_bet", || Form::IfBet { action: ChainAction::Single }),
    chained("if_bet_double_action", || Form::IfBet { action: ChainAction::Double }),
    chained("reverse", || Form::Reverse { action: ChainAction::Single }),
    chained("reverse_double_action", || Form::Reverse { action: ChainAction::Double }),
    on_card(Told::Nothing, || card(CardKind::Teaser, TOTALS_TEASER), 4, Picks::Overs),
];

/// Places in [`PATTERNS`] whose legs give the letters of the results.
const PARLAY4: usize = 2;
const TEASER4: usize = 7;
const OVERS4: usize = 15;

/// The cards the wagers stand on: the published six-point teaser, the same taking totals too, and
/// the published parlay card at whatever price its legs have.
pub(super) fn cards() -> Vec<Card> {
    let of = |code: &str| published().into_iter().find(|card| card.code == code);
    let teaser = of(TEASER).expect("the teaser is published");
    let parlay = of("wh-parlay").expect("the parlay card is published");
    let both = |points: &CardPoints| CardPoints { total: Some(points.spread), ..*points };
    let totals = Card {
        code: TOTALS_TEASER.to_owned(),
        name: "Six points on sides and totals".to_owned(),
        points: teaser.points.iter().map(both).collect(),
        ..teaser.clone()
    };
    let any_price = Card { code: CARD_PARLAY.to_owned(), leg_price: None, ..parlay };
    vec![teaser, totals, any_price]
}

/// A week with four priced games.
#[derive(Clone, Copy, Debug)]
pub(super) struct ComboWeek {
    season: i32,
    round: i32,
    /// Its first four, as places in the plan.
    pub(super) games: [usize; GAMES],
}

/// One leg: places of a game, its line and its side.
pub(super) type Pick = (usize, usize, usize);

/// A wager to place.
#[derive(Clone, Debug)]
pub(super) struct Combo {
    pub(super) form: Form,
    pub(super) entry: Entry,
    pub(super) amount: Money,
    pub(super) legs: Vec<Pick>,
}

fn home(game: &Game) -> Option<(usize, usize)> {
    priced_side(game, MarketKind::Spread, Side::Home)
}

fn over(game: &Game) -> Option<(usize, usize)> {
    let line = game.lines.iter().position(|line| line.kind == MarketKind::Total)?;
    let sides = &game.lines[line].sides;
    Some((line, sides.iter().position(|one| one.side == Side::Over)?))
}

/// The weeks with four games that have a price on the home side and a total: their first four by
/// start, then by key.
pub(super) fn weeks(games: &[PlannedGame<'_>]) -> Vec<ComboWeek> {
    let mut by_week: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (place, planned) in games.iter().enumerate() {
        let game = planned.game;
        if home(game).is_some() && over(game).is_some() {
            by_week.entry((game.season, game.round)).or_default().push(place);
        }
    }
    let first_four = |((season, round), mut places): ((i32, i32), Vec<usize>)| {
        places.sort_by_key(|place| (games[*place].game.starts_at, &games[*place].game.key));
        let games = places.get(..GAMES)?.try_into().ok()?;
        Some(ComboWeek { season, round, games })
    };
    by_week.into_iter().filter_map(first_four).collect()
}

impl ComboWeek {
    /// Its wagers, in the order of [`PATTERNS`].
    pub(super) fn combos(&self, games: &[PlannedGame<'_>]) -> Vec<Combo> {
        let combo = |pattern: &Pattern| {
            let pick = |game: &usize| {
                let of = match pattern.picks {
                    Picks::Homes => home,
                    Picks::Overs => over,
                };
                of(games[*game].game).map(|(line, side)| (*game, line, side))
            };
            Combo {
                form: (pattern.form)(),
                entry: pattern.entry,
                amount: pattern.amount,
                legs: self.games[..pattern.games].iter().filter_map(pick).collect(),
            }
        };
        PATTERNS.iter().map(combo).collect()
    }
}

/// Writes `combos.csv` into the folder `out`; `entries` are the weeks' tickets in order.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(
    out: &Path,
    games: &[PlannedGame<'_>],
    weeks: &[ComboWeek],
    entries: &[Whole],
) -> anyhow::Result<()> {
    let mut header: Vec<String> =
        ["season", "week", "game1", "game2", "game3", "game4"].map(str::to_owned).into();
    header.extend(["spread_results", "teased_results", "teased_over_results"].map(str::to_owned));
    header.extend(PATTERNS.iter().filter_map(|pattern| match pattern.told {
        Told::Return(name) => Some(format!("{name}_return_cents")),
        Told::Net(name) => Some(format!("{name}_net_cents")),
        Told::Nothing => None,
    }));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = weeks.iter().zip(entries.chunks(PATTERNS.len()));
    let rows = rows.map(|(week, entries)| row(games, week, entries));
    write_rows(&out.join("combos.csv"), &header, rows)
}

fn row(games: &[PlannedGame<'_>], week: &ComboWeek, entries: &[Whole]) -> Vec<String> {
    let mut row = vec![week.season.to_string(), week.round.to_string()];
    row.extend(week.games.iter().map(|game| games[*game].game.key.clone()));
    for place in [PARLAY4, TEASER4, OVERS4] {
        row.push(entries[place].outcomes.iter().map(|outcome| letters(*outcome)).collect());
    }
    for (pattern, entry) in PATTERNS.iter().zip(entries) {
        let amount = match pattern.told {
            Told::Return(_) => entry.returned,
            Told::Net(_) => entry.returned.map(|returned| returned - entry.risk),
            Told::Nothing => continue,
        };
        row.push(amount.map_or_else(String::new, |amount| amount.0.to_string()));
    }
    row
}

//! Who bets what in a replay: the games in order, the players, and their bets.
//!
//! One grading player for each side of each market takes 100.00 straight on that side of every
//! game. Tennis is played in three books at once, one for each rule of retirements, with the same
//! bets in each.
//!
//! For NFL games five more, the figure players, take their side of every game that has a
//! price there at base amount 100.

use std::collections::BTreeMap;

use domain::board::market::{MarketKind, Side};
use domain::money::Money;
use domain::odds::Odds;
use domain::wager::ticket::Entry;
use feeds::{Format, Game, GameFile, OfferedLine, OfferedSide};

use super::combos::{self, Combo, ComboWeek};

/// The amount typed for every bet: 100.00.
pub(super) const AMOUNT: Money = Money(10_000);

/// The figure players: name, market and side.
const FIGURE_PLAYERS: [(&str, MarketKind, Side); 5] = [
    ("HOME_SPREAD", MarketKind::Spread, Side::Home),
    ("AWAY_SPREAD", MarketKind::Spread, Side::Away),
    ("OVER", MarketKind::Total, Side::Over),
    ("HOME_ML", MarketKind::Moneyline, Side::Home),
    ("AWAY_ML", MarketKind::Moneyline, Side::Away),
];

/// Who places the wagers of several legs.
const COMBO_PLAYER: &str = "COMBOS";

/// What a player's bets are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Every side graded.
    Grades,
    /// Weekly figures.
    Figures,
    /// Wagers of several legs.
    Combos,
}

/// A book to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct House {
    /// Its name in addresses.
    pub(super) slug: &'static str,
    /// The one rule of grading that it sets for itself, by key and value.
    pub(super) rule: Option<(&'static str, &'static str)>,
}

/// The one book of most formats.
const ONE_HOUSE: [House; 1] = [House { slug: "replay", rule: None }];
/// The place of the book that takes wagers of several legs.
pub(super) const COMBOS_HOUSE: usize = 0;
/// Tennis: three books, one house rule each (reference/features.md 5.5).
const TENNIS_HOUSES: [House; 3] = [
    House {
        slug: "replay-any-retirement-void",
        rule: Some(("tennis.retirement", "any_retirement_void")),
    },
    House { slug: "replay-one-set", rule: Some(("tennis.retirement", "one_set")) },
    House { slug: "replay-ball-served", rule: Some(("tennis.retirement", "ball_served")) },
];

/// A player to register.
#[derive(Clone, Debug)]
pub(super) struct Player {
    /// The place of the book in the plan's houses.
    pub(super) house: usize,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) purpose: Purpose,
}

/// A game and the file it stands in.
#[derive(Clone, Copy)]
pub(super) struct PlannedGame<'a> {
    pub(super) file: &'a str,
    pub(super) game: &'a Game,
}

/// One bet: places in the plan's games, the game's lines, the line's sides, the plan's players.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bet {
    pub(super) game: usize,
    pub(super) line: usize,
    pub(super) side: usize,
    pub(super) player: usize,
    pub(super) entry: Entry,
}

/// Everything that will be played.
pub(super) struct Plan<'a> {
    pub(super) format: Format,
    pub(super) houses: &'static [House],
    pub(super) games: Vec<PlannedGame<'a>>,
    pub(super) players: Vec<Player>,
    /// Grading bets in the order of the output, then the bets of the figure players.
    pub(super) bets: Vec<Bet>,
    /// The weeks that have wagers of several legs.
    pub(super) weeks: Vec<ComboWeek>,
    /// Those wagers, week by week.
    pub(super) combos: Vec<Combo>,
}

impl<'a> Plan<'a> {
    /// Plans the bets on `games`.
    pub(super) fn of(format: Format, files: &'a [GameFile]) -> Plan<'a> {
        let planned = |file: &'a GameFile| {
            file.games.iter().map(|game| PlannedGame { file: &file.file, game })
        };
        let games = files.iter().flat_map(planned).collect();
        let houses: &[House] =
            if format == Format::TennisData { &TENNIS_HOUSES } else { &ONE_HOUSE };
        let mut plan = Plan {
            format,
            houses,
            games,
            players: Vec::new(),
            bets: Vec::new(),
            weeks: Vec::new(),
            combos: Vec::new(),
        };
        plan.add_grading_bets();
        if format == Format::Nflverse {
            plan.add_figure_bets();
            plan.add_combos();
        }
        plan
    }

    fn add_grading_bets(&mut self) {
        let mut players: BTreeMap<(usize, &str, Side), usize> = BTreeMap::new();
        for (game, planned) in self.games.iter().enumerate() {
            for house in 0..self.houses.len() {
                for (line, side, offered, one) in offers_of(planned.game) {
                    let key = (house, offered.name, one.side);
                    let player = *players.entry(key).or_insert_with(|| {
                        self.players.push(grading_player(house, offered.name, one.side));
                        self.players.len() - 1
                    });
                    self.bets.push(Bet { game, line, side, player, entry: Entry::Risk });
                }
            }
        }
    }

    fn add_figure_bets(&mut self) {
        for (name, kind, side) in FIGURE_PLAYERS {
            let player = self.players.len();
            let (login, name) = (name.to_ascii_lowercase(), name.to_owned());
            let (house, purpose) = (0, Purpose::Figures);
            self.players.push(Player { house, login, name, purpose });
            for (game, planned) in self.games.iter().enumerate() {
                let Some((line, side)) = priced_side(planned.game, kind, side) else { continue };
                self.bets.push(Bet { game, line, side, player, entry: Entry::Base });
            }
        }
    }

    /// The place of the book a bet is taken by.
    pub(super) fn house(&self, bet: &Bet) -> usize {
        self.players[bet.player].house
    }

    fn add_combos(&mut self) {
        let (login, name) = ("combos".to_owned(), COMBO_PLAYER.to_owned());
        self.players.push(Player { house: COMBOS_HOUSE, login, name, purpose: Purpose::Combos });
        self.weeks = combos::weeks(&self.games);
        self.combos = self.weeks.iter().flat_map(|week| week.combos(&self.games)).collect();
    }

    /// The place of the player of all wagers of several legs.
    pub(super) fn combo_player(&self) -> Option<usize> {
        self.players.iter().position(|player| player.purpose == Purpose::Combos)
    }

    /// The game of a bet.
    pub(super) fn game(&self, bet: &Bet) -> PlannedGame<'a> {
        self.games[bet.game]
    }

    /// The market of a bet.
    pub(super) fn line(&self, bet: &Bet) -> &'a OfferedLine {
        &self.games[bet.game].game.lines[bet.line]
    }

    /// The side of a bet.
    pub(super) fn side(&self, bet: &Bet) -> &'a OfferedSide {
        &self.line(bet).sides[bet.side]
    }

    /// True for a bet whose every value belongs into the grades.
    pub(super) fn is_graded(&self, bet: &Bet) -> bool {
        self.players[bet.player].purpose == Purpose::Grades
    }
}

/// The price a side is posted at: its own, or even money when it is missing, so that the side
/// can be taken and graded.
pub(super) fn posted_odds(side: &OfferedSide) -> Odds {
    side.odds.unwrap_or(Odds::EVEN)
}

/// Every side on offer with its places among the lines and the line's sides.
fn offers_of(game: &Game) -> impl Iterator<Item = (usize, usize, &OfferedLine, &OfferedSide)> {
    game.lines.iter().enumerate().flat_map(|(line, offered)| {
        offered.sides.iter().enumerate().map(move |(side, one)| (line, side, offered, one))
    })
}

fn grading_player(house: usize, market: &str, side: Side) -> Player {
    let login = format!("{market}.{}", side.name());
    let name = format!("{market} {}", side.name());
    Player { house, login, name, purpose: Purpose::Grades }
}

/// The first line of a kind and its side, if the side has a price.
pub(super) fn priced_side(game: &Game, kind: MarketKind, side: Side) -> Option<(usize, usize)> {
    let line = game.lines.iter().position(|line| line.kind == kind)?;
    let sides = &game.lines[line].sides;
    let place = sides.iter().position(|one| one.side == side && one.odds.is_some())?;
    Some((line, place))
}

//! How the legs of a wager hang together: as asked for ([`Form`]), and as frozen on its ticket
//! ([`Terms`]), with the canonical text that is stored and hashed.

use crate::register::{by_name, name_of};
use crate::wager::card::{CardKind, PayTable};
use crate::wager::card_text;
use crate::wager::places::Sizes;
use crate::wager::same_game::SameGameRule;
use crate::wager::ticket::WagerKind;

/// What makes the next link of an if-bet run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainAction {
    /// Only a win (also a half win).
    Single,
    /// A win, a push or no action.
    Double,
}

impl ChainAction {
    /// Every choice with its stable name.
    pub const ALL: [(ChainAction, &str); 2] =
        [(ChainAction::Single, "single"), (ChainAction::Double, "double")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<ChainAction> {
        by_name(&Self::ALL, name)
    }
}

/// What a later link of an if-bet may risk at most (reference/features.md 4.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainStakes {
    /// Not more than the first link (sources ACE-if, UNR-rev there).
    UpToFirst,
    /// Not more than risk and win of the link before (source YW-if there).
    UpToReturn,
}

impl ChainStakes {
    /// Every choice with its stable name.
    pub const ALL: [(ChainStakes, &str); 2] =
        [(ChainStakes::UpToFirst, "up_to_first"), (ChainStakes::UpToReturn, "up_to_return")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<ChainStakes> {
        by_name(&Self::ALL, name)
    }
}

/// How the legs of a wager hang together, as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// One selection.
    Straight,
    /// Several selections that must all win, at true odds.
    Parlay,
    /// Every parlay of the given sizes; size 1 is a single.
    RoundRobin {
        /// The sizes.
        sizes: Sizes,
    },
    /// Selections in order, each running when the one before lets it.
    IfBet {
        /// What lets the next one run.
        action: ChainAction,
    },
    /// Both if-bets of every pair.
    Reverse {
        /// What lets the second one run.
        action: ChainAction,
    },
    /// Selections priced by a card of the house.
    Card {
        /// What kind of card is meant.
        kind: CardKind,
        /// Which.
        code: String,
    },
}

impl Form {
    /// The kind it is reported as.
    pub fn kind(&self) -> WagerKind {
        match self {
            Form::Straight => WagerKind::Straight,
            Form::Parlay => WagerKind::Parlay,
            Form::RoundRobin { .. } => WagerKind::RoundRobin,
            Form::IfBet { .. } => WagerKind::IfBet,
            Form::Reverse { .. } => WagerKind::Reverse,
            Form::Card { kind, .. } => kind.wager(),
        }
    }
}

/// The rule of a ticket's chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainRule {
    /// What lets the next link run.
    pub action: ChainAction,
    /// What a later link risks at most.
    pub stakes: ChainStakes,
}

/// What a ticket freezes of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenCard {
    /// What kind of card it is.
    pub kind: CardKind,
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: i32,
    /// Its prices and rules.
    pub table: PayTable,
}

/// How the legs of a ticket hang together, with everything about it that was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terms {
    /// One selection.
    Straight,
    /// Several selections that must all win, at true odds.
    Parlay,
    /// Several selections that must all win, some of one game, with so many percent taken off the
    /// win.
    SameGame {
        /// The percent.
        cut: i32,
    },
    /// Every parlay of these sizes.
    RoundRobin(Sizes),
    /// A chain over the legs in their order.
    IfBet(ChainRule),
    /// Both chains of every pair.
    Reverse(ChainRule),
    /// Priced by a card.
    Card(Box<FrozenCard>),
}

impl Terms {
    /// The kind it is reported as.
    pub fn kind(&self) -> WagerKind {
        match self {
            Terms::Straight => WagerKind::Straight,
            Terms::Parlay | Terms::SameGame { .. } => WagerKind::Parlay,
            Terms::RoundRobin(_) => WagerKind::RoundRobin,
            Terms::IfBet(_) => WagerKind::IfBet,
            Terms::Reverse(_) => WagerKind::Reverse,
            Terms::Card(card) => card.kind.wager(),
        }
    }

    /// True when several bets of the ticket are decided apart.
    pub fn has_many_bets(&self) -> bool {
        matches!(self, Terms::RoundRobin(_) | Terms::Reverse(_))
    }

    /// The canonical text beside the kind: `key=value` words, nothing where there is nothing.
    pub fn text(&self) -> String {
        match self {
            Terms::Straight | Terms::Parlay => String::new(),
            Terms::SameGame { cut } => format!("same_game_cut={cut}"),
            Terms::RoundRobin(sizes) => format!("sizes={}", sizes.text()),
            Terms::IfBet(rule) | Terms::Reverse(rule) => {
                format!("action={} stakes={}", rule.action.name(), rule.stakes.name())
            }
            Terms::Card(card) => {
                format!("card={} version={} {}", card.code, card.version, card.table.text())
            }
        }
    }

    /// The terms of a kind and its canonical text.
    pub fn parse(kind: WagerKind, text: &str) -> Option<Terms> {
        let value = |key: &str| card_text::value(text, key);
        let card = |kind: CardKind| {
            let code = value("card")?.to_owned();
            let version = value("version")?.parse().ok()?;
            let table = PayTable::parse(text)?;
            Some(Terms::Card(Box::new(FrozenCard { kind, code, version, table })))
        };
        let rule = || {
            let action = ChainAction::parse(value("action")?)?;
            Some(ChainRule { action, stakes: ChainStakes::parse(value("stakes")?)? })
        };
        match kind {
            WagerKind::Straight => Some(Terms::Straight),
            WagerKind::Parlay if text.is_empty() => Some(Terms::Parlay),
            WagerKind::Parlay => match value("same_game_cut") {
                Some(cut) => Some(Terms::SameGame { cut: cut.parse().ok()? }),
                None => card(CardKind::Parlay),
            },
            WagerKind::Teaser => card(CardKind::Teaser),
            WagerKind::Pleaser => card(CardKind::Pleaser),
            WagerKind::Progressive => card(CardKind::Progressive),
            WagerKind::RoundRobin => Sizes::parse(value("sizes")?).map(Terms::RoundRobin),
            WagerKind::IfBet => rule().map(Terms::IfBet),
            WagerKind::Reverse => rule().map(Terms::Reverse),
        }
    }
}

/// The house rules about wager types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WagerRules {
    /// Most selections of a round robin.
    pub round_robin_legs: usize,
    /// Most selections of an if-bet.
    pub if_bet_legs: usize,
    /// Most selections of a reverse.
    pub reverse_legs: usize,
    /// Whether if-bets and reverses may run on after a push or no action.
    pub double_action: bool,
    /// What a later link of an if-bet or reverse risks at most.
    pub chain_stakes: ChainStakes,
    /// Wagers on a game in play wait this long and are then looked at again; `None` takes none.
    pub live_delay_seconds: Option<u32>,
    /// How selections of one game are taken in a parlay; `None` takes none.
    pub same_game: Option<SameGameRule>,
}

impl WagerRules {
    /// The longest that wagers in play may have to wait.
    pub const LIVE_DELAY_SECONDS_MAX: u32 = 60;
    /// Most selections that any rule may allow a round robin.
    pub const ROUND_ROBIN_LEGS_MAX: usize = 10;
    /// Most selections that any rule may allow an if-bet.
    pub const IF_BET_LEGS_MAX: usize = 10;
    /// Most selections that any rule may allow a reverse: all ways they can end are enumerated.
    pub const REVERSE_LEGS_MAX: usize = 8;

    /// What a new book starts with; if-bets of six as YW-if, reverses of six as BBC
    /// (reference/features.md 4.8), round robins up to the counts published there (4.5), and the
    /// delay in play that PIN-faq tells of.
    pub fn standard() -> WagerRules {
        WagerRules {
            round_robin_legs: 10,
            if_bet_legs: 6,
            reverse_legs: 6,
            double_action: true,
            chain_stakes: ChainStakes::UpToReturn,
            live_delay_seconds: Some(6),
            same_game: None,
        }
    }

    /// The canonical text.
    pub fn text(&self) -> String {
        format!(
            "round_robin_legs={} if_bet_legs={} reverse_legs={} double_action={} chain_stakes={} \
             live_delay_seconds={} same_game={}",
            self.round_robin_legs,
            self.if_bet_legs,
            self.reverse_legs,
            self.double_action,
            self.chain_stakes.name(),
            self.live_delay_seconds.map_or_else(|| "never".to_owned(), |wait| wait.to_string()),
            self.same_game.as_ref().map_or_else(|| "never".to_owned(), SameGameRule::text),
        )
    }

    /// The rules of a canonical text; what it does not name is as standard.
    pub fn parse(text: &str) -> Option<WagerRules> {
        let mut rules = WagerRules::standard();
        for word in text.split_whitespace() {
            let (name, value) = word.split_once('=')?;
            match name {
                "round_robin_legs" => rules.round_robin_legs = value.parse().ok()?,
                "if_bet_legs" => rules.if_bet_legs = value.parse().ok()?,
                "reverse_legs" => rules.reverse_legs = value.parse().ok()?,
                "double_action" => rules.double_action = value.parse().ok()?,
                "chain_stakes" => rules.chain_stakes = ChainStakes::parse(value)?,
                "live_delay_seconds" if value == "never" => rules.live_delay_seconds = None,
                "live_delay_seconds" => rules.live_delay_seconds = Some(value.parse().ok()?),
                "same_game" if value == "never" => rules.same_game = None,
                "same_game" => rules.same_game = Some(SameGameRule::parse(value)?),
                _ => return None,
            }
        }
        Some(rules)
    }

    /// The first rule that lies beyond what any house may set, with its bounds.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        let bounds = [
            ("round_robin_legs", self.round_robin_legs, WagerRules::ROUND_ROBIN_LEGS_MAX),
            ("if_bet_legs", self.if_bet_legs, WagerRules::IF_BET_LEGS_MAX),
            ("reverse_legs", self.reverse_legs, WagerRules::REVERSE_LEGS_MAX),
        ];
        let beyond = bounds.into_iter().find(|(_, legs, most)| !(2..=*most).contains(legs));
        if let Some((name, _, most)) = beyond {
            return Some((name, format!("must be 2 to {most}")));
        }
        let most = WagerRules::LIVE_DELAY_SECONDS_MAX;
        let waits = self.live_delay_seconds.is_some_and(|wait| wait > most);
        if waits {
            return Some(("live_delay_seconds", format!("must be 0 to {most} seconds")));
        }
        self.same_game.as_ref().and_then(SameGameRule::fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_read_back_from_their_text() {
        let rule = ChainRule { action: ChainAction::Double, stakes: ChainStakes::UpToReturn };
        for (terms, text) in [
            (Terms::Straight, ""),
            (Terms::Parlay, ""),
            (Terms::SameGame { cut: 20 }, "same_game_cut=20"),
            (Terms::RoundRobin(Sizes::from_to(2, 3)), "sizes=2,3"),
            (Terms::IfBet(rule), "action=double stakes=up_to_return"),
            (Terms::Reverse(rule), "action=double stakes=up_to_return"),
        ] {
            assert_eq!(terms.text(), text);
            assert_eq!(Terms::parse(terms.kind(), text), Some(terms));
        }
        let text = "card=six version=3 ties=two_team_std no_action=reduce prices=2:10/11,3:9/5";
        for kind in [WagerKind::Parlay, WagerKind::Teaser, WagerKind::Progressive] {
            let terms = Terms::parse(kind, text).expect("a card");
            assert_eq!((terms.kind(), terms.text().as_str()), (kind, text));
        }
        assert_eq!(Terms::parse(WagerKind::Teaser, ""), None);
        assert_eq!(Terms::parse(WagerKind::IfBet, "action=double"), None);
        assert_eq!(Terms::parse(WagerKind::RoundRobin, "sizes="), None);
    }

    #[test]
    fn rules_read_back_from_their_text() {
        let rules = WagerRules { reverse_legs: 2, double_action: false, ..WagerRules::standard() };
        assert_eq!(WagerRules::parse(&rules.text()), Some(rules));
        assert_eq!(WagerRules::parse(""), Some(WagerRules::standard()));
        let closed = WagerRules { live_delay_seconds: None, ..WagerRules::standard() };
        assert_eq!(WagerRules::parse(&closed.text()), Some(closed));
        let same_game = Some(SameGameRule::published());
        let priced = WagerRules { same_game, ..WagerRules::standard() };
        assert_eq!(WagerRules::parse(&priced.text()), Some(priced));
        assert_eq!(WagerRules::parse("reverse_legs=x"), None);
        let beyond = WagerRules { reverse_legs: 9, ..WagerRules::standard() };
        assert_eq!(beyond.fault(), Some(("reverse_legs", "must be 2 to 8".to_owned())));
    }
}

//! Parts of a game that a market can be about.
//!
//! Which parts a sport has is decided here; how each is counted (whether it includes overtime) is
//! decided by the sport's grading.

use crate::board::fixture::Sport;

macro_rules! periods {
    ($($(#[$doc:meta])* $name:ident = $code:literal $text:literal),+ $(,)?) => {
        /// A part of a game.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Period { $($(#[$doc])* $name = $code),+ }

        impl Period {
            /// Every part with its stable name.
            pub const ALL: &[(Period, &'static str)] = &[$((Period::$name, $text)),+];
        }
    };
}

periods! {
    /// The whole game, with overtime where the sport's rules count it.
    #[default]
    Game = 0 "game",
    /// Regular time alone.
    Regulation = 1 "regulation",
    /// The first half.
    FirstHalf = 11 "first_half",
    /// The second half.
    SecondHalf = 12 "second_half",
    /// The first quarter.
    Quarter1 = 21 "quarter_1",
    /// The second quarter.
    Quarter2 = 22 "quarter_2",
    /// The third quarter.
    Quarter3 = 23 "quarter_3",
    /// The fourth quarter, without overtime.
    Quarter4 = 24 "quarter_4",
    /// The first period of three.
    Period1 = 31 "period_1",
    /// The second period of three.
    Period2 = 32 "period_2",
    /// The third period of three, without overtime.
    Period3 = 33 "period_3",
    /// The first five innings.
    FirstFive = 41 "first_five",
    /// The first inning.
    Inning1 = 42 "inning_1",
    /// The first set.
    Set1 = 51 "set_1",
    /// The second set.
    Set2 = 52 "set_2",
    /// The third set.
    Set3 = 53 "set_3",
    /// The fourth set.
    Set4 = 54 "set_4",
    /// The fifth set.
    Set5 = 55 "set_5",
    /// The first round of a tournament.
    Round1 = 61 "round_1",
    /// The second round.
    Round2 = 62 "round_2",
    /// The third round.
    Round3 = 63 "round_3",
    /// The fourth round.
    Round4 = 64 "round_4",
    /// A series of games, on a fixture of its own.
    Series = 71 "series",
    /// All games of a day together, on a fixture of its own.
    Slate = 72 "slate",
}

impl Period {
    /// The stable name.
    pub fn name(self) -> &'static str {
        crate::register::name_of(Self::ALL, self)
    }

    /// True when `other` is played within this part and is not all of it.
    pub fn contains(self, other: Period) -> bool {
        use Period::{
            FirstFive, FirstHalf, Game, Inning1, Quarter1, Quarter2, Quarter3, Quarter4,
            Regulation, SecondHalf,
        };
        match self {
            Game => other != Game,
            Regulation => !matches!(other, Game | Regulation),
            FirstHalf => matches!(other, Quarter1 | Quarter2),
            SecondHalf => matches!(other, Quarter3 | Quarter4),
            FirstFive => other == Inning1,
            _ => false,
        }
    }

    /// The part of a stable name.
    pub fn parse(name: &str) -> Option<Period> {
        crate::register::by_name(Self::ALL, name)
    }

    /// The number it is stored under.
    pub fn code(self) -> i32 {
        self as i32
    }

    /// The part of a stored number.
    pub fn of_code(code: i32) -> Option<Period> {
        Self::ALL.iter().map(|(period, _)| *period).find(|period| period.code() == code)
    }

    /// The parts a sport is played in; the whole game belongs to each.
    pub fn of_sport(sport: Sport) -> &'static [Period] {
        use Period::{
            FirstFive, FirstHalf, Inning1, Period1, Period2, Period3, Quarter1, Quarter2, Quarter3,
            Quarter4, Regulation, Round1, Round2, Round3, Round4, SecondHalf, Series, Set1, Set2,
            Set3, Set4, Set5, Slate,
        };
        match sport {
            Sport::Football | Sport::Basketball => {
                &[Regulation, FirstHalf, SecondHalf, Quarter1, Quarter2, Quarter3, Quarter4]
            }
            Sport::Baseball => &[FirstFive, Inning1, Series, Slate],
            Sport::Hockey => &[Regulation, Period1, Period2, Period3, Slate],
            Sport::Soccer => &[FirstHalf, SecondHalf],
            Sport::Tennis => &[Set1, Set2, Set3, Set4, Set5],
            Sport::Golf => &[Round1, Round2, Round3, Round4],
            Sport::Boxing
            | Sport::Mma
            | Sport::HorseRacing
            | Sport::MotorRacing
            | Sport::Other
            | Sport::Several => &[],
        }
    }

    /// True when `sport` has this part.
    pub fn is_of(self, sport: Sport) -> bool {
        self == Period::Game || Period::of_sport(sport).contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_lead_back() {
        for (period, name) in Period::ALL {
            assert_eq!(Period::parse(name), Some(*period));
            assert_eq!(Period::of_code(period.code()), Some(*period));
        }
        assert_eq!(Period::of_code(2), None);
    }

    #[test]
    fn a_sport_has_its_own_parts_and_the_game() {
        assert!(Period::Game.is_of(Sport::HorseRacing));
        assert!(Period::FirstFive.is_of(Sport::Baseball));
        assert!(!Period::Quarter1.is_of(Sport::Soccer));
    }
}

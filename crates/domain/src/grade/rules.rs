//! The house rules of every sport: what a book's operator chooses, under a key of its own each.
//!
//! Versions are kept with the book's other house rules and frozen on each ticket. All values of a
//! version are written out, so that a later default never changes an old ticket.

use crate::register::{by_name, name_of};
use crate::rejection::{Code, Rejection};

/// A value of one rule.
trait RuleValue: Copy {
    fn text(self) -> String;
    fn read(text: &str) -> Option<Self>;
    /// Every value there is; nothing for a number.
    fn choices() -> Vec<&'static str>;
}

impl RuleValue for i32 {
    fn text(self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<i32> {
        text.parse().ok().filter(|value| (0..=10_000).contains(value))
    }

    fn choices() -> Vec<&'static str> {
        Vec::new()
    }
}

impl RuleValue for bool {
    fn text(self) -> String {
        if self { "yes" } else { "no" }.to_owned()
    }

    fn read(text: &str) -> Option<bool> {
        by_name(&[(true, "yes"), (false, "no")], text)
    }

    fn choices() -> Vec<&'static str> {
        vec!["yes", "no"]
    }
}

macro_rules! choices {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$word_doc])* $word),+ }

        impl $name {
            /// Every choice with its stable name.
            pub const ALL: &[($name, &'static str)] = &[$(($name::$word, $text)),+];
        }

        impl RuleValue for $name {
            fn text(self) -> String {
                name_of($name::ALL, self).to_owned()
            }

            fn read(text: &str) -> Option<$name> {
                by_name($name::ALL, text)
            }

            fn choices() -> Vec<&'static str> {
                $name::ALL.iter().map(|(_, name)| *name).collect()
            }
        }
    )+};
}

choices! {
    /// When a tennis match that a player gave up counts (reference/features.md 5.5).
    TennisRetirement {
        /// Rule set A: any retirement voids (LVK-ten, PLA).
        AnyRetirementVoid = "any_retirement_void",
        /// Rule set B: it counts once a ball was served (UBET, TOPAZ).
        BallServed = "ball_served",
        /// Rule set C: it counts once a set was completed (NAP).
        OneSet = "one_set",
    }
    /// How an event that ends exactly on the half round is read.
    ExactHalf {
        /// As over (S411).
        Over = "over",
        /// As level with the line.
        Push = "push",
    }
    /// Until when an event that was put off still counts.
    Window {
        /// So many hours after the announced start; with 0 of them a person decides.
        Hours = "hours",
        /// The same day at the event.
        SameDay = "same_day",
        /// Five in the morning of the next day at the event.
        NextMorning = "next_morning",
        /// The week of Thursday to Wednesday.
        FootballWeek = "football_week",
        /// For good.
        Stands = "stands",
    }
    /// Where an event may be moved to, for its wagers to stand.
    Grounds {
        /// Anywhere.
        Any = "any",
        /// Nowhere.
        Original = "original",
        /// Within a hundred miles.
        Near = "near",
        /// Anywhere but to the ground of the visitors.
        NotVisitors = "not_visitors",
        /// Within the country.
        SameCountry = "same_country",
    }
    /// How several at one position share.
    Ties {
        /// As a dead heat (DK-dh, GAL-dh, 5D-golf).
        DeadHeat = "dead_heat",
        /// Each is paid in full (WW-golf).
        PaidInFull = "paid_in_full",
    }
    /// What becomes of free play that a push gives back (reference/features.md 4.11, a setting).
    FreePlayPush {
        /// It is free play again.
        Returned = "returned",
        /// It is used up as if it had lost. What comes back because a leg had no action is not.
        Lost = "lost",
    }
    /// What an abandoned or awarded result is worth.
    Awarded {
        /// The score as recorded counts.
        Recorded = "recorded",
        /// The wager is void unless it was decided on the field.
        Void = "void",
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $field:ident $key:literal : $type:ty = $default:expr;)+) => {
        /// One version of a book's rules of grading.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct GradingRules { $($(#[$doc])* pub $field: $type),+ }

        impl GradingRules {
            /// The rules a new book starts with.
            pub const fn standard() -> GradingRules {
                GradingRules { $($field: $default),+ }
            }

            /// Every key with its value, in the order of this file.
            pub fn entries(&self) -> Vec<(&'static str, String)> {
                vec![$(($key, RuleValue::text(self.$field))),+]
            }

            /// Every key with the values its rule can have; nothing for a number of 0 to 10000.
            pub fn choices() -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$(($key, <$type as RuleValue>::choices())),+]
            }

            /// Sets the rule of a key.
            ///
            /// # Errors
            /// An unknown key, or a value that is none of this rule.
            pub fn set(&mut self, key: &str, value: &str) -> Result<(), Rejection> {
                let refused = |rule: String| {
                    Rejection::of_field(Code::FieldInvalid, "grading", &rule)
                };
                match key {
                    $($key => {
                        let read = <$type as RuleValue>::read(value);
                        let wrong = || refused(format!("{key} cannot be `{value}`"));
                        self.$field = read.ok_or_else(wrong)?;
                    })+
                    _ => return Err(refused(format!("has no rule `{key}`"))),
                }
                Ok(())
            }
        }
    };
}

rules! {
    /// Minutes after which a football game is official (55: JB-fb, DRF).
    football_official_minutes "football.official_minutes": i32 = 55;
    /// Hours after the original start within which a football game must be played; 0 leaves every
    /// postponed game to a person. 168: BetMGM, Caesars; 192: Circa; 48: others (5.2).
    football_postponed_hours "football.postponed_hours": i32 = 168;
    /// Until when a postponed football game counts: hours as above; the morning after (BM-fb); the
    /// week of Thursday to Wednesday (BBS: bet365, BetRivers).
    football_window "football.window": Window = Window::Hours;
    /// Days within which a playoff game must be completed (30: BM-fb); 0 treats it as any other.
    football_playoff_days "football.playoff_days": i32 = 30;
    /// Original ground (BM-fb), neutral but not the visitors' (BBS), within 100 miles (IBJ).
    football_grounds "football.grounds": Grounds = Grounds::NotVisitors;
    /// Minutes after which a game of 48 minutes is official (43: LVK-bk, JB-bk).
    basketball_official_minutes "basketball.official_minutes": i32 = 43;
    /// Minutes after which a game of 40 minutes is official (35: LVK-bk, JB-bk).
    basketball_short_official_minutes "basketball.short_official_minutes": i32 = 35;
    /// Hours within which a postponed basketball game must be played; same day: LVK-bk.
    basketball_postponed_hours "basketball.postponed_hours": i32 = 12;
    /// Until when a postponed basketball game counts (same day: LVK-bk).
    basketball_window "basketball.window": Window = Window::SameDay;
    /// Minutes after which a hockey game is official (55: JB-hk; 59 at one book for live bets).
    hockey_official_minutes "hockey.official_minutes": i32 = 55;
    /// Overtime and shootout count in full-game hockey lines (NHL: WI-hk; others no: JB-hk).
    hockey_overtime "hockey.overtime": bool = true;
    /// Hours within which a postponed hockey game must be played.
    hockey_postponed_hours "hockey.postponed_hours": i32 = 12;
    /// Until when a postponed hockey game counts.
    hockey_window "hockey.window": Window = Window::SameDay;
    /// Innings after which a baseball moneyline is official, half an inning less when the home
    /// side leads (5: LR-mlb, WI-mlb).
    baseball_moneyline_innings "baseball.moneyline_innings": i32 = 5;
    /// Without a player's choice a baseball wager rests on both announced pitchers (BP-mlb);
    /// otherwise on whoever starts (GAL-mlb).
    baseball_listed_pitchers "baseball.listed_pitchers": bool = true;
    /// A total already exceeded when a game is called counts (LR-mlb); otherwise it is void (DRF).
    baseball_decided_totals "baseball.decided_totals": bool = true;
    /// Hours within which a postponed or suspended baseball game must be played (same date:
    /// WI-mlb; 48 at the same venue: LR-mlb).
    baseball_postponed_hours "baseball.postponed_hours": i32 = 12;
    /// Until when a baseball game counts that was put off, or broken off and finished later: the
    /// same day (WI-mlb), the morning after (GAL-mlb), or hours.
    baseball_window "baseball.window": Window = Window::SameDay;
    /// Hours within which a playoff game must be finished (96: WI-mlb); 0 treats it as any other.
    baseball_playoff_hours "baseball.playoff_hours": i32 = 96;
    /// The same venue (LR-mlb) or any.
    baseball_grounds "baseball.grounds": Grounds = Grounds::Any;
    /// A soccer score awarded by a committee.
    soccer_awarded "soccer.awarded": Awarded = Awarded::Void;
    /// Hours within which a postponed soccer match must be played (48: QB; same day: LR-soc).
    soccer_postponed_hours "soccer.postponed_hours": i32 = 48;
    /// Until when a postponed soccer match counts: hours as above, or the same day at the ground
    /// (LR-soc, SPB-soc).
    soccer_window "soccer.window": Window = Window::Hours;
    /// Hours for a match of a major tournament (24: LR-soc; 72: SPB-soc); 0 treats it as any other.
    soccer_major_hours "soccer.major_hours": i32 = 24;
    /// Hours within which an abandoned match must go on (24: LR-soc).
    soccer_resumed_hours "soccer.resumed_hours": i32 = 24;
    /// Home and visitors exchanged is no action (LR-soc).
    soccer_grounds "soccer.grounds": Grounds = Grounds::NotVisitors;
    /// When a tennis match that was given up counts (5.5).
    tennis_retirement "tennis.retirement": TennisRetirement = TennisRetirement::OneSet;
    /// A delayed tennis match stands for good (UBET), or for hours.
    tennis_window "tennis.window": Window = Window::Stands;
    /// Hours within which a delayed tennis match must be played (48: LVK-ten).
    tennis_delay_hours "tennis.delay_hours": i32 = 48;
    /// A fight that ends exactly on the half round (S411).
    fight_exact_half "fight.exact_half": ExactHalf = ExactHalf::Over;
    /// Hours within which a postponed fight must take place (24: BCZ; 48: MGM-box, LR-box; 168:
    /// BOL-box).
    fight_postponed_hours "fight.postponed_hours": i32 = 48;
    /// A fight moved to another country is no action (5.6).
    fight_grounds "fight.grounds": Grounds = Grounds::SameCountry;
    /// Holes after which an outright on a tournament stands (36: BOL-golf, LR-golf; 54: 5D-golf,
    /// WW-golf).
    golf_minimum_holes "golf.minimum_holes": i32 = 36;
    /// Hours after its announced end within which a tournament must be decided, and after the
    /// announced start for a match-up (7 days: 5D-golf, BOD-golf).
    golf_postponed_hours "golf.postponed_hours": i32 = 168;
    /// Golfers that share a place in top-N markets.
    golf_ties "golf.ties": Ties = Ties::DeadHeat;
    /// A match-up is void when both golfers miss the cut (BKM-golf).
    golf_both_cut_void "golf.both_cut_void": bool = false;
    /// Rule 4: the largest deduction in all, in per cent (90 or 75: BBG-r4, BTS-r4).
    racing_deduction_most "racing.deduction_most": i32 = 90;
    /// Rule 4: a deduction of 5 per cent in all is waived (BBG-r4, BTS-r4).
    racing_five_waived "racing.five_waived": bool = false;
    /// Hours within which a postponed race must be run.
    racing_postponed_hours "racing.postponed_hours": i32 = 24;
    /// An outright on somebody who does not start is returned (BOD-golf, BOL-golf); otherwise it
    /// loses, as in ante-post betting.
    outright_non_starter_void "outright.non_starter_void": bool = true;
    /// A prop on somebody who does not take part is returned; otherwise it stands as a zero.
    prop_participation "prop.participation": bool = true;
    /// What a push gives back of a wager on free play.
    free_play_push "free_play.push": FreePlayPush = FreePlayPush::Returned;
}

impl GradingRules {
    /// The canonical text: one `key=value` a line.
    pub fn text(&self) -> String {
        let line = |(key, value): (&str, String)| format!("{key}={value}");
        self.entries().into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Reads a canonical text; a key that is not in it keeps its standard value.
    ///
    /// # Errors
    /// As [`GradingRules::set`].
    pub fn parse(text: &str) -> Result<GradingRules, Rejection> {
        let mut rules = GradingRules::standard();
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            rules.set(key, value)?;
        }
        Ok(rules)
    }

    /// Sets the rules a named house publishes for one sport.
    ///
    /// # Errors
    /// An unknown name.
    pub fn adopt(&mut self, preset: &str) -> Result<(), Rejection> {
        let found = PRESETS.iter().find(|(name, _)| *name == preset);
        let unknown =
            || Rejection::of_field(Code::FieldInvalid, "grading", &format!("no preset `{preset}`"));
        found.ok_or_else(unknown)?.1.iter().try_for_each(|(key, value)| self.set(key, value))
    }
}

/// Published choices, by house and sport (reference/features.md section 5).
pub const PRESETS: &[(&str, &[(&str, &str)])] = &[
    ("football.betmgm", &[("football.window", "hours"), ("football.postponed_hours", "168")]),
    (
        "football.circa",
        &[
            ("football.window", "hours"),
            ("football.postponed_hours", "192"),
            ("football.grounds", "near"),
        ],
    ),
    ("football.48_hours", &[("football.window", "hours"), ("football.postponed_hours", "48")]),
    (
        "football.bookmaker",
        &[
            ("football.window", "next_morning"),
            ("football.grounds", "original"),
            ("football.playoff_days", "30"),
        ],
    ),
    (
        "football.bet365",
        &[("football.window", "football_week"), ("football.grounds", "not_visitors")],
    ),
    ("hockey.nhl", &[("hockey.overtime", "yes")]),
    ("hockey.regulation", &[("hockey.overtime", "no")]),
    ("baseball.listed", &[("baseball.listed_pitchers", "yes")]),
    ("baseball.action", &[("baseball.listed_pitchers", "no")]),
    ("baseball.same_day", &[("baseball.window", "same_day"), ("baseball.playoff_hours", "96")]),
    ("baseball.next_morning", &[("baseball.window", "next_morning")]),
    (
        "baseball.48_hours",
        &[
            ("baseball.window", "hours"),
            ("baseball.postponed_hours", "48"),
            ("baseball.grounds", "original"),
        ],
    ),
    ("soccer.same_day", &[("soccer.window", "same_day"), ("soccer.major_hours", "24")]),
    ("soccer.midnight", &[("soccer.window", "same_day"), ("soccer.major_hours", "72")]),
    ("soccer.48_hours", &[("soccer.window", "hours"), ("soccer.postponed_hours", "48")]),
    ("tennis.48_hours", &[("tennis.window", "hours"), ("tennis.delay_hours", "48")]),
    ("tennis.a", &[("tennis.retirement", "any_retirement_void")]),
    ("tennis.b", &[("tennis.retirement", "ball_served")]),
    ("tennis.c", &[("tennis.retirement", "one_set")]),
    ("fight.24_hours", &[("fight.postponed_hours", "24")]),
    ("fight.48_hours", &[("fight.postponed_hours", "48")]),
    ("fight.one_week", &[("fight.postponed_hours", "168")]),
    ("golf.36_holes", &[("golf.minimum_holes", "36")]),
    ("golf.54_holes", &[("golf.minimum_holes", "54"), ("golf.ties", "dead_heat")]),
    ("golf.paid_in_full", &[("golf.minimum_holes", "54"), ("golf.ties", "paid_in_full")]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_back_from_their_text() {
        let mut rules = GradingRules::standard();
        for (name, _) in PRESETS {
            rules.adopt(name).expect(name);
            assert_eq!(GradingRules::parse(&rules.text()), Ok(rules));
        }
    }

    #[test]
    fn unknown_keys_and_values_are_refused_by_name() {
        let mut rules = GradingRules::standard();
        for (key, value, told) in [
            ("tennis.colour", "red", "grading has no rule `tennis.colour`"),
            ("tennis.retirement", "never", "grading tennis.retirement cannot be `never`"),
            ("golf.minimum_holes", "-1", "grading golf.minimum_holes cannot be `-1`"),
        ] {
            let refusal = rules.set(key, value).expect_err(key);
            assert_eq!(refusal.detail, told);
        }
        assert_eq!(rules, GradingRules::standard());
    }
}

//! The part of the season about baseball: a game with announced pitchers, one of them changed.

use domain::board::fixture::Sport;
use domain::command::{Action, Outcome, PostFixture};

use super::{DAY, Season};
use crate::play::BEGIN;

impl Season<'_, '_> {
    /// Posts a game that is far off and announces its pitchers twice.
    pub(super) fn announce(&mut self) {
        let (code, name) = ("MLB".to_owned(), "Liga Béisbol".to_owned());
        self.platform(Action::PostLeague { code, name, sport: Sport::Baseball });
        for team in ["BOS", "NYY"].map(str::to_owned) {
            let (league, code, name) = ("MLB".to_owned(), team.clone(), team.clone());
            self.platform(Action::PostTeam { league, code, name, short: team });
        }
        let posted = self.platform(Action::PostFixture(Box::new(PostFixture {
            league: "MLB".to_owned(),
            home: "NYY".to_owned(),
            away: "BOS".to_owned(),
            starts_at: BEGIN.plus_seconds(40 * DAY),
            rotation: 901,
            season: 2024,
            round: 0,
            neutral: false,
            field: false,
            venue: String::new(),
        })));
        let Outcome::Fixture(fixture) = posted else { panic!("{posted:?}") };
        for away in ["Núñez", "Ørsted"].map(str::to_owned) {
            let home = "Cole".to_owned();
            self.platform(Action::ListPitchers { fixture, home, away });
        }
    }
}

//! Names of NFL teams by code, former homes included. A code that is not here names itself.

use crate::game::TeamName;

/// Code, place and nickname. Several codes may stand for one team: sources differ, teams move.
const TEAMS: [(&str, &str, &str); 43] = [
    ("ARI", "Arizona", "Cardinals"),
    ("ARZ", "Arizona", "Cardinals"),
    ("ATL", "Atlanta", "Falcons"),
    ("BAL", "Baltimore", "Ravens"),
    ("BLT", "Baltimore", "Ravens"),
    ("BUF", "Buffalo", "Bills"),
    ("CAR", "Carolina", "Panthers"),
    ("CHI", "Chicago", "Bears"),
    ("CIN", "Cincinnati", "Bengals"),
    ("CLE", "Cleveland", "Browns"),
    ("CLV", "Cleveland", "Browns"),
    ("DAL", "Dallas", "Cowboys"),
    ("DEN", "Denver", "Broncos"),
    ("DET", "Detroit", "Lions"),
    ("GB", "Green Bay", "Packers"),
    ("HOU", "Houston", "Texans"),
    ("HST", "Houston", "Texans"),
    ("IND", "Indianapolis", "Colts"),
    ("JAC", "Jacksonville", "Jaguars"),
    ("JAX", "Jacksonville", "Jaguars"),
    ("KC", "Kansas City", "Chiefs"),
    ("LA", "Los Angeles", "Rams"),
    ("LAC", "Los Angeles", "Chargers"),
    ("LAR", "Los Angeles", "Rams"),
    ("LV", "Las Vegas", "Raiders"),
    ("MIA", "Miami", "Dolphins"),
    ("MIN", "Minnesota", "Vikings"),
    ("NE", "New England", "Patriots"),
    ("NO", "New Orleans", "Saints"),
    ("NYG", "New York", "Giants"),
    ("NYJ", "New York", "Jets"),
    ("OAK", "Oakland", "Raiders"),
    ("PHI", "Philadelphia", "Eagles"),
    ("PIT", "Pittsburgh", "Steelers"),
    ("SD", "San Diego", "Chargers"),
    ("SEA", "Seattle", "Seahawks"),
    ("SF", "San Francisco", "49ers"),
    ("SL", "St. Louis", "Rams"),
    ("STL", "St. Louis", "Rams"),
    ("TB", "Tampa Bay", "Buccaneers"),
    ("TEN", "Tennessee", "Titans"),
    ("WAS", "Washington", "Commanders"),
    ("WSH", "Washington", "Commanders"),
];

/// The team of a code.
pub(super) fn nfl_team(code: &str) -> TeamName {
    let known = TEAMS.iter().find(|(known, ..)| *known == code);
    let (name, short) = known.map_or_else(
        || (code.to_owned(), code.to_owned()),
        |(_, place, nickname)| (format!("{place} {nickname}"), (*nickname).to_owned()),
    );
    TeamName { code: code.to_owned(), name, short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_former_homes_are_known() {
        assert!(TEAMS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let names = ["OAK", "LV", "STL", "LA", "SD", "LAC"].map(|code| nfl_team(code).name);
        assert_eq!(
            names,
            [
                "Oakland Raiders",
                "Las Vegas Raiders",
                "St. Louis Rams",
                "Los Angeles Rams",
                "San Diego Chargers",
                "Los Angeles Chargers",
            ]
        );
        assert_eq!(nfl_team("XYZ").short, "XYZ");
    }
}

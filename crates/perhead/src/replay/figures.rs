//! `figures.csv`: the weekly figures of the figure players, as the store keeps them.

use std::path::Path;

use desk::port::Views;
use domain::calendar::{Day, Week};
use domain::figure::week::Figure;
use store::Database;

use super::floor::Played;
use super::grades::write_rows;
use super::plan::{Plan, Purpose};
use crate::clock::date_of;

const HEADER: [&str; 9] = [
    "player",
    "week_start_tue",
    "week_end_mon",
    "bets",
    "wins",
    "losses",
    "pushes",
    "risked_cents",
    "net_cents",
];

/// Writes `figures.csv` into the folder `out`: players by name, weeks with settled bets in order.
///
/// # Errors
/// When the store cannot be read or the file not be written.
pub(super) fn write(
    out: &Path,
    plan: &Plan<'_>,
    played: &Played,
    database: &Database,
) -> anyhow::Result<()> {
    let mut rows: Vec<(String, Figure)> = Vec::new();
    let (book, operator) = played.people.houses[0];
    for week in &played.weeks {
        let sheet = database.figures(book, operator, *week)?;
        for line in sheet.lines {
            let place = played.people.players.iter().position(|id| *id == line.member.id);
            let purpose = place.map(|place| plan.players[place].purpose);
            if purpose == Some(Purpose::Figures) && line.figure.settled > 0 {
                rows.push((line.member.name, line.figure));
            }
        }
    }
    rows.sort_by(|(name, figure), (other_name, other)| {
        (name, figure.week).cmp(&(other_name, other.week))
    });
    let rows = rows.iter().map(|(name, figure)| row(name, figure));
    write_rows(&out.join("figures.csv"), &HEADER, rows)
}

fn row(name: &str, figure: &Figure) -> Vec<String> {
    let pushes = figure.settled - figure.won - figure.lost;
    let last = Day(figure.week.next().0 - 1);
    vec![
        name.to_owned(),
        first_day(figure.week),
        date_of(last).to_string(),
        figure.settled.to_string(),
        figure.won.to_string(),
        figure.lost.to_string(),
        pushes.to_string(),
        figure.settled_risk.0.to_string(),
        figure.result().0.to_string(),
    ]
}

fn first_day(week: Week) -> String {
    date_of(Day(week.0)).to_string()
}

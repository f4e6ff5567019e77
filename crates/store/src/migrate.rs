//! The schema and its versions. A migration is never edited once it has landed; a change is a
//! further file.

use desk::port::StoreError;

/// Every migration in order: its number and its text.
pub(crate) const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_workflow.sql")),
    (2, include_str!("../migrations/0002_leases.sql")),
    (3, include_str!("../migrations/0003_jurisdiction.sql")),
    (4, include_str!("../migrations/0004_markets.sql")),
    (5, include_str!("../migrations/0005_free_play.sql")),
    (6, include_str!("../migrations/0006_wager_terms.sql")),
    (7, include_str!("../migrations/0007_rulings.sql")),
    (8, include_str!("../migrations/0008_limits.sql")),
    (9, include_str!("../migrations/0009_withdrawals.sql")),
    (10, include_str!("../migrations/0010_credit.sql")),
    (11, include_str!("../migrations/0011_protection.sql")),
    (12, include_str!("../migrations/0012_grading.sql")),
    (13, include_str!("../migrations/0013_agreement.sql")),
    (14, include_str!("../migrations/0014_local_time.sql")),
    (15, include_str!("../migrations/0015_people.sql")),
    (16, include_str!("../migrations/0016_reconciliation.sql")),
    (17, include_str!("../migrations/0017_second_factor.sql")),
    (18, include_str!("../migrations/0018_house_cards.sql")),
    (19, include_str!("../migrations/0019_exclusion_lengths.sql")),
    (20, include_str!("../migrations/0020_weeks.sql")),
    (21, include_str!("../migrations/0021_disputes.sql")),
    (22, include_str!("../migrations/0022_acceptance.sql")),
    (23, include_str!("../migrations/0023_player_care.sql")),
    (24, include_str!("../migrations/0024_person_care.sql")),
    (25, include_str!("../migrations/0025_free_play_wagers.sql")),
    (26, include_str!("../migrations/0026_messages.sql")),
    (28, include_str!("../migrations/0028_way_back.sql")),
];

/// The version this program writes and reads.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _)| *version)
}

/// The migrations a database at `version` still needs.
///
/// # Errors
/// When the database is newer than this program.
pub(crate) fn missing(
    version: i64,
) -> Result<impl Iterator<Item = &'static (i64, &'static str)>, StoreError> {
    if version > newest() {
        let newest = newest();
        let what = format!(
            "the database has schema {version}, this program knows up to {newest}: use a newer one"
        );
        return Err(StoreError::Unavailable(what));
    }
    Ok(MIGRATIONS.iter().filter(move |(number, _)| *number > version))
}

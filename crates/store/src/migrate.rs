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
    (27, include_str!("../migrations/0027_way_back_and_retention.sql")),
    (28, include_str!("../migrations/0028_lines_and_play.sql")),
    (29, include_str!("../migrations/0029_points.sql")),
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

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn migrated(from: i64, to: i64, connection: &Connection) {
        for (_, text) in MIGRATIONS.iter().filter(|(one, _)| (from..=to).contains(one)) {
            connection.execute_batch(text).expect("the migration applies");
        }
    }

    /// What books did before the way back was counted and the instant of closing kept.
    const EARLIER: &str = "
        insert into payment values
            (3, 1, 'receipt', 7, 'card', 10000, '', '', null, 5, 300),
            (3, 2, 'receipt', 7, 'card', 2000, '', '', null, 6, 0),
            (3, 3, 'disbursement', 7, 'card', 1500, '', '', null, 7, 100),
            (3, 4, 'receipt', 7, 'bank', 500, '', '', null, 8, 0),
            (3, 5, 'adjustment', 7, null, 900, '', '', null, 9, 0),
            (4, 6, 'receipt', 7, 'card', 77, '', '', null, 9, 0);
        insert into method_use values (3, 7, 'card', 20000, 2, 1);
        insert into withdrawal (book_id, id, member_id, method, amount, fee, destination, state,
            requested_at, ready_at, reason)
        values (3, 1, 7, 'card', 400, 0, '', 'requested', 9, 9, ''),
            (3, 2, 7, 'card', 50, 0, '', 'approved', 9, 9, ''),
            (3, 3, 7, 'card', 30, 0, '', 'denied', 9, 9, ''),
            (3, 4, 7, 'card', 1500, 0, '', 'paid', 9, 9, '');
        insert into event values
            (3, 1, 20, 'member_status_changed', null, 8, '', x'00'),
            (3, 2, 40, 'member_status_changed', null, 8, '', x'00'),
            (3, 3, 60, 'receipt_recorded', null, 8, '', x'00'),
            (4, 1, 90, 'member_status_changed', null, 8, '', x'00');";

    fn member(connection: &Connection, id: i64, status: &str) {
        let sql = "select name from pragma_table_info('member') where \"notnull\" = 1
                   and dflt_value is null order by cid";
        let mut question = connection.prepare(sql).expect("prepares");
        let names = question.query_map([], |row| row.get::<_, String>(0)).expect("asks");
        let names: Vec<String> = names.map(|name| name.expect("a name")).collect();
        let value = |name: &str| match name {
            "book_id" => "3".to_owned(),
            "id" => id.to_string(),
            "status" => format!("'{status}'"),
            "login" | "name" | "role" | "chain" => format!("'m{id}'"),
            _ => "11".to_owned(),
        };
        let values: Vec<String> = names.iter().map(|name| value(name)).collect();
        let row = format!("insert into member ({}) values ({})", names.join(","), values.join(","));
        connection.execute(&row, []).expect("a member");
    }

    #[test]
    fn earlier_payments_and_closings_are_taken_over() {
        let connection = Connection::open_in_memory().expect("opens");
        migrated(1, 26, &connection);
        connection.execute_batch(EARLIER).expect("an earlier book");
        for (id, status) in [(7, "active"), (8, "closed"), (9, "closed")] {
            member(&connection, id, status);
        }
        migrated(27, 27, &connection);
        let told = |sql: &str| -> Vec<String> {
            let mut question = connection.prepare(sql).expect("prepares");
            let found = question.query_map([], |row| row.get(0)).expect("asks");
            found.map(|one| one.expect("a row")).collect()
        };
        let uses = "select book_id || ' ' || method || ' ' || day || ' ' || received || ' '
                    || returned from method_use order by book_id, method";
        assert_eq!(told(uses), ["3 bank 0 500 0", "3 card 20000 11700 1950", "4 card 0 77 0"]);
        let closings = "select id || ' ' || coalesce(closed_at, 0) from member order by id";
        assert_eq!(told(closings), ["7 0", "8 40", "9 11"]);
    }
}

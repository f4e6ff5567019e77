//! The schema on PostgreSQL. The version stands in a table of one row, locked while migrating, so
//! that two processes that start together migrate once. Text sorts and folds by its bytes, as it
//! does on the other engine, whatever language the server was set up for; so an index also stays
//! right when the machine's rules of language change below it.

use desk::port::StoreError;

use super::Postgres;
use crate::engine::Connection;
use crate::migrate;
use crate::value::{Cells, Value};

/// Brings the schema up to date.
pub(crate) fn migrate(connection: &mut Postgres) -> Result<(), StoreError> {
    // Two processes may both find the table missing; the one that loses finds it made.
    let table = "create table if not exists schema_version
                 (one bigint not null, version bigint not null, primary key (one))";
    if connection.script(table).is_err() {
        connection.script(table)?;
    }
    connection.script(
        "begin; lock table schema_version in exclusive mode;
         insert into schema_version values (1, 0) on conflict (one) do nothing",
    )?;
    let done = apply(connection);
    connection.script(if done.is_ok() { "commit" } else { "rollback" })?;
    done
}

fn apply(connection: &mut Postgres) -> Result<(), StoreError> {
    let rows = connection.query("select v.version from schema_version v where v.one = 1", &[])?;
    let version = rows.into_iter().next().map_or(Ok(0), |row| Cells::new(row).int())?;
    for (number, sql) in migrate::missing(version)? {
        connection.script(&dialect(sql))?;
        let update = "update schema_version set version = $1 where one = 1";
        connection.execute(update, &[Value::Int(*number)])?;
    }
    Ok(())
}

/// Our SQL text with the collation of its columns named.
fn dialect(sql: &str) -> String {
    let named = |text: String, ending: &str| {
        text.replace(&format!(" text{ending}"), &format!(" text collate \"C\"{ending}"))
    };
    [" not null", ",", "\n", ";"].into_iter().fold(sql.to_owned(), named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_text_name_their_collation_and_others_stay() {
        let sql = "create table a (\n    b text not null,\n    c text,\n    d bigint\n);\n\
                   alter table a add column e text;";
        let wanted = "create table a (\n    b text collate \"C\" not null,\n    \
                      c text collate \"C\",\n    d bigint\n);\n\
                      alter table a add column e text collate \"C\";";
        assert_eq!(dialect(sql), wanted);
    }
}

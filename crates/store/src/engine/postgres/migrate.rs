//! The schema on PostgreSQL. The version stands in a table of one row, locked while migrating, so
//! that two processes that start together migrate once.

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
        connection.script(sql)?;
        let update = "update schema_version set version = $1 where one = 1";
        connection.execute(update, &[Value::Int(*number)])?;
    }
    Ok(())
}

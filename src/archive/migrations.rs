//! Brings the schema up to date: numbered SQL files, embedded, each in a transaction of its own.
//!
//! The number of applied files is SQLite's `user_version`. Files are never edited once released;
//! a further change is a further file.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Fault;

/// All migrations, oldest first; the schema version is their count.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_notices.sql"),
    include_str!("migrations/0003_parts.sql"),
    include_str!("migrations/0004_clocks.sql"),
    include_str!("migrations/0005_sent.sql"),
    include_str!("migrations/0006_reviews.sql"),
    include_str!("migrations/0007_fingerprints.sql"),
];

/// Marks the file as ours ("pdif"), so that another program's database is never migrated.
const APPLICATION_ID: i64 = 0x7064_6966;

/// Newest schema version this program knows.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect("a handful of migrations fits into i64")
}

/// Applies what is missing; refuses a schema from the future and a database that is not ours.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    while version(connection)? < newest() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read again under the lock: another process may have been faster.
        let done = version(&transaction)?;
        let Some(next) = usize::try_from(done).ok().and_then(|done| MIGRATIONS.get(done)) else {
            break;
        };
        transaction.execute_batch(next)?;
        transaction.pragma_update(None, "user_version", done + 1)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}

/// The file's schema version; refuses one from the future and a file that is not ours.
pub(super) fn version(connection: &Connection) -> Result<i64, Fault> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let found = pragma("user_version")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && pragma("application_id")? != APPLICATION_ID {
        return Err(Fault::Damaged("it belongs to another program".to_owned()));
    }
    if found > newest() {
        return Err(Fault::Newer { found, known: newest() });
    }
    Ok(found)
}

/// For readers, who cannot migrate: the schema must be today's.
pub(super) fn require_current(connection: &Connection) -> Result<(), Fault> {
    if version(connection)? == newest() {
        return Ok(());
    }
    Err(Fault::OutOfOrder(
        "it is from an older version and the next run of `watch` brings it up to date".to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<String> {
        let mut statement = connection.prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn migrating_twice_is_migrating_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let first = schema(&connection);
        migrate(&mut connection).unwrap();
        assert_eq!(schema(&connection), first);
        assert_eq!(version(&connection).unwrap(), newest());
    }

    #[test]
    fn entries_of_the_first_schema_are_kept_and_know_their_page() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(MIGRATIONS[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection
            .execute_batch(
                "INSERT INTO policies (id, policy, service, kind, role, source, checked_at, outcome)
                     VALUES (1, 'a/b', 'A', 'B', 'provider', 's', '2026-01-01', 'quarantined');
                 INSERT INTO snapshots VALUES (7, 1, 'x', 0, NULL, 0, x'', 's', 's', '[]', 200, '[]', '2026', NULL, 0);
                 INSERT INTO versions VALUES (3, 1, 7, 'x', x'', 'w', 1, '2026', '2026', 0);",
            )
            .unwrap();
        migrate(&mut connection).unwrap();
        let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(text("SELECT parts || reading FROM versions"), "[7]");
        assert_eq!(text("SELECT troubled_since FROM policies"), "2026-01-01");
    }

    #[test]
    fn a_schema_from_the_future_is_refused_untouched() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection.pragma_update(None, "user_version", newest() + 1).unwrap();
        assert!(matches!(migrate(&mut connection), Err(Fault::Newer { found, .. }) if found == newest() + 1));
    }

    #[test]
    fn a_database_of_another_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE stamps (id INTEGER)").unwrap();
        assert!(matches!(migrate(&mut connection), Err(Fault::Damaged(_))));
        assert_eq!(schema(&connection).len(), 1);
    }
}

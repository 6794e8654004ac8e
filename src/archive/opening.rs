//! Opening: connections and their settings, the integrity check, real against simulated.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};

use super::error::{ArchiveError, Fault};
use super::worker::Worker;
use super::{Archive, Inner, evidence, fingerprints, migrations, seal};

/// Where and how to open an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The archive's folder, made when absent.
    pub folder: PathBuf,
    /// Run under a pretended time: what is written is marked, and real entries are in the way.
    pub simulated: bool,
}

/// How long to wait for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Checking every page costs about a second a gigabyte: larger files are left to `verify`.
const QUICK_CHECK_UP_TO_BYTES: i64 = 256 << 20;

/// Length of the key by which addresses are found.
pub(super) const LOOKUP_KEY_BYTES: u8 = 32;

/// The database file of a folder.
pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join("archive.db")
}

impl Archive {
    /// Opens the archive for writing; makes it when absent.
    pub fn open(opening: Opening) -> Result<Self, ArchiveError> {
        let Opening { folder, simulated } = opening;
        std::fs::create_dir_all(&folder).map_err(|error| Fault::Io(error).at(&folder))?;
        let path = database(&folder);
        let fault = |fault: Fault| fault.at(&path);
        let mut connection = Connection::open(&path).map_err(|error| fault(error.into()))?;
        prepare_writer(&mut connection, simulated).map_err(fault)?;
        let writer = Worker::start("archive-writer", &path, connection)?;
        let reader = start_reader(&path)?;
        Ok(Self { inner: Arc::new(Inner { folder, simulated, writer: Some(writer), reader }) })
    }

    /// Opens an archive that must be there, for reading only.
    pub fn open_existing(folder: &Path) -> Result<Self, ArchiveError> {
        let path = database(folder);
        if !path.is_file() {
            return Err(ArchiveError::NotThere { path: folder.to_owned() });
        }
        let reader = start_reader(&path)?;
        Ok(Self {
            inner: Arc::new(Inner { folder: folder.to_owned(), simulated: false, writer: None, reader }),
        })
    }
}

fn start_reader(path: &Path) -> Result<Worker, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> Result<Connection, Fault> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        migrations::require_current(&connection)?;
        Ok(connection)
    };
    Worker::start("archive-reader", path, open().map_err(|fault| fault.at(path))?)
}

fn prepare_writer(connection: &mut Connection, simulated: bool) -> Result<(), Fault> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Refuses before anything is written, the journal mode included.
    migrations::version(connection)?;
    check_integrity(connection)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // An answer of a mail server must survive a power cut, or the message would be sent twice.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Deleted keys are overwritten, not just unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    migrations::migrate(connection)?;
    fingerprints::watch(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    introduce(&transaction)?;
    match nature(&transaction)? {
        Some(holds_simulated) if holds_simulated != simulated => {
            return Err(Fault::Nature { holds_simulated });
        }
        _ => transaction.commit()?,
    }
    Ok(())
}

fn check_integrity(connection: &Connection) -> Result<(), Fault> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number("page_count")?.saturating_mul(number("page_size")?) > QUICK_CHECK_UP_TO_BYTES {
        return Ok(());
    }
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Fault::Damaged(format!("it is damaged ({found})"))) }
}

/// Writes the one row about the archive itself, once.
fn introduce(tx: &Transaction<'_>) -> Result<(), Fault> {
    let known: Option<i64> = tx.query_row("SELECT id FROM archive", [], |row| row.get(0)).optional()?;
    if known.is_none() {
        let key: [u8; LOOKUP_KEY_BYTES as usize] = seal::random()?;
        tx.execute(
            "INSERT INTO archive (id, lookup_key, chain_head) VALUES (1, ?1, ?2)",
            params![key, evidence::origin()],
        )?;
    }
    Ok(())
}

/// Whether the entries are simulated; `None` while there are none.
fn nature(connection: &Connection) -> Result<Option<bool>, Fault> {
    Ok(connection.prepare_cached("SELECT simulated FROM archive")?.query_row([], |row| row.get(0))?)
}

/// The first write settles what the archive is; a later one of the other kind is refused.
pub(super) fn claim(tx: &Transaction<'_>, simulated: bool) -> Result<(), Fault> {
    match nature(tx)? {
        Some(holds_simulated) if holds_simulated != simulated => Err(Fault::Nature { holds_simulated }),
        Some(_) => Ok(()),
        None => {
            tx.execute("UPDATE archive SET simulated = ?1", params![simulated])?;
            Ok(())
        }
    }
}

/// Runs a reading job on one consistent state, however many statements it takes.
pub(super) fn consistent<T>(
    connection: &mut Connection,
    job: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let transaction = connection.transaction()?;
    let answer = job(&transaction)?;
    transaction.finish()?;
    Ok(answer)
}

/// Moves the write-ahead log into the file and cuts it to nothing: old pages are gone.
pub(super) fn empty_log(connection: &Connection) -> Result<(), Fault> {
    let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(Fault::Busy) } else { Ok(()) }
}

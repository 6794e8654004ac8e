//! A thread that owns one SQLite connection and runs jobs on it in order.
//!
//! SQLite calls block and a connection is not `Sync`; so each connection lives on a thread of its own
//! and async callers wait on a channel. The worker knows nothing of what the jobs do.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use super::error::{ArchiveError, Fault};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Runs jobs until it is dropped; dropping waits for the last job and closes the connection.
pub(super) struct Worker {
    path: PathBuf,
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread named `name` around `connection`, which has `path` open.
    pub(super) fn start(name: &str, path: &Path, mut connection: Connection) -> Result<Self, ArchiveError> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                for job in queue {
                    job(&mut connection);
                }
            })
            .map_err(|error| Fault::Io(error).at(path))?;
        Ok(Self { path: path.to_owned(), jobs: Some(jobs), thread: Some(thread) })
    }

    /// Runs `job` on the thread and waits for its answer.
    ///
    /// A job once accepted is carried out even when the caller stops waiting.
    pub(super) async fn run<T, F>(&self, job: F) -> Result<T, ArchiveError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, Fault> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        let boxed: Job = Box::new(move |connection| {
            // Nobody waiting any more is no fault: the work is done all the same.
            let _ = answer.send(job(connection));
        });
        let sent = self.jobs.as_ref().map(|jobs| jobs.send(boxed));
        let ended = || Fault::Internal("the archive's thread has ended".to_owned()).at(&self.path);
        match sent {
            Some(Ok(())) => waiting.await.map_err(|_| ended())?.map_err(|fault| fault.at(&self.path)),
            _ => Err(ended()),
        }
    }

    /// Runs `job` in one write transaction: all of it or nothing.
    pub(super) async fn transact<T, F>(&self, job: F) -> Result<T, ArchiveError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, Fault> + Send + 'static,
    {
        self.run(move |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = job(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        })
        .await
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panicked job has been reported to its caller already.
            let _ = thread.join();
        }
    }
}

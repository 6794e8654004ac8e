//! The archive's doors to subscribers and the persons behind them.

use chrono::{DateTime, Utc};

use super::addresses::{self, Moved};
use super::people::{self, Added, NewSubscriber};
use super::{Archive, ArchiveError, opening};
use crate::digest::{Relation, Subscriber};

impl Archive {
    /// Adds a subscriber, or renews the settings of the one with this address and relation.
    pub async fn add_subscriber(
        &self,
        new: NewSubscriber,
        now: DateTime<Utc>,
    ) -> Result<Added, ArchiveError> {
        self.write(now, move |tx, simulated| people::add(tx, new, now, simulated)).await
    }

    /// Ends the subscriptions of an address (of one relation, or of all); what waits for them is not
    /// sent. Gives those that ended: none when the address is unknown.
    pub async fn remove_subscriber(
        &self,
        address: &str,
        relation: Option<Relation>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Subscriber>, ArchiveError> {
        let address = address.to_owned();
        self.write(now, move |tx, simulated| people::remove(tx, &address, relation, now, simulated)).await
    }

    /// Moves the subscriptions of an address to another; what waits for the old one goes to the new one.
    pub async fn change_address(
        &self,
        old: &str,
        new: &str,
        now: DateTime<Utc>,
    ) -> Result<Moved, ArchiveError> {
        let (old, new) = (old.to_owned(), new.to_owned());
        self.write(now, move |tx, simulated| addresses::change(tx, &old, &new, now, simulated)).await
    }

    /// Erases the person behind an address from the file and its log, with the addresses they had before
    /// or have since. Gives those addresses: none when nobody has it.
    ///
    /// [`ArchiveError::Busy`] means that another process kept the log in use: try again.
    pub async fn erase_person(&self, address: &str, now: DateTime<Utc>) -> Result<Vec<String>, ArchiveError> {
        let address = address.to_owned();
        let found = self.write(now, move |tx, simulated| people::erase(tx, &address, now, simulated)).await?;
        self.writer()?.run(|connection| opening::empty_log(connection)).await?;
        Ok(found)
    }

    /// All subscribers, oldest first.
    pub async fn subscribers(&self) -> Result<Vec<Subscriber>, ArchiveError> {
        self.read(|connection| people::subscriptions(connection, None)).await
    }
}

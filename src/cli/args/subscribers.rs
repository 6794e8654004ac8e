//! `subscribers …` as typed.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::digest::{Cadence, Relation};

/// `subscribers`
#[derive(Debug, ClapArgs)]
pub struct SubscribersArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: SubscribersAction,
}

/// `subscribers …`
#[derive(Debug, Subcommand)]
pub enum SubscribersAction {
    /// Add an address, or change what it gets.
    Add(AddArgs),
    /// Move everything an address gets to another one, e.g. after its mail came back.
    Change {
        /// The address on record.
        old: String,
        /// The address from now on; what waits to be sent goes there.
        new: String,
    },
    /// End the subscriptions of an address.
    Remove {
        /// The address.
        address: String,
        /// Which subscription to end; notices owed to a user are never ended by leaving a watch.
        #[arg(long, value_enum, default_value_t = RelationArg::Watcher)]
        relation: RelationArg,
        /// End all of them and erase what names the person, past messages and their files included; the
        /// evidence chain stays whole.
        #[arg(long, conflicts_with = "relation")]
        erase: bool,
    },
    /// List all.
    List,
}

/// `subscribers add`
#[derive(Debug, ClapArgs)]
pub struct AddArgs {
    /// The address.
    pub address: String,
    /// `user`: we owe notice to them; `watcher`: they asked to be told.
    #[arg(long, value_enum, default_value_t = RelationArg::Watcher)]
    pub relation: RelationArg,
    /// Only this policy (`service/type`); repeat for several; all without it.
    #[arg(long = "policy", value_name = "POLICY")]
    pub policies: Vec<String>,
    /// When watchers are written to.
    #[arg(long, value_enum, default_value_t = CadenceArg::Immediate)]
    pub cadence: CadenceArg,
    /// IANA zone in which a digest's day begins.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub zone: chrono_tz::Tz,
}

/// [`Relation`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RelationArg {
    /// Asked to be told.
    Watcher,
    /// Is owed notice.
    User,
}

impl From<RelationArg> for Relation {
    fn from(typed: RelationArg) -> Self {
        match typed {
            RelationArg::Watcher => Self::Watcher,
            RelationArg::User => Self::User,
        }
    }
}

/// [`Cadence`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CadenceArg {
    /// An alert for each finding.
    Immediate,
    /// One digest a day.
    Daily,
    /// One digest a week.
    Weekly,
}

impl From<CadenceArg> for Cadence {
    fn from(typed: CadenceArg) -> Self {
        match typed {
            CadenceArg::Immediate => Self::Immediate,
            CadenceArg::Daily => Self::Daily,
            CadenceArg::Weekly => Self::Weekly,
        }
    }
}

//! policydiff: what changed in a policy, whether it is material, and who must be told by when.
//!
//! (The code map is written when the modules stand.)

pub mod archive;
pub mod check;
pub mod compare;
pub mod digest;
pub mod document;
pub mod facts;
pub mod fetch;
pub mod mail;
pub mod materiality;
pub mod normalize;
pub mod notice;
pub mod schedule;
pub mod snapshot;
mod tls;
pub mod watchlist;

//! policydiff: what changed in a policy, whether it is material, and who must be told by when.
//!
//! (The code map is written when the modules stand.)

pub mod check;
pub mod compare;
pub mod digest;
pub mod document;
pub mod facts;
pub mod materiality;
pub mod normalize;
pub mod notice;
pub mod render;
pub mod snapshot;
pub mod watchlist;

//! Behaviour of the whole archive.

//! Wordings that say the same, and those that only seem to.

//! Bytes of a page, Markdown or plain text to the document tree.
//!
//! Never fails: bad markup is an ordinary page, and what looked wrong is in
//! [`Document::warnings`](crate::document::Document::warnings). Knows nothing of where the bytes came from.

/// Raised whenever the same bytes may give another document; stored versions carry it.
pub const NORMALIZER_VERSION: u32 = 1;

/// Formats we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML of any sort.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// Plain text.
    Text,
}

//! `select` and `remove`: what of a page counts, said by CSS selectors and ranges between them.
//!
//! Works on HTML before it is read, so that every later stage sees an ordinary page. A selector is
//! checked when the watchlist is read; one that chooses nothing is an error of that policy, because an
//! empty document would look like the gravest change of all.

mod cutting;

use std::fmt;

use scraper::{Html, Selector};

use super::{Format, Input, charset, detect_format, nesting, normalize};
use crate::document::Document;

/// What of a page counts; everything by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    /// Pieces to keep, together in the page's order; empty keeps the whole page.
    pub select: Vec<Piece>,
    /// Pieces to leave out of what is kept; those a page does not have are no trouble.
    pub remove: Vec<Piece>,
}

impl Cut {
    /// True when the page counts as a whole.
    pub fn is_whole(&self) -> bool {
        self.select.is_empty() && self.remove.is_empty()
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |pieces: &[Piece]| pieces.iter().map(|piece| format!(" `{piece}`")).collect::<String>();
        let both = [("select", &self.select), ("remove", &self.remove)];
        let said: Vec<String> = both
            .into_iter()
            .filter(|(_, pieces)| !pieces.is_empty())
            .map(|(what, pieces)| format!("{what}{}", words(pieces)))
            .collect();
        f.write_str(&said.join("; "))
    }
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Every element that matches.
    Elements(Css),
    /// Everything from one place to another.
    Range {
        /// Where it begins: at the first element that matches.
        start: Edge,
        /// Where it ends: at the first one after the beginning.
        end: Edge,
    },
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elements(css) => f.write_str(&css.0),
            Self::Range { start, end } => write!(f, "{start} to {end}"),
        }
    }
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The element it is told by.
    pub at: Css,
    /// On which side of the element.
    pub side: Side,
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Before => "before",
            Side::After => "after",
        };
        write!(f, "{side} {}", self.at.0)
    }
}

/// Side of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before its start.
    Before,
    /// Behind its end.
    After,
}

/// A selector that has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Css(String);

impl Css {
    /// Checks a selector group, `main, #terms > section`. The error is a fragment with the cause.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match Selector::parse(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(cause) => Err(format!("`{text}` is not a CSS selector ({cause})")),
        }
    }

    fn selector(&self) -> Selector {
        Selector::parse(&self.0).expect("checked when it was made")
    }
}

/// Why a page could not be cut. Messages are whole clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncut {
    /// Only HTML has elements.
    NotHtml,
    /// A selector chose nothing.
    Nothing {
        /// The piece as the watchlist says it.
        piece: String,
    },
    /// A range began and did not end.
    Endless {
        /// The piece as the watchlist says it.
        piece: String,
    },
}

impl fmt::Display for Uncut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotHtml => {
                f.write_str("the page is not HTML, so `select` and `remove` cannot be used on it")
            }
            Self::Nothing { piece } => {
                write!(f, "the selector `{piece}` of the watchlist matches nothing on the page")
            }
            Self::Endless { piece } => {
                write!(f, "the range `{piece}` of the watchlist has no end on the page")
            }
        }
    }
}

/// Reads the document in what the cut leaves of these bytes.
pub fn normalize_cut(input: &Input<'_>, cut: &Cut) -> Result<Document, Uncut> {
    if cut.is_whole() {
        return Ok(normalize(input));
    }
    if detect_format(input) != Some(Format::Html) {
        return Err(Uncut::NotHtml);
    }
    let html = Html::parse_document(&nesting::bounded(&charset::decode(input, Format::Html).text).text);
    let kept = cutting::cut(&html, cut)?;
    Ok(normalize(&Input {
        bytes: kept.as_bytes(),
        content_type: Some("text/html; charset=utf-8"),
        name: None,
    }))
}

#[cfg(test)]
mod tests;

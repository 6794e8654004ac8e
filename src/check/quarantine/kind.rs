//! What a page is instead of the policy: a closed list, each with what to do about it.

use serde::{Deserialize, Serialize};

/// Why a page was quarantined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineKind {
    /// An error, by its status or by what it says.
    ErrorPage,
    /// We are kept out: a block page, a CAPTCHA, a region that is not served.
    Blocked,
    /// A wall that asks for consent first.
    ConsentWall,
    /// A page to log in.
    Login,
    /// A page that only leads elsewhere.
    Redirect,
    /// No text, or next to none.
    Empty,
    /// A frame whose text only a browser with scripts would show.
    Shell,
    /// Much less text than in the last good version.
    Shrunk,
    /// Another language than the last good version.
    Language,
    /// A text that the watchlist expects is not there.
    MarkerMissing,
}

impl QuarantineKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::ErrorPage,
        Self::Blocked,
        Self::ConsentWall,
        Self::Login,
        Self::Redirect,
        Self::Empty,
        Self::Shell,
        Self::Shrunk,
        Self::Language,
        Self::MarkerMissing,
    ];

    /// The word used in JSON and in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ErrorPage => "error_page",
            Self::Blocked => "blocked",
            Self::ConsentWall => "consent_wall",
            Self::Login => "login",
            Self::Redirect => "redirect",
            Self::Empty => "empty",
            Self::Shell => "shell",
            Self::Shrunk => "shrunk",
            Self::Language => "language",
            Self::MarkerMissing => "marker_missing",
        }
    }

    /// For people: reads after "this is".
    pub fn shown(self) -> &'static str {
        match self {
            Self::ErrorPage => "an error page",
            Self::Blocked => "a block page",
            Self::ConsentWall => "a consent wall",
            Self::Login => "a login page",
            Self::Redirect => "a page that leads elsewhere",
            Self::Empty => "a page without text",
            Self::Shell => "a page that needs scripts",
            Self::Shrunk => "a much shorter text",
            Self::Language => "another language",
            Self::MarkerMissing => "a text without what is expected",
        }
    }

    /// What a person can do about it, one plain sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::ErrorPage => {
                "Open the address in a browser; if the policy has moved, correct its address in the watchlist."
            }
            Self::Blocked => {
                "The server keeps this program out: check less often with `every`, or watch a file that is saved from a browser."
            }
            Self::ConsentWall => {
                "Find the address of the text itself behind the wall, or leave the wall out with `remove`."
            }
            Self::Login => {
                "Find an address that is open to everybody, or watch a file that is saved from a browser."
            }
            Self::Redirect => "Put the address that the page leads to into the watchlist.",
            Self::Empty => {
                "Open the address in a browser; if the text is there, the page needs scripts to show it: watch a file saved from there."
            }
            Self::Shell => {
                "The page shows its text only to a browser: find a plain page of it, or watch a file that is saved from a browser."
            }
            Self::Shrunk => "Look at the page; if the policy really became that short, accept it.",
            Self::Language => {
                "Name the address of one language in the watchlist; if the policy really changed its language, accept it."
            }
            Self::MarkerMissing => {
                "Look at the page; if it is the policy, correct `expect` in the watchlist, then accept it."
            }
        }
    }
}

//! A change as an HTML fragment, and a comparison as one self-contained page.
//!
//! The fragment is what mail, page and archive share: semantic tags, inline styles, no script, and
//! every mark a sign or a word beside its colour, so that it survives mail programs that drop
//! styles or invert them.

mod page;

use super::entries::Entry;
use super::{excerpt, safe};
use crate::compare::{Change, Fate, Word};
use crate::materiality::{Judgement, Verdict};

pub use page::{page, write_page};

/// Foreground and background together, so that inverted colours stay legible.
const DEL: &str = "background:#fde2e1;color:#7a1210;text-decoration:line-through";
const INS: &str = "background:#d9f2df;color:#0d4a1f;text-decoration:underline";
const SIGN: &str = "display:inline-block;width:1.2em;font-family:monospace;font-weight:bold";

/// One change: verdict, section, reasons, old and new words.
pub fn fragment(change: &Change, judgement: Option<&Judgement>) -> String {
    entry(&Entry { change, judgement }, usize::MAX)
}

/// [`fragment`] with added and removed runs cut to `limit` characters.
pub(crate) fn entry(entry: &Entry<'_>, limit: usize) -> String {
    let runs = excerpt::capped(excerpt::runs(entry.change), limit);
    format!(
        "<article style=\"margin:0 0 24px;padding:2px 0 2px 14px;border-left:4px solid {}\">\n{}{}{}</article>\n",
        accent(entry.verdict()),
        head(entry, true),
        sentences(entry),
        before_and_after(entry, &runs),
    )
}

/// The section's heading where the change stands alone, then verdict and event.
fn head(entry: &Entry<'_>, with_section: bool) -> String {
    let severity = entry.severity().map(|severity| format!(", {}", severity.as_str())).unwrap_or_default();
    let details = std::iter::once(entry.event()).chain(entry.qualities()).collect::<Vec<_>>().join("; ");
    let section = if with_section {
        let section = safe::html(&entry.section());
        format!("<h3 style=\"margin:0;font-size:17px;line-height:1.35\">{section}</h3>\n")
    } else {
        String::new()
    };
    let label = match entry.judgement {
        Some(_) => format!("<strong>{}{severity}</strong>: ", capital(entry.verdict_word())),
        None => String::new(),
    };
    format!("{section}<p style=\"margin:2px 0 8px;font-size:14px\">{label}{}</p>\n", safe::html(&details))
}

fn sentences(entry: &Entry<'_>) -> String {
    let paragraph = |why: &String| format!("<p style=\"margin:0 0 8px\">{}</p>\n", safe::html(why));
    entry.sentences().iter().map(paragraph).collect()
}

fn before_and_after(entry: &Entry<'_>, runs: &[Word]) -> String {
    if excerpt::is_statement(entry.change) {
        return format!("<p style=\"margin:0 0 6px\">{}</p>\n", words(runs));
    }
    if excerpt::is_unedited(runs) {
        return quote("kept", "=", "Text", &excerpt::side(runs, Fate::Same));
    }
    let has = |fate| runs.iter().any(|run| run.fate == fate);
    let joined = !excerpt::is_whole(runs);
    let mut out = String::new();
    if joined || has(Fate::Removed) {
        out.push_str(&quote("before", "\u{2212}", "Before", &excerpt::side(runs, Fate::Removed)));
    }
    if joined || has(Fate::Added) {
        out.push_str(&quote("after", "+", "After", &excerpt::side(runs, Fate::Added)));
    }
    out
}

fn quote(class: &str, sign: &str, label: &str, runs: &[Word]) -> String {
    format!(
        "<blockquote class=\"{class}\" style=\"margin:0 0 6px;padding:0\"><span style=\"{SIGN}\">{sign}</span>\
         <small>{label}</small><br>{}</blockquote>\n",
        words(runs),
    )
}

/// Runs with `<del>` and `<ins>`.
pub(crate) fn words(runs: &[Word]) -> String {
    runs.iter()
        .map(|run| {
            let text = safe::html(&run.text).replace('\n', "<br>\n");
            match run.fate {
                Fate::Same => text,
                Fate::Removed => format!("<del style=\"{DEL}\">{text}</del>"),
                Fate::Added => format!("<ins style=\"{INS}\">{text}</ins>"),
            }
        })
        .collect()
}

/// Border colours with at least 3:1 against white and against near-black.
fn accent(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Material => "#d92d20",
        Verdict::Review => "#b7791f",
        Verdict::None | Verdict::Cosmetic => "#7b8794",
    }
}

/// The word with a capital letter.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

//! Sentences and lines that belong to the page and not to the policy: menus, clocks, counters,
//! pickers, greetings, announcements of a coming version, redirect notes.
//!
//! Each test is about the kind of words, never about a site. All texts are in padded form.

mod lines;

use std::sync::LazyLock;

use regex::Regex;

use crate::facts::Clause;
use crate::facts::lexer::{has_any, padded};

pub(super) use lines::lists_parties;
use lines::{is_contact_line, is_label, is_menu};

/// True for a whole sentence or line that says nothing about the policy.
pub(super) fn is_furniture(clause: &Clause) -> bool {
    let words = &clause.words;
    is_related(words)
        || is_copyright(words)
        || clause.text.contains('©') && words.split_whitespace().count() <= 8
        || is_clock(words)
        || is_counter(words)
        || is_picker(words)
        || is_announcement(words)
        || is_notice_of_the_page(words)
        || is_machine_summary(&clause.heading)
        || is_page_tool(words)
        || is_label(clause)
        || is_menu(clause)
        || is_contact_line(clause)
}

/// "See also …", "Read more …".
pub(super) fn is_related(words: &str) -> bool {
    let starts = [
        " see also ",
        " related articles",
        " related ",
        " read more",
        " read also ",
        " also read ",
        " you may also ",
        " related links ",
        " learn more",
        " further reading ",
        " more information ",
        " find out more",
    ];
    starts.iter().any(|start| words.starts_with(start)) && words.split_whitespace().count() <= 14
}

/// "Page 2 of 7", "Print this page", "Back to top": tools of the page, its number among them.
fn is_page_tool(words: &str) -> bool {
    const TOOLS: &[&str] = &[
        "page", "of", "print", "this", "back", "to", "top", "share", "save", "download", "pdf", "as", "the",
        "up", "next", "previous", "go", "view", "version",
    ];
    let known = |word: &str| TOOLS.contains(&word) || word.chars().all(|c| c.is_ascii_digit() || c == '/');
    let named = [" page ", " print ", " back to top ", " pdf "];
    has_any(words, &named) && words.split_whitespace().count() <= 12 && words.split_whitespace().all(known)
}

/// A copyright line.
pub(super) fn is_copyright(words: &str) -> bool {
    has_any(words, &[" copyright ", " all rights reserved ", " © "]) && words.split_whitespace().count() <= 12
}

/// "Updated 5 days ago", "2 minutes read", "Tue, 30 Jun 2026 12:43:01 GMT": a page that tells the time.
pub(super) fn is_clock(words: &str) -> bool {
    let relative = [
        " ago ",
        " minutes read ",
        " min read ",
        " yesterday ",
        " today ",
        " just now ",
        " gmt ",
        " utc ",
        " reading time ",
    ];
    has_any(words, &relative) && words.split_whitespace().count() <= 12 && !binds(words)
}

static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ (?:[0-9.,]+k? )?(?:out of |of )?[0-9.,]+k? (?:people |users |readers )?(?:found (?:this|it) helpful|likes?|comments?|views?|shares?|replies|votes?|ratings?|reviews?) $|found this helpful|was this (?:page |article |information )?helpful")
        .expect("valid pattern")
});

/// "12 out of 30 found this helpful", "1,204 views".
pub(super) fn is_counter(words: &str) -> bool {
    let counts = words.len() < 80 && words.bytes().any(|byte| byte.is_ascii_digit());
    (counts || words.contains("helpful")) && COUNTER.is_match(words)
}

/// A choice of language or region of the page.
fn is_picker(words: &str) -> bool {
    let picks = [
        " in other languages",
        " other languages ",
        " choose your language",
        " select your language",
        " select language",
        " change language",
        " select your region",
        " select your country",
        " preferred market language",
        " you are now seeing content for ",
        " content you are trying to view ",
    ];
    has_any(words, &picks)
        && words.split_whitespace().count() <= 24
        && !has_any(words, &[" prevail", " controls "])
}

/// "We are updating our terms on 30 July. Until then …": a later change announced, none made.
fn is_announcement(words: &str) -> bool {
    let updates = [
        " we are updating our ",
        " we are updating the ",
        " we are changing our ",
        " we have updated our ",
        " we updated our ",
        " will be updating our ",
        " our updated terms ",
    ];
    let document = [" terms", " policy", " policies", " notice", " agreement"];
    let preview = [
        " preview of the new ",
        " preview the new ",
        " summary of key changes",
        " summary of the changes",
        " summary of changes",
        " see the new terms",
        " view the new terms",
        " read the new terms",
        " view previous version",
        " see previous version",
        " view archived version",
    ];
    let until = has_any(words, &[" until then "]) && has_any(words, &[" below ", " current "]);
    let count = words.split_whitespace().count();
    (has_any(words, &updates) || until) && has_any(words, &document) && count <= 50
        || has_any(words, &preview) && count <= 14
}

/// Words of a page about itself: loading, redirecting, waiting lines, machine-made summaries.
fn is_notice_of_the_page(words: &str) -> bool {
    let says = [
        " redirecting to ",
        " you are being redirected",
        " skip to ",
        " wait time ",
        " quicker solution on our ",
        " enable javascript",
        " javascript is disabled",
        " get notifications on ",
        " save this page ",
        " stay organized with collections",
        " print this page",
        " download as pdf",
        " download a copy of this page",
        " back to top",
        " on this page ",
        " table of contents ",
        " jump to ",
        " sign up now ",
        " subscribe to our newsletter",
        " follow us ",
        " share this ",
    ];
    let dismissed = [" do not show this again ", " do not show this message again ", " do not show again "];
    dismissed.contains(&words)
        || has_any(words, &says) && words.split_whitespace().count() <= 30 && !binds(words)
}

/// A box that sums the page up by machine, announced as such.
fn is_machine_summary(heading: &str) -> bool {
    has_any(heading, &[" ai generated ", " generated by ai ", " machine generated "])
        && has_any(heading, &[" takeaway", " summary ", " overview "])
}

/// Words that oblige or allow.
fn binds(words: &str) -> bool {
    let binding = [
        " must ",
        " shall ",
        " may not ",
        " agree",
        " consent",
        " right ",
        " rights ",
        " not ",
        " retain",
        " delet",
    ];
    has_any(words, &binding)
}

/// A greeting or an invitation to get in touch.
pub(super) fn is_courtesy(words: &str) -> bool {
    let polite = [
        " thank you ",
        " thanks for ",
        " welcome to ",
        " if you have any questions",
        " if you have questions",
        " if you have any other questions",
        " please contact us",
        " please contact support",
        " contact our support",
        " contact customer support",
        " feel free to ",
        " click here ",
        " do not hesitate to ",
        " we would love to hear",
        " consult our help cent",
        " visit our help cent",
        " for more information",
        " for further information",
        " for any other concerns",
        " to find out more",
        " to learn more",
    ];
    let weighs = [
        " you agree ",
        " you consent ",
        " days ",
        " right ",
        " must ",
        " opt out",
        " object ",
        " withdraw",
        " delete ",
        " cancel",
    ];
    let denies = has_any(words, &[" not "]) && !words.contains(" do not hesitate ");
    has_any(words, &polite) && !has_any(words, &weighs) && !denies
}

/// Forty words are never longer, in bytes.
const MAX_STUB_BYTES: usize = 4_000;

/// A body of text that is no policy at all: a redirect note, a wall, an error in a few words.
pub(super) fn is_stub(text: &str) -> bool {
    if text.len() > MAX_STUB_BYTES {
        return false;
    }
    let words = padded(text);
    let says = [
        " redirecting ",
        " you are being redirected",
        " page not found",
        " access denied",
        " just a moment",
        " enable javascript",
        " verify you are human",
        " are you a robot",
        " too many requests",
        " service unavailable",
        " temporarily unavailable",
        " something went wrong",
        " an error occurred",
    ];
    words.split_whitespace().count() <= 40 && has_any(&words, &says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress, BlockKind};
    use crate::facts::block_clauses;

    fn clause(heading: &str, text: &str) -> Clause {
        let at = BlockAddress { sections: vec![0], block: 0 };
        block_clauses(&Block::paragraph(text), heading, &at).remove(0)
    }

    #[test]
    fn words_of_the_page_are_told_from_words_of_the_policy() {
        let page = [
            "34 out of 51 found this helpful",
            "Updated: yesterday",
            "Mon, 4 May 2026 08:15:00 GMT",
            "Read this page in other languages: Dutch and Greek",
            "We’re updating our terms on 4 May; until then the terms below apply.",
            "Save this page to get notifications on updates.",
            "Redirecting to rules.example",
            "Investor news",
        ];
        for text in page {
            assert!(is_furniture(&clause("Rules", text)), "{text}");
        }
        let policy = [
            "We delete recordings 12 days ago at most.",
            "We have updated our retention to 90 days.",
            "Access is denied to members under 16.",
            "Voice notes are kept until yesterday's backup must be deleted.",
        ];
        for text in policy {
            assert!(!is_furniture(&clause("Rules", text)), "{text}");
        }
    }

    #[test]
    fn an_item_that_goes_on_with_its_stem_is_no_label() {
        let item = |text: &str| {
            let stem = Some("From the games:".to_owned());
            let kind = BlockKind::Item { marker: Some("•".to_owned()), level: 1, stem };
            let block = Block { kind, ..Block::paragraph(text) };
            block_clauses(&block, "Games", &BlockAddress { sections: vec![0], block: 0 }).remove(0)
        };
        assert!(!is_label(&item("the year of birth")));
        assert!(is_label(&item("Print")));
    }

    #[test]
    fn a_name_under_a_list_of_parties_is_no_label() {
        assert!(is_label(&clause("Menu", "Quarn")));
        assert!(!is_label(&clause("Advertising partners", "Quarn")));
    }

    #[test]
    fn a_stub_is_short_and_says_so() {
        assert!(is_stub("Redirecting to rules.example"));
        assert!(!is_stub("We collect your name and your e-mail address."));
    }
}

//! Sentences and lines that belong to the page and not to the policy: menus, clocks, counters,
//! pickers, greetings, announcements of a coming version, redirect notes.
//!
//! Each test is about the kind of words, never about a site. All texts are in padded form.

mod lines;
mod stamps;

use super::weight;
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Clause, Place};

pub(super) use lines::lists_parties;
use lines::{is_contact_line, is_label, is_menu};
use stamps::is_page_number;
pub(super) use stamps::{is_clock, is_counter};

/// True for a whole sentence or line that says nothing about the policy; a cell says something of its row.
pub(super) fn is_furniture(clause: &Clause) -> bool {
    let words = &clause.words;
    if matches!(clause.place, Place::Key | Place::Cell) {
        return is_copyright(clause);
    }
    is_related(words)
        || is_copyright(clause)
        || is_clock(words)
        || is_counter(words)
        || is_page_number(words)
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
        " related pages",
        " related topics",
        " related posts",
        " related content ",
        " related documents",
        " related policies",
        " related resources",
        " related information ",
        " read more",
        " read also ",
        " also read ",
        " you may also like ",
        " you may also be interested",
        " related links ",
        " learn more",
        " further reading ",
        " more information ",
        " find out more",
    ];
    starts.iter().any(|start| words.starts_with(start))
        && words.split_whitespace().count() <= 14
        && !has_any(
            words,
            &[" must ", " will ", " shall ", " not ", " only ", " shared ", " sold ", " sent "],
        )
        || words == " related "
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

/// A copyright line: names, years and the usual words, and nothing said of the right.
pub(super) fn is_copyright(clause: &Clause) -> bool {
    const USUAL: &[&str] = &[
        "copyright",
        "c",
        "all",
        "rights",
        "reserved",
        "by",
        "and",
        "of",
        "the",
        "its",
        "licensors",
        "or",
        "part",
        "affiliates",
        "to",
        "present",
    ];
    let marked =
        has_any(&clause.words, &[" copyright ", " all rights reserved ", " © "]) || clause.text.contains('©');
    let usual = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let first = bare.chars().next();
        first.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
            || USUAL.contains(&bare)
            || bare.contains('.')
    };
    // Behind it a footer may name other pages.
    let mut parts = clause.text.split(['•', '·', '|']);
    let own = parts.next().unwrap_or_default();
    let page = |part: &str| {
        part.split_whitespace().count() <= 4
            && !part.chars().any(|c| c.is_ascii_digit())
            && !weight::acts(&padded(part))
    };
    marked
        && own.split_whitespace().count() <= 16
        && own.split_whitespace().all(usual)
        && (clause.text.split_whitespace().all(usual) || parts.all(page))
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
    let starts = [
        " read ",
        " view ",
        " see ",
        " choose ",
        " select ",
        " change ",
        " other ",
        " this ",
        " also ",
        " available ",
        " in other ",
        " preferred ",
        " additional languages ",
        " you are ",
        " the content ",
        " content ",
    ];
    let rules =
        [" prevail", " controls ", " binding ", " applies ", " authoritative ", " govern", " original "];
    has_any(words, &picks)
        && starts.iter().any(|start| words.starts_with(start))
        && words.split_whitespace().count() <= 24
        && !has_any(words, &rules)
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
    // What the new text brings is said beside that it comes.
    let brings = [
        " allow",
        " permit",
        " to includ",
        " fee ",
        " fees ",
        " price",
        " charg",
        " pay ",
        " shar",
        " sell",
        " train",
        " keep ",
        " retain",
        " delet",
        " refund",
        " arbitrat",
        " liab",
        " no longer ",
        " must ",
        " days ",
        " months ",
        " cancel",
        " so that ",
        " which ",
        " we now ",
        " you now ",
    ];
    (has_any(words, &updates) || until)
        && has_any(words, &document)
        && count <= 50
        && !has_any(words, &brings)
        || has_any(words, &preview) && count <= 14
}

/// Words of a page about itself: loading, redirecting, waiting lines, machine-made summaries.
fn is_notice_of_the_page(words: &str) -> bool {
    let says = [
        " redirecting to ",
        " you are being redirected",
        " enable javascript",
        " javascript is disabled",
        " get notifications on ",
        " save this page ",
        " stay organized with collections",
        " quicker solution on our ",
        " print this page",
        " download as pdf",
        " download a copy of this page",
        " back to top",
        " table of contents ",
        " wait time to speak ",
        " longer than usual ",
    ];
    // In the middle of a sentence these are words like any other.
    let opens = [
        " skip to ",
        " jump to ",
        " on this page ",
        " sign up now ",
        " subscribe to our newsletter",
        " follow us ",
        " share this ",
    ];
    let dismissed = [" do not show this again ", " do not show this message again ", " do not show again "];
    dismissed.contains(&words)
        || (has_any(words, &says) || opens.iter().any(|start| words.starts_with(start)))
            && words.split_whitespace().count() <= 30
            && !binds(words)
            && !weight::acts(&words.replace(" share this ", " "))
            && !announces(words)
}

/// What is said on the page at a time is a promise, not a word of the page about itself.
fn announces(words: &str) -> bool {
    let timed = [" days", " weeks", " months", " before ", " after ", " within ", " in advance "];
    has_any(words, &timed)
        && has_any(words, &[" will ", " announce", " inform", " notif", " tell ", " publish", " list"])
}

/// A list of the headings of the page in one line: "Contents: 1. Data | 2. Storage | 3. Rights".
pub(super) fn is_contents(text: &str) -> bool {
    let lower = text.to_lowercase();
    let body =
        ["table of contents", "contents", "on this page", "in this policy", "in this notice", "jump to"]
            .iter()
            .find_map(|start| lower.trim_start().strip_prefix(start));
    let Some(body) = body.filter(|body| body.len() < 1200) else { return false };
    let marks = ['|', '•', '·', '/', '\n', '›'];
    let numbered = |word: &str| {
        let bare = word.trim_end_matches(['.', ')']);
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit())
    };
    let marked: Vec<String> = if body.contains(marks) {
        body.split(marks).map(str::to_owned).collect()
    } else {
        let divided = body.split_whitespace().map(|word| if numbered(word) { "\n" } else { word });
        divided.collect::<Vec<_>>().join(" ").split('\n').map(str::to_owned).collect()
    };
    let entries: Vec<&String> =
        marked.iter().filter(|entry| entry.chars().any(char::is_alphabetic)).collect();
    let short = |entry: &&&String| entry.split_whitespace().count() <= 8;
    let binds = [" shall ", " must ", " may not ", " will ", " days", " months"];
    entries.len() >= 3 && entries.iter().all(|entry| short(&entry)) && !has_any(&padded(body), &binds)
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
        " thank you for ",
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
        " hours ",
        " right ",
        " must ",
        " shall ",
        " opt out",
        " object ",
        " withdraw",
        " delete",
        " erase",
        " remove",
        " correct ",
        " cancel",
        " terminat",
        " refund",
        " fee ",
        " price",
        " charge",
        " pay ",
        " discount",
        " free ",
        " never ",
        " only ",
        " no ",
        " without ",
        " more information than ",
        " answer ",
        " reply ",
        " replies ",
        " respond ",
        " unsubscribe",
        " appeal",
        " exercis",
        " guarantee",
        " we sell",
        " we share",
        " we collect ",
        " we keep ",
    ];
    // "Questions about how we share and collect data" ask, they do neither.
    let asked = words.replace(" how we ", " how they ").replace(" what we ", " what they ");
    let denies = has_any(words, &[" not "]) && !words.contains(" do not hesitate ");
    has_any(words, &polite) && !has_any(&asked, &weighs) && !denies
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
    fn a_line_of_headings_is_no_statement() {
        for text in [
            "Contents: 1. Data | 2. Storage | 3. Rights | 4. Changes",
            "On this page: Who we are • What we keep • Your rights • Cookies",
            "Contents 1 Subject 2 Storage 3 Audits 4 General",
        ] {
            assert!(is_contents(text), "{text}");
        }
        assert!(!is_contents("Contents of letters, of drawings and of notes are deleted within 5 days."));
        assert!(!is_contents("On this page we announce changes 30 days ahead."));
        assert!(!is_furniture(&clause(
            "Rules",
            "We list new couriers on this page 9 days before they start."
        )));
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

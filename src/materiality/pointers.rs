//! Lines that only point somewhere: the words of a link, where a thing can be reported, who made
//! the map, which browser to use, a question that is answered elsewhere.
//!
//! What stands at the other end may bind; the line that points there does not. Each test is about
//! the kind of words, never about a site.

use crate::document::text::key_form;
use crate::document::{Block, BlockKind};
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Place};

use super::furniture::lists_parties;
use super::weight;

/// Words that give a line a weight of its own.
const WEIGHS: &[&str] = &[
    " must ",
    " shall ",
    " will ",
    " may not ",
    " not ",
    " no ",
    " never ",
    " only ",
    " unless ",
    " agree",
    " consent",
    " right ",
    " rights ",
    " days",
    " months",
    " licen",
    " grant",
    " free ",
    " share",
    " third part",
    " partner",
    " personal ",
    " data ",
    " law ",
    " liab",
    " warrant",
    " terminat",
    " suspend",
    " withdraw",
    " object ",
    " opt out ",
    " years",
    " hours",
];

fn weighs(words: &str) -> bool {
    weight::deeds(words) || has_any(words, WEIGHS)
}

/// True for a sentence or line that points elsewhere and says nothing else.
pub(super) fn points_elsewhere(clause: &Clause) -> bool {
    is_question(clause)
        || is_here(clause)
        || is_way_to_report(clause)
        || is_channel(clause)
        || opens_contacts(clause)
        || is_credit(clause)
        || is_browser(clause)
}

/// True for a block that is nothing but the words of a link to another page, or of several beside each
/// other.
pub(super) fn is_link(block: &Block, clause: &Clause) -> bool {
    let words = clause.words.split_whitespace().count();
    let whole = block.links.len() == 1
        && key_form(block.links[0].text.trim()) == key_form(block.text.trim().trim_end_matches('.'));
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let several = block.links.len() > 1
        && block.text.contains(['|', '•', '·', '›'])
        && block.links.iter().all(|link| link.text.split_whitespace().count() <= 6)
        && block.links.iter().map(|link| bare(&link.text)).collect::<String>() == bare(&block.text);
    (whole || several)
        && !matches!(block.kind, BlockKind::Table(_))
        && (3..=if several { 40 } else { 16 }).contains(&words)
        && !lists_parties(clause)
        && !announces_parties(clause)
        && !has_any(&clause.words, &[" not ", " no ", " never ", " must ", " shall ", " will ", " only "])
}

/// A list of names is a list of parties where its stem says so.
fn announces_parties(clause: &Clause) -> bool {
    clause.announced && has_any(&clause.stem, &[" with ", " by ", " use ", " following ", " includ"])
}

/// A question states nothing; its answer does, and is judged by itself.
fn is_question(clause: &Clause) -> bool {
    clause.text.trim_end().ends_with('?') && matches!(clause.place, Place::Sentence | Place::Item)
}

/// "Here are steps you can take …".
fn is_here(clause: &Clause) -> bool {
    let starts =
        [" here are ", " here is ", " get more information ", " for details see ", " you can find more "];
    starts.iter().any(|start| clause.words.starts_with(start)) && !weighs(&clause.words)
}

/// "You can report such behaviour to us."
fn is_way_to_report(clause: &Clause) -> bool {
    let ways = [
        " you can report ",
        " you may report ",
        " please report ",
        " report it to us",
        " report this to us",
        " to report a ",
    ];
    has_any(&clause.words, &ways) && clause.words.split_whitespace().count() <= 40 && !weighs(&clause.words)
}

/// An item that names a way to get in touch: "Through our web form", "By sending us a letter at …".
fn is_channel(clause: &Clause) -> bool {
    let starts = [
        " through ",
        " via ",
        " by using ",
        " by sending ",
        " by post ",
        " by mail ",
        " by email ",
        " by e mail ",
        " by calling ",
        " by phone ",
        " using ",
    ];
    let ways = [
        " help center",
        " help centre",
        " form ",
        " contact form",
        " web form",
        " webform",
        " letter ",
        " email",
        " e mail",
        " phone ",
        " address ",
        " support page",
        " chat ",
        " portal ",
    ];
    starts.iter().any(|start| clause.words.starts_with(start))
        && has_any(&clause.words, &ways)
        && clause.words.split_whitespace().count() <= 30
        && !has_any(
            &clause.words,
            &[
                " not ", " must ", " days", " collect", " receive ", " obtain", " consent", " will ", " shall ",
                " may ", " told ", " change", " delete",
            ],
        )
        && !has_any(&clause.stem, &[" collect", " receive", " obtain", " gather"])
        // The ways to use a right are part of it.
        && !has_any(
            &clause.stem,
            &[" cancel", " withdraw", " terminat", " object", " opt out", " notice", " delet", " right"],
        )
        && !has_any(&clause.heading, &[" we collect", " collection "])
}

/// "Authorities may contact our representatives according to Article 27:" before their addresses.
fn opens_contacts(clause: &Clause) -> bool {
    let opens = [" contact ", " reach ", " write to "];
    clause.text.trim_end().ends_with(':')
        && has_any(&clause.words, &opens)
        && clause.words.split_whitespace().count() <= 40
        && !has_any(
            &clause.words,
            &[
                " days",
                " controller",
                " must ",
                " shall ",
                " will ",
                " undertake",
                " not ",
                " withdraw",
                " opt out",
                " terminat",
                " share",
            ],
        )
}

/// A source named with its address and no verb: who made the map, the font, the data set.
fn is_credit(clause: &Clause) -> bool {
    let addressed = clause.text.contains("http://") || clause.text.contains("https://");
    let speaks = [
        " we ", " you ", " your ", " our ", " is ", " are ", " may ", " will ", " can ", " must ", " shall ",
        " for ", " to ", " use", " see ", " provid", " process", " collect", " share",
    ];
    addressed
        && matches!(clause.place, Place::Sentence | Place::Item)
        && clause.words.split_whitespace().count() <= 25
        && !has_any(&clause.words, &speaks)
        && !lists_parties(clause)
        && !announces_parties(clause)
}

/// "Safari 7+ and Edge", "We recommend one of the following browsers".
fn is_browser(clause: &Clause) -> bool {
    const NAMES: &[&str] = &[
        "chrome",
        "firefox",
        "safari",
        "edge",
        "opera",
        "internet",
        "explorer",
        "google",
        "mozilla",
        "microsoft",
        "apple",
        "and",
        "or",
    ];
    let says = [
        " supported web browsers",
        " supported browsers",
        " browser is out of date",
        " browser is not supported",
        " recommend using one of the following browsers",
        " upgrade your browser",
        " update your browser",
    ];
    let named = |word: &str| NAMES.contains(&word) || word.chars().all(|c| c.is_ascii_digit() || c == '.');
    has_any(&clause.words, &says)
        || has_any(&clause.words, &[" chrome ", " firefox ", " safari ", " edge ", " opera "])
            && clause.words.split_whitespace().all(named)
            && clause.text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockAddress, Link};
    use crate::facts::block_clauses;

    fn clause_of(block: &Block, heading: &str) -> Clause {
        block_clauses(block, heading, &BlockAddress { sections: vec![0], block: 0 }).remove(0)
    }

    #[test]
    fn pointers_are_told_from_statements() {
        let pointing = [
            "When will the new form be ready?",
            "Here are steps you can take against spam.",
            "You can report hateful notes to us.",
            "Through our Help Centre.",
            "By sending us a letter at Larkmoor, 9 Quay Road.",
            "Authorities in the EU may contact our representatives according to Article 27 GDPR:",
            "Ordnance of Tolworth (TW): https://maps.example/open",
            "Firefox 38+ and Edge 12",
        ];
        for text in pointing {
            assert!(points_elsewhere(&clause_of(&Block::paragraph(text), "Rules")), "{text}");
        }
        let stating = [
            "You can report it within 30 days.",
            "Through partners we receive your address.",
            "You may contact us and must give your name:",
            "Quarn Analytics",
            "The pumps will reach the following marks in each month:",
            "Here is how long we keep personal data.",
            "We share data with https://quarn.example",
        ];
        for text in stating {
            assert!(!points_elsewhere(&clause_of(&Block::paragraph(text), "Rules")), "{text}");
        }
    }

    #[test]
    fn a_line_that_is_one_link_points_elsewhere_unless_it_names_a_party() {
        let linked = |text: &str| Block {
            links: vec![Link { text: text.into(), target: "https://a.example/x".into() }],
            ..Block::item(1, None, None, text)
        };
        let line = linked("Manage and clear your drawings");
        assert!(is_link(&line, &clause_of(&line, "Help")));
        let party = linked("Quarn Cloud Services");
        assert!(!is_link(&party, &clause_of(&party, "Subprocessors and other providers")));
    }
}

//! What is quarantined as what, and what must not be.

use super::*;
use crate::document::{Block, HeadingSource, Section};

fn of_words(words: usize) -> Document {
    of_blocks(&[vec!["word"; words].join(" ").as_str()])
}

fn of_blocks(blocks: &[&str]) -> Document {
    let mut section = Section::new(1, None, HeadingSource::Synthetic);
    section.blocks = blocks.iter().map(|block| Block::paragraph(*block)).collect();
    Document { sections: vec![section], ..Document::default() }
}

fn page(body: &str) -> Snapshot {
    Snapshot {
        source: "p".to_owned(),
        final_source: "p".to_owned(),
        redirects: Vec::new(),
        status: 200,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        fetched_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

fn kind_of(blocks: &[&str], known: Option<&Document>) -> Option<QuarantineKind> {
    of_part(&of_blocks(blocks), &page(""), known).map(|finding| finding.kind)
}

/// A sober text of this many words, in sentences of ten.
fn filler(words: usize) -> String {
    "The provider keeps the records that this section names, always. ".repeat(words.div_ceil(10))
}

#[test]
fn short_and_shrunk_pages_are_kept_apart() {
    let cases = [
        (0, None, true),
        (19, None, true),
        (20, None, false),
        (500, None, false),
        (299, Some(500), true),
        (300, Some(500), false),
        (12, Some(15), false),
        (30, Some(79), false),
    ];
    for (words, before, expected) in cases {
        let before = before.map(of_words);
        let found = of_whole(&of_words(words), &[], before.as_ref(), &[page("")]);
        assert_eq!(found.is_some(), expected, "{words} after {before:?}");
    }
}

#[test]
fn a_text_without_spaces_is_not_a_short_one() {
    let text = "本政策说明我们如何处理您的个人信息以及您享有的权利。".repeat(20);
    assert_eq!(by_length(&of_blocks(&[&text]), None, &[]), None);
    assert!(signs::words(&text) > 200);
}

#[test]
fn every_kind_is_recognised_in_every_language() {
    use QuarantineKind::{Blocked, ConsentWall, ErrorPage, Login, Redirect, Shell};
    for (kind, language, sign) in phrases::SIGNS {
        let choices = phrases::CHOICES.iter().find(|(of, _)| of == language).unwrap().1;
        for phrase in *sign {
            let text = match kind {
                ConsentWall => format!("{phrase}. {}. {}.", choices[0], choices[1]),
                _ => format!("{phrase}."),
            };
            let found = kind_of(&["Acme", &text], None).unwrap_or_else(|| panic!("{language} {phrase}"));
            // A phrase may hold one of another kind; what matters is that nobody takes it for a policy.
            assert!([Blocked, ConsentWall, ErrorPage, Login, Redirect, Shell].contains(&found), "{phrase}");
        }
        assert!(["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "zh"].contains(language));
    }
}

#[test]
fn phrases_are_written_as_they_are_looked_for() {
    for phrase in phrases::SIGNS
        .iter()
        .flat_map(|(_, _, phrases)| *phrases)
        .chain(phrases::CHOICES.iter().flat_map(|(_, all)| *all))
    {
        assert_eq!(crate::document::text::key_form(phrase), *phrase);
    }
}

#[test]
fn pages_that_are_no_policy_are_named() {
    use QuarantineKind::{Blocked, ConsentWall, ErrorPage, Login, Redirect, Shell};
    let around = filler(120);
    let cases: [(&[&str], QuarantineKind); 9] = [
        (
            &[
                "Sorry, this page isn\u{2019}t available",
                "The link may be broken, or the page may have been removed.",
            ],
            ErrorPage,
        ),
        (&["404", "Oh no! Something went wrong.", &around], ErrorPage),
        (&["Page not found", &around, &around, "Contact us"], ErrorPage),
        (&["Application error: a client-side exception has occurred (see the console for more)."], ErrorPage),
        (&["Just a moment...", "Checking your browser before you enter acme.example."], Blocked),
        (
            &[
                "Sign in to your account",
                "E-mail",
                "Password",
                "Forgot password?",
                "New here? Create an account.",
            ],
            Login,
        ),
        (&["Products Pricing Company", "Redirecting to legal.acme.example"], Redirect),
        (&["You need to enable JavaScript to run this app."], Shell),
        (
            &[
                "Before you continue",
                "We use cookies to measure reach. If you choose \"Accept all\", we also use them for advertising.",
                "Reject all",
                "More options",
            ],
            ConsentWall,
        ),
    ];
    for (blocks, expected) in cases {
        assert_eq!(kind_of(blocks, None), Some(expected), "{blocks:?}");
    }
}

#[test]
fn policies_that_speak_of_such_things_are_policies() {
    let (some, much) = (filler(130), filler(600));
    let cases: [&[&str]; 8] = [
        &[
            "Cookie Policy",
            "We use cookies to keep you signed in. You can accept all or refuse them in your browser.",
            &some,
        ],
        &[
            "Availability",
            "The service may be temporarily unavailable while we maintain it; such time counts as downtime.",
            &some,
        ],
        &[
            "Accounts",
            "If you forgot your password you can reset it. You must be logged in to change your address.",
            &much,
        ],
        &[
            "Security",
            "If an error occurred in an order we correct it within 10 days and tell the customer by letter, free of any charge.",
            &some,
        ],
        &["Access denied to third parties", &much],
        &[
            "You may be redirected to the site of the payment provider, whose own terms apply to what you do there.",
            &some,
        ],
        &["Terms", "The site requires JavaScript and a current browser; support for others may end.", &much],
        &["Privacy Policy", "We value your privacy.", "You can reject all marketing at any time.", &some],
    ];
    for blocks in cases {
        assert_eq!(kind_of(blocks, None), None, "{blocks:?}");
    }
}

#[test]
fn an_error_inside_a_long_text_counts_where_the_last_good_version_lacks_it() {
    let body = filler(900);
    let good = of_blocks(&["Terms", &body, "Annex", &body]);
    let broken = ["Terms", body.as_str(), "This page isn't available right now", "The link may be broken."];
    assert_eq!(kind_of(&broken, Some(&good)), Some(QuarantineKind::ErrorPage));
    assert_eq!(kind_of(&broken, None), None);
    assert_eq!(kind_of(&broken, Some(&of_blocks(&broken))), None, "it said so all the time");
}

#[test]
fn another_language_is_noticed_and_a_quotation_is_not() {
    let english = "We may share your data with the providers that we name and you agree to this by your use of the service. ";
    let german = "Wir verarbeiten Ihre Daten und geben sie nicht an Dritte weiter, die wir nicht in der Liste nennen. ";
    let told = |text: String, language: &str| Document {
        language: Some(language.to_owned()),
        ..of_blocks(&[&text])
    };
    let old = told(english.repeat(10), "en");
    let kind = |new: &Document| of_whole(new, &[], Some(&old), &[]).map(|finding| finding.kind);
    assert_eq!(kind(&told(german.repeat(10), "de")), Some(QuarantineKind::Language));
    assert_eq!(kind(&told(english.repeat(10), "de")), None, "the same words, taken for another language");
}

#[test]
fn what_the_watchlist_expects_must_be_there() {
    let document = of_blocks(&[&format!("{} The parties\u{2019} law is that of Malta.", filler(40))]);
    let kind =
        |marker: &str| of_whole(&document, &[marker.to_owned()], None, &[]).map(|finding| finding.kind);
    assert_eq!(kind("The parties' law"), None);
    assert_eq!(kind("Governing law"), Some(QuarantineKind::MarkerMissing));
}

#[test]
fn status_scripts_and_refreshes_say_what_a_page_is() {
    use QuarantineKind::{Blocked, Empty, ErrorPage, Login, Redirect, Shell};
    for (status, expected) in
        [(404, ErrorPage), (503, ErrorPage), (403, Blocked), (429, Blocked), (401, Login), (304, Redirect)]
    {
        let found = by_status(&Snapshot { status, ..page("") });
        assert_eq!(found.map(|finding| finding.kind), Some(expected), "{status}");
    }
    let nothing = |body: &str| of_part(&Document::default(), &page(body), None).map(|finding| finding.kind);
    assert_eq!(nothing(""), Some(Empty));
    assert_eq!(nothing("<div id=root></div><SCRIPT src=app.js>"), Some(Shell));
    assert_eq!(nothing("<meta http-equiv=refresh content='0; URL=/new'>"), Some(Redirect));
}

#[test]
fn every_kind_has_its_word_and_its_advice() {
    for kind in QuarantineKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        assert!(kind.advice().ends_with('.'));
    }
}

//! The same policy as text, HTML and its own Markdown gives the same tree. Fixtures come in pairs with
//! the outline a careful reader would write down.

use proptest::prelude::*;

use super::{Input, normalize};
use crate::document::text::comparison_form;
use crate::document::{BlockKind, Document};

macro_rules! fixture {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../tests/fixtures/normalize/", $name, ".txt")),
            include_str!(concat!("../../tests/fixtures/normalize/", $name, ".html")),
            include_str!(concat!("../../tests/fixtures/normalize/", $name, ".outline")),
        )
    };
}

const FIXTURES: [(&str, &str, &str, &str); 5] = [
    fixture!("numbered"),
    fixture!("flattened"),
    fixture!("articles"),
    fixture!("tables"),
    fixture!("clauses"),
];

fn read(text: &str, name: &str) -> Document {
    normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some(name) })
}

/// Outline without what may differ by format: how a heading was recognised, the shape of a bullet.
fn shape(document: &Document) -> String {
    let outline = document.outline().replace("fused table", "table");
    let lines = outline.lines().map(|line| {
        let line = line.replace("-• ", "-- ");
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        if hashes > 0 { format!("{} {}", &line[..hashes], &line[hashes + 2..]) } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn text_gives_the_outline_written_down() {
    for (name, text, _, outline) in FIXTURES {
        assert_eq!(read(text, "x.txt").outline().trim_end(), outline.trim_end(), "{name}");
    }
}

#[test]
fn html_gives_the_same_tree_as_text() {
    for (name, text, html, _) in FIXTURES {
        assert_eq!(shape(&read(html, "x.html")), shape(&read(text, "x.txt")), "{name}");
    }
}

/// The document read again from its own Markdown.
fn again(document: &Document) -> Document {
    read(&document.to_markdown(), "x.md")
}

/// The tree without what Markdown has no sign for: the shape of a bullet, warnings of the page.
fn tree(document: &Document) -> String {
    let shape = shape(document);
    let lines = shape.lines().filter(|line| !line.starts_with("warning:") && !line.starts_with("language:"));
    let bullets = ["-? ", "-* ", "-– ", "-— "];
    lines
        .map(|line| bullets.iter().fold(line.to_owned(), |line, bullet| line.replace(bullet, "-- ")))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn own_markdown_gives_the_same_tree_again() {
    for (name, text, html, _) in FIXTURES {
        for document in [read(text, "x.txt"), read(html, "x.html")] {
            let markdown = document.to_markdown();
            let again = again(&document);
            assert_eq!(again.body_text(), document.body_text(), "{name}:\n{markdown}");
            assert_eq!(again.title, document.title, "{name}");
            assert_eq!(again.dates, document.dates, "{name}");
            assert_eq!(tree(&again), tree(&document), "{name}:\n{markdown}");
            assert_eq!(again.to_markdown(), markdown, "{name}");
        }
    }
}

/// Letters of a text in comparison form, white space aside.
fn letters(text: &str) -> Vec<char> {
    comparison_form(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// What of `part` is not found in `whole` in this order; empty when all is.
fn missing(part: &str, whole: &[char]) -> String {
    let mut rest = whole.iter();
    letters(part).into_iter().skip_while(|letter| rest.any(|other| other == letter)).collect()
}

/// Every text of a document that a reader of the page must be able to find; of tables, cell by cell.
fn texts(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    for visit in document.walk_sections() {
        texts.extend(visit.section.heading.clone());
        for block in &visit.section.blocks {
            match &block.kind {
                BlockKind::Table(table) => {
                    texts.extend(table.header.iter().chain(table.rows.iter().flatten()).cloned());
                }
                _ => texts.push(block.text.clone()),
            }
        }
    }
    texts
}

/// Letters of the text nodes of a page, in order, but for those of scripts and styles.
fn visible(html: &str) -> Vec<char> {
    let page = scraper::Html::parse_document(html);
    let words = page.tree.root().descendants().filter_map(|node| {
        let parent = node.parent()?;
        let shown = |element: &scraper::node::Element| !matches!(element.name(), "script" | "style");
        let is_shown = parent.value().as_element().is_none_or(shown);
        node.value().as_text().filter(|_| is_shown).map(|text| text.to_string())
    });
    letters(&words.collect::<String>())
}

#[test]
fn every_block_is_found_in_the_visible_text() {
    for (name, text, html, _) in FIXTURES {
        for (document, whole) in [(read(text, "x.txt"), letters(text)), (read(html, "x.html"), visible(html))]
        {
            for part in texts(&document) {
                assert_eq!(missing(&part, &whole), "", "{name}: {part}");
            }
        }
    }
}

/// Pieces of pages, sound and unsound, that make a page when put one behind the other.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "We keep data for 30 days",
        "You may ask us",
        "the law says so",
        "Fees",
        "Your rights",
        "1. Scope",
        "2.1 Late fees",
        "(a) the name",
        "(i) the place",
        "- a dash",
        "* a star",
        "# a hash",
        "[a] bracket",
        "a | b",
        "1 < 2 & 3 > 2",
        "Last updated: May 1, 2026",
        "Article 3 Ends",
        "what is `code` and _this_ and *that*",
        "x = 1 / 2",
        "We keep:",
        "“Data” means all of it.",
        "1) one",
        "~~gone~~",
        "See https://a.example/b_c_d",
        "NOTE: all of it",
        "By: ____",
        "20 % of 5 €",
        "+ plus",
        "==",
        "1.1",
        "Kept for 30 days¹",
        "[1] a note",
    ]);
    let end = prop::sample::select(vec![".", "", ":", ";", "?"]);
    let wrap = prop::sample::select(vec![
        ("<p>", "</p>"),
        ("<h2>", "</h2>"),
        ("<h3>", "</h3>"),
        ("<ul><li>", "</li></ul>"),
        ("<ol><li>", "</li></ol>"),
        ("<p><b>", "</b></p>"),
        ("<div>", "</div>"),
        ("<ul><li>x<ul><li>", "</li></ul></li></ul>"),
        ("<table><tr><th>Data</th><th>Kept</th></tr><tr><td>Logs</td><td>", "</td></tr></table>"),
        ("<blockquote>", "</blockquote>"),
        ("<pre>", "</pre>"),
        ("<dl><dt>Term</dt><dd>", "</dd></dl>"),
    ]);
    (wrap, words, end).prop_map(|((open, close), words, end)| {
        let text = format!("{words}{end}").replace('&', "&amp;").replace('<', "&lt;");
        format!("{open}{text}{close}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_bytes_panic_and_equal_bytes_give_equal_documents(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.html", "a.md", "a.txt"] {
            let input = Input { bytes: &bytes, content_type: None, name: Some(name) };
            prop_assert_eq!(normalize(&input), normalize(&input));
        }
    }

    #[test]
    fn own_markdown_of_any_page_is_a_fixed_point(parts in proptest::collection::vec(pieces(), 1..9)) {
        let html = format!("<h1>Terms of Use</h1>{}", parts.concat());
        let document = read(&html, "x.html");
        let whole = visible(&html);
        for part in texts(&document) {
            prop_assert_eq!(missing(&part, &whole), "", "{}", part);
        }
        let once = again(&document);
        prop_assert_eq!(once.body_text(), document.body_text(), "{}\n{}", html, document.to_markdown());
        let twice = again(&once);
        prop_assert_eq!(tree(&twice), tree(&once), "{}\n{}", html, once.to_markdown());
    }

    #[test]
    fn no_soup_of_marks_panics(parts in proptest::collection::vec(prop::sample::select(vec![
        "<table>", "<tr>", "<td rowspan=9>", "</table>", "<li>", "<ol type=a>", "<h2>", "</h2>", "<p>", "1. ", "1.1 Aé: ", "(i) ", "- ", "-\n",
        "| a |\n", "|---|\n", "a%5b", "Ünï. ", "x = 1 / 2", "**b** ", "\n", "\n\n", "Section 9 of this policy ", "Updated: 1 May 2026", "é", ":",
    ]), 0..40)) {
        let text = parts.concat();
        for name in ["a.html", "a.md", "a.txt"] {
            let document = read(&text, name);
            read(&document.to_markdown(), "a.md");
        }
    }
}

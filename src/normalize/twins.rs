//! The same policy as text, HTML and its own Markdown gives the same tree. Fixtures come in pairs with
//! the outline a careful reader would write down.

use proptest::prelude::*;

use super::{Input, normalize};
use crate::document::Document;

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

#[test]
fn own_markdown_gives_the_same_words_again() {
    for (name, text, html, _) in FIXTURES {
        for document in [read(text, "x.txt"), read(html, "x.html")] {
            let markdown = document.to_markdown();
            let again = read(&markdown, "x.md");
            assert_eq!(again.body_text(), document.body_text(), "{name}:\n{markdown}");
            assert_eq!(again.title, document.title, "{name}");
            assert_eq!(again.dates, document.dates, "{name}");
        }
    }
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

//! Running heads, footers and page numbers: what stands at the edge of pages and is no part of the text.
//!
//! A line goes when other pages repeat it at the same height, digits aside, or when it says no more than
//! which page this is.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::fragments::Fragment;

/// Share of the page, at the top and at the bottom, in which lines may be running heads.
const EDGE: f64 = 0.12;
/// Lines so far out that small print there is never text.
const OUTERMOST: f64 = 0.06;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[-–—|•·\s]*(?:(?:page|seite|página|pagina|strona|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur|di|van|z)\s*\d{1,4})?[-–—|•·\s]*$",
    )
    .expect("valid pattern")
});

static PAGE_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|\s)(?:\d{1,4}\s*/\s*\d{1,4}|(?:page|seite|página|pagina|strona)\s+\d{1,4}(?:\s+(?:of|von|de|sur|di|van|z)\s+\d{1,4})?)$")
        .expect("valid pattern")
});

/// A page's size and fragments.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) height: f64,
    pub(super) fragments: Vec<Fragment>,
}

/// Takes the running lines off all pages. `body` is the size of ordinary letters.
pub(super) fn strip(leaves: &mut [Leaf], body: f64) {
    let repeated = repeated(leaves);
    for leaf in leaves {
        let height = leaf.height;
        let drop: Vec<bool> = leaf
            .fragments
            .iter()
            .map(|fragment| {
                at_edge(fragment, height, EDGE)
                    && (repeated.contains_key(&key(fragment)) || numbers_page(fragment, &leaf.fragments))
                    || at_edge(fragment, height, OUTERMOST) && fragment.size < 0.85 * body
            })
            .collect();
        let mut drop = drop.into_iter();
        leaf.fragments.retain(|_| !drop.next().unwrap_or(false));
    }
}

fn at_edge(fragment: &Fragment, height: f64, share: f64) -> bool {
    let bottom = fragment.baseline;
    let top = fragment.baseline - fragment.size;
    bottom < height * share || top > height * (1.0 - share)
}

/// The line is a page number, or ends in one that stands apart from the rest of the line.
fn numbers_page(fragment: &Fragment, all: &[Fragment]) -> bool {
    let numbers = |text: &str| PAGE_NUMBER.is_match(text);
    let text = fragment.text();
    let outermost = all
        .iter()
        .filter(|other| !other.is_level_with(fragment))
        .all(|other| other.baseline < fragment.baseline)
        || all
            .iter()
            .filter(|other| !other.is_level_with(fragment))
            .all(|other| other.baseline > fragment.baseline);
    outermost
        && (numbers(&text)
            || PAGE_OF.is_match(&text) && text.len() < 120
            || all
                .iter()
                .any(|other| other.is_level_with(fragment) && other != fragment && numbers(&other.text())))
}

/// Text without digits and its height in steps of four points.
fn key(fragment: &Fragment) -> (String, i64) {
    let masked: String = fragment.text().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    #[expect(clippy::cast_possible_truncation, reason = "pages are a few thousand points high")]
    let height = (fragment.baseline / 4.0).round() as i64;
    (masked, height)
}

/// Edge lines that stand on at least half of the pages, and on two at least.
fn repeated(leaves: &[Leaf]) -> HashMap<(String, i64), usize> {
    let mut counts: HashMap<(String, i64), usize> = HashMap::new();
    for leaf in leaves {
        let mut keys: Vec<_> =
            leaf.fragments.iter().filter(|line| at_edge(line, leaf.height, EDGE)).map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    // Left and right pages may differ, and the first page often has none.
    let needed = (leaves.len() / 3).max(2);
    counts.retain(|_, count| *count >= needed);
    counts
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    #[test]
    fn heads_and_page_numbers_go_and_text_at_the_edge_stays() {
        let mut leaves: Vec<Leaf> = (1..=3)
            .map(|page| Leaf {
                height: 800.0,
                fragments: vec![
                    line(50.0, 30.0, "Acme Rental Terms"),
                    line(50.0, 90.0, &format!("Paragraph number {page}{page} begins here.")),
                    line(50.0, 700.0, &format!("It has {page} end.")),
                    line(300.0, 780.0, &format!("Page {page} of 3")),
                ],
            })
            .collect();
        leaves[1].fragments[1] = line(50.0, 90.0, "Another one begins here.");
        leaves[2].fragments[1] = line(50.0, 90.0, "The last one begins here.");
        strip(&mut leaves, 10.0);
        let left: Vec<usize> = leaves.iter().map(|leaf| leaf.fragments.len()).collect();
        assert_eq!(left, [2, 2, 2]);
    }

    #[test]
    fn one_page_with_address_and_number() {
        let fragments = vec![
            line(50.0, 400.0, "Text."),
            line(50.0, 785.0, "https://acme.example/terms"),
            line(550.0, 785.0, "1/1"),
        ];
        let mut leaves = [Leaf { height: 800.0, fragments }];
        strip(&mut leaves, 10.0);
        assert_eq!(leaves[0].fragments.len(), 1);
    }
}

//! A web address written in the text that names the same page differently is a link that moved, no
//! change of words: another language or region in its path, a visit's mark in its query.

use super::{Change, ChangeKind, Fate, Unit};

/// Puts a link change for each address in place of a change of words that touches nothing else.
pub(super) fn as_links(changes: Vec<Change>) -> Vec<Change> {
    if !changes.iter().any(|change| moved_addresses(change).is_some()) {
        return changes;
    }
    let mut told = Vec::with_capacity(changes.len());
    for change in changes {
        match moved_addresses(&change) {
            Some(pairs) => told.extend(pairs.into_iter().map(|(old, new)| Change {
                kind: ChangeKind::Link,
                unit: Unit::Link,
                old: Some(old),
                new: Some(new),
                words: Vec::new(),
                ..change.clone()
            })),
            None => told.push(change),
        }
    }
    told
}

/// The addresses before and after, where nothing but addresses of the same pages differs.
fn moved_addresses(change: &Change) -> Option<Vec<(String, String)>> {
    if change.kind != ChangeKind::Changed || change.unit == Unit::Furniture {
        return None;
    }
    let side = |fate: Fate| {
        let texts = change.words.iter().filter(move |word| word.fate == fate);
        texts.flat_map(|word| word.text.split_whitespace())
    };
    let (mut olds, mut news) = (side(Fate::Removed), side(Fate::Added));
    let mut pairs = Vec::new();
    loop {
        match (olds.next(), news.next()) {
            // Nearly all changes are known for something else by their first word.
            (Some(old), Some(new)) if page_of(old).is_some_and(|page| page_of(new) == Some(page)) => {
                pairs.push((old.to_owned(), new.to_owned()));
            }
            (None, None) => return Some(pairs).filter(|pairs| !pairs.is_empty()),
            _ => return None,
        }
    }
}

/// What an address names, without scheme, language, query and the slash at its end.
fn page_of(word: &str) -> Option<String> {
    let address =
        word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';' | '"' | '“' | '”' | '<' | '>'));
    let bare = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let path = bare.split(['?', '#']).next().unwrap_or(bare).trim_end_matches(['/', '.']);
    let (host, steps) = path.split_once('/').unwrap_or((path, ""));
    // Only where a page stands behind it: an address that is nothing but a language is that language's page.
    let mut steps: Vec<&str> = steps.split('/').collect();
    if steps.len() > 1 {
        steps.retain(|step| !is_locale(step));
    }
    Some(format!("{}/{}", host.trim_start_matches("www."), steps.join("/")))
}

/// "en", "de-AT", "pt_br".
fn is_locale(step: &str) -> bool {
    let letters = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    step.split_once(['-', '_'])
        .map_or_else(|| letters(step), |(language, region)| letters(language) && letters(region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_one() {
        let pairs = [
            ("https://x.example/en/help/a", "https://x.example/help/a", true),
            ("https://x.example/help/a?did=1", "http://www.x.example/help/a/", true),
            ("https://x.example/de-AT/help", "https://x.example/en/help", true),
            ("https://x.example/help/a", "https://x.example/help/b", false),
            ("https://x.example/de", "https://x.example/fr", false),
            ("https://x.example/a", "https://y.example/a", false),
        ];
        for (old, new, expected) in pairs {
            assert_eq!(page_of(old) == page_of(new), expected, "{old} {new}");
        }
        assert_eq!(page_of("help"), None);
    }
}

//! Pickers of language and country: runs of links to the same page in another language.
//!
//! Told by where the links lead, since a picker's words follow the reader: "German" here, "Deutsch" there.

use super::line::{Kind, Line};

/// Links of the shortest picker.
const SHORTEST: usize = 2;
/// Words of an entry: "United States (English)".
const MAX_WORDS: usize = 5;

/// Marks pickers as related lines.
pub(super) fn mark(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| is_entry(line)).count();
        let announced = at > 0 && lines[at - 1].opens_list();
        if run >= SHORTEST && !announced && lead_apart(&lines[at..at + run]) {
            for line in &mut lines[at..at + run] {
                line.kind = Kind::Related;
            }
        }
        at += run.max(1);
    }
}

fn is_entry(line: &Line) -> bool {
    matches!(line.kind, Kind::Text | Kind::Item { .. })
        && matches!(line.links.as_slice(), [only] if only.text == line.text && locale(&only.target).is_some())
        && line.words() <= MAX_WORDS
}

/// Every link leads to another language of what is otherwise the same address.
fn lead_apart(lines: &[Line]) -> bool {
    let mut rests: Vec<String> = Vec::new();
    let mut locales: Vec<&str> = Vec::new();
    for target in lines.iter().flat_map(|line| &line.links).map(|link| link.target.as_str()) {
        let Some(found) = locale(target) else { return false };
        if locales.contains(&found) {
            return false;
        }
        locales.push(found);
        rests.push(target.replacen(found, "", 1));
    }
    rests.windows(2).all(|pair| pair[0] == pair[1])
}

/// The part of an address that names a language: a step of its path or the value of a query, "de", "pt-BR".
fn locale(target: &str) -> Option<&str> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let values = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value);
    path.split('/').chain(values).find(|part| is_locale(part))
}

fn is_locale(part: &str) -> bool {
    let (language, region) =
        part.split_once(['-', '_']).map_or((part, None), |(left, right)| (left, Some(right)));
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // What two letters may be besides: words of addresses, not languages.
    let other = matches!(language, "js" | "id" | "my" | "me" | "us" | "go" | "to" | "in" | "eu" | "co")
        && region.is_none();
    language.len() == 2
        && letters(language)
        && !other
        && region.is_none_or(|region| (2..=4).contains(&region.len()) && letters(region))
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    fn related(list: &str) -> usize {
        let mut lines = html::read(&format!("<body><p>We say it here.</p>{list}</body>")).lines;
        mark(&mut lines);
        lines.iter().filter(|line| line.kind == Kind::Related).count()
    }

    #[test]
    fn pickers_are_told_by_where_they_lead() {
        assert_eq!(related("<ul><li><a href='/en/p'>English</a><li><a href='/de/p'>German</a></ul>"), 2);
        assert_eq!(related("<a href='/p?hl=pt-BR'>Brasil</a><br><a href='/p?hl=fr'>France</a>"), 2);
        assert_eq!(related("<ul><li><a href='/en/a'>Terms</a><li><a href='/en/b'>Fees</a></ul>"), 0);
        assert_eq!(
            related("<p>We support:</p><ul><li><a href='/en'>English</a><li><a href='/de'>German</a></ul>"),
            0
        );
        assert_eq!(related("<ul><li>English<li>German</ul>"), 0);
    }
}

//! Clauses that a page runs together in one paragraph: "1.1 … 1.2 … 1.3 …" become a line each.
//!
//! Only a sequence that counts without a gap is split, and only where sentences end, so that a paragraph
//! that cites numbers stays whole.

use super::line::Line;
use super::number;

/// Shorter paragraphs are read as they are.
const MIN_BYTES: usize = 200;
/// A sequence of fewer numbers may be chance.
const MIN_CLAUSES: usize = 3;

/// Splits every paragraph that holds a counted sequence of clauses.
pub(super) fn split(lines: &mut Vec<Line>) {
    let is_candidate = |line: &Line| line.is_text() && line.text.len() >= MIN_BYTES;
    if !lines.iter().any(|line| is_candidate(line) && starts_of_clauses(&line.text).is_some()) {
        return;
    }
    let old = std::mem::take(lines);
    for line in old {
        match is_candidate(&line).then(|| starts_of_clauses(&line.text)).flatten() {
            Some(starts) => lines.extend(pieces(&line, &starts)),
            None => lines.push(line),
        }
    }
}

/// A number inside a paragraph that may open a clause.
struct Mark {
    at: usize,
    parts: Vec<u16>,
}

/// Where the clauses of the longest counted sequence begin; nested counts ("2", "2.1", "2.2", "3") go on.
fn starts_of_clauses(text: &str) -> Option<Vec<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut last: Vec<u16> = Vec::new();
    for mark in marks(text) {
        if starts.is_empty() || follows(&last, &mark.parts) {
            if starts.is_empty() && mark.parts.last() != Some(&1) {
                continue;
            }
            starts.push(mark.at);
            last = mark.parts;
        }
    }
    (starts.len() >= MIN_CLAUSES).then_some(starts)
}

/// Whether `next` is what one counts after `last`: 1.2 after 1.1, 2 or 2.1 after 1.2, 1.1 after 1.
fn follows(last: &[u16], next: &[u16]) -> bool {
    let (Some((end, head)), true) = (next.split_last(), next.len() <= last.len() + 1) else { return false };
    if next.len() > last.len() {
        return head == last && *end == 1;
    }
    let counted =
        last[..next.len()].split_last().is_some_and(|(old, before)| before == head && old + 1 == *end);
    let next_chapter = || {
        next.len() >= 2 && *end == 1 && next.len() == last.len() && {
            let (chapter, before) = (next.len() - 2, next.len() - 2);
            last[..before] == next[..before] && last[chapter] + 1 == next[chapter]
        }
    };
    counted || next_chapter()
}

/// Numbers such as `1.` and `2.1` that stand where a sentence may begin and are followed by one.
fn marks(text: &str) -> impl Iterator<Item = Mark> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let from = at;
            at += 1;
            if !bytes[from].is_ascii_digit() {
                continue;
            }
            // "Section 2." opens a clause with its kind word.
            let start = from - number::label_before(&text[..from]);
            if !opens_sentence(&text[..start]) {
                continue;
            }
            let length =
                bytes[from..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
            at = from + length;
            if let Some(parts) = number_parts(&text[from..at]).filter(|_| begins(&text[at..])) {
                return Some(Mark { at: start, parts });
            }
        }
        None
    })
}

fn opens_sentence(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.is_empty()
        || trimmed.len() < before.len() && trimmed.ends_with(['.', ';', ':', '!', '?', ')', '。'])
}

fn begins(after: &str) -> bool {
    let rest = after.trim_start();
    rest.len() < after.len() && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '\''))
}

/// `1.` and `2.1` (with or without a closing point) as numbers; a bare `7` is a count.
fn number_parts(written: &str) -> Option<Vec<u16>> {
    let number = written.strip_suffix('.').unwrap_or(written);
    let closed = number.len() < written.len();
    let parts: Vec<u16> = number.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    ((closed || parts.len() >= 2) && parts.len() <= 4 && parts.iter().all(|part| (1..=99).contains(part)))
        .then_some(parts)
}

/// The line cut at these bytes; links go with their words.
fn pieces(line: &Line, starts: &[usize]) -> Vec<Line> {
    let mut links = line.links.iter().peekable();
    let ends = starts.iter().copied().filter(|at| *at > 0).chain([line.text.len()]);
    let mut from = 0;
    let mut pieces = Vec::new();
    for end in ends {
        let text = line.text[from..end].trim().to_owned();
        let mut piece = Line {
            gap: line.gap || from > 0,
            bold_lead: line.bold_lead.saturating_sub(from).min(text.len()),
            indent: line.indent,
            ..Line::new(text, line.kind.clone())
        };
        while let Some(link) = links.next_if(|link| piece.text.contains(&link.text)) {
            piece.links.push(link.clone());
        }
        if !piece.text.is_empty() {
            pieces.push(piece);
        }
        from = end;
    }
    if let Some(last) = pieces.last_mut() {
        last.links.extend(links.cloned());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::line::Kind;
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let mut lines = vec![Line::new(text.to_owned(), Kind::Text)];
        split(&mut lines);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_counted_sequence_is_split_and_cited_numbers_are_not() {
        let filler =
            "which goes on for long enough to be a paragraph that nobody would like to read in one go";
        let text = format!(
            "Terms apply. 1. Scope. It is wide. 1.1 The scope, {filler}. 1.2 No more of it, see 3.4 of the plan. 2. Fees. \
             They are due, {filler}."
        );
        let expected: Vec<String> = vec![
            "Terms apply.".into(),
            "1. Scope. It is wide.".into(),
            format!("1.1 The scope, {filler}."),
            "1.2 No more of it, see 3.4 of the plan.".into(),
            format!("2. Fees. They are due, {filler}."),
        ];
        assert_eq!(texts(&text), expected);
        let labelled = format!(
            "Section 1. Scope. It is wide, {filler}. Section 2. Fees. They are due. Section 3. Law. As in Section 2. Done, {filler}."
        );
        assert_eq!(texts(&labelled).len(), 3, "{:#?}", texts(&labelled));
        let cites =
            format!("As in section 1.1. The rest, {filler}. See 1.2. And so on, {filler}, as in 2.4. Good.");
        assert_eq!(texts(&cites), [cites.as_str()]);
    }
}

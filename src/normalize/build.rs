//! Lines to the section tree: nesting, stems, roles.
//!
//! Every decision has been taken by now; this only puts things where they belong.

use crate::document::{Block, BlockKind, HeadingSource, Role, Section};

use super::frame::{is_related_heading, may_head_a_clause};
use super::line::{Kind, Line, Start};

/// Words of a sentence that makes a section under "More information" a clause.
const FEWEST_PROSE_WORDS: usize = 9;

/// The section tree of a page.
pub(super) fn tree(lines: Vec<Line>) -> Vec<Section> {
    let mut tree = Tree::default();
    let mut aside: Vec<(Role, Line)> = Vec::new();
    for line in lines {
        match line.kind {
            Kind::Banner => aside.push((Role::Banner, line)),
            Kind::Contents => aside.push((Role::Contents, line)),
            Kind::Related => aside.push((Role::Related, line)),
            Kind::Signature => aside.push((Role::Signature, line)),
            Kind::Section(start) => tree.open(start),
            _ => tree.add(line),
        }
    }
    let mut sections = tree.finish();
    let places =
        [(Role::Banner, true), (Role::Signature, false), (Role::Contents, false), (Role::Related, false)];
    for (role, at_top) in places {
        let blocks: Vec<Block> =
            aside.iter().filter(|(of, _)| *of == role).map(|(_, line)| paragraph(line)).collect();
        if !blocks.is_empty() {
            let section = Section { role, blocks, ..Section::new(1, None, HeadingSource::Synthetic) };
            let at = if at_top { 0 } else { sections.len() };
            sections.insert(at, section);
        }
    }
    sections
}

fn paragraph(line: &Line) -> Block {
    Block { kind: BlockKind::Paragraph, text: line.text.clone(), links: line.links.clone() }
}

/// The tree while it grows: finished top-level sections and the chain of open ones.
#[derive(Default)]
struct Tree {
    done: Vec<Section>,
    open: Vec<(u8, Section)>,
    /// Stems by item level: index 0 opens level 1.
    stems: Vec<Option<String>>,
}

impl Tree {
    fn open(&mut self, start: Start) {
        let parent =
            start.number.as_deref().and_then(|number| number.rsplit_once('.')).map(|(parent, _)| parent);
        let under = parent.and_then(|parent| {
            self.open.iter().rposition(|(_, section)| section.number.as_deref() == Some(parent))
        });
        let mut rank = start.rank;
        if let Some(at) = under {
            self.close_to(at + 1);
            rank = rank.max(self.open[at].0.saturating_add(1));
        } else {
            let keep = self.open.iter().take_while(|(open, _)| *open < rank).count();
            self.close_to(keep);
        }
        let level = u8::try_from(self.open.len() + 1).unwrap_or(u8::MAX);
        let mut section = Section::new(level, start.heading, start.source);
        section.label = start.label;
        section.number = start.number;
        let inherited = self.open.last().is_some_and(|(_, parent)| parent.role == Role::Related);
        if inherited || section.heading.as_deref().is_some_and(is_related_heading) {
            section.role = Role::Related;
        }
        self.open.push((rank, section));
        self.stems.clear();
    }

    fn add(&mut self, line: Line) {
        if self.open.is_empty() {
            self.open.push((u8::MAX, Section::new(1, None, HeadingSource::Synthetic)));
        }
        let aside = self.open.last().is_some_and(|(_, section)| section.role != Role::Body);
        let is_prose =
            aside && line.links.is_empty() && line.is_closed() && line.words() >= FEWEST_PROSE_WORDS;
        let block = self.block(line);
        if let Some((_, section)) = self.open.last_mut() {
            if is_prose && section.heading.as_deref().is_some_and(may_head_a_clause) {
                section.role = Role::Body;
            }
            section.blocks.push(block);
        }
    }

    fn block(&mut self, line: Line) -> Block {
        let Line { text, kind, links, .. } = line;
        let kind = match kind {
            Kind::Item { level, marker } => return self.item(level, marker, text, links),
            Kind::Table(table) => {
                self.stems.clear();
                return Block { links, ..Block::table(table) };
            }
            Kind::Formula => BlockKind::Formula,
            _ => BlockKind::Paragraph,
        };
        self.stems.clear();
        self.stems.push(opening_sentence(&text));
        Block { kind, text, links }
    }

    fn item(
        &mut self,
        level: u8,
        marker: Option<String>,
        text: String,
        links: Vec<crate::document::Link>,
    ) -> Block {
        // A level without a parent (a page that indents for looks) moves up to the deepest there is.
        let depth = usize::from(level.max(1)).min(self.stems.len().max(1));
        self.stems.resize(depth, None);
        let stem = self.stems.last().cloned().flatten();
        self.stems.push(Some(text.clone()));
        let level = u8::try_from(depth).unwrap_or(u8::MAX);
        Block { kind: BlockKind::Item { marker, level, stem }, text, links }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some((_, section)) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some((_, parent)) => parent.sections.push(section),
                None => self.done.push(section),
            }
        }
    }

    fn finish(mut self) -> Vec<Section> {
        self.close_to(0);
        self.done
    }
}

/// The last sentence of a paragraph, when it opens a list.
fn opening_sentence(text: &str) -> Option<String> {
    let last = last_sentence(text);
    let closed = last.ends_with(['.', '!', '?', ';', '。']);
    let announces = last.contains("following") || last.contains("below");
    (!closed || announces).then(|| last.to_owned())
}

/// What stands after the last sentence end; points in names ("example.org", "e.g. x") are none.
fn last_sentence(text: &str) -> &str {
    let inner = text.trim_end_matches(['.', '!', '?', ':']);
    let mut ends = inner.match_indices(['.', '!', '?', '。']).filter(|(at, mark)| {
        let rest = &inner[at + mark.len()..];
        let wide = *mark == "。";
        let next = rest.trim_start().trim_start_matches(['"', '“', '(']).chars().next();
        let before = inner[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        wide || rest.starts_with(char::is_whitespace)
            && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            && before.chars().count() > 2
    });
    match ends.next_back() {
        Some((at, mark)) => text[at + mark.len()..].trim_start(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_is_the_last_sentence() {
        let cases = [
            ("We do not sell data. We may share it with:", Some("We may share it with:")),
            (
                "Calls to api.example.org count, e.g. Those of Acme:",
                Some("Calls to api.example.org count, e.g. Those of Acme:"),
            ),
            ("We do not sell data.", None),
            ("Credits are due as in the following list.", Some("Credits are due as in the following list.")),
        ];
        for (text, expected) in cases {
            assert_eq!(opening_sentence(text).as_deref(), expected, "{text}");
        }
    }
}

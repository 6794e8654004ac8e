//! Walking the tree: addresses and visits, so that no other module writes its own recursion.

use serde::{Deserialize, Serialize};

use super::{Block, Document, Role, Section};

/// Where a block stands: indices of the sections from the top, then of the block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockAddress {
    /// Index of the section at each level, outermost first.
    pub sections: Vec<usize>,
    /// Index among the section's own blocks.
    pub block: usize,
}

/// A section met on a walk.
#[derive(Debug, Clone)]
pub struct SectionVisit<'a> {
    /// The section itself.
    pub section: &'a Section,
    /// Indices from the top.
    pub indices: Vec<usize>,
    /// Headings from the top, sections without heading left out.
    pub headings: Vec<&'a str>,
}

impl SectionVisit<'_> {
    /// Headings joined by ` > `: the section path of reports.
    pub fn path(&self) -> String {
        self.headings.join(" > ")
    }
}

/// A block met on a walk.
#[derive(Debug, Clone)]
pub struct BlockVisit<'a> {
    /// The block itself.
    pub block: &'a Block,
    /// Where it stands.
    pub address: BlockAddress,
    /// The section that holds it.
    pub section: &'a Section,
    /// Section path, headings joined by ` > `.
    pub path: String,
}

impl Document {
    /// Every section in reading order, whatever its role.
    pub fn walk_sections(&self) -> Vec<SectionVisit<'_>> {
        let mut visits = Vec::new();
        collect(&self.sections, &mut Vec::new(), &mut Vec::new(), &mut visits);
        visits
    }

    /// The section at these indices with every section below it, in reading order; all where there are none.
    pub(crate) fn walk_from(&self, indices: &[usize]) -> Vec<SectionVisit<'_>> {
        let Some(section) = self.section_at(indices) else {
            return if indices.is_empty() { self.walk_sections() } else { Vec::new() };
        };
        let above = (1..=indices.len()).filter_map(|depth| self.section_at(&indices[..depth]));
        let mut headings: Vec<&str> = above.filter_map(|section| section.heading.as_deref()).collect();
        let mut indices = indices.to_vec();
        let top = SectionVisit { section, indices: indices.clone(), headings: headings.clone() };
        let mut visits = vec![top];
        collect(&section.sections, &mut indices, &mut headings, &mut visits);
        visits
    }

    /// Every block of the body in reading order: what comparison and facts read.
    pub fn body_blocks(&self) -> Vec<BlockVisit<'_>> {
        self.walk_sections()
            .into_iter()
            .filter(|visit| visit.section.role == Role::Body)
            .flat_map(|visit| {
                let path = visit.path();
                let SectionVisit { section, indices, .. } = visit;
                section.blocks.iter().enumerate().map(move |(block, content)| BlockVisit {
                    block: content,
                    address: BlockAddress { sections: indices.clone(), block },
                    section,
                    path: path.clone(),
                })
            })
            .collect()
    }

    /// The section at these indices.
    pub fn section_at(&self, indices: &[usize]) -> Option<&Section> {
        let (first, rest) = indices.split_first()?;
        rest.iter().try_fold(self.sections.get(*first)?, |section, index| section.sections.get(*index))
    }

    /// The block at this address.
    pub fn block_at(&self, address: &BlockAddress) -> Option<&Block> {
        self.section_at(&address.sections)?.blocks.get(address.block)
    }

    /// Headings and block texts of the body, one a line: the words that detection, display and mail share.
    pub fn body_text(&self) -> String {
        let mut text = String::new();
        self.for_each_body_line(&mut |line| {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
            true
        });
        text
    }

    /// True when [`Document::body_text`] is empty.
    pub fn is_blank(&self) -> bool {
        let mut blank = true;
        self.for_each_body_line(&mut |line| {
            blank = line.is_empty();
            blank
        });
        blank
    }

    /// Number of words of the body. Chinese and Japanese write no spaces: two of their characters
    /// count as a word, the usual measure of translators.
    pub fn word_count(&self) -> usize {
        let (mut words, mut dense) = (0, 0);
        self.for_each_body_line(&mut |line| {
            let mut inside = false;
            for c in line.chars() {
                let is_dense = is_written_without_spaces(c);
                dense += usize::from(is_dense);
                let continues = !is_dense && !c.is_whitespace();
                words += usize::from(continues && !inside);
                inside = continues;
            }
            true
        });
        words + usize::div_ceil(dense, 2)
    }

    /// Calls `visit` with every line of [`Document::body_text`] until it returns false.
    pub(crate) fn for_each_body_line(&self, visit: &mut impl FnMut(&str) -> bool) {
        self.sections.iter().all(|section| visit_lines(section, visit));
    }
}

/// False once `visit` wants no more.
fn visit_lines(section: &Section, visit: &mut impl FnMut(&str) -> bool) -> bool {
    let heading = if section.role == Role::Body { section.display_heading() } else { String::new() };
    let blocks = if section.role == Role::Body { section.blocks.as_slice() } else { &[] };
    (heading.is_empty() || visit(&heading))
        && blocks.iter().all(|block| visit(&block.text))
        && section.sections.iter().all(|inner| visit_lines(inner, visit))
}

/// Han, Hiragana and Katakana.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn collect<'a>(
    sections: &'a [Section],
    indices: &mut Vec<usize>,
    headings: &mut Vec<&'a str>,
    visits: &mut Vec<SectionVisit<'a>>,
) {
    for (index, section) in sections.iter().enumerate() {
        indices.push(index);
        let named = section.heading.as_deref();
        headings.extend(named);
        visits.push(SectionVisit { section, indices: indices.clone(), headings: headings.clone() });
        collect(&section.sections, indices, headings, visits);
        if named.is_some() {
            headings.pop();
        }
        indices.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Document, HeadingSource, Role, Section};

    fn sample() -> Document {
        let mut outer = Section::new(1, Some("Data we keep".into()), HeadingSource::Explicit);
        outer.number = Some("2".into());
        let mut inner = Section::new(2, Some("Logs".into()), HeadingSource::Explicit);
        inner.blocks.push(Block::paragraph("Logs stay for 30 days."));
        outer.sections.push(inner);
        let mut related = Section::new(1, None, HeadingSource::Synthetic);
        related.role = Role::Related;
        related.blocks.push(Block::paragraph("See also: Terms"));
        Document { sections: vec![outer, related], ..Document::default() }
    }

    #[test]
    fn a_walk_from_a_section_meets_it_and_what_stands_below_with_whole_paths() {
        let document = sample();
        let paths = |indices: &[usize]| -> Vec<String> {
            document.walk_from(indices).iter().map(super::SectionVisit::path).collect()
        };
        assert_eq!(paths(&[0]), ["Data we keep", "Data we keep > Logs"]);
        assert_eq!(paths(&[0, 0]), ["Data we keep > Logs"]);
        assert_eq!(paths(&[]).len(), 3);
        assert!(paths(&[7]).is_empty());
    }

    #[test]
    fn body_blocks_carry_path_and_address_and_skip_other_roles() {
        let document = sample();
        let visits = document.body_blocks();
        assert_eq!(visits.len(), 1);
        assert_eq!(visits[0].path, "Data we keep > Logs");
        assert_eq!(document.block_at(&visits[0].address), Some(visits[0].block));
    }

    #[test]
    fn words_are_counted_in_scripts_without_spaces_too() {
        for (text, expected) in
            [("one two three", 3), ("我们不会出售您的个人数据", 6), ("私たちは data を守る", 5)]
        {
            let mut section = Section::new(1, None, HeadingSource::Synthetic);
            section.blocks.push(Block::paragraph(text));
            let document = Document { sections: vec![section], ..Document::default() };
            assert_eq!(document.word_count(), expected, "{text}");
        }
    }

    #[test]
    fn body_text_shows_numbers_with_headings() {
        assert_eq!(sample().body_text(), "2 Data we keep\nLogs\nLogs stay for 30 days.");
    }
}

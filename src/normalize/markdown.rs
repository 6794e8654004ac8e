//! CommonMark to lines, by the parser's events.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::text::squeeze;
use crate::document::{Link, Table};

use super::line::{Kind, Line, Lines, Page};
use super::{number, plain};

/// Lines of a Markdown text.
pub(super) fn read(text: &str) -> Page {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        reader.take(event);
    }
    reader.flush();
    reader.lines.into()
}

#[derive(Default)]
struct Reader {
    lines: Lines,
    text: String,
    links: Vec<Link>,
    heading: Option<u8>,
    /// Open lists, with the next number of ordered ones.
    lists: Vec<Option<u64>>,
    /// Marker of the item that has no text yet.
    marker: Option<String>,
    bold: usize,
    /// Bytes of `text` that are bold from its start on.
    bold_lead: usize,
    link: Option<(String, usize)>,
    table: Option<Table>,
    row: Vec<String>,
    image: usize,
    /// Source of an HTML block: it is markup of another sort and has its own reader.
    html: String,
    /// Within a block that keeps its line ends.
    code: bool,
    /// Bytes of `text` at the last end of a line inside a paragraph; 0 where there was none.
    wrapped: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if self.begins_item(&text) {
                    self.flush();
                }
                self.words(&text);
            }
            Event::Code(text) => self.words(&text),
            Event::SoftBreak => {
                self.words(" ");
                self.wrapped = self.text.len();
            }
            Event::HardBreak => {
                if self.table.is_some() || self.heading.is_some() {
                    self.words(" ");
                } else {
                    self.flush();
                }
            }
            Event::Rule => self.flush(),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.words(" "),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.image > 0 {
            return;
        }
        if self.code {
            self.text.push_str(text);
            return;
        }
        let all_bold = self.bold_lead == self.text.len();
        self.text.push_str(text);
        if all_bold && (self.bold > 0 || text.trim().is_empty() && self.bold_lead > 0) {
            self.bold_lead = self.text.len();
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level_of(level));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(next)) => {
                        *next += 1;
                        format!("{}.", *next - 1)
                    }
                    _ => "-".into(),
                });
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.marker = Some(format!("[{label}]"));
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::Strong => self.bold += 1,
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), self.text.len())),
            Tag::Image { .. } => self.image += 1,
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            TagEnd::Link => {
                if let Some((target, from)) = self.link.take() {
                    self.links.push(Link { text: squeeze(self.text.get(from..).unwrap_or("")), target });
                }
            }
            TagEnd::TableCell => {
                let cell = squeeze(&std::mem::take(&mut self.text));
                self.bold_lead = 0;
                self.row.push(cell);
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table
                    && row.iter().any(|cell| !cell.is_empty())
                {
                    table.header = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                let table = self.table.take().unwrap_or_default();
                let links = std::mem::take(&mut self.links);
                self.lines.push(Line { links, ..Line::new(String::new(), Kind::Table(table)) });
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.lines.append(super::html::read(&html));
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::CodeBlock => {
                self.code = false;
                let text = std::mem::take(&mut self.text);
                self.bold_lead = 0;
                self.lines.append(plain::read(&text));
            }
            TagEnd::Item | TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.flush();
            }
            _ => {}
        }
    }

    /// True for a line of a paragraph that opens with a bracketed letter or number behind the end of a
    /// clause: drafters write such lists line by line, without the blank lines Markdown asks for.
    fn begins_item(&self, text: &str) -> bool {
        let fresh_line = self.wrapped > 0 && self.wrapped == self.text.len();
        if !fresh_line || self.table.is_some() || self.heading.is_some() || self.link.is_some() || self.code {
            return false;
        }
        let before = self.text.trim_end();
        let before =
            ["and", "or"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
        text.starts_with('(')
            && before.ends_with([':', ';', ',', '.'])
            && number::enumerator(text).is_some_and(|found| found.length < text.len())
    }

    fn flush(&mut self) {
        self.wrapped = 0;
        let links = std::mem::take(&mut self.links);
        let bold = std::mem::take(&mut self.bold_lead);
        let text = squeeze(&self.text);
        let bold_lead = squeeze(self.text.get(..bold).unwrap_or("")).len();
        self.text.clear();
        if text.is_empty() {
            return;
        }
        let kind = match (self.heading, self.marker.take()) {
            (Some(level), _) => Kind::Heading(level),
            (None, Some(marker)) => Kind::Item {
                level: u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX),
                marker: Some(marker),
            },
            (None, None) => Kind::Text,
        };
        self.lines.push(Line { links, bold_lead, ..Line::new(text, kind) });
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_become_lines() {
        let page =
            read("# Terms\n\n**Keys.** Keep them.\n\n- one\n  - two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n");
        let kinds: Vec<_> = page.lines.iter().map(|line| (&line.kind, line.text.as_str())).collect();
        let table = Table {
            header: vec!["A".into(), "B".into()],
            rows: vec![vec!["1".into(), "2".into()]],
            fused: false,
        };
        let item = |level| Kind::Item { level, marker: Some("-".into()) };
        assert_eq!(
            kinds,
            [
                (&Kind::Heading(1), "Terms"),
                (&Kind::Text, "Keys. Keep them."),
                (&item(1), "one"),
                (&item(2), "two"),
                (&Kind::Table(table), "")
            ]
        );
        assert_eq!(page.lines[1].bold_lead, "Keys.".len());
    }
}

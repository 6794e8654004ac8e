//! HTML to lines: block boundaries become line ends, lists and tables keep their shape.
//!
//! One pass over the flat page of [`super::dom`]; no recursion, no selectors.

mod list;

use scraper::Html;

use crate::document::Link;
use crate::document::text::squeeze;

use super::dom::{self, Dom, Tag};
use super::email;
use super::furniture;
use super::html_table;
use super::line::{Kind, Line, Page};
use list::List;

/// Lines of a page.
pub(super) fn read(text: &str) -> Page {
    let html = Html::parse_document(text);
    let dom = dom::flatten(&html);
    let root = furniture::content_root(&dom);
    let weight = dom.items.get(root.start).map_or(0, |item| item.weight);
    let mut reader = Reader { dom: &dom, weight, ..Reader::new(&dom) };
    reader.walk(root);
    let lines = reader.lines;
    Page {
        lines,
        title: dom.title.as_deref().map(squeeze).filter(|title| !title.is_empty()),
        language: dom.language.clone(),
    }
}

/// State of the walk.
struct Reader<'a> {
    dom: &'a Dom<'a>,
    weight: usize,
    lines: Vec<Line>,
    text: String,
    links: Vec<Link>,
    link: Option<(&'a str, usize)>,
    /// Open elements: index and tag.
    open: Vec<(usize, Tag)>,
    lists: Vec<List>,
    heading: Option<u8>,
    marker: Option<String>,
    /// Level of the definition list's line being read.
    defines: Option<u8>,
    bold: usize,
    bold_lead: usize,
    preformatted: usize,
    /// Nesting of tables used for layout only.
    layouts: usize,
    /// A link or button begins or ends here; words on either side are not one word.
    seam: bool,
}

impl<'a> Reader<'a> {
    fn new(dom: &'a Dom<'a>) -> Self {
        Self {
            dom,
            weight: 0,
            lines: Vec::new(),
            text: String::new(),
            links: Vec::new(),
            link: None,
            open: Vec::new(),
            lists: Vec::new(),
            heading: None,
            marker: None,
            defines: None,
            bold: 0,
            bold_lead: 0,
            preformatted: 0,
            layouts: 0,
            seam: false,
        }
    }

    fn walk(&mut self, range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            while let Some((open, tag)) = self.open.last().copied()
                && self.dom.items[open].end <= at
            {
                self.open.pop();
                self.leave(tag);
            }
            let item = &self.dom.items[at];
            if item.tag == Tag::Text {
                self.words(&item.text);
                at += 1;
            } else if furniture::is_left_out(self.dom, at, self.weight) {
                self.skip_boundary(item.tag);
                at = item.end.max(at + 1);
            } else if item.tag == Tag::Table && self.take_table(at) {
                at = item.end.max(at + 1);
            } else {
                self.open.push((at, item.tag));
                self.enter(at);
                at += 1;
            }
        }
        while let Some((_, tag)) = self.open.pop() {
            self.leave(tag);
        }
        self.flush();
    }

    /// A dropped block still separates its neighbours.
    fn skip_boundary(&mut self, tag: Tag) {
        if matches!(tag, Tag::Inline | Tag::Bold | Tag::Link) {
            self.words(" ");
        } else {
            self.flush();
        }
    }

    fn words(&mut self, text: &str) {
        if self.preformatted > 0 {
            let mut parts = text.split('\n');
            if let Some(first) = parts.next() {
                self.push(first);
            }
            for part in parts {
                self.flush();
                self.push(part);
            }
        } else {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if std::mem::take(&mut self.seam) && is_glued(&self.text, text) {
            self.text.push(' ');
        }
        let all_bold = self.bold_lead == self.text.len();
        self.text.push_str(text);
        if all_bold && (self.bold > 0 || text.trim().is_empty()) {
            self.bold_lead = self.text.len();
        }
    }

    fn enter(&mut self, at: usize) {
        let item = &self.dom.items[at];
        match item.tag {
            Tag::Text | Tag::Inline => {}
            Tag::Bold => self.bold += 1,
            Tag::Link => {
                self.seam = true;
                self.link = item.target.map(|target| (target, self.text.len()));
            }
            Tag::Break => {
                if self.heading.is_some() {
                    self.push(" ");
                } else {
                    self.flush();
                }
            }
            Tag::Block | Tag::Row | Tag::Cell | Tag::HeaderCell => self.flush(),
            Tag::Table => {
                self.flush();
                self.layouts += 1;
            }
            Tag::Preformatted => {
                self.flush();
                self.preformatted += 1;
            }
            Tag::Heading(level) => {
                self.flush();
                self.heading = Some(level);
            }
            Tag::Bullets | Tag::Numbers => {
                self.flush();
                let next = item.start.and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                let style = item
                    .start
                    .and_then(|start| start.chars().next())
                    .filter(char::is_ascii_alphabetic)
                    .unwrap_or('1');
                self.lists.push(List { ordered: item.tag == Tag::Numbers, next, style });
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(self.lists.last_mut().map_or_else(|| "•".to_owned(), List::marker));
            }
            Tag::Term => {
                self.flush();
                self.defines = Some(1);
            }
            Tag::Definition => {
                self.flush();
                self.defines = Some(2);
            }
        }
    }

    fn leave(&mut self, tag: Tag) {
        match tag {
            Tag::Text | Tag::Inline | Tag::Break => {}
            Tag::Bold => self.bold = self.bold.saturating_sub(1),
            Tag::Link => {
                self.seam = true;
                self.close_link();
                self.link = None;
            }
            Tag::Table => {
                self.flush();
                self.layouts = self.layouts.saturating_sub(1);
            }
            Tag::Preformatted => {
                self.flush();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Tag::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            Tag::Bullets | Tag::Numbers => {
                self.flush();
                self.lists.pop();
            }
            Tag::Item => {
                self.flush();
                self.marker = None;
            }
            Tag::Term | Tag::Definition => {
                self.flush();
                self.defines = None;
            }
            Tag::Block | Tag::Row | Tag::Cell | Tag::HeaderCell => self.flush(),
        }
    }

    /// Reads a data table as one line; false for tables that only lay out the page.
    fn take_table(&mut self, at: usize) -> bool {
        if self.layouts > html_table::MAX_LAYOUT_DEPTH || self.heading.is_some() {
            return false;
        }
        let Some((table, links)) = html_table::read(self.dom, at) else { return false };
        self.flush();
        self.lines.push(Line { links, ..Line::new(String::new(), Kind::Table(table)) });
        true
    }

    /// Notes the words of the open link so far: a link may hold several lines.
    fn close_link(&mut self) {
        let Some((target, from)) = self.link else { return };
        let text = squeeze(self.text.get(from..).unwrap_or(""));
        if !text.is_empty() {
            self.links.push(Link { text, target: email::written_target(target) });
        }
    }

    fn flush(&mut self) {
        self.close_link();
        let raw = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        let bold = std::mem::take(&mut self.bold_lead);
        if let Some((_, from)) = &mut self.link {
            *from = 0;
        }
        let text = squeeze(&raw);
        if text.is_empty() {
            return;
        }
        let bold_lead = squeeze(raw.get(..bold).unwrap_or("")).len();
        let (kind, text) = self.kind_of(text);
        self.lines.push(Line { links, bold_lead, ..Line::new(text, kind) });
    }

    fn kind_of(&mut self, text: String) -> (Kind, String) {
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        if let Some(level) = self.heading {
            // A heading that is the first thing in a numbered item shows the item's number.
            return match self.marker.take().filter(|marker| marker.starts_with(|c: char| c.is_ascii_digit()))
            {
                Some(marker) if super::number::lead(&text).is_none() => {
                    (Kind::Heading(level), format!("{marker} {text}"))
                }
                _ => (Kind::Heading(level), text),
            };
        }
        if let Some(marker) = self.marker.take() {
            return (Kind::Item { level: depth.max(1), marker: Some(marker) }, text);
        }
        if let Some(level) = self.defines.take() {
            return (Kind::Item { level: depth.saturating_add(level), marker: None }, text);
        }
        (Kind::Text, text)
    }
}

/// "2026" and "Previous" at the edge of a link: the page keeps them apart by style alone.
fn is_glued(before: &str, after: &str) -> bool {
    let left = before.chars().next_back().is_some_and(|c| c.is_ascii_digit() || c.is_lowercase());
    left && after.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        read(html)
            .lines
            .into_iter()
            .map(|line| match line.kind {
                Kind::Heading(level) => format!("h{level} {}", line.text),
                Kind::Item { level, marker } => {
                    format!("{level}{} {}", marker.unwrap_or_default(), line.text)
                }
                Kind::Table(table) => table.to_text(),
                _ => line.text,
            })
            .collect()
    }

    #[test]
    fn blocks_lists_and_tables_keep_their_bounds() {
        let html = "<main><h1>Terms</h1><p>One<b>two</b> three.</p><div>Four<div>Five</div></div>\
                    <ul><li>a<ul><li>b</li></ul></li></ul><ol type=i><li>c</ol>\
                    <table><tr><th>K<th>V<tr><td>1<td>2</table><dl><dt>T<dd>D</dl></main>";
        assert_eq!(
            texts(html),
            [
                "h1 Terms",
                "Onetwo three.",
                "Four",
                "Five",
                "1• a",
                "2• b",
                "1i. c",
                "K | V\n1 | 2",
                "1 T",
                "2 D"
            ]
        );
    }

    #[test]
    fn furniture_goes_and_hidden_text_with_it() {
        let html = "<body><nav>Home</nav><div class='cookie-banner'>We use cookies <button>OK</button></div>\
                    <script>x</script><div><h1>Privacy Policy</h1><p>We keep little, and what we keep we keep safe for you.</p>\
                    <p hidden>secret</p><details><summary>More</summary>Inside the fold.</details></div><footer>Imprint</footer></body>";
        assert_eq!(
            texts(html),
            [
                "h1 Privacy Policy",
                "We keep little, and what we keep we keep safe for you.",
                "More",
                "Inside the fold."
            ]
        );
    }

    #[test]
    fn very_deep_pages_are_read() {
        let html = format!("{}deep{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(texts(&html), ["deep"]);
    }
}

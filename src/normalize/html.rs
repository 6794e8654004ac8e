//! HTML to lines: block boundaries become line ends, lists and tables keep their shape.
//!
//! One pass over the flat page of [`super::dom`]; no recursion, no selectors.

mod list;

use scraper::Html;

use crate::document::Link;
use crate::document::text::squeeze;

use super::dom::{self, Dom, Item, Tag};
use super::email;
use super::footnotes;
use super::furniture;
use super::html_table;
use super::line::{Kind, Line, Page};
use super::plain;
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
        day_first: dom.day_first,
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
    /// An inline element has just ended, with no text behind it yet.
    left_inline: bool,
    /// One inline element ended and another begins here.
    abutting: bool,
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
            left_inline: false,
            abutting: false,
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
            } else if item.tag == Tag::Table && self.take_table(at)
                || item.tag == Tag::Preformatted && self.take_preformatted(at)
                || item.tag == Tag::Superscript && self.take_marker(at)
                || item.tag == Tag::Link && self.is_way_back(at)
            {
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
        let apart = std::mem::take(&mut self.seam) && is_glued(&self.text, text)
            || std::mem::take(&mut self.abutting) && is_run_together(&self.text, text);
        if apart {
            self.text.push(' ');
        }
        self.left_inline = false;
        let all_bold = self.bold_lead == self.text.len();
        self.text.push_str(text);
        if all_bold && (self.bold > 0 || text.trim().is_empty()) {
            self.bold_lead = self.text.len();
        }
    }

    fn enter(&mut self, at: usize) {
        let item = &self.dom.items[at];
        self.abutting |= self.left_inline;
        match item.tag {
            Tag::Text | Tag::Inline | Tag::Superscript => {}
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
            Tag::Block | Tag::Caption | Tag::Row | Tag::Cell | Tag::HeaderCell => self.flush(),
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
                let list = List::new(item, || self.dom.items_below(at));
                self.lists.push(list);
            }
            Tag::Item => {
                self.flush();
                let given = item.start;
                let marker = self.lists.last_mut().map(|list| list.marker(given));
                self.marker = Some(marker.unwrap_or_else(|| "•".to_owned()));
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
            Tag::Text | Tag::Superscript | Tag::Break => {}
            Tag::Inline => self.left_inline = true,
            Tag::Bold => {
                self.left_inline = true;
                self.bold = self.bold.saturating_sub(1);
            }
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
            Tag::Block | Tag::Caption | Tag::Row | Tag::Cell | Tag::HeaderCell => self.flush(),
        }
    }

    /// Reads a data table as one line; false for tables that only lay out the page.
    fn take_table(&mut self, at: usize) -> bool {
        if self.layouts > html_table::MAX_LAYOUT_DEPTH || self.heading.is_some() {
            return false;
        }
        let Some((table, links)) = html_table::read(self.dom, at) else { return false };
        self.flush();
        let inside = at + 1..self.dom.items[at].end;
        if let Some(caption) = inside.into_iter().find(|index| self.dom.items[*index].tag == Tag::Caption) {
            let words =
                self.dom.items[caption..self.dom.items[caption].end].iter().map(|item| item.text.as_ref());
            self.push(&words.collect::<String>());
            self.flush();
        }
        self.lines.push(Line { links, ..Line::new(String::new(), Kind::Table(table)) });
        true
    }

    /// Reads text that keeps its line ends as plain text is read; false where it holds more than text.
    fn take_preformatted(&mut self, at: usize) -> bool {
        let inside = &self.dom.items[at + 1..self.dom.items[at].end.max(at + 1)];
        let is_text = |item: &Item<'_>| matches!(item.tag, Tag::Text | Tag::Inline | Tag::Bold);
        if self.heading.is_some() || self.marker.is_some() || !inside.iter().all(is_text) {
            return false;
        }
        self.flush();
        let text: String = inside.iter().map(|item| item.text.as_ref()).collect();
        self.lines.extend(plain::lines_of(&text));
        true
    }

    /// Takes a raised number for a footnote's marker; false for ordinals and the like.
    fn take_marker(&mut self, at: usize) -> bool {
        let Some(marker) = raised(self.dom, at) else { return false };
        let inside = &self.dom.items[at..self.dom.items[at].end.max(at)];
        let jump = inside.iter().find_map(|item| item.target).filter(|target| target.starts_with('#'));
        if let Some(target) = jump {
            self.links.push(Link { text: marker.clone(), target: target.to_owned() });
        }
        self.push(&marker);
        true
    }

    /// A sign that jumps within the page, such as the way back from a footnote, is no text.
    fn is_way_back(&self, at: usize) -> bool {
        const LONGEST_SIGN: usize = 12;
        let item = &self.dom.items[at];
        let inside = &self.dom.items[at..item.end.max(at)];
        (1..=LONGEST_SIGN).contains(&item.weight)
            && item.target.is_some_and(|target| target.starts_with('#'))
            && footnotes::is_way_back(&inside.iter().map(|item| item.text.as_ref()).collect::<String>())
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
        (self.left_inline, self.abutting) = (false, false);
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

/// The text of a `sup` element as superscript digits, when it can be a footnote's marker.
pub(super) fn raised(dom: &Dom<'_>, at: usize) -> Option<String> {
    const LONGEST_MARKER: usize = 6;
    let item = &dom.items[at];
    if item.weight == 0 || item.weight > LONGEST_MARKER {
        return None;
    }
    let inside = &dom.items[at..item.end.max(at)];
    footnotes::superscript(&inside.iter().map(|item| item.text.as_ref()).collect::<String>())
}

/// "2026" and "Previous" at the edge of a link: the page keeps them apart by style alone.
fn is_glued(before: &str, after: &str) -> bool {
    let left = before.chars().next_back().is_some_and(|c| c.is_ascii_digit() || c.is_lowercase());
    left && after.chars().next().is_some_and(char::is_uppercase)
}

/// "Data" and "Retention", or "services." and "Subject", in two elements of their own: one word or none
/// would join them so.
fn is_run_together(before: &str, after: &str) -> bool {
    let closed = before.ends_with(['.', '!', '?', ':', ';']);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let left = closed || word.len() >= 2 && word.ends_with(char::is_lowercase);
    let mut letters = after.chars();
    left && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
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

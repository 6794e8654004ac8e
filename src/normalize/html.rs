//! HTML to lines: block boundaries become line ends, lists and tables keep their shape.
//!
//! One pass over the flat page of [`super::dom`]; no recursion, no selectors.

mod list;
mod text;
mod whole;

use scraper::Html;

use crate::document::Link;
use crate::document::text::squeeze;

use super::dom::{self, Dom, Tag};
use super::furniture;
use super::line::{Lines, Page};
use super::nesting;
use list::List;
pub(super) use whole::raised;

/// Lines of a page.
pub(super) fn read(text: &str) -> Page {
    let bounded = nesting::bounded(text);
    let html = Html::parse_document(&bounded.text);
    let dom = dom::flatten(&html);
    let root = furniture::content_root(&dom);
    let weight = dom.items.get(root.start).map_or(0, |item| item.weight);
    let mut reader = Reader { dom: &dom, weight, ..Reader::new(&dom) };
    let notes = furniture::notes_below(&dom, root.end);
    reader.walk(root);
    if let Some(notes) = notes {
        reader.walk(notes);
    }
    let page = Page::from(reader.lines);
    Page {
        is_run_on: page.is_run_on || bounded.is_run_on,
        lines: page.lines,
        title: dom.title.as_deref().map(squeeze).filter(|title| !title.is_empty()),
        language: dom.language.clone(),
        day_first: dom.day_first,
    }
}

/// State of the walk.
struct Reader<'a> {
    dom: &'a Dom<'a>,
    weight: usize,
    lines: Lines,
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
            lines: Lines::default(),
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
}

#[cfg(test)]
mod tests {
    use super::super::line::Kind;
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

//! Cuts a parsed page: elements and ranges become intervals of the page's reading order, and what is
//! inside is written out as a page of its own.
//!
//! No recursion: pages nest thousands deep.

use std::fmt::Write as _;
use std::ops::Range;

use scraper::{ElementRef, Html, Node};

use super::{Css, Cut, Edge, Piece, Side, Uncut};

/// A page in reading order: each node with the place behind the last node inside it.
struct Item<'a> {
    node: &'a Node,
    end: usize,
}

/// Writes the page that a cut leaves.
pub(super) fn cut(html: &Html, cut: &Cut) -> Result<String, Uncut> {
    let items = flatten(html);
    let page = Page { html, items: &items };
    let mut kept = Vec::new();
    for piece in &cut.select {
        let found = page.find(piece)?;
        if found.is_empty() {
            return Err(Uncut::Nothing { piece: piece.to_string() });
        }
        kept.extend(found);
    }
    if cut.select.is_empty() {
        kept.extend(page.elements(&Css("body".to_owned())));
    }
    let mut dropped = Vec::new();
    for piece in &cut.remove {
        dropped.extend(page.find(piece)?);
    }
    let mut writer = Writer { items: &items, dropped: joined(dropped), markup: head(html) };
    for interval in joined(kept) {
        writer.write(&interval);
    }
    writer.markup.push_str("</body></html>");
    Ok(writer.markup)
}

fn flatten(html: &Html) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = Vec::new();
    let mut open = Vec::new();
    let mut node = html.tree.root();
    loop {
        open.push(items.len());
        items.push(Item { node: node.value(), end: 0 });
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            let end = items.len();
            if let Some(at) = open.pop() {
                items[at].end = end;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return items };
            node = parent;
        }
    }
}

/// The page that pieces are looked for in.
struct Page<'a> {
    html: &'a Html,
    items: &'a [Item<'a>],
}

impl Page<'_> {
    /// The intervals a piece chooses; none for a piece the page does not have.
    fn find(&self, piece: &Piece) -> Result<Vec<Range<usize>>, Uncut> {
        let (start, end) = match piece {
            Piece::Elements(css) => return Ok(self.elements(css)),
            Piece::Range { start, end } => (start, end),
        };
        let Some(first) = self.elements(&start.at).into_iter().next() else { return Ok(Vec::new()) };
        let from = place_of(start, &first);
        let behind = |found: &Range<usize>| found.start > first.start && found.start >= from;
        match self.elements(&end.at).into_iter().find(behind) {
            Some(last) => Ok(std::iter::once(from..place_of(end, &last)).collect()),
            None => Err(Uncut::Endless { piece: piece.to_string() }),
        }
    }

    /// The elements that match, in reading order.
    fn elements(&self, css: &Css) -> Vec<Range<usize>> {
        let selector = css.selector();
        let nodes = self.html.tree.root().descendants().zip(self.items.iter().enumerate());
        nodes
            .filter(|(node, _)| ElementRef::wrap(*node).is_some_and(|element| selector.matches(&element)))
            .map(|(_, (at, item))| at..item.end)
            .collect()
    }
}

fn place_of(edge: &Edge, element: &Range<usize>) -> usize {
    match edge.side {
        Side::Before => element.start,
        Side::After => element.end,
    }
}

/// What is chosen twice is kept once, in the page's order.
fn joined(mut intervals: Vec<Range<usize>>) -> Vec<Range<usize>> {
    intervals.sort_by_key(|interval| (interval.start, usize::MAX - interval.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for interval in intervals {
        match joined.last_mut() {
            Some(last) if interval.start < last.end => last.end = last.end.max(interval.end),
            _ => joined.push(interval),
        }
    }
    joined
}

/// Language and title are the page's, whatever is cut.
fn head(html: &Html) -> String {
    let mut page = "<!DOCTYPE html><html".to_owned();
    if let Some(language) = html.root_element().attr("lang") {
        attribute(&mut page, "lang", language);
    }
    page.push_str("><head><meta charset=\"utf-8\">");
    if let Some(title) = find_title(html) {
        page.push_str("<title>");
        escape(&mut page, &title);
        page.push_str("</title>");
    }
    page.push_str("</head><body>");
    page
}

fn find_title(html: &Html) -> Option<String> {
    let title = Css("head > title".to_owned()).selector();
    html.select(&title).next().map(|title| title.text().collect())
}

/// Writes intervals as markup.
struct Writer<'a> {
    items: &'a [Item<'a>],
    /// Sorted, without overlaps.
    dropped: Vec<Range<usize>>,
    markup: String,
}

impl<'a> Writer<'a> {
    fn write(&mut self, interval: &Range<usize>) {
        let items = self.items;
        let mut open: Vec<(usize, &'a str)> = Vec::new();
        let mut wrapper = None;
        for (at, item) in items.iter().enumerate().take(interval.end) {
            self.close(&mut open, at);
            if !self.is_written(&(at..item.end), interval) {
                continue;
            }
            match item.node {
                Node::Text(text) => escape(&mut self.markup, text),
                Node::Element(element) => {
                    let wrapper = *wrapper.get_or_insert_with(|| self.wrap(element.name()));
                    let name = self.open(element, open.is_empty(), wrapper);
                    if !is_void(name) {
                        open.push((item.end, name));
                    }
                }
                _ => {}
            }
        }
        self.close(&mut open, usize::MAX);
        if let Some(name) = wrapper {
            let _ = write!(self.markup, "</{name}>");
        }
    }

    /// Opens what holds an interval together. A row outside a table would lose its cells when the
    /// page is read again.
    fn wrap(&mut self, first: &str) -> &'static str {
        let name = if is_part_of_table(first) { "table" } else { "div" };
        let _ = write!(self.markup, "<{name}>");
        name
    }

    /// Closes the elements that end at or before a place.
    fn close(&mut self, open: &mut Vec<(usize, &'a str)>, at: usize) {
        while let Some((_, name)) = open.pop_if(|(end, _)| *end <= at) {
            let _ = write!(self.markup, "</{name}>");
        }
    }

    /// Inside the interval at least in part, not around all of it, and not removed.
    fn is_written(&self, place: &Range<usize>, interval: &Range<usize>) -> bool {
        let overlaps = place.start < interval.end && place.end > interval.start;
        let is_around = place.start < interval.start && place.end >= interval.end;
        let gone = self.dropped.partition_point(|gone| gone.start <= place.start);
        let is_dropped = gone > 0 && self.dropped[gone - 1].end >= place.end;
        overlaps && !is_around && !is_dropped
    }

    /// What was chosen by name is content, whatever its own tag and class say about it.
    fn open<'e>(
        &mut self,
        element: &'e scraper::node::Element,
        is_outermost: bool,
        wrapper: &str,
    ) -> &'e str {
        let name = match element.name() {
            "nav" | "header" | "footer" | "aside" | "form" | "dialog" if is_outermost => "div",
            name => name,
        };
        self.markup.push('<');
        self.markup.push_str(name);
        if !(is_outermost && wrapper == "div") {
            element.attrs().for_each(|(key, value)| attribute(&mut self.markup, key, value));
        }
        self.markup.push('>');
        name
    }
}

fn is_part_of_table(name: &str) -> bool {
    ["tr", "td", "th", "thead", "tbody", "tfoot", "caption"].contains(&name)
}

fn is_void(name: &str) -> bool {
    let void = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ];
    void.contains(&name)
}

fn attribute(page: &mut String, key: &str, value: &str) {
    page.push(' ');
    page.push_str(key);
    page.push_str("=\"");
    escape(page, value);
    page.push('"');
}

fn escape(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            c => page.push(c),
        }
    }
}

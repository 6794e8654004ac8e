//! HTML tables to cells: header rows, merged cells, and tables that are only layout.

use crate::document::text::squeeze;
use crate::document::{Link, Table};

use super::dom::{Dom, Tag};
use super::email;
use super::footnotes;
use super::html;

/// Tables nested deeper are taken as layout without a look, so that a hostile page costs linear time.
pub(super) const MAX_LAYOUT_DEPTH: usize = 6;

/// A header row's cells are short.
const MAX_HEADER_WORDS: usize = 8;

/// Cells that a table may have before its merged cells are no longer repeated.
const MANY_CELLS: usize = 100_000;

/// Cells of the table at this index; `None` when it lays out the page.
pub(super) fn read(dom: &Dom<'_>, at: usize) -> Option<(Table, Vec<Link>)> {
    let inside = at + 1..dom.items[at].end;
    if dom.items[inside.clone()].iter().any(|item| matches!(item.tag, Tag::Table | Tag::Heading(_))) {
        return None;
    }
    let mut grid = Grid::default();
    let mut links = Vec::new();
    let mut index = inside.start;
    while index < inside.end {
        let item = &dom.items[index];
        match item.tag {
            Tag::Row => grid.start_row(),
            Tag::Cell | Tag::HeaderCell => {
                let text = cell_text(dom, index, &mut links);
                grid.push(text, item.span, item.tag == Tag::HeaderCell);
                index = item.end.max(index + 1);
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    grid.into_table().map(|table| (table, links))
}

/// Text of a cell; blocks inside are separated by a space.
fn cell_text(dom: &Dom<'_>, at: usize, links: &mut Vec<Link>) -> String {
    let mut text = String::new();
    let (mut block_end, mut behind) = (usize::MAX, 0);
    // How far the cell was searched for an equals sign, and whether it has one.
    let (mut searched, mut in_formula) = (0, false);
    for (index, item) in (at + 1..dom.items[at].end.max(at + 1)).map(|index| (index, &dom.items[index])) {
        if index < behind {
            continue;
        }
        if index >= block_end {
            text.push(' ');
            block_end = usize::MAX;
        }
        match item.tag {
            Tag::Text => text.push_str(&item.text),
            Tag::Inline | Tag::Bold => {}
            Tag::Superscript => {
                if let Some(marker) = html::raised(dom, index) {
                    in_formula |= text[searched..].contains('=');
                    searched = text.len();
                    let raised = footnotes::hangs_on_cell(&text, &marker, in_formula);
                    text.push_str(if raised { "" } else { &marker });
                    behind = item.end;
                }
            }
            Tag::Link => {
                if let Some(target) = item.target {
                    let words = dom.items[index..item.end].iter().map(|inner| inner.text.as_ref());
                    let text = squeeze(&words.collect::<Vec<_>>().concat());
                    links.push(Link { text, target: email::written_target(target) });
                }
            }
            _ => {
                text.push(' ');
                block_end = item.end.min(block_end);
            }
        }
    }
    squeeze(&text)
}

#[derive(Default)]
struct Grid {
    rows: Vec<Row>,
    /// Cells that reach down into rows to come: column, rows left, text.
    hanging: Vec<(usize, u16, String)>,
    /// Cells so far.
    cells: usize,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    headers: usize,
}

impl Grid {
    fn start_row(&mut self) {
        self.rows.push(Row::default());
        self.hang();
    }

    /// Repeats merged cells from above where the next column is theirs.
    fn hang(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(at) =
            self.hanging.iter().position(|(column, left, _)| *column == row.cells.len() && *left > 0)
        {
            let (_, left, text) = &mut self.hanging[at];
            row.cells.push(text.clone());
            self.cells += 1;
            *left -= 1;
            if *left == 0 {
                self.hanging.remove(at);
            }
        }
    }

    fn push(&mut self, text: String, span: (u16, u16), header: bool) {
        if self.rows.is_empty() {
            self.start_row();
        }
        let (columns, rows) = if self.cells < MANY_CELLS { span } else { (1, 1) };
        self.cells += usize::from(columns);
        let Some(row) = self.rows.last_mut() else { return };
        row.headers += usize::from(header);
        let column = row.cells.len();
        if rows > 1 {
            self.hanging.push((column, rows - 1, text.clone()));
        }
        row.cells.push(text);
        row.cells.extend((1..columns).map(|_| String::new()));
        self.hang();
    }

    fn into_table(mut self) -> Option<Table> {
        self.rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let width = self.rows.iter().map(|row| row.cells.len()).max()?;
        let longest = self.rows.iter().flat_map(|row| &row.cells).map(String::len).max()?;
        // One column, or one row of long text, is layout.
        if width < 2 || self.rows.len() < 2 && longest > 200 {
            return None;
        }
        let mut rows = self.rows.into_iter().peekable();
        let has_header = rows.peek().is_some_and(is_header);
        let mut header =
            if has_header { rows.next().map(|row| row.cells).unwrap_or_default() } else { Vec::new() };
        // Merged cells of a header have the names of their columns below them.
        while header.contains(&String::new())
            && let Some(below) = rows.next_if(|row| row.headers > 0 && is_header(row))
        {
            header = joined_headers(&header, &below.cells);
        }
        Some(Table { header, rows: rows.map(|row| row.cells).collect(), fused: false })
    }
}

/// Column names of two header rows; an empty cell above is covered by the merged cell before it.
fn joined_headers(above: &[String], below: &[String]) -> Vec<String> {
    let mut cover = "";
    let mut names = Vec::new();
    for at in 0..above.len().max(below.len()) {
        let name = |row: &[String]| row.get(at).map_or("", String::as_str).to_owned();
        let (top, bottom) = (name(above), name(below));
        cover = above.get(at).filter(|cell| !cell.is_empty()).map_or(cover, String::as_str);
        names.push(match (top == bottom || bottom.is_empty(), cover.is_empty()) {
            (true, _) => top,
            (false, true) => bottom,
            (false, false) => format!("{cover} {bottom}"),
        });
    }
    names
}

/// All cells are marked as headers, or none is and all are short words.
fn is_header(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    if row.headers > 0 {
        return row.headers > 1 && row.headers >= filled.saturating_sub(1);
    }
    row.cells.iter().all(|cell| {
        !cell.is_empty()
            && cell.split_whitespace().count() <= MAX_HEADER_WORDS
            && !cell.ends_with(['.', ':', ';'])
            && !cell.contains(|c: char| c.is_ascii_digit() || c == '@')
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::Kind;

    fn tables(html: &str) -> Vec<String> {
        let page = super::super::html::read(html);
        page.lines
            .into_iter()
            .map(|line| match line.kind {
                Kind::Table(table) => {
                    format!("[{}] {}", table.header.len(), table.to_text().replace('\n', " / "))
                }
                _ => line.text,
            })
            .collect()
    }

    #[test]
    fn merged_cells_fill_their_rows_and_columns() {
        let html = "<table><tr><th>A<th>B<th>C<tr><td rowspan=2>x<td>1<td>2<tr><td colspan=2>wide</table>";
        assert_eq!(tables(html), ["[3] A | B | C / x | 1 | 2 / x | wide | "]);
    }

    #[test]
    fn key_value_tables_have_no_header_and_layout_tables_are_text() {
        assert_eq!(
            tables("<table><tr><th>Name<td>Acme 1.<tr><th>Mail<td>a@b.example</table>"),
            ["[0] Name | Acme 1. / Mail | a@b.example"]
        );
        assert_eq!(tables("<table><tr><td><h2>Head</h2><p>Text</table>"), ["Head", "Text"]);
        assert_eq!(tables("<table><tr><td>One<tr><td>Two</table>"), ["One", "Two"]);
    }
}

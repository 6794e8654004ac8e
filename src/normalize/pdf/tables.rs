//! Tables: rows of cells that start at the same places, with or without lines drawn between them.
//!
//! Where no line parts two rows, a wider step does.

use crate::document::Table;

use super::super::line::padded;
use super::fragments::{Fragment, WIDEST_BARE_SPACE, absorb};
use super::glyphs::Rule;

/// A header row's cells are short.
const MAX_HEADER_WORDS: usize = 8;
/// Two starts closer than this are one, in points.
const SAME_START: f64 = 1.5;
/// Lines further apart than so many font sizes are no rows of one table.
const WIDEST_STEP: f64 = 4.0;

/// What a stretch of a page consists of.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    Row(Fragment),
    Table(Table),
}

/// Finds the tables of a stretch; everything else stays a row of text.
pub(super) fn find(fragments: Vec<Fragment>, rules: &[Rule]) -> Vec<Piece> {
    let mut lines = into_lines(fragments);
    split_touching_cells(&mut lines);
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = run_end(&lines, at);
        if let Some(table) = read(&lines[at..end], rules) {
            out.push(Piece::Table(table));
            at = end;
        } else {
            out.extend(rejoined(std::mem::take(&mut lines[at])).into_iter().map(Piece::Row));
            at += 1;
        }
    }
    out
}

/// Fragments that stand on one line; they come sorted.
fn into_lines(fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    let mut lines: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        match lines.last_mut() {
            Some(line) if line[0].is_level_with(&fragment) => line.push(fragment),
            _ => lines.push(vec![fragment]),
        }
    }
    lines
}

/// Near neighbours that turned out to be no cells.
fn rejoined(line: Vec<Fragment>) -> Vec<Fragment> {
    let mut out: Vec<Fragment> = Vec::with_capacity(line.len());
    for fragment in line {
        match out.last_mut() {
            Some(last) if fragment.left() - last.right() < WIDEST_BARE_SPACE * fragment.size => {
                absorb(last, fragment, false);
            }
            _ => out.push(fragment),
        }
    }
    out
}

/// The longest cell of a column may touch the next column; the rows beside it tell where to cut.
fn split_touching_cells(lines: &mut [Vec<Fragment>]) {
    for at in 0..lines.len() {
        let near = at.saturating_sub(3)..(at + 4).min(lines.len());
        let starts: Vec<f64> =
            lines[near].iter().flat_map(|line| line.iter().skip(1).map(Fragment::left)).collect();
        if starts.is_empty() {
            continue;
        }
        let old = std::mem::take(&mut lines[at]);
        for mut fragment in old {
            while let Some(cut) = cut_of(&fragment, &starts) {
                let rest = fragment.words.split_off(cut);
                let next = Fragment { words: rest, ..fragment.clone() };
                lines[at].push(std::mem::replace(&mut fragment, next));
            }
            lines[at].push(fragment);
        }
    }
}

fn cut_of(fragment: &Fragment, starts: &[f64]) -> Option<usize> {
    let is_start = |left: f64| starts.iter().any(|start| (start - left).abs() < 0.25);
    (1..fragment.words.len()).find(|at| is_start(fragment.words[*at].left))
}

fn texts(line: &[Fragment]) -> Vec<String> {
    line.iter().map(Fragment::text).collect()
}

/// End of the lines that may be one table; a repeated header starts another.
fn run_end(lines: &[Vec<Fragment>], from: usize) -> usize {
    if lines[from].len() < 2 {
        return from;
    }
    let second = |line: &[Fragment]| line.get(1).map(Fragment::left);
    let mut columns = second(&lines[from]).unwrap_or(f64::INFINITY);
    let mut end = from + 1;
    while end < lines.len() {
        let (above, line) = (&lines[end - 1][0], &lines[end]);
        let step = line[0].baseline - above.baseline;
        let inside = line[0].right() < columns || line[0].left() >= lines[from][0].left() + 10.0;
        let repeats = line.len() >= 2 && texts(line) == texts(&lines[from]);
        if repeats || step > WIDEST_STEP * above.size.max(line[0].size) || line.len() < 2 && !inside {
            break;
        }
        columns = second(line).map_or(columns, |start| columns.min(start));
        end += 1;
    }
    // What hangs below the last full row belongs to it only when it is near.
    while end > from + 1
        && lines[end - 1].len() < 2
        && lines[end - 1][0].baseline - lines[end - 2][0].baseline > 1.45 * lines[end - 2][0].size
    {
        end -= 1;
    }
    end
}

fn read(lines: &[Vec<Fragment>], rules: &[Rule]) -> Option<Table> {
    if lines.iter().filter(|line| line.len() >= 2).count() < 2 {
        return None;
    }
    let columns = columns(lines);
    if columns.len() < 2 {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells(lines, &columns, rules) {
        match rows.last_mut() {
            Some(row) if cell.top < row.bottom => row.take(&cell),
            _ => {
                let mut row = Row::new(columns.len());
                row.take(&cell);
                rows.push(row);
            }
        }
    }
    let full =
        rows.iter().filter(|row| row.texts.iter().filter(|text| !text.is_empty()).count() >= 2).count();
    if full < 2 {
        return None;
    }
    let has_header = rows[0].bold || is_header(&rows[0].texts);
    let mut rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.texts).collect();
    let header = if has_header { rows.remove(0) } else { Vec::new() };
    Some(padded(Table { header, rows, fused: false }))
}

/// The lines of one cell.
struct Cell {
    column: usize,
    top: f64,
    bottom: f64,
    text: String,
    bold: bool,
}

/// Cells that share some height.
struct Row {
    bottom: f64,
    texts: Vec<String>,
    bold: bool,
}

impl Row {
    fn new(columns: usize) -> Self {
        Self { bottom: f64::NEG_INFINITY, texts: vec![String::new(); columns], bold: true }
    }

    fn take(&mut self, cell: &Cell) {
        let text = &mut self.texts[cell.column];
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&cell.text);
        self.bottom = self.bottom.max(cell.bottom);
        self.bold &= cell.bold;
    }
}

/// Cells from top to bottom. Shorter cells may stand in the middle of their row, so that no line need
/// hold all cells of a row.
fn cells(lines: &[Vec<Fragment>], columns: &[(f64, f64)], rules: &[Rule]) -> Vec<Cell> {
    let step = widest_step_in_cell(lines, columns);
    let mut out: Vec<Cell> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; columns.len()];
    for fragment in lines.iter().flatten() {
        let column = column_of(fragment, columns);
        let above = open[column].map(|at| &mut out[at]);
        match above {
            Some(cell)
                if fragment.baseline - cell.bottom <= step && !is_parted(cell.bottom, fragment, rules) =>
            {
                cell.text.push(' ');
                cell.text.push_str(&fragment.text());
                cell.bottom = fragment.baseline;
                cell.bold &= fragment.is_bold();
            }
            _ => {
                open[column] = Some(out.len());
                out.push(Cell {
                    column,
                    top: fragment.baseline - 0.6 * fragment.size,
                    bottom: fragment.baseline,
                    text: fragment.text(),
                    bold: fragment.is_bold(),
                });
            }
        }
    }
    out.sort_by(|one, two| one.top.total_cmp(&two.top));
    out
}

fn column_of(fragment: &Fragment, columns: &[(f64, f64)]) -> usize {
    let middle = f64::midpoint(fragment.left(), fragment.right());
    columns.iter().rposition(|(left, _)| *left <= middle).unwrap_or(0)
}

/// Lines of one cell are nearer to each other than rows; where all steps are alike, each line is a row.
fn widest_step_in_cell(lines: &[Vec<Fragment>], columns: &[(f64, f64)]) -> f64 {
    let mut last: Vec<Option<f64>> = vec![None; columns.len()];
    let mut steps: Vec<f64> = Vec::new();
    for fragment in lines.iter().flatten() {
        let above = last[column_of(fragment, columns)].replace(fragment.baseline);
        steps.extend(above.map(|above| fragment.baseline - above).filter(|step| *step > 0.7 * fragment.size));
    }
    let least = steps.iter().copied().fold(f64::INFINITY, f64::min);
    let most = steps.iter().copied().fold(0.0, f64::max);
    if most > 1.1 * least { 1.1 * least } else { 0.0 }
}

/// A line drawn between a cell's last line and this one.
fn is_parted(above: f64, fragment: &Fragment, rules: &[Rule]) -> bool {
    let (left, right) = (fragment.left(), fragment.right());
    let between = above - 0.1 * fragment.size..fragment.baseline - 0.5 * fragment.size;
    rules.iter().any(|rule| between.contains(&rule.y) && rule.left < right && rule.right > left)
}

/// Extents of the columns: what overlaps is one column.
fn columns(lines: &[Vec<Fragment>]) -> Vec<(f64, f64)> {
    let mut extents: Vec<(f64, f64)> = lines
        .iter()
        .filter(|line| line.len() >= 2)
        .flatten()
        .map(|fragment| (fragment.left(), fragment.right()))
        .collect();
    extents.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in extents {
        match columns.last_mut() {
            Some(last) if left < last.1 || left - last.0 < SAME_START => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// Short words without digits name the columns.
fn is_header(row: &[String]) -> bool {
    row.iter().all(|cell| {
        !cell.is_empty()
            && cell.split_whitespace().count() <= MAX_HEADER_WORDS
            && !cell.ends_with(['.', ':', ';'])
            && !cell.contains(|c: char| c.is_ascii_digit() || c == '@')
    })
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    fn tables(fragments: Vec<Fragment>) -> Vec<Table> {
        let pieces = find(fragments, &[]).into_iter();
        pieces.filter_map(|piece| if let Piece::Table(table) = piece { Some(table) } else { None }).collect()
    }

    #[test]
    fn cells_that_touch_are_cut_where_their_neighbours_start() {
        let found = tables(vec![
            line(70.0, 100.0, "*Uptime"),
            line(210.0, 100.0, "*Credit"),
            line(50.0, 118.0, "Below 99% but at least 98% 10% of fee"),
            line(50.0, 136.0, "Below 98%"),
            line(173.0, 136.0, "20% of fee"),
        ]);
        let cells = |row: &[String]| row.join("|");
        assert_eq!(found.len(), 1);
        assert_eq!(cells(&found[0].header), "Uptime|Credit");
        assert_eq!(found[0].rows.len(), 2);
        assert_eq!(cells(&found[0].rows[1]), "Below 98%|20% of fee");
    }

    #[test]
    fn wrapped_cells_are_one_row() {
        let found = tables(vec![
            line(50.0, 100.0, "Data"),
            line(200.0, 100.0, "Reason"),
            line(50.0, 118.0, "Name"),
            line(200.0, 118.0, "to let you in and"),
            line(200.0, 130.0, "to greet you"),
            line(50.0, 148.0, "Mail"),
            line(200.0, 148.0, "receipts"),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rows[0], ["Name", "to let you in and to greet you"]);
    }

    #[test]
    fn one_line_with_a_gap_is_no_table() {
        assert_eq!(tables(vec![line(50.0, 100.0, "Acme"), line(400.0, 100.0, "May 2026")]), []);
    }
}

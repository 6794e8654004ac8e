//! Reading order: where a page is set in columns, the left one is read to its end before the right one.
//!
//! Columns of text and columns of a table look alike; text fills its lines, cells do not, and lines drawn
//! across the gap make a table.

use super::fragments::Fragment;
use super::glyphs::Rule;

/// Lines that start at one place before it can be a column.
const FEWEST_LINES: usize = 4;
/// Gap between columns in shares of the font size.
const GUTTER: f64 = 0.9;
/// Lines of columns stand level by chance only, in percent.
const SHARE_BY_CHANCE: usize = 40;
/// Deeper splits are no page we understand.
const MAX_DEPTH: usize = 4;

/// Splits a page into stretches that are read one after the other.
pub(super) fn stretches(fragments: Vec<Fragment>, rules: &[Rule]) -> Vec<Vec<Fragment>> {
    let mut out = Vec::new();
    split(fragments, rules, MAX_DEPTH, &mut out);
    out
}

fn split(fragments: Vec<Fragment>, rules: &[Rule], depth: usize, out: &mut Vec<Vec<Fragment>>) {
    if fragments.is_empty() {
        return;
    }
    let found = if depth == 0 { None } else { widest_columns(&fragments, rules) };
    let Some(columns) = found else {
        out.push(fragments);
        return;
    };
    let mut parts: [Vec<Fragment>; 4] = Default::default();
    for fragment in fragments {
        let part = if fragment.baseline < columns.top {
            0
        } else if fragment.baseline > columns.bottom {
            3
        } else if fragment.left() < columns.right_edge - 1.0 {
            1
        } else {
            2
        };
        parts[part].push(fragment);
    }
    // Every part is smaller than the whole: both columns hold lines.
    for part in parts {
        split(part, rules, depth - 1, out);
    }
}

/// A band of the page with two columns.
struct Columns {
    top: f64,
    bottom: f64,
    /// Where the right column begins.
    right_edge: f64,
    lines: usize,
}

fn widest_columns(fragments: &[Fragment], rules: &[Rule]) -> Option<Columns> {
    starts(fragments)
        .into_iter()
        .filter_map(|edge| band_at(fragments, edge, rules))
        .max_by_key(|band| band.lines)
}

/// Left edges shared by several fragments, but for the leftmost.
fn starts(fragments: &[Fragment]) -> Vec<f64> {
    let mut lefts: Vec<f64> = fragments.iter().map(Fragment::left).collect();
    lefts.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    let mut from = 0;
    while from < lefts.len() {
        let length = lefts[from..].iter().take_while(|left| **left - lefts[from] < 2.0).count();
        if length >= FEWEST_LINES && from > 0 {
            out.push(lefts[from]);
        }
        from += length.max(1);
    }
    out
}

/// The longest run of lines that leave the gap before `edge` free.
fn band_at(fragments: &[Fragment], edge: f64, rules: &[Rule]) -> Option<Columns> {
    let mut best: Option<Columns> = None;
    let mut sides: [Vec<&Fragment>; 2] = Default::default();
    let mut finish = |sides: &mut [Vec<&Fragment>; 2]| {
        if let Some(band) = columns(sides, edge, rules)
            && best.as_ref().is_none_or(|best| best.lines < band.lines)
        {
            best = Some(band);
        }
        sides.iter_mut().for_each(Vec::clear);
    };
    // Fragments come sorted by line.
    for fragment in fragments {
        let gap = GUTTER * fragment.size.min(12.0);
        if fragment.left() >= edge - 1.0 {
            sides[1].push(fragment);
        } else if fragment.right() <= edge - gap {
            sides[0].push(fragment);
        } else {
            finish(&mut sides);
        }
    }
    finish(&mut sides);
    best
}

fn columns(sides: &[Vec<&Fragment>; 2], edge: f64, rules: &[Rule]) -> Option<Columns> {
    let [left, right] = sides;
    let sparse = if left.len() < right.len() { (left, right) } else { (right, left) };
    let fullness = if share_level(sparse.0, sparse.1) < SHARE_BY_CHANCE { 15 } else { 40 };
    if !is_prose(left, fullness) || !is_prose(right, fullness) || are_rows(left, right) {
        return None;
    }
    let all = || left.iter().chain(right.iter());
    let top = all().map(|line| line.baseline).fold(f64::INFINITY, f64::min);
    let bottom = all().map(|line| line.baseline).fold(f64::NEG_INFINITY, f64::max);
    let across = |rule: &&Rule| {
        (top - 20.0..bottom + 20.0).contains(&rule.y) && rule.left < edge - 20.0 && rule.right > edge + 20.0
    };
    let overlap = left.last()?.baseline.min(right.last()?.baseline) - left[0].baseline.max(right[0].baseline);
    (overlap > 0.0 && rules.iter().filter(across).count() < 3).then_some(Columns {
        top,
        bottom,
        right_edge: edge,
        lines: left.len() + right.len(),
    })
}

/// Percent of the lines that stand exactly level with one of the other side, as cells of a table do.
fn share_level(lines: &[&Fragment], others: &[&Fragment]) -> usize {
    let level = |line: &&&Fragment| {
        others.iter().any(|other| (other.baseline - line.baseline).abs() < 0.03 * line.size)
    };
    lines.iter().filter(level).count() * 100 / lines.len().max(1)
}

/// Several lines of several words, of which so many percent fill the width.
fn is_prose(lines: &[&Fragment], fullness: usize) -> bool {
    if lines.len() < FEWEST_LINES {
        return false;
    }
    let left = lines.iter().map(|line| line.left()).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right()).fold(f64::NEG_INFINITY, f64::max);
    let full = lines.iter().filter(|line| line.right() - line.left() > 0.6 * (right - left)).count();
    let words: usize = lines.iter().map(|line| line.words.len()).sum();
    right - left > 90.0 && full * 100 >= lines.len() * fullness && words >= lines.len() * 2
}

/// Rows of a table without lines: whenever text starts anew on the right, it does so on the left.
fn are_rows(left: &[&Fragment], right: &[&Fragment]) -> bool {
    let opened = |side: &[&Fragment]| -> Vec<f64> {
        let pitch = side
            .windows(2)
            .map(|pair| pair[1].baseline - pair[0].baseline)
            .filter(|pitch| *pitch > 1.0)
            .fold(f64::INFINITY, f64::min);
        side.iter()
            .enumerate()
            .filter(|(at, line)| *at == 0 || line.baseline - side[at - 1].baseline > 1.15 * pitch)
            .map(|(_, line)| line.baseline)
            .collect()
    };
    let (one, two) = (opened(left), opened(right));
    let met = two.iter().filter(|y| one.iter().any(|other| (*y - other).abs() < 1.0)).count();
    two.len() >= 3 && met * 10 >= two.len() * 8
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    fn order(fragments: Vec<Fragment>) -> Vec<String> {
        stretches(fragments, &[])
            .into_iter()
            .flatten()
            .map(|fragment| fragment.words[0].text.clone())
            .collect()
    }

    fn page(cell: &str) -> Vec<Fragment> {
        let mut fragments =
            vec![line(50.0, 40.0, "0 a title that goes across the whole of this page, no less")];
        for row in 0..6_i32 {
            let y = 60.0 + f64::from(row) * 12.0;
            fragments.push(line(50.0, y, &format!("L{row} {cell}")));
            fragments.push(line(300.0, y + 3.5, &format!("R{row} {cell}")));
        }
        fragments
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let expected = ["0", "L0", "L1", "L2", "L3", "L4", "L5", "R0", "R1", "R2", "R3", "R4", "R5"];
        assert_eq!(order(page("a line of quite ordinary text that")), expected);
    }

    #[test]
    fn short_cells_are_no_columns() {
        assert_eq!(order(page("cell"))[..3], ["0", "L0", "R0"]);
    }
}

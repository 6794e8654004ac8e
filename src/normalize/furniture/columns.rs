//! Columns of a page laid out by a table: a cell that is mostly links, beside the cell that holds the text.

use super::super::dom::{Dom, Tag};
use super::{Standing, linked};

/// Fewer links are a list of sources, not a menu.
const FEWEST_LINKS: usize = 3;
/// Tables for layout that stand within each other and are looked at, from the innermost.
const DEEPEST: usize = 4;

/// Marks the cells of menus beside the text.
pub(in super::super) fn mark_columns(dom: &mut Dom<'_>) {
    let whole = dom.items.first().map_or(0, |page| page.weight);
    // The innermost cell that holds most of the page, and the outer ones it stands in.
    let holds_text: Vec<usize> = (0..dom.items.len())
        .filter(|at| dom.items[*at].tag == Tag::Cell && dom.items[*at].weight * 10 >= whole * 6)
        .collect();
    for cell in holds_text.into_iter().rev().take(DEEPEST) {
        let Some(table) = table_of(dom, cell) else { continue };
        let mut at = table + 1;
        while at < dom.items[table].end {
            let end = dom.items[at].end.max(at + 1);
            if at == cell {
                at = end;
            } else if dom.items[at].tag == Tag::Cell {
                if is_menu(dom, at) {
                    dom.items[at].standing = Standing::Suspect;
                }
                at = end;
            } else {
                at += 1;
            }
        }
    }
}

fn table_of(dom: &Dom<'_>, cell: usize) -> Option<usize> {
    let mut at = cell;
    while dom.items[at].parent != at {
        at = dom.items[at].parent;
        if dom.items[at].tag == Tag::Table {
            return Some(at);
        }
    }
    None
}

fn is_menu(dom: &Dom<'_>, at: usize) -> bool {
    let item = &dom.items[at];
    let links =
        dom.items[at..item.end].iter().filter(|inner| inner.tag == Tag::Link && inner.weight > 0).count();
    links >= FEWEST_LINKS && linked(dom, at) * 2 > item.weight
}

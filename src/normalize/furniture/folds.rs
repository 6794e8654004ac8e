//! Text that a button unfolds: the button is its heading, and what it hides is text.
//!
//! Menus are unfolded in the same way; they hold links, a folded text holds sentences.

use std::collections::{HashMap, HashSet};

use super::super::dom::{Dom, Tag};
use super::{Standing, is_note, is_part_of_text};

/// Bytes of text below which nothing worth a heading is folded.
const LEAST_FOLDED: usize = 12;
/// Elements behind a button that are looked at.
const LOOK_AHEAD: usize = 40;

/// Longest words of a button that can be a heading, in bytes without white space.
const LONGEST_HEADING: usize = 120;
/// How far above a button the element that it unfolds is looked for.
const CLIMB: usize = 2;
/// Deeper than the headings that markup names.
const LEVEL: Tag = Tag::Heading(6);

/// Buttons that unfold something, as the page says, and what it says they unfold.
#[derive(Default)]
pub(in super::super) struct Folds<'a> {
    /// Index of the button and the id it controls.
    pub(in super::super) openers: Vec<(usize, Option<&'a str>)>,
    /// Index of what has such an id.
    pub(in super::super) panels: HashMap<&'a str, usize>,
}

/// Makes headings of buttons that unfold text, and keeps the text.
pub(in super::super) fn mark_folds(dom: &mut Dom<'_>, folds: &Folds<'_>) {
    let mut seen: HashSet<usize> = HashSet::new();
    for (opener, controls) in &folds.openers {
        let named = controls.and_then(|id| folds.panels.get(id).copied());
        let Some(panel) = named.or_else(|| behind(dom, *opener)) else { continue };
        let may_be_text = matches!(dom.items[panel].standing, Standing::Kept | Standing::Suspect);
        if !seen.insert(panel) || !may_be_text || !is_note(dom, panel, LEAST_FOLDED) {
            continue;
        }
        dom.items[panel].standing = Standing::Kept;
        let weight = dom.items[*opener].weight;
        if (1..=LONGEST_HEADING).contains(&weight) && !is_part_of_text(dom, *opener) {
            dom.items[*opener].standing = Standing::Kept;
            dom.items[*opener].tag = LEVEL;
        }
    }
}

/// The element behind a button, or behind the element that holds nothing but the button.
fn behind(dom: &Dom<'_>, opener: usize) -> Option<usize> {
    let mut at = opener;
    for _ in 0..=CLIMB {
        let next = dom.items[at].end;
        let parent = dom.items[at].parent;
        let found = (next..dom.items[parent].end)
            .take(LOOK_AHEAD)
            .find(|index| dom.items[*index].parent == parent && dom.items[*index].weight > 0);
        if found.is_some() || dom.items[parent].weight > dom.items[opener].weight {
            return found.filter(|index| dom.items[*index].tag != Tag::Text);
        }
        at = parent;
    }
    None
}

//! What an id on the command line names: one edit of a recorded change, or the whole change.

use std::collections::BTreeSet;

use anyhow::Result;

use super::super::report::Advised;
use crate::archive::StoredChange;
use crate::materiality::edit_ids;

/// Fewest letters of an id that are taken for its beginning.
const SHORTEST: usize = 4;

/// A change with the edits that are meant, by their place in the comparison.
#[derive(Debug)]
pub(super) struct Named<'a> {
    pub(super) stored: &'a StoredChange,
    /// The edit; `None` when the whole change was named.
    pub(super) edit: Option<String>,
}

/// Finds what `typed` names among the recorded changes.
pub(super) fn named<'a>(changes: &'a [StoredChange], typed: &str) -> Result<Named<'a>> {
    let wanted = typed.trim().to_ascii_lowercase();
    let is_id = wanted.len() >= SHORTEST && wanted.chars().all(|c| c.is_ascii_hexdigit());
    let mut found: Vec<(String, Named<'a>)> = Vec::new();
    for stored in changes.iter().filter(|_| is_id) {
        let mut known = BTreeSet::new();
        for edit in edit_ids(&stored.id, &stored.change.change.comparison) {
            if edit.starts_with(&wanted) && known.insert(edit.clone()) {
                found.push((edit.clone(), Named { stored, edit: Some(edit) }));
            }
        }
        if stored.id.starts_with(&wanted) {
            found.push((stored.id.clone(), Named { stored, edit: None }));
        }
    }
    if let Some(exact) = found.iter().position(|(id, _)| *id == wanted) {
        return Ok(found.swap_remove(exact).1);
    }
    match found.len() {
        1 => Ok(found.swap_remove(0).1),
        0 => {
            Err(Advised::new(format!("there is no change `{typed}`"), "policydiff review list --all").into())
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
            let what = format!("`{typed}` is the beginning of {} ids", ids.len());
            Err(Advised::new(what, format!("one of: {}", ids.join(", "))).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Origin;
    use crate::render::tests::published;

    fn stored(id: &str) -> StoredChange {
        let change = published();
        let judged = change.change.assessment.clone();
        let (id, origin) = (id.to_owned(), Origin::Watched);
        StoredChange { id, change, judged, reviews: Vec::new(), rules_version: 1, origin, simulated: false }
    }

    #[test]
    fn an_id_may_be_shortened_while_it_names_one_thing() {
        let changes = [stored("aaaa000000000000"), stored("aaaa111111111111"), stored("bbbb000000000000")];
        let edit = edit_ids(&changes[2].id, &changes[2].change.change.comparison)[0].clone();
        assert!(named(&changes, "BBBB0").unwrap().edit.is_none());
        assert_eq!(named(&changes, &edit[..10]).unwrap().edit, Some(edit));
        assert_eq!(named(&changes, "aaaa111111111111").unwrap().stored.id, "aaaa111111111111");
        let ambiguous = named(&changes, "aaaa").unwrap_err().to_string();
        assert_eq!(ambiguous, "`aaaa` is the beginning of 2 ids");
        for unknown in ["cccc00", "aaa", "aaa%", ""] {
            assert!(
                named(&changes, unknown).unwrap_err().to_string().contains("there is no change"),
                "{unknown}"
            );
        }
    }
}

//! Items that moved under another item: the same words now say something of another thing.
//!
//! "Solo plan: 9.90" and "Family plan: 13.90" that change their prices leave no word that is new; only
//! what each price belongs to differs. Items whose parent came, went or was worded anew are not looked at.
//! What such a move means is said by [`super::verdict`].

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::compare::{Change, ChangeKind};
use crate::document::text::key_form;
use crate::document::{BlockAddress, BlockKind, Document};

/// The items of two documents.
pub(super) struct Owners<'a> {
    old: &'a Document,
    new: &'a Document,
    /// What stands as an item in the old and in the new document; read when an item moves.
    items: OnceCell<[HashSet<String>; 2]>,
}

impl<'a> Owners<'a> {
    /// Nothing is read yet.
    pub(super) fn of(old: &'a Document, new: &'a Document) -> Self {
        Self { old, new, items: OnceCell::new() }
    }

    /// Whose an item was and whose it is, where it moved from one owner to another and both still stand.
    pub(super) fn exchanged(&self, change: &Change) -> Option<(&'a str, &'a str)> {
        if change.kind != ChangeKind::Moved {
            return None;
        }
        let before = owner(self.old, change.old_at.as_ref()?)?;
        let after = owner(self.new, change.new_at.as_ref()?)?;
        let (was, is) = (key_form(before), key_form(after));
        let [olds, news] = self.items.get_or_init(|| [self.old, self.new].map(items));
        (was != is && news.contains(&was) && olds.contains(&is)).then_some((before, after))
    }
}

/// The text of the item that a nested item belongs to.
fn owner<'a>(document: &'a Document, at: &BlockAddress) -> Option<&'a str> {
    match &document.block_at(at)?.kind {
        BlockKind::Item { level, stem, .. } if *level > 1 => stem.as_deref(),
        _ => None,
    }
}

fn items(document: &Document) -> HashSet<String> {
    let visits = document.walk_sections();
    let blocks = visits.iter().flat_map(|visit| &visit.section.blocks);
    blocks
        .filter(|block| matches!(block.kind, BlockKind::Item { .. }))
        .map(|block| key_form(&block.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::Document;
    use crate::materiality::{Category, Tuning, Verdict, assess, assess_tuned};
    use crate::normalize::{Input, normalize};

    fn prices(rows: &[(&str, &str)]) -> Document {
        let items: String =
            rows.iter().map(|(name, price)| format!("<dt>{name}</dt><dd>{price}</dd>")).collect();
        let page = format!(
            "<h1>Terms of the climbing hall</h1><p>These terms are for everybody who climbs with us.</p>\
             <h2>Prices</h2><dl>{items}</dl><p>Shoes are lent for the day.</p>"
        );
        normalize(&Input { bytes: page.as_bytes(), content_type: Some("text/html"), name: None })
    }

    fn verdict(old: &[(&str, &str)], new: &[(&str, &str)]) -> Verdict {
        let (old, new) = (prices(old), prices(new));
        assess(&old, &new, &compare(&old, &new)).verdict
    }

    #[test]
    fn values_that_change_owners_are_told_and_pairs_that_move_whole_are_not() {
        let day = [("Day ticket", "EUR 12"), ("Month ticket", "EUR 49"), ("Child", "EUR 6")];
        let swapped = [("Day ticket", "EUR 49"), ("Month ticket", "EUR 12"), ("Child", "EUR 6")];
        let sorted = [("Month ticket", "EUR 49"), ("Day ticket", "EUR 12"), ("Child", "EUR 6")];
        assert_eq!(verdict(&day, &swapped), Verdict::Material);
        assert_eq!(verdict(&swapped, &day), Verdict::Material);
        assert_eq!(verdict(&day, &sorted), Verdict::Cosmetic);
        let words = [("Guests", "may belay"), ("Members", "may lead"), ("Child", "EUR 6")];
        let other = [("Guests", "may lead"), ("Members", "may belay"), ("Child", "EUR 6")];
        assert_eq!(verdict(&words, &other), Verdict::Review);
    }
    #[test]
    fn the_watchlist_has_its_word_on_values_that_change_owners() {
        let old = prices(&[("Day ticket", "EUR 12"), ("Month ticket", "EUR 49")]);
        let new = prices(&[("Day ticket", "EUR 49"), ("Month ticket", "EUR 12")]);
        let comparison = compare(&old, &new);
        let tuning = Tuning { never: [Category::PaymentRefund].into(), ..Tuning::default() };
        let assessment = assess_tuned(&old, &new, &comparison, &tuning);
        assert_eq!(assessment.verdict, Verdict::Cosmetic);
        assert!(assessment.changes.iter().all(|judgement| judgement.reasons[0].rule == "T2"));
        let told = crate::materiality::explain(&old, &new, &comparison, &Tuning::default());
        assert!(told.iter().all(|change| change.sentences.len() == 1));
    }
}

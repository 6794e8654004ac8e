//! The facts of two texts of one document: what stands in both is read once.
//!
//! Reading facts takes longer than all else of a small change. Knows nothing of what changed.

use std::collections::HashMap;
use std::ops::Range;

use super::{Fact, Reader, people};
use crate::document::{Block, Document};

/// By path and text of a block: the block, and where what was taken of it lies.
type Known<'a> = HashMap<(&'a str, &'a str), (&'a Block, Range<usize>)>;

/// What `take` takes of all that [`extract`](super::extract) reads of each. It must not ask for the address of
/// a fact: that of a block which stands in both is the old one.
pub(crate) fn extract_both<T: Clone>(
    old: &Document,
    new: &Document,
    take: impl Fn(Fact) -> Option<T>,
) -> (Vec<T>, Vec<T>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let visits = old.body_blocks();
    let mut known = Known::new();
    let mut reader = Reader::of(old);
    for visit in &visits {
        let from = before.len();
        reader.block(visit, &mut |fact| before.extend(take(fact)));
        known.insert((&visit.path, &visit.block.text), (visit.block, from..before.len()));
    }
    let mut other = Reader::of(new);
    let alike = reader.is_foreign == other.is_foreign;
    for visit in &new.body_blocks() {
        match known.get(&(visit.path.as_str(), visit.block.text.as_str())) {
            Some((block, range)) if alike && *block == visit.block => {
                after.extend_from_slice(&before[range.clone()]);
            }
            _ => other.block(visit, &mut |fact| after.extend(take(fact))),
        }
    }
    before.extend(people::policy_dates(old).into_iter().filter_map(&take));
    after.extend(people::policy_dates(new).into_iter().filter_map(&take));
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::extract;
    use crate::normalize::{Input, normalize};

    fn read(text: &str) -> Document {
        normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.md") })
    }

    #[test]
    fn facts_of_two_are_those_of_each() {
        let old = "# Logs\n\nUpdated on 3 May 2026.\n\nWe keep door logs for 30 days.\n\n- Letters: 2 years\n\n# Age\n\nYou must be at least 16.\n\nWe keep door logs for 30 days.\n";
        let cases = [
            old.to_owned(),
            old.replace("30 days", "90 days"),
            // Under another heading, at another place, in a list and in a table a sentence may say other things.
            old.replace("# Age", "# Who we are\n\nWe never sell letters.\n\n# Age"),
            old.replace("# Logs", "# Backups"),
            old.replace("We keep door logs", "- We keep door logs"),
            old.replace("- Letters: 2 years", "| Letters | Kept |\n|---|---|\n| Drafts | 2 years |"),
            old.replace("You must be at least 16.", ""),
            "Wir speichern Ihre Briefe für 30 Tage und geben sie nicht an Dritte weiter.\n".repeat(8),
            String::new(),
        ];
        for (one, other) in cases.iter().flat_map(|one| cases.iter().map(move |other| (one, other))) {
            let (one, other) = (read(one), read(other));
            let told = |fact: Fact| (fact.family, fact.subject, fact.value, fact.evidence.section);
            let each = [&one, &other].map(|of| extract(of).into_iter().map(told).collect::<Vec<_>>());
            assert_eq!(<[_; 2]>::from(extract_both(&one, &other, |fact| Some(told(fact)))), each);
        }
    }
}

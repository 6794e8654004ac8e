//! Entries of the watchlist that nothing in the texts answers to.

use super::{Category, Tuning, names};
use crate::document::{Document, SectionVisit};
use crate::facts::padded::Padded;
use crate::facts::{Clause, facts_of, for_each_clause};
use crate::materiality::categories::{category_of, category_of_fact};
use crate::materiality::is_reserved_right;
use crate::materiality::topics::Topics;

impl Tuning {
    /// Entries that match nothing in any of these documents, one plain sentence each; all that is said
    /// when there is no document is nothing.
    pub fn unmatched(&self, documents: &[&Document]) -> Vec<String> {
        if self.is_silent() || documents.is_empty() {
            return Vec::new();
        }
        let mut missing = Vec::new();
        let sections: Vec<String> = documents.iter().flat_map(|document| paths(document)).collect();
        for name in self.ignored.iter().filter(|name| !sections.iter().any(|path| name.covers(path))) {
            missing.push(format!(
                "`ignore_sections` names “{}”, and no section has this heading",
                name.as_str()
            ));
        }
        let texts: Vec<String> = documents.iter().map(|document| whole_text(document)).collect();
        for group in self.names.iter().filter(|group| !texts.iter().any(|text| names::stands(group, text))) {
            let typed: Vec<String> = group.iter().map(|name| format!("“{name}”")).collect();
            missing.push(format!("`names` holds {}, and none of them is in the text", typed.join(", ")));
        }
        if self.always.is_empty() && self.never.is_empty() {
            return missing;
        }
        let known: Vec<Category> = documents.iter().flat_map(|document| categories(document)).collect();
        for (key, wanted) in [("always_material", &self.always), ("never_material", &self.never)] {
            for category in wanted.iter().filter(|category| !known.contains(category)) {
                let name = category.as_str();
                missing.push(format!("`{key}` names `{name}`, and no clause of the text is about that"));
            }
        }
        missing
    }
}

fn paths(document: &Document) -> Vec<String> {
    document.walk_sections().iter().map(SectionVisit::path).collect()
}

fn whole_text(document: &Document) -> String {
    let headings = document.walk_sections().into_iter().filter_map(|visit| visit.section.heading.clone());
    document
        .title
        .iter()
        .cloned()
        .chain(headings)
        .chain([document.body_text()])
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the clauses of a document are about.
fn categories(document: &Document) -> Vec<Category> {
    let topics = Topics::of(document);
    let mut known = Vec::new();
    for_each_clause(document, &mut |clause| {
        for category in categories_of(clause, &topics) {
            if !known.contains(&category) {
                known.push(category);
            }
        }
    });
    known
}

fn categories_of(clause: &Clause, topics: &Topics<'_>) -> Vec<Category> {
    let cued = category_of(clause, &Padded::default(), &clause.words, topics);
    let reserved = (cued == Category::PolicyChange && is_reserved_right(&clause.text))
        .then_some(Category::UnilateralChange);
    let stated = facts_of(clause).into_iter().filter_map(|fact| category_of_fact(fact.family, topics.kind));
    [cued].into_iter().chain(reserved).chain(stated).collect()
}

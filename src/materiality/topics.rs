//! What the places of a document are about, so that a sentence without a cue of its own is read as
//! part of its section.
//!
//! "We will reply within one month." says nothing of rights; under "Your rights" it does. Sections are
//! read when first asked for; most are never.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Category;
use super::categories::{Kind, Points, first_best, kind_of, points};
use super::effort::SENTENCE;
use crate::document::{BlockAddress, Document};
use crate::facts::lexer::padded;
use crate::facts::padded::Padded;
use crate::facts::{Clause, block_clauses};

/// Sections of more clauses than this speak of many things.
const LARGEST: usize = 30;
/// Times a cue of a special audience stands in the first pages of a text that is all about it.
const THROUGHOUT: usize = 5;

/// The topics of one document.
pub(super) struct Topics<'a> {
    document: &'a Document,
    /// The sort of document.
    pub(super) kind: Kind,
    /// The whole text is for children: that it says so is no topic of a sentence.
    pub(super) for_children: bool,
    sections: RefCell<HashMap<Vec<usize>, Option<Category>>>,
}

impl<'a> Topics<'a> {
    /// Of this document; nothing but its beginning is read yet.
    pub(super) fn of(document: &'a Document) -> Self {
        let start: String = document.body_text().chars().take(3000).collect();
        let start: Padded = padded(&start).into();
        let times = |cue: &str| start.matches(cue).count();
        Self {
            document,
            kind: kind_of(document, &start),
            for_children: times(" child") + times(" pupil") + times(" minor") >= THROUGHOUT,
            sections: RefCell::default(),
        }
    }

    /// What the section around a clause is about; `None` where it speaks of nothing or of too much.
    pub(super) fn around(&self, clause: &Clause) -> Option<Category> {
        let place = &clause.at.sections;
        if place.is_empty() {
            return None;
        }
        if let Some(known) = self.sections.borrow().get(place) {
            return *known;
        }
        let topic = self.topic(place, &clause.section);
        self.sections.borrow_mut().insert(place.clone(), topic);
        topic
    }

    fn topic(&self, place: &[usize], path: &str) -> Option<Category> {
        let first = BlockAddress { sections: place.to_vec(), block: 0 };
        let section = self.document.section_at(&first.sections)?;
        // So much text has more clauses, or none that anybody reads.
        if section.blocks.iter().map(|block| block.text.len()).sum::<usize>() > LARGEST * SENTENCE {
            return None;
        }
        let clauses: Vec<Clause> = section
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(block, content)| {
                block_clauses(content, path, &BlockAddress { sections: place.to_vec(), block })
            })
            .take(LARGEST + 1)
            .collect();
        if clauses.len() > LARGEST {
            return None;
        }
        let mut sum: Points = [0; Category::ALL.len()];
        for clause in &clauses {
            let points = points(clause, &Padded::default(), &clause.words, self, None);
            // A clause speaks for its own topic, not for all it touches.
            if let Some((most, topic)) = first_best(|category| points[category as usize]) {
                sum[topic as usize] += most;
            }
        }
        first_best(|category| sum[category as usize])
            .filter(|(points, _)| *points > 0)
            .map(|(_, category)| category)
    }
}

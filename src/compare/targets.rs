//! Links of a block that have not found their counterpart yet, and the words they would stand on.
//!
//! Looked up by words and target, so that a block of nothing but links costs no more than its size.
//! Knows nothing of changes.

use std::collections::{HashMap, VecDeque};

use crate::document::Link;

/// The links of one block, each taken once.
pub(super) struct FreeLinks<'a> {
    links: &'a [Link],
    taken: Vec<bool>,
    /// Places by text and target, in order; those taken meanwhile are skipped.
    exact: HashMap<(&'a str, &'a str), VecDeque<usize>>,
    /// Places by text alone.
    named: HashMap<&'a str, VecDeque<usize>>,
}

impl<'a> FreeLinks<'a> {
    /// All of them free.
    pub(super) fn of(links: &'a [Link]) -> Self {
        let mut exact: HashMap<_, VecDeque<usize>> = HashMap::new();
        let mut named: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (at, link) in links.iter().enumerate() {
            exact.entry((link.text.as_str(), link.target.as_str())).or_default().push_back(at);
            named.entry(link.text.as_str()).or_default().push_back(at);
        }
        Self { links, taken: vec![false; links.len()], exact, named }
    }

    /// Takes the first free link that is the same, if there is one.
    pub(super) fn take_same(&mut self, link: &'a Link) -> bool {
        let places = self.exact.get_mut(&(link.text.as_str(), link.target.as_str()));
        first_free(places, &mut self.taken).is_some()
    }

    /// Takes the first free link with the same words. Asked once all that are the same are taken, so that
    /// it does not matter in which order links stand.
    pub(super) fn take_named(&mut self, link: &'a Link) -> Option<&'a Link> {
        let at = first_free(self.named.get_mut(link.text.as_str()), &mut self.taken)?;
        Some(&self.links[at])
    }

    /// Those still free, in order.
    pub(super) fn left(&self) -> impl Iterator<Item = &'a Link> {
        self.links.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(link, _)| link)
    }
}

/// A text in which the words of links are looked for, one after the other: links stand in the order of
/// their words, so that each is looked for behind the one before it first.
pub(super) struct Reading<'a> {
    text: &'a str,
    at: usize,
    /// Bytes that may still be read in vain; beyond them nothing is found, so that a block of thousands
    /// of links whose words are gone does not cost its square.
    patience: usize,
}

impl<'a> Reading<'a> {
    /// At the beginning of a text.
    pub(super) fn of(text: &'a str) -> Self {
        const PATIENCE: usize = 256 << 20;
        Self { text, at: 0, patience: PATIENCE }
    }

    /// True when these words stand somewhere in the text.
    pub(super) fn has(&mut self, words: &str) -> bool {
        if self.patience < self.text.len() {
            return false;
        }
        if let Some(at) = self.text[self.at..].find(words) {
            self.at += at;
            return true;
        }
        self.patience -= self.text.len();
        self.text.contains(words)
    }
}

fn first_free(places: Option<&mut VecDeque<usize>>, taken: &mut [bool]) -> Option<usize> {
    let places = places?;
    while places.front().is_some_and(|at| taken[*at]) {
        places.pop_front();
    }
    let at = places.pop_front()?;
    taken[at] = true;
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order() {
        let mut text = Reading::of("Terms and Privacy Policy, Cookies");
        for (words, there) in
            [("Privacy Policy", true), ("Cookies", true), ("Terms", true), ("Imprint", false)]
        {
            assert_eq!(text.has(words), there, "{words}");
        }
    }

    #[test]
    fn the_same_link_goes_before_one_with_the_same_words() {
        let link = |target: &str| Link { text: "here".into(), target: target.into() };
        let links = [link("a"), link("b"), link("c")];
        let (same, other) = (link("b"), link("x"));
        let mut free = FreeLinks::of(&links);
        assert!(free.take_same(&same));
        assert!(!free.take_same(&other));
        assert_eq!(free.take_named(&other), Some(&links[0]));
        assert_eq!(free.left().collect::<Vec<_>>(), [&links[2]]);
        assert_eq!(free.take_named(&same), Some(&links[2]));
        assert_eq!(free.take_named(&same), None);
    }
}

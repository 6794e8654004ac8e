//! Pairs sections by heading and text, never by number or position alone, and tells which of them
//! stand elsewhere than before.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::blocks::edited_inside;
use super::hashing::{QuickMap, hash_of};
use super::matching::{Candidate, Counts, Matching, Side, kept_order};
use super::outline::{Leaf, Node, Outline, same_ends};
use super::report::MANY;
use super::similarity::{Features, Likely, each_once, likely_pairs, ratio};
use crate::document::HeadingSource;

/// Content this alike makes two sections one, whatever their headings say.
const SAME_CONTENT: f64 = 0.5;
/// Content this alike is enough where the headings share most words.
const RELATED_CONTENT: f64 = 0.25;
/// Words that a section needs to be recognised by its text alone.
const TELLING_WORDS: usize = 5;
/// Percent of its text that makes a section under the same headings the same one, whatever stands
/// elsewhere.
const MOSTLY: usize = 50;
/// The same, once no section elsewhere says exactly the same.
const IN_PART: usize = 10;

/// Sections of two outlines, paired.
pub(super) fn align_sections(old: &Outline<'_>, new: &Outline<'_>) -> Matching {
    let mut matching = Matching::new(old.sections.len(), new.sections.len());
    let twins = twins(old, new);
    pair_identical(&mut matching, old, new, &twins);
    pair_similar(&mut matching, old, new, &twins);
    pair_by_children(&mut matching, old, new);
    pair_emptied(&mut matching, old, new, &twins);
    // What has no heading (text before the first one) is the same place, whatever it says.
    let parents = matching.clone();
    for (at, node) in new.sections.iter().enumerate().filter(|(_, node)| node.heading.is_none()) {
        let twin = old
            .sections
            .iter()
            .position(|other| other.heading.is_none() && parents.agree(other.parent, node.parent));
        if let Some(twin) = twin {
            matching.pair(twin, at);
        }
    }
    matching
}

fn pair_identical(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>, twins: &[(usize, usize)]) {
    pair_twins(matching, old, new, twins, MOSTLY);
    pair_named(matching, old, new, |outline, at| Some(outline.sections[at].path_key));
    let title = |outline: &Outline<'_>, at: usize| {
        let node = &outline.sections[at];
        (!node.key().is_empty() && !node.blocks.is_empty()).then(|| hash_of(node.key()))
    };
    pair_named(matching, old, new, title);
    pair_twins(matching, old, new, twins, IN_PART);
    let content = |outline: &Outline<'_>, at: usize| {
        let node = &outline.sections[at];
        let words = || -> usize { node.blocks.clone().map(|leaf| outline.blocks[leaf].weight()).sum() };
        (!node.blocks.is_empty() && words() >= TELLING_WORDS).then(|| outline.content(at))
    };
    matching.pair_equal(|at| content(old, at), |at| content(new, at), Counts::Equal);
}

/// Pairs sections of one name that say the same, where as many say it on both sides. What they say is read
/// only where the name is borne on both sides, and not by one pair of twins alone: such a pair would have
/// been found before. Where all who bear it say the same in the same order, no hash of it is needed.
fn pair_named(
    matching: &mut Matching,
    old: &Outline<'_>,
    new: &Outline<'_>,
    name: impl Fn(&Outline<'_>, usize) -> Option<u64>,
) {
    let mut bearers: Vec<(u64, Side, usize)> = Vec::new();
    for (side, outline, partners) in
        [(Side::Old, old, &matching.forward), (Side::New, new, &matching.backward)]
    {
        let free = (0..partners.len()).filter(|at| partners[*at].is_none());
        bearers.extend(free.filter_map(|at| Some((name(outline, at)?, side, at))));
    }
    bearers.sort_unstable();
    let (mut old_names, mut new_names) = (vec![None; old.sections.len()], vec![None; new.sections.len()]);
    for bearers in bearers.chunk_by(|one, other| one.0 == other.0) {
        let (olds, news) = bearers.split_at(bearers.partition_point(|bearer| bearer.1 == Side::Old));
        let node = |(from, to): (usize, usize)| (&old.sections[from], &new.sections[to]);
        let pairs = || olds.iter().zip(news).map(|(from, to)| (from.2, to.2));
        match (olds, news) {
            ([], _) | (_, []) => {}
            ([from], [to]) if old.sections[from.2].path_key == new.sections[to.2].path_key => {}
            _ if olds.len() == news.len() && pairs().map(node).all(|(from, to)| from.has_same_blocks(to)) => {
                pairs().for_each(|(from, to)| _ = matching.pair(from, to));
            }
            _ => {
                for (name, side, at) in bearers {
                    let names = if *side == Side::Old { &mut old_names } else { &mut new_names };
                    names[*at] = Some(*name);
                }
            }
        }
    }
    matching.pair_equal(
        |at| old_names[at].map(|name| (name, old.content(at))),
        |at| new_names[at].map(|name| (name, new.content(at))),
        Counts::Equal,
    );
}

/// Twins left over where one of the two says nothing of its own: a section emptied or filled is the
/// same section.
fn pair_emptied(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>, twins: &[(usize, usize)]) {
    for (from, to) in twins.iter().copied() {
        let mute = old.sections[from].blocks.is_empty() || new.sections[to].blocks.is_empty();
        if mute && !new.sections[to].key().is_empty() {
            matching.pair(from, to);
        }
    }
    // A contents list says every heading twice; the other one has found its partner by now.
    let left = |outline: &Outline<'_>, node: usize| {
        let node = &outline.sections[node];
        (!node.key().is_empty()).then_some(node.path_key)
    };
    matching.pair_equal(|at| left(old, at), |at| left(new, at), Counts::Equal);
}

/// Pairs of sections that alone bear their heading under the headings above it, in new order.
fn twins(old: &Outline<'_>, new: &Outline<'_>) -> Vec<(usize, usize)> {
    /// How often a heading stands on each side, and where it stood last in the old text.
    #[derive(Default)]
    struct Places {
        olds: usize,
        news: usize,
        old: usize,
    }
    let mut seen: QuickMap<u64, Places> = QuickMap::default();
    seen.reserve(old.sections.len());
    for (at, node) in old.sections.iter().enumerate() {
        let bearers = seen.entry(node.path_key).or_default();
        (bearers.olds, bearers.old) = (bearers.olds + 1, at);
    }
    for node in &new.sections {
        seen.entry(node.path_key).and_modify(|bearers| bearers.news += 1);
    }
    let alone =
        |node: &Node<'_>| seen.get(&node.path_key).filter(|bearers| bearers.olds == 1 && bearers.news == 1);
    let pairs = new.sections.iter().enumerate().filter_map(|(to, node)| Some((alone(node)?.old, to)));
    pairs.collect()
}

/// Pairs twins that share this much of their text in unchanged blocks, in percent.
fn pair_twins(
    matching: &mut Matching,
    old: &Outline<'_>,
    new: &Outline<'_>,
    twins: &[(usize, usize)],
    percent: usize,
) {
    for (from, to) in twins {
        let free = matching.forward[*from].is_none() && matching.backward[*to].is_none();
        if free && shares_blocks((old, *from), (new, *to), percent) {
            matching.pair(*from, *to);
        }
    }
}

fn shares_blocks(
    (old, from): (&Outline<'_>, usize),
    (new, to): (&Outline<'_>, usize),
    percent: usize,
) -> bool {
    if old.sections[from].has_same_blocks(&new.sections[to]) {
        return true;
    }
    let (olds, news) = (&old.sections[from].blocks, &new.sections[to].blocks);
    let all = old.size(olds.clone()) + new.size(news.clone());
    let (front, back) = same_ends((old, olds), (new, news));
    let ends = new.size(news.start..news.start + front) + new.size(news.end - back..news.end);
    if olds.len() == front && news.len() == front || ends * 200 >= all.max(1) * percent {
        return true;
    }
    if percent > IN_PART {
        return false;
    }
    // A heading put in between, or taken out: all that one of them says opens the other.
    if front > 0 && (front == olds.len() || front == news.len()) {
        return true;
    }
    // A section of one paragraph with one word changed shares no whole block.
    let edited = |pair: &(usize, usize)| edited_inside(&old.blocks[pair.0], &new.blocks[pair.1]);
    if olds.len() == news.len() && olds.len() <= 3 && olds.clone().zip(news.clone()).any(|pair| edited(&pair))
    {
        return true;
    }
    let mut sizes: QuickMap<u64, usize> =
        olds.clone().map(|leaf| (old.blocks[leaf].hash(), old.size(leaf..leaf + 1))).collect();
    let shared: usize = news.clone().filter_map(|leaf| sizes.remove(&new.blocks[leaf].hash())).sum();
    shared * 200 >= all.max(1) * percent
}

/// A free section as it is judged by likeness.
struct Described<'o> {
    node: usize,
    content: Cow<'o, Features>,
    heading: OnceCell<Features>,
}

impl Described<'_> {
    fn heading(&self, outline: &Outline<'_>) -> &Features {
        self.heading.get_or_init(|| Features::of(outline.sections[self.node].key()))
    }
}

/// Free sections that say something.
fn described<'o>(outline: &'o Outline<'_>, side: &[Option<usize>]) -> Vec<Described<'o>> {
    let speaks = |node: &usize| side[*node].is_none() && !outline.sections[*node].blocks.is_empty();
    let describe = |node: usize| {
        let content = features_of(outline, outline.sections[node].blocks.clone());
        Described { node, content, heading: OnceCell::new() }
    };
    (0..side.len()).filter(speaks).map(describe).collect()
}

fn pair_similar(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>, twins: &[(usize, usize)]) {
    let free = |side: &[Option<usize>], outline: &Outline<'_>| {
        outline.sections.iter().zip(side).any(|(node, other)| other.is_none() && !node.blocks.is_empty())
    };
    if !free(&matching.forward, old) || !free(&matching.backward, new) {
        return;
    }
    pair_reworded_twins(matching, old, new, twins);
    let (olds, news) = (described(old, &matching.forward), described(new, &matching.backward));
    let mut pairs = likely_pairs(&contents(&olds), &contents(&news));
    pairs.extend(same_headings((old, &olds), (new, &news)));
    let candidates = each_once(pairs)
        .into_iter()
        .filter_map(|Likely { old: old_at, new: new_at, at_most }| {
            let (before, after) = (&olds[old_at], &news[new_at]);
            let (from, to) = (&old.sections[before.node], &new.sections[after.node]);
            let heading = before.heading(old).alike(after.heading(new));
            let same_heading = !to.key().is_empty() && from.key() == to.key();
            let needed = match heading {
                _ if same_heading => 0.0,
                SAME_CONTENT.. => RELATED_CONTENT,
                _ => SAME_CONTENT,
            };
            if at_most.min(before.content.alike_at_most(&after.content)) < needed {
                return None;
            }
            let content = before.content.alike(&after.content);
            // Whatever follows stands under a heading of its own now.
            let first = |section: &Node<'_>| section.blocks.start;
            let opens_alike = same_heading && !old.blocks[first(from)].differs(&new.blocks[first(to)]);
            let near = matching.agree(from.parent, to.parent);
            let score = content
                + if same_heading { 0.7 } else { heading * 0.5 }
                + if near { 0.1 } else { 0.0 }
                + if opens_alike { 0.5 } else { 0.0 };
            (content >= needed).then_some(Candidate { old: before.node, new: after.node, score })
        })
        .collect();
    matching.pair_best(candidates);
}

/// Twins that share most of their words: whatever stands elsewhere, no search is needed for them.
fn pair_reworded_twins(
    matching: &mut Matching,
    old: &Outline<'_>,
    new: &Outline<'_>,
    twins: &[(usize, usize)],
) {
    for (from, to) in twins.iter().copied() {
        let (olds, news) = (old.sections[from].blocks.clone(), new.sections[to].blocks.clone());
        let free = matching.forward[from].is_none() && matching.backward[to].is_none();
        if free && !olds.is_empty() && !news.is_empty() && share_words((old, olds), (new, news)) {
            matching.pair(from, to);
        }
    }
}

/// True when blocks are as alike as the same content is. What stayed at both ends has the same features in
/// both, which are counted where the others do not decide.
fn share_words((old, olds): (&Outline<'_>, Range<usize>), (new, news): (&Outline<'_>, Range<usize>)) -> bool {
    let (front, back) = same_ends((old, &olds), (new, &news));
    let old_rest = features_of(old, olds.start + front..olds.end - back);
    let new_rest = features_of(new, news.start + front..news.end - back);
    let (shared, rest) = (old_rest.shared(&new_rest), old_rest.len() + new_rest.len());
    ratio(2 * shared, rest) >= SAME_CONTENT || {
        let ends = (news.start..news.start + front).chain(news.end - back..news.end);
        let same: usize = ends.map(|leaf| new.blocks[leaf].features().len()).sum();
        ratio(2 * (same + shared), 2 * same + rest) >= SAME_CONTENT
    }
}

fn contents<'f>(sections: &'f [Described<'_>]) -> Vec<&'f Features> {
    sections.iter().map(|section| section.content.as_ref()).collect()
}

/// Positions in the free lists whose headings are the same. Headings that occur very often
/// ("Overview") are paired in order only.
fn same_headings(
    (old, olds): (&Outline<'_>, &[Described<'_>]),
    (new, news): (&Outline<'_>, &[Described<'_>]),
) -> Vec<Likely> {
    const OFTEN: usize = 16;
    let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, section) in olds.iter().enumerate() {
        index.entry(old.sections[section.node].key()).or_default().push(at);
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let named = |old: usize, new: usize| Likely { old, new, at_most: 1.0 };
    let mut pairs = Vec::new();
    for (at, section) in news.iter().enumerate() {
        let key = new.sections[section.node].key();
        let Some(places) = index.get(key).filter(|_| !key.is_empty()) else { continue };
        let nth = seen.entry(key).or_default();
        if places.len() > OFTEN {
            pairs.extend(places.get(*nth).map(|place| named(*place, at)));
        } else {
            pairs.extend(places.iter().map(|place| named(*place, at)));
        }
        *nth += 1;
    }
    pairs
}

/// What blocks say, taken as one text.
fn features_of<'o>(outline: &'o Outline<'_>, leaves: Range<usize>) -> Cow<'o, Features> {
    match &outline.blocks[leaves] {
        [only] => Cow::Borrowed(only.features()),
        few if few.len() <= MANY => Cow::Owned(Features::joined(few.iter().map(Leaf::features))),
        many => Cow::Owned(Features::of_all(many.iter().map(Leaf::form))),
    }
}

/// Sections that are only a heading pair by that heading, or by the sections below them: innermost
/// first, so that a chapter follows its parts.
fn pair_by_children(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>) {
    let mute = |outline: &Outline<'_>, node: usize| outline.sections[node].blocks.is_empty();
    let key =
        |outline: &Outline<'_>, node: usize| mute(outline, node).then_some(outline.sections[node].path_key);
    matching.pair_equal(|at| key(old, at), |at| key(new, at), Counts::Equal);
    let children = |outline: &Outline<'_>| {
        let mut counts = vec![0_usize; outline.sections.len()];
        outline.sections.iter().filter_map(|node| node.parent).for_each(|parent| counts[parent] += 1);
        counts
    };
    let (old_children, new_children) = (children(old), children(new));
    let mut shared: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
    let pairs: Vec<(usize, usize)> = matching.pairs().collect();
    for (from, to) in pairs.into_iter().rev() {
        if let (Some(from), Some(to)) = (old.sections[from].parent, new.sections[to].parent)
            && mute(old, from)
            && mute(new, to)
        {
            *shared.entry((from, to)).or_default() += 1;
        }
    }
    let candidates = shared
        .into_iter()
        .map(|((old, new), count)| Candidate {
            old,
            new,
            score: super::similarity::ratio(2 * count, old_children[old] + new_children[new]),
        })
        .filter(|candidate| candidate.score >= SAME_CONTENT)
        .collect();
    matching.pair_best(candidates);
    let headed = |outline: &Outline<'_>, node: usize| {
        let section = &outline.sections[node];
        (mute(outline, node) && !section.key().is_empty()).then(|| hash_of(section.key()))
    };
    matching.pair_equal(|at| headed(old, at), |at| headed(new, at), Counts::Any);
}

/// For each new section, whether it is paired and stands elsewhere than before.
///
/// Order is judged among sections with the same surroundings; a section that only got or lost a
/// heading around it, while its neighbour stayed, has not moved. One that was promoted out of its
/// chapter or demoted into another has, even where it still follows the same text; those that came
/// along only because of it have not.
pub(super) fn moved_sections(matching: &Matching, old: &Outline<'_>, new: &Outline<'_>) -> Vec<bool> {
    let mut moved = vec![false; new.sections.len()];
    let stays =
        |(from, to): (usize, usize)| matching.agree(old.sections[from].parent, new.sections[to].parent);
    if matching.pairs().all(stays) && matching.pairs().is_sorted() {
        return moved;
    }
    let mut rehomed: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    let mut groups: std::collections::BTreeMap<Option<usize>, Vec<usize>> = std::collections::BTreeMap::new();
    for (from, to) in matching.pairs() {
        let old_home = paired_ancestor(old, from, |node| matching.forward[node].is_some());
        let new_home = paired_ancestor(new, to, |node| matching.backward[node].is_some());
        if matching.agree(old_home, new_home) {
            groups.entry(new_home).or_default().push(to);
        } else {
            let before = from.checked_sub(1).and_then(|node| matching.forward[node]);
            moved[to] = before.is_none() || before != to.checked_sub(1);
            let printed = |node: &Node<'_>| node.section.heading_source == HeadingSource::Explicit;
            let homes = (old_home, new_home);
            let came_along = new_home.is_some_and(|home| moved[home])
                || old_home.and_then(|home| matching.forward[home]).is_some_and(|home| moved[home])
                || rehomed.contains(&homes);
            let (before, after) = (&old.sections[from], &new.sections[to]);
            // Numbers that appear or vanish throughout rearrange the tree without any edit.
            let counted = before.section.number.is_some() == after.section.number.is_some();
            if !moved[to] && !came_along && counted && printed(before) && printed(after) {
                rehomed.push(homes);
                moved[to] = true;
            }
        }
    }
    for members in groups.into_values() {
        if members.is_sorted_by_key(|to| matching.backward[*to]) {
            continue;
        }
        let entries: Vec<(usize, usize)> = members
            .iter()
            .filter_map(|to| matching.backward[*to].map(|from| (from, new.section_weight(*to))))
            .collect();
        for (to, kept) in members.iter().zip(kept_order(&entries)) {
            moved[*to] = !kept;
        }
    }
    moved
}

fn paired_ancestor(outline: &Outline<'_>, node: usize, paired: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = outline.sections[node].parent;
    while let Some(parent) = at {
        if paired(parent) {
            return Some(parent);
        }
        at = outline.sections[parent].parent;
    }
    None
}

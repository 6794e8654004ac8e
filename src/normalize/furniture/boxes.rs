//! Boxes that ask for something: consent walls and newsletter forms, whatever their names.
//!
//! Told by what they hold: a choice to press beside words about cookies, a field beside words about a
//! newsletter. The smallest element that holds both is the box; a clause that only speaks of cookies has
//! no such choice, and a large element is never one.

use super::super::dom::{Dom, Item, Tag};
use super::Standing;

/// What buttons say that accept or refuse; lower case, beginnings, ten languages.
#[rustfmt::skip]
const CHOICES: &[&str] = &[
    "accept", "allow", "agree", "i agree", "got it", "reject", "decline", "deny", "refuse", "only necessary",
    "necessary only", "akzept", "alle akzept", "alles akzept", "annehmen", "alle annehmen", "zustimmen",
    "allen zustimmen", "ablehnen", "alle ablehnen", "nur notwendige", "accepter", "tout accepter", "j'accepte",
    "refuser", "tout refuser", "aceptar", "rechazar", "accett", "rifiut", "aceit", "rejeit", "recusar", "accepteren",
    "alles accepteren", "weigeren", "alles weigeren", "afwijzen", "akcept", "zaakceptuj", "zgadzam", "odrzuć", "同意",
    "すべて同意", "許可", "すべて許可", "拒否", "すべて拒否", "接受", "全部接受", "拒绝", "全部拒绝",
];

/// What such a box speaks of.
#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "cookie", "クッキー", "tracking technologies", "similar technologies",
];

/// What a box with a field speaks of.
#[rustfmt::skip]
const NEWSLETTER: &[&str] = &[
    "newsletter", "subscribe", "inbox", "stay up to date", "stay in the loop", "sign up for", "abonn", "suscr",
    "iscriv", "inscrev", "nieuwsbrief", "zapisz się", "メールマガジン", "ニュースレター", "订阅", "訂閱",
];

/// Bytes of text in the largest box.
const LARGEST_CONSENT: usize = 1_500;
const LARGEST_NEWSLETTER: usize = 320;
/// How far above a control its box is looked for.
const CLIMB: usize = 6;

/// Marks the boxes of a page.
pub(in super::super) fn mark_boxes(dom: &mut Dom<'_>) {
    let found: Vec<usize> = (0..dom.items.len())
        .filter_map(|at| consent_box(dom, at).or_else(|| newsletter_box(dom, at)))
        .collect();
    for at in found {
        dom.items[at].standing = Standing::Box;
    }
}

/// The consent box around the choice at this place.
fn consent_box(dom: &Dom<'_>, at: usize) -> Option<usize> {
    let item = &dom.items[at];
    let leads_nowhere = |target: &str| target.is_empty() || target.starts_with(['#', 'j']);
    let is_pressed =
        item.standing == Standing::Control || item.tag == Tag::Link && item.target.is_none_or(leads_nowhere);
    if !is_pressed || item.weight == 0 || item.weight > 40 {
        return None;
    }
    let words = said(dom, at);
    if !CHOICES.iter().any(|choice| words.starts_with(choice)) {
        return None;
    }
    let found = climb(dom, at, LARGEST_CONSENT, |around| {
        dom.items[around].weight > item.weight + 30 && speaks_of(dom, around, CONSENT)
    })?;
    // A heading beside the words belongs to the box as well.
    let parent = dom.items[found].parent;
    let grows_little = dom.items[parent].weight * 2 <= dom.items[found].weight * 3;
    Some(if grows_little && may_be_box(dom, parent, LARGEST_CONSENT) { parent } else { found })
}

/// The newsletter box around the field at this place.
fn newsletter_box(dom: &Dom<'_>, at: usize) -> Option<usize> {
    let item = &dom.items[at];
    let holds_fields =
        item.standing == Standing::Suspect && item.controls > 0 && item.weight <= LARGEST_NEWSLETTER;
    if !holds_fields {
        return None;
    }
    climb(dom, at, LARGEST_NEWSLETTER, |around| {
        dom.items[around].weight > item.weight && speaks_of(dom, around, NEWSLETTER)
    })
    .or_else(|| headed_form(dom, at))
}

/// The element that holds a form and nothing else but a heading above it.
fn headed_form(dom: &Dom<'_>, at: usize) -> Option<usize> {
    let around = dom.items[at].parent;
    let beside = dom.items[around].weight.checked_sub(dom.items[at].weight).filter(|weight| *weight > 0)?;
    let headings: usize = dom.items[around..at]
        .iter()
        .filter(|item| item.parent == around && matches!(item.tag, Tag::Heading(_)))
        .map(|item| item.weight)
        .sum();
    (headings == beside && may_be_box(dom, around, LARGEST_NEWSLETTER)).then_some(around)
}

fn climb(dom: &Dom<'_>, at: usize, largest: usize, is_box: impl Fn(usize) -> bool) -> Option<usize> {
    let mut around = at;
    for _ in 0..CLIMB {
        around = dom.items[around].parent;
        if !may_be_box(dom, around, largest) {
            return None;
        }
        if is_box(around) {
            return Some(around);
        }
    }
    None
}

/// An element that is not the page, its content or its title.
fn may_be_box(dom: &Dom<'_>, at: usize, largest: usize) -> bool {
    let item = &dom.items[at];
    let page = &dom.items[0];
    let inside = &dom.items[at..item.end];
    at != item.parent
        && item.weight <= largest
        && item.weight * 4 < page.weight
        && !matches!(item.standing, Standing::Main | Standing::Article)
        && !inside.iter().any(|item| is_title_or_number(dom, item))
}

fn is_title_or_number(dom: &Dom<'_>, item: &Item<'_>) -> bool {
    let heads = matches!(dom.items[item.parent].tag, Tag::Heading(_));
    matches!(item.tag, Tag::Heading(1))
        || heads && item.text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn said(dom: &Dom<'_>, at: usize) -> String {
    let inside = &dom.items[at..dom.items[at].end];
    inside.iter().map(|item| item.text.as_ref()).collect::<String>().trim().to_lowercase()
}

fn speaks_of(dom: &Dom<'_>, at: usize, words: &[&str]) -> bool {
    let text = said(dom, at);
    words.iter().any(|word| text.contains(word))
}

//! Whether two lines say the same, apart from what a comparison tells in a line of its own or not at all.

use std::collections::BTreeSet;

use super::{Line, LineKind};
use crate::compare::form::form_of;
use crate::compare::{Comparison, Unit};

/// The first line in which two documents differ, as (place, made, wanted), or nothing.
///
/// Numbers and kind words are the same where the comparison says in its line for numbers that one is now
/// the other; a heading without its markup is the same line.
pub fn first_difference(
    made: &[Line],
    wanted: &[Line],
    comparison: &Comparison,
) -> Option<(usize, Option<String>, Option<String>)> {
    let told = Told::of(comparison);
    let counts = |line: &&Line| !is_bare_number(&line.text);
    let (made, wanted): (Vec<&Line>, Vec<&Line>) =
        (made.iter().filter(counts).collect(), wanted.iter().filter(counts).collect());
    let at = (0..made.len().max(wanted.len())).find(|at| match (made.get(*at), wanted.get(*at)) {
        (Some(made), Some(wanted)) => !alike(made, wanted, &told),
        _ => true,
    })?;
    let text = |lines: &[&Line]| lines.get(at).map(|line| line.text.clone());
    Some((at, text(&made), text(&wanted)))
}

/// What is told apart from the lines it changes.
struct Told<'a> {
    numbers: BTreeSet<String>,
    /// Addresses before and after.
    links: Vec<(&'a str, &'a str)>,
}

impl<'a> Told<'a> {
    fn of(comparison: &'a Comparison) -> Self {
        let links = comparison.changes.iter().filter(|change| change.unit == Unit::Link);
        let links = links.filter_map(|change| change.old.as_deref().zip(change.new.as_deref()));
        Self { numbers: told_numbers(comparison), links: links.collect() }
    }
}

/// The number of a clause on a line of its own: numbers are no words.
fn is_bare_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Every number, letter and kind word in the lines that tell what was renumbered.
fn told_numbers(comparison: &Comparison) -> BTreeSet<String> {
    let lines = comparison.changes.iter().filter(|change| change.unit == Unit::Numbers);
    let texts = lines.flat_map(|change| [&change.old, &change.new]).flatten();
    texts.flat_map(|text| words(&text.to_lowercase())).collect()
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '.');
    let bare = parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty());
    bare.map(|part| part.trim_end_matches('s').to_owned()).collect()
}

fn alike(made: &Line, wanted: &Line, told: &Told<'_>) -> bool {
    let form = |line: &Line| {
        let text = line.text.trim_end_matches([' ', '|']);
        let linked = told.links.iter().filter(|(old, _)| text.contains(old));
        let text = linked.fold(text.to_owned(), |text, (old, new)| text.replace(old, new));
        close_up(&form_of(&text))
    };
    let (one, other) = (form(made), form(wanted));
    let numbers = &told.numbers;
    let bare = |text: &str| text.trim_end_matches([';', ',', '.', ':']).to_owned();
    let items = made.kind == LineKind::Item && wanted.kind == LineKind::Item;
    let unmarked = (made.kind == LineKind::Heading) != (wanted.kind == LineKind::Heading);
    one == other
    // The mark that closes a list follows its last item.
    || {
        items && bare(&one) == bare(&other)
            || unmarked && is_unmarked(&bare(&one).to_lowercase(), &bare(&other).to_lowercase())
            || !numbers.is_empty() && differ_in_told(&one, &other, numbers)
    }
}

/// A text without the spaces beside marks: `a .` is `a.`.
fn close_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if joins(out.chars().last()) && joins(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// True for a heading and the line it became, which may repeat its number.
fn is_unmarked(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() > other.len() { (one, other) } else { (other, one) };
    longer.strip_suffix(shorter).is_some_and(|number| number.len() <= 12 && !number.contains("  "))
}

fn differ_in_told(one: &str, other: &str, numbers: &BTreeSet<String>) -> bool {
    let (one, other) = (words(&one.to_lowercase()), words(&other.to_lowercase()));
    let told = |word: &String| numbers.contains(word);
    one.len() == other.len()
        && one.iter().zip(&other).all(|(one, other)| one == other || told(one) && told(other))
}

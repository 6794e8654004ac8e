//! Data named inside sentences: "we collect your name and e-mail address".

use super::clause::{Clause, Place};
use super::data::{QUALIFIERS, list_members};
use super::lexer::{first_of, has_any, padded};
use super::padded::Padded;
use super::people::open;
use super::subject::Subject;
use super::{Fact, Family, Value, cues};

/// Words after which a list of data is over.
const LIST_ENDS: &[&str] = &[
    " when ",
    " if ",
    " from ",
    " to ",
    " for ",
    " in order",
    " through ",
    " via ",
    " that ",
    " which ",
    " about ",
    " on ",
    " as ",
    " by ",
    " during ",
    " where ",
    " while ",
    " whenever ",
    " automatically",
    " so ",
    " unless ",
    " only ",
    " at ",
    " under ",
    " solely ",
    " you ",
    " we ",
];

/// "We collect your name and e-mail address": the members of the list that name data.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    let acts = [" we ", " us ", " our app", " the app ", " our site", " our service", " the service"];
    if !matches!(clause.place, Place::Sentence | Place::Item)
        || !has_any(&clause.words, &acts)
        || !has_any(&clause.words, cues::DATA_VERBS)
        || !has_any(&clause.words, cues::DATA_NOUNS)
    {
        return Vec::new();
    }
    let Some(list) = list(&clause.lower) else { return Vec::new() };
    let end = first_of(list, LIST_ENDS).unwrap_or(list.len());
    list_members(&list[..end])
        .flat_map(|part| part.split(" such as ").flat_map(|part| part.split(" including ")))
        .filter_map(|part| {
            let name = part.trim().trim_matches([':', ',', '"', '(', ')']);
            let opened = ["includes ", "include ", "is "].iter().find_map(|verb| name.strip_prefix(verb));
            let name = opened.unwrap_or(name);
            let words: Padded = padded(name).into();
            let named = words.split_whitespace().count() <= 6 && has_any(&words, cues::DATA_NOUNS);
            let qualifier = QUALIFIERS.iter().find(|qualifier| name.contains(*qualifier));
            let value = qualifier.map_or_else(open, |qualifier| Value::Text((*qualifier).to_owned()));
            let name = qualifier.map_or_else(|| name.to_owned(), |qualifier| name.replacen(qualifier, "", 1));
            // "No data beyond …" is a denial.
            let named = named && !name.starts_with("no ");
            named.then(|| clause.fact(Family::DataType, Subject::of(name.trim()), value))
        })
        .collect()
}

/// What stands behind the first verb of gathering, to the end of its statement.
fn list(lower: &str) -> Option<&str> {
    let verb = cues::DATA_VERBS
        .iter()
        .filter_map(|verb| lower.find(verb).map(|at| at + verb.trim_end().len()))
        .min()?;
    let rest = &lower[verb..];
    let rest = &rest[rest.find(' ')? + 1..];
    // "We collect and store your name": the second verb belongs to the first.
    let joined = ["and ", "or "].iter().any(|join| rest.starts_with(join));
    let rest = if joined { rest.splitn(3, ' ').nth(2)? } else { rest };
    Some(&rest[..rest.find(['.', ';']).unwrap_or(rest.len())])
}

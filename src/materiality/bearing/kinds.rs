//! What a part is for the reader, by who acts and what the act is.
//!
//! Knows a part only as its subject and its predicate; how these are found is not known here.

use super::{Actor, Bearing, Cut, acts, cues, without_bounds};
use crate::facts::lexer::has_any;

pub(super) fn of_cut(cut: &Cut) -> Option<Bearing> {
    let parties = [" either party", " each party", " neither party", " both parties "];
    if has_any(cut.subject.as_str(), &parties) && !has_any(cut.subject.as_str(), cues::LIMITS) {
        return None;
    }
    let denied = is_denied(cut);
    let asks = has_any(cut.predicate.as_str(), &[" require", " needs ", " subject to "])
        && has_any(cut.predicate.as_str(), &[" consent ", " approval ", " permission ", " your agreement "]);
    if asks && cut.actor != Actor::Reader {
        return Some(Bearing::Serves.turned_if(denied));
    }
    of_counting(cut, denied).or_else(|| match cut.actor {
        Actor::Reader => of_reader(cut),
        Actor::Provider => of_provider(cut, denied),
        Actor::Other => of_other(cut, denied),
        Actor::Thing => of_thing(cut, denied),
    })
}

/// So many words from the first, padded.
fn first_words(said: &str, many: usize) -> String {
    said.split_whitespace().take(many).fold(String::from(" "), |near, word| near + word + " ")
}

/// A negation of the verb itself, not of something further on.
pub(super) fn is_denied(cut: &Cut) -> bool {
    // "No more than" and "without notice" deny nothing.
    let said = without_bounds(&cut.predicate);
    let near = first_words(&said, 6);
    has_any(near.as_str(), cues::DENIALS) != has_any(cut.subject.as_str(), cues::DENIALS)
}

/// What is counted as a failure is owed for; what is not, is not. "Covered" and "applies" are of this kind.
fn of_counting(cut: &Cut, denied: bool) -> Option<Bearing> {
    let whole = format!("{}{}", cut.subject, cut.predicate.trim_start());
    let fails = [
        " downtime",
        " unavailab",
        " outage",
        " error",
        " fault",
        " incident",
        " breach",
        " defect",
        " failure",
        " failed ",
    ];
    let counts = [" count", " means ", " mean ", " is considered ", " are considered "];
    if has_any(whole.as_str(), &fails) && has_any(whole.as_str(), &counts) {
        return Some(Bearing::Serves.turned_if(denied));
    }
    if has_any(whole.as_str(), &[" sole remedy", " only remedy", " exclusive remedy", " sole and exclusive "])
    {
        return Some(Bearing::Burdens.turned_if(denied));
    }
    let reaches = [" this agreement ", " this policy ", " this sla ", " this commitment ", " this warranty "];
    if (cut.subject.trim() == "it" || has_any(cut.subject.as_str(), &reaches))
        && has_any(cut.predicate.as_str(), &[" applies to ", " covers "])
    {
        return Some(Bearing::Serves.turned_if(denied));
    }
    let excluded = [" is excluded ", " are excluded ", " not cover", " not apply to "];
    if has_any(cut.subject.as_str(), cues::BENEFITS) && has_any(whole.as_str(), &excluded) {
        return Some(Bearing::Burdens);
    }
    if has_any(whole.as_str(), &[" liable ", " responsible for "]) && cut.actor != Actor::Reader {
        return Some(Bearing::Serves.turned_if(denied));
    }
    None
}

fn of_reader(cut: &Cut) -> Option<Bearing> {
    let said = cut.predicate.as_str();
    if has_any(said, cues::RELIEF) {
        return Some(Bearing::Serves);
    }
    let first = |table: &[&str]| table.iter().filter_map(|cue| said.find(cue)).min();
    let denied = is_denied(cut);
    let owed = [
        " will receive",
        " shall receive",
        " will get ",
        " will have ",
        " shall have ",
        " will be able ",
        " will hear ",
    ];
    if has_any(said, &owed) {
        return Some(Bearing::Serves.turned_if(denied));
    }
    // "You will be told": somebody else acts.
    let passive =
        [" will be ", " are ", " is ", " shall be ", " be "].iter().any(|verb| said.starts_with(verb));
    if passive
        && !has_any(said, cues::DUTIES_OF_STATE)
        && let Some(act) = act(said)
    {
        return Some(act.turned_if(denied));
    }
    // A right to no more than so much is a limit.
    let capped = [" no more than ", " not more than ", " at most ", " only one ", " a maximum of "];
    let permitted = [" may ", " can "].iter().any(|verb| said.starts_with(verb));
    if permitted && has_any(said, &capped) && !has_any(said, &[" charged ", " asked "]) {
        return Some(Bearing::Burdens);
    }
    match (first(cues::GAINS), first(cues::DUTIES)) {
        (Some(gain), Some(duty)) if gain < duty => Some(Bearing::Serves.turned_if(denied)),
        (Some(_), None) => Some(Bearing::Serves.turned_if(denied)),
        // A duty not to do something is a burden too.
        (_, Some(_)) => Some(Bearing::Burdens),
        (None, None) => None,
    }
}

/// The kind of the first act a predicate names.
pub(super) fn act(said: &str) -> Option<Bearing> {
    let first = |table: &[&str]| table.iter().filter_map(|cue| said.find(cue)).min();
    let taking = first(acts::TAKING).into_iter().chain(first(acts::HARMING)).min();
    match (first(acts::SERVING), taking) {
        (Some(serving), Some(taking)) if serving <= taking => Some(Bearing::Serves),
        (Some(_), None) => Some(Bearing::Serves),
        (_, Some(_)) => Some(Bearing::Burdens),
        (None, None) => None,
    }
}

fn of_provider(cut: &Cut, denied: bool) -> Option<Bearing> {
    let said = cut.predicate.as_str();
    if has_any(
        said,
        &[" no obligation ", " not obliged ", " need not ", " not required to ", " not have to "],
    ) {
        return Some(Bearing::Burdens);
    }
    if has_any(said, &[" require ", " requires "]) && has_any(said, cues::OTHERS) {
        return Some(Bearing::Serves.turned_if(denied));
    }
    if let Some(act) = act(said) {
        return Some(act.turned_if(denied));
    }
    if has_any(said, &[" may ", " can ", " reserve"]) {
        Some(Bearing::Burdens.turned_if(denied))
    } else {
        (denied || has_any(said, &[" will ", " shall ", " must "])).then_some(Bearing::Serves)
    }
}

fn of_other(cut: &Cut, denied: bool) -> Option<Bearing> {
    let said = cut.predicate.as_str();
    if has_any(said, &[" bound ", " obliged ", " must ", " shall ", " may only ", " sign"])
        && !has_any(said, &[" receive"])
    {
        return Some(Bearing::Serves);
    }
    let reached = has_any(said, &[" access"]).then_some(Bearing::Burdens);
    reached.or_else(|| act(said)).map(|act| act.turned_if(denied))
}

fn of_thing(cut: &Cut, denied: bool) -> Option<Bearing> {
    let (subject, said) = (cut.subject.as_str(), cut.predicate.as_str());
    if has_any(subject, cues::LIMITS) {
        return of_limit(said);
    }
    if has_any(subject, cues::CLAIMS)
        && has_any(said, &[" must ", " shall ", " have to ", " has to ", " should "])
    {
        return Some(Bearing::Burdens);
    }
    // A way to hand it in.
    let handed = [
        " may be given ",
        " may be made ",
        " may be sent ",
        " can be given ",
        " can be made ",
        " can be sent ",
    ];
    if (has_any(subject, cues::CLAIMS) || has_any(subject, &[" notice ", " complaint", " cancellation "]))
        && handed.iter().any(|verb| said.starts_with(verb))
    {
        return Some(Bearing::Serves.turned_if(denied));
    }
    // "There are no cameras in the rooms."
    let watching =
        [" camera", " microphone", " tracker", " tracking", " sensor", " advert", " fee", " charge"];
    if subject.trim() == "there" && has_any(said, &watching) {
        return Some(Bearing::Burdens.turned_if(denied));
    }
    // What holds the reader back serves him when it is over.
    if has_any(subject, &[" ban ", " prohibition", " restriction", " suspension", " lock "]) {
        return has_any(said, &[" ends ", " end ", " expire", " lapse", " lifted "])
            .then_some(Bearing::Serves.turned_if(denied));
    }
    let contents =
        [" review", " post ", " posts ", " listing", " profile", " comment", " message", " content "];
    if has_any(subject, &contents) && has_any(said, &[" may not ", " must not ", " shall not ", " must "]) {
        return Some(Bearing::Burdens);
    }
    if has_any(subject, cues::COSTS) {
        return of_cost(said, denied);
    }
    if has_any(subject, cues::BENEFITS) {
        return Some(of_benefit(said, denied));
    }
    if has_any(subject, &[" licence ", " license "]) {
        return if has_any(said, &[" surviv", " perpetual ", " continue"]) {
            Some(Bearing::Burdens)
        } else {
            has_any(said, &[" ends ", " end ", " expire"]).then_some(Bearing::Serves)
        };
    }
    if has_any(said, &[" private ", " inaccessible ", " optional ", " switched off ", " turned off "]) {
        return Some(Bearing::Serves.turned_if(denied));
    }
    if has_any(said, &[" public ", " switched on ", " turned on ", " binds ", " binding "]) {
        return Some(Bearing::Burdens.turned_if(denied));
    }
    act(said).map(|act| act.turned_if(denied))
}

/// What is said of a limit of what the provider answers for.
fn of_limit(said: &str) -> Option<Bearing> {
    let none = [" not apply ", " not limit", " unlimited ", " not capped "];
    let some = [" limited ", " exceed", " capped ", " excluded ", " applies ", " apply "];
    if has_any(said, &none) {
        Some(Bearing::Serves)
    } else {
        has_any(said, &some).then_some(Bearing::Burdens)
    }
}

/// What is said of a thing that costs the reader.
fn of_cost(said: &str, denied: bool) -> Option<Bearing> {
    let eased = [" refund", " repaid ", " returned ", " reduc", " waive", " free ", " lower", " credited "];
    let costs = [
        " is ",
        " are ",
        " will ",
        " may ",
        " appl",
        " ris",
        " increas",
        " renew",
        " payable",
        " continue",
        " bear",
    ];
    if has_any(said, &eased) {
        Some(Bearing::Serves.turned_if(denied))
    } else {
        has_any(said, &costs).then_some(Bearing::Burdens.turned_if(denied))
    }
}

/// What is said of a thing owed to the reader.
fn of_benefit(said: &str, denied: bool) -> Bearing {
    let ends =
        [" lapse", " expire", " forfeit", " limited ", " exceed", " capped ", " exclude", " void ", " lost "];
    let near = first_words(said, 5);
    match act(&near) {
        _ if has_any(near.as_str(), &ends) => Bearing::Burdens.turned_if(denied),
        Some(act) => act.turned_if(denied),
        None => Bearing::Serves.turned_if(denied),
    }
}

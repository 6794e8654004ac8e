//! For or against the reader: what it means for him that a statement holds.
//!
//! "We delete logs" serves him, "we sell logs" does not, "we do not sell logs" does, "you must not copy"
//! is a burden. It is told from who acts, what the act is and whether it is denied; nothing is said
//! where these cannot be told. Whether the statement came, went, grew or shrank is not looked at here.

mod acts;
mod cues;

use super::statement::{FINITE, Role, Statements, Word};
use crate::facts::lexer::has_any;

/// What a statement is for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearing {
    /// He is better off where it holds.
    Serves,
    /// He is worse off where it holds.
    Burdens,
}

impl Bearing {
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Serves => Self::Burdens,
            Self::Burdens => Self::Serves,
        }
    }

    pub(super) fn turned_if(self, turned: bool) -> Self {
        if turned { self.turned() } else { self }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// Whoever the text is written to.
    Reader,
    /// Whoever has written it.
    Provider,
    /// Somebody else.
    Other,
    /// Nobody: a thing is spoken of.
    Thing,
}

/// A part cut in two at its verb, padded.
struct Cut {
    subject: String,
    predicate: String,
    actor: Actor,
}

/// What the part, or the part it hangs on, is for the reader; `None` where that cannot be told.
pub(super) fn bearing(statements: &Statements, part: usize) -> Option<Bearing> {
    let host = statements.parts.get(part)?.host;
    if statements.parts[host].role != Role::Main || statements.is_fragment {
        return None;
    }
    of_cut(&cut(statements, host))
}

/// A duty that limits what is taken: "shall use it only for this". The wider the limit, the worse.
pub(super) fn limits_taking(statements: &Statements, part: usize) -> bool {
    let Some(part) = statements.parts.get(part) else { return false };
    let cut = cut(statements, part.host);
    if cut.actor == Actor::Reader {
        return false;
    }
    let bound = cut
        .predicate
        .split_once(" only ")
        .is_some_and(|(before, _)| has_any(&format!("{before} "), acts::TAKING));
    bound && !is_denied(&cut)
        || has_any(
            cut.predicate.as_str(),
            &[" only ", " solely ", " strictly ", " exclusively ", " limited to "],
        ) && act(&cut.predicate) == Some(Bearing::Burdens)
            && !is_denied(&cut)
}

/// The part is denied.
pub(super) fn denies(statements: &Statements, part: usize) -> bool {
    statements.parts.get(part).is_some_and(|part| is_denied(&cut(statements, part.host)))
}

/// What the first act of a stretch of words means for the reader.
pub(super) fn of_act(words: &str) -> Option<Bearing> {
    act(words)
}

/// The words without those that look like denials and deny nothing.
pub(super) fn without_bounds(words: &str) -> String {
    cues::NO_DENIALS.iter().fold(words.to_owned(), |words, bound| words.replace(bound, " "))
}

/// Who acts in a part, or in the part it hangs on.
pub(super) fn actor(statements: &Statements, part: usize) -> Actor {
    statements.parts.get(part).map_or(Actor::Thing, |part| cut(statements, part.host).actor)
}

fn cut(statements: &Statements, part: usize) -> Cut {
    let range = statements.parts[part].range.clone();
    let words = &statements.words[range.clone()];
    let joints = words
        .iter()
        .take_while(|word| matches!(word.form.as_str(), "and" | "but" | "or" | "so" | "then"))
        .count();
    let verb = verb_at(words)
        .unwrap_or_else(|| lexical_verb(statements, range.start + joints, range.end) - range.start);
    let subject = statements.text(range.start + joints.min(verb)..range.start + verb);
    let predicate = statements.text(range.start + verb..range.end).replace(" free of charge ", " free ");
    // "Use reasonable efforts to delete": what the efforts are for counts.
    let effort = [" efforts to ", " endeavours to ", " care to "]
        .iter()
        .find_map(|effort| predicate.split_once(effort));
    let predicate = effort.map_or_else(|| predicate.clone(), |(_, rest)| format!(" shall {rest}"));
    let named = words[joints.min(verb)..verb].iter().any(|word| word.is_name) && range.start + joints > 0
        || words[joints.min(verb)..verb].iter().skip(1).any(|word| word.is_name);
    // "… and may share it": the subject is that of the statement before.
    if subject.trim().is_empty()
        && let Some(before) = statements.parts[..part].iter().rposition(|part| part.role == Role::Main)
    {
        let before = cut(statements, before);
        return Cut { subject: before.subject, predicate, actor: before.actor };
    }
    let named = named || is_name(&words[joints.min(verb)..verb], &predicate);
    let actor = actor_of(&subject, &predicate, named);
    Cut { subject, predicate, actor }
}

/// One capitalised word that shall or may do something and is no common noun: a company.
fn is_name(subject: &[Word], predicate: &str) -> bool {
    let [word] = subject else { return false };
    let form = word.form.as_str();
    let noun = [
        "s", "tion", "ment", "ance", "ence", "ing", "ity", "age", "nobody", "nothing", "data", "this",
        "that", "either",
    ];
    let acts = [" shall ", " may ", " will ", " does not ", " must ", " undertakes "];
    word.is_name
        && acts.iter().any(|verb| predicate.starts_with(verb))
        && !noun.iter().any(|end| form.ends_with(end))
}

/// The first verb that tells where the predicate begins, relative clauses of the subject passed over.
fn verb_at(words: &[Word]) -> Option<usize> {
    let opens = words.iter().take_while(|word| cues::OPENING.contains(&word.form.as_str())).count();
    if words.get(opens).is_some_and(|word| matches!(word.form.as_str(), "we" | "you" | "they" | "it")) {
        return Some(opens + 1);
    }
    let finite = |from: usize| {
        words[from..].iter().position(|word| FINITE.contains(&word.form.as_str())).map(|at| from + at)
    };
    let first = finite(0)?;
    let relative =
        words[..first].iter().skip(1).any(|word| matches!(word.form.as_str(), "that" | "which" | "who"));
    if relative { finite(first + 1).or(Some(first)) } else { Some(first) }
}

/// Where the first act of the tables stands, in words; a noun that looks like one is passed over
/// where a verb follows.
fn lexical_verb(statements: &Statements, from: usize, to: usize) -> usize {
    let tables = [acts::SERVING, acts::TAKING, acts::HARMING, cues::DUTIES];
    let form = |at: usize| format!(" {} ", statements.words[at].form);
    let is_act = |at: &usize| {
        let word = form(*at);
        tables.iter().any(|table| table.iter().any(|cue| word.starts_with(cue)))
    };
    let is_noun = |at: &usize| cues::NOUNS.contains(&form(*at).as_str());
    let found: Vec<usize> = (from..to).filter(is_act).collect();
    found.iter().copied().find(|at| !is_noun(at)).or(found.first().copied()).unwrap_or(from)
}

fn actor_of(subject: &str, predicate: &str, named: bool) -> Actor {
    // What stands behind a preposition is not who acts.
    let opened = subject.starts_with(" subject to ") || subject.starts_with(" to the ");
    let head = [
        " for ", " of ", " in ", " on ", " from ", " with ", " about ", " to ", " that ", " which ", " who ",
    ]
    .iter()
    .filter_map(|end| subject.find(end))
    .filter(|at| *at > 0 && !opened)
    .min()
    .map_or(subject, |end| &subject[..=end]);
    if has_any(head, &[" we ", " us "]) {
        Actor::Provider
    } else if head.ends_with(" you ") {
        Actor::Reader
    } else if has_any(head, cues::OTHERS) {
        Actor::Other
    } else if is_thing(head) {
        Actor::Thing
    } else if has_any(head, cues::READER) && !head.contains(" your ")
        || has_any(head, &[" your child ", " either party ", " each party "])
        || has_any(head, &[" controller "]) && !has_any(predicate, &[" collect", " process", " is the "])
    {
        Actor::Reader
    } else if has_any(head, cues::PROVIDER) || named {
        Actor::Provider
    } else {
        Actor::Thing
    }
}

fn is_thing(head: &str) -> bool {
    let things = [
        " data ",
        " information ",
        " record",
        " log ",
        " logs ",
        " message",
        " photo",
        " location",
        " content ",
        " account ",
        " accounts ",
        " law ",
        " laws ",
        " court",
        " term ",
        " terms ",
        " notice ",
        " agreement ",
        " policy ",
        " time ",
        " downtime ",
        " backup",
        " report ",
        " cookie",
        " rights ",
        " chat",
    ];
    has_any(head, &things)
        || has_any(head, cues::COSTS)
        || has_any(head, cues::BENEFITS)
        || has_any(head, cues::LIMITS)
        || has_any(head, cues::CLAIMS)
}

fn of_cut(cut: &Cut) -> Option<Bearing> {
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

/// A negation of the verb itself, not of something further on.
fn is_denied(cut: &Cut) -> bool {
    // "No more than" and "without notice" deny nothing.
    let said = without_bounds(&cut.predicate);
    let near: String =
        said.split_whitespace().take(6).fold(String::from(" "), |near, word| near + word + " ");
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
    match (first(cues::GAINS), first(cues::DUTIES)) {
        (Some(gain), Some(duty)) if gain < duty => Some(Bearing::Serves.turned_if(denied)),
        (Some(_), None) => Some(Bearing::Serves.turned_if(denied)),
        // A duty not to do something is a burden too.
        (_, Some(_)) => Some(Bearing::Burdens),
        (None, None) => None,
    }
}

/// The kind of the first act a predicate names.
fn act(said: &str) -> Option<Bearing> {
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
        let none = [" not apply ", " not limit", " unlimited ", " not capped "];
        let some = [" limited ", " exceed", " capped ", " excluded ", " applies ", " apply "];
        return if has_any(said, &none) {
            Some(Bearing::Serves)
        } else {
            has_any(said, &some).then_some(Bearing::Burdens)
        };
    }
    if has_any(subject, cues::CLAIMS)
        && has_any(said, &[" must ", " shall ", " have to ", " has to ", " should "])
    {
        return Some(Bearing::Burdens);
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
        let eased = [" refund", " repaid ", " return", " reduc", " waive", " free ", " lower", " credited "];
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
        return if has_any(said, &eased) {
            Some(Bearing::Serves.turned_if(denied))
        } else {
            has_any(said, &costs).then_some(Bearing::Burdens.turned_if(denied))
        };
    }
    if has_any(subject, cues::BENEFITS) {
        let ends = [
            " lapse",
            " expire",
            " forfeit",
            " limited ",
            " exceed",
            " capped ",
            " exclude",
            " void ",
            " lost ",
        ];
        let near: String =
            said.split_whitespace().take(5).fold(String::from(" "), |near, word| near + word + " ");
        return Some(match act(said) {
            _ if has_any(near.as_str(), &ends) => Bearing::Burdens.turned_if(denied),
            Some(act) => act.turned_if(denied),
            None => Bearing::Serves.turned_if(denied),
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    fn of(text: &str) -> Option<Bearing> {
        let at = BlockAddress { sections: vec![0], block: 0 };
        bearing(&Statements::of(&block_clauses(&Block::paragraph(text), "Rules", &at)[0]), 0)
    }

    #[test]
    fn who_does_what_tells_for_whom_it_is() {
        let serving = [
            "We delete drawings after a week.",
            "We never hand drawings to insurers.",
            "Drawings are never lent to anybody.",
            "You may close the studio at any time.",
            "You need not give a reason.",
            "The Provider shall restore the gallery within two hours.",
            "Larkpass remains liable for its couriers.",
            "Insurers receive no drawings from us.",
            "Credits are paid out with the next invoice.",
            "A power cut counts as Downtime.",
            "No fee is charged for a second copy.",
            "Nothing in these rules prevents you from joining a group claim.",
        ];
        let burdening = [
            "We may show drawings to partners.",
            "You must not copy the drawings of others.",
            "You waive the right to join a group claim.",
            "The Customer shall bear the cost of carriage.",
            "Larkpass is not liable for its couriers.",
            "Partners can see your drawings.",
            "Unused credits lapse after a year.",
            "A power cut does not count as Downtime.",
            "Our liability does not exceed the price paid.",
            "We do not answer such signals.",
            "The ticket must name the room.",
            "The fee rises every spring.",
        ];
        let served = serving.into_iter().map(|text| (text, Bearing::Serves));
        let burdened = burdening.into_iter().map(|text| (text, Bearing::Burdens));
        let missed: Vec<_> =
            served.chain(burdened).filter(|(text, bearing)| of(text) != Some(*bearing)).collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }
}

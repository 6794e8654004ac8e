//! For or against the reader: what it means for him that a statement holds.
//!
//! "We delete logs" serves him, "we sell logs" does not, "we do not sell logs" does, "you must not copy"
//! is a burden. It is told from who acts, what the act is and whether it is denied; nothing is said
//! where these cannot be told. Whether the statement came, went, grew or shrank is not looked at here.

mod acts;
mod cues;
mod kinds;

use kinds::{act, is_denied, of_cut};

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

/// Who acts in a part itself, where that is told: in "unless you write 30 days before" it is the reader.
pub(super) fn own_actor(statements: &Statements, part: usize) -> Actor {
    let own = statements.parts.get(part).filter(|own| own.role != Role::Main);
    let said = own.map(|own| statements.text(own.range.clone()));
    let opens =
        |who: &str| said.as_ref().is_some_and(|said| said.split_whitespace().take(3).any(|word| word == who));
    if opens("you") {
        Actor::Reader
    } else if opens("we") {
        Actor::Provider
    } else {
        actor(statements, part)
    }
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
    // "Within 30 days you get it back": what opens the sentence holds no verb.
    let opening =
        ["within", "after", "before", "during", "for", "on", "in", "at", "until", "upon", "from", "if"];
    let near = words.iter().take(8).position(|word| matches!(word.form.as_str(), "we" | "you"));
    if let Some(at) = near.filter(|at| *at > 0 && opening.contains(&words[0].form.as_str()))
        && !words[..at].iter().any(|word| FINITE.contains(&word.form.as_str()))
    {
        return Some(at + 1);
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

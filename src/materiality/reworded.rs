//! Proofs that a sentence was put in another order or another voice and still says the same.
//!
//! "Visitors sign the book at the gate" and "At the gate, the book is signed by visitors" hold the
//! same words of weight. That alone proves nothing ("we delete logs and keep mail" holds those of
//! "we keep logs and delete mail"), so the words must also stand in the same few stretches, what is
//! denied or limited must stay what it was, and who acts must stay who acted.

use super::canon::tokens;
use super::edits::Edit;
use crate::facts::Clause;
use crate::facts::lexer::{has_any, padded};

/// Stretches of words that may change places.
const STRETCHES: usize = 3;
/// One more where the sentence changed from active to passive: subject and object both move.
const STRETCHES_PASSIVE: usize = 6;

/// Words that say nothing about whom or what.
const FUNCTION: &[&str] = &[
    "of", "in", "on", "at", "for", "to", "as", "so", "by", "be", "is", "are", "was", "were", "been", "being",
    "do", "does", "did", "have", "has", "had", "it", "its", "this", "these", "there", "which", "who",
    "their", "they", "them", "our", "your", "we", "us", "you", "now", "here", "up",
];
/// Words whose place decides: what follows them is denied, limited or made a condition.
const GOVERNING: &[&str] = &[
    "not",
    "no",
    "nor",
    "never",
    "neither",
    "without",
    "cannot",
    "none",
    "nothing",
    "only",
    "solely",
    "exclusively",
    "if",
    "unless",
    "except",
    "before",
    "after",
    "until",
    "any",
    "all",
    "each",
    "every",
    "some",
    "other",
    "may",
    "might",
    "can",
    "could",
    "will",
    "must",
    "should",
    "from",
    "with",
    "outside",
    "within",
    "than",
];
/// Opposites: where a sentence holds both, their order is what it says.
const OPPOSED: &[(&str, &str)] = &[
    ("on", "off"),
    ("in", "out"),
    ("up", "down"),
    ("over", "under"),
    ("above", "below"),
    ("first", "last"),
    ("more", "less"),
    ("opt-in", "opt-out"),
    ("public", "private"),
    ("free", "paid"),
    ("start", "end"),
    ("open", "closed"),
];
/// Words that join two statements or set them against each other.
const JOINTS: &[&str] = &["and", "or", "but", "while", "whereas", "although", "however", "instead"];
/// Who acts and who is acted upon.
const PARTIES: &[&str] = &[
    "we",
    "us",
    "you",
    "customer",
    "user",
    "provider",
    "processor",
    "controller",
    "subprocessor",
    "seller",
    "buyer",
    "party",
    "company",
    "member",
    "client",
    "supplier",
    "licensor",
    "licensee",
    "school",
    "parent",
    "subscriber",
    "partner",
    "affiliate",
    "employee",
    "visitor",
];

/// Past forms that no ending tells.
const IRREGULAR: &[(&str, &str)] = &[
    ("kept", "keep"),
    ("held", "hold"),
    ("sent", "send"),
    ("given", "give"),
    ("made", "make"),
    ("paid", "pay"),
    ("told", "tell"),
    ("sold", "sell"),
    ("written", "write"),
    ("taken", "take"),
    ("shown", "show"),
    ("found", "find"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("chosen", "choose"),
    ("done", "do"),
    ("known", "know"),
    ("met", "meet"),
    ("built", "build"),
    ("lost", "lose"),
];

/// The reason why an edit only words the same thing otherwise; `None` where that is not proven.
pub(super) fn prove(edit: &Edit) -> Option<&'static str> {
    let (old, new) = (edit.old.as_ref()?, edit.new.as_ref()?);
    if is_same_otherwise(&old.text, &new.text) {
        return Some("The same words stand in another order and say the same.");
    }
    only_an_example(old, new).then_some("One example was exchanged for another.")
}

fn is_same_otherwise(old: &str, new: &str) -> bool {
    let (a, b) = (tokens(old), tokens(new));
    let (x, y) = (weighty(&a), weighty(&b));
    if OPPOSED.iter().any(|(one, other)| [one, other].iter().all(|word| a.iter().any(|held| held == *word))) {
        return false;
    }
    if x.len() < 2 || !same_bag(&x, &y) || numbers(&a) != numbers(&b) || numbers(&a).len() > 1 {
        return false;
    }
    if governed(&a) != governed(&b) || joints(&a) != joints(&b) {
        return false;
    }
    let agents = |row: &[String]| row.iter().filter(|word| *word == "by").count();
    let passive = agents(&a) != agents(&b);
    let (from, to) = (of_list(&a, PARTIES), of_list(&b, PARTIES));
    if from != to && !(passive && turned(&a, &b)) {
        return false;
    }
    // Where nothing moved, whose it is may be all that was said.
    let (whose, now) = (possessors(&a), possessors(&b));
    if is_led_otherwise(&whose, &now) || x == y && whose.len() != now.len() {
        return false;
    }
    if x != y && a.iter().any(|word| word == "between") {
        return false;
    }
    if passive {
        return same_agent(&a, &b) && stretches(&x, &y).is_some_and(|count| count <= STRETCHES_PASSIVE);
    }
    !is_led_otherwise(&led(&a), &led(&b))
        && stretches(&x, &y).is_some_and(|count| count <= STRETCHES)
        && !is_turned_about(&x, &y)
}

/// Whose thing it is: "at your choice" is not "at our choice".
fn possessors(row: &[String]) -> Vec<(&str, String)> {
    const WHOSE: &[&str] = &["our", "your", "my", "his", "her", "its", "their"];
    leading(row, WHOSE)
}

/// Every preposition with the word of weight it leads, sorted: "paid to the owner for the tenant" is not
/// "paid to the tenant for the owner".
fn led(row: &[String]) -> Vec<(&str, String)> {
    const LEADS: &[&str] =
        &["of", "in", "on", "at", "for", "to", "as", "by", "through", "against", "over", "under"];
    leading(row, LEADS)
}

/// A word that stands behind another one of the list now: what has only lost or won one says the same.
fn is_led_otherwise(a: &[(&str, String)], b: &[(&str, String)]) -> bool {
    let gone = || a.iter().filter(|pair| !b.contains(pair));
    let come = || b.iter().filter(|pair| !a.contains(pair));
    gone().any(|(lead, word)| come().any(|(other, same)| word == same && lead != other))
}

/// Every word of a list with the word of weight behind it, sorted.
fn leading<'a>(row: &'a [String], list: &[&str]) -> Vec<(&'a str, String)> {
    let weighty = |word: &&String| {
        !FUNCTION.contains(&word.as_str())
            && !GOVERNING.contains(&word.as_str())
            && !JOINTS.contains(&word.as_str())
    };
    let behind = |at: usize| row[at + 1..].iter().find(weighty).map(|next| stem(next)).unwrap_or_default();
    let places = row.iter().enumerate().filter(|(_, word)| list.contains(&word.as_str()));
    let mut pairs: Vec<(&str, String)> = places.map(|(at, word)| (word.as_str(), behind(at))).collect();
    pairs.sort();
    pairs
}

/// Two things changed places around what stands between them: who tells is now told.
fn is_turned_about(x: &[String], y: &[String]) -> bool {
    let place = |word: &String| x.iter().position(|other| other == word);
    let places: Vec<usize> = y.iter().filter_map(place).collect();
    let mut starts: Vec<usize> = Vec::new();
    for (at, here) in places.iter().enumerate() {
        if at == 0 || places[at - 1] + 1 != *here {
            starts.push(*here);
        }
    }
    starts.len() == 3 && starts[0] > starts[1] && starts[1] > starts[2]
}

/// The one after "by" in the passive voice is the one who acts first in the active.
fn same_agent(a: &[String], b: &[String]) -> bool {
    let plain = |word: &&String| {
        PARTIES.contains(&word.as_str())
            || !FUNCTION.contains(&word.as_str())
                && !JOINTS.contains(&word.as_str())
                && !GOVERNING.contains(&word.as_str())
    };
    let one = |word: &String| if word == "us" { "we".to_owned() } else { stem(word) };
    let agents = |row: &[String]| {
        let places = row.iter().enumerate().filter(|(_, word)| *word == "by");
        places.filter_map(|(at, _)| row[at + 1..].iter().find(plain).map(one)).collect::<Vec<_>>()
    };
    let subject = |row: &[String]| row.iter().find(plain).map(one);
    let count = |row: &[String]| row.iter().filter(|word| *word == "by").count();
    let (passive, active) = if count(a) > count(b) { (a, b) } else { (b, a) };
    subject(active).is_some_and(|subject| agents(passive).contains(&subject))
}

/// The words that join, in no order.
fn joints(row: &[String]) -> Vec<&str> {
    let mut found = of_list(row, JOINTS);
    found.sort_unstable();
    found
}

/// Words of weight in one form each.
fn weighty(row: &[String]) -> Vec<String> {
    row.iter()
        .filter(|word| !FUNCTION.contains(&word.as_str()) && !JOINTS.contains(&word.as_str()))
        .map(|word| stem(word))
        .collect()
}

pub(super) fn stem(word: &str) -> String {
    if word.starts_with('#') || word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    if let Some((_, base)) = IRREGULAR.iter().find(|(past, _)| *past == word) {
        return (*base).to_owned();
    }
    let cut = ["ing", "ed", "ly", "es", "s", "e"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|root| root.len() > 2))
        .unwrap_or(word);
    // "Planned" and "plan", "used" and "use" meet in one form.
    let mut letters = cut.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && cut.len() > 3 && !"lsz".contains(last) => {
            cut[..cut.len() - last.len_utf8()].to_owned()
        }
        _ => cut.to_owned(),
    }
}

fn same_bag(a: &[String], b: &[String]) -> bool {
    let sorted = |row: &[String]| {
        let mut row = row.to_vec();
        row.sort();
        row
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

fn numbers(row: &[String]) -> Vec<&String> {
    row.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).collect()
}

fn of_list<'a>(row: &'a [String], list: &[&str]) -> Vec<&'a str> {
    row.iter().map(String::as_str).filter(|word| list.contains(word)).collect()
}

/// Every governing word with the word of weight it governs, sorted.
fn governed(row: &[String]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = row
        .iter()
        .enumerate()
        .filter(|(_, word)| GOVERNING.contains(&word.as_str()))
        .map(|(at, word)| {
            let next = row[at + 1..]
                .iter()
                .find(|next| !FUNCTION.contains(&next.as_str()) && !GOVERNING.contains(&next.as_str()));
            (word.clone(), next.map(|next| stem(next)).unwrap_or_default())
        })
        .collect();
    pairs.sort();
    pairs
}

/// "A pays B" and "B is paid by A": the one after "by" is who acts first on the other side.
fn turned(a: &[String], b: &[String]) -> bool {
    let one = |word: String| if word == "us" { "we".to_owned() } else { word };
    let actor = |row: &[String]| {
        let at = row.iter().position(|word| word == "by")?;
        row[at + 1..].iter().find(|word| PARTIES.contains(&word.as_str())).cloned().map(one)
    };
    let first = |row: &[String]| row.iter().find(|word| PARTIES.contains(&word.as_str())).cloned().map(one);
    match (actor(a), actor(b)) {
        (Some(actor), None) => first(b) == Some(actor),
        (None, Some(actor)) => first(a) == Some(actor),
        _ => false,
    }
}

/// Into how many stretches one row falls when it is cut to be laid out as the other; `None` where a
/// word stands twice and the order differs, for then nobody can say which went where.
fn stretches(a: &[String], b: &[String]) -> Option<usize> {
    if a == b {
        return Some(1);
    }
    let place = |word: &String| {
        let mut found = a.iter().enumerate().filter(|(_, other)| *other == word).map(|(at, _)| at);
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let places: Vec<usize> = b.iter().map(place).collect::<Option<_>>()?;
    Some(1 + places.windows(2).filter(|pair| pair[0] + 1 != pair[1]).count())
}

/// Nothing but one short example differs: "(for example, a florist)", or the sentence is an example.
fn only_an_example(old: &Clause, new: &Clause) -> bool {
    let (a, b) = (old.text.as_str(), new.text.as_str());
    let guarded = |text: &str| {
        of_list(&tokens(text), GOVERNING).iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    let plain = |text: &str| !text.chars().any(|c| c.is_ascii_digit());
    let is_example = |clause: &Clause| {
        let openers = [" for example ", " for instance ", " eg ", " e g "];
        openers.iter().any(|opener| clause.words.starts_with(opener))
    };
    if is_example(old) && is_example(new) {
        let names = |text: &str| {
            text.split_whitespace()
                .skip(2)
                .filter(|word| word.starts_with(char::is_uppercase))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        return guarded(a) == guarded(b) && plain(a) && plain(b) && names(a) == names(b) && alike(a, b);
    }
    let (Some((x, one)), Some((y, other))) = (without_example(a), without_example(b)) else { return false };
    tokens(&x) == tokens(&y) && plain(one) && plain(other)
}

/// The sentence still has most of its words.
fn alike(a: &str, b: &str) -> bool {
    super::canon::likeness(&tokens(a), &tokens(b)) >= 0.6
}

/// A sentence without its one example in brackets, and the example: a single thing, with an article.
fn without_example(text: &str) -> Option<(String, &str)> {
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    let inner = &text[open + 1..close];
    let lower = inner.to_lowercase();
    let body = ["for example", "for instance", "e.g."].iter().find_map(|mark| lower.strip_prefix(mark))?;
    let example = body.trim_start_matches([',', ' ']);
    let single = (example.starts_with("a ") || example.starts_with("an "))
        && example.split_whitespace().count() <= 6
        && !has_any(padded(example).as_str(), &[" and ", " or ", " data ", " name ", " address "])
        && !inner.chars().skip(1).any(char::is_uppercase);
    single.then(|| (format!("{}{}", &text[..open], &text[close + 1..]), inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_order_or_voice_says_the_same() {
        let cases = [
            (
                "Visitors sign the book at the gate every morning.",
                "Every morning, visitors sign the book at the gate.",
            ),
            (
                "The customer shall keep one spare key in the office.",
                "One spare key shall be kept in the office by the customer.",
            ),
            ("We decide on a claim within 5 days.", "A claim is decided on by us within 5 days."),
            ("The provider pays the customer a credit.", "A credit is paid to the customer by the provider."),
        ];
        for (old, new) in cases {
            assert!(is_same_otherwise(old, new), "{old} / {new}");
            assert!(is_same_otherwise(new, old), "{new} / {old}");
        }
    }

    #[test]
    fn the_same_words_may_say_something_else() {
        let cases = [
            ("We delete logs and keep mail.", "We keep logs and delete mail."),
            ("For a loud or late call.", "For a loud and late call."),
            ("The customer pays the provider.", "The provider pays the customer."),
            ("We share mail, not logs.", "We share logs, not mail."),
            ("Only teachers may read drafts.", "Teachers may read only drafts."),
            ("Logs stay 30 days, mail 60 days.", "Mail stays 30 days, logs 60 days."),
            ("You may cancel if we change the price.", "We may change the price if you cancel."),
            ("Parents see what pupils write.", "Pupils see what parents write."),
            ("We tell you before we change this.", "We change this before we tell you."),
            ("Data go from Norway to Chile.", "Data go from Chile to Norway."),
            ("Refills are off until you turn them on.", "Refills are on until you turn them off."),
            ("We mend, at your choice, the lamp.", "We mend, at our choice, the lamp."),
            ("Doctors inform patients.", "Patients inform doctors."),
            ("Doctors inform patients.", "Doctors are informed by patients."),
            ("Rent is paid to the owner for the tenant.", "Rent is paid to the tenant for the owner."),
            ("The courier sues the baker.", "The baker sues the courier."),
            ("Their guests sign your book.", "Your guests sign their book."),
            ("Damage by our own crew is paid.", "Damage by own crew is paid."),
            ("The pool is shut between May and July.", "The pool is shut between July and May."),
        ];
        for (old, new) in cases {
            assert!(!is_same_otherwise(old, new), "{old} / {new}");
        }
    }

    #[test]
    fn an_example_in_brackets_is_no_list() {
        let example = |text: &str| without_example(text).map(|(_, example)| example.to_owned());
        assert_eq!(
            example("Somebody (for example, a florist) may call.").as_deref(),
            Some("for example, a florist")
        );
        assert_eq!(example("We collect data (for example, a name and an address)."), None);
        assert_eq!(example("We share data (for example, a partner like Larkpass)."), None);
    }
}

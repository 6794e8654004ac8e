//! Facts about acts: what is promised not to be done, what is permitted, training, consent.

use super::clause::{Clause, Place};
use super::lexer::{first_of, has_any};
use super::padded::{Padded, Searched};
use super::subject::{self, Subject};
use super::{Fact, Family, Stance, Value, cues, topic};

/// Negators in padded text.
pub(crate) const NEGATORS: &[&str] =
    &[" not ", " never ", " no ", " nor ", " neither ", " cannot ", " without ", " nothing ", " none "];

/// Reads promises, training and consent of a clause.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if matches!(clause.place, Place::Key | Place::Formula) {
        return Vec::new();
    }
    let users = is_user_act(clause);
    let mut facts = if users { Vec::new() } else { promises(clause) };
    facts.extend(training(clause));
    facts.extend(consent(clause));
    facts.extend(bans_on_user(clause, users));
    facts
}

/// "We do not sell …", "is never used …", and what is plainly allowed of the same acts.
fn promises(clause: &Clause) -> Vec<Fact> {
    let words = &clause.words;
    let denied = has_any(words, &[" not ", " never ", " nor ", " cannot "])
        && has_any(
            words,
            &[
                " do not ",
                " does not ",
                " never ",
                " will not ",
                " are not ",
                " is not ",
                " nor ",
                " shall not ",
                " must not ",
                " cannot ",
            ],
        )
        || has_any(&clause.stem, &[" do not ", " never ", " will not "]);
    let allowed = has_any(words, &[" may ", " will ", " can ", " we "]) || has_any(words, &[" is ", " are "]);
    let mut facts = Vec::new();
    for (act, forms) in cues::INTRUSIVE_ACTS {
        // Only these acts are worth a fact when they are permitted; "we use cookies" is no promise.
        let grave = ["sell", "rent", "trade", "log", "name"].contains(act);
        let told = denied || allowed && grave;
        if !told || !has_any(words, forms) || is_noun(words, act, forms) || is_of_reader(words, forms) {
            continue;
        }
        let stance = match (denied && negated(words, forms), allowed && grave) {
            (true, _) => Stance::Prohibited,
            (false, true) => Stance::Permitted,
            (false, false) => continue,
        };
        let object = object_after(words, forms);
        // "Your uploads are never used": what nothing follows is said of what stands before.
        let passive = || Some(topic::phrase(clause)).filter(|phrase| phrase.split_whitespace().count() <= 4);
        let object = if object.key.is_empty() {
            passive().map_or(object, |phrase| Subject::of(&phrase))
        } else {
            object
        };
        let joined =
            |object: &str| if object.is_empty() { (*act).to_owned() } else { format!("{act} {object}") };
        let subject = Subject { key: joined(&object.key), label: joined(&object.label) };
        facts.push(clause.fact(Family::Promise, subject, Value::Stance(stance)));
    }
    facts
}

/// "Door logs are kept", "your name": the word names a thing wherever it stands, nobody acts.
fn is_noun(words: &Padded, act: &str, forms: &[&str]) -> bool {
    // Advertisers are people; whoever does not pass on data to them has promised nothing of ads.
    if act == "advertise" {
        let persons = words.matches(" advertiser").count();
        return persons > 0 && words.matches(" advertis").count() == persons && !words.holds(" marketing ");
    }
    if !["log", "name", "rent", "trade"].contains(&act) {
        return false;
    }
    let after = [
        " is ",
        " are ",
        " was ",
        " were ",
        " will be ",
        " may be ",
        " must be ",
        " shall be ",
        " and backup",
        " and record",
        " and file",
        " or record",
    ];
    let before = [
        " your",
        " the",
        " a",
        " our",
        " their",
        " its",
        " user",
        " domain",
        " access",
        " server",
        " operational",
        " system",
        " audit",
        " error",
        " activity",
        " usage",
        " event",
        " security",
        " call",
        " chat",
    ];
    forms.iter().flat_map(|form| words.match_indices(form)).all(|(at, form)| {
        let rest = &words[at + form.len() - 1..];
        after.iter().any(|verb| rest.starts_with(verb))
            || before.iter().any(|word| words[..at].ends_with(word))
    })
}

/// "The berth you rent", "items you sell": what the reader does is no promise to him.
fn is_of_reader(words: &Padded, forms: &[&str]) -> bool {
    let by_reader = |at: usize| words[..at].ends_with(" you") && !words[..at].ends_with(" from you");
    forms.iter().flat_map(|form| words.match_indices(form)).all(|(at, _)| by_reader(at))
}

/// True when a negator governs the first of these words: it stands before, no "but" between.
fn negated(words: &Padded, forms: &[&str]) -> bool {
    let Some(at) = forms.iter().filter_map(|form| words.find(form)).min() else { return false };
    let before = &words[..=at];
    let Some(no) = NEGATORS.iter().filter_map(|no| before.rfind(no)).max() else { return false };
    let between = &before[no..];
    !has_any(
        between,
        &[
            " but ",
            " however ",
            " unless ",
            " we may ",
            " which ",
            " only ",
            " except",
            " other than ",
            " save ",
        ],
    )
}

/// Up to three words after the act, as the object of a promise.
fn object_after(words: &Padded, forms: &[&str]) -> Subject {
    let Some(at) =
        forms.iter().filter_map(|form| words.find(form).map(|at| at + form.trim_end().len())).min()
    else {
        return Subject::from("");
    };
    // A form may be the beginning of a word: the object starts after the whole of it.
    let at = words[at..].find(' ').map_or(words.len(), |rest| at + rest);
    let rest = words.get(at..).unwrap_or_default();
    let cut = [" for ", " with ", " to ", " on ", " by ", " after ", " unless ", " in ", " nor "];
    let end = first_of(rest, &cut).unwrap_or(rest.len());
    let verbs = ["or", "and", "rent", "trade", "share", "sell", "lease", "disclose", "store", "use"];
    let light = ["any", "your", "the", "our", "such", "this", "these", "that", "out", "any of"];
    let object = rest[..end]
        .split_whitespace()
        .skip_while(|word| verbs.contains(word) || light.contains(word))
        .take_while(|word| !["or", "and"].contains(word))
        .take(3)
        .collect::<Vec<_>>();
    Subject::of(&object.join(" "))
}

fn is_user_act(clause: &Clause) -> bool {
    let outright = [" forbidden ", " is prohibited ", " are prohibited "];
    let asked = [" tell us not to ", " ask us not to ", " ask that we not ", " we ", " our "];
    // "The right not to be profiled", "you may choose not to answer": a liberty, no prohibition.
    let free = [" right not to ", " choose not to ", " decide not to ", " prefer not to ", " asked not to "];
    (is_banned(&clause.words) || is_banned(&clause.stem))
        && !has_any(&clause.words, &free)
        && (clause.says(&[" you ", " user", " customer ", " member"]) || has_any(&clause.words, &outright))
        && !has_any(&clause.words, &asked)
}

/// Words of a ban on the user. Every one of them denies or forbids, which most sentences do not.
fn is_banned(words: &Padded) -> bool {
    has_any(words, &[" not ", " cannot ", " prohibited ", " forbidden "]) && has_any(words, cues::USER_BAN)
}

/// Use of content to train models.
fn training(clause: &Clause) -> Option<Fact> {
    let words = &clause.words;
    let trains = has_any(words, &[" train ", " training ", " trained ", " fine tun"])
        && has_any(words, &[" model", " ai ", " machine learning ", " algorithm", " artificial "]);
    let improves = has_any(
        words,
        &[
            " improve our models",
            " improve the models",
            " improve our ai",
            " improve our artificial intelligence",
            " develop our models",
            " improving our models",
            " improve its models",
            " improve ai ",
            " improve our algorithms",
        ],
    );
    if !trains && !improves {
        return None;
    }
    let data: [(&[&str], &str); 10] = [
        (&[" prompt"], "prompt"),
        (&[" conversation", " chat", " message", " letter"], "conversation"),
        (&[" recording", " voice "], "recording"),
        (&[" image", " photo"], "image"),
        (&[" output"], "output"),
        (&[" content"], "content"),
        (&[" input"], "input"),
        (&[" upload"], "upload"),
        (&[" document", " file"], "document"),
        (&[" personal ", " your data ", " customer data "], "personal data"),
    ];
    let subject = data.iter().find(|(cues, _)| has_any(words, cues)).map_or("content", |(_, name)| name);
    Some(clause.fact(Family::Training, subject, Value::Stance(training_stance(words))))
}

fn training_stance(words: &Padded) -> Stance {
    match consent_mode(words) {
        Some(stance) => stance,
        None if has_any(words, NEGATORS) => Stance::Prohibited,
        None => Stance::Permitted,
    }
}

/// Whether something needs consent, runs until objection, or neither is said.
pub(crate) fn consent_mode<T: Searched + ?Sized>(words: &T) -> Option<Stance> {
    let opt_out = [
        " opt out",
        " opted out",
        " not objected",
        " unless you object",
        " until you object",
        " unless you tell us",
        " refusing ",
        " unsubscribe",
        " unless you turn",
        " unless you disable",
        " switched off ",
        " turned off ",
        " withdraw",
        " unless you have refused",
        " have not refused",
        " on by default ",
        " enabled by default ",
        " active by default ",
        " unless you say ",
        " unless you uncheck ",
        " unless you change ",
        " reply stop ",
        " unless you refuse",
        " unless you have object",
        " has not object",
    ];
    let opt_in = [
        " opt in",
        " opted in",
        " consent",
        " permission",
        " if you agree",
        " if you have ticked",
        " ticked the box asking",
        " explicitly agree",
        " switched on ",
        " turned on ",
        " enable",
        " authoris",
        " authoriz",
        " we ask before ",
        " ask you before ",
        " ask you first ",
        " ask for your ",
        " if you choose",
        " if you allow",
        " if you say yes",
        " if you ask us ",
        " only where you ",
        " asked for ",
    ];
    let refused =
        [" cannot be switched off ", " cannot be turned off ", " cannot opt out ", " cannot be disabled "];
    if has_any(words, &refused) {
        None
    } else if has_any(words, &opt_out) {
        Some(Stance::OptOut)
    } else if has_any(words, &opt_in)
        && !has_any(words, &[" you consent to our ", " counts as consent", " by using "])
        // The noun alone asks for nothing.
        && !has_any(words, &[" consent preferences", " consent settings", " consent choices", " consent is not "])
    {
        Some(Stance::OptIn)
    } else {
        None
    }
}

fn consent(clause: &Clause) -> Option<Fact> {
    let conditional = has_any(
        &clause.words,
        &[
            " only if ",
            " unless ",
            " only with ",
            " with your ",
            " if you ",
            " consent",
            " opt in",
            " opt out",
            " until you ",
            " if the ",
            " only where ",
            " by default ",
            " without your ",
            " without the ",
        ],
    );
    if !conditional {
        return None;
    }
    let stance = consent_mode(&clause.words)?;
    let named = clause.words.split(" consent to ").nth(1).filter(|rest| !rest.trim().is_empty());
    let topic = named.map_or_else(|| topic::phrase(clause), |rest| rest.trim().to_owned());
    let key = subject::normalize(clause.words.split(" if ").next().unwrap_or_default());
    let key: String = key.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let label = subject::label(&topic);
    Some(clause.fact(Family::Consent, Subject { key, label }, Value::Stance(stance)))
}

/// What the user must not do: one fact per listed prohibition, or what a sentence states of his acts.
fn bans_on_user(clause: &Clause, users: bool) -> Option<Fact> {
    let listed = clause.place == Place::Item && is_banned(&clause.stem);
    let stated = users && clause.place != Place::Item && is_banned(&clause.words);
    if !listed && !stated {
        return None;
    }
    Some(clause.fact(Family::AcceptableUse, Subject::of(&clause.text), Value::Stance(Stance::Prohibited)))
}

//! From a change to its judgement: proofs first, then rules, then the honest "somebody must read it".

use super::categories::{category_of, multiplier};
use super::combined::combine;
use super::edits::{Edit, Texts};
use super::effort::{Effort, SENTENCE};
use super::furniture::is_stub;
use super::lean::{self, lean};
use super::owners::Owners;
use super::renames::Names;
use super::rules::{Case, Finding, apply};
use super::severity::severity;
use super::sides::Sides;
use super::topics::Topics;
use super::{
    Category, Direction, Judgement, Reason, Severity, Tuning, Verdict, cookie_rows, cosmetic, dates,
    deciding, doubt, flourish, language, pointers, restated, words,
};
use crate::compare::{Change, ChangeKind, Comparison, Unit};
use crate::document::Document;
use crate::facts::padded::Padded;
use crate::facts::{Clause, facts_of, facts_unread};

/// Judges the changes between two documents.
pub(super) struct Judge<'a> {
    texts: Texts<'a>,
    names: Names<'a>,
    owners: Owners<'a>,
    /// What the places of the old and of the new text are about.
    topics: [Topics<'a>; 2],
    /// One of the two is no text of the policy.
    stub: bool,
    /// What the operator says.
    tuning: &'a Tuning,
    /// Why the pair as a whole is for a person.
    doubt: Option<&'static str>,
    /// The language of the text where it is not English: its rules do not read it.
    language: Option<&'a str>,
    /// How much was read so far.
    effort: Effort,
}

/// Said of what is more than rules read.
const TOO_MUCH: &str = "This is more text than the rules read, so a person must read it.";

/// One edit judged.
pub(super) struct Opinion {
    pub(super) verdict: Verdict,
    pub(super) category: Category,
    pub(super) score: u32,
    pub(super) severity: Option<Severity>,
    pub(super) findings: Vec<Finding>,
    pub(super) reason: Option<Reason>,
    /// Which way the words lean where no rule read them.
    pub(super) lean: Option<Direction>,
    /// The rules could read it: it is English.
    pub(super) is_read: bool,
}

impl Opinion {
    /// Harmless, with the reason that proves it and the facts that may still be told.
    fn proven(category: Category, findings: Vec<Finding>, reason: Reason) -> Self {
        Self {
            verdict: Verdict::Cosmetic,
            category,
            score: 0,
            severity: None,
            findings,
            reason: Some(reason),
            lean: None,
            is_read: true,
        }
    }

    /// Found by a rule.
    fn material(category: Category, severity: Severity, findings: Vec<Finding>) -> Self {
        let heaviest = findings.iter().map(|finding| finding.weight).max().unwrap_or(0);
        Self {
            verdict: Verdict::Material,
            category,
            score: heaviest * multiplier(category),
            severity: Some(severity),
            findings,
            reason: None,
            lean: None,
            is_read: true,
        }
    }

    /// Neither proven nor found: somebody must read it.
    fn waiting(category: Category, reason: Reason, lean: Option<Direction>, findings: Vec<Finding>) -> Self {
        Self {
            verdict: Verdict::Review,
            category,
            score: 300,
            severity: Some(Severity::Low),
            findings,
            reason: Some(reason),
            lean,
            is_read: true,
        }
    }
}

impl<'a> Judge<'a> {
    /// Reads both documents once.
    pub(super) fn new(
        old: &'a Document,
        new: &'a Document,
        comparison: &Comparison,
        tuning: &'a Tuning,
    ) -> Self {
        let stub = is_stub(&old.body_text()) != is_stub(&new.body_text());
        let texts = Texts::new(old, new);
        let doubt = doubt::doubt(&texts, comparison);
        let language = language::foreign(new).or_else(|| language::foreign(old));
        Self {
            texts,
            names: Names::of(old, new),
            owners: Owners::of(old, new),
            topics: [old, new].map(Topics::of),
            stub,
            tuning,
            doubt,
            language,
            effort: Effort::default(),
        }
    }

    /// The judgement of one change, as the watchlist wants it.
    pub(super) fn judge(&self, change: &Change) -> Judgement {
        self.effort.begin();
        let mut judgement = self.judged(change);
        self.tuning.ignore(change, &mut judgement);
        judgement
    }

    fn judged(&self, change: &Change) -> Judgement {
        if self.stub {
            let why =
                "One of the two pages holds no text of the policy, so nothing is shown to have changed.";
            return self.harmless(
                change,
                vec![words::reason("C9", why, change.old.as_deref(), change.new.as_deref())],
            );
        }
        // A date inside a clause is judged like any other words of it.
        if change.unit == Unit::Date {
            return dates::judge(self.texts.old, self.texts.new, change);
        }
        if let Some(reason) = self.by_kind(change) {
            return self.harmless(change, vec![reason]);
        }
        if !self.is_read(change) {
            return self.unread_mass(change);
        }
        let opinions: Vec<Opinion> = self.sentences(change).into_iter().map(|(_, opinion)| opinion).collect();
        if opinions.is_empty() {
            let why = "Every sentence of it still stands in the document.";
            let reason = words::reason("C5", why, change.old.as_deref(), change.new.as_deref());
            return self.harmless(change, vec![reason]);
        }
        let mut judgement = combine(opinions, change);
        let is_said = judgement.reasons.first().is_some_and(|reason| reason.rule == "T1");
        if let Some(why) = self.doubt.filter(|_| judgement.verdict == Verdict::Material && !is_said) {
            judgement.verdict = Verdict::Review;
            let reason = words::reason("R2", why, change.old.as_deref(), change.new.as_deref());
            judgement.reasons.insert(0, reason);
        }
        judgement
    }

    /// What each sentence of the change that was judged last is by itself; `None` where its kind alone
    /// decides.
    pub(super) fn opinions(&self, change: &Change) -> Option<Vec<(Edit, Opinion)>> {
        let by_kind = self.stub
            || change.kind == ChangeKind::Date
            || change.unit == Unit::Date
            || self.by_kind(change).is_some();
        self.effort.again();
        (!by_kind && self.is_read(change)).then(|| self.sentences(change))
    }

    /// False of a change that is more than rules read.
    fn is_read(&self, change: &Change) -> bool {
        self.effort.reaches([&change.old, &change.new].into_iter().flatten().map(String::len).sum())
    }

    /// A change that is more than rules read.
    fn unread_mass(&self, change: &Change) -> Judgement {
        let reason = words::reason("R3", TOO_MUCH, change.old.as_deref(), change.new.as_deref());
        Judgement {
            verdict: Verdict::Review,
            // Of tens of thousands of changes nobody asks what each is about.
            category: (!self.effort.is_spent()).then(|| self.category(change)),
            direction: None,
            severity: Some(Severity::Low),
            reasons: vec![reason],
            facts: Vec::new(),
        }
    }

    /// Why the kind of the change alone makes it harmless, whatever its words say.
    fn by_kind(&self, change: &Change) -> Option<Reason> {
        if self.owners.exchanged(change).is_some() {
            return None;
        }
        cosmetic::by_kind(change).filter(|_| !self.is_unread_heading(change)).or_else(|| {
            let why = cookie_rows::prove(self.texts.old, self.texts.new, change)?;
            Some(words::reason("C9", why, change.old.as_deref(), change.new.as_deref()))
        })
    }

    fn sentences(&self, change: &Change) -> Vec<(Edit, Opinion)> {
        let exchanged = self.exchanged(change);
        let judged = self.texts.edits(change).into_iter().map(|edit| {
            let opinion = self.opinion(&edit);
            (edit, opinion)
        });
        let tuned = |(edit, opinion)| {
            let opinion = self.tuned(&edit, opinion);
            (edit, opinion)
        };
        exchanged.into_iter().chain(judged).map(tuned).collect()
    }

    /// An item that belongs to another owner now: a number of it is another quantity of both.
    fn exchanged(&self, change: &Change) -> Option<(Edit, Opinion)> {
        let (before, after) = self.owners.exchanged(change)?;
        let edit = self.texts.lead(change);
        let clause = edit.new.as_ref().or(edit.old.as_ref())?;
        let category = self.category_of(&edit, &Padded::default(), &clause.words);
        let why = format!("It is said of “{after}” now, before of “{before}”.");
        let counts = clause.text.chars().any(|c| c.is_ascii_digit());
        let is_read = self.language.is_none() || language::reads_english(clause);
        let text = Some(clause.text.as_str());
        let opinion = if counts && is_read {
            let (sign, old, new, fact) = (Direction::Mixed, None, None, None);
            let finding = Finding { rule: "M3", weight: 60, sign, why, old, new, fact };
            Opinion::material(category, Severity::Medium, vec![finding])
        } else {
            Opinion::waiting(
                category,
                words::reason("R0", &why, text, text),
                Some(Direction::Mixed),
                Vec::new(),
            )
        };
        Some((edit, opinion))
    }

    /// A heading in another language: whether it denies anything cannot be told.
    fn is_unread_heading(&self, change: &Change) -> bool {
        let heading =
            change.kind == ChangeKind::Retitled || matches!(change.unit, Unit::Heading | Unit::Title);
        let same = |old: &str, new: &str| language::same_letters(old, new);
        self.language.is_some()
            && heading
            && !change.old.as_deref().zip(change.new.as_deref()).is_some_and(|(old, new)| same(old, new))
    }

    /// An edit in a language the rules do not read: equal letters are harmless, the rest is for a person.
    fn unread(&self, edit: &Edit, language: &str) -> Opinion {
        let read = |clause: &Option<Clause>| clause.as_ref().map(facts_unread).unwrap_or_default();
        let sides = Sides::of(edit);
        let category = self.category_of(edit, &edit.touched().into(), &focus(edit, sides.as_ref()));
        let case = Case {
            edit,
            sides,
            category,
            old_facts: read(&edit.old),
            new_facts: read(&edit.new),
            removed: edit.removed().into(),
            added: edit.added().into(),
        };
        let text = |clause: &Option<Clause>| clause.as_ref().map(|clause| clause.text.clone());
        let (old, new) = (text(&edit.old), text(&edit.new));
        let same =
            old.as_deref().zip(new.as_deref()).is_some_and(|(old, new)| language::same_letters(old, new));
        let mut findings = super::rules::differences(&case);
        for finding in &mut findings {
            finding.weight = 0;
        }
        let values = language::values(&findings);
        let (rule, why) = if same {
            ("C1", "Only spacing, letter case or punctuation changed.".to_owned())
        } else {
            ("R1", values.clone() + &language::unread(language))
        };
        let severity = if values.is_empty() { Severity::Low } else { Severity::Medium };
        Opinion {
            verdict: if same { Verdict::Cosmetic } else { Verdict::Review },
            category: case.category,
            score: 300,
            severity: (!same).then_some(severity),
            findings,
            reason: Some(words::reason(rule, &why, old.as_deref(), new.as_deref())),
            lean: None,
            is_read: false,
        }
    }

    /// What the sentence is about, as its own document tells.
    fn category_of(&self, edit: &Edit, touched: &Padded, focus: &Padded) -> Category {
        category_of(edit.clause(), touched, focus, &self.topics[usize::from(edit.new.is_some())])
    }

    /// Both sides, where there are two, only point elsewhere.
    fn is_pointer(&self, edit: &Edit) -> bool {
        let points = |document: &Document, clause: &Option<Clause>| {
            clause.as_ref().is_none_or(|clause| {
                let block = document.block_at(&clause.at);
                pointers::points_elsewhere(clause)
                    || block.is_some_and(|block| pointers::is_link(block, clause))
            })
        };
        // A question with its answer unchanged says something else.
        let asked = edit.old.is_some() && edit.new.is_some() && edit.clause().text.ends_with('?');
        !asked && points(self.texts.old, &edit.old) && points(self.texts.new, &edit.new)
    }

    fn pointer(&self, edit: &Edit) -> Option<Reason> {
        let text = |clause: &Option<Clause>| clause.as_ref().map(|clause| clause.text.clone());
        let why = "Only words that point elsewhere changed: a link, a question, a way to get in touch.";
        self.is_pointer(edit)
            .then(|| words::reason("C9", why, text(&edit.old).as_deref(), text(&edit.new).as_deref()))
    }

    fn harmless(&self, change: &Change, reasons: Vec<Reason>) -> Judgement {
        Judgement {
            verdict: Verdict::Cosmetic,
            category: Some(self.category(change)),
            direction: Some(Direction::Neutral),
            severity: None,
            reasons,
            facts: Vec::new(),
        }
    }

    fn category(&self, change: &Change) -> Category {
        let text = match (change.unit, change.kind) {
            // Numbers are no clause, and of a section that moved the texts are places.
            (Unit::Numbers, _) => return Category::IntroductoryGeneric,
            (Unit::Section, ChangeKind::Moved) => change.section.rsplit(" > ").next(),
            _ => change.new.as_deref().or(change.old.as_deref()),
        };
        let text = text.unwrap_or_default();
        // Of a text that nobody reads to its end the beginning tells.
        let text = if text.len() > SENTENCE { &text[..text.floor_char_boundary(SENTENCE)] } else { text };
        let at = crate::document::BlockAddress { sections: Vec::new(), block: 0 };
        let block = crate::document::Block::paragraph(text);
        let clauses = crate::facts::block_clauses(&block, &change.section, &at);
        clauses.first().map_or(Category::IntroductoryGeneric, |clause| {
            category_of(clause, &Padded::default(), &clause.words, &self.topics[1])
        })
    }

    /// C8: a name changed across the document and nothing else in the sentence.
    fn renamed(&self, case: &Case<'_>) -> Option<Reason> {
        let edit = case.edit;
        let names = self.names.explain(case)?;
        let said: Vec<String> =
            names.iter().map(|(old, new)| format!("“{old}” is called “{new}” now")).collect();
        let text = |clause: &Option<crate::facts::Clause>| clause.as_ref().map(|clause| clause.text.clone());
        let why = format!("{}, here and in the rest of the text.", said.join(", "));
        Some(words::reason("C8", &why, text(&edit.old).as_deref(), text(&edit.new).as_deref()))
    }

    fn opinion(&self, edit: &Edit) -> Opinion {
        if !self.effort.affords(edit) {
            let text = |clause: &Option<Clause>| clause.as_ref().map(|clause| clause.text.clone());
            let (old, new) = (text(&edit.old), text(&edit.new));
            let reason = words::reason("R3", TOO_MUCH, old.as_deref(), new.as_deref());
            return Opinion::waiting(Category::IntroductoryGeneric, reason, None, Vec::new());
        }
        if let Some(language) = self.language.filter(|_| !language::reads_english(edit.clause())) {
            return self.unread(edit, language);
        }
        let sides = Sides::of(edit);
        let (focus, touched): (Padded, Padded) = (focus(edit, sides.as_ref()), edit.touched().into());
        let category = self.category_of(edit, &touched, &focus);
        let case = Case {
            edit,
            sides,
            category,
            old_facts: edit.old.as_ref().map(facts_of).unwrap_or_default(),
            new_facts: edit.new.as_ref().map(facts_of).unwrap_or_default(),
            removed: edit.removed().into(),
            added: edit.added().into(),
        };
        if let Some(reason) =
            cosmetic::prove(edit).or_else(|| self.renamed(&case)).or_else(|| self.pointer(edit))
        {
            let mut findings = super::rules::differences(&case);
            findings.retain(|finding| finding.weight == 0);
            return Opinion::proven(category, findings, reason);
        }
        let mut findings = apply(&case);
        lean::settle(&case, &mut findings);
        let heaviest = findings.iter().map(|finding| finding.weight).max().unwrap_or(0);
        let category = deciding::category(&case, &findings, [&focus, &touched], &self.topics[1]);
        let case = Case { category, ..case };
        if let Some(reason) = flourish::prove(&case).filter(|_| heaviest == 0) {
            return Opinion::proven(category, Vec::new(), reason);
        }
        if heaviest == 0 {
            findings.extend(words::noted(&case));
            restated::settle(&case, &mut findings);
            return Opinion::waiting(category, unexplained(edit), lean(&case), findings);
        }
        let severity = severity(&case, &findings, category);
        restated::settle(&case, &mut findings);
        Opinion::material(category, severity, findings)
    }
}

impl Judge<'_> {
    /// The opinion as the watchlist wants it; what the rules found stays named in the reason.
    fn tuned(&self, edit: &Edit, mut opinion: Opinion) -> Opinion {
        let reserved = opinion.category == Category::PolicyChange
            && [&edit.old, &edit.new].into_iter().flatten().any(|clause| is_reserved_right(&clause.text));
        let category = if reserved { Category::UnilateralChange } else { opinion.category };
        let heaviest = opinion.findings.iter().find(|finding| finding.weight > 0);
        let said = opinion
            .reason
            .clone()
            .or_else(|| heaviest.map(|finding| words::reason(finding.rule, &finding.why, None, None)));
        let Some((verdict, rule, why)) = self.tuning.word_on(category, opinion.verdict, said.as_ref()) else {
            return opinion;
        };
        let text = |clause: &Option<crate::facts::Clause>| clause.as_ref().map(|clause| clause.text.clone());
        opinion.reason =
            Some(words::reason(rule, &why, text(&edit.old).as_deref(), text(&edit.new).as_deref()));
        opinion.verdict = verdict;
        (opinion.score, opinion.severity) = match verdict {
            Verdict::Material => (opinion.score.max(600), opinion.severity.max(Some(Severity::Medium))),
            _ => (0, None),
        };
        if verdict == Verdict::Cosmetic {
            opinion.findings.iter_mut().for_each(|finding| finding.weight = 0);
        }
        opinion
    }
}

/// "We reserve the right to …": the right to change is kept by one side alone.
pub(super) fn is_reserved_right(text: &str) -> bool {
    let words = crate::facts::lexer::padded(text);
    words.contains(" reserve the right to ") || words.contains(" reserves the right to ")
}

/// What changed of an edit: statements of a sentence, or the whole of it.
fn focus(edit: &Edit, sides: Option<&Sides>) -> Padded {
    sides.and_then(Sides::focus).map_or_else(|| edit.clause().words.clone(), Padded::from)
}

fn unexplained(edit: &Edit) -> Reason {
    let why = match (&edit.old, &edit.new) {
        (Some(_), Some(_)) => "No rule fired and the rewording is not proven harmless.",
        (None, _) => "No rule fired and the new text is not proven harmless.",
        (_, None) => "No rule fired and the removal is not proven harmless.",
    };
    let text = |clause: &Option<crate::facts::Clause>| clause.as_ref().map(|clause| clause.text.clone());
    words::reason("R0", why, text(&edit.old).as_deref(), text(&edit.new).as_deref())
}

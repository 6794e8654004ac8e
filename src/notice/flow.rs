//! Handed down: what a provider's change does to our own texts that are built on it.
//!
//! Facts are joined by family, subject and recipient. A clause of ours is listed when the new upstream
//! fact makes it untrue (they keep longer than we say, add somebody we deny) or leaves it weaker than
//! what we pass on (a lower level). It is a list for a person: no text of ours is written here.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::Lead;
use super::calendar::Counted;
use crate::document::Document;
use crate::document::text::key_form;
use crate::facts::{Fact, Family, Stance, Value, extract, extract_both};
use crate::watchlist::PolicyId;

/// Days we need between a provider's change and a notice of ours that is ready to go.
pub const HANDLING_DAYS: i64 = 3;

/// One of our policies that is built on the one that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependent {
    /// Its id.
    pub policy: PolicyId,
    /// Its text in force.
    pub document: Document,
    /// The lead we owe its users.
    pub required: Option<Lead>,
}

/// What a provider's change does to one policy of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowDown {
    /// Our policy.
    pub policy: PolicyId,
    /// The lead we owe its users.
    pub required: Option<Lead>,
    /// Our clauses to revisit; empty when the change touches none.
    pub clauses: Vec<Touched>,
}

/// A clause of ours with the facts on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// What sort of statement.
    pub family: Family,
    /// What it is about, as we write it.
    pub subject: String,
    /// Section of our text.
    pub section: String,
    /// Our words.
    pub text: String,
    /// Our value.
    pub own: String,
    /// The provider's value before.
    pub upstream_old: Option<String>,
    /// The provider's value now.
    pub upstream_new: Option<String>,
    /// One plain sentence.
    pub why: String,
}

/// Days we need for a notice of our own, and days the provider leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowDays {
    /// Handling, our own lead, and the day that is not counted.
    pub need: i64,
    /// Until the provider's change applies; `None` when it names no day.
    pub have: Option<i64>,
}

impl FlowDays {
    /// Days that are missing; a change without a day leaves none.
    pub fn short(self) -> i64 {
        (self.need - self.have.unwrap_or(0)).max(0)
    }
}

impl FlowDown {
    /// Counts from `today` to the day the provider's change applies. `None` for a lead in business days.
    pub fn days(&self, effective: Option<NaiveDate>, today: NaiveDate) -> Option<FlowDays> {
        let lead = Counted::new(self.required.unwrap_or(Lead::days(0))).ok()?;
        let ready = today.checked_add_signed(TimeDelta::days(HANDLING_DAYS))?;
        let need = (lead.earliest_effective(ready) - today).num_days();
        Some(FlowDays { need, have: effective.map(|day| (day - today).num_days().max(0)) })
    }
}

/// Joins the facts that differ between two texts of a provider with those of our own texts.
pub fn flow_down(old: &Document, new: &Document, dependents: &[Dependent]) -> Vec<FlowDown> {
    if dependents.is_empty() {
        return Vec::new();
    }
    let (old, new) = extract_both(old, new, Some);
    let upstream = Upstream { old, new };
    dependents
        .iter()
        .map(|dependent| FlowDown {
            policy: dependent.policy.clone(),
            required: dependent.required,
            clauses: upstream.touched(&extract(&dependent.document)),
        })
        .collect()
}

/// The provider's facts on both sides of its change.
struct Upstream {
    old: Vec<Fact>,
    new: Vec<Fact>,
}

impl Upstream {
    fn touched(&self, own: &[Fact]) -> Vec<Touched> {
        let mut found: Vec<Touched> = own.iter().filter_map(|fact| self.quantity(fact)).collect();
        found.extend(own.iter().filter_map(|fact| self.training(fact)));
        found.extend(self.newcomers(own));
        let mut kept: Vec<Touched> = Vec::new();
        for touched in found {
            let is_known = kept.iter().any(|one| one.text == touched.text && one.why == touched.why);
            if !is_known {
                kept.push(touched);
            }
        }
        kept
    }

    /// The provider's new statement on the subject of ours, with the one before, when it is another one.
    fn moved<'a>(&'a self, own: &Fact, worst: fn(&Fact, &Fact) -> bool) -> Option<Moved<'a>> {
        let of = |facts: &'a [Fact]| {
            let mut same =
                facts.iter().filter(|fact| fact.family == own.family && is_same_subject(fact, own));
            let first = same.next()?;
            Some(same.fold(first, |kept, fact| if worst(fact, kept) { fact } else { kept }))
        };
        let (old, new) = (of(&self.old), of(&self.new));
        let is_same = match (old, new) {
            (Some(old), Some(new)) => old.value.equals(&new.value),
            (None, None) => true,
            _ => false,
        };
        (!is_same).then_some(Moved { old, new })
    }

    fn quantity(&self, own: &Fact) -> Option<Touched> {
        let length = |fact: &Fact| match &fact.value {
            Value::Duration(span) => Some(span.approximate_days()),
            _ => None,
        };
        match own.family {
            Family::Retention | Family::ResponseDeadline => {
                let limit = length(own)?;
                let moved = self.moved(own, longer)?;
                let why = match moved.new {
                    Some(new) if length(new)? > limit => "They take longer than our text says.",
                    None if moved.old.and_then(length).is_some_and(|old| old <= limit) => {
                        "They no longer say how long it takes."
                    }
                    _ => return None,
                };
                Some(moved.touched(own, why))
            }
            Family::ClaimWindow => {
                let limit = length(own)?;
                let moved = self.moved(own, |fact, kept| longer(kept, fact))?;
                (length(moved.new?)? < limit)
                    .then(|| moved.touched(own, "They leave less time for a claim than we give."))
            }
            Family::Availability | Family::CreditCap | Family::ServiceCredit => {
                let level = percent(&own.value)?;
                let moved = self.moved(own, |fact, kept| percent(&fact.value) < percent(&kept.value))?;
                let why = match moved.new {
                    Some(new) if percent(&new.value)? < level => {
                        "They promise a lower level than we pass on."
                    }
                    None if moved.old.is_some() => "They no longer promise a level that we pass on.",
                    _ => return None,
                };
                Some(moved.touched(own, why))
            }
            _ => None,
        }
    }

    fn training(&self, own: &Fact) -> Option<Touched> {
        if own.family != Family::Training || own.value != Value::Stance(Stance::Prohibited) {
            return None;
        }
        let denies = |fact: &Fact| fact.value == Value::Stance(Stance::Prohibited);
        let moved = self.moved(own, |fact, kept| {
            fact.value != Value::Stance(Stance::Prohibited) && kept.value == Value::Stance(Stance::Prohibited)
        })?;
        match moved.new {
            Some(new) if !denies(new) => {
                Some(moved.touched(own, "They train on what our text keeps from it."))
            }
            None if moved.old.is_some_and(denies) => {
                Some(moved.touched(own, "They no longer exclude the training that our text excludes."))
            }
            _ => None,
        }
    }

    /// Recipients and places that are new upstream and that our text denies or does not name in a closed
    /// list.
    fn newcomers(&self, own: &[Fact]) -> Vec<Touched> {
        let mut found = Vec::new();
        for new in self.new.iter().filter(|fact| is_party(fact)) {
            let name = key_form(&new.label);
            let is_new = !self
                .old
                .iter()
                .any(|fact| is_party(fact) && fact.family == new.family && key_form(&fact.label) == name);
            if !is_new || name.is_empty() {
                continue;
            }
            let is_ours = own.iter().any(|fact| {
                is_party(fact)
                    && fact.family == new.family
                    && key_form(&fact.label) == name
                    && !denies_all(fact)
            });
            let touched = own.iter().find(|fact| denies(fact, new.family, &name)).or_else(|| {
                let closed = |fact: &&Fact| fact.family == new.family && is_closed(&fact.evidence.text);
                own.iter().find(closed).filter(|_| !is_ours)
            });
            if let Some(fact) = touched {
                let why = match new.family {
                    Family::Location => format!("They add the place {}, which our text excludes.", new.label),
                    _ => format!("They add {} as a recipient, which our text denies.", new.label),
                };
                let moved = Moved { old: None, new: Some(new) };
                found.push(moved.touched(fact, &why));
            }
        }
        found
    }
}

/// A statement of the provider before and after.
struct Moved<'a> {
    old: Option<&'a Fact>,
    new: Option<&'a Fact>,
}

impl Moved<'_> {
    fn touched(&self, own: &Fact, why: &str) -> Touched {
        Touched {
            family: own.family,
            subject: own.label.clone(),
            section: own.evidence.section.clone(),
            text: own.evidence.text.clone(),
            own: own.value.to_string(),
            upstream_old: self.old.map(|fact| fact.value.to_string()),
            upstream_new: self.new.map(|fact| fact.value.to_string()),
            why: why.to_owned(),
        }
    }
}

fn longer(fact: &Fact, kept: &Fact) -> bool {
    match (&fact.value, &kept.value) {
        (Value::Duration(one), Value::Duration(other)) => one.approximate_days() > other.approximate_days(),
        _ => false,
    }
}

fn percent(value: &Value) -> Option<i64> {
    match value {
        Value::Percent(percent) => Some(percent.thousandths),
        Value::Tier { credit, .. } => Some(credit.thousandths),
        _ => None,
    }
}

/// True when one subject is named by words of the other: `input prompts` is about `prompts`. Tiers of
/// credits are about the same range only.
fn is_same_subject(one: &Fact, other: &Fact) -> bool {
    if let (Value::Tier { low, high, .. }, Value::Tier { low: from, high: to, .. }) =
        (&one.value, &other.value)
    {
        let same = |a: &Option<crate::facts::Percent>, b: &Option<crate::facts::Percent>| {
            a.map(|a| a.thousandths) == b.map(|b| b.thousandths)
        };
        return same(low, from) && same(high, to);
    }
    let (one, other) = (words(&one.subject), words(&other.subject));
    let holds =
        |all: &[String], some: &[String]| !some.is_empty() && some.iter().all(|word| all.contains(word));
    holds(&one, &other) || holds(&other, &one)
}

fn words(subject: &str) -> Vec<String> {
    const EMPTY: &[&str] = &["and", "or", "the", "of", "your", "our", "all", "any", "user", "customer"];
    let folded = key_form(subject);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned())
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect()
}

/// A recipient or a place that is named, not denied.
fn is_party(fact: &Fact) -> bool {
    matches!(fact.family, Family::Recipient | Family::Location) && !fact.is_denied()
}

/// "We never share data with X", or with anybody of X's kind.
fn denies(own: &Fact, family: Family, name: &str) -> bool {
    let text = key_form(&own.evidence.text);
    let is_denial = own.value == Value::Stance(Stance::Prohibited);
    let is_naming = text.split(name).count() > 1;
    let passes_on = ["share", "sell", "disclose", "transfer", "provide", "pass", "give", "send"]
        .iter()
        .any(|verb| own.subject.split(' ').any(|word| word.starts_with(verb)));
    is_denial && (is_naming || (family == Family::Recipient && passes_on && denies_all(own)))
}

/// A denial that leaves nobody out.
fn denies_all(own: &Fact) -> bool {
    let text = key_form(&own.evidence.text);
    own.value == Value::Stance(Stance::Prohibited)
        && ["third part", "anyone", "anybody", "any other", "other compan", "nobody else", "no one else"]
            .iter()
            .any(|words| text.contains(words))
}

/// A list closed by a word of limit.
fn is_closed(text: &str) -> bool {
    let text = key_form(text);
    ["only", "solely", "exclusively", "nobody else", "no one else", "no other"]
        .iter()
        .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests;

//! The published schemas hold for what is written, and nothing is written that they do not name.

use regex::Regex;
use serde_json::{Value as Json, from_str};

use super::*;
use crate::check::{Outcome, QuarantineKind};
use crate::document::{
    Block, BlockAddress, DateKind, Document, HeadingSource, PartialDate, PolicyDate, Section, Table,
};
use crate::facts::{Bound, Evidence, Fact, Stance, Value};
use crate::notice::{Acceptance, Channel, NoticeClause, RelativeTo, Tier, Trigger};
use crate::render::json::{ImportLine, WatchLine, compare, import_line, show, watch_line};

const COMPARE: &str = include_str!("../../../schemas/compare.schema.json");
const SHOW: &str = include_str!("../../../schemas/show.schema.json");
const FACTS: &str = include_str!("../../../schemas/facts.schema.json");
const IMPORT: &str = include_str!("../../../schemas/import.schema.json");
const WATCH: &str = include_str!("../../../schemas/watch.schema.json");

const CALC: &str = include_str!("../../../schemas/notice-calc.schema.json");
const PLAN: &str = include_str!("../../../schemas/notice-plan.schema.json");
const LIST: &str = include_str!("../../../schemas/notice-list.schema.json");
const SHOWN: &str = include_str!("../../../schemas/notice-show.schema.json");

/// Checks `value` against the part of JSON Schema that our schemas use. Stricter in one thing: a
/// property that the schema does not name is a fault.
fn check(schema: &Json, root: &Json, value: &Json, path: &str) -> Result<(), String> {
    let fault = |what: &str| Err(format!("{path}: {what}: {value}"));
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).expect("the schema names its own parts");
        return check(target, root, value, path);
    }
    for choice in ["anyOf", "oneOf"] {
        let Some(choices) = schema[choice].as_array() else { continue };
        let fits = choices.iter().any(|schema| check(schema, root, value, path).is_ok());
        return if fits { Ok(()) } else { fault("fits no choice") };
    }
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        return fault("is not the constant");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return fault("is not in the list");
    }
    let types: Vec<&str> = match &schema["type"] {
        Json::String(name) => vec![name],
        Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.contains(&type_of(value)) {
        return fault("has another type");
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !Regex::new(pattern).expect("valid pattern").is_match(text)
    {
        return fault("does not match");
    }
    members(schema, root, value, path)
}

fn members(schema: &Json, root: &Json, value: &Json, path: &str) -> Result<(), String> {
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        let schema = schema["prefixItems"].get(index).unwrap_or(&schema["items"]);
        check(schema, root, item, &format!("{path}[{index}]"))?;
    }
    let Some(object) = value.as_object() else { return Ok(()) };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        if !object.contains_key(name) {
            return Err(format!("{path}: {name} is missing"));
        }
    }
    for (name, member) in object {
        let schema = schema["properties"].get(name).ok_or(format!("{path}: {name} is not in the schema"))?;
        check(schema, root, member, &format!("{path}.{name}"))?;
    }
    Ok(())
}

fn type_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "integer",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

fn assert_fits(schema: &str, written: &str) {
    let schema: Json = from_str(schema).expect("the schema is JSON");
    let written: Json = from_str(written).expect("what is written is JSON");
    assert_eq!(check(&schema, &schema, &written, "$"), Ok(()));
}

fn clause(effective: EffectiveDate) -> NoticeClause {
    NoticeClause {
        required: Some(Lead::days(30)),
        channels: vec![Channel::Email, Channel::InApp],
        trigger: Trigger::Any,
        acceptance: Acceptance::ContinuedUse,
        effective,
        tiers: vec![Tier {
            required: Lead { n: 2, unit: crate::notice::LeadUnit::Month },
            trigger: Trigger::Material,
            scope: "price changes".to_owned(),
            text: "Prices change two months after we write.".to_owned(),
        }],
        text: "We write 30 days ahead.".to_owned(),
        section: "Changes".to_owned(),
    }
}

fn document() -> Document {
    let mut section = Section::new(1, Some("Data we keep".to_owned()), HeadingSource::RunIn);
    section.number = Some("2".to_owned());
    let table = Table {
        header: vec!["What".to_owned(), "How long".to_owned()],
        rows: vec![vec!["Bills".to_owned(), "7 years".to_owned()]],
        fused: false,
    };
    section.blocks = vec![
        Block::paragraph("We keep:"),
        Block::item(1, Some("(i)".to_owned()), Some("We keep:".to_owned()), "bills *"),
        Block::item(2, Some("•".to_owned()), Some("bills *".to_owned()), "paid ones"),
        Block::table(table),
    ];
    Document {
        title: Some("Privacy Policy".to_owned()),
        language: Some("en".to_owned()),
        dates: vec![PolicyDate {
            kind: DateKind::LastUpdated,
            value: PartialDate::Month(2026, 10),
            text: "October 2026".to_owned(),
        }],
        sections: vec![section],
        warnings: Vec::new(),
    }
}

#[test]
fn comparisons_fit_their_schema() {
    let (comparison, assessment) = sample();
    assert_fits(COMPARE, &compare(&report(&comparison, &assessment)));
    let none = Assessment { verdict: Verdict::None, changes: Vec::new(), warnings: Vec::new() };
    assert_fits(COMPARE, &compare(&report(&Comparison::default(), &none)));
}

#[test]
fn the_golden_comparison_fits_its_schema() {
    let golden = include_str!("../../../tests/golden/json-compare.snap");
    let written = golden.find("\n{").map(|at| &golden[at..]).expect("a golden object");
    assert_fits(COMPARE, written);
}

#[test]
fn documents_fit_their_schema_with_every_kind_of_effective_date() {
    let at = BlockAddress { sections: vec![0], block: 1 };
    let evidence = Evidence { section: "Data we keep".into(), at, range: 0..5, text: "bills".into() };
    let fact = Fact {
        family: Family::Promise,
        subject: "sale".to_owned(),
        label: "sale".to_owned(),
        value: Value::Stance(Stance::Prohibited),
        bound: Bound::Exact,
        hedge: None,
        evidence,
    };
    let day = date(2026, 12, 31);
    let dates = [
        EffectiveDate::Exact { date: day },
        EffectiveDate::Partial { date: PartialDate::Year(2027) },
        EffectiveDate::Relative { lead: Lead::days(30), from: RelativeTo::Notice },
        EffectiveDate::Immediate,
        EffectiveDate::Split { new_users: None, existing_users: day },
        EffectiveDate::Past { date: day },
        EffectiveDate::Conflicting { dates: vec![day, day] },
        EffectiveDate::None,
    ];
    for effective in dates {
        assert_fits(SHOW, &show(&document(), Some(&clause(effective)), std::slice::from_ref(&fact)));
    }
    assert_fits(SHOW, &show(&Document::default(), None, &[]));
}

#[test]
fn watch_lines_fit_their_schema() {
    let line = WatchLine {
        policy: "acme/privacy-policy",
        at: instant("2026-11-21T08:00:00Z"),
        outcome: Outcome::Changed,
        verdict: Some(Verdict::Material),
        first_seen: Some(instant("2026-11-20T08:00:00Z")),
        reason: None,
        quarantine: None,
        unmatched: &[],
        http_status: Some(200),
    };
    assert_fits(WATCH, &watch_line(&line));
}

#[test]
fn import_lines_fit_their_schema_and_every_kind_is_in_it() {
    for quarantine in QuarantineKind::ALL {
        let line = ImportLine {
            file: "Acme/Terms/2026-11-21T08-00-00Z.html",
            policy: "acme/terms",
            at: instant("2026-11-21T08:00:00Z"),
            outcome: Outcome::Quarantined,
            verdict: None,
            reason: Some("why"),
            quarantine: Some(quarantine),
        };
        assert_fits(IMPORT, &import_line(&line));
    }
}

#[test]
fn answers_of_the_calendar_fit_their_schema() {
    use crate::notice::{CalendarAnswer, DaysGiven, NoticeVerdict};
    let day = date(2026, 12, 31);
    for days_given in [None, Some(DaysGiven::Exact(30)), Some(DaysGiven::Between(25, None))] {
        let answer = CalendarAnswer {
            verdict: NoticeVerdict::Tight,
            earliest_effective: day,
            send_by: days_given.map(|_| day),
            days_given,
        };
        assert_fits(CALC, &crate::render::notice::answer_json(&Json::String("a".to_owned()), &answer));
    }
}

#[test]
fn the_ledger_fits_its_schemas_with_every_event() {
    use crate::notice::flow::{FlowDown, Touched};
    use crate::notice::ledger::{CaseRecord, stand};
    use crate::notice::{CaseEvent, CaseFacts, Decision, MailOnFile, OverrideReason, Relay, Report};
    use crate::render::notice::{CaseLine, PlanLine, list_ics, list_json, plan_json, show_json};
    let (now, day) = (instant("2026-11-21T08:00:00Z"), date(2026, 12, 31));
    let text = || "x".to_owned();
    let mail = MailOnFile { received: now, sha256: text(), from: text(), subject: text(), signature: text() };
    let events: Vec<_> = [
        CaseEvent::Overridden { reason: OverrideReason::SolelyBeneficial, because: text() },
        CaseEvent::Queued { messages: 1 },
        CaseEvent::MailOnFile(mail),
        CaseEvent::Reported { delivery: text(), report: Report::Complained },
        CaseEvent::Bounced { delivery: text() },
        CaseEvent::Reminded { messages: 1 },
        CaseEvent::Corrected { because: text(), effective: Some(day) },
        CaseEvent::Superseded { by: text(), moved_earlier: true },
        CaseEvent::Supersedes { other: text() },
        CaseEvent::Withdrawn { because: text() },
        CaseEvent::Published { change: text(), early: true },
        CaseEvent::Joined { recipient: text() },
        CaseEvent::Escalated { day, messages: 1 },
        CaseEvent::Assigned { owner: text() },
        CaseEvent::Closed { decision: Decision::NoAction, by: text(), because: text() },
    ]
    .map(|event| (now, event))
    .into();
    let change = provider();
    let touched = Touched {
        family: Family::Retention,
        subject: text(),
        section: text(),
        text: text(),
        own: text(),
        upstream_old: None,
        upstream_new: Some(text()),
        why: text(),
    };
    let flow =
        FlowDown { policy: change.policy.clone(), required: Some(Lead::days(30)), clauses: vec![touched] };
    let facts = CaseFacts {
        role: change.role,
        old_clause: Some(clause(EffectiveDate::None)),
        new_clause: None,
        rule: None,
        verdict: Verdict::Material,
        words_changed: true,
        needs_consent: false,
        effective: EffectiveDate::Exact { date: day },
        old_effective: EffectiveDate::None,
        today: date(2026, 11, 21),
        last_seen_old: Some(now),
        first_seen: now,
        announced: false,
        zone: chrono_tz::UTC,
        regime: None,
        flow: vec![flow],
    };
    let record = CaseRecord { facts: &facts, events: &events, deliveries: &[], relay: Relay::Own };
    let (standing, id) = (stand(&record, now), "0123456789abcdef");
    assert_fits(PLAN, &plan_json(&PlanLine { standing: &standing, id: Some(id), recipients: 2 }));
    let today = date(2026, 11, 21);
    let line = CaseLine { id, detected: now, today, change: &change, standing, events: &events };
    assert_fits(SHOWN, &show_json(&line));
    assert_fits(LIST, &list_json(std::slice::from_ref(&line)));
    assert_fits(LIST, &list_json(&[]));
    assert!(list_ics(&[line], now).ends_with("END:VCALENDAR\r\n"), "a settled case has no days to come");
}

#[test]
fn a_document_reads_as_outline_and_markdown() {
    use crate::render::{Paint, Width, document as written};
    let document = document();
    assert_eq!(
        written::outline(&document, Width::STANDARD, Paint::Plain),
        "Privacy Policy\nlanguage en, 18 words\nlast updated October 2026 \"October 2026\"\n\n\
         2 Data we keep 1 paragraph, 2 items, 1 table\n"
    );
    assert_eq!(
        written::markdown(&document),
        "# Privacy Policy\n\n## 2 Data we keep\n\nWe keep:\n\n- (i) bills \\*\n  - paid ones\n\n\
         | What | How long |\n| --- | --- |\n| Bills | 7 years |\n"
    );
}

#[test]
fn reviews_fit_their_schemas() {
    use crate::materiality::{Review, Word};
    use crate::render::review::{Case, Line, Outcome, case_json, list_json, outcome_json};
    let policy = published();
    let review = Review {
        edit: "0123456789abcdef".to_owned(),
        word: Word::Material,
        because: "why".to_owned(),
        by: None,
        at: instant("2026-11-22T08:00:00Z"),
    };
    let change = &policy.change;
    let pairs = change.comparison.changes.iter().zip(&change.assessment.changes);
    let lines: Vec<Line<'_>> = pairs
        .map(|(edit, judgement)| Line {
            id: "0123456789abcdef".to_owned(),
            change: "fedcba9876543210",
            policy: &policy,
            edit,
            judgement,
            judged: judgement.verdict,
            rules_version: 1,
            waits: false,
            words: vec![&review],
            again: None,
        })
        .collect();
    assert_fits(include_str!("../../../schemas/review-list.schema.json"), &list_json(&lines, 2));
    let outcome = Outcome {
        change: "fedcba9876543210".to_owned(),
        policy: "acme/terms".to_owned(),
        edits: vec!["0123456789abcdef".to_owned()],
        word: Word::Cosmetic,
        verdict: Verdict::Cosmetic,
        held_back: 1,
        corrections: 2,
        queued: 3,
        case: None,
        opened: false,
    };
    assert_fits(include_str!("../../../schemas/review-set.schema.json"), &outcome_json(&outcome));
    let case = Case {
        id: "0123456789abcdef",
        policy: "acme/terms",
        edit: &change.comparison.changes[0],
        old_text: "# A",
        new_text: "# B",
        review: &review,
        judged: Verdict::Review,
        rules_version: 1,
    };
    assert_fits(include_str!("../../../schemas/review-case.schema.json"), &case_json(&case));
}

#[test]
fn facts_fit_their_schema() {
    let document = document();
    let read = crate::facts::extract(&document);
    let rows: Vec<_> = crate::facts::Family::ALL
        .into_iter()
        .flat_map(|family| crate::facts::listing(&document, &read, family))
        .collect();
    assert!(!rows.is_empty());
    assert_fits(FACTS, &crate::render::json::facts(Some("Privacy"), Some("en"), &rows));
}

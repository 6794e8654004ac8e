//! Facts written out: a table for people, comma-separated values for machines (RFC 4180).

use super::safe;
use super::wrap::{Paint, Sheet, Tone, Width, span};
use crate::facts::{Bound, Fact, Family, Row, Stance, Value};

/// One heading a family, one line a fact; `(no facts)` where there are none.
pub fn table(facts: &[Fact], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    let mut families: Vec<Family> = facts.iter().map(|fact| fact.family).collect();
    families.sort_unstable();
    families.dedup();
    for family in &families {
        sheet.gap();
        sheet.line(0, &[span(Tone::Strong, family.as_str().replace('_', " "))]);
        for fact in facts.iter().filter(|fact| fact.family == *family) {
            let section = safe::line(&fact.evidence.section);
            let place = if section.is_empty() { section } else { format!("  [{section}]") };
            let said = [span(Tone::Plain, statement(fact)), span(Tone::Faint, place)];
            sheet.wrap(&span(Tone::Plain, "  "), &span(Tone::Plain, "    "), &said);
        }
    }
    if families.is_empty() {
        sheet.line(0, &[span(Tone::Faint, "(no facts)")]);
    }
    sheet.finish()
}

/// `Server logs: at most 30 days`; a name that is its own subject stands alone.
fn statement(fact: &Fact) -> String {
    let bound = match fact.bound {
        Bound::AtMost => "at most ",
        Bound::AtLeast => "at least ",
        Bound::Typical if fact.hedge.is_none() => "typically ",
        Bound::Exact | Bound::Typical => "",
    };
    let hedge = fact.hedge.as_ref().map(|hedge| format!("{hedge} ")).unwrap_or_default();
    let value = match (fact.family, &fact.hedge) {
        (Family::Right, Some(condition)) => format!("{}, {condition}", fact.value),
        _ => format!("{hedge}{bound}{}", fact.value),
    };
    let (label, value) = (safe::line(&fact.label), safe::line(&value));
    if label == value || fact.value == Value::Stance(Stance::Open) {
        label
    } else {
        format!("{label}: {value}")
    }
}

const FACT_COLUMNS: [&str; 9] =
    ["family", "subject", "value", "number", "unit", "bound", "polarity", "section", "text"];

/// Every fact a row, with a header.
pub fn csv(facts: &[Fact]) -> String {
    let rows = facts.iter().map(|fact| {
        let (number, unit) = typed(&fact.value);
        vec![
            fact.family.as_str().to_owned(),
            fact.label.clone(),
            fact.value.to_string(),
            number,
            unit,
            fact.bound.as_str().to_owned(),
            fact.polarity().to_owned(),
            fact.evidence.section.clone(),
            fact.evidence.text.clone(),
        ]
    });
    written(&FACT_COLUMNS, rows)
}

/// The rows of one family's list, with a header that fits the family.
pub fn list_csv(family: Family, rows: &[Row]) -> String {
    let words = |value: &Option<String>| value.clone().unwrap_or_default();
    if family == Family::Recipient {
        let header = ["name", "role", "polarity", "purpose", "location", "section", "text"];
        let rows = rows.iter().map(|row| {
            vec![
                row.fact.label.clone(),
                row.role.unwrap_or_default().to_owned(),
                row.fact.polarity().to_owned(),
                words(&row.purpose),
                words(&row.place),
                row.fact.evidence.section.clone(),
                row.fact.evidence.text.clone(),
            ]
        });
        return written(&header, rows);
    }
    let header =
        ["subject", "value", "number", "unit", "bound", "polarity", "purpose", "location", "section", "text"];
    let rows = rows.iter().map(|row| {
        let (number, unit) = typed(&row.fact.value);
        vec![
            row.fact.label.clone(),
            row.fact.value.to_string(),
            number,
            unit,
            row.fact.bound.as_str().to_owned(),
            row.fact.polarity().to_owned(),
            words(&row.purpose),
            words(&row.place),
            row.fact.evidence.section.clone(),
            row.fact.evidence.text.clone(),
        ]
    });
    written(&header, rows)
}

/// The rows of one family's list, one line each.
pub fn list(rows: &[Row], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    for row in rows {
        let beside: Vec<String> = [row.role.map(str::to_owned), row.purpose.clone(), row.place.clone()]
            .into_iter()
            .flatten()
            .map(|words| safe::line(&words))
            .collect();
        let aside = if beside.is_empty() { String::new() } else { format!("  ({})", beside.join(", ")) };
        let said = [span(Tone::Plain, statement(&row.fact)), span(Tone::Faint, aside)];
        sheet.wrap(&span(Tone::Plain, ""), &span(Tone::Plain, "    "), &said);
    }
    if rows.is_empty() {
        sheet.line(0, &[span(Tone::Faint, "(none stated)")]);
    }
    sheet.finish()
}

/// The number of a value and its unit, where it has them.
pub(super) fn typed(value: &Value) -> (String, String) {
    match value {
        Value::Duration(span) | Value::Event { plus: Some(span), .. } => {
            let words = span.to_string();
            let unit = words.split_once(' ').map_or("", |(_, unit)| unit).trim_end_matches('s');
            (span.n.to_string(), unit.replace(' ', "_"))
        }
        Value::Percent(percent) => {
            (percent.to_string().trim_end_matches(" %").to_owned(), "percent".to_owned())
        }
        Value::Tier { credit, .. } => {
            (credit.to_string().trim_end_matches(" %").to_owned(), "percent".to_owned())
        }
        Value::Money { minor, currency } => (format!("{}.{:02}", minor / 100, minor % 100), currency.clone()),
        Value::Count(n) => (n.to_string(), String::new()),
        Value::Date(date) => (date.to_string(), "date".to_owned()),
        Value::Event { .. } | Value::Stance(_) | Value::Text(_) => (String::new(), String::new()),
    }
}

fn written(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("{}\r\n", header.join(","));
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A field by RFC 4180. A first letter that spreadsheets run as a formula gets an apostrophe.
fn quoted(field: &str) -> String {
    let calm = safe::line(field);
    let calm = if calm.starts_with(['=', '+', '-', '@']) { format!("'{calm}") } else { calm };
    if calm.contains([',', '"']) { format!("\"{}\"", calm.replace('"', "\"\"")) } else { calm }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document, HeadingSource, Section};
    use crate::facts::{extract, listing};

    fn document() -> Document {
        let mut section = Section::new(1, Some("Data, kept".to_owned()), HeadingSource::Explicit);
        section.blocks = vec![
            Block::paragraph("Door logs are kept for up to 30 days."),
            Block::paragraph("We share your name with \"Quarn Analytics\", our statistics provider."),
        ];
        Document { title: Some("Privacy".into()), sections: vec![section], ..Document::default() }
    }

    #[test]
    fn a_list_of_retention_is_data_with_a_header() {
        let document = document();
        let rows = listing(&document, &extract(&document), Family::Retention);
        let expected = "subject,value,number,unit,bound,polarity,purpose,location,section,text\r\n\
            Door logs,30 days,30,day,at_most,affirmed,,,\"Data, kept\",Door logs are kept for up to 30 days.\r\n";
        assert_eq!(list_csv(Family::Retention, &rows), expected);
    }

    #[test]
    fn fields_are_quoted_and_never_run() {
        let cases =
            [("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=1+1", "'=1+1"), ("plain", "plain")];
        for (field, expected) in cases {
            assert_eq!(quoted(field), expected);
        }
    }

    #[test]
    fn the_table_groups_by_family_and_says_when_there_is_nothing() {
        let shown = table(&extract(&document()), Width::STANDARD, Paint::Plain);
        assert!(shown.contains("retention\n  Door logs: at most 30 days [Data, kept]"), "{shown}");
        assert_eq!(table(&[], Width::STANDARD, Paint::Plain).trim(), "(no facts)");
    }
}

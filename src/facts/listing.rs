//! Facts of one family as rows of data: a list of sub-processors, a table of retention periods.
//!
//! What a table of the document says beside the fact (purpose, place) comes along; nothing is
//! guessed where the text has no such column.

use super::lexer::{has_any, padded};
use super::{Bound, Fact, Family, Stance, Value};
use crate::document::{BlockKind, Document};

/// One row: the fact and what stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The fact.
    pub fact: Fact,
    /// For recipients: `processor`, `analytics`, `advertiser`, `payment`, `authority`, `successor`, `affiliate`.
    pub role: Option<&'static str>,
    /// What for, in the document's words.
    pub purpose: Option<String>,
    /// Where, in the document's words.
    pub place: Option<String>,
}

/// The facts of a family with what the document's tables say beside them, in reading order.
pub fn listing(document: &Document, facts: &[Fact], family: Family) -> Vec<Row> {
    facts
        .iter()
        .filter(|fact| fact.family == family)
        .map(|fact| {
            let cells = cells_beside(document, fact);
            let cell = |cues: &[&str]| {
                cells.iter().find(|(header, _)| has_any(header, cues)).map(|(_, cell)| cell.clone())
            };
            Row {
                role: role_of(fact, &cells),
                purpose: cell(&[" purpose", " service", " activit", " function", " what for ", " use "]),
                place: cell(&[" location", " country", " where", " place", " region", " seat "]),
                fact: fact.clone(),
            }
        })
        .collect()
}

/// Header (padded) and words of the other cells of the fact's table row.
fn cells_beside(document: &Document, fact: &Fact) -> Vec<(String, String)> {
    let Some(block) = document.block_at(&fact.evidence.at) else { return Vec::new() };
    let BlockKind::Table(table) = &block.kind else { return Vec::new() };
    let line = block.text.get(fact.evidence.range.clone()).unwrap_or_default().trim();
    let Some(row) = table.rows.iter().find(|row| row.join(" | ") == line) else { return Vec::new() };
    table
        .header
        .iter()
        .map(|name| padded(name))
        .zip(row.iter().cloned())
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

/// What a recipient is, by the words around it.
fn role_of(fact: &Fact, cells: &[(String, String)]) -> Option<&'static str> {
    if fact.family != Family::Recipient {
        return None;
    }
    let beside: String = cells.iter().map(|(_, cell)| padded(cell)).collect();
    let near = format!("{}{beside}", padded(&fact.evidence.text));
    // What the name itself says comes before what stands around it.
    let roles: [(&'static str, &[&str]); 8] = [
        ("authority", &[" authorit", " law enforcement", " court", " regulator", " police", " government"]),
        ("successor", &[" successor", " acquir", " merger", " buyer"]),
        ("affiliate", &[" affiliate", " subsidiar", " group compan", " parent compan"]),
        ("payment", &[" payment", " billing", " bank", " checkout"]),
        ("advertiser", &[" advertis", " ad network", " remarketing", " marketer", " data broker"]),
        ("analytics", &[" analytic", " statistic", " measurement", " crash report", " error report"]),
        (
            "processor",
            &[
                " subprocessor",
                " sub processor",
                " processor",
                " hosting",
                " hosts",
                " storage",
                " infrastructure",
                " on our behalf",
            ],
        ),
        ("provider", &[" provider", " provides ", " runs ", " vendor", " supplier", " service"]),
    ];
    let find = |text: &str| roles.iter().find(|(_, cues)| has_any(text, cues)).map(|(role, _)| *role);
    find(&padded(&fact.label)).or_else(|| find(&near)).or_else(|| find(&padded(&fact.evidence.section)))
}

impl Fact {
    /// True where the statement is that something is not so: "we never share it with advertisers".
    pub(crate) fn is_denied(&self) -> bool {
        self.value == Value::Stance(Stance::Prohibited)
    }

    /// `denied` for what is promised not to be, `affirmed` for the rest.
    pub fn polarity(&self) -> &'static str {
        match &self.value {
            Value::Stance(Stance::Prohibited) => "denied",
            Value::Text(text) if text.starts_with("not ") => "denied",
            _ => "affirmed",
        }
    }
}

impl Bound {
    /// The word used in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::Typical => "typical",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, HeadingSource, Section, Table};
    use crate::facts::extract;

    #[test]
    fn a_sub_processor_table_comes_out_as_rows() {
        let mut section = Section::new(1, Some("Sub-processors".to_owned()), HeadingSource::Explicit);
        let cells = |row: [&str; 3]| row.map(str::to_owned).to_vec();
        section.blocks = vec![Block::table(Table {
            header: cells(["Sub-processor", "Purpose", "Location"]),
            rows: vec![
                cells(["Quarn Cloud", "Hosting", "Ireland"]),
                cells(["Tilloy Pay", "Payment handling", "Norway"]),
            ],
            fused: false,
        })];
        let document = Document { sections: vec![section], ..Document::default() };
        let rows = listing(&document, &extract(&document), Family::Recipient);
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.fact.value.to_string(), row.role, row.purpose.as_deref(), row.place.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("Quarn Cloud".to_owned(), Some("processor"), Some("Hosting"), Some("Ireland")),
                ("Tilloy Pay".to_owned(), Some("payment"), Some("Payment handling"), Some("Norway")),
            ]
        );
    }
}

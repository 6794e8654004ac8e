//! Signature blocks: the lines at the end that wait for names, or hold them. They are no clauses, and a
//! date of signing is not a date of the policy.
//!
//! A run of form lines ("By: ____", "Name:", "Title:") near the end counts when at least one of them is a
//! place to sign; the sentence that attests it and the parties' names between go with it.

use crate::document::text::key_form;

use super::line::{Kind, Line};

/// What stands before the colon of a line to sign on, lower case.
const SIGN_LABELS: &[&str] = &[
    "by",
    "signature",
    "signed",
    "signed by",
    "authorized signature",
    "authorised signature",
    "/s/",
    "unterschrift",
    "gezeichnet",
    "firma",
    "firmado",
    "firmado por",
    "assinatura",
    "handtekening",
    "podpis",
    "署名",
    "签字",
    "签名",
];

/// What stands before the colon of the lines around it, lower case.
const FORM_LABELS: &[&str] = &[
    "name",
    "print name",
    "printed name",
    "title",
    "its",
    "date",
    "dated",
    "date signed",
    "place",
    "position",
    "witness",
    "name and title",
    "name (printed)",
    "company",
    "on behalf of",
    "for and on behalf of",
    "ort",
    "datum",
    "ort, datum",
    "funktion",
    "nom",
    "qualité",
    "fonction",
    "fait à",
    "le",
    "nombre",
    "cargo",
    "fecha",
    "lugar",
    "nome",
    "qualifica",
    "data",
    "luogo",
    "naam",
    "functie",
    "plaats",
    "imię i nazwisko",
    "stanowisko",
    "日期",
    "日付",
];

/// How the sentence begins that attests what was signed, lower case.
const ATTESTATIONS: &[&str] = &[
    "in witness whereof",
    "in witness thereof",
    "executed by the parties",
    "executed as an agreement",
    "executed as a deed",
    "signed by the parties",
    "the parties have executed",
    "agreed and accepted",
    "accepted and agreed",
    "zu urkund dessen",
    "en foi de quoi",
    "en fe de lo cual",
    "in fede di",
    "em testemunho",
    "ten blijke waarvan",
    "w dowód czego",
];

/// Headings of such a block, lower case.
const HEADINGS: &[&str] = &[
    "signature",
    "signatures",
    "signature page",
    "signature block",
    "signatories",
    "execution",
    "unterschriften",
    "unterschrift",
    "firmas",
    "firme",
    "assinaturas",
    "handtekeningen",
    "podpisy",
    "signataires",
];

/// The block stands among so many last lines.
const LAST_LINES: usize = 60;
/// A line with a longer value is a clause.
const MAX_VALUE_WORDS: usize = 8;
/// Longest line between form lines: a party's name.
const MAX_PARTY_WORDS: usize = 7;

/// Marks the lines of signature blocks.
pub(super) fn mark(lines: &mut [Line]) {
    let from = lines.len().saturating_sub(LAST_LINES);
    let mut at = from;
    while at < lines.len() {
        let end = run_end(lines, at);
        if end == at {
            at += 1;
            continue;
        }
        let signs = lines[at..end].iter().any(is_place_to_sign);
        let attested = at > from && is_attestation(&lines[at - 1]);
        if signs && (end - at >= 2 || attested) {
            let start = beginning(lines, at);
            for line in &mut lines[start..end] {
                sign(line);
            }
        }
        at = end;
    }
}

/// End of the run of form lines and parties' names that starts here; the run ends with a form line.
fn run_end(lines: &[Line], from: usize) -> usize {
    if !is_form(&lines[from]) {
        return from;
    }
    let mut end = from + 1;
    let mut at = end;
    while at < lines.len() {
        if is_form(&lines[at]) {
            at += 1;
            end = at;
        } else if at == end && is_party(&lines[at]) {
            at += 1;
        } else {
            break;
        }
    }
    end
}

/// First line of what belongs to the form lines: a party's name, the attestation, the heading.
fn beginning(lines: &[Line], form: usize) -> usize {
    let mut start = form;
    if start > 0 && is_party(&lines[start - 1]) && !is_heading(&lines[start - 1]) {
        start -= 1;
    }
    if start > 0 && is_attestation(&lines[start - 1]) {
        start -= 1;
    }
    if start > 0 && is_heading(&lines[start - 1]) {
        start -= 1;
    }
    start
}

fn sign(line: &mut Line) {
    if let Kind::Table(table) = &line.kind {
        line.text = table.to_text().replace('\n', " | ");
    }
    line.kind = Kind::Signature;
}

/// A line of a form: a label, and nothing, a blank to fill or a short value behind it.
fn is_form(line: &Line) -> bool {
    match &line.kind {
        Kind::Text | Kind::Item { .. } => form_label(&line.text).is_some() || is_blank(&line.text),
        Kind::Table(table) => {
            let cells = || table.rows.iter().chain([&table.header]).flatten().filter(|cell| !cell.is_empty());
            let forms = cells().filter(|cell| form_label(cell).is_some() || is_blank(cell)).count();
            forms >= 2 && forms * 2 >= cells().count()
        }
        _ => false,
    }
}

fn is_place_to_sign(line: &Line) -> bool {
    let signs = |text: &str| {
        is_blank(text)
            || form_label(text).is_some_and(|label| SIGN_LABELS.contains(&label.as_str()))
            || text.contains("/s/")
            || text.contains("___")
    };
    match &line.kind {
        Kind::Table(table) => table.rows.iter().chain([&table.header]).flatten().any(|cell| signs(cell)),
        _ => signs(&line.text),
    }
}

/// The label of a form line.
fn form_label(text: &str) -> Option<String> {
    if text.len() > 120 {
        return None;
    }
    let (label, value) = match text.split_once([':', '：']) {
        Some(parts) => parts,
        None => text.split_once("__").map(|(label, _)| (label, "__"))?,
    };
    let label = key_form(label.trim());
    let known = SIGN_LABELS.contains(&label.as_str()) || FORM_LABELS.contains(&label.as_str());
    let short =
        value.split_whitespace().count() <= MAX_VALUE_WORDS && !value.trim_end().ends_with(['.', ';']);
    (known && short).then_some(label)
}

/// A line to write on.
fn is_blank(text: &str) -> bool {
    text.len() >= 5 && text.chars().all(|c| matches!(c, '_' | ' ' | '.' | '…')) && text.contains("__")
}

fn is_attestation(line: &Line) -> bool {
    const LONGEST: usize = 40;
    let opening = line.text.chars().take(LONGEST).collect::<String>().to_lowercase();
    line.is_text() && ATTESTATIONS.iter().any(|start| opening.starts_with(start))
}

fn is_party(line: &Line) -> bool {
    line.is_text() && line.words() <= MAX_PARTY_WORDS && !line.text.ends_with(['.', ';', '!', '?'])
}

fn is_heading(line: &Line) -> bool {
    matches!(line.kind, Kind::Heading(_) | Kind::Text)
        && HEADINGS.contains(&key_form(&line.text).trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(text: &str) -> Vec<bool> {
        let mut lines = super::super::plain::read(text).lines;
        mark(&mut lines);
        lines.iter().map(|line| line.kind == Kind::Signature).collect()
    }

    #[test]
    fn places_to_sign_are_no_clauses() {
        let cases: [(&str, &[bool]); 6] = [
            (
                "The law of Utopia applies.\n\nIN WITNESS WHEREOF, the parties have signed.\n\nACME Corp\n\nBy: ____\n\nName: Jo Doe\n\nTitle: CEO\n\nDate: May 1, 2026",
                &[false, true, true, true, true, true, true],
            ),
            (
                "Text.\n\nSignatures\n\nAcme\n\nSigned by:\n\nName:\n\nThe Customer\n\nSigned by:\n\nName:",
                &[false, true, true, true, true, true, true, true],
            ),
            ("Text.\n\nName: Acme\n\nDate: 1 May 2026", &[false, false, false]),
            ("Text.\n\nUnterschrift: ______\n\nOrt, Datum: ______", &[false, true, true]),
            ("Write to us by: mail. Name: yours", &[false]),
            ("By: using the service you agree to all of these terms and conditions", &[false]),
        ];
        for (text, expected) in cases {
            assert_eq!(signed(text), expected, "{text}");
        }
    }
}

//! A letter as HTML: one column, tables, inline styles, nothing remote.

use super::letter::{Letter, Part, Row};
use super::text::RUN;
use crate::render::html::{capital, entry};
use crate::render::safe;

const H2: &str = "margin:28px 0 12px;font-size:19px;line-height:1.3";
const TH: &str = "padding:6px 14px 6px 0;text-align:left;vertical-align:top;font-weight:normal;width:32%";
const TD: &str = "padding:6px 0;text-align:left;vertical-align:top";
/// What inline styles cannot say; programs that drop it lose nothing but softer marks at night.
const STYLE: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
    @media (prefers-color-scheme:dark){del{background:#5c1f1d!important;color:#ffd7d5!important}\
    ins{background:#17452a!important;color:#c9f2d6!important}}";
const RULE: &str = "border-bottom:1px solid #9aa5b1";

/// The whole HTML part.
pub(crate) fn letter(letter: &Letter<'_>) -> String {
    let alone = letter.parts.len() == 1;
    let mut body = format!(
        "<h1 style=\"margin:0 0 12px;font-size:22px;line-height:1.3\">{}</h1>\n",
        safe::html(title(&letter.subject))
    );
    body.push_str(&paragraphs(&letter.opening));
    for part in &letter.parts {
        if !alone {
            body.push_str(&heading(&part.heading));
        }
        body.push_str(&rows(&part.calendar));
        if alone {
            body.push_str(&heading(&part.heading));
        }
        body.push_str(&changes(part));
        if !alone {
            body.push_str(&fingerprints(&part.fingerprints));
        }
    }
    body.push_str(&heading("Why you get this"));
    body.push_str(&paragraphs(&letter.closing));
    if let [part] = letter.parts.as_slice() {
        body.push_str(&heading("Fingerprints"));
        body.push_str(&fingerprints(&part.fingerprints));
    }
    frame(&letter.subject, &body)
}

/// The subject without its tag.
fn title(subject: &str) -> &str {
    subject.split_once("] ").map_or(subject, |(_, title)| title)
}

fn frame(subject: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n\
         <body style=\"margin:0;padding:0\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\
         <tr><td align=\"center\" style=\"padding:24px 16px\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"max-width:640px\"><tr><td style=\"text-align:left;font-family:-apple-system,'Segoe UI',\
         Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;word-break:break-word\">\n\
         {body}</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n",
        safe::html(subject)
    )
}

fn heading(text: &str) -> String {
    format!("<h2 style=\"{H2}\">{}</h2>\n", safe::html(text))
}

fn paragraphs(sentences: &[String]) -> String {
    let paragraph = |text: &String| format!("<p style=\"margin:0 0 12px\">{}</p>\n", safe::html(text));
    sentences.iter().map(paragraph).collect()
}

fn rows(rows: &[Row]) -> String {
    let cells: String = rows.iter().map(row).collect();
    format!(
        "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"margin:16px 0;border-collapse:collapse;font-size:15px\">\n{cells}</table>\n"
    )
}

fn row(row: &Row) -> String {
    let value = safe::html(&row.value);
    let value = if row.strong { format!("<strong>{value}</strong>") } else { value };
    format!(
        "<tr><th scope=\"row\" style=\"{TH};{RULE}\">{}</th><td style=\"{TD};{RULE}\">{value}</td></tr>\n",
        safe::html(row.label)
    )
}

fn changes(part: &Part<'_>) -> String {
    let mut out: String = part.shown.iter().map(|change| entry(change, RUN)).collect();
    if part.listed.is_empty() {
        return out;
    }
    let line = |change: &crate::render::entries::Entry<'_>| {
        format!(
            "<li style=\"margin:0 0 4px\">{}, {}: {}</li>\n",
            capital(change.verdict_word()),
            safe::html(&change.section()),
            safe::html(&change.gist(100))
        )
    };
    let lines: String = part.listed.iter().map(line).collect();
    out.push_str(&format!("<p style=\"margin:0 0 6px\">Also changed:</p>\n<ul style=\"margin:0 0 16px;padding-left:20px\">\n{lines}</ul>\n"));
    out
}

fn fingerprints(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        format!("<dt style=\"margin:0\">{}</dt>\n<dd style=\"margin:0 0 8px;font-family:monospace;word-break:break-all\">{}</dd>\n", safe::html(row.label), safe::html(&row.value))
    });
    format!("<dl style=\"margin:0 0 16px;font-size:13px\">\n{}</dl>\n", lines.collect::<String>())
}

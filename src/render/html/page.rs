//! A comparison as one self-contained page.
//!
//! No script and no remote file: the filters and the two ways of showing words are radio buttons and
//! a style sheet, so that keyboard and screen reader work and nothing is lost without styles.

use std::io::{self, Write};

use super::{accent, capital, head, sentences, words};
use crate::compare::Fate;
use crate::materiality::Verdict;
use crate::render::entries::{Entry, Group, by_severity, grouped, tally_shown, told_value, verdict_word};
use crate::render::{Report, Side, excerpt, safe};

const STYLE: &str = include_str!("page.css");

/// The page.
pub fn page(report: &Report<'_>) -> String {
    gathered(|out| write_page(report, out))
}

fn gathered(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut parts = Vec::new();
    write(&mut parts).expect("a list of bytes takes all");
    String::from_utf8(parts).expect("parts of text are text")
}

/// Writes [`page`] part by part: of a text that changed from end to end it is dozens of times as long.
pub fn write_page(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = safe::html(&report.title());
    let entries = by_severity(report.comparison, report.assessment);
    let counted = capital(&tally_shown(report, &entries, verdict_word(Verdict::Review)));
    let filters = filters(&entries);
    let groups = grouped(entries);
    let contents: String = groups.iter().enumerate().map(contents_line).collect();
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"tally\">{counted}</p>\n<dl class=\"sides\">\n{}{}</dl>\n</header>\n{filters}\
         <nav aria-label=\"Sections\">\n<h2>Sections</h2>\n<ol>\n{contents}</ol>\n</nav>\n\
         <main>\n",
        safe::html(&counted.to_lowercase()),
        side("Old", &report.old),
        side("New", &report.new),
    )?;
    for (index, group) in groups.iter().enumerate() {
        section(index, group, out)?;
    }
    write!(out, "{}</main>\n</body>\n</html>\n", warnings(report))
}

/// Which changes to show and how; the style sheet reads the buttons.
fn filters(entries: &[Entry<'_>]) -> String {
    let count = |verdict| entries.iter().filter(|entry| entry.verdict() == verdict).count();
    let (material, review) = (count(Verdict::Material), count(Verdict::Review));
    let show = [
        ("all", format!("all ({})", entries.len())),
        ("findings", format!("material and possibly material ({})", material + review)),
        ("material", format!("material ({material})")),
    ];
    let words = [("pair", "side by side".to_owned()), ("inline", "in one text".to_owned())];
    format!(
        "<form class=\"filters\" autocomplete=\"off\">\n{}{}</form>\n",
        choice("show", "Show", &show),
        choice("words", "Words", &words)
    )
}

fn choice(name: &str, legend: &str, choices: &[(&str, String)]) -> String {
    let radio = |(index, (id, label)): (usize, &(&str, String))| {
        let checked = if index == 0 { " checked" } else { "" };
        format!("<label><input type=\"radio\" name=\"{name}\" id=\"{name}-{id}\"{checked}> {label}</label>\n")
    };
    let radios: String = choices.iter().enumerate().map(radio).collect();
    format!("<fieldset><legend>{legend}</legend>\n{radios}</fieldset>\n")
}

fn side(label: &str, side: &Side<'_>) -> String {
    format!(
        "<dt>{label}</dt><dd>{}<br><code>{}</code></dd>\n",
        safe::html(side.source),
        safe::html(&side.sha256)
    )
}

fn contents_line((index, group): (usize, &Group<'_>)) -> String {
    let gravest = group.entries.iter().map(Entry::verdict).max().unwrap_or(Verdict::None);
    format!(
        "<li class=\"{}\"><a href=\"#s{index}\">{}</a> <span class=\"count\">{}</span></li>\n",
        gravest.as_str(),
        safe::html(&group.section),
        group.entries.len()
    )
}

fn section(index: usize, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let gravest = group.entries.iter().map(Entry::verdict).max().unwrap_or(Verdict::None);
    write!(
        out,
        "<section class=\"{}\" id=\"s{index}\">\n<h2>{}</h2>\n",
        gravest.as_str(),
        safe::html(&group.section)
    )?;
    for entry in &group.entries {
        out.write_all(change(entry).as_bytes())?;
    }
    out.write_all(b"</section>\n")
}

/// The fragment's parts, with the words side by side and in one text.
fn change(entry: &Entry<'_>) -> String {
    let runs = excerpt::runs(entry.change);
    let together = if excerpt::is_unedited(&runs) || excerpt::is_whole(&runs) {
        String::new()
    } else {
        format!("<p class=\"inline\">{}</p>\n", words(&excerpt::inline(&runs)))
    };
    let sides = [Fate::Removed, Fate::Added].iter().filter(|fate| runs.iter().any(|run| run.fate == **fate));
    let single = match (together.is_empty(), sides.count()) {
        (false, _) => "",
        (true, 2) => " apart",
        (true, _) => " single",
    };
    format!(
        "<article class=\"{}{single}\" style=\"border-left:4px solid {}\">\n{}{}<div class=\"pair\">\n{}</div>\n{together}{}</article>\n",
        entry.verdict().as_str(),
        accent(entry.verdict()),
        head(entry, false),
        sentences(entry),
        super::before_and_after(entry, &runs),
        facts(entry),
    )
}

fn facts(entry: &Entry<'_>) -> String {
    let told = entry.told_facts();
    if told.is_empty() {
        return String::new();
    }
    let value = |value: &Option<String>| safe::html(&told_value(value.as_deref()));
    let row = |fact: &&crate::materiality::FactChange| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
            safe::html(&fact.subject),
            value(&fact.old),
            value(&fact.new)
        )
    };
    let rows: String = told.iter().map(row).collect();
    format!(
        "<table class=\"facts\"><thead><tr><th scope=\"col\">Fact</th><th scope=\"col\">Before</th>\
         <th scope=\"col\">After</th></tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )
}

fn warnings(report: &Report<'_>) -> String {
    if report.assessment.warnings.is_empty() {
        return String::new();
    }
    let line = |warning: &crate::document::Warning| format!("<li>{}</li>\n", safe::html(&warning.why));
    let lines: String = report.assessment.warnings.iter().map(line).collect();
    format!("<section class=\"warnings\">\n<h2>In the new text</h2>\n<ul>\n{lines}</ul>\n</section>\n")
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::render::tests::{report, sample};

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        let (comparison, assessment) = sample();
        let page = page(&report(&comparison, &assessment));
        for forbidden in ["<script", "src=", "@import", "url(", "<link", "onclick"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}

//! The rules of judging as a list, a documentation page and JSON.

use serde::Serialize;

use super::json;
use crate::materiality::Rule;

/// One rule a line with its example below.
pub fn text(rules: &[Rule]) -> String {
    rules.iter().map(|rule| format!("{:<4} {}\n     {}\n", rule.id, rule.title, rule.example)).collect()
}

/// The documentation page `docs/rules.md`.
pub fn markdown(rules: &[Rule]) -> String {
    let mut page = String::from(
        "# Rules\n\nWritten by `policydiff rules --markdown`. A change is *material* when a rule M fires, *cosmetic* when \
         every\nchanged word is explained by a rule C, else *review*: a person decides.\n\n| rule | fires when | for example |\n|---|---|---|\n",
    );
    for rule in rules {
        page.push_str(&format!("| {} | {} | {} |\n", rule.id, rule.title, rule.example));
    }
    page
}

/// `{"schema_version":1,"rules":[{"id":…,"title":…,"example":…}]}`
pub fn json(rules: &[Rule]) -> String {
    json::pretty(&Page {
        schema_version: json::SCHEMA_VERSION,
        rules: rules
            .iter()
            .map(|rule| Row { id: rule.id, title: rule.title, example: rule.example })
            .collect(),
    })
}

#[derive(Serialize)]
struct Page {
    schema_version: u32,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    title: &'static str,
    example: &'static str,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_the_repository_is_the_one_the_code_writes() {
        let written = super::markdown(crate::materiality::rules());
        assert_eq!(include_str!("../../docs/rules.md").trim(), written.trim());
    }
}
